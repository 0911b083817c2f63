//! How fast a text and a workbook are read, for each core, beside the readers of pandas, `DuckDB` and Polars.
//!
//! `cargo bench --bench readers` writes a text of 100 MB and a workbook of 200,000 rows, lets each reader read every cell
//! of them in a process of its own, and prints a table once all of them have counted the same cells. Other sizes:
//! `-- MEGABYTES ROWS`. The peers run in `MENTORLENS_PYTHON`, else in `python3`; what is not installed there is left out.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it finds")]

mod files;

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use mentorlens::sources::{ReadOptions, open};

/// Megabytes of the text and rows of the workbook unless other numbers are asked for.
const SIZES: [usize; 2] = [100, 200_000];

/// Times that each reader reads a file; the fastest counts.
const TRIES: usize = 3;

/// What a reader found, and what it took.
#[derive(Debug, Clone, Copy)]
struct Read {
    rows: u64,
    /// Cells with something in them.
    cells: u64,
    /// Seconds on the clock, and of all processors together.
    clock: f64,
    processors: f64,
    /// Most memory, in megabytes.
    memory: f64,
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "--read") {
        return read(Path::new(&arguments[at + 1]));
    }
    let asked: Vec<usize> = arguments.iter().filter_map(|text| text.parse().ok()).collect();
    let size = |at: usize| asked.get(at).copied().unwrap_or(SIZES[at]);
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let text = folder.path().join("people.csv");
    let workbook = folder.path().join("people.xlsx");
    files::text(&text, size(0) * 1_000_000);
    files::workbook(&workbook, size(1));
    println!("| file | reader | clock, s | processors, s | MB/s for each core | most memory, MB |");
    println!("|---|---|---:|---:|---:|---:|");
    for file in [&text, &workbook] {
        let ours = of_tries(|| own(file)).expect("our own reader reads what was written");
        print(file, "mentorlens", ours);
        for peer in ["pandas", "polars", "duckdb"] {
            match of_tries(|| peers(peer, file)) {
                Ok(theirs) => {
                    assert_eq!(
                        (theirs.rows, theirs.cells),
                        (ours.rows, ours.cells),
                        "rows and cells of {peer} and ours"
                    );
                    print(file, peer, theirs);
                }
                Err(why) => println!("| {} | {peer} | left out: {why} |||||", name(file)),
            }
        }
    }
}

/// Reads every cell of a file and says what that took: what the other process is for.
fn read(path: &Path) {
    let start = Instant::now();
    let mut reader = open(path, "people", &ReadOptions::default()).expect("the file is ours");
    let width = reader.header().names().len();
    let (mut rows, mut cells) = (0_u64, 0_u64);
    for batch in reader.by_ref() {
        let batch = batch.expect("the file is whole");
        rows += batch.rows() as u64;
        for row in 0..batch.rows() {
            let filled = (0..width).filter(|column| !batch.cell(row, *column).is_empty());
            cells += filled.count() as u64;
        }
    }
    let (processors, memory) = used();
    println!("{rows} {cells} {} {processors} {memory}", start.elapsed().as_secs_f64());
}

/// Seconds of this process's processors, and its most memory in megabytes, as Linux tells them.
fn used() -> (f64, f64) {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the name of the program, in hundredths of a second: the 12th and 13th of what follows.
    let after = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after.split_whitespace().skip(11).take(2);
    let processors: f64 = ticks.filter_map(|ticks| ticks.parse::<f64>().ok()).sum();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = peak.and_then(|peak| peak.split_whitespace().next()?.parse::<f64>().ok());
    (processors / 100.0, kilobytes.unwrap_or_default() / 1e3)
}

fn own(file: &Path) -> Result<Read, String> {
    let binary = std::env::current_exe().map_err(|error| error.to_string())?;
    told(Command::new(binary).arg("--read").arg(file))
}

fn peers(peer: &str, file: &Path) -> Result<Read, String> {
    #[expect(clippy::disallowed_methods, reason = "where the peers are installed")]
    let python = std::env::var("MENTORLENS_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/readers/peers.py");
    told(Command::new(python).arg(script).arg(peer).arg(file))
}

/// What a reader says about itself: rows, cells, seconds, seconds of processors, megabytes.
fn told(command: &mut Command) -> Result<Read, String> {
    let out = command.output().map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&out.stdout);
    let words: Vec<f64> = said.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    match words.as_slice() {
        [rows, cells, clock, processors, memory] if out.status.success() => {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "counts of rows and cells"
            )]
            let (rows, cells) = (*rows as u64, *cells as u64);
            Ok(Read { rows, cells, clock: *clock, processors: *processors, memory: *memory })
        }
        _ => {
            let error = String::from_utf8_lossy(&out.stderr);
            Err(error.lines().last().unwrap_or("it says nothing").to_owned())
        }
    }
}

fn of_tries(mut read: impl FnMut() -> Result<Read, String>) -> Result<Read, String> {
    let mut best = read()?;
    for _ in 1..TRIES {
        let next = read()?;
        if next.processors < best.processors {
            best = next;
        }
    }
    Ok(best)
}

fn name(file: &Path) -> String {
    let megabytes = std::fs::metadata(file).map_or(0.0, |about| about.len() as f64 / 1e6);
    let extension = file.extension().unwrap_or_default().to_string_lossy();
    format!("{extension}, {megabytes:.0} MB")
}

fn print(file: &Path, reader: &str, read: Read) {
    let megabytes = std::fs::metadata(file).map_or(0.0, |about| about.len() as f64 / 1e6);
    println!(
        "| {}, {} rows | {reader} | {:.2} | {:.2} | {:.1} | {:.0} |",
        name(file),
        read.rows,
        read.clock,
        read.processors,
        megabytes / read.processors.max(0.01),
        read.memory
    );
}
