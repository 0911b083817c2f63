//! Every KPI on a handful of rows: given tables as the exports would hold them, expected unit rows as the query returns them.
//!
//! A case is a folder in `tests/queries/`: `plan.toml`, one CSV file per table of the contract with its own column names,
//! and `expect.csv`, in which ids are those of the exports again. `UPDATE=1` writes it anew; check it by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use mentorlens::contract::{self, Checked, Intake, Severity};
use mentorlens::measures::{self, Form, Kpi};
use mentorlens::plan::{Plan, Vocabulary};
use mentorlens::sources::{self, ReadOptions};
use mentorlens::warehouse::{self, Draft, Ledger, Snapshot};
use tempfile::TempDir;

use super::golden;

#[test]
fn every_kpi_turns_its_given_rows_into_the_expected_ones() {
    let mut failed = Vec::new();
    for kpi in measures::catalogue(None).unwrap() {
        let folder = golden::root().join("tests/queries").join(&kpi.id);
        assert!(folder.is_dir(), "{} has no given and expected rows in tests/queries/", kpi.id);
        let file = format!("tests/queries/{}/expect.csv", kpi.id);
        let outcome = std::panic::catch_unwind(|| golden::check(&file, &answered(&folder, &kpi)));
        if outcome.is_err() {
            failed.push(kpi.id);
        }
    }
    assert!(failed.is_empty(), "{}", failed.join(", "));
}

#[test]
fn a_case_fits_on_a_screen_and_has_something_missing() {
    let kpis: BTreeSet<String> =
        measures::catalogue(None).unwrap().into_iter().map(|kpi| kpi.id).collect();
    for entry in std::fs::read_dir(golden::root().join("tests/queries")).unwrap() {
        let folder = entry.unwrap().path();
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        assert!(kpis.contains(&name), "tests/queries/{name} is about no KPI");
        let tables: Vec<String> =
            given(&folder).iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
        for table in &tables {
            assert!(table.lines().count() <= 11, "{name}: a table of more than ten lines");
        }
        let has_gap = |line: &str| line.contains(",,") || line.ends_with(',');
        assert!(
            tables.iter().any(|table| table.lines().any(has_gap)),
            "{name}: nothing is missing"
        );
    }
}

/// The unit rows of a case, sorted, with the ids of its files.
fn answered(folder: &Path, kpi: &Kpi) -> String {
    let place = TempDir::new().unwrap();
    let plan = plan(folder, place.path());
    let checked = read(&plan);
    let raw: BTreeMap<String, String> = checked
        .ids
        .entries()
        .into_iter()
        .map(|(_, id, raw)| (id.to_string(), raw.replace('\u{1f}', "/")))
        .collect();
    let snapshot = publish(&plan, checked, &place.path().join("warehouse"));
    let bytes = measures::query(&snapshot, &plan, &kpi.sql, Form::Csv).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let cell = |cell: &str| raw.get(cell).cloned().unwrap_or_else(|| short(cell));
    let line = |line: &str| line.split(',').map(cell).collect::<Vec<_>>().join(",");
    let mut lines = text.lines().map(line);
    let header = lines.next().unwrap_or_default();
    let mut rows: Vec<String> = lines.collect();
    rows.sort();
    rows.iter().fold(header + "\n", |mut text, row| {
        writeln!(text, "{row}").unwrap();
        text
    })
}

/// Six decimals are enough to check by hand.
fn short(cell: &str) -> String {
    match cell.parse::<f64>() {
        Ok(number) if cell.contains('.') => {
            format!("{number:.6}").trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        _ => cell.to_owned(),
    }
}

/// The case's plan, with one source for each of its tables.
fn plan(folder: &Path, place: &Path) -> Plan {
    let mut text = std::fs::read_to_string(folder.join("plan.toml")).unwrap();
    for path in given(folder) {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        std::fs::copy(&path, place.join(&file)).unwrap();
        text.push_str(&source(&path, &file));
    }
    std::fs::write(place.join("mentorlens.toml"), text).unwrap();
    Plan::read(place, &Vocabulary::default()).unwrap_or_else(|errors| panic!("{errors}"))
}

fn given(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_given = |path: &PathBuf| {
        path.extension().is_some_and(|kind| kind == "csv") && !path.ends_with("expect.csv")
    };
    let mut given: Vec<PathBuf> = entries.filter(is_given).collect();
    given.sort();
    given
}

/// A file's columns are named like those of its table; answers come from as many sources as there are forms.
fn source(path: &Path, file: &str) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let table = file.trim_end_matches(".csv");
    let header: Vec<&str> = text.lines().next().unwrap().split(',').collect();
    let columns: Vec<String> = header.iter().map(|name| format!("{name} = \"{name}\"")).collect();
    let section = |id: &str, more: &str| {
        format!(
            "\n[[sources]]\nid = \"{id}\"\nfiles = [\"{file}\"]\ntable = \"{table}\"\ncolumns = {{ {} }}\n{more}",
            columns.join(", ")
        )
    };
    if table != "responses" {
        return section(table, "");
    }
    let at = header.iter().position(|name| *name == "instrument").unwrap();
    let forms: BTreeSet<&str> =
        text.lines().skip(1).map(|line| line.split(',').nth(at).unwrap()).collect();
    let of_form = |form: &&str| {
        section(form, &format!("instrument = \"{form}\"\nkeep = {{ instrument = [\"{form}\"] }}\n"))
    };
    forms.iter().map(of_form).collect()
}

fn read(plan: &Plan) -> Checked {
    let mut intake = Intake::new(plan, b"a key that is always the same");
    for (place, source) in plan.sources.iter().enumerate() {
        for (path, name) in sources::find(&plan.dir, &source.files).unwrap() {
            let reader = sources::open(&path, &name, &ReadOptions::default()).unwrap();
            let header = reader.header().clone();
            intake.read(place, &name, &header, reader).unwrap();
        }
    }
    let checked = intake.finish().unwrap();
    let refused: Vec<String> = checked
        .violations
        .iter()
        .filter(|violation| violation.severity <= Severity::Error)
        .map(ToString::to_string)
        .collect();
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    checked
}

fn publish(plan: &Plan, checked: Checked, root: &Path) -> Snapshot {
    let as_of = plan.analysis.as_of.map(contract::day).or(checked.newest_day).unwrap_or_default();
    let mut tables = checked.tables;
    tables.extend(contract::from_plan(plan, as_of).unwrap());
    let draft = Draft {
        id: "case".to_owned(),
        keyed: "case".to_owned(),
        plan,
        definitions: BTreeMap::new(),
        as_of: (contract::date_of(as_of), as_of),
        tables,
        violations: &checked.violations,
        ids: &checked.ids,
        names: &checked.names,
        ledger: Ledger::default(),
        parts: Vec::new(),
    };
    warehouse::publish(root, draft).unwrap()
}
