//! How far people moved, in standard deviations.

use crate::inference::finding::Estimate;
use crate::inference::result::around;
use crate::inference::tails::normal_quantile;
use crate::inference::{InferenceError, Level, Moments, Paired};

/// Moments of two waves of the same people.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairedMoments {
    /// The first wave.
    pub before: Moments,
    /// The second wave.
    pub after: Moments,
    /// Correlation of the two; 0 when one of them does not vary.
    pub correlation: f64,
}

impl Paired {
    /// Moments of both waves.
    ///
    /// # Errors
    ///
    /// [`InferenceError::TooFew`] below two pairs.
    pub fn moments(&self) -> Result<PairedMoments, InferenceError> {
        let before = self.before().moments("complete pairs")?;
        let after = self.after().moments("complete pairs")?;
        let spread = (before.variance * after.variance).sqrt();
        let covariance = self.covariance().unwrap_or(0.0);
        let correlation = if spread > 0.0 { (covariance / spread).clamp(-1.0, 1.0) } else { 0.0 };
        Ok(PairedMoments { before, after, correlation })
    }
}

/// Hedges' *g* of a change, by the average spread: how far did people move, on the scale of their differences?
///
/// # Definition
///
/// With `s² = (s₁² + s₂²)/2`, `e = (mean₂ − mean₁)/s` and the estimate is `e·√((n−2)/(n−1))`. The interval is
/// `e ± z·SE` with Bonett's `SE² = e²(s₁⁴ + s₂⁴ + 2r²s₁²s₂²)/(8(n−1)s⁴) + (s₁² + s₂² − 2r·s₁s₂)/((n−1)s²)`; as published, it is
/// built around the uncorrected `e`.
///
/// # Shapes and units
///
/// n ≥ 3 pairs. Standard deviations of the two waves; positive when the second is higher. Comparable with *g* between groups,
/// unlike [`hedges_g_z`].
///
/// # Assumptions
///
/// Pairs are independent of one another and roughly normal. Waves may spread differently.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below three pairs, [`InferenceError::NoVariation`] when neither wave varies.
///
/// # Reference
///
/// Bonett (2008), "Confidence intervals for standardized linear contrasts of means", *Psychological Methods* 13(2): 99–109.
/// Example: the one of R's `statpsych::ci.stdmean.ps`, means 110.4 and 102.1, deviations 15.3 and 14.6, r .75, n 25.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Moments, PairedMoments, hedges_g_av};
/// let wave = |mean: f64, deviation: f64| Moments { n: 25, mean, variance: deviation.powi(2) };
/// let waves = PairedMoments { before: wave(102.1, 14.6), after: wave(110.4, 15.3), correlation: 0.75 };
/// let g = hedges_g_av(&waves, Level::P95)?;
/// assert_abs_diff_eq!(g.value, 0.5433457, epsilon = 5e-8);
/// assert_abs_diff_eq!(g.low.unwrap(), 0.2394905, epsilon = 5e-8);
/// assert_abs_diff_eq!(g.high.unwrap(), 0.8705732, epsilon = 5e-8);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn hedges_g_av(waves: &PairedMoments, level: Level) -> Result<Estimate, InferenceError> {
    let (one, two) = (waves.before.variance, waves.after.variance);
    let average = f64::midpoint(one, two);
    let df = degrees(waves.before.n)?;
    if average <= 0.0 {
        return Err(InferenceError::NoVariation { what: "answer" });
    }
    let raw = (waves.after.mean - waves.before.mean) / average.sqrt();
    let shared = waves.correlation * (one * two).sqrt();
    let of_spread = raw.powi(2) * (one * one + two * two + 2.0 * shared * shared)
        / (8.0 * df * average * average);
    let of_change = (one + two - 2.0 * shared) / (df * average);
    let half = normal_quantile(level) * (of_spread + of_change).sqrt();
    Ok(Estimate { value: raw * ((df - 1.0) / df).sqrt(), ..around(raw, half) })
}

/// Hedges' *g* of a change, by the spread of the changes: how alike were people's changes?
///
/// # Definition
///
/// `g = J · mean(d)/sd(d)` with `J = 1 − 3/(4(n−1) − 1)`. The interval is normal with the large-sample standard error
/// `√(1/n + g²/(2n))`.
///
/// # Shapes and units
///
/// `change`: moments of n ≥ 3 differences. Standard deviations of the *changes*: not comparable with *g* between groups nor
/// with [`hedges_g_av`].
///
/// # Assumptions
///
/// Pairs are independent of one another; changes are roughly normal.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below three pairs, [`InferenceError::NoVariation`] when every change is the same.
///
/// # Reference
///
/// Student's sleep data: *d* 1.28456, corrected 1.17445.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Sample, hedges_g_z};
/// let hours = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4].map(Some);
/// let g = hedges_g_z(&Sample::new(&hours).moments("changes")?, Level::P95)?;
/// assert_abs_diff_eq!(g.value, 1.17445, epsilon = 5e-6);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn hedges_g_z(change: &Moments, level: Level) -> Result<Estimate, InferenceError> {
    let df = degrees(change.n)?;
    let change = change.varying("change")?;
    let g = (1.0 - 3.0 / (4.0 * df - 1.0)) * change.mean / change.variance.sqrt();
    let n = change.n as f64;
    Ok(around(g, normal_quantile(level) * (1.0 / n + g * g / (2.0 * n)).sqrt()))
}

pub(super) fn degrees(n: u64) -> Result<f64, InferenceError> {
    crate::inference::sample::at_least(n, 3, "complete pairs")?;
    Ok((n - 1) as f64)
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    #[test]
    fn the_sleep_data_have_their_known_effect() {
        let y1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
        let y2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
        let pairs: Vec<_> = y1.iter().zip(&y2).map(|(&b, &a)| (Some(b), Some(a))).collect();
        let g = hedges_g_av(&Paired::new(&pairs).moments().unwrap(), Level::P95).unwrap();
        assert_abs_diff_eq!(g.value, 0.784_59, epsilon = 5e-6);
        assert_abs_diff_eq!(g.low.unwrap(), 0.284_37, epsilon = 1.5e-5);
        assert_abs_diff_eq!(g.high.unwrap(), 1.379_99, epsilon = 1.5e-5);
    }

    #[test]
    fn two_pairs_or_flat_waves_have_no_effect_size() {
        let two = Paired::new(&[(Some(1.0), Some(2.0)), (Some(2.0), Some(2.0))]);
        assert!(hedges_g_av(&two.moments().unwrap(), Level::P95).is_err());
        let flat = Paired::weighted(&[Some(1.0)], &[Some(2.0)], &[5]);
        assert!(hedges_g_av(&flat.moments().unwrap(), Level::P95).is_err());
        assert!(hedges_g_z(&flat.differences().moments("changes").unwrap(), Level::P95).is_err());
    }
}
