//! A standardised difference in the words of percentiles.

use crate::inference::Estimate;
use crate::inference::tails::normal_above;

/// Improvement index: by how many percentile points would an average person of the comparison group rise?
///
/// # Definition
///
/// `100·(Φ(g) − ½)`, and the same of both ends of the interval.
///
/// # Shapes and units
///
/// `g` in standard deviations, as Hedges' g of two groups. Percentile points from −50 to 50.
///
/// # Assumptions
///
/// Both groups are normal with the same spread. It is a statement about a difference of groups, never of a change in one.
///
/// # Errors
///
/// None: every finite g has an index.
///
/// # Reference
///
/// What Works Clearinghouse, *Procedures Handbook*. Recomputed: g = .21 and .25 give 8.3 and 9.9.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{Estimate, improvement_index};
/// let index = improvement_index(Estimate { value: 0.21, low: Some(0.0), high: Some(0.25) });
/// assert_abs_diff_eq!(index.value, 8.32, epsilon = 5e-3);
/// assert_abs_diff_eq!(index.high.unwrap(), 9.87, epsilon = 5e-3);
/// ```
pub fn improvement_index(g: Estimate) -> Estimate {
    through(g, |g| 100.0 * (share_below(g) - 0.5))
}

/// Cohen's U₃: which share of the comparison group is below the average of the other?
///
/// # Definition
///
/// `Φ(g)`, and the same of both ends of the interval.
///
/// # Shapes and units
///
/// `g` in standard deviations. A share from 0 to 1; .5 when the groups are alike.
///
/// # Assumptions
///
/// As for `improvement_index`.
///
/// # Errors
///
/// None: every finite g has a share.
///
/// # Reference
///
/// Cohen (1988), *Statistical Power Analysis for the Behavioral Sciences*, 2nd ed., p. 21: d = 0.2 gives 57.9 %.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{Estimate, cohens_u3};
/// let share = cohens_u3(Estimate { value: 0.2, low: None, high: None });
/// assert_abs_diff_eq!(share.value, 0.579, epsilon = 5e-4);
/// ```
pub fn cohens_u3(g: Estimate) -> Estimate {
    through(g, share_below)
}

/// Common language effect size: how often is a person of the one group above one of the other?
///
/// # Definition
///
/// `Φ(g/√2)`, and the same of both ends of the interval.
///
/// # Shapes and units
///
/// `g` in standard deviations. A share from 0 to 1; .5 when the groups are alike.
///
/// # Assumptions
///
/// As for `improvement_index`. With the values at hand, prefer the probability of superiority, which assumes no shape.
///
/// # Errors
///
/// None: every finite g has a share.
///
/// # Reference
///
/// McGraw & Wong (1992), *Psychological Bulletin* 111: 361–365: of 100 pairs of a man and a woman, the man is
/// the taller in 92.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{Estimate, common_language};
/// // Heights of 69.7 and 64.3 inches with deviations of 2.8 and 2.6: z = 5.4 / √(2.8² + 2.6²) = 1.41.
/// let g = 5.4 / ((2.8_f64.powi(2) + 2.6_f64.powi(2)) / 2.0).sqrt();
/// let often = common_language(Estimate { value: g, low: None, high: None });
/// assert_abs_diff_eq!(often.value, 0.92, epsilon = 5e-3);
/// ```
#[expect(clippy::doc_markdown, reason = "McGraw is a person")]
pub fn common_language(g: Estimate) -> Estimate {
    through(g, |g| share_below(g / std::f64::consts::SQRT_2))
}

fn share_below(g: f64) -> f64 {
    normal_above(-g)
}

/// Both ends of an interval move with its value, because the words rise with g.
fn through(g: Estimate, words: impl Fn(f64) -> f64) -> Estimate {
    Estimate { value: words(g.value), low: g.low.map(&words), high: g.high.map(&words) }
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    #[test]
    fn a_fifth_of_a_deviation_in_words() {
        let g = Estimate { value: 0.21, low: Some(-0.21), high: None };
        assert_abs_diff_eq!(cohens_u3(g).value, 0.5832, epsilon = 5e-5);
        assert_abs_diff_eq!(common_language(g).value, 0.5590, epsilon = 5e-5);
        let index = improvement_index(g);
        assert_abs_diff_eq!(index.low.unwrap(), -index.value, epsilon = 1e-12);
        assert_eq!(index.high, None);
    }
}
