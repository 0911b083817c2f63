//! `[[editions]]`

use crate::plan::complaints::ids_must_differ;
use crate::plan::key::{Form, Key, Kind};
use crate::plan::model::Edition;
use crate::plan::section::Section;
use crate::plan::vocabulary::Vocabulary;

pub(in crate::plan) const EDITIONS: Form = Form::many(
    "editions",
    "Editions of the report. The first is `index.html`, others are named after their id. Without \
     this section there is one, `funder`, with everything.",
    &[
        Key::new("id", Kind::FileId, "Short name, unique, also of the file.", "\"funder\"")
            .required(),
        Key::new("title", Kind::Text, "Heading of the report.", "\"Riverbend in 2024–25\"")
            .otherwise("the program's name"),
        Key::new(
            "families",
            Kind::Texts,
            "Families of measures to show, in this order.",
            "[\"retention\", \"skill_growth\"]",
        )
        .otherwise("all of them"),
    ],
);

/// Editions in the order written, at least one.
pub(in crate::plan) fn editions(
    sections: &[Section<'_>],
    program_name: &str,
    vocabulary: &Vocabulary,
) -> Vec<Edition> {
    ids_must_differ(sections);
    let known: Vec<&str> = vocabulary.families.iter().map(String::as_str).collect();
    let mut editions = Vec::new();
    for section in sections {
        section.must_be_words("families", &section.located_texts("families"), "families", &known);
        section.must_differ("families");
        let edition = Edition {
            id: section.text("id"),
            title: section.optional_text("title").unwrap_or_else(|| program_name.to_owned()),
            families: section.texts("families"),
        };
        if edition.id == "index" && !editions.is_empty() {
            let message = format!("{} is \"index\", the first edition's file", section.named("id"));
            section.complain("id", message, Some("choose another name"));
        }
        editions.push(edition);
    }
    if editions.is_empty() {
        let (id, title) = ("funder".to_owned(), program_name.to_owned());
        editions.push(Edition { id, title, families: Vec::new() });
    }
    editions
}
