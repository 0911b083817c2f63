//! `report`: findings → HTML, one file per edition; a workbook, an overview; on request PDF and an e-mail.

use std::path::Path;

use super::Outcome;
use super::brand::{Look, look};
use super::ingest::lock;
use super::measure::{measure, pretty};
use super::overview::{overview, readable};
use super::paths::{Paths, plan_of, read_plan};
use super::pdf;
use super::published::{Answers, files_of_stricter, read};
use super::quotes::still_accepted;
use super::record::RunRecord;
use crate::cli::ReportArgs;
use crate::inference::Findings;
use crate::machine::{self, Phase, stopwatch};
use crate::measures::Kpi;
use crate::plan::{Edition, Plan};
use crate::report::{self, Brand, ReportError, ReportInput, RunFacts};
use crate::warehouse::{Folder, Snapshot};

/// The e-mail.
const EMAIL: &str = "summary.eml";
/// All runs and editions, and every number.
const OVERVIEW: &str = "overview.html";
/// Every number, family by family.
const WORKBOOK: &str = "findings.xlsx";

pub(super) fn report(asked: &ReportArgs) -> anyhow::Result<Outcome> {
    let question = &asked.question;
    let program = &question.program;
    let (mut plan, kpis) = read_plan(&program.dir)?;
    let Paths { warehouse, mut reports, .. } = Paths::of(program);
    if let Some(number) = question.snapshot {
        measure(question)?;
        reports = reports.join(format!("snapshot-{number}"));
        plan = plan_of(&Snapshot::numbered(&warehouse, number)?, &program.dir, &kpis)?;
    }
    let answers = Answers::read(&reports, &plan)?;
    let mut record: RunRecord = read(&reports, "run.json")?;
    let mut outcome = Outcome::default();
    if question.snapshot.is_none() {
        still_accepted(&plan, &mut record.voices, &mut outcome)?;
    }
    let Look { brand, hash } = look(&program.dir, &mut outcome)?;
    let _lock = lock(program, &mut outcome)?;
    let mut folder = Folder::begin(&reports)?;
    let input = input((&plan, &kpis), &answers.findings, &record, brand);
    let pages = into_html(&input, &answers, &readable(&warehouse), &mut folder)?;
    if asked.email {
        let message = rendered(&input, &answers, &plan.editions[0], report::email)?;
        folder.put(EMAIL, message.as_bytes())?;
    }
    if asked.pdf {
        into_pdf(&pages, &record.as_of, asked.chromium.as_deref(), &mut folder)?;
    }
    let before = std::mem::replace(&mut record.pages, made(asked, &plan));
    record.look = hash;
    folder.put("run.json", &pretty(&record)?)?;
    folder.seal(&outdated(before, &record))?.publish()?;
    outcome.output = first_page(&reports);
    Ok(outcome)
}

/// The files that this report has and another one may not have; a later run without them removes them.
fn made(asked: &ReportArgs, plan: &Plan) -> Vec<String> {
    let mut made = files(plan);
    if asked.pdf {
        made.extend(pages(plan).iter().map(|page| as_pdf(page)));
    }
    made.extend(asked.email.then(|| EMAIL.to_owned()));
    made
}

/// A page of an edition: its file and what is in it.
type Page = (String, Vec<u8>);

/// Renders every edition, the overview and the workbook into the reports; gives the editions.
pub(super) fn into_html(
    input: &ReportInput<'_>,
    answers: &Answers,
    snapshots: &[Snapshot],
    reports: &mut Folder,
) -> anyhow::Result<Vec<Page>> {
    let editions = &input.plan.editions;
    let path = reports.path().to_owned();
    // Each is drawn from the same findings, none from another.
    let drawn = machine::all(editions.len() + 2, |at| {
        let _timed = stopwatch(Phase::Draw);
        anyhow::Ok(match editions.get(at) {
            Some(edition) => rendered(input, answers, edition, report::render)?.into_bytes(),
            None if at == editions.len() => overview(input, snapshots, &path)?.into_bytes(),
            None => report::workbook(input)?,
        })
    });
    let mut names = pages(input.plan);
    names.extend([OVERVIEW, WORKBOOK].map(str::to_owned));
    let mut made = Vec::new();
    for (name, drawn) in names.into_iter().zip(drawn) {
        let drawn = drawn?;
        reports.put(&name, &drawn)?;
        made.push((name, drawn));
    }
    made.truncate(editions.len());
    Ok(made)
}

/// Prints the editions as they were rendered.
fn into_pdf(
    pages: &[Page],
    as_of: &str,
    browser: Option<&Path>,
    reports: &mut Folder,
) -> anyhow::Result<()> {
    for (name, page) in pages {
        reports.put(&as_pdf(name), &pdf::print(page, as_of, browser)?)?;
    }
    Ok(())
}

fn as_pdf(page: &str) -> String {
    page.replace(".html", ".pdf")
}

/// What the reports are made from.
pub(super) fn input<'a>(
    (plan, kpis): (&'a Plan, &'a [Kpi]),
    findings: &'a Findings,
    record: &'a RunRecord,
    brand: Brand,
) -> ReportInput<'a> {
    let not_measured = record.not_measured.iter();
    ReportInput {
        plan,
        kpis,
        findings: &findings.findings,
        series: &findings.series,
        ledger: &record.ledger,
        brand,
        run: RunFacts {
            version: record.version.clone(),
            contract_version: record.contract_version.clone(),
            snapshot: record.snapshot.clone(),
            plan_hash: record.plan_hash.clone(),
            as_of: record.as_of.clone(),
            not_measured: not_measured
                .map(|absent| (absent.measure.clone(), absent.reason.clone()))
                .collect(),
            restated: record.restated.clone(),
            voices: record.voices.clone(),
            alarms: record.alarms.iter().map(|alarm| alarm.message.clone()).collect(),
        },
    }
}

/// What an edition looks like in one form or another, from findings that its own rules let pass.
fn rendered(
    input: &ReportInput<'_>,
    answers: &Answers,
    edition: &Edition,
    render: fn(&ReportInput<'_>, &Edition) -> Result<String, ReportError>,
) -> anyhow::Result<String> {
    let (findings, privacy) = answers.of(input.plan, edition);
    let plan = Plan { privacy, ..input.plan.clone() };
    let input = ReportInput {
        plan: &plan,
        findings: &findings.findings,
        series: &findings.series,
        ..input.clone()
    };
    Ok(render(&input, edition)?)
}

/// The files that a report has because of its editions.
pub(super) fn files(plan: &Plan) -> Vec<String> {
    let mut files = pages(plan);
    files.extend(files_of_stricter(plan));
    files
}

/// The files of a plan's editions; the first is where readers begin.
fn pages(plan: &Plan) -> Vec<String> {
    let name = |(place, edition): (usize, &Edition)| match place {
        0 => "index.html".to_owned(),
        _ => format!("{}.html", edition.id),
    };
    plan.editions.iter().enumerate().map(name).collect()
}

/// Files of ours that an earlier run has made and this one has not, of editions that the plan no longer has and of forms that
/// were not asked for: nobody shall take them for this run's.
pub(super) fn outdated(before: Vec<String>, record: &RunRecord) -> Vec<String> {
    before.into_iter().filter(|name| !record.pages.contains(name)).collect()
}

/// The files of ours that the reports have now.
pub(super) fn present(reports: &Path) -> Vec<String> {
    let record: Option<RunRecord> = read(reports, "run.json").ok();
    record.map(|record| record.pages).unwrap_or_default()
}

/// Where to begin reading, for standard output.
pub(super) fn first_page(reports: &Path) -> Vec<u8> {
    format!("{}\n", reports.join("index.html").display()).into_bytes()
}
