//! Dunn's comparisons after Kruskal and Wallis.

use super::kruskal_wallis::Ranked;
use super::ranks::tied_share;
use crate::inference::result::{TestResult, around};
use crate::inference::tails::{normal_p, normal_quantile};
use crate::inference::{InferenceError, Level, Sample, holm};

/// One of several pairs of groups.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairTest {
    /// Place of the first group.
    pub group: usize,
    /// Place of the group that it is compared with.
    pub reference: usize,
    /// The first group's mean, or mean rank, less that of the other; the p-value is for this pair alone.
    pub test: TestResult,
    /// p-value that allows for all pairs being compared.
    pub p_adjusted: f64,
}

/// Dunn's test: which of several groups is higher than which?
///
/// # Definition
///
/// For each pair the difference of mean ranks, with ranks among the units of all groups, by
/// `√(N(N+1)/12 · (1 − Σ(t³−t)/(N³−N)) · (1/nᵢ + 1/nⱼ))` is normal. The interval is for that pair alone; the adjusted p-value
/// is Holm's over all pairs.
///
/// # Shapes and units
///
/// Two groups or more, each with a unit. All pairs in the order of groups, the later one less the earlier one, in ranks.
///
/// # Assumptions
///
/// As `kruskal_wallis`. Ranks of a pair also depend on the other groups.
///
/// # Errors
///
/// As `kruskal_wallis`.
///
/// # Reference
///
/// Dunn (1964), "Multiple comparisons using rank sums", *Technometrics* 6: 241–252. Example: mucociliary efficiency in three
/// groups, Hollander & Wolfe (1973), *Nonparametric Statistical Methods*, page 115; Python's `scikit_posthocs.posthoc_dunn`
/// gives 0.521245, 0.820596 and 0.392421 before adjustment.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{InferenceError, Level, Sample, dunn};
/// let healthy = Sample::new(&[2.9, 3.0, 2.5, 2.6, 3.2].map(Some));
/// let obstructive = Sample::new(&[3.8, 2.7, 4.0, 2.4].map(Some));
/// let asbestosis = Sample::new(&[2.8, 3.4, 3.7, 2.2, 2.0].map(Some));
/// let pairs = dunn(&[healthy, obstructive, asbestosis], Level::P95)?;
/// for (pair, expected) in pairs.iter().zip([0.521245, 0.820596, 0.392421]) {
///     assert_abs_diff_eq!(pair.test.p_value, expected, epsilon = 5e-7);
///     assert_abs_diff_eq!(pair.p_adjusted, 1.0);
/// }
/// # Ok::<(), InferenceError>(())
/// ```
pub fn dunn(groups: &[Sample], level: Level) -> Result<Vec<PairTest>, InferenceError> {
    let Ranked { ties, mean_ranks, n } = Ranked::of(groups)?;
    let all = n as f64;
    let spread = all * (all + 1.0) / 12.0 * (1.0 - tied_share(&ties));
    let test = |group: usize, reference: usize| {
        let (one, zero) = (groups[group].n() as f64, groups[reference].n() as f64);
        let standard_error = (spread * (1.0 / one + 1.0 / zero)).sqrt();
        let difference = mean_ranks[group] - mean_ranks[reference];
        let statistic = difference / standard_error;
        TestResult {
            estimate: around(difference, normal_quantile(level) * standard_error),
            standard_error,
            statistic,
            df: None,
            p_value: normal_p(statistic),
            n: groups[group].n() + groups[reference].n(),
        }
    };
    let places: Vec<(usize, usize)> = pairs(groups.len()).collect();
    let tests: Vec<TestResult> =
        places.iter().map(|&(group, reference)| test(group, reference)).collect();
    let adjusted = holm(&tests.iter().map(|test| test.p_value).collect::<Vec<_>>());
    let pair =
        |(((group, reference), test), p_adjusted)| PairTest { group, reference, test, p_adjusted };
    Ok(places.into_iter().zip(tests).zip(adjusted).map(pair).collect())
}

/// Every pair of places, the later one first.
pub(super) fn pairs(groups: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..groups)
        .flat_map(move |reference| (reference + 1..groups).map(move |group| (group, reference)))
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;
    use crate::inference::kruskal_wallis;

    fn counted(rows: &[(f64, u64)]) -> Sample {
        Sample::gather(rows.iter().map(|&(value, count)| (Some(value), count)))
    }

    #[test]
    fn two_groups_have_the_test_of_kruskal_and_wallis() {
        let groups =
            [counted(&[(1.0, 4), (2.0, 3), (3.0, 3)]), counted(&[(1.0, 3), (2.0, 3), (3.0, 9)])];
        let pairs = dunn(&groups, Level::P95).unwrap();
        let all = kruskal_wallis(&groups).unwrap();
        assert_abs_diff_eq!(pairs[0].test.statistic.powi(2), all.statistic, epsilon = 1e-12);
        assert_abs_diff_eq!(pairs[0].p_adjusted, all.p_value, epsilon = 1e-12);
    }

    #[test]
    fn every_pair_stands_once_and_is_corrected_for_the_others() {
        let groups = [1.0, 2.0, 4.0].map(|from| counted(&[(from, 4), (from + 1.0, 5)]));
        let pairs = dunn(&groups, Level::P95).unwrap();
        let places: Vec<_> = pairs.iter().map(|pair| (pair.group, pair.reference)).collect();
        assert_eq!(places, [(1, 0), (2, 0), (2, 1)]);
        assert!(pairs.iter().all(|pair| pair.p_adjusted >= pair.test.p_value));
        assert_abs_diff_eq!(pairs[1].p_adjusted, 3.0 * pairs[1].test.p_value, epsilon = 1e-15);
        assert!(dunn(&groups[..1], Level::P95).is_err());
    }

    #[test]
    fn counted_answers_give_what_the_same_answers_one_by_one_give() {
        let groups =
            [counted(&[(1.0, 4), (2.0, 3)]), counted(&[(2.0, 3), (5.0, 2)]), counted(&[(3.0, 2)])];
        let each = |group: &Sample| {
            let units = group.values().iter().rev();
            Sample::new(
                &units.flat_map(|&(value, n)| (0..n).map(move |_| Some(value))).collect::<Vec<_>>(),
            )
        };
        let single: Vec<Sample> = groups.iter().map(each).collect();
        assert_eq!(dunn(&groups, Level::P95), dunn(&single, Level::P95));
    }
}
