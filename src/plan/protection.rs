//! Rules of data protection: how long states are kept, what may be published, and sets of rules to start from.

use serde::{Deserialize, Serialize};

use super::edition::Edition;
use super::model::Plan;
use super::vault_key::VaultKey;

/// `[retention]`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retention {
    /// How many snapshots are kept.
    pub snapshots: u64,
}

/// `[privacy]`
#[derive(Debug, Clone, PartialEq)]
pub struct Privacy {
    /// The set of rules that the others come from, when the plan names one.
    pub preset: Option<String>,
    /// Smallest group whose numbers are published.
    pub min_cell: u64,
    /// Fewest who may stand for, or against, a share.
    pub min_part: u64,
    /// Shares this near to none or all are only said to be so.
    pub coded_beyond: Option<f64>,
    /// Step that shares are rounded to.
    pub rounded_to: Option<f64>,
    /// Fewest by whom a group may have changed since an earlier report; 1 allows any.
    pub min_change: u64,
    /// Share to within which nobody may work out the largest part of an amount.
    pub dominance: f64,
    /// Why these rules.
    pub rationale: Option<String>,
    /// Names and raw ids are sealed for this key.
    pub vault_key: Option<VaultKey>,
}

/// A set of rules with its source.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Protection {
    /// Name, as `preset` of `[privacy]` says it.
    pub name: &'static str,
    /// For whom, in a few words.
    pub about: &'static str,
    /// Smallest group whose numbers are published.
    pub min_cell: u64,
    /// Fewest who may stand for, or against, a share.
    pub min_part: u64,
    /// Shares this near to none or all are only said to be so.
    pub coded_beyond: Option<f64>,
    /// Step that shares are rounded to.
    pub rounded_to: Option<f64>,
    /// Fewest by whom a group may have changed since an earlier report.
    pub min_change: u64,
    /// Share to within which nobody may work out the largest part of an amount.
    pub dominance: f64,
    /// Who says so; `None` when it is a choice of this program alone.
    pub source: Option<&'static str>,
}

/// The first is the one that counts when the plan says nothing.
pub const PROTECTIONS: &[Protection] = &[
    Protection {
        name: "education_10",
        about: "reports on students for funders and boards",
        min_cell: 10,
        min_part: 3,
        coded_beyond: None,
        rounded_to: None,
        min_change: 1,
        dominance: 0.10,
        source: None,
    },
    Protection {
        name: "delaware_15",
        about: "reports beside those of a state that hides groups of 15 and fewer and says only “more than 95 %”",
        min_cell: 16,
        min_part: 3,
        coded_beyond: Some(0.05),
        rounded_to: None,
        min_change: 1,
        dominance: 0.10,
        source: Some(
            "Delaware's rules for school reports: groups of 15 and fewer are hidden, shares above 95 % and below 5 % are not shown more exactly",
        ),
    },
    Protection {
        name: "staff_5",
        about: "papers that stay among the staff of the program",
        min_cell: 5,
        min_part: 2,
        coded_beyond: None,
        rounded_to: None,
        min_change: 1,
        dominance: 0.05,
        source: None,
    },
    Protection {
        name: "public_strict",
        about: "pages on the open web that anyone may combine with anything",
        min_cell: 20,
        min_part: 3,
        coded_beyond: Some(0.05),
        rounded_to: Some(0.01),
        min_change: 3,
        dominance: 0.20,
        source: None,
    },
];

/// Their names.
pub(super) const PRESETS: &[&str] =
    &[PROTECTIONS[0].name, PROTECTIONS[1].name, PROTECTIONS[2].name, PROTECTIONS[3].name];

/// What no law says: the size of the smallest group.
pub const NO_AUTHORITY: &str = "United States law names no number: the Institute of Education Sciences may not recommend one (IES 2017-147), so that each program decides and says why.";

/// The preset for what anyone may combine with anything.
pub(super) fn strictest() -> &'static Protection {
    &PROTECTIONS[PROTECTIONS.len() - 1]
}

/// The preset of that name.
pub fn protection(name: &str) -> Option<&'static Protection> {
    PROTECTIONS.iter().find(|protection| protection.name == name)
}

impl Default for Privacy {
    fn default() -> Self {
        Self::of(&PROTECTIONS[0])
    }
}

impl Privacy {
    /// The rules of a preset.
    pub fn of(preset: &Protection) -> Self {
        Self {
            preset: None,
            min_cell: preset.min_cell,
            min_part: preset.min_part,
            coded_beyond: preset.coded_beyond,
            rounded_to: preset.rounded_to,
            min_change: preset.min_change,
            dominance: preset.dominance,
            rationale: None,
            vault_key: None,
        }
    }

    /// Of each rule the stricter one, these or a preset's. Where that changes nothing, they are these.
    #[must_use]
    pub fn at_least(&self, preset: &Protection) -> Self {
        // The larger share is the stricter one; none at all is the weakest.
        let share = |one: Option<f64>, other: Option<f64>| match (one, other) {
            (Some(one), Some(other)) => Some(one.max(other)),
            (one, other) => one.or(other),
        };
        let both = Self {
            min_cell: self.min_cell.max(preset.min_cell),
            min_part: self.min_part.max(preset.min_part),
            coded_beyond: share(self.coded_beyond, preset.coded_beyond),
            rounded_to: share(self.rounded_to, preset.rounded_to),
            min_change: self.min_change.max(preset.min_change),
            dominance: self.dominance.max(preset.dominance),
            ..self.clone()
        };
        if both == *self {
            return both;
        }
        Self { preset: Some(preset.name.to_owned()), rationale: None, ..both }
    }
}

impl Plan {
    /// The rules of an edition.
    pub fn rules_of(&self, edition: &Edition) -> Privacy {
        let own = edition.privacy.map(|preset| self.privacy.at_least(preset));
        own.unwrap_or_else(|| self.privacy.clone())
    }
}

/// The presets as a table of Markdown.
pub fn protections() -> String {
    let share = |share: Option<f64>, absent: &str| {
        share.map_or(absent.to_owned(), |share| format!("{} %", (share * 1000.0).round() / 10.0))
    };
    let row = |one: &Protection| {
        format!(
            "| `{}` | {} | {} | {} | {} | {} | {} | {} | {} |\n",
            one.name,
            one.about,
            one.min_cell,
            one.min_part,
            share(one.coded_beyond, "none"),
            share(one.rounded_to, "none"),
            if one.min_change > 1 { one.min_change.to_string() } else { "any".to_owned() },
            share(Some(one.dominance), "none"),
            one.source.unwrap_or("our own choice")
        )
    };
    let head = "| preset | for | `min_cell` | `min_part` | `coded_beyond` | `rounded_to` | `min_change` | `dominance` | source |\n|---|---|---|---|---|---|---|---|---|\n";
    PROTECTIONS.iter().map(row).fold(head.to_owned(), |table, row| table + &row)
}
