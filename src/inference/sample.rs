//! Samples: frequency tables whose numbers are complete, finite and sorted.
//!
//! Every statistic takes one of these, so none of them meets a missing value.

use super::InferenceError;
use super::counted::merged;

/// One number per unit, as distinct values with their counts.
///
/// Invariant: values are finite, distinct and ascending, and no count is 0. A sample may be empty: the function that needs
/// more says how many.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sample {
    values: Vec<(f64, u64)>,
    n: u64,
    n_missing: u64,
}

impl Sample {
    /// A sample of single units; a missing or infinite value is left out and counted.
    pub fn new(values: &[Option<f64>]) -> Self {
        Self::gather(values.iter().map(|&value| (value, 1)))
    }

    /// A sample of values with their counts; a missing or infinite value is left out and counted.
    ///
    /// # Panics
    ///
    /// When the lengths differ: a caller's mistake, never a matter of data.
    pub fn weighted(values: &[Option<f64>], counts: &[u64]) -> Self {
        assert_eq!(values.len(), counts.len(), "every value has its count");
        Self::gather(values.iter().copied().zip(counts.iter().copied()))
    }

    pub(super) fn gather(rows: impl IntoIterator<Item = (Option<f64>, u64)>) -> Self {
        let mut n_missing = 0;
        let finite = rows.into_iter().filter_map(|(value, count)| {
            let value = value.filter(|value| value.is_finite());
            if value.is_none() {
                n_missing += count;
            }
            Some(([value?], count))
        });
        let values: Vec<_> =
            merged(finite).into_iter().map(|([value], count)| (value, count)).collect();
        let n = values.iter().map(|(_, count)| count).sum();
        Self { values, n, n_missing }
    }

    /// Distinct values, ascending, with their counts.
    pub fn values(&self) -> &[(f64, u64)] {
        &self.values
    }

    /// Units with a value.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Units without a value.
    pub fn n_missing(&self) -> u64 {
        self.n_missing
    }

    /// Units whose value fulfils a condition.
    pub fn count(&self, is_counted: impl Fn(f64) -> bool) -> u64 {
        self.values.iter().filter(|(value, _)| is_counted(*value)).map(|(_, count)| count).sum()
    }

    /// Units whose value is 1: yes.
    pub fn n_yes(&self) -> u64 {
        self.count(|value| value.total_cmp(&1.0).is_eq())
    }

    /// True when every value is 0 or 1, and there is one.
    pub fn is_binary(&self) -> bool {
        self.n > 0 && self.n == self.n_yes() + self.count(|value| value == 0.0)
    }

    /// Sum of all values.
    pub fn sum(&self) -> f64 {
        self.values.iter().map(|(value, count)| value * *count as f64).sum()
    }

    /// Arithmetic mean; `None` for an empty sample.
    pub fn mean(&self) -> Option<f64> {
        let (first, _) = *self.values.first()?;
        // Around the first value, so that a large offset does not cost digits.
        let around: f64 =
            self.values.iter().map(|(value, count)| (value - first) * *count as f64).sum();
        Some(first + around / self.n as f64)
    }

    /// Variance with divisor `n − 1`; `None` below two units.
    pub fn variance(&self) -> Option<f64> {
        let mean = self.mean().filter(|_| self.n >= 2)?;
        let squares: f64 =
            self.values.iter().map(|(value, count)| (value - mean).powi(2) * *count as f64).sum();
        Some(squares / (self.n - 1) as f64)
    }

    /// Refuses a sample with fewer units than a method needs.
    ///
    /// # Errors
    ///
    /// [`InferenceError::TooFew`].
    pub fn at_least(&self, needed: u64, what: &'static str) -> Result<(), InferenceError> {
        at_least(self.n, needed, what)
    }

    /// Size, mean and variance.
    ///
    /// # Errors
    ///
    /// [`InferenceError::TooFew`] below two units, of which `what` is the plural.
    pub fn moments(&self, what: &'static str) -> Result<Moments, InferenceError> {
        let too_few = InferenceError::TooFew { needed: 2, what, found: self.n };
        let (mean, variance) = self.mean().zip(self.variance()).ok_or(too_few)?;
        Ok(Moments { n: self.n, mean, variance })
    }
}

/// Size, mean and variance of a sample of at least two units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moments {
    /// Units: 2 or more.
    pub n: u64,
    /// Arithmetic mean.
    pub mean: f64,
    /// Variance with divisor `n − 1`.
    pub variance: f64,
}

impl Moments {
    /// Refuses values that are all the same.
    ///
    /// # Errors
    ///
    /// [`InferenceError::NoVariation`], of which `what` is the singular.
    pub fn varying(self, what: &'static str) -> Result<Self, InferenceError> {
        if self.variance > 0.0 { Ok(self) } else { Err(InferenceError::NoVariation { what }) }
    }
}

/// Refuses a count below what a method needs.
pub(super) fn at_least(found: u64, needed: u64, what: &'static str) -> Result<(), InferenceError> {
    if found < needed { Err(InferenceError::TooFew { needed, what, found }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_are_merged_and_missing_ones_counted() {
        let values = [Some(2.0), None, Some(1.0), Some(2.0), Some(f64::NAN), Some(-0.0), Some(0.0)];
        let sample = Sample::weighted(&values, &[2, 3, 1, 4, 5, 1, 1]);
        assert_eq!(sample.values(), [(0.0, 2), (1.0, 1), (2.0, 6)]);
        assert_eq!((sample.n(), sample.n_missing()), (9, 8));
    }

    #[test]
    fn moments_need_two_units_and_say_when_they_do_not_differ() {
        let one = Sample::new(&[Some(1.0)]).moments("answers");
        assert_eq!(one, Err(InferenceError::TooFew { needed: 2, what: "answers", found: 1 }));
        let same = Sample::weighted(&[Some(0.1)], &[5]).moments("answers").unwrap();
        assert_eq!(same.varying("answer"), Err(InferenceError::NoVariation { what: "answer" }));
    }

    #[test]
    fn a_large_offset_costs_no_digits() {
        let sample = Sample::new(&[Some(1e9 + 1.0), Some(1e9 + 2.0), Some(1e9 + 3.0)]);
        let moments = sample.moments("answers").unwrap();
        assert_eq!((moments.mean, moments.variance), (1e9 + 2.0, 1.0));
    }
}
