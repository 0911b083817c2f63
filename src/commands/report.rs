//! `report`: findings → HTML, one file per edition.

use std::path::Path;

use anyhow::Context as _;

use super::Outcome;
use super::measure::write;
use super::paths::{Paths, read_plan};
use super::record::RunRecord;
use crate::cli::Program;
use crate::inference::Findings;
use crate::measures::Kpi;
use crate::plan::Plan;
use crate::report::{self, ReportInput, RunFacts};

pub(super) fn report(program: &Program) -> anyhow::Result<Outcome> {
    let (plan, kpis) = read_plan(&program.dir)?;
    let reports = Paths::of(program).reports;
    let findings = Findings {
        findings: read(&reports, "findings.json")?,
        series: read(&reports, "series.json")?,
        absent: Vec::new(),
    };
    let record: RunRecord = read(&reports, "run.json")?;
    let mut outcome = Outcome::default();
    into_html(&plan, &kpis, &findings, &record, &reports, &mut outcome)?;
    Ok(outcome)
}

/// Renders every edition and says where the first one is.
pub(super) fn into_html(
    plan: &Plan,
    kpis: &[Kpi],
    findings: &Findings,
    record: &RunRecord,
    reports: &Path,
    outcome: &mut Outcome,
) -> anyhow::Result<()> {
    let input = ReportInput {
        plan,
        kpis,
        findings: &findings.findings,
        series: &findings.series,
        ledger: &record.ledger,
        run: RunFacts {
            version: record.version.clone(),
            contract_version: record.contract_version.clone(),
            snapshot: record.snapshot.clone(),
            plan_hash: record.plan_hash.clone(),
            as_of: record.as_of.clone(),
            not_measured: record
                .not_measured
                .iter()
                .map(|absent| (absent.measure.clone(), absent.reason.clone()))
                .collect(),
            alarms: record.alarms.iter().map(|alarm| alarm.message.clone()).collect(),
        },
    };
    for (place, edition) in plan.editions.iter().enumerate() {
        let name =
            if place == 0 { "index.html".to_owned() } else { format!("{}.html", edition.id) };
        write(reports, &name, report::render(&input, edition)?.as_bytes())?;
    }
    let path = reports.join("index.html");
    outcome.output.extend(format!("{}\n", path.display()).into_bytes());
    Ok(())
}

fn read<T: serde::de::DeserializeOwned>(reports: &Path, name: &str) -> anyhow::Result<T> {
    let path = reports.join(name);
    let text = std::fs::read_to_string(&path).with_context(|| {
        format!("{}: cannot read; run `mentorlens measure` first", path.display())
    })?;
    serde_json::from_str(&text).with_context(|| {
        format!("{}: not written by this version; run `mentorlens measure` again", path.display())
    })
}
