//! `run`: ingest, measure, report.

use std::path::Path;

use jiff::Timestamp;

use super::brand::look;
use super::ingest::{State, definitions, into_warehouse, lock, tidy};
use super::measure::{finish, into_findings, pretty};
use super::overview::readable;
use super::paths::{Paths, read_plan};
use super::queries::check_queries;
use super::quotes::{fingerprint, printed};
use super::record::RunRecord;
use super::report::{first_page, input, into_html, outdated, present};
use super::{ALARM, DONE, Outcome, USAGE, explain, history, metrics, notify, stale};
use crate::cli::{AlarmKind, Program, RunArgs};
use crate::measures::Kpi;
use crate::warehouse::{Cache, Folder, Snapshot};

pub(super) fn run(question: &RunArgs) -> anyhow::Result<Outcome> {
    let program = &question.program;
    let result = whole(program, question.if_changed);
    let (code, said) = match &result {
        Ok(outcome) => (outcome.code, outcome.messages.clone()),
        Err(error) => (USAGE, vec![format!("error: {}", explain(error))]),
    };
    if let Some(path) = &question.metrics {
        let alarms = said.iter().filter(|message| message.starts_with("alarm: ")).count();
        let snapshot = Snapshot::current(&Paths::of(program).warehouse).ok();
        // A run that failed is the one to be told of, whatever becomes of the metrics.
        let written = metrics::write(path, code, alarms, snapshot.as_ref());
        if result.is_ok() {
            written?;
        }
    }
    let mut calls = Outcome::default();
    if let Some(command) = question.notify_command.as_ref().filter(|_| code != DONE) {
        notify::notify(command, code, &said, &mut calls);
    }
    let mut outcome = result?;
    outcome.messages.append(&mut calls.messages);
    if question.quiet && outcome.code == DONE {
        outcome.messages.clear();
        outcome.output.clear();
    }
    Ok(outcome)
}

/// Ingest, measure, report: everything is seen at once, or nothing.
pub(super) fn whole(program: &Program, if_changed: bool) -> anyhow::Result<Outcome> {
    let (mut plan, kpis) = read_plan(&program.dir)?;
    plan.analysis.as_of = program.as_of.or(plan.analysis.as_of);
    check_queries(&plan, &kpis)?;
    let mut outcome = Outcome::default();
    let look = look(&program.dir, &mut outcome)?;
    let reports = Paths::of(program).reports;
    let lock = lock(program, &mut outcome)?;
    let Some(state) = into_warehouse(program, (&plan, &kpis), &lock, &mut outcome)? else {
        return Ok(outcome);
    };
    let overdue = stale::stale(&plan, state.snapshot(), Timestamp::now());
    if if_changed
        && matches!(state, State::Same(_))
        && is_current(&reports, &state, &kpis, (&look.hash, &fingerprint(&plan)))
    {
        warn_of_stale(program, &overdue, &mut outcome);
        return Ok(outcome);
    }
    // Everything is made before anything is seen: a run that fails half way leaves yesterday's report and its snapshot.
    let mut folder = Folder::begin(&reports)?;
    let cache = Cache::of(&lock);
    let (answers, mut record, frozen) =
        into_findings(&plan, &kpis, state.snapshot(), Some(&cache), &mut folder)?;
    let mut snapshots = readable(lock.root());
    if let State::New(staged) = &state {
        snapshots.push(staged.snapshot().clone());
    }
    record.look = look.hash;
    record.voices = printed(&plan, state.snapshot(), &Paths::of(program).key, &mut outcome)?;
    folder.put("run.json", &pretty(&record)?)?;
    let input = input((&plan, &kpis), &answers.findings, &record, look.brand);
    into_html(&input, &answers, &snapshots, &mut folder)?;
    let state = history::keep(frozen.into_state(&lock, state)?, history::published(&input)?);
    answers.remember(lock.root())?;
    let sealed = folder.seal(&outdated(present(&reports), &record))?;
    state.publish()?;
    sealed.publish()?;
    tidy(&lock, &plan, &mut outcome)?;
    outcome.output = first_page(&reports);
    finish(program, &answers.findings, &record, &mut outcome);
    warn_of_stale(program, &overdue, &mut outcome);
    if program.json {
        outcome.output = serde_json::to_vec_pretty(&record)?;
        outcome.output.push(b'\n');
    }
    Ok(outcome)
}

/// True when the reports are of this snapshot, by these measures and this program, with this look and these quotes.
fn is_current(reports: &Path, state: &State, kpis: &[Kpi], (look, quotes): (&str, &str)) -> bool {
    let text = std::fs::read_to_string(reports.join("run.json")).unwrap_or_default();
    let record: Option<RunRecord> = serde_json::from_str(&text).ok();
    record.is_some_and(|record| {
        record.snapshot == state.snapshot().id
            && record.version == env!("CARGO_PKG_VERSION")
            && record.definitions == definitions(kpis)
            && record.look == look
            && record.voices.review == quotes
    }) && reports.join("index.html").is_file()
}

/// Not part of the record: what is stale depends on the day, and a report does not.
fn warn_of_stale(program: &Program, stale: &[String], outcome: &mut Outcome) {
    for sentence in stale {
        if program.fail_on.contains(&AlarmKind::StaleSource) {
            outcome.say(format!("alarm: stale-source: {sentence}"));
            outcome.code = ALARM;
        } else {
            outcome.say(format!("note: {sentence}"));
        }
    }
}
