//! The same answers by SciPy and R, from the same million people: read row by row, as both do.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use mentorlens::inference::Paired;

use super::{Case, answers, waves};

/// Runs each peer that is at hand and prints its times beside ours.
pub(super) fn compare(cases: &[Case], n: u64) {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/answers");
    println!("\nmilliseconds from {n} single rows | ours | peer | ratio");
    for (program, script) in [("python3", "peers.py"), ("Rscript", "peers.R")] {
        let program = std::env::var(program.to_uppercase()).unwrap_or_else(|_| program.to_owned());
        match Command::new(&program).arg(here.join(script)).arg(n.to_string()).output() {
            Ok(told) if told.status.success() => {
                print(cases, n, script, &String::from_utf8_lossy(&told.stdout));
            }
            Ok(told) => {
                println!("{script}: not run: {}", String::from_utf8_lossy(&told.stderr).trim());
            }
            Err(error) => println!("{script}: not run: {program}: {error}"),
        }
    }
}

/// A peer prints a line for each answer: name, number, milliseconds.
fn print(cases: &[Case], n: u64, script: &str, told: &str) {
    let found: BTreeMap<&str, (f64, f64)> = told.lines().filter_map(line).collect();
    for case in cases {
        let Some(&(expected, theirs)) = found.get(case.name) else { continue };
        let (own, ours) = from_rows(case, n);
        let scale = expected.abs().max(own.abs());
        assert!(
            own.total_cmp(&expected).is_eq() || (own - expected).abs() <= 1e-6 * scale,
            "{}: {own} here, {expected} in {script}",
            case.name
        );
        println!("{} ({script}) | {ours:.1} | {theirs:.1} | {:.0}", case.name, theirs / ours);
    }
}

fn line(line: &str) -> Option<(&str, (f64, f64))> {
    let mut words = line.split(' ');
    Some((words.next()?, (words.next()?.parse().ok()?, words.next()?.parse().ok()?)))
}

/// Answer and milliseconds with the compression of single rows included: the peers' own starting point.
fn from_rows(case: &Case, n: u64) -> (f64, f64) {
    let rows: Vec<_> = (0..n)
        .map(answers)
        .map(|(before, after)| (Some(before as f64), Some(after as f64)))
        .collect();
    let round = |_| {
        let start = Instant::now();
        let own = (case.answer)(&Paired::new(&rows)).expect("the answers vary");
        (own, start.elapsed().as_secs_f64() * 1e3)
    };
    let rounds: Vec<_> = (0..5).map(round).collect();
    let counted = (case.answer)(&waves(n)).expect("the answers vary");
    assert!(rounds[0].0.total_cmp(&counted).is_eq(), "counted and single rows agree");
    (counted, rounds.iter().map(|(_, time)| *time).fold(f64::INFINITY, f64::min))
}
