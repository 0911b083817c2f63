//! Others read the warehouse without us: `DuckDB`, pandas and Polars, with the same rows, types and sums; and its page.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Output};

use mentorlens::contract::{Kind, TABLES};

use super::golden::{self, root};
use super::program::{Program, skipped};

/// A Python with the packages of `tests/interop/requirements.txt`, when there is one.
fn python() -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "where Python is, is a matter of the machine")]
    let python = std::env::var("MENTORLENS_PYTHON").ok();
    if python.is_none() {
        skipped("MENTORLENS_PYTHON names no Python with duckdb, pandas, polars and pyarrow");
    }
    python
}

/// Ends Python once all is said: threads of the engines that outlive it would end it as a failure, now and then.
const LEAVE: &str = "\nimport os, sys\nsys.stdout.flush()\nos._exit(0)\n";

fn said(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn three_other_engines_read_the_same_rows_types_and_sums() {
    let Some(python) = python() else { return };
    for name in ["riverbend", "dandora"] {
        let program = Program::sample(name);
        program.run("ingest", &[]).ended_with(0);
        let script = root().join("tests/interop/compare.py");
        let output =
            Command::new(&python).arg(script).arg(program.path("warehouse")).output().unwrap();
        let counts = said(&output);
        assert!(counts.lines().count() >= 5, "{counts}");
        for line in counts.lines() {
            let (table, rows) = line.split_once(',').unwrap();
            let sql = format!("select count(*) as n from {table}");
            let ours = program.run("query", &[&sql, "--format", "csv"]).ended_with(0).out;
            assert_eq!(ours, format!("n\n{rows}\n"), "{name}: {table}");
        }
    }
}

#[test]
fn the_three_examples_of_the_page_give_the_same_answer() {
    let Some(python) = python() else { return };
    let program = Program::sample("riverbend");
    program.run("ingest", &[]).ended_with(0);
    let page = page();
    let examples: Vec<&str> =
        page.split("```python\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert_eq!(examples.len(), 3);
    let sql = "select count(*) as n, sum(minutes) as minutes from meetings";
    let ours = program.run("query", &[sql, "--format", "csv"]).ended_with(0).out;
    let ours = ours.lines().nth(1).unwrap().replace(',', " ");
    let whole = |text: &str| -> Vec<f64> {
        text.split_whitespace().map(|word| word.parse().unwrap()).collect()
    };
    for example in examples {
        let script = format!("{example}{LEAVE}");
        let output = Command::new(&python)
            .args(["-c", &script])
            .current_dir(program.dir())
            .output()
            .unwrap();
        assert_eq!(whole(&said(&output)), whole(&ours), "{example}");
    }
}

#[test]
fn the_page_about_the_warehouse_is_generated() {
    golden::check(Path::new("docs/warehouse.md"), &page());
}

/// `docs/warehouse.md`.
fn page() -> String {
    let mut text = INTRODUCTION.to_owned();
    text +=
        "\n## Tables and keys\n\n| table | one row per | key | refers to |\n|---|---|---|---|\n";
    let mut picture = String::from("erDiagram\n");
    for table in TABLES {
        let mut refers = Vec::new();
        for column in table.columns {
            if let Kind::Reference(_, target) = column.kind {
                refers.push(format!("`{target}` by `{}`", column.name));
                let some = if column.required { "||" } else { "o|" };
                writeln!(picture, "    {target} {some}--o{{ {} : {}", table.name, column.name)
                    .unwrap();
            }
        }
        let key: Vec<String> = table.key.iter().map(|name| format!("`{name}`")).collect();
        let none =
            |list: Vec<String>| if list.is_empty() { "–".to_owned() } else { list.join(", ") };
        writeln!(text, "| `{}` | {} | {} | {} |", table.name, table.grain, none(key), none(refers))
            .unwrap();
    }
    text + "\nEvery column is explained in the [data dictionary](dictionary.md); the same words are in the metadata of every\n\
        file, as `mentorlens.table`, `mentorlens.grain`, `mentorlens.key` and `mentorlens.columns`.\n\n\
        ## How the tables hang together\n\n```mermaid\n"
        + &picture
        + "```\n"
}

const INTRODUCTION: &str = r#"# The warehouse

Plain Parquet files that everything reads: DuckDB, pandas, Polars, R, Spark. Nothing of ours is needed.

```text
warehouse/
  snapshots/00000012.json                 one manifest per snapshot; the highest number is the current one
  meetings/program=riverbend/….parquet    the rows of a table; a file never changes, its name holds the hash of its bytes
  vault/ quarantine/ comments/            names and raw ids, rows set aside, open answers: for the owner alone
  shown/                                  what earlier reports have shown and the last one has not: for the owner alone
  vault/cache/                            what spares the next run work; may be deleted at any time
  frozen/                                 what was published about closed terms
```

A manifest names the files of its snapshot with their rows, sizes and SHA-256, the plan, what became of every row of every
export, and what its run published of the primary measures (the overview shows how they move from run to run). Read the files that the newest manifest names, and not all files of a folder: those of older snapshots lie
beside them. Publishing is the one rename that puts a manifest into place, so a reader never has to wait and never sees half.

Ids are keyed hashes of 63 bits in BIGINT columns. Every DATE column has a BIGINT twin in days since 1970-01-01.

| command | does |
|---|---|
| `mentorlens runs` | lists the snapshots; `[retention]` in the plan says how many are kept |
| `mentorlens diff 3 5` | says which sources, rows, rules and definitions changed, and which results moved by how much |
| `mentorlens report --snapshot 3` | the report as it was, in `reports/snapshot-3/` |
| `mentorlens verify` | re-reads every byte, footer, key, reference and count; `--repair` builds anew what is damaged |
| `mentorlens forget PERSON` | removes a person from every snapshot; a mark beside the key keeps later exports from bringing them back |
| `mentorlens gc` | removes what the plan no longer keeps |

## What a run reads again

An export is read again when its bytes, its name, or what the plan says about its source are not what they were, when the key
of the ids or the program is another one, and when somebody was forgotten. All other exports are taken from `vault/cache/`, with
everything that was wrong with them. What concerns several exports (which row is the latest, whether an id refers to a row
that exists, scale scores) is worked out anew each time, so that the result is that of a run from scratch, to the byte. A
large table stands in several files, each of which ends where an export ends; a new export adds to the last of them.

Frequency tables are kept by the files that a measure reads and by its SQL, so that a measure is computed again only when one
of the two changed. Entries of the cache are for the owner alone, and believed only when their bytes are whole; nothing is
kept of an export that names somebody who is forgotten.

## Which row counts

Rows are the same row when they have the same key (below). Of these the latest export's counts, cell by cell: a source that has
no column for something says nothing about it. Where all of them have a day, from `exported_on` in the plan or from their name
(`matches-2025-01-31.csv`), the later day is the latest. Otherwise the later file is, in the order of the plan and of the
names. What two exports of one day say differently is treated as missing and named in both places; a row that cannot be
without it is set aside.

| what became of a row | counted as |
|---|---|
| it is in a table | kept |
| a later one says something else | replaced |
| a later one says the same | equal to a later row |
| a roster says `tobedeleted`, or the row that is meant; and rows that refer to it | deleted |
| it names somebody whose `report_ok` is no, or is empty beside a `share_ok` that is no | without consent |
| it names somebody who is forgotten | forgotten |
| it breaks a rule that it cannot be kept without | set aside |
| the plan's `keep` leaves it to another source | left to other sources |

Each row is counted once, per source, in the manifest, in `run.json`, and in the report. To take rows back, delete or replace
their export: they go with it.

## Closed terms

`frozen = true` at a term of the plan closes it: what the next `run` publishes about the term is kept with the snapshot, and
stays. When later data, or another definition, would say something else, the report goes on saying what was published, names
the difference, and `--fail-on frozen-term` makes it an alarm. To correct it, write why as `restated = "…"`: the new results are
published with the reason, which stands in the report from then on. A reason corrects once; so does leaving out `frozen`, which
needs a reason as well. Results over all terms, and steps from one term to the next, go on as the data do. A corrected p-value
counts the tests of later terms too, and is no difference by itself.

## Read it from Python

Each of these prints the number of meetings and their minutes.

With DuckDB:

```python
import glob, json
import duckdb

manifest = json.load(open(max(glob.glob("warehouse/snapshots/*.json"))))
meetings = ["warehouse/" + s["file"] for s in manifest["segments"] if s["table"] == "meetings"]
print(*duckdb.execute(f"select count(*), sum(minutes) from read_parquet({meetings})").fetchone())
```

With pandas and pyarrow:

```python
import glob, json
import pandas

manifest = json.load(open(max(glob.glob("warehouse/snapshots/*.json"))))
meetings = ["warehouse/" + s["file"] for s in manifest["segments"] if s["table"] == "meetings"]
frame = pandas.concat(pandas.read_parquet(open(file, "rb")) for file in meetings)
print(len(frame), frame["minutes"].sum())
```

With Polars:

```python
import glob, json
import polars

manifest = json.load(open(max(glob.glob("warehouse/snapshots/*.json"))))
meetings = ["warehouse/" + s["file"] for s in manifest["segments"] if s["table"] == "meetings"]
print(*polars.scan_parquet(meetings).select(polars.len(), polars.col("minutes").sum()).collect().row(0))
```
"#;
