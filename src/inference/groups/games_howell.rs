//! Games and Howell's comparisons of means.

use super::dunn::{PairTest, pairs};
use super::studentised_range::StudentisedRange;
use super::welch::welch_t;
use crate::inference::result::around;
use crate::inference::sample::at_least;
use crate::inference::{InferenceError, Level, Moments};

/// Games–Howell test: which of several groups has a higher mean than which, however they spread?
///
/// # Definition
///
/// Each pair has the difference of means, the standard error and the degrees of freedom of `welch_t`. The adjusted p-value is
/// the upper tail of the studentised range of all `k` groups at `√2·|t|`, and the interval
/// `difference ± q(level; k, df)/√2 · se`, so that all intervals hold together.
///
/// # Shapes and units
///
/// Moments of two groups or more, each with n ≥ 2. All pairs in the order of groups, the later one less the earlier one, in
/// the values' own unit.
///
/// # Assumptions
///
/// Units are independent of one another and groups share nobody; means are roughly normal. Groups may differ in size and
/// spread. With groups of two to ten people who answer from 1 to 5 a true hypothesis of no difference anywhere is rejected at
/// 5 % in 6 to 7 of 100 samples, in 5 to 6 from groups of twelve on.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below two groups, [`InferenceError::NoVariation`] when neither group of a pair varies.
///
/// # Reference
///
/// Games & Howell (1976), *Journal of Educational Statistics* 1: 113–125. Example: counts of insects after six sprays, Beall
/// (1942), *Biometrika* 32: 243–262, R's `datasets::InsectSprays`, of which the first three sprays; expected numbers:
/// `t.test` of R and `scipy.stats.studentized_range`.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Sample, games_howell};
/// let counts = [
///     [10.0, 7.0, 20.0, 14.0, 14.0, 12.0, 10.0, 23.0, 17.0, 20.0, 14.0, 13.0],
///     [11.0, 17.0, 21.0, 11.0, 16.0, 14.0, 17.0, 17.0, 19.0, 21.0, 7.0, 13.0],
///     [0.0, 1.0, 7.0, 2.0, 3.0, 1.0, 2.0, 1.0, 3.0, 0.0, 1.0, 4.0],
/// ];
/// let moments = counts.map(|spray| Sample::new(&spray.map(Some)).moments("counts"));
/// let [a, b, c] = moments;
/// let pairs = games_howell(&[a?, b?, c?], Level::P95)?;
/// assert_abs_diff_eq!(pairs[0].p_adjusted, 0.8933642, epsilon = 5e-8);
/// assert_abs_diff_eq!(pairs[1].p_adjusted, 1.502188e-6, epsilon = 5e-13);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn games_howell(groups: &[Moments], level: Level) -> Result<Vec<PairTest>, InferenceError> {
    let k = groups.len();
    at_least(k as u64, 2, "groups")?;
    let range = StudentisedRange::of(k);
    let pair = |(group, reference): (usize, usize)| {
        let mut test = welch_t(&groups[group], &groups[reference], level)?;
        let df = test.df.unwrap_or(f64::INFINITY);
        let root_two = 2.0_f64.sqrt();
        let p_adjusted = range.p_value(root_two * test.statistic.abs(), df);
        let half = range.quantile(level, df) / root_two * test.standard_error;
        test.estimate = around(test.estimate.value, half);
        Ok(PairTest { group, reference, test, p_adjusted })
    };
    pairs(k).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;
    use crate::inference::Sample;

    #[test]
    fn two_groups_have_the_test_of_welch() {
        let one = Moments { n: 8, mean: 3.0, variance: 1.5 };
        let other = Moments { n: 20, mean: 2.0, variance: 0.4 };
        let pair = games_howell(&[one, other], Level::P95).unwrap()[0];
        let welch = welch_t(&other, &one, Level::P95).unwrap();
        assert_abs_diff_eq!(pair.p_adjusted, welch.p_value, epsilon = 1e-12);
        assert_abs_diff_eq!(
            pair.test.estimate.low.unwrap(),
            welch.estimate.low.unwrap(),
            epsilon = 1e-9
        );
    }

    #[test]
    fn counted_answers_give_what_the_same_answers_one_by_one_give() {
        let rows = [[(1.0, 4), (2.0, 3)], [(2.0, 3), (5.0, 2)], [(3.0, 2), (4.0, 9)]];
        let counted = rows.map(|rows| {
            Sample::gather(rows.map(|(value, n)| (Some(value), n))).moments("answers").unwrap()
        });
        let single = rows.map(|rows| {
            let units =
                rows.into_iter().rev().flat_map(|(value, n)| (0..n).map(move |_| Some(value)));
            Sample::new(&units.collect::<Vec<_>>()).moments("answers").unwrap()
        });
        assert_eq!(games_howell(&counted, Level::P95), games_howell(&single, Level::P95));
    }

    #[test]
    fn one_group_and_groups_without_spread_are_said() {
        let flat = Moments { n: 4, mean: 2.0, variance: 0.0 };
        assert!(matches!(games_howell(&[flat], Level::P95), Err(InferenceError::TooFew { .. })));
        let none = games_howell(&[flat, flat], Level::P95);
        assert!(matches!(none, Err(InferenceError::NoVariation { .. })));
    }
}
