//! Bounds of an effect when one arm kept more of its people than the other.

use super::bounds::{Bounds, point};
use crate::inference::sample::at_least;
use crate::inference::{InferenceError, Level, Sample};

/// Lee bounds: how large is the difference among those who would have stayed in either arm?
///
/// # Definition
///
/// The arm that kept the larger share `q` of its people loses the share `p = 1 − q₀/q₁` of its observed units, first those with
/// the highest outcomes, then those with the lowest; both means against the other arm's are the bounds. Where a unit lies on
/// the cut, the needed part of it is kept. Standard errors are Lee's, with the share that is cut off estimated; the interval is
/// Imbens and Manski's.
///
/// # Shapes and units
///
/// Outcomes of both arms, at least two in each; missing ones are those lost. In the measure's own points, positive when the
/// first arm is higher. When both kept the same share the bounds meet.
///
/// # Assumptions
///
/// Arms were drawn by lot, and being in the one arm makes everybody more likely to stay, or everybody less, never some so and
/// some the other way.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below two outcomes in an arm, [`InferenceError::NoVariation`] when outcomes do not vary.
///
/// # Reference
///
/// Lee (2009), "Training, wages, and sample selection: estimating sharp bounds on treatment effects", *Review of Economic Studies*
/// 76: 1071–1102, proposition 3. The example is solved by hand: outcomes 1 to 10 of 10 in the program, 1 to 8 of 10 beside it, so
/// that a fifth is cut off.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Sample, lee_bounds};
/// let arm = |last: i32| {
///     Sample::new(&(1..=10).map(|at| (at <= last).then_some(f64::from(at))).collect::<Vec<_>>())
/// };
/// let bounds = lee_bounds(&arm(10), &arm(8), Level::P95)?;
/// assert_abs_diff_eq!(bounds.low, 4.5 - 4.5, epsilon = 1e-12);
/// assert_abs_diff_eq!(bounds.high, 6.5 - 4.5, epsilon = 1e-12);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn lee_bounds(
    arm: &Sample,
    reference: &Sample,
    level: Level,
) -> Result<Bounds, InferenceError> {
    at_least(arm.n().min(reference.n()), 2, "units with an outcome in each arm")?;
    let kept = |sample: &Sample| sample.n() as f64 / (sample.n() + sample.n_missing()) as f64;
    let units = (arm.n() + reference.n(), arm.n_missing() + reference.n_missing());
    // Equal up to rounding: both shares are quotients of counts.
    if (kept(arm) - kept(reference)).abs() < 1e-12 {
        let (one, zero) = (arm.moments("units")?, reference.moments("units")?);
        let variance = one.variance / one.n as f64 + zero.variance / zero.n as f64;
        if variance <= 0.0 {
            return Err(InferenceError::NoVariation { what: "outcome within arms" });
        }
        return Ok(point(one.mean - zero.mean, variance.sqrt(), units, level));
    }
    let is_arm_larger = kept(arm) > kept(reference);
    let (larger, smaller) = if is_arm_larger { (arm, reference) } else { (reference, arm) };
    let cut = Cut {
        share: 1.0 - kept(smaller) / kept(larger),
        kept_larger: kept(larger),
        kept_smaller: kept(smaller),
        assigned_larger: (larger.n() + larger.n_missing()) as f64,
        assigned_smaller: (smaller.n() + smaller.n_missing()) as f64,
    };
    let lowest = cut.trimmed(larger.values().iter().copied(), larger.n());
    let highest = cut.trimmed(larger.values().iter().rev().copied(), larger.n());
    let beside = smaller.moments("units")?;
    let beside_variance = beside.variance / beside.n as f64;
    let error = |trimmed: &Trimmed| (trimmed.variance + beside_variance).sqrt();
    let (low_error, high_error) = (error(&lowest), error(&highest));
    if low_error <= 0.0 || high_error <= 0.0 {
        return Err(InferenceError::NoVariation { what: "outcome within arms" });
    }
    let (low, high) = (lowest.mean - beside.mean, highest.mean - beside.mean);
    Ok(if is_arm_larger {
        Bounds::around((low, high), (low_error, high_error), units, level)
    } else {
        Bounds::around((-high, -low), (high_error, low_error), units, level)
    })
}

/// How much of the larger arm is cut off.
struct Cut {
    share: f64,
    kept_larger: f64,
    kept_smaller: f64,
    assigned_larger: f64,
    assigned_smaller: f64,
}

struct Trimmed {
    mean: f64,
    variance: f64,
}

impl Cut {
    /// Mean of the first units, in the order given, that the cut leaves, with its variance.
    fn trimmed(&self, values: impl Iterator<Item = (f64, u64)>, n: u64) -> Trimmed {
        let units = n as f64 * (1.0 - self.share);
        let (mut left, mut kept, mut edge) = (units, Vec::new(), 0.0);
        for (value, count) in values {
            if left <= 1e-9 {
                break;
            }
            let taken = left.min(count as f64);
            left -= taken;
            edge = value;
            kept.push((value, taken));
        }
        let mean = kept.iter().map(|(value, taken)| value * taken).sum::<f64>() / units;
        let spread =
            kept.iter().map(|(value, taken)| taken * (value - mean).powi(2)).sum::<f64>() / units;
        // Of the kept, of where the cut falls among the values, and of how much is cut off.
        let rest = 1.0 - self.share;
        let away = (edge - mean).powi(2);
        let of_share = (1.0 - self.kept_larger) / (self.kept_larger * self.assigned_larger)
            + (1.0 - self.kept_smaller) / (self.kept_smaller * self.assigned_smaller);
        let observed = n as f64;
        let variance =
            spread / (observed * rest) + away * self.share / (observed * rest) + away * of_share;
        Trimmed { mean, variance }
    }
}
