//! What a statistic gives: an estimate with its interval first, then the test.

use super::finding::Estimate;
use super::tails::{student_p, student_quantile};
use super::{Alternative, Answer, Level};

/// An estimate with its interval and the two-sided test that the true value is 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TestResult {
    /// Estimate and interval.
    pub estimate: Estimate,
    /// Standard error of the estimate.
    pub standard_error: f64,
    /// Test statistic: estimate by standard error, unless the method says otherwise.
    pub statistic: f64,
    /// Degrees of freedom; `None` for a normal reference.
    pub df: Option<f64>,
    /// Two-sided p-value.
    pub p_value: f64,
    /// Units that the estimate rests on.
    pub n: u64,
}

/// The p-values of one test, by the way it looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PValues {
    /// Of a result as far away or farther, either way.
    pub two_sided: f64,
    /// Of a result as high or higher.
    pub greater: f64,
    /// Of a result as low or lower.
    pub less: f64,
}

impl PValues {
    /// The one that a test with this alternative has.
    pub fn of(&self, alternative: Alternative) -> f64 {
        match alternative {
            Alternative::TwoSided => self.two_sided,
            Alternative::Greater => self.greater,
            Alternative::Less => self.less,
        }
    }

    /// From both tails of an exact distribution, each with the result itself: two-sided is twice the smaller one.
    pub(super) fn exact(greater: f64, less: f64) -> Self {
        Self {
            two_sided: (2.0 * greater.min(less)).min(1.0),
            greater: greater.min(1.0),
            less: less.min(1.0),
        }
    }

    /// From the two-sided p-value of a statistic with a symmetric distribution.
    pub(super) fn symmetric(statistic: f64, two_sided: f64) -> Self {
        let beyond = two_sided / 2.0;
        let (greater, less) =
            if statistic >= 0.0 { (beyond, 1.0 - beyond) } else { (1.0 - beyond, beyond) };
        Self { two_sided, greater, less }
    }
}

impl TestResult {
    /// P-values by the way the test looks; the interval stays two-sided. The statistic is an estimate by its standard error.
    pub fn p_values(&self) -> PValues {
        PValues::symmetric(self.statistic, self.p_value)
    }

    /// From an estimate with its standard error and Student's *t*. Both `standard_error` and `df` are above 0.
    pub(super) fn student(value: f64, standard_error: f64, df: f64, n: u64, level: Level) -> Self {
        let statistic = value / standard_error;
        Self {
            estimate: around(value, student_quantile(level, df) * standard_error),
            standard_error,
            statistic,
            df: Some(df),
            p_value: student_p(statistic, df),
            n,
        }
    }
}

impl Answer {
    /// Takes estimate, interval and test.
    pub(super) fn take(&mut self, test: &TestResult) {
        self.estimate = Some(test.estimate);
        self.statistic = Some(test.statistic);
        self.df = test.df;
        self.p_value = Some(test.p_value);
    }

    /// Takes the p-value that the settings ask for, and says when it looks one way only.
    pub(super) fn take_p(&mut self, p_values: &PValues, alternative: Alternative) {
        self.p_value = Some(p_values.of(alternative));
        match alternative {
            Alternative::TwoSided => {}
            Alternative::Greater => {
                self.note("one-sided p-value, for more; the interval is two-sided");
            }
            Alternative::Less => {
                self.note("one-sided p-value, for less; the interval is two-sided");
            }
        }
    }

    /// Takes estimate and interval, but no test: whether a mean is 0 is no question.
    pub(super) fn take_interval(&mut self, test: &TestResult) {
        self.estimate = Some(test.estimate);
        self.df = test.df;
    }
}

/// An interval of equal width on both sides.
pub(super) fn around(value: f64, half: f64) -> Estimate {
    Estimate { value, low: Some(value - half), high: Some(value + half) }
}

/// The difference of two independent estimates with an interval that joins theirs: to each side the square root of the sum
/// of squares of how far the two reach (Zou & Donner 2008, *Statistics in Medicine* 27(10): 1693–1702; Newcombe's method 10
/// when both are Wilson's).
pub(super) fn joined(one: Estimate, zero: Estimate) -> Estimate {
    let reach = |end: Option<f64>, value: f64| end.map_or(0.0, |end| end - value);
    let value = one.value - zero.value;
    let below = reach(one.low, one.value).hypot(reach(zero.high, zero.value));
    let above = reach(one.high, one.value).hypot(reach(zero.low, zero.value));
    Estimate { value, low: Some(value - below), high: Some(value + above) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R: `t.test(y2, y1, paired = TRUE, alternative = ...)` on `datasets::sleep`.
    #[test]
    fn one_sided_tails_keep_their_digits_and_add_up_to_one() {
        let test = TestResult::student(4.062_127_683_382_04, 1.0, 9.0, 10, Level::P95);
        let found = test.p_values();
        assert!((found.of(Alternative::Greater) - 0.001_416_445_1).abs() < 5e-9);
        assert!((found.greater + found.less - 1.0).abs() < 1e-15);
        let far = TestResult::student(-80.0, 1.0, 200.0, 201, Level::P95).p_values();
        assert!(far.less > 0.0 && far.less < 1e-140 && (far.greater - 1.0).abs() < 1e-15);
        assert!((far.two_sided / (2.0 * far.less) - 1.0).abs() < 1e-15);
    }
}
