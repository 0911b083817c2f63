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
