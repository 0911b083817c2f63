//! The Hodges–Lehmann pseudo-median.

use crate::inference::counted::whole;
use crate::inference::paired::wilcoxon::sign_patterns;
use crate::inference::tails::normal_quantile;
use crate::inference::{Estimate, InferenceError, Level, Sample};

/// Most distinct values: their pairwise means are held at once, two million of them.
const MOST_VALUES: usize = 2000;
/// Most units for which the ends come from the exact distribution of the signed ranks.
const MOST_EXACT: u64 = 150;

/// Pseudo-median: by how much did the typical person change?
///
/// # Definition
///
/// The median of all means of two changes, each also paired with itself (Walsh averages): everybody's change counts, also
/// that of those who did not change. The interval runs from the q-th smallest to the q-th largest Walsh average, where q
/// inverts the signed-rank test without ties: exactly up to 150 units, by its normal approximation beyond. Below six units no
/// pair of them reaches 95 %, and the ends are `None`.
///
/// # Shapes and units
///
/// `changes`: n ≥ 1 values, at most 2,000 distinct ones. In the values' own unit.
///
/// # Assumptions
///
/// Units are independent of one another; changes are symmetric around their centre. With ties the interval covers at least as
/// often as it says.
///
/// # Errors
///
/// [`InferenceError::TooFew`] without any value, [`InferenceError::Undefined`] beyond 2,000 distinct values.
///
/// # Reference
///
/// Hodges & Lehmann (1963), "Estimates of location based on rank tests", *Annals of Mathematical Statistics* 34: 598–611.
/// Student's ten differences have the pseudo-median 1.3.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Sample, hodges_lehmann};
/// let hours = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4].map(Some);
/// let typical = hodges_lehmann(&Sample::new(&hours), Level::P95)?;
/// assert_abs_diff_eq!(typical.value, 1.3, epsilon = 1e-9);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn hodges_lehmann(changes: &Sample, level: Level) -> Result<Estimate, InferenceError> {
    changes.at_least(1, "complete pairs")?;
    if changes.values().len() > MOST_VALUES {
        let found = changes.values().len();
        let reason = format!("{found} distinct changes, at most {MOST_VALUES} for a pseudo-median");
        return Err(InferenceError::Undefined { reason });
    }
    let walsh = walsh_averages(changes.values());
    let n = changes.n();
    let all = n * (n + 1) / 2;
    let value = f64::midpoint(at_rank(&walsh, all.div_ceil(2)), at_rank(&walsh, all / 2 + 1));
    let rank = rank_of_end(n, level);
    let end = |rank: u64| Some(at_rank(&walsh, rank));
    let (low, high) = if rank == 0 { (None, None) } else { (end(rank), end(all + 1 - rank)) };
    Ok(Estimate { value, low, high })
}

/// Ascending means of two values, with the number of unit pairs that have each.
fn walsh_averages(values: &[(f64, u64)]) -> Vec<(f64, u64)> {
    let mut walsh = Vec::with_capacity(values.len() * (values.len() + 1) / 2);
    for (at, &(one, n)) in values.iter().enumerate() {
        walsh.push((one, n * (n + 1) / 2));
        walsh.extend(values[at + 1..].iter().map(|&(other, m)| (f64::midpoint(one, other), n * m)));
    }
    walsh.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
    walsh
}

/// The value of a rank from 1 to the number of averages.
fn at_rank(walsh: &[(f64, u64)], rank: u64) -> f64 {
    let mut below = 0;
    let found = walsh.iter().find(|(_, count)| {
        below += count;
        below >= rank
    });
    found.expect("a rank lies between 1 and the number of averages").0
}

/// The largest q with `P(W⁺ < q) ≤ tail`; 0 when there is none.
fn rank_of_end(n: u64, level: Level) -> u64 {
    if n > MOST_EXACT {
        let size = n as f64;
        let deviation = (size * (size + 1.0) * (2.0 * size + 1.0) / 24.0).sqrt();
        return whole(size * (size + 1.0) / 4.0 - normal_quantile(level) * deviation);
    }
    let sums = sign_patterns((1..=n).map(|rank| (rank, 1)));
    let below = sums.iter().scan(0.0, |below, probability| {
        *below += probability;
        Some(*below)
    });
    below.take_while(|below| *below <= level.tail()).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hollander & Wolfe: for n = 10 the ninth of 55 averages from either end, for n = 6 the first.
    #[test]
    fn the_ranks_of_the_ends_are_those_of_the_tables() {
        let ranks = [5, 6, 7, 10, 20].map(|n| rank_of_end(n, Level::P95));
        assert_eq!(ranks, [0, 1, 3, 9, 53]);
        assert!(rank_of_end(151, Level::P95).abs_diff(rank_of_end(150, Level::P95)) < 70);
    }

    #[test]
    fn counted_changes_give_what_the_same_changes_one_by_one_give() {
        let counted = Sample::weighted(&[Some(-1.0), Some(0.0), Some(2.0)], &[3, 2, 5]);
        let expanded =
            Sample::new(&[2.0, -1.0, 0.0, 2.0, 2.0, -1.0, 0.0, 2.0, -1.0, 2.0].map(Some));
        let found = hodges_lehmann(&counted, Level::P95).unwrap();
        assert_eq!(found, hodges_lehmann(&expanded, Level::P95).unwrap());
        assert!(found.low.unwrap() <= found.value && found.value <= found.high.unwrap());
    }

    #[test]
    fn too_many_distinct_changes_are_refused() {
        let values: Vec<_> = (0..2001).map(|value| Some(f64::from(value))).collect();
        assert!(hodges_lehmann(&Sample::new(&values), Level::P95).is_err());
    }
}
