//! One definition, two engines: every measure with its slices, on `DataFusion` and on `DuckDB` over the same Parquet files.
//!
//! It also shows that others can read the warehouse. `DuckDB` comes with a Python interpreter that `MENTORLENS_PYTHON` names; the
//! gate installs one. Without it the test says so.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use mentorlens::contract::{Kind, TABLES, Table};
use mentorlens::measures::{self, Form};
use mentorlens::plan::{Plan, Vocabulary};
use mentorlens::warehouse::Snapshot;
use serde_json::{Value, json};

use super::golden::root;
use super::program::Program;
use super::random;

#[test]
fn the_made_up_sample_gives_the_same_tables_on_both_engines() {
    compare(&Program::sample("riverbend"), 40);
}

#[test]
fn the_real_trial_gives_the_same_tables_on_both_engines() {
    compare(&Program::sample("dandora"), 3);
}

/// Missing cells, ties and doubled rows in every table of the contract.
#[test]
fn random_data_gives_the_same_tables_on_both_engines() {
    for seed in 1..=2 {
        compare(&random::program(seed), 70);
    }
}

/// Without this, equal tables would mean little: another definition of one view must be seen.
#[test]
fn another_definition_on_one_of_the_engines_is_found() {
    let program = random::program(4);
    let Some(differing) =
        differing(&program, 70, |sql| sql.replace("'held') = 'held'", "'') = 'held'"))
    else {
        return;
    };
    assert!(
        differing.iter().any(|line| line.starts_with("meetings_per_month, slice 0")),
        "{differing:?}"
    );
    assert!(!differing.iter().any(|line| line.starts_with("match_survival")), "{differing:?}");
}

fn compare(program: &Program, least_measured: usize) {
    if let Some(differing) = differing(program, least_measured, str::to_owned) {
        assert!(differing.is_empty(), "{}", differing.join("\n"));
    }
}

#[expect(clippy::print_stderr, reason = "a test that cannot compare says so")]
/// What the two engines answer differently, when the views of the other one are changed so; nothing when there is no other.
fn differing(
    program: &Program,
    least_measured: usize,
    change: fn(&str) -> String,
) -> Option<Vec<String>> {
    let Some(python) = std::env::var_os("MENTORLENS_PYTHON") else {
        eprintln!("skipped: MENTORLENS_PYTHON names no Python interpreter with the package duckdb");
        return None;
    };
    let told = program.run("ingest", &[]);
    assert!(told.code == 0, "{}", told.err);
    let folder = program.path("");
    let kpis = measures::catalogue(Some(&folder.join("queries"))).unwrap();
    let plan =
        Plan::read(&folder, &Vocabulary::default()).unwrap_or_else(|errors| panic!("{errors}"));
    let snapshot = Snapshot::current(&folder.join("warehouse")).unwrap();
    let queries = measures::portable(&plan, &kpis).unwrap();
    let views = measures::shared_views(&plan).into_iter().map(|(name, sql)| (name, change(&sql)));
    let job = json!({
        "tables": TABLES.iter().map(|table| as_json(table, &snapshot)).collect::<Vec<_>>(),
        "views": views.collect::<Vec<_>>(),
        "queries": queries,
    });
    let others = ask(Path::new(&python), &job);
    let sqls = || queries.iter().flat_map(|(_, sqls)| sqls).map(String::as_str);
    let own = measures::query_all(&snapshot, &plan, sqls(), Form::Json).unwrap();
    let mut own = own
        .iter()
        .zip(sqls())
        .map(|(bytes, sql)| rows(&serde_json::from_slice(bytes).unwrap(), sql));
    let mut found = Vec::new();
    let mut measured = 0;
    for ((measure, sqls), other) in queries.iter().zip(others.as_array().unwrap()) {
        let mut has_rows = false;
        for (place, other) in other[1].as_array().unwrap().iter().enumerate() {
            let own = own.next().unwrap();
            has_rows |= !own.is_empty();
            let other = match other {
                Value::String(error) => {
                    found.push(format!("{measure}, slice {place}: {error}"));
                    continue;
                }
                rows => sorted(rows.as_array().unwrap().iter().map(cells).collect()),
            };
            if own.len() != other.len()
                || own.iter().zip(&other).any(|(one, two)| !is_same(one, two))
            {
                let first = own.iter().zip(&other).find(|(one, two)| !is_same(one, two));
                found.push(format!(
                    "{measure}, slice {place}: {} rows and {}; first difference: {first:?}",
                    own.len(),
                    other.len()
                ));
            }
        }
        assert_eq!(other[1].as_array().unwrap().len(), sqls.len(), "{measure}");
        measured += usize::from(has_rows);
    }
    assert!(measured >= least_measured, "only {measured} measures have rows");
    Some(found)
}

/// A table with its files, or with the columns of an empty one.
fn as_json(table: &Table, snapshot: &Snapshot) -> Value {
    let mut columns = vec!["program_id varchar".to_owned()];
    for column in table.columns {
        let kind = match column.kind {
            Kind::Id(_) | Kind::Reference(..) | Kind::Integer(..) => "bigint",
            Kind::Number(..) => "double",
            Kind::Category(_) | Kind::Label | Kind::Text => "varchar",
            Kind::Boolean => "boolean",
            Kind::Date => "date",
        };
        columns.push(format!("{} {kind}", column.name));
        columns.extend(column.day_twin().map(|twin| format!("{twin} bigint")));
    }
    if table.dated_by.is_some() {
        columns.push("term_id varchar".to_owned());
    }
    json!({ "name": table.name, "files": snapshot.files(table.name), "columns": columns })
}

fn ask(python: &Path, job: &Value) -> Value {
    let mut child = Command::new(python)
        .arg(root().join("tests/suite/engines.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{}: {error}", python.display()));
    let mut to = child.stdin.take().unwrap();
    to.write_all(job.to_string().as_bytes()).unwrap();
    drop(to);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "DuckDB does not run");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// JSON objects as rows of cells; a missing value has no key there, so that the columns come from the query's own list.
fn rows(found: &Value, sql: &str) -> Vec<Vec<Option<String>>> {
    let found = found.as_array().unwrap();
    let names = columns(sql);
    let row = |row: &Value| names.iter().map(|name| cell(&row[name])).collect();
    sorted(found.iter().map(row).collect())
}

/// The columns of the last `select`, in order.
fn columns(sql: &str) -> Vec<String> {
    let list = sql.rsplit_once("\nselect ").unwrap().1;
    let list = list.split_once(" from ").unwrap().0;
    let name = |part: &str| {
        let part = part.rsplit_once(" as ").map_or(part, |(_, name)| name);
        part.trim().trim_start_matches("units.").trim_matches('"').to_owned()
    };
    list.split(", ").map(name).collect()
}

fn cells(row: &Value) -> Vec<Option<String>> {
    row.as_array().unwrap().iter().map(cell).collect()
}

/// A number in one form, whatever its type; ids, which are larger than a float can hold, as they are.
fn cell(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Number(number) if number.is_f64() => Some(plain(number.as_f64()?)),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.parse::<f64>().map_or_else(|_| text.clone(), plain)),
        other => Some(other.to_string()),
    }
}

fn plain(number: f64) -> String {
    // Sums of floats may be added up in another order.
    let rounded = format!("{number:.9}");
    let short = rounded.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

fn sorted(mut rows: Vec<Vec<Option<String>>>) -> Vec<Vec<Option<String>>> {
    rows.sort();
    rows
}

fn is_same(one: &[Option<String>], two: &[Option<String>]) -> bool {
    one.len() == two.len()
        && one.iter().zip(two).all(|(one, two)| match (one, two) {
            (Some(one), Some(two)) if one != two => {
                let numbers = one.parse::<f64>().ok().zip(two.parse::<f64>().ok());
                numbers.is_some_and(|(one, two)| {
                    (one - two).abs() <= 1e-8 * one.abs().max(1.0) && one.abs() < 1e15
                })
            }
            (one, two) => one == two,
        })
}

#[test]
fn the_columns_of_a_compressed_query_are_read_from_it() {
    let sql = "with units as (\nselect a from b\n)\nselect subject, 'all' as term_id, units.\"value\", cast(units.\"m\" as varchar) as cluster, count(*) as n from units";
    assert_eq!(columns(sql), ["subject", "term_id", "value", "cluster", "n"]);
}
