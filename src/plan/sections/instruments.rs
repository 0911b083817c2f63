//! `[[instruments]]`

use super::items::{Defaults, ITEMS, item, must_have_labels_for};
use super::scales::{SCALES, scale};
use crate::plan::complaints::ids_must_differ;
use crate::plan::key::{Form, Key, Kind};
use crate::plan::model::Instrument;
use crate::plan::problems::in_words;
use crate::plan::section::Section;

pub(in crate::plan) const INSTRUMENTS: Form = Form::many(
    "instruments",
    "Survey forms: who fills them in, their items and scales.",
    &[
        Key::new("id", Kind::Id, "Short name, unique.", "\"mentee_survey\"").required(),
        Key::new("title", Kind::Text, "Name in reports.", "\"Mentee survey\"").otherwise("the id"),
        Key::new("version", Kind::Text, "Version; a change breaks the trend.", "\"1\"")
            .default("1"),
        Key::new(
            "role",
            Kind::Word(&["mentee", "mentor", "parent", "teacher", "manager", "staff"]),
            "Who answers.",
            "\"mentee\"",
        )
        .required(),
        Key::new("minimum", Kind::Number, "Lowest answer of its items.", "1"),
        Key::new("maximum", Kind::Number, "Highest answer of its items.", "5"),
        Key::new(
            "labels",
            Kind::Texts,
            "Labels of the answers from `minimum` up, one for each whole number; recognised in \
             files as well as the numbers.",
            "[\"Never\", \"Rarely\", \"Sometimes\", \"Often\", \"Always\"]",
        ),
        Key::new(
            "states",
            Kind::Pairs,
            "Text in the file = why there is no answer: `skipped`, `not_asked`, `not_applicable`, `unchecked` or \
             `refused`. An empty text stands for the empty cell.",
            "{ \"-99\" = \"skipped\", \"\" = \"not_asked\" }",
        )
        .otherwise("known words such as \"Prefer not to say\"; an empty cell is `skipped`"),
        Key::new(
            "waves",
            Kind::Texts,
            "Waves in which everyone in the role is asked, for the response rate.",
            "[\"baseline\", \"followup\"]",
        ),
    ],
);

/// Instruments in the order written.
pub(in crate::plan) fn instruments(sections: &[Section<'_>]) -> Vec<Instrument> {
    ids_must_differ(sections);
    sections.iter().map(instrument).collect()
}

fn instrument(section: &Section<'_>) -> Instrument {
    let (minimum, maximum) = (section.number("minimum"), section.number("maximum"));
    section.must_be_range(minimum, maximum);
    section.must_differ("waves");
    check_defaults(section, minimum, maximum);
    let defaults = Defaults { range: minimum.zip(maximum), labels: section.texts("labels") };

    check_states(section);
    let asked = section.many(&ITEMS);
    ids_must_differ(&asked);
    let mut items: Vec<_> = asked.iter().map(|section| item(section, &defaults)).collect();

    let declared = section.many(&SCALES);
    ids_must_differ(&declared);
    let scales = declared.iter().map(|section| scale(section, &mut items, &defaults)).collect();

    // A scale may name items that nothing declares.
    let known: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
    for item in &asked {
        for other in item.names("asked_when") {
            item.must_be_known("asked_when", &other, "items of the instrument", &known);
        }
    }
    let id = section.text("id");
    Instrument {
        title: section.optional_text("title").unwrap_or_else(|| id.clone()),
        id,
        version: section.text("version"),
        role: section.text("role"),
        items,
        scales,
        waves: section.texts("waves"),
        states: section.pairs("states"),
    }
}

/// Reasons why there is no answer.
const STATES: &[&str] = &["skipped", "not_asked", "not_applicable", "unchecked", "refused"];

fn check_states(section: &Section<'_>) {
    for (text, state) in section.pairs("states") {
        if !STATES.contains(&state.as_str()) {
            let message = format!(
                "{} says \"{state}\" of \"{text}\", allowed: {}",
                section.named("states"),
                in_words(STATES)
            );
            section.complain("states", message, None);
        }
    }
}

fn check_defaults(section: &Section<'_>, minimum: Option<f64>, maximum: Option<f64>) {
    must_have_labels_for(section, minimum, maximum);
    for (key, other) in [("minimum", "maximum"), ("maximum", "minimum")] {
        if section.has(key) && !section.has(other) {
            section.complain_missing(
                format!("key `{other}` is missing in [[instruments]], needed beside `{key}`"),
                "a range has two ends",
            );
        }
    }
    if section.has("labels") && !section.has("minimum") && !section.has("maximum") {
        section.complain_missing(
            "keys `minimum` and `maximum` are missing in [[instruments]], needed beside `labels`"
                .to_owned(),
            "say which numbers the first and the last label stand for",
        );
    }
}
