//! `[identity]`

use crate::plan::key::{Form, Key, Kind};
use crate::plan::model::{Duplicates, Identity, SameId};
use crate::plan::section::Section;

/// Ways of writing an id that mean the same, by the names of [`SameId`].
const SAME: &[(&str, SameId)] = &[
    ("unicode", SameId::Unicode),
    ("email", SameId::Email),
    ("case", SameId::Case),
    ("spaces", SameId::Spaces),
    ("zeros", SameId::Zeros),
];

pub(in crate::plan) const IDENTITY: Form = Form::one(
    "identity",
    "When two ids in the exports are one person, and which of two answers of one person counts. A crosswalk file that \
     holds the ids of different systems is a source of the table `crosswalk`.",
    &[
        Key::new(
            "same_id",
            Kind::Texts,
            "Differences between two ids that do not matter: `unicode` (two ways to write an accent), `email` (capitals \
             and spaces in an address), `case` (capitals in any id), `spaces` (within any id), `zeros` (at the start of \
             a number, which spreadsheets drop).",
            "[\"unicode\", \"email\", \"zeros\"]",
        )
        .otherwise("`unicode` and `email`"),
        Key::new(
            "duplicates",
            Kind::Word(&["last", "first", "most_complete"]),
            "Which form counts when one person filled in the same one twice in a wave: the others are left out and \
             counted.",
            "\"most_complete\"",
        )
        .default("last"),
    ],
);

pub(in crate::plan) fn identity(section: &Section<'_>) -> Identity {
    let names: Vec<&str> = SAME.iter().map(|(name, _)| *name).collect();
    section.must_be_words("same_id", &section.located_texts("same_id"), "differences", &names);
    section.must_differ("same_id");
    let written = section.texts("same_id");
    let is_on = |name: &str, same: SameId| {
        let usual = matches!(same, SameId::Unicode | SameId::Email);
        if section.has("same_id") { written.iter().any(|one| one == name) } else { usual }
    };
    Identity {
        same_id: SAME
            .iter()
            .filter(|(name, same)| is_on(name, *same))
            .map(|(_, same)| *same)
            .collect(),
        duplicates: section.word::<Duplicates>("duplicates"),
    }
}
