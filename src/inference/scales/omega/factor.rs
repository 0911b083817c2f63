//! One factor behind the items, by maximum likelihood.

use nalgebra::{DMatrix, DVector, SymmetricEigen};

use crate::inference::InferenceError;
use crate::inference::dyads::ratings::Ratings;

/// Answers around their mean and by their deviation, with divisor n.
pub(super) struct Standardized {
    rows: Vec<(DVector<f64>, f64)>,
    correlations: DMatrix<f64>,
    pub(super) deviations: Vec<f64>,
    n: f64,
}

impl Standardized {
    pub(super) fn of(items: &Ratings) -> Result<Self, InferenceError> {
        let (k, n) = (items.k(), items.n() as f64);
        let mean_of = |of: &dyn Fn(&[f64]) -> f64| -> f64 {
            items.rows().iter().map(|row| of(&row.values) * row.count as f64).sum::<f64>() / n
        };
        let (mut means, mut deviations) = (Vec::new(), Vec::new());
        for at in 0..k {
            let first = items.rows()[0].values[at];
            let mean = first + mean_of(&|values| values[at] - first);
            let deviation = mean_of(&|values| (values[at] - mean).powi(2)).sqrt();
            if deviation <= 1e-12 * mean.abs() {
                let reason = format!("item {} is always answered the same", at + 1);
                return Err(InferenceError::Undefined { reason });
            }
            means.push(mean);
            deviations.push(deviation);
        }
        let standard =
            |values: &[f64]| DVector::from_fn(k, |at, _| (values[at] - means[at]) / deviations[at]);
        let rows: Vec<_> =
            items.rows().iter().map(|row| (standard(&row.values), row.count as f64)).collect();
        let mut correlations = DMatrix::zeros(k, k);
        for (row, count) in &rows {
            correlations.ger(count / n, row, row, 1.0);
        }
        Ok(Self { rows, correlations, deviations, n })
    }
}

/// A factor: loadings, and what each item has of its own.
pub(super) struct Factor {
    pub(super) loadings: DVector<f64>,
    pub(super) unique: DVector<f64>,
    pub(super) is_heywood: bool,
    /// Twice the logarithm of the likelihood ratio to any covariances, by n.
    pub(super) discrepancy: f64,
}

/// Smallest unique variance, as share of the item's: the bound of R's `factanal`.
const LEAST: f64 = 0.005;
const MOST_STEPS: usize = 500;

impl Factor {
    pub(super) fn of(data: &Standardized) -> Result<Self, InferenceError> {
        let k = data.correlations.nrows();
        let nothing = || InferenceError::Undefined {
            reason: "the items have no factor in common".to_owned(),
        };
        let eigen = SymmetricEigen::new(data.correlations.clone());
        let (at, largest) = eigen.eigenvalues.argmax();
        if largest <= 1.0 + 1e-9 {
            return Err(nothing());
        }
        let mut unique = DVector::from_element(k, 0.5);
        let mut loadings = eigen.eigenvectors.column(at) * (largest - 0.5).max(0.1).sqrt() * 0.7;
        for item in 0..k {
            unique[item] = (1.0 - loadings[item] * loadings[item]).clamp(0.1, 0.9);
        }
        let mut here = Fit::of(data, &loadings, &unique).ok_or_else(nothing)?;
        for _ in 0..MOST_STEPS {
            let free = here.free(&unique);
            let step = here.step(&free).ok_or_else(nothing)?;
            if step.amax() <= 1e-10 {
                break;
            }
            let mut part = 1.0;
            loop {
                let next = &loadings + step.rows(0, k) * part;
                let own = (&unique + step.rows(k, k) * part).map(|own| own.max(LEAST));
                let there = Fit::of(data, &next, &own);
                let is_better = |there: &Fit| there.discrepancy <= here.discrepancy + 1e-14;
                if let Some(there) = there.filter(is_better) {
                    (loadings, unique, here) = (next, own, there);
                    break;
                }
                part /= 2.0;
                if part < 1e-9 {
                    break;
                }
            }
            if part < 1e-9 {
                break;
            }
        }
        if loadings.amax() < 1e-6 || !here.is_determined(&here.free(&unique)) {
            return Err(nothing());
        }
        if loadings.sum() < 0.0 {
            loadings.neg_mut();
        }
        let is_heywood = unique.iter().any(|own| *own <= LEAST * (1.0 + 1e-6));
        Ok(Self { loadings, unique, is_heywood, discrepancy: here.discrepancy.max(0.0) })
    }

    /// Standard error of a function of loadings and unique variances, from its slopes.
    pub(super) fn standard_error(
        &self,
        data: &Standardized,
        by_loading: &DVector<f64>,
        by_unique: &DVector<f64>,
    ) -> Result<f64, InferenceError> {
        let k = self.loadings.len();
        let undefined =
            || InferenceError::Undefined { reason: "the factor has no standard error".to_owned() };
        let fit = Fit::of(data, &self.loadings, &self.unique).ok_or_else(undefined)?;
        let mut slopes = DVector::zeros(2 * k);
        slopes.rows_mut(0, k).copy_from(by_loading);
        slopes.rows_mut(k, k).copy_from(by_unique);
        let root = fit.information().cholesky().ok_or_else(undefined)?;
        let direction = root.solve(&slopes);
        let of_row =
            |(row, count): &(DVector<f64>, f64)| fit.score(row).dot(&direction).powi(2) * count;
        Ok(data.rows.iter().map(of_row).sum::<f64>().sqrt() / data.n)
    }
}

/// The model at some loadings and unique variances.
struct Fit {
    /// Inverse of the model's covariances, and times the loadings.
    inverse: DMatrix<f64>,
    turned: DVector<f64>,
    /// Loadings times that.
    strength: f64,
    /// The likelihood's slopes by n.
    slopes: DVector<f64>,
    discrepancy: f64,
}

impl Fit {
    fn of(data: &Standardized, loadings: &DVector<f64>, unique: &DVector<f64>) -> Option<Self> {
        let k = loadings.len();
        let model = loadings * loadings.transpose() + DMatrix::from_diagonal(unique);
        let root = model.clone().cholesky()?;
        let logarithm = 2.0 * root.l().diagonal().map(f64::ln).sum();
        let inverse = root.inverse();
        let turned = &inverse * loadings;
        let rest = &inverse * (&data.correlations - &model) * &inverse;
        let mut slopes = DVector::zeros(2 * k);
        slopes.rows_mut(0, k).copy_from(&(&rest * loadings));
        slopes.rows_mut(k, k).copy_from(&(rest.diagonal() / 2.0));
        let trace = (&data.correlations * &inverse).trace();
        let own = determinant(&data.correlations);
        let discrepancy = logarithm + trace - own - k as f64;
        discrepancy.is_finite().then(|| Self {
            strength: loadings.dot(&turned),
            inverse,
            turned,
            slopes,
            discrepancy,
        })
    }

    /// Loadings first, then unique variances.
    fn information(&self) -> DMatrix<f64> {
        let k = self.turned.len();
        let (inverse, turned) = (&self.inverse, &self.turned);
        DMatrix::from_fn(2 * k, 2 * k, |i, j| {
            let entry = inverse[(i % k, j % k)];
            match (i < k, j < k) {
                (true, true) => entry * self.strength + turned[i] * turned[j],
                (true, false) => entry * turned[j - k],
                (false, true) => entry * turned[i - k],
                (false, false) => entry * entry / 2.0,
            }
        })
    }

    /// Slopes of one respondent's logarithm of the likelihood.
    fn score(&self, row: &DVector<f64>) -> DVector<f64> {
        let k = row.len();
        let scaled = &self.inverse * row;
        let along = self.turned.dot(row);
        DVector::from_fn(2 * k, |at, _| {
            if at < k {
                scaled[at] * along - self.turned[at]
            } else {
                (scaled[at - k].powi(2) - self.inverse[(at - k, at - k)]) / 2.0
            }
        })
    }

    /// What may move: all but unique variances that are at their bound and would fall below it.
    fn free(&self, unique: &DVector<f64>) -> Vec<usize> {
        let k = unique.len();
        (0..2 * k).filter(|&at| at < k || unique[at - k] > LEAST || self.slopes[at] > 0.0).collect()
    }

    /// Fisher's step of what may move.
    fn step(&self, free: &[usize]) -> Option<DVector<f64>> {
        let information = self.information().select_rows(free).select_columns(free);
        let slopes = self.slopes.select_rows(free);
        let found = information.cholesky()?.solve(&slopes);
        let mut step = DVector::zeros(self.slopes.len());
        for (at, value) in free.iter().zip(&found) {
            step[*at] = *value;
        }
        Some(step)
    }

    fn is_determined(&self, free: &[usize]) -> bool {
        let information = self.information().select_rows(free).select_columns(free);
        let roots = information.diagonal().map(f64::sqrt);
        let scaled = information.component_div(&(&roots * roots.transpose()));
        SymmetricEigen::new(scaled).eigenvalues.min() > 1e-8
    }
}

/// Logarithm of the determinant; 0 where items determine one another, which leaves the misfit without a zero point.
fn determinant(matrix: &DMatrix<f64>) -> f64 {
    matrix.clone().cholesky().map_or(0.0, |root| 2.0 * root.l().diagonal().map(f64::ln).sum())
}
