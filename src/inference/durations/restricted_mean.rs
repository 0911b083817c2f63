//! The restricted mean: days that last on average, out of a horizon that everybody can reach.

use crate::inference::result::{TestResult, around};
use crate::inference::tails::{normal_p, normal_quantile};
use crate::inference::{Curve, Estimate, InferenceError, Level};

/// Restricted mean: how many of the first `tau` days do matches last on average?
///
/// # Definition
///
/// The area under the Kaplan–Meier curve from 0 to `tau`. With `Aᵢ` the area from day `i` to `tau`, its variance is
/// `Σ Aᵢ² dᵢ / (nᵢ(nᵢ − dᵢ))`; the interval is normal and ends at 0 and `tau`.
///
/// # Shapes and units
///
/// A curve of [`kaplan_meier`](crate::inference::kaplan_meier), 0 < `tau` ≤ its last day of following (any `tau` when it reaches 0);
/// days. The interval is absent when nobody failed.
///
/// # Assumptions
///
/// As [`kaplan_meier`](crate::inference::kaplan_meier). No constant ratio of hazards is assumed, so that it also compares curves
/// that cross. A nominal 95 % interval holds the true value in 88 to 91 of 100 samples of ten or twenty matches, in 94 of fifty.
///
/// # Errors
///
/// [`InferenceError::Undefined`] for a `tau` beyond the last day, or not above 0.
///
/// # Reference
///
/// Irwin (1949), *Journal of Hygiene* 47: 188–189; Royston & Parmar (2013), *BMC Medical Research Methodology* 13:
/// 152. The data are those of Freireich et al. (1963), *Blood* 21: 699–716. Expected numbers: Python lifelines for
/// the mean; R `survival` 3.5 agrees with mean and error on its data set `lung`.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{Durations, InferenceError, Level, Spell, kaplan_meier, restricted_mean};
/// let weeks = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23];
/// let spells = weeks.map(|week| Spell {
///     days: Some(f64::from(week)),
///     cause: Some("relapse".to_owned()),
///     count: 1,
///     ..Spell::default()
/// });
/// let curve = kaplan_meier(&Durations::new(spells), &[], Level::P95)?;
/// let mean = restricted_mean(&curve, 12.0, Level::P95)?;
/// assert_abs_diff_eq!(mean.estimate.value, 7.2857, epsilon = 5e-5);
/// assert_abs_diff_eq!(mean.standard_error, 0.8887, epsilon = 5e-5);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn restricted_mean(
    curve: &Curve,
    tau: f64,
    level: Level,
) -> Result<RestrictedMean, InferenceError> {
    curve.at(tau)?;
    if tau <= 0.0 {
        return Err(InferenceError::Undefined {
            reason: format!("a mean of the first {tau} days does not exist"),
        });
    }
    // From the last step to the first, so that each knows the area behind it.
    let (mut area, mut variance, mut until) = (0.0, 0.0, tau);
    for step in curve.steps().iter().rev().filter(|step| step.day < tau) {
        area += step.share.value * (until - step.day);
        let (failed, at_risk) = (step.events as f64, step.at_risk as f64);
        // Where all fail at once no area is left behind.
        if step.share.value > 0.0 {
            variance += area * area * failed / (at_risk * (at_risk - failed));
        }
        until = step.day;
    }
    let value = area + until;
    let standard_error = f64::sqrt(variance);
    let reach = normal_quantile(level) * standard_error;
    let estimate = if standard_error > 0.0 {
        Estimate {
            value,
            low: Some((value - reach).max(0.0)),
            high: Some((value + reach).min(tau)),
        }
    } else {
        Estimate { value, ..Estimate::default() }
    };
    Ok(RestrictedMean { estimate, standard_error, tau })
}

/// Difference of restricted means: how many days more of the first `tau` does one group last?
///
/// # Definition
///
/// [`restricted_mean`] of `one` less that of `other`; the standard error is the root of the sum of squares of both, the
/// interval and the test are normal.
///
/// # Shapes and units
///
/// Two curves of separate units, `tau` up to the shorter of both last days of following; days.
///
/// # Assumptions
///
/// As [`restricted_mean`]. Groups are independent of one another. Curves may cross. A test at 5 % rejects a true
/// hypothesis in 11 % of samples of ten units per group, in 5 to 6 % from twenty on.
///
/// # Errors
///
/// As [`restricted_mean`]; [`InferenceError::NoVariation`] when nobody failed in either group.
///
/// # Reference
///
/// Royston & Parmar (2013), *BMC Medical Research Methodology* 13: 152; Uno et al. (2014), *Journal of Clinical Oncology*
/// 32: 2380–2385. Expected numbers: R `survival::survfit`, of Freireich et al. (1963).
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{Durations, InferenceError, Level, Spell, kaplan_meier, restricted_mean_difference};
/// let weeks = |text: &str| Durations::new(text.split(' ').map(|week| Spell {
///     days: week.trim_end_matches('+').parse().ok(),
///     cause: (!week.ends_with('+')).then(|| "relapse".to_owned()),
///     count: 1,
///     ..Spell::default()
/// }));
/// let treated = weeks("6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+");
/// let placebo = weeks("1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23");
/// let curve = |durations| kaplan_meier(durations, &[], Level::P95);
/// let more = restricted_mean_difference(&curve(&treated)?, &curve(&placebo)?, 20.0, Level::P95)?;
/// assert_abs_diff_eq!(more.estimate.value, 16.1165 - 8.4286, epsilon = 1e-4);
/// assert_abs_diff_eq!(more.standard_error, f64::hypot(1.2516, 1.2681), epsilon = 1e-4);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn restricted_mean_difference(
    one: &Curve,
    other: &Curve,
    tau: f64,
    level: Level,
) -> Result<TestResult, InferenceError> {
    let (left, right) = (restricted_mean(one, tau, level)?, restricted_mean(other, tau, level)?);
    let value = left.estimate.value - right.estimate.value;
    let standard_error = left.standard_error.hypot(right.standard_error);
    if standard_error <= 0.0 {
        return Err(InferenceError::NoVariation { what: "duration" });
    }
    let statistic = value / standard_error;
    Ok(TestResult {
        estimate: around(value, normal_quantile(level) * standard_error),
        standard_error,
        statistic,
        df: None,
        p_value: normal_p(statistic),
        n: one.n() + other.n(),
    })
}

/// Mean days within a horizon.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RestrictedMean {
    /// Days out of the first `tau`, with their interval.
    pub estimate: Estimate,
    /// Standard error of the mean.
    pub standard_error: f64,
    /// The horizon in days.
    pub tau: f64,
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;
    use crate::inference::{Durations, Spell, kaplan_meier};

    fn curve(text: &str) -> Curve {
        let spells = text.split(' ').map(|week| Spell {
            days: week.trim_end_matches('+').parse().ok(),
            cause: (!week.ends_with('+')).then(|| "relapse".to_owned()),
            count: 1,
            ..Spell::default()
        });
        kaplan_meier(&Durations::new(spells), &[], Level::P95).unwrap()
    }

    #[test]
    fn remission_has_its_known_mean_of_12_and_20_weeks() {
        let found = curve("6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+");
        for (weeks, value, standard_error) in [(12.0, 10.7832, 0.499), (20.0, 16.1165, 1.2516)] {
            let mean = restricted_mean(&found, weeks, Level::P95).unwrap();
            assert_abs_diff_eq!(mean.estimate.value, value, epsilon = 5e-5);
            assert_abs_diff_eq!(mean.standard_error, standard_error, epsilon = 5e-5);
        }
    }

    #[test]
    fn beyond_the_last_day_there_is_no_mean_unless_all_have_ended() {
        assert!(restricted_mean(&curve("3 5 8+"), 9.0, Level::P95).is_err());
        let mean = restricted_mean(&curve("3 5 8"), 100.0, Level::P95).unwrap();
        assert_abs_diff_eq!(mean.estimate.value, 16.0 / 3.0, epsilon = 1e-12);
    }

    #[test]
    fn without_failures_the_mean_is_the_horizon_without_an_interval() {
        let mean = restricted_mean(&curve("5+ 9+"), 9.0, Level::P95).unwrap();
        assert_eq!(mean.estimate, Estimate { value: 9.0, low: None, high: None });
        assert!(restricted_mean(&curve("0 9+"), 0.0, Level::P95).is_err());
    }

    #[test]
    fn a_difference_turns_round_with_the_groups_and_needs_failures() {
        let (one, other) = (curve("3 5 8+ 9"), curve("2 4 4 9+"));
        let more = restricted_mean_difference(&one, &other, 8.0, Level::P95).unwrap();
        let less = restricted_mean_difference(&other, &one, 8.0, Level::P95).unwrap();
        assert_abs_diff_eq!(more.estimate.value, -less.estimate.value, epsilon = 1e-12);
        assert_abs_diff_eq!(more.p_value, less.p_value, epsilon = 1e-12);
        assert_eq!(more.n, 8);
        assert!(restricted_mean_difference(&one, &other, 10.0, Level::P95).is_err());
        let none = restricted_mean_difference(&curve("9+"), &curve("9+ 9+"), 9.0, Level::P95);
        assert_eq!(none, Err(InferenceError::NoVariation { what: "duration" }));
    }
}
