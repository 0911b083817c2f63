//! Findings: which ones rest on too few.

use std::collections::BTreeSet;

use super::amounts::Amount;
use crate::inference::Finding;
use crate::plan::Privacy;

/// Measure, subject, term, dimension, level.
pub(super) type Place = (String, Option<String>, String, String, String);

/// Answers that are the values of single units, or lie next to one.
const SINGLE_VALUES: &[&str] = &["median", "quantile"];

/// Why a slice is withheld: one sentence for the small group and for those that would tell of it, since to say which is
/// which would tell as well.
pub(super) fn small(min_cell: u64) -> String {
    format!("fewer than {min_cell}, or would tell of fewer than {min_cell}")
}

/// How the reason begins why everyone's numbers are withheld that were no secret without an earlier report.
const WAITS: &str = "with an earlier report it would tell of fewer than ";

/// Why everyone's numbers are withheld: since an earlier report so few have joined or left somewhere.
pub(super) fn told_with_earlier(min_cell: u64) -> String {
    format!("{WAITS}{min_cell}")
}

/// True for a finding that is withheld because of an earlier report.
pub fn waits(finding: &Finding) -> bool {
    finding.suppressed.as_ref().is_some_and(|reason| reason.starts_with(WAITS))
}

/// Why a share is withheld: so few stand for it, or against it.
pub(super) fn few(min_part: u64) -> String {
    match min_part {
        0..=2 => "one person stands out, or would".to_owned(),
        3 => "one or two people stand out, or would".to_owned(),
        more => format!("fewer than {more} people stand out, or would"),
    }
}

/// Why an amount is withheld: the one that few make up, and those that would tell it.
pub(super) const DOMINATED: &str =
    "one or two make up nearly all of it, or it would tell of such an amount";

/// The name of an answer without the day up to which it looks: of a hidden group that is the last day of one of it.
pub(super) fn plain_answer(answer: &str) -> &str {
    ["rmst_difference", "rmst"].into_iter().find(|name| answer.starts_with(name)).unwrap_or(answer)
}

/// Why a finding may not be published that tells these amounts.
pub(super) fn dominated_reason(amounts: &[&Amount], privacy: &Privacy) -> Option<String> {
    let is_dominated = |amount: &&Amount| amount.parts.needed(privacy.dominance).is_some();
    amounts.iter().any(is_dominated).then(|| DOMINATED.to_owned())
}

/// Why a finding may not be published.
pub(super) fn reason(finding: &Finding, privacy: &Privacy) -> Option<String> {
    let Privacy { min_cell, min_part, .. } = *privacy;
    let n = finding.n.unwrap_or(0);
    if n > 0 && n < min_cell {
        return Some(small(min_cell));
    }
    if let Some(count) = counted(finding)
        && count > 0
        && count < min_cell
    {
        return Some(small(min_cell));
    }
    let is_single = SINGLE_VALUES.iter().any(|answer| finding.answer.starts_with(answer));
    if is_single && n > 0 && n < 2 * min_cell && finding.estimate.is_some() {
        return Some(format!("the value of one of fewer than {}", 2 * min_cell));
    }
    // A difference of two shares has nobody behind it; its sides are looked at by themselves.
    let is_share = finding.unit == "share" && !super::gaps::is_gap(finding);
    let share = finding.estimate.filter(|_| is_share)?;
    if let Some(band) = privacy.coded_beyond.and_then(|beyond| band(share, beyond)) {
        return Some(band);
    }
    let behind = (share * n as f64).round();
    let is_few = |count: f64| count > 0.0 && count < min_part as f64;
    (is_few(behind) || is_few(n as f64 - behind)).then(|| few(min_part))
}

/// The band of a share that is not published more exactly.
fn band(share: f64, beyond: f64) -> Option<String> {
    let percent = |share: f64| (share * 1000.0).round() / 10.0;
    if share < beyond {
        return Some(format!("less than {} %", percent(beyond)));
    }
    (share > 1.0 - beyond).then(|| format!("more than {} %", percent(1.0 - beyond)))
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

/// Slices of which every finding is withheld.
pub(super) fn hidden_slices(findings: &[Finding]) -> BTreeSet<Place> {
    let (hidden, shown): (Vec<_>, Vec<_>) =
        findings.iter().partition(|finding| finding.suppressed.is_some());
    let shown: BTreeSet<Place> = shown.into_iter().map(place).collect();
    hidden.into_iter().map(place).filter(|place| !shown.contains(place)).collect()
}

/// Slices of which the first finding is withheld: what a curve shows.
pub(super) fn headless_slices(findings: &[Finding]) -> BTreeSet<Place> {
    let (mut seen, mut headless) = (BTreeSet::new(), BTreeSet::new());
    for finding in findings {
        if seen.insert(place(finding)) && finding.suppressed.is_some() {
            headless.insert(place(finding));
        }
    }
    headless
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
