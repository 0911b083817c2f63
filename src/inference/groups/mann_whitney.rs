//! The Mann–Whitney test.

use super::rank_sums::{MOST_PAIRS, exact};
use super::ranks::{both_filled, tied_share, ties};
use crate::inference::tails::normal_p;
use crate::inference::{InferenceError, PValues, Sample};

/// A rank-sum test of two groups.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankSum {
    /// *U*: pairs in which the unit of the group is above that of the reference; a draw counts half.
    pub statistic: f64,
    /// *U* by the number of pairs: the probability of superiority.
    pub superiority: f64,
    /// P-values, `greater` for a group that is higher.
    pub p_values: PValues,
    /// Units of both groups.
    pub n: u64,
    /// True when the p-values come from all allocations of units to groups, false when from the normal distribution.
    pub is_exact: bool,
}

/// Mann–Whitney test: are units of one group above those of another more often than below?
///
/// # Definition
///
/// `U` counts the pairs of a unit of each group in which the group's is above, and half of those that are equal; it is the
/// rank sum of Wilcoxon's two-sample test less `n₁(n₁+1)/2`. As long as `n₁·n₀` is at most 2,500 (50 and 50 units, 10 and
/// 250), the p-values are exact also with ties, from all ways to allot the units to groups of these sizes; the two-sided one
/// counts every `U` that lies as far from `n₁n₀/2` or farther. Beyond that they are normal with the variance
/// `n₁n₀(N+1)/12 · (1 − Σ(t³−t)/(N³−N))`, where `t` counts the units of each value, without continuity correction.
///
/// # Shapes and units
///
/// Both groups have at least one unit. `U` is a count of pairs; swapping the groups turns it into `n₁n₀ − U`.
///
/// # Assumptions
///
/// Units are independent of one another and the groups share nobody. The hypothesis is that both groups are distributed
/// alike; when they only have the same middle and spread unequally, `brunner_munzel` keeps its level and this test does not.
///
/// # Errors
///
/// [`InferenceError::TooFew`] when a group is empty, [`InferenceError::NoVariation`] when all units have the same value.
///
/// # Reference
///
/// Mann & Whitney (1947), *Annals of Mathematical Statistics* 18: 50–60; Streitberg & Röhmel (1986), *Statistical Software
/// Newsletter* 12: 10–17. Example: permeability of the human chorioamnion at term and at 12 to 26 weeks, Hollander & Wolfe
/// (1973), *Nonparametric Statistical Methods*, page 69; R's `wilcox.test` gives `W = 35`, one-sided `p = 0.1272`.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Sample, mann_whitney};
/// let term = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46].map(Some);
/// let early = [1.15, 0.88, 0.90, 0.74, 1.21].map(Some);
/// let test = mann_whitney(&Sample::new(&term), &Sample::new(&early))?;
/// assert_abs_diff_eq!(test.statistic, 35.0);
/// assert_abs_diff_eq!(test.p_values.greater, 0.1272, epsilon = 5e-5);
/// assert_abs_diff_eq!(test.p_values.two_sided, 0.2544, epsilon = 5e-5);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn mann_whitney(group: &Sample, reference: &Sample) -> Result<RankSum, InferenceError> {
    both_filled(group, reference)?;
    let ties = ties(&[group, reference]);
    if ties.len() == 1 {
        return Err(InferenceError::NoVariation { what: "answer" });
    }
    // Twice the number, which is whole; in floating point once it may pass 2⁶⁴.
    let wins = |of: fn(u64, u64) -> f64| -> f64 {
        ties.iter().map(|tie| of(tie.counts[0], 2 * tie.below[1] + tie.counts[1])).sum()
    };
    let statistic = wins(|units, doubled| units as f64 * doubled as f64) / 2.0;
    let (n_one, n_zero) = (group.n() as f64, reference.n() as f64);
    let (pairs, n) = (n_one * n_zero, n_one + n_zero);
    let is_exact = group.n().saturating_mul(reference.n()) <= MOST_PAIRS;
    let p_values = if is_exact {
        let doubled = ties.iter().map(|tie| tie.counts[0] * (2 * tie.below[1] + tie.counts[1]));
        let found = exact(&ties, doubled.sum());
        PValues { two_sided: found.as_far, greater: found.at_least, less: found.at_most }
    } else {
        let variance = pairs * (n + 1.0) / 12.0 * (1.0 - tied_share(&ties));
        let z = (statistic - pairs / 2.0) / variance.sqrt();
        PValues::symmetric(z, normal_p(z))
    };
    let superiority = statistic / pairs;
    let n = group.n() + reference.n();
    Ok(RankSum { statistic, superiority, p_values, n, is_exact })
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
                mann_whitney(&counted(&one), &counted(&other)),
                mann_whitney(&one_by_one(&one), &one_by_one(&other))
            );
        }

        #[test]
        fn swapping_the_groups_turns_the_sides_and_moving_both_changes_nothing(one in answers(), other in answers()) {
            let (one, other) = (counted(&one), counted(&other));
            let moved = |sample: &Sample| {
                Sample::gather(sample.values().iter().map(|&(value, n)| (Some(value + 7.0), n)))
            };
            if let Ok(there) = mann_whitney(&one, &other) {
                let back = mann_whitney(&other, &one).unwrap();
                assert_abs_diff_eq!(there.superiority, 1.0 - back.superiority, epsilon = 1e-12);
                assert_abs_diff_eq!(there.p_values.two_sided, back.p_values.two_sided, epsilon = 1e-12);
                assert_abs_diff_eq!(there.p_values.greater, back.p_values.less, epsilon = 1e-12);
                prop_assert_eq!(mann_whitney(&moved(&one), &moved(&other)), Ok(there));
            }
        }
    }

    #[test]
    fn beyond_the_exact_range_the_normal_tail_is_close_to_it() {
        let (one, other) =
            (counted(&[(1, 9), (3, 20), (5, 21)]), counted(&[(1, 16), (3, 20), (5, 14)]));
        let exact = mann_whitney(&one, &other).unwrap();
        let normal = mann_whitney(&one, &counted(&[(1, 16), (3, 21), (5, 14)])).unwrap();
        assert!(exact.is_exact && !normal.is_exact);
        assert_abs_diff_eq!(exact.p_values.two_sided, normal.p_values.two_sided, epsilon = 0.015);
    }

    #[test]
    fn a_hundred_million_people_have_a_test_and_a_far_tail_is_not_0() {
        let many = Sample::weighted(&[Some(1.0), Some(2.0)], &[50_000_000, 50_010_000]);
        let other = Sample::weighted(&[Some(1.0), Some(2.0)], &[50_010_000, 50_000_000]);
        let test = mann_whitney(&many, &other).unwrap();
        assert_abs_diff_eq!(test.superiority, 0.5, epsilon = 1e-4);
        assert!(test.p_values.two_sided > 0.0 && test.p_values.two_sided < 0.2);
        let far = mann_whitney(
            &Sample::weighted(&[Some(1.0), Some(2.0)], &[100, 900]),
            &Sample::weighted(&[Some(1.0), Some(2.0)], &[900, 100]),
        );
        let p_value = far.unwrap().p_values.two_sided;
        assert!(p_value > 1e-300 && p_value < 1e-250, "{p_value:e}");
    }

    #[test]
    fn an_empty_group_and_answers_that_are_all_the_same_are_said() {
        let (none, same) = (Sample::default(), counted(&[(3, 4)]));
        let what = "answers in each group";
        assert_eq!(
            mann_whitney(&none, &same),
            Err(InferenceError::TooFew { needed: 1, what, found: 0 })
        );
        assert_eq!(mann_whitney(&same, &same), Err(InferenceError::NoVariation { what: "answer" }));
    }
}
