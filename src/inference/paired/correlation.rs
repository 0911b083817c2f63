//! The correlation of two numbers.

use crate::inference::result::TestResult;
use crate::inference::sample::at_least;
use crate::inference::tails::{normal_quantile, student_p};
use crate::inference::{Estimate, InferenceError, Level, Paired};

/// Pearson's correlation: do those who start high end high?
///
/// # Definition
///
/// `r` is the covariance by both standard deviations. The interval is Fisher's: `tanh(atanh(r) ± z/√(n−3))`. The test is
/// `t = r·√((n−2)/(1−r²))` with `n − 2` degrees of freedom.
///
/// # Shapes and units
///
/// n ≥ 4 pairs; `r` runs from −1 to 1.
///
/// # Assumptions
///
/// Pairs are independent of one another and roughly binormal. A correlation is no agreement: it does not see a shift.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below four pairs, [`InferenceError::NoVariation`] when one side is constant,
/// [`InferenceError::Undefined`] when the pairs lie on a line.
///
/// # Reference
///
/// Fisher (1915), *Biometrika* 10: 507–521. Expected numbers: R `cor.test(y1, y2)` on `datasets::sleep`, recomputed from the
/// definition.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Paired, pearson};
/// let y1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
/// let y2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
/// let pairs: Vec<_> = y1.iter().zip(&y2).map(|(&b, &a)| (Some(b), Some(a))).collect();
/// let r = pearson(&Paired::new(&pairs), Level::P95)?;
/// assert_abs_diff_eq!(r.estimate.value, 0.7951702, epsilon = 5e-8);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn pearson(pairs: &Paired, level: Level) -> Result<TestResult, InferenceError> {
    at_least(pairs.n(), 4, "complete pairs")?;
    let moments = pairs.moments()?;
    moments.before.varying("first value")?;
    moments.after.varying("second value")?;
    let (r, n) = (moments.correlation, pairs.n() as f64);
    // Nearer to a line than the digits of a number can tell.
    if 1.0 - r.abs() < 1e-12 {
        let reason = "all pairs lie on a line".to_owned();
        return Err(InferenceError::Undefined { reason });
    }
    let standard_error = 1.0 / (n - 3.0).sqrt();
    let end = |side: f64| Some((r.atanh() + side * normal_quantile(level) * standard_error).tanh());
    let statistic = r * ((n - 2.0) / (1.0 - r * r)).sqrt();
    Ok(TestResult {
        estimate: Estimate { value: r, low: end(-1.0), high: end(1.0) },
        standard_error: (1.0 - r * r) * standard_error,
        statistic,
        df: Some(n - 2.0),
        p_value: student_p(statistic, n - 2.0),
        n: pairs.n(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_on_a_line_and_constant_sides_have_no_interval() {
        let line: Vec<_> = (0..5).map(|x| (Some(f64::from(x)), Some(2.0 * f64::from(x)))).collect();
        assert!(matches!(
            pearson(&Paired::new(&line), Level::P95),
            Err(InferenceError::Undefined { .. })
        ));
        let flat: Vec<_> = (0..5).map(|x| (Some(f64::from(x)), Some(2.0))).collect();
        assert!(matches!(
            pearson(&Paired::new(&flat), Level::P95),
            Err(InferenceError::NoVariation { .. })
        ));
    }
}
