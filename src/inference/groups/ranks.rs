//! Values of several groups in one order.

use crate::inference::InferenceError;
use crate::inference::Sample;
use crate::inference::sample::at_least;

/// Units of all groups that share one value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tie {
    /// Units of each group, in the order of groups.
    pub(super) counts: Vec<u64>,
    /// Units below, in each group.
    pub(super) below: Vec<u64>,
    /// Units of all groups with this value.
    pub(super) n: u64,
    /// Units of all groups below it.
    pub(super) n_below: u64,
}

impl Tie {
    /// The mean of the ranks that these units share, counted from 1.
    pub(super) fn rank(&self) -> f64 {
        self.n_below as f64 + f64::midpoint(self.n as f64, 1.0)
    }
}

/// Ties in ascending order of their value; single values are ties of one.
pub(super) fn ties(groups: &[&Sample]) -> Vec<Tie> {
    let each = |(group, sample): (usize, &&Sample)| {
        sample.values().iter().map(move |&(value, count)| (value, group, count)).collect::<Vec<_>>()
    };
    let mut all: Vec<_> = groups.iter().enumerate().flat_map(each).collect();
    all.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (mut below, mut n_below) = (vec![0; groups.len()], 0);
    let tie = |same: &[(f64, usize, u64)]| {
        let mut counts = vec![0; groups.len()];
        for &(_, group, count) in same {
            counts[group] += count;
        }
        let n: u64 = counts.iter().sum();
        let tie = Tie { counts, below: below.clone(), n, n_below };
        n_below += n;
        for (below, count) in below.iter_mut().zip(&tie.counts) {
            *below += count;
        }
        tie
    };
    all.chunk_by(|one, other| one.0.total_cmp(&other.0).is_eq()).map(tie).collect()
}

/// `Σ(t³ − t)` by `N³ − N`: which part of the variance of ranks is lost to ties. 1 when all units are tied.
pub(super) fn tied_share(ties: &[Tie]) -> f64 {
    let cube = |n: u64| {
        let n = n as f64;
        (n - 1.0) * n * (n + 1.0)
    };
    let all: u64 = ties.iter().map(|tie| tie.n).sum();
    ties.iter().map(|tie| cube(tie.n)).sum::<f64>() / cube(all)
}

/// Refuses an empty group.
pub(super) fn both_filled(group: &Sample, reference: &Sample) -> Result<(), InferenceError> {
    at_least(group.n().min(reference.n()), 1, "answers in each group")
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    #[test]
    fn tied_units_share_the_mean_of_their_ranks() {
        let one = Sample::weighted(&[Some(1.0), Some(3.0)], &[2, 1]);
        let other = Sample::weighted(&[Some(3.0), Some(2.0)], &[3, 1]);
        let ties = ties(&[&one, &other]);
        let ranks: Vec<f64> = ties.iter().map(Tie::rank).collect();
        assert_eq!(ranks, [1.5, 3.0, 5.5]);
        assert_eq!((ties[2].n_below, ties[2].below.as_slice()), (3, [2, 1].as_slice()));
        assert_abs_diff_eq!(tied_share(&ties), (6.0 + 60.0) / 336.0, epsilon = 1e-15);
    }
}
