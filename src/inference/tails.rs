//! Quantiles and tail probabilities of the normal, Student's *t*, *F* and chi-square distributions.

use statrs::distribution::{
    ChiSquared, Continuous, ContinuousCDF, FisherSnedecor, Normal, StudentsT,
};
use statrs::function::gamma::ln_gamma;

use super::Level;

/// Half-width of a normal interval in standard errors: 1.959964 for 95 %.
pub(super) fn normal_quantile(level: Level) -> f64 {
    Normal::standard().inverse_cdf(1.0 - level.tail())
}

/// Two-sided p-value of a standard normal statistic.
pub(super) fn normal_p(z: f64) -> f64 {
    (2.0 * Normal::standard().sf(z.abs())).min(1.0)
}

/// Half-width of a Student interval in standard errors. `df` is above 0.
pub(super) fn student_quantile(level: Level, df: f64) -> f64 {
    let student = student(df);
    let mut quantile = student.inverse_cdf(1.0 - level.tail());
    // Two Newton steps: the inverse of the incomplete beta function alone is good to six digits.
    for _ in 0..2 {
        let step = (student.sf(quantile) - level.tail()) / student.pdf(quantile);
        if step.is_finite() {
            quantile += step;
        }
    }
    quantile
}

/// Two-sided p-value of a Student statistic. `df` is above 0.
pub(super) fn student_p(t: f64, df: f64) -> f64 {
    (2.0 * student(df).sf(t.abs())).min(1.0)
}

/// Upper-tail p-value of an *F* statistic. Both degrees of freedom are above 0.
pub(super) fn f_p(f: f64, between: f64, within: f64) -> f64 {
    FisherSnedecor::new(between, within).expect("degrees of freedom are above 0").sf(f)
}

/// Quantile of the *F* distribution. Both degrees of freedom are above 0, and need not be whole.
pub(super) fn f_quantile(probability: f64, between: f64, within: f64) -> f64 {
    let f = FisherSnedecor::new(between, within).expect("degrees of freedom are above 0");
    let mut quantile = f.inverse_cdf(probability);
    // As for Student's t: the inverse alone is good to few digits.
    for _ in 0..3 {
        let step = (f.cdf(quantile) - probability) / f.pdf(quantile);
        if step.is_finite() && step < quantile {
            quantile -= step;
        }
    }
    quantile
}

/// Upper-tail p-value of a chi-square statistic. `df` is above 0.
pub(super) fn chi_square_p(statistic: f64, df: f64) -> f64 {
    let (shape, x) = (df / 2.0, statistic / 2.0);
    if x <= 0.0 {
        return 1.0;
    }
    let scale = (shape * x.ln() - x - ln_gamma(shape)).exp();
    if x < shape + 1.0 {
        // The lower tail as a series; the upper one is not small here.
        let (mut term, mut sum, mut at) = (1.0 / shape, 1.0 / shape, shape);
        while term > sum * f64::EPSILON {
            at += 1.0;
            term *= x / at;
            sum += term;
        }
        return 1.0 - sum * scale;
    }
    // Legendre's continued fraction of the upper tail, by the method of Lentz: nothing is subtracted from 1.
    let mut divisor = x + 1.0 - shape;
    let (mut above, mut below) = (f64::MAX, 1.0 / divisor);
    let mut fraction = below;
    for step in 1..10_000 {
        let step = f64::from(step);
        let numerator = step * (shape - step);
        divisor += 2.0;
        below = 1.0 / (numerator * below + divisor);
        above = divisor + numerator / above;
        fraction *= below * above;
        if (below * above - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    fraction * scale
}

/// Quantile of the chi-square distribution. `df` is above 0.
pub(super) fn chi_square_quantile(probability: f64, df: f64) -> f64 {
    let chi = ChiSquared::new(df).expect("degrees of freedom are above 0");
    let mut quantile = chi.inverse_cdf(probability);
    // As for Student's t: the inverse alone is good to few digits.
    for _ in 0..3 {
        let step = (chi_square_p(quantile, df) - (1.0 - probability)) / chi.pdf(quantile);
        if step.is_finite() && -step < quantile {
            quantile += step;
        }
    }
    quantile
}

fn student(df: f64) -> StudentsT {
    StudentsT::new(0.0, 1.0, df).expect("degrees of freedom are above 0")
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    /// R: `qt(.975, c(1, 2, 9, 203.922_350_350_047))`, `qnorm(.975)`.
    #[test]
    fn quantiles_equal_those_of_r() {
        for (df, expected) in
            [(1.0, 12.706_204_736_174_7), (2.0, 4.302_652_729_749_46), (9.0, 2.262_157_162_798_2)]
        {
            assert_abs_diff_eq!(student_quantile(Level::P95, df), expected, epsilon = 1e-10);
        }
        assert_abs_diff_eq!(normal_quantile(Level::P95), 1.959_963_984_540_05, epsilon = 1e-12);
    }

    /// The regularised incomplete beta function, inverted by bisection with 30 digits.
    #[test]
    fn quantiles_of_f_are_exact() {
        let cases = [
            (0.975, 9.0, 27.0, 2.630_855_587_922_81),
            (0.025, 9.0, 27.0, 0.278_982_651_248_055),
            (0.975, 5.0, 4.5, 8.052_780_411_963_67),
            (0.95, 5.0, 15.0, 2.901_294_536_236_16),
            (0.025, 147.0, 147.0, 0.722_839_957_595_911),
        ];
        for (probability, between, within, expected) in cases {
            assert_abs_diff_eq!(
                f_quantile(probability, between, within) / expected,
                1.0,
                epsilon = 1e-10
            );
        }
    }

    #[test]
    fn a_tail_keeps_its_digits_far_out() {
        assert_abs_diff_eq!(normal_p(10.0) / 1.523_970_604_832_1e-23, 1.0, epsilon = 1e-9);
        assert!(student_p(40.0, 200.0) > 0.0);
    }

    /// R: `pchisq(x, df, lower.tail = FALSE)` and `qchisq(p, df)`.
    #[test]
    fn chi_square_keeps_its_digits_in_both_tails() {
        let cases = [
            (0.5, 1.0, 4.795_001_221_869_535e-1),
            (16.792_941_1, 1.0, 4.168_808_865_956_821e-5),
            (1380.0, 1.0, 4.661_158_455_674_072e-302),
            (1400.0, 5.0, 1.376_587_514_394_442e-300),
            (90.0, 100.0, 7.531_979_655_998_298e-1),
        ];
        for (x, df, expected) in cases {
            assert_abs_diff_eq!(chi_square_p(x, df) / expected, 1.0, epsilon = 1e-12);
        }
        let quantiles = [
            (0.975, 9.0, 1.902_276_779_864_163e1),
            (0.025, 3.0, 2.157_952_826_238_979e-1),
            (0.975, 200.0, 2.410_578_955_063_11e2),
        ];
        for (probability, df, expected) in quantiles {
            let found = chi_square_quantile(probability, df);
            assert_abs_diff_eq!(found / expected, 1.0, epsilon = 1e-12);
        }
        assert_abs_diff_eq!(chi_square_p(0.0, 3.0), 1.0);
    }
}
