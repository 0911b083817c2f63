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

/// The direction, unless the correction for many tests says that chance alone may well bring such a number.
pub(in crate::report) fn settled(finding: &Finding) -> Direction {
    match direction(finding) {
        Direction::Higher | Direction::Lower if !holds(finding) => Direction::Unclear,
        way => way,
    }
}

/// True when a number stays clear among the tests that it was corrected with, or was not corrected.
pub(in crate::report) fn holds(finding: &Finding) -> bool {
    finding.p_adjusted.is_none_or(|p| p <= 1.0 - finding.confidence + 1e-12)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clear_number_among_many_is_no_longer_clear() {
        let alone = Finding {
            estimate: Some(0.2),
            low: Some(0.1),
            high: Some(0.3),
            confidence: 0.95,
            ..Finding::default()
        };
        let among = |p_adjusted| Finding { p_adjusted: Some(p_adjusted), ..alone.clone() };
        assert_eq!(settled(&alone), Direction::Higher);
        assert_eq!(settled(&among(0.05)), Direction::Higher);
        assert_eq!(settled(&among(0.051)), Direction::Unclear);
    }
}
