//! Intraclass correlations: agreement and consistency of raters.

use crate::inference::dyads::ratings::{MeanSquares, Ratings};
use crate::inference::tails::f_quantile;
use crate::inference::{Estimate, InferenceError, Level};

/// ICC(A,1), absolute agreement: do mentor and mentee give the same answer?
///
/// # Definition
///
/// With mean squares of units `R`, raters `C` and error `E` of the two-way analysis of `n` units and `k` raters,
/// `(R − E) / (R + (k−1)E + k(C − E)/n)`. The interval is McGraw and Wong's, from *F* with Satterthwaite's degrees of
/// freedom. Raters are a sample of all raters: a rater who is always higher lowers agreement.
///
/// # Shapes and units
///
/// n ≥ 2 complete units with k ≥ 2 ratings each, all on the same scale. The value is at most 1; 0 is no agreement
/// beyond chance, and below 0 is possible.
///
/// # Assumptions
///
/// Units are independent of one another; ratings are roughly normal. The interval is absent when it does not exist, as
/// for perfect agreement, or for less agreement than chance gives in few units.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below two units or raters, [`InferenceError::NoVariation`] when all ratings are the same.
///
/// # Reference
///
/// McGraw & Wong (1996), "Forming inferences about some intraclass correlation coefficients", *Psychological Methods*
/// 1: 30–46. The data are table 2 of Shrout & Fleiss (1979), *Psychological Bulletin* 86: 420–428, which prints .29.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Ratings, icc_agreement};
/// let judges = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]];
/// let rows = judges.map(|row| (row.map(|value| Some(f64::from(value))).to_vec(), 1));
/// let agreement = icc_agreement(&Ratings::weighted(4, rows), Level::P95)?;
/// assert_abs_diff_eq!(agreement.value, 0.289764, epsilon = 5e-7);
/// assert_abs_diff_eq!(agreement.low.unwrap(), 0.018787, epsilon = 5e-7);
/// assert_abs_diff_eq!(agreement.high.unwrap(), 0.761084, epsilon = 5e-7);
/// # Ok::<(), InferenceError>(())
/// ```
#[expect(clippy::doc_markdown, reason = "McGraw is a name, not code")]
pub fn icc_agreement(ratings: &Ratings, level: Level) -> Result<Estimate, InferenceError> {
    let squares = ratings.mean_squares()?;
    let MeanSquares { n, k, rows, columns, error } = squares;
    let whole = rows + (k - 1.0) * error + k * (columns - error) / n;
    if whole <= 0.0 {
        return Err(InferenceError::Undefined {
            reason: "the ratings differ by error alone".to_owned(),
        });
    }
    let value = (rows - error) / whole;
    // Without any spread between units, both ends of the interval are the value itself.
    let Some(df) = satterthwaite(squares, value).filter(|_| rows > 0.0) else {
        return Ok(Estimate { value, ..Estimate::default() });
    };
    let raters = k * columns + (k * n - k - n) * error;
    let below = f_quantile(1.0 - level.tail(), n - 1.0, df);
    let above = f_quantile(1.0 - level.tail(), df, n - 1.0);
    let low = n * (rows - below * error) / (below * raters + n * rows);
    let high = n * (above * rows - error) / (raters + n * above * rows);
    // Where raters agree less than chance, the approximation may break down and its ends leave the value behind.
    if !(low <= value && value <= high) {
        return Ok(Estimate { value, ..Estimate::default() });
    }
    Ok(Estimate { value, low: Some(low), high: Some(high) })
}

/// ICC(C,1), consistency: do mentor and mentee rank matches alike, whatever their level?
///
/// # Definition
///
/// With mean squares of units `R` and error `E` of the two-way analysis of `n` units and `k` raters,
/// `(R − E) / (R + (k−1)E)`; the interval follows from `R/E` and *F* with `n−1` and `(n−1)(k−1)` degrees of freedom.
/// What it exceeds [`icc_agreement`] by is a rater's constant shift.
///
/// # Shapes and units
///
/// n ≥ 2 complete units with k ≥ 2 ratings each, all on the same scale. The value lies between −1/(k−1) and 1.
///
/// # Assumptions
///
/// Units are independent of one another; ratings are roughly normal. Consistency is no agreement: (2, 4), (4, 6), (6,
/// 8) has 1. There is no interval at 1.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below two units or raters, [`InferenceError::NoVariation`] when units do not differ.
///
/// # Reference
///
/// McGraw & Wong (1996), *Psychological Methods* 1: 30–46. The data are table 2 of Shrout & Fleiss (1979),
/// *Psychological Bulletin* 86: 420–428, which prints .71.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Ratings, icc_consistency};
/// let judges = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]];
/// let rows = judges.map(|row| (row.map(|value| Some(f64::from(value))).to_vec(), 1));
/// let consistency = icc_consistency(&Ratings::weighted(4, rows), Level::P95)?;
/// assert_abs_diff_eq!(consistency.value, 0.714841, epsilon = 5e-7);
/// assert_abs_diff_eq!(consistency.low.unwrap(), 0.342465, epsilon = 5e-7);
/// assert_abs_diff_eq!(consistency.high.unwrap(), 0.945858, epsilon = 5e-7);
/// # Ok::<(), InferenceError>(())
/// ```
#[expect(clippy::doc_markdown, reason = "McGraw is a name, not code")]
pub fn icc_consistency(ratings: &Ratings, level: Level) -> Result<Estimate, InferenceError> {
    let MeanSquares { n, k, rows, error, .. } = ratings.mean_squares()?;
    let whole = rows + (k - 1.0) * error;
    if whole <= 0.0 {
        return Err(InferenceError::NoVariation { what: "unit's answer" });
    }
    let value = (rows - error) / whole;
    if error <= 0.0 || rows <= 0.0 {
        return Ok(Estimate { value, ..Estimate::default() });
    }
    let (between, within) = (n - 1.0, (n - 1.0) * (k - 1.0));
    let ratio = rows / error;
    let end = |f: f64| Some((f - 1.0) / (f + k - 1.0));
    let low = end(ratio / f_quantile(1.0 - level.tail(), between, within));
    let high = end(ratio * f_quantile(1.0 - level.tail(), within, between));
    Ok(Estimate { value, low, high })
}

/// ICC(1), one-way: how alike are two answers to the same thing, when it does not matter who gave which?
///
/// # Definition
///
/// With mean squares between units `B` and within them `W` of the one-way analysis of `n` units and `k` ratings,
/// `(B − W) / (B + (k−1)W)`; the interval follows from `B/W` and *F* with `n−1` and `n(k−1)` degrees of freedom.
/// Raters who differ in level lower it, as they lower [`icc_agreement`].
///
/// # Shapes and units
///
/// n ≥ 2 complete units with k ≥ 2 ratings each, all on the same scale. The value lies between −1/(k−1) and 1.
///
/// # Assumptions
///
/// Every unit has its own raters, drawn anew: for mentor and mentee, who are not exchangeable, take
/// [`icc_agreement`]. Units are independent of one another; ratings are roughly normal. There is no interval at the
/// ends.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below two units or raters, [`InferenceError::NoVariation`] when all ratings are the same.
///
/// # Reference
///
/// Shrout & Fleiss (1979), "Intraclass correlations: uses in assessing rater reliability", *Psychological Bulletin* 86:
/// 420–428, whose table 4 prints .17 for its six targets and four judges.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Ratings, icc_one_way};
/// let judges = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]];
/// let rows = judges.map(|row| (row.map(|value| Some(f64::from(value))).to_vec(), 1));
/// let alike = icc_one_way(&Ratings::weighted(4, rows), Level::P95)?;
/// assert_abs_diff_eq!(alike.value, 0.165742, epsilon = 5e-7);
/// assert_abs_diff_eq!(alike.low.unwrap(), -0.132932, epsilon = 5e-7);
/// assert_abs_diff_eq!(alike.high.unwrap(), 0.722560, epsilon = 5e-7);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn icc_one_way(ratings: &Ratings, level: Level) -> Result<Estimate, InferenceError> {
    let MeanSquares { n, k, rows, columns, error } = ratings.mean_squares()?;
    let within = (columns + (n - 1.0) * error) / n;
    // One of the two is above 0, because not all ratings are the same.
    let value = (rows - within) / (rows + (k - 1.0) * within);
    if within <= 0.0 || rows <= 0.0 {
        return Ok(Estimate { value, ..Estimate::default() });
    }
    let (above, below) = (n - 1.0, n * (k - 1.0));
    let ratio = rows / within;
    let end = |f: f64| Some((f - 1.0) / (f + k - 1.0));
    let low = end(ratio / f_quantile(1.0 - level.tail(), above, below));
    let high = end(ratio * f_quantile(1.0 - level.tail(), below, above));
    Ok(Estimate { value, low, high })
}

/// Degrees of freedom of the interval of absolute agreement; `None` when it has none.
fn satterthwaite(squares: MeanSquares, agreement: f64) -> Option<f64> {
    let MeanSquares { n, k, columns, error, .. } = squares;
    let a = k * agreement / (n * (1.0 - agreement));
    let b = 1.0 + k * agreement * (n - 1.0) / (n * (1.0 - agreement));
    let parts = (a * columns).powi(2) / (k - 1.0) + (b * error).powi(2) / ((n - 1.0) * (k - 1.0));
    let df = (a * columns + b * error).powi(2) / parts;
    (df.is_finite() && df > 0.0).then_some(df)
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;
    use crate::inference::Paired;

    fn point(value: f64) -> Estimate {
        Estimate { value, ..Estimate::default() }
    }

    fn dyads(pairs: &[(f64, f64)]) -> Ratings {
        let pairs: Vec<_> = pairs.iter().map(|&(one, other)| (Some(one), Some(other))).collect();
        Ratings::of_pairs(&Paired::new(&pairs))
    }

    #[test]
    fn a_constant_shift_lowers_agreement_and_not_consistency() {
        let shifted = dyads(&[(2.0, 4.0), (4.0, 6.0), (6.0, 8.0)]);
        assert_eq!(icc_consistency(&shifted, Level::P95), Ok(point(1.0)));
        let agreement = icc_agreement(&shifted, Level::P95).unwrap();
        assert_abs_diff_eq!(agreement.value, 2.0 / 3.0, epsilon = 1e-12);
        assert!(
            agreement.low.unwrap() < agreement.value && agreement.value < agreement.high.unwrap()
        );
    }

    #[test]
    fn perfect_agreement_has_no_interval_and_equal_answers_no_value() {
        let perfect = dyads(&[(1.0, 1.0), (3.0, 3.0), (4.0, 4.0)]);
        assert_eq!(icc_agreement(&perfect, Level::P95), Ok(point(1.0)));
        let same = dyads(&[(4.0, 4.0), (4.0, 4.0)]);
        assert_eq!(
            icc_agreement(&same, Level::P95),
            Err(InferenceError::NoVariation { what: "value" })
        );
        let parallel = dyads(&[(3.0, 4.0), (3.0, 4.0)]);
        assert!(icc_consistency(&parallel, Level::P95).is_err());
        assert_eq!(icc_agreement(&parallel, Level::P95), Ok(point(0.0)));
    }

    #[test]
    fn units_that_do_not_differ_at_all_have_a_value_without_an_interval() {
        let swapped = dyads(&[(1.0, 5.0), (5.0, 1.0), (2.0, 4.0), (2.0, 4.0)]);
        let agreement = icc_agreement(&swapped, Level::P95).unwrap();
        assert!(agreement.value < -0.9 && agreement.low.is_none() && agreement.high.is_none());
    }

    #[test]
    fn opposite_answers_disagree() {
        let opposite = dyads(&[(1.0, 5.0), (5.0, 1.0), (2.0, 4.0), (4.0, 2.0), (3.0, 3.0)]);
        assert_abs_diff_eq!(
            icc_consistency(&opposite, Level::P95).unwrap().value,
            -1.0,
            epsilon = 1e-12
        );
        assert!(icc_agreement(&opposite, Level::P95).unwrap().value < -0.9);
    }

    /// Anxiety of 20 persons by 3 raters (R package irr, `anxiety`); intervals by psych 2.2.9 and irr 0.84.1.
    #[test]
    fn three_raters_of_anxiety_agree_as_r_says() {
        let rows =
            "332 361 344 464 523 542 221 346 531 231 221 632 133 533 221 221 113 233 432 342";
        let values = |row: &str| row.bytes().map(|digit| Some(f64::from(digit - b'0'))).collect();
        let ratings = Ratings::weighted(3, rows.split(' ').map(|row| (values(row), 1)));
        let agreement = icc_agreement(&ratings, Level::P95).unwrap();
        assert_abs_diff_eq!(agreement.value, 0.197_998_259_355_962, epsilon = 1e-12);
        assert_abs_diff_eq!(agreement.low.unwrap(), -0.038_910_626_103_160_3, epsilon = 1e-9);
        assert_abs_diff_eq!(agreement.high.unwrap(), 0.493_573_945_972_123, epsilon = 1e-9);
        let consistency = icc_consistency(&ratings, Level::P95).unwrap();
        assert_abs_diff_eq!(consistency.value, 0.216_049_382_716_049, epsilon = 1e-12);
        assert_abs_diff_eq!(consistency.low.unwrap(), -0.046_257_885_323_633_2, epsilon = 1e-9);
        assert_abs_diff_eq!(consistency.high.unwrap(), 0.522_259_078_395_644, epsilon = 1e-9);
    }
}
