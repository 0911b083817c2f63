//! The ratio of two odds.

use super::hypergeometric::Hypergeometric;
use super::risk_ratio::ShareRatio;
use crate::inference::result::around;
use crate::inference::sample::at_least;
use crate::inference::special::root;
use crate::inference::tails::{normal_p, normal_quantile};
use crate::inference::{Estimate, InferenceError, Level};

/// What to do when nobody of a group says yes, or nobody no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ZeroCells {
    /// Say that the odds have no ratio.
    #[default]
    Refuse,
    /// Add a half to all four counts, as Haldane and Anscombe: only when it is declared.
    AddHalf,
}

/// Odds ratio: how many times the odds of a yes in one group are those in the other?
///
/// # Definition
///
/// `ad/(bc)` of the counts of yes and no in both groups. Woolf's interval: its logarithm is normal with the standard error
/// `√(1/a + 1/b + 1/c + 1/d)`. With [`ZeroCells::AddHalf`] every count is a half larger when one of them is 0.
///
/// # Shapes and units
///
/// `(yes, n)` of each group, n ≥ 1. A ratio above 0; swapping the groups, or yes and no, gives its inverse.
///
/// # Assumptions
///
/// Units are independent of one another, and so are the groups; each count is five or more. With fewer,
/// `conditional_odds_ratio` is exact. With a half added to zeros, a nominal 95 % interval holds the true value in 98 to 100 of
/// 100 samples of ten or twenty units, and in 95 to 97 from fifty on, unless yes is rare.
///
/// # Errors
///
/// [`InferenceError::TooFew`] when a group is empty, [`InferenceError::Undefined`] when a count is 0 and nothing was declared,
/// [`InferenceError::NoVariation`] when all units of both agree.
///
/// # Reference
///
/// Woolf (1955), *Annals of Human Genetics* 19: 251–253. Example: heart attacks with placebo and aspirin, Agresti (2007), *An
/// Introduction to Categorical Data Analysis*, section 2.3: 1.832, from 1.44 to 2.33.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, ZeroCells, odds_ratio};
/// let found = odds_ratio((189, 11_034), (104, 11_037), ZeroCells::Refuse, Level::P95)?;
/// assert_abs_diff_eq!(found.ratio.value, 1.832, epsilon = 5e-4);
/// assert_abs_diff_eq!(found.ratio.low.unwrap(), 1.44, epsilon = 5e-3);
/// assert_abs_diff_eq!(found.ratio.high.unwrap(), 2.33, epsilon = 5e-3);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn odds_ratio(
    group: (u64, u64),
    reference: (u64, u64),
    zero_cells: ZeroCells,
    level: Level,
) -> Result<ShareRatio, InferenceError> {
    let log = LogOdds::of(group, reference, zero_cells)?;
    let statistic = log.ratio / log.standard_error;
    let half = normal_quantile(level) * log.standard_error;
    let Estimate { value, low, high } = around(log.ratio, half);
    Ok(ShareRatio {
        ratio: Estimate { value: value.exp(), low: low.map(f64::exp), high: high.map(f64::exp) },
        statistic,
        p_value: normal_p(statistic),
        n: group.1 + reference.1,
    })
}

/// The logarithm of an odds ratio: what this and the Cox index have in common.
pub(super) struct LogOdds {
    pub(super) ratio: f64,
    pub(super) standard_error: f64,
}

impl LogOdds {
    pub(super) fn of(
        group: (u64, u64),
        reference: (u64, u64),
        zero_cells: ZeroCells,
    ) -> Result<Self, InferenceError> {
        let cells = cells(group, reference)?;
        let has_zero = cells.contains(&0);
        if has_zero && zero_cells == ZeroCells::Refuse {
            let reason = "nobody of a group says yes, or nobody no, so that odds have no ratio";
            return Err(InferenceError::Undefined { reason: reason.to_owned() });
        }
        let more = if has_zero { 0.5 } else { 0.0 };
        let [yes, no, other_yes, other_no] = cells.map(|count| count as f64 + more);
        let variance = 1.0 / yes + 1.0 / no + 1.0 / other_yes + 1.0 / other_no;
        let ratio = (yes / no).ln() - (other_yes / other_no).ln();
        Ok(Self { ratio, standard_error: variance.sqrt() })
    }
}

/// Yes and no of the group, then of the reference.
fn cells(group: (u64, u64), reference: (u64, u64)) -> Result<[u64; 4], InferenceError> {
    at_least(group.1.min(reference.1), 1, "answers in each group")?;
    let cells = [group.0, group.1 - group.0, reference.0, reference.1 - reference.0];
    if cells[0] + cells[2] == 0 || cells[1] + cells[3] == 0 {
        return Err(InferenceError::NoVariation { what: "answer" });
    }
    Ok(cells)
}

/// Conditional odds ratio: which odds ratio makes this table the expected one, and which do not contradict it?
///
/// # Definition
///
/// Given the sums of the table, the number of yes in the group has Fisher's noncentral hypergeometric distribution. The
/// estimate is the odds ratio under which its mean is the observed number; the interval holds those under which neither tail
/// is smaller than `(1 − level)/2`. The two-sided p-value is that of `fisher_exact`.
///
/// # Shapes and units
///
/// `(yes, n)` of each group, n ≥ 1. A ratio above 0; an end that no odds ratio reaches is `None`.
///
/// # Assumptions
///
/// Units are independent of one another, and so are the groups. The interval covers at least as often as it says:
/// at a nominal 95 % in 97 to 100 of 100 samples of up to two hundred units.
///
/// # Errors
///
/// [`InferenceError::TooFew`] when a group is empty, [`InferenceError::NoVariation`] when all units of both agree,
/// [`InferenceError::Undefined`] when the number of yes is the smallest or largest possible, so that no ratio fits best.
///
/// # Reference
///
/// Fisher (1935), "The logic of inductive inference", *JRSS* 98: 39–82, and its example of criminal twins: R's `fisher.test`
/// prints 21.3053 with 2.7534 to 300.6828 for 10 of 13 identical against 2 of 17 other twins; solved to all digits it is
/// 21.3053176 with 2.7533828 to 301.4623380.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, conditional_odds_ratio};
/// let twins = conditional_odds_ratio((10, 13), (2, 17), Level::P95)?;
/// assert_abs_diff_eq!(twins.ratio.value, 21.3053176, epsilon = 5e-8);
/// assert_abs_diff_eq!(twins.ratio.low.unwrap(), 2.7533828, epsilon = 5e-8);
/// assert_abs_diff_eq!(twins.ratio.high.unwrap(), 301.4623380, epsilon = 5e-7);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn conditional_odds_ratio(
    group: (u64, u64),
    reference: (u64, u64),
    level: Level,
) -> Result<ExactRatio, InferenceError> {
    cells(group, reference)?;
    let all = Hypergeometric::of(group, reference);
    let (fewest, most) = all.range();
    let yes = group.0;
    if yes == fewest || yes == most {
        let reason = "as few or as many of the group say yes as can: no odds ratio fits best";
        return Err(InferenceError::Undefined { reason: reason.to_owned() });
    }
    let (tail, at) = (level.tail(), |ratio: f64| all.tables(yes, ratio));
    let value = root(1.0, |ratio| at(ratio).mean - yes as f64);
    let low = root(value, |ratio| at(ratio).at_least - tail);
    let high = root(value, |ratio| tail - at(ratio).at_most);
    Ok(ExactRatio {
        ratio: Estimate { value, low: Some(low), high: Some(high) },
        p_value: at(1.0).as_rare,
        n: group.1 + reference.1,
    })
}

/// An odds ratio with its exact interval and test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExactRatio {
    /// The conditional odds ratio with its interval.
    pub ratio: Estimate,
    /// Two-sided p-value of Fisher's test.
    pub p_value: f64,
    /// Units of both groups.
    pub n: u64,
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn swapping_the_groups_inverts_the_ratio(one in 1_u64..20, other in 1_u64..20, no in 1_u64..20, more in 1_u64..20) {
            let (group, reference) = ((one, one + no), (other, other + more));
            let there = odds_ratio(group, reference, ZeroCells::Refuse, Level::P95).unwrap();
            let back = odds_ratio(reference, group, ZeroCells::AddHalf, Level::P95).unwrap();
            assert_abs_diff_eq!(there.ratio.value * back.ratio.value, 1.0, epsilon = 1e-12);
            assert_abs_diff_eq!(there.ratio.low.unwrap() * back.ratio.high.unwrap(), 1.0, epsilon = 1e-9);
            let exact = conditional_odds_ratio(group, reference, Level::P95).unwrap();
            let turned = conditional_odds_ratio(reference, group, Level::P95).unwrap();
            assert_abs_diff_eq!(exact.ratio.value * turned.ratio.value, 1.0, epsilon = 1e-8);
            assert_abs_diff_eq!(exact.ratio.low.unwrap() * turned.ratio.high.unwrap(), 1.0, epsilon = 1e-6);
            assert_abs_diff_eq!(exact.p_value, turned.p_value, epsilon = 1e-9);
        }
    }

    #[test]
    fn a_zero_cell_is_an_error_unless_a_half_is_declared() {
        let (group, reference) = ((5, 5), (2, 6));
        let refused = odds_ratio(group, reference, ZeroCells::Refuse, Level::P95);
        assert!(matches!(refused, Err(InferenceError::Undefined { .. })));
        let halves = odds_ratio(group, reference, ZeroCells::AddHalf, Level::P95).unwrap();
        assert_abs_diff_eq!(halves.ratio.value, 5.5 * 4.5 / (0.5 * 2.5), epsilon = 1e-12);
        let same = odds_ratio((5, 5), (6, 6), ZeroCells::AddHalf, Level::P95);
        assert_eq!(same, Err(InferenceError::NoVariation { what: "answer" }));
        assert!(matches!(
            conditional_odds_ratio(group, reference, Level::P95),
            Err(InferenceError::Undefined { .. })
        ));
        assert!(odds_ratio((0, 0), reference, ZeroCells::Refuse, Level::P95).is_err());
    }
}
