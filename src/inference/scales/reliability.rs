//! Reliability of a scale: Cronbach's alpha and its items.

use crate::inference::dyads::ratings::Ratings;
use crate::inference::paired::correlation::pearson;
use crate::inference::result::TestResult;
use crate::inference::sample::at_least;
use crate::inference::tails::f_quantile;
use crate::inference::{Estimate, InferenceError, Level, Paired};

/// Cronbach's alpha: do the items of a scale belong together?
///
/// # Definition
///
/// `k/(k−1) · (1 − Σ sᵢ² / s²)`, with the variances of `k` items and of their sum over respondents who answered all of
/// them. Computed as `1 − E/R` from the mean squares of error and respondents, which is the same. The interval is
/// [`feldt`]'s.
///
/// # Shapes and units
///
/// n ≥ 3 respondents with k ≥ 2 items each, all scored in the same direction. At most 1; below 0 when items oppose
/// each other.
///
/// # Assumptions
///
/// Respondents are independent of one another; items measure one thing equally well, else alpha is too low. It grows
/// with the number of items and says nothing about their agreement.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below two items or three respondents, [`InferenceError::NoVariation`] when respondents'
/// sums do not differ.
///
/// # Reference
///
/// Cronbach (1951), "Coefficient alpha and the internal structure of tests", *Psychometrika* 16: 297–334. Expected
/// numbers: recomputed from the definition.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Ratings, cronbach_alpha};
/// let forms = ["4544", "3343", "5554", "2323", "4434", "1221", "3433", "5455"];
/// let row = |form: &str| form.bytes().map(|digit| Some(f64::from(digit - b'0'))).collect();
/// let alpha = cronbach_alpha(&Ratings::weighted(4, forms.map(|form| (row(form), 1))), Level::P95)?;
/// assert_abs_diff_eq!(alpha.value, 0.946009, epsilon = 5e-7);
/// assert_abs_diff_eq!(alpha.low.unwrap(), 0.839722, epsilon = 5e-7);
/// assert_abs_diff_eq!(alpha.high.unwrap(), 0.987873, epsilon = 5e-7);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn cronbach_alpha(items: &Ratings, level: Level) -> Result<Estimate, InferenceError> {
    enough(items, 2)?;
    let squares = items.mean_squares()?;
    if squares.rows <= 0.0 {
        return Err(InferenceError::NoVariation { what: "respondent's sum" });
    }
    feldt(1.0 - squares.error / squares.rows, items.k() as u64, items.n(), level)
}

/// Feldt's interval of alpha: which reliabilities are compatible with the one found?
///
/// # Definition
///
/// `1 − (1−α)·F(1−tail)` to `1 − (1−α)·F(tail)`, with quantiles of *F* at `n−1` and `(n−1)(k−1)` degrees of freedom.
///
/// # Shapes and units
///
/// `alpha` ≤ 1 of `items` ≥ 2 items and `n` ≥ 2 respondents. There is no interval at 1.
///
/// # Assumptions
///
/// Respondents are independent of one another; answers are roughly normal, items equally reliable.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below two items or respondents, [`InferenceError::Undefined`] for an alpha that is not a
/// number up to 1.
///
/// # Reference
///
/// Feldt (1965), "The approximate sampling distribution of Kuder–Richardson reliability coefficient twenty",
/// *Psychometrika* 30: 357–370. Expected numbers: R package cocron, `cronbach.alpha.CI`, recomputed from the
/// definition.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, feldt};
/// let alpha = feldt(0.79, 26, 41, Level::new(0.9)?)?;
/// assert_abs_diff_eq!(alpha.low.unwrap(), 0.70468, epsilon = 5e-6);
/// assert_abs_diff_eq!(alpha.high.unwrap(), 0.86161, epsilon = 5e-6);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn feldt(alpha: f64, items: u64, n: u64, level: Level) -> Result<Estimate, InferenceError> {
    at_least(items, 2, "items")?;
    at_least(n, 2, "complete answers")?;
    if !alpha.is_finite() || alpha > 1.0 {
        return Err(InferenceError::Undefined { reason: format!("alpha cannot be {alpha}") });
    }
    if alpha >= 1.0 {
        return Ok(Estimate { value: alpha, ..Estimate::default() });
    }
    let between = (n - 1) as f64;
    let within = between * (items - 1) as f64;
    let end =
        |probability: f64| Some(1.0 - (1.0 - alpha) * f_quantile(probability, between, within));
    Ok(Estimate { value: alpha, low: end(1.0 - level.tail()), high: end(level.tail()) })
}

/// Item–rest correlation: does an item go with the others of its scale?
///
/// # Definition
///
/// Pearson's correlation of the item with the sum of all other items, over respondents who answered all of them;
/// interval and test as in [`pearson`]. The item is not part of the sum, which would raise the correlation.
///
/// # Shapes and units
///
/// n ≥ 4 respondents, k ≥ 2 items; `item` counts from 0. From −1 to 1; below 0 most often means that a reversed item
/// was not turned round.
///
/// # Assumptions
///
/// Respondents are independent of one another.
///
/// # Errors
///
/// As [`pearson`]: [`InferenceError::TooFew`], [`InferenceError::NoVariation`], [`InferenceError::Undefined`].
///
/// # Reference
///
/// Nunnally & Bernstein (1994), *Psychometric Theory*, 3rd ed. Expected number: recomputed from the definition.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Ratings, item_rest};
/// let forms = ["4544", "3343", "5554", "2323", "4434", "1221", "3433", "5455"];
/// let row = |form: &str| form.bytes().map(|digit| Some(f64::from(digit - b'0'))).collect();
/// let first = item_rest(&Ratings::weighted(4, forms.map(|form| (row(form), 1))), 0, Level::P95)?;
/// assert_abs_diff_eq!(first.estimate.value, 0.981648, epsilon = 5e-7);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn item_rest(items: &Ratings, item: usize, level: Level) -> Result<TestResult, InferenceError> {
    enough(items, 2)?;
    let pair = |values: &[f64]| {
        let rest: f64 =
            values.iter().enumerate().filter(|(at, _)| *at != item).map(|(_, value)| value).sum();
        (Some(values[item]), Some(rest))
    };
    let rows = items.rows().iter();
    let pairs = rows
        .map(|row| (pair(&row.values), row.count))
        .map(|((one, rest), count)| (one, rest, count));
    pearson(&Paired::gather(pairs), level)
}

/// Alpha without an item: would the scale be better off without it?
///
/// # Definition
///
/// [`cronbach_alpha`] of the other items, over respondents who answered all items, the left-out one too.
///
/// # Shapes and units
///
/// n ≥ 3 respondents, k ≥ 3 items; `item` counts from 0.
///
/// # Assumptions
///
/// As [`cronbach_alpha`]. Dropping the worst item of one sample makes alpha look better than it is in the next.
///
/// # Errors
///
/// As [`cronbach_alpha`], with three items as the fewest.
///
/// # Reference
///
/// Nunnally & Bernstein (1994), *Psychometric Theory*, 3rd ed. Expected number: recomputed from the definition.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Ratings, alpha_without};
/// let forms = ["4544", "3343", "5554", "2323", "4434", "1221", "3433", "5455"];
/// let row = |form: &str| form.bytes().map(|digit| Some(f64::from(digit - b'0'))).collect();
/// let others = alpha_without(&Ratings::weighted(4, forms.map(|form| (row(form), 1))), 0, Level::P95)?;
/// assert_abs_diff_eq!(others.value, 0.895028, epsilon = 5e-7);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn alpha_without(
    items: &Ratings,
    item: usize,
    level: Level,
) -> Result<Estimate, InferenceError> {
    enough(items, 3)?;
    cronbach_alpha(&items.without(item), level)
}

fn enough(items: &Ratings, fewest: u64) -> Result<(), InferenceError> {
    at_least(items.k() as u64, fewest, "items")?;
    at_least(items.n(), 3, "complete answers")
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    fn point(value: f64) -> Estimate {
        Estimate { value, ..Estimate::default() }
    }

    #[test]
    fn alpha_of_eighty_nine_has_the_exact_interval() {
        let alpha = feldt(0.85, 7, 89, Level::P95).unwrap();
        assert_abs_diff_eq!(alpha.low.unwrap(), 0.797_065, epsilon = 5e-7);
        assert_abs_diff_eq!(alpha.high.unwrap(), 0.893_167, epsilon = 5e-7);
    }

    #[test]
    fn a_reversed_item_shows_as_a_negative_correlation() {
        let rows =
            [[1.0, 1.0, 5.0], [2.0, 2.0, 4.0], [3.0, 4.0, 3.0], [4.0, 3.0, 2.0], [5.0, 5.0, 1.0]];
        let items = Ratings::weighted(3, rows.map(|row| (row.map(Some).to_vec(), 2)));
        assert!(item_rest(&items, 2, Level::P95).unwrap().estimate.value < -0.9);
        assert!(cronbach_alpha(&items, Level::P95).unwrap().value < 0.0);
        assert!(alpha_without(&items, 2, Level::P95).unwrap().value > 0.9);
    }

    #[test]
    fn too_few_items_or_respondents_are_refused() {
        let one = Ratings::weighted(1, [(vec![Some(1.0)], 9)]);
        assert_eq!(
            cronbach_alpha(&one, Level::P95),
            Err(InferenceError::TooFew { needed: 2, what: "items", found: 1 })
        );
        let two = Ratings::weighted(2, [(vec![Some(1.0), Some(2.0)], 2)]);
        assert_eq!(
            cronbach_alpha(&two, Level::P95),
            Err(InferenceError::TooFew { needed: 3, what: "complete answers", found: 2 })
        );
        assert!(alpha_without(&two, 0, Level::P95).is_err());
        let flat = Ratings::weighted(2, [(vec![Some(1.0), Some(2.0)], 5)]);
        assert!(cronbach_alpha(&flat, Level::P95).is_err());
        assert_eq!(feldt(1.0, 3, 9, Level::P95), Ok(point(1.0)));
    }
}
