//! The restricted likelihood of one ratio of variances, from sums over clusters alone.
//!
//! With orthogonal columns z and the residuals e of plain least squares, everything the likelihood needs of a cluster is its
//! size, `Σ z` and `Σ e`: the cost of one ratio depends on the number of clusters, not on units.

use std::f64::consts::PI;

use nalgebra::{DMatrix, DVector, Matrix2, Vector2};

use crate::inference::regression::least_squares::LinearModel;
use crate::inference::tails::chi_square_quantile;
use crate::inference::{InferenceError, Level};

/// What the likelihood needs of a cluster.
struct Cluster {
    times: f64,
    size: f64,
    /// `Σ z`.
    columns: DVector<f64>,
    /// `Σ e`.
    residual: f64,
}

pub(super) struct Restricted<'a> {
    model: &'a LinearModel<'a>,
    clusters: Vec<Cluster>,
    /// `Σ e²`.
    squares: f64,
    df: f64,
}

/// The best ratio, with what contrasts need.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fit {
    /// Variance between clusters by that within.
    pub(super) ratio: f64,
    pub(super) within: f64,
    pub(super) coefficients: DVector<f64>,
    df: f64,
    /// `(XᵀV⁻¹X)⁻¹` in the model's own columns, for a variance within of 1.
    covariance: DMatrix<f64>,
    /// What the covariance gains with the variance between, and with the variance within.
    gradients: [DMatrix<f64>; 2],
    /// Inverse of the observed information of both variances.
    uncertainty: Option<Matrix2<f64>>,
}

/// The likelihood at one ratio.
struct Place {
    inverse: DMatrix<f64>,
    shift: DVector<f64>,
    squares: f64,
    ln_determinant: f64,
    slope: f64,
}

/// Natural logarithms of ratios that are tried first: from a millionth to a million.
const TRIED: i32 = 14;

impl<'a> Restricted<'a> {
    pub(super) fn of(model: &'a LinearModel<'a>) -> Self {
        let p = model.names().len();
        let cluster = |own: crate::inference::regression::observations::ClusterRows<'_>| {
            let (mut size, mut residual, mut columns) = (0.0, 0.0, DVector::zeros(p));
            for (at, count) in own.rows() {
                let z = DVector::from_column_slice(&model.orthogonal.whitened[at]);
                size += count;
                residual += count * model.residuals[at];
                columns.axpy(count, &z, 1.0);
            }
            Cluster { times: own.times(), size, columns, residual }
        };
        let clusters = model.observations.by_cluster().map(cluster).collect();
        let squares = model.residual_variance() * model.df();
        Self { model, clusters, squares, df: model.df() }
    }

    /// Twice the negative logarithm of the restricted likelihood at a ratio, without its constant.
    pub(super) fn criterion(&self, ratio: f64) -> f64 {
        self.place(ratio)
            .map_or(f64::INFINITY, |place| place.ln_determinant + self.df * place.squares.ln())
    }

    /// What R's criterion adds.
    pub(super) fn constant(&self) -> f64 {
        self.df * (1.0 + (2.0 * PI / self.df).ln()) + self.model.orthogonal.ln_determinant()
    }

    fn place(&self, ratio: f64) -> Option<Place> {
        let p = self.model.names().len();
        let (mut cross, mut right) = (DMatrix::identity(p, p), DVector::zeros(p));
        let (mut squares, mut ln_determinant) = (self.squares, 0.0);
        for cluster in &self.clusters {
            let grown = 1.0 + cluster.size * ratio;
            let share = cluster.times * ratio / grown;
            cross.ger(-share, &cluster.columns, &cluster.columns, 1.0);
            right.axpy(-share * cluster.residual, &cluster.columns, 1.0);
            squares -= share * cluster.residual.powi(2);
            ln_determinant += cluster.times * grown.ln();
        }
        let factor = cross.cholesky()?;
        let shift = factor.solve(&right);
        squares -= right.dot(&shift);
        ln_determinant += 2.0 * factor.l_dirty().diagonal().iter().map(|d| d.ln()).sum::<f64>();
        let inverse = factor.inverse();
        let mut slope = 0.0;
        for cluster in &self.clusters {
            let grown = 1.0 + cluster.size * ratio;
            let left = cluster.residual - cluster.columns.dot(&shift);
            let reach = cluster.columns.dot(&(&inverse * &cluster.columns));
            slope += cluster.times
                * (cluster.size / grown
                    - (reach + self.df * left * left / squares) / (grown * grown));
        }
        (squares > 0.0 && slope.is_finite()).then_some(Place {
            inverse,
            shift,
            squares,
            ln_determinant,
            slope,
        })
    }

    /// Where the criterion is lowest.
    pub(super) fn fit(&self) -> Result<Fit, InferenceError> {
        let lost = || InferenceError::NoVariation { what: "unit within its cluster" };
        let mut best = (self.criterion(0.0), None);
        for power in -TRIED..=TRIED {
            let criterion = self.criterion(f64::from(power).exp());
            if criterion < best.0 {
                best = (criterion, Some(power));
            }
        }
        let slope = |ln: f64| self.place(ln.exp()).map(|place| place.slope);
        let ratio = match best.1 {
            // A ratio below all that were tried may still be better than 0.
            None if self.place(0.0).ok_or_else(lost)?.slope >= 0.0 => 0.0,
            None => self.lowest(f64::from(-4 * TRIED), f64::from(-TRIED)).ok_or_else(lost)?,
            // A likelihood that rises beyond the last of them: nothing varies within clusters.
            Some(TRIED) if slope(f64::from(TRIED)).is_none_or(|slope| slope < 0.0) => {
                return Err(lost());
            }
            Some(power) => {
                self.lowest(f64::from(power) - 1.0, f64::from(power) + 1.0).ok_or_else(lost)?
            }
        };
        let place = self.place(ratio).ok_or_else(lost)?;
        Ok(self.at(ratio, &place))
    }

    /// Where the slope turns from falling to rising between two logarithms, by halving.
    fn lowest(&self, low: f64, high: f64) -> Option<f64> {
        let (mut low, mut high) = (low, high);
        while high - low > 1e-15 * (1.0 + high.abs()) {
            let middle = f64::midpoint(low, high);
            if middle <= low || middle >= high {
                break;
            }
            if self.place(middle.exp())?.slope < 0.0 { low = middle } else { high = middle }
        }
        Some(f64::midpoint(low, high).exp())
    }

    /// Ratios around the best whose criterion is not higher by more than a quantile of chi-square.
    pub(super) fn interval(&self, level: Level) -> Result<(f64, Option<f64>), InferenceError> {
        let best = self.fit()?.ratio;
        let highest = self.criterion(best) + chi_square_quantile(level.get(), 1.0);
        // Between a ratio inside and one outside, both as logarithms.
        let end = |mut inside: f64, mut outside: f64| {
            while (outside - inside).abs() > 1e-14 * (1.0 + inside.abs()) {
                let middle = f64::midpoint(inside, outside);
                if (middle - inside).abs() <= 0.0 || (middle - outside).abs() <= 0.0 {
                    break;
                }
                if self.criterion(middle.exp()) <= highest {
                    inside = middle;
                } else {
                    outside = middle;
                }
            }
            f64::midpoint(inside, outside).exp()
        };
        let limit = f64::from(4 * TRIED);
        let centre = if best > 0.0 { best.ln() } else { -limit };
        let low = if self.criterion(0.0) <= highest { 0.0 } else { end(centre, -limit) };
        let is_bounded = self.criterion(limit.exp()) > highest;
        Ok((low, is_bounded.then(|| end(centre, limit))))
    }

    fn at(&self, ratio: f64, place: &Place) -> Fit {
        let within = place.squares / self.df;
        let (sums, traces) = self.sums(ratio, place);
        let p = self.model.names().len();
        // From orthogonal columns back to the model's own.
        let back = DMatrix::from_fn(p, p, |row, column| {
            let mut unit = vec![0.0; p];
            unit[column] = 1.0;
            self.model.orthogonal.coefficients(&unit)[row]
        });
        let own = |inner: &DMatrix<f64>| &back * inner * back.transpose();
        let information = (sums / within - traces / 2.0) / (within * within);
        let between = self.grown(ratio, place);
        let coefficients =
            DVector::from_column_slice(self.model.coefficients()) + &back * &place.shift;
        Fit {
            ratio,
            within,
            coefficients,
            df: self.df,
            covariance: own(&place.inverse),
            gradients: between.map(|inner| own(&(&place.inverse * inner * &place.inverse))),
            uncertainty: information.try_inverse(),
        }
    }

    /// `Zᵀ W V W Z` for both variances, in orthogonal columns.
    fn grown(&self, ratio: f64, place: &Place) -> [DMatrix<f64>; 2] {
        let p = place.shift.len();
        let (mut between, mut within) = (DMatrix::zeros(p, p), DMatrix::identity(p, p));
        for Cluster { times, size, columns, .. } in &self.clusters {
            let mean = 1.0 / (1.0 + size * ratio);
            between.ger(times * mean * mean, columns, columns, 1.0);
            within.ger(-times * (1.0 - mean * mean) / size, columns, columns, 1.0);
        }
        [between, within]
    }

    /// `uᵀVᵢPVⱼu` and `tr(PVᵢPVⱼ)` for a variance within of 1, with `u = Pe`.
    fn sums(&self, ratio: f64, place: &Place) -> (Matrix2<f64>, Matrix2<f64>) {
        let p = place.shift.len();
        let inverse = &place.inverse;
        let (mut sums, mut traces) = (Matrix2::<f64>::zeros(), Matrix2::<f64>::zeros());
        let mut reach = [DVector::<f64>::zeros(p), DVector::zeros(p)];
        // Z'W³Z less the identity goes into the last trace.
        sums[(1, 1)] = self.squares + place.shift.norm_squared();
        traces[(1, 1)] = -2.0 * inverse.trace();
        for Cluster { times, size, columns, residual } in &self.clusters {
            let mean = 1.0 / (1.0 + size * ratio);
            let share = ratio * mean;
            let left = residual - columns.dot(&place.shift);
            let total = left * mean;
            sums[(0, 0)] += times * size * mean * total * total;
            sums[(0, 1)] += times * mean * total * total;
            sums[(1, 1)] +=
                times * (share * (share * size - 2.0) * left * left - share * total * total);
            reach[0].axpy(times * mean * total, columns, 1.0);
            reach[1].axpy(-times * share * total, columns, 1.0);
            let along = columns.dot(&(inverse * columns));
            traces[(0, 0)] += times * ((size * mean).powi(2) - 2.0 * size * mean.powi(3) * along);
            traces[(0, 1)] += times * (mean * mean * size - 2.0 * mean.powi(3) * along);
            traces[(1, 1)] +=
                times * (size - 1.0 + mean * mean + 2.0 * (1.0 - mean.powi(3)) / size * along);
        }
        let grown = self.grown(ratio, place).map(|inner| inverse * inner);
        for (i, j) in [(0, 0), (0, 1), (1, 1)] {
            sums[(i, j)] -= reach[i].dot(&(inverse * &reach[j]));
            traces[(i, j)] += (&grown[i] * &grown[j]).trace();
        }
        (sums[(1, 0)], traces[(1, 0)]) = (sums[(0, 1)], traces[(0, 1)]);
        (sums, traces)
    }
}

impl Fit {
    /// Variance of a contrast, and its degrees of freedom.
    pub(super) fn spread_of(&self, contrast: &[f64]) -> (f64, f64) {
        let contrast = DVector::from_column_slice(contrast);
        let of = |inner: &DMatrix<f64>| contrast.dot(&(inner * &contrast));
        let variance = self.within * of(&self.covariance);
        if self.ratio <= 0.0 {
            return (variance, self.df);
        }
        let gradient = Vector2::new(of(&self.gradients[0]), of(&self.gradients[1]));
        let spread = self.uncertainty.map_or(0.0, |inverse| gradient.dot(&(inverse * gradient)));
        (variance, 2.0 * variance * variance / spread)
    }
}
