//! Limits of agreement: how far apart may two raters of the same match be?

use crate::inference::paired::pairs::difference;
use crate::inference::result::{TestResult, around};
use crate::inference::sample::at_least;
use crate::inference::tails::{chi_square_quantile, normal_quantile, student_quantile};
use crate::inference::{Estimate, InferenceError, Level, Pair, Paired, Sample};

/// Bland and Altman's limits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Mean gap; `low` and `high` are the limits, between which `level` of all gaps lie. They are no confidence
    /// interval.
    pub estimate: Estimate,
    /// Standard error of each limit.
    pub standard_error: f64,
    /// The lower limit with its confidence interval.
    pub lower: Estimate,
    /// The upper limit with its confidence interval.
    pub upper: Estimate,
    /// Pairs.
    pub n: u64,
}

/// Limits of agreement: between which gaps do nearly all matches lie?
///
/// # Definition
///
/// `mean(d) ± z · sd(d)`, where `sd` divides by `n − 1` and `z` is the normal quantile of the level. The standard
/// error of a limit is `sd(d) · √(1/n + z² / (2(n − 1)))`. The intervals of the limits recover the limits' variance
/// from the exact intervals of mean and standard deviation (MOVER), because those of few dyads are not symmetric: from
/// the limit, outward `√(t²·sd²/n + z²(sd·√((n−1)/χ²(tail)) − sd)²)`, and inward the same with `χ²(1 − tail)`.
///
/// # Shapes and units
///
/// `gaps`: n ≥ 2 differences between the two sides of a pair, in the scale's own points.
///
/// # Assumptions
///
/// Gaps are independent of one another and roughly normal, as large for high as for low answers. The limits describe
/// single pairs; for the mean gap take its *t* interval.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below two gaps, [`InferenceError::NoVariation`] when every gap is the same.
///
/// # Reference
///
/// Bland & Altman (1986), "Statistical methods for assessing agreement between two methods of clinical measurement",
/// *Lancet* 327: 307–310. The data are its peak flow rates, bias and standard deviation printed as −2.1 and 38.8. Zou
/// (2013), *Statistical Methods in Medical Research* 22: 630–642, for the intervals of the limits.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Paired, limits_of_agreement};
/// let large = [494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427];
/// let mini = [512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451];
/// let number = |value: i32| Some(f64::from(value));
/// let pairs: Vec<_> = mini.into_iter().map(number).zip(large.into_iter().map(number)).collect();
/// let limits = limits_of_agreement(&Paired::new(&pairs).differences(), Level::P95)?;
/// assert_abs_diff_eq!(limits.estimate.value, -2.1176, epsilon = 5e-5);
/// assert_abs_diff_eq!(limits.estimate.low.unwrap(), -78.10, epsilon = 5e-3);
/// assert_abs_diff_eq!(limits.estimate.high.unwrap(), 73.86, epsilon = 5e-3);
/// assert_abs_diff_eq!(limits.upper.low.unwrap(), 46.052342, epsilon = 5e-7);
/// assert_abs_diff_eq!(limits.upper.high.unwrap(), 118.242944, epsilon = 5e-7);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn limits_of_agreement(gaps: &Sample, level: Level) -> Result<Limits, InferenceError> {
    let moments = gaps.moments("complete pairs")?.varying("gap")?;
    let (n, z) = (moments.n as f64, normal_quantile(level));
    let deviation = moments.variance.sqrt();
    let of_mean = student_quantile(level, n - 1.0) * deviation / n.sqrt();
    let of_deviation = |probability| {
        z * deviation * (((n - 1.0) / chi_square_quantile(probability, n - 1.0)).sqrt() - 1.0)
    };
    let outward = of_mean.hypot(of_deviation(level.tail()));
    let inward = of_mean.hypot(of_deviation(1.0 - level.tail()));
    let ends = |value: f64, below: f64, above: f64| Estimate {
        value,
        low: Some(value - below),
        high: Some(value + above),
    };
    Ok(Limits {
        estimate: around(moments.mean, z * deviation),
        standard_error: deviation * (1.0 / n + z * z / (2.0 * (n - 1.0))).sqrt(),
        lower: ends(moments.mean - z * deviation, outward, inward),
        upper: ends(moments.mean + z * deviation, inward, outward),
        n: moments.n,
    })
}

/// Proportional bias: do the two sides differ more where the answers are high than where they are low?
///
/// # Definition
///
/// The slope of the least squares line of the gap `after − before` on the mean of both, with Student's *t* of `n − 2`
/// degrees of freedom. The test is the same as that of equal variances of both sides (Pitman's).
///
/// # Shapes and units
///
/// n ≥ 3 complete pairs on the same scale. Points of gap per point of the mean; above 0 when `after` spreads more.
///
/// # Assumptions
///
/// Pairs are independent of one another; gaps vary equally and roughly normally around the line. On a short scale the
/// ends press gaps together, which looks like a slope.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below three pairs, [`InferenceError::NoVariation`] when the means are all the same or the
/// gaps are, [`InferenceError::Undefined`] when all gaps lie on the line.
///
/// # Reference
///
/// Bland & Altman (1999), "Measuring agreement in method comparison studies", *Statistical Methods in Medical Research*
/// 8: 135–160. The data are the peak flow rates of their paper of 1986; expected numbers: R `summary(lm(gap ~ mean))`.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Paired, proportional_bias};
/// let large = [494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427];
/// let mini = [512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451];
/// let number = |value: i32| Some(f64::from(value));
/// let pairs: Vec<_> = mini.into_iter().map(number).zip(large.into_iter().map(number)).collect();
/// let slope = proportional_bias(&Paired::new(&pairs), Level::P95)?;
/// assert_abs_diff_eq!(slope.estimate.value, 0.02868745, epsilon = 5e-9);
/// assert_abs_diff_eq!(slope.p_value, 0.7494985, epsilon = 5e-8);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn proportional_bias(pairs: &Paired, level: Level) -> Result<TestResult, InferenceError> {
    at_least(pairs.n(), 3, "complete pairs")?;
    let middle = |pair: &Pair| pair.before + (pair.after - pair.before) / 2.0;
    let gap = |pair: &Pair| difference(pair.before, pair.after);
    let means = pairs.sample(middle).moments("complete pairs")?.varying("mean of a pair")?;
    let gaps = pairs.sample(gap).moments("complete pairs")?.varying("gap")?;
    let df = (means.n - 2) as f64;
    let total = |of: &dyn Fn(&Pair) -> f64| -> f64 {
        pairs.pairs().iter().map(|pair| of(pair) * pair.count as f64).sum()
    };
    let spread = means.variance * (means.n - 1) as f64;
    let slope = total(&|pair| (middle(pair) - means.mean) * (gap(pair) - gaps.mean)) / spread;
    let rest = |pair: &Pair| gap(pair) - gaps.mean - slope * (middle(pair) - means.mean);
    let squares = total(&|pair| rest(pair).powi(2));
    if squares <= 1e-20 * gaps.variance * (gaps.n - 1) as f64 {
        return Err(InferenceError::Undefined { reason: "all gaps lie on one line".to_owned() });
    }
    Ok(TestResult::student(slope, (squares / df / spread).sqrt(), df, pairs.n(), level))
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    #[test]
    fn a_limit_is_less_certain_than_the_mean() {
        let limits =
            limits_of_agreement(&Sample::weighted(&[Some(-1.0), Some(1.0)], &[5, 5]), Level::P95)
                .unwrap();
        let deviation = (10.0_f64 / 9.0).sqrt();
        assert_abs_diff_eq!(limits.estimate.high.unwrap(), 1.959_964 * deviation, epsilon = 5e-7);
        assert_abs_diff_eq!(
            limits.standard_error,
            deviation * (0.1 + 3.841_459_f64 / 18.0).sqrt(),
            epsilon = 5e-7
        );
    }

    #[test]
    fn equal_gaps_have_no_limits() {
        let same = limits_of_agreement(&Sample::weighted(&[Some(1.0)], &[9]), Level::P95);
        assert_eq!(same, Err(InferenceError::NoVariation { what: "gap" }));
    }

    #[test]
    fn the_slope_turns_round_with_the_sides_and_stays_with_a_shift() {
        let rows = [(1.0, 2.0, 3), (2.0, 2.0, 4), (3.0, 5.0, 2), (5.0, 4.0, 1)];
        let pairs = |swap: bool, shift: f64| {
            Paired::gather(rows.iter().map(|&(one, other, count)| {
                let (one, other) = (Some(one + shift), Some(other + shift));
                if swap { (other, one, count) } else { (one, other, count) }
            }))
        };
        let slope = |swap, shift| proportional_bias(&pairs(swap, shift), Level::P95).unwrap();
        let plain = slope(false, 0.0);
        assert_abs_diff_eq!(
            slope(true, 0.0).estimate.value,
            -plain.estimate.value,
            epsilon = 1e-12
        );
        assert_abs_diff_eq!(slope(false, 50.0).p_value, plain.p_value, epsilon = 1e-9);
        let each = |&(one, other, count): &(f64, f64, usize)| vec![(Some(one), Some(other)); count];
        let rows = rows.map(|(one, other, count)| (one, other, usize::try_from(count).unwrap()));
        let single: Vec<_> = rows.iter().flat_map(each).collect();
        assert_eq!(proportional_bias(&Paired::new(&single), Level::P95), Ok(plain));
    }

    #[test]
    fn without_spread_there_is_no_slope() {
        let slope = |rows: &[(f64, f64)]| {
            let rows: Vec<_> = rows.iter().map(|&(one, other)| (Some(one), Some(other))).collect();
            proportional_bias(&Paired::new(&rows), Level::P95).unwrap_err().to_string()
        };
        assert_eq!(slope(&[(1.0, 2.0)]), "not computed: needs at least 3 complete pairs, found 1");
        assert_eq!(
            slope(&[(1.0, 2.0), (2.0, 3.0), (4.0, 5.0)]),
            "not computed: every gap is the same"
        );
        assert_eq!(
            slope(&[(1.0, 3.0), (2.0, 2.0), (3.0, 1.0)]),
            "not computed: every mean of a pair is the same"
        );
        assert_eq!(
            slope(&[(1.0, 1.0), (2.0, 4.0), (3.0, 7.0)]),
            "not computed: all gaps lie on one line"
        );
    }
}
