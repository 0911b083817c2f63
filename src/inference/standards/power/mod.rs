//! What a study of this size can find.

mod noncentral;

pub(in crate::inference) mod events;
pub(in crate::inference) mod means;
pub(in crate::inference) mod shares;

use crate::inference::InferenceError;

/// Refuses a power that cannot be asked for.
fn usable_power(power: f64, level: crate::inference::Level) -> Result<(), InferenceError> {
    let error = 1.0 - level.get();
    if power > error && power < 1.0 {
        return Ok(());
    }
    let reason = format!("a power lies between {error:.3} and 1, not at {power}");
    Err(InferenceError::Undefined { reason })
}

/// Smallest value from 0 to a limit at which a rising function reaches a height; `None` when it does not.
fn smallest(limit: f64, height: f64, rising: impl Fn(f64) -> f64) -> Option<f64> {
    let (mut low, mut high) = (0.0, limit);
    if rising(high) < height {
        return None;
    }
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if rising(middle) < height { low = middle } else { high = middle }
    }
    Some(high)
}
