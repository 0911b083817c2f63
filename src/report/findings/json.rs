//! Findings as JSON.

use crate::inference::Finding;

/// Findings as one JSON array with one record a line, so that a difference of two files reads record by record.
///
/// Every key is present, null when there is nothing. Numbers are in their shortest form that reads back as the same number.
pub fn findings_json(findings: &[Finding]) -> String {
    let lines: Vec<String> = findings
        .iter()
        .map(|finding| serde_json::to_string(finding).expect("a flat record has a JSON form"))
        .collect();
    if lines.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", lines.join(",\n")) }
}
