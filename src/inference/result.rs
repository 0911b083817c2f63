//! What a statistic gives: an estimate with its interval first, then the test.

use super::finding::Estimate;
use super::tails::{student_p, student_quantile};
use super::{Answer, Level};

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

impl TestResult {
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
