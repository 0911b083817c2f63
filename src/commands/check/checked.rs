//! What a check found, per file and per rule, for a page and for machines.

use std::collections::BTreeMap;

use serde::Serialize;

use super::PLACES;
use crate::commands::read::Read;
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
            skipped: count(RowState::Skipped),
        }
    });
    CheckReport {
        program: plan.program.name.clone(),
        files: files.collect(),
        problems: problems(read),
    }
}

/// One entry for each rule, source and column, the dearest and most frequent first.
fn problems(read: &Read) -> Vec<CheckedProblem> {
    let mut found = BTreeMap::<(Severity, &str, &str, Option<&str>), Vec<&Violation>>::new();
    for violation in &read.checked.violations {
        let column = violation.column.as_deref();
        let key = (violation.severity, violation.source.as_str(), violation.rule.id, column);
        found.entry(key).or_default().push(violation);
    }
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by_key(|((severity, ..), places)| (*severity, std::cmp::Reverse(places.len())));
    found
        .into_iter()
        .map(|((severity, source, rule, column), places)| CheckedProblem {
            rule: rule.to_owned(),
            title: places[0].rule.title.to_owned(),
            severity: severity.name().to_owned(),
            costs: costs(severity).to_owned(),
            source: source.to_owned(),
            column: column.map(str::to_owned),
            count: places.len() as u64,
            places: places.iter().take(PLACES).map(|violation| place(violation)).collect(),
            hint: places[0].rule.hint.to_owned(),
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
