//! One side's answers on their own: how far they lie from a value, and from the other side's.

use crate::inference::Sample;

/// What counts as a gap between two answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// 1 when they differ, whatever by.
    Different,
    /// How far they are apart.
    Size,
    /// The square of how far they are apart.
    Square,
}

impl Gap {
    /// The gap between two answers.
    pub fn of(self, one: f64, other: f64) -> f64 {
        let size = (one - other).abs();
        match self {
            Self::Different => f64::from(u8::from(size > 0.0)),
            Self::Size => size,
            Self::Square => size * size,
        }
    }
}

/// Answers of one side, ready to be asked for their mean gap to a value.
///
/// Invariant: at least one answer.
pub(in crate::inference) struct Margin {
    /// Distinct answers, ascending, with their share.
    shares: Vec<(f64, f64)>,
    /// Share, and sum of answers less their mean, up to and with each distinct answer.
    below: Vec<(f64, f64)>,
    mean: f64,
    /// Second, third and fourth central moments, with divisor `n`.
    moments: [f64; 3],
}

impl Margin {
    pub(in crate::inference) fn of(sample: &Sample) -> Self {
        let n = sample.n() as f64;
        let mean = sample.mean().unwrap_or_default();
        let shares: Vec<_> =
            sample.values().iter().map(|&(value, count)| (value, count as f64 / n)).collect();
        let (mut share, mut sum) = (0.0, 0.0);
        let below = shares
            .iter()
            .map(|&(value, of_all)| {
                share += of_all;
                sum += of_all * (value - mean);
                (share, sum)
            })
            .collect();
        let moment =
            |power| shares.iter().map(|(value, of_all)| (value - mean).powi(power) * of_all).sum();
        Self { moments: [moment(2), moment(3), moment(4)], shares, below, mean }
    }

    /// Mean gap of all answers to a value.
    pub(in crate::inference) fn mean_gap(&self, value: f64, gap: Gap) -> f64 {
        // Answers up to the value lie before this place.
        let place = self.shares.partition_point(|(answer, _)| *answer <= value);
        let up_to = place.checked_sub(1);
        match gap {
            Gap::Different => {
                let same = up_to.map(|at| self.shares[at]).filter(|(answer, _)| *answer >= value);
                1.0 - same.map_or(0.0, |(_, share)| share)
            }
            Gap::Size => {
                let (share, sum) = up_to.map_or((0.0, 0.0), |at| self.below[at]);
                // All sums are taken around the mean, so that those above are the rest to 0.
                (value - self.mean) * (2.0 * share - 1.0) - 2.0 * sum
            }
            Gap::Square => (value - self.mean).powi(2) + self.moments[0],
        }
    }

    fn expected(&self, of: impl Fn(f64) -> f64) -> f64 {
        self.shares.iter().map(|(value, share)| of(*value) * share).sum()
    }
}

/// Gaps between units that have nothing to do with one another.
pub(in crate::inference) struct Strangers {
    /// Mean gap of every first to every second answer: the product of the margins.
    pub(in crate::inference) mean: f64,
    /// What is left of the gaps' variance when each answer's own mean gap is taken out. By `n − 1` it is the
    /// variance of the mean gap over all ways to give each first answer another second one.
    pub(in crate::inference) variance: f64,
}

pub(in crate::inference) fn strangers(one: &Margin, other: &Margin, gap: Gap) -> Strangers {
    let mean = one.expected(|value| other.mean_gap(value, gap));
    let apart = one.mean - other.mean;
    let ([two, three, four], [two_b, three_b, four_b]) = (one.moments, other.moments);
    let square = match gap {
        Gap::Different => mean,
        Gap::Size => two + two_b + apart.powi(2),
        Gap::Square => {
            let spread = four + 6.0 * two * two_b + four_b;
            spread
                + 4.0 * apart * (three - three_b)
                + 6.0 * apart.powi(2) * (two + two_b)
                + apart.powi(4)
        }
    };
    let rows = one.expected(|value| other.mean_gap(value, gap).powi(2));
    let columns = other.expected(|value| one.mean_gap(value, gap).powi(2));
    let left = square - rows - columns + mean * mean;
    // What is smaller than rounding is nothing.
    let variance = if left < 1e-14 * square { 0.0 } else { left };
    Strangers { mean, variance }
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;

    use super::*;

    fn sample() -> impl Strategy<Value = Vec<(i8, u64)>> {
        proptest::collection::vec((-3_i8..4, 1_u64..5), 1..6)
    }

    fn numbers(rows: &[(i8, u64)]) -> (Margin, Vec<(f64, f64)>) {
        let rows: Vec<_> =
            rows.iter().map(|&(value, count)| (f64::from(value) * 0.5, count)).collect();
        let sample = Sample::gather(rows.iter().map(|&(value, count)| (Some(value), count)));
        let n = sample.n() as f64;
        (
            Margin::of(&sample),
            rows.iter().map(|&(value, count)| (value, count as f64 / n)).collect(),
        )
    }

    proptest! {
        /// Against the sums over all pairs of the definition.
        #[test]
        fn strangers_have_the_mean_and_variance_of_all_pairs(one in sample(), other in sample()) {
            let ((one, left), (other, right)) = (numbers(&one), numbers(&other));
            for gap in [Gap::Different, Gap::Size, Gap::Square] {
                let mean = |rows: &[(f64, f64)], value: f64| -> f64 {
                    rows.iter().map(|(answer, share)| gap.of(*answer, value) * share).sum()
                };
                let all: f64 = left.iter().map(|(value, share)| mean(&right, *value) * share).sum();
                let mut variance = 0.0;
                for (value, share) in &left {
                    assert_abs_diff_eq!(other.mean_gap(*value, gap), mean(&right, *value), epsilon = 1e-12);
                    for (second, weight) in &right {
                        let own = mean(&right, *value) + mean(&left, *second) - all;
                        variance += (gap.of(*value, *second) - own).powi(2) * share * weight;
                    }
                }
                let found = strangers(&one, &other, gap);
                assert_abs_diff_eq!(found.mean, all, epsilon = 1e-12);
                assert_abs_diff_eq!(found.variance, variance, epsilon = 1e-10);
            }
        }
    }
}
