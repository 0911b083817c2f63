//! How much those who share a mentor, a site or a group resemble one another.

use super::clustered::FEWEST_CLUSTERS;
use super::least_squares::least_squares;
use super::observations::Observations;
use super::random_intercept::random_intercept;
use crate::inference::sample::at_least;
use crate::inference::tails::{f_p, f_quantile};
use crate::inference::{Estimate, InferenceError, Level};

/// Two kinds of spread, and the correlation that they make.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Intraclass {
    /// Correlation of two units of one cluster, with its interval.
    pub estimate: Estimate,
    /// Variance between clusters; below 0 when clusters differ less than chance would have them.
    pub between: f64,
    /// Variance within clusters.
    pub within: f64,
    /// *F* of a test that clusters do not differ.
    pub statistic: f64,
    /// Upper-tail p-value.
    pub p_value: f64,
    /// Average size of a cluster, in the sense that the method needs.
    pub cluster_size: f64,
    /// Units.
    pub n: u64,
    /// Clusters.
    pub n_clusters: u64,
}

/// Intraclass correlation by analysis of variance: how alike are two who share a mentor?
///
/// # Definition
///
/// `(MSB − MSW)/(MSB + (n₀ − 1)MSW)` of a one-way analysis of variance of k clusters of `n_g` units, with
/// `n₀ = (N − Σn_g²/N)/(k − 1)`. The interval is Searle's: with `F = MSB/MSW`, its ends are
/// `(F/F* − 1)/(F/F* + n₀ − 1)` at both quantiles of *F*, exact for equal clusters. A negative estimate is reported as it is.
///
/// # Shapes and units
///
/// `observations`: at least 4 clusters, one of them with two units; predictors play no part. A correlation, at least
/// `−1/(n₀ − 1)`.
///
/// # Assumptions
///
/// Clusters are independent of one another; levels and residuals are roughly normal with the same spread everywhere.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below 4 clusters, [`InferenceError::Undefined`] when no two units share a cluster,
/// [`InferenceError::NoVariation`] when nothing varies within clusters.
///
/// # Reference
///
/// Searle (1971), *Linear Models*, p. 414; Donner (1986), *International Statistical Review* 54: 67–82. The example is the
/// dyestuff of Davies & Goldsmith (1972), p. 131: mean squares of 11271.5 and 2451.25.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Observation, Observations, icc_anova};
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
/// let found = icc_anova(&Observations::new(&[], rows), Level::P95)?;
/// assert_abs_diff_eq!(found.statistic, 11271.5 / 2451.25, epsilon = 1e-9);
/// assert_abs_diff_eq!(found.estimate.value, 0.4184874, epsilon = 5e-8);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn icc_anova(observations: &Observations, level: Level) -> Result<Intraclass, InferenceError> {
    let (n, k) = (observations.n(), observations.n_clusters());
    shared(observations)?;
    let rows = observations.rows();
    let (all, groups) = (n as f64, k as f64);
    // Around the first outcome, so that a large offset costs no digits.
    let origin = rows[0].outcome;
    let mean = rows.iter().map(|row| row.count * (row.outcome - origin)).sum::<f64>() / all;
    let (mut between, mut within, mut sizes) = (0.0, 0.0, 0.0);
    for cluster in observations.by_cluster() {
        // Rows of a unit without a cluster are clusters of one, as often as they are counted.
        let each = || cluster.rows().map(|(at, count)| (count, rows[at].outcome - origin));
        let size: f64 = each().map(|(count, _)| count).sum();
        let level = each().map(|(count, outcome)| count * outcome).sum::<f64>() / size;
        between += cluster.times() * size * (level - mean).powi(2);
        within += cluster.times()
            * each().map(|(count, outcome)| count * (outcome - level).powi(2)).sum::<f64>();
        sizes += cluster.times() * size * size;
    }
    let (df_between, df_within) = (groups - 1.0, all - groups);
    let (between, within) = (between / df_between, within / df_within);
    let largest = rows.iter().fold(0.0_f64, |most, row| most.max((row.outcome - origin).abs()));
    if within <= (1e-14 * largest).powi(2) {
        return Err(InferenceError::NoVariation { what: "unit within its cluster" });
    }
    let size = (all - sizes / all) / (groups - 1.0);
    let statistic = between / within;
    let icc = |f: f64| (f - 1.0) / (f + size - 1.0);
    let end = |share: f64| Some(icc(statistic / f_quantile(share, df_between, df_within)));
    let (low, high) = (end(1.0 - level.tail()), end(level.tail()));
    Ok(Intraclass {
        estimate: Estimate { value: icc(statistic), low, high },
        between: (between - within) / size,
        within,
        statistic,
        p_value: f_p(statistic, df_between, df_within),
        cluster_size: size,
        n,
        n_clusters: k,
    })
}

/// Intraclass correlation by restricted likelihood: how alike are two who share a mentor, beyond what predictors explain?
///
/// # Definition
///
/// `τ²/(τ² + σ²)` of `random_intercept`. The interval holds the correlations whose restricted likelihood, with everything else at
/// its best, is not lower than the highest by more than half the quantile of chi-square with one degree of freedom. It never
/// goes below 0.
///
/// # Shapes and units
///
/// As for `random_intercept`. A correlation from 0 to 1; with predictors, of what they leave.
///
/// # Assumptions
///
/// As for `random_intercept`. At an estimate of 0 the interval is a little too wide.
///
/// # Errors
///
/// As for `random_intercept`.
///
/// # Reference
///
/// Patterson & Thompson (1971), *Biometrika* 58: 545–554. For equal clusters it is the estimate of `icc_anova`, when that is not
/// below 0: the dyestuff of Davies & Goldsmith (1972), p. 131.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Observation, Observations, icc_reml};
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
/// let icc = icc_reml(&Observations::new(&[], rows), Level::P95)?;
/// assert_abs_diff_eq!(icc.value, 0.4184874, epsilon = 5e-8);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn icc_reml(observations: &Observations, level: Level) -> Result<Estimate, InferenceError> {
    shared(observations)?;
    let model = random_intercept(observations)?;
    let (low, high) =
        super::random_intercept::ratio_interval(&least_squares(observations)?, level)?;
    let icc = |ratio: f64| ratio / (1.0 + ratio);
    Ok(Estimate { value: model.icc(), low: Some(icc(low)), high: high.map(icc) })
}

fn shared(observations: &Observations) -> Result<(), InferenceError> {
    at_least(observations.n_clusters(), FEWEST_CLUSTERS, "clusters")?;
    if observations.n_clusters() < observations.n() {
        return Ok(());
    }
    Err(InferenceError::Undefined { reason: "no two units share a cluster".to_owned() })
}
