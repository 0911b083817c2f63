//! One definition, two engines: every measure with its slices, by our own counting over `DataFusion` and in SQL on `DuckDB`, over the same Parquet files.
//!
//! It also shows that others can read the warehouse. `DuckDB` comes with a Python interpreter that `MENTORLENS_PYTHON` names; the
//! gate installs one. Without it the test says so.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use mentorlens::contract::{Kind, TABLES, Table};
use mentorlens::measures::{self, Slice, Values};
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
    assert!(differing.iter().any(|line| line.starts_with("meetings_per_month:")), "{differing:?}");
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
    let (plan, kpis, snapshot) = program.opened();
    let queries = measures::portable(&plan, &kpis).unwrap();
    let views = measures::shared_views(&plan).into_iter().map(|(name, sql)| (name, change(&sql)));
    let job = json!({
        "tables": TABLES.iter().map(|table| as_json(table, &snapshot)).collect::<Vec<_>>(),
        "views": views.collect::<Vec<_>>(),
        "queries": queries,
    });
    let others = ask(Path::new(&python), &job);
    let own = measures::compute(&snapshot, &plan, &kpis).unwrap();
    let mut found = Vec::new();
    let mut measured = 0;
    for ((own, (measure, sqls)), other) in own.iter().zip(&queries).zip(others.as_array().unwrap())
    {
        assert_eq!((&own.kpi.id, other[1].as_array().unwrap().len()), (measure, sqls.len()));
        let own = of_slices(&own.slices);
        let other = match of_parts(other[1].as_array().unwrap(), sqls) {
            Ok(other) => other,
            Err(error) => {
                found.push(format!("{measure}: {error}"));
                continue;
            }
        };
        if own.len() != other.len() || own.iter().zip(&other).any(|(one, two)| !is_same(one, two)) {
            let first = own.iter().zip(&other).find(|(one, two)| !is_same(one, two));
            found.push(format!(
                "{measure}: {} rows and {}; first difference: {first:?}",
                own.len(),
                other.len()
            ));
        }
        measured += usize::from(!own.is_empty());
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

/// A row of cells, the last of which is its count.
type Row = Vec<Option<String>>;

/// Rows of all tables of a measure by what they hold. Clusters have other names on each engine: of them, the sizes count.
#[derive(Default)]
struct Tables {
    rows: BTreeMap<Row, u64>,
    clusters: BTreeMap<(Row, String), u64>,
}

impl Tables {
    fn add(&mut self, place: &[Option<String>], cells: Row, cluster: Option<String>, n: u64) {
        let whole: Row = place.iter().cloned().chain(cells).collect();
        *self.rows.entry(whole).or_default() += n;
        if let Some(cluster) = cluster {
            *self.clusters.entry((place.to_vec(), cluster)).or_default() += n;
        }
    }

    fn sorted(self) -> Vec<Row> {
        let mut sizes: BTreeMap<Row, Vec<u64>> = BTreeMap::new();
        for ((place, _), n) in self.clusters {
            sizes.entry(place).or_default().push(n);
        }
        let with = |mut row: Row, last: String| {
            row.push(Some(last));
            row
        };
        let sizes = sizes.into_iter().map(|(place, mut sizes)| {
            sizes.sort_unstable();
            with(place, format!("clusters of {sizes:?}"))
        });
        let rows = self.rows.into_iter().map(|(row, n)| with(row, n.to_string()));
        let mut all: Vec<Row> = rows.chain(sizes).collect();
        all.sort();
        all
    }
}

fn of_slices(slices: &[Slice]) -> Vec<Row> {
    let mut tables = Tables::default();
    for slice in slices {
        let place = [&slice.term_id, &slice.dimension, &slice.level].map(|word| Some(word.clone()));
        let place: Row = std::iter::once(slice.subject.clone()).chain(place).collect();
        let cell = |name: &String, row: usize| match slice.cells.column(name).unwrap() {
            Values::Numbers(numbers) => numbers[row].map(plain),
            Values::Texts(texts) => texts[row].as_ref().map(|text| cell(&json!(text)).unwrap()),
        };
        for (row, n) in slice.cells.counts().iter().enumerate() {
            let names = slice.cells.names().iter();
            let cells = names.clone().filter(|name| *name != "cluster");
            let cells = cells.map(|name| cell(name, row)).collect();
            let cluster = names.clone().find(|name| *name == "cluster");
            let cluster = cluster.and_then(|name| cell(name, row));
            tables.add(&place, cells, cluster, *n);
        }
    }
    tables.sorted()
}

/// What the other engine answered to each query, or its first error.
fn of_parts(parts: &[Value], sqls: &[String]) -> Result<Vec<Row>, String> {
    let mut tables = Tables::default();
    for (part, sql) in parts.iter().zip(sqls) {
        let Value::Array(rows) = part else { return Err(part.to_string()) };
        let has_cluster = sql.contains(" as cluster, count(*)");
        for row in rows {
            let mut row: Row = row.as_array().unwrap().iter().map(cell).collect();
            let n = row.pop().flatten().unwrap().parse().unwrap();
            let cluster = has_cluster.then(|| row.pop().flatten()).flatten();
            let cells = row.split_off(4);
            tables.add(&row, cells, cluster, n);
        }
    }
    Ok(tables.sorted())
}

/// A number in one form, whatever its type; ids, which are larger than a float can hold, as they are.
fn cell(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Number(number) if number.is_f64() => Some(plain(number.as_f64()?)),
        Value::Number(number) => Some(number.to_string()),
        // A truth is a number to inference.
        Value::Bool(truth) => Some(u8::from(*truth).to_string()),
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
