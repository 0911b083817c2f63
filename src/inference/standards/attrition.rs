//! Who was lost, and whether one group lost more.

use crate::inference::InferenceError;
use crate::inference::sample::at_least;

/// The note on an answer whose arms lost few: the claim ladder reads it.
pub(in crate::inference) const INSIDE_CAUTIOUS: &str = "inside the WWC's cautious boundary";

/// Units of one arm: how many were assigned, and how many have an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Followed {
    /// Units assigned to the arm.
    pub assigned: u64,
    /// Units with an outcome.
    pub observed: u64,
}

/// Attrition of two arms, as shares from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Attrition {
    /// Share lost in both arms together.
    pub overall: f64,
    /// How much more one arm lost than the other, without sign.
    pub differential: f64,
    /// Highest differential that is still low under the cautious boundary; `None` where all attrition is high.
    pub cautious: Option<f64>,
    /// Highest differential that is still low under the optimistic boundary.
    pub optimistic: Option<f64>,
}

impl Attrition {
    /// True when a boundary exists and the differential does not exceed it.
    pub fn is_within(&self, boundary: Option<f64>) -> bool {
        boundary.is_some_and(|boundary| self.differential <= boundary)
    }
}

/// Attrition: how many were lost, and did one arm lose more?
///
/// # Definition
///
/// Overall attrition is `1 − observed/assigned` over both arms; differential attrition is the distance of the arms' own. The
/// What Works Clearinghouse calls it low when the differential does not exceed a boundary that depends on the overall one: the
/// cautious boundary when those who leave may do so because of the program, else the optimistic one. Between whole percents
/// the boundary is interpolated.
///
/// # Shapes and units
///
/// Each arm has at least one assigned unit. Shares from 0 to 1.
///
/// # Assumptions
///
/// Arms were assigned by lot. Without that the boundary has no formal meaning and is shown for reference.
///
/// # Errors
///
/// [`InferenceError::TooFew`] when nobody was assigned to an arm.
///
/// # Reference
///
/// What Works Clearinghouse, *Standards Handbook*, version 4.0, table II.1, up to 57 % overall.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{Followed, InferenceError, attrition};
/// let mentored = Followed { assigned: 40, observed: 30 };
/// let control = Followed { assigned: 48, observed: 40 };
/// let lost = attrition(mentored, control)?;
/// assert_abs_diff_eq!(lost.overall, 0.2045, epsilon = 5e-5);
/// assert_abs_diff_eq!(lost.differential, 0.0833, epsilon = 5e-5);
/// assert!(!lost.is_within(lost.cautious) && lost.is_within(lost.optimistic));
/// # Ok::<(), InferenceError>(())
/// ```
pub fn attrition(arm: Followed, reference: Followed) -> Result<Attrition, InferenceError> {
    at_least(arm.assigned.min(reference.assigned), 1, "units assigned to each arm")?;
    let lost = |arm: Followed| 1.0 - arm.observed as f64 / arm.assigned as f64;
    let both = Followed {
        assigned: arm.assigned + reference.assigned,
        observed: arm.observed + reference.observed,
    };
    let overall = lost(both);
    Ok(Attrition {
        overall,
        differential: (lost(arm) - lost(reference)).abs(),
        cautious: boundary(&CAUTIOUS, overall),
        optimistic: boundary(&OPTIMISTIC, overall),
    })
}

/// Highest differential attrition in percent that is low, by overall attrition from 0 to 57 %.
pub(super) const CAUTIOUS: [f64; 58] = [
    5.7, 5.8, 5.9, 5.9, 6.0, 6.1, 6.2, 6.3, 6.3, 6.3, 6.3, 6.2, 6.2, 6.1, 6.0, 5.9, 5.9, 5.8, 5.7,
    5.5, 5.4, 5.3, 5.2, 5.1, 4.9, 4.8, 4.7, 4.5, 4.4, 4.3, 4.1, 4.0, 3.8, 3.6, 3.5, 3.3, 3.2, 3.1,
    2.9, 2.8, 2.6, 2.5, 2.3, 2.1, 2.0, 1.8, 1.6, 1.5, 1.3, 1.2, 1.0, 0.9, 0.7, 0.6, 0.4, 0.3, 0.2,
    0.0,
];
pub(super) const OPTIMISTIC: [f64; 58] = [
    10.0, 10.1, 10.2, 10.3, 10.4, 10.5, 10.7, 10.8, 10.9, 10.9, 10.9, 10.9, 10.9, 10.9, 10.8, 10.8,
    10.7, 10.6, 10.5, 10.3, 10.2, 10.0, 9.9, 9.7, 9.5, 9.4, 9.2, 9.0, 8.8, 8.6, 8.4, 8.2, 8.0, 7.8,
    7.6, 7.4, 7.2, 7.0, 6.7, 6.5, 6.3, 6.0, 5.8, 5.6, 5.3, 5.1, 4.9, 4.6, 4.4, 4.2, 3.9, 3.7, 3.5,
    3.2, 3.0, 2.8, 2.6, 2.3,
];

fn boundary(table: &[f64; 58], overall: f64) -> Option<f64> {
    let percent = 100.0 * overall;
    let above = table.iter().enumerate().position(|(row, _)| row as f64 >= percent)?;
    let below = above.saturating_sub(1);
    let share = percent - below as f64;
    Some((table[below] + share * (table[above] - table[below])) / 100.0)
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    fn of(observed: (u64, u64), assigned: (u64, u64)) -> Attrition {
        let arm = Followed { assigned: assigned.0, observed: observed.0 };
        let reference = Followed { assigned: assigned.1, observed: observed.1 };
        attrition(arm, reference).unwrap()
    }

    #[test]
    fn worked_cases_fall_on_the_right_side() {
        let high = of((20, 31), (40, 49));
        assert_abs_diff_eq!(high.overall, 0.4270, epsilon = 5e-5);
        assert_abs_diff_eq!(high.differential, 0.1327, epsilon = 5e-5);
        assert!(!high.is_within(high.cautious) && !high.is_within(high.optimistic));
        let low = of((10, 100), (20, 200));
        assert!(low.is_within(low.cautious) && low.is_within(low.optimistic));
    }

    #[test]
    fn the_boundary_is_interpolated_and_ends() {
        assert_eq!(boundary(&CAUTIOUS, 0.0), Some(0.057));
        assert_abs_diff_eq!(boundary(&CAUTIOUS, 0.195).unwrap(), 0.0545, epsilon = 1e-12);
        assert_abs_diff_eq!(boundary(&OPTIMISTIC, 0.57).unwrap(), 0.023, epsilon = 1e-12);
        assert_eq!(boundary(&OPTIMISTIC, 0.58), None);
        let gone = of((0, 0), (5, 5));
        assert!(!gone.is_within(gone.cautious));
    }
}
