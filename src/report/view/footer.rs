//! Foot of the page: from what, with what and by which rules the numbers were made.

use std::collections::BTreeSet;

use crate::plan::EditionKind;
use crate::report::dates::iso;
use crate::report::evidence::Evidence;
use crate::report::format;
use crate::warehouse::FileEntry;

use super::head::short_hash;
use super::parts::{Footer, Group, Row, Table};

pub(super) fn footer(evidence: &Evidence<'_>) -> Footer {
    let (plan, run, ledger) = (evidence.input.plan, &evidence.input.run, evidence.input.ledger);
    let note = plan.program.source_note.iter();
    let mut lines: Vec<String> =
        note.map(|note| note.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let rows: u64 = ledger.sources.iter().map(|source| source.rows_in).sum();
    let files: Vec<&FileEntry> = ledger.sources.iter().flat_map(|source| &source.files).collect();
    let names: BTreeSet<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let n_files = u64::try_from(names.len()).unwrap_or(u64::MAX);
    let as_of =
        if run.as_of.is_empty() { String::new() } else { format!(" · as of {}", iso(&run.as_of)) };
    lines.push(format!(
        "Made from {} rows of {}{as_of} · snapshot {} · plan {} · Mentorlens {} · data contract {}",
        format::count(rows),
        format::counted(n_files, "file", "files"),
        short_hash(&run.snapshot),
        short_hash(&run.plan_hash),
        run.version,
        run.contract_version
    ));
    lines.push(format!("Random draws: {}.", seeds(evidence)));
    lines.push("Every number of this report, and the ones behind it: findings.json, findings.csv and, for the curves, series.json, beside this file.".to_owned());
    // Names of files may name people; who reads the public edition has no file to compare.
    let is_public = evidence.edition.kind == EditionKind::Public;
    Footer { lines, inputs: (!files.is_empty() && !is_public).then(|| inputs(files)) }
}

/// The seeds of measures that draw lots.
fn seeds(evidence: &Evidence<'_>) -> String {
    let draws = |seed: &String| seed.clone();
    let seeds: BTreeSet<String> =
        evidence.shown().filter_map(|kpi| kpi.keys.get("seed").map(draws)).collect();
    if seeds.is_empty() {
        return "none with a seed of its own; the same input gives the same numbers".to_owned();
    }
    format!("seed {}", format::list(&seeds.into_iter().collect::<Vec<_>>()))
}

fn inputs(mut files: Vec<&FileEntry>) -> Table {
    files.sort_by(|one, other| one.name.cmp(&other.name));
    files.dedup_by(|one, other| one.name == other.name);
    let row = |file: &FileEntry| Row {
        head: file.name.clone(),
        cells: vec![format::count(file.bytes), file.sha256.clone()],
        ..Row::default()
    };
    Table {
        caption: "The files that were read, and their SHA-256".to_owned(),
        columns: ["File", "Bytes", "SHA-256"].map(str::to_owned).to_vec(),
        groups: vec![Group { name: None, rows: files.into_iter().map(row).collect() }],
    }
}
