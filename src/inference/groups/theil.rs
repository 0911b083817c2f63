//! Theil's index: how unevenly something is shared out, and how much of that lies between groups.

use crate::inference::result::around;
use crate::inference::sample::at_least;
use crate::inference::tails::normal_quantile;
use crate::inference::{Estimate, InferenceError, Level, Sample};

/// Theil's index with its part between groups.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Inequality {
    /// The index: 0 when all have the same, `ln n` when one of n has everything.
    pub index: Estimate,
    /// What it would be if all units of a group had the group's mean.
    pub between: f64,
}

/// Theil's index: how unevenly are hours shared out, and how much of that lies between groups?
///
/// # Definition
///
/// `T = mean((y/µ)·ln(y/µ))`, with `0·ln 0 = 0`. It is the sum of `Σ s_g T_g` within groups and `Σ s_g ln(µ_g/µ)` between them,
/// where `s_g` is a group's share of the total and `µ_g` its mean. The interval is that of the delta method: normal, with the
/// variance of `(y ln y − A)/µ − (A/µ² + 1/µ)(y − µ)` over n, where `A` is the mean of `y ln y`; it ends at 0 and `ln n`.
///
/// # Shapes and units
///
/// `groups`: two or more units together, none below 0, not all 0. No unit; not changed by another unit of `y`.
///
/// # Assumptions
///
/// Units are independent of one another. The interval is rough for a few dozen units or where a few have most.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below two units, [`InferenceError::Undefined`] for a value below 0 or a total of 0.
///
/// # Reference
///
/// Theil (1967), *Economics and Information Theory*, chapter 4; Cowell (2011), *Measuring Inequality*, 3rd ed., for its
/// decomposition and variance. In the example one of four has everything: Theil's own largest value, ln 4.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Sample, theil_index};
/// let hours = |hours: &[f64]| Sample::new(&hours.iter().copied().map(Some).collect::<Vec<_>>());
/// let one_has_all = theil_index(&[hours(&[0.0, 0.0]), hours(&[0.0, 8.0])], Level::P95)?;
/// assert_abs_diff_eq!(one_has_all.index.value, 4.0_f64.ln(), epsilon = 1e-12);
/// assert_abs_diff_eq!(one_has_all.between, 2.0_f64.ln(), epsilon = 1e-12);
/// let steps = theil_index(&[hours(&[1.0, 2.0, 3.0, 4.0])], Level::P95)?;
/// assert_abs_diff_eq!(steps.index.value, 0.106440, epsilon = 5e-7);
/// # Ok::<(), InferenceError>(())
/// ```
pub fn theil_index(groups: &[Sample], level: Level) -> Result<Inequality, InferenceError> {
    let all = Sample::gather(
        groups
            .iter()
            .flat_map(|group| group.values().iter().map(|(value, count)| (Some(*value), *count))),
    );
    at_least(all.n(), 2, "values")?;
    let undefined = |reason: &str| InferenceError::Undefined { reason: reason.to_owned() };
    if all.values().first().is_some_and(|(least, _)| *least < 0.0) {
        return Err(undefined("a share of the total needs values of 0 and above"));
    }
    let mean = all.mean().filter(|mean| *mean > 0.0);
    let mean = mean.ok_or_else(|| undefined("there is nothing to share out"))?;
    let n = all.n() as f64;
    let average = |of: &dyn Fn(f64) -> f64| {
        all.values().iter().map(|(value, count)| of(*value) * *count as f64).sum::<f64>() / n
    };
    // In means of the whole, so that no unit of measurement plays a part.
    let surprise = |value: f64| {
        let share = value / mean;
        if share > 0.0 { share * share.ln() } else { 0.0 }
    };
    let index = average(&surprise);
    let influence = |value: f64| surprise(value) - index - (index + 1.0) * (value / mean - 1.0);
    let error = (average(&|value| influence(value).powi(2)) / n).sqrt();
    let estimate = around(index, normal_quantile(level) * error);
    let cut = |end: Option<f64>| end.map(|end| end.clamp(0.0, n.ln()));
    let between = |group: &Sample| {
        let own = group.mean().unwrap_or_default();
        let share = own / mean * group.n() as f64 / n;
        if share > 0.0 { share * (own / mean).ln() } else { 0.0 }
    };
    Ok(Inequality {
        index: Estimate { value: index, low: cut(estimate.low), high: cut(estimate.high) },
        between: groups.iter().map(between).sum(),
    })
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;
    use proptest::prelude::*;

    use super::*;

    fn sample(rows: &[(u32, u64)]) -> Sample {
        Sample::gather(rows.iter().map(|(value, count)| (Some(f64::from(*value)), *count)))
    }

    #[test]
    fn all_alike_is_no_inequality_and_what_cannot_be_shared_is_refused() {
        let same = theil_index(&[sample(&[(3, 20)])], Level::P95).unwrap();
        assert_abs_diff_eq!(same.index.value, 0.0, epsilon = 1e-12);
        assert!(theil_index(&[sample(&[(0, 20)])], Level::P95).is_err());
        assert!(theil_index(&[sample(&[(3, 1)])], Level::P95).is_err());
        assert!(theil_index(&[Sample::new(&[Some(-1.0), Some(2.0)])], Level::P95).is_err());
    }

    proptest! {
        /// Within and between make the whole, whatever the unit, and counted values are as many values.
        #[test]
        fn parts_add_up_to_the_whole(
            one in proptest::collection::vec((1_u32..50, 1_u64..9), 2..9),
            other in proptest::collection::vec((0_u32..50, 1_u64..9), 2..9),
        ) {
            let groups = [sample(&one), sample(&other)];
            let found = theil_index(&groups, Level::P95).unwrap();
            let total: f64 = groups.iter().map(Sample::sum).sum();
            let within: f64 = groups
                .iter()
                .filter(|group| group.sum() > 0.0)
                .map(|group| {
                    let own = theil_index(std::slice::from_ref(group), Level::P95).unwrap();
                    group.sum() / total * own.index.value
                })
                .sum();
            prop_assert!((within + found.between - found.index.value).abs() < 1e-9);
            prop_assert!(found.index.low.unwrap() <= found.index.value + 1e-12);
            let times_ten: Vec<(u32, u64)> = one.iter().map(|(value, n)| (10 * value, *n)).collect();
            let other: Vec<(u32, u64)> = other.iter().map(|(value, n)| (10 * value, *n)).collect();
            let scaled = theil_index(&[sample(&times_ten), sample(&other)], Level::P95).unwrap();
            prop_assert!((scaled.index.value - found.index.value).abs() < 1e-9);
        }
    }
}
