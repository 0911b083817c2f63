//! The mean and its *t* interval.

use crate::inference::result::TestResult;
use crate::inference::{InferenceError, Level, Sample};

/// Mean: what is the average answer?
///
/// # Definition
///
/// `mean ± t*(level) · sd / √n`, where `sd` divides by `n − 1` and Student's *t* has `n − 1` degrees of freedom.
///
/// # Shapes and units
///
/// `sample`: n ≥ 2 values. The estimate is in the values' own unit.
///
/// # Assumptions
///
/// Units are independent of one another; values are roughly normal or n is large. For a single item with few steps, show
/// the distribution beside it.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below two values, [`InferenceError::NoVariation`] when all are the same.
///
/// # Reference
///
/// Student (1908), "The probable error of a mean", *Biometrika* 6(1): 1–25; the data are its ten differences. Expected
/// numbers: R `t.test(sleep$extra[11:20] - sleep$extra[1:10])`.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Sample, mean_t};
/// let hours = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4].map(Some);
/// let mean = mean_t(&Sample::new(&hours), Level::P95)?;
/// assert_abs_diff_eq!(mean.estimate.value, 1.58, epsilon = 1e-12);
/// assert_abs_diff_eq!(mean.estimate.low.unwrap(), 0.7001142, epsilon = 5e-8);
/// assert_abs_diff_eq!(mean.estimate.high.unwrap(), 2.4598858, epsilon = 5e-8);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn mean_t(sample: &Sample, level: Level) -> Result<TestResult, InferenceError> {
    let moments = sample.moments("answers")?.varying("answer")?;
    let standard_error = (moments.variance / moments.n as f64).sqrt();
    let df = (moments.n - 1) as f64;
    Ok(TestResult::student(moments.mean, standard_error, df, moments.n, level))
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    #[test]
    fn counted_values_give_what_the_same_values_one_by_one_give() {
        let counted = Sample::weighted(&[Some(1.0), Some(4.0), Some(5.0)], &[3, 2, 4]);
        let expanded = Sample::new(&[1.0, 5.0, 1.0, 4.0, 5.0, 1.0, 5.0, 4.0, 5.0].map(Some));
        let mean = mean_t(&counted, Level::P95).unwrap();
        assert_eq!(mean, mean_t(&expanded, Level::P95).unwrap());
        assert_abs_diff_eq!(mean.estimate.value, 31.0 / 9.0, epsilon = 1e-12);
    }
}
