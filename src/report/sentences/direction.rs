//! Which way a number points, and how surely.

use crate::inference::Finding;

/// Where an interval lies in relation to zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::report) enum Direction {
    /// Above zero.
    Higher,
    /// Below zero.
    Lower,
    /// Both are within the interval, or there is none.
    Unclear,
    /// There is no number.
    Absent,
}

/// Where the interval of a change or difference lies.
pub(in crate::report) fn direction(finding: &Finding) -> Direction {
    if finding.estimate.is_none() {
        return Direction::Absent;
    }
    match (finding.low, finding.high) {
        (Some(low), _) if low > 0.0 => Direction::Higher,
        (_, Some(high)) if high < 0.0 => Direction::Lower,
        _ => Direction::Unclear,
    }
}

/// Where the interval of a share lies in relation to a half.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum Majority {
    /// Surely more than half.
    Most,
    /// Half is within the interval.
    AboutHalf,
    /// Surely less than half.
    Minority,
}

/// Compares a share with a half; nothing without an interval.
pub(in crate::report) fn majority(finding: &Finding) -> Option<Majority> {
    finding.estimate?;
    let (low, high) = (finding.low?, finding.high?);
    // An interval that covers half and much else says nothing in words.
    let is_narrow = high - low <= 0.3;
    match (low > 0.5, high < 0.5) {
        (true, _) => Some(Majority::Most),
        (_, true) => Some(Majority::Minority),
        _ if is_narrow => Some(Majority::AboutHalf),
        _ => None,
    }
}
