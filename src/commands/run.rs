//! `run`: ingest, measure, report.

use super::Outcome;
use super::check::check_queries;
use super::ingest::{into_warehouse, lock, tidy};
use super::measure::{finish, into_findings};
use super::paths::{Paths, read_plan};
use super::report::{first_page, into_html, outdated};
use crate::cli::Program;
use crate::warehouse::Folder;

pub(super) fn run(program: &Program) -> anyhow::Result<Outcome> {
    let (mut plan, kpis) = read_plan(&program.dir)?;
    plan.analysis.as_of = program.as_of.or(plan.analysis.as_of);
    check_queries(&plan, &kpis)?;
    let reports = Paths::of(program).reports;
    let mut outcome = Outcome::default();
    let lock = lock(program, &mut outcome)?;
    let Some(state) = into_warehouse(program, (&plan, &kpis), &lock, &mut outcome)? else {
        return Ok(outcome);
    };
    // Everything is made before anything is seen: a run that fails half way leaves yesterday's report and its snapshot.
    let mut folder = Folder::begin(&reports)?;
    let (findings, record) = into_findings(&plan, &kpis, state.snapshot(), &mut folder)?;
    into_html(&plan, &kpis, &findings, &record, &mut folder)?;
    let sealed = folder.seal(&outdated(&reports, &plan))?;
    state.publish()?;
    sealed.publish()?;
    tidy(&lock, &plan, &mut outcome)?;
    outcome.output = first_page(&reports);
    finish(program, &findings, &record, &mut outcome);
    if program.json {
        outcome.output = serde_json::to_vec_pretty(&record)?;
        outcome.output.push(b'\n');
    }
    Ok(outcome)
}
