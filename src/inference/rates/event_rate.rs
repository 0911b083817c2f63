//! Events by exposure: meetings per month of a match.

use crate::inference::finding::Estimate;
use crate::inference::result::TestResult;
use crate::inference::sample::at_least;
use crate::inference::tails::chi_square_quantile;
use crate::inference::{InferenceError, Level, Pair, Paired};

/// Robust rate: how many events happen per unit of exposure, when units differ?
///
/// # Definition
///
/// `R = Σ eᵢ / Σ Tᵢ` over units with events `eᵢ` and exposure `Tᵢ`: a long match weighs more than a short one. Its standard
/// error is that of a ratio, `√(n/(n−1) · Σ (eᵢ − R·Tᵢ)²) / Σ Tᵢ`, which allows units to differ in their own rates. The
/// interval is Student's with `n − 1` degrees of freedom, cut at 0.
///
/// # Shapes and units
///
/// `units`: n ≥ 2 pairs of events (`before`) and exposure (`after`, above 0). Events per unit of exposure.
///
/// # Assumptions
///
/// Units are independent of one another. Events need not be: three meetings in one month may well belong together.
/// A nominal 95 % interval holds the true value in 92 to 93 of 100 samples of ten to fifty unequal units.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below two units, [`InferenceError::NoVariation`] when every unit has the same rate.
///
/// # Reference
///
/// Cochran (1977), *Sampling Techniques*, 3rd ed., section 6.3, equation 6.13, the ratio estimate without the correction for
/// a finite population. With equal exposures it is Student's interval of the mean, which the example shows.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Paired, Sample, mean_t, robust_rate};
/// let meetings = [4.0, 1.0, 0.0, 6.0, 3.0];
/// let units: Vec<_> = meetings.iter().map(|&events| (Some(events), Some(2.0))).collect();
/// let rate = robust_rate(&Paired::new(&units), Level::P95)?;
/// let mean = mean_t(&Sample::new(&meetings.map(|events| Some(events / 2.0))), Level::P95)?;
/// assert_abs_diff_eq!(rate.estimate.value, 1.4, epsilon = 1e-12);
/// assert_abs_diff_eq!(rate.estimate.high.unwrap(), mean.estimate.high.unwrap(), epsilon = 1e-12);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn robust_rate(units: &Paired, level: Level) -> Result<TestResult, InferenceError> {
    at_least(units.n(), 2, "units with exposure")?;
    let Spread { rate, standard_error } = Spread::of(&units.pairs().iter().copied());
    // Equal rates differ in their last digits only.
    if standard_error <= 1e-12 * rate.abs() {
        return Err(InferenceError::NoVariation { what: "rate" });
    }
    let df = (units.n() - 1) as f64;
    let mut test = TestResult::student(rate, standard_error, df, units.n(), level);
    test.estimate.low = test.estimate.low.map(|low| low.max(0.0));
    Ok(test)
}

/// A ratio of sums with its standard error.
pub(super) struct Spread {
    pub(super) rate: f64,
    pub(super) standard_error: f64,
}

impl Spread {
    /// Of two units or more.
    pub(super) fn of(units: &(impl Iterator<Item = Pair> + Clone)) -> Self {
        let sum = |value: fn(&Pair) -> f64| -> f64 {
            units.clone().map(|unit| value(&unit) * unit.count as f64).sum()
        };
        let (events, exposure) = (sum(|unit| unit.before), sum(|unit| unit.after));
        let (rate, n) = (events / exposure, sum(|_| 1.0));
        let squares: f64 = units
            .clone()
            .map(|unit| (unit.before - rate * unit.after).powi(2) * unit.count as f64)
            .sum();
        Self { rate, standard_error: (n / (n - 1.0) * squares).sqrt() / exposure }
    }
}

/// Poisson rate: how many events happen per unit of exposure, when each comes by itself?
///
/// # Definition
///
/// The exact interval `χ²(tail; 2x)/(2T)` to `χ²(1−tail; 2x+2)/(2T)` for `x` events in an exposure of `T`.
///
/// # Shapes and units
///
/// A whole number of events and an exposure above 0. Events per unit of exposure.
///
/// # Assumptions
///
/// Events come one by one, at the same rate everywhere. When units differ more than that, the interval is too narrow:
/// [`robust_rate`] allows for it.
///
/// # Errors
///
/// [`InferenceError::Undefined`] without exposure.
///
/// # Reference
///
/// Garwood (1936), "Fiducial limits for the Poisson distribution", *Biometrika* 28: 437–442. Example: 37 meetings in 20
/// months.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, poisson_rate};
/// let rate = poisson_rate(37, 20.0, Level::P95)?;
/// assert_abs_diff_eq!(rate.value, 1.85, epsilon = 1e-12);
/// assert_abs_diff_eq!(rate.low.unwrap(), 1.302571, epsilon = 5e-7);
/// assert_abs_diff_eq!(rate.high.unwrap(), 2.549981, epsilon = 5e-7);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn poisson_rate(events: u64, exposure: f64, level: Level) -> Result<Estimate, InferenceError> {
    if !(exposure > 0.0 && exposure.is_finite()) {
        return Err(InferenceError::Undefined { reason: "there is no exposure".to_owned() });
    }
    let x = events as f64;
    let end = |probability, df| chi_square_quantile(probability, df) / (2.0 * exposure);
    let low = if events == 0 { 0.0 } else { end(level.tail(), 2.0 * x) };
    let high = end(1.0 - level.tail(), 2.0 * x + 2.0);
    Ok(Estimate { value: x / exposure, low: Some(low), high: Some(high) })
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    /// Against the definition written out: R = 10/6, residuals 1/3, −4/3, 1 and so on.
    #[test]
    fn unequal_exposures_weigh_by_their_length() {
        let units = Paired::weighted(
            &[Some(2.0), Some(2.0), Some(6.0)],
            &[Some(1.0), Some(2.0), Some(3.0)],
            &[1; 3],
        );
        let rate = robust_rate(&units, Level::P95).unwrap();
        let ratio = 10.0_f64 / 6.0;
        let squares =
            (2.0 - ratio).powi(2) + (2.0 - 2.0 * ratio).powi(2) + (6.0 - 3.0 * ratio).powi(2);
        assert_abs_diff_eq!(rate.standard_error, (1.5 * squares).sqrt() / 6.0, epsilon = 1e-12);
        assert!(rate.estimate.low.is_some_and(|low| low > 0.0));
        let wild = Paired::weighted(&[Some(0.0), Some(6.0)], &[Some(1.0), Some(1.0)], &[1; 2]);
        assert_eq!(robust_rate(&wild, Level::P95).unwrap().estimate.low, Some(0.0));
    }

    #[test]
    fn no_event_leaves_an_upper_end() {
        let none = poisson_rate(0, 10.0, Level::P95).unwrap();
        assert_eq!((none.value, none.low), (0.0, Some(0.0)));
        assert_abs_diff_eq!(none.high.unwrap(), -(0.025_f64.ln()) / 10.0, epsilon = 1e-9);
    }

    #[test]
    fn equal_rates_have_no_spread() {
        let units = Paired::weighted(&[Some(0.1), Some(0.3)], &[Some(1.0), Some(3.0)], &[5, 5]);
        assert_eq!(
            robust_rate(&units, Level::P95),
            Err(InferenceError::NoVariation { what: "rate" })
        );
    }
}
