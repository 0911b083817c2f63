//! The studentised range: the largest difference among several means of one population, in units of an estimated spread.

use std::f64::consts::PI;

use statrs::function::gamma::ln_gamma;

use crate::inference::Level;
use crate::inference::special::{LARGE, root, stirling_rest};
use crate::inference::tails::normal_above;

/// Step of the rule across normal deviates; how many to go from the middle, where both ends are below 10⁻¹⁶ of it; and the
/// last of all, beyond which the range has no probability left.
const STEP: f64 = 0.25;
const REACH: i32 = 35;
const LAST: i32 = 155;
/// What is smaller than this share of the sum no longer counts.
const NOTHING: f64 = 1e-18;
/// From here on the spread is known to all digits of the answer.
const KNOWN: f64 = 1e12;

/// The studentised range of a number of means.
pub(super) struct StudentisedRange {
    /// All but the largest.
    others: f64,
    /// For deviates z a step apart, from `−REACH` to `LAST`: Φ(z), and the weight of the largest being there.
    weights: Vec<(f64, f64)>,
}

impl StudentisedRange {
    /// Of `k` means, 2 or more.
    pub(super) fn of(k: usize) -> Self {
        let others = (k - 1) as f64;
        let at = |step: i32| {
            let z = f64::from(step) * STEP;
            let below = normal_above(-z);
            let density = (-z * z / 2.0).exp() / (2.0 * PI).sqrt();
            (below, k as f64 * STEP * density * below.powf(others))
        };
        Self { others, weights: (-REACH..=LAST).map(at).collect() }
    }

    /// Upper tail with these degrees of freedom, to the digits of its far end.
    ///
    /// What is summed over the spread s is the probability that the range of k normal deviates exceeds `q·s`. Both integrals
    /// are of smooth functions that die away on both sides, for which sums at equal steps converge faster than any power of
    /// the step. `df` is above 0, not necessarily whole.
    pub(super) fn p_value(&self, q: f64, df: f64) -> f64 {
        if q <= 0.0 {
            return 1.0;
        }
        if df >= KNOWN {
            return self.above(q);
        }
        // Over the logarithm x of s. The density's own top is at 0 with the width 1/√(2·df).
        let ln_constant = ln_constant(df);
        let term = |x: f64| {
            let density = (ln_constant + df * (x - (2.0 * x).exp_m1() / 2.0)).exp();
            if density > 0.0 { density * self.above(q * x.exp()) } else { 0.0 }
        };
        let step = (0.4 / (2.0 * df).sqrt()).min(0.1);
        let top = top(step, &term);
        let mut sum = term(top);
        for direction in [-step, step] {
            let mut x = top + direction;
            loop {
                let more = term(x);
                sum += more;
                if more <= NOTHING * sum {
                    break;
                }
                x += direction;
            }
        }
        (sum * step).min(1.0)
    }

    /// The value that is exceeded with the probability that the level leaves over.
    pub(super) fn quantile(&self, level: Level, df: f64) -> f64 {
        let outside = 1.0 - level.get();
        root(3.5, |q| outside.ln() - self.p_value(q, df).ln())
    }

    /// Probability of a range of normal deviates above `w`: with the largest at z, that not all others lie within w below it.
    fn above(&self, w: f64) -> f64 {
        // The largest lies between the middle of the range and the largest of all deviates.
        let centre = (w / 2.0 / STEP).round();
        if centre + f64::from(REACH) > f64::from(LAST) {
            return 0.0;
        }
        let at = |step: i32| {
            let z = centre + f64::from(step);
            let (below, weight) = self.weights[index(z)];
            let beyond = normal_above(w - z * STEP);
            // Φ(z)ᵏ⁻¹ − (Φ(z) − Φ(z − w))ᵏ⁻¹ by Φ(z)ᵏ⁻¹, without the difference of two numbers that are nearly the same.
            weight * -(self.others * (-(beyond / below).min(1.0)).ln_1p()).exp_m1()
        };
        (-REACH..=REACH).map(at).sum::<f64>().min(1.0)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number from −REACH to LAST"
)]
fn index(step: f64) -> usize {
    (step + f64::from(REACH)) as usize
}

/// About where a function is highest, at or below 0: far out in the tail that is where the spread happens to be small.
fn top(step: f64, term: &impl Fn(f64) -> f64) -> f64 {
    let (mut top, mut height) = (0.0, term(0.0));
    let mut stride = 64.0 * step;
    while stride >= step {
        let lower = term(top - stride);
        if lower > height || (height <= 0.0 && top > -800.0) {
            (top, height) = (top - stride, lower);
        } else {
            stride /= 2.0;
        }
    }
    top
}

/// Logarithm of the density of ln s at s = 1.
fn ln_constant(df: f64) -> f64 {
    let half = df / 2.0;
    if half >= LARGE {
        2.0_f64.ln() + (half / (2.0 * PI)).ln() / 2.0 - stirling_rest(half)
    } else {
        2.0_f64.ln() + half * half.ln() - half - ln_gamma(half)
    }
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;
    use crate::inference::tails::student_p;

    /// The range of two is the size of their difference.
    #[test]
    fn two_means_have_students_tail_also_far_out() {
        for df in [1.0, 2.5, 9.0, 17.776, 100.0, 1e4, 1e8] {
            for q in [0.01, 0.5, 2.0, 3.7, 8.0, 15.0, 40.0] {
                let (found, expected) =
                    (StudentisedRange::of(2).p_value(q, df), student_p(q / 2.0_f64.sqrt(), df));
                assert_abs_diff_eq!(found / expected, 1.0, epsilon = 1e-11);
            }
        }
    }

    /// R: `qtukey(0.95, k, df)`.
    #[test]
    fn a_quantile_has_its_tail() {
        for (k, df, expected) in
            [(3, 10.0, 3.876_776_7), (5, 20.0, 4.231_856_7), (10, 60.0, 4.646_324_0)]
        {
            let range = StudentisedRange::of(k);
            let q = range.quantile(Level::P95, df);
            assert_abs_diff_eq!(q, expected, epsilon = 2e-6);
            assert_abs_diff_eq!(range.p_value(q, df), 0.05, epsilon = 1e-12);
        }
    }

    /// mpmath: both integrals by Gauss and Legendre's rule with 22 digits, over spreads up to 3. The third, of three degrees of
    /// freedom whose spread goes further, is that of `SciPy` and of Simpson's rule. R is no reference for small tails: its
    /// `ptukey` gives 7.57e-9 for the fifth.
    #[test]
    fn tails_are_right_to_eleven_digits() {
        for (q, k, df, expected) in [
            (3.5, 3, 10.0, 0.077_103_310_838_411_82),
            (4.2, 5, 20.5, 0.051_639_786_070_926_93),
            (1.0, 10, 3.0, 0.996_028_726_775_27),
            (12.0, 4, 6.0, 6.085_706_716_646_653e-4),
            (25.0, 6, 12.0, 7.083_986_237_152_677e-9),
            (0.5, 3, 50.0, 0.933_511_030_952_721_9),
            (8.0, 20, 120.0, 1.922_742_485_914_941e-5),
        ] {
            let found = StudentisedRange::of(k).p_value(q, df);
            assert_abs_diff_eq!(found / expected, 1.0, epsilon = 1e-11);
        }
    }

    #[test]
    fn no_range_is_exceeded_for_sure_and_an_endless_one_never() {
        let range = StudentisedRange::of(3);
        assert_abs_diff_eq!(range.p_value(0.0, 5.0), 1.0);
        assert_abs_diff_eq!(range.p_value(1e-9, 5.0), 1.0, epsilon = 1e-12);
        assert!(range.p_value(1e100, 5.0) < 1e-300);
        assert!(range.p_value(1e300, f64::INFINITY) <= 0.0);
    }
}
