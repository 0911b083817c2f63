//! Quantiles and tail probabilities of the normal, Student's *t* and *F* distributions.

use statrs::distribution::{Continuous, ContinuousCDF, FisherSnedecor, Normal, StudentsT};

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
}
