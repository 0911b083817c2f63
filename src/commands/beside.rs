//! Files that are read beside one another: each by itself, on any thread, and taken in in the order of the plan.

use std::collections::BTreeMap;

use super::read::{Kept, OfInbox, Seen, options};
use crate::contract::{Intake, Part, Reading};
use crate::machine::Bar;
use crate::plan::{Plan, Source};
use crate::sources::{self, RawBatch, Reader, SourceError};
use crate::warehouse::Cache;

/// A file that is to be read, or a source without any.
#[derive(Clone)]
pub(super) struct Wanted<'a> {
    pub(super) place: usize,
    pub(super) seen: Option<&'a Seen>,
    /// Name of what is kept of it.
    pub(super) part: Option<String>,
}

/// What became of it.
pub(super) enum Given {
    /// There is none.
    Nothing,
    /// It is as it was when it was read.
    Known(Part),
    /// It was read, be it not to its end; beside it what is to be kept of it.
    Read(&'static str, Part, Option<Vec<u8>>, Result<(), SourceError>),
    /// It could not be opened.
    Unreadable(SourceError),
}

/// A file's part: the one that is kept of it, else read from the file.
pub(super) fn given(
    reading: &Reading<'_>,
    plan: &Plan,
    wanted: &Wanted<'_>,
    cache: Option<&Cache>,
) -> Given {
    let Some(seen) = wanted.seen else { return Given::Nothing };
    let known = cache.zip(wanted.part.as_ref()).and_then(|(cache, name)| cache.part(name));
    if let Some(part) = known {
        Bar::advance(seen.entry.bytes);
        return Given::Known(part);
    }
    let given = read(&plan.sources[wanted.place], seen, |layout, reader| {
        let header = reader.header().clone();
        let file = (seen.entry.name.as_str(), layout);
        reading.part(wanted.place, file, &header, counted(reader, seen.entry.bytes))
    });
    match given {
        // What is kept takes little room, and so it waits for the end in the form that it is kept in.
        Given::Read(format, part, _, Ok(())) if wanted.part.is_some() => {
            let kept = Cache::encoded(&part);
            Given::Read(format, part, kept, Ok(()))
        }
        given => given,
    }
}

/// A crosswalk's part: it is always read, and before any other file.
pub(super) fn crosswalk(intake: &mut Intake<'_>, plan: &Plan, wanted: &Wanted<'_>) -> Given {
    let Some(seen) = wanted.seen else { return Given::Nothing };
    read(&plan.sources[wanted.place], seen, |layout, reader| {
        intake.layout = layout;
        let header = reader.header().clone();
        let batches = counted(reader, seen.entry.bytes);
        intake.part(wanted.place, &seen.entry.name, &header, batches)
    })
}

fn read(
    source: &Source,
    seen: &Seen,
    part: impl FnOnce(Option<&'static str>, &mut Reader) -> (Part, Result<(), SourceError>),
) -> Given {
    let mut reader = match sources::open(&seen.path, &seen.entry.name, &options(source)) {
        Ok(reader) => reader,
        Err(error) => return Given::Unreadable(error),
    };
    let layout = reader.recognised().layout;
    let (mut part, read) = part(layout, &mut reader);
    part.note(source, reader.take_problems());
    Given::Read(reader.recognised().name(), part, None, read)
}

/// Batches that tell how far the file is: by their text, which is nearly as long as the file is.
fn counted(
    batches: &mut Reader,
    mut left: u64,
) -> impl Iterator<Item = Result<RawBatch, SourceError>> {
    let mut is_done = false;
    std::iter::from_fn(move || {
        let batch = batches.next();
        let bytes = match &batch {
            Some(Ok(batch)) => (batch.bytes() as u64).min(left),
            _ if is_done => 0,
            _ => left,
        };
        is_done |= batch.is_none();
        left -= bytes;
        Bar::advance(bytes);
        batch
    })
}

/// Files that were taken in.
#[derive(Default)]
pub(super) struct Taken<'a> {
    /// By the file's number; one that breaks off has a number too: rows before the break are known by it.
    pub(super) files: Vec<OfInbox<'a>>,
    /// Format that each file was taken for, by the file's number; a file that was not read again has none.
    pub(super) formats: BTreeMap<usize, &'static str>,
    pub(super) kept: Kept,
}

impl<'a> Taken<'a> {
    /// Takes in what a file gave.
    pub(super) fn take(
        &mut self,
        intake: &mut Intake<'_>,
        plan: &Plan,
        wanted: &Wanted<'a>,
        given: Given,
    ) {
        let Wanted { place, seen, ref part } = *wanted;
        let Some(seen) = seen else {
            let source = &plan.sources[place];
            let found = format!("no file of the source `{}`", source.id);
            let allowed = "at least one file".to_owned();
            intake.refuse(place, "no_file", &source.files.join(", "), found, allowed);
            return;
        };
        let name = &seen.entry.name;
        match given {
            Given::Nothing => {}
            Given::Known(known) => {
                intake.absorb(place, name, known);
                self.files.push(OfInbox { place, seen, part: part.clone(), is_read: false });
            }
            Given::Read(format, fresh, kept, Ok(())) => {
                intake.absorb(place, name, fresh);
                self.formats.insert(self.files.len(), format);
                self.files.push(OfInbox { place, seen, part: part.clone(), is_read: true });
                self.kept.parts.extend(part.clone().zip(kept));
            }
            Given::Read(_, fresh, _, Err(error)) => {
                intake.absorb(place, name, fresh);
                refuse(intake, place, name, &error);
                self.files.push(OfInbox { place, seen, part: None, is_read: true });
            }
            Given::Unreadable(error) => refuse(intake, place, name, &error),
        }
    }
}

fn refuse(intake: &mut Intake<'_>, place: usize, name: &str, error: &SourceError) {
    let hint = error.hint().map(|hint| format!("; {hint}")).unwrap_or_default();
    let found = format!("{}{hint}", error.problem);
    intake.refuse(place, "unreadable", name, found, String::new());
}
