//! `rehearse`: made-up exports, read again, give back what was made up.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use mentorlens::contract::{Kind, keyed_id, table};
use mentorlens::plan::{Plan, Vocabulary};
use mentorlens::rehearsal::{Fields, Said, rehearse};
use serde_json::Value;

use super::golden::root;
use super::program::Program;

/// 32 bytes in hexadecimal.
const KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

/// A plan in a folder without exports.
fn planned(text: &str) -> Program {
    let program = Program::new(text);
    program.put("mentorlens.key", KEY.as_bytes());
    program
}

fn sample(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("mentorlens.toml")).unwrap()
}

/// What makes a row of a table the same row, as far as exports say it.
fn key(table: &str) -> &'static [&'static str] {
    match table {
        "people" => &["person_id", "role"],
        "attributes" => &["person_id", "attribute"],
        "matches" => &["match_id"],
        "meetings" => &["match_id", "held_on", "channel"],
        "contacts" => &["match_id", "person_id", "contacted_on", "kind"],
        "trainings" => &["person_id", "training", "completed_on"],
        "responses" => &["person_id", "match_id", "instrument", "wave", "item"],
        "comments" => &["person_id", "instrument", "wave", "item", "text"],
        "goals" => &["goal_id"],
        "credentials" => &["person_id", "kind", "name", "awarded_on"],
        "outcomes" => &["person_id", "measure", "wave"],
        "costs" => &["period", "category"],
        other => panic!("no key for {other}"),
    }
}

/// A text as the warehouse holds it.
fn held(table_name: &str, column: &str, text: &str, program: &str) -> Option<String> {
    let kind = table(table_name)?.column(column)?.kind;
    Some(match kind {
        Kind::Id(entity) | Kind::Reference(entity, _) => {
            let key: Vec<u8> = (0..32).collect();
            keyed_id(&key, entity, program, text).to_string()
        }
        Kind::Number(..) | Kind::Integer(..) => text.parse::<f64>().unwrap().to_string(),
        Kind::Boolean => (text == "yes").to_string(),
        _ => text.to_owned(),
    })
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => whole.to_string(),
            None => number.as_f64().unwrap().to_string(),
        },
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// Made-up rows as the warehouse should hold them, by their keys.
fn expected(said: &[Said], program: &str) -> BTreeMap<String, BTreeMap<Vec<String>, Fields>> {
    let mut tables: BTreeMap<String, BTreeMap<Vec<String>, Fields>> = BTreeMap::new();
    for row in said {
        let fields: Fields = row
            .fields
            .iter()
            .filter_map(|(name, text)| Some((name.clone(), held(&row.table, name, text, program)?)))
            .collect();
        let key = key(&row.table).iter().map(|name| fields.get(*name).cloned().unwrap_or_default());
        tables
            .entry(row.table.clone())
            .or_default()
            .entry(key.collect())
            .or_default()
            .extend(fields);
    }
    tables
}

/// Rehearses a plan, ingests what was written, and compares cell by cell; gives the number of cells that were compared.
pub(crate) fn comes_back(name: &str, text: &str) -> usize {
    let program = planned(text);
    let plan = Plan::parse(text, "mentorlens.toml", program.dir(), &Vocabulary::default()).unwrap();
    program.run("rehearse", &["--seed", "7"]).ended_with(0);
    let told = program.run("ingest", &[]).ended_with(0);
    assert!(!told.err.contains("set aside"), "{name}: {}", told.err);
    let mut compared = 0;
    for (table, rows) in expected(&rehearse(&plan, 7).unwrap().said, &plan.program.id) {
        let asked = format!("select * from {table}");
        let out = program.run("query", &[&asked, "--format", "json"]).ended_with(0).out;
        let found: Vec<Value> = serde_json::from_str(&out).unwrap();
        let mut own: BTreeMap<Vec<String>, &Value> = BTreeMap::new();
        for row in &found {
            let names = key(&table).iter();
            // A column that no export has is no part of what makes the row the same.
            let given = |name: &&&str| rows.values().any(|fields| fields.contains_key(**name));
            let cell = |name: &str| shown(&row[name]);
            let names: Vec<&&str> = names.collect();
            let key = names.iter().map(|name| if given(name) { cell(name) } else { String::new() });
            own.insert(key.collect(), row);
        }
        let (ours, theirs): (BTreeSet<_>, BTreeSet<_>) =
            (rows.keys().cloned().collect(), own.keys().cloned().collect());
        let missing: Vec<_> = ours.difference(&theirs).take(3).collect();
        let more: Vec<_> = theirs.difference(&ours).take(3).collect();
        assert!(
            missing.is_empty() && more.is_empty(),
            "{name}, {table}: missing {missing:?}, more {more:?}"
        );
        for (key, fields) in &rows {
            for (column, text) in fields {
                assert_eq!(shown(&own[key][column]), *text, "{name}, {table} {key:?}: {column}");
                compared += 1;
            }
        }
    }
    compared
}

#[test]
fn the_sample_comes_back_cell_by_cell() {
    let compared = comes_back("riverbend", &sample(&root().join("sample_data/riverbend")));
    assert!(compared > 10_000, "{compared} cells");
}

#[test]
fn every_preset_comes_back_cell_by_cell() {
    let folder = root().join("sample_data/presets");
    let mut names: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    for path in names {
        let compared = comes_back(&path.display().to_string(), &sample(&path));
        assert!(compared > 3_000, "{}: {compared} cells", path.display());
    }
}

/// A plan whose sources come from many programs.
pub(crate) const PROGRAMS: &str = r#"
[program]
id = "many"
name = "Many programs"

[[terms]]
id = "year"
title = "Year"
starts_on = 2024-09-01
ends_on = 2025-06-30

[[instruments]]
id = "form"
title = "Form"
role = "mentee"
minimum = 1
maximum = 5
labels = ["Never", "Rarely", "Sometimes", "Often", "Always"]
waves = ["baseline"]

[[instruments.scales]]
id = "calm"
items = ["c1", "c2", "c3"]

[[sources]]
id = "people"
files = ["inbox/roster.zip"]
sheet = "people.csv"
table = "people"
columns = { person_id = "Id", role = "Part" }
[sources.values.role]
"Young person" = "mentee"
"Volunteer" = "mentor"

[[sources]]
id = "matches"
files = ["inbox/matches.ndjson"]
table = "matches"
columns = { match_id = "match", mentor_id = "mentor", mentee_id = "mentee", matched_on = "on" }

[[sources]]
id = "attendance"
files = ["inbox/zoom-*.csv"]
format = "zoom"
table = "meetings"
columns = { match_id = "topic", held_on = "held_on", minutes = "minutes" }
constants = { channel = "video" }
"#;

fn survey(format: &str, file: &str, person: &str) -> String {
    format!(
        "{PROGRAMS}\n[[sources]]\nid = \"form\"\nfiles = [\"inbox/{file}\"]\nformat = \"{format}\"\ntable = \"responses\"\n\
         instrument = \"form\"\nshape = \"wide\"\ncolumns = {{ person_id = \"{person}\" }}\nconstants = {{ wave = \"baseline\" }}\n\
         items = {{ c1 = \"How calm [At home]\", c2 = \"How calm [At school]\", c3 = \"How calm are you?\" }}\n"
    )
}

#[test]
fn every_layout_comes_back_cell_by_cell() {
    for (format, file, person) in [
        ("qualtrics", "form.csv", "ExternalReference"),
        ("qualtrics", "form.xlsx", "ExternalReference"),
        ("surveymonkey", "form.csv", "Custom Data 1"),
        ("google_forms", "form.tsv", "Code"),
        ("microsoft_forms", "form.xlsx", "Student ID"),
        ("limesurvey", "form.csv", "token"),
        ("kobo", "form.csv", "code"),
        ("redcap", "form.csv", "record_id"),
    ] {
        let compared = comes_back(&format!("{format} in {file}"), &survey(format, file, person));
        assert!(compared > 1_000, "{format}: {compared} cells");
    }
}

#[test]
fn a_rehearsal_is_never_written_beside_other_exports() {
    let program = Program::sample("riverbend");
    let before = program.files("inbox");
    let told = program.run("rehearse", &[]).ended_with(2);
    assert!(told.err.contains("never written beside others"), "{}", told.err);
    assert_eq!(program.files("inbox"), before);
    assert!(!program.path("mentorlens.rehearsal").exists());
}

#[test]
fn the_report_of_a_rehearsal_says_so_on_every_page() {
    let program = planned(&sample(&root().join("sample_data/riverbend")));
    program.run("rehearse", &[]).ended_with(0);
    program.run("run", &[]).ended_with(0);
    let mut pages = 0;
    for (name, bytes) in program.files("reports") {
        if name.ends_with(".html") {
            pages += 1;
            let page = String::from_utf8(bytes).unwrap();
            let said = page.matches("Rehearsal with made-up data").count();
            assert!(said >= 2, "{name}: {said}");
        }
    }
    assert_eq!(pages, 7, "six editions and the overview");
}
