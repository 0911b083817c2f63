//! What a report is made from.

use serde::{Deserialize, Serialize};

use crate::inference::{Finding, SeriesPoint};
use crate::measures::Kpi;
use crate::plan::{Edition, Plan};
use crate::warehouse::Ledger;

use super::Brand;
use super::language::Language;

/// Everything that a report may look at; the data itself is not among it.
///
/// Invariant: findings and series are fit for publication. This room hides nothing and uncovers
/// nothing.
#[derive(Debug, Clone)]
pub struct ReportInput<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Definitions of the measures.
    pub kpis: &'a [Kpi],
    /// Answers, in the order of measures, slices and answers.
    pub findings: &'a [Finding],
    /// Curves, bars and flows beside the answers.
    pub series: &'a [SeriesPoint],
    /// What became of the rows of every source.
    pub ledger: &'a Ledger,
    /// Facts about the run.
    pub run: RunFacts,
    /// The program's own look.
    pub brand: Brand,
}

impl ReportInput<'_> {
    /// The language of an edition: its own, else the program's.
    pub(super) fn language_of(&self, edition: &Edition) -> Language {
        let own = edition.language.as_deref();
        self.brand.languages.of(own.unwrap_or(&self.plan.program.language))
    }

    /// The language of what is no edition's: the overview and the workbook.
    pub(super) fn language(&self) -> Language {
        self.brand.languages.of(&self.plan.program.language)
    }
}

/// Facts about the run that no finding holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RunFacts {
    /// Version of this software.
    pub version: String,
    /// Version of the data contract.
    pub contract_version: String,
    /// Name of the snapshot that was measured.
    pub snapshot: String,
    /// SHA-256 of the plan, in hexadecimal.
    pub plan_hash: String,
    /// Cut-off date: `2025-06-30`, or words where there is no date.
    pub as_of: String,
    /// Measures without data, and why.
    pub not_measured: Vec<(String, String)>,
    /// Sentences for the head of the report: a stale source, a missed target.
    pub alarms: Vec<String>,
    /// Corrections of closed terms, one sentence each.
    pub restated: Vec<String>,
    /// Quotes from open answers.
    pub voices: VoicesRecord,
}

/// What may be printed of open answers, and how it came about.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct VoicesRecord {
    /// Quotes that a person has accepted and that were looked at again.
    pub printed: Vec<Quote>,
    /// How many were drawn.
    pub drawn: u64,
    /// SHA-256 of the file in which they were accepted.
    pub review: String,
}

/// A quote that may be printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// Theme that it was drawn for.
    pub theme: String,
    /// Part of its writer in the program.
    pub role: String,
    /// What was written, without what tells who is meant.
    pub text: String,
    /// True when its wording was changed by hand.
    pub edited: bool,
}
