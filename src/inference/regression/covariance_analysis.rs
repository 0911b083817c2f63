//! The difference of groups at follow-up, adjusted for where they started.

use nalgebra::{DMatrix, DVector};

use crate::inference::result::TestResult;
use crate::inference::{InferenceError, Level};

/// Units that are alike in everything the model sees.
#[derive(Debug, Clone, PartialEq)]
pub struct Measurement {
    /// Arm; 0 is the reference.
    pub arm: usize,
    /// The measure at baseline.
    pub before: f64,
    /// The measure at follow-up.
    pub after: f64,
    /// Further baseline numbers, as many for every unit.
    pub covariates: Vec<f64>,
    /// Units.
    pub count: u64,
}

/// Analysis of covariance: how far apart would the groups be, had they started alike?
///
/// # Definition
///
/// Least squares of `after` on one indicator per arm but the reference, the centred `before` and the centred covariates. The
/// coefficient of an arm is its adjusted difference. Standard errors are HC3: squared residuals by `(1 − h)²`, with `h` the
/// leverage of a single unit. Student's *t* has `n − p` degrees of freedom for `p` coefficients.
///
/// # Shapes and units
///
/// `units` of `arms` ≥ 2 arms, each with a unit. One result per arm but the reference, in the measure's own points, positive
/// when the arm is higher.
///
/// # Assumptions
///
/// Units are independent of one another; the slope on `before` is the same in every arm. Spread may differ.
///
/// # Errors
///
/// [`InferenceError::TooFew`] for no more units than coefficients, [`InferenceError::Undefined`] when an arm is empty, a
/// covariate follows from the others, or one unit alone decides a coefficient; [`InferenceError::NoVariation`] when the model
/// fits every unit.
///
/// # Reference
///
/// MacKinnon & White (1985), *Journal of Econometrics* 29: 305–325; Long & Ervin (2000), *The American Statistician* 54(3):
/// 217–224, who recommend HC3. The example is solved by hand: both slopes are 1, the arms 3 apart.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Measurement, ancova_hc3};
/// let unit = |arm, before: f64, error: f64| Measurement {
///     arm, before, after: before + 3.0 * arm as f64 + error, covariates: vec![], count: 1,
/// };
/// let errors = [(1.0, 0.5), (2.0, -0.5), (3.0, -0.5), (4.0, 0.5)];
/// let units: Vec<_> = errors.iter().flat_map(|&(x, e)| [unit(0, x, e), unit(1, x, -e)]).collect();
/// let test = ancova_hc3(&units, 2, Level::P95)?[0];
/// assert_abs_diff_eq!(test.estimate.value, 3.0, epsilon = 1e-9);
/// assert_eq!(test.df, Some(5.0));
/// # Ok::<(), InferenceError>(())
/// ```
#[expect(clippy::doc_markdown, reason = "MacKinnon is a person")]
pub fn ancova_hc3(
    units: &[Measurement],
    arms: usize,
    level: Level,
) -> Result<Vec<TestResult>, InferenceError> {
    let n: u64 = units.iter().map(|unit| unit.count).sum();
    if let Some(arm) = (0..arms).find(|&arm| units.iter().all(|unit| unit.arm != arm)) {
        let reason = format!("arm {} of {arms} has no complete unit", arm + 1);
        return Err(InferenceError::Undefined { reason });
    }
    let model = Model::of(units, arms);
    let columns = model.rows.ncols();
    crate::inference::sample::at_least(n, columns as u64 + 1, "complete units")?;
    let (coefficients, covariance) = model.fit()?;
    let df = n as f64 - columns as f64;
    let test = |arm: usize| {
        let (value, variance): (f64, f64) = (coefficients[arm], covariance[(arm, arm)]);
        let scale = model.scales[arm];
        TestResult::student(value / scale, variance.sqrt() / scale, df, n, level)
    };
    Ok((1..arms).map(test).collect())
}

/// Rows scaled to columns of length 1, so that the size of a covariate costs no digits.
struct Model {
    rows: DMatrix<f64>,
    outcomes: DVector<f64>,
    counts: DVector<f64>,
    scales: Vec<f64>,
}

impl Model {
    fn of(units: &[Measurement], arms: usize) -> Self {
        let counts =
            DVector::from_iterator(units.len(), units.iter().map(|unit| unit.count as f64));
        let centred = |of: &dyn Fn(&Measurement) -> f64| {
            let values = DVector::from_iterator(units.len(), units.iter().map(of));
            let mean = values.dot(&counts) / counts.sum();
            values.add_scalar(-mean)
        };
        let indicator = |arm: usize| {
            let is_of = |unit: &Measurement| f64::from(u8::from(arm == 0 || unit.arm == arm));
            DVector::from_iterator(units.len(), units.iter().map(is_of))
        };
        let covariates = units.first().map_or(0, |unit| unit.covariates.len());
        let mut columns: Vec<DVector<f64>> = (0..arms).map(indicator).collect();
        columns.push(centred(&|unit| unit.before));
        columns.extend((0..covariates).map(|at| centred(&move |unit| unit.covariates[at])));
        let length = |column: &DVector<f64>| column.component_mul(column).dot(&counts).sqrt();
        let scales: Vec<f64> = columns.iter().map(length).collect();
        for (column, scale) in columns.iter_mut().zip(&scales) {
            *column /= scale.max(f64::MIN_POSITIVE);
        }
        let outcomes = centred(&|unit| unit.after);
        Self { rows: DMatrix::from_columns(&columns), outcomes, counts, scales }
    }

    /// Coefficients of the scaled columns, and their HC3 covariance.
    fn fit(&self) -> Result<(DVector<f64>, DMatrix<f64>), InferenceError> {
        let weighted = DMatrix::from_fn(self.rows.nrows(), self.rows.ncols(), |row, column| {
            self.rows[(row, column)] * self.counts[row]
        });
        let undefined = |reason: &str| InferenceError::Undefined { reason: reason.to_owned() };
        let factor = (self.rows.transpose() * &weighted).cholesky();
        // With columns of length 1 a pivot near 0 says that a column follows from the others.
        let factor = factor
            .filter(|factor| factor.l_dirty().diagonal().iter().all(|pivot| pivot.abs() > 1e-6))
            .ok_or_else(|| {
                undefined("a baseline measure does not vary or follows from the others")
            })?;
        let inverse = factor.inverse();
        let coefficients = &inverse * (weighted.transpose() * &self.outcomes);
        let residuals = &self.outcomes - &self.rows * &coefficients;
        if residuals.amax() <= 1e-10 * self.outcomes.amax() {
            return Err(InferenceError::NoVariation { what: "answer after adjustment" });
        }
        let reach = &self.rows * &inverse;
        let mut factors = DVector::zeros(self.rows.nrows());
        for row in 0..self.rows.nrows() {
            let free = 1.0 - reach.row(row).dot(&self.rows.row(row));
            if free < 1e-8 {
                return Err(undefined("one unit alone decides a coefficient"));
            }
            factors[row] = (residuals[row] / free).powi(2);
        }
        let meat = DMatrix::from_fn(self.rows.nrows(), self.rows.ncols(), |row, column| {
            weighted[(row, column)] * factors[row]
        });
        let covariance = &inverse * (self.rows.transpose() * meat) * &inverse;
        Ok((coefficients, covariance))
    }
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    fn unit(arm: usize, before: f64, after: f64, covariates: &[f64], count: u64) -> Measurement {
        Measurement { arm, before, after, covariates: covariates.to_vec(), count }
    }

    fn some() -> Vec<Measurement> {
        vec![
            unit(0, 1.0, 2.0, &[5.0], 2),
            unit(0, 2.0, 2.5, &[1.0], 1),
            unit(0, 4.0, 3.0, &[2.0], 3),
            unit(1, 1.0, 4.0, &[3.0], 1),
            unit(1, 3.0, 5.5, &[8.0], 2),
            unit(2, 2.0, 1.0, &[9.0], 2),
            unit(2, 3.5, 2.0, &[4.0], 2),
        ]
    }

    #[test]
    fn counted_units_give_what_the_same_units_one_by_one_give() {
        let expanded: Vec<_> = some()
            .into_iter()
            .flat_map(|row| (0..row.count).map(move |_| Measurement { count: 1, ..row.clone() }))
            .collect();
        let counted = ancova_hc3(&some(), 3, Level::P95).unwrap();
        let single = ancova_hc3(&expanded, 3, Level::P95).unwrap();
        for (one, other) in counted.iter().zip(&single) {
            assert_abs_diff_eq!(one.estimate.value, other.estimate.value, epsilon = 1e-10);
            assert_abs_diff_eq!(one.standard_error, other.standard_error, epsilon = 1e-10);
            assert_eq!(one.df, Some(8.0));
        }
    }

    #[test]
    fn the_unit_of_a_covariate_does_not_matter() {
        let mut scaled = some();
        for row in &mut scaled {
            row.covariates[0] = 1e6 * row.covariates[0] + 1e9;
        }
        let (one, other) = (ancova_hc3(&some(), 3, Level::P95), ancova_hc3(&scaled, 3, Level::P95));
        assert_abs_diff_eq!(
            one.unwrap()[1].standard_error,
            other.unwrap()[1].standard_error,
            epsilon = 1e-6
        );
    }

    #[test]
    fn what_the_model_cannot_tell_apart_is_said() {
        let copied: Vec<_> = some()
            .into_iter()
            .map(|row| Measurement { covariates: vec![row.before], ..row })
            .collect();
        assert!(matches!(
            ancova_hc3(&copied, 3, Level::P95),
            Err(InferenceError::Undefined { .. })
        ));
        assert!(matches!(
            ancova_hc3(&some(), 4, Level::P95),
            Err(InferenceError::Undefined { .. })
        ));
        assert!(matches!(
            ancova_hc3(&some()[2..4], 2, Level::P95),
            Err(InferenceError::TooFew { .. } | InferenceError::Undefined { .. })
        ));
        assert!(ancova_hc3(&[], 2, Level::P95).is_err());
    }
}
