//! The ratio of two shares.

use crate::inference::sample::at_least;
use crate::inference::special::root;
use crate::inference::tails::{normal_p, normal_quantile};
use crate::inference::{Estimate, InferenceError, Level};

/// How many times a share, or odds, of a group are those of the reference.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShareRatio {
    /// The ratio with its interval: 1 when both groups are alike.
    pub ratio: Estimate,
    /// Test statistic of a ratio of 1, normal.
    pub statistic: f64,
    /// Two-sided p-value.
    pub p_value: f64,
    /// Units of both groups.
    pub n: u64,
}

/// Risk ratio: how many times as often does one group say yes as the other?
///
/// # Definition
///
/// `p₁/p₀`. The interval is Koopman's: every ratio `θ` that the score test
/// `(p₁ − θp₀)/√(p̃₁(1−p̃₁)/n₁ + θ²p̃₀(1−p̃₀)/n₀)` does not reject, where `p̃₁ = θp̃₀` are the shares with that ratio that fit best.
/// For `θ = 1` it is the normal test of two shares with the pooled one, which is the statistic here.
///
/// # Shapes and units
///
/// `(yes, n)` of each group, n ≥ 1. A ratio of 0 or more; swapping the groups gives its inverse.
///
/// # Assumptions
///
/// Units are independent of one another, and so are the groups. A ratio says nothing without the shares: print both.
/// A nominal 95 % interval holds the true value in 94 to 96 of 100 samples from twenty units on; where yes is as rare as one in
/// ten, in 99 to 100 below two hundred.
///
/// # Errors
///
/// [`InferenceError::TooFew`] when a group is empty, [`InferenceError::NoVariation`] when all units of both agree,
/// [`InferenceError::Undefined`] when nobody of the reference says yes.
///
/// # Reference
///
/// Koopman (1984), "Confidence intervals for the ratio of two binomial proportions", *Biometrics* 40: 513–517, and its example of
/// 36 of 40 against 16 of 80: 4.5, from 2.94 to 7.15.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, risk_ratio};
/// let ratio = risk_ratio((36, 40), (16, 80), Level::P95)?.ratio;
/// assert_abs_diff_eq!(ratio.value, 4.5, epsilon = 1e-12);
/// assert_abs_diff_eq!(ratio.low.unwrap(), 2.94, epsilon = 5e-3);
/// assert_abs_diff_eq!(ratio.high.unwrap(), 7.15, epsilon = 5e-3);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn risk_ratio(
    group: (u64, u64),
    reference: (u64, u64),
    level: Level,
) -> Result<ShareRatio, InferenceError> {
    at_least(group.1.min(reference.1), 1, "answers in each group")?;
    let (yes, n) = (group.0 + reference.0, group.1 + reference.1);
    if yes == 0 || yes == n {
        return Err(InferenceError::NoVariation { what: "answer" });
    }
    if reference.0 == 0 {
        let reason = "nobody of the reference says yes, so that nothing is a multiple of it";
        return Err(InferenceError::Undefined { reason: reason.to_owned() });
    }
    let score = Score::of(group, reference);
    let value = score.share / score.share_of_reference;
    let z = normal_quantile(level);
    // Near the ratio also when it is 0.
    let start = (group.0 as f64 + 0.5) / (group.1 as f64 + 0.5) / score.share_of_reference;
    let low = if group.0 == 0 { 0.0 } else { root(start, |ratio| score.beyond(ratio) + z) };
    let high = root(start, |ratio| score.beyond(ratio) - z);
    let statistic = -score.beyond(1.0);
    Ok(ShareRatio {
        ratio: Estimate { value, low: Some(low.min(value)), high: Some(high.max(value)) },
        statistic,
        p_value: normal_p(statistic),
        n,
    })
}

/// The score test of a ratio.
struct Score {
    share: f64,
    share_of_reference: f64,
    n: f64,
    n_reference: f64,
    yes: f64,
    yes_of_reference: f64,
}

impl Score {
    fn of(group: (u64, u64), reference: (u64, u64)) -> Self {
        let (yes, n) = (group.0 as f64, group.1 as f64);
        let (yes_of_reference, n_reference) = (reference.0 as f64, reference.1 as f64);
        let (share, share_of_reference) = (yes / n, yes_of_reference / n_reference);
        Self { share, share_of_reference, n, n_reference, yes, yes_of_reference }
    }

    /// How many standard errors a ratio lies above what was observed.
    fn beyond(&self, ratio: f64) -> f64 {
        // The smaller root of the likelihood's quadratic, by the form that loses no digits.
        let linear = ratio * (self.n + self.yes_of_reference) + self.yes + self.n_reference;
        let all_yes = self.yes + self.yes_of_reference;
        let square = linear * linear - 4.0 * ratio * (self.n + self.n_reference) * all_yes;
        let fitted_reference = (2.0 * all_yes / (linear + square.max(0.0).sqrt())).min(1.0);
        let fitted = (ratio * fitted_reference).min(1.0);
        let variance = fitted * (1.0 - fitted) / self.n
            + ratio * ratio * fitted_reference * (1.0 - fitted_reference) / self.n_reference;
        (ratio * self.share_of_reference - self.share) / variance.sqrt()
    }
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;

    use super::*;
    use crate::inference::newcombe;

    proptest! {
        #[test]
        fn swapping_the_groups_inverts_the_ratio(one in 1_u64..20, other in 1_u64..20, no in 1_u64..20, more in 1_u64..20) {
            let (group, reference) = ((one, one + no), (other, other + more));
            let there = risk_ratio(group, reference, Level::P95).unwrap();
            let back = risk_ratio(reference, group, Level::P95).unwrap();
            assert_abs_diff_eq!(there.ratio.value * back.ratio.value, 1.0, epsilon = 1e-12);
            assert_abs_diff_eq!(there.ratio.low.unwrap() * back.ratio.high.unwrap(), 1.0, epsilon = 1e-9);
            assert_abs_diff_eq!(there.statistic, -back.statistic, epsilon = 1e-9);
            let difference = newcombe(group, reference, Level::P95).unwrap();
            assert_abs_diff_eq!(there.statistic, difference.statistic, epsilon = 1e-9);
            // The interval leaves out 1 exactly when the test rejects it.
            let ratio = there.ratio;
            let is_out = ratio.low.unwrap() > 1.0 || ratio.high.unwrap() < 1.0;
            prop_assert!((there.p_value - 0.05).abs() < 1e-6 || is_out == (there.p_value < 0.05));
        }
    }

    #[test]
    fn nobody_of_the_group_gives_an_upper_end_and_nobody_of_the_reference_an_error() {
        let none = risk_ratio((0, 10), (4, 10), Level::P95).unwrap().ratio;
        assert_eq!((none.value, none.low), (0.0, Some(0.0)));
        assert!(none.high.unwrap() > 0.1 && none.high.unwrap() < 1.2, "{none:?}");
        let all = risk_ratio((10, 10), (4, 10), Level::P95).unwrap().ratio;
        assert!(all.low.unwrap() > 1.0 && all.high.unwrap() > 2.5);
        assert!(matches!(
            risk_ratio((3, 10), (0, 10), Level::P95),
            Err(InferenceError::Undefined { .. })
        ));
        assert!(matches!(
            risk_ratio((0, 10), (0, 10), Level::P95),
            Err(InferenceError::NoVariation { .. })
        ));
        assert!(matches!(
            risk_ratio((0, 0), (1, 10), Level::P95),
            Err(InferenceError::TooFew { .. })
        ));
    }
}
