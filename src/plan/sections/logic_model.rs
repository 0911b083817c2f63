//! `[[logic_model]]`

use crate::plan::key::{Form, Key, Kind};
use crate::plan::logic::{LogicStep, Stage};
use crate::plan::section::Section;
use crate::plan::vocabulary::Vocabulary;

/// Stages in the order of a logic model.
const STAGES: &[&str] = &["resources", "activities", "outputs", "short_term", "long_term"];

pub(in crate::plan) const LOGIC_MODEL: Form = Form::many(
    "logic_model",
    "How the program is meant to work, step by step, and which measures show that it does. The report \
     draws it with the number and the status of every measure.",
    &[
        Key::new(
            "stage",
            Kind::Word(STAGES),
            "What the step is: what goes in (`resources`), what is done (`activities`), what comes of \
             it at once (`outputs`), what should change soon (`short_term`) and in the end \
             (`long_term`).",
            "\"activities\"",
        )
        .required(),
        Key::new("text", Kind::Text, "The step in a few words.", "\"Pairs meet every week\"")
            .required(),
        Key::new(
            "measures",
            Kind::Texts,
            "Measures that show it; a step without any says so.",
            "[\"meetings_per_month\"]",
        ),
    ],
);

/// Steps in the order of the stages, and within a stage in the order written.
pub(in crate::plan) fn logic_model(
    sections: &[Section<'_>],
    vocabulary: &Vocabulary,
) -> Vec<LogicStep> {
    let known: Vec<&str> = vocabulary.measures.iter().map(String::as_str).collect();
    let read = |section: &Section<'_>| {
        section.must_be_words("measures", &section.located_texts("measures"), "measures", &known);
        section.must_differ("measures");
        LogicStep {
            stage: section.word::<Stage>("stage"),
            text: section.text("text"),
            measures: section.texts("measures"),
        }
    };
    let mut steps: Vec<LogicStep> = sections.iter().map(read).collect();
    steps.sort_by_key(|step| step.stage);
    steps
}
