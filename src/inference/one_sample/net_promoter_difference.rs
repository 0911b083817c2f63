//! How far two net promoter scores lie apart: of two groups, or of one group at two times.

use crate::inference::one_sample::net_promoter::{Recommendations, net_promoter};
use crate::inference::result::{TestResult, joined};
use crate::inference::tails::normal_p;
use crate::inference::{InferenceError, Level, Paired, paired_t};

/// Difference of two net promoter scores: do more people of one group recommend the program than of the other?
///
/// # Definition
///
/// `d = S₁ − S₀`, tested by `z = d/√(v₁ + v₀)` with `v = (P + D − (P − D)²)/n` of each group. The interval joins those of the
/// two scores, `l` to `u` of [`net_promoter`]: `d − √((S₁ − l₁)² + (u₀ − S₀)²)` to `d + √((u₁ − S₁)² + (S₀ − l₀)²)`, so that it
/// holds for few answers too. At the border an interval may include 0 while the p-value is just below its level.
///
/// # Shapes and units
///
/// Answers of two groups, n ≥ 1 each. The difference runs from −2 to 2; multiplied by 100 it is the customary one.
///
/// # Assumptions
///
/// The groups are different people, independent of one another: for the same people at two times use
/// [`net_promoter_change`].
///
/// # Errors
///
/// [`InferenceError::TooFew`] when a group is empty, [`InferenceError::NoVariation`] when all answers of both are of one kind.
///
/// # Reference
///
/// Rocks (2016), *The American Statistician* 70(4): 365–372, for the variance; the interval joins the two as Zou & Donner
/// (2008), *Statistics in Medicine* 27(10): 1693–1702, do. Expected numbers: 50/30/20 against 60/28/12, worked out by hand,
/// and the definition in R.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Recommendations, net_promoter_difference};
/// let last_term = Recommendations { promoters: 50, passives: 30, detractors: 20 };
/// let this_term = Recommendations { promoters: 60, passives: 28, detractors: 12 };
/// let rise = net_promoter_difference(this_term, last_term, Level::P95)?;
/// assert_abs_diff_eq!(rise.estimate.value, 0.18, epsilon = 1e-12);
/// assert_abs_diff_eq!(rise.standard_error, 0.104862, epsilon = 5e-7);
/// assert_abs_diff_eq!(rise.statistic, 1.7165, epsilon = 5e-5);
/// assert_abs_diff_eq!(rise.p_value, 0.0861, epsilon = 5e-5);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn net_promoter_difference(
    group: Recommendations,
    reference: Recommendations,
    level: Level,
) -> Result<TestResult, InferenceError> {
    let (one, zero) = (net_promoter(group, level)?, net_promoter(reference, level)?);
    let standard_error = (group.variance() + reference.variance()).sqrt();
    if standard_error <= 0.0 {
        return Err(InferenceError::NoVariation { what: "answer" });
    }
    let estimate = joined(one, zero);
    let statistic = estimate.value / standard_error;
    Ok(TestResult {
        estimate,
        standard_error,
        statistic,
        df: None,
        p_value: normal_p(statistic),
        n: group.n() + reference.n(),
    })
}

/// Change of the net promoter score: do the same people recommend the program more than before?
///
/// # Definition
///
/// Every person counts −1 as a detractor, 0 as a passive, 1 as a promoter. The change is the mean difference of the two
/// numbers of a person, with Student's *t* of [`paired_t`], cut at −2 and 2.
///
/// # Shapes and units
///
/// `pairs`: n ≥ 2 pairs of answers from 0 to 10. The change runs from −2 to 2.
///
/// # Assumptions
///
/// People are independent of one another. Only those with both answers count: the change is not the difference of the two
/// published scores when some answered once.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below two pairs, [`InferenceError::NoVariation`] when everybody moved alike,
/// [`InferenceError::Undefined`] for an answer that is no whole number from 0 to 10.
///
/// # Reference
///
/// The score is a mean of −1, 0 and 1, so that Student's test is that of its change. Expected numbers: R
/// `t.test(c(1, 1, 1, 0, 2, 0, -1, 1, 0, 2))`.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Paired, net_promoter_change};
/// let waves = [(6, 8), (8, 9), (7, 10), (9, 10), (3, 9), (8, 7), (9, 8), (5, 7), (2, 4), (6, 9)];
/// let pairs = waves.map(|(before, after)| (Some(f64::from(before)), Some(f64::from(after))));
/// let change = net_promoter_change(&Paired::new(&pairs), Level::P95)?;
/// assert_abs_diff_eq!(change.estimate.value, 0.7, epsilon = 1e-12);
/// assert_abs_diff_eq!(change.statistic, 2.3333, epsilon = 5e-5);
/// assert_abs_diff_eq!(change.p_value, 0.0445, epsilon = 5e-5);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn net_promoter_change(pairs: &Paired, level: Level) -> Result<TestResult, InferenceError> {
    let is_step = |value: f64| (0.0..=10.0).contains(&value) && value.fract() == 0.0;
    if !pairs.pairs().iter().all(|pair| is_step(pair.before) && is_step(pair.after)) {
        let reason = "a net promoter score needs whole numbers from 0 to 10".to_owned();
        return Err(InferenceError::Undefined { reason });
    }
    let kind = |value: f64| f64::from(i8::from(value >= 9.0) - i8::from(value < 7.0));
    let kinds = Paired::gather(
        pairs
            .pairs()
            .iter()
            .map(|pair| (Some(kind(pair.before)), Some(kind(pair.after)), pair.count)),
    );
    let mut test = paired_t(&kinds, level)?;
    test.estimate.low = test.estimate.low.map(|low| low.max(-2.0));
    test.estimate.high = test.estimate.high.map(|high| high.min(2.0));
    Ok(test)
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;

    use super::*;
    use crate::inference::Estimate;

    fn answers((promoters, passives, detractors): (u64, u64, u64)) -> Recommendations {
        Recommendations { promoters, passives, detractors }
    }

    /// R: the definition.
    #[test]
    fn the_interval_joins_those_of_the_two_scores() {
        let rise =
            net_promoter_difference(answers((60, 28, 12)), answers((50, 30, 20)), Level::P95);
        let Estimate { low, high, .. } = rise.unwrap().estimate;
        assert_abs_diff_eq!(low.unwrap(), -0.026_596, epsilon = 5e-7);
        assert_abs_diff_eq!(high.unwrap(), 0.380_853, epsilon = 5e-7);
    }

    #[test]
    fn a_group_of_promoters_alone_has_no_spread_but_two_groups_may() {
        let all = answers((10, 0, 0));
        let found = net_promoter_difference(all, all, Level::P95);
        assert_eq!(found, Err(InferenceError::NoVariation { what: "answer" }));
        let apart = net_promoter_difference(all, answers((4, 3, 3)), Level::P95).unwrap();
        assert!(apart.estimate.high.is_some_and(|high| high <= 2.0));
        let empty = net_promoter_difference(all, answers((0, 0, 0)), Level::P95);
        assert!(matches!(empty, Err(InferenceError::TooFew { .. })));
    }

    #[test]
    fn an_answer_outside_of_the_scale_is_refused() {
        let pairs = Paired::new(&[(Some(5.0), Some(11.0)), (Some(5.0), Some(9.0))]);
        let found = net_promoter_change(&pairs, Level::P95);
        assert!(matches!(found, Err(InferenceError::Undefined { .. })));
    }

    proptest! {
        #[test]
        fn swapping_the_groups_or_the_waves_flips_the_sign(
            one in (1_u64..40, 0_u64..40, 0_u64..40), zero in (0_u64..40, 1_u64..40, 0_u64..40),
        ) {
            let there = net_promoter_difference(answers(one), answers(zero), Level::P95).unwrap();
            let back = net_promoter_difference(answers(zero), answers(one), Level::P95).unwrap();
            prop_assert!((there.estimate.value + back.estimate.value).abs() < 1e-12);
            let ends = there.estimate.low.zip(back.estimate.high).unwrap();
            prop_assert!((ends.0 + ends.1).abs() < 1e-12);
        }

        #[test]
        fn counted_pairs_give_what_the_same_pairs_one_by_one_give(
            rows in prop::collection::vec((0_i8..11, 0_i8..11, 1_u64..5), 2..8),
        ) {
            let wave = |value: i8| Some(f64::from(value));
            let expanded: Vec<_> = rows
                .iter()
                .flat_map(|&(one, two, count)| (0..count).map(move |_| (wave(one), wave(two))))
                .collect();
            let counted = Paired::gather(rows.iter().map(|&(one, two, n)| (wave(one), wave(two), n)));
            prop_assert_eq!(
                net_promoter_change(&counted, Level::P95),
                net_promoter_change(&Paired::new(&expanded), Level::P95)
            );
        }
    }
}
