//! The mean of units that share a mentor, a site or a group.

use std::collections::BTreeMap;

use crate::inference::result::TestResult;
use crate::inference::sample::at_least;
use crate::inference::{InferenceError, Level};

/// Size and sum of one cluster, with the number of clusters that have both.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Cluster {
    size: f64,
    sum: f64,
    times: f64,
    is_named: bool,
}

/// Values by cluster.
///
/// A unit without a cluster (a mentee without a mentor yet) stands on its own: a cluster of one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Clusters {
    groups: Vec<Cluster>,
    n: u64,
    n_groups: u64,
}

impl Clusters {
    /// Gathers counted values by the name of their cluster; units without a value are left out.
    ///
    /// # Panics
    ///
    /// When the lengths differ: a caller's mistake, never a matter of data.
    pub fn weighted(values: &[Option<f64>], names: &[Option<String>], counts: &[u64]) -> Self {
        let lengths = (values.len(), names.len());
        assert_eq!(lengths, (counts.len(), counts.len()), "every value has its cluster and count");
        Self::gathered(values, names.iter().map(Option::as_ref), counts)
    }

    /// The same by anything that stands for a name.
    pub(in crate::inference) fn gathered<N: Ord>(
        values: &[Option<f64>],
        names: impl IntoIterator<Item = Option<N>>,
        counts: &[u64],
    ) -> Self {
        let rows = values.iter().zip(names).zip(counts);
        let finite = rows.filter_map(|((value, name), &count)| {
            Some((name, value.filter(|value| value.is_finite() && count > 0)?, count))
        });
        // A sum must not depend on the order in which rows stand in the table, not even in its last digit.
        let mut rows: Vec<(Option<N>, f64, u64)> = finite.collect();
        rows.sort_by(|(name, value, _), (other, than, _)| {
            name.cmp(other).then_with(|| value.total_cmp(than))
        });
        rows.dedup_by(|(name, value, count), (kept, same, total)| {
            let is_same = name == kept && value.total_cmp(same).is_eq();
            if is_same {
                *total += *count;
            }
            is_same
        });
        let mut gathered = Self::default();
        let mut sums = BTreeMap::<N, (f64, f64)>::new();
        for (name, value, count) in rows {
            gathered.n += count;
            let times = count as f64;
            if let Some(name) = name {
                let cluster = sums.entry(name).or_default();
                *cluster = (cluster.0 + times, cluster.1 + times * value);
            } else {
                gathered.n_groups += count;
                gathered.groups.push(Cluster { size: 1.0, sum: value, times, is_named: false });
            }
        }
        gathered.n_groups += sums.len() as u64;
        let whole = |(size, sum)| Cluster { size, sum, times: 1.0, is_named: true };
        gathered.groups.extend(sums.into_values().map(whole));
        gathered
    }

    /// Units with a value.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// True when no unit with a value has a cluster.
    pub fn is_unnamed(&self) -> bool {
        self.groups.iter().all(|cluster| !cluster.is_named)
    }

    /// Clusters with a value; units without a cluster count as one each.
    pub fn n_clusters(&self) -> u64 {
        self.n_groups
    }

    fn total(&self, of: impl Fn(&Cluster) -> f64) -> f64 {
        self.groups.iter().map(|cluster| cluster.times * of(cluster)).sum()
    }
}

/// Fewest clusters from which an interval may be computed.
pub(in crate::inference) const FEWEST_CLUSTERS: u64 = 4;
/// Fewest clusters for an interval without a warning.
pub(in crate::inference) const ENOUGH_CLUSTERS: u64 = 10;

/// What is said when there are fewer than [`FEWEST_CLUSTERS`].
pub(in crate::inference) fn too_few_clusters() -> String {
    format!("fewer than {FEWEST_CLUSTERS} clusters: the interval takes units as independent")
}

/// Clustered mean: what is the average, when those who share a mentor resemble one another?
///
/// # Definition
///
/// The plain mean of all N units. Its variance is the bias-reduced cluster-robust one (CR2): with `S_g` the sum of
/// deviations in cluster g of size `n_g`, `V = Σ S_g² / (1 − n_g/N) / N²`. Student's *t* has Satterthwaite degrees of
/// freedom `N² / (Σ n_g² + ((Σ b_g)² − Σ b_g²) / N²)` with `b_g = n_g² / (1 − n_g/N)`, the closed form of Bell and
/// McCaffrey for a model with an intercept only.
///
/// # Shapes and units
///
/// `clusters`: at least 4 clusters. The estimate is in the values' own unit.
///
/// # Assumptions
///
/// Clusters are independent of one another; units within one need not be. Below 10 clusters the interval is rough.
///
/// # Errors
///
/// [`InferenceError::TooFew`] below 4 clusters, [`InferenceError::NoVariation`] when no cluster deviates from the mean.
///
/// # Reference
///
/// Bell & McCaffrey (2002), "Bias reduction in standard errors for linear regression with multi-stage samples", *Survey
/// Methodology* 28(2): 169–181. With clusters of one it is Student's interval, and with equal clusters Student's interval
/// of the cluster means: the example has both hours of sleep of Student's ten persons, whose means give 1.54 with 9
/// degrees of freedom.
///
/// # Example
///
/// ```
/// # use approx::assert_abs_diff_eq;
/// # use mentorlens::inference::{Clusters, InferenceError, Level, Sample, clustered_mean, mean_t};
/// let first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
/// let second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
/// let values: Vec<_> = first.iter().chain(&second).map(|&hours| Some(hours)).collect();
/// let persons: Vec<_> = (0..20).map(|at| Some(format!("person {}", at % 10))).collect();
/// let mean = clustered_mean(&Clusters::weighted(&values, &persons, &[1; 20]), Level::P95)?;
///
/// let of_person: Vec<_> = first.iter().zip(second).map(|(a, b)| Some((a + b) / 2.0)).collect();
/// let plain = mean_t(&Sample::new(&of_person), Level::P95)?;
/// assert_abs_diff_eq!(mean.estimate.value, 1.54, epsilon = 1e-12);
/// assert_abs_diff_eq!(mean.df.unwrap(), 9.0, epsilon = 1e-9);
/// assert_abs_diff_eq!(mean.estimate.low.unwrap(), plain.estimate.low.unwrap(), epsilon = 1e-9);
/// # Ok::<(), InferenceError>(())
/// ```
#[expect(clippy::doc_markdown, reason = "McCaffrey is a person")]
pub fn clustered_mean(clusters: &Clusters, level: Level) -> Result<TestResult, InferenceError> {
    at_least(clusters.n_groups, FEWEST_CLUSTERS, "clusters")?;
    let n = clusters.n as f64;
    let mean = clusters.total(|cluster| cluster.sum) / n;
    let free = |cluster: &Cluster| 1.0 - cluster.size / n;
    let deviation = |cluster: &Cluster| cluster.sum - cluster.size * mean;
    let standard_error =
        clusters.total(|cluster| deviation(cluster).powi(2) / free(cluster)).sqrt() / n;
    // Sums of equal clusters differ from the mean in their last digits only.
    let smallest = 1e-12 * mean.abs();
    if standard_error <= smallest {
        return Err(InferenceError::NoVariation { what: "cluster mean" });
    }
    let square = |cluster: &Cluster| cluster.size.powi(2);
    let weight = |cluster: &Cluster| square(cluster) / free(cluster);
    let between =
        clusters.total(weight).powi(2) - clusters.total(|cluster| weight(cluster).powi(2));
    let df = n.powi(2) / (clusters.total(square) + between / n.powi(2));
    Ok(TestResult::student(mean, standard_error, df, clusters.n, level))
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;
    use crate::inference::{Sample, mean_t};

    fn names(texts: &[&str]) -> Vec<Option<String>> {
        texts.iter().map(|text| (!text.is_empty()).then(|| (*text).to_owned())).collect()
    }

    #[test]
    fn units_without_a_cluster_give_the_plain_interval() {
        let values = [Some(1.0), Some(2.0), Some(4.0), Some(9.0), None];
        let clusters =
            Clusters::weighted(&values, &names(&["", "", "", "", "x"]), &[2, 1, 1, 3, 5]);
        let found = clustered_mean(&clusters, Level::P95).unwrap();
        let plain = mean_t(&Sample::weighted(&values, &[2, 1, 1, 3, 5]), Level::P95).unwrap();
        assert_eq!((clusters.n(), clusters.n_clusters()), (7, 7));
        assert_abs_diff_eq!(found.df.unwrap(), 6.0, epsilon = 1e-9);
        assert_abs_diff_eq!(found.standard_error, plain.standard_error, epsilon = 1e-12);
    }

    /// The closed form against the matrices of the definition, for clusters of 1, 2, 3 and 5 units.
    #[test]
    fn the_closed_form_equals_the_matrices() {
        let values = [3.0, 1.0, 2.0, 5.0, 4.0, 6.0, 2.0, 2.0, 7.0, 1.0, 8.0];
        let groups = [0, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3];
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let size = |g: usize| groups.iter().filter(|&&found| found == g).count() as f64;
        // 1' (I − 11'/N)^(−1/2) = (1 − n_g/N)^(−1/2) 1', because 1 is an eigenvector.
        let row = |g: usize| -> Vec<f64> {
            let factor = (1.0 - size(g) / n).powf(-0.5) / n;
            groups.iter().map(|&h| factor * (f64::from(u8::from(h == g)) - size(g) / n)).collect()
        };
        let dot =
            |one: &[f64], other: &[f64]| one.iter().zip(other).map(|(a, b)| a * b).sum::<f64>();
        let rows: Vec<Vec<f64>> = (0..4).map(row).collect();
        let variance: f64 =
            rows.iter().map(|row| dot(row, &values.map(|v| v - mean)).powi(2)).sum();
        let trace: f64 = rows.iter().map(|row| dot(row, row)).sum();
        let squares: f64 =
            rows.iter().flat_map(|a| rows.iter().map(move |b| dot(a, b).powi(2))).sum();

        let clusters: Vec<_> = groups.iter().map(|g| Some(g.to_string())).collect();
        let found =
            clustered_mean(&Clusters::weighted(&values.map(Some), &clusters, &[1; 11]), Level::P95)
                .unwrap();
        assert_abs_diff_eq!(found.standard_error, variance.sqrt(), epsilon = 1e-12);
        assert_abs_diff_eq!(found.df.unwrap(), trace.powi(2) / squares, epsilon = 1e-9);
    }

    #[test]
    fn three_clusters_are_too_few() {
        let clusters = Clusters::weighted(&[Some(1.0); 3], &names(&["a", "b", "c"]), &[9; 3]);
        let found = clustered_mean(&clusters, Level::P95);
        assert_eq!(found, Err(InferenceError::TooFew { needed: 4, what: "clusters", found: 3 }));
    }
}
