//! Shares and their differences.

use crate::inference::result::{TestResult, joined};
use crate::inference::sample::at_least;
use crate::inference::tails::{beta_quantile, normal_p, normal_quantile};
use crate::inference::{Estimate, InferenceError, Level};

/// Wilson interval: which share of all would say yes?
///
/// # Definition
///
/// With `p = x/n` and the normal quantile `z`, the interval is
/// `(p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)`. The estimate is `p` itself.
///
/// # Shapes and units
///
/// `yes` of `n` ≥ 1 units; estimate and interval are shares from 0 to 1.
///
/// # Assumptions
///
/// Units are independent of one another.
///
/// # Errors
///
/// [`InferenceError::TooFew`] without any unit.
///
/// # Reference
///
/// Wilson (1927), "Probable inference, the law of succession, and statistical inference", *JASA* 22: 209–212. The example
/// is that of Newcombe (1998), *Statistics in Medicine* 17: 857–872, table I.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, wilson};
/// let share = wilson(81, 263, Level::P95)?;
/// assert_abs_diff_eq!(share.low.unwrap(), 0.255289, epsilon = 5e-7);
/// assert_abs_diff_eq!(share.high.unwrap(), 0.366210, epsilon = 5e-7);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn wilson(yes: u64, n: u64, level: Level) -> Result<Estimate, InferenceError> {
    at_least(n, 1, "answers")?;
    let (z, n) = (normal_quantile(level), n as f64);
    let share = yes as f64 / n;
    let spread = 1.0 + z * z / n;
    let centre = (share + z * z / (2.0 * n)) / spread;
    let half = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt() / spread;
    // At 0 and 1 the end is the share itself, but for the last digits.
    let low = (centre - half).clamp(0.0, share);
    let high = (centre + half).clamp(share, 1.0);
    Ok(Estimate { value: share, low: Some(low), high: Some(high) })
}

/// Difference of two shares: do more of one group say yes than of the other?
///
/// # Definition
///
/// The estimate is `p₁ − p₀`. The interval is Newcombe's hybrid score interval: with Wilson ends `l`, `u` of each share,
/// `d − √((p₁−l₁)² + (u₀−p₀)²)` to `d + √((u₁−p₁)² + (p₀−l₀)²)`. The test is the normal one with the pooled share, without
/// continuity correction.
///
/// # Shapes and units
///
/// `(yes, n)` of each group, n ≥ 1; a share from −1 to 1, positive when the first group has more.
///
/// # Assumptions
///
/// Units are independent of one another, and so are the groups.
///
/// # Errors
///
/// [`InferenceError::TooFew`] when a group is empty, [`InferenceError::NoVariation`] when all units of both agree.
///
/// # Reference
///
/// Newcombe (1998), "Interval estimation for the difference between independent proportions", *Statistics in Medicine* 17:
/// 873–890, method 10 and its example of 56 of 70 against 48 of 80.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, newcombe};
/// let difference = newcombe((56, 70), (48, 80), Level::P95)?.estimate;
/// assert_abs_diff_eq!(difference.value, 0.2, epsilon = 1e-12);
/// assert_abs_diff_eq!(difference.low.unwrap(), 0.052431, epsilon = 5e-7);
/// assert_abs_diff_eq!(difference.high.unwrap(), 0.333873, epsilon = 5e-7);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn newcombe(
    group: (u64, u64),
    reference: (u64, u64),
    level: Level,
) -> Result<TestResult, InferenceError> {
    let (one, zero) = (wilson(group.0, group.1, level)?, wilson(reference.0, reference.1, level)?);
    let estimate = joined(one, zero);
    let (n_one, n_zero) = (group.1 as f64, reference.1 as f64);
    let pooled = (group.0 + reference.0) as f64 / (n_one + n_zero);
    let standard_error = (pooled * (1.0 - pooled) * (1.0 / n_one + 1.0 / n_zero)).sqrt();
    if standard_error <= 0.0 {
        return Err(InferenceError::NoVariation { what: "answer" });
    }
    let statistic = estimate.value / standard_error;
    Ok(TestResult {
        estimate,
        standard_error,
        statistic,
        df: None,
        p_value: normal_p(statistic),
        n: group.1 + reference.1,
    })
}

/// Exact interval of a share: which shares are not contradicted by the count?
///
/// # Definition
///
/// The Clopper–Pearson interval: quantiles of the beta distributions `B(x, n−x+1)` and `B(x+1, n−x)`.
///
/// # Shapes and units
///
/// `yes` of `n` ≥ 1 units; shares from 0 to 1.
///
/// # Assumptions
///
/// Units are independent. It covers at least `level` of the time, often more: [`wilson`] is closer.
///
/// # Errors
///
/// [`InferenceError::TooFew`] without any unit.
///
/// # Reference
///
/// Clopper & Pearson (1934), *Biometrika* 26: 404–413. Newcombe (1998), *Statistics in Medicine* 17: 857–872, table I,
/// method 5: 81 of 263 gives 0.2527 to 0.3676.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, clopper_pearson};
/// let share = clopper_pearson(81, 263, Level::P95)?;
/// assert_abs_diff_eq!(share.low.unwrap(), 0.2527, epsilon = 5e-5);
/// assert_abs_diff_eq!(share.high.unwrap(), 0.3676, epsilon = 5e-5);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn clopper_pearson(yes: u64, n: u64, level: Level) -> Result<Estimate, InferenceError> {
    at_least(n, 1, "answers")?;
    let (x, no) = (yes as f64, n.saturating_sub(yes) as f64);
    let low = if x > 0.0 { beta_quantile(level.tail(), x, no + 1.0) } else { 0.0 };
    let high = if no > 0.0 { beta_quantile(1.0 - level.tail(), x + 1.0, no) } else { 1.0 };
    Ok(Estimate { value: x / n as f64, low: Some(low), high: Some(high) })
}

/// Jeffreys interval: which shares does the count make likely, when all were thought possible before?
///
/// # Definition
///
/// Quantiles of the beta distribution `B(x + ½, n − x + ½)`; the lower end is 0 when nobody says yes, the upper end 1 when
/// everybody does.
///
/// # Shapes and units
///
/// `yes` of `n` ≥ 1 units; shares from 0 to 1.
///
/// # Assumptions
///
/// Units are independent. It is the interval of Bayes' rule with Jeffreys' prior, a nominal 95 % interval
/// holds a share of 5 % in 90 to 99 of 100 samples, depending on the size.
///
/// # Errors
///
/// [`InferenceError::TooFew`] without any unit.
///
/// # Reference
///
/// Brown, Cai & Das Gupta (2001), "Interval estimation for a binomial proportion", *Statistical Science* 16(2): 101–133,
/// section 3.1. Expected numbers: R `qbeta(c(.025, .975), 81.5, 182.5)`.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, jeffreys};
/// let share = jeffreys(81, 263, Level::P95)?;
/// assert_abs_diff_eq!(share.low.unwrap(), 0.254522, epsilon = 5e-7);
/// assert_abs_diff_eq!(share.high.unwrap(), 0.365647, epsilon = 5e-7);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn jeffreys(yes: u64, n: u64, level: Level) -> Result<Estimate, InferenceError> {
    at_least(n, 1, "answers")?;
    let (x, no) = (yes as f64, n.saturating_sub(yes) as f64);
    let end = |probability| beta_quantile(probability, x + 0.5, no + 0.5);
    let low = if x > 0.0 { end(level.tail()) } else { 0.0 };
    let high = if no > 0.0 { end(1.0 - level.tail()) } else { 1.0 };
    Ok(Estimate { value: x / n as f64, low: Some(low), high: Some(high) })
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    #[test]
    fn nobody_of_twenty_is_compatible_with_one_in_six() {
        let none = wilson(0, 20, Level::P95).unwrap();
        assert_eq!((none.value, none.low), (0.0, Some(0.0)));
        assert_abs_diff_eq!(none.high.unwrap(), 0.161_125, epsilon = 5e-7);
        assert_eq!(wilson(20, 20, Level::P95).unwrap().high, Some(1.0));
    }

    #[test]
    fn eight_of_ten_has_its_published_interval() {
        let share = wilson(8, 10, Level::P95).unwrap();
        assert_abs_diff_eq!(share.low.unwrap(), 0.490_162, epsilon = 5e-7);
        assert_abs_diff_eq!(share.high.unwrap(), 0.943_318, epsilon = 5e-7);
    }

    #[test]
    fn swapping_the_groups_flips_the_sign() {
        let one = newcombe((9, 10), (3, 10), Level::P95).unwrap().estimate;
        let other = newcombe((3, 10), (9, 10), Level::P95).unwrap().estimate;
        assert_abs_diff_eq!(one.value, -other.value, epsilon = 1e-12);
        assert_abs_diff_eq!(one.low.unwrap(), -other.high.unwrap(), epsilon = 1e-12);
    }

    #[test]
    fn nobody_and_everybody_mirror_each_other() {
        for interval in [wilson, clopper_pearson, jeffreys] {
            let (none, all) =
                (interval(0, 7, Level::P95).unwrap(), interval(7, 7, Level::P95).unwrap());
            assert_eq!((none.low, all.high), (Some(0.0), Some(1.0)));
            assert_abs_diff_eq!(none.high.unwrap(), 1.0 - all.low.unwrap(), epsilon = 1e-12);
        }
    }

    #[test]
    fn an_empty_group_has_no_share() {
        assert!(jeffreys(0, 0, Level::P95).is_err() && clopper_pearson(0, 0, Level::P95).is_err());
        assert!(wilson(0, 0, Level::P95).is_err());
        assert!(newcombe((0, 0), (1, 2), Level::P95).is_err());
        assert!(newcombe((2, 2), (3, 3), Level::P95).is_err());
    }
}
