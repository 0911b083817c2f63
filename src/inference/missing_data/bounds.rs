//! What cannot be ruled out, whatever the missing values were.

use crate::inference::result::around;
use crate::inference::sample::at_least;
use crate::inference::tails::{normal_above, normal_quantile};
use crate::inference::{InferenceError, Level, Sample};

/// The least and the most that a quantity can be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Least, for these units.
    pub low: f64,
    /// Most, for these units.
    pub high: f64,
    /// Lower end of the interval that holds the true value.
    pub interval_low: f64,
    /// Upper end.
    pub interval_high: f64,
    /// Units with a value.
    pub n: u64,
    /// Units without.
    pub n_missing: u64,
}

impl Bounds {
    /// Imbens and Manski's interval around two bounds with their standard errors: it holds the value, wherever between the bounds
    /// it lies, with the level's probability.
    pub(super) fn around(
        (low, high): (f64, f64),
        (low_error, high_error): (f64, f64),
        units: (u64, u64),
        level: Level,
    ) -> Self {
        let reach = reach(high - low, low_error.max(high_error), level);
        Self {
            low,
            high,
            interval_low: low - reach * low_error,
            interval_high: high + reach * high_error,
            n: units.0,
            n_missing: units.1,
        }
    }
}

/// The C with `Φ(C + width/error) − Φ(−C) = level`: between the one-sided and the two-sided quantile.
fn reach(width: f64, error: f64, level: Level) -> f64 {
    let two_sided = normal_quantile(level);
    if error <= 0.0 {
        return two_sided;
    }
    let outside = |c: f64| normal_above(c + width.max(0.0) / error) + normal_above(c);
    let (mut low, mut high) = (0.0, two_sided);
    for _ in 0..100 {
        let middle = f64::midpoint(low, high);
        if outside(middle) > 1.0 - level.get() { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// Worst-case bounds: between what does the mean lie, if those who are missing may have answered anything?
///
/// # Definition
///
/// The mean with every missing value at the lowest, and at the highest, that the scale allows. Standard errors are those of means
/// of these filled-in values; the interval is Imbens and Manski's, which holds the true mean with the level's probability.
///
/// # Shapes and units
///
/// `sample`: its missing units count. `lowest` and `highest` of the scale: 0 and 1 for a share, which is then between `x/N` and
/// `(x + missing)/N`.
///
/// # Assumptions
///
/// Units are a sample of independent ones; nothing is assumed of why values are missing.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below two units, [`InferenceError::Undefined`] when a value lies outside the scale.
///
/// # Reference
///
/// Horowitz & Manski (2000), *JASA* 95: 77–84; Imbens & Manski (2004), *Econometrica* 72: 1845–1857. The example is arithmetic:
/// 40 of 60 who answered are satisfied, 40 did not answer.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Sample, worst_case_mean};
/// let answers = Sample::weighted(&[Some(1.0), Some(0.0), None], &[40, 20, 40]);
/// let bounds = worst_case_mean(&answers, 0.0, 1.0, Level::P95)?;
/// assert_abs_diff_eq!(bounds.low, 0.4, epsilon = 1e-12);
/// assert_abs_diff_eq!(bounds.high, 0.8, epsilon = 1e-12);
/// // The bounds are far apart, so that each end needs a one-sided quantile.
/// assert_abs_diff_eq!(bounds.interval_low, 0.4 - 1.644854 * (0.24_f64 / 99.0).sqrt(), epsilon = 1e-6);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn worst_case_mean(
    sample: &Sample,
    lowest: f64,
    highest: f64,
    level: Level,
) -> Result<Bounds, InferenceError> {
    let (low, low_variance) = filled(sample, lowest, lowest, highest)?;
    let (high, high_variance) = filled(sample, highest, lowest, highest)?;
    let units = (sample.n(), sample.n_missing());
    Ok(Bounds::around((low, high), (low_variance.sqrt(), high_variance.sqrt()), units, level))
}

/// Worst-case difference: between what does the difference of two arms lie, if those who are missing may have answered anything?
///
/// # Definition
///
/// From the least of the one arm less the most of the other, to the most of the one less the least of the other, with
/// `worst_case_mean` for each. Variances add.
///
/// # Shapes and units
///
/// As for `worst_case_mean`; positive when the first arm is higher.
///
/// # Assumptions
///
/// As for `worst_case_mean`, in both arms.
///
/// # Errors
///
/// As for `worst_case_mean`.
///
/// # Reference
///
/// As for `worst_case_mean`. The example is arithmetic: 30 of 40 against 20 of 40, with 10 missing in each arm.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Sample, worst_case_difference};
/// let arm = |yes, no| Sample::weighted(&[Some(1.0), Some(0.0), None], &[yes, no, 10]);
/// let bounds = worst_case_difference(&arm(30, 10), &arm(20, 20), 0.0, 1.0, Level::P95)?;
/// assert_abs_diff_eq!(bounds.low, 30.0 / 50.0 - 30.0 / 50.0, epsilon = 1e-12);
/// assert_abs_diff_eq!(bounds.high, 40.0 / 50.0 - 20.0 / 50.0, epsilon = 1e-12);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn worst_case_difference(
    arm: &Sample,
    reference: &Sample,
    lowest: f64,
    highest: f64,
    level: Level,
) -> Result<Bounds, InferenceError> {
    let bound = |of_arm: f64, of_reference: f64| {
        let (one, one_variance) = filled(arm, of_arm, lowest, highest)?;
        let (zero, zero_variance) = filled(reference, of_reference, lowest, highest)?;
        Ok((one - zero, (one_variance + zero_variance).sqrt()))
    };
    let (low, low_error) = bound(lowest, highest)?;
    let (high, high_error) = bound(highest, lowest)?;
    let units = (arm.n() + reference.n(), arm.n_missing() + reference.n_missing());
    Ok(Bounds::around((low, high), (low_error, high_error), units, level))
}

/// Mean with every missing value filled in, and its variance.
fn filled(
    sample: &Sample,
    value: f64,
    lowest: f64,
    highest: f64,
) -> Result<(f64, f64), InferenceError> {
    at_least(sample.n() + sample.n_missing(), 2, "units")?;
    if lowest >= highest || !(highest - lowest).is_finite() {
        let reason = format!("a scale does not go from {lowest} to {highest}");
        return Err(InferenceError::Undefined { reason });
    }
    if sample.count(|value| value < lowest || value > highest) > 0 {
        let reason = format!("a value lies outside the scale from {lowest} to {highest}");
        return Err(InferenceError::Undefined { reason });
    }
    let observed = sample.values().iter().map(|&(value, count)| (Some(value), count));
    let all = Sample::gather(observed.chain([(Some(value), sample.n_missing())]));
    let moments = all.moments("units")?;
    Ok((moments.mean, moments.variance / moments.n as f64))
}

/// A normal interval of a difference that needs no bound.
pub(super) fn point(value: f64, error: f64, units: (u64, u64), level: Level) -> Bounds {
    let interval = around(value, normal_quantile(level) * error);
    Bounds {
        low: value,
        high: value,
        interval_low: interval.low.unwrap_or(value),
        interval_high: interval.high.unwrap_or(value),
        n: units.0,
        n_missing: units.1,
    }
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    #[test]
    fn without_missing_values_the_bounds_meet() {
        let sample = Sample::weighted(&[Some(1.0), Some(3.0), Some(5.0)], &[4, 9, 2]);
        let bounds = worst_case_mean(&sample, 1.0, 5.0, Level::P95).unwrap();
        assert_abs_diff_eq!(bounds.low, bounds.high, epsilon = 1e-12);
        let moments = sample.moments("answers").unwrap();
        let error = (moments.variance / 15.0).sqrt();
        assert_abs_diff_eq!(bounds.interval_low, bounds.low - 1.959_964 * error, epsilon = 1e-6);
    }

    /// G-28: a response rate of a third leaves nearly everything open.
    #[test]
    fn those_who_did_not_answer_are_not_assumed_to_be_like_those_who_did() {
        let answers = Sample::weighted(&[Some(1.0), Some(0.0), None], &[30, 3, 67]);
        let bounds = worst_case_mean(&answers, 0.0, 1.0, Level::P95).unwrap();
        assert_abs_diff_eq!(bounds.low, 0.30, epsilon = 1e-12);
        assert_abs_diff_eq!(bounds.high, 0.97, epsilon = 1e-12);
        assert_eq!((bounds.n, bounds.n_missing), (33, 67));
    }

    #[test]
    fn a_value_outside_the_scale_and_a_scale_that_is_none_are_said() {
        let sample = Sample::weighted(&[Some(6.0), Some(3.0), None], &[1, 1, 1]);
        assert!(worst_case_mean(&sample, 1.0, 5.0, Level::P95).is_err());
        assert!(worst_case_mean(&sample, 5.0, 1.0, Level::P95).is_err());
        let one = Sample::new(&[Some(1.0)]);
        let found = worst_case_mean(&one, 0.0, 1.0, Level::P95);
        assert_eq!(found, Err(InferenceError::TooFew { needed: 2, what: "units", found: 1 }));
    }
}
