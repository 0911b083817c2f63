//! The studentised range: the largest difference among several means of one population, in units of an estimated spread.

use std::f64::consts::PI;

use statrs::function::gamma::ln_gamma;

use crate::inference::Level;
use crate::inference::special::{LARGE, root, stirling_rest};
use crate::inference::tails::normal_above;

/// Step of the rule across normal deviates, and how many to go from the middle: both ends are below 10⁻¹⁶ of it.
const STEP: f64 = 0.25;
const REACH: i32 = 35;
/// What is smaller than this share of the sum no longer counts.
const NOTHING: f64 = 1e-18;
/// From here on the spread is known to all digits of the answer.
const KNOWN: f64 = 1e12;

/// Upper tail of the studentised range of `k` means with these degrees of freedom, to the digits of its far tail.
///
/// What is summed over the spread s is the probability that the range of k normal deviates exceeds `q·s`. Both integrals are
/// of smooth functions that die away on both sides, for which sums at equal steps converge faster than any power of the step.
/// `k` is 2 or more and `df` above 0, not necessarily whole.
pub(super) fn studentised_range_p(q: f64, k: usize, df: f64) -> f64 {
    if q <= 0.0 {
        return 1.0;
    }
    let normals = Normals { k: k as f64 };
    if df >= KNOWN {
        return normals.range_above(q);
    }
    // Over the logarithm x of s. The density's own top is at 0 with the width 1/√(2·df).
    let ln_constant = ln_constant(df);
    let term = |x: f64| {
        let density = (ln_constant + df * (x - (2.0 * x).exp_m1() / 2.0)).exp();
        if density > 0.0 { density * normals.range_above(q * x.exp()) } else { 0.0 }
    };
    let width = 1.0 / (2.0 * df).sqrt();
    let step = (0.4 * width).min(0.1);
    // Far out in the tail the largest terms lie where the spread happens to be small.
    let mut top = 0.0;
    let mut height = term(top);
    let mut stride = 64.0 * step;
    while stride >= step {
        let lower = term(top - stride);
        if lower > height || (height <= 0.0 && top > -800.0) {
            (top, height) = (top - stride, lower);
        } else {
            stride /= 2.0;
        }
    }
    let mut sum = height;
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

/// The value that the studentised range exceeds with the probability that the level leaves over.
pub(super) fn studentised_range_quantile(level: Level, k: usize, df: f64) -> f64 {
    let outside = 1.0 - level.get();
    root(3.5, |q| outside.ln() - studentised_range_p(q, k, df).ln())
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

/// Ranges of `k` independent normal deviates.
struct Normals {
    k: f64,
}

impl Normals {
    /// Probability of a range above `w`: with the largest deviate at z, that not all others lie within w below it.
    fn range_above(&self, w: f64) -> f64 {
        let others = self.k - 1.0;
        // The largest lies between the middle of the range and the largest of k deviates.
        let centre = (w / 2.0 / STEP).round();
        let at = |step: i32| {
            let z = (centre + f64::from(step)) * STEP;
            let below = normal_above(-z);
            let beyond = normal_above(w - z);
            // Φ(z)ᵏ⁻¹ − (Φ(z) − Φ(z − w))ᵏ⁻¹, without the difference of two numbers that are nearly the same.
            let lost = -(others * (-(beyond / below).min(1.0)).ln_1p()).exp_m1();
            (-z * z / 2.0).exp() * below.powf(others) * lost
        };
        let sum: f64 = (-REACH..=REACH).map(at).sum();
        (self.k * sum * STEP / (2.0 * PI).sqrt()).min(1.0)
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
                    (studentised_range_p(q, 2, df), student_p(q / 2.0_f64.sqrt(), df));
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
            let q = studentised_range_quantile(Level::P95, k, df);
            assert_abs_diff_eq!(q, expected, epsilon = 2e-6);
            assert_abs_diff_eq!(studentised_range_p(q, k, df), 0.05, epsilon = 1e-12);
        }
    }

    #[test]
    fn no_range_is_exceeded_for_sure_and_an_endless_one_never() {
        assert_abs_diff_eq!(studentised_range_p(0.0, 3, 5.0), 1.0);
        assert_abs_diff_eq!(studentised_range_p(1e-9, 3, 5.0), 1.0, epsilon = 1e-12);
        assert!(studentised_range_p(1e100, 3, 5.0) < 1e-300);
    }
}
