//! The incomplete gamma and beta functions, good to twelve digits from one unit to a hundred million.
//!
//! Differences of logarithms of the gamma function lose all digits for large arguments, so that they are never taken:
//! powers and factorials are joined around the mode first.

use std::f64::consts::PI;

use statrs::function::gamma::ln_gamma;

/// From here on Stirling's series has all digits.
pub(super) const LARGE: f64 = 10.0;
const MOST_TERMS: u32 = 1_000_000;
/// Instead of 0 where it would divide.
const TINY: f64 = 1e-300;

/// What Stirling's formula leaves of `ln Γ(x)`, for x of 10 or more: Bernoulli's numbers by powers.
pub(super) fn stirling_rest(x: f64) -> f64 {
    let square = 1.0 / (x * x);
    let series =
        [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1260.0, -1.0 / 1680.0, 1.0 / 1188.0, -691.0 / 360_360.0];
    series.iter().rev().fold(0.0, |sum, term| sum * square + term) / x
}

/// `Γ(df/2)/(√(df/2)·Γ((df−1)/2))`, which takes the bias out of an effect size by a standard deviation; 0 for one degree.
pub(super) fn unbiasing(df: f64) -> f64 {
    let half = df / 2.0;
    if half >= LARGE {
        let rest = stirling_rest(half) - stirling_rest(half - 0.5);
        return (-(half - 1.0) * (-0.5 / half).ln_1p() - 0.5 + rest).exp();
    }
    if df <= 1.0 { 0.0 } else { (ln_gamma(half) - ln_gamma(half - 0.5)).exp() / half.sqrt() }
}

/// `ln(1 + u) − u`, also for small u.
pub(super) fn ln_1p_less(u: f64) -> f64 {
    if u.abs() > 0.01 {
        return u.ln_1p() - u;
    }
    let (mut power, mut sum) = (-u, 0.0);
    for n in 2..12 {
        power *= -u;
        sum -= power / f64::from(n);
    }
    sum
}

/// Both tails of the gamma distribution with this shape at x.
pub(super) struct Tails {
    pub(super) lower: f64,
    pub(super) upper: f64,
}

/// `xᵃe⁻ˣ / Γ(a)`, where `a` is the shape; x is above 0.
pub(super) fn gamma_power(shape: f64, x: f64) -> f64 {
    if shape >= LARGE {
        let away = (x - shape) / shape;
        (shape * ln_1p_less(away) - stirling_rest(shape)).exp() * (shape / (2.0 * PI)).sqrt()
    } else {
        (shape * x.ln() - x - ln_gamma(shape)).exp()
    }
}

/// The gamma distribution with scale 1.
pub(super) fn gamma_tails(shape: f64, x: f64) -> Tails {
    if x <= 0.0 {
        return Tails { lower: 0.0, upper: 1.0 };
    }
    let scale = gamma_power(shape, x);
    if x < shape + 1.0 {
        let (mut term, mut sum, mut at) = (1.0 / shape, 1.0 / shape, shape);
        while term > sum * f64::EPSILON {
            at += 1.0;
            term *= x / at;
            sum += term;
        }
        let lower = sum * scale;
        return Tails { lower, upper: 1.0 - lower };
    }
    // Legendre's continued fraction, by the method of Lentz.
    let mut divisor = x + 1.0 - shape;
    let (mut above, mut below) = (1.0 / TINY, 1.0 / divisor);
    let mut fraction = below;
    for step in 1..MOST_TERMS {
        let step = f64::from(step);
        let numerator = step * (shape - step);
        divisor += 2.0;
        below = 1.0 / not_zero(numerator * below + divisor);
        above = not_zero(divisor + numerator / above);
        fraction *= below * above;
        if (below * above - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    let upper = fraction * scale;
    Tails { lower: 1.0 - upper, upper }
}

fn not_zero(number: f64) -> f64 {
    if number.abs() < TINY { TINY } else { number }
}

/// `xᵃ(1 − x)ᵇ / B(a, b)`, with `y = 1 − x`.
pub(super) fn beta_power(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let ln = |share: f64, rest: f64| if rest < 0.5 { (-rest).ln_1p() } else { share.ln() };
    if a >= LARGE && b >= LARGE {
        // Around the mode a/(a + b), from which a·ln and b·ln cancel to first order.
        let all = a + b;
        let away = x * b - y * a;
        let rest = stirling_rest(a) + stirling_rest(b) - stirling_rest(all);
        let power = a * ln_1p_less(away / a) + b * ln_1p_less(-away / b);
        return (power - rest).exp() * (a / all * b / (2.0 * PI)).sqrt();
    }
    let (large, small) = (a.max(b), a.min(b));
    let power = a * ln(x, y) + b * ln(y, x);
    let gammas = if large >= LARGE {
        // ln Γ(large + small) − ln Γ(large).
        (large - 0.5) * (small / large).ln_1p() + small * (large + small).ln() - small
            + stirling_rest(large + small)
            - stirling_rest(large)
    } else {
        ln_gamma(large + small) - ln_gamma(large)
    };
    (power + gammas - ln_gamma(small)).exp()
}

/// Both tails of the beta distribution at x, with `y = 1 − x`.
pub(super) fn beta_tails(a: f64, b: f64, x: f64, y: f64) -> Tails {
    if x <= 0.0 || y <= 0.0 {
        let lower = if x <= 0.0 { 0.0 } else { 1.0 };
        return Tails { lower, upper: 1.0 - lower };
    }
    // How far x lies below the mean, times a + b: the difference of the smaller two, so that few digits are lost.
    let below = if a > b { (a + b) * y - b } else { a - (a + b) * x };
    if below < 0.0 {
        let Tails { lower, upper } = beta_fraction(b, a, y, x, -below);
        return Tails { lower: upper, upper: lower };
    }
    beta_fraction(a, b, x, y, below)
}

/// The lower tail of x below the mean, by a continued fraction.
fn beta_fraction(a: f64, b: f64, x: f64, y: f64, below: f64) -> Tails {
    let fraction = if a.min(b) > 1.0 { shifted(a, b, x, y, below) } else { classic(a, b, x) / a };
    let lower = beta_power(a, b, x, y) * fraction;
    Tails { lower, upper: 1.0 - lower }
}

/// Algorithm 708 of ACM TOMS (1992), for a and b above 1: it never takes the difference of 1 and x.
fn shifted(a: f64, b: f64, x: f64, y: f64, below: f64) -> f64 {
    let start = 1.0 + below;
    let (ratio, step) = (b / a, 1.0 + 1.0 / a);
    let (mut above, mut last_above) = (1.0, 0.0);
    let (mut under, mut last_under) = (start / step, 1.0);
    let (mut found, mut factor, mut size) = (step / start, 1.0, a + 1.0);
    for term in 1..MOST_TERMS {
        let term = f64::from(term);
        let share = term / a;
        let weight = term * (b - term) * x;
        let part = a / size;
        let alpha = factor * (factor + ratio) * part * part * (weight * x);
        let part = (1.0 + share) / (step + share + share);
        let beta = term + weight / size + part * (start + term * (1.0 + y));
        factor = 1.0 + share;
        size += 2.0;
        (last_above, above) = (above, alpha * last_above + beta * above);
        (last_under, under) = (under, alpha * last_under + beta * under);
        let before = found;
        found = above / under;
        if (found - before).abs() <= f64::EPSILON * found {
            break;
        }
        // Only the ratios count, so that all may be kept near 1.
        last_above /= under;
        last_under /= under;
        above = found;
        under = 1.0;
    }
    found
}

/// The classic continued fraction, by the method of Lentz.
fn classic(a: f64, b: f64, x: f64) -> f64 {
    let (mut above, mut below) = (1.0, 1.0 / not_zero(1.0 - (a + b) * x / (a + 1.0)));
    let mut fraction = below;
    for m in 1..MOST_TERMS {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut change = 1.0;
        for numerator in [even, odd] {
            below = 1.0 / not_zero(1.0 + numerator * below);
            above = not_zero(1.0 + numerator / above);
            change *= below * above;
        }
        fraction *= change;
        if (change - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    fraction
}

/// Where a rising function of a positive number is 0, on the logarithm of the number: enclosed by steps that double, then by
/// the method of Chandrupatla (1997), *Advances in Engineering Software* 28(3): 145–149, which draws a parabola through
/// three points where that is safe, and halves where it is not.
pub(super) fn root(start: f64, rising: impl Fn(f64) -> f64) -> f64 {
    // A narrow first step: the more units, the closer a quantile lies to where it is expected.
    const FIRST_STEP: f64 = 1.0 / 1024.0;
    let value_at = |place: f64| rising(place.exp());
    let mut place = start.ln();
    let mut value = value_at(place);
    if value == 0.0 {
        return start;
    }
    let (mut other, mut other_value) = (place, value);
    let mut step = if value > 0.0 { -FIRST_STEP } else { FIRST_STEP };
    while (other_value > 0.0) == (value > 0.0) && other.abs() < 700.0 {
        (place, value) = (other, other_value);
        other += step;
        other_value = value_at(other);
        step *= 2.0;
    }
    if (other_value > 0.0) == (value > 0.0) {
        return other.exp();
    }
    let mut share = 0.5;
    for _ in 0..200 {
        let width = other - place;
        let cut = place + share * width;
        let cut_value = value_at(cut);
        // The point that is left behind, for the parabola.
        let (third, third_value) = if (cut_value > 0.0) == (value > 0.0) {
            (place, value)
        } else {
            let left = (other, other_value);
            (other, other_value) = (place, value);
            left
        };
        (place, value) = (cut, cut_value);
        let (best, best_value) =
            if value.abs() < other_value.abs() { (place, value) } else { (other, other_value) };
        let least = f64::EPSILON * (1.0 + best.abs()) / (other - place).abs();
        if least > 0.5 || best_value == 0.0 {
            return best.exp();
        }
        let across = (place - other) / (third - other);
        let up = (value - other_value) / (third_value - other_value);
        let is_safe = up * up < across && (1.0 - up) * (1.0 - up) < 1.0 - across;
        share = if is_safe {
            value / (other_value - value) * (third_value / (other_value - third_value))
                + (third - place) / (other - place) * value / (third_value - value)
                    * (other_value / (third_value - other_value))
        } else {
            0.5
        };
        // A tail of 0 has no logarithm to draw by.
        share = if share.is_finite() { share.clamp(least, 1.0 - least) } else { 0.5 };
    }
    f64::midpoint(place, other).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// mpmath with 40 digits.
    #[test]
    fn the_factor_against_bias_has_all_digits_from_two_degrees_to_a_hundred_million() {
        let cases = [
            (2.0, 0.564_189_583_547_756_3),
            (3.0, 0.723_601_254_558_267_7),
            (9.0, 0.913_874_891_792_552_3),
            (19.0, 0.959_910_352_924_253_6),
            (20.0, 0.961_944_533_740_748_7),
            (21.0, 0.963_782_252_284_172),
            (60.0, 0.987_438_912_888_168_8),
            (1000.0, 0.999_249_781_179_716_4),
            (1e8, 0.999_999_992_5),
        ];
        for (df, expected) in cases {
            let found = unbiasing(df);
            assert!((found / expected - 1.0).abs() < 1e-13, "{df}: {found}");
        }
        assert!(unbiasing(1.0).abs() <= 0.0);
    }
}
