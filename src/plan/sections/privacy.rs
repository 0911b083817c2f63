//! `[privacy]`

use crate::plan::key::{Form, Key, Kind};
use crate::plan::model::Privacy;
use crate::plan::section::Section;

pub(in crate::plan) const PRIVACY: Form = Form::one(
    "privacy",
    "Rules that keep small groups private.",
    &[
        Key::new("min_cell", Kind::Count, "Smallest group whose numbers are published.", "10")
            .default("10"),
        Key::new(
            "rationale",
            Kind::Text,
            "Why this threshold. Required when `min_cell` is below 5.",
            "\"Agreed with the district in 2024.\"",
        ),
    ],
);

/// Thresholds below this need a reason: groups of two to four people are recognised at a glance.
const NEEDS_RATIONALE_BELOW: u64 = 5;

pub(in crate::plan) fn privacy(section: &Section<'_>) -> Privacy {
    let min_cell = section.whole_number("min_cell");
    if (1..NEEDS_RATIONALE_BELOW).contains(&min_cell) && !section.has("rationale") {
        let message = format!(
            "`min_cell` in [privacy] is {min_cell}, allowed: {NEEDS_RATIONALE_BELOW} and up, or \
             less with a `rationale`"
        );
        let help = "say who agreed to groups this small: rationale = \"…\"";
        section.complain("min_cell", message, Some(help));
    }
    Privacy { min_cell, rationale: section.optional_text("rationale") }
}
