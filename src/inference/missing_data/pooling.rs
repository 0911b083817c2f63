//! Answers of several completed tables as one.

use crate::inference::result::{TestResult, around};
use crate::inference::sample::at_least;
use crate::inference::tails::{normal_p, normal_quantile};
use crate::inference::{InferenceError, Level};

/// What one completed table answers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CompletedAnswer {
    /// The estimate.
    pub value: f64,
    /// Its squared standard error.
    pub variance: f64,
}

/// What all completed tables answer together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pooled {
    /// The pooled estimate with its interval and test.
    pub test: TestResult,
    /// Mean of the tables' own variances.
    pub within: f64,
    /// Variance of the tables' estimates.
    pub between: f64,
    /// Share of the variance that is due to missing values.
    pub due_to_missing: f64,
}

/// Rubin's rules: what do several completed tables say together?
///
/// # Definition
///
/// With the mean `Q̄` of m estimates, the mean `Ū` of their variances and the variance `B` of the estimates, the total variance is
/// `T = Ū + (1 + 1/m)B`, and `λ = (1 + 1/m)B/T` is due to missing values. Student's *t* has Rubin's `ν = (m − 1)/λ²` degrees of
/// freedom; when the complete table would have `ν₀`, Barnard and Rubin's `1/(1/ν + 1/ν_obs)` with
/// `ν_obs = (1 − λ)·ν₀(ν₀ + 1)/(ν₀ + 3)`, which never exceeds `ν₀`.
///
/// # Shapes and units
///
/// `answers`: two or more, each from a table completed independently of the others. `complete_df`: degrees of freedom of the
/// complete table; none for a normal reference.
///
/// # Assumptions
///
/// Values are missing at random, given what the imputation has seen; the imputation model fits; estimates are about normal.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below two answers, [`InferenceError::NoVariation`] when all variances are 0.
///
/// # Reference
///
/// Rubin (1987), *Multiple Imputation for Nonresponse in Surveys*; Barnard & Rubin (1999), *Biometrika* 86: 948–955. Expected
/// numbers are recomputed from the formulas, and equal those of R's `mice::pool.scalar`.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{CompletedAnswer, InferenceError, Level, pool};
/// let values = [0.20, 0.24, 0.18, 0.22, 0.26];
/// let variances = [0.0100, 0.0104, 0.0098, 0.0101, 0.0102];
/// let answers: Vec<_> = values
///     .iter()
///     .zip(variances)
///     .map(|(&value, variance)| CompletedAnswer { value, variance })
///     .collect();
/// let pooled = pool(&answers, None, 100, Level::P95)?;
/// assert_abs_diff_eq!(pooled.test.estimate.value, 0.22, epsilon = 1e-12);
/// assert_abs_diff_eq!(pooled.test.standard_error, 0.106301, epsilon = 5e-7);
/// assert_abs_diff_eq!(pooled.test.df.unwrap(), 354.694, epsilon = 5e-4);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn pool(
    answers: &[CompletedAnswer],
    complete_df: Option<f64>,
    n: u64,
    level: Level,
) -> Result<Pooled, InferenceError> {
    at_least(answers.len() as u64, 2, "completed tables")?;
    let m = answers.len() as f64;
    let mean = |of: &dyn Fn(&CompletedAnswer) -> f64| answers.iter().map(of).sum::<f64>() / m;
    let value = mean(&|answer| answer.value);
    let within = mean(&|answer| answer.variance);
    let between = mean(&|answer| (answer.value - value).powi(2)) * m / (m - 1.0);
    let added = (1.0 + 1.0 / m) * between;
    let total = within + added;
    if total <= 0.0 {
        return Err(InferenceError::NoVariation { what: "completed answer" });
    }
    let due_to_missing = added / total;
    // Without any spread between tables, Rubin's degrees of freedom are without end.
    let rubin = (due_to_missing > 0.0).then(|| (m - 1.0) / due_to_missing.powi(2));
    let observed = complete_df.map(|df| (1.0 - due_to_missing) * df * (df + 1.0) / (df + 3.0));
    let df = match (rubin, observed) {
        (Some(rubin), Some(observed)) => Some(1.0 / (1.0 / rubin + 1.0 / observed)),
        (rubin, observed) => rubin.or(observed),
    }
    .filter(|df| df.is_finite());
    let standard_error = total.sqrt();
    let test = match df {
        Some(df) if df > 0.0 => TestResult::student(value, standard_error, df, n, level),
        _ => {
            let statistic = value / standard_error;
            TestResult {
                estimate: around(value, normal_quantile(level) * standard_error),
                standard_error,
                statistic,
                df: None,
                p_value: normal_p(statistic),
                n,
            }
        }
    };
    Ok(Pooled { test, within, between, due_to_missing })
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    fn answers(values: &[f64]) -> Vec<CompletedAnswer> {
        values.iter().map(|&value| CompletedAnswer { value, variance: 0.01 }).collect()
    }

    #[test]
    fn degrees_of_freedom_never_exceed_those_of_the_complete_table() {
        let same = pool(&answers(&[0.2, 0.2, 0.2]), Some(30.0), 32, Level::P95).unwrap();
        assert_abs_diff_eq!(same.due_to_missing, 0.0, epsilon = 1e-12);
        assert_abs_diff_eq!(same.test.df.unwrap(), 30.0 * 31.0 / 33.0, epsilon = 1e-9);
        let apart = pool(&answers(&[0.1, 0.3, 0.2]), Some(30.0), 32, Level::P95).unwrap();
        assert!(apart.test.df.unwrap() < 5.0);
        let normal = pool(&answers(&[0.2, 0.2]), None, 32, Level::P95).unwrap();
        assert_eq!(normal.test.df, None);
    }

    #[test]
    fn one_completed_table_knows_nothing_of_its_own_uncertainty() {
        let found = pool(&answers(&[0.2]), None, 32, Level::P95);
        assert_eq!(
            found,
            Err(InferenceError::TooFew { needed: 2, what: "completed tables", found: 1 })
        );
        let flat = [CompletedAnswer { value: 1.0, variance: 0.0 }; 3];
        assert!(matches!(
            pool(&flat, None, 32, Level::P95),
            Err(InferenceError::NoVariation { .. })
        ));
    }
}
