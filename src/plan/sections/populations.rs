//! `[[populations]]`

use crate::plan::key::{Form, Key, Kind};
use crate::plan::model::{Population, Segment};
use crate::plan::section::Section;

pub(in crate::plan) const POPULATIONS: Form = Form::many(
    "populations",
    "How those who are eligible are made up, to see whom the program reaches.",
    &[
        Key::new("segment", Kind::Id, "Segment that it is about.", "\"gender\"").required(),
        Key::new("level", Kind::Text, "One of its levels, as in the data.", "\"Girl\"").required(),
        Key::new("share", Kind::Share, "Share of the level among all who are eligible.", "0.49")
            .required(),
        Key::new("source", Kind::Text, "Who counted.", "\"school district, fall 2024\""),
    ],
);

pub(in crate::plan) fn populations(
    sections: &[Section<'_>],
    segments: &[Segment],
) -> Vec<Population> {
    let known: Vec<&str> = segments.iter().map(|segment| segment.id.as_str()).collect();
    let read = |section: &Section<'_>| {
        if let Some(segment) = section.located("segment") {
            section.must_be_known("segment", &segment, "segments", &known);
        }
        Population {
            segment: section.text("segment"),
            level: section.text("level"),
            share: section.number("share").unwrap_or_default(),
            source: section.optional_text("source"),
        }
    };
    sections.iter().map(read).collect()
}
