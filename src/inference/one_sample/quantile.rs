//! Quantiles and their exact intervals.

use crate::inference::counted::whole;
use crate::inference::special::beta_tails;
use crate::inference::tails::normal_quantile;
use crate::inference::{Estimate, InferenceError, Level, Sample};

/// Quantile: below which value lies this share of the answers?
///
/// # Definition
///
/// The estimate lies at the place `1 + (n − 1)·p` of the ordered values, between two of them in proportion (type 7 of Hyndman
/// and Fan). The interval runs from the l-th to the u-th smallest value. With `B` the number of values below the true
/// quantile, binomial with `n` and `p`, l is the largest number with `P(B < l) ≤ (1 − level)/2` and u the smallest with
/// `P(B ≥ u) ≤ (1 − level)/2`. Where no value reaches that far, the end is `None`.
///
/// # Shapes and units
///
/// `sample`: n ≥ 1 values; `probability` strictly between 0 and 1. The quantile is in the values' own unit.
///
/// # Assumptions
///
/// Units are independent of one another. No shape of the distribution is assumed. The interval holds the true value at least
/// as often as `level` says; with ties it is wider than it would need to be, at a nominal 95 % it
/// holds the true upper quartile in 98 to 100 of 100 samples.
///
/// # Errors
///
/// [`InferenceError::TooFew`] without any value, [`InferenceError::Setting`] for a probability outside of 0 to 1.
///
/// # Reference
///
/// Hyndman & Fan (1996), "Sample quantiles in statistical packages", *The American Statistician* 50(4): 361–365. Interval:
/// Conover (1999), *Practical Nonparametric Statistics*, 3rd ed., section 3.2. The values are its lifetimes of 16
/// transistors; expected numbers: R `quantile(hours, 0.75)`, and `qbinom` for the ranks 9 and 16.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Sample, quantile};
/// let hours = [
///     46.9, 47.2, 49.1, 56.5, 56.8, 59.2, 59.9, 63.2, 63.3, 63.4, 63.7, 64.1, 67.1, 67.7, 73.3, 78.5,
/// ];
/// let upper_quarter = quantile(&Sample::new(&hours.map(Some)), 0.75, Level::new(0.9)?)?;
/// assert_abs_diff_eq!(upper_quarter.value, 64.85, epsilon = 1e-12);
/// assert_eq!((upper_quarter.low, upper_quarter.high), (Some(63.3), Some(78.5)));
/// # Ok::<(), InferenceError>(())
/// ```
pub fn quantile(
    sample: &Sample,
    probability: f64,
    level: Level,
) -> Result<Estimate, InferenceError> {
    if !(probability > 0.0 && probability < 1.0) {
        return Err(InferenceError::Setting {
            name: "quantiles".to_owned(),
            found: probability.to_string(),
            allowed: "shares between 0 and 1, such as 0.25".to_owned(),
        });
    }
    sample.at_least(1, "answers")?;
    let ends =
        [rank_below(sample.n(), probability, level), rank_above(sample.n(), probability, level)];
    let [low, high] = ends.map(|rank| rank.map(|rank| at_rank(sample, rank)));
    Ok(Estimate { value: between(sample, probability), low, high })
}

/// The estimate without its interval. `probability` is from 0 to 1, and the sample is not empty.
fn between(sample: &Sample, probability: f64) -> f64 {
    let place = (sample.n() - 1) as f64 * probability;
    let below = at_rank(sample, whole(place) + 1);
    let share = place.fract();
    if share > 0.0 {
        let above = at_rank(sample, whole(place) + 2);
        below + share * (above - below)
    } else {
        below
    }
}

/// The value of a rank from 1 to n.
fn at_rank(sample: &Sample, rank: u64) -> f64 {
    let mut below = 0;
    let found = sample.values().iter().find(|(_, count)| {
        below += count;
        below >= rank
    });
    found.expect("a rank lies between 1 and n").0
}

/// The largest l with `P(B < l) ≤ tail`: near where the normal distribution has it, so that few ranks are tried.
fn rank_below(n: u64, probability: f64, level: Level) -> Option<u64> {
    let fits = |rank: u64| rank == 0 || fewer(rank, n, probability) <= level.tail();
    let spread = (n as f64 * probability * (1.0 - probability)).sqrt();
    let near = n as f64 * probability - normal_quantile(level) * spread;
    let mut low = whole(near).min(n);
    let mut step = 1;
    while !fits(low) {
        low = low.saturating_sub(step);
        step *= 2;
    }
    let (mut high, mut step) = (low + 1, 1);
    while high <= n && fits(high) {
        low = high;
        high = (high + step).min(n + 1);
        step *= 2;
    }
    while high - low > 1 {
        let middle = u64::midpoint(low, high);
        if fits(middle) { low = middle } else { high = middle }
    }
    (low > 0).then_some(low)
}

/// The smallest u with `P(B ≥ u) ≤ tail`: the same question, counted from the other side.
fn rank_above(n: u64, probability: f64, level: Level) -> Option<u64> {
    rank_below(n, 1.0 - probability, level).map(|rank| n + 1 - rank)
}

/// `P(B < k)` for k from 1 to n, by the beta distribution.
fn fewer(k: u64, n: u64, probability: f64) -> f64 {
    beta_tails(k as f64, (n - k + 1) as f64, probability, 1.0 - probability).upper
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_end_that_no_value_reaches_is_open() {
        let ten: Vec<_> = (1..=10).map(|value| Some(f64::from(value))).collect();
        let high = quantile(&Sample::new(&ten), 0.9, Level::P95).unwrap();
        assert_abs_diff_eq!(high.value, 9.1, epsilon = 1e-12);
        assert_eq!((high.low, high.high), (Some(7.0), None));
    }

    #[test]
    fn a_share_outside_of_zero_to_one_is_refused() {
        let one = Sample::new(&[Some(1.0)]);
        for probability in [0.0, 1.0, -0.5, f64::NAN] {
            let found = quantile(&one, probability, Level::P95);
            assert!(matches!(found, Err(InferenceError::Setting { .. })));
        }
        let none = quantile(&Sample::new(&[]), 0.5, Level::P95);
        assert!(matches!(none, Err(InferenceError::TooFew { .. })));
    }

    /// R: `qbinom(.025, 1e8, .25)` is 24,991,513: one less is too few in the tail.
    #[test]
    fn a_hundred_million_values_have_their_ranks() {
        let rank = rank_below(100_000_000, 0.25, Level::P95);
        assert_eq!(rank, Some(24_991_513));
    }

    proptest! {
        #[test]
        fn counted_values_give_what_the_same_values_one_by_one_give(
            rows in prop::collection::vec((1_i8..6, 1_u64..5), 1..8), probability in 0.05_f64..0.95,
        ) {
            let (values, counts): (Vec<_>, Vec<_>) =
                rows.iter().map(|&(value, count)| (Some(f64::from(value)), count)).unzip();
            let expanded: Vec<_> = rows
                .iter()
                .flat_map(|&(value, count)| (0..count).map(move |_| Some(f64::from(value))))
                .collect();
            let counted = quantile(&Sample::weighted(&values, &counts), probability, Level::P95);
            prop_assert_eq!(counted, quantile(&Sample::new(&expanded), probability, Level::P95));
        }
    }
}
