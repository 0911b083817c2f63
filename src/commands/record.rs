//! `run.json`: the record of a run, from which the report can be rendered again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::freeze::Frozen;
use super::ingest::definitions;
use super::report::files;
use crate::cli::AlarmKind;
use crate::inference::Findings;
use crate::measures::Kpi;
use crate::plan::Plan;
use crate::report::VoicesRecord;
use crate::warehouse::{Ledger, Snapshot};

/// What a run was made of and what it has to warn about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct RunRecord {
    /// Version of the program.
    pub(super) version: String,
    /// Version of the contract.
    pub(super) contract_version: String,
    /// Program.
    pub(super) program_id: String,
    /// Snapshot.
    pub(super) snapshot: String,
    /// SHA-256 of the plan's text.
    pub(super) plan_hash: String,
    /// Measures and the hashes of their definitions.
    #[serde(default)]
    pub(super) definitions: BTreeMap<String, String>,
    /// Files of the report that not every run makes: editions, and forms that were asked for.
    #[serde(default)]
    pub(super) pages: Vec<String>,
    /// SHA-256 of the theme that the pages have; empty without one.
    #[serde(default)]
    pub(super) look: String,
    /// Cut-off date.
    pub(super) as_of: String,
    /// Measures without data, and why.
    pub(super) not_measured: Vec<NotMeasured>,
    /// Warnings.
    pub(super) alarms: Vec<Alarm>,
    /// Corrections of closed terms, one sentence each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) restated: Vec<String>,
    /// Quotes from open answers, and the file in which they were accepted.
    #[serde(default, skip_serializing_if = "is_none")]
    pub(super) voices: VoicesRecord,
    /// Inputs with their hashes, rows in and out, violations.
    pub(super) ledger: Ledger,
}

/// A measure without data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct NotMeasured {
    pub(super) measure: String,
    pub(super) reason: String,
}

/// Something a scheduled job may want to be woken for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Alarm {
    /// `target-missed`, `quarantine`, `empty-source` or `frozen-term`, as `--fail-on` takes it.
    pub(super) kind: String,
    /// What is the matter.
    pub(super) message: String,
}

impl RunRecord {
    pub(super) fn new(
        snapshot: &Snapshot,
        plan: &Plan,
        kpis: &[Kpi],
        findings: &Findings,
        frozen: &Frozen,
    ) -> Self {
        let not_measured = findings
            .absent
            .iter()
            .map(|(measure, reason)| NotMeasured {
                measure: measure.clone(),
                reason: reason.clone(),
            })
            .collect();
        Self {
            version: snapshot.version.clone(),
            contract_version: snapshot.contract_version.clone(),
            program_id: snapshot.program_id.clone(),
            snapshot: snapshot.id.clone(),
            plan_hash: snapshot.plan_hash.clone(),
            definitions: definitions(kpis),
            pages: files(plan),
            look: String::new(),
            as_of: snapshot.as_of.clone(),
            not_measured,
            alarms: [alarms(snapshot, findings), frozen.alarms.clone()].concat(),
            restated: frozen.restated.clone(),
            voices: VoicesRecord::default(),
            ledger: told(&snapshot.ledger),
        }
    }

    /// Alarms of the kinds that were asked for.
    pub(super) fn asked<'a>(&'a self, kinds: &'a [AlarmKind]) -> impl Iterator<Item = &'a Alarm> {
        self.alarms.iter().filter(|alarm| kinds.iter().any(|kind| name(*kind) == alarm.kind))
    }
}

/// What a report may say of its sources: not how long files are.
fn told(ledger: &Ledger) -> Ledger {
    let mut told = ledger.clone();
    for file in told.sources.iter_mut().flat_map(|source| &mut source.files) {
        file.bytes = 0;
    }
    told
}

/// True for a program that quotes nobody.
fn is_none(voices: &VoicesRecord) -> bool {
    *voices == VoicesRecord::default()
}

fn name(kind: AlarmKind) -> &'static str {
    match kind {
        AlarmKind::TargetMissed => "target-missed",
        AlarmKind::Quarantine => "quarantine",
        AlarmKind::EmptySource => "empty-source",
        AlarmKind::StaleSource => "stale-source",
        AlarmKind::FrozenTerm => "frozen-term",
    }
}

fn alarms(snapshot: &Snapshot, findings: &Findings) -> Vec<Alarm> {
    let alarm = |kind: AlarmKind, message: String| Alarm { kind: name(kind).to_owned(), message };
    let mut alarms = Vec::new();
    let sources = &snapshot.ledger.sources;
    let aside: Vec<_> = sources.iter().filter(|source| source.rows_quarantined > 0).collect();
    let rows: u64 = aside.iter().map(|source| source.rows_quarantined).sum();
    if rows > 0 {
        let were = if rows == 1 { "row was" } else { "rows were" };
        let each = aside
            .iter()
            .map(|source| format!("{} of `{}`", source.rows_quarantined, source.source));
        let each = each.collect::<Vec<_>>().join(", ");
        alarms.push(alarm(AlarmKind::Quarantine, format!("{rows} {were} set aside: {each}")));
    }
    for source in sources.iter().filter(|source| source.rows_in == 0) {
        alarms.push(alarm(AlarmKind::EmptySource, format!("`{}` has no rows", source.source)));
    }
    let missed = |finding: &&crate::inference::Finding| {
        finding.target_status.as_deref() == Some("not_met") && finding.term_id == "all"
    };
    for finding in findings.findings.iter().filter(missed) {
        let subject =
            finding.subject.as_ref().map(|subject| format!(" ({subject})")).unwrap_or_default();
        alarms.push(alarm(
            AlarmKind::TargetMissed,
            format!("`{}`{subject} misses its target", finding.measure),
        ));
    }
    alarms
}
