//! Control charts: does a term stand out from what the terms vary by anyway?

use crate::inference::InferenceError;
use crate::inference::sample::at_least;

/// Terms that limits need before they mean anything.
pub(super) const ENOUGH_TERMS: u64 = 8;

/// Mean moving range of two by standard deviation, of normal values.
const RANGE_OF_TWO: f64 = 1.128;

/// What a point of a control chart shows beyond chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// It lies outside of three standard deviations around the centre.
    Outside,
    /// It is the ninth in a row, or a later one, on one side of the centre.
    NineOnOneSide,
    /// It is the sixth in a row, or a later one, each above the one before, or each below.
    SixOneWay,
    /// Of it and the two before, two or more lie beyond two standard deviations on its side.
    TwoOfThree,
    /// Of it and the four before, four or more lie beyond one standard deviation on its side.
    FourOfFive,
}

/// A chart with its centre, the limits of each point, and what each one shows.
#[derive(Debug, Clone, PartialEq)]
pub struct ControlChart {
    /// Centre of all points.
    pub centre: f64,
    /// Lower and upper limit of each point.
    pub limits: Vec<(f64, f64)>,
    /// Signals of each point, in the order of [`Signal`].
    pub signals: Vec<Vec<Signal>>,
}

/// Control chart of shares: does a term's share stand out from those of all terms?
///
/// # Definition
///
/// Around the share `p` of all units of all terms, the limits of a term of n are `p ± 3·√(p(1 − p)/n)`, cut at 0 and 1. Signals
/// are Nelson's rules 1, 2, 3, 5 and 6 on `(share − p)/√(p(1 − p)/n)`.
///
/// # Shapes and units
///
/// `terms`: at least 8, in order of time, each with its share and its units, n ≥ 1. A limit is a share.
///
/// # Assumptions
///
/// While nothing changes, all terms have one and the same true share, and units are independent of one another. Where terms
/// differ by more than that by nature, large ones lie outside too often. About one term in a hundred shows a signal without a
/// reason: a signal is a question, not a finding.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below 8 terms, [`InferenceError::NoVariation`] when every share is 0, or every one is 1.
///
/// # Reference
///
/// Shewhart (1931), *Economic Control of Quality of Manufactured Product*; Nelson (1984), "The Shewhart control chart: tests for
/// special causes", *Journal of Quality Technology* 16(4): 237–239. The example is Montgomery's, *Introduction to Statistical
/// Quality Control*: cans of frozen orange juice, 30 samples of 50; limits .0524 and .4102, samples 15 and 23 outside.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Signal, p_chart};
/// let defective = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7,
///     13, 9, 6];
/// let samples: Vec<(f64, u64)> = defective.iter().map(|&cans| (f64::from(cans) / 50.0, 50)).collect();
/// let chart = p_chart(&samples)?;
/// assert_abs_diff_eq!(chart.centre, 0.2313, epsilon = 5e-5);
/// assert_abs_diff_eq!(chart.limits[0].0, 0.0524, epsilon = 5e-5);
/// assert_abs_diff_eq!(chart.limits[0].1, 0.4102, epsilon = 5e-5);
/// let outside: Vec<usize> =
///     (0..30).filter(|&at| chart.signals[at].contains(&Signal::Outside)).map(|at| at + 1).collect();
/// assert_eq!(outside, [15, 23]);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn p_chart(terms: &[(f64, u64)]) -> Result<ControlChart, InferenceError> {
    let filled: Vec<(f64, u64)> = terms.iter().copied().filter(|(_, n)| *n > 0).collect();
    at_least(filled.len() as u64, ENOUGH_TERMS, "terms")?;
    let total: u64 = filled.iter().map(|(_, n)| n).sum();
    let centre = filled.iter().map(|(share, n)| share * *n as f64).sum::<f64>() / total as f64;
    if centre <= 0.0 || centre >= 1.0 {
        return Err(InferenceError::NoVariation { what: "share" });
    }
    let points = terms.iter().map(|(share, n)| {
        let n = (*n).max(1) as f64;
        (*share, (centre * (1.0 - centre) / n).sqrt())
    });
    Ok(chart(centre, &points.collect::<Vec<_>>(), (0.0, 1.0)))
}

/// Control chart of single values: does a term's value stand out from those of all terms?
///
/// # Definition
///
/// Around the mean of all terms, the limits are `mean ± 3·MR/1.128`, with `MR` the mean of the distances between a term and the
/// next: a slow drift does not widen them. Signals as in [`p_chart`].
///
/// # Shapes and units
///
/// `values`: at least 8, finite, in order of time. Limits are in the values' own unit.
///
/// # Assumptions
///
/// While nothing changes, values vary around one mean, alike and independent of one another, roughly normal. Terms of many
/// and of few people count the same.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below 8 values, [`InferenceError::NoVariation`] when they are all the same.
///
/// # Reference
///
/// Nelson (1982), "Control charts for individual measurements", *Journal of Quality Technology* 14(3): 172–173. The example is
/// Montgomery's, *Introduction to Statistical Quality Control*: viscosity of 15 batches of paint; limits 32.24 and 34.80.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, individuals_chart};
/// let viscosity = [33.75, 33.05, 34.00, 33.81, 33.46, 34.02, 33.68, 33.27, 33.49, 33.20, 33.62, 33.00, 33.54, 33.12,
///     33.84];
/// let chart = individuals_chart(&viscosity)?;
/// assert_abs_diff_eq!(chart.centre, 33.52, epsilon = 5e-3);
/// assert_abs_diff_eq!(chart.limits[0].0, 32.24, epsilon = 1e-2);
/// assert_abs_diff_eq!(chart.limits[0].1, 34.80, epsilon = 1e-2);
/// assert!(chart.signals.iter().all(Vec::is_empty));
/// # Ok::<(), InferenceError>(())
/// ```
pub fn individuals_chart(values: &[f64]) -> Result<ControlChart, InferenceError> {
    at_least(values.len() as u64, ENOUGH_TERMS, "terms")?;
    let moved: f64 = values.windows(2).map(|pair| (pair[1] - pair[0]).abs()).sum();
    let deviation = moved / (values.len() - 1) as f64 / RANGE_OF_TWO;
    if deviation <= 0.0 {
        return Err(InferenceError::NoVariation { what: "value" });
    }
    let first = values[0];
    let mean = first + values.iter().map(|value| value - first).sum::<f64>() / values.len() as f64;
    let points: Vec<(f64, f64)> = values.iter().map(|value| (*value, deviation)).collect();
    Ok(chart(mean, &points, (f64::NEG_INFINITY, f64::INFINITY)))
}

/// Points with their standard deviations.
fn chart(centre: f64, points: &[(f64, f64)], (least, most): (f64, f64)) -> ControlChart {
    let limits = points.iter().map(|(_, deviation)| {
        ((centre - 3.0 * deviation).max(least), (centre + 3.0 * deviation).min(most))
    });
    let apart: Vec<f64> =
        points.iter().map(|(value, deviation)| (value - centre) / deviation).collect();
    let values: Vec<f64> = points.iter().map(|(value, _)| *value).collect();
    let signals = (0..points.len()).map(|at| signals(&apart[..=at], &values[..=at]));
    ControlChart { centre, limits: limits.collect(), signals: signals.collect() }
}

/// Signals of the last of some points: distances from the centre in standard deviations, and the values themselves.
fn signals(apart: &[f64], values: &[f64]) -> Vec<Signal> {
    let last = apart.last().copied().unwrap_or_default();
    let tail = |n: usize| apart.len().checked_sub(n).map(|from| &apart[from..]);
    let beyond = |n: usize, by: f64, least: usize| {
        let is_beyond = |z: &&f64| **z * last.signum() > by;
        last.abs() > by && tail(n).is_some_and(|of| of.iter().filter(is_beyond).count() >= least)
    };
    let one_way = || {
        let Some(from) = values.len().checked_sub(6) else { return false };
        let steps = values[from..].windows(2).map(|pair| pair[1] - pair[0]);
        steps.clone().all(|step| step > 0.0) || steps.clone().all(|step| step < 0.0)
    };
    let shown = [
        (Signal::Outside, last.abs() > 3.0),
        (Signal::NineOnOneSide, beyond(9, 0.0, 9)),
        (Signal::SixOneWay, one_way()),
        (Signal::TwoOfThree, beyond(3, 2.0, 2)),
        (Signal::FourOfFive, beyond(5, 1.0, 4)),
    ];
    shown.into_iter().filter(|(_, is_shown)| *is_shown).map(|(signal, _)| signal).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Signals of the last of some distances.
    fn of(apart: &[f64]) -> Vec<Signal> {
        signals(apart, apart)
    }

    #[test]
    fn each_rule_is_found_where_it_begins_and_not_before() {
        assert_eq!(of(&[0.0, 3.1]), [Signal::Outside]);
        assert_eq!(of(&[0.0, 3.0]), []);
        let side = [0.5, 0.4, 0.6, 0.3, 0.5, 0.4, 0.6, 0.5, 0.4];
        assert_eq!(of(&side), [Signal::NineOnOneSide]);
        assert_eq!(of(&side[1..]), []);
        let rising = [-0.9, -0.5, -0.1, 0.2, 0.5, 0.9];
        assert_eq!(of(&rising), [Signal::SixOneWay]);
        assert_eq!(of(&rising[1..]), []);
        assert_eq!(of(&[0.0, 2.1, 0.0, 2.2]), [Signal::TwoOfThree]);
        assert_eq!(of(&[0.0, -2.1, 0.0, 2.2]), []);
        // The point itself must be one of the two.
        assert_eq!(of(&[2.1, 2.2, 0.0]), []);
        assert_eq!(of(&[-1.1, -1.2, 0.0, -1.3, -1.1]), [Signal::FourOfFive]);
    }

    #[test]
    fn eight_terms_have_limits_and_seven_have_none() {
        let flat = |n: usize| vec![(0.5, 100); n];
        let few = InferenceError::TooFew { needed: 8, what: "terms", found: 7 };
        assert_eq!(p_chart(&flat(7)), Err(few.clone()));
        assert_eq!(p_chart(&flat(8)).unwrap().limits[0], (0.35, 0.65));
        assert_eq!(individuals_chart(&[1.0; 7]), Err(few));
        let same = InferenceError::NoVariation { what: "value" };
        assert_eq!(individuals_chart(&[1.0; 8]), Err(same));
        let none = InferenceError::NoVariation { what: "share" };
        assert_eq!(p_chart(&[(0.0, 9); 8]), Err(none));
    }

    #[test]
    fn a_term_of_few_has_wider_limits() {
        let mut terms = vec![(0.5, 100); 8];
        terms[3].1 = 4;
        let chart = p_chart(&terms).unwrap();
        assert_eq!(chart.limits[3], (0.0, 1.0));
        assert!(chart.limits[4].0 > 0.3);
    }
}
