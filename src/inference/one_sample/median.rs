//! The median and its exact interval.

use crate::inference::{Estimate, InferenceError, Level, Sample, quantile};

/// Median: which value has half of the answers on either side?
///
/// # Definition
///
/// The [`quantile`] at one half: the middle value, or the mean of the two middle ones. The interval runs from the l-th smallest to the l-th largest value,
/// with l the largest number for which fewer than l of n coin tosses show heads with probability at most `(1 − level)/2`. Below
/// six values no pair of them reaches 95 %, and the ends are `None`.
///
/// # Shapes and units
///
/// `sample`: n ≥ 1 values. The median is in the values' own unit.
///
/// # Assumptions
///
/// Units are independent of one another. No shape of the distribution is assumed; with ties the interval is wider than it
/// would need to be.
///
/// # Errors
///
/// [`InferenceError::TooFew`] without any value.
///
/// # Reference
///
/// Conover (1999), *Practical Nonparametric Statistics*, 3rd ed., section 3.2: for ten values and 95 % the second smallest
/// and the second largest. The example has Student's ten differences.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Sample, median};
/// let hours = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4].map(Some);
/// let middle = median(&Sample::new(&hours), Level::P95)?;
/// assert_abs_diff_eq!(middle.value, 1.3, epsilon = 1e-12);
/// assert_eq!((middle.low, middle.high), (Some(0.8), Some(2.4)));
/// # Ok::<(), InferenceError>(())
/// ```
pub fn median(sample: &Sample, level: Level) -> Result<Estimate, InferenceError> {
    quantile(sample, 0.5, level)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_values_are_too_few_for_an_interval_and_six_are_enough() {
        let values: Vec<_> = (1..=6).map(|value| Some(f64::from(value))).collect();
        let five = median(&Sample::new(&values[..5]), Level::P95).unwrap();
        assert_eq!(five, Estimate { value: 3.0, low: None, high: None });
        let six = median(&Sample::new(&values), Level::P95).unwrap();
        assert_eq!(six, Estimate { value: 3.5, low: Some(1.0), high: Some(6.0) });
    }

    #[test]
    fn counts_stand_for_as_many_values() {
        let counted = Sample::weighted(&[Some(1.0), Some(2.0), Some(9.0)], &[400, 500, 300]);
        let found = median(&counted, Level::P95).unwrap();
        assert_eq!(found, Estimate { value: 2.0, low: Some(2.0), high: Some(2.0) });
    }
}
