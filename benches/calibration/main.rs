//! Do the intervals hold what they promise? Seeded simulations on data like ours: answers from 1 to 5 with ties, floors and
//! few people, mentees who share mentors, matches that are still running.
//!
//! `cargo bench --bench calibration` prints the table of `docs/calibration.md`. Nominal 95 % everywhere: a cell says in how
//! many of 100 samples the interval held the true value. A second table does the same for tests: how often they reject at 5 %
//! what is true.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it finds")]

mod chance;
mod group_tests;
mod groups;
mod intervals;
mod rates;
mod tests;

use mentorlens::inference::{Estimate, InferenceError, Sample};

use chance::Chance;

/// Samples per cell: the standard error of a cell is 0.3 points.
const SAMPLES: u32 = 4_000;
/// People whose answers stand for the truth.
const POPULATION: usize = 2_000_000;
const SIZES: [usize; 4] = [10, 20, 50, 200];

type Found = Result<Estimate, InferenceError>;

/// One row of the table: how samples are drawn and answered.
struct Case {
    name: &'static str,
    data: &'static str,
    answer: fn(&mut Chance, usize) -> Found,
}

fn main() {
    println!("| interval | data | n = 10 | 20 | 50 | 200 |\n|---|---|---:|---:|---:|---:|");
    let cases = [intervals::CASES, groups::CASES, rates::CASES];
    for (at, case) in cases.into_iter().flatten().enumerate() {
        let mut chance = Chance::new(at as u64);
        let truth = (case.answer)(&mut chance, POPULATION).expect("a population has every answer");
        let cells = SIZES.map(|n| coverage(case, &mut chance, truth.value, n));
        println!("| {} | {} | {} |", case.name, case.data, cells.join(" | "));
    }
    tests::table();
}

/// In how many of 100 samples the interval holds the truth, among those that have one; where less than 99 of 100 have one,
/// their share stands beside it.
fn coverage(case: &Case, chance: &mut Chance, truth: f64, n: usize) -> String {
    let (mut given, mut held) = (0_u32, 0_u32);
    for _ in 0..SAMPLES {
        let Ok(found) = (case.answer)(chance, n) else { continue };
        // An end that is not known is no limit.
        if found.low.is_none() && found.high.is_none() {
            continue;
        }
        given += 1;
        let above = found.low.is_none_or(|low| low <= truth + 1e-9);
        let below = found.high.is_none_or(|high| truth <= high + 1e-9);
        held += u32::from(above && below);
    }
    if given == 0 {
        return "none".to_owned();
    }
    let percent = |part: u32, of: u32| 100.0 * f64::from(part) / f64::from(of);
    let given_percent = percent(given, SAMPLES);
    let beside =
        if given_percent < 99.0 { format!(" ({given_percent:.0} given)") } else { String::new() };
    format!("{:.1}{beside}", percent(held, given))
}

fn sample(values: &[f64]) -> Sample {
    Sample::new(&values.iter().map(|&value| Some(value)).collect::<Vec<_>>())
}
