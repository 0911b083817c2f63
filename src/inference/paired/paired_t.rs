//! The paired *t*-test.

use crate::inference::result::TestResult;
use crate::inference::{InferenceError, Level, Paired};

/// Paired *t*-test: did the same people change between two waves?
///
/// # Definition
///
/// With `dᵢ = afterᵢ − beforeᵢ`, `t = mean(d) / (sd(d) / √n)`, where `sd` divides by `n − 1`. The p-value is two-sided, from
/// Student's *t* with `n − 1` degrees of freedom; [`TestResult::p_values`] has the one-sided ones. The interval is
/// `mean(d) ± t*(level) · sd(d) / √n`.
///
/// # Shapes and units
///
/// `pairs`: n ≥ 2 complete pairs, one per mentee. The estimate is in the measure's own points and positive when `after` is
/// higher.
///
/// # Assumptions
///
/// Mentees are independent of one another; the differences are roughly normal or n is large. For a short ordinal scale read
/// [`wilcoxon_signed_rank`](crate::inference::wilcoxon_signed_rank) beside it: this function never switches.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below two pairs, [`InferenceError::NoVariation`] when every difference is the same.
///
/// # Reference
///
/// Student (1908), "The probable error of a mean", *Biometrika* 6(1): 1–25, which gives the data below. Expected numbers: R
/// `t.test(y2, y1, paired = TRUE)` on `datasets::sleep`.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Paired, paired_t};
/// let y1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
/// let y2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
/// let pairs: Vec<_> = y1.iter().zip(&y2).map(|(&b, &a)| (Some(b), Some(a))).collect();
///
/// let test = paired_t(&Paired::new(&pairs), Level::P95)?;
///
/// assert_abs_diff_eq!(test.statistic, 4.0621, epsilon = 5e-5);
/// assert_abs_diff_eq!(test.p_value, 0.002833, epsilon = 5e-7);
/// assert_abs_diff_eq!(test.estimate.low.unwrap(), 0.7001142, epsilon = 5e-8);
/// assert_abs_diff_eq!(test.estimate.high.unwrap(), 2.4598858, epsilon = 5e-8);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn paired_t(pairs: &Paired, level: Level) -> Result<TestResult, InferenceError> {
    let change = pairs.differences().moments("complete pairs")?.varying("change")?;
    let standard_error = (change.variance / change.n as f64).sqrt();
    let df = (change.n - 1) as f64;
    Ok(TestResult::student(change.mean, standard_error, df, change.n, level))
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    #[test]
    fn swapping_the_waves_flips_the_sign() {
        let there =
            Paired::new(&[(Some(1.0), Some(2.0)), (Some(4.0), Some(2.5)), (Some(0.0), Some(3.0))]);
        let back =
            Paired::new(&[(Some(2.0), Some(1.0)), (Some(2.5), Some(4.0)), (Some(3.0), Some(0.0))]);
        let (there, back) =
            (paired_t(&there, Level::P95).unwrap(), paired_t(&back, Level::P95).unwrap());
        assert_abs_diff_eq!(there.statistic, -back.statistic, epsilon = 1e-12);
        assert_abs_diff_eq!(there.p_value, back.p_value, epsilon = 1e-12);
    }

    #[test]
    fn one_pair_or_equal_changes_have_no_test() {
        let one = Paired::new(&[(Some(1.0), Some(2.0))]);
        assert_eq!(
            paired_t(&one, Level::P95),
            Err(InferenceError::TooFew { needed: 2, what: "complete pairs", found: 1 })
        );
        let same = Paired::new(&[(Some(3.4), Some(3.7)), (Some(0.2), Some(0.5))]);
        assert_eq!(
            paired_t(&same, Level::P95),
            Err(InferenceError::NoVariation { what: "change" })
        );
    }
}
