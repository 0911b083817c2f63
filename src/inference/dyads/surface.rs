//! Response surface: what both sides' answers together say about an outcome.

use nalgebra::{DMatrix, DVector};

use crate::inference::result::TestResult;
use crate::inference::sample::at_least;
use crate::inference::{InferenceError, Level};

/// Both answers of a dyad and its outcome, with the number of dyads that have them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Triple {
    /// The mentor's answer.
    pub mentor: f64,
    /// The mentee's answer, on the same scale.
    pub mentee: f64,
    /// What happened to the dyad: satisfaction, months together.
    pub outcome: f64,
    /// Dyads.
    pub count: u64,
}

/// Both answers and an outcome per dyad.
///
/// Invariant: numbers are finite, triples distinct and sorted, no count is 0. There may be none.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Triples {
    rows: Vec<Triple>,
    n: u64,
    n_missing: u64,
}

impl Triples {
    /// Mentor, mentee and outcome with their counts; a dyad with one of them missing is left out and counted.
    pub fn weighted(rows: impl IntoIterator<Item = ([Option<f64>; 3], u64)>) -> Self {
        let mut found = Self::default();
        for (values, count) in rows {
            // Adding 0.0 turns -0.0 into 0.0, so that the two are one number.
            let [mentor, mentee, outcome] = values
                .map(|value| value.filter(|value| value.is_finite()).map(|value| value + 0.0));
            match (mentor, mentee, outcome) {
                (Some(mentor), Some(mentee), Some(outcome)) if count > 0 => {
                    found.rows.push(Triple { mentor, mentee, outcome, count });
                }
                (Some(_), Some(_), Some(_)) => {}
                _ => found.n_missing += count,
            }
        }
        let order = |one: &Triple, other: &Triple| {
            one.mentor
                .total_cmp(&other.mentor)
                .then(one.mentee.total_cmp(&other.mentee))
                .then(one.outcome.total_cmp(&other.outcome))
        };
        found.rows.sort_by(order);
        found.rows.dedup_by(|triple, kept| {
            let same = order(triple, kept).is_eq();
            if same {
                kept.count += triple.count;
            }
            same
        });
        found.n = found.rows.iter().map(|triple| triple.count).sum();
        found
    }

    /// Distinct triples, sorted.
    pub fn triples(&self) -> &[Triple] {
        &self.rows
    }

    /// Dyads with all three numbers.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Dyads with one of them missing.
    pub fn n_missing(&self) -> u64 {
        self.n_missing
    }
}

/// Whether the surface permits to say that agreement itself goes with a better outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Congruence {
    /// The outcome falls to both sides of agreement, and the ridge is where both agree.
    Compatible,
    /// The outcome does not fall, or the ridge lies elsewhere.
    NotShown,
    /// Fewer than 100 dyads, or fewer than a tenth apart in one of the directions: the surface is a guess there.
    TooFewToTell,
}

/// The surface: regression weights and what follows from them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ResponseSurface {
    /// Constant, x, y, x², xy, y², with x the mentor's and y the mentee's answer from the midpoint.
    pub weights: [TestResult; 6],
    /// a1 = b1 + b2: slope where both agree.
    pub a1: TestResult,
    /// a2 = b3 + b4 + b5: curvature where both agree.
    pub a2: TestResult,
    /// a3 = b1 − b2: slope where they differ, from the mentee higher to the mentor higher.
    pub a3: TestResult,
    /// a4 = b3 − b4 + b5: curvature where they differ; below 0 when the outcome falls to both sides.
    pub a4: TestResult,
    /// a5 = b3 − b5: not 0 when the ridge is turned away from agreement.
    pub a5: TestResult,
    /// Share of the outcome's variance that the surface explains.
    pub r_squared: f64,
    /// Share of dyads whose mentor answers more than half a standard deviation higher.
    pub mentor_higher: f64,
    /// Share of dyads whose mentee answers more than half a standard deviation higher.
    pub mentee_higher: f64,
    /// What may be said about agreement.
    pub congruence: Congruence,
}

/// Fewest dyads for a word about agreement: the surface bends with single dyads below it.
const ENOUGH_DYADS: u64 = 100;
/// Smallest share of dyads that must be apart in each direction, after Shanock et al. (2010).
const ENOUGH_APART: f64 = 0.1;
/// Weights of the surface.
const TERMS: usize = 6;

/// Response surface: does the outcome depend on whether both agree, or only on how high each is?
///
/// # Definition
///
/// Least squares of `z = b₀ + b₁x + b₂y + b₃x² + b₄xy + b₅y²`, where x and y are counted from the scale's midpoint. `a1`
/// to `a5` are sums of weights with the standard errors of their covariance matrix and Student's *t* of `n − 6` degrees
/// of freedom. [`Congruence::Compatible`] needs `a4` below 0 with a p-value below the complement of the level, and
/// `a3` and `a5` with p-values above it.
///
/// # Shapes and units
///
/// n ≥ 7 dyads with both answers and an outcome; both answers on one scale, whose `midpoint` is given, never taken from the
/// data. The outcome's points per point, or per squared point.
///
/// # Assumptions
///
/// Dyads are independent of one another; the outcome varies equally around the surface. That `a3` and `a5` are not
/// shown to differ from 0 is weak evidence in few dyads, and a surface is no cause.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below seven dyads, [`InferenceError::NoVariation`] when the outcome is always the same,
/// [`InferenceError::Undefined`] when the answers do not determine a surface, or it fits exactly.
///
/// # Reference
///
/// Edwards & Parry (1993), *Academy of Management Journal* 36: 1577–1613; Humberg, Nestler & Back (2019), *Social
/// Psychological and Personality Science* 10: 409–419, for the rule. Expected numbers: R `lm`, and the formulas of the R
/// package RSA.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Triples, response_surface};
/// let x = [-2, -2, -1, -1, 0, 0, 1, 1, 2, 2, -2, 2, -1, 1, 0, 1].map(f64::from);
/// let y = [-2, -1, -1, 0, 0, 1, 1, 2, 2, 1, 2, -2, 1, -1, -2, 0].map(f64::from);
/// let e = [0.1, -0.2, 0.15, -0.05, 0.05, -0.1, 0.2, -0.15, 0.1, 0.0, -0.1, 0.05, 0.05, -0.1, 0.1, -0.05];
/// let rows = (0..16).map(|at| {
///     let (x, y) = (x[at], y[at]);
///     let z = 3.0 + 0.5 * x + 0.4 * y - 0.3 * x * x + 0.5 * x * y - 0.25 * y * y + e[at];
///     ([Some(x), Some(y), Some(z)], 1)
/// });
/// let surface = response_surface(&Triples::weighted(rows), 0.0, Level::P95)?;
/// assert_abs_diff_eq!(surface.a1.estimate.value, 0.896372, epsilon = 5e-7);
/// assert_abs_diff_eq!(surface.a1.standard_error, 0.030123, epsilon = 5e-7);
/// assert_abs_diff_eq!(surface.a4.estimate.value, -1.061095, epsilon = 5e-7);
/// assert_abs_diff_eq!(surface.a5.standard_error, 0.038368, epsilon = 5e-7);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn response_surface(
    triples: &Triples,
    midpoint: f64,
    level: Level,
) -> Result<ResponseSurface, InferenceError> {
    at_least(triples.n(), TERMS as u64 + 1, "dyads with both answers and an outcome")?;
    let fit = Fit::of(triples, midpoint)?;
    let single = |term: usize| {
        let mut parts = [0.0; TERMS];
        parts[term] = 1.0;
        fit.sum(parts, level)
    };
    let [a1, a2, a3, a4, a5] = [
        [0.0, 1.0, 1.0, 0.0, 0.0, 0.0],
        [0.0, 0.0, 0.0, 1.0, 1.0, 1.0],
        [0.0, 1.0, -1.0, 0.0, 0.0, 0.0],
        [0.0, 0.0, 0.0, 1.0, -1.0, 1.0],
        [0.0, 0.0, 0.0, 1.0, 0.0, -1.0],
    ]
    .map(|parts| fit.sum(parts, level));
    let (mentor_higher, mentee_higher) = apart(triples);
    let enough = triples.n() >= ENOUGH_DYADS && mentor_higher.min(mentee_higher) >= ENOUGH_APART;
    let alpha = 1.0 - level.get();
    let falls = a4.estimate.value < 0.0 && a4.p_value < alpha;
    let congruence = match (enough, falls && a3.p_value > alpha && a5.p_value > alpha) {
        (false, _) => Congruence::TooFewToTell,
        (true, true) => Congruence::Compatible,
        (true, false) => Congruence::NotShown,
    };
    Ok(ResponseSurface {
        weights: [0, 1, 2, 3, 4, 5].map(single),
        a1,
        a2,
        a3,
        a4,
        a5,
        r_squared: fit.r_squared,
        mentor_higher,
        mentee_higher,
        congruence,
    })
}

/// The least squares fit, kept so that every sum of weights has its standard error.
struct Fit {
    weights: [f64; TERMS],
    /// A root of the weights' covariance matrix: its columns times themselves are the matrix.
    root: [[f64; TERMS]; TERMS],
    n: u64,
    r_squared: f64,
}

impl Fit {
    fn of(triples: &Triples, midpoint: f64) -> Result<Self, InferenceError> {
        let rows = triples.triples();
        let n = triples.n() as f64;
        let mean = rows.iter().map(|row| row.outcome * row.count as f64).sum::<f64>() / n;
        let total: f64 =
            rows.iter().map(|row| (row.outcome - mean).powi(2) * row.count as f64).sum();
        if total <= 0.0 {
            return Err(InferenceError::NoVariation { what: "outcome" });
        }
        // A row that counts c times weighs √c on both sides of the equations.
        let weight = |row: &Triple| (row.count as f64).sqrt();
        let terms = |row: &Triple| {
            let (x, y) = (row.mentor - midpoint, row.mentee - midpoint);
            [1.0, x, y, x * x, x * y, y * y].map(|term| term * weight(row))
        };
        let mut design = DMatrix::from_fn(rows.len(), TERMS, |at, term| terms(&rows[at])[term]);
        let outcomes = rows.iter().map(|row| (row.outcome - mean) * weight(row));
        let outcome = DVector::from_iterator(rows.len(), outcomes);
        // Columns of length 1, so that the check for dependence does not depend on the scale.
        let mut lengths = [1.0; TERMS];
        for (mut column, length) in design.column_iter_mut().zip(&mut lengths) {
            *length = column.norm().max(f64::MIN_POSITIVE);
            column.unscale_mut(*length);
        }
        let undefined = |reason: &str| InferenceError::Undefined { reason: reason.to_owned() };
        let too_flat = || undefined("both answers take too few values to bend a surface");
        let decomposition = design.svd(true, true);
        let singular = &decomposition.singular_values;
        if rows.len() < TERMS || singular.min() < 1e-10 * singular.max() {
            return Err(too_flat());
        }
        let sides = decomposition.u.as_ref().zip(decomposition.v_t.as_ref());
        let (left, right) = sides.ok_or_else(too_flat)?;
        let turned = left.tr_mul(&outcome);
        let error = (&outcome - left * &turned).norm_squared();
        if error <= 1e-20 * total {
            return Err(undefined("the surface fits every dyad exactly"));
        }
        let scaled = right.tr_mul(&turned.component_div(singular));
        let deviation = (error / (n - TERMS as f64)).sqrt();
        let mut fit = Self {
            weights: [0.0; TERMS],
            root: [[0.0; TERMS]; TERMS],
            n: triples.n(),
            r_squared: 1.0 - error / total,
        };
        for term in 0..TERMS {
            fit.weights[term] = scaled[term] / lengths[term];
            for at in 0..TERMS {
                fit.root[at][term] = deviation * right[(at, term)] / singular[at] / lengths[term];
            }
        }
        fit.weights[0] += mean;
        Ok(fit)
    }

    /// A sum of weights, each times its part.
    fn sum(&self, parts: [f64; TERMS], level: Level) -> TestResult {
        let along = |row: &[f64; TERMS]| -> f64 {
            row.iter().zip(parts).map(|(value, part)| value * part).sum()
        };
        let variance: f64 = self.root.iter().map(|row| along(row).powi(2)).sum();
        let df = self.n as f64 - TERMS as f64;
        TestResult::student(along(&self.weights), variance.sqrt(), df, self.n, level)
    }
}

/// Shares of dyads whose mentor, and whose mentee, answers more than half a standard deviation of all answers higher.
fn apart(triples: &Triples) -> (f64, f64) {
    let rows = triples.triples();
    let n = triples.n() as f64;
    let sum = |of: &dyn Fn(&Triple) -> f64| -> f64 {
        rows.iter().map(|row| of(row) * row.count as f64).sum()
    };
    let (one, other) = (sum(&|row| row.mentor) / n, sum(&|row| row.mentee) / n);
    let squares = sum(&|row| (row.mentor - one).powi(2)) + sum(&|row| (row.mentee - other).powi(2));
    let half = (squares / (2.0 * (n - 1.0))).sqrt() / 2.0;
    let share =
        |is: &dyn Fn(f64) -> bool| sum(&|row| f64::from(u8::from(is(row.mentor - row.mentee)))) / n;
    (share(&|gap| gap > half), share(&|gap| -gap > half))
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    /// A grid of answers from 1 to 5 with outcomes that fall with the gap, and a wave of noise.
    fn grid(times: u64, surface: impl Fn(f64, f64) -> f64) -> Vec<([Option<f64>; 3], u64)> {
        let mut rows = Vec::new();
        for at in 0..50_u32 {
            let (x, y) = (f64::from(1 + at % 5), f64::from(1 + at / 5 % 5));
            let noise = 0.3 * (f64::from(at) * 1.7).sin();
            rows.push(([Some(x), Some(y), Some(surface(x, y) + noise)], times));
        }
        rows
    }

    fn fit(rows: Vec<([Option<f64>; 3], u64)>) -> Result<ResponseSurface, InferenceError> {
        response_surface(&Triples::weighted(rows), 3.0, Level::P95)
    }

    #[test]
    fn a_difference_score_is_not_taken_for_congruence() {
        // The outcome grows with the mentor alone: the gap correlates with it, the surface does not fall.
        let slope = fit(grid(4, |x, _| x)).unwrap();
        assert_eq!(slope.congruence, Congruence::NotShown);
        assert_abs_diff_eq!(slope.a1.estimate.value, 1.0, epsilon = 0.1);
        let agreeing = fit(grid(4, |x, y| 5.0 - (x - y).powi(2))).unwrap();
        assert_eq!(agreeing.congruence, Congruence::Compatible);
        assert_abs_diff_eq!(agreeing.a4.estimate.value, -4.0, epsilon = 0.1);
        assert_abs_diff_eq!(agreeing.mentor_higher, 0.4, epsilon = 1e-12);
        // Agreement is best two points beside the line: the ridge is shifted.
        let shifted = fit(grid(4, |x, y| 5.0 - (x - y - 2.0).powi(2))).unwrap();
        assert_eq!(shifted.congruence, Congruence::NotShown);
    }

    #[test]
    fn few_dyads_bend_no_surface_to_a_claim() {
        let few = fit(grid(1, |x, y| 5.0 - (x - y).powi(2))).unwrap();
        assert_eq!(few.congruence, Congruence::TooFewToTell);
        let what = "dyads with both answers and an outcome";
        let none = fit(grid(1, |x, _| x).into_iter().take(6).collect());
        assert_eq!(none, Err(InferenceError::TooFew { needed: 7, what, found: 6 }));
    }

    #[test]
    fn what_determines_no_surface_is_said() {
        let flat = fit(grid(4, |x, _| x)
            .into_iter()
            .map(|([_, y, z], n)| ([Some(3.0), y, z], n))
            .collect());
        assert!(matches!(flat, Err(InferenceError::Undefined { .. })));
        let same = fit(grid(4, |x, _| x)
            .into_iter()
            .map(|([x, y, _], n)| ([x, y, Some(1.0)], n))
            .collect());
        assert_eq!(same, Err(InferenceError::NoVariation { what: "outcome" }));
        let exact =
            fit(grid(4, |x, _| x).into_iter().map(|([x, y, _], n)| ([x, y, x], n)).collect());
        assert!(matches!(exact, Err(InferenceError::Undefined { .. })));
        let missing = Triples::weighted([([Some(1.0), None, Some(2.0)], 3)]);
        assert_eq!((missing.n(), missing.n_missing()), (0, 3));
    }

    #[test]
    fn counted_dyads_give_what_the_same_dyads_one_by_one_give() {
        let counted = grid(3, |x, y| x - 0.2 * y * y);
        let single: Vec<_> =
            counted.iter().rev().flat_map(|&(row, n)| (0..n).map(move |_| (row, 1))).collect();
        assert_eq!(fit(counted), fit(single));
    }

    #[test]
    fn swapped_sides_turn_what_differs_and_keep_what_agrees() {
        let rows = grid(2, |x, y| x - 0.2 * y * y);
        let plain = fit(rows.clone()).unwrap();
        let swapped = fit(rows.into_iter().map(|([x, y, z], n)| ([y, x, z], n)).collect()).unwrap();
        for (one, other, sign) in [
            (plain.a1, swapped.a1, 1.0),
            (plain.a2, swapped.a2, 1.0),
            (plain.a3, swapped.a3, -1.0),
            (plain.a4, swapped.a4, 1.0),
            (plain.a5, swapped.a5, -1.0),
        ] {
            assert_abs_diff_eq!(one.estimate.value, sign * other.estimate.value, epsilon = 1e-10);
            assert_abs_diff_eq!(one.p_value, other.p_value, epsilon = 1e-8);
        }
    }

    /// Sixteen dyads of a made-up surface; weights and parameters by R `lm`.
    #[test]
    fn sixteen_dyads_have_their_known_surface() {
        let x = [-2, -2, -1, -1, 0, 0, 1, 1, 2, 2, -2, 2, -1, 1, 0, 1].map(f64::from);
        let y = [-2, -1, -1, 0, 0, 1, 1, 2, 2, 1, 2, -2, 1, -1, -2, 0].map(f64::from);
        let rest = [10, -20, 15, -5, 5, -10, 20, -15, 10, 0, -10, 5, 5, -10, 10, -5];
        let rows = (0..16).map(|at| {
            let (x, y) = (x[at], y[at]);
            let curved = -0.3 * x * x + 0.5 * x * y - 0.25 * y * y;
            let z = 3.0 + 0.5 * x + 0.4 * y + curved + f64::from(rest[at]) / 100.0;
            ([Some(x), Some(y), Some(z)], 1)
        });
        let found = response_surface(&Triples::weighted(rows), 0.0, Level::P95).unwrap();
        let weights = [3.001_023, 0.516_672, 0.379_700, -0.312_168, 0.510_303, -0.238_624];
        for (found, expected) in found.weights.iter().zip(weights) {
            assert_abs_diff_eq!(found.estimate.value, expected, epsilon = 5e-7);
        }
        let cases = [
            (found.a1, 0.896_372, 0.030_123),
            (found.a2, -0.040_489, 0.026_508),
            (found.a3, 0.136_972, 0.036_616),
            (found.a4, -1.061_095, 0.028_232),
            (found.a5, -0.073_544, 0.038_368),
        ];
        for (found, value, standard_error) in cases {
            assert_abs_diff_eq!(found.estimate.value, value, epsilon = 5e-7);
            assert_abs_diff_eq!(found.standard_error, standard_error, epsilon = 5e-7);
            assert_abs_diff_eq!(found.df.unwrap(), 10.0);
        }
    }
}
