//! What all measures over all segments cost, from the sample program to programs of a million people.
//!
//! `cargo bench --bench measure` prints a Markdown table; `cargo bench --bench measure -- 1000 10000` for other sizes. Each
//! program is made with a seed, ingested once, and measured by the release binary into an empty folder.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it finds")]

mod program;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// People of the made-up programs, unless others are asked for.
const PEOPLE: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];
/// Rounds of the small programs; the least time counts. The large ones are measured once.
const ROUNDS: usize = 5;
/// People from which one round is enough.
const LARGE: usize = 100_000;
/// Where frequency tables are kept from one time to the next.
const KEPT: &str = "warehouse/vault/cache";

fn main() {
    let asked: Vec<usize> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    println!(
        "| program | rows in the tables | ingest, s | measure, s | again, s | peak memory of measure, MB | findings |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data/riverbend");
    row("riverbend", &sample, ROUNDS);
    for people in if asked.is_empty() { PEOPLE.to_vec() } else { asked } {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        program::write(folder.path(), people).expect("the folder can be written");
        let rounds = if people < LARGE { ROUNDS } else { 1 };
        row(&format!("{people} people"), folder.path(), rounds);
    }
}

/// Ingests a program and measures it again and again: with nothing kept of an earlier time, and with all of it.
fn row(name: &str, program: &Path, rounds: usize) {
    let out = tempfile::tempdir().expect("there is room for a folder");
    let (ingest, _) = timed("ingest", program, out.path());
    let (mut fresh, mut again) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let _ = std::fs::remove_dir_all(out.path().join(KEPT));
        fresh.push(timed("measure", program, out.path()));
        again.push(timed("measure", program, out.path()));
    }
    let least = |all: &[(Duration, Option<u64>)]| {
        all.iter().map(|(time, _)| *time).min().unwrap_or_default().as_secs_f64()
    };
    let peak = fresh.iter().filter_map(|(_, peak)| *peak).max();
    let peak = peak.map_or("–".to_owned(), |kib| (kib * 1024 / 1_000_000).to_string());
    println!(
        "| {name} | {} | {:.2} | {:.2} | {:.2} | {peak} | {} |",
        rows(out.path()),
        ingest.as_secs_f64(),
        least(&fresh),
        least(&again),
        findings(out.path())
    );
}

/// Wall time and peak resident memory in KiB of a command that must succeed.
fn timed(command: &str, program: &Path, out: &Path) -> (Duration, Option<u64>) {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_mentorlens"))
        .arg(command)
        .arg(program)
        .arg("--out")
        .arg(out)
        .arg("--key")
        .arg(out.join("mentorlens.key"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary was built for this benchmark");
    let mut peak = None;
    let status = loop {
        // The kernel keeps the peak, so that the last look before the end is enough.
        peak = peak.max(peak_memory(child.id()));
        if let Some(status) = child.try_wait().expect("the child is ours") {
            break status;
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    assert!(status.success(), "`{command}` succeeds on {}", program.display());
    (start.elapsed(), peak)
}

/// `VmHWM` of a process in KiB, where the system tells it.
fn peak_memory(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Rows that the exports gave to the warehouse.
fn rows(out: &Path) -> u64 {
    let record = json(&out.join("reports/run.json"));
    let sources = record["ledger"]["sources"].as_array().cloned().unwrap_or_default();
    sources.iter().filter_map(|source| source["rows_out"].as_u64()).sum()
}

fn findings(out: &Path) -> usize {
    json(&out.join("reports/findings.json")).as_array().map_or(0, Vec::len)
}

fn json(path: &Path) -> serde_json::Value {
    let text = std::fs::read_to_string(path).expect("`measure` wrote it");
    serde_json::from_str(&text).expect("`measure` writes JSON")
}
