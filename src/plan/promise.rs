//! What a program is and promises, and the terms it is followed through.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// `[program]`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Program {
    /// Short name for files: lower-case letters, digits, `-` and `_`.
    pub id: String,
    /// Name as the reader knows it.
    pub name: String,
    /// One or two sentences about the program.
    pub about: Option<String>,
    /// The reporting period in words.
    pub period: Option<String>,
    /// Whom to credit for the data, and its licence.
    pub source_note: Option<String>,
    /// Name of the usual kind of program whose commitments hold where the plan says nothing.
    #[serde(default)]
    pub preset: Option<String>,
    /// Language of the reports, perhaps with its region: `en`, `es-MX`.
    #[serde(default = "english")]
    pub language: String,
    /// How participants came into the program: what the report may claim depends on it.
    pub design: EvaluationDesign,
}

/// The language where a plan names none.
fn english() -> String {
    "en".to_owned()
}

/// How the evaluation was set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvaluationDesign {
    /// The same people before and after, nobody to compare with.
    PrePost,
    /// A comparison group that was not drawn by lot.
    Comparison,
    /// Participants and comparison group were drawn by lot.
    Randomised,
}

/// Mean length of a month in days: a year of 365.25 days by twelve.
pub const DAYS_PER_MONTH: f64 = 30.4375;

/// `[commitment]`
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Commitment {
    /// Months that a match promises to last.
    pub months: Option<f64>,
    /// Meetings promised a month.
    pub meetings_per_month: Option<f64>,
    /// Minutes promised a month.
    pub minutes_per_month: Option<f64>,
    /// Contacts that staff promise each match a month.
    #[serde(default)]
    pub contacts_per_month: Option<f64>,
    /// Hours of training that a mentor has before the first match.
    #[serde(default)]
    pub training_hours: Option<f64>,
}

/// `[[terms]]`
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// Short name.
    pub id: String,
    /// Name as the reader knows it.
    pub title: String,
    /// First day.
    pub starts_on: Date,
    /// Last day.
    pub ends_on: Date,
    /// What was published about it stays as it was published.
    pub frozen: bool,
    /// Why what was published is corrected.
    pub restated: Option<String>,
}

/// `[[changes]]`: from a day on measures count in another way.
#[derive(Debug, Clone, PartialEq)]
pub struct DefinitionChange {
    /// First day of the new way.
    pub on: Date,
    /// Measures that it changes.
    pub measures: Vec<String>,
    /// What changed.
    pub what: String,
}
