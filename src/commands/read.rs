//! Sources → checked rows, and the record of what became of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::SystemTime;

use crate::contract::{self, Checked, Described, Forgotten, Intake, RowState, Severity, Violation};
use crate::plan::{Plan, Source};
use crate::sources::{self, ReadOptions};
use crate::warehouse::{
    FileEntry, Ledger, Review, SourceEntry, Verdict, ViolationCount, review_beside,
};

/// Everything that was read, and the record of it.
pub(super) struct Read {
    pub(super) checked: Checked,
    pub(super) ledger: Ledger,
    /// Format that each file was taken for, by the file's number.
    pub(super) formats: BTreeMap<usize, &'static str>,
}

/// True when a source was refused.
pub(super) fn refused(violations: &[Violation]) -> bool {
    violations.iter().any(|violation| violation.severity == Severity::Refusal)
}

/// Reads all files of all sources.
pub(super) fn read_sources(plan: &Plan, key: &[u8], forgotten: Forgotten) -> anyhow::Result<Read> {
    let mut intake = Intake::new(plan, key);
    intake.forgotten = forgotten;
    Ok(read_all(plan, intake)?.0)
}

/// The same, and what the rows say of persons besides their ids.
pub(super) fn describe_persons(
    plan: &Plan,
    key: &[u8],
    forgotten: Forgotten,
) -> anyhow::Result<(Read, Vec<Described>)> {
    let mut intake = Intake::new(plan, key);
    intake.forgotten = forgotten;
    intake.describe();
    read_all(plan, intake)
}

fn read_all(plan: &Plan, mut intake: Intake<'_>) -> anyhow::Result<(Read, Vec<Described>)> {
    take_links(plan, &mut intake)?;
    let mut files: Vec<Vec<Seen>> = plan.sources.iter().map(|_| Vec::new()).collect();
    // A file that breaks off has a number too: rows before the break are known by it.
    let mut formats = BTreeMap::new();
    let mut opened: BTreeMap<usize, (usize, PathBuf, String)> = BTreeMap::new();
    for place in contract::reading_order(plan) {
        let source = &plan.sources[place];
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
            // Before it is read; once more at the end, so that a change meanwhile is noticed.
            let seen = Seen::now(&path, &name);
            let number = intake.files.len();
            match take_file(&mut intake, place, source, &path, &name) {
                Ok(format) => {
                    formats.insert(number, format);
                    opened.insert(number, (place, path.clone(), name.clone()));
                }
                Err(error) => {
                    let hint = error.hint().map(|hint| format!("; {hint}")).unwrap_or_default();
                    let found = format!("{}{hint}", error.problem);
                    intake.refuse(place, "unreadable", &name, found, String::new());
                }
            }
            entries.push(seen);
        }
        files[place] = entries;
    }
    for (place, (source, entries)) in plan.sources.iter().zip(&files).enumerate() {
        refuse_changed(&mut intake, plan, place, source, entries)?;
    }
    let described = intake.take_described();
    let mut checked = intake.finish()?;
    for (&file, (place, path, name)) in &opened {
        if !checked.unplaced(file).is_empty() {
            let reader = sources::open(path, name, &options(&plan.sources[*place]))?;
            let header = reader.header().clone();
            checked.place(plan, file, &header, reader)?;
        }
    }
    let files = files.into_iter().map(|seen| seen.into_iter().map(|seen| seen.entry).collect());
    let ledger = ledger(plan, &checked, files.collect());
    Ok((Read { checked, ledger, formats }, described))
}

/// Every id of a person, by any of them: what crosswalks and accepted links say, and the id itself.
pub(super) fn ids_of(plan: &Plan, id: &str) -> anyhow::Result<Vec<String>> {
    // Ids are compared, never shown or kept: any key will do.
    let mut intake = Intake::new(plan, b"ids");
    take_links(plan, &mut intake)?;
    for place in contract::reading_order(plan) {
        let source = &plan.sources[place];
        if contract::is_crosswalk(source) {
            for (path, name) in sources::find(&plan.dir, &source.files)? {
                take_file(&mut intake, place, source, &path, &name)?;
            }
        }
    }
    Ok(intake.ids_of(id))
}

/// Takes the links that somebody has accepted, and names what is neither yes nor no.
fn take_links(plan: &Plan, intake: &mut Intake<'_>) -> anyhow::Result<()> {
    let path = review_beside(&plan.dir);
    for Verdict { alias, person, said, accepted, position } in Review::read(&path)?.verdicts(&path)
    {
        match accepted {
            Some(true) => intake.accept(&alias, &person, &position),
            Some(false) => {}
            None => intake.unclear(&position, &said),
        }
    }
    Ok(())
}

/// Reads one file; gives the format that it was taken for.
fn take_file(
    intake: &mut Intake<'_>,
    place: usize,
    source: &Source,
    path: &std::path::Path,
    name: &str,
) -> Result<&'static str, sources::SourceError> {
    let mut reader = sources::open(path, name, &options(source))?;
    let header = reader.header().clone();
    intake.layout = reader.recognised().layout;
    let read = intake.read(place, name, &header, reader.by_ref());
    intake.problems(place, reader.take_problems());
    read.map(|()| reader.recognised().name())
}

fn options(source: &Source) -> ReadOptions {
    ReadOptions {
        format: source.format.clone(),
        sheet: source.sheet.clone(),
        delimiter: source.delimiter,
        encoding: source.encoding.clone(),
        numbered: source.numbered.clone(),
        choices: source.choices.clone(),
        ..ReadOptions::default()
    }
}

/// Refuses files that are not what they were when they were begun, such as an export that is still being written.
fn refuse_changed(
    intake: &mut Intake<'_>,
    plan: &Plan,
    place: usize,
    source: &Source,
    seen: &[Seen],
) -> anyhow::Result<()> {
    let now: BTreeMap<String, Seen> = sources::find(&plan.dir, &source.files)?
        .into_iter()
        .map(|(path, name)| (name.clone(), Seen::now(&path, &name)))
        .collect();
    let before: BTreeMap<&str, &Seen> =
        seen.iter().map(|seen| (seen.entry.name.as_str(), seen)).collect();
    let names: BTreeSet<&str> =
        before.keys().copied().chain(now.keys().map(String::as_str)).collect();
    for name in names {
        if before.get(name).copied() != now.get(name) {
            let found = "the file changed while it was read".to_owned();
            intake.refuse(place, "changed_meanwhile", name, found, String::new());
        }
    }
    Ok(())
}

/// A file as it was at a moment.
#[derive(PartialEq)]
struct Seen {
    entry: FileEntry,
    /// Bytes that were changed and changed back were others in between.
    modified: Option<SystemTime>,
}

impl Seen {
    fn now(path: &std::path::Path, name: &str) -> Self {
        let about = std::fs::metadata(path).ok();
        let sha256 = sources::fingerprint(path).unwrap_or_default();
        let bytes = about.as_ref().map(std::fs::Metadata::len).unwrap_or_default();
        let modified = about.and_then(|about| about.modified().ok());
        Self { entry: FileEntry { name: name.to_owned(), sha256, bytes }, modified }
    }
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
                    RowState::Forgotten => entry.rows_forgotten += 1,
                }
            }
            entry
        })
        .collect();
    Ledger { sources, violations: counted(&checked.violations) }
}

/// Violations of one rule in one column of one source.
pub(super) struct Broken<'a> {
    /// The first of them: they share rule, source, column and severity.
    pub(super) first: &'a Violation,
    pub(super) all: Vec<&'a Violation>,
}

/// Violations by severity, source, rule and column: the dearest and most frequent first.
pub(super) fn grouped(violations: &[Violation]) -> Vec<Broken<'_>> {
    let mut groups = BTreeMap::<(Severity, &str, &str, Option<&str>), Broken<'_>>::new();
    for violation in violations {
        let column = violation.column.as_deref();
        let key = (violation.severity, violation.source.as_str(), violation.rule.id, column);
        let empty = || Broken { first: violation, all: Vec::new() };
        groups.entry(key).or_insert_with(empty).all.push(violation);
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.sort_by_key(|group| (group.first.severity, std::cmp::Reverse(group.all.len())));
    groups
}

fn counted(violations: &[Violation]) -> Vec<ViolationCount> {
    let example = |violation: &&Violation| {
        let allowed = if violation.allowed.is_empty() {
            String::new()
        } else {
            format!(", allowed: {}", violation.allowed)
        };
        format!("{}: {}{allowed}", violation.position, violation.found)
    };
    grouped(violations)
        .into_iter()
        .map(|Broken { first, all }| ViolationCount {
            rule: first.rule.id.to_owned(),
            title: first.rule.title.to_owned(),
            severity: first.severity.name().to_owned(),
            source: first.source.clone(),
            column: first.column.clone(),
            count: all.len() as u64,
            examples: all.iter().take(3).map(example).collect(),
            hint: first.rule.hint.to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_file_that_was_written_again_is_another_even_with_the_same_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("people.csv");
        std::fs::write(&path, "id\n1\n").unwrap();
        let before = Seen::now(&path, "people.csv");
        assert!(before == Seen::now(&path, "people.csv"));
        let file = std::fs::File::options().append(true).open(&path).unwrap();
        file.set_modified(before.modified.unwrap() + Duration::from_millis(1)).unwrap();
        let after = Seen::now(&path, "people.csv");
        assert!(before.entry == after.entry && before != after);
    }
}
