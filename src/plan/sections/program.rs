//! `[program]` and `[commitment]`.

use crate::plan::key::{Form, Key, Kind};
use crate::plan::model::{Commitment, Program};
use crate::plan::presets::NAMES;
use crate::plan::section::Section;
use crate::plan::vocabulary::Vocabulary;

pub(in crate::plan) const PROGRAM: Form = Form::one(
    "program",
    "The program. The only section that every plan has.",
    &[
        Key::new("id", Kind::FileId, "Short name, also of files and folders.", "\"riverbend\"")
            .required(),
        Key::new(
            "name",
            Kind::Text,
            "Name as the reader of a report knows it.",
            "\"Riverbend Youth Mentoring\"",
        )
        .required(),
        Key::new(
            "about",
            Kind::Text,
            "One or two sentences about the program.",
            "\"One-to-one mentoring for ninth graders.\"",
        ),
        Key::new("period", Kind::Text, "Reporting period in words.", "\"school year 2024–25\""),
        Key::new(
            "source_note",
            Kind::Text,
            "Whom to credit for the data, and its licence.",
            "\"Survey data: Riverbend, CC BY 4.0\"",
        ),
        Key::new(
            "language",
            Kind::Text,
            "Language of the reports, of numbers and of dates, perhaps with a region: `en`, `es`, `es-MX`. \
             A program may bring another one: docs/languages.md.",
            "\"es-MX\"",
        )
        .default("en"),
        Key::new(
            "preset",
            Kind::Word(NAMES),
            "A usual kind of program. Its commitments and primary measures hold where the plan says \
             nothing; `mentorlens presets` lists them with their sources.",
            "\"school\"",
        ),
        Key::new(
            "design",
            Kind::Word(&["pre_post", "comparison", "randomised"]),
            "How the evaluation was set up: the same people before and after, with a comparison \
             group, or with one drawn by lot. What a report may claim depends on it.",
            "\"pre_post\"",
        )
        .default("pre_post"),
    ],
);

pub(in crate::plan) const COMMITMENT: Form = Form::one(
    "commitment",
    "What mentors and mentees promise one another.",
    &[
        Key::new("months", Kind::Positive, "Months that a match promises to last.", "9"),
        Key::new("meetings_per_month", Kind::Positive, "Meetings promised a month.", "4"),
        Key::new("minutes_per_month", Kind::Positive, "Minutes promised a month.", "240"),
        Key::new(
            "contacts_per_month",
            Kind::Positive,
            "Contacts that staff promise each match a month.",
            "1",
        ),
        Key::new(
            "training_hours",
            Kind::Positive,
            "Hours of training that a mentor has before the first match.",
            "2",
        ),
    ],
);

pub(in crate::plan) fn program(section: &Section<'_>, vocabulary: &Vocabulary) -> Program {
    Program {
        id: section.text("id"),
        name: section.text("name"),
        about: section.optional_text("about"),
        period: section.optional_text("period"),
        source_note: section.optional_text("source_note"),
        language: section.language("language", vocabulary).unwrap_or_default(),
        preset: section.optional_text("preset"),
        design: section.word("design"),
    }
}

pub(in crate::plan) fn commitment(section: &Section<'_>) -> Commitment {
    Commitment {
        months: section.number("months"),
        meetings_per_month: section.number("meetings_per_month"),
        minutes_per_month: section.number("minutes_per_month"),
        contacts_per_month: section.number("contacts_per_month"),
        training_hours: section.number("training_hours"),
    }
}
