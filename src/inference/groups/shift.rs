//! The shift between two groups, after Hodges and Lehmann.

use super::rank_sums::{MOST_PAIRS, allocations};
use super::ranks::{both_filled, ties};
use crate::inference::tails::normal_quantile;
use crate::inference::{Estimate, InferenceError, Level, Sample};

/// Most distinct differences: they are held at once.
const MOST_DIFFERENCES: usize = 2_000_000;

/// Shift of two groups: by how much is a typical unit of one group above one of the other?
///
/// # Definition
///
/// The median of all differences of a unit of the group and one of the reference. The interval runs from the q-th smallest to
/// the q-th largest difference, where q inverts the Mann–Whitney test without ties: exactly while `n₁·n₀` is at most 2,500,
/// by its normal approximation beyond. Where no difference reaches the level (three and three units at 95 %), the ends are
/// `None`.
///
/// # Shapes and units
///
/// Both groups have at least one unit, and at most two million pairs of distinct values. In the values' own unit.
///
/// # Assumptions
///
/// Units are independent of one another and the groups share nobody; one group is the other, moved. With ties the interval
/// covers at least as often as it says: at a nominal 95 % in 97 to 98 of 100 samples of mean scores, and in 98 to 99 of answers.
///
/// # Errors
///
/// [`InferenceError::TooFew`] when a group is empty, [`InferenceError::Undefined`] beyond two million differences.
///
/// # Reference
///
/// Hodges & Lehmann (1963), *Annals of Mathematical Statistics* 34: 598–611. Example: permeability of the human chorioamnion,
/// Hollander & Wolfe (1973), *Nonparametric Statistical Methods*, page 69; R's `wilcox.test` gives 0.305, with −0.15 to 0.76.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Sample, hodges_lehmann_shift};
/// let term = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46].map(Some);
/// let early = [1.15, 0.88, 0.90, 0.74, 1.21].map(Some);
/// let shift = hodges_lehmann_shift(&Sample::new(&term), &Sample::new(&early), Level::P95)?;
/// assert_abs_diff_eq!(shift.value, 0.305, epsilon = 5e-4);
/// assert_abs_diff_eq!(shift.low.unwrap(), -0.15, epsilon = 5e-3);
/// assert_abs_diff_eq!(shift.high.unwrap(), 0.76, epsilon = 5e-3);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn hodges_lehmann_shift(
    group: &Sample,
    reference: &Sample,
    level: Level,
) -> Result<Estimate, InferenceError> {
    both_filled(group, reference)?;
    let distinct = group.values().len().saturating_mul(reference.values().len());
    if distinct > MOST_DIFFERENCES {
        let reason = format!("{distinct} distinct differences, at most {MOST_DIFFERENCES}");
        return Err(InferenceError::Undefined { reason });
    }
    let of = |&(one, n): &(f64, u64)| {
        let times = |&(zero, m): &(f64, u64)| (one - zero, n as f64 * m as f64);
        reference.values().iter().map(times).collect::<Vec<_>>()
    };
    let mut differences: Vec<(f64, f64)> = group.values().iter().flat_map(of).collect();
    differences.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
    let all = group.n() as f64 * reference.n() as f64;
    let value = f64::midpoint(
        at_rank(&differences, (all / 2.0).ceil()),
        at_rank(&differences, (all / 2.0).floor() + 1.0),
    );
    let rank = rank_of_end(group.n(), reference.n(), level);
    if rank < 1.0 {
        return Ok(Estimate { value, low: None, high: None });
    }
    let (low, high) = (at_rank(&differences, rank), at_rank(&differences, all + 1.0 - rank));
    Ok(Estimate { value, low: Some(low), high: Some(high) })
}

/// The difference of a rank from 1 to their number.
fn at_rank(differences: &[(f64, f64)], rank: f64) -> f64 {
    let mut below = 0.0;
    let found = differences.iter().find(|(_, count)| {
        below += count;
        below >= rank
    });
    found.or(differences.last()).expect("neither group is empty").0
}

/// The largest q with `P(U < q) ≤ tail` for units without ties; 0 when there is none.
fn rank_of_end(n_one: u64, n_zero: u64, level: Level) -> f64 {
    let (one, zero) = (n_one as f64, n_zero as f64);
    if n_one.saturating_mul(n_zero) > MOST_PAIRS {
        let deviation = (one * zero * (one + zero + 1.0) / 12.0).sqrt();
        return (one * zero / 2.0 - normal_quantile(level) * deviation).floor();
    }
    let values =
        |from: u64, n: u64| Sample::gather((from..from + n).map(|at| (Some(at as f64), 1)));
    let untied = ties(&[&values(0, n_one), &values(n_one, n_zero)]);
    // Without ties twice U is even.
    let below = allocations(&untied).into_iter().step_by(2).scan(0.0, |below, probability| {
        *below += probability;
        Some(*below)
    });
    below.take_while(|below| *below <= level.tail()).count() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hollander & Wolfe's table: for 5 and 5 units the third difference from either end, for 10 and 10 the 24th.
    #[test]
    fn the_ranks_of_the_ends_are_those_of_the_tables() {
        let ranks = [(3, 3), (4, 4), (5, 5), (10, 5), (10, 10)]
            .map(|(one, zero)| rank_of_end(one, zero, Level::P95));
        for (rank, expected) in ranks.into_iter().zip([0.0, 1.0, 3.0, 9.0, 24.0]) {
            assert!((rank - expected).abs() < 0.5, "{ranks:?}");
        }
        let beyond = rank_of_end(50, 51, Level::P95) - rank_of_end(50, 50, Level::P95);
        assert!((0.0..40.0).contains(&beyond), "{beyond}");
    }

    #[test]
    fn moving_one_group_moves_the_shift_and_counted_units_give_the_same() {
        let one = Sample::weighted(&[1.0, 2.0, 5.0].map(Some), &[3, 4, 2]);
        let other = Sample::weighted(&[1.0, 3.0].map(Some), &[4, 4]);
        let each = |sample: &Sample| {
            let units = sample.values().iter().rev();
            let single = units.flat_map(|&(value, n)| (0..n).map(move |_| Some(value)));
            Sample::new(&single.collect::<Vec<_>>())
        };
        let moved = Sample::gather(one.values().iter().map(|&(value, n)| (Some(value + 7.0), n)));
        let shift = hodges_lehmann_shift(&one, &other, Level::P95).unwrap();
        assert_eq!(hodges_lehmann_shift(&each(&one), &each(&other), Level::P95).unwrap(), shift);
        let further = hodges_lehmann_shift(&moved, &other, Level::P95).unwrap();
        assert_eq!(
            (further.value, further.low, further.high),
            (shift.value + 7.0, shift.low.map(|end| end + 7.0), shift.high.map(|end| end + 7.0))
        );
        let back = hodges_lehmann_shift(&other, &one, Level::P95).unwrap();
        assert_eq!((back.value, back.low), (-shift.value, shift.high.map(|end| -end)));
    }

    #[test]
    fn too_many_distinct_differences_are_refused() {
        let sample = Sample::gather((0..1500).map(|at| (Some(f64::from(at)), 1)));
        assert!(hodges_lehmann_shift(&sample, &sample, Level::P95).is_err());
        assert!(hodges_lehmann_shift(&sample, &Sample::default(), Level::P95).is_err());
    }
}
