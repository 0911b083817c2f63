//! What `inference` gives: answers, and the flat record of an answer in its place.

use serde::{Deserialize, Serialize};

/// An estimate with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Estimate {
    /// The point estimate.
    pub value: f64,
    /// Lower end of the confidence interval.
    pub low: Option<f64>,
    /// Upper end of the confidence interval.
    pub high: Option<f64>,
}

/// One answer to a design's question, without its place in the program.
///
/// Invariant: every number is finite; what is undefined is `None` and said in `notes`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answer {
    /// Name of the estimand, such as `mean_change` or `survival_365`.
    pub answer: String,
    /// Complete units that the estimate rests on.
    pub n: u64,
    /// Units with a missing value, left out and counted.
    pub n_missing: u64,
    /// Units left out by a rule other than missing values.
    pub n_excluded: u64,
    /// Clusters (mentors, sites), when the interval allows for them.
    pub n_clusters: Option<u64>,
    /// The estimate with its interval.
    pub estimate: Option<Estimate>,
    /// Unit of the estimate: `points`, `share`, `days`, `count`, `ratio`, …
    pub unit: String,
    /// Name of the method, such as `paired_t` or `wilson`.
    pub method: String,
    /// Test statistic.
    pub statistic: Option<f64>,
    /// Degrees of freedom.
    pub df: Option<f64>,
    /// Two-sided p-value.
    pub p_value: Option<f64>,
    /// Name of the effect size, such as `hedges_g_av`.
    pub effect_kind: Option<String>,
    /// The effect size with its interval.
    pub effect: Option<Estimate>,
    /// What is compared with what, such as `mentee vs control`.
    pub contrast: Option<String>,
    /// Sentences for the reader: why something is undefined, which warning applies.
    pub notes: Vec<String>,
    /// The table lacks what only this answer needs: said when it was asked for by name, else left out.
    pub is_unsuited: bool,
}

/// One answer of one measure in one slice: the flat record that is published.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Finding {
    /// Id of the measure: the name of its query.
    pub measure: String,
    /// Family of measures, such as `skill_growth`.
    pub family: String,
    /// Scale, item or outcome, when the measure has several.
    pub subject: Option<String>,
    /// Name of the estimand, such as `mean_change`.
    pub answer: String,
    /// What is compared with what, when two groups are.
    pub contrast: Option<String>,
    /// Program.
    pub program_id: String,
    /// Term, or `all`.
    pub term_id: String,
    /// Dimension of the segment, or `all`.
    pub dimension: String,
    /// Level of the segment, or `all`.
    pub level: String,
    /// Complete units that the estimate rests on.
    pub n: Option<u64>,
    /// Units with a missing value.
    pub n_missing: Option<u64>,
    /// Units left out by a declared rule.
    pub n_excluded: Option<u64>,
    /// Clusters, when the interval allows for them.
    pub n_clusters: Option<u64>,
    /// The estimate.
    pub estimate: Option<f64>,
    /// Lower end of its interval.
    pub low: Option<f64>,
    /// Upper end of its interval.
    pub high: Option<f64>,
    /// Confidence level of every interval in the record.
    pub confidence: f64,
    /// Unit of the estimate.
    pub unit: String,
    /// Method of the estimate and its interval.
    pub method: String,
    /// Test statistic.
    pub statistic: Option<f64>,
    /// Degrees of freedom.
    pub df: Option<f64>,
    /// Two-sided p-value.
    pub p_value: Option<f64>,
    /// The p-value after the plan's correction within its family.
    pub p_adjusted: Option<f64>,
    /// Name of the effect size.
    pub effect_kind: Option<String>,
    /// The effect size.
    pub effect: Option<f64>,
    /// Lower end of its interval.
    pub effect_low: Option<f64>,
    /// Upper end of its interval.
    pub effect_high: Option<f64>,
    /// The plan's target for this estimate.
    pub target: Option<f64>,
    /// `met`, `not_met`, or `uncertain` when the interval covers the target.
    pub target_status: Option<String>,
    /// What the design permits to say: `L0` to `L5`.
    pub claim_level: String,
    /// Why the numbers are withheld; absent when they are published.
    pub suppressed: Option<String>,
    /// Sentences for the reader, separated by ` · `.
    pub notes: Option<String>,
}

/// One point of a chart's curve, bar or flow: what a finding shows beside its estimate.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SeriesPoint {
    /// Id of the measure.
    pub measure: String,
    /// Scale, item or outcome, when the measure has several.
    pub subject: Option<String>,
    /// Term, or `all`.
    pub term_id: String,
    /// Dimension of the segment, or `all`.
    pub dimension: String,
    /// Level of the segment, or `all`.
    pub level: String,
    /// The curve or group of bars: `survival`, `distribution`, `incidence`, `flow`, `total`.
    pub series: String,
    /// What the point is called: a cause, a stage, a category.
    pub label: Option<String>,
    /// Position on the horizontal axis: days, a scale's value, the order of a stage.
    pub x: Option<f64>,
    /// Height.
    pub y: Option<f64>,
    /// Lower end of the interval.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
    /// Units behind the point: at risk, in the bar, in the stage.
    pub n: Option<u64>,
}

/// A point of a series without its place in the program.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Point {
    /// The curve or group of bars.
    pub series: String,
    /// What the point is called.
    pub label: Option<String>,
    /// Position on the horizontal axis.
    pub x: Option<f64>,
    /// Height.
    pub y: Option<f64>,
    /// Lower end of the interval.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
    /// Units behind the point.
    pub n: Option<u64>,
}
