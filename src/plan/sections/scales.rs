//! `[[instruments.scales]]`

use toml::Spanned;

use super::items::Defaults;
use crate::plan::key::{Form, Key, Kind};
use crate::plan::model::{Item, ItemKind, Scale};
use crate::plan::section::Section;

pub(in crate::plan) const SCALES: Form = Form::many(
    "instruments.scales",
    "Items that measure one thing together. The same id on two instruments means the same thing.",
    &[
        Key::new("id", Kind::Id, "Short name, unique on the instrument.", "\"self_efficacy\"")
            .required(),
        Key::new("title", Kind::Text, "Name in reports.", "\"belief in themselves\"")
            .otherwise("the id"),
        Key::new(
            "kind",
            Kind::Word(&["skill", "relationship", "expectation"]),
            "A skill or attitude that may grow, the quality of the relationship, or what is \
             expected of the match. Decides which measures pick it up.",
            "\"skill\"",
        )
        .default("skill"),
        Key::new(
            "items",
            Kind::Texts,
            "Its items. Those that are not declared become rating items with the instrument's \
             range.",
            "[\"se1\", \"se2\", \"se3\"]",
        )
        .required(),
        Key::new("reverse", Kind::Texts, "Items whose answers point the other way.", "[\"se3\"]"),
        Key::new(
            "minimum_answered",
            Kind::Share,
            "Share of the items that must be answered for a score.",
            "0.8",
        )
        .default("0.8"),
        Key::new(
            "score",
            Kind::Word(&["mean", "sum"]),
            "Mean of the answered items, or that mean times the number of items.",
            "\"mean\"",
        )
        .default("mean"),
        Key::new(
            "at_risk_below",
            Kind::Number,
            "For a relationship: a score below it counts as at risk. There is no cut-off that holds \
             for every program, so it is the program's own.",
            "2.5",
        ),
        Key::new(
            "better",
            Kind::Word(&["higher", "lower", "neither"]),
            "Which direction is good.",
            "\"higher\"",
        )
        .default("higher"),
    ],
);

/// Reads a scale and adds the items that only the scale names.
pub(super) fn scale(section: &Section<'_>, items: &mut Vec<Item>, defaults: &Defaults) -> Scale {
    let named = section.located_texts("items");
    if section.has("items") && named.is_empty() {
        let message = format!("{} is empty, allowed: one item or more", section.named("items"));
        section.complain("items", message, None);
    }
    section.must_differ("items");
    section.must_differ("reverse");
    let ids: Vec<&str> = named.iter().map(|id| id.get_ref().as_str()).collect();
    for item in section.located_texts("reverse") {
        section.must_be_known("reverse", &item, "items of the scale", &ids);
    }
    add_items(section, &named, items, defaults);
    check_items(section, &named, items);
    let id = section.text("id");
    Scale {
        title: section.optional_text("title").unwrap_or_else(|| id.clone()),
        id,
        kind: section.word("kind"),
        items: section.texts("items"),
        reverse: section.texts("reverse"),
        minimum_answered: section.number("minimum_answered").unwrap_or_default(),
        score: section.word("score"),
        at_risk_below: section.number("at_risk_below"),
        better: section.word("better"),
    }
}

fn add_items(
    section: &Section<'_>,
    named: &[Spanned<String>],
    items: &mut Vec<Item>,
    defaults: &Defaults,
) {
    let mut has_complained = defaults.range.is_some();
    for id in named {
        if items.iter().any(|item| item.id == *id.get_ref()) {
            continue;
        }
        // Once per scale: the way out is the same for all of its items.
        if !has_complained {
            has_complained = true;
            section.complain_missing(
                format!(
                    "item `{}` of the scale `{}` has no range",
                    id.get_ref(),
                    section.text("id")
                ),
                "add minimum and maximum to its [[instruments]], or declare the item",
            );
        }
        items.push(defaults.rating_item(id.get_ref().clone()));
    }
}

/// A score is in points of one range, so its items must share it.
fn check_items(section: &Section<'_>, named: &[Spanned<String>], items: &[Item]) {
    let mut first: Option<&Item> = None;
    for id in named {
        let Some(item) = items.iter().find(|item| item.id == *id.get_ref()) else { continue };
        if matches!(item.kind, ItemKind::Text | ItemKind::Nps | ItemKind::Checkbox) {
            let message = format!(
                "item `{}` in a scale is of the kind `text`, `nps` or `checkbox`, allowed: `rating`, \
                 `satisfaction`",
                item.id
            );
            section.complain_at(id, message, Some("leave it out of the scale"));
            continue;
        }
        let first = *first.get_or_insert(item);
        if (first.minimum, first.maximum) != (item.minimum, item.maximum) {
            let message = format!(
                "item `{}` goes from {} to {}, allowed: {} to {} like `{}` of the same scale",
                item.id, item.minimum, item.maximum, first.minimum, first.maximum, first.id
            );
            section.complain_at(id, message, Some("split the scale, one for each range"));
        }
    }
}
