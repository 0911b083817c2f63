//! Differences in duration that a study can find.

use crate::inference::sample::at_least;
use crate::inference::tails::{normal_above, normal_quantile};
use crate::inference::{InferenceError, Level};

use super::{smallest, usable_power};

/// Power of a log-rank test: how often would this true hazard ratio be found?
///
/// # Definition
///
/// Schoenfeld's normal approximation: with d ends in both arms together and a share `p` of the units in one,
/// `Φ(|ln HR|·√(d·p(1−p)) − z)`, and the same beyond the other threshold. Only ends count: who is still together adds nothing.
///
/// # Shapes and units
///
/// `ends`: closures or failures seen. `share_treated` strictly between 0 and 1; `hazard_ratio` above 0. A probability.
///
/// # Assumptions
///
/// Hazards stand in one ratio throughout, not far from 1; units are independent of one another.
///
/// # Errors
///
/// [`InferenceError::TooFew`] without an end, [`InferenceError::Undefined`] for a share or a ratio that cannot be.
///
/// # Reference
///
/// Schoenfeld (1981), *Biometrika* 68: 316–319. Collett (2015), *Modelling Survival Data in Medical Research*, 3rd ed., chapter
/// 15: a hazard ratio of 0.57 needs 133 deaths in equal arms for a power of .90 at 5 %, rounded up from 132.9.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, log_rank_power};
/// let power = log_rank_power(133, 0.5, 0.57, Level::P95)?;
/// assert_abs_diff_eq!(power, 0.900, epsilon = 5e-4);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn log_rank_power(
    ends: u64,
    share_treated: f64,
    hazard_ratio: f64,
    level: Level,
) -> Result<f64, InferenceError> {
    usable(ends, share_treated)?;
    if hazard_ratio <= 0.0 || !hazard_ratio.is_finite() {
        let reason = format!("a hazard ratio is above 0, not {hazard_ratio}");
        return Err(InferenceError::Undefined { reason });
    }
    Ok(power(ends, share_treated, hazard_ratio.ln(), level))
}

/// Minimum detectable hazard ratio: how much longer would one arm have to last, to be found so?
///
/// # Definition
///
/// The hazard ratio above 1 whose `log_rank_power` is the power asked for, by halving; its reciprocal is found as often.
///
/// # Shapes and units
///
/// As for `log_rank_power`. A ratio above 1.
///
/// # Assumptions
///
/// As for `log_rank_power`.
///
/// # Errors
///
/// As for `log_rank_power`, and [`InferenceError::Undefined`] for a power that cannot be.
///
/// # Reference
///
/// As for `log_rank_power`.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, minimum_detectable_hazard_ratio};
/// let ratio = minimum_detectable_hazard_ratio(133, 0.5, 0.90, Level::P95)?;
/// assert_abs_diff_eq!(1.0 / ratio, 0.57, epsilon = 5e-4);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn minimum_detectable_hazard_ratio(
    ends: u64,
    share_treated: f64,
    asked: f64,
    level: Level,
) -> Result<f64, InferenceError> {
    usable(ends, share_treated)?;
    usable_power(asked, level)?;
    // e^700 is the largest ratio there is.
    let found = smallest(700.0, asked, |ln| power(ends, share_treated, ln, level));
    found.map(f64::exp).ok_or_else(|| {
        let reason = "with so few ends no hazard ratio is found with this power".to_owned();
        InferenceError::Undefined { reason }
    })
}

fn usable(ends: u64, share_treated: f64) -> Result<(), InferenceError> {
    at_least(ends, 1, "ends")?;
    if share_treated > 0.0 && share_treated < 1.0 {
        return Ok(());
    }
    let reason =
        format!("the share of one arm lies strictly between 0 and 1, not at {share_treated}");
    Err(InferenceError::Undefined { reason })
}

fn power(ends: u64, share_treated: f64, ln_ratio: f64, level: Level) -> f64 {
    let shift = ln_ratio.abs() * (ends as f64 * share_treated * (1.0 - share_treated)).sqrt();
    let threshold = normal_quantile(level);
    normal_above(threshold - shift) + normal_above(threshold + shift)
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    #[test]
    fn a_ratio_and_its_reciprocal_are_found_as_often() {
        let power = |ratio| log_rank_power(50, 0.3, ratio, Level::P95).unwrap();
        assert_abs_diff_eq!(power(2.0), power(0.5), epsilon = 1e-12);
        assert_abs_diff_eq!(power(1.0), 0.05, epsilon = 1e-12);
        let ratio = minimum_detectable_hazard_ratio(50, 0.3, 0.8, Level::P95).unwrap();
        assert_abs_diff_eq!(power(ratio), 0.8, epsilon = 1e-10);
    }

    #[test]
    fn what_cannot_be_is_said() {
        assert!(log_rank_power(0, 0.5, 2.0, Level::P95).is_err());
        assert!(log_rank_power(9, 1.0, 2.0, Level::P95).is_err());
        assert!(log_rank_power(9, 0.5, 0.0, Level::P95).is_err());
        assert!(minimum_detectable_hazard_ratio(9, 0.5, 1.0, Level::P95).is_err());
    }
}
