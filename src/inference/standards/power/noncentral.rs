//! Student's *t* when the true difference is not 0.

use std::f64::consts::PI;

use statrs::function::gamma::ln_gamma;

use crate::inference::special::{LARGE, ln_1p_less, stirling_rest};
use crate::inference::tails::normal_above;

/// Nodes and weights of Gauss and Legendre's rule of eight points, for one half of it.
const NODES: [(f64, f64); 4] = [
    (0.183_434_642_495_649_8, 0.362_683_783_378_362),
    (0.525_532_409_916_329, 0.313_706_645_877_887_3),
    (0.796_666_477_413_626_7, 0.222_381_034_453_374_5),
    (0.960_289_856_497_536_3, 0.101_228_536_290_376_3),
];
/// Beyond it the density of the spread is below 10⁻²⁰ of its top.
const REACH: f64 = 9.6;
/// From here on the spread is known, and *t* is normal to all digits that power has.
const KNOWN: f64 = 1e10;

/// Upper tail of the noncentral *t*: how often a statistic exceeds `t`, when the difference is `shift` standard errors.
///
/// The spread s that the statistic divides by has a density with a single top; what is summed over it is the normal
/// probability that the difference exceeds `t·s`. `df` is above 0.
pub(super) fn noncentral_t_sf(t: f64, df: f64, shift: f64) -> f64 {
    let above = |threshold: f64| normal_above(threshold - shift);
    if df >= KNOWN {
        return above(t);
    }
    // As distances from a spread of 1, so that the narrow density of many degrees of freedom keeps its digits.
    let top = ((df - 1.0).max(0.0) / df).sqrt() - 1.0;
    let width = REACH / df.sqrt();
    let (low, high) = ((top - width).max(-1.0), top + width);
    let constant = ln_constant(df);
    let density = |away: f64| {
        let power = if away > -0.5 {
            df * (ln_1p_less(away) - away * away / 2.0) - away.ln_1p()
        } else {
            (df - 1.0) * away.ln_1p() - df * (away + away * away / 2.0)
        };
        (constant + power).exp()
    };
    // Panels narrow enough for the density and for the step of the normal probability at t·s.
    let steps = (high - low) * (df.sqrt() + t.abs()) * 2.0;
    let width = (high - low) / steps.ceil().clamp(40.0, 4000.0);
    let (mut sum, mut start) = (0.0, low);
    while start < high {
        // A power of a spread near 0 is no polynomial: there each panel ends twice as far from 0 as it starts.
        let far = (1.0 + start).max(1e-9);
        let end = (start + width.min(far)).min(high);
        let (half, centre) = ((end - start) / 2.0, f64::midpoint(start, end));
        for (node, weight) in NODES {
            for away in [centre - half * node, centre + half * node] {
                sum += half * weight * density(away) * above(t + t * away);
            }
        }
        start = end;
    }
    sum.clamp(0.0, 1.0)
}

/// Logarithm of what makes the density of the spread sum to 1, with `exp(−ν/2)` in it.
fn ln_constant(df: f64) -> f64 {
    let half = df / 2.0;
    let gamma = if half >= LARGE {
        (half.ln() - (2.0 * PI).ln()) / 2.0 - stirling_rest(half)
    } else {
        half * half.ln() - ln_gamma(half) - half
    };
    std::f64::consts::LN_2 + gamma
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inference::tails::student_p;

    /// R: `pt(t, df, ncp, lower.tail = FALSE)` where its algorithm (AS 243) keeps its digits, else 40 digits of mpmath.
    #[test]
    fn tails_are_those_of_r() {
        for line in include_str!("noncentral.txt").lines().filter(|line| !line.starts_with('#')) {
            let numbers: Vec<f64> =
                line.split(' ').map(|cell| cell.parse().expect("a number")).collect();
            let &[t, df, shift, expected] = numbers.as_slice() else { panic!("{line}") };
            let found = noncentral_t_sf(t, df, shift);
            assert!((found - expected).abs() < 1e-12, "{line}: {found}");
        }
    }

    #[test]
    fn without_a_shift_it_is_students() {
        for (t, df) in [(2.0, 1.0), (0.5, 3.5), (12.7, 1.0), (2.1, 40.0), (1.96, 1e6)] {
            let expected = student_p(t, df) / 2.0;
            assert!((noncentral_t_sf(t, df, 0.0) - expected).abs() < 1e-12, "{t} {df}");
            assert!((noncentral_t_sf(-t, df, 0.0) - 1.0 + expected).abs() < 1e-12, "{t} {df}");
        }
    }
}
