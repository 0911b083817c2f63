//! Least squares by orthogonal columns, with its answer refined in doubled precision.

use super::doubled::Doubled;
use crate::inference::InferenceError;

/// A column whose part that the others do not explain is shorter than this share of it follows from them.
const FOLLOWS: f64 = 1e-13;
/// Refinements after which double precision has given what it has.
const REFINEMENTS: usize = 4;

/// `√w·X = Q·R` for columns of length 1.
///
/// Invariant: `whitened` rows z have `Σ w z zᵀ = 1`, and `x·b = z·(R·S·b)`; every step below works on them, so that no matrix of
/// cross products is ever formed.
pub(in crate::inference) struct Orthogonal {
    /// Rows of `X R⁻¹`: one per row, without their weight.
    pub(in crate::inference) whitened: Vec<Vec<f64>>,
    /// Upper triangle, row by row, of the scaled columns.
    upper: Vec<Vec<f64>>,
    /// Lengths of the columns.
    scales: Vec<f64>,
}

impl Orthogonal {
    /// Makes the columns orthogonal by reflections (Householder 1958).
    ///
    /// # Errors
    ///
    /// [`InferenceError::Undefined`] that names the first column which is 0 or follows from those before it.
    pub(in crate::inference) fn of<'a>(
        rows: impl ExactSizeIterator<Item = (&'a [f64], f64)>,
        names: &[String],
    ) -> Result<Self, InferenceError> {
        let p = names.len();
        let (mut columns, mut roots) = (vec![Vec::with_capacity(rows.len()); p], Vec::new());
        for (row, weight) in rows {
            let root = weight.sqrt();
            roots.push(root);
            for (column, value) in columns.iter_mut().zip(row) {
                column.push(root * value);
            }
        }
        let follows = |at: usize| InferenceError::Undefined {
            reason: format!("`{}` does not vary or follows from what is before it", names[at]),
        };
        let mut scales = Vec::with_capacity(p);
        for (at, column) in columns.iter_mut().enumerate() {
            let largest = column.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
            if largest <= 0.0 || !largest.is_finite() || roots.len() <= at {
                return Err(follows(at));
            }
            // By the largest number first, so that no square overflows.
            for value in column.iter_mut() {
                *value /= largest;
            }
            let length = dot(column, column).sqrt();
            for value in column.iter_mut() {
                *value /= length;
            }
            scales.push(largest * length);
        }
        let mut upper = vec![vec![0.0; p]; p];
        let mut reflectors: Vec<Vec<f64>> = Vec::with_capacity(p);
        for at in 0..p {
            let mut column = std::mem::take(&mut columns[at]);
            let length = dot(&column[at..], &column[at..]).sqrt();
            if length < FOLLOWS {
                return Err(follows(at));
            }
            let diagonal = if column[at] > 0.0 { -length } else { length };
            for (row, value) in column[..at].iter().enumerate() {
                upper[row][at] = *value;
            }
            upper[at][at] = diagonal;
            column[..at].fill(0.0);
            column[at] -= diagonal;
            let size = dot(&column[at..], &column[at..]).sqrt();
            for value in &mut column[at..] {
                *value /= size;
            }
            for other in &mut columns[at + 1..] {
                reflect(&column, other, at);
            }
            reflectors.push(column);
        }
        let mut whitened = vec![vec![0.0; p]; roots.len()];
        for at in 0..p {
            let mut unit = vec![0.0; roots.len()];
            unit[at] = 1.0;
            for (first, reflector) in reflectors.iter().enumerate().rev() {
                reflect(reflector, &mut unit, first);
            }
            for ((row, value), root) in whitened.iter_mut().zip(&unit).zip(&roots) {
                row[at] = value / root;
            }
        }
        Ok(Self { whitened, upper, scales })
    }

    /// `R⁻ᵀ S⁻¹ c`: the whitened direction whose product with a row is the contrast's.
    pub(in crate::inference) fn direction(&self, contrast: &[f64]) -> Vec<f64> {
        let mut found: Vec<f64> = contrast.iter().zip(&self.scales).map(|(c, s)| c / s).collect();
        for at in 0..found.len() {
            let known: f64 = (0..at).map(|row| self.upper[row][at] * found[row]).sum();
            found[at] = (found[at] - known) / self.upper[at][at];
        }
        found
    }

    /// `S⁻¹ R⁻¹ u`: coefficients from their whitened ones.
    pub(in crate::inference) fn coefficients(&self, whitened: &[f64]) -> Vec<f64> {
        let mut found = whitened.to_vec();
        for at in (0..found.len()).rev() {
            let known: f64 =
                (at + 1..found.len()).map(|other| self.upper[at][other] * found[other]).sum();
            found[at] = (found[at] - known) / self.upper[at][at];
        }
        found.iter().zip(&self.scales).map(|(value, scale)| value / scale).collect()
    }

    /// Logarithm of the determinant of `XᵀWX`.
    pub(in crate::inference) fn ln_determinant(&self) -> f64 {
        let diagonal = self.scales.iter().enumerate();
        2.0 * diagonal.map(|(at, scale)| self.upper[at][at].abs().ln() + scale.ln()).sum::<f64>()
    }

    /// Coefficients for outcomes, without refinement: `S⁻¹ R⁻¹ Σ w z y`.
    pub(in crate::inference) fn solve(
        &self,
        outcomes: impl Iterator<Item = (f64, f64)>,
    ) -> Vec<f64> {
        let mut sums = vec![0.0; self.scales.len()];
        for (row, (outcome, weight)) in self.whitened.iter().zip(outcomes) {
            for (sum, z) in sums.iter_mut().zip(row) {
                *sum += weight * z * outcome;
            }
        }
        self.coefficients(&sums)
    }

    /// Coefficients and residuals of rows `(columns, outcome, weight)`, refined until they stand still.
    ///
    /// Residuals and coefficients are improved together (Björck 1967): what the normal equations and the residuals leave,
    /// summed in doubled precision, is solved for again by the same orthogonal columns.
    pub(in crate::inference) fn refined(
        &self,
        rows: &[(&[f64], f64, f64)],
    ) -> (Vec<f64>, Vec<f64>) {
        let mut coefficients = self.solve(rows.iter().map(|&(_, y, w)| (y, w)));
        let mut residuals: Vec<f64> =
            rows.iter().map(|(x, y, _)| left(x, &coefficients, *y, 0.0)).collect();
        let mut last = f64::INFINITY;
        for _ in 0..REFINEMENTS {
            // f = y − r − X·b and g = −Xᵀ W r.
            let misfit: Vec<f64> = rows
                .iter()
                .zip(&residuals)
                .map(|((x, y, _), r)| left(x, &coefficients, *y, *r))
                .collect();
            let mut sums = vec![Doubled::default(); coefficients.len()];
            for ((x, _, w), r) in rows.iter().zip(&residuals) {
                let weighted = Doubled::product(*w, *r);
                for (sum, x) in sums.iter_mut().zip(*x) {
                    *sum = sum.plus(weighted.times(-x));
                }
            }
            let g: Vec<f64> = sums.into_iter().map(Doubled::value).collect();
            // In whitened terms: u = R⁻ᵀ S⁻¹ g; δb solves R S δb = Σ w z f − u; δr = f − z·(Σ w z f − u).
            let u = self.direction(&g);
            let mut step: Vec<f64> = u.iter().map(|u| -u).collect();
            for ((z, f), (_, _, w)) in self.whitened.iter().zip(&misfit).zip(rows) {
                for (sum, z) in step.iter_mut().zip(z) {
                    *sum += w * z * f;
                }
            }
            let change = self.coefficients(&step);
            let size = dot(&step, &step).sqrt();
            // Once rounding decides, a further step makes nothing better.
            if !size.is_finite() || size >= last {
                break;
            }
            last = size;
            for (b, d) in coefficients.iter_mut().zip(&change) {
                *b += d;
            }
            for ((r, f), z) in residuals.iter_mut().zip(&misfit).zip(&self.whitened) {
                *r += f - dot(z, &step);
            }
        }
        (coefficients, residuals)
    }
}

/// `y − r − x·b` in doubled precision.
fn left(x: &[f64], coefficients: &[f64], y: f64, r: f64) -> f64 {
    let start = Doubled::new(y).plus(Doubled::new(-r));
    x.iter().zip(coefficients).fold(start, |sum, (x, b)| sum.plus_product(-x, *b)).value()
}

/// `v − 2u(u·v)` from a row on.
fn reflect(reflector: &[f64], vector: &mut [f64], from: usize) {
    let along = 2.0 * dot(&reflector[from..], &vector[from..]);
    for (value, u) in vector[from..].iter_mut().zip(&reflector[from..]) {
        *value -= along * u;
    }
}

pub(in crate::inference) fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}
