//! Pairs: two numbers per unit, as a frequency table that is complete, finite and sorted.

use crate::inference::Sample;

/// One pair of numbers, with the number of units that have it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// First number: baseline, mentor, events.
    pub before: f64,
    /// Second number: follow-up, mentee, exposure.
    pub after: f64,
    /// Units.
    pub count: u64,
}

/// Two numbers per unit, as distinct pairs with their counts.
///
/// Invariant: as [`Sample`]: finite, distinct, ascending, no count of 0; may be empty.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Paired {
    pairs: Vec<Pair>,
    n: u64,
    n_missing: u64,
}

impl Paired {
    /// Pairs of single units; a pair with a side missing is left out and counted.
    pub fn new(pairs: &[(Option<f64>, Option<f64>)]) -> Self {
        Self::gather(pairs.iter().map(|&(before, after)| (before, after, 1)))
    }

    /// Pairs with their counts; a pair with a side missing is left out and counted.
    ///
    /// # Panics
    ///
    /// When the lengths differ: a caller's mistake, never a matter of data.
    pub fn weighted(before: &[Option<f64>], after: &[Option<f64>], counts: &[u64]) -> Self {
        let lengths = (before.len(), after.len());
        assert_eq!(lengths, (counts.len(), counts.len()), "every pair has its count");
        let rows = before.iter().zip(after).zip(counts);
        Self::gather(rows.map(|((&before, &after), &count)| (before, after, count)))
    }

    pub(in crate::inference) fn gather(
        rows: impl IntoIterator<Item = (Option<f64>, Option<f64>, u64)>,
    ) -> Self {
        let mut paired = Self::default();
        let finite = |value: Option<f64>| value.filter(|value| value.is_finite());
        for (before, after, count) in rows {
            match finite(before).zip(finite(after)) {
                // Adding 0.0 turns -0.0 into 0.0, so that the two are one value.
                Some((before, after)) if count > 0 => {
                    paired.pairs.push(Pair { before: before + 0.0, after: after + 0.0, count });
                }
                Some(_) => {}
                None => paired.n_missing += count,
            }
        }
        let order = |one: &Pair, other: &Pair| {
            one.before.total_cmp(&other.before).then(one.after.total_cmp(&other.after))
        };
        paired.pairs.sort_by(order);
        paired.pairs.dedup_by(|pair, kept| {
            let same = order(pair, kept).is_eq();
            if same {
                kept.count += pair.count;
            }
            same
        });
        paired.n = paired.pairs.iter().map(|pair| pair.count).sum();
        paired
    }

    /// Distinct pairs, ascending, with their counts.
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// Complete pairs.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Units with a side missing.
    pub fn n_missing(&self) -> u64 {
        self.n_missing
    }

    /// The first numbers of complete pairs.
    pub fn before(&self) -> Sample {
        self.sample(|pair| pair.before)
    }

    /// The second numbers of complete pairs.
    pub fn after(&self) -> Sample {
        self.sample(|pair| pair.after)
    }

    /// `after − before`, rounded to ten decimals so that 3.7 − 3.4 and 0.5 − 0.2 are the same change.
    pub fn differences(&self) -> Sample {
        self.sample(|pair| difference(pair.before, pair.after))
    }

    /// A number made of each complete pair.
    pub fn sample(&self, value: impl Fn(&Pair) -> f64) -> Sample {
        Sample::gather(self.pairs.iter().map(|pair| (Some(value(pair)), pair.count)))
    }

    /// Covariance with divisor `n − 1`; `None` below two pairs.
    pub fn covariance(&self) -> Option<f64> {
        let (before, after) = (self.before().mean()?, self.after().mean()?);
        let product =
            |pair: &Pair| (pair.before - before) * (pair.after - after) * pair.count as f64;
        (self.n >= 2).then(|| self.pairs.iter().map(product).sum::<f64>() / (self.n - 1) as f64)
    }
}

/// `after − before` without the last digits that binary fractions add.
pub(in crate::inference) fn difference(before: f64, after: f64) -> f64 {
    const DECIMALS: f64 = 1e10;
    let change = after - before;
    let rounded = (change * DECIMALS).round() / DECIMALS;
    // Beyond 1e298 the product overflows; such a change has no decimals to round.
    if rounded.is_finite() { rounded } else { change }
}

/// Pairs of small numbers for properties: as counted rows, one by one, and with the waves swapped.
#[cfg(test)]
pub(super) mod drawn {
    use super::Paired;

    type Rows = [(u32, u32, u64)];

    fn pair(before: u32, after: u32, count: u64) -> (Option<f64>, Option<f64>, u64) {
        (Some(f64::from(before)), Some(f64::from(after)), count)
    }

    pub(in crate::inference::paired) fn counted(rows: &Rows) -> Paired {
        Paired::gather(rows.iter().map(|&(before, after, count)| pair(before, after, count)))
    }

    pub(in crate::inference::paired) fn one_by_one(rows: &Rows) -> Paired {
        let single = |&(before, after, count): &(u32, u32, u64)| {
            (0..count).map(move |_| pair(before, after, 1))
        };
        Paired::gather(rows.iter().rev().flat_map(single))
    }

    pub(in crate::inference::paired) fn swapped(rows: &Rows) -> Paired {
        Paired::gather(rows.iter().map(|&(before, after, count)| pair(after, before, count)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_with_one_side_missing_is_left_out_and_counted() {
        let pairs = [(Some(1.0), Some(2.0)), (None, Some(2.0)), (Some(1.0), None)];
        let paired = Paired::new(&pairs);
        assert_eq!((paired.n(), paired.n_missing()), (1, 2));
        assert_eq!(paired.differences().values(), [(1.0, 1)]);
    }

    #[test]
    fn changes_that_print_the_same_are_the_same() {
        let paired = Paired::new(&[(Some(3.4), Some(3.7)), (Some(0.2), Some(0.5))]);
        assert_eq!(paired.differences().values(), [(0.3, 2)]);
    }

    #[test]
    fn counted_pairs_covary_as_the_same_pairs_one_by_one() {
        let counted = Paired::weighted(&[Some(1.0), Some(2.0)], &[Some(3.0), Some(5.0)], &[2, 1]);
        assert!((counted.covariance().unwrap() - 2.0 / 3.0).abs() < 1e-12);
        assert_eq!(Paired::new(&[(Some(1.0), Some(1.0))]).covariance(), None);
    }
}
