//! Scores at the ends of a scale, where nobody can be seen to change.

use crate::inference::sample::at_least;
use crate::inference::{Estimate, InferenceError, Level, Sample, wilson};

/// Shares at both ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extremes {
    /// Share of scores at the lowest possible value.
    pub floor: Estimate,
    /// Share of scores at the highest possible value.
    pub ceiling: Estimate,
    /// Scores.
    pub n: u64,
}

/// Floor and ceiling: how many have the lowest or the highest possible score, so that they cannot fall or rise?
///
/// # Definition
///
/// `x/n` for scores equal to `minimum`, and for scores equal to `maximum`, each with its [`wilson`] interval. A score
/// within a billionth of the scale's length is equal: means of items carry rounding.
///
/// # Shapes and units
///
/// n ≥ 1 scores between `minimum` and `maximum`, the lowest and highest *possible* values, not those found.
///
/// # Assumptions
///
/// Respondents are independent of one another. Terwee et al. call more than 15 % at an end an effect; that is a habit of
/// the field, not a theorem.
///
/// # Errors
///
/// [`InferenceError::TooFew`] without a score, [`InferenceError::Undefined`] when `minimum` is not below `maximum` or a score
/// lies outside.
///
/// # Reference
///
/// Terwee et al. (2007), "Quality criteria were proposed for measurement properties of health status questionnaires",
/// *Journal of Clinical Epidemiology* 60: 34–42. Expected numbers: those of [`wilson`].
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Sample, floor_and_ceiling};
/// let scores = Sample::weighted(&[Some(2.0), Some(5.0)], &[2, 8]);
/// let ends = floor_and_ceiling(&scores, 1.0, 5.0, Level::P95)?;
/// assert_abs_diff_eq!(ends.floor.value, 0.0);
/// assert_abs_diff_eq!(ends.ceiling.low.unwrap(), 0.490162, epsilon = 5e-7);
/// assert_abs_diff_eq!(ends.ceiling.high.unwrap(), 0.943318, epsilon = 5e-7);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn floor_and_ceiling(
    scores: &Sample,
    minimum: f64,
    maximum: f64,
    level: Level,
) -> Result<Extremes, InferenceError> {
    at_least(scores.n(), 1, "scores")?;
    let undefined = |reason: String| Err(InferenceError::Undefined { reason });
    let length = maximum - minimum;
    if !(length.is_finite() && length > 0.0) {
        return undefined(format!("a scale from {minimum} to {maximum} has no ends"));
    }
    let slack = length * 1e-9;
    let outside = |score: &(f64, u64)| score.0 < minimum - slack || score.0 > maximum + slack;
    if let Some((score, _)) = scores.values().iter().find(|score| outside(score)) {
        return undefined(format!("the score {score} lies outside {minimum} to {maximum}"));
    }
    let share =
        |is_at_end: &dyn Fn(f64) -> bool| wilson(scores.count(is_at_end), scores.n(), level);
    Ok(Extremes {
        floor: share(&|score| score <= minimum + slack)?,
        ceiling: share(&|score| score >= maximum - slack)?,
        n: scores.n(),
    })
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    fn ends(scores: &[f64], minimum: f64, maximum: f64) -> Result<Extremes, InferenceError> {
        let scores: Vec<_> = scores.iter().map(|score| Some(*score)).collect();
        floor_and_ceiling(&Sample::new(&scores), minimum, maximum, Level::P95)
    }

    #[test]
    fn a_mean_of_items_is_at_the_end_in_spite_of_rounding() {
        let found = ends(&[0.1 + 0.2, 0.3, 0.2, 1.0], 0.1, 0.3 + 1e-16);
        assert!(matches!(found, Err(InferenceError::Undefined { .. })), "1.0 lies outside");
        let found = ends(&[0.1 + 0.2, 0.3, 0.2, 0.1], 0.1, 0.3).unwrap();
        assert_abs_diff_eq!(found.ceiling.value, 0.5);
        assert_abs_diff_eq!(found.floor.value, 0.25);
    }

    #[test]
    fn no_score_or_no_scale_is_said() {
        assert!(matches!(ends(&[], 1.0, 5.0), Err(InferenceError::TooFew { .. })));
        assert!(matches!(ends(&[3.0], 5.0, 1.0), Err(InferenceError::Undefined { .. })));
        assert!(matches!(ends(&[3.0], 3.0, 3.0), Err(InferenceError::Undefined { .. })));
    }
}
