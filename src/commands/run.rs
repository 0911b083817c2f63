//! `run`: ingest, measure, report.

use super::Outcome;
use super::ingest::into_warehouse;
use super::measure::{finish, into_findings};
use super::paths::{Paths, read_plan};
use super::queries::check_queries;
use super::report::into_html;
use crate::cli::Program;

pub(super) fn run(program: &Program) -> anyhow::Result<Outcome> {
    let (mut plan, kpis) = read_plan(&program.dir)?;
    plan.analysis.as_of = program.as_of.or(plan.analysis.as_of);
    check_queries(&plan, &kpis)?;
    let reports = Paths::of(program).reports;
    let mut outcome = Outcome::default();
    let Some(snapshot) = into_warehouse(program, &plan, &mut outcome)? else { return Ok(outcome) };
    let (findings, record) = into_findings(&plan, &kpis, &snapshot, &reports)?;
    into_html(&plan, &kpis, &findings, &record, &reports, &mut outcome)?;
    finish(program, &findings, &record, &mut outcome);
    if program.json {
        outcome.output = serde_json::to_vec_pretty(&record)?;
        outcome.output.push(b'\n');
    }
    Ok(outcome)
}
