//! `[[outcomes]]`

use crate::plan::complaints::ids_must_differ;
use crate::plan::key::{Form, Key, Kind};
use crate::plan::model::Outcome;
use crate::plan::section::Section;

pub(in crate::plan) const OUTCOMES: Form = Form::many(
    "outcomes",
    "Measured outcomes beside surveys: grades, attendance, earnings.",
    &[
        Key::new("id", Kind::Id, "Short name, unique.", "\"gpa\"").required(),
        Key::new("title", Kind::Text, "Name in reports.", "\"grade point average\"")
            .otherwise("the id"),
        Key::new(
            "domain",
            Kind::Word(&["academic", "career", "behaviour", "wellbeing"]),
            "Part of life that it belongs to.",
            "\"academic\"",
        )
        .required(),
        Key::new("unit", Kind::Text, "Unit of its values, in words.", "\"grade points\"")
            .required(),
        Key::new("minimum", Kind::Number, "Lowest possible value.", "0"),
        Key::new("maximum", Kind::Number, "Highest possible value.", "4"),
        Key::new(
            "better",
            Kind::Word(&["higher", "lower", "neither"]),
            "Which direction is good.",
            "\"higher\"",
        )
        .default("higher"),
    ],
);

/// Outcomes in the order written.
pub(in crate::plan) fn outcomes(sections: &[Section<'_>]) -> Vec<Outcome> {
    ids_must_differ(sections);
    sections.iter().map(outcome).collect()
}

fn outcome(section: &Section<'_>) -> Outcome {
    let (minimum, maximum) = (section.number("minimum"), section.number("maximum"));
    section.must_be_range(minimum, maximum);
    let id = section.text("id");
    Outcome {
        title: section.optional_text("title").unwrap_or_else(|| id.clone()),
        id,
        domain: section.word("domain"),
        unit: section.text("unit"),
        minimum,
        maximum,
        better: section.word("better"),
    }
}
