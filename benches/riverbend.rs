//! How long the sample program takes from exports to report, and that inference does not grow with the number of people.
//!
//! `cargo bench` builds the release binary and prints wall time and peak memory; a number of runs may be given:
//! `cargo bench --bench riverbend -- 21`.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it finds")]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use mentorlens::inference::{Level, Settings, answer};
use mentorlens::measures::{Cells, Values};

/// Runs that are timed unless another number is asked for; one more warms the disk's cache.
const RUNS: usize = 11;
/// How much longer a thousand million people may take than a thousand before inference no longer counts as flat.
const FLAT: f64 = 3.0;

fn main() -> ExitCode {
    // Cargo passes `--bench` and the like; the one number is ours.
    let runs = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(RUNS).max(1);
    riverbend(runs);
    if inference_is_flat() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs the sample program again and again, each time into an empty folder.
fn riverbend(runs: usize) {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data/riverbend");
    let mut times = Vec::new();
    let mut peak = None;
    for run in 0..=runs {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let mut command = Command::new(env!("CARGO_BIN_EXE_mentorlens"));
        command.arg("run").arg(&sample).arg("--out").arg(folder.path());
        command.arg("--key").arg(folder.path().join("mentorlens.key"));
        let (time, memory) = measured(&mut command);
        if run > 0 {
            times.push(time);
            peak = peak.max(memory);
        }
    }
    times.sort();
    println!(
        "riverbend, {runs} runs: {:.0} ms (min {:.0}, max {:.0}), peak memory {}",
        milliseconds(times[times.len() / 2]),
        milliseconds(times[0]),
        milliseconds(times[times.len() - 1]),
        peak.map_or_else(
            || "not measured here".to_owned(),
            |kib| format!("{} MB", kib * 1024 / 1_000_000)
        ),
    );
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Wall time and peak resident memory in KiB of a command that must succeed.
fn measured(command: &mut Command) -> (Duration, Option<u64>) {
    let start = Instant::now();
    let mut child = command
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
    assert!(status.success(), "the sample program runs");
    (start.elapsed(), peak)
}

/// `VmHWM` of a process in KiB, where the system tells it.
fn peak_memory(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Times a paired design of a five-point scale for a thousand people and for a thousand million.
fn inference_is_flat() -> bool {
    let settings = Settings::new(Level::P95, BTreeMap::new());
    let mut times = Vec::new();
    for people in [1_000, 1_000_000, 1_000_000_000] {
        let cells = waves(people / 25);
        let best = (0..50).map(|_| {
            let start = Instant::now();
            let reply = answer("paired", black_box(&cells), &settings);
            let time = start.elapsed();
            black_box(reply).expect("the table has the design's columns");
            time
        });
        let best = best.min().expect("fifty is not none");
        println!("paired, {people} people: {:.1} µs", best.as_secs_f64() * 1e6);
        times.push(best.as_secs_f64());
    }
    let growth = times[times.len() - 1] / times[0];
    let is_flat = growth <= FLAT;
    println!(
        "inference {} with the number of people: factor {growth:.2}",
        if is_flat { "does not grow" } else { "GROWS" }
    );
    is_flat
}

/// Every pair of two answers from 1 to 5, each this often or a little more.
fn waves(times: u64) -> Cells {
    let scale = || (1..=5).map(f64::from);
    let pairs: Vec<(f64, f64)> =
        scale().flat_map(|before| scale().map(move |after| (before, after))).collect();
    let column = |of: fn(&(f64, f64)) -> f64| {
        Values::Numbers(pairs.iter().map(|pair| Some(of(pair))).collect())
    };
    let counts = (0..25).map(|place| times + place).collect();
    let columns = vec![
        ("before".to_owned(), column(|pair| pair.0)),
        ("after".to_owned(), column(|pair| pair.1)),
    ];
    Cells::new(columns, counts)
}
