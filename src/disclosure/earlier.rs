//! What the last report has shown: it cannot be hidden any more, and what has changed since tells of those who changed it.

use std::collections::BTreeMap;

use super::lines::{Lines, Subject, overall};
use crate::inference::Finding;
use crate::plan::Privacy;

/// Two reports say the same of everyone when their estimates are this close: one of them may be rounded.
const SAME: f64 = 0.005;

/// Measure, subject, answer, contrast, term, dimension, level.
type Key<'f> = (&'f str, Option<&'f str>, &'f str, Option<&'f str>, [&'f str; 3]);

fn key(finding: &Finding) -> Key<'_> {
    (
        &finding.measure,
        finding.subject.as_deref(),
        &finding.answer,
        finding.contrast.as_deref(),
        [&finding.term_id, &finding.dimension, &finding.level],
    )
}

fn shown(earlier: &[Finding]) -> BTreeMap<Key<'_>, &Finding> {
    let shown = earlier.iter().filter(|finding| finding.suppressed.is_none());
    shown.map(|finding| (key(finding), finding)).collect()
}

/// Findings that an earlier report has shown about the same data: nothing of everyone has changed in the measure since.
pub(super) fn known(
    findings: &[Finding],
    subjects: &BTreeMap<Subject, Lines>,
    earlier: &[Finding],
) -> Vec<bool> {
    let shown = shown(earlier);
    let mut known = vec![false; findings.len()];
    for lines in subjects.values() {
        let of_all: Vec<(&Finding, &Finding)> = lines
            .answers
            .iter()
            .filter_map(|line| line.at.get(&overall()))
            .filter_map(|at| Some((&findings[*at], *shown.get(&key(&findings[*at]))?)))
            .collect();
        let is_same = |(now, before): &(&Finding, &Finding)| {
            let (one, other) = (now.estimate.unwrap_or(0.0), before.estimate.unwrap_or(0.0));
            now.n == before.n && (one - other).abs() <= SAME
        };
        if !of_all.is_empty() && of_all.iter().all(is_same) {
            for at in lines.answers.iter().flat_map(|line| line.at.values()) {
                known[*at] = shown.contains_key(&key(&findings[*at]));
            }
        }
    }
    known
}

/// Why a group is withheld that has changed by a few people since the last report.
pub(super) fn few_changed(
    finding: &Finding,
    earlier: &[Finding],
    privacy: &Privacy,
) -> Option<String> {
    if privacy.min_change <= 1 || earlier.is_empty() {
        return None;
    }
    let is_same = |before: &&Finding| before.suppressed.is_none() && key(before) == key(finding);
    let before = earlier.iter().find(is_same)?.n?;
    let changed = finding.n?.abs_diff(before);
    (changed > 0 && changed < privacy.min_change)
        .then(|| format!("changed by fewer than {} since the last report", privacy.min_change))
}
