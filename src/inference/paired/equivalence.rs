//! Equivalence: close enough to no difference.

use crate::inference::result::{PValues, around};
use crate::inference::tails::{normal_p, normal_quantile, student_p, student_quantile};
use crate::inference::{Estimate, InferenceError, Level, TestResult};

/// Two one-sided tests against a margin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EquivalenceTest {
    /// The difference with the interval that decides: at level 95 % that of 90 %.
    pub estimate: Estimate,
    /// How far the difference lies above the lower margin, in standard errors.
    pub above_lower: f64,
    /// How far it lies above the upper margin: negative when below.
    pub above_upper: f64,
    /// The larger p-value of both tests.
    pub p_value: f64,
    /// Degrees of freedom; `None` for a normal reference.
    pub df: Option<f64>,
}

/// Equivalence: is the difference surely smaller than a margin?
///
/// # Definition
///
/// With the difference `d`, its standard error and the margin `m`, two one-sided tests ask whether `d` lies above `−m`,
/// `t = (d + m)/SE`, and below `m`, `t = (d − m)/SE`. Both must reject: the p-value is the larger one. At the level `1 − α`
/// that is so just when the interval of level `1 − 2α`, which is given, lies within the margins.
///
/// # Shapes and units
///
/// Any difference with its standard error and degrees of freedom: of pairs, of groups, of clusters, adjusted or not. The
/// margin is above 0, in the unit of the difference, and declared before the data is seen.
///
/// # Assumptions
///
/// Those of the difference. A large p-value of the usual test is no evidence of equivalence; a small one here is. With few
/// units it hardly ever says so: the interval must fit between the margins.
///
/// # Errors
///
/// [`InferenceError::Setting`] when the margin is not above 0 or the level not above one half,
/// [`InferenceError::NoVariation`] when the standard error is 0.
///
/// # Reference
///
/// Schuirmann (1987), "A comparison of the two one-sided tests procedure and the power approach", *Journal of
/// Pharmacokinetics and Biopharmaceutics* 15: 657–680. Example: that of Python's
/// `pingouin.tost(a, b, bound=0.5, paired=True)`.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Paired, equivalence_test, paired_t};
/// let a = [4.0, 7.0, 8.0, 6.0, 3.0, 2.0].map(Some);
/// let b = [6.0, 8.0, 7.0, 10.0, 11.0, 9.0].map(Some);
/// let change = paired_t(&Paired::weighted(&b, &a, &[1; 6]), Level::P95)?;
/// let test = equivalence_test(&change, 0.5, Level::P95)?;
/// assert_abs_diff_eq!(test.p_value, 0.954854, epsilon = 5e-7);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn equivalence_test(
    difference: &TestResult,
    margin: f64,
    level: Level,
) -> Result<EquivalenceTest, InferenceError> {
    if !(margin > 0.0 && margin.is_finite()) {
        return Err(InferenceError::Setting {
            name: "margin".to_owned(),
            found: margin.to_string(),
            allowed: "a number above 0, the largest difference that does not matter".to_owned(),
        });
    }
    let narrower = Level::new(2.0 * level.get() - 1.0).map_err(|_| InferenceError::Setting {
        name: "confidence".to_owned(),
        found: level.get().to_string(),
        allowed: "for equivalence, a number between 0.5 and 1".to_owned(),
    })?;
    let TestResult { estimate, standard_error, df, .. } = *difference;
    if standard_error <= 0.0 {
        return Err(InferenceError::NoVariation { what: "difference" });
    }
    let tail = |statistic: f64| {
        PValues::symmetric(statistic, df.map_or(normal_p(statistic), |df| student_p(statistic, df)))
    };
    let quantile =
        df.map_or_else(|| normal_quantile(narrower), |df| student_quantile(narrower, df));
    let above_lower = (estimate.value + margin) / standard_error;
    let above_upper = (estimate.value - margin) / standard_error;
    Ok(EquivalenceTest {
        estimate: around(estimate.value, quantile * standard_error),
        above_lower,
        above_upper,
        p_value: tail(above_lower).greater.max(tail(above_upper).less),
        df,
    })
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;

    use super::*;
    use crate::inference::paired::pairs::drawn::{counted, one_by_one, swapped};
    use crate::inference::{Moments, Paired, paired_t, welch_t};

    #[test]
    fn it_serves_groups_and_normal_references_too() {
        let moments = |mean| Moments { n: 200, mean, variance: 1.0 };
        let welch = welch_t(&moments(0.0), &moments(0.1), Level::P95).unwrap();
        let student = equivalence_test(&welch, 0.5, Level::P95).unwrap();
        let normal = equivalence_test(&TestResult { df: None, ..welch }, 0.5, Level::P95).unwrap();
        assert_abs_diff_eq!(normal.p_value / 3.167e-5, 1.0, epsilon = 1e-3);
        assert!(student.p_value > normal.p_value);
        // A p-value far out keeps its digits.
        let sure = equivalence_test(&TestResult { df: None, ..welch }, 3.0, Level::P95).unwrap();
        assert!(sure.p_value > 0.0 && sure.p_value < 1e-180);
    }

    #[test]
    fn no_margin_no_spread_and_a_level_below_one_half_have_no_test() {
        let pairs = Paired::new(&[(Some(1.0), Some(2.0)), (Some(2.0), Some(2.0))]);
        let change = paired_t(&pairs, Level::P95).unwrap();
        for margin in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            let found = equivalence_test(&change, margin, Level::P95);
            assert!(matches!(found, Err(InferenceError::Setting { .. })), "{margin}");
        }
        assert!(equivalence_test(&change, 1.0, Level::new(0.5).unwrap()).is_err());
        let still = TestResult { standard_error: 0.0, ..change };
        assert_eq!(
            equivalence_test(&still, 1.0, Level::P95),
            Err(InferenceError::NoVariation { what: "difference" })
        );
    }

    proptest! {
        #[test]
        fn it_holds_just_when_the_interval_lies_within_the_margins_either_way_round(
            rows in proptest::collection::vec((1_u32..6, 1_u32..6, 1_u64..9), 1..9),
            margin in 0.1_f64..3.0,
        ) {
            let test = |pairs: &Paired| {
                paired_t(pairs, Level::P95).and_then(|change| equivalence_test(&change, margin, Level::P95))
            };
            prop_assert_eq!(test(&counted(&rows)), test(&one_by_one(&rows)));
            if let (Ok(there), Ok(back)) = (test(&counted(&rows)), test(&swapped(&rows))) {
                prop_assert!((there.p_value - back.p_value).abs() < 1e-9);
                let is_within = there.estimate.low > Some(-margin) && there.estimate.high < Some(margin);
                prop_assert_eq!(is_within, there.p_value < 0.05);
            }
        }
    }
}
