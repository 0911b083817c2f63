//! A finding's number with its unit and interval, as it stands in a sentence or a cell.

use crate::inference::{ADJUSTED_GAP_TO_OTHERS, CHANGE_FROM_TERM_BEFORE, Finding, GAP_TO_OTHERS};
use crate::report::format::NO_BREAK;
use crate::report::language::Language;

/// Answers that are changes or differences, and carry a sign.
const CHANGES: &[&str] = &[
    "mean_change",
    "wilcoxon",
    "mean_gap",
    "difference",
    "risk_difference",
    "difference_in_change",
    "adjusted_difference",
    "baseline_difference",
    GAP_TO_OTHERS,
    ADJUSTED_GAP_TO_OTHERS,
    CHANGE_FROM_TERM_BEFORE,
];

/// True for a change or difference.
pub(in crate::report) fn is_change(finding: &Finding) -> bool {
    CHANGES.contains(&finding.answer.as_str())
}

/// True for a mean length of time, which reads better in months.
fn is_time(finding: &Finding) -> bool {
    finding.unit == "days"
        && (finding.answer.starts_with("rmst") || finding.answer == "median_days")
}

/// Value with its unit, and interval: `73 in 100` and `67 to 79`.
pub(in crate::report) fn amount_and_interval(
    language: &Language,
    finding: &Finding,
) -> Option<(String, String)> {
    let (estimate, low, high) = (finding.estimate?, finding.low, finding.high);
    let unit = finding.unit.as_str();
    if is_time(finding) {
        return Some(language.months_and_interval(estimate, low, high));
    }
    if is_change(finding) {
        let (value, interval) = language.change_and_interval(estimate, low, high, unit);
        return Some((united(language, value, change_unit(unit)), interval));
    }
    let (value, interval) = language.value_and_interval(estimate, low, high, unit);
    let value =
        if unit == "share" { language.in_hundred(estimate) } else { united(language, value, unit) };
    Some((value, interval))
}

/// The same for a cell: a share is a percentage.
pub(in crate::report) fn value_and_interval(
    language: &Language,
    finding: &Finding,
) -> Option<(String, String)> {
    if finding.unit == "share" && !is_change(finding) {
        return Some(language.value_and_interval(
            finding.estimate?,
            finding.low,
            finding.high,
            "share",
        ));
    }
    amount_and_interval(language, finding)
}

fn change_unit(unit: &str) -> &str {
    if unit == "share" { "percentage points" } else { unit }
}

fn united(language: &Language, value: String, unit: &str) -> String {
    match unit {
        "" | "nps" | "ratio" | "count" | "correlation" | "percent" | "%" => value,
        unit => format!("{value}{NO_BREAK}{}", language.unit(unit)),
    }
}

/// Value, unit and interval in one: `73 in 100 (67 to 79)`.
pub(in crate::report) fn amount(language: &Language, finding: &Finding) -> String {
    amount_and_interval(language, finding).map_or_else(
        || super::absence(language, finding),
        |(value, interval)| format!("{value}{}", bracketed(&interval)),
    )
}

/// A change with its unit and interval, `+0.24 points (0.09 to 0.39)`, whatever the answer is called.
pub(super) fn change(language: &Language, finding: &Finding) -> String {
    let Some(estimate) = finding.estimate else { return super::absence(language, finding) };
    let unit = finding.unit.as_str();
    let (value, interval) = language.change_and_interval(estimate, finding.low, finding.high, unit);
    format!("{}{}", united(language, value, change_unit(unit)), bracketed(&interval))
}

/// How far, without a sign: `0.24 points (0.09 to 0.39)` after the word that gives the direction.
pub(super) fn distance(language: &Language, finding: &Finding) -> String {
    let Some(estimate) = finding.estimate else { return super::absence(language, finding) };
    if estimate >= 0.0 {
        return change(language, finding).trim_start_matches('+').to_owned();
    }
    change(language, &turned(finding)).trim_start_matches('+').to_owned()
}

/// Value, unit and interval without a sign, where words give the direction: `0.24 points (−0.05 to 0.53)`.
pub(super) fn size(language: &Language, finding: &Finding) -> String {
    if finding.estimate.is_none_or(|estimate| estimate >= 0.0) {
        return amount(language, finding);
    }
    amount(language, &turned(finding))
}

fn turned(finding: &Finding) -> Finding {
    Finding {
        estimate: finding.estimate.map(|estimate| -estimate),
        low: finding.high.map(|high| -high),
        high: finding.low.map(|low| -low),
        ..finding.clone()
    }
}

/// ` (67 to 79)`, or nothing.
pub(super) fn bracketed(interval: &str) -> String {
    if interval.is_empty() { String::new() } else { format!(" ({interval})") }
}
