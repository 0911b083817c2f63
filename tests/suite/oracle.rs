//! Cases with expected values that another program has made: `tests/reference/<area>/expected.csv` and the tables it used.

use std::collections::BTreeMap;
use std::fmt::Write;

use mentorlens::inference::{Estimate, TestResult};

/// A table as text cells by the name of their column. No cell holds a comma.
pub(crate) type Rows = Vec<BTreeMap<String, String>>;

/// A table of an area.
pub(crate) fn table(area: &str, file: &str) -> Rows {
    read(&format!("{}/tests/reference/{area}/{file}", env!("CARGO_MANIFEST_DIR")))
}

/// A CSV file whose cells hold no comma; quotes around cells are taken off.
pub(crate) fn read(path: &str) -> Rows {
    split(path, ',')
}

fn split(path: &str, delimiter: char) -> Rows {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let cells = |line: &str| -> Vec<String> {
        line.split(delimiter).map(|cell| cell.trim_matches('"').to_owned()).collect()
    };
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let names = cells(lines.next().unwrap());
    let row = |line: &str| names.iter().cloned().zip(cells(line)).collect();
    lines.map(row).collect()
}

/// A cell as a number; an empty one is missing.
pub(crate) fn number(row: &BTreeMap<String, String>, name: &str) -> Option<f64> {
    let text = row.get(name).unwrap_or_else(|| panic!("no column {name}"));
    (!text.is_empty() && text != "NA")
        .then(|| text.parse().unwrap_or_else(|_| panic!("{name}: {text}")))
}

/// Compares every case of an area with what `answer` finds for its words and quantity; fails with all that differ.
pub(crate) fn assert_expected(area: &str, mut answer: impl FnMut(&[&str], &str) -> Option<f64>) {
    let mut differing = String::new();
    let cases = table(area, "expected.csv");
    assert!(cases.len() > 10, "{area} has cases");
    for case in &cases {
        let words: Vec<&str> = case["case"].split(' ').collect();
        let (expected, tolerance) = (number(case, "value"), number(case, "tolerance").unwrap());
        let found = answer(&words, &case["quantity"]);
        let is_same = match (found, expected) {
            (Some(found), Some(expected)) => is_close(found, expected, tolerance),
            (found, expected) => found.is_none() && expected.is_none(),
        };
        if !is_same {
            let (name, quantity, oracle) = (&case["case"], &case["quantity"], &case["oracle"]);
            writeln!(
                differing,
                "{name}: {quantity} is {found:?}, {oracle} says {expected:?} (tolerance {tolerance})"
            )
            .unwrap();
        }
    }
    assert!(differing.is_empty(), "\n{differing}");
}

/// One of the three numbers of an estimate.
pub(crate) fn ends(estimate: Estimate, quantity: &str) -> Option<f64> {
    match quantity {
        "value" => Some(estimate.value),
        "low" => estimate.low,
        "high" => estimate.high,
        _ => panic!("{quantity}"),
    }
}

/// One of the numbers of a test.
pub(crate) fn of_test(test: &TestResult, quantity: &str) -> Option<f64> {
    match quantity {
        "statistic" => Some(test.statistic),
        "df" => test.df,
        "standard_error" => Some(test.standard_error),
        "p_value" => Some(test.p_value),
        _ => ends(test.estimate, quantity),
    }
}

/// Equal up to a share of the expected value; an expected 0 up to the share itself.
pub(crate) fn is_close(found: f64, expected: f64, tolerance: f64) -> bool {
    let scale = if expected == 0.0 { 1.0 } else { expected.abs() };
    (found - expected).abs() <= tolerance * scale
}

/// A folder of real data with its answers, `reference.json`, when the variable `MENTORLENS_REAL_DATA` names where they are.
/// Their licences do not let all of them be copied here.
pub(crate) struct RealData {
    folder: String,
    answers: serde_json::Value,
}

impl RealData {
    /// A folder; `None` when there is no real data here, which is said.
    pub(crate) fn open(folder: &str) -> Option<Self> {
        let Some(root) = std::env::var_os("MENTORLENS_REAL_DATA") else {
            #[expect(
                clippy::print_stderr,
                reason = "who runs the tests must see what was left out"
            )]
            {
                eprintln!("skipped: MENTORLENS_REAL_DATA names no folder with {folder}");
            }
            return None;
        };
        let folder = format!("{}/{folder}", root.to_str().unwrap());
        let text = std::fs::read_to_string(format!("{folder}/reference.json")).unwrap();
        Some(Self { answers: serde_json::from_str(&text).unwrap(), folder })
    }

    /// A file of the folder.
    pub(crate) fn table(&self, file: &str) -> Rows {
        read(&format!("{}/{file}", self.folder))
    }

    /// The text of a file of the folder; letters that are not UTF-8 are replaced.
    pub(crate) fn text(&self, file: &str) -> String {
        let bytes = std::fs::read(format!("{}/{file}", self.folder)).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// A file of the folder whose cells another sign than the comma separates.
    pub(crate) fn separated(&self, file: &str, delimiter: char) -> Rows {
        split(&format!("{}/{file}", self.folder), delimiter)
    }

    /// Asserts that a number is the one of `reference.json` at a result's id and path.
    pub(crate) fn assert_is(&self, found: f64, id: &str, path: &[&str], tolerance: f64) {
        let results = self.answers["results"].as_array().unwrap();
        let result = results.iter().find(|result| result["id"] == id).unwrap();
        let value =
            path.iter().fold(&result["value"], |value, &step| match step.parse::<usize>() {
                Ok(at) if value.is_array() => &value[at],
                _ => &value[step],
            });
        let expected = value.as_f64().unwrap_or_else(|| panic!("{id} {path:?} is {value}"));
        assert!(is_close(found, expected, tolerance), "{id} {path:?}: {found}, not {expected}");
    }
}
