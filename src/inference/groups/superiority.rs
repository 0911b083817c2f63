//! How often a unit of one group is above one of another, also when it always is.

use super::ranks::{both_filled, ties};
use crate::inference::tails::normal_quantile;
use crate::inference::{Estimate, InferenceError, Level, Sample};

/// Probability of superiority: how often is somebody of one group above somebody of the other?
///
/// # Definition
///
/// The share of pairs, one unit of each group, in which the group's unit is above; draws count half. It is the area under the
/// curve, Vargha and Delaney's *A*, and `(1 + δ)/2` of Cliff's δ. The interval holds every `θ` with
/// `|p − θ| ≤ z·√(θ(1−θ)·(1 + (m−1)·((1−θ)/(2−θ) + θ/(1+θ)))/(n₁n₀))`, `m = (n₁ + n₀)/2`: Newcombe's fifth method.
///
/// # Shapes and units
///
/// Both groups have at least one unit. A share from 0 to 1, 0.5 when neither is ahead.
///
/// # Assumptions
///
/// Units are independent of one another and the groups share nobody. The variance is that of groups of a similar shape; where
/// the smaller group spreads more, a nominal 95 % interval holds the true value in 91 of 100 samples, and that of `brunner_munzel` in
/// 96 to 98 from twenty units on; of answers at a floor it holds it in 97 to 100; it has none for groups that are separated.
///
/// # Errors
///
/// [`InferenceError::TooFew`] when a group is empty.
///
/// # Reference
///
/// Newcombe (2006), "Confidence intervals for an effect size measure based on the Mann–Whitney statistic. Part 2: asymptotic
/// methods and evaluation", *Statistics in Medicine* 25: 559–573. The share itself: pain after shoulder surgery, Brunner &
/// Munzel (2000), *Biometrical Journal* 42: 17–25.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Sample, probability_of_superiority};
/// let suction = Sample::weighted(&[1.0, 2.0, 4.0].map(Some), &[11, 2, 1]);
/// let other = Sample::weighted(&[1.0, 2.0, 3.0, 4.0, 5.0].map(Some), &[3, 1, 4, 2, 1]);
/// let ahead = probability_of_superiority(&other, &suction, Level::P95)?;
/// assert_abs_diff_eq!(ahead.value, 0.788961, epsilon = 5e-7);
/// assert!(ahead.low.unwrap() > 0.5);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn probability_of_superiority(
    group: &Sample,
    reference: &Sample,
    level: Level,
) -> Result<Estimate, InferenceError> {
    both_filled(group, reference)?;
    let (n_one, n_zero) = (group.n() as f64, reference.n() as f64);
    let ahead = |tie: &super::ranks::Tie| {
        tie.counts[0] as f64 * (tie.below[1] as f64 + tie.counts[1] as f64 / 2.0)
    };
    let value = ties(&[group, reference]).iter().map(ahead).sum::<f64>() / (n_one * n_zero);
    let z = normal_quantile(level);
    let further = f64::midpoint(n_one, n_zero) - 1.0;
    let is_held = |theta: f64| {
        let shape = (1.0 - theta) / (2.0 - theta) + theta / (1.0 + theta);
        let variance = theta * (1.0 - theta) * (1.0 + further * shape) / (n_one * n_zero);
        (value - theta).powi(2) <= z * z * variance
    };
    let (low, high) = (end(value, 0.0, is_held), end(value, 1.0, is_held));
    Ok(Estimate { value, low: Some(low), high: Some(high) })
}

/// The last number that is held between the estimate and a limit, by halving.
fn end(value: f64, limit: f64, is_held: impl Fn(f64) -> bool) -> f64 {
    let (mut inside, mut outside) = (value, limit);
    for _ in 0..100 {
        let middle = f64::midpoint(inside, outside);
        if is_held(middle) {
            inside = middle;
        } else {
            outside = middle;
        }
    }
    inside
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;

    use super::super::drawn::{answers, counted, one_by_one};
    use super::*;

    proptest! {
        #[test]
        fn counted_answers_give_what_the_same_answers_one_by_one_give(one in answers(), other in answers()) {
            prop_assert_eq!(
                probability_of_superiority(&counted(&one), &counted(&other), Level::P95),
                probability_of_superiority(&one_by_one(&one), &one_by_one(&other), Level::P95)
            );
        }

        #[test]
        fn swapping_the_groups_mirrors_share_and_interval(one in answers(), other in answers()) {
            let there = probability_of_superiority(&counted(&one), &counted(&other), Level::P95).unwrap();
            let back = probability_of_superiority(&counted(&other), &counted(&one), Level::P95).unwrap();
            assert_abs_diff_eq!(there.value, 1.0 - back.value, epsilon = 1e-12);
            assert_abs_diff_eq!(there.low.unwrap(), 1.0 - back.high.unwrap(), epsilon = 1e-9);
            prop_assert!(there.low.unwrap() <= there.value && there.value <= there.high.unwrap());
        }
    }

    #[test]
    fn separated_groups_have_an_interval_of_their_own() {
        let above =
            probability_of_superiority(&counted(&[(4, 8)]), &counted(&[(2, 8)]), Level::P95);
        let above = above.unwrap();
        assert_eq!((above.value, above.high), (1.0, Some(1.0)));
        assert!(above.low.unwrap() > 0.6 && above.low.unwrap() < 0.9, "{above:?}");
        assert!(
            probability_of_superiority(&Sample::default(), &counted(&[(2, 8)]), Level::P95)
                .is_err()
        );
    }
}
