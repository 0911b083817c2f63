//! Regression to the mean: change that selection alone brings.

use std::f64::consts::PI;

use crate::inference::result::TestResult;
use crate::inference::tails::normal_above;
use crate::inference::{InferenceError, Level, Paired};

/// What is known of the people from whom a group was selected.
///
/// Invariant: the deviation is above 0, the correlation from −1 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Population {
    mean: f64,
    deviation: f64,
    correlation: f64,
}

impl Population {
    /// Mean and standard deviation of the first measurement, and its correlation with the second in people without a program.
    ///
    /// # Errors
    ///
    /// [`InferenceError::Setting`] for a correlation that is none and a deviation that is not above 0.
    pub fn new(mean: f64, deviation: f64, correlation: f64) -> Result<Self, InferenceError> {
        correlated(correlation)?;
        if deviation > 0.0 && deviation.is_finite() && mean.is_finite() {
            return Ok(Self { mean, deviation, correlation });
        }
        Err(InferenceError::Setting {
            name: "deviation".to_owned(),
            found: deviation.to_string(),
            allowed: "a number above 0".to_owned(),
        })
    }
}

fn correlated(correlation: f64) -> Result<(), InferenceError> {
    if (-1.0..=1.0).contains(&correlation) {
        return Ok(());
    }
    Err(InferenceError::Setting {
        name: "reliability".to_owned(),
        found: correlation.to_string(),
        allowed: "a correlation, such as 0.6".to_owned(),
    })
}

/// Who was taken into a group by the first measurement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Selected {
    /// Those below this value.
    Below(f64),
    /// Those above this value.
    Above(f64),
}

/// Regression to the mean: how far does a group that was selected by its first measurement move without any effect?
///
/// # Definition
///
/// With the cut at `z` standard deviations from the population's mean, the group starts `φ(z)/Φ(z)` standard deviations below
/// the mean when those below were taken, and moves back by `(1 − ρ)·σ·φ(z)/Φ(z)`. For those above it is the mirror image.
///
/// # Shapes and units
///
/// The expected change, in the measure's points: positive for those taken from below.
///
/// # Assumptions
///
/// The measure is normal in the population, which does not change as a whole. Whoever had a low score was taken, nobody else.
///
/// # Errors
///
/// [`InferenceError::Undefined`] when the cut lies so far out that nobody is there.
///
/// # Reference
///
/// Davis (1976), "The effect of regression to the mean in epidemiologic and clinical studies", *American Journal of
/// Epidemiology* 104: 493–498. With a correlation of .6 those one standard deviation below the mean gain .61 of it, those
/// below the mean .32.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Population, Selected, expected_regression};
/// let everybody = Population::new(0.0, 1.0, 0.6)?;
/// let gain = expected_regression(Selected::Below(-1.0), &everybody)?;
/// assert_abs_diff_eq!(gain, 0.61, epsilon = 5e-3);
/// let gain = expected_regression(Selected::Below(0.0), &everybody)?;
/// assert_abs_diff_eq!(gain, 0.32, epsilon = 5e-3);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn expected_regression(
    selected: Selected,
    population: &Population,
) -> Result<f64, InferenceError> {
    let Population { mean, deviation, correlation } = *population;
    let (beyond, sign) = match selected {
        Selected::Below(cut) => ((mean - cut) / deviation, 1.0),
        Selected::Above(cut) => ((cut - mean) / deviation, -1.0),
    };
    let share = normal_above(beyond);
    if share < f64::MIN_POSITIVE {
        let reason = "the cut lies so far out that nobody is beyond it".to_owned();
        return Err(InferenceError::Undefined { reason });
    }
    let away = (-beyond * beyond / 2.0).exp() / (2.0 * PI).sqrt() / share;
    Ok(sign * (1.0 - correlation) * deviation * away)
}

/// A change beside what regression to the mean alone would give.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BeyondRegression {
    /// Mean change that was found.
    pub observed: f64,
    /// Mean change that regression to the mean gives.
    pub expected: f64,
    /// The first less the second, with its interval and test.
    pub excess: TestResult,
}

/// Change beyond regression: did the group move farther than one that starts there moves by itself?
///
/// # Definition
///
/// Somebody who starts at `x` is expected at `μ + ρ(x − μ)`, so that the group's expected change is `(1 − ρ)(μ − mean(x))`.
/// The excess is the mean of `after − μ − ρ(before − μ)`, with the *t* interval and test of that mean.
///
/// # Shapes and units
///
/// n ≥ 2 pairs; the population's mean `μ` of the measure in its points, and the correlation `ρ` of two measurements without a
/// program: the test–retest reliability.
///
/// # Assumptions
///
/// Pairs are independent of one another; the expected second measurement is linear in the first; `μ` and `ρ` are known and
/// hold for the people from whom the group came, who do not change as a whole. However a group was selected by the first
/// measurement, the expectation is right: it takes where each one started as given. It is no comparison group.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below two pairs, [`InferenceError::NoVariation`] when the excess is the same for all,
/// [`InferenceError::Setting`] when `ρ` is no correlation.
///
/// # Reference
///
/// Davis (1976), *American Journal of Epidemiology* 104: 493–498. Expected numbers: R `t.test` of the same differences on
/// `datasets::sleep`, as if the first drug's hours came from people with a mean of 1.5 and a correlation of .6.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Paired, beyond_regression};
/// let y1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0].map(Some);
/// let y2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4].map(Some);
/// let found = beyond_regression(&Paired::weighted(&y1, &y2, &[1; 10]), 1.5, 0.6, Level::P95)?;
/// assert_abs_diff_eq!(found.observed, 1.58, epsilon = 1e-12);
/// assert_abs_diff_eq!(found.expected, 0.3, epsilon = 1e-12);
/// assert_abs_diff_eq!(found.excess.estimate.value, 1.28, epsilon = 1e-12);
/// assert_abs_diff_eq!(found.excess.estimate.low.unwrap(), 0.3355121, epsilon = 5e-8);
/// assert_abs_diff_eq!(found.excess.p_value, 0.0134461, epsilon = 5e-8);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn beyond_regression(
    pairs: &Paired,
    population_mean: f64,
    correlation: f64,
    level: Level,
) -> Result<BeyondRegression, InferenceError> {
    correlated(correlation)?;
    let excess = pairs.sample(|pair| {
        let back = (1.0 - correlation) * (population_mean - pair.before);
        crate::inference::paired::pairs::difference(back, pair.after - pair.before)
    });
    let moments = excess.moments("complete pairs")?.varying("change beyond the expected one")?;
    let standard_error = (moments.variance / moments.n as f64).sqrt();
    let df = (moments.n - 1) as f64;
    let observed = pairs.differences().moments("complete pairs")?.mean;
    Ok(BeyondRegression {
        observed,
        expected: observed - moments.mean,
        excess: TestResult::student(moments.mean, standard_error, df, moments.n, level),
    })
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;

    use super::*;
    use crate::inference::paired::pairs::drawn::{counted, one_by_one};

    #[test]
    fn those_above_come_down_as_those_below_come_up() {
        let everybody = Population::new(50.0, 10.0, 0.6).unwrap();
        let below = expected_regression(Selected::Below(40.0), &everybody).unwrap();
        let above = expected_regression(Selected::Above(60.0), &everybody).unwrap();
        assert_abs_diff_eq!(below, 6.100_541_1, epsilon = 5e-7);
        assert_abs_diff_eq!(below, -above, epsilon = 1e-12);
        let all = expected_regression(Selected::Below(1e6), &everybody).unwrap();
        assert_abs_diff_eq!(all, 0.0, epsilon = 1e-12);
        let none = expected_regression(Selected::Below(-1e6), &everybody);
        assert!(matches!(none, Err(InferenceError::Undefined { .. })));
    }

    /// Guardrail: a group taken for its low scores gains without any program.
    #[test]
    fn a_gain_that_selection_explains_is_not_taken_for_an_effect() {
        // Starts at 1 to 3 of a population around 4 with a correlation of one half; each ends where it is expected, or one off.
        let rows = [(1.0, 2.5), (2.0, 3.0), (3.0, 3.5)];
        let around = [-1.0, 1.0];
        let pairs: Vec<_> = rows
            .iter()
            .flat_map(|&(before, after)| around.map(|off| (Some(before), Some(after + off))))
            .collect();
        let found = beyond_regression(&Paired::new(&pairs), 4.0, 0.5, Level::P95).unwrap();
        assert_abs_diff_eq!(found.observed, 1.0, epsilon = 1e-12);
        assert_abs_diff_eq!(found.expected, 1.0, epsilon = 1e-12);
        assert_abs_diff_eq!(found.excess.p_value, 1.0, epsilon = 1e-9);
    }

    #[test]
    fn one_pair_the_same_excess_and_no_correlation_are_refused() {
        let pairs = Paired::new(&[(Some(1.0), Some(2.0)), (Some(3.0), Some(3.0))]);
        let found = beyond_regression(&pairs, 2.0, 0.5, Level::P95);
        assert_eq!(
            found,
            Err(InferenceError::NoVariation { what: "change beyond the expected one" })
        );
        assert!(beyond_regression(&pairs, 2.0, 1.5, Level::P95).is_err());
        assert!(
            beyond_regression(&Paired::new(&[(Some(1.0), Some(2.0))]), 2.0, 0.5, Level::P95)
                .is_err()
        );
        assert!(Population::new(0.0, 0.0, 0.5).is_err() && Population::new(0.0, 1.0, 2.0).is_err());
    }

    proptest! {
        #[test]
        fn counted_pairs_give_what_the_same_pairs_one_by_one_give_wherever_the_scale_starts(
            rows in proptest::collection::vec((1_u32..6, 1_u32..6, 1_u64..9), 1..9),
            correlation in 0.0_f64..1.0,
        ) {
            let found = |pairs: &Paired, mean| beyond_regression(pairs, mean, correlation, Level::P95);
            let there = found(&counted(&rows), 3.0);
            prop_assert_eq!(&there, &found(&one_by_one(&rows), 3.0));
            let shifted = Paired::gather(counted(&rows).pairs().iter().map(|pair| {
                (Some(pair.before + 10.0), Some(pair.after + 10.0), pair.count)
            }));
            if let (Ok(one), Ok(other)) = (there, found(&shifted, 13.0)) {
                prop_assert!((one.excess.estimate.value - other.excess.estimate.value).abs() < 1e-9);
                prop_assert!((one.expected - other.expected).abs() < 1e-9);
            }
        }
    }
}
