//! Differences of independent groups.

use crate::inference::result::TestResult;
use crate::inference::sample::at_least;
use crate::inference::tails::f_p;
use crate::inference::{InferenceError, Level, Moments};

/// Welch's *t*-test: are two groups of different people apart?
///
/// # Definition
///
/// The difference `mean₁ − mean₀` with the standard error `√(s₁²/n₁ + s₀²/n₀)` and Welch–Satterthwaite degrees of freedom.
///
/// # Shapes and units
///
/// Moments of each group, n ≥ 2. The difference is in the values' own unit, positive when the first group is higher.
///
/// # Assumptions
///
/// Units are independent of one another and the groups share nobody. Groups may spread differently.
///
/// # Errors
///
/// [`InferenceError::NoVariation`] when neither group varies.
///
/// # Reference
///
/// Welch (1947), *Biometrika* 34: 28–35. Student's sleep data as if they were of different persons: R `t.test(y2, y1)`.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Sample, welch_t};
/// let y1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0].map(Some);
/// let y2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4].map(Some);
/// let moments = |values: &[Option<f64>]| Sample::new(values).moments("answers");
/// let test = welch_t(&moments(&y2)?, &moments(&y1)?, Level::P95)?;
/// assert_abs_diff_eq!(test.statistic, 1.8608, epsilon = 5e-5);
/// assert_abs_diff_eq!(test.df.unwrap(), 17.776, epsilon = 5e-4);
/// assert_abs_diff_eq!(test.p_value, 0.07939, epsilon = 5e-6);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn welch_t(
    group: &Moments,
    reference: &Moments,
    level: Level,
) -> Result<TestResult, InferenceError> {
    let part = |moments: &Moments| moments.variance / moments.n as f64;
    let (one, zero) = (part(group), part(reference));
    let variance = one + zero;
    if variance <= 0.0 {
        return Err(InferenceError::NoVariation { what: "answer within groups" });
    }
    let within = one.powi(2) / (group.n - 1) as f64 + zero.powi(2) / (reference.n - 1) as f64;
    let difference = group.mean - reference.mean;
    let (df, n) = (variance.powi(2) / within, group.n + reference.n);
    Ok(TestResult::student(difference, variance.sqrt(), df, n, level))
}

/// A test of several groups at once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VarianceTest {
    /// Welch's *F*.
    pub statistic: f64,
    /// Degrees of freedom between groups.
    pub df_between: f64,
    /// Degrees of freedom within groups.
    pub df_within: f64,
    /// p-value.
    pub p_value: f64,
}

/// Welch's analysis of variance: is any of several groups apart from the others?
///
/// # Definition
///
/// With weights `wᵢ = nᵢ/sᵢ²`, their sum `W` and the weighted mean `m`,
/// `F = (Σ wᵢ(meanᵢ − m)²/(k−1)) / (1 + 2(k−2)Λ/(k²−1))`, `Λ = Σ (1 − wᵢ/W)²/(nᵢ−1)`, with `k − 1` and `(k²−1)/(3Λ)` degrees
/// of freedom.
///
/// # Shapes and units
///
/// Moments of k ≥ 2 groups, each n ≥ 2 and varying. *F* has no unit.
///
/// # Assumptions
///
/// Units are independent of one another and groups share nobody. Groups may spread differently.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below two groups, [`InferenceError::NoVariation`] when a group does not vary.
///
/// # Reference
///
/// Welch (1951), "On the comparison of several mean values", *Biometrika* 38: 330–336. With two groups *F* is the square of
/// [`welch_t`]'s statistic, which the example shows on Student's sleep data.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Moments, welch_anova};
/// let first = Moments { n: 10, mean: 0.75, variance: 3.200_555_555_555_556 };
/// let second = Moments { n: 10, mean: 2.33, variance: 4.009 };
/// let test = welch_anova(&[first, second])?;
/// assert_abs_diff_eq!(test.statistic, 1.8608_f64.powi(2), epsilon = 5e-4);
/// assert_abs_diff_eq!(test.df_within, 17.776, epsilon = 5e-4);
/// assert_abs_diff_eq!(test.p_value, 0.07939, epsilon = 5e-6);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn welch_anova(groups: &[Moments]) -> Result<VarianceTest, InferenceError> {
    at_least(groups.len() as u64, 2, "groups of two or more")?;
    for group in groups {
        group.varying("answer of a group")?;
    }
    let k = groups.len() as f64;
    let weight = |group: &Moments| group.n as f64 / group.variance;
    let total: f64 = groups.iter().map(weight).sum();
    let mean = groups.iter().map(|group| weight(group) * group.mean).sum::<f64>() / total;
    let between: f64 = groups.iter().map(|group| weight(group) * (group.mean - mean).powi(2)).sum();
    let lambda: f64 = groups
        .iter()
        .map(|group| (1.0 - weight(group) / total).powi(2) / (group.n - 1) as f64)
        .sum();
    let squares = k * k - 1.0;
    let statistic = (between / (k - 1.0)) / (1.0 + 2.0 * (k - 2.0) * lambda / squares);
    let (df_between, df_within) = (k - 1.0, squares / (3.0 * lambda));
    Ok(VarianceTest {
        statistic,
        df_between,
        df_within,
        p_value: f_p(statistic, df_between, df_within),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swapping_the_groups_flips_the_sign() {
        let one = Moments { n: 4, mean: 2.0, variance: 1.0 };
        let other = Moments { n: 9, mean: 3.0, variance: 0.0 };
        let there = welch_t(&one, &other, Level::P95).unwrap();
        let back = welch_t(&other, &one, Level::P95).unwrap();
        assert_eq!((there.statistic, there.df), (-back.statistic, back.df));
        assert_eq!(there.df, Some(3.0));
    }

    #[test]
    fn groups_without_spread_have_no_test() {
        let flat = Moments { n: 4, mean: 2.0, variance: 0.0 };
        assert!(welch_t(&flat, &flat, Level::P95).is_err());
        assert!(welch_anova(&[flat, flat, flat]).is_err());
        assert!(welch_anova(&[]).is_err());
    }
}
