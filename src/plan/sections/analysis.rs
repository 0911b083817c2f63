//! `[analysis]`

use crate::plan::key::{Form, Key, Kind};
use crate::plan::model::Analysis;
use crate::plan::section::Section;
use crate::plan::vocabulary::Vocabulary;

pub(in crate::plan) const ANALYSIS: Form = Form::one(
    "analysis",
    "Choices of the analysis, made before the data is seen.",
    &[
        Key::new("confidence", Kind::Level, "Confidence level of every interval.", "0.95")
            .default("0.95"),
        Key::new(
            "primary",
            Kind::Texts,
            "Measures that count; others are labelled exploratory.",
            "[\"skill_growth\", \"match_survival\"]",
        ),
        Key::new(
            "also",
            Kind::Texts,
            "Measures that are computed on request only, such as growth item by item.",
            "[\"item_growth\"]",
        ),
        Key::new(
            "correction",
            Kind::Word(&["benjamini_hochberg", "benjamini_yekutieli", "holm", "none"]),
            "Correction for many tests, within a family of measures.",
            "\"holm\"",
        )
        .default("benjamini_hochberg"),
        Key::new("baseline_wave", Kind::Text, "Wave that counts as before.", "\"fall\"")
            .default("baseline"),
        Key::new("followup_wave", Kind::Text, "Wave that counts as after.", "\"spring\"")
            .default("followup"),
        Key::new(
            "retrospective_wave",
            Kind::Text,
            "Wave in which people look back at how they were before. Reported apart: memory is not \
             a measurement before the program.",
            "\"then\"",
        ),
        Key::new("reference_arm", Kind::Text, "Arm that others are compared with.", "\"control\""),
        Key::new("as_of", Kind::Date, "Cut-off date.", "2025-06-30")
            .otherwise("the newest date in the data"),
    ],
);

pub(in crate::plan) fn analysis(section: &Section<'_>, vocabulary: &Vocabulary) -> Analysis {
    let measures: Vec<&str> = vocabulary.measures.iter().map(String::as_str).collect();
    section.must_be_words("primary", &section.located_texts("primary"), "measures", &measures);
    section.must_differ("primary");
    section.must_be_words("also", &section.located_texts("also"), "measures", &measures);
    let (baseline_wave, followup_wave) =
        (section.text("baseline_wave"), section.text("followup_wave"));
    if baseline_wave == followup_wave {
        let key = if section.has("followup_wave") { "followup_wave" } else { "baseline_wave" };
        let message = format!(
            "`followup_wave` in [analysis] is \"{followup_wave}\", and so is `baseline_wave`"
        );
        section.complain(key, message, Some("before and after are two waves"));
    }
    Analysis {
        confidence: section.number("confidence").unwrap_or_default(),
        primary: section.texts("primary"),
        correction: section.word("correction"),
        baseline_wave,
        followup_wave,
        also: section.texts("also"),
        retrospective_wave: section.optional_text("retrospective_wave"),
        reference_arm: section.optional_text("reference_arm"),
        as_of: section.date("as_of"),
    }
}
