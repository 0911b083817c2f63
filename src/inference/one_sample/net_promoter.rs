//! The net promoter score.

use crate::inference::sample::at_least;
use crate::inference::tails::normal_quantile;
use crate::inference::{Estimate, InferenceError, Level};

/// Answers of 0 to 10, in the three parts of the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recommendations {
    /// Answers of 9 or 10.
    pub promoters: u64,
    /// Answers of 7 or 8.
    pub passives: u64,
    /// Answers of 0 to 6.
    pub detractors: u64,
}

impl Recommendations {
    /// All answers.
    pub(super) fn n(&self) -> u64 {
        self.promoters + self.passives + self.detractors
    }

    /// Variance of the score; there is an answer.
    pub(super) fn variance(&self) -> f64 {
        let n = self.n() as f64;
        let (for_it, against) = (self.promoters as f64 / n, self.detractors as f64 / n);
        (for_it + against - (for_it - against).powi(2)) / n
    }
}

/// Net promoter score: do more people recommend the program than not?
///
/// # Definition
///
/// The estimate is the share of promoters minus that of detractors, `P − D`. The interval is the adjusted Wald one: three
/// answers are added, `P' = (promoters + ¾)/n'`, `D' = (detractors + ¾)/n'`, `n' = n + 3`, and
/// `P' − D' ± z·√((P' + D' − (P' − D')²)/n')` is cut at −1 and 1. Its centre is therefore not quite the estimate.
///
/// # Shapes and units
///
/// n ≥ 1 answers. The score runs from −1 to 1; multiplied by 100 it is the customary one.
///
/// # Assumptions
///
/// Units are independent of one another. With 20 answers the interval spans 60 points of 200.
///
/// # Errors
///
/// [`InferenceError::TooFew`] without any answer.
///
/// # Reference
///
/// Rocks (2016), "Interval estimation for the net promoter score", *The American Statistician* 70(4): 365–372: best of
/// those compared. Example: 162 promoters, 108 passives and 54 detractors; adjusted ends recomputed from the definition.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Recommendations, net_promoter};
/// let answers = Recommendations { promoters: 162, passives: 108, detractors: 54 };
/// let score = net_promoter(answers, Level::P95)?;
/// assert_abs_diff_eq!(score.value, 0.333333, epsilon = 5e-7);
/// assert_abs_diff_eq!(score.low.unwrap(), 0.249453, epsilon = 5e-7);
/// assert_abs_diff_eq!(score.high.unwrap(), 0.411098, epsilon = 5e-7);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn net_promoter(answers: Recommendations, level: Level) -> Result<Estimate, InferenceError> {
    let n = answers.n();
    at_least(n, 1, "answers")?;
    let (promoters, detractors) = (answers.promoters as f64, answers.detractors as f64);
    let added = n as f64 + 3.0;
    let (for_it, against) = ((promoters + 0.75) / added, (detractors + 0.75) / added);
    let centre = for_it - against;
    let standard_error = ((for_it + against - centre * centre) / added).sqrt();
    let half = normal_quantile(level) * standard_error;
    let value = (promoters - detractors) / n as f64;
    // The interval holds the estimate: with one or two answers the added ones would pull it away.
    let low = (centre - half).clamp(-1.0, value);
    let high = (centre + half).clamp(value, 1.0);
    Ok(Estimate { value, low: Some(low), high: Some(high) })
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    #[test]
    fn few_answers_leave_a_wide_interval() {
        let answers = Recommendations { promoters: 12, passives: 5, detractors: 3 };
        let score = net_promoter(answers, Level::P95).unwrap();
        assert_abs_diff_eq!(score.value, 0.45, epsilon = 1e-12);
        assert_abs_diff_eq!(score.low.unwrap(), 0.084_311, epsilon = 5e-7);
        assert_abs_diff_eq!(score.high.unwrap(), 0.698_297, epsilon = 5e-7);
    }

    #[test]
    fn ten_promoters_alone_are_cut_at_one() {
        let answers = Recommendations { promoters: 10, passives: 0, detractors: 0 };
        let score = net_promoter(answers, Level::P95).unwrap();
        assert_abs_diff_eq!(score.low.unwrap(), 0.475_036, epsilon = 5e-7);
        assert_eq!((score.value, score.high), (1.0, Some(1.0)));
    }
}
