//! Cohen's kappa, unweighted and weighted.

use crate::inference::dyads::margin::{Gap, Margin, strangers};
use crate::inference::result::around;
use crate::inference::sample::at_least;
use crate::inference::tails::{normal_p, normal_quantile, student_quantile};
use crate::inference::{Estimate, InferenceError, Level, Paired};

/// Agreement beyond chance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kappa {
    /// Kappa with its interval; none when all pairs agree.
    pub estimate: Estimate,
    /// Standard error of the estimate; 0 when all pairs agree.
    pub standard_error: f64,
    /// Mean gap of the pairs: for [`Gap::Different`] the share that disagrees.
    pub gap: f64,
    /// Mean gap of the first answers to the second answers of all units: what chance gives.
    pub gap_by_chance: f64,
    /// Kappa by the standard error that it has when the answers are independent; none when one side never varies.
    pub statistic: Option<f64>,
    /// Two-sided p-value of that statistic.
    pub p_value: Option<f64>,
    /// Complete pairs.
    pub n: u64,
}

/// Cohen's kappa: how far do two raters agree beyond chance?
///
/// # Definition
///
/// `κ = 1 − D/E`, with `D` the mean gap of the pairs and `E` the mean gap of every first to every second answer. `gap`
/// says what a gap is: [`Gap::Different`] is 1 for any difference (unweighted kappa), [`Gap::Size`] its size (linear
/// weights), [`Gap::Square`] its square (quadratic weights). Weights `1 − gap/largest` give the same. The standard error
/// `s` is that of Fleiss, Cohen and Everitt for large samples; the interval is `tanh(atanh κ ± t·s·√(n/(n−1))/(1 − κ²))`
/// with Student's `t` of `n − 1` degrees of freedom. The test has the standard error that holds when the answers are
/// independent.
///
/// # Shapes and units
///
/// n ≥ 2 complete pairs of numbers on the same scale, for unweighted kappa also codes; 1 is full agreement, 0 what
/// chance would give. The cost grows with the distinct pairs.
///
/// # Assumptions
///
/// Pairs are independent of one another. On answers from 1 to 5 a nominal 95 % interval holds the true value in 89 to 96
/// of 100 samples of ten to two hundred pairs; the usual normal one does in 80 to 93 of ten and twenty pairs. Where one
/// answer is very common kappa is low in spite of much agreement: show `gap` beside it.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below two pairs, [`InferenceError::NoVariation`] when every answer of both is the same.
///
/// # Reference
///
/// Cohen (1960), *Educational and Psychological Measurement* 20: 37–46; (1968), *Psychological Bulletin* 70: 213–220.
/// Fleiss, Cohen & Everitt (1969), *Psychological Bulletin* 72: 323–327. The data are grades of both eyes of 7,477
/// women (Stuart 1953); expected numbers: R package irr 0.84.1, `kappa2`.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{Gap, InferenceError, Level, Paired, cohen_kappa};
/// let counts = [1520, 266, 124, 66, 234, 1512, 432, 78, 117, 362, 1772, 205, 36, 82, 179, 492];
/// let (right, left): (Vec<_>, Vec<_>) =
///     (0..16).map(|at| (Some(f64::from(at / 4)), Some(f64::from(at % 4)))).unzip();
/// let eyes = Paired::weighted(&right, &left, &counts);
/// let kappa = cohen_kappa(&eyes, Gap::Different, Level::P95)?;
/// assert_abs_diff_eq!(kappa.estimate.value, 0.595388828089, epsilon = 5e-13);
/// assert_abs_diff_eq!(kappa.statistic.unwrap(), 84.5809811002, epsilon = 5e-11);
/// let linear = cohen_kappa(&eyes, Gap::Size, Level::P95)?;
/// assert_abs_diff_eq!(linear.estimate.value, 0.652380429501, epsilon = 5e-13);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn cohen_kappa(pairs: &Paired, gap: Gap, level: Level) -> Result<Kappa, InferenceError> {
    at_least(pairs.n(), 2, "complete pairs")?;
    let (one, other) = (Margin::of(&pairs.before()), Margin::of(&pairs.after()));
    let n = pairs.n() as f64;
    let chance = strangers(&one, &other, gap);
    if chance.mean <= 0.0 {
        return Err(InferenceError::NoVariation { what: "answer" });
    }
    let gaps = pairs.pairs().iter().map(|pair| gap.of(pair.before, pair.after) * pair.count as f64);
    let observed = gaps.sum::<f64>() / n;
    let ratio = observed / chance.mean;
    // How far each pair pulls kappa: the derivative of `observed / chance`.
    let pull = |before: f64, after: f64| {
        let by_chance = other.mean_gap(before, gap) + one.mean_gap(after, gap) - 2.0 * chance.mean;
        (gap.of(before, after) - observed - ratio * by_chance) / chance.mean
    };
    let pulls =
        pairs.pairs().iter().map(|pair| pull(pair.before, pair.after).powi(2) * pair.count as f64);
    let standard_error = pulls.sum::<f64>().sqrt() / n;
    let value = 1.0 - ratio;
    let estimate = if standard_error > 0.0 {
        let wide = standard_error * (n / (n - 1.0)).sqrt() * student_quantile(level, n - 1.0);
        on_fisher_scale(value, wide)
    } else {
        Estimate { value, ..Estimate::default() }
    };
    // The gaps of strangers vary as those of independent answers do.
    let independent = (chance.variance / n).sqrt() / chance.mean;
    let statistic = (independent > 0.0).then(|| value / independent);
    Ok(Kappa {
        estimate,
        standard_error,
        gap: observed,
        gap_by_chance: chance.mean,
        statistic,
        p_value: statistic.map(normal_p),
        n: pairs.n(),
    })
}

/// Quadratic weighted kappa: how far do two raters agree beyond chance, when a gap of two is four times as bad as one?
///
/// # Definition
///
/// `κ = 1 − D / (var(x) + var(y) + (x̄ − ȳ)²)`, where `D` is the mean squared gap and variances divide by `n`: the
/// same as the table of weights `1 − (x − y)²/range²`. For two categories it is Cohen's unweighted kappa. The interval
/// is normal, with the large-sample standard error of Fleiss, Cohen and Everitt, and ends at −1 and 1.
///
/// # Shapes and units
///
/// n ≥ 2 complete pairs of numbers on the same scale; 1 is full agreement, 0 what chance would give.
///
/// # Assumptions
///
/// Pairs are independent of one another; the interval needs many of them: below 50 it is too narrow, and that of
/// [`cohen_kappa`] is better. There is none when all pairs agree.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below two pairs, [`InferenceError::NoVariation`] when every answer of both is the same.
///
/// # Reference
///
/// Cohen (1968), *Psychological Bulletin* 70: 213–220. Fleiss, Cohen & Everitt (1969), "Large sample standard errors
/// of kappa and weighted kappa", *Psychological Bulletin* 72: 323–327. Expected number: the table of 20, 5, 10 and 15
/// recomputed from both definitions.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Paired, weighted_kappa};
/// let (mentor, mentee) = ([1.0, 1.0, 2.0, 2.0].map(Some), [1.0, 2.0, 1.0, 2.0].map(Some));
/// let kappa = weighted_kappa(&Paired::weighted(&mentor, &mentee, &[20, 5, 10, 15]), Level::P95)?;
/// assert_abs_diff_eq!(kappa.value, 0.4, epsilon = 1e-12);
/// assert_abs_diff_eq!(kappa.high.unwrap(), 0.4 + 1.959964 * 0.126996, epsilon = 5e-6);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn weighted_kappa(pairs: &Paired, level: Level) -> Result<Estimate, InferenceError> {
    let Kappa { estimate, standard_error, .. } = cohen_kappa(pairs, Gap::Square, level)?;
    if standard_error <= 0.0 {
        return Ok(estimate);
    }
    let wide = around(estimate.value, normal_quantile(level) * standard_error);
    let within = |end: Option<f64>| end.map(|end| end.clamp(-1.0, 1.0));
    Ok(Estimate { low: within(wide.low), high: within(wide.high), ..wide })
}

/// An interval that is symmetric for Fisher's transformation, of this half-width on the scale of the value.
fn on_fisher_scale(value: f64, half: f64) -> Estimate {
    if value.abs() >= 1.0 {
        return Estimate { value, ..Estimate::default() };
    }
    let (middle, reach) = (value.atanh(), half / (1.0 - value * value));
    Estimate { value, low: Some((middle - reach).tanh()), high: Some((middle + reach).tanh()) }
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;

    use super::*;

    fn point(value: f64) -> Estimate {
        Estimate { value, ..Estimate::default() }
    }

    fn pairs(one: &[u32], other: &[u32]) -> Paired {
        let number = |value: &u32| Some(f64::from(*value));
        Paired::new(&one.iter().map(number).zip(other.iter().map(number)).collect::<Vec<_>>())
    }

    #[test]
    fn fifteen_pairs_have_their_known_kappa() {
        let found = pairs(
            &[1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 3, 2, 4, 5, 1],
            &[1, 2, 2, 3, 3, 3, 4, 5, 5, 4, 2, 2, 3, 5, 1],
        );
        let kappa = |gap| cohen_kappa(&found, gap, Level::P95).unwrap().estimate.value;
        assert_abs_diff_eq!(kappa(Gap::Different), 0.5, epsilon = 5e-7);
        assert_abs_diff_eq!(kappa(Gap::Size), 0.741_379, epsilon = 5e-7);
        assert_abs_diff_eq!(kappa(Gap::Square), 0.892_857, epsilon = 5e-7);
    }

    /// Grades of the right and left eye of 7,477 women (R package irr, `vision`), kappa by `irr::kappa2`. The interval
    /// is recomputed from the formula for a table of weights; 1,000 resamples agree with its standard error of 0.0084.
    /// That of psych 2.2.9, 0.0053, is no reference: it holds for the unweighted kappa only.
    #[test]
    fn eyes_of_women_agree_as_published() {
        let table =
            [[1520, 266, 124, 66], [234, 1512, 432, 78], [117, 362, 1772, 205], [36, 82, 179, 492]];
        let grade = |at: usize| Some(at as f64);
        let (right, left): (Vec<_>, Vec<_>) =
            (0..16).map(|at| (grade(at / 4), grade(at % 4))).unzip();
        let kappa =
            weighted_kappa(&Paired::weighted(&right, &left, table.as_flattened()), Level::P95)
                .unwrap();
        assert_abs_diff_eq!(kappa.value, 0.702_334_252_490_098, epsilon = 1e-12);
        assert_abs_diff_eq!(kappa.low.unwrap(), 0.685_906, epsilon = 5e-7);
        assert_abs_diff_eq!(kappa.high.unwrap(), 0.718_763, epsilon = 5e-7);
    }

    #[test]
    fn full_agreement_has_no_interval_and_a_constant_answer_no_kappa() {
        assert_eq!(weighted_kappa(&pairs(&[1, 2, 3], &[1, 2, 3]), Level::P95), Ok(point(1.0)));
        let same = weighted_kappa(&pairs(&[3, 3], &[3, 3]), Level::P95);
        assert_eq!(same, Err(InferenceError::NoVariation { what: "answer" }));
    }

    proptest! {
        #[test]
        fn counted_pairs_give_what_the_same_pairs_one_by_one_give_either_way_round(
            rows in proptest::collection::vec((1_u32..6, 1_u32..6, 1_u64..5), 1..9)
        ) {
            let pair = |one: u32, other: u32, count| (Some(f64::from(one)), Some(f64::from(other)), count);
            let counted = Paired::gather(rows.iter().map(|&(one, other, count)| pair(one, other, count)));
            let single = rows
                .iter()
                .rev()
                .flat_map(|&(one, other, count)| (0..count).map(move |_| pair(one, other, 1)));
            let swapped = Paired::gather(rows.iter().map(|&(one, other, count)| pair(other, one, count)));
            let single = Paired::gather(single);
            for gap in [Gap::Different, Gap::Size, Gap::Square] {
                let kappa = |pairs| cohen_kappa(pairs, gap, Level::P95);
                prop_assert_eq!(kappa(&counted), kappa(&single));
                if let (Ok(one), Ok(other)) = (kappa(&counted), kappa(&swapped)) {
                    prop_assert!((one.estimate.value - other.estimate.value).abs() < 1e-12);
                    prop_assert!((one.standard_error - other.standard_error).abs() < 1e-9);
                }
            }
        }
    }
}
