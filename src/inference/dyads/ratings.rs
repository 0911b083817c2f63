//! Ratings: several numbers per unit, as a frequency table that is complete and finite.

use std::cmp::Ordering;

use crate::inference::sample::at_least;
use crate::inference::{InferenceError, Paired};

/// One pattern of numbers, with the number of units that have it.
#[derive(Debug, Clone, PartialEq)]
pub struct Rating {
    /// One number per rater, or per item.
    pub values: Vec<f64>,
    /// Units.
    pub count: u64,
}

/// The same number of ratings for every unit: `k` raters of a dyad's question, `k` items of a scale.
///
/// Invariant: patterns are distinct and ascending, each has `k` finite values, and no count is 0. There may be no pattern.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ratings {
    rows: Vec<Rating>,
    k: usize,
    n: u64,
    n_missing: u64,
}

impl Ratings {
    /// Patterns of `k` values with their counts; a unit with a value missing is left out and counted.
    ///
    /// # Panics
    ///
    /// When a pattern has not `k` values: a caller's mistake, never a matter of data.
    pub fn weighted(k: usize, rows: impl IntoIterator<Item = (Vec<Option<f64>>, u64)>) -> Self {
        let mut ratings = Self { k, ..Self::default() };
        for (values, count) in rows {
            assert_eq!(values.len(), k, "every pattern has as many values as there are raters");
            // Adding 0.0 turns -0.0 into 0.0, so that the two are one value.
            let finite = |value: Option<f64>| {
                value.filter(|value| value.is_finite()).map(|value| value + 0.0)
            };
            match values.into_iter().map(finite).collect::<Option<Vec<f64>>>() {
                Some(values) if count > 0 => ratings.rows.push(Rating { values, count }),
                Some(_) => {}
                None => ratings.n_missing += count,
            }
        }
        let order = |one: &Rating, other: &Rating| {
            let pairs = one.values.iter().zip(&other.values);
            pairs.fold(Ordering::Equal, |order, (a, b)| order.then_with(|| a.total_cmp(b)))
        };
        ratings.rows.sort_by(order);
        ratings.rows.dedup_by(|row, kept| {
            let same = order(row, kept).is_eq();
            if same {
                kept.count += row.count;
            }
            same
        });
        ratings.n = ratings.rows.iter().map(|row| row.count).sum();
        ratings
    }

    /// Both sides of pairs as two raters.
    pub fn of_pairs(pairs: &Paired) -> Self {
        let rows = pairs.pairs().iter();
        let values = rows.map(|pair| (vec![Some(pair.before), Some(pair.after)], pair.count));
        Self { n_missing: pairs.n_missing(), ..Self::weighted(2, values) }
    }

    /// Distinct patterns, ascending.
    pub fn rows(&self) -> &[Rating] {
        &self.rows
    }

    /// Raters or items.
    pub fn k(&self) -> usize {
        self.k
    }

    /// Units with all values.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Units with a value missing.
    pub fn n_missing(&self) -> u64 {
        self.n_missing
    }

    /// The same units without one of the columns.
    #[must_use]
    pub fn without(&self, column: usize) -> Self {
        let mut fewer = self.clone();
        fewer.k -= 1;
        for row in &mut fewer.rows {
            row.values.remove(column);
        }
        fewer
    }

    /// The two-way analysis of variance: units by columns, one value in each cell.
    ///
    /// # Errors
    ///
    /// [`InferenceError::TooFew`] below two columns or two units, [`InferenceError::NoVariation`] when every value is
    /// the same.
    pub fn mean_squares(&self) -> Result<MeanSquares, InferenceError> {
        at_least(self.k as u64, 2, "columns")?;
        at_least(self.n, 2, "complete units")?;
        let (n, k) = (self.n as f64, self.k as f64);
        // Around the first value, so that a large offset does not cost digits.
        let offset = self.rows[0].values[0];
        let mean = |values: &mut dyn Iterator<Item = f64>| values.sum::<f64>() / n;
        let columns: Vec<f64> = (0..self.k)
            .map(|at| {
                mean(&mut self.rows.iter().map(|row| (row.values[at] - offset) * row.count as f64))
            })
            .collect();
        let grand = columns.iter().sum::<f64>() / k;
        let (mut rows, mut errors) = (0.0, 0.0);
        for row in &self.rows {
            let unit = row.values.iter().map(|value| value - offset).sum::<f64>() / k;
            let rest =
                |(value, column): (&f64, &f64)| (value - offset - unit - column + grand).powi(2);
            rows += (unit - grand).powi(2) * row.count as f64;
            errors += row.values.iter().zip(&columns).map(rest).sum::<f64>() * row.count as f64;
        }
        let between = columns.iter().map(|column| (column - grand).powi(2)).sum::<f64>();
        let total = k * rows + n * between + errors;
        if total <= 0.0 {
            return Err(InferenceError::NoVariation { what: "value" });
        }
        // A share of the total that is smaller than rounding is nothing.
        let cleared = |squares: f64| if squares < 1e-14 * total { 0.0 } else { squares };
        Ok(MeanSquares {
            n,
            k,
            rows: cleared(k * rows) / (n - 1.0),
            columns: cleared(n * between) / (k - 1.0),
            error: cleared(errors) / ((n - 1.0) * (k - 1.0)),
        })
    }
}

/// Mean squares of a two-way table of `n` units by `k` columns. At least one is above 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeanSquares {
    /// Units.
    pub n: f64,
    /// Columns: raters or items.
    pub k: f64,
    /// Between units.
    pub rows: f64,
    /// Between columns.
    pub columns: f64,
    /// What neither explains.
    pub error: f64,
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    /// Shrout and Fleiss (1979), table 2: six targets, four judges.
    fn judges(offset: f64) -> Ratings {
        let rows = ["9258", "6132", "8468", "7126", "A569", "6247"];
        let digit = |at: char| Some(f64::from(at.to_digit(16).unwrap()) + offset);
        Ratings::weighted(4, rows.map(|row| (row.chars().map(digit).collect(), 1)))
    }

    #[test]
    fn mean_squares_are_those_of_shrout_and_fleiss() {
        for offset in [0.0, 1e9] {
            let squares = judges(offset).mean_squares().unwrap();
            assert_abs_diff_eq!(squares.rows, 11.241_67, epsilon = 5e-6);
            assert_abs_diff_eq!(squares.columns, 32.486_11, epsilon = 5e-6);
            assert_abs_diff_eq!(squares.error, 1.019_444, epsilon = 5e-7);
        }
    }

    #[test]
    fn a_unit_with_a_value_missing_is_left_out_and_counted() {
        let rows = [
            (vec![Some(1.0), None], 2),
            (vec![Some(1.0), Some(f64::NAN)], 3),
            (vec![Some(1.0), Some(2.0)], 4),
        ];
        let ratings = Ratings::weighted(2, rows);
        assert_eq!((ratings.n(), ratings.n_missing(), ratings.rows().len()), (4, 5, 1));
        let fewer = Ratings::weighted(2, [(vec![Some(1.0), Some(1.0)], 5)]).mean_squares();
        assert_eq!(fewer, Err(InferenceError::NoVariation { what: "value" }));
    }

    #[test]
    fn counted_patterns_give_what_the_same_patterns_one_by_one_give() {
        let patterns = [([1.0, 2.0, 2.0], 3), ([4.0, 4.0, 5.0], 2), ([2.0, 3.0, 1.0], 1)];
        let row = |values: [f64; 3]| values.map(Some).to_vec();
        let counted = Ratings::weighted(3, patterns.map(|(values, count)| (row(values), count)));
        let expanded =
            patterns.iter().flat_map(|(values, count)| (0..*count).map(|_| (row(*values), 1)));
        let (one, other) = (
            counted.mean_squares().unwrap(),
            Ratings::weighted(3, expanded).mean_squares().unwrap(),
        );
        for (one, other) in
            [(one.rows, other.rows), (one.columns, other.columns), (one.error, other.error)]
        {
            assert_abs_diff_eq!(one, other, epsilon = 1e-12);
        }
    }
}
