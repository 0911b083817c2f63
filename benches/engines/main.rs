//! The frequency tables of all measures and segments, by our own counting and by the same queries in another engine, `duckdb`.
//!
//! `MENTORLENS_PYTHON=VENV/bin/python cargo bench --bench engines -- FOLDER` takes a program that `mentorlens ingest` has read, such
//! as one of the workloads. Nothing is answered or written on either side. The views that many measures share are worked out once
//! on both: the other engine makes tables of them.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it finds")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use mentorlens::contract::TABLES;
use mentorlens::measures;
use mentorlens::plan::{Plan, Vocabulary};
use mentorlens::warehouse::Snapshot;
use serde_json::json;

fn main() {
    let asked = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    let (Some(folder), Some(python)) = (asked, std::env::var_os("MENTORLENS_PYTHON")) else {
        println!(
            "engines: give a folder that was ingested, and a Python with duckdb as MENTORLENS_PYTHON"
        );
        return;
    };
    let folder = Path::new(&folder);
    let plan = Plan::read(folder, &Vocabulary::default()).expect("the plan can be read");
    let kpis = measures::catalogue(Some(&folder.join("queries"))).expect("the measures are known");
    let snapshot = Snapshot::current(&folder.join("warehouse")).expect("the folder was ingested");
    let start = Instant::now();
    let own = measures::compute_each(&snapshot, &plan, &kpis, |measured| {
        let cells = measured.slices.iter().map(|slice| slice.cells.counts().len() as u64);
        Ok(cells.sum::<u64>())
    });
    let own: u64 = own.expect("every measure is counted").each.iter().sum();
    let ours = start.elapsed().as_secs_f64();

    let files = |name: &str| -> Vec<PathBuf> { snapshot.files(name) };
    let job = json!({
        "tables": TABLES.iter().map(|table| json!([table.name, files(table.name)])).collect::<Vec<_>>(),
        "views": measures::shared_views(&plan),
        "queries": measures::portable(&plan, &kpis).expect("every query fits the tables"),
    });
    let mut child = Command::new(python)
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/engines/tables.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python begins");
    let mut input = child.stdin.take().expect("it listens");
    input.write_all(job.to_string().as_bytes()).expect("it reads its job");
    drop(input);
    let said = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&said.stdout);
    println!("| engine | seconds | rows of frequency tables |\n|---|---:|---:|");
    println!("| ours | {ours:.2} | {own} |\n{}", said.trim_end());
}
