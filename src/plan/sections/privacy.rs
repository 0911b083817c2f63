//! `[privacy]`

use crate::plan::key::{Form, Key, Kind};
use crate::plan::protection::{PRESETS, PROTECTIONS, Privacy, Protection, protection};
use crate::plan::section::Section;
use crate::plan::vault_key::VaultKey;

pub(in crate::plan) const PRIVACY: Form = Form::one(
    "privacy",
    "Rules that keep small groups private.",
    &[
        Key::new(
            "preset",
            Kind::Word(PRESETS),
            "Where the other rules come from; `docs/privacy.md` lists them.",
            "\"public_strict\"",
        )
        .otherwise("education_10"),
        Key::new("min_cell", Kind::Count, "Smallest group whose numbers are published.", "10")
            .otherwise("what the preset says: 10"),
        Key::new(
            "min_part",
            Kind::Count,
            "Fewest people who may stand for a share, or against it.",
            "3",
        )
        .otherwise("what the preset says: 3"),
        Key::new(
            "coded_beyond",
            Kind::Share,
            "Shares below this, or above its complement, are only said to be so: with 0.05, “less \
             than 5 %” and “more than 95 %”.",
            "0.05",
        )
        .otherwise("what the preset says: no such bands"),
        Key::new("rounded_to", Kind::Share, "Step that shares are rounded to.", "0.01")
            .otherwise("what the preset says: not rounded"),
        Key::new(
            "min_change",
            Kind::Count,
            "Fewest people by whom a group may have changed since an earlier report; 1 allows any.",
            "3",
        )
        .otherwise("what the preset says: 1"),
        Key::new(
            "dominance",
            Kind::Share,
            "An amount, such as the total or average of hours or costs, is hidden when the second largest contributor could \
             work out the largest part to within this share of it.",
            "0.1",
        )
        .otherwise("what the preset says: 0.1"),
        Key::new(
            "rationale",
            Kind::Text,
            "Why these rules, printed in the report. Required when one is weaker than that of the \
             named preset; without a preset, when `min_cell` is below 5.",
            "\"Agreed with the district in 2024.\"",
        ),
        Key::new(
            "vault_key",
            Kind::Text,
            "The half of a key that closes, as `mentorlens vault-key` prints it: names, raw ids and rows that were set aside are \
             encrypted for it, and opened only by commands that need names. Without it they are files that the owner alone may read.",
            "\"vault-6f1d…-8a0c25be\"",
        ),
    ],
);

/// Thresholds below this need a reason: groups of two to four people are recognised at a glance.
const NEEDS_RATIONALE_BELOW: u64 = 5;

pub(in crate::plan) fn privacy(section: &Section<'_>) -> Privacy {
    let named = section.optional_text("preset");
    let base = named.as_deref().and_then(protection).unwrap_or(&PROTECTIONS[0]);
    let count = |name, otherwise: u64| {
        if section.has(name) { section.whole_number(name) } else { otherwise }
    };
    let share = |name, otherwise: Option<f64>| {
        if section.has(name) { section.number(name) } else { otherwise }
    };
    let privacy = Privacy {
        min_cell: count("min_cell", base.min_cell),
        min_part: count("min_part", base.min_part),
        coded_beyond: share("coded_beyond", base.coded_beyond),
        rounded_to: share("rounded_to", base.rounded_to),
        min_change: count("min_change", base.min_change),
        dominance: share("dominance", Some(base.dominance)).unwrap_or(base.dominance),
        rationale: section.optional_text("rationale"),
        vault_key: vault_key(section),
        preset: named,
    };
    if privacy.rationale.is_none() {
        ask_why(section, &privacy, base);
    }
    privacy
}

fn vault_key(section: &Section<'_>) -> Option<VaultKey> {
    let written = section.located("vault_key")?;
    let key = VaultKey::parse(written.get_ref());
    if key.is_none() {
        let message = format!(
            "{} is no key of a vault, or has a slip, allowed: `vault-`, 64 digits and their sum",
            section.named("vault_key")
        );
        let help = "take over the line that `mentorlens vault-key` prints, as it is";
        section.complain_at(&written, message, Some(help));
    }
    key
}

/// Whoever goes below a preset says why.
fn ask_why(section: &Section<'_>, privacy: &Privacy, base: &Protection) {
    if privacy.preset.is_none() {
        let min_cell = privacy.min_cell;
        if (1..NEEDS_RATIONALE_BELOW).contains(&min_cell) {
            let message = format!(
                "`min_cell` in [privacy] is {min_cell}, allowed: {NEEDS_RATIONALE_BELOW} and up, or \
                 less with a `rationale`"
            );
            let help = "say who agreed to groups this small: rationale = \"…\"";
            section.complain("min_cell", message, Some(help));
        }
        return;
    }
    let step = |step: Option<f64>| step.unwrap_or(0.0);
    let weaker: [(&str, f64, f64); 6] = [
        ("min_cell", privacy.min_cell as f64, base.min_cell as f64),
        ("min_part", privacy.min_part as f64, base.min_part as f64),
        ("coded_beyond", step(privacy.coded_beyond), step(base.coded_beyond)),
        ("rounded_to", step(privacy.rounded_to), step(base.rounded_to)),
        ("min_change", privacy.min_change as f64, base.min_change as f64),
        ("dominance", privacy.dominance, base.dominance),
    ];
    for (key, found, least) in weaker {
        if found < least && section.has(key) && found > 0.0 {
            let message = format!(
                "`{key}` in [privacy] is {found}, allowed: {least} and up as in `{}`, or less with a \
                 `rationale`",
                base.name
            );
            let help = "say who agreed to weaker rules: rationale = \"…\"";
            section.complain(key, message, Some(help));
        }
    }
}
