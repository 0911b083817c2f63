//! Sources → checked rows, and the record of what became of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::SystemTime;

use super::beside::{Given, Taken, Wanted, crosswalk, given};
use super::ingest::hash_of;
use crate::contract::{
    self, Checked, Described, Forgotten, Intake, Places, RowState, Severity, Violation,
};
use crate::machine::{self, Bar, Counted};
use crate::plan::{Plan, Source};
use crate::recognition;
use crate::sources::{self, ReadOptions};
use crate::warehouse::{
    Cache, FileEntry, Ledger, Review, SourceEntry, Verdict, ViolationCount, review_beside,
};

/// Everything that was read, and the record of it.
pub(super) struct Read {
    pub(super) checked: Checked,
    pub(super) ledger: Ledger,
    /// Format that each file was taken for, by the file's number; a file that was not read again has none.
    pub(super) formats: BTreeMap<usize, &'static str>,
    /// What to keep of the files.
    pub(super) kept: Kept,
}

/// What single files gave, by name.
#[derive(Default)]
pub(super) struct Kept {
    /// Names of all parts.
    pub(super) names: Vec<String>,
    /// Parts of files that were read, as they are kept.
    pub(super) parts: Vec<(String, Vec<u8>)>,
    /// Positions that were looked up.
    places: Vec<(String, Places)>,
}

impl Kept {
    /// Keeps what is new.
    pub(super) fn keep(&self, cache: &Cache) -> anyhow::Result<()> {
        for (name, encoded) in &self.parts {
            cache.keep_part(name, encoded)?;
        }
        for (name, places) in &self.places {
            cache.keep_places(name, places)?;
        }
        Ok(())
    }
}

/// True when a source was refused.
pub(super) fn refused(violations: &[Violation]) -> bool {
    violations.iter().any(|violation| violation.severity == Severity::Refusal)
}

/// Reads all files of all sources.
pub(super) fn read_sources(plan: &Plan, key: &[u8], forgotten: Forgotten) -> anyhow::Result<Read> {
    read_inbox(plan, key, forgotten, &Inbox::look(plan)?, None)
}

/// Reads the files that are not in the cache as they are.
pub(super) fn read_inbox(
    plan: &Plan,
    key: &[u8],
    forgotten: Forgotten,
    inbox: &Inbox,
    cache: Option<&Cache>,
) -> anyhow::Result<Read> {
    let mut intake = Intake::new(plan, key);
    intake.forgotten = forgotten;
    Ok(read_all(plan, key, intake, inbox, cache)?.0)
}

/// Reads all files, and what the rows say of persons besides their ids.
pub(super) fn describe_persons(
    plan: &Plan,
    key: &[u8],
    forgotten: Forgotten,
) -> anyhow::Result<(Read, Vec<Described>)> {
    let mut intake = Intake::new(plan, key);
    intake.forgotten = forgotten;
    intake.describe();
    read_all(plan, key, intake, &Inbox::look(plan)?, None)
}

fn read_all(
    plan: &Plan,
    key: &[u8],
    mut intake: Intake<'_>,
    inbox: &Inbox,
    cache: Option<&Cache>,
) -> anyhow::Result<(Read, Vec<Described>)> {
    take_links(plan, &mut intake)?;
    let forgotten = intake.forgotten.clone();
    let mut taken = Taken::default();
    let bar = Bar::begin("read", inbox.entries().map(|file| file.bytes).sum(), Counted::Bytes);
    let (crosswalks, others): (Vec<usize>, Vec<usize>) = contract::reading_order(plan)
        .into_iter()
        .partition(|place| contract::is_crosswalk(&plan.sources[*place]));
    // Who is who is known once all crosswalks are read, one after the other.
    for wanted in inbox.wanted(&crosswalks) {
        let given = crosswalk(&mut intake, plan, &wanted);
        taken.take(&mut intake, plan, &wanted, given);
    }
    let links = intake.links();
    let reading = intake.reading();
    let mut wanted = inbox.wanted(&others);
    if cache.is_some() {
        for Wanted { place, seen, part } in &mut wanted {
            let (source, secrets) = (&plan.sources[*place], [links.as_bytes(), key]);
            *part = seen.and_then(|seen| part_name(plan, source, &secrets, &forgotten, seen));
        }
    }
    // All others are read beside one another, and taken in in their order.
    machine::in_order(
        wanted.len(),
        |at| given(&reading, plan, &wanted[at], cache),
        |at, given| taken.take(&mut intake, plan, &wanted[at], given),
    );
    drop(bar);
    let Taken { files, formats, mut kept } = taken;
    refuse_changed(&mut intake, plan, inbox, &files)?;
    let described = intake.take_described();
    let mut checked = intake.finish()?;
    refuse_named(plan, inbox, &checked)?;
    for (number, file) in files.iter().enumerate() {
        kept.places.extend(file.place_late(number, plan, &forgotten, cache, &mut checked)?);
    }
    kept.names = files.iter().filter_map(|file| file.part.clone()).collect();
    // Nothing is kept of a file in which somebody is forgotten, also when only another file says so.
    let is_about_forgotten = |name: &String| {
        let own = files.iter().position(|file| file.part.as_ref() == Some(name));
        own.is_some_and(|own| checked.files[own].states.contains(&RowState::Forgotten))
    };
    kept.parts.retain(|(name, _)| !is_about_forgotten(name));
    kept.places.retain(|(name, _)| !is_about_forgotten(name));
    kept.names.retain(|name| !is_about_forgotten(name));
    let ledger = ledger(plan, &checked, inbox);
    Ok((Read { checked, ledger, formats, kept }, described))
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
                let seen = Seen::now(&path, &name);
                let wanted = Wanted { place, seen: Some(&seen), part: None };
                match crosswalk(&mut intake, plan, &wanted) {
                    Given::Read(_, part, _, read) => {
                        intake.absorb(place, &name, part);
                        read?;
                    }
                    Given::Unreadable(error) => return Err(error.into()),
                    Given::Nothing | Given::Known(_) => {}
                }
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

/// A file that was taken in.
pub(super) struct OfInbox<'a> {
    pub(super) place: usize,
    pub(super) seen: &'a Seen,
    /// Name of what is kept of it.
    pub(super) part: Option<String>,
    pub(super) is_read: bool,
}

impl OfInbox<'_> {
    /// Gives positions to what is wrong with rows of the file only beside others; what had to be looked up is to be kept.
    fn place_late(
        &self,
        number: usize,
        plan: &Plan,
        forgotten: &Forgotten,
        cache: Option<&Cache>,
        checked: &mut Checked,
    ) -> anyhow::Result<Option<(String, Places)>> {
        if checked.unplaced(number).is_empty() {
            return Ok(None);
        }
        let known = cache.zip(self.part.as_ref()).map(|(cache, name)| cache.places(name));
        checked.recall(number, &known.clone().unwrap_or_default());
        let late = checked.unplaced(number);
        if late.is_empty() {
            return Ok(None);
        }
        let Seen { path, entry, .. } = self.seen;
        let reader = sources::open(path, &entry.name, &options(&plan.sources[self.place]))?;
        let header = reader.header().clone();
        checked.place(plan, number, &header, reader, forgotten)?;
        if !self.is_read && Seen::now(path, &entry.name) != *self.seen {
            checked.violations.push(changed(&plan.sources[self.place], &entry.name));
        }
        let mut places = known.unwrap_or_default();
        places.extend(checked.placed(number, &late));
        Ok(self.part.clone().map(|name| (name, places)))
    }
}

/// Name of what is kept of a file: the hash of everything that it is a function of.
fn part_name(
    plan: &Plan,
    source: &Source,
    secrets: &[&[u8]],
    forgotten: &Forgotten,
    seen: &Seen,
) -> Option<String> {
    let shape = contract::shape(plan, source);
    let FileEntry { name, sha256, .. } = &seen.entry;
    let parts = [VERSION, contract::VERSION, &shape, name, sha256];
    let marks = forgotten.marks().iter().map(String::as_bytes);
    let parts: Vec<&[u8]> =
        parts.into_iter().map(str::as_bytes).chain(secrets.iter().copied()).chain(marks).collect();
    (!sha256.is_empty()).then(|| hash_of(&parts))
}

/// Version of the program.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// How the plan says that files of a source are read.
pub(super) fn options(source: &Source) -> ReadOptions {
    ReadOptions {
        format: source.format.clone(),
        sheet: source.sheet.clone(),
        delimiter: source.delimiter,
        encoding: source.encoding.clone(),
        numbered: source.numbered.clone(),
        ..ReadOptions::default()
    }
}

/// Refuses files that came or went meanwhile, or are not what they were when they were begun, such as an export that is
/// still being written. A file that was not read is what it was when it was looked at.
fn refuse_changed(
    intake: &mut Intake<'_>,
    plan: &Plan,
    inbox: &Inbox,
    files: &[OfInbox<'_>],
) -> anyhow::Result<()> {
    for (place, source) in plan.sources.iter().enumerate() {
        let found = sources::find(&plan.dir, &source.files)?;
        let now: BTreeMap<&str, &PathBuf> =
            found.iter().map(|(path, name)| (name.as_str(), path)).collect();
        let before = inbox.sources[place].iter().map(|seen| seen.entry.name.as_str());
        let names: BTreeSet<&str> = before.chain(now.keys().copied()).collect();
        let names: Vec<&str> = names.into_iter().collect();
        let is_same = machine::all(names.len(), |at| {
            let name = names[at];
            let seen = inbox.sources[place].iter().find(|seen| seen.entry.name == name);
            let is_kept = files
                .iter()
                .any(|file| file.place == place && file.seen.entry.name == name && !file.is_read);
            match (seen, now.get(name)) {
                (Some(seen), Some(path)) => is_kept || Seen::now(path, name) == *seen,
                _ => false,
            }
        });
        let others = names.iter().zip(is_same).filter(|(_, is_same)| !is_same);
        intake.violations.extend(others.map(|(name, _)| changed(source, name)));
    }
    Ok(())
}

/// Refuses a file that is called by somebody whom the exports name: its name would stand in messages and in the report.
fn refuse_named(plan: &Plan, inbox: &Inbox, checked: &Checked) -> anyhow::Result<()> {
    for (source, files) in plan.sources.iter().zip(&inbox.sources) {
        for seen in files {
            let people = checked.names.values().map(|name| &**name);
            anyhow::ensure!(
                !recognition::is_called_by(&seen.entry.name, people),
                "`files` of the source `{}`: a file that fits is called by somebody whom the exports name, and names of files stand in messages and in the warehouse; give it another name",
                source.id
            );
        }
    }
    Ok(())
}

fn changed(source: &Source, name: &str) -> Violation {
    let found = "the file changed while it was read".to_owned();
    Violation::of_file("changed_meanwhile", &source.id, name, found, String::new())
}

/// The files of all sources as they were when a run began.
pub(super) struct Inbox {
    sources: Vec<Vec<Seen>>,
}

impl Inbox {
    /// Looks at every file once.
    pub(super) fn look(plan: &Plan) -> anyhow::Result<Self> {
        let of_source = |source: &Source| -> anyhow::Result<Vec<Seen>> {
            let found = sources::find(&plan.dir, &source.files)?;
            Ok(machine::all(found.len(), |at| Seen::now(&found[at].0, &found[at].1)))
        };
        Ok(Self { sources: plan.sources.iter().map(of_source).collect::<Result<_, _>>()? })
    }

    /// All files of some sources, and the sources that have none.
    fn wanted(&self, places: &[usize]) -> Vec<Wanted<'_>> {
        let of_place = |&place: &usize| {
            let all: Vec<Option<&Seen>> = self.sources[place].iter().map(Some).collect();
            let all = if all.is_empty() { vec![None] } else { all };
            all.into_iter().map(move |seen| Wanted { place, seen, part: None })
        };
        places.iter().flat_map(of_place).collect()
    }

    /// Names and hashes of all files, in the order of the plan.
    pub(super) fn entries(&self) -> impl Iterator<Item = &FileEntry> {
        self.sources.iter().flatten().map(|seen| &seen.entry)
    }
}

/// A file as it was at a moment.
#[derive(PartialEq)]
pub(super) struct Seen {
    pub(super) path: PathBuf,
    pub(super) entry: FileEntry,
    /// Bytes that were changed and changed back were others in between.
    modified: Option<SystemTime>,
}

impl Seen {
    fn now(path: &std::path::Path, name: &str) -> Self {
        let about = std::fs::metadata(path).ok();
        let sha256 = sources::fingerprint(path).unwrap_or_default();
        let bytes = about.as_ref().map(std::fs::Metadata::len).unwrap_or_default();
        let modified = about.and_then(|about| about.modified().ok());
        let entry = FileEntry { name: name.to_owned(), sha256, bytes };
        Self { path: path.to_owned(), entry, modified }
    }
}

fn ledger(plan: &Plan, checked: &Checked, inbox: &Inbox) -> Ledger {
    let sources = plan
        .sources
        .iter()
        .zip(&inbox.sources)
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
                files: files.iter().map(|seen| seen.entry.clone()).collect(),
                ..SourceEntry::default()
            };
            for state in states {
                entry.rows_in += 1;
                match state {
                    RowState::Kept => entry.rows_out += 1,
                    RowState::Quarantined => entry.rows_quarantined += 1,
                    RowState::Superseded => entry.rows_superseded += 1,
                    RowState::Duplicate => entry.rows_duplicate += 1,
                    RowState::Deleted => entry.rows_deleted += 1,
                    RowState::Withdrawn => entry.rows_withdrawn += 1,
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
