//! The Cox index.

use super::effect_groups::omega;
use super::odds_ratio::{LogOdds, ZeroCells};
use crate::inference::result::around;
use crate::inference::tails::normal_quantile;
use crate::inference::{Estimate, InferenceError, Level};

/// Cox index: how far are two groups of yes and no apart, in standard deviations?
///
/// # Definition
///
/// `ω · ln(odds ratio)/1.65` with `ω = 1 − 3/(4N − 9)`: the difference in standard deviations of the number behind the answers
/// that would give this odds ratio. The interval is normal with the standard error `ω·√(1/a + 1/b + 1/c + 1/d)/1.65`.
///
/// # Shapes and units
///
/// `(yes, n)` of each group, n ≥ 1. Standard deviations, to stand beside Hedges' *g*; positive when the group says yes more.
///
/// # Assumptions
///
/// As `odds_ratio`, and a number behind the answers that is logistic.
///
/// # Errors
///
/// As `odds_ratio`; [`InferenceError::TooFew`] below four units of both groups, where `ω` makes no sense.
///
/// # Reference
///
/// Cox (1970), *Analysis of Binary Data*; What Works Clearinghouse, *Procedures Handbook*. Recomputed: 80 and 70 of 100 give
/// .326665 before and .325426 after `ω`.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, ZeroCells, cox_index};
/// let index = cox_index((80, 100), (70, 100), ZeroCells::Refuse, Level::P95)?;
/// assert_abs_diff_eq!(index.value, 0.325426, epsilon = 5e-7);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn cox_index(
    group: (u64, u64),
    reference: (u64, u64),
    zero_cells: ZeroCells,
    level: Level,
) -> Result<Estimate, InferenceError> {
    const LOGITS: f64 = 1.65;
    let n = group.1 + reference.1;
    crate::inference::sample::at_least(n, 4, "answers in both groups")?;
    let log = LogOdds::of(group, reference, zero_cells)?;
    let factor = omega(n as f64) / LOGITS;
    Ok(around(factor * log.ratio, normal_quantile(level) * factor * log.standard_error))
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    #[test]
    fn before_omega_it_has_its_recomputed_value() {
        let index = cox_index((80, 100), (70, 100), ZeroCells::Refuse, Level::P95).unwrap();
        assert_abs_diff_eq!(index.value / omega(200.0), 0.326_665, epsilon = 5e-7);
        let back = cox_index((70, 100), (80, 100), ZeroCells::Refuse, Level::P95).unwrap();
        assert_abs_diff_eq!(index.value, -back.value, epsilon = 1e-12);
        assert_abs_diff_eq!(index.low.unwrap(), -back.high.unwrap(), epsilon = 1e-12);
    }

    #[test]
    fn a_share_of_0_or_1_has_no_index_unless_a_half_is_declared() {
        assert!(cox_index((10, 10), (5, 10), ZeroCells::Refuse, Level::P95).is_err());
        assert!(cox_index((10, 10), (5, 10), ZeroCells::AddHalf, Level::P95).unwrap().value > 0.0);
        assert!(cox_index((1, 1), (0, 1), ZeroCells::AddHalf, Level::P95).is_err());
    }
}
