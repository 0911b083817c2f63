//! `measure`: warehouse → findings.

use std::collections::BTreeMap;
use std::path::Path;

use super::ingest::lock;
use super::paths::{Paths, plan_of, read_plan};
use super::record::RunRecord;
use super::{ALARM, DONE, Outcome};
use crate::cli::{MeasureArgs, Program};
use crate::inference::{Finding, Findings};
use crate::measures::{self, Kpi};
use crate::plan::Plan;
use crate::warehouse::{Folder, Snapshot};
use crate::{disclosure, inference, report};

pub(super) fn measure(question: &MeasureArgs) -> anyhow::Result<Outcome> {
    let program = &question.program;
    let (mut plan, kpis) = read_plan(&program.dir)?;
    let Paths { warehouse, mut reports, .. } = Paths::of(program);
    let mut outcome = Outcome::default();
    let _lock = lock(program, &mut outcome)?;
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
    let earlier = shown_before(&reports, &plan);
    let (findings, record) = into_findings(&plan, &kpis, &snapshot, &earlier, &mut folder)?;
    folder.seal(&[])?.publish()?;
    finish(program, &findings, &record, &mut outcome);
    outcome.say(format!("findings: {}", reports.join("findings.json").display()));
    if program.json {
        outcome.output = report::findings_json(&findings.findings).into_bytes();
    }
    Ok(outcome)
}

/// The findings that may be published beside those that the last report has shown.
pub(super) fn findings_of(
    plan: &Plan,
    kpis: &[Kpi],
    snapshot: &Snapshot,
    earlier: &[Finding],
) -> anyhow::Result<Findings> {
    let measured = measures::compute(snapshot, plan, kpis)?;
    let nested = measures::nested(snapshot, plan)?;
    let context = disclosure::Context { privacy: &plan.privacy, nested: &nested, earlier };
    Ok(disclosure::publish(inference::answer_all(&measured, plan)?, context)?)
}

/// What the last report of the same program has shown; nothing when there is none that this version can read.
pub(super) fn shown_before(reports: &Path, plan: &Plan) -> Vec<Finding> {
    let text = std::fs::read_to_string(reports.join("findings.json")).unwrap_or_default();
    let findings: Vec<Finding> = serde_json::from_str(&text).unwrap_or_default();
    findings.into_iter().filter(|finding| finding.program_id == plan.program.id).collect()
}

/// Computes the findings that may be published and adds them to the reports.
pub(super) fn into_findings(
    plan: &Plan,
    kpis: &[Kpi],
    snapshot: &Snapshot,
    earlier: &[Finding],
    reports: &mut Folder,
) -> anyhow::Result<(Findings, RunRecord)> {
    let findings = findings_of(plan, kpis, snapshot, earlier)?;
    let record = RunRecord::new(snapshot, plan, kpis, &findings);
    reports.put("findings.json", report::findings_json(&findings.findings).as_bytes())?;
    reports.put("findings.csv", report::findings_csv(&findings.findings).as_bytes())?;
    reports.put("findings.parquet", &report::findings_parquet(&findings.findings)?)?;
    reports.put("series.json", &lines_of_json(&findings.series)?)?;
    reports.put("run.json", &pretty(&record)?)?;
    Ok((findings, record))
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

fn pretty(value: &impl serde::Serialize) -> anyhow::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// An array with one record a line: readable by any JSON reader, and its differences by people.
fn lines_of_json(records: &[impl serde::Serialize]) -> anyhow::Result<Vec<u8>> {
    let lines: Vec<String> = records.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
    Ok(format!("[\n{}\n]\n", lines.join(",\n")).into_bytes())
}
