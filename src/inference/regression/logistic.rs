//! Logistic regression: what goes with a yes.

mod fit;
mod shares;

use super::observations::Observations;
use super::orthogonal::Orthogonal;
use crate::inference::result::{TestResult, around};
use crate::inference::sample::at_least;
use crate::inference::tails::{chi_square_p, chi_square_quantile, normal_p, normal_quantile};
use crate::inference::{Estimate, InferenceError, Level};
use fit::{Likelihood, Maximum};
pub use shares::{marginal_share, marginal_share_difference};

/// What one predictor does to the odds of a yes, the others held.
#[derive(Debug, Clone, PartialEq)]
pub struct OddsRatio {
    /// The predictor.
    pub name: String,
    /// Odds of who has one point more, by the odds of who has not.
    pub ratio: Estimate,
    /// The logarithm of the ratio with its test.
    pub coefficient: TestResult,
}

/// A fitted logistic model.
#[derive(Debug, Clone, PartialEq)]
pub struct LogisticModel {
    /// One per coefficient, in the order of the observations' names.
    pub odds_ratios: Vec<OddsRatio>,
    /// Logarithm of the likelihood, with its penalty when there is one.
    pub ln_likelihood: f64,
    /// Units.
    pub n: u64,
    /// Units with a yes.
    pub n_yes: u64,
    /// Covariance of the coefficients, row by row.
    covariance: Vec<Vec<f64>>,
}

/// Logistic regression: is a yes more likely when a predictor is higher, the others held?
///
/// # Definition
///
/// `P(yes) = 1/(1 + exp(−x·b))` with the coefficients that maximise the likelihood, found by Newton's steps, each a least
/// squares fit by orthogonal columns. Standard errors are those of the information matrix; interval and test are normal
/// (Wald).
///
/// # Shapes and units
///
/// `observations`: outcomes 0 and 1, both of them. Coefficients are logarithms of odds ratios per point of the predictor.
///
/// # Assumptions
///
/// Units are independent of one another; the logarithm of the odds is a sum of the columns. Fewer than ten yes (or no) per
/// coefficient bias it away from 0: `firth_logistic` does not.
///
/// # Errors
///
/// [`InferenceError::Undefined`] when a predictor separates yes from no, so that the likelihood has no maximum (the error
/// names `firth_logistic`, to which this function never switches by itself), follows from the others, or an outcome is
/// neither 0 nor 1; [`InferenceError::NoVariation`] when every outcome is the same.
///
/// # Reference
///
/// Cox (1958), *JRSS B* 20: 215–242; Albert & Anderson (1984), *Biometrika* 71: 1–10. Expected numbers: R's
/// `glm(vs ~ wt, binomial, datasets::mtcars)`, data of Henderson & Velleman (1981), *Biometrics* 37: 391–411.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Observation, Observations, logistic};
/// let weights = [2.62, 2.875, 2.32, 3.215, 3.44, 3.46, 3.57, 3.19, 3.15, 3.44, 3.44, 4.07, 3.73, 3.78,
///     5.25, 5.424, 5.345, 2.2, 1.615, 1.835, 2.465, 3.52, 3.435, 3.84, 3.845, 1.935, 2.14, 1.513, 3.17,
///     2.77, 3.57, 2.78];
/// let straight = [0, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0,
///     0, 1];
/// let rows = weights.iter().zip(straight).map(|(&weight, yes)| Observation {
///     outcome: Some(f64::from(yes)), predictors: vec![Some(weight)], count: 1, cluster: None,
/// });
/// let model = logistic(&Observations::new(&["weight"], rows), Level::P95)?;
/// let weight = &model.odds_ratios[1];
/// assert_abs_diff_eq!(weight.coefficient.estimate.value, -1.9105477, epsilon = 5e-8);
/// assert_abs_diff_eq!(weight.coefficient.standard_error, 0.7279172, epsilon = 5e-8);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn logistic(
    observations: &Observations,
    level: Level,
) -> Result<LogisticModel, InferenceError> {
    let likelihood = Likelihood::of(observations, false)?;
    // Towards an infinite ratio every step still raises the likelihood, and the steps do not become smaller.
    let maximum = likelihood.maximum(None).map_err(|_| separated())?;
    let half = normal_quantile(level);
    let ratio = |at: usize| {
        let (value, standard_error) = (maximum.coefficients[at], maximum.standard_error(at));
        let statistic = value / standard_error;
        let test = TestResult {
            estimate: around(value, half * standard_error),
            standard_error,
            statistic,
            df: None,
            p_value: normal_p(statistic),
            n: observations.n(),
        };
        named(observations, at, test)
    };
    let odds_ratios =
        (0..maximum.coefficients.len()).map(ratio).collect::<Result<_, InferenceError>>()?;
    Ok(whole(&likelihood, &maximum, odds_ratios))
}

/// Firth's logistic regression: is a yes more likely when a predictor is higher, even when few say yes, or all of one kind?
///
/// # Definition
///
/// As `logistic`, but what is maximised is the likelihood by the root of the information's determinant (Jeffreys' prior), so
/// that the coefficients are finite whatever the data, and nearly unbiased. The interval holds the values that the profile of
/// this penalised likelihood does not refuse; statistic and p-value are its ratio against 0, chi-square with one degree of
/// freedom, and the statistic is the root of it, with the sign of the coefficient.
///
/// # Shapes and units
///
/// As for `logistic`.
///
/// # Assumptions
///
/// As for `logistic`. The mean of the fitted shares is not the observed share; compare differences, not levels.
///
/// # Errors
///
/// As for `logistic`, but separated outcomes are no error. An end of the interval that the profile does not reach is absent.
///
/// # Reference
///
/// Firth (1993), *Biometrika* 80: 27–38; Heinze & Schemper (2002), *Statistics in Medicine* 21: 2409–2419. In a 2 × 2 table
/// it is the odds ratio with a half added to each cell, as the example has: none of 8 and 5 of 9.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Observation, Observations, firth_logistic};
/// let cell = |arm: f64, yes: f64, count| Observation {
///     outcome: Some(yes), predictors: vec![Some(arm)], count, cluster: None,
/// };
/// let table = [cell(0.0, 0.0, 8), cell(1.0, 1.0, 5), cell(1.0, 0.0, 4)];
/// let model = firth_logistic(&Observations::new(&["arm"], table), Level::P95)?;
/// let expected = (5.5_f64 / 4.5) / (0.5 / 8.5);
/// assert_abs_diff_eq!(model.odds_ratios[1].ratio.value, expected, epsilon = 1e-7);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn firth_logistic(
    observations: &Observations,
    level: Level,
) -> Result<LogisticModel, InferenceError> {
    let likelihood = Likelihood::of(observations, true)?;
    let maximum = likelihood.maximum(None)?;
    let lowest = maximum.ln_likelihood - chi_square_quantile(level.get(), 1.0) / 2.0;
    let ratio = |at: usize| {
        let value = maximum.coefficients[at];
        let standard_error = maximum.standard_error(at);
        let at_zero = likelihood.maximum(Some((at, 0.0)))?.ln_likelihood;
        let drop = (2.0 * (maximum.ln_likelihood - at_zero)).max(0.0);
        let test = TestResult {
            estimate: Estimate {
                value,
                low: likelihood.profile_end(&maximum, at, -standard_error, lowest),
                high: likelihood.profile_end(&maximum, at, standard_error, lowest),
            },
            standard_error,
            statistic: drop.sqrt().copysign(value),
            df: None,
            p_value: chi_square_p(drop, 1.0),
            n: observations.n(),
        };
        named(observations, at, test)
    };
    let odds_ratios =
        (0..maximum.coefficients.len()).map(ratio).collect::<Result<_, InferenceError>>()?;
    Ok(whole(&likelihood, &maximum, odds_ratios))
}

fn separated() -> InferenceError {
    let reason = "a predictor separates yes from no, so that no finite odds ratio fits best; \
                  `firth_logistic` gives a finite one";
    InferenceError::Undefined { reason: reason.to_owned() }
}

fn named(
    observations: &Observations,
    at: usize,
    coefficient: TestResult,
) -> Result<OddsRatio, InferenceError> {
    let Estimate { value, low, high } = coefficient.estimate;
    let finite = |end: Option<f64>| end.map(f64::exp).filter(|end| end.is_finite());
    let ratio = Estimate { value: value.exp(), low: finite(low), high: finite(high) };
    if !ratio.value.is_finite() || !coefficient.standard_error.is_finite() {
        let reason = "the odds ratio is too large to compute with".to_owned();
        return Err(InferenceError::Undefined { reason });
    }
    Ok(OddsRatio { name: observations.names()[at].clone(), ratio, coefficient })
}

fn whole(
    likelihood: &Likelihood<'_>,
    maximum: &Maximum,
    odds_ratios: Vec<OddsRatio>,
) -> LogisticModel {
    LogisticModel {
        odds_ratios,
        ln_likelihood: maximum.ln_likelihood,
        n: likelihood.n(),
        n_yes: likelihood.n_yes(),
        covariance: maximum.covariance.clone(),
    }
}

/// Checks what both models need.
fn usable(observations: &Observations) -> Result<u64, InferenceError> {
    at_least(observations.n(), 2, "complete units")?;
    let is_answer = |outcome: f64| outcome.total_cmp(&1.0).is_eq() || outcome == 0.0;
    if observations.rows().iter().any(|row| !is_answer(row.outcome)) {
        let reason = "an outcome is neither 0 (no) nor 1 (yes)".to_owned();
        return Err(InferenceError::Unsuited { reason });
    }
    let n_yes = observations.count_where(|outcome| outcome > 0.5);
    if n_yes == 0 || n_yes == observations.n() {
        return Err(InferenceError::NoVariation { what: "outcome" });
    }
    // What follows from the others follows at any coefficients.
    let each = observations.rows().iter().map(|row| (row.columns.as_slice(), row.count));
    Orthogonal::of(each, observations.names())?;
    Ok(n_yes)
}

#[cfg(test)]
mod tests;
