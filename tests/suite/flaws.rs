//! The flaws that were planted in the made-up program: each is found where it is, and nothing else is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;

use polars::prelude::{DataFrame, ParquetReader, SerReader as _};

use super::golden;
use super::program::Program;

/// The program that makes the files, as it is.
#[expect(dead_code, reason = "its own `main` is called by `cargo run --example riverbend`")]
#[path = "../../sample_data/generate.rs"]
mod generate;

/// Position, column, rule, severity.
type Flaw = (String, String, String, String);

#[test]
fn every_flaw_is_found_where_it_was_planted_and_nothing_else_is() {
    let program = Program::sample("riverbend");
    program.run("ingest", &[]).ended_with(0);
    let quarantine = quarantine(&program);
    let text = |column: &str, row: usize| text(&quarantine, column, row).unwrap_or_default();
    let found: BTreeSet<Flaw> = (0..quarantine.height())
        .map(|row| {
            (text("position", row), text("column", row), text("rule", row), text("severity", row))
        })
        .collect();
    let planted = planted();
    let missed: Vec<_> = planted.difference(&found).collect();
    let invented: Vec<_> = found.difference(&planted).collect();
    assert!(missed.is_empty() && invented.is_empty(), "missed {missed:?}, invented {invented:?}");
    assert_eq!(quarantine.height(), planted.len(), "a flaw is recorded more than once");
}

#[test]
fn the_quarantine_keeps_the_cells_as_they_came() {
    let program = Program::sample("riverbend");
    program.run("ingest", &[]).ended_with(0);
    let quarantine = quarantine(&program);
    let cells = |position: &str| -> serde_json::Value {
        let row = (0..quarantine.height())
            .find(|&row| text(&quarantine, "position", row).as_deref() == Some(position))
            .unwrap();
        serde_json::from_str(&text(&quarantine, "cells", row).unwrap()).unwrap()
    };
    // Found while the row was read, and found when all rows were there.
    let too_long = cells("inbox/meetings.csv:313");
    assert_eq!(too_long["Minutes"], "900");
    assert_eq!(too_long["Match ID"].as_str().unwrap().len(), "RB-0000".len());
    let nobody = cells("inbox/meetings.csv:4514");
    assert!(nobody["Match ID"].as_str().unwrap().contains('O'), "{nobody}");
    let lines = program.text("inbox/meetings.csv");
    let line: Vec<&str> = lines.lines().nth(4514 - 1).unwrap().split(',').collect();
    let kept: Vec<&str> =
        nobody.as_object().unwrap().values().map(|cell| cell.as_str().unwrap()).collect();
    assert_eq!(BTreeSet::from_iter(kept), BTreeSet::from_iter(line));
    assert_eq!(cells("inbox/mentees.xlsx:Mentees!H14")["Enrolled On"], "09/31/2024");
}

#[test]
fn every_row_that_was_read_is_accounted_for() {
    let program = Program::sample("riverbend");
    let told = program.run("check", &["--json"]).ended_with(0);
    let ledger: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    let mut set_aside = BTreeMap::new();
    for source in ledger["sources"].as_array().unwrap() {
        let count = |key: &str| source[key].as_u64().unwrap();
        let parts =
            ["rows_out", "rows_quarantined", "rows_superseded", "rows_duplicate", "rows_skipped"];
        assert_eq!(count("rows_in"), parts.map(count).iter().sum::<u64>(), "{source}");
        assert!(count("rows_out") > 0, "{source}");
        if count("rows_quarantined") > 0 {
            set_aside.insert(source["source"].as_str().unwrap(), count("rows_quarantined"));
        }
    }
    let expected =
        [("mentors", 1), ("matches", 1), ("meetings", 4), ("mentor_feedback", 1), ("school", 1)];
    assert_eq!(set_aside, BTreeMap::from(expected));
    let of = |id: &str, key: &str| {
        let sources = ledger["sources"].as_array().unwrap();
        sources.iter().find(|source| source["source"] == id).unwrap()[key].as_u64().unwrap()
    };
    // The export of January has 204 rows; what June has again counts once, what June lacks is not lost.
    assert_eq!(of("matches", "rows_in"), 204 + 218);
    let repeated = of("matches", "rows_superseded") + of("matches", "rows_duplicate");
    assert_eq!(of("matches", "rows_out") + repeated, 204 + 218 - 1);
    // Both forms of the mentors' file are read by two sources, and each row is one's business.
    assert_eq!(of("mentor_start", "rows_skipped") + of("mentor_feedback", "rows_skipped"), 2007);
}

#[test]
fn the_page_of_a_check_shows_every_file_and_every_rule() {
    let program = Program::sample("riverbend");
    let page = program.path("check.html");
    let told = program.run("check", &["--json", "--html", page.to_str().unwrap()]).ended_with(0);
    let found: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    let files = found["files"].as_array().unwrap();
    let rows = |file: &serde_json::Value, key: &str| file[key].as_u64().unwrap();
    for file in files {
        let parts = ["kept", "quarantined", "replaced", "equal", "gone", "skipped"];
        assert_eq!(
            rows(file, "read"),
            parts.map(|key| rows(file, key)).iter().sum::<u64>(),
            "{file}"
        );
    }
    let june = files.iter().find(|file| file["file"] == "inbox/matches-2025-06.csv").unwrap();
    assert_eq!((rows(june, "read"), rows(june, "quarantined")), (218, 1));
    // A page escapes marks and slashes.
    let escaped = [
        ("&#x2f;", "/"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
        // What stands between backticks is shown as code.
        ("<code>", "`"),
        ("</code>", "`"),
    ];
    let html =
        escaped.iter().fold(program.text("check.html"), |html, (from, to)| html.replace(from, to));
    for problem in found["problems"].as_array().unwrap() {
        assert!(html.contains(problem["hint"].as_str().unwrap()), "{problem}");
        assert!(problem["places"].as_array().unwrap().len() <= 3, "{problem}");
        assert!(html.contains(problem["places"][0]["position"].as_str().unwrap()), "{problem}");
    }
}

#[test]
fn a_clean_inbox_has_nothing_to_say() {
    let program = Program::sample("dandora");
    let told = program.run("check", &["--json"]).ended_with(0);
    let ledger: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(ledger["violations"], serde_json::json!([]));
}

#[test]
fn the_generator_makes_the_committed_files_byte_for_byte() {
    let folder = golden::root().join("sample_data/riverbend");
    let made: BTreeMap<String, Vec<u8>> = generate::files().unwrap().into_iter().collect();
    for (name, bytes) in &made {
        let committed = std::fs::read(folder.join(name)).unwrap();
        assert!(committed == *bytes, "{name} differs: `cargo run --example riverbend`");
    }
    for entry in std::fs::read_dir(folder.join("inbox")).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(made.contains_key(&format!("inbox/{name}")), "inbox/{name} is not made by it");
    }
}

/// `FLAWS.md`, row by row.
fn planted() -> BTreeSet<Flaw> {
    let list = golden::root().join("sample_data/riverbend/FLAWS.md");
    let text = std::fs::read_to_string(list).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| `"));
    rows.map(|line| {
        let cells: Vec<&str> = line.split('|').map(|cell| cell.trim().trim_matches('`')).collect();
        let column = if cells[2] == "–" { "" } else { cells[2] };
        (cells[1].to_owned(), column.to_owned(), cells[3].to_owned(), cells[4].to_owned())
    })
    .collect()
}

fn quarantine(program: &Program) -> DataFrame {
    let folder = program.path("warehouse/quarantine/program=riverbend");
    let file = std::fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
    ParquetReader::new(File::open(file).unwrap()).finish().unwrap()
}

fn text(frame: &DataFrame, column: &str, row: usize) -> Option<String> {
    frame.column(column).unwrap().str().unwrap().get(row).map(str::to_owned)
}
