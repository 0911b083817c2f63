//! Do more people say yes than before?

use crate::inference::result::PValues;
use crate::inference::tails::{heads, normal_p};
use crate::inference::{InferenceError, Transitions};

/// The test of a share's change, in its three forms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct McNemar {
    /// Those who gained less those who lost, in standard deviations; its square is the chi-square statistic.
    pub z: f64,
    /// From the normal distribution of `z`, without continuity correction.
    pub normal: PValues,
    /// From all ways to split those who changed.
    pub exact: PValues,
    /// As exact, but splits as likely as the one found count half.
    pub mid_p: PValues,
}

/// McNemar's test: do more people say yes than before?
///
/// # Definition
///
/// Of `m` pairs that changed, `b` gained (no, then yes) and `c` lost. Without a change of the share `b` is binomial with one
/// half: `exact` is twice the smaller tail, `mid_p` counts the probability of the split itself only half, and `normal` takes
/// `z = (b − c)/√m`, of which McNemar's chi-square is the square.
///
/// # Shapes and units
///
/// At least one pair that changed; exact for any number of them. `greater` is for a rise of the share.
///
/// # Assumptions
///
/// Pairs are independent of one another. Pairs that did not change say nothing about a change of the share. The exact test
/// rejects a true hypothesis less often than its level says: at 5 % in 0 to 3 of 100 samples of ten to fifty pairs. The
/// mid-p test comes closer, with 3 to 5 of twenty pairs and more when a third says yes, and exceeds the level by little if
/// at all.
///
/// # Errors
///
/// [`InferenceError::Undefined`] when nobody changed.
///
/// # Reference
///
/// McNemar (1947), *Psychometrika* 12: 153–157. Fagerland, Lydersen & Laake (2013), "The McNemar test for binary
/// matched-pairs data: mid-p and asymptotic are better than exact conditional", *BMC Medical Research Methodology* 13: 91,
/// with the example of a complete response before and after therapy.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Transitions, mcnemar};
/// let response = Transitions { both: 59, gained: 16, lost: 6, neither: 80 };
/// let test = mcnemar(&response)?;
/// assert_abs_diff_eq!(test.normal.two_sided, 0.0330, epsilon = 5e-5);
/// assert_abs_diff_eq!(test.exact.two_sided, 0.0525, epsilon = 5e-5);
/// assert_abs_diff_eq!(test.mid_p.two_sided, 0.0347, epsilon = 5e-5);
/// # Ok::<(), InferenceError>(())
/// ```
#[expect(clippy::doc_markdown, reason = "McNemar is a name, not code")]
pub fn mcnemar(found: &Transitions) -> Result<McNemar, InferenceError> {
    let (gained, lost) = (found.gained, found.lost);
    let changed = gained + lost;
    if changed == 0 {
        return Err(InferenceError::Undefined { reason: "nobody changed".to_owned() });
    }
    let z = (gained as f64 - lost as f64) / (changed as f64).sqrt();
    let tails = heads(gained, changed);
    let (greater, less) =
        (tails.at_least - tails.exactly / 2.0, tails.at_most - tails.exactly / 2.0);
    // An even split is as likely as no other, so that it is no farther out on one side than on the other.
    let two_sided =
        if gained == lost { 1.0 - tails.exactly / 2.0 } else { 2.0 * greater.min(less) };
    Ok(McNemar {
        z,
        normal: PValues::symmetric(z, normal_p(z)),
        exact: PValues::exact(tails.at_least, tails.at_most),
        mid_p: PValues { two_sided, greater, less },
    })
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;

    use super::*;
    use crate::inference::paired::pairs::drawn::{counted, one_by_one, swapped};

    #[test]
    fn twenty_five_who_gained_and_ten_who_lost_have_their_known_answers() {
        let test = mcnemar(&Transitions { gained: 25, lost: 10, ..Default::default() }).unwrap();
        assert_abs_diff_eq!(test.z.powi(2), 6.428_57, epsilon = 5e-6);
        assert_abs_diff_eq!(test.normal.two_sided, 0.011_23, epsilon = 5e-6);
        assert_abs_diff_eq!(test.exact.two_sided, 0.016_674, epsilon = 5e-7);
        assert_abs_diff_eq!(test.mid_p.two_sided, 0.011_331, epsilon = 5e-7);
    }

    #[test]
    fn nobody_changed_is_said_and_an_even_split_is_no_evidence() {
        let none = mcnemar(&Transitions { both: 5, neither: 5, ..Default::default() });
        assert_eq!(none.unwrap_err().to_string(), "not computed: nobody changed");
        let even = mcnemar(&Transitions { gained: 1, lost: 1, ..Default::default() }).unwrap();
        assert_eq!((even.z, even.exact.two_sided), (0.0, 1.0));
        assert_abs_diff_eq!(even.mid_p.greater, 0.5, epsilon = 1e-12);
        assert_abs_diff_eq!(even.mid_p.two_sided, 0.75, epsilon = 1e-12);
    }

    #[test]
    fn a_tail_keeps_its_digits_when_nearly_all_gained() {
        let test = mcnemar(&Transitions { gained: 990, lost: 10, ..Default::default() }).unwrap();
        assert_abs_diff_eq!(test.exact.greater / 2.483_338_791_489_635e-278, 1.0, epsilon = 1e-11);
    }

    proptest! {
        #[test]
        fn counted_pairs_give_what_the_same_pairs_one_by_one_give_and_swapped_waves_the_other_side(
            rows in proptest::collection::vec((0_u32..2, 0_u32..2, 1_u64..40), 1..6)
        ) {
            let test = |pairs| Transitions::of(&pairs).and_then(|found| mcnemar(&found));
            prop_assert_eq!(test(counted(&rows)), test(one_by_one(&rows)));
            if let (Ok(there), Ok(back)) = (test(counted(&rows)), test(swapped(&rows))) {
                prop_assert!((there.z + back.z).abs() < 1e-12);
                for (one, other) in [
                    (there.normal, back.normal),
                    (there.exact, back.exact),
                    (there.mid_p, back.mid_p),
                ] {
                    prop_assert!((one.greater - other.less).abs() < 1e-12);
                    prop_assert!((one.two_sided - other.two_sided).abs() < 1e-12);
                    prop_assert!((0.0..=1.0).contains(&one.two_sided));
                }
                prop_assert!(there.mid_p.two_sided <= there.exact.two_sided);
            }
        }
    }
}
