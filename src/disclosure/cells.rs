//! Findings: which ones rest on too few.

use std::collections::BTreeSet;

use super::FEWEST_BEHIND_A_SHARE;
use crate::inference::Finding;

/// Measure, subject, term, dimension, level.
pub(super) type Place = (String, Option<String>, String, String, String);

/// Why a finding may not be published.
pub(super) fn reason(finding: &Finding, min_cell: u64) -> Option<String> {
    let n = finding.n.unwrap_or(0);
    if n > 0 && n < min_cell {
        return Some(format!("fewer than {min_cell}"));
    }
    if let Some(count) = counted(finding)
        && count > 0
        && count < min_cell
    {
        return Some(format!("fewer than {min_cell}"));
    }
    // A difference of two shares has nobody behind it; its sides are looked at by themselves.
    let is_share = finding.unit == "share" && !super::gaps::is_gap(finding);
    let share = finding.estimate.filter(|_| is_share)?;
    let behind = (share * n as f64).round();
    let few = |count: f64| count > 0.0 && count < FEWEST_BEHIND_A_SHARE as f64;
    (few(behind) || few(n as f64 - behind)).then(|| "one or two people stand out".to_owned())
}

/// The number of units that an estimate counts, when it is a count.
fn counted(finding: &Finding) -> Option<u64> {
    let count = finding.estimate.filter(|_| finding.unit == "count")?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "counts are whole and not negative"
    )]
    Some(count.max(0.0) as u64)
}

/// Small side counts of a segment say how large it is; they are left out.
pub(super) fn blur(finding: &mut Finding, min_cell: u64) {
    if finding.dimension == "all" && finding.term_id == "all" {
        return;
    }
    for side in [&mut finding.n_missing, &mut finding.n_excluded] {
        if side.is_some_and(|n| n > 0 && n < min_cell) {
            *side = None;
        }
    }
}

/// Slices of which every finding is withheld.
pub(super) fn hidden_slices(findings: &[Finding]) -> BTreeSet<Place> {
    let (hidden, shown): (Vec<_>, Vec<_>) =
        findings.iter().partition(|finding| finding.suppressed.is_some());
    let shown: BTreeSet<Place> = shown.into_iter().map(place).collect();
    hidden.into_iter().map(place).filter(|place| !shown.contains(place)).collect()
}

/// Where a finding belongs.
pub(super) fn place(finding: &Finding) -> Place {
    (
        finding.measure.clone(),
        finding.subject.clone(),
        finding.term_id.clone(),
        finding.dimension.clone(),
        finding.level.clone(),
    )
}
