//! `[[targets]]`

use std::collections::BTreeSet;

use crate::plan::key::{Form, Key, Kind};
use crate::plan::model::{AlignmentPair, Instrument, Outcome, Target};
use crate::plan::section::Section;
use crate::plan::vocabulary::Vocabulary;

pub(in crate::plan) const TARGETS: Form = Form::many(
    "targets",
    "Values that measures should reach. Each has one of `at_least` and `at_most`.",
    &[
        Key::new("measure", Kind::Id, "Measure.", "\"satisfaction_mentee\"").required(),
        Key::new("answer", Kind::Id, "Answer of the measure.", "\"top_box\"")
            .otherwise("the measure's first one"),
        Key::new(
            "subject",
            Kind::Id,
            "Scale, item, outcome or alignment pair, when the measure has several.",
            "\"sat\"",
        ),
        Key::new("at_least", Kind::Number, "Lowest good value; a share is 0 to 1.", "0.75"),
        Key::new("at_most", Kind::Number, "Highest good value; a share is 0 to 1.", "0.2"),
        Key::new("source", Kind::Text, "Who set it.", "\"grant agreement\""),
        Key::new("set_on", Kind::Date, "When it was set.", "2024-08-15"),
    ],
);

/// What a target may be about.
pub(in crate::plan) struct Subjects<'a> {
    pub(in crate::plan) instruments: &'a [Instrument],
    pub(in crate::plan) outcomes: &'a [Outcome],
    pub(in crate::plan) alignment: &'a [AlignmentPair],
}

impl Subjects<'_> {
    fn names(&self) -> Vec<&str> {
        let scales = self.instruments.iter().flat_map(|one| &one.scales).map(|one| &one.id);
        let items = self.instruments.iter().flat_map(|one| &one.items).map(|one| &one.id);
        let outcomes = self.outcomes.iter().map(|one| &one.id);
        let pairs = self.alignment.iter().map(|one| &one.id);
        let names: BTreeSet<&str> =
            scales.chain(items).chain(outcomes).chain(pairs).map(String::as_str).collect();
        names.into_iter().filter(|name| !name.is_empty()).collect()
    }
}

/// Targets in the order written.
pub(in crate::plan) fn targets(
    sections: &[Section<'_>],
    subjects: &Subjects<'_>,
    vocabulary: &Vocabulary,
) -> Vec<Target> {
    let subjects = subjects.names();
    let mut seen = BTreeSet::new();
    let mut targets = Vec::new();
    for section in sections {
        let target = target(section, &subjects, vocabulary);
        let Target { measure, answer, subject, at_most, .. } = target.clone();
        let about = (measure, answer, subject, at_most);
        if !target.measure.is_empty() && !seen.insert(about) {
            let message = format!("measure `{}` has this target already", target.measure);
            section.complain("measure", message, Some("leave one of the two out"));
        }
        targets.push(target);
    }
    targets
}

fn target(section: &Section<'_>, subjects: &[&str], vocabulary: &Vocabulary) -> Target {
    let measures: Vec<&str> = vocabulary.measures.iter().map(String::as_str).collect();
    section.must_be_words("measure", &section.located_texts("measure"), "measures", &measures);
    if let Some(subject) = section.located("subject") {
        let kind = "scales, items, outcomes or alignment pairs";
        section.must_be_known("subject", &subject, kind, subjects);
    }
    match (section.has("at_least"), section.has("at_most")) {
        (true, true) => section.complain(
            "at_most",
            "`at_most` in [[targets]] stands beside `at_least`, allowed: one of the two".to_owned(),
            Some("write two targets for a range"),
        ),
        (false, false) => section.complain_missing(
            "key `at_least` or `at_most` is missing in [[targets]]".to_owned(),
            "add a line such as at_least = 0.75",
        ),
        _ => {}
    }
    let value = section.number("at_least").or_else(|| section.number("at_most"));
    Target {
        measure: section.text("measure"),
        answer: section.optional_text("answer"),
        subject: section.optional_text("subject"),
        value: value.unwrap_or_default(),
        at_most: section.has("at_most"),
        source: section.optional_text("source"),
        set_on: section.date("set_on"),
    }
}
