//! `measure`: warehouse → findings.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context as _;

use super::paths::{Paths, read_plan};
use super::record::RunRecord;
use super::{ALARM, DONE, Outcome};
use crate::cli::Program;
use crate::inference::Findings;
use crate::measures::{self, Kpi};
use crate::plan::Plan;
use crate::warehouse::Snapshot;
use crate::{disclosure, inference, report};

pub(super) fn measure(program: &Program) -> anyhow::Result<Outcome> {
    let (plan, kpis) = read_plan(&program.dir)?;
    let paths = Paths::of(program);
    let snapshot = Snapshot::current(&paths.warehouse)?;
    let mut outcome = Outcome::default();
    let (findings, record) = into_findings(&plan, &kpis, &snapshot, &paths.reports)?;
    finish(program, &findings, &record, &mut outcome);
    outcome.say(format!("findings: {}", paths.reports.join("findings.json").display()));
    if program.json {
        outcome.output = report::findings_json(&findings.findings).into_bytes();
    }
    Ok(outcome)
}

/// Computes the findings that may be published and writes them.
pub(super) fn into_findings(
    plan: &Plan,
    kpis: &[Kpi],
    snapshot: &Snapshot,
    reports: &Path,
) -> anyhow::Result<(Findings, RunRecord)> {
    let measured = measures::compute(snapshot, plan, kpis)?;
    let findings = inference::answer_all(&measured, plan)?;
    let findings = disclosure::protect(findings, &plan.privacy);
    let record = RunRecord::new(snapshot, &findings);
    write(reports, "findings.json", report::findings_json(&findings.findings).as_bytes())?;
    write(reports, "findings.csv", report::findings_csv(&findings.findings).as_bytes())?;
    write(reports, "findings.parquet", &report::findings_parquet(&findings.findings)?)?;
    write(reports, "series.json", &lines_of_json(&findings.series)?)?;
    write(reports, "run.json", &pretty(&record)?)?;
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

/// Writes a file beside its place and moves it there, so that nobody reads half of it.
pub(super) fn write(folder: &Path, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("{}: cannot make the folder", folder.display()))?;
    let path = folder.join(name);
    let draft = folder.join(format!("{name}.draft"));
    std::fs::write(&draft, bytes).with_context(|| format!("{}: cannot write", draft.display()))?;
    std::fs::rename(&draft, &path)
        .with_context(|| format!("{}: cannot move the file into place", path.display()))
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
