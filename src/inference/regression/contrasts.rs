//! What a linear model says about a contrast, when units are independent of one another.

use nalgebra::{DMatrix, DVector};

use super::least_squares::LinearModel;
use super::orthogonal::dot;
use crate::inference::result::TestResult;
use crate::inference::tails::f_p;
use crate::inference::{InferenceError, Level};

/// How far residuals spread around a model whose units are independent of one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spread {
    /// Alike everywhere: the classical standard error.
    Equal,
    /// Squared residuals as they are (White 1980).
    Hc0,
    /// HC0 by `n/(n − p)`.
    Hc1,
    /// Squared residuals by `1 − h`: unbiased when the spread is equal.
    Hc2,
    /// Squared residuals by `(1 − h)²`: nearly the jackknife.
    Hc3,
}

/// A joint test that several contrasts are 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct JointTest {
    /// Wald's statistic by the number of contrasts: *F*.
    pub statistic: f64,
    /// Contrasts.
    pub df_between: f64,
    /// Degrees of freedom of the residuals.
    pub df_within: f64,
    /// Upper-tail p-value.
    pub p_value: f64,
}

/// Linear contrast: what is this sum of coefficients, and is it 0?
///
/// # Definition
///
/// `c·b` with the variance `cᵀ (XᵀX)⁻¹ (Σ x xᵀ f(e)) (XᵀX)⁻¹ c`, where `f(e)` is `s²` for equal spread, `e²` for HC0,
/// `e² n/(n−p)` for HC1, `e²/(1−h)` for HC2 and `e²/(1−h)²` for HC3, with `h` the leverage of a single unit. Student's *t* has
/// `n − p` degrees of freedom.
///
/// # Shapes and units
///
/// `contrast`: one weight per coefficient of the model. The estimate is in points of the outcome.
///
/// # Assumptions
///
/// Units are independent of one another. HC0 to HC3 let the spread differ from unit to unit; HC3 is the one to declare below
/// a few hundred units. With 5 of 20 units in an arm whose spread is twice the other's, its 95 % interval holds the truth in 92 %.
///
/// # Errors
///
/// [`InferenceError::NoVariation`] when the model fits every unit, [`InferenceError::Undefined`] when HC2 or HC3 meet a unit
/// that alone decides a coefficient, or the contrast has no spread.
///
/// # Reference
///
/// MacKinnon & White (1985), *Journal of Econometrics* 29: 305–325; Long & Ervin (2000), *The American Statistician* 54(3):
/// 217–224. The example is R's `sandwich::vcovHC` on `stats::lm(dist ~ speed)` of `datasets::cars`: Ezekiel (1930), *Methods
/// of Correlation Analysis*.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{
/// #     InferenceError, Level, Observation, Observations, Spread, least_squares, linear_contrast,
/// # };
/// let speed = [4, 4, 7, 7, 8, 9, 10, 10, 10, 11, 11, 12, 12, 12, 12, 13, 13, 13, 13, 14, 14, 14, 14,
///     15, 15, 15, 16, 16, 17, 17, 17, 18, 18, 18, 18, 19, 19, 19, 20, 20, 20, 20, 20, 22, 23, 24, 24,
///     24, 24, 25];
/// let dist = [2, 10, 4, 22, 16, 10, 18, 26, 34, 17, 28, 14, 20, 24, 28, 26, 34, 34, 46, 26, 36, 60,
///     80, 20, 26, 54, 32, 40, 32, 40, 50, 42, 56, 76, 84, 36, 46, 68, 32, 48, 52, 56, 64, 66, 54, 70,
///     92, 93, 120, 85];
/// let rows = speed.iter().zip(dist).map(|(&speed, dist)| Observation {
///     outcome: Some(f64::from(dist)), predictors: vec![Some(f64::from(speed))], count: 1, cluster: None,
/// });
/// let cars = Observations::new(&["speed"], rows);
/// let model = least_squares(&cars)?;
/// let slope = linear_contrast(&model, &[0.0, 1.0], Spread::Hc3, Level::P95)?;
/// assert_abs_diff_eq!(slope.estimate.value, 3.932409, epsilon = 5e-7);
/// assert_abs_diff_eq!(slope.standard_error, 0.4275372, epsilon = 5e-8);
/// # Ok::<(), InferenceError>(())
/// ```
#[expect(clippy::doc_markdown, reason = "MacKinnon is a person")]
pub fn linear_contrast(
    model: &LinearModel<'_>,
    contrast: &[f64],
    spread: Spread,
    level: Level,
) -> Result<TestResult, InferenceError> {
    assert_eq!(contrast.len(), model.names().len(), "every coefficient has its weight");
    model.varying()?;
    let direction = model.orthogonal.direction(contrast);
    let squares = squares(model, spread)?;
    let rows = model.observations.rows().iter().zip(&model.orthogonal.whitened).zip(&squares);
    let variance: f64 =
        rows.map(|((row, z), square)| row.count * dot(z, &direction).powi(2) * square).sum();
    if variance <= 0.0 || !variance.is_finite() {
        let reason = "the contrast has no spread of its own".to_owned();
        return Err(InferenceError::Undefined { reason });
    }
    let value = model.value(contrast);
    Ok(TestResult::student(value, variance.sqrt(), model.df(), model.n(), level))
}

/// Joint contrasts: is any of these sums of coefficients not 0?
///
/// # Definition
///
/// Wald's `(Cb)ᵀ (C V Cᵀ)⁻¹ (Cb) / q` for q contrasts, with the covariance `V` of `linear_contrast`; *F* with q and `n − p`
/// degrees of freedom.
///
/// # Shapes and units
///
/// `contrasts`: one or more, none a sum of the others.
///
/// # Assumptions
///
/// As for `linear_contrast`.
///
/// # Errors
///
/// As `linear_contrast`, and [`InferenceError::Undefined`] when a contrast follows from the others.
///
/// # Reference
///
/// Wald (1943), *Transactions of the American Mathematical Society* 54: 426–482. With equal spread it is the *F* of an
/// analysis of variance: the example has R's `oneway.test(weight ~ group, PlantGrowth, var.equal = TRUE)`, data of Dobson
/// (1983), *An Introduction to Statistical Modelling*.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{
/// #     InferenceError, Observation, Observations, Spread, joint_contrasts, least_squares,
/// # };
/// let weights = [
///     [4.17, 5.58, 5.18, 6.11, 4.50, 4.61, 5.17, 4.53, 5.33, 5.14],
///     [4.81, 4.17, 4.41, 3.59, 5.87, 3.83, 6.03, 4.89, 4.32, 4.69],
///     [6.31, 5.12, 5.54, 5.50, 5.37, 5.29, 4.92, 6.15, 5.80, 5.26],
/// ];
/// let rows = weights.iter().enumerate().flat_map(|(group, weights)| weights.map(|weight| Observation {
///     outcome: Some(weight),
///     predictors: [1, 2].map(|other| Some(f64::from(u8::from(group == other)))).to_vec(),
///     count: 1,
///     cluster: None,
/// }));
/// let plants = Observations::new(&["trt1", "trt2"], rows);
/// let model = least_squares(&plants)?;
/// let groups = [vec![0.0, 1.0, 0.0], vec![0.0, 0.0, 1.0]];
/// let test = joint_contrasts(&model, &groups, Spread::Equal)?;
/// assert_abs_diff_eq!(test.statistic, 4.8461, epsilon = 5e-5);
/// assert_abs_diff_eq!(test.p_value, 0.01591, epsilon = 5e-6);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn joint_contrasts(
    model: &LinearModel<'_>,
    contrasts: &[Vec<f64>],
    spread: Spread,
) -> Result<JointTest, InferenceError> {
    crate::inference::sample::at_least(contrasts.len() as u64, 1, "contrasts")?;
    model.varying()?;
    let squares = squares(model, spread)?;
    let directions: Vec<Vec<f64>> =
        contrasts.iter().map(|contrast| model.orthogonal.direction(contrast)).collect();
    let q = contrasts.len();
    let mut covariance = DMatrix::<f64>::zeros(q, q);
    let rows = model.observations.rows().iter().zip(&model.orthogonal.whitened).zip(&squares);
    for ((row, z), square) in rows {
        let reach = DVector::from_iterator(q, directions.iter().map(|one| dot(z, one)));
        covariance.ger(row.count * square, &reach, &reach, 1.0);
    }
    let follows =
        || InferenceError::Undefined { reason: "a contrast follows from the others".to_owned() };
    let scales: Vec<f64> = (0..q).map(|at| covariance[(at, at)].sqrt()).collect();
    if scales.iter().any(|scale| *scale <= 0.0 || !scale.is_finite()) {
        return Err(follows());
    }
    let correlations = DMatrix::from_fn(q, q, |a, b| covariance[(a, b)] / (scales[a] * scales[b]));
    let values = contrasts.iter().zip(&scales).map(|(one, scale)| model.value(one) / scale);
    let values = DVector::from_iterator(q, values);
    let factor = correlations
        .cholesky()
        .filter(|factor| factor.l_dirty().diagonal().iter().all(|pivot| pivot.abs() > 1e-7))
        .ok_or_else(follows)?;
    let statistic = values.dot(&factor.solve(&values)) / q as f64;
    let (df_between, df_within) = (q as f64, model.df());
    let p_value = f_p(statistic, df_between, df_within);
    Ok(JointTest { statistic, df_between, df_within, p_value })
}

/// What each unit of a row adds to the spread.
fn squares(model: &LinearModel<'_>, spread: Spread) -> Result<Vec<f64>, InferenceError> {
    let n = model.n() as f64;
    let free = |row: usize| {
        let free = 1.0 - model.leverage(row);
        // Far from 0, rounding costs nothing; near it, one unit's residual is 0 whatever it says.
        if free > 1e-8 {
            return Ok(free);
        }
        let reason = "one unit alone decides a coefficient".to_owned();
        Err(InferenceError::Undefined { reason })
    };
    let square = |(row, residual): (usize, &f64)| {
        let square = residual * residual;
        Ok(match spread {
            Spread::Equal => model.residual_variance(),
            Spread::Hc0 => square,
            Spread::Hc1 => square * n / model.df(),
            Spread::Hc2 => square / free(row)?,
            Spread::Hc3 => square / free(row)?.powi(2),
        })
    };
    model.residuals.iter().enumerate().map(square).collect()
}
