//! The Wilcoxon signed-rank test.

use crate::inference::result::PValues;
use crate::inference::tails::normal_p;
use crate::inference::{InferenceError, Paired, Sample};

/// A signed-rank test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SignedRank {
    /// W⁺: sum of the ranks of those who went up.
    pub statistic: f64,
    /// W⁺ less what chance gives, in standard deviations.
    pub z: f64,
    /// P-values, `greater` for a rise.
    pub p_values: PValues,
    /// Ranks that went up less ranks that went down, by their sum: from −1 to 1.
    pub rank_biserial: f64,
    /// Pairs that changed.
    pub n_changed: u64,
    /// Pairs without a change.
    pub n_unchanged: u64,
    /// True when the p-values come from all sign patterns, false when from the normal distribution.
    pub is_exact: bool,
}

/// Most changed pairs for which all sign patterns are counted.
const MOST_EXACT: u64 = 150;
/// Most pairs of all kinds, when the unchanged ones take ranks: sums of ranks grow with them.
const MOST_EXACT_RANKS: u64 = 1_000;

/// Wilcoxon signed-rank test: did more people move up, or further, than down?
///
/// # Definition
///
/// Pairs without a change are dropped, changes are rounded to ten decimals and ranked by size with midranks, and `W⁺` is the
/// sum of the ranks of those who went up. Up to 150 changed pairs the p-value is exact also with ties: twice the smaller tail
/// among all `2ⁿ` patterns of signs, counted by dynamic programming. Beyond that it is normal with the tie-corrected variance
/// `n(n+1)(2n+1)/24 − Σ(t³−t)/48`, without continuity correction. The rank-biserial correlation is `(W⁺ − W⁻)/(W⁺ + W⁻)`.
///
/// # Shapes and units
///
/// `pairs`: at least one pair that changed. Ranks have no unit;
/// [`hodges_lehmann`](crate::inference::hodges_lehmann) gives the size of the change. The p-values look either way, for a
/// rise and for a fall.
///
/// # Assumptions
///
/// Pairs are independent of one another; without a change, going up and going down by the same amount are equally likely.
/// [`pratt_signed_rank`](crate::inference::pratt_signed_rank) also ranks those who did not change. On answers from 1 to 5 it
/// rejects at 5 % what is true in 1 to 4 of 100 samples of ten and twenty pairs, in 4 to 5 of larger ones.
///
/// # Errors
///
/// [`InferenceError::TooFew`] without any pair, [`InferenceError::Undefined`] when nobody changed.
///
/// # Reference
///
/// Wilcoxon (1945), "Individual comparisons by ranking methods", *Biometrics Bulletin* 1(6): 80–83. Student's sleep data:
/// one pair without a change is dropped, the other nine all go up, and `p = 2/2⁹`.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Paired, wilcoxon_signed_rank};
/// let y1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
/// let y2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
/// let pairs: Vec<_> = y1.iter().zip(&y2).map(|(&b, &a)| (Some(b), Some(a))).collect();
/// let test = wilcoxon_signed_rank(&Paired::new(&pairs))?;
/// assert_eq!((test.statistic, test.n_changed, test.n_unchanged), (45.0, 9, 1));
/// assert_abs_diff_eq!(test.p_values.two_sided, 0.00390625, epsilon = 1e-12);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn wilcoxon_signed_rank(pairs: &Paired) -> Result<SignedRank, InferenceError> {
    signed_rank(pairs, |_| 0)
}

/// The test, with the ranks that those without a change take of their number.
pub(super) fn signed_rank(
    pairs: &Paired,
    ranks_of_unchanged: impl Fn(u64) -> u64,
) -> Result<SignedRank, InferenceError> {
    let changes = pairs.differences();
    changes.at_least(1, "complete pairs")?;
    let n_unchanged = changes.count(|change| change == 0.0);
    let first = ranks_of_unchanged(n_unchanged);
    let ranked = ranked(&changes, first);
    let n_changed = changes.n() - n_unchanged;
    if n_changed == 0 {
        return Err(InferenceError::Undefined { reason: "nobody changed".to_owned() });
    }
    let doubled: u64 = ranked.iter().map(|tie| tie.doubled_rank * tie.up).sum();
    let statistic = doubled as f64 / 2.0;
    // Each rank counts with probability one half.
    let half = |tie: &Ranked| tie.doubled_rank as f64 / 4.0;
    let mean: f64 = ranked.iter().map(|tie| half(tie) * tie.times() as f64).sum();
    let variance: f64 = ranked.iter().map(|tie| half(tie).powi(2) * tie.times() as f64).sum();
    let z = (statistic - mean) / variance.sqrt();
    let is_exact = n_changed <= MOST_EXACT && first + n_changed <= MOST_EXACT_RANKS;
    let p_values = if is_exact {
        let all = sign_patterns(ranked.iter().map(|tie| (tie.doubled_rank, tie.times())));
        let at = usize::try_from(doubled).expect("few ranks up to 1,000 have a small sum");
        PValues::exact(all[at..].iter().sum(), all[..=at].iter().sum())
    } else {
        PValues::symmetric(z, normal_p(z))
    };
    let rank_biserial = (statistic - mean) / mean;
    Ok(SignedRank { statistic, z, p_values, rank_biserial, n_changed, n_unchanged, is_exact })
}

/// Changes of one size: their rank, and how many went up and down.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Ranked {
    doubled_rank: u64,
    up: u64,
    down: u64,
}

impl Ranked {
    fn times(&self) -> u64 {
        self.up + self.down
    }
}

/// Sizes of the changes in ascending order, with twice their midrank, which is a whole number; `first` ranks are taken.
fn ranked(changes: &Sample, first: u64) -> Vec<Ranked> {
    let mut sizes: Vec<(f64, u64, u64)> = changes
        .values()
        .iter()
        .filter(|(change, _)| *change != 0.0)
        .map(|&(change, n)| if change > 0.0 { (change, n, 0) } else { (-change, 0, n) })
        .collect();
    sizes.sort_by(|one, other| one.0.total_cmp(&other.0));
    sizes.dedup_by(|size, kept| {
        let same = size.0.total_cmp(&kept.0).is_eq();
        if same {
            kept.1 += size.1;
            kept.2 += size.2;
        }
        same
    });
    let mut below = first;
    let rank = |(_, up, down): (f64, u64, u64)| {
        let doubled_rank = 2 * below + up + down + 1;
        below += up + down;
        Ranked { doubled_rank, up, down }
    };
    sizes.into_iter().map(rank).collect()
}

/// Probability of every sum, when each rank counts or does not by the toss of a coin, of which there are some hundred at most: the
/// patterns are counted, and become shares at the end.
pub(in crate::inference) fn sign_patterns(ranks: impl Iterator<Item = (u64, u64)>) -> Vec<f64> {
    let mut all = vec![1.0];
    let mut tosses = 0;
    for (rank, times) in ranks {
        let rank = usize::try_from(rank).expect("a rank fits into memory");
        for _ in 0..times {
            let before = all.len();
            all.resize(before + rank, 0.0);
            // From the top, so that each sum is added to before it is added.
            for sum in (0..before).rev() {
                all[sum + rank] += all[sum];
            }
            tosses += 1;
        }
    }
    let share = 0.5_f64.powi(tosses);
    for ways in &mut all {
        *ways *= share;
    }
    all
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;

    use super::*;
    use crate::inference::paired::pairs::drawn::{counted, one_by_one, swapped};

    fn changes(values: &[f64]) -> Paired {
        Paired::new(&values.iter().map(|&value| (Some(0.0), Some(value))).collect::<Vec<_>>())
    }

    /// All 32 sign patterns of five tied changes, one by one.
    #[test]
    fn the_exact_tail_with_ties_equals_all_patterns_one_by_one() {
        let test = wilcoxon_signed_rank(&changes(&[1.0, 1.0, -2.0, 3.0, 3.0, 0.0])).unwrap();
        let ranks = [1.5, 1.5, 3.0, 4.5, 4.5];
        let sum = |pattern: u32| -> f64 {
            (0..5).filter(|bit| pattern >> bit & 1 == 1).map(|bit| ranks[bit]).sum()
        };
        let share = |is_counted: &dyn Fn(f64) -> bool| {
            (0..32).filter(|&pattern| is_counted(sum(pattern))).count() as f64 / 32.0
        };
        let expected = 2.0 * share(&|sum| sum >= 12.0).min(share(&|sum| sum <= 12.0));
        assert_eq!((test.statistic, test.n_changed, test.n_unchanged), (12.0, 5, 1));
        assert_abs_diff_eq!(test.p_values.two_sided, expected, epsilon = 1e-12);
    }

    #[test]
    fn beyond_the_exact_range_the_normal_tail_is_close_to_it() {
        let values: Vec<f64> =
            (1..=150).map(|at| if at % 5 < 2 { -f64::from(at) } else { f64::from(at) }).collect();
        let exact = wilcoxon_signed_rank(&changes(&values)).unwrap();
        let more: Vec<f64> = values.iter().copied().chain([0.5]).collect();
        let normal = wilcoxon_signed_rank(&changes(&more)).unwrap();
        assert!(exact.is_exact && !normal.is_exact);
        let (one, other) = (exact.p_values.two_sided, normal.p_values.two_sided);
        assert_abs_diff_eq!(one, other, epsilon = 3e-3);
    }

    #[test]
    fn nobody_changed_is_said() {
        let error = wilcoxon_signed_rank(&changes(&[0.0, 0.0])).unwrap_err();
        assert_eq!(error.to_string(), "not computed: nobody changed");
        assert!(wilcoxon_signed_rank(&changes(&[])).is_err());
    }

    proptest! {
        #[test]
        fn counted_pairs_give_what_the_same_pairs_one_by_one_give_and_swapped_waves_the_other_side(
            rows in proptest::collection::vec((1_u32..6, 1_u32..6, 1_u64..9), 1..9)
        ) {
            for test in [wilcoxon_signed_rank, crate::inference::pratt_signed_rank] {
                prop_assert_eq!(test(&counted(&rows)), test(&one_by_one(&rows)));
                let shifted = Paired::gather(
                    counted(&rows).pairs().iter().map(|pair| {
                        (Some(pair.before + 10.0), Some(pair.after + 10.0), pair.count)
                    }),
                );
                prop_assert_eq!(test(&counted(&rows)), test(&shifted));
                if let (Ok(there), Ok(back)) = (test(&counted(&rows)), test(&swapped(&rows))) {
                    prop_assert!((there.z + back.z).abs() < 1e-9);
                    prop_assert!((there.rank_biserial + back.rank_biserial).abs() < 1e-12);
                    prop_assert!((there.p_values.greater - back.p_values.less).abs() < 1e-9);
                    prop_assert!((there.p_values.two_sided - back.p_values.two_sided).abs() < 1e-9);
                }
            }
        }
    }

    #[test]
    fn patterns_sum_to_one() {
        let all = sign_patterns([(3, 2), (7, 1)].into_iter());
        assert_eq!(all.len(), 14);
        assert_abs_diff_eq!(all.iter().sum::<f64>(), 1.0, epsilon = 1e-12);
    }
}
