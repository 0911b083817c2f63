//! What a check found, per file and per rule, for a page and for machines.

use serde::Serialize;

use super::PLACES;
use crate::commands::read::{Broken, Read, grouped};
use crate::contract::{RowState, Severity, Violation};
use crate::plan::Plan;
use crate::report::{CheckReport, CheckedFile, CheckedPlace, CheckedProblem};
use crate::warehouse::Ledger;

/// What was read, as the page shows it.
pub(super) fn report(plan: &Plan, read: &Read) -> CheckReport {
    let files = read.checked.files.iter().enumerate().map(|(number, file)| {
        let source = &plan.sources[file.source];
        let count =
            |wanted: RowState| file.states.iter().filter(|state| **state == wanted).count() as u64;
        CheckedFile {
            source: source.id.clone(),
            table: source.table.clone(),
            file: match &source.sheet {
                Some(sheet) => format!("{}:{sheet}", file.name),
                None => file.name.clone(),
            },
            format: read.formats.get(&number).copied().unwrap_or("unreadable").to_owned(),
            read: file.states.len() as u64,
            kept: count(RowState::Kept),
            quarantined: count(RowState::Quarantined),
            replaced: count(RowState::Superseded),
            equal: count(RowState::Duplicate),
            gone: count(RowState::Deleted) + count(RowState::Withdrawn),
            skipped: count(RowState::Skipped),
        }
    });
    CheckReport {
        program: plan.program.name.clone(),
        files: files.collect(),
        problems: problems(read),
    }
}

fn problems(read: &Read) -> Vec<CheckedProblem> {
    grouped(&read.checked.violations)
        .into_iter()
        .map(|Broken { first, all }| CheckedProblem {
            rule: first.rule.id.to_owned(),
            title: first.rule.title.to_owned(),
            severity: first.severity.name().to_owned(),
            costs: costs(first.severity).to_owned(),
            source: first.source.clone(),
            column: first.column.clone(),
            count: all.len() as u64,
            places: all.iter().take(PLACES).map(|violation| place(violation)).collect(),
            hint: first.rule.hint.to_owned(),
        })
        .collect()
}

fn place(violation: &Violation) -> CheckedPlace {
    CheckedPlace {
        position: violation.position.clone(),
        found: violation.found.clone(),
        allowed: violation.allowed.clone(),
    }
}

fn costs(severity: Severity) -> &'static str {
    match severity {
        Severity::Refusal => "nothing is published until it is mended",
        Severity::Error => "the row is set aside",
        Severity::Warning => "the cell is treated as missing",
        Severity::Note => "nothing is lost",
    }
}

/// The ledger, and beside it what became of each file and where each rule is broken.
#[derive(Serialize)]
struct AsJson<'a> {
    #[serde(flatten)]
    ledger: &'a Ledger,
    files: &'a [CheckedFile],
    problems: &'a [CheckedProblem],
}

/// The same for machines.
pub(super) fn as_json(ledger: &Ledger, report: &CheckReport) -> anyhow::Result<Vec<u8>> {
    let json = AsJson { ledger, files: &report.files, problems: &report.problems };
    let mut bytes = serde_json::to_vec_pretty(&json)?;
    bytes.push(b'\n');
    Ok(bytes)
}
