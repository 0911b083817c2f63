//! `check`: every problem of plan, queries and sources; writes nothing.

use std::fmt::Write as _;

use super::ingest::{Read, read_sources, refused};
use super::paths::read_plan;
use super::queries::check_queries;
use super::{DONE, Outcome, REFUSED};
use crate::cli::Program;
use crate::contract::{Severity, Violation};

/// How many places of one problem are listed; the rest is counted.
const PLACES: usize = 3;

pub(super) fn check(program: &Program) -> anyhow::Result<Outcome> {
    let (mut plan, kpis) = read_plan(&program.dir)?;
    plan.analysis.as_of = program.as_of.or(plan.analysis.as_of);
    check_queries(&plan, &kpis)?;
    // Ids are compared, never shown or kept: any key will do.
    let read = read_sources(&plan, b"check")?;
    let mut outcome = Outcome::default();
    summarise(&read, &mut outcome);
    if program.json {
        outcome.output = as_json(&read);
    }
    outcome.code = if refused(&read.checked.violations) { REFUSED } else { DONE };
    Ok(outcome)
}

/// Violations by rule, source and column, then one line per source.
pub(super) fn summarise(read: &Read, outcome: &mut Outcome) {
    let mut shown = std::collections::BTreeMap::<(&str, &str, Option<&str>), usize>::new();
    let mut violations: Vec<&Violation> = read.checked.violations.iter().collect();
    violations.sort_by_key(|violation| violation.severity);
    for violation in violations {
        let times = shown
            .entry((violation.rule.id, &violation.source, violation.column.as_deref()))
            .or_default();
        *times += 1;
        if *times <= PLACES || violation.severity == Severity::Refusal {
            outcome.say(violation.to_string());
        }
    }
    for ((rule, source, column), times) in shown {
        if times > PLACES && rule != "missing_column" {
            let column = column.map(|name| format!(" in `{name}`")).unwrap_or_default();
            outcome.say(format!("note: {rule}{column} of source `{source}`: {times} places, the first {PLACES} are listed"));
        }
    }
    for source in &read.ledger.sources {
        let mut line =
            format!("{}: {} rows read, {} kept", source.source, source.rows_in, source.rows_out);
        for (count, what) in [
            (source.rows_quarantined, "set aside"),
            (source.rows_superseded, "replaced by a later row"),
            (source.rows_skipped, "left to other sources"),
        ] {
            if count > 0 {
                let _ = write!(line, ", {count} {what}");
            }
        }
        outcome.say(line);
    }
}

fn as_json(read: &Read) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(&read.ledger).expect("a ledger is plain data");
    bytes.push(b'\n');
    bytes
}
