//! Findings as CSV.

use super::fields::{FIELDS, Field, Value};
use crate::inference::Finding;

/// What makes a spreadsheet read a text as a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Findings as CSV of RFC 4180: a header, CRLF, quotes where they are needed, UTF-8.
///
/// An absent value is an empty cell. A text that a spreadsheet would take for a formula gets an apostrophe before it: levels
/// and categories come from the data. There is no byte order mark: most readers take it for a part of the first column's name.
pub fn findings_csv(findings: &[Finding]) -> String {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let header = FIELDS.iter().map(|field| field.name);
    writer.write_record(header).expect("memory takes every byte");
    for finding in findings {
        let cells = FIELDS.iter().map(|field| cell(field, finding));
        writer.write_record(cells).expect("memory takes every byte");
    }
    let bytes = writer.into_inner().expect("memory takes every byte");
    String::from_utf8(bytes).expect("texts are UTF-8, and so are commas")
}

fn cell(field: &Field, finding: &Finding) -> String {
    match field.value {
        Value::Text(get) => safe(get(finding)),
        Value::MaybeText(get) => get(finding).map(safe).unwrap_or_default(),
        Value::MaybeCount(get) => get(finding).map(|count| count.to_string()).unwrap_or_default(),
        Value::Number(get) => exact(get(finding)),
        Value::MaybeNumber(get) => get(finding).map(exact).unwrap_or_default(),
    }
}

/// A text that no spreadsheet takes for a formula.
pub(in crate::report) fn safe(text: &str) -> String {
    if text.starts_with(FORMULA) { format!("'{text}") } else { text.to_owned() }
}

/// The shortest text that reads back as the same number, as in JSON.
fn exact(number: f64) -> String {
    if number.is_finite() { format!("{number:?}") } else { String::new() }
}
