//! Two rates against each other.

use crate::inference::rates::event_rate::robust_rate;
use crate::inference::result::TestResult;
use crate::inference::special::beta_tails;
use crate::inference::tails::beta_quantile;
use crate::inference::{Estimate, InferenceError, Level, Paired};

/// Rate ratio: how many times as often does it happen in one group as in the other, when units differ?
///
/// # Definition
///
/// `R₁/R₀` of two robust rates. Its logarithm has the standard error `√(s₁²/R₁² + s₀²/R₀²)` and Student's *t* with the
/// degrees of freedom of Welch and Satterthwaite. Standard error and statistic are those of the logarithm.
///
/// # Shapes and units
///
/// Events (`before`) and exposure (`after`) of the units of each group, n ≥ 2. A ratio above 0; 1 is no difference.
///
/// # Assumptions
///
/// Units are independent of one another, and so are the groups; units may differ in their own rates.
/// A nominal 95 % interval holds in 90 to 93 of 100 samples of ten to fifty unequal units, a quarter of them in one group.
///
/// # Errors
///
/// As [`robust_rate`] for each group, and [`InferenceError::Undefined`] when nothing happened in one of them.
///
/// # Reference
///
/// Cochran (1977), *Sampling Techniques*, 3rd ed., section 6.3, for each rate; Welch (1947), *Biometrika* 34: 28–35, for the
/// degrees of freedom. Expected numbers: the definition in R.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Paired, rate_ratio};
/// let units = |meetings: &[(f64, f64)]| -> Paired {
///     Paired::new(&meetings.iter().map(|&(e, t)| (Some(e), Some(t))).collect::<Vec<_>>())
/// };
/// let school = units(&[(9.0, 4.0), (3.0, 2.0), (14.0, 9.0), (21.0, 8.0), (5.0, 5.0)]);
/// let community = units(&[(4.0, 4.0), (7.0, 6.0), (2.0, 3.0), (9.0, 7.0)]);
/// let ratio = rate_ratio(&school, &community, Level::P95)?;
/// assert_abs_diff_eq!(ratio.estimate.value, 1.688312, epsilon = 5e-7);
/// assert_abs_diff_eq!(ratio.estimate.low.unwrap(), 1.032936, epsilon = 5e-7);
/// assert_abs_diff_eq!(ratio.estimate.high.unwrap(), 2.759509, epsilon = 5e-7);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn rate_ratio(
    group: &Paired,
    reference: &Paired,
    level: Level,
) -> Result<TestResult, InferenceError> {
    let [one, zero] = [robust_rate(group, level)?, robust_rate(reference, level)?];
    if one.estimate.value <= 0.0 || zero.estimate.value <= 0.0 {
        return Err(nothing_happened());
    }
    let relative = |test: &TestResult| (test.standard_error / test.estimate.value).powi(2);
    let (of_one, of_zero) = (relative(&one), relative(&zero));
    let variance = of_one + of_zero;
    let df = variance.powi(2)
        / (of_one.powi(2) / (one.n - 1) as f64 + of_zero.powi(2) / (zero.n - 1) as f64);
    let logarithm = (one.estimate.value / zero.estimate.value).ln();
    let test = TestResult::student(logarithm, variance.sqrt(), df, one.n + zero.n, level);
    let Estimate { value, low, high } = test.estimate;
    let estimate =
        Estimate { value: value.exp(), low: low.map(f64::exp), high: high.map(f64::exp) };
    Ok(TestResult { estimate, ..test })
}

/// Poisson rate ratio: how many times as often does it happen, when each event comes by itself?
///
/// # Definition
///
/// Of all `x₁ + x₀` events, `x₁` fell into the first group. With the ratio `ρ` that number is binomial with the share
/// `ρT₁/(ρT₁ + T₀)`: the Clopper–Pearson interval of the share is turned into that of `ρ`. The p-value is twice the smaller
/// tail at `ρ = 1`, so that it agrees with the interval.
///
/// # Shapes and units
///
/// Whole numbers of events and exposures above 0, `(events, exposure)` of each group. Without events in the first group the
/// lower end is 0, without events in the reference there is no ratio.
///
/// # Assumptions
///
/// Events come one by one at the same rate in all of a group: otherwise [`rate_ratio`].
///
/// # Errors
///
/// [`InferenceError::Undefined`] without exposure, or without events in the reference.
///
/// # Reference
///
/// Przyborowski & Wilenski (1940), *Biometrika* 31: 313–323. The example is that of R's `poisson.test`: 11 of 800 against 21
/// of 3,011; its p-value adds up probabilities instead and is 0.07967.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, poisson_rate_ratio};
/// let ratio = poisson_rate_ratio((11, 800.0), (21, 3011.0), Level::P95)?;
/// assert_abs_diff_eq!(ratio.estimate.value, 1.971488, epsilon = 5e-7);
/// assert_abs_diff_eq!(ratio.estimate.low.unwrap(), 0.8584264, epsilon = 5e-8);
/// assert_abs_diff_eq!(ratio.estimate.high.unwrap(), 4.2772659, epsilon = 5e-8);
/// assert_abs_diff_eq!(ratio.p_value, 0.1120173, epsilon = 5e-8);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn poisson_rate_ratio(
    (events, exposure): (u64, f64),
    (reference_events, reference_exposure): (u64, f64),
    level: Level,
) -> Result<PoissonRatio, InferenceError> {
    let is_exposure = |exposure: f64| exposure > 0.0 && exposure.is_finite();
    if !is_exposure(exposure) || !is_exposure(reference_exposure) {
        return Err(InferenceError::Undefined { reason: "there is no exposure".to_owned() });
    }
    if reference_events == 0 {
        return Err(nothing_happened());
    }
    let (one, zero) = (events as f64, reference_events as f64);
    let turned = reference_exposure / exposure;
    let ratio = |share: f64| share / (1.0 - share) * turned;
    let low = if events == 0 { 0.0 } else { ratio(beta_quantile(level.tail(), one, zero + 1.0)) };
    let high = ratio(beta_quantile(1.0 - level.tail(), one + 1.0, zero));
    let share = exposure / (exposure + reference_exposure);
    let rest = reference_exposure / (exposure + reference_exposure);
    let at_least = if events == 0 { 1.0 } else { beta_tails(one, zero + 1.0, share, rest).lower };
    let at_most = beta_tails(one + 1.0, zero, share, rest).upper;
    Ok(PoissonRatio {
        estimate: Estimate { value: one / zero * turned, low: Some(low), high: Some(high) },
        p_value: (2.0 * at_least.min(at_most)).min(1.0),
    })
}

/// What [`poisson_rate_ratio`] finds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PoissonRatio {
    /// The ratio with its exact interval.
    pub estimate: Estimate,
    /// Two-sided: twice the smaller tail.
    pub p_value: f64,
}

fn nothing_happened() -> InferenceError {
    InferenceError::Undefined { reason: "nothing happened in one of the groups".to_owned() }
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_group_without_events_has_an_upper_end_only() {
        let none = poisson_rate_ratio((0, 10.0), (4, 10.0), Level::P95).unwrap();
        assert_eq!((none.estimate.value, none.estimate.low), (0.0, Some(0.0)));
        assert_abs_diff_eq!(none.p_value, 2.0 * 0.5_f64.powi(4), epsilon = 1e-12);
        assert!(none.estimate.high.is_some_and(|high| high > 1.0));
        for (one, zero) in [((3, 1.0), (0, 1.0)), ((3, 0.0), (2, 1.0)), ((3, 1.0), (2, f64::NAN))] {
            let found = poisson_rate_ratio(one, zero, Level::P95);
            assert!(matches!(found, Err(InferenceError::Undefined { .. })));
        }
    }

    #[test]
    fn a_rate_of_zero_has_no_ratio_and_one_unit_no_spread() {
        let some = Paired::weighted(&[Some(1.0), Some(3.0)], &[Some(1.0), Some(2.0)], &[3, 3]);
        let none = Paired::weighted(&[Some(0.0), Some(0.0)], &[Some(1.0), Some(2.0)], &[3, 3]);
        let single = Paired::weighted(&[Some(2.0)], &[Some(1.0)], &[1]);
        for other in [none, single] {
            assert!(rate_ratio(&some, &other, Level::P95).is_err());
        }
    }

    proptest! {
        #[test]
        fn swapping_the_groups_gives_the_reciprocal(
            one in prop::collection::vec((1_u8..20, 1_u8..9, 1_u64..4), 3..7),
            zero in prop::collection::vec((1_u8..20, 1_u8..9, 1_u64..4), 3..7),
        ) {
            let units = |rows: &[(u8, u8, u64)]| Paired::gather(
                rows.iter().map(|&(e, t, n)| (Some(f64::from(e)), Some(f64::from(t)), n)),
            );
            let (one, zero) = (units(&one), units(&zero));
            if let (Ok(there), Ok(back)) =
                (rate_ratio(&one, &zero, Level::P95), rate_ratio(&zero, &one, Level::P95))
            {
                prop_assert!((there.estimate.value * back.estimate.value - 1.0).abs() < 1e-9);
                let ends = there.estimate.low.zip(back.estimate.high).unwrap();
                prop_assert!((ends.0 * ends.1 - 1.0).abs() < 1e-9);
            }
        }

        #[test]
        fn counted_units_give_what_the_same_units_one_by_one_give(
            rows in prop::collection::vec((1_u8..20, 1_u8..9, 1_u64..4), 3..7),
        ) {
            let row = |&(e, t, n): &(u8, u8, u64)| (Some(f64::from(e)), Some(f64::from(t)), n);
            let expanded: Vec<_> = rows
                .iter()
                .flat_map(|counted| (0..counted.2).map(move |_| (row(counted).0, row(counted).1)))
                .collect();
            let reference = Paired::weighted(&[Some(1.0), Some(3.0)], &[Some(1.0), Some(2.0)], &[3, 3]);
            let counted = Paired::gather(rows.iter().map(row));
            prop_assert_eq!(
                rate_ratio(&counted, &reference, Level::P95),
                rate_ratio(&Paired::new(&expanded), &reference, Level::P95)
            );
        }
    }
}
