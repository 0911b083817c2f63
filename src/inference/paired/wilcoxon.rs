//! The Wilcoxon signed-rank test.

use crate::inference::tails::normal_p;
use crate::inference::{InferenceError, Paired, Sample};

/// A signed-rank test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SignedRank {
    /// W⁺: sum of the ranks of those who went up.
    pub statistic: f64,
    /// Two-sided p-value.
    pub p_value: f64,
    /// Pairs that changed and were ranked.
    pub n_changed: u64,
    /// Pairs without a change, dropped before ranking.
    pub n_unchanged: u64,
    /// True when the p-value comes from all sign patterns, false when from the normal distribution.
    pub is_exact: bool,
}

/// Most changed pairs for which all sign patterns are counted.
const MOST_EXACT: u64 = 150;

/// Wilcoxon signed-rank test: did more people move up, or further, than down?
///
/// # Definition
///
/// Pairs without a change are dropped, changes are rounded to ten decimals and ranked by size with midranks, and `W⁺` is the
/// sum of the ranks of those who went up. Up to 150 changed pairs the p-value is exact also with ties: twice the smaller tail
/// among all `2ⁿ` patterns of signs, counted by dynamic programming. Beyond that it is normal with the tie-corrected variance
/// `n(n+1)(2n+1)/24 − Σ(t³−t)/48`, without continuity correction.
///
/// # Shapes and units
///
/// `pairs`: at least one pair that changed. Ranks have no unit;
/// [`hodges_lehmann`](crate::inference::hodges_lehmann) gives the size of the change.
///
/// # Assumptions
///
/// Pairs are independent of one another; without a change, going up and going down by the same amount are equally likely.
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
/// assert_abs_diff_eq!(test.p_value, 0.00390625, epsilon = 1e-12);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn wilcoxon_signed_rank(pairs: &Paired) -> Result<SignedRank, InferenceError> {
    let changes = pairs.differences();
    changes.at_least(1, "complete pairs")?;
    let ranked = ranked(&changes);
    let n_changed: u64 = ranked.iter().map(Ranked::times).sum();
    if n_changed == 0 {
        return Err(InferenceError::Undefined { reason: "nobody changed".to_owned() });
    }
    let doubled: u64 = ranked.iter().map(|tie| tie.doubled_rank * tie.up).sum();
    let statistic = doubled as f64 / 2.0;
    let is_exact = n_changed <= MOST_EXACT;
    let p_value = if is_exact {
        let all = sign_patterns(ranked.iter().map(|tie| (tie.doubled_rank, tie.times())));
        let at =
            usize::try_from(doubled).expect("ranks of 150 pairs sum to less than 22,650 doubled");
        let (below, above): (f64, f64) = (all[..=at].iter().sum(), all[at..].iter().sum());
        (2.0 * below.min(above)).min(1.0)
    } else {
        let n = n_changed as f64;
        let ties: f64 = ranked.iter().map(|tie| tie.times() as f64).map(|t| t * t * t - t).sum();
        let variance = n * (n + 1.0) * (2.0 * n + 1.0) / 24.0 - ties / 48.0;
        normal_p((statistic - n * (n + 1.0) / 4.0) / variance.sqrt())
    };
    let n_unchanged = changes.n() - n_changed;
    Ok(SignedRank { statistic, p_value, n_changed, n_unchanged, is_exact })
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

/// Sizes of the changes in ascending order, with twice their midrank, which is a whole number.
fn ranked(changes: &Sample) -> Vec<Ranked> {
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
    let mut below = 0;
    let rank = |(_, up, down): (f64, u64, u64)| {
        let doubled_rank = 2 * below + up + down + 1;
        below += up + down;
        Ranked { doubled_rank, up, down }
    };
    sizes.into_iter().map(rank).collect()
}

/// Probability of every sum, when each rank counts or does not by the toss of a coin.
pub(in crate::inference) fn sign_patterns(ranks: impl Iterator<Item = (u64, u64)>) -> Vec<f64> {
    let mut all = vec![1.0];
    for (rank, times) in ranks {
        let rank = usize::try_from(rank).expect("a rank fits into memory");
        for _ in 0..times {
            let before = all.len();
            all.resize(before + rank, 0.0);
            for sum in (0..all.len()).rev() {
                let without = if sum < before { all[sum] } else { 0.0 };
                let with = if sum >= rank { all[sum - rank] } else { 0.0 };
                all[sum] = f64::midpoint(without, with);
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

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
        assert_abs_diff_eq!(test.p_value, expected, epsilon = 1e-12);
    }

    #[test]
    fn beyond_the_exact_range_the_normal_tail_is_close_to_it() {
        let values: Vec<f64> =
            (1..=150).map(|at| if at % 5 < 2 { -f64::from(at) } else { f64::from(at) }).collect();
        let exact = wilcoxon_signed_rank(&changes(&values)).unwrap();
        let more: Vec<f64> = values.iter().copied().chain([0.5]).collect();
        let normal = wilcoxon_signed_rank(&changes(&more)).unwrap();
        assert!(exact.is_exact && !normal.is_exact);
        assert_abs_diff_eq!(exact.p_value, normal.p_value, epsilon = 3e-3);
    }

    #[test]
    fn nobody_changed_is_said() {
        let error = wilcoxon_signed_rank(&changes(&[0.0, 0.0])).unwrap_err();
        assert_eq!(error.to_string(), "not computed: nobody changed");
        assert!(wilcoxon_signed_rank(&changes(&[])).is_err());
    }

    #[test]
    fn patterns_sum_to_one() {
        let all = sign_patterns([(3, 2), (7, 1)].into_iter());
        assert_eq!(all.len(), 14);
        assert_abs_diff_eq!(all.iter().sum::<f64>(), 1.0, epsilon = 1e-12);
    }
}
