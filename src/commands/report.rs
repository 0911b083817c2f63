//! `report`: findings → HTML, one file per edition.

use std::path::Path;

use anyhow::Context as _;

use super::Outcome;
use super::ingest::lock;
use super::measure::measure;
use super::paths::{Paths, plan_of, read_plan};
use super::record::RunRecord;
use crate::cli::MeasureArgs;
use crate::disclosure;
use crate::inference::Findings;
use crate::measures::Kpi;
use crate::plan::{Edition, EditionKind, Plan};
use crate::report::{self, ReportInput, RunFacts};
use crate::warehouse::{Folder, Snapshot};

pub(super) fn report(question: &MeasureArgs) -> anyhow::Result<Outcome> {
    let program = &question.program;
    let (mut plan, kpis) = read_plan(&program.dir)?;
    let Paths { warehouse, mut reports, .. } = Paths::of(program);
    if let Some(number) = question.snapshot {
        measure(question)?;
        reports = reports.join(format!("snapshot-{number}"));
        plan = plan_of(&Snapshot::numbered(&warehouse, number)?, &program.dir, &kpis)?;
    }
    let findings = Findings {
        findings: read(&reports, "findings.json")?,
        series: read(&reports, "series.json")?,
        absent: Vec::new(),
    };
    let record: RunRecord = read(&reports, "run.json")?;
    let mut outcome = Outcome::default();
    let _lock = lock(program, &mut outcome)?;
    let mut folder = Folder::begin(&reports)?;
    into_html(&plan, &kpis, &findings, &record, &mut folder)?;
    folder.seal(&outdated(&reports, &plan))?.publish()?;
    outcome.output = first_page(&reports);
    Ok(outcome)
}

/// Renders every edition into the reports.
pub(super) fn into_html(
    plan: &Plan,
    kpis: &[Kpi],
    findings: &Findings,
    record: &RunRecord,
    reports: &mut Folder,
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
        let html = match edition.kind {
            EditionKind::Public => for_everybody(&input, findings, edition)?,
            _ => report::render(&input, edition)?,
        };
        reports.put(&page(place, edition), html.as_bytes())?;
    }
    Ok(())
}

/// Smallest group of a public edition, as schools publish them: a plan may ask for more, not for less.
const PUBLIC_MIN_CELL: u64 = 20;

/// A page from findings that are protected once more.
fn for_everybody(
    input: &ReportInput<'_>,
    findings: &Findings,
    edition: &Edition,
) -> anyhow::Result<String> {
    let mut plan = input.plan.clone();
    plan.privacy.min_cell = plan.privacy.min_cell.max(PUBLIC_MIN_CELL);
    let protected = disclosure::protect(findings.clone(), &plan.privacy);
    let input = ReportInput {
        plan: &plan,
        findings: &protected.findings,
        series: &protected.series,
        ..input.clone()
    };
    Ok(report::render(&input, edition)?)
}

fn page(place: usize, edition: &Edition) -> String {
    if place == 0 { "index.html".to_owned() } else { format!("{}.html", edition.id) }
}

/// The files of a plan's editions.
pub(super) fn pages(plan: &Plan) -> Vec<String> {
    plan.editions.iter().enumerate().map(|(place, edition)| page(place, edition)).collect()
}

/// Pages of ours of editions that the plan no longer has: nobody shall take them for this run's.
pub(super) fn outdated(reports: &Path, plan: &Plan) -> Vec<String> {
    let record: Option<RunRecord> = read(reports, "run.json").ok();
    let ours = record.map(|record| record.pages).unwrap_or_default();
    let pages = pages(plan);
    ours.into_iter().filter(|name| !pages.contains(name)).collect()
}

/// Where to begin reading, for standard output.
pub(super) fn first_page(reports: &Path) -> Vec<u8> {
    format!("{}\n", reports.join("index.html").display()).into_bytes()
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
