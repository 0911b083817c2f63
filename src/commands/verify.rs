//! `verify`: is the warehouse what it says it is; with `--repair`, what is not is built anew.

use std::collections::BTreeSet;

use super::ingest::{into_warehouse, lock, tidy};
use super::paths::{Paths, read_plan};
use super::{DONE, Outcome, REFUSED};
use crate::cli::VerifyArgs;
use crate::warehouse::{self, Cache, Lock, Snapshot, WarehouseError};

pub(super) fn verify(question: &VerifyArgs) -> anyhow::Result<Outcome> {
    let root = Paths::of(&question.program).warehouse;
    let mut outcome = Outcome { code: DONE, ..Outcome::default() };
    let damaged = look(&root, &mut outcome)?;
    let spoiled = warehouse::verify_cache(&root)?;
    for entry in &spoiled {
        outcome.say(format!("damaged: {entry}"));
    }
    if damaged.is_empty() && spoiled.is_empty() {
        return Ok(outcome);
    }
    outcome.code = REFUSED;
    if !question.repair {
        outcome.say("hint: nothing was changed; `mentorlens verify --repair` builds it anew from the exports");
        return Ok(outcome);
    }
    let lock = lock(&question.program, &mut outcome)?;
    // Whatever is built anew is built from the exports alone.
    Cache::of(&lock).clear()?;
    if damaged.is_empty() {
        outcome.say("removed what was kept to be spared work; the next run makes it anew");
        outcome.code = DONE;
        return Ok(outcome);
    }
    repair(question, &damaged, &lock, &mut outcome)?;
    Ok(outcome)
}

/// Checks every snapshot, says what is wrong, and gives the numbers of those that are damaged.
fn look(root: &std::path::Path, outcome: &mut Outcome) -> anyhow::Result<BTreeSet<u64>> {
    let mut damaged = BTreeSet::new();
    let numbers = Snapshot::numbers(root)?;
    let mut said = BTreeSet::new();
    for &number in &numbers {
        let problems = match Snapshot::numbered(root, number) {
            Ok(snapshot) => warehouse::verify(&snapshot).iter().map(ToString::to_string).collect(),
            Err(error @ (WarehouseError::Altered { .. } | WarehouseError::Manifest { .. })) => {
                vec![error.to_string()]
            }
            Err(error) => return Err(error.into()),
        };
        if !problems.is_empty() {
            damaged.insert(number);
        }
        for problem in problems {
            // A segment belongs to many snapshots; it is named once.
            if said.insert(problem.clone()) {
                outcome.say(format!("damaged: snapshot {number}: {problem}"));
            }
        }
    }
    match numbers.len() {
        0 => return Err(WarehouseError::Empty { path: root.to_owned() }.into()),
        all => outcome.say(format!("{all} snapshots checked, {} damaged", damaged.len())),
    }
    Ok(damaged)
}

/// Writes everything anew from the exports; snapshots that they no longer give are removed.
fn repair(
    question: &VerifyArgs,
    damaged: &BTreeSet<u64>,
    lock: &Lock,
    outcome: &mut Outcome,
) -> anyhow::Result<()> {
    let program = &question.program;
    let (mut plan, kpis) = read_plan(&program.dir)?;
    plan.analysis.as_of = program.as_of.or(plan.analysis.as_of);
    // What is damaged goes first, so that nothing takes it for what it was.
    warehouse::discard_damaged(lock, damaged)?;
    let Some(state) = into_warehouse(program, (&plan, &kpis), lock, outcome)? else {
        return Ok(());
    };
    let snapshot = state.publish()?;
    tidy(lock, &plan, outcome)?;
    let left = look(lock.root(), outcome)?;
    let healed: Vec<String> = damaged.difference(&left).map(u64::to_string).collect();
    outcome.say(format!(
        "snapshot {} was built anew from the exports; whole again: {}",
        snapshot.number,
        if healed.is_empty() { "none".to_owned() } else { healed.join(", ") }
    ));
    if !left.is_empty() {
        warehouse::drop_snapshots(lock, &left)?;
        let lost: Vec<String> = left.iter().map(u64::to_string).collect();
        outcome.say(format!(
            "removed the snapshots that the exports no longer give: {}",
            lost.join(", ")
        ));
    }
    outcome.code = DONE;
    Ok(())
}
