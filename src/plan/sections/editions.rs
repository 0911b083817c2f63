//! `[[editions]]`

use serde::Deserialize;
use serde::de::IntoDeserializer as _;
use serde::de::value::{Error, StrDeserializer};

use crate::plan::complaints::ids_must_differ;
use crate::plan::edition::{Edition, EditionKind};
use crate::plan::key::{Form, Key, Kind};
use crate::plan::protection::{self, PRESETS, Protection};
use crate::plan::section::Section;
use crate::plan::vocabulary::Vocabulary;

/// Kinds of editions; the first one counts where nothing is said.
const KINDS: &[&str] = &["funder", "board", "school_term", "corporate", "evaluator", "public"];
/// Parts of an edition.
const PARTS: &[&str] = &[
    "main",
    "targets",
    "logic_model",
    "measures",
    "groups",
    "terms",
    "quality",
    "methods",
    "limits",
    "glossary",
];

pub(in crate::plan) const EDITIONS: Form = Form::many(
    "editions",
    "Editions of the report, each one file. The first is `index.html`, others are named after their \
     id. Without this section there is one, `funder`.",
    &[
        Key::new("id", Kind::FileId, "Short name, unique, also of the file.", "\"funder\"")
            .required(),
        Key::new(
            "kind",
            Kind::Word(KINDS),
            "Whom it is for. `funder`: a few pages, the main results first; `board`: one page; \
             `school_term`: school results and the step from term to term; `corporate`: \
             participation, recommendation, goals, work; `evaluator`: every number with its method, \
             tests and SQL; `public`: no groups, and the strictest rules of privacy.",
            "\"evaluator\"",
        )
        .otherwise("the id where it is one of these words, else `funder`"),
        Key::new("title", Kind::Text, "Heading of the report.", "\"Riverbend in 2024–25\"")
            .otherwise("the program's name"),
        Key::new(
            "families",
            Kind::Texts,
            "Families of measures to show, in this order.",
            "[\"retention\", \"skill_growth\"]",
        )
        .otherwise("those of the kind"),
        Key::new(
            "parts",
            Kind::Texts,
            "Parts to show, in this order: `main` (the primary measures), `targets`, `logic_model`, \
             `measures` (the others), `groups`, `terms`, `quality`, `methods`, `limits`, `glossary`.",
            "[\"main\", \"targets\", \"limits\"]",
        )
        .otherwise("those of the kind"),
        Key::new(
            "privacy",
            Kind::Word(PRESETS),
            "Rules for this edition alone, as `preset` of [privacy] names them: of each the stricter \
             one counts, so that an edition can ask for more than the plan, and not for less.",
            "\"public_strict\"",
        )
        .otherwise("the plan's rules; a public edition always has `public_strict`"),
        Key::new("language", Kind::Text, "Language of this edition alone.", "\"es\"")
            .otherwise("the program's `language`"),
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
        section.must_be_words("parts", &section.located_texts("parts"), "parts", PARTS);
        section.must_differ("parts");
        let id = section.text("id");
        let kind =
            named(&id).filter(|_| !section.has("kind")).unwrap_or_else(|| section.word("kind"));
        let own = section.optional_text("privacy");
        let strictest = protection::strictest().name;
        if kind == EditionKind::Public && own.as_deref().is_some_and(|own| own != strictest) {
            let message =
                format!("{} is a public edition, allowed: {strictest}", section.named("privacy"));
            section.complain("privacy", message, Some("leave the key out"));
        }
        let edition = Edition {
            privacy: own.map_or_else(|| of_kind(kind), |name| protection::protection(&name)),
            kind,
            title: section.optional_text("title").unwrap_or_else(|| program_name.to_owned()),
            language: section.language("language", vocabulary),
            families: section.texts("families"),
            parts: section.texts("parts").iter().filter_map(|part| named(part)).collect(),
            id,
        };
        let taken = [("index", "the first edition's file"), ("overview", "the overview's file")];
        let is_first = editions.is_empty();
        for (name, whose) in taken.into_iter().filter(|(name, _)| !is_first && *name == edition.id)
        {
            let message = format!("{} is \"{name}\", {whose}", section.named("id"));
            section.complain("id", message, Some("choose another name"));
        }
        editions.push(edition);
    }
    if editions.is_empty() {
        editions.push(Edition {
            id: "funder".to_owned(),
            kind: EditionKind::Funder,
            title: program_name.to_owned(),
            families: Vec::new(),
            parts: Vec::new(),
            privacy: None,
            language: None,
        });
    }
    editions
}

/// What anyone may combine with anything is held to the strictest rules.
fn of_kind(kind: EditionKind) -> Option<&'static Protection> {
    (kind == EditionKind::Public).then(protection::strictest)
}

/// The kind or part that a word names.
fn named<'w, T: Deserialize<'w>>(word: &'w str) -> Option<T> {
    let word: StrDeserializer<'w, Error> = word.into_deserializer();
    T::deserialize(word).ok()
}
