//! `measure`: warehouse → findings.

use std::collections::BTreeMap;

use super::freeze::Frozen;
use super::ingest::lock;
use super::paths::{Paths, plan_of, read_plan};
use super::published::{Answers, Before};
use super::quotes::printed;
use super::record::RunRecord;
use super::{ALARM, DONE, Outcome};
use crate::cli::{MeasureArgs, Program};
use crate::inference::Findings;
use crate::measures::Kpi;
use crate::plan::Plan;
use crate::warehouse::{Cache, Folder, Snapshot};
use crate::{disclosure, report};

pub(super) fn measure(question: &MeasureArgs) -> anyhow::Result<Outcome> {
    let program = &question.program;
    let (mut plan, kpis) = read_plan(&program.dir)?;
    let Paths { warehouse, mut reports, .. } = Paths::of(program);
    let mut outcome = Outcome::default();
    let lock = lock(program, &mut outcome)?;
    // An old snapshot is looked at once: what is kept is for the current one.
    let cache = question.snapshot.is_none().then(|| Cache::of(&lock));
    let snapshot = match question.snapshot {
        Some(number) => {
            reports = reports.join(format!("snapshot-{number}"));
            let snapshot = Snapshot::numbered(&warehouse, number)?;
            plan = plan_of(&snapshot, &program.dir, &kpis)?;
            snapshot
        }
        None => Snapshot::current(&warehouse)?,
    };
    let mut folder = Folder::begin(&reports)?;
    let (answers, mut record, _) =
        into_findings(&plan, &kpis, &snapshot, cache.as_ref(), &mut folder)?;
    answers.remember(&warehouse)?;
    let findings = &answers.findings;
    // An old snapshot quotes nobody: whether its people still agree is not known there.
    if question.snapshot.is_none() {
        record.voices = printed(&plan, &snapshot, &Paths::of(program).key, &mut outcome)?;
    }
    folder.put("run.json", &pretty(&record)?)?;
    folder.seal(&[])?.publish()?;
    finish(program, findings, &record, &mut outcome);
    outcome.say(format!("findings: {}", reports.join("findings.json").display()));
    if program.json {
        outcome.output = report::findings_json(&findings.findings).into_bytes();
    }
    Ok(outcome)
}

/// Computes the findings that may be published and adds them to the reports; the record is the caller's to complete.
pub(super) fn into_findings(
    plan: &Plan,
    kpis: &[Kpi],
    snapshot: &Snapshot,
    cache: Option<&Cache>,
    reports: &mut Folder,
) -> anyhow::Result<(Answers, RunRecord, Frozen)> {
    let last = reports.path().to_owned();
    // What is kept is of the current state.
    let warehouse = cache.map(|_| snapshot.folder());
    let before = Before { reports: &last, warehouse };
    let (answers, frozen) = Answers::compute((plan, kpis), snapshot, cache, Some(before))?;
    let mut record = RunRecord::new(snapshot, plan, kpis, &answers.findings, &frozen);
    if answers.wait() {
        // Rows of a roster are people.
        record.ledger.sources.clear();
    }
    answers.put(reports)?;
    Ok((answers, record, frozen))
}

/// Sets the exit code and says which alarms were asked for.
pub(super) fn finish(
    program: &Program,
    findings: &Findings,
    record: &RunRecord,
    outcome: &mut Outcome,
) {
    let hidden = findings.findings.iter().filter(|finding| finding.suppressed.is_some()).count();
    outcome.say(format!(
        "{} findings, {hidden} of them withheld for privacy",
        findings.findings.len()
    ));
    let waiting = findings.findings.iter().filter(|finding| disclosure::waits(finding)).count();
    if waiting > 0 {
        outcome.say(format!(
            "note: {waiting} results about everyone wait until more have joined or left: with an earlier report they would tell of a small group"
        ));
    }
    for line in not_measured(&findings.absent) {
        outcome.say(line);
    }
    outcome.code = DONE;
    for alarm in record.asked(&program.fail_on) {
        outcome.say(format!("alarm: {}: {}", alarm.kind, alarm.message));
        outcome.code = ALARM;
    }
}

/// One line for each reason that many measures share, one for all those that need something of their own.
fn not_measured(absent: &[(String, String)]) -> Vec<String> {
    let mut empty = BTreeMap::<&str, Vec<&str>>::new();
    let mut others = Vec::new();
    for (measure, reason) in absent {
        if reason.starts_with("no rows") {
            empty.entry(reason).or_default().push(measure);
        } else {
            others.push(measure.as_str());
        }
    }
    let mut lines: Vec<String> = empty
        .into_iter()
        .map(|(reason, measures)| format!("not measured, {reason}: {}", measures.join(", ")))
        .collect();
    if !others.is_empty() {
        lines.push(format!(
            "not measured, for want of data that the report names: {}",
            others.join(", ")
        ));
    }
    lines
}

pub(super) fn pretty(value: &impl serde::Serialize) -> anyhow::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}
