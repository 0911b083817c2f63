//! `stat`: published numbers through the real binary, real data, and what is said to a slip.

mod open_data;
mod preparing;
mod published;
mod real;
mod usage;

use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use super::program::{Told, mentorlens};

/// Runs `mentorlens stat <design> <file> <options>`.
fn stat(design: &str, file: &Path, options: &[&str]) -> Told {
    Told::of(mentorlens().args(["stat", design]).arg(file).args(options).output().unwrap())
}

/// What `stat` finds in a file.
fn ask(design: &str, file: &Path, options: &[&str]) -> Findings {
    let told = stat(design, file, &[options, &["--json"]].concat()).ended_with(0);
    Findings(serde_json::from_str(&told.out).unwrap())
}

/// What `stat` finds in a file with this text.
fn ask_text(design: &str, text: &str, options: &[&str]) -> Findings {
    let folder = TempDir::new().unwrap();
    ask(design, &put(&folder, "data.csv", text.as_bytes()), options)
}

fn put(folder: &TempDir, name: &str, bytes: &[u8]) -> std::path::PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// Findings of one call.
#[derive(Debug)]
struct Findings(Vec<Value>);

impl Findings {
    /// The record of an answer: `mean`, `difference: b vs a`, or in a level of `--by`, `North/mean`.
    fn record(&self, path: &str) -> &Value {
        let (level, answer) = path.split_once('/').unwrap_or(("all", path));
        let (answer, contrast) =
            answer.split_once(": ").map_or((answer, None), |(answer, of)| (answer, Some(of)));
        let is_it = |record: &&Value| {
            record["level"] == level
                && record["answer"] == answer
                && (contrast.is_none() || record["contrast"].as_str() == contrast)
        };
        self.0.iter().find(is_it).unwrap_or_else(|| panic!("no answer `{path}` in {:#?}", self.0))
    }

    fn number(&self, path: &str, field: &str) -> f64 {
        let record = self.record(path);
        record[field].as_f64().unwrap_or_else(|| panic!("`{path}` has no {field}: {record:#}"))
    }

    /// What is wrong with a number that is printed, compared to half a unit of its last digit.
    fn unlike_printed(&self, path: &str, field: &str, printed: &str) -> Option<String> {
        let found = self.number(path, field);
        let off = (found - printed.parse::<f64>().unwrap()).abs();
        (off > half_a_unit(printed) * (1.0 + 1e-9))
            .then(|| format!("{path}, {field}: {found}, printed: {printed}"))
    }

    /// What is wrong with a number whose reference is known, relative to its size.
    fn unlike(&self, path: &str, field: &str, expected: f64, tolerance: f64) -> Option<String> {
        let found = self.number(path, field);
        let off = (found - expected).abs();
        (off > tolerance * expected.abs().max(1e-9))
            .then(|| format!("{path}, {field}: {found}, reference: {expected}"))
    }
}

/// Half a unit of the last digit: `0.58` gives 0.005, `4.2e-5` gives 5e-7.
fn half_a_unit(printed: &str) -> f64 {
    let (digits, power) = printed.split_once('e').unwrap_or((printed, "0"));
    let decimals = digits.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    0.5 * 10_f64.powi(power.parse::<i32>().unwrap() - i32::try_from(decimals).unwrap())
}

#[test]
fn half_a_unit_is_that_of_the_last_digit() {
    assert!((half_a_unit("-0.58") - 0.005).abs() < 1e-12);
    assert!((half_a_unit("4.2e-5") - 5e-7).abs() < 1e-15);
    assert!((half_a_unit("37") - 0.5).abs() < 1e-12);
}
