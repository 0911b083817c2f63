//! Differences of shares that a study can find.

use crate::inference::sample::at_least;
use crate::inference::tails::{normal_above, normal_quantile};
use crate::inference::{InferenceError, Level};

use super::{smallest, usable_power};

/// Power of a comparison of two shares: how often would this true difference be found?
///
/// # Definition
///
/// The normal approximation of the test with a pooled standard error: with `p̄` the share of both arms together,
/// `Φ((|p₁ − p₀| − z·√(p̄(1−p̄)(1/n₁+1/n₀))) / √(p₁(1−p₁)/n₁ + p₀(1−p₀)/n₀))`, and the same beyond the other threshold.
///
/// # Shapes and units
///
/// `units` of both arms; `shares` strictly between 0 and 1. A probability.
///
/// # Assumptions
///
/// Units are independent of one another; five expected yes and no in each arm, or more.
///
/// # Errors
///
/// [`InferenceError::TooFew`] for an empty arm, [`InferenceError::Undefined`] for a share that cannot be.
///
/// # Reference
///
/// Fleiss, Levin & Paik (2003), *Statistical Methods for Rates and Proportions*, 3rd ed., chapter 4. Expected digits: R's
/// `power.prop.test(n = 50, p1 = .50, p2 = .75)`, the example of its documentation: power = 0.740.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, shares_power};
/// let power = shares_power((50, 50), (0.50, 0.75), Level::P95)?;
/// assert_abs_diff_eq!(power, 0.740, epsilon = 5e-4);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn shares_power(
    units: (u64, u64),
    shares: (f64, f64),
    level: Level,
) -> Result<f64, InferenceError> {
    at_least(units.0.min(units.1), 1, "units in each arm")?;
    for share in [shares.0, shares.1] {
        usable(share)?;
    }
    Ok(power(units, shares, level))
}

/// Minimum detectable share: how high would the share have to be, to be found above that of the other group?
///
/// # Definition
///
/// The smallest share above `base` whose `shares_power` is the power asked for, by halving; for a fall, ask for the share of no.
///
/// # Shapes and units
///
/// `units` of the arm in question and of the other; `base` strictly between 0 and 1. A share.
///
/// # Assumptions
///
/// As for `shares_power`.
///
/// # Errors
///
/// As for `shares_power`; [`InferenceError::Undefined`] when not even a share near 1 would be found.
///
/// # Reference
///
/// As for `shares_power`: R's `power.prop.test(n = 50, p1 = .50, power = .90)` gives 0.8026.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, minimum_detectable_share};
/// let share = minimum_detectable_share((50, 50), 0.50, 0.90, Level::P95)?;
/// assert_abs_diff_eq!(share, 0.8026, epsilon = 5e-5);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn minimum_detectable_share(
    units: (u64, u64),
    base: f64,
    asked: f64,
    level: Level,
) -> Result<f64, InferenceError> {
    at_least(units.0.min(units.1), 1, "units in each arm")?;
    usable(base)?;
    usable_power(asked, level)?;
    let most = (1.0 - base) * (1.0 - 1e-9);
    smallest(most, asked, |more| power(units, (base + more, base), level))
        .map(|more| base + more)
        .ok_or_else(|| InferenceError::Undefined {
            reason: format!("with so few units no share above {base} is found with this power"),
        })
}

fn usable(share: f64) -> Result<(), InferenceError> {
    if share > 0.0 && share < 1.0 {
        return Ok(());
    }
    let reason = format!("a share lies strictly between 0 and 1, not at {share}");
    Err(InferenceError::Undefined { reason })
}

fn power(units: (u64, u64), shares: (f64, f64), level: Level) -> f64 {
    let (one, zero) = (units.0 as f64, units.1 as f64);
    let spread = |share: f64| share * (1.0 - share);
    let pooled = (one * shares.0 + zero * shares.1) / (one + zero);
    let threshold = normal_quantile(level) * (spread(pooled) * (1.0 / one + 1.0 / zero)).sqrt();
    let error = (spread(shares.0) / one + spread(shares.1) / zero).sqrt();
    let apart = (shares.0 - shares.1).abs();
    normal_above((threshold - apart) / error) + normal_above((threshold + apart) / error)
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    #[test]
    fn no_difference_is_found_as_often_as_the_level_allows() {
        let power = shares_power((80, 40), (0.3, 0.3), Level::P95).unwrap();
        assert_abs_diff_eq!(power, 0.05, epsilon = 1e-12);
        let share = minimum_detectable_share((80, 40), 0.3, 0.8, Level::P95).unwrap();
        let back = shares_power((80, 40), (share, 0.3), Level::P95).unwrap();
        assert_abs_diff_eq!(back, 0.8, epsilon = 1e-10);
    }

    #[test]
    fn what_cannot_be_is_said() {
        assert!(shares_power((0, 40), (0.3, 0.4), Level::P95).is_err());
        assert!(shares_power((40, 40), (0.0, 0.4), Level::P95).is_err());
        assert!(minimum_detectable_share((3, 3), 0.6, 0.9, Level::P95).is_err());
        assert!(minimum_detectable_share((30, 30), 0.6, 0.01, Level::P95).is_err());
    }
}
