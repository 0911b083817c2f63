//! A model in which every mentor, site or group has a level of its own.

mod restricted;

use super::clustered::FEWEST_CLUSTERS;
use super::least_squares::{LinearModel, least_squares, only};
use super::observations::Observations;
use crate::inference::result::TestResult;
use crate::inference::sample::at_least;
use crate::inference::{InferenceError, Level};
use restricted::{Fit, Restricted};

/// A fitted model with a random intercept of each cluster.
#[derive(Debug, Clone, PartialEq)]
pub struct RandomIntercept {
    names: Vec<String>,
    fit: Fit,
    /// Variance between clusters, 0 or more.
    pub between: f64,
    /// Variance within clusters.
    pub within: f64,
    /// Twice the logarithm of the restricted likelihood, negative: R's REML criterion.
    pub criterion: f64,
    /// Units.
    pub n: u64,
    /// Clusters.
    pub n_clusters: u64,
}

impl RandomIntercept {
    /// Share of the variance that lies between clusters: how much two units of one cluster resemble one another.
    pub fn icc(&self) -> f64 {
        self.between / (self.between + self.within)
    }

    /// The fixed coefficients, in the order of the names.
    pub fn coefficients(&self) -> &[f64] {
        self.fit.coefficients.as_slice()
    }

    /// Names of the fixed coefficients.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The contrast that is one coefficient.
    ///
    /// # Errors
    ///
    /// [`InferenceError::Undefined`] when the model has no such coefficient.
    pub fn only(&self, name: &str) -> Result<Vec<f64>, InferenceError> {
        only(&self.names, name)
    }

    /// A sum of coefficients with its test, Student's *t* with Satterthwaite's degrees of freedom.
    ///
    /// # Errors
    ///
    /// [`InferenceError::Undefined`] when the contrast has no spread or no degrees of freedom.
    ///
    /// # Panics
    ///
    /// When there is not one weight per coefficient: a caller's mistake, never a matter of data.
    pub fn contrast(&self, weights: &[f64], level: Level) -> Result<TestResult, InferenceError> {
        assert_eq!(weights.len(), self.names.len(), "every coefficient has its weight");
        let (variance, df) = self.fit.spread_of(weights);
        if variance <= 0.0 || !variance.is_finite() || df <= 0.0 || !df.is_finite() {
            let reason = "the contrast has no spread of its own".to_owned();
            return Err(InferenceError::Undefined { reason });
        }
        let value = weights.iter().zip(self.coefficients()).map(|(w, b)| w * b).sum();
        Ok(TestResult::student(value, variance.sqrt(), df, self.n, level))
    }
}

/// Random intercept: how far do mentors or sites differ, and what do predictors add within them?
///
/// # Definition
///
/// `outcome = x·b + u_g + e` with independent normal `u_g` of each cluster and `e` of each unit. The ratio of their variances
/// maximises the restricted likelihood (REML), found on a line by golden section and Newton's steps; coefficients are the
/// generalised least squares ones. A contrast has the variance `cᵀ(XᵀV⁻¹X)⁻¹c` and Satterthwaite's degrees of freedom
/// `2v²/(∇vᵀ A ∇v)`, with `A` the inverse of the observed information of both variances; where the best ratio is 0, they are
/// those of the model without clusters, `n − p`.
///
/// # Shapes and units
///
/// `observations`: at least 4 clusters, one of them with two units, and more units than coefficients. Units without a cluster
/// are clusters of one.
///
/// # Assumptions
///
/// Clusters are independent of one another, and their levels do not go with the predictors (else compare within clusters:
/// an indicator for each). Levels and residuals are roughly normal. Satterthwaite's degrees of freedom are rough below ten
/// clusters.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below 4 clusters or no more units than coefficients; as `least_squares` for columns that do not
/// vary; [`InferenceError::NoVariation`] when the model fits every unit or nothing varies within clusters.
///
/// # Reference
///
/// Patterson & Thompson (1971), *Biometrika* 58: 545–554; Satterthwaite (1946), *Biometrics Bulletin* 2: 110–114. The example
/// is Davies & Goldsmith (1972), *Statistical Methods in Research and Production*, 4th ed., p. 131: yields of six batches of a
/// dyestuff. Expected numbers: R's `lme4::lmer(Yield ~ 1 + (1 | Batch), Dyestuff)`, which prints standard deviations of 42.00
/// and 49.51.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Observation, Observations, random_intercept};
/// let batches = [
///     [1545.0, 1440.0, 1440.0, 1520.0, 1580.0],
///     [1540.0, 1555.0, 1490.0, 1560.0, 1495.0],
///     [1595.0, 1550.0, 1605.0, 1510.0, 1560.0],
///     [1445.0, 1440.0, 1595.0, 1465.0, 1545.0],
///     [1595.0, 1630.0, 1515.0, 1635.0, 1625.0],
///     [1520.0, 1455.0, 1450.0, 1480.0, 1445.0],
/// ];
/// let rows = batches.iter().enumerate().flat_map(|(batch, yields)| yields.map(|grams| Observation {
///     outcome: Some(grams), cluster: Some(batch.to_string()), count: 1, predictors: vec![],
/// }));
/// let model = random_intercept(&Observations::new(&[], rows))?;
/// assert_abs_diff_eq!(model.between.sqrt(), 42.00, epsilon = 5e-3);
/// assert_abs_diff_eq!(model.within.sqrt(), 49.51, epsilon = 5e-3);
/// assert_abs_diff_eq!(model.coefficients()[0], 1527.5, epsilon = 1e-9);
/// let mean = model.contrast(&[1.0], Level::P95)?;
/// assert_abs_diff_eq!(mean.standard_error, 19.38, epsilon = 5e-3);
/// assert_abs_diff_eq!(mean.df.unwrap(), 5.0, epsilon = 1e-6);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn random_intercept(observations: &Observations) -> Result<RandomIntercept, InferenceError> {
    at_least(observations.n_clusters(), FEWEST_CLUSTERS, "clusters")?;
    // Says which column follows from the others, and scales and whitens them for what comes.
    let model = least_squares(observations)?;
    model.varying()?;
    if observations.n_clusters() == observations.n() {
        let reason = "no two units share a cluster".to_owned();
        return Err(InferenceError::Undefined { reason });
    }
    let restricted = Restricted::of(&model);
    let fit = restricted.fit()?;
    let (between, within) = (fit.ratio * fit.within, fit.within);
    let criterion = restricted.criterion(fit.ratio) + restricted.constant();
    Ok(RandomIntercept {
        names: observations.names().to_vec(),
        fit,
        between,
        within,
        criterion,
        n: observations.n(),
        n_clusters: observations.n_clusters(),
    })
}

/// Ratios of both variances that the profile of the restricted likelihood does not refuse; no upper end when none is.
pub(super) fn ratio_interval(
    model: &LinearModel<'_>,
    level: Level,
) -> Result<(f64, Option<f64>), InferenceError> {
    Restricted::of(model).interval(level)
}

#[cfg(test)]
mod tests;
