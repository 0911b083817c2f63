//! What a run costs when nothing, or one row in a hundred, is new.
//!
//! `cargo bench --bench incremental` prints a table; the number of meetings may be given:
//! `cargo bench --bench incremental -- 1000000`.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it finds")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Meetings of the first export unless other numbers are asked for.
const MEETINGS: [usize; 2] = [100_000, 1_000_000];
/// Meetings that a match has.
const PER_MATCH: usize = 40;
/// Runs of which the fastest counts.
const TRIES: usize = 3;

const PLAN: &str = r#"
[program]
id = "large"
name = "Large"

[commitment]
months = 9
meetings_per_month = 4

[[terms]]
id = "fall"
starts_on = 2024-09-01
ends_on = 2024-12-31

[[terms]]
id = "spring"
starts_on = 2025-01-01
ends_on = 2025-06-30

[[segments]]
id = "site"
from = "people.site"

[[sources]]
id = "people"
files = ["inbox/people.csv"]
table = "people"
columns = { person_id = "ID", role = "Role", site = "Site", enrolled_on = "Joined" }

[[sources]]
id = "matches"
files = ["inbox/matches.csv"]
table = "matches"
columns = { match_id = "Match", mentee_id = "Mentee", mentor_id = "Mentor", matched_on = "Start", ended_on = "End" }

[[sources]]
id = "meetings"
files = ["inbox/meetings-*.csv"]
table = "meetings"
columns = { match_id = "Match", held_on = "Day", minutes = "Minutes", channel = "How" }
"#;

fn main() {
    // Cargo passes `--bench` and the like; the numbers are ours.
    let asked: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if asked.is_empty() { MEETINGS.to_vec() } else { asked };
    println!("| meetings | run | command | seconds | of the first |\n|---|---|---|---|---|");
    for size in sizes {
        for command in ["ingest", "run"] {
            measure(size, command);
        }
    }
}

/// Times a first run, one with nothing new, and one with a hundredth more rows in a new file.
fn measure(meetings: usize, command: &str) {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let program = folder.path();
    fs::create_dir(program.join("inbox")).expect("the folder is ours");
    put(program, "mentorlens.toml", PLAN);
    let matches = meetings / PER_MATCH;
    put(program, "inbox/people.csv", &people(matches));
    put(program, "inbox/matches.csv", &pairs(matches));
    put(program, "inbox/meetings-1.csv", &log(0..meetings, matches));
    let fastest = |prepare: &dyn Fn(usize)| {
        let tries = (0..TRIES).map(|at| {
            prepare(at);
            timed(program, command)
        });
        tries.min().expect("there are some tries")
    };
    let first = fastest(&|_| {
        for written in ["warehouse", "reports"] {
            let _ = fs::remove_dir_all(program.join(written));
        }
    });
    let unchanged = fastest(&|_| {});
    let more = fastest(&|at| {
        let start = meetings + at * meetings / 100;
        put(program, "inbox/meetings-2.csv", &log(start..start + meetings / 100, matches));
    });
    for (name, time) in [("first", first), ("nothing new", unchanged), ("1 % new rows", more)] {
        println!(
            "| {meetings} | {name} | `{command}` | {:.2} | {:.1} % |",
            time.as_secs_f64(),
            100.0 * time.as_secs_f64() / first.as_secs_f64()
        );
    }
}

fn timed(program: &Path, command: &str) -> Duration {
    let start = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_mentorlens"))
        .arg(command)
        .arg(program)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("the binary was built for this benchmark");
    assert!(status.success(), "the program runs");
    start.elapsed()
}

fn put(program: &Path, name: &str, text: &str) {
    fs::write(program.join(name), text).expect("the folder is ours");
}

fn people(matches: usize) -> String {
    let mut text = "ID,Role,Site,Joined\n".to_owned();
    for at in 0..matches {
        let site = ["North", "South", "East"][at % 3];
        writeln!(text, "m{at},mentee,{site},2024-08-15\nv{at},mentor,{site},2024-08-01")
            .expect("a text takes what is written to it");
    }
    text
}

fn pairs(matches: usize) -> String {
    let mut text = "Match,Mentee,Mentor,Start,End\n".to_owned();
    for at in 0..matches {
        let end = if at % 4 == 0 { format!("2025-0{}-15", at % 6 + 1) } else { String::new() };
        writeln!(text, "x{at},m{at},v{at},2024-09-{:02},{end}", at % 28 + 1)
            .expect("a text takes what is written to it");
    }
    text
}

/// Meetings with numbers, every match in turn.
fn log(numbers: std::ops::Range<usize>, matches: usize) -> String {
    let mut text = "Match,Day,Minutes,How\n".to_owned();
    for at in numbers {
        let nth = at / matches;
        let (month, day) = (nth / 27 % 9, nth % 27 + 1);
        let (year, month) = if month < 4 { (2024, month + 9) } else { (2025, month - 3) };
        let how = ["in_person", "video", "phone"][at % 3];
        writeln!(text, "x{},{year}-{month:02}-{day:02},{},{how}", at % matches, at % 8 * 15)
            .expect("a text takes what is written to it");
    }
    text
}
