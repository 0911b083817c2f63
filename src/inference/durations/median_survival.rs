//! The median of durations of which some are still going on.

use crate::inference::{Curve, Estimate, InferenceError};

/// How much a curve may lie above a half and still be a half: rounding of a product of shares.
const ROUNDING: f64 = 1e-9;

/// Median duration: after how many days has half of all ended?
///
/// # Definition
///
/// The first day on which the Kaplan–Meier curve is at most one half. The interval of Brookmeyer and Crowley is where
/// the curve's own interval crosses one half: from the first day on which its lower end does to the first on which its
/// upper end does.
///
/// # Shapes and units
///
/// A curve of [`kaplan_meier`](crate::inference::kaplan_meier); days. An end of the interval that is not reached is absent.
///
/// # Assumptions
///
/// As [`kaplan_meier`](crate::inference::kaplan_meier).
///
/// # Errors
///
/// [`InferenceError::Undefined`] when more than half are together on the last day of following: the median is not
/// reached.
///
/// # Reference
///
/// Brookmeyer & Crowley (1982), "A confidence interval for the median survival time", *Biometrics* 38: 29–41. The data
/// are those of Freireich et al. (1963), *Blood* 21: 699–716: medians of 23 and 8 weeks.
///
/// # Example
///
/// ```
/// # use mentorlens::inference::{Durations, InferenceError, Level, Spell, kaplan_meier, median_survival};
/// let weeks = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23];
/// let spells = weeks.map(|week| Spell {
///     days: Some(f64::from(week)),
///     cause: Some("relapse".to_owned()),
///     count: 1,
///     ..Spell::default()
/// });
/// let median = median_survival(&kaplan_meier(&Durations::new(spells), &[], Level::P95)?)?;
/// assert_eq!(median.value, 8.0);
/// assert_eq!((median.low, median.high), (Some(4.0), Some(11.0)));
/// # Ok::<(), InferenceError>(())
/// ```
pub fn median_survival(curve: &Curve) -> Result<Estimate, InferenceError> {
    let half = 0.5 + ROUNDING;
    let first = |is_below: &dyn Fn(&Estimate) -> bool| {
        curve.steps().iter().find(|step| is_below(&step.share)).map(|step| step.day)
    };
    let Some(value) = first(&|share| share.value <= half) else {
        return Err(InferenceError::Undefined { reason: "not reached".to_owned() });
    };
    // Where the curve is 0 it has no interval, and its lower end cannot be above it.
    let low = first(&|share| share.low.unwrap_or(share.value) <= half);
    let high = first(&|share| share.high.is_some_and(|high| high <= half));
    Ok(Estimate { value, low, high })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inference::{Durations, Level, Spell, kaplan_meier};

    fn median(text: &str) -> Result<Estimate, InferenceError> {
        let spells = text.split(' ').map(|week| Spell {
            days: week.trim_end_matches('+').parse().ok(),
            cause: (!week.ends_with('+')).then(|| "relapse".to_owned()),
            count: 1,
            ..Spell::default()
        });
        median_survival(&kaplan_meier(&Durations::new(spells), &[], Level::P95)?)
    }

    #[test]
    fn half_of_those_in_remission_relapse_by_week_23() {
        let weeks = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+";
        assert_eq!(median(weeks), Ok(Estimate { value: 23.0, low: Some(13.0), high: None }));
    }

    #[test]
    fn a_median_that_is_not_reached_is_said() {
        assert_eq!(median("3 5+ 8+").unwrap_err().to_string(), "not computed: not reached");
        assert_eq!(median("3 5 8+ 9+").map(|median| median.value), Ok(5.0));
    }
}
