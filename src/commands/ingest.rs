//! `ingest`: sources → warehouse.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use super::check::summarise;
use super::paths::{Paths, read_plan};
use super::queries::check_queries;
use super::{DONE, Outcome, REFUSED};
use crate::cli::Program;
use crate::contract::{self, Checked, Intake, RowState, Severity, VERSION, Violation};
use crate::plan::{Plan, Source};
use crate::sources::{self, ReadOptions};
use crate::warehouse::{
    self, Draft, FileEntry, Key, Ledger, Snapshot, SourceEntry, ViolationCount,
};

/// Everything that was read, and the record of it.
pub(super) struct Read {
    pub(super) checked: Checked,
    pub(super) ledger: Ledger,
}

pub(super) fn ingest(program: &Program) -> anyhow::Result<Outcome> {
    let (mut plan, kpis) = read_plan(&program.dir)?;
    plan.analysis.as_of = program.as_of.or(plan.analysis.as_of);
    check_queries(&plan, &kpis)?;
    let mut outcome = Outcome::default();
    if let Some(snapshot) = into_warehouse(program, &plan, &mut outcome)? {
        outcome.say(format!(
            "snapshot {} with {} tables",
            &snapshot.id[..12],
            snapshot.segments.len()
        ));
        if program.json {
            outcome.output = serde_json::to_vec_pretty(&snapshot)?;
            outcome.output.push(b'\n');
        }
        outcome.code = DONE;
    }
    Ok(outcome)
}

/// Reads the sources and publishes a snapshot; nothing when a source was refused.
pub(super) fn into_warehouse(
    program: &Program,
    plan: &Plan,
    outcome: &mut Outcome,
) -> anyhow::Result<Option<Snapshot>> {
    let paths = Paths::of(program);
    let key = Key::read_or_make(&paths.key)?;
    let id = snapshot_id(plan)?;
    let segment = hash_of(&[id.as_bytes(), key.bytes()]);
    if let Ok(snapshot) = Snapshot::current(&paths.warehouse)
        && snapshot.segment == segment
        && snapshot.is_complete()
    {
        outcome.say("the sources and the plan are as they were: the snapshot stays");
        return Ok(Some(snapshot));
    }
    let read = read_sources(plan, key.bytes())?;
    summarise(&read, outcome);
    if refused(&read.checked.violations) {
        outcome.say("nothing was published");
        outcome.code = REFUSED;
        return Ok(None);
    }
    let Read { checked, ledger } = read;
    if let Some(entity) = checked.ids.collision() {
        anyhow::bail!(
            "two {} ids have the same keyed id; delete the key file to make a new key",
            entity.name()
        );
    }
    let last_day = plan.analysis.as_of.map(contract::day).or(checked.newest_day);
    let as_of_day = last_day.unwrap_or_default();
    let mut tables = checked.tables;
    tables.extend(contract::from_plan(plan, as_of_day)?);
    let draft = Draft {
        id,
        segment,
        program_id: &plan.program.id,
        plan_hash: &plan.hash,
        // Data without a single date has no cut-off to show.
        as_of: (last_day.map(contract::date_of).unwrap_or_default(), as_of_day),
        tables,
        violations: &checked.violations,
        ids: &checked.ids,
        ledger,
    };
    Ok(Some(warehouse::publish(&paths.warehouse, draft)?))
}

/// True when a source was refused.
pub(super) fn refused(violations: &[Violation]) -> bool {
    violations.iter().any(|violation| violation.severity == Severity::Refusal)
}

/// Reads all files of all sources.
pub(super) fn read_sources(plan: &Plan, key: &[u8]) -> anyhow::Result<Read> {
    let mut intake = Intake::new(plan, key);
    let mut files: Vec<Vec<FileEntry>> = Vec::new();
    // A file that breaks off has a number too: rows before the break are known by it.
    let mut opened: BTreeMap<usize, (usize, PathBuf, String)> = BTreeMap::new();
    for (place, source) in plan.sources.iter().enumerate() {
        let found = sources::find(&plan.dir, &source.files)?;
        let mut entries = Vec::new();
        if found.is_empty() {
            let globs = source.files.join(", ");
            intake.refuse(
                place,
                "no_file",
                &globs,
                format!("no file of the source `{}`", source.id),
                "at least one file".to_owned(),
            );
        }
        for (path, name) in found {
            let number = intake.files.len();
            match take_file(&mut intake, place, source, &path, &name) {
                Ok(()) => drop(opened.insert(number, (place, path.clone(), name.clone()))),
                Err(error) => {
                    let hint = error.hint().map(|hint| format!("; {hint}")).unwrap_or_default();
                    let found = format!("{}{hint}", error.problem);
                    intake.refuse(place, "unreadable", &name, found, String::new());
                }
            }
            entries.push(entry(&path, name));
        }
        files.push(entries);
    }
    let mut checked = intake.finish()?;
    for (&file, (place, path, name)) in &opened {
        if !checked.unplaced(file).is_empty() {
            let reader = sources::open(path, name, &options(&plan.sources[*place]))?;
            let header = reader.header().clone();
            checked.place(plan, file, &header, reader)?;
        }
    }
    let ledger = ledger(plan, &checked, files);
    Ok(Read { checked, ledger })
}

/// Reads one file.
fn take_file(
    intake: &mut Intake<'_>,
    place: usize,
    source: &Source,
    path: &std::path::Path,
    name: &str,
) -> Result<(), sources::SourceError> {
    let mut reader = sources::open(path, name, &options(source))?;
    let header = reader.header().clone();
    let read = intake.read(place, name, &header, reader.by_ref());
    intake.problems(place, reader.take_problems());
    read
}

fn options(source: &Source) -> ReadOptions {
    ReadOptions {
        format: source.format.clone(),
        sheet: source.sheet.clone(),
        delimiter: source.delimiter,
        encoding: source.encoding.clone(),
        ..ReadOptions::default()
    }
}

fn entry(path: &std::path::Path, name: String) -> FileEntry {
    let bytes = std::fs::metadata(path).map(|data| data.len()).unwrap_or_default();
    FileEntry { name, sha256: sources::fingerprint(path).unwrap_or_default(), bytes }
}

/// Hash of everything that makes a snapshot but the key: program version, contract, plan, cut-off, every source's bytes.
fn snapshot_id(plan: &Plan) -> anyhow::Result<String> {
    let as_of = plan.analysis.as_of.map(|date| date.to_string()).unwrap_or_default();
    let mut parts =
        vec![env!("CARGO_PKG_VERSION").to_owned(), VERSION.to_owned(), plan.hash.clone(), as_of];
    for source in &plan.sources {
        for (path, name) in sources::find(&plan.dir, &source.files)? {
            parts.push(name);
            parts.push(sources::fingerprint(&path).unwrap_or_default());
        }
    }
    let parts: Vec<&[u8]> = parts.iter().map(String::as_bytes).collect();
    Ok(hash_of(&parts))
}

/// The first 16 bytes of a SHA-256 over the parts, in hexadecimal.
fn hash_of(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
        hash.update([0]);
    }
    hash.finalize().iter().take(16).fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a String takes every character");
        text
    })
}

fn ledger(plan: &Plan, checked: &Checked, files: Vec<Vec<FileEntry>>) -> Ledger {
    let sources = plan
        .sources
        .iter()
        .zip(files)
        .enumerate()
        .map(|(place, (source, files))| {
            let states = checked
                .files
                .iter()
                .filter(|file| file.source == place)
                .flat_map(|file| &file.states);
            let mut entry = SourceEntry {
                source: source.id.clone(),
                table: source.table.clone(),
                files,
                ..SourceEntry::default()
            };
            for state in states {
                entry.rows_in += 1;
                match state {
                    RowState::Kept => entry.rows_out += 1,
                    RowState::Quarantined => entry.rows_quarantined += 1,
                    RowState::Superseded => entry.rows_superseded += 1,
                    RowState::Skipped => entry.rows_skipped += 1,
                }
            }
            entry
        })
        .collect();
    Ledger { sources, violations: counted(&checked.violations) }
}

fn counted(violations: &[Violation]) -> Vec<ViolationCount> {
    let mut counts = BTreeMap::<(Severity, &str, &str, Option<&str>), ViolationCount>::new();
    for violation in violations {
        let key = (
            violation.severity,
            violation.source.as_str(),
            violation.rule.id,
            violation.column.as_deref(),
        );
        let count = counts.entry(key).or_insert_with(|| ViolationCount {
            rule: violation.rule.id.to_owned(),
            title: violation.rule.title.to_owned(),
            severity: violation.severity.name().to_owned(),
            source: violation.source.clone(),
            column: violation.column.clone(),
            count: 0,
            examples: Vec::new(),
            hint: violation.rule.hint.to_owned(),
        });
        count.count += 1;
        if count.examples.len() < 3 {
            let allowed = if violation.allowed.is_empty() {
                String::new()
            } else {
                format!(", allowed: {}", violation.allowed)
            };
            count.examples.push(format!("{}: {}{allowed}", violation.position, violation.found));
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|((severity, ..), count)| (*severity, std::cmp::Reverse(count.count)));
    counts.into_iter().map(|(_, count)| count).collect()
}
