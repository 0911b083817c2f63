//! `[[instruments.items]]`

use std::collections::BTreeMap;

use toml::Spanned;

use crate::plan::key::{Form, Key, Kind};
use crate::plan::model::{Item, ItemKind};
use crate::plan::section::Section;

pub(in crate::plan) const ITEMS: Form = Form::many(
    "instruments.items",
    "Questions of the instrument. Only those that are not plain rating items of a scale need to \
     be declared.",
    &[
        Key::new("id", Kind::Id, "Short name, unique on the instrument.", "\"sat\"").required(),
        Key::new(
            "title",
            Kind::Text,
            "What is asked, in the program's own words.",
            "\"Overall, how satisfied are you?\"",
        ),
        Key::new(
            "kind",
            Kind::Word(&["rating", "satisfaction", "nps", "checkbox", "text"]),
            "Part of a scale, a question about satisfaction, how likely one would recommend the \
             program (0 to 10), a box to tick, or an open answer.",
            "\"satisfaction\"",
        )
        .default("rating"),
        Key::new("minimum", Kind::Number, "Lowest answer. Refused for `text` and `checkbox`.", "1")
            .otherwise("the instrument's; 0 for `nps`"),
        Key::new("maximum", Kind::Number, "Highest answer. Refused for `text` and `checkbox`.", "5")
            .otherwise("the instrument's; 10 for `nps`"),
        Key::new(
            "labels",
            Kind::Texts,
            "Labels of the answers from `minimum` up, one for each whole number.",
            "[\"No\", \"Partly\", \"Mostly\", \"Yes\", \"Very\"]",
        )
        .otherwise("the instrument's, when the range is the same"),
        Key::new(
            "question",
            Kind::Id,
            "For `checkbox`: the question whose boxes belong together. Where one of them is ticked, an empty one is \
             `unchecked`; where none is, the question was skipped.",
            "\"help_wanted\"",
        )
        .otherwise("the box stands alone"),
        Key::new(
            "box",
            Kind::Text,
            "For `checkbox`: the text of the box, by which it is found where a cell lists all that are ticked.",
            "\"Homework, reading\"",
        )
        .otherwise("the id"),
        Key::new(
            "asked_when",
            Kind::PairsOfTexts,
            "Item of the instrument = its answers, as the file writes them, after which this one is asked. After any \
             other an empty cell is `not_asked`, not `skipped`. For wide files.",
            "{ has_job = [\"Yes\"] }",
        )
        .otherwise("everybody is asked"),
    ],
);

/// What an item has when it does not say otherwise.
pub(super) struct Defaults {
    pub(super) range: Option<(f64, f64)>,
    pub(super) labels: Vec<String>,
}

impl Defaults {
    /// A rating item that a scale names and nothing declares.
    pub(super) fn rating_item(&self, id: String) -> Item {
        // Without a range the scale has reported a problem.
        let (minimum, maximum) = self.range.unwrap_or_default();
        let labels = self.labels.clone();
        Item {
            id,
            title: None,
            kind: ItemKind::Rating,
            minimum,
            maximum,
            labels,
            question: None,
            ticked: None,
            asked_when: BTreeMap::new(),
        }
    }
}

pub(super) fn item(section: &Section<'_>, defaults: &Defaults) -> Item {
    let kind = section.word("kind");
    let range = match kind {
        ItemKind::Rating | ItemKind::Satisfaction => defaults.range,
        ItemKind::Nps => Some((0.0, 10.0)),
        ItemKind::Text => {
            refuse_range(section, "an open answer has no range: leave it out");
            Some((0.0, 0.0))
        }
        ItemKind::Checkbox => {
            refuse_range(section, "a box is ticked or not: leave it out");
            Some((0.0, 1.0))
        }
    };
    let minimum = section.number("minimum").or(range.map(|(minimum, _)| minimum));
    let maximum = section.number("maximum").or(range.map(|(_, maximum)| maximum));
    if !matches!(kind, ItemKind::Text | ItemKind::Checkbox) {
        check_range(section, minimum, maximum);
    }
    let mut labels = section.texts("labels");
    if labels.is_empty()
        && !matches!(kind, ItemKind::Nps | ItemKind::Checkbox)
        && defaults.range.is_some()
        && defaults.range == minimum.zip(maximum)
    {
        labels.clone_from(&defaults.labels);
    }
    Item {
        id: section.text("id"),
        title: section.optional_text("title"),
        kind,
        minimum: minimum.unwrap_or_default(),
        maximum: maximum.unwrap_or_default(),
        labels,
        question: section.optional_text("question"),
        ticked: section.optional_text("box"),
        asked_when: section.pairs_of_texts("asked_when"),
    }
}

fn refuse_range(section: &Section<'_>, help: &str) {
    let kind = section.text("kind");
    for key in ["minimum", "maximum", "labels"] {
        if section.has(key) {
            let message = format!("{} stands beside the kind `{kind}`", section.named(key));
            section.complain(key, message, Some(help));
        }
    }
}

fn check_range(section: &Section<'_>, minimum: Option<f64>, maximum: Option<f64>) {
    section.must_be_range(minimum, maximum);
    must_have_labels_for(section, minimum, maximum);
    for (key, end) in [("minimum", minimum), ("maximum", maximum)] {
        if end.is_none() && !section.has(key) {
            let id = section.text("id");
            section.complain_missing(
                format!("item `{id}` has no `{key}`, and neither has its instrument"),
                "say it for the item or for the instrument",
            );
        }
    }
}

/// Reports labels that are more or fewer than the answers.
pub(super) fn must_have_labels_for(
    section: &Section<'_>,
    minimum: Option<f64>,
    maximum: Option<f64>,
) {
    let labels = section.located_texts("labels");
    let (Some(minimum), Some(maximum), false) = (minimum, maximum, labels.is_empty()) else {
        return;
    };
    if minimum >= maximum {
        return;
    }
    // Halves are exact in binary, so an end that is a whole number leaves no remainder.
    if minimum.fract() != 0.0 || maximum.fract() != 0.0 {
        let message = format!(
            "{} needs whole numbers as ends of the range, found {minimum} and {maximum}",
            section.named("labels")
        );
        section.complain("labels", message, None);
        return;
    }
    let answers = maximum - minimum + 1.0;
    // Both are whole numbers, so half a label apart is a label apart.
    if (labels.len() as f64 - answers).abs() > 0.5 {
        let message = format!(
            "{} holds {}, allowed: {answers}, one for each answer from {minimum} to {maximum}",
            section.named("labels"),
            labels.len(),
        );
        let last = labels.last().map(Spanned::get_ref);
        let help =
            last.map(|label| format!("the last one, \"{label}\", is the label of {maximum}"));
        section.complain("labels", message, help.as_deref());
    }
}
