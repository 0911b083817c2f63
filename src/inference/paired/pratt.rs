//! Pratt's signed-rank test.

use crate::inference::paired::wilcoxon::{SignedRank, signed_rank};
use crate::inference::{InferenceError, Paired};

/// Pratt's signed-rank test: did more people move up, or further, than down, when those who stayed count too?
///
/// # Definition
///
/// All pairs are ranked by the size of their change, rounded to ten decimals, with midranks; those without a change take the
/// lowest ranks, which then count for neither side. `W⁺` is the sum of the ranks of those who went up. Up to 150 changed
/// pairs of at most 1,000 the p-value is exact also with ties: twice the smaller tail among all patterns of signs. Beyond
/// that it is normal with the variance `Σ rank²/4`, without continuity correction.
///
/// # Shapes and units
///
/// `pairs`: at least one pair that changed. Ranks have no unit. The p-values look either way, for a rise and for a fall.
///
/// # Assumptions
///
/// Pairs are independent of one another; without a change, going up and going down by the same amount are equally likely. The
/// more stayed, the less the size of a change weighs beside its direction, unlike in
/// [`wilcoxon_signed_rank`](crate::inference::wilcoxon_signed_rank), where those who stayed are dropped; neither follows from
/// the data, so that a header declares it. On answers from 1 to 5 it rejects at 5 % what is true in 1 to 4 of 100 samples of
/// ten and twenty pairs, in 5 of larger ones.
///
/// # Errors
///
/// [`InferenceError::TooFew`] without any pair, [`InferenceError::Undefined`] when nobody changed.
///
/// # Reference
///
/// Pratt (1959), "Remarks on zeros and ties in the Wilcoxon signed rank procedures", *JASA* 54: 655–667. Expected numbers:
/// R package coin 1.4-2, `wilcoxsign_test(zero.method = "Pratt")`.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Paired, pratt_signed_rank};
/// let before = [4, 2, 3, 5, 1, 3, 2, 4, 3, 2, 3, 4].map(|answer| Some(f64::from(answer)));
/// let after = [4, 3, 3, 4, 3, 5, 2, 5, 4, 2, 4, 5].map(|answer| Some(f64::from(answer)));
/// let test = pratt_signed_rank(&Paired::weighted(&before, &after, &[1; 12]))?;
/// assert_eq!((test.statistic, test.n_changed, test.n_unchanged), (60.5, 8, 4));
/// assert_abs_diff_eq!(test.z, 2.1601187, epsilon = 5e-7);
/// assert_abs_diff_eq!(test.p_values.two_sided, 0.0546875, epsilon = 5e-7);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn pratt_signed_rank(pairs: &Paired) -> Result<SignedRank, InferenceError> {
    signed_rank(pairs, |n_unchanged| n_unchanged)
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;
    use crate::inference::wilcoxon_signed_rank;

    fn changes(values: &[f64]) -> Paired {
        Paired::new(&values.iter().map(|&value| (Some(0.0), Some(value))).collect::<Vec<_>>())
    }

    #[test]
    fn those_who_stayed_take_ranks_but_no_side() {
        let test = pratt_signed_rank(&changes(&[0.0, 0.0, 1.0, -2.0, 3.0])).unwrap();
        assert_eq!((test.statistic, test.n_changed, test.n_unchanged), (8.0, 3, 2));
        // Ranks 3, 4 and 5: of eight patterns 5 + 4 + 3 = 12, 9 and 8 are 8 or more.
        assert_abs_diff_eq!(test.p_values.greater, 3.0 / 8.0, epsilon = 1e-15);
    }

    #[test]
    fn without_anybody_who_stayed_it_is_wilcoxons() {
        let pairs = changes(&[1.0, -2.0, 2.0, 4.0]);
        assert_eq!(pratt_signed_rank(&pairs), wilcoxon_signed_rank(&pairs));
    }

    #[test]
    fn many_who_stayed_leave_a_normal_tail_that_is_close_to_the_exact_one() {
        let test = |n_unchanged: u64| {
            let after: Vec<_> = (-15..=40).map(|change| Some(f64::from(change))).collect();
            let mut counts = vec![1; after.len()];
            counts[15] = n_unchanged;
            pratt_signed_rank(&Paired::weighted(&vec![Some(0.0); after.len()], &after, &counts))
        };
        let (exact, normal) = (test(945).unwrap(), test(946).unwrap());
        assert!(exact.is_exact && !normal.is_exact);
        let ratio = exact.p_values.two_sided / normal.p_values.two_sided;
        assert!((ratio - 1.0).abs() < 0.5, "{ratio}");
    }

    #[test]
    fn nobody_and_nobody_who_changed_have_no_test() {
        assert_eq!(
            pratt_signed_rank(&changes(&[])),
            Err(InferenceError::TooFew { needed: 1, what: "complete pairs", found: 0 })
        );
        let error = pratt_signed_rank(&changes(&[0.0, 0.0])).unwrap_err();
        assert_eq!(error.to_string(), "not computed: nobody changed");
    }
}
