//! `runs`: the snapshots that are kept.

use std::fmt::Write as _;

use serde::Serialize;

use super::Outcome;
use super::paths::Paths;
use crate::cli::Place;
use crate::warehouse::Snapshot;

/// A snapshot in one line.
#[derive(Debug, Serialize)]
struct Line<'a> {
    number: u64,
    written_at: &'a str,
    id: &'a str,
    as_of: &'a str,
    version: &'a str,
    files: usize,
    rows_read: u64,
    rows_set_aside: u64,
}

pub(super) fn runs(place: &Place) -> anyhow::Result<Outcome> {
    let root = Paths::below(&place.dir, place.out.as_deref()).warehouse;
    let snapshots = Snapshot::all(&root)?;
    let lines: Vec<Line<'_>> = snapshots.iter().map(line).collect();
    let mut outcome = Outcome::default();
    if place.json {
        outcome.output = serde_json::to_vec_pretty(&lines)?;
        outcome.output.push(b'\n');
        return Ok(outcome);
    }
    let mut text = format!(
        "{:>6}  {:<20}  {:<12}  {:<10}  {:>5}  {:>9}  {:>9}\n",
        "number", "written at", "snapshot", "as of", "files", "rows read", "set aside"
    );
    for line in &lines {
        writeln!(
            text,
            "{:>6}  {:<20}  {:<12}  {:<10}  {:>5}  {:>9}  {:>9}",
            line.number,
            line.written_at,
            &line.id[..line.id.len().min(12)],
            line.as_of,
            line.files,
            line.rows_read,
            line.rows_set_aside
        )?;
    }
    if lines.is_empty() {
        outcome.say(format!("{}: no snapshot yet; run `mentorlens ingest` first", root.display()));
    } else {
        outcome.output = text.into_bytes();
    }
    Ok(outcome)
}

fn line(snapshot: &Snapshot) -> Line<'_> {
    let sources = &snapshot.ledger.sources;
    Line {
        number: snapshot.number,
        written_at: &snapshot.written_at,
        id: &snapshot.id,
        as_of: &snapshot.as_of,
        version: &snapshot.version,
        files: sources.iter().map(|source| source.files.len()).sum(),
        rows_read: sources.iter().map(|source| source.rows_in).sum(),
        rows_set_aside: sources.iter().map(|source| source.rows_quarantined).sum(),
    }
}
