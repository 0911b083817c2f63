//! The standardised difference in change of two groups.

use crate::inference::finding::Estimate;
use crate::inference::result::around;
use crate::inference::sample::at_least;
use crate::inference::tails::normal_quantile;
use crate::inference::{InferenceError, Level, PairedMoments};

/// Morris' *d*ppc2: how much more did one group change than the other, measured by the spread at baseline?
///
/// # Definition
///
/// `d = c · ((after₁ − before₁) − (after₀ − before₀)) / S`, where `S` is the pooled standard deviation at baseline and
/// `c = 1 − 3/(4(n₁ + n₀ − 2) − 1)`. With the correlation `r` of the waves within groups, `k = (n₁+n₀)/(n₁n₀)` and
/// `N = n₁ + n₀`, the variance is `2c²(1−r)k·((N−2)/(N−4))·(1 + d²/(2(1−r)k)) − d²`. The interval is normal.
///
/// # Shapes and units
///
/// Moments of both waves of each group, 5 units or more in all. Standard deviations at baseline; positive when the first
/// group changed more.
///
/// # Assumptions
///
/// Units are independent of one another; both groups and waves spread about equally; `r` is pooled over the groups, weighted
/// by their degrees of freedom.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below five units, [`InferenceError::NoVariation`] when the baseline does not vary,
/// [`InferenceError::Undefined`] when the variance is not above 0, as for waves that are copies of one another.
///
/// # Reference
///
/// Morris (2008), "Estimating effect sizes from pretest-posttest-control group designs", *Organizational Research Methods*
/// 11(2): 364–386, whose first study the example has. The expected estimate and variance are recomputed from the formulas,
/// not taken from print.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Moments, PairedMoments, morris_d_ppc2};
/// let wave = |mean: f64, deviation: f64| Moments { n: 20, mean, variance: deviation.powi(2) };
/// let trained = PairedMoments { before: wave(30.6, 15.0), after: wave(38.5, 11.6), correlation: 0.47 };
/// let control = PairedMoments { before: wave(23.1, 13.8), after: wave(19.7, 14.8), correlation: 0.47 };
/// let d = morris_d_ppc2(&trained, &control, Level::P95)?;
/// assert_abs_diff_eq!(d.value, 0.7685, epsilon = 5e-5);
/// let standard_error = (d.high.unwrap() - d.value) / 1.959964;
/// assert_abs_diff_eq!(standard_error.powi(2), 0.1158, epsilon = 5e-5);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn morris_d_ppc2(
    group: &PairedMoments,
    reference: &PairedMoments,
    level: Level,
) -> Result<Estimate, InferenceError> {
    let total = group.before.n + reference.before.n;
    at_least(total, 5, "complete pairs")?;
    let (one, zero) = ((group.before.n - 1) as f64, (reference.before.n - 1) as f64);
    let variance = (one * group.before.variance + zero * reference.before.variance) / (one + zero);
    if variance <= 0.0 {
        return Err(InferenceError::NoVariation { what: "answer at baseline" });
    }
    let change = |waves: &PairedMoments| waves.after.mean - waves.before.mean;
    let n = total as f64;
    let factor = 1.0 - 3.0 / (4.0 * (n - 2.0) - 1.0);
    let d = factor * (change(group) - change(reference)) / variance.sqrt();
    let r = (one * group.correlation + zero * reference.correlation) / (one + zero);
    let sizes = n / (group.before.n as f64 * reference.before.n as f64);
    // 2(1−r)k·(1 + d²/(2(1−r)k)) written out, so that r = 1 divides by nothing.
    let spread = 2.0 * (1.0 - r) * sizes + d * d;
    let of_d = factor.powi(2) * ((n - 2.0) / (n - 4.0)) * spread - d * d;
    if of_d > 0.0 {
        Ok(around(d, normal_quantile(level) * of_d.sqrt()))
    } else {
        let reason = "the two waves are too much alike for an interval of the effect".to_owned();
        Err(InferenceError::Undefined { reason })
    }
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;
    use crate::inference::Moments;

    fn waves(n: u64, before: (f64, f64), after: f64, correlation: f64) -> PairedMoments {
        PairedMoments {
            before: Moments { n, mean: before.0, variance: before.1.powi(2) },
            after: Moments { n, mean: after, variance: before.1.powi(2) },
            correlation,
        }
    }

    #[test]
    fn the_second_and_fourth_study_have_the_recomputed_values() {
        let trained = waves(50, (23.5, 3.1), 26.8, 0.64);
        let control = waves(42, (24.9, 4.1), 25.3, 0.64);
        let d = morris_d_ppc2(&trained, &control, Level::P95).unwrap();
        assert_abs_diff_eq!(d.value, 0.8010, epsilon = 5e-5);
        assert_abs_diff_eq!(
            ((d.high.unwrap() - d.value) / 1.959_964).powi(2),
            0.0354,
            epsilon = 5e-5
        );
        let trained = waves(10, (53.4, 14.5), 75.9, 0.89);
        let control = waves(11, (55.7, 17.3), 60.7, 0.89);
        let d = morris_d_ppc2(&trained, &control, Level::P95).unwrap();
        assert_abs_diff_eq!(d.value, 1.0477, epsilon = 5e-5);
    }

    #[test]
    fn four_units_are_too_few() {
        let pair = waves(2, (1.0, 1.0), 2.0, 0.5);
        assert!(morris_d_ppc2(&pair, &pair, Level::P95).is_err());
    }
}
