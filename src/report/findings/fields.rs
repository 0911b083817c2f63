//! The fields of a finding, each once: name, kind, meaning, and what it may hold.

use crate::inference::Finding;

/// One field of the flat record.
pub(super) struct Field {
    /// Key in JSON, column in CSV and Parquet.
    pub(super) name: &'static str,
    /// Its kind, and the way to its value.
    pub(super) value: Value,
    /// What it means.
    pub(super) about: &'static str,
    /// What it may hold, beyond its kind.
    pub(super) allowed: Allowed,
}

/// The kind of a field with the way to its value; a `Maybe` kind may be null.
#[derive(Clone, Copy)]
pub(super) enum Value {
    Text(fn(&Finding) -> &str),
    MaybeText(fn(&Finding) -> Option<&str>),
    MaybeCount(fn(&Finding) -> Option<u64>),
    Number(fn(&Finding) -> f64),
    MaybeNumber(fn(&Finding) -> Option<f64>),
}

/// What a field may hold, beyond its kind.
#[derive(Clone, Copy)]
pub(super) enum Allowed {
    Any,
    /// One of these words.
    Words(&'static [&'static str]),
    /// A text of this form, as a regular expression.
    Pattern(&'static str),
    /// A number from 0 to 1.
    Probability,
    /// A number above 0.
    Positive,
}

use Allowed::{Any, Pattern, Positive, Probability, Words};
use Value::{MaybeCount, MaybeNumber, MaybeText, Number, Text};

const fn field(name: &'static str, value: Value, about: &'static str, allowed: Allowed) -> Field {
    Field { name, value, about, allowed }
}

/// Every field, in the order of the record.
pub(super) const FIELDS: &[Field] = &[
    field("measure", Text(|of| &of.measure), "Id of the measure: the name of its query.", Any),
    field("family", Text(|of| &of.family), "Family of measures that are corrected together.", Any),
    field(
        "subject",
        MaybeText(|of| of.subject.as_deref()),
        "Scale, item or outcome, when the measure has several.",
        Any,
    ),
    field("answer", Text(|of| &of.answer), "Name of the estimand, such as `mean_change`.", Any),
    field(
        "contrast",
        MaybeText(|of| of.contrast.as_deref()),
        "What is compared with what, or the group or category that the answer is about.",
        Any,
    ),
    field("program_id", Text(|of| &of.program_id), "Program; empty for a single file.", Any),
    field("term_id", Text(|of| &of.term_id), "Term, or `all`.", Any),
    field("dimension", Text(|of| &of.dimension), "Dimension of the segment, or `all`.", Any),
    field("level", Text(|of| &of.level), "Level of the segment, or `all`.", Any),
    field("n", MaybeCount(|of| of.n), "Complete units that the estimate rests on.", Any),
    field(
        "n_missing",
        MaybeCount(|of| of.n_missing),
        "Units with a missing value, left out and counted.",
        Any,
    ),
    field(
        "n_excluded",
        MaybeCount(|of| of.n_excluded),
        "Units left out by a declared rule other than missing values.",
        Any,
    ),
    field(
        "n_clusters",
        MaybeCount(|of| of.n_clusters),
        "Clusters (mentors, sites), when the interval allows for them.",
        Any,
    ),
    field(
        "estimate",
        MaybeNumber(|of| of.estimate),
        "The estimate; null when it is undefined or withheld.",
        Any,
    ),
    field("low", MaybeNumber(|of| of.low), "Lower end of the estimate's interval.", Any),
    field("high", MaybeNumber(|of| of.high), "Upper end of the estimate's interval.", Any),
    field(
        "confidence",
        Number(|of| of.confidence),
        "Confidence level of every interval in the record.",
        Probability,
    ),
    field(
        "unit",
        Text(|of| &of.unit),
        "Unit of the estimate: `points`, `share` (0 to 1), `days`, `count`, …",
        Any,
    ),
    field("method", Text(|of| &of.method), "Method of the estimate and its interval.", Any),
    field("statistic", MaybeNumber(|of| of.statistic), "Test statistic.", Any),
    field("df", MaybeNumber(|of| of.df), "Degrees of freedom of the test statistic.", Positive),
    field("p_value", MaybeNumber(|of| of.p_value), "Two-sided p-value.", Probability),
    field(
        "p_adjusted",
        MaybeNumber(|of| of.p_adjusted),
        "The p-value after the plan's correction within its family.",
        Probability,
    ),
    field(
        "effect_kind",
        MaybeText(|of| of.effect_kind.as_deref()),
        "Name of the effect size, such as `hedges_g_av`.",
        Any,
    ),
    field("effect", MaybeNumber(|of| of.effect), "The effect size.", Any),
    field("effect_low", MaybeNumber(|of| of.effect_low), "Lower end of its interval.", Any),
    field("effect_high", MaybeNumber(|of| of.effect_high), "Upper end of its interval.", Any),
    field("target", MaybeNumber(|of| of.target), "The plan's target for this estimate.", Any),
    field(
        "target_status",
        MaybeText(|of| of.target_status.as_deref()),
        "`met` or `not_met` beyond doubt, `uncertain` when the interval covers the target.",
        Words(&["met", "not_met", "uncertain"]),
    ),
    field(
        "claim_level",
        Text(|of| &of.claim_level),
        "What the design permits to say, from `L0` (a count) to `L5` (a cause).",
        Pattern("^L[0-5]$"),
    ),
    field(
        "suppressed",
        MaybeText(|of| of.suppressed.as_deref()),
        "Why the numbers are withheld; null when they are published.",
        Any,
    ),
    field(
        "notes",
        MaybeText(|of| of.notes.as_deref()),
        "Sentences for the reader, separated by ` · `.",
        Any,
    ),
];
