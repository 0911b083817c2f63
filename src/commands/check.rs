//! `check`: every problem of plan, queries and sources; writes nothing but the page that is asked for.

mod checked;

use std::fmt::Write as _;

use anyhow::Context as _;

use super::brand::language_of;
use super::paths::read_plan;
use super::queries::check_queries;
use super::read::{read_sources, refused};
use super::{DONE, Outcome, REFUSED};
use crate::cli::CheckArgs;
use crate::contract::{Forgotten, Severity, Violation};
use crate::report;
use crate::warehouse::{Ledger, SourceEntry};

/// How many places of one problem are listed; the rest is counted.
const PLACES: usize = 3;

pub(super) fn check(options: &CheckArgs) -> anyhow::Result<Outcome> {
    let program = &options.program;
    let (mut plan, kpis) = read_plan(&program.dir)?;
    plan.analysis.as_of = program.as_of.or(plan.analysis.as_of);
    check_queries(&plan, &kpis)?;
    // Ids are compared, never shown or kept: any key will do.
    let read = read_sources(&plan, b"check", Forgotten::default())?;
    let mut outcome = Outcome::default();
    summarise(&read.checked.violations, &read.ledger, &mut outcome);
    let page = checked::report(&plan, &read);
    if let Some(path) = &options.html {
        std::fs::write(path, report::render_check(&language_of(&plan)?, &page)?)
            .with_context(|| format!("cannot write {}", path.display()))?;
        outcome.say(format!("wrote {}", path.display()));
    }
    if program.json {
        outcome.output = checked::as_json(&read.ledger, &page)?;
    }
    outcome.code = if refused(&read.checked.violations) { REFUSED } else { DONE };
    Ok(outcome)
}

/// Violations by rule, source and column, then one line per source.
pub(super) fn summarise(violations: &[Violation], ledger: &Ledger, outcome: &mut Outcome) {
    let mut shown = std::collections::BTreeMap::<(&str, &str, Option<&str>), usize>::new();
    let mut violations: Vec<&Violation> = violations.iter().collect();
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
    for source in &ledger.sources {
        outcome.say(format!("{}: {}", source.source, rows_of(source)));
    }
}

/// What became of the rows of a source.
pub(super) fn rows_of(source: &SourceEntry) -> String {
    let mut line = format!("{} rows read, {} kept", source.rows_in, source.rows_out);
    for (count, what) in [
        (source.rows_quarantined, "set aside"),
        (source.rows_superseded, "replaced by a later row"),
        (source.rows_duplicate, "equal to a later row"),
        (source.rows_deleted, "deleted by an export"),
        (source.rows_withdrawn, "about persons who withdrew their consent"),
        (source.rows_skipped, "left to other sources"),
        (source.rows_forgotten, "about persons who are forgotten"),
    ] {
        if count > 0 {
            let _ = write!(line, ", {count} {what}");
        }
    }
    line
}
