//! The log-rank test: do groups last equally long?

use nalgebra::{DMatrix, DVector, SymmetricEigen};

use crate::inference::durations::days::{End, comparable, days};
use crate::inference::tails::chi_square_p;
use crate::inference::{Durations, InferenceError};

/// Failures of one group, against those it would have if all groups failed alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observed {
    /// Units with a duration.
    pub n: u64,
    /// Failures.
    pub observed: u64,
    /// Failures expected of the group's share of those at risk, day by day.
    pub expected: f64,
}

/// A test of groups that last, or end for a reason, alike.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupTest {
    /// Groups, in their order.
    pub groups: Vec<Observed>,
    /// Chi-square statistic.
    pub statistic: f64,
    /// Degrees of freedom: groups that can be compared, less one.
    pub df: f64,
    /// p-value.
    pub p_value: f64,
}

/// Log-rank test: do matches last equally long in all groups?
///
/// # Definition
///
/// On every day with `d` failures of `n` at risk, group `i` with `nᵢ` of them is expected to have `d·nᵢ/n`, with
/// covariances `d(n−d)/(n−1) · nᵢ/n · (1{i=j} − nⱼ/n)`. Observed less expected failures and covariances are summed over
/// days, and over strata when there are several; the statistic is the quadratic form with the (generalised) inverse,
/// chi-square with as many degrees of freedom as that has rank.
///
/// # Shapes and units
///
/// `strata`: one or more, each with all groups in the same order; a group may be empty in some. `planned` lists the
/// causes that are no failure. Late entries count from their day on.
///
/// # Assumptions
///
/// As [`kaplan_meier`](crate::inference::kaplan_meier), within each group and stratum. The test sees hazards that stand
/// in one ratio throughout; where curves cross it is blind, and restricted means are to be compared. At 5 % it rejects a
/// true hypothesis in 7 % of samples of ten units per group, in 4 to 5 % from twenty on.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below two groups or without a failure, [`InferenceError::Undefined`] when no two groups are
/// at risk on the same day of failure.
///
/// # Reference
///
/// Mantel (1966), *Cancer Chemotherapy Reports* 50: 163–170; Peto & Peto (1972), *JRSS A* 135: 185–207. The data are
/// those of Freireich et al. (1963), *Blood* 21: 699–716; expected numbers: R `survival::survdiff`.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{Durations, InferenceError, Spell, log_rank};
/// let weeks = |text: &str| Durations::new(text.split(' ').map(|week| Spell {
///     days: week.trim_end_matches('+').parse().ok(),
///     cause: (!week.ends_with('+')).then(|| "relapse".to_owned()),
///     count: 1,
///     ..Spell::default()
/// }));
/// let treated = weeks("6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+");
/// let placebo = weeks("1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23");
/// let test = log_rank(&[vec![treated, placebo]], &[])?;
/// assert_eq!(test.groups[0].observed, 9);
/// assert_abs_diff_eq!(test.groups[0].expected, 19.2505, epsilon = 5e-5);
/// assert_abs_diff_eq!(test.statistic, 16.79294, epsilon = 5e-6);
/// assert_abs_diff_eq!(test.p_value, 4.169e-5, epsilon = 5e-9);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn log_rank(strata: &[Vec<Durations>], planned: &[&str]) -> Result<GroupTest, InferenceError> {
    let k = comparable(strata)?;
    let mut sums = Scores::of(strata, k);
    let counts_as = |cause: &str| if planned.contains(&cause) { End::Open } else { End::Failure };
    for stratum in strata {
        for day in days(stratum, counts_as) {
            let (n, d) = (day.at_risk.iter().sum::<f64>(), day.failed.iter().sum::<f64>());
            let spread = if n > 1.0 { d * (n - d) / (n - 1.0) } else { 0.0 };
            for i in 0..k {
                let share = day.at_risk[i] / n;
                sums.observed[i] += day.failed[i];
                sums.expected[i] += d * share;
                sums.gaps[i] += day.failed[i] - d * share;
                for j in 0..k {
                    let own = f64::from(u8::from(i == j));
                    sums.covariance[(i, j)] += spread * share * (own - day.at_risk[j] / n);
                }
            }
        }
    }
    sums.test()
}

/// Scores of groups with their covariances: what this test and Gray's have in common.
pub(super) struct Scores {
    sizes: Vec<u64>,
    pub(super) observed: Vec<f64>,
    pub(super) expected: Vec<f64>,
    /// Observed less expected, in the order of groups.
    pub(super) gaps: DVector<f64>,
    pub(super) covariance: DMatrix<f64>,
}

impl Scores {
    pub(super) fn of(strata: &[Vec<Durations>], k: usize) -> Self {
        let size = |at: usize| strata.iter().map(|stratum| stratum[at].n()).sum();
        Self {
            sizes: (0..k).map(size).collect(),
            observed: vec![0.0; k],
            expected: vec![0.0; k],
            gaps: DVector::zeros(k),
            covariance: DMatrix::zeros(k, k),
        }
    }

    /// The quadratic form of scores and covariances. Scores add up to 0, so that one direction has no variance.
    pub(super) fn test(self) -> Result<GroupTest, InferenceError> {
        let failures: f64 = self.observed.iter().sum();
        if failures < 1.0 {
            return Err(InferenceError::TooFew { needed: 1, what: "failures", found: 0 });
        }
        if self.covariance.iter().chain(&self.gaps).any(|number| !number.is_finite()) {
            return Err(InferenceError::Undefined { reason: "counts are too large".to_owned() });
        }
        let eigen = SymmetricEigen::new(self.covariance);
        let largest = eigen.eigenvalues.max();
        let smallest = 1e-9 * largest;
        let along = eigen.eigenvectors.tr_mul(&self.gaps);
        let parts = eigen.eigenvalues.iter().zip(&along).filter(|(value, _)| **value > smallest);
        let (mut statistic, mut df) = (0.0, 0.0);
        for (value, along) in parts {
            statistic += along * along / value;
            df += 1.0;
        }
        if df < 1.0 {
            let reason = "no two groups are at risk on the same day of failure".to_owned();
            return Err(InferenceError::Undefined { reason });
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a sum of counts"
        )]
        let group = |((n, observed), expected): ((&u64, &f64), &f64)| Observed {
            n: *n,
            observed: *observed as u64,
            expected: *expected,
        };
        let rows = self.sizes.iter().zip(&self.observed).zip(&self.expected);
        let p_value = chi_square_p(statistic, df);
        Ok(GroupTest { groups: rows.map(group).collect(), statistic, df, p_value })
    }
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;

    use super::*;
    use crate::inference::Spell;

    fn spell(&(entered, days, failed, count): &(f64, f64, bool, u64)) -> Spell {
        let cause = failed.then(|| "moved".to_owned());
        Spell { entered: Some(entered), days: Some(days), cause, count }
    }

    fn durations(rows: &[(f64, f64, bool, u64)]) -> Durations {
        Durations::new(rows.iter().map(spell))
    }

    fn rows() -> impl Strategy<Value = Vec<(f64, f64, bool, u64)>> {
        let row =
            (0_u8..3, 0_u8..9, any::<bool>(), 1_u64..4).prop_map(|(entered, days, failed, n)| {
                (f64::from(entered), f64::from(days), failed, n)
            });
        proptest::collection::vec(row, 1..8)
    }

    proptest! {
        #[test]
        fn counted_durations_give_what_the_same_durations_one_by_one_give(one in rows(), other in rows()) {
            let each = |rows: &[(f64, f64, bool, u64)]| {
                let single = rows.iter().rev().flat_map(|&(entered, days, failed, count)| {
                    (0..count).map(move |_| (entered, days, failed, 1))
                });
                durations(&single.collect::<Vec<_>>())
            };
            let counted = log_rank(&[vec![durations(&one), durations(&other)]], &[]);
            prop_assert_eq!(counted, log_rank(&[vec![each(&one), each(&other)]], &[]));
        }

        #[test]
        fn the_order_of_groups_and_strata_does_not_matter(one in rows(), other in rows(), third in rows()) {
            let [one, other, third] = [&one, &other, &third].map(|rows| durations(rows));
            let strata = [vec![one.clone(), other.clone()], vec![third.clone(), one.clone()]];
            let turned = [vec![one.clone(), third], vec![other, one]];
            if let (Ok(found), Ok(again)) = (log_rank(&strata, &[]), log_rank(&turned, &[])) {
                prop_assert!((found.statistic - again.statistic).abs() < 1e-9 * (1.0 + found.statistic));
                prop_assert!((found.groups[0].expected - again.groups[1].expected).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn observed_and_expected_failures_have_the_same_sum() {
        let one = durations(&[(0.0, 3.0, true, 2), (1.0, 5.0, false, 4), (0.0, 7.0, true, 1)]);
        let other = durations(&[(0.0, 3.0, true, 1), (2.0, 6.0, true, 3), (0.0, 9.0, false, 2)]);
        let test = log_rank(&[vec![one, other]], &[]).unwrap();
        let expected: f64 = test.groups.iter().map(|group| group.expected).sum();
        assert_eq!(test.groups.iter().map(|group| group.observed).sum::<u64>(), 7);
        assert_abs_diff_eq!(expected, 7.0, epsilon = 1e-12);
    }

    #[test]
    fn a_planned_end_is_no_failure() {
        let ends = durations(&[(0.0, 3.0, true, 2), (0.0, 5.0, true, 4)]);
        let none = log_rank(&[vec![ends.clone(), ends]], &["moved"]);
        let too_few = InferenceError::TooFew { needed: 1, what: "failures", found: 0 };
        assert_eq!(none, Err(too_few));
    }

    #[test]
    fn groups_that_never_meet_have_no_test_and_an_empty_group_does_not_count() {
        let early = durations(&[(0.0, 3.0, true, 2)]);
        let late = durations(&[(4.0, 9.0, true, 2)]);
        assert!(matches!(
            log_rank(&[vec![early.clone(), late.clone()]], &[]),
            Err(InferenceError::Undefined { .. })
        ));
        let one = log_rank(&[vec![early.clone(), Durations::default()]], &[]);
        let what = "groups with a duration";
        assert_eq!(one, Err(InferenceError::TooFew { needed: 2, what, found: 1 }));
        let other = durations(&[(0.0, 2.0, true, 2), (0.0, 9.0, false, 3)]);
        let three = log_rank(&[vec![early, Durations::default(), other]], &[]).unwrap();
        assert_abs_diff_eq!(three.df, 1.0);
    }
}
