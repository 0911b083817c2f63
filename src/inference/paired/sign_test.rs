//! The sign test.

use crate::inference::result::PValues;
use crate::inference::tails::heads;
use crate::inference::{Estimate, InferenceError, Level, Paired, clopper_pearson};

/// A sign test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SignTest {
    /// Share that went up, of those who changed.
    pub share: Estimate,
    /// P-values, `greater` for a rise.
    pub p_values: PValues,
    /// Pairs that went up.
    pub n_up: u64,
    /// Pairs that went down.
    pub n_down: u64,
    /// Pairs without a change, left out.
    pub n_unchanged: u64,
}

/// Sign test: of those who changed, did more go up than down?
///
/// # Definition
///
/// Pairs without a change are dropped. Of the others the number that went up is binomial with one half when up and down are
/// equally likely: the p-value is twice the smaller exact tail. The share that went up has the Clopper–Pearson interval,
/// which leaves out one half just when the test rejects it.
///
/// # Shapes and units
///
/// `pairs`: at least one pair that changed; exact for any number of them. The share runs from 0 to 1.
///
/// # Assumptions
///
/// Pairs are independent of one another. Nothing is asked of the sizes of the changes, and nothing learned from them. As
/// there are few ways to split few people, at 5 % it rejects what is true in 1 to 3 of 100 samples of ten to fifty answers
/// from 1 to 5.
///
/// # Errors
///
/// [`InferenceError::TooFew`] without any pair, [`InferenceError::Undefined`] when nobody changed.
///
/// # Reference
///
/// Arbuthnot (1710), "An argument for divine providence", *Philosophical Transactions* 27: 186–190: in each of 82 years more
/// boys than girls were christened in London, of which the chance is `2⁻⁸²`. Dixon & Mood (1946), *JASA* 41: 557–566.
/// Expected interval: R `binom.test(9, 9)` for Student's sleep data.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Paired, sign_test};
/// let years = Paired::weighted(&[Some(0.0)], &[Some(1.0)], &[82]);
/// let test = sign_test(&years, Level::P95)?;
/// assert_abs_diff_eq!(test.p_values.greater / 2.0679515e-25, 1.0, epsilon = 5e-8);
///
/// let hours = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4].map(Some);
/// let test = sign_test(&Paired::weighted(&[Some(0.0); 10], &hours, &[1; 10]), Level::P95)?;
/// assert_eq!((test.n_up, test.n_down, test.n_unchanged), (9, 0, 1));
/// assert_abs_diff_eq!(test.share.low.unwrap(), 0.6637329, epsilon = 5e-8);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn sign_test(pairs: &Paired, level: Level) -> Result<SignTest, InferenceError> {
    let changes = pairs.differences();
    changes.at_least(1, "complete pairs")?;
    let n_up = changes.count(|change| change > 0.0);
    let n_down = changes.count(|change| change < 0.0);
    let n_changed = n_up + n_down;
    if n_changed == 0 {
        return Err(InferenceError::Undefined { reason: "nobody changed".to_owned() });
    }
    let tails = heads(n_up, n_changed);
    Ok(SignTest {
        share: clopper_pearson(n_up, n_changed, level)?,
        p_values: PValues::exact(tails.at_least, tails.at_most),
        n_up,
        n_down,
        n_unchanged: changes.n() - n_changed,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::inference::paired::pairs::drawn::{counted, one_by_one, swapped};

    #[test]
    fn nobody_and_nobody_who_changed_have_no_test() {
        let none = sign_test(&Paired::new(&[(Some(1.0), None)]), Level::P95);
        assert_eq!(
            none,
            Err(InferenceError::TooFew { needed: 1, what: "complete pairs", found: 0 })
        );
        let same = sign_test(&Paired::new(&[(Some(1.0), Some(1.0))]), Level::P95);
        assert_eq!(same.unwrap_err().to_string(), "not computed: nobody changed");
    }

    #[test]
    fn as_many_up_as_down_are_no_evidence_and_one_pair_alone_hardly_any() {
        let even = Paired::new(&[(Some(1.0), Some(2.0)), (Some(2.0), Some(1.0))]);
        assert!((sign_test(&even, Level::P95).unwrap().p_values.two_sided - 1.0).abs() < 1e-12);
        let one = sign_test(&Paired::new(&[(Some(1.0), Some(2.0))]), Level::P95).unwrap();
        assert!((one.p_values.greater - 0.5).abs() < 1e-12 && one.share.high == Some(1.0));
    }

    /// R: `binom.test(50010000, 1e8)`.
    #[test]
    fn a_hundred_million_pairs_have_an_exact_test_at_once() {
        let (low, high) = (Some(0.0), Some(1.0));
        let pairs = Paired::weighted(&[low, high], &[high, low], &[50_010_000, 49_990_000]);
        let test = sign_test(&pairs, Level::P95).unwrap();
        assert!((test.p_values.two_sided - 0.045_511_062_629_6).abs() < 1e-12);
        assert!((test.share.low.unwrap() - 0.500_001_996_801_024_8).abs() < 1e-12);
        assert!((test.share.high.unwrap() - 0.500_198_003_193_186_3).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn counted_pairs_give_what_the_same_pairs_one_by_one_give_and_swapped_waves_the_other_side(
            rows in proptest::collection::vec((1_u32..6, 1_u32..6, 1_u64..99), 1..9)
        ) {
            let test = |pairs: &Paired| sign_test(pairs, Level::P95);
            prop_assert_eq!(test(&counted(&rows)), test(&one_by_one(&rows)));
            if let (Ok(there), Ok(back)) = (test(&counted(&rows)), test(&swapped(&rows))) {
                prop_assert!((there.share.value + back.share.value - 1.0).abs() < 1e-12);
                prop_assert!((there.share.low.unwrap() + back.share.high.unwrap() - 1.0).abs() < 1e-9);
                prop_assert!((there.p_values.greater - back.p_values.less).abs() < 1e-12);
            }
        }

        /// The interval is the test turned round.
        #[test]
        fn the_interval_leaves_out_one_half_just_when_the_test_rejects_it(up in 0_u64..60, down in 0_u64..60) {
            let rows = Paired::gather([(Some(0.0), Some(1.0), up), (Some(1.0), Some(0.0), down)]);
            if let Ok(test) = sign_test(&rows, Level::P95) {
                let holds = test.share.low.unwrap() <= 0.5 && 0.5 <= test.share.high.unwrap();
                prop_assert_eq!(holds, test.p_values.two_sided > 0.05);
            }
        }
    }
}
