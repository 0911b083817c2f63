//! Cohen's kappa with quadratic weights.

use crate::inference::result::around;
use crate::inference::sample::at_least;
use crate::inference::tails::normal_quantile;
use crate::inference::{Estimate, InferenceError, Level, Paired, Sample};

/// Quadratic weighted kappa: how far do two raters agree beyond chance, when a gap of two is four times as bad as one?
///
/// # Definition
///
/// `κ = 1 − D / (var(x) + var(y) + (x̄ − ȳ)²)`, where `D` is the mean squared gap and variances divide by `n`: the
/// same as the table of weights `1 − (x − y)²/range²`. For two categories it is Cohen's unweighted kappa. The interval
/// is normal, with the large-sample standard error of Fleiss, Cohen and Everitt, and ends at −1 and 1.
///
/// # Shapes and units
///
/// n ≥ 2 complete pairs of numbers on the same scale; 1 is full agreement, 0 what chance would give.
///
/// # Assumptions
///
/// Pairs are independent of one another; the interval needs many of them. There is none when all pairs agree.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below two pairs, [`InferenceError::NoVariation`] when every answer of both is the same.
///
/// # Reference
///
/// Cohen (1968), *Psychological Bulletin* 70: 213–220. Fleiss, Cohen & Everitt (1969), "Large sample standard errors
/// of kappa and weighted kappa", *Psychological Bulletin* 72: 323–327. Expected number: the table of 20, 5, 10 and 15
/// recomputed from both definitions.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Paired, weighted_kappa};
/// let (mentor, mentee) = ([1.0, 1.0, 2.0, 2.0].map(Some), [1.0, 2.0, 1.0, 2.0].map(Some));
/// let kappa = weighted_kappa(&Paired::weighted(&mentor, &mentee, &[20, 5, 10, 15]), Level::P95)?;
/// assert_abs_diff_eq!(kappa.value, 0.4, epsilon = 1e-12);
/// assert_abs_diff_eq!(kappa.high.unwrap(), 0.4 + 1.959964 * 0.126996, epsilon = 5e-6);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn weighted_kappa(pairs: &Paired, level: Level) -> Result<Estimate, InferenceError> {
    at_least(pairs.n(), 2, "complete pairs")?;
    let (one, other) = (Spread::of(&pairs.before()), Spread::of(&pairs.after()));
    let n = pairs.n() as f64;
    let squared =
        pairs.pairs().iter().map(|pair| (pair.before - pair.after).powi(2) * pair.count as f64);
    let observed = squared.sum::<f64>() / n;
    let expected = one.variance + other.variance + (one.mean - other.mean).powi(2);
    if expected <= 0.0 {
        return Err(InferenceError::NoVariation { what: "answer" });
    }
    let value = 1.0 - observed / expected;
    // How far each pair pulls kappa: the derivative of `observed / expected`.
    let pull = |before: f64, after: f64| {
        let by_chance = other.distance(before) + one.distance(after) - 2.0 * expected;
        ((before - after).powi(2) - observed - (1.0 - value) * by_chance) / expected
    };
    let pulls =
        pairs.pairs().iter().map(|pair| pull(pair.before, pair.after).powi(2) * pair.count as f64);
    let standard_error = pulls.sum::<f64>().sqrt() / n;
    if standard_error <= 0.0 {
        return Ok(Estimate { value, ..Estimate::default() });
    }
    let wide = around(value, normal_quantile(level) * standard_error);
    let within = |end: Option<f64>| end.map(|end| end.clamp(-1.0, 1.0));
    Ok(Estimate { value, low: within(wide.low), high: within(wide.high) })
}

/// Mean and variance of one rater's answers, the variance with divisor `n`.
struct Spread {
    mean: f64,
    variance: f64,
}

impl Spread {
    fn of(sample: &Sample) -> Self {
        let n = sample.n() as f64;
        let mean = sample.mean().unwrap_or_default();
        Self { mean, variance: sample.variance().unwrap_or_default() * (n - 1.0) / n }
    }

    /// Mean squared distance of these answers from a value.
    fn distance(&self, value: f64) -> f64 {
        (value - self.mean).powi(2) + self.variance
    }
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    fn point(value: f64) -> Estimate {
        Estimate { value, ..Estimate::default() }
    }

    fn pairs(one: &[u32], other: &[u32]) -> Paired {
        let number = |value: &u32| Some(f64::from(*value));
        Paired::new(&one.iter().map(number).zip(other.iter().map(number)).collect::<Vec<_>>())
    }

    #[test]
    fn fifteen_pairs_have_their_known_kappa() {
        let found = pairs(
            &[1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 3, 2, 4, 5, 1],
            &[1, 2, 2, 3, 3, 3, 4, 5, 5, 4, 2, 2, 3, 5, 1],
        );
        assert_abs_diff_eq!(
            weighted_kappa(&found, Level::P95).unwrap().value,
            0.892_857,
            epsilon = 5e-7
        );
    }

    /// Grades of the right and left eye of 7,477 women (R package irr, `vision`), kappa by `irr::kappa2`. The interval
    /// is recomputed from the formula for a table of weights; 1,000 resamples agree with its standard error of 0.0084.
    /// That of psych 2.2.9, 0.0053, is no reference: it holds for the unweighted kappa only.
    #[test]
    fn eyes_of_women_agree_as_published() {
        let table =
            [[1520, 266, 124, 66], [234, 1512, 432, 78], [117, 362, 1772, 205], [36, 82, 179, 492]];
        let grade = |at: usize| Some(at as f64);
        let (right, left): (Vec<_>, Vec<_>) =
            (0..16).map(|at| (grade(at / 4), grade(at % 4))).unzip();
        let kappa =
            weighted_kappa(&Paired::weighted(&right, &left, table.as_flattened()), Level::P95)
                .unwrap();
        assert_abs_diff_eq!(kappa.value, 0.702_334_252_490_098, epsilon = 1e-12);
        assert_abs_diff_eq!(kappa.low.unwrap(), 0.685_906, epsilon = 5e-7);
        assert_abs_diff_eq!(kappa.high.unwrap(), 0.718_763, epsilon = 5e-7);
    }

    #[test]
    fn full_agreement_has_no_interval_and_a_constant_answer_no_kappa() {
        assert_eq!(weighted_kappa(&pairs(&[1, 2, 3], &[1, 2, 3]), Level::P95), Ok(point(1.0)));
        let same = weighted_kappa(&pairs(&[3, 3], &[3, 3]), Level::P95);
        assert_eq!(same, Err(InferenceError::NoVariation { what: "answer" }));
    }
}
