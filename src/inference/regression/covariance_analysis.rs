//! The difference of groups at follow-up, adjusted for where they started.

use super::contrasts::{JointTest, Spread, joint_contrasts, linear_contrast};
use super::least_squares::least_squares;
use super::observations::{Observation, Observations};
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
/// Least squares of `after` on one indicator per arm but the reference, `before` and the covariates. The
/// coefficient of an arm is its adjusted difference. A baseline number that is the same for everyone explains nothing and is
/// left out of the model, as R's `lm` does. Standard errors are HC3: squared residuals by `(1 − h)²`, with `h` the
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
    every_arm(units, arms)?;
    let observations = observations(units, arms, false);
    let model = least_squares(&observations)?;
    let test =
        |arm: usize| linear_contrast(&model, &model.only(&arm_name(arm))?, Spread::Hc3, level);
    (1..arms).map(test).collect()
}

/// How far the slopes of the arms on the baseline are apart.
#[derive(Debug, Clone, PartialEq)]
pub struct SlopesTest {
    /// One per arm but the reference: its slope less the reference's.
    pub differences: Vec<TestResult>,
    /// Does any slope differ?
    pub joint: JointTest,
}

/// Pre × group: does the difference of the groups depend on where units started?
///
/// # Definition
///
/// The model of `ancova_hc3` with the product of each arm's indicator and `before`. A product's coefficient is how much the
/// arm's slope on the baseline differs from the reference's; Wald's *F* says whether any does. Covariances are HC3.
///
/// # Shapes and units
///
/// As for `ancova_hc3`. A difference of slopes is in points at follow-up per point at baseline.
///
/// # Assumptions
///
/// Units are independent of one another, and each arm's line is straight. A test of slopes has little power: that none is
/// found is no proof that the adjusted difference holds for all.
///
/// # Errors
///
/// As for `ancova_hc3`.
///
/// # Reference
///
/// Huitema (2011), *The Analysis of Covariance and Alternatives*, 2nd ed., chapter 6. The example is solved by hand: slopes of
/// 1 and 3.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Measurement, ancova_slopes};
/// let unit = |arm, before: f64, error: f64| Measurement {
///     arm, before, after: before * (1.0 + 2.0 * arm as f64) + error, covariates: vec![], count: 1,
/// };
/// let errors = [(1.0, 0.5), (2.0, -0.5), (3.0, -0.5), (4.0, 0.5)];
/// let units: Vec<_> = errors.iter().flat_map(|&(x, e)| [unit(0, x, e), unit(1, x, -e)]).collect();
/// let test = ancova_slopes(&units, 2, Level::P95)?;
/// assert_abs_diff_eq!(test.differences[0].estimate.value, 2.0, epsilon = 1e-9);
/// assert_eq!((test.joint.df_between, test.joint.df_within), (1.0, 4.0));
/// # Ok::<(), InferenceError>(())
/// ```
pub fn ancova_slopes(
    units: &[Measurement],
    arms: usize,
    level: Level,
) -> Result<SlopesTest, InferenceError> {
    every_arm(units, arms)?;
    let observations = observations(units, arms, true);
    let model = least_squares(&observations)?;
    let products: Vec<Vec<f64>> =
        (1..arms).map(|arm| model.only(&product_name(arm))).collect::<Result<_, _>>()?;
    let test = |product: &Vec<f64>| linear_contrast(&model, product, Spread::Hc3, level);
    let differences = products.iter().map(test).collect::<Result<_, _>>()?;
    Ok(SlopesTest { differences, joint: joint_contrasts(&model, &products, Spread::Hc3)? })
}

/// Adjusted means: where would each arm be, had all arms started alike?
///
/// # Definition
///
/// The model's value for an arm, with the baseline and every covariate at their mean over all units of all arms. The
/// differences of adjusted means are the adjusted differences of `ancova_hc3`. Covariance and degrees of freedom are the same.
///
/// # Shapes and units
///
/// As for `ancova_hc3`. One result per arm, the reference first, in the measure's own points. The test that a mean is 0 is
/// seldom a question.
///
/// # Assumptions
///
/// As for `ancova_hc3`.
///
/// # Errors
///
/// As for `ancova_hc3`.
///
/// # Reference
///
/// Searle, Speed & Milliken (1980), "Population marginal means in the linear model", *The American Statistician* 34: 216–221.
/// The example is solved by hand: arms 3 apart, both with mean 2.5 at baseline.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Measurement, adjusted_means};
/// let unit = |arm, before: f64, error: f64| Measurement {
///     arm, before, after: before + 3.0 * arm as f64 + error, covariates: vec![], count: 1,
/// };
/// let errors = [(1.0, 0.5), (2.0, -0.5), (3.0, -0.5), (4.0, 0.5)];
/// let units: Vec<_> = errors.iter().flat_map(|&(x, e)| [unit(0, x, e), unit(1, x, -e)]).collect();
/// let means = adjusted_means(&units, 2, Level::P95)?;
/// assert_abs_diff_eq!(means[0].estimate.value, 2.5, epsilon = 1e-9);
/// assert_abs_diff_eq!(means[1].estimate.value, 5.5, epsilon = 1e-9);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn adjusted_means(
    units: &[Measurement],
    arms: usize,
    level: Level,
) -> Result<Vec<TestResult>, InferenceError> {
    every_arm(units, arms)?;
    let observations = observations(units, arms, false);
    let model = least_squares(&observations)?;
    let average = observations.average_unit();
    let mean = |arm: usize| {
        let mut contrast = average.clone();
        // The indicators of the arms come after the intercept.
        for (at, indicator) in contrast[1..arms].iter_mut().enumerate() {
            *indicator = f64::from(u8::from(at + 1 == arm));
        }
        linear_contrast(&model, &contrast, Spread::Hc3, level)
    };
    (0..arms).map(mean).collect()
}

fn every_arm(units: &[Measurement], arms: usize) -> Result<(), InferenceError> {
    match (0..arms).find(|&arm| units.iter().all(|unit| unit.arm != arm)) {
        None => Ok(()),
        Some(arm) => {
            let reason = format!("arm {} of {arms} has no complete unit", arm + 1);
            Err(InferenceError::Undefined { reason })
        }
    }
}

fn arm_name(arm: usize) -> String {
    format!("arm {}", arm + 1)
}

fn product_name(arm: usize) -> String {
    format!("arm {} by before", arm + 1)
}

/// Indicators of the arms but the reference, the baseline, the covariates, and the products when they are asked for.
fn observations(units: &[Measurement], arms: usize, has_products: bool) -> Observations {
    let covariates = units.first().map_or(0, |unit| unit.covariates.len());
    let varies = |of: &dyn Fn(&Measurement) -> f64| {
        units.windows(2).any(|two| of(&two[0]).total_cmp(&of(&two[1])).is_ne())
    };
    // A slope on a baseline that does not vary is still asked for, and refused by the model.
    let has_before = has_products || varies(&|unit| unit.before);
    let varying: Vec<usize> =
        (0..covariates).filter(|&at| varies(&|unit| unit.covariates[at])).collect();
    let mut names: Vec<String> = (1..arms).map(arm_name).collect();
    names.extend(has_before.then(|| "before".to_owned()));
    names.extend(varying.iter().map(|at| format!("covariate {}", at + 1)));
    if has_products {
        names.extend((1..arms).map(product_name));
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    // Around the first unit, so that a product does not follow from the arm for a baseline far from 0.
    let origin = units.first().map_or(0.0, |unit| unit.before);
    let rows = units.iter().map(|unit| {
        let is_of = |arm: usize| f64::from(u8::from(unit.arm == arm));
        let products =
            (1..arms).filter(|_| has_products).map(|arm| is_of(arm) * (unit.before - origin));
        let predictors = (1..arms)
            .map(is_of)
            .chain(has_before.then_some(unit.before))
            .chain(varying.iter().map(|&at| unit.covariates[at]))
            .chain(products);
        Observation {
            outcome: Some(unit.after),
            predictors: predictors.map(Some).collect(),
            cluster: None,
            count: unit.count,
        }
    });
    Observations::new(&names, rows)
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

    #[test]
    fn a_baseline_number_that_is_the_same_for_everyone_is_left_out() {
        let flat = |before: f64, covariate: &[f64]| -> Vec<_> {
            some()
                .into_iter()
                .map(|row| Measurement { before, covariates: covariate.to_vec(), ..row })
                .collect()
        };
        let with = ancova_hc3(&flat(0.1, &[7.0]), 3, Level::P95).unwrap();
        let without = ancova_hc3(&flat(0.0, &[]), 3, Level::P95).unwrap();
        assert_eq!(with, without);
        // Nothing is left but the arms: 13 units, 3 means, the first two (2·2 + 2.5 + 3·3) / 6 and (4 + 2·5.5) / 3.
        assert_eq!(with[0].df, Some(10.0));
        assert_abs_diff_eq!(with[0].estimate.value, 5.0 - 15.5 / 6.0, epsilon = 1e-12);
    }
}
