//! Parts of a whole: a hidden part is no secret when all others are shown.

use std::collections::BTreeMap;

use super::FEWEST_BEHIND_A_SHARE;
use super::cells::{Place, place};
use crate::inference::{Finding, SeriesPoint};

/// Answers that add up to everyone.
const DIRECTIONS: &[&str] = &[
    "improved",
    "maintained",
    "declined",
    "reliably_improved",
    "reliably_unchanged",
    "reliably_declined",
];

/// Why a part is withheld that would not have to be by itself.
pub(super) const REASON: &str = "a hidden part could be worked out from it";

/// Findings that have to be withheld because another part of the same whole is.
pub(super) fn exposing(findings: &[Finding]) -> Vec<usize> {
    let mut wholes = BTreeMap::<(bool, Place), Vec<usize>>::new();
    for (at, finding) in findings.iter().enumerate() {
        if DIRECTIONS.contains(&finding.answer.as_str()) {
            let is_reliable = finding.answer.starts_with("reliably");
            wholes.entry((is_reliable, place(finding))).or_default().push(at);
        }
    }
    let is_hidden = |at: &usize| findings[*at].suppressed.is_some();
    let broken = wholes.into_values().filter(|parts| parts.iter().any(is_hidden));
    broken.flatten().filter(|at| !is_hidden(at)).collect()
}

/// Hides answers of a distribution, the rarest first, until the hidden ones together do not tell what each of them is.
pub(super) fn hide(series: &mut [SeriesPoint], counted: &[Option<u64>]) {
    let mut wholes = BTreeMap::<_, Vec<usize>>::new();
    for (at, point) in series.iter().enumerate() {
        if point.series == "distribution" {
            let place = (&point.measure, &point.subject, &point.term_id);
            let slice = (&point.dimension, &point.level);
            wholes.entry((place, slice)).or_default().push(at);
        }
    }
    let mut also = Vec::new();
    for parts in wholes.into_values() {
        let some = |at: &usize| counted[*at].filter(|n| *n > 0).map(|n| (n, *at));
        let mut parts: Vec<(u64, usize)> = parts.iter().filter_map(some).collect();
        parts.sort_unstable();
        let (mut hidden, shown): (Vec<_>, Vec<_>) =
            parts.into_iter().partition(|(_, at)| series[*at].n.is_none());
        if hidden.is_empty() {
            continue;
        }
        for part in shown {
            let units: u64 = hidden.iter().map(|(n, _)| n).sum();
            // Two parts of one unit each add up to two: nothing would be hidden.
            if hidden.len() >= 2 && units >= 2 * FEWEST_BEHIND_A_SHARE {
                break;
            }
            also.push(part.1);
            hidden.push(part);
        }
    }
    for at in also {
        (series[at].n, series[at].y) = (None, None);
    }
}
