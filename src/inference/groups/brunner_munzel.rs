//! The Brunner–Munzel test.

use super::ranks::{Tie, ties};
use crate::inference::sample::at_least;
use crate::inference::tails::{student_p, student_quantile};
use crate::inference::{Estimate, InferenceError, Level, Sample};

/// How often a unit of one group is above one of another, with the test that it is as often below.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Superiority {
    /// Probability of superiority, 0.5 when neither group is ahead.
    pub estimate: Estimate,
    /// Standard error of the probability.
    pub standard_error: f64,
    /// Distance from 0.5 in standard errors.
    pub statistic: f64,
    /// Degrees of freedom of Student's *t*.
    pub df: f64,
    /// Two-sided p-value.
    pub p_value: f64,
    /// Units of both groups.
    pub n: u64,
}

/// Brunner–Munzel test: is a unit of one group above one of another more often than below, however both spread?
///
/// # Definition
///
/// The estimate is the probability of superiority `p`: the share of pairs in which the group's unit is above, draws counted
/// half. Each unit has a placement, the share of the other group below it (draws counted half); these have the variances
/// `V₁` and `V₀` (divisors `n₁ − 1`, `n₀ − 1`), and `p` the standard error `√(V₁/n₁ + V₀/n₀)`. `(p − ½)` by it is Student's *t*
/// with Welch–Satterthwaite degrees of freedom. The interval is that of `ln(p/(1 − p))` with the standard error
/// `se/(p(1 − p))` and the same *t*, turned back, so that it stays between 0 and 1.
///
/// # Shapes and units
///
/// At least two units in each group. `p` is a share from 0 to 1; swapping the groups turns it into `1 − p`.
///
/// # Assumptions
///
/// Units are independent of one another and the groups share nobody. Groups may differ in spread and shape. At 5 %
/// it rejects what is true in 12 to 22 of 100 samples of two and eight answers from 1 to 5, in 7 to 9 of five and fifteen.
/// At a floor a nominal 95 % interval of two and eight units holds in 75 of 100.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below two units in a group, [`InferenceError::NoVariation`] when all values are the same,
/// [`InferenceError::Undefined`] when one group is wholly above the other, so that there is no variance:
/// `probability_of_superiority` has an interval also then.
///
/// # Reference
///
/// Brunner & Munzel (2000), "The nonparametric Behrens–Fisher problem", *Biometrical Journal* 42: 17–25, and its example of
/// pain scores after shoulder surgery, on which R's `brunnermunzel.test` gives 3.1375 with 17.683 degrees of freedom.
/// Interval: Pauly, Asendorf & Konietschke (2016), *Biometrical Journal* 58: 1319–1337.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Sample, brunner_munzel};
/// let suction = [(1.0, 11), (2.0, 2), (4.0, 1)].map(|(pain, n)| (Some(pain), n));
/// let other = [(1.0, 3), (2.0, 1), (3.0, 4), (4.0, 2), (5.0, 1)].map(|(pain, n)| (Some(pain), n));
/// let sample = |rows: &[(Option<f64>, u64)]| {
///     let (values, counts): (Vec<_>, Vec<_>) = rows.iter().copied().unzip();
///     Sample::weighted(&values, &counts)
/// };
/// let test = brunner_munzel(&sample(&other), &sample(&suction), Level::P95)?;
/// assert_abs_diff_eq!(test.estimate.value, 0.788961, epsilon = 5e-7);
/// assert_abs_diff_eq!(test.statistic, 3.1375, epsilon = 5e-5);
/// assert_abs_diff_eq!(test.df, 17.683, epsilon = 5e-4);
/// assert_abs_diff_eq!(test.p_value, 0.005786, epsilon = 5e-7);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn brunner_munzel(
    group: &Sample,
    reference: &Sample,
    level: Level,
) -> Result<Superiority, InferenceError> {
    let fewest = group.n().min(reference.n());
    at_least(fewest, 2, "answers in each group")?;
    let ties = ties(&[group, reference]);
    if ties.len() == 1 {
        return Err(InferenceError::NoVariation { what: "answer" });
    }
    // Placements as shares of the other group, so that counts of any size stay near 1.
    let sizes = [group.n() as f64, reference.n() as f64];
    let placed = |own: usize| {
        let other = 1 - own;
        let place = move |tie: &Tie| {
            (tie.below[other] as f64 + tie.counts[other] as f64 / 2.0) / sizes[other]
        };
        Sample::gather(ties.iter().map(|tie| (Some(place(tie)), tie.counts[own])))
    };
    let moments = |own: usize| placed(own).moments("answers in each group");
    let (one, zero) = (moments(0)?, moments(1)?);
    let (part, other_part) = (one.variance / sizes[0], zero.variance / sizes[1]);
    let variance = part + other_part;
    if variance <= 0.0 {
        let reason = "one group is wholly above the other".to_owned();
        return Err(InferenceError::Undefined { reason });
    }
    let df = variance.powi(2)
        / (part.powi(2) / (sizes[0] - 1.0) + other_part.powi(2) / (sizes[1] - 1.0));
    let standard_error = variance.sqrt();
    let statistic = (one.mean - 0.5) / standard_error;
    Ok(Superiority {
        estimate: on_logit(one.mean, standard_error * student_quantile(level, df)),
        standard_error,
        statistic,
        df,
        p_value: student_p(statistic, df),
        n: group.n() + reference.n(),
    })
}

/// A share with the ends of its interval, half as wide as given where the logit has the share's own slope.
fn on_logit(share: f64, half: f64) -> Estimate {
    let logit = (share / (1.0 - share)).ln();
    let half = half / (share * (1.0 - share));
    let back = |logit: f64| Some(1.0 / (1.0 + (-logit).exp()));
    Estimate { value: share, low: back(logit - half), high: back(logit + half) }
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;

    use super::super::drawn::{answers, counted, one_by_one};
    use super::*;

    proptest! {
        #[test]
        fn counted_answers_give_what_the_same_answers_one_by_one_give(one in answers(), other in answers()) {
            prop_assert_eq!(
                brunner_munzel(&counted(&one), &counted(&other), Level::P95),
                brunner_munzel(&one_by_one(&one), &one_by_one(&other), Level::P95)
            );
        }

        #[test]
        fn swapping_the_groups_mirrors_the_share_and_stretching_changes_nothing(one in answers(), other in answers()) {
            let (one, other) = (counted(&one), counted(&other));
            let stretched = |sample: &Sample| {
                Sample::gather(sample.values().iter().map(|&(value, n)| (Some(value.powi(3)), n)))
            };
            if let Ok(there) = brunner_munzel(&one, &other, Level::P95) {
                let back = brunner_munzel(&other, &one, Level::P95).unwrap();
                assert_abs_diff_eq!(there.estimate.value, 1.0 - back.estimate.value, epsilon = 1e-12);
                assert_abs_diff_eq!(there.estimate.low.unwrap(), 1.0 - back.estimate.high.unwrap(), epsilon = 1e-9);
                assert_abs_diff_eq!(there.statistic, -back.statistic, epsilon = 1e-9);
                prop_assert_eq!(brunner_munzel(&stretched(&one), &stretched(&other), Level::P95), Ok(there));
            }
        }
    }

    #[test]
    fn separated_groups_have_no_variance_and_that_is_said() {
        let error =
            brunner_munzel(&counted(&[(1, 3), (2, 4)]), &counted(&[(3, 5), (5, 2)]), Level::P95);
        assert_eq!(
            error.unwrap_err().to_string(),
            "not computed: one group is wholly above the other"
        );
        let same = brunner_munzel(&counted(&[(2, 3)]), &counted(&[(2, 5)]), Level::P95);
        assert_eq!(same, Err(InferenceError::NoVariation { what: "answer" }));
        let one = brunner_munzel(&counted(&[(2, 1)]), &counted(&[(2, 5)]), Level::P95);
        assert!(matches!(one, Err(InferenceError::TooFew { needed: 2, found: 1, .. })));
    }

    #[test]
    fn a_hundred_million_people_have_a_share() {
        let many = Sample::weighted(&[Some(1.0), Some(2.0)], &[40_000_000, 60_000_000]);
        let other = Sample::weighted(&[Some(1.0), Some(2.0)], &[60_000_000, 40_000_000]);
        let found = brunner_munzel(&many, &other, Level::P95).unwrap();
        assert_abs_diff_eq!(found.estimate.value, 0.6, epsilon = 1e-12);
        assert!(found.estimate.high.unwrap() - 0.6 < 2e-4 && found.p_value.is_finite());
    }
}
