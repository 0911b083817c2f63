//! The Kruskal–Wallis test.

use super::ranks::{Tie, tied_share, ties};
use crate::inference::sample::at_least;
use crate::inference::tails::chi_square_p;
use crate::inference::{InferenceError, Sample};

/// A test of ranks in several groups at once.
#[derive(Debug, Clone, PartialEq)]
pub struct RankTest {
    /// *H*, corrected for ties.
    pub statistic: f64,
    /// Degrees of freedom: groups less one.
    pub df: f64,
    /// p-value.
    pub p_value: f64,
    /// ε²: the share of the variance of ranks that lies between groups.
    pub epsilon_squared: f64,
    /// Mean rank of each group, in their order.
    pub mean_ranks: Vec<f64>,
    /// Units of all groups.
    pub n: u64,
}

/// Kruskal–Wallis test: is any of several groups higher than the others?
///
/// # Definition
///
/// With midranks among all `N` units and the mean rank `R̄ᵢ` of each group,
/// `H = 12/(N(N+1)) · Σ nᵢ(R̄ᵢ − (N+1)/2)² / (1 − Σ(t³−t)/(N³−N))`, where `t` counts the units of each value; chi-square with
/// `k − 1` degrees of freedom. `ε² = H/(N − 1)`.
///
/// # Shapes and units
///
/// Two groups or more, each with a unit. Ranks have no unit.
///
/// # Assumptions
///
/// Units are independent of one another and groups share nobody. Without a difference all groups are distributed alike. The
/// chi-square is approximate: ten answers from 1 to 5 in three groups reject a true hypothesis in 2 to 3 of 100 at 5 %.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below two groups or when one is empty, [`InferenceError::NoVariation`] when all units have the
/// same value.
///
/// # Reference
///
/// Kruskal & Wallis (1952), *JASA* 47: 583–621; ε²: Tomczak & Tomczak (2014), *Trends in Sport Sciences* 21: 19–25. Example:
/// mucociliary efficiency in three groups, Hollander & Wolfe (1973), *Nonparametric Statistical Methods*, page 115; R's
/// `kruskal.test` gives 0.77143 and 0.68.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Sample, kruskal_wallis};
/// let healthy = Sample::new(&[2.9, 3.0, 2.5, 2.6, 3.2].map(Some));
/// let obstructive = Sample::new(&[3.8, 2.7, 4.0, 2.4].map(Some));
/// let asbestosis = Sample::new(&[2.8, 3.4, 3.7, 2.2, 2.0].map(Some));
/// let test = kruskal_wallis(&[healthy, obstructive, asbestosis])?;
/// assert_abs_diff_eq!(test.statistic, 0.77143, epsilon = 5e-6);
/// assert_abs_diff_eq!(test.p_value, 0.68, epsilon = 5e-3);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn kruskal_wallis(groups: &[Sample]) -> Result<RankTest, InferenceError> {
    let Ranked { ties, mean_ranks, n } = Ranked::of(groups)?;
    let all = n as f64;
    let middle = f64::midpoint(all, 1.0);
    let between: f64 = groups
        .iter()
        .zip(&mean_ranks)
        .map(|(group, rank)| group.n() as f64 * (rank - middle).powi(2))
        .sum();
    let statistic = 12.0 / (all * (all + 1.0)) * between / (1.0 - tied_share(&ties));
    let df = (groups.len() - 1) as f64;
    let epsilon_squared = statistic / (all - 1.0);
    let p_value = chi_square_p(statistic, df);
    Ok(RankTest { statistic, df, p_value, epsilon_squared, mean_ranks, n })
}

/// Several groups in one order of ranks: what this test and Dunn's have in common.
pub(super) struct Ranked {
    pub(super) ties: Vec<Tie>,
    pub(super) mean_ranks: Vec<f64>,
    pub(super) n: u64,
}

impl Ranked {
    pub(super) fn of(groups: &[Sample]) -> Result<Self, InferenceError> {
        at_least(groups.len() as u64, 2, "groups")?;
        for group in groups {
            group.at_least(1, "answers in each group")?;
        }
        let ties = ties(&groups.iter().collect::<Vec<_>>());
        if ties.len() == 1 {
            return Err(InferenceError::NoVariation { what: "answer" });
        }
        let mean_rank = |(at, group): (usize, &Sample)| {
            let sum: f64 = ties.iter().map(|tie| tie.counts[at] as f64 * tie.rank()).sum();
            sum / group.n() as f64
        };
        let mean_ranks = groups.iter().enumerate().map(mean_rank).collect();
        Ok(Self { ties, mean_ranks, n: groups.iter().map(Sample::n).sum() })
    }
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;

    use super::super::drawn::{counted, one_by_one};
    use super::*;
    use crate::inference::mann_whitney;

    fn groups() -> impl Strategy<Value = Vec<Vec<(u8, u64)>>> {
        let group = proptest::collection::vec((1_u8..6, 1_u64..5), 1..5);
        proptest::collection::vec(group, 2..5)
    }

    proptest! {
        #[test]
        fn counted_answers_give_what_the_same_answers_one_by_one_give(rows in groups()) {
            let weighted: Vec<Sample> = rows.iter().map(|rows| counted(rows)).collect();
            prop_assert_eq!(kruskal_wallis(&weighted), kruskal_wallis(&rows.iter().map(|rows| one_by_one(rows)).collect::<Vec<_>>()));
        }

        #[test]
        fn the_order_of_groups_does_not_matter(rows in groups()) {
            let mut groups: Vec<Sample> = rows.iter().map(|rows| counted(rows)).collect();
            let found = kruskal_wallis(&groups);
            groups.reverse();
            if let (Ok(found), Ok(again)) = (found, kruskal_wallis(&groups)) {
                prop_assert!((found.statistic - again.statistic).abs() < 1e-9 * (1.0 + found.statistic));
                prop_assert!((0.0..=1.0 + 1e-12).contains(&found.epsilon_squared));
            }
        }
    }

    #[test]
    fn two_groups_have_the_test_of_mann_and_whitney() {
        let pair = [counted(&[(1, 40), (2, 30), (3, 30)]), counted(&[(1, 30), (2, 30), (3, 40)])];
        let (ranks, sums) =
            (kruskal_wallis(&pair).unwrap(), mann_whitney(&pair[0], &pair[1]).unwrap());
        assert!(!sums.is_exact);
        assert_abs_diff_eq!(ranks.p_value, sums.p_values.two_sided, epsilon = 1e-12);
    }

    #[test]
    fn an_empty_group_one_group_and_one_value_are_said() {
        assert!(matches!(
            kruskal_wallis(&[counted(&[(1, 2)])]),
            Err(InferenceError::TooFew { found: 1, .. })
        ));
        let empty = kruskal_wallis(&[counted(&[(1, 2), (2, 1)]), Sample::default()]);
        assert!(matches!(empty, Err(InferenceError::TooFew { found: 0, .. })));
        let same = kruskal_wallis(&[counted(&[(1, 2)]), counted(&[(1, 5)])]);
        assert_eq!(same, Err(InferenceError::NoVariation { what: "answer" }));
    }
}
