//! `[[changes]]`

use crate::plan::key::{Form, Key, Kind};
use crate::plan::model::DefinitionChange;
use crate::plan::section::Section;
use crate::plan::vocabulary::Vocabulary;

pub(in crate::plan) const CHANGES: Form = Form::many(
    "changes",
    "Days from which something is counted in another way: what came before is no longer compared \
     with what comes after. A new version of a form needs no entry here; it is seen in the answers.",
    &[
        Key::new("on", Kind::Date, "First day of the new way.", "2025-01-01").required(),
        Key::new(
            "measures",
            Kind::Texts,
            "Measures that it changes.",
            "[\"meetings_per_month\", \"hours_per_month\"]",
        )
        .required(),
        Key::new(
            "what",
            Kind::Text,
            "What changed, for the reader of the report.",
            "\"phone calls count as meetings\"",
        )
        .required(),
    ],
);

/// Changes in order of time.
pub(in crate::plan) fn changes(
    sections: &[Section<'_>],
    vocabulary: &Vocabulary,
) -> Vec<DefinitionChange> {
    let measures: Vec<&str> = vocabulary.measures.iter().map(String::as_str).collect();
    let read = |section: &Section<'_>| {
        let named = section.located_texts("measures");
        section.must_be_words("measures", &named, "measures", &measures);
        section.must_differ("measures");
        let (measures, what) = (section.texts("measures"), section.text("what"));
        Some(DefinitionChange { on: section.date("on")?, measures, what })
    };
    let mut changes: Vec<DefinitionChange> = sections.iter().filter_map(read).collect();
    changes.sort_by_key(|change| change.on);
    changes
}
