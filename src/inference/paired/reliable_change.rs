//! Change beyond what the imprecision of a measure explains.

use crate::inference::sample::at_least;
use crate::inference::{Estimate, InferenceError, Level, Paired, wilson};

/// Jacobson and Truax's bound, whatever the level of the intervals: one in forty beyond it each way without a change.
const BOUND: f64 = 1.96;

/// How precisely a measure tells people apart.
///
/// Invariant: the deviation is above 0, the reliability from 0 to below 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Precision {
    deviation: f64,
    reliability: f64,
}

impl Precision {
    /// The standard deviation of a reference sample, or of the first wave, and the reliability of the measure: test–retest,
    /// or else alpha, from its manual.
    ///
    /// # Errors
    ///
    /// [`InferenceError::NoVariation`] when the deviation is 0, [`InferenceError::Setting`] for a reliability outside 0 to 1.
    pub fn new(deviation: f64, reliability: f64) -> Result<Self, InferenceError> {
        if !(0.0..1.0).contains(&reliability) {
            return Err(InferenceError::Setting {
                name: "reliability".to_owned(),
                found: reliability.to_string(),
                allowed: "0 or more and below 1, such as 0.8".to_owned(),
            });
        }
        if deviation > 0.0 && deviation.is_finite() {
            Ok(Self { deviation, reliability })
        } else {
            Err(InferenceError::NoVariation { what: "first value" })
        }
    }

    /// Standard error of one measurement.
    pub fn standard_error(&self) -> f64 {
        self.deviation * (1.0 - self.reliability).sqrt()
    }

    /// Standard deviation of the difference of two measurements of the same person who did not change.
    pub fn of_difference(&self) -> f64 {
        std::f64::consts::SQRT_2 * self.standard_error()
    }
}

/// Minimum detectable change: how far must one person move to be sure that it is no error of measurement?
///
/// # Definition
///
/// `1.96·√2·SEM`, with the standard error of measurement `SEM = s·√(1 − reliability)`.
///
/// # Shapes and units
///
/// In the measure's own points. It is about one person: the mean of many moves detectably by much less.
///
/// # Assumptions
///
/// Errors of both measurements are independent, normal and as large for everybody.
///
/// # Errors
///
/// None: [`Precision`] has been checked.
///
/// # Reference
///
/// Jacobson & Truax (1991), "Clinical significance: a statistical approach to defining meaningful change in psychotherapy
/// research", *Journal of Consulting and Clinical Psychology* 59: 12–19. Their example: deviation 7.5, reliability .80, of
/// which a change from 32.5 to 47.5 is 3.16 standard deviations.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Precision, minimum_detectable_change};
/// let measure = Precision::new(7.5, 0.80)?;
/// assert_abs_diff_eq!(measure.standard_error(), 3.3541, epsilon = 5e-5);
/// assert_abs_diff_eq!((47.5 - 32.5) / measure.of_difference(), 3.1623, epsilon = 5e-5);
/// assert_abs_diff_eq!(minimum_detectable_change(&measure), 9.2971, epsilon = 5e-5);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn minimum_detectable_change(measure: &Precision) -> f64 {
    BOUND * measure.of_difference()
}

/// Shares of people by reliable change. They add up to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReliableChange {
    /// Share that reliably went up.
    pub up: Estimate,
    /// Share whose change could be error of measurement.
    pub unchanged: Estimate,
    /// Share that reliably went down.
    pub down: Estimate,
    /// The change beyond which it is reliable.
    pub bound: f64,
}

/// Reliable change: who moved farther than the imprecision of the measure explains?
///
/// # Definition
///
/// A change is reliable when it is larger than `1.96·√2·SEM`, the [`minimum_detectable_change`]. Shares of all pairs have
/// Wilson's interval.
///
/// # Shapes and units
///
/// n ≥ 1 pairs; shares from 0 to 1.
///
/// # Assumptions
///
/// Those of [`minimum_detectable_change`], and that deviation and reliability are known, not estimated. When nobody changes,
/// 2.5 of 100 appear on either side: only what goes beyond that is change. Somebody who is unchanged did not stay as he was:
/// the measure cannot tell.
///
/// # Errors
///
/// [`InferenceError::TooFew`] without any pair.
///
/// # Reference
///
/// Jacobson & Truax (1991), *Journal of Consulting and Clinical Psychology* 59: 12–19, with the standard error as corrected
/// by Christensen & Mendoza (1986), *Behavior Therapy* 17: 305–308. Example: their change of 15 points,
/// which is reliable, beside one of 9 points, which is not.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Paired, Precision, reliable_change};
/// let before = [32.5, 32.5, 40.0, 45.0].map(Some);
/// let after = [47.5, 41.5, 30.0, 45.0].map(Some);
/// let pairs = Paired::weighted(&before, &after, &[1; 4]);
/// let found = reliable_change(&pairs, &Precision::new(7.5, 0.80)?, Level::P95)?;
/// assert_eq!((found.up.value, found.unchanged.value, found.down.value), (0.25, 0.5, 0.25));
/// assert_abs_diff_eq!(found.bound, 9.2971, epsilon = 5e-5);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn reliable_change(
    pairs: &Paired,
    measure: &Precision,
    level: Level,
) -> Result<ReliableChange, InferenceError> {
    at_least(pairs.n(), 1, "complete pairs")?;
    let bound = minimum_detectable_change(measure);
    let changes = pairs.differences();
    let (up, down) =
        (changes.count(|change| change > bound), changes.count(|change| -change > bound));
    let share = |count: u64| wilson(count, pairs.n(), level);
    Ok(ReliableChange {
        up: share(up)?,
        unchanged: share(pairs.n() - up - down)?,
        down: share(down)?,
        bound,
    })
}

/// Cutoff of clinical change: where does one rather belong to the people without the problem than to those with it?
///
/// # Definition
///
/// `c = (s₀·M₁ + s₁·M₀)/(s₀ + s₁)`: as many of their own standard deviations from one group as from the other. A person has
/// recovered who passes it, and whose change is reliable.
///
/// # Shapes and units
///
/// Mean and standard deviation of the normative sample and of the people before the program, in the measure's points.
///
/// # Assumptions
///
/// The normative sample answered the same form, and both groups are roughly normal. Without a normative sample there is no
/// cutoff.
///
/// # Errors
///
/// [`InferenceError::NoVariation`] when neither group varies.
///
/// # Reference
///
/// Jacobson & Truax (1991), *Journal of Consulting and Clinical Psychology* 59: 12–19, criterion c: with means of 60 and 40
/// and equal deviations it is 50.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, clinical_cutoff};
/// assert_abs_diff_eq!(clinical_cutoff((60.0, 7.5), (40.0, 7.5))?, 50.0, epsilon = 1e-12);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn clinical_cutoff(norm: (f64, f64), before: (f64, f64)) -> Result<f64, InferenceError> {
    let ((norm_mean, norm_deviation), (mean, deviation)) = (norm, before);
    let both = norm_deviation + deviation;
    if both > 0.0 {
        Ok((norm_deviation * mean + deviation * norm_mean) / both)
    } else {
        Err(InferenceError::NoVariation { what: "first value" })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::inference::paired::pairs::drawn::{counted, one_by_one, swapped};

    #[test]
    fn a_reliability_of_one_or_more_and_no_deviation_are_refused() {
        for reliability in [1.0, 1.2, -0.1, f64::NAN] {
            let found = Precision::new(1.0, reliability);
            assert!(matches!(found, Err(InferenceError::Setting { .. })), "{reliability}");
        }
        let flat = Precision::new(0.0, 0.8);
        assert_eq!(flat, Err(InferenceError::NoVariation { what: "first value" }));
        assert!(clinical_cutoff((60.0, 0.0), (40.0, 0.0)).is_err());
        assert!(
            reliable_change(&Paired::new(&[]), &Precision::new(1.0, 0.8).unwrap(), Level::P95)
                .is_err()
        );
    }

    /// Guardrail: a share of improved people is never shown without its counterparts.
    #[test]
    fn maintained_is_not_improved() {
        let pairs =
            Paired::weighted(&[Some(3.0); 3], &[Some(3.0), Some(3.1), Some(4.0)], &[50, 42, 8]);
        let found =
            reliable_change(&pairs, &Precision::new(0.5, 0.8).unwrap(), Level::P95).unwrap();
        assert_eq!((found.up.value, found.unchanged.value, found.down.value), (0.08, 0.92, 0.0));
    }

    proptest! {
        #[test]
        fn counted_pairs_give_what_the_same_pairs_one_by_one_give_and_shares_add_up(
            rows in proptest::collection::vec((1_u32..6, 1_u32..6, 1_u64..9), 1..9),
            reliability in 0.0_f64..0.99,
        ) {
            let measure = Precision::new(1.0, reliability).unwrap();
            let found = |pairs: &Paired| reliable_change(pairs, &measure, Level::P95).unwrap();
            let there = found(&counted(&rows));
            prop_assert_eq!(there, found(&one_by_one(&rows)));
            let back = found(&swapped(&rows));
            prop_assert_eq!((there.up, there.unchanged, there.down), (back.down, back.unchanged, back.up));
            prop_assert!((there.up.value + there.unchanged.value + there.down.value - 1.0).abs() < 1e-12);
        }
    }
}
