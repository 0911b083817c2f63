//! Shares of yes that a logistic model expects, averaged over the units as they are.

use super::LogisticModel;
use crate::inference::regression::observations::Observations;
use crate::inference::regression::orthogonal::dot;
use crate::inference::result::{TestResult, around};
use crate::inference::tails::{normal_p, normal_quantile};
use crate::inference::{Estimate, InferenceError, Level};

/// Marginal share: how many would say yes, if a predictor were the same for all and the rest as it is?
///
/// # Definition
///
/// Every unit keeps its other predictors and takes the given values; the share is the mean of the model's shares. Its
/// standard error is the delta method's, with the covariance of the coefficients and the units as they are. The interval is
/// made on the logarithm of the odds, so that it stays between 0 and 1.
///
/// # Shapes and units
///
/// `set`: names of predictors with the value that all units take. Shares from 0 to 1.
///
/// # Assumptions
///
/// As for the model. It is a statement about these units, not about the population they come from.
///
/// # Errors
///
/// [`InferenceError::Undefined`] when the model has no such predictor, or the share is 0 or 1 to double precision.
///
/// # Reference
///
/// Lane & Nelder (1982), *Biometrics* 38: 613–621. Without further predictors it is the observed share: the example has 5 of
/// 20 and 20 of 30.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Observation, Observations, logistic, marginal_share};
/// let cell = |arm: f64, yes: f64, count| Observation {
///     outcome: Some(yes), predictors: vec![Some(arm)], count, cluster: None,
/// };
/// let table = [cell(0.0, 0.0, 15), cell(0.0, 1.0, 5), cell(1.0, 0.0, 10), cell(1.0, 1.0, 20)];
/// let units = Observations::new(&["arm"], table);
/// let model = logistic(&units, Level::P95)?;
/// let share = marginal_share(&model, &units, &[("arm", 0.0)], Level::P95)?;
/// assert_abs_diff_eq!(share.estimate.value, 0.25, epsilon = 1e-10);
/// assert_abs_diff_eq!(share.standard_error, (0.25_f64 * 0.75 / 20.0).sqrt(), epsilon = 1e-10);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn marginal_share(
    model: &LogisticModel,
    observations: &Observations,
    set: &[(&str, f64)],
    level: Level,
) -> Result<TestResult, InferenceError> {
    let (share, gradient) = average(model, observations, set)?;
    let standard_error = model.spread_of(&gradient).sqrt();
    let odds = (share / (1.0 - share)).ln();
    let error = standard_error / (share * (1.0 - share));
    if !odds.is_finite() || !error.is_finite() || error <= 0.0 {
        let reason = "the share is 0 or 1 to all digits".to_owned();
        return Err(InferenceError::Undefined { reason });
    }
    let half = normal_quantile(level) * error;
    let back = |odds: f64| 1.0 / (1.0 + (-odds).exp());
    let (low, high) = (Some(back(odds - half)), Some(back(odds + half)));
    let estimate = Estimate { value: share, low, high };
    let statistic = odds / error;
    let p_value = normal_p(statistic);
    Ok(TestResult { estimate, standard_error, statistic, df: None, p_value, n: model.n })
}

/// Marginal difference: how many more would say yes, if all had the one value of a predictor and not the other?
///
/// # Definition
///
/// The difference of two shares of `marginal_share`, with the delta method's standard error and a normal interval and test.
///
/// # Shapes and units
///
/// `one`, `other`: names of predictors with the values that all units take. From −1 to 1.
///
/// # Assumptions
///
/// As for `marginal_share`.
///
/// # Errors
///
/// [`InferenceError::Undefined`] when the model has no such predictor, or both shares are the same by construction.
///
/// # Reference
///
/// Lane & Nelder (1982), *Biometrics* 38: 613–621. Without further predictors it is the difference of the observed shares:
/// the example has 20 of 30 against 5 of 20.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{
/// #     InferenceError, Level, Observation, Observations, logistic, marginal_share_difference,
/// # };
/// let cell = |arm: f64, yes: f64, count| Observation {
///     outcome: Some(yes), predictors: vec![Some(arm)], count, cluster: None,
/// };
/// let table = [cell(0.0, 0.0, 15), cell(0.0, 1.0, 5), cell(1.0, 0.0, 10), cell(1.0, 1.0, 20)];
/// let units = Observations::new(&["arm"], table);
/// let model = logistic(&units, Level::P95)?;
/// let apart = marginal_share_difference(&model, &units, &[("arm", 1.0)], &[("arm", 0.0)], Level::P95)?;
/// assert_abs_diff_eq!(apart.estimate.value, 20.0 / 30.0 - 0.25, epsilon = 1e-10);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn marginal_share_difference(
    model: &LogisticModel,
    observations: &Observations,
    one: &[(&str, f64)],
    other: &[(&str, f64)],
    level: Level,
) -> Result<TestResult, InferenceError> {
    let (share, gradient) = average(model, observations, one)?;
    let (reference, beside) = average(model, observations, other)?;
    let apart: Vec<f64> = gradient.iter().zip(&beside).map(|(a, b)| a - b).collect();
    let standard_error = model.spread_of(&apart).sqrt();
    if standard_error <= 0.0 || !standard_error.is_finite() {
        let reason = "the two shares cannot differ".to_owned();
        return Err(InferenceError::Undefined { reason });
    }
    let value = share - reference;
    let statistic = value / standard_error;
    Ok(TestResult {
        estimate: around(value, normal_quantile(level) * standard_error),
        standard_error,
        statistic,
        df: None,
        p_value: normal_p(statistic),
        n: model.n,
    })
}

/// Mean share, and what it gains with each coefficient.
fn average(
    model: &LogisticModel,
    observations: &Observations,
    set: &[(&str, f64)],
) -> Result<(f64, Vec<f64>), InferenceError> {
    let names = observations.names();
    let place = |&(name, value): &(&str, f64)| {
        let reason = || format!("the model has no coefficient `{name}`");
        let at = names.iter().position(|known| known == name);
        at.map(|at| (at, value)).ok_or_else(|| InferenceError::Undefined { reason: reason() })
    };
    let set: Vec<(usize, f64)> = set.iter().map(place).collect::<Result<_, _>>()?;
    let coefficients: Vec<f64> =
        model.odds_ratios.iter().map(|ratio| ratio.coefficient.estimate.value).collect();
    let n = observations.n() as f64;
    let (mut share, mut gradient) = (0.0, vec![0.0; names.len()]);
    for row in observations.rows() {
        let mut columns = row.columns.clone();
        for &(at, value) in &set {
            columns[at] = value;
        }
        let odds = dot(&columns, &coefficients);
        let yes = 1.0 / (1.0 + (-odds).exp());
        share += row.count * yes / n;
        let slope = row.count * yes * (1.0 - yes) / n;
        for (sum, x) in gradient.iter_mut().zip(&columns) {
            *sum += slope * x;
        }
    }
    Ok((share, gradient))
}

impl LogisticModel {
    /// Variance of a sum of coefficients.
    fn spread_of(&self, weights: &[f64]) -> f64 {
        let rows = self.covariance.iter().zip(weights);
        rows.map(|(row, weight)| weight * dot(row, weights)).sum()
    }
}
