//! Writes the exports of a made-up program of any size, with its plan: what the benchmarks read.
//!
//! `cargo bench --bench workloads -- M FOLDER` writes into an empty or new folder. Sizes are S (300 mentees, as the sample
//! program), M (100,000), L (1 million), XL (10 million), or a number of mentees. The same size gives the same bytes.

#![expect(clippy::print_stdout, reason = "a program of its own, which says what it wrote")]

mod draw;
mod program;

use std::path::Path;
use std::process::ExitCode;

/// Names of the sizes and their mentees.
const SIZES: &[(&str, usize)] = &[("S", 300), ("M", 100_000), ("L", 1_000_000), ("XL", 10_000_000)];

fn main() -> ExitCode {
    // Cargo passes `--bench`; the words are ours.
    let words: Vec<String> =
        std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let [size, folder] = words.as_slice() else {
        println!("workloads: give a size (S, M, L, XL or a number of mentees) and a folder");
        return ExitCode::SUCCESS;
    };
    let named = SIZES.iter().find(|(name, _)| name == size).map(|(_, mentees)| *mentees);
    let Some(mentees) = named.or_else(|| size.parse().ok()).filter(|mentees| *mentees > 0) else {
        println!("the size is `{size}`, allowed: S, M, L, XL or a number of mentees");
        return ExitCode::from(2);
    };
    match program::write(Path::new(folder), mentees) {
        Ok(bytes) => {
            println!("{mentees} mentees, {} MB in {folder}", bytes / 1_000_000);
            ExitCode::SUCCESS
        }
        Err(error) => {
            println!("{folder}: cannot write: {error}");
            ExitCode::FAILURE
        }
    }
}
