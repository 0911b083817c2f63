//! Why the attrition boundaries are where they are.

use statrs::distribution::{Continuous, ContinuousCDF, Normal};

use crate::inference::InferenceError;

/// How strongly staying goes with the outcome, in each arm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AttritionAssumption {
    /// Correlation of the outcome with the tendency to stay, in the arm that loses more.
    pub more: f64,
    /// The same in the other arm.
    pub less: f64,
}

impl AttritionAssumption {
    /// Of the cautious boundary.
    pub const CAUTIOUS: Self = Self { more: 0.45, less: 0.39 };
    /// Of the optimistic boundary.
    pub const OPTIMISTIC: Self = Self { more: 0.27, less: 0.22 };
}

/// Bias that is tolerated: a twentieth of a deviation, after rounding to hundredths.
const TOLERATED: f64 = 0.055;

/// Attrition bias: how far apart would two arms be without any effect, only because of who stayed?
///
/// # Definition
///
/// With the shares that stay, `P₁ = 1 − (o + d/2)` and `P₀ = 1 − (o − d/2)`, and `λ(P) = φ(Φ⁻¹(P))/P`, the bias is
/// `a₁λ(P₁) − a₀λ(P₀)`: each arm keeps those above a threshold of a tendency to stay that goes with the outcome.
///
/// # Shapes and units
///
/// `overall` and `differential` attrition as shares from 0 to 1. Standard deviations of the outcome.
///
/// # Assumptions
///
/// Arms of equal size, drawn by lot; tendency and outcome are normal. The correlations of the What Works Clearinghouse are from
/// memory of its papers; that they reproduce its table to a tenth of a point is the evidence for them.
///
/// # Errors
///
/// [`InferenceError::Undefined`] when an arm would lose less than nobody or everybody.
///
/// # Reference
///
/// Deke & Chiang (2017), *Evaluation Review* 41(2): 130–154, on the model of the What Works Clearinghouse. Recomputed: at 30 %
/// overall the cautious table's 4.1 points are a bias of .055.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{AttritionAssumption, InferenceError, attrition_bias};
/// let bias = attrition_bias(0.30, 0.041, AttritionAssumption::CAUTIOUS)?;
/// assert_abs_diff_eq!(bias, 0.055, epsilon = 5e-4);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn attrition_bias(
    overall: f64,
    differential: f64,
    assumption: AttritionAssumption,
) -> Result<f64, InferenceError> {
    let stayed = |lost: f64| {
        // Nobody lost is nobody chosen.
        let stayed = 1.0 - lost;
        if (0.0..1.0).contains(&lost) && stayed > 0.0 {
            return Ok(stayed);
        }
        let reason = format!("an arm cannot lose {:.1} % of its units", 100.0 * lost);
        Err(InferenceError::Undefined { reason })
    };
    let more = stayed(overall + differential / 2.0)?;
    let less = stayed(overall - differential / 2.0)?;
    Ok(assumption.more * lambda(more) - assumption.less * lambda(less))
}

fn lambda(stayed: f64) -> f64 {
    if stayed >= 1.0 {
        return 0.0;
    }
    let normal = Normal::standard();
    normal.pdf(normal.inverse_cdf(stayed)) / stayed
}

/// Modelled boundary: how much more may one arm lose, before who stayed makes a difference by itself?
///
/// # Definition
///
/// The largest differential attrition whose `attrition_bias` is at most .055 standard deviations, found by halving.
///
/// # Shapes and units
///
/// `overall` attrition and the result as shares from 0 to 1.
///
/// # Assumptions
///
/// As for `attrition_bias`. The What Works Clearinghouse decides by its table, which `attrition` has; this explains it.
///
/// # Errors
///
/// [`InferenceError::Undefined`] when even equal losses are biased by more, or the share is not between 0 and 1.
///
/// # Reference
///
/// As for `attrition_bias`. Between 7 and 56 % overall it meets the table within .08 points (cautious) and .27 (optimistic).
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{AttritionAssumption, InferenceError, modelled_boundary};
/// let boundary = modelled_boundary(0.20, AttritionAssumption::CAUTIOUS)?;
/// assert_abs_diff_eq!(boundary, 0.054, epsilon = 8e-4);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn modelled_boundary(
    overall: f64,
    assumption: AttritionAssumption,
) -> Result<f64, InferenceError> {
    if attrition_bias(overall, 0.0, assumption)? > TOLERATED {
        let reason = format!("at {:.0} % overall all attrition is high", 100.0 * overall);
        return Err(InferenceError::Undefined { reason });
    }
    // Neither arm can lose less than nobody or everybody.
    let (mut low, mut high) = (0.0, 2.0 * overall.min(1.0 - overall));
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        match attrition_bias(overall, middle, assumption) {
            Ok(bias) if bias <= TOLERATED => low = middle,
            _ => high = middle,
        }
    }
    Ok(low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inference::standards::attrition::{CAUTIOUS, OPTIMISTIC};

    #[test]
    fn the_model_reproduces_the_tables() {
        let tables = [
            (AttritionAssumption::CAUTIOUS, &CAUTIOUS, 0.08),
            (AttritionAssumption::OPTIMISTIC, &OPTIMISTIC, 0.27),
        ];
        for (assumption, table, tolerance) in tables {
            for (percent, expected) in table.iter().enumerate().take(57).skip(7) {
                let found = 100.0 * modelled_boundary(percent as f64 / 100.0, assumption).unwrap();
                assert!(
                    (found - expected).abs() <= tolerance + 0.005,
                    "{percent} %: {found}, table {expected}"
                );
            }
        }
    }

    #[test]
    fn an_arm_cannot_lose_more_than_everybody() {
        for (overall, differential) in [(0.02, 0.05), (0.98, 0.05), (-0.1, 0.0), (f64::NAN, 0.0)] {
            let found = attrition_bias(overall, differential, AttritionAssumption::CAUTIOUS);
            assert!(found.is_err(), "{overall} {differential}");
        }
        assert!(modelled_boundary(0.8, AttritionAssumption::CAUTIOUS).is_err());
    }
}
