//! Rows that are alike become one row with a count: the only place where the cost depends on the number of people. And from
//! a number to a count.

use std::collections::HashMap;

use ahash::RandomState;

/// Beyond so many distinct rows, looking each one up costs more than sorting them all.
const MOST_PLACES: usize = 4096;

/// Distinct rows in ascending order, each with the sum of its counts. A row of a count of 0 is none; numbers are finite.
pub(super) fn merged<const K: usize>(
    rows: impl IntoIterator<Item = ([f64; K], u64)>,
) -> Vec<([f64; K], u64)> {
    // Fixed seeds: where a row stands in the table must not differ between runs.
    let mut places: HashMap<[u64; K], usize, RandomState> =
        HashMap::with_hasher(RandomState::with_seeds(1, 2, 3, 4));
    let mut found: Vec<([f64; K], u64)> = Vec::new();
    for (row, count) in rows.into_iter().filter(|(_, count)| *count > 0) {
        // Adding 0.0 turns -0.0 into 0.0, so that the two are one value.
        let row = row.map(|value| value + 0.0);
        if found.len() >= MOST_PLACES {
            found.push((row, count));
            continue;
        }
        let place = *places.entry(row.map(f64::to_bits)).or_insert(found.len());
        match found.get_mut(place) {
            Some((_, total)) => *total += count,
            None => found.push((row, count)),
        }
    }
    let order = |one: &[f64; K], other: &[f64; K]| {
        let differ = one.iter().zip(other).map(|(one, other)| one.total_cmp(other));
        differ.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)
    };
    found.sort_unstable_by(|(one, _), (other, _)| order(one, other));
    found.dedup_by(|(row, count), (kept, total)| {
        let same = order(row, kept).is_eq();
        if same {
            *total += *count;
        }
        same
    });
    found
}

/// The whole number at or below a number; 0 below 0.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast does what the documentation says"
)]
pub(super) fn whole(number: f64) -> u64 {
    number as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_are_alike_are_one_and_stand_in_order() {
        let rows =
            [([2.0, 1.0], 3), ([1.0, -0.0], 1), ([2.0, 1.0], 2), ([1.0, 0.0], 4), ([9.0, 9.0], 0)];
        assert_eq!(merged(rows), [([1.0, 0.0], 5), ([2.0, 1.0], 5)]);
    }

    #[test]
    fn a_number_is_cut_to_the_whole_one_below_and_never_below_0() {
        assert_eq!([whole(2.999), whole(3.0), whole(-0.5), whole(-7.0)], [2, 3, 0, 0]);
    }

    #[test]
    fn many_distinct_rows_are_merged_as_well() {
        let value = |at: usize| [(at * 7919 % 9001) as f64];
        let found = merged((0..27_003).map(|at| (value(at), 2)));
        assert_eq!(found.len(), 9001);
        assert!(found.iter().enumerate().all(|(at, row)| *row == ([at as f64], 6)));
    }
}
