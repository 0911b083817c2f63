//! Limits of agreement: how far apart may two raters of the same match be?

use crate::inference::result::around;
use crate::inference::tails::normal_quantile;
use crate::inference::{Estimate, InferenceError, Level, Sample};

/// Bland and Altman's limits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Mean gap; `low` and `high` are the limits, between which `level` of all gaps lie. They are no confidence
    /// interval.
    pub estimate: Estimate,
    /// Standard error of each limit.
    pub standard_error: f64,
    /// Pairs.
    pub n: u64,
}

/// Limits of agreement: between which gaps do nearly all matches lie?
///
/// # Definition
///
/// `mean(d) ± z · sd(d)`, where `sd` divides by `n − 1` and `z` is the normal quantile of the level. The standard
/// error of a limit is `sd(d) · √(1/n + z² / (2(n − 1)))`.
///
/// # Shapes and units
///
/// `gaps`: n ≥ 2 differences between the two sides of a pair, in the scale's own points.
///
/// # Assumptions
///
/// Gaps are independent of one another and roughly normal, as large for high as for low answers. The limits describe
/// single pairs; for the mean gap take its *t* interval.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below two gaps, [`InferenceError::NoVariation`] when every gap is the same.
///
/// # Reference
///
/// Bland & Altman (1986), "Statistical methods for assessing agreement between two methods of clinical measurement",
/// *Lancet* 327: 307–310. The data are its peak flow rates, bias and standard deviation printed as −2.1 and 38.8.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Paired, limits_of_agreement};
/// let large = [494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427];
/// let mini = [512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451];
/// let number = |value: i32| Some(f64::from(value));
/// let pairs: Vec<_> = mini.into_iter().map(number).zip(large.into_iter().map(number)).collect();
/// let limits = limits_of_agreement(&Paired::new(&pairs).differences(), Level::P95)?;
/// assert_abs_diff_eq!(limits.estimate.value, -2.1176, epsilon = 5e-5);
/// assert_abs_diff_eq!(limits.estimate.low.unwrap(), -78.10, epsilon = 5e-3);
/// assert_abs_diff_eq!(limits.estimate.high.unwrap(), 73.86, epsilon = 5e-3);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn limits_of_agreement(gaps: &Sample, level: Level) -> Result<Limits, InferenceError> {
    let moments = gaps.moments("complete pairs")?.varying("gap")?;
    let (n, z) = (moments.n as f64, normal_quantile(level));
    let deviation = moments.variance.sqrt();
    Ok(Limits {
        estimate: around(moments.mean, z * deviation),
        standard_error: deviation * (1.0 / n + z * z / (2.0 * (n - 1.0))).sqrt(),
        n: moments.n,
    })
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    #[test]
    fn a_limit_is_less_certain_than_the_mean() {
        let limits =
            limits_of_agreement(&Sample::weighted(&[Some(-1.0), Some(1.0)], &[5, 5]), Level::P95)
                .unwrap();
        let deviation = (10.0_f64 / 9.0).sqrt();
        assert_abs_diff_eq!(limits.estimate.high.unwrap(), 1.959_964 * deviation, epsilon = 5e-7);
        assert_abs_diff_eq!(
            limits.standard_error,
            deviation * (0.1 + 3.841_459_f64 / 18.0).sqrt(),
            epsilon = 5e-7
        );
    }

    #[test]
    fn equal_gaps_have_no_limits() {
        let same = limits_of_agreement(&Sample::weighted(&[Some(1.0)], &[9]), Level::P95);
        assert_eq!(same, Err(InferenceError::NoVariation { what: "gap" }));
    }
}
