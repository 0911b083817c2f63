//! Quantiles and tail probabilities of the normal, Student's *t*, *F* and chi-square distributions.

use statrs::distribution::{ContinuousCDF, Normal};

use super::Level;
use super::special::{Tails, beta_power, beta_tails, gamma_tails, root};

/// From here on Student's tail is taken from the normal one, by a series whose next term is below 1e-15.
const NEARLY_NORMAL: f64 = 1e5;

/// Half-width of a normal interval in standard errors: 1.959964 for 95 %.
pub(super) fn normal_quantile(level: Level) -> f64 {
    Normal::standard().inverse_cdf(1.0 - level.tail())
}

/// Two-sided p-value of a standard normal statistic.
pub(super) fn normal_p(z: f64) -> f64 {
    gamma_tails(0.5, z * z / 2.0).upper
}

/// Probability that a standard normal exceeds z, to all digits in its far tail.
pub(super) fn normal_above(z: f64) -> f64 {
    let beyond = normal_p(z) / 2.0;
    if z >= 0.0 { beyond } else { 1.0 - beyond }
}

/// Half-width of a Student interval in standard errors. `df` is above 0.
pub(super) fn student_quantile(level: Level, df: f64) -> f64 {
    let outside = 1.0 - level.get();
    // Logarithms of the tail, so that heavy tails are walked through quickly.
    root(normal_quantile(level), |t| outside.ln() - student_p(t, df).ln())
}

/// Two-sided p-value of a Student statistic. `df` is above 0.
pub(super) fn student_p(t: f64, df: f64) -> f64 {
    let square = t * t;
    if df >= NEARLY_NORMAL {
        // Hill (1970), algorithm 395 of the Communications of the ACM.
        let shifted = df - 0.5;
        let scale = 48.0 * shifted * shifted;
        let squared = shifted * (square / df).ln_1p();
        let w = squared.sqrt();
        let next = ((4.0 * squared + 33.0) * squared + 240.0) * squared + 855.0;
        let last = next / (10.0 * scale * (scale + 0.8 * squared * squared + 100.0));
        return normal_p(w * (1.0 + (squared + 3.0) / scale - last));
    }
    if square.is_infinite() {
        return 0.0;
    }
    let all = df + square;
    beta_tails(df / 2.0, 0.5, df / all, square / all).lower.min(1.0)
}

/// Upper-tail p-value of an *F* statistic. Both degrees of freedom are above 0.
pub(super) fn f_p(f: f64, between: f64, within: f64) -> f64 {
    f_tails(f, between, within).upper
}

fn f_tails(f: f64, between: f64, within: f64) -> Tails {
    if f <= 0.0 {
        return Tails { lower: 0.0, upper: 1.0 };
    }
    if (between - 1.0).abs() <= 0.0 && within >= NEARLY_NORMAL {
        let upper = student_p(f.sqrt(), within);
        return Tails { lower: 1.0 - upper, upper };
    }
    // Shares of the sum of both, without their sum becoming too large.
    let odds = between / within * f;
    let (x, y) = if odds > 1.0 {
        (1.0 / (1.0 + 1.0 / odds), (1.0 / odds) / (1.0 + 1.0 / odds))
    } else {
        (odds / (1.0 + odds), 1.0 / (1.0 + odds))
    };
    beta_tails(between / 2.0, within / 2.0, x, y)
}

/// Quantile of the *F* distribution. Both degrees of freedom are above 0, and need not be whole.
pub(super) fn f_quantile(probability: f64, between: f64, within: f64) -> f64 {
    quantile(probability, 1.0, |f| f_tails(f, between, within))
}

/// Quantile of the beta distribution, whose parameters are above 0: *F* counts its odds.
pub(super) fn beta_quantile(probability: f64, a: f64, b: f64) -> f64 {
    let odds = f_quantile(probability, 2.0 * a, 2.0 * b) * a / b;
    odds / (1.0 + odds)
}

/// Upper-tail p-value of a chi-square statistic. `df` is above 0.
pub(super) fn chi_square_p(statistic: f64, df: f64) -> f64 {
    gamma_tails(df / 2.0, statistic / 2.0).upper
}

/// Quantile of the chi-square distribution. `df` is above 0.
pub(super) fn chi_square_quantile(probability: f64, df: f64) -> f64 {
    quantile(probability, df, |x| gamma_tails(df / 2.0, x / 2.0))
}

/// How likely a number of heads is among tosses of a fair coin.
pub(super) struct Heads {
    pub(super) at_least: f64,
    pub(super) at_most: f64,
    pub(super) exactly: f64,
}

/// `found` heads of `tosses`, each with all digits in its far tail.
pub(super) fn heads(found: u64, tosses: u64) -> Heads {
    let (yes, no) = (found as f64, (tosses - found) as f64);
    let at_least = |k: f64, rest: f64| {
        if k > 0.0 { beta_tails(k, rest + 1.0, 0.5, 0.5).lower } else { 1.0 }
    };
    let exactly = beta_power(yes + 1.0, no + 1.0, 0.5, 0.5) * 4.0 / (tosses as f64 + 1.0);
    Heads { at_least: at_least(yes, no), at_most: at_least(no, yes), exactly }
}

/// Where the smaller tail of a positive number's distribution has its probability.
fn quantile(probability: f64, start: f64, tails: impl Fn(f64) -> Tails) -> f64 {
    if probability <= 0.5 {
        root(start, |x| tails(x).lower.ln() - probability.ln())
    } else {
        let above = 1.0 - probability;
        root(start, |x| above.ln() - tails(x).upper.ln())
    }
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

    /// R: `pbinom(found - 1, tosses, .5, lower.tail = FALSE)`, `pbinom(found, tosses, .5)` and `dbinom(found, tosses, .5)`.
    #[test]
    fn heads_of_few_and_of_a_hundred_million_tosses_keep_their_digits() {
        let cases = [
            (0, 5, 1.0, 0.031_25, 0.031_25),
            (5, 5, 0.031_25, 1.0, 0.031_25),
            (3, 7, 0.773_437_5, 0.5, 0.273_437_5),
            (10, 35, 9.970_059_397_164_732e-1, 8.336_923_900_060_37e-3, 5.342_863_616_533_571e-3),
            (82, 82, 2.067_951_531_382_577e-25, 1.0, 2.067_951_531_382_577e-25),
            (
                600,
                1000,
                1.364_232_078_033_014e-10,
                9.999_999_999_099_158e-1,
                4.633_908_074_049_569e-11,
            ),
            (990, 1000, 2.483_338_791_489_635e-278, 1.0, 2.458_305_595_450_807e-278),
            (
                50_010_000,
                100_000_000,
                2.275_553_131_480_785e-2,
                9.772_552_668_785_397e-1,
                1.079_819_334_763_008e-5,
            ),
        ];
        for (found, tosses, at_least, at_most, exactly) in cases {
            let heads = heads(found, tosses);
            for (number, expected) in
                [(heads.at_least, at_least), (heads.at_most, at_most), (heads.exactly, exactly)]
            {
                assert!((number / expected - 1.0).abs() < 2e-12, "{found} of {tosses}: {number:e}");
            }
        }
    }

    #[test]
    fn a_tail_keeps_its_digits_far_out() {
        assert_abs_diff_eq!(normal_p(10.0) / 1.523_970_604_832_1e-23, 1.0, epsilon = 1e-9);
        assert!(student_p(40.0, 200.0) > 0.0);
    }

    /// R: `qbeta(p, a, b)`.
    #[test]
    fn quantiles_of_beta_keep_their_digits_near_both_ends() {
        for (probability, a, b, expected) in [
            (0.025, 1.0, 1e6, 2.531_780_766_379_42e-8),
            (0.975, 1e6, 1.0, 0.999_999_974_682_192),
            (0.025, 0.5, 20.5, 2.424_647_845_924_27e-5),
            (0.975, 81.5, 182.5, 0.365_647_499_174_082),
            (0.5, 30_000.5, 40_000_000.5, 7.494_420_788_786_12e-4),
        ] {
            assert_abs_diff_eq!(beta_quantile(probability, a, b) / expected, 1.0, epsilon = 1e-10);
        }
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

    /// mpmath with 40 digits; R is no reference here, as its `qf` takes chi-square from 400,000 degrees of freedom on.
    #[test]
    fn a_hundred_million_units_have_quantiles_and_tails_of_twelve_digits() {
        for line in include_str!("tails.txt").lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&str> = line.split(' ').collect();
            let numbers: Vec<f64> =
                cells[1..].iter().map(|cell| cell.parse().expect("a number")).collect();
            let (found, expected) = match (cells[0], numbers.as_slice()) {
                ("student_p", &[t, df, expected]) => (student_p(t, df), expected),
                ("student_quantile", &[level, df, expected]) => {
                    (student_quantile(Level::new(level).expect("a level"), df), expected)
                }
                ("f_p", &[f, a, b, expected]) => (f_p(f, a, b), expected),
                ("f_quantile", &[p, a, b, expected]) => (f_quantile(p, a, b), expected),
                ("chi_square_p", &[x, df, expected]) => (chi_square_p(x, df), expected),
                ("chi_square_quantile", &[p, df, expected]) => {
                    (chi_square_quantile(p, df), expected)
                }
                ("normal_p", &[z, expected]) => (normal_p(z), expected),
                _ => panic!("{line}"),
            };
            assert!((found / expected - 1.0).abs() < 2e-12, "{line}: {found:e}");
        }
    }
}
