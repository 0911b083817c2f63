//! `init`: a folder of exports → a first plan, tried out before it is written.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::{IsTerminal as _, Write as _};
use std::path::Path;

use super::ask::ask;
use super::check::rows_of;
use super::paths::vocabulary_of;
use super::read::{Read, read_sources};
use super::{DONE, Outcome};
use crate::cli::InitArgs;
use crate::contract::{Forgotten, Severity};
use crate::measures;
use crate::plan::{FILE_NAME, Plan, preset_named};
use crate::recognition::{Draft, draft, inventory};

/// Share of a source's rows that may be set aside; where more are, the source was misunderstood.
const MOST_SET_ASIDE: f64 = 0.5;

pub(super) fn init(options: &InitArgs) -> anyhow::Result<Outcome> {
    let dir = options.dir.as_path();
    let path = dir.join(FILE_NAME);
    if path.exists() && !options.print {
        anyhow::bail!(
            "{} is there already and is not overwritten\nhint: move it away, or look at a draft with `--print`",
            path.display()
        );
    }
    let inventory = inventory(dir)
        .map_err(|error| anyhow::anyhow!("the folder {} cannot be read: {error}", dir.display()))?;
    let preset = options.preset.as_deref().and_then(preset_named);
    if inventory.is_empty() && preset.is_none() {
        let unread: Vec<String> = inventory
            .unread
            .iter()
            .map(|unread| format!("\n{}: {}", unread.file, unread.why))
            .collect();
        anyhow::bail!(
            "no table in the folder {}\nhint: put the exports into it, name the folder that holds them, or start with `--preset`{}",
            dir.display(),
            unread.concat()
        );
    }
    let mut draft = draft(&inventory);
    if let Some(preset) = preset {
        draft.start_with(preset);
    }
    let is_person = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    if is_person && !options.yes {
        ask(&mut draft, &mut std::io::stdin().lock(), &mut std::io::stderr().lock())?;
    }
    let read = try_out(dir, &mut draft)?;
    let mut outcome = Outcome::default();
    for line in draft.files() {
        outcome.say(line.clone());
    }
    for source in &read.ledger.sources {
        outcome.say(format!(
            "source `{}` fills `{}`: {}",
            source.source,
            source.table,
            rows_of(source)
        ));
    }
    let plan = draft.plan();
    if options.print {
        outcome.output = plan.into_bytes();
    } else {
        // Made only if it is still not there: a plan is a person's work.
        let mut file = OpenOptions::new().write(true).create_new(true).open(&path)?;
        file.write_all(plan.as_bytes())?;
        outcome.say(format!(
            "wrote {}: read it once, every guess is marked with `#`; then:",
            path.display()
        ));
        outcome.say(format!("  mentorlens check {0}\n  mentorlens run {0}", dir.display()));
    }
    outcome.code = DONE;
    Ok(outcome)
}

/// Reads the exports through the draft, and leaves out the sources that do not work, until all of them do.
fn try_out(dir: &Path, draft: &mut Draft) -> anyhow::Result<Read> {
    let kpis = measures::catalogue(Some(&dir.join("queries")))?;
    let words = vocabulary_of(&kpis, dir);
    loop {
        let plan = Plan::parse(&draft.plan(), FILE_NAME, dir, &words)?;
        // Ids are compared, never shown or kept: any key will do.
        let read = read_sources(&plan, b"init", Forgotten::default())?;
        let failed = failed(&read);
        if failed.is_empty() {
            return Ok(read);
        }
        for (source, why) in failed {
            draft.leave_out(&source, &why);
        }
    }
}

/// Sources that were refused, else the first of which most rows were set aside: rows of others may hang on it.
fn failed(read: &Read) -> BTreeMap<String, String> {
    let refusals =
        read.checked.violations.iter().filter(|found| found.severity == Severity::Refusal);
    let refused: BTreeMap<String, String> = refusals
        .map(|found| {
            (
                found.source.clone(),
                format!("{}: {}, {}", found.position, found.found, found.rule.hint),
            )
        })
        .collect();
    if !refused.is_empty() {
        return refused;
    }
    let misread = read.ledger.sources.iter().find(|source| {
        let own = source.rows_in - source.rows_skipped;
        own > 0 && source.rows_quarantined as f64 > MOST_SET_ASIDE * own as f64
    });
    let why = |source: &str| {
        let first = read
            .checked
            .violations
            .iter()
            .find(|found| found.source == source && found.severity == Severity::Error);
        first.map_or_else(String::new, |found| {
            let column = found.column.as_deref().unwrap_or_default();
            format!(
                ", such as {}: `{column}` is {} ({})",
                found.position, found.found, found.rule.title
            )
        })
    };
    misread
        .map(|source| {
            let why = format!(
                "{} of {} rows were set aside{}",
                source.rows_quarantined,
                source.rows_in - source.rows_skipped,
                why(&source.source)
            );
            (source.source.clone(), why)
        })
        .into_iter()
        .collect()
}
