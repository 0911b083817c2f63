//! The change of a share.

use crate::inference::sample::at_least;
use crate::inference::{Estimate, InferenceError, Level, Transitions, wilson};

/// Change of a share: by how much do more of the same people say yes than before?
///
/// # Definition
///
/// The estimate is `p₂ − p₁`, the share that says yes later less that at first. The interval squares and adds the reaches of
/// the Wilson ends `l`, `u` of each share: `d − √((p₂−l₂)² − 2φ(p₂−l₂)(u₁−p₁) + (u₁−p₁)²)` to
/// `d + √((u₂−p₂)² − 2φ(u₂−p₂)(p₁−l₁) + (p₁−l₁)²)`. φ is the correlation of the two answers with `n/2` taken off its
/// numerator `both·neither − gained·lost`, down to 0, when that is positive; it is 0 when all agree at a wave.
///
/// # Shapes and units
///
/// n ≥ 1 pairs of yes and no; a share from −1 to 1, positive when more say yes later.
///
/// # Assumptions
///
/// Pairs are independent of one another. A nominal 95 % interval holds the true change in 95 to 96 of 100 samples of ten to
/// two hundred pairs when the shares lie around 40 %, in 96 to 100 when they lie near 5 %. It exists also when nobody
/// changed.
///
/// # Errors
///
/// [`InferenceError::TooFew`] without any pair.
///
/// # Reference
///
/// Newcombe (1998), "Improved confidence intervals for the difference between binomial proportions based on paired data",
/// *Statistics in Medicine* 17: 2635–2650, method 10. Example: a complete response before and after therapy in Fagerland,
/// Lydersen & Laake (2017), *Statistical Analysis of Contingency Tables*, chapter 8.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Transitions, share_change};
/// let response = Transitions { both: 59, gained: 16, lost: 6, neither: 80 };
/// let change = share_change(&response, Level::P95)?;
/// assert_abs_diff_eq!(change.value, 0.0621, epsilon = 5e-5);
/// assert_abs_diff_eq!(change.low.unwrap(), 0.0046, epsilon = 5e-5);
/// assert_abs_diff_eq!(change.high.unwrap(), 0.1186, epsilon = 5e-5);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn share_change(found: &Transitions, level: Level) -> Result<Estimate, InferenceError> {
    let n = found.n();
    at_least(n, 1, "complete pairs")?;
    let before = wilson(found.yes_before(), n, level)?;
    let after = wilson(found.yes_after(), n, level)?;
    let phi = phi(found);
    let reach = |end: Option<f64>, value: f64| end.map_or(0.0, |end| (end - value).abs());
    let joined = |one: f64, other: f64| {
        (one * one - 2.0 * phi * one * other + other * other).max(0.0).sqrt()
    };
    let below = joined(reach(after.low, after.value), reach(before.high, before.value));
    let above = joined(reach(after.high, after.value), reach(before.low, before.value));
    let value = (found.gained as f64 - found.lost as f64) / n as f64;
    Ok(Estimate {
        value,
        low: Some((value - below).max(-1.0)),
        high: Some((value + above).min(1.0)),
    })
}

/// The correlation of both answers, corrected for continuity when it is positive.
fn phi(found: &Transitions) -> f64 {
    let n = found.n() as f64;
    let (before, after) = (found.yes_before() as f64, found.yes_after() as f64);
    let margins = before * (n - before) * after * (n - after);
    if margins <= 0.0 {
        return 0.0;
    }
    let together = found.both as f64 * found.neither as f64;
    let apart = found.gained as f64 * found.lost as f64;
    let above = together - apart;
    let corrected = if above > 0.0 { (above - n / 2.0).max(0.0) } else { above };
    corrected / margins.sqrt()
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;

    use super::*;
    use crate::inference::paired::pairs::drawn::{counted, one_by_one, swapped};

    /// Airway hyper-responsiveness before and after transplantation (Bentur and others 2009).
    #[test]
    fn few_pairs_of_which_most_changed_have_their_known_interval() {
        let found = Transitions { both: 1, lost: 1, gained: 7, neither: 12 };
        let change = share_change(&found, Level::P95).unwrap();
        assert_abs_diff_eq!(change.value, 0.285_714_285_714, epsilon = 1e-12);
        assert_abs_diff_eq!(change.low.unwrap(), 0.025_559_124_164_859_9, epsilon = 1e-9);
        assert_abs_diff_eq!(change.high.unwrap(), 0.506_920_226_686_140_9, epsilon = 1e-9);
    }

    #[test]
    fn nobody_and_everybody_changed_stay_within_the_scale() {
        assert!(share_change(&Transitions::default(), Level::P95).is_err());
        let none =
            share_change(&Transitions { both: 8, ..Default::default() }, Level::P95).unwrap();
        assert!(none.value == 0.0 && none.low < Some(0.0) && none.high > Some(0.0));
        let all =
            share_change(&Transitions { gained: 8, ..Default::default() }, Level::P95).unwrap();
        assert_eq!((all.value, all.high), (1.0, Some(1.0)));
        assert!(all.low.unwrap() > 0.4);
    }

    proptest! {
        #[test]
        fn counted_pairs_give_what_the_same_pairs_one_by_one_give_and_swapped_waves_the_other_side(
            rows in proptest::collection::vec((0_u32..2, 0_u32..2, 1_u64..40), 1..6)
        ) {
            let change = |pairs| share_change(&Transitions::of(&pairs).unwrap(), Level::P95).unwrap();
            let there = change(counted(&rows));
            prop_assert_eq!(there, change(one_by_one(&rows)));
            let back = change(swapped(&rows));
            prop_assert!((there.value + back.value).abs() < 1e-12);
            prop_assert!((there.low.unwrap() + back.high.unwrap()).abs() < 1e-12);
            prop_assert!(there.low.unwrap() <= there.value && there.value <= there.high.unwrap());
        }
    }
}
