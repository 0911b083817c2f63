//! Gray's test: does a reason for ending occur equally often in all groups?

use nalgebra::DMatrix;

use crate::inference::durations::days::{Day, End, comparable, days};
use crate::inference::durations::log_rank::{GroupTest, Scores};
use crate::inference::{Durations, InferenceError};

/// Gray's test: do groups end for this reason equally often, when causes compete?
///
/// # Definition
///
/// With `Fᵢ` the Aalen–Johansen share of group `i` that the cause has ended and `Sᵢ` the share that no cause has,
/// `Rᵢ(t) = nᵢ(t)·(1 − Fᵢ(t−))/Sᵢ(t−)` are those who would be at risk if other causes did not take anybody away.
/// The score of a group is `Σ dᵢ − d·Rᵢ/R` over days, over strata too when there are several; its covariance is that
/// of the martingales of both kinds of ends, with a correction for ties. Chi-square with one degree of freedom less than
/// groups.
///
/// # Shapes and units
///
/// `strata` as for [`log_rank`](crate::inference::log_rank); every other cause competes, planned ones too. `expected`
/// is what a group would have if all groups had the same curve.
///
/// # Assumptions
///
/// Units are independent of one another; those out of sight would have gone on like the others. The test sees shares
/// that differ in one direction throughout. At 5 % it rejects a true hypothesis in 7 % of samples of ten units per group, in
/// 5 % from twenty on. It is not defined here for late entries.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below two groups or when the cause never occurs, [`InferenceError::Undefined`] with late
/// entries.
///
/// # Reference
///
/// Gray (1988), "A class of K-sample tests for comparing the cumulative incidence of a competing risk", *Annals of
/// Statistics* 16: 1141–1154, with ρ = 0. Expected numbers: R package cmprsk 2.2.11, `cuminc`.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{Durations, InferenceError, Spell, gray_test};
/// let group = |text: &str| Durations::new(text.split(' ').map(|end| Spell {
///     days: end.trim_end_matches(['a', 'b', '+']).parse().ok(),
///     cause: end.strip_suffix('+').is_none().then(|| end[end.len() - 1..].to_owned()),
///     count: 1,
///     ..Spell::default()
/// }));
/// let one = group("1a 2b 3+ 3a 4b 5a 6+ 6b 8a 10+");
/// let other = group("2a 2a 3a 4+ 5b 5a 7a 8+ 9b 9a");
/// let test = gray_test(&[vec![one, other]], "a")?;
/// assert_abs_diff_eq!(test.statistic, 0.448570800930, epsilon = 5e-13);
/// assert_abs_diff_eq!(test.p_value, 0.503014440716, epsilon = 5e-13);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn gray_test(strata: &[Vec<Durations>], cause: &str) -> Result<GroupTest, InferenceError> {
    let k = comparable(strata)?;
    if strata.iter().flatten().any(Durations::has_late_entries) {
        let reason = "Gray's test is not defined for late entries".to_owned();
        return Err(InferenceError::Undefined { reason });
    }
    let counts_as = |found: &str| if found == cause { End::Failure } else { End::Otherwise };
    let mut sums = Scores::of(strata, k);
    for stratum in strata {
        let mut walk = Walk::new(k);
        for day in days(stratum, counts_as) {
            walk.pass(&day, &mut sums);
        }
        walk.finish(&mut sums);
    }
    sums.test()
}

/// One walk through the days of a stratum.
struct Walk {
    /// Per group: no cause has ended it; this cause has.
    together: Vec<f64>,
    ended: Vec<f64>,
    /// The cause's share in all groups together, under the hypothesis.
    pooled: f64,
    /// How far a jump of the compensator so far moves score `i` when group `j` jumps.
    moved: DMatrix<f64>,
    /// Variance of each group's martingale, as needed for squares, products and the rest.
    squares: Vec<f64>,
    products: DMatrix<f64>,
}

impl Walk {
    fn new(k: usize) -> Self {
        Self {
            together: vec![1.0; k],
            ended: vec![0.0; k],
            pooled: 0.0,
            moved: DMatrix::zeros(k, k),
            squares: vec![0.0; k],
            products: DMatrix::zeros(k, k),
        }
    }

    fn pass(&mut self, day: &Day, sums: &mut Scores) {
        let k = self.together.len();
        let is_there = |at: &usize| day.at_risk[*at] > 0.0;
        let before = self.together.clone();
        let weight: Vec<f64> = (0..k)
            .map(|at| if is_there(&at) { day.at_risk[at] / before[at] } else { 0.0 })
            .collect();
        let (all, failed) = (weight.iter().sum::<f64>(), day.failed.iter().sum::<f64>());
        let as_if: Vec<f64> = (0..k).map(|at| weight[at] * (1.0 - self.ended[at])).collect();
        let as_if_all: f64 = as_if.iter().sum();
        for (at, as_if) in as_if.iter().enumerate() {
            let expected = failed * as_if / as_if_all;
            sums.observed[at] += day.failed[at];
            sums.expected[at] += expected;
            sums.gaps[at] += day.failed[at] - expected;
        }
        for at in (0..k).filter(is_there) {
            self.ended[at] += before[at] * day.failed[at] / day.at_risk[at];
            self.together[at] *= 1.0 - (day.failed[at] + day.otherwise[at]) / day.at_risk[at];
        }
        let share =
            |i: usize, j: usize| weight[i] * (f64::from(u8::from(i == j)) - weight[j] / all);
        let jump = failed / (all * (1.0 - self.pooled));
        self.pooled += failed / all;
        for i in (0..k).filter(is_there) {
            for j in (0..k).filter(is_there) {
                self.moved[(i, j)] += share(i, j) * jump;
            }
        }
        let left = 1.0 - self.pooled;
        for at in (0..k).filter(is_there) {
            let n = day.at_risk[at];
            if failed > 0.0 {
                let factor =
                    if self.together[at] > 0.0 { 1.0 - left / self.together[at] } else { 1.0 };
                let ties = if failed > 1.0 {
                    // Where few of one group fail with many of another, the correction may exceed what it corrects.
                    (1.0 - (failed - 1.0) / (all * before[at] - 1.0)).clamp(0.0, 1.0)
                } else {
                    1.0
                };
                let variance = ties * before[at] * failed / (all * n);
                self.add(
                    at,
                    factor,
                    variance,
                    |walk, i| share(i, at) - factor * walk.moved[(i, at)],
                    sums,
                );
            }
            let other = day.otherwise[at];
            if other > 0.0 && self.together[at] > 0.0 {
                let factor = left / self.together[at];
                let ties = if other > 1.0 { 1.0 - (other - 1.0) / (n - 1.0) } else { 1.0 };
                let variance = ties * before[at].powi(2) * other / (n * n);
                self.add(at, factor, variance, |walk, i| -factor * walk.moved[(i, at)], sums);
            }
        }
    }

    /// Adds the variance of a jump of one group's martingale to all scores that it moves.
    fn add(
        &mut self,
        group: usize,
        factor: f64,
        variance: f64,
        reach: impl Fn(&Self, usize) -> f64,
        sums: &mut Scores,
    ) {
        let k = self.together.len();
        let reaches: Vec<f64> = (0..k).map(|i| reach(self, i)).collect();
        self.squares[group] += factor * factor * variance;
        for i in 0..k {
            self.products[(i, group)] += reaches[i] * factor * variance;
            for j in 0..k {
                sums.covariance[(i, j)] += reaches[i] * reaches[j] * variance;
            }
        }
    }

    /// What the compensator as a whole adds.
    fn finish(&self, sums: &mut Scores) {
        let k = self.together.len();
        for i in 0..k {
            for j in 0..k {
                for group in 0..k {
                    let (one, other) = (self.moved[(i, group)], self.moved[(j, group)]);
                    sums.covariance[(i, j)] += one * other * self.squares[group]
                        + one * self.products[(j, group)]
                        + other * self.products[(i, group)];
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;

    use super::*;
    use crate::inference::Spell;

    type Rows = Vec<(f64, u8, u64)>;

    fn durations(rows: &[(f64, u8, u64)]) -> Durations {
        Durations::new(rows.iter().map(|&(days, cause, count)| Spell {
            days: Some(days),
            cause: ["", "a", "b"].get(usize::from(cause)).map(|&cause| cause.to_owned()),
            count,
            ..Spell::default()
        }))
    }

    fn rows() -> impl Strategy<Value = Rows> {
        let row =
            (0_u8..9, 0_u8..3, 1_u64..4).prop_map(|(days, cause, n)| (f64::from(days), cause, n));
        proptest::collection::vec(row, 1..9)
    }

    proptest! {
        #[test]
        fn counted_durations_give_what_the_same_durations_one_by_one_give(one in rows(), other in rows()) {
            let each = |rows: &Rows| {
                let single = rows
                    .iter()
                    .rev()
                    .flat_map(|&(days, cause, count)| (0..count).map(move |_| (days, cause, 1)));
                durations(&single.collect::<Vec<_>>())
            };
            let counted = gray_test(&[vec![durations(&one), durations(&other)]], "a");
            prop_assert_eq!(counted, gray_test(&[vec![each(&one), each(&other)]], "a"));
        }

        #[test]
        fn the_order_of_groups_does_not_matter_and_numbers_are_finite(
            one in rows(), other in rows(), third in rows()
        ) {
            let [one, other, third] = [&one, &other, &third].map(|rows| durations(rows));
            let found = gray_test(&[vec![one.clone(), other.clone(), third.clone()]], "a");
            let turned = gray_test(&[vec![third, one, other]], "a");
            if let (Ok(found), Ok(turned)) = (found, turned) {
                prop_assert!(found.statistic.is_finite() && (0.0..=1.0).contains(&found.p_value));
                prop_assert!((found.statistic - turned.statistic).abs() < 1e-6 * (1.0 + found.statistic));
            }
        }
    }

    /// Where nothing competes, both tests see the same score, and their statistics are close.
    #[test]
    fn without_competing_causes_the_score_is_that_of_the_log_rank_test() {
        let one = durations(&[(3.0, 1, 4), (5.0, 0, 2), (8.0, 1, 3), (9.0, 0, 5)]);
        let other = durations(&[(2.0, 1, 5), (4.0, 1, 2), (6.0, 0, 1), (9.0, 1, 1)]);
        let strata = [vec![one, other]];
        let gray = gray_test(&strata, "a").unwrap();
        let log_rank = crate::inference::log_rank(&strata, &[]).unwrap();
        assert_abs_diff_eq!(gray.groups[0].expected, log_rank.groups[0].expected, epsilon = 1e-12);
        assert_abs_diff_eq!(gray.statistic / log_rank.statistic, 1.0, epsilon = 0.2);
    }

    #[test]
    fn a_cause_that_never_occurs_has_no_test_nor_have_late_entries() {
        let one = durations(&[(3.0, 2, 4), (5.0, 0, 2)]);
        let never = gray_test(&[vec![one.clone(), one.clone()]], "a");
        assert_eq!(never, Err(InferenceError::TooFew { needed: 1, what: "failures", found: 0 }));
        let late = Spell { entered: Some(1.0), days: Some(4.0), count: 1, ..Spell::default() };
        let entered = gray_test(&[vec![one, Durations::new([late])]], "a");
        assert!(matches!(entered, Err(InferenceError::Undefined { .. })));
    }
}
