//! The difference of two groups' changes.

use crate::inference::result::TestResult;
use crate::inference::{InferenceError, Level, Moments};

/// Difference in differences: did one group change more than the other?
///
/// # Definition
///
/// `mean(d₁) − mean(d₀)`, the difference of the groups' mean changes. Its standard error `√(s₁²/n₁ + s₀²/n₀)` is the
/// bias-reduced one (CR2) of the regression with a group, a wave and their product, clustered by person. Student's *t* has
/// Bell and McCaffrey's degrees of freedom
/// `(1/n₁ + 1/n₀)² / (1/(n₁²(n₁−1)) + 1/(n₀²(n₀−1)))`, which depend on the sizes alone.
///
/// # Shapes and units
///
/// Moments of each group's changes, n ≥ 2. In the measure's own points, positive when the first group changed more.
///
/// # Assumptions
///
/// People are independent of one another. Read as an effect it needs more: that without the program both groups would have
/// changed alike.
///
/// # Errors
///
/// [`InferenceError::NoVariation`] when every change within the groups is the same.
///
/// # Reference
///
/// Bell & McCaffrey (2002), *Survey Methodology* 28(2): 169–181. Example: change in profit of 102 mentored and 104 other
/// businesses in Nairobi, from the data of Brooks, Donovan & Johnson (2018), *American Economic Journal: Applied Economics*
/// 10(4): 196–221. Expected numbers: R's `clubSandwich`, `vcov = "CR2"`.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Moments, difference_in_change};
/// let mentored = Moments { n: 102, mean: 636.490_196, variance: 8_566_356.707_82 };
/// let others = Moments { n: 104, mean: -382.307_692, variance: 4_171_928.603_44 };
/// let test = difference_in_change(&mentored, &others, Level::P95)?;
/// assert_abs_diff_eq!(test.estimate.value, 1018.797_888, epsilon = 5e-6);
/// assert_abs_diff_eq!(test.standard_error, 352.276_294, epsilon = 5e-6);
/// assert_abs_diff_eq!(test.df.unwrap(), 203.922_350, epsilon = 5e-6);
/// assert_abs_diff_eq!(test.estimate.low.unwrap(), 324.226_919, epsilon = 5e-6);
/// # Ok::<(), InferenceError>(())
/// ```
#[expect(clippy::doc_markdown, reason = "McCaffrey is a person")]
pub fn difference_in_change(
    group: &Moments,
    reference: &Moments,
    level: Level,
) -> Result<TestResult, InferenceError> {
    let (one, zero) = (group.n as f64, reference.n as f64);
    let variance = group.variance / one + reference.variance / zero;
    if variance <= 0.0 {
        return Err(InferenceError::NoVariation { what: "change within groups" });
    }
    let part = |n: f64| 1.0 / (n * n * (n - 1.0));
    let df = (1.0 / one + 1.0 / zero).powi(2) / (part(one) + part(zero));
    let difference = group.mean - reference.mean;
    Ok(TestResult::student(difference, variance.sqrt(), df, group.n + reference.n, level))
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    #[test]
    fn equal_groups_have_the_degrees_of_freedom_of_students_test_and_unequal_ones_fewer() {
        let moments = |n| Moments { n, mean: 0.0, variance: 1.0 };
        let df = |one, zero| {
            let test = difference_in_change(&moments(one), &moments(zero), Level::P95);
            test.unwrap().df.unwrap()
        };
        assert_abs_diff_eq!(df(20, 20), 38.0, epsilon = 1e-9);
        assert!(df(3, 200) < 3.0);
    }
}
