//! Foot of the page: from what, with what and by which rules the numbers were made.

use std::collections::BTreeSet;

use crate::plan::EditionKind;
use crate::report::evidence::Evidence;
use crate::report::language::{Language, say};
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
    let language = evidence.language();
    let mut made = Vec::new();
    if !ledger.sources.is_empty() {
        made.push(say!(
            language,
            "made-from",
            rows = language.count(rows),
            files = language.counted(n_files, "file")
        ));
    }
    if !run.as_of.is_empty() {
        made.push(say!(language, "as-of", date = language.iso(&run.as_of)));
    }
    made.push(say!(
        language,
        "made-with",
        snapshot = short_hash(&run.snapshot),
        plan = short_hash(&run.plan_hash),
        version = &run.version,
        contract = &run.contract_version
    ));
    lines.push(made.join(" · "));
    lines.push(say!(language, "random-draws", seeds = seeds(evidence)));
    lines.push(say!(language, "every-number"));
    // Names of files may name people; who reads the public edition has no file to compare.
    let is_public = evidence.edition.kind == EditionKind::Public;
    Footer { lines, inputs: (!files.is_empty() && !is_public).then(|| inputs(language, files)) }
}

/// The seeds of measures that draw lots.
fn seeds(evidence: &Evidence<'_>) -> String {
    let draws = |seed: &String| seed.clone();
    let seeds: BTreeSet<String> =
        evidence.shown().filter_map(|kpi| kpi.keys.get("seed").map(draws)).collect();
    if seeds.is_empty() {
        return say!(evidence.language(), "no-seed");
    }
    let language = evidence.language();
    say!(language, "seed", list = language.list(&seeds.into_iter().collect::<Vec<_>>()))
}

/// Names and hashes; not how long a file is, which of one with the people of a site tells how many they are.
fn inputs(language: &Language, mut files: Vec<&FileEntry>) -> Table {
    files.sort_by(|one, other| one.name.cmp(&other.name));
    files.dedup_by(|one, other| one.name == other.name);
    let row = |file: &FileEntry| Row {
        head: file.name.clone(),
        cells: vec![file.sha256.clone()],
        ..Row::default()
    };
    Table {
        caption: say!(language, "files-caption"),
        columns: vec![say!(language, "head-file"), "SHA-256".to_owned()],
        groups: vec![Group { name: None, rows: files.into_iter().map(row).collect() }],
    }
}
