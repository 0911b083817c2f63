//! The exact distribution of a rank sum, also with ties.

use super::ranks::Tie;

/// Most pairs of a unit of one group and a unit of the other for which all allocations are counted.
pub(super) const MOST_PAIRS: u64 = 2_500;

/// Probabilities under all allocations of units to the two groups.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Exact {
    /// Of a statistic as large or larger.
    pub(super) at_least: f64,
    /// Of a statistic as small or smaller.
    pub(super) at_most: f64,
    /// Of a statistic as far from its expectation or farther.
    pub(super) as_far: f64,
}

/// Where twice the first group's *U* lies among all allocations.
pub(super) fn exact(ties: &[Tie], doubled_u: u64) -> Exact {
    let all = allocations(ties);
    let (found, half) = (index(doubled_u), (all.len() - 1) / 2);
    let share = |is_counted: &dyn Fn(usize) -> bool| {
        let counted = all.iter().enumerate().filter(|(at, _)| is_counted(*at));
        counted.map(|(_, share)| share).sum::<f64>().min(1.0)
    };
    Exact {
        at_least: share(&|at| at >= found),
        at_most: share(&|at| at <= found),
        as_far: share(&|at| at.abs_diff(half) >= found.abs_diff(half)),
    }
}

/// The probability of each value of twice the first group's *U*, from 0 on: the shift algorithm of Streitberg and Röhmel.
///
/// Every allocation of units to groups of these sizes is equally likely. The pairs of both groups are at most
/// [`MOST_PAIRS`]. Units of the smaller group are placed value by value, from the lowest up: each of them beats the
/// units of the larger group below it, and draws with those of its own value.
pub(super) fn allocations(ties: &[Tie]) -> Vec<f64> {
    let size = |group: usize| ties.iter().map(|tie| tie.counts[group]).sum::<u64>();
    let (n_one, n_zero) = (size(0), size(1));
    let (small, large) = (index(n_one.min(n_zero)), index(n_one.max(n_zero)));
    let most = 2 * small * large;
    // ways[placed][doubled U]: how many allocations of the values passed so far.
    let mut ways = vec![vec![0.0_f64; most + 1]; small + 1];
    ways[0][0] = 1.0;
    let mut passed = 0;
    for tie in ties {
        let n = index(tie.n);
        let choices = binomials(n, small.min(n));
        for placed in (0..=small).rev() {
            let mut fresh = vec![0.0; most + 1];
            // `new` units of this value join the smaller group, `placed − new` of it lie below.
            for (new, weight) in choices.iter().enumerate().take(placed + 1) {
                let before = placed - new;
                // Of the units passed so far, those that are not in the smaller group are beaten; of this value's others
                // each draws.
                if before > passed || n - new + passed - before > large {
                    continue;
                }
                let gain = new * (2 * (passed - before) + (n - new));
                let from = &ways[before];
                for at in 0..=most - gain {
                    if from[at] > 0.0 {
                        fresh[at + gain] += from[at] * weight;
                    }
                }
            }
            ways[placed] = fresh;
        }
        passed += n;
    }
    let mut all = ways.swap_remove(small);
    let total: f64 = all.iter().sum();
    for ways in &mut all {
        *ways /= total;
    }
    if n_one > n_zero {
        all.reverse();
    }
    all
}

/// `n` over 0, 1, …, `most`: below 10³⁰ for the pairs allowed here.
fn binomials(n: usize, most: usize) -> Vec<f64> {
    let next = |(chosen, ways): (usize, f64)| {
        (chosen < most).then(|| (chosen + 1, ways * (n - chosen) as f64 / (chosen + 1) as f64))
    };
    std::iter::successors(Some((0, 1.0)), |&step| next(step)).map(|(_, ways)| ways).collect()
}

fn index(count: u64) -> usize {
    usize::try_from(count).expect("a count of at most 2,500 pairs fits")
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::super::ranks::ties;
    use super::*;
    use crate::inference::Sample;

    /// All ten allocations of five tied units, one by one.
    #[test]
    fn shifts_find_what_all_allocations_one_by_one_give() {
        let values = [1.0, 1.0, 2.0, 2.0, 3.0];
        let doubled = |own: &[usize]| -> u64 {
            let others: Vec<usize> = (0..5).filter(|unit| !own.contains(unit)).collect();
            let meet = |one: f64, other: f64| match one.total_cmp(&other) {
                std::cmp::Ordering::Greater => 2,
                std::cmp::Ordering::Equal => 1,
                std::cmp::Ordering::Less => 0,
            };
            let pairs = own.iter().flat_map(|&one| others.iter().map(move |&other| (one, other)));
            pairs.map(|(one, other)| meet(values[one], values[other])).sum()
        };
        let all: Vec<u64> =
            (0..5).flat_map(|one| (0..one).map(move |other| doubled(&[one, other]))).collect();
        let of = |own: &[usize]| {
            let take = |is_own: bool| {
                let units = (0..5).filter(|unit| own.contains(unit) == is_own);
                Sample::new(&units.map(|unit| Some(values[unit])).collect::<Vec<_>>())
            };
            (take(true), take(false))
        };
        for own in [[0, 1], [0, 4], [3, 4], [1, 2]] {
            let found = doubled(&own);
            let share = |is_counted: &dyn Fn(u64) -> bool| {
                all.iter().filter(|&&at| is_counted(at)).count() as f64 / 10.0
            };
            let (one, zero) = of(&own);
            for (exact, sign) in [
                (exact(&ties(&[&one, &zero]), found), true),
                (exact(&ties(&[&zero, &one]), 12 - found), false),
            ] {
                let (up, down) = if sign {
                    (exact.at_least, exact.at_most)
                } else {
                    (exact.at_most, exact.at_least)
                };
                assert_abs_diff_eq!(up, share(&|at| at >= found), epsilon = 1e-12);
                assert_abs_diff_eq!(down, share(&|at| at <= found), epsilon = 1e-12);
                let far = share(&|at| at.abs_diff(6) >= found.abs_diff(6));
                assert_abs_diff_eq!(exact.as_far, far, epsilon = 1e-12);
            }
        }
    }
}
