//! Observations: an outcome with what is known beside it, ready for a model.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::inference::counted::whole;

/// One observation as found, with the number of units that have it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Observation {
    /// What the model explains.
    pub outcome: Option<f64>,
    /// One number per predictor.
    pub predictors: Vec<Option<f64>>,
    /// Who shares a mentor or a site; none stands on its own.
    pub cluster: Option<String>,
    /// Units.
    pub count: u64,
}

/// One distinct observation, complete.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) cluster: Option<u64>,
    /// In the order of the model's columns, with the 1 of the intercept first when there is one.
    pub(super) columns: Vec<f64>,
    pub(super) outcome: f64,
    pub(super) count: f64,
}

/// Observations with the same predictors.
///
/// Invariant: rows are distinct, complete, finite and sorted by cluster; no count is 0. So the answer to rows with counts is
/// the answer to the same rows one by one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Observations {
    names: Vec<String>,
    rows: Vec<Row>,
    n: u64,
    n_missing: u64,
    n_clusters: u64,
    is_clustered: bool,
}

/// Name of the column of ones.
pub(in crate::inference) const INTERCEPT: &str = "(intercept)";

impl Observations {
    /// Gathers observations for a model with an intercept. One without its outcome or a predictor is left out and counted.
    ///
    /// # Panics
    ///
    /// When an observation has not one number per name: a caller's mistake, never a matter of data.
    pub fn new(names: &[&str], rows: impl IntoIterator<Item = Observation>) -> Self {
        Self::gather(names, rows, true)
    }

    /// As [`new`](Self::new), for a line through the origin.
    pub fn without_intercept(names: &[&str], rows: impl IntoIterator<Item = Observation>) -> Self {
        Self::gather(names, rows, false)
    }

    fn gather(
        names: &[&str],
        rows: impl IntoIterator<Item = Observation>,
        has_intercept: bool,
    ) -> Self {
        let mut numbers: BTreeMap<String, u64> = BTreeMap::new();
        let rows = rows.into_iter().map(|mut row| {
            let number = row.cluster.take().map(|name| {
                let next = numbers.len() as u64;
                *numbers.entry(name).or_insert(next)
            });
            (row, number)
        });
        Self::numbered(names, rows.collect::<Vec<_>>(), has_intercept)
    }

    /// The same of observations whose cluster is a number that stands beside them.
    pub(in crate::inference) fn numbered(
        names: &[&str],
        rows: impl IntoIterator<Item = (Observation, Option<u64>)>,
        has_intercept: bool,
    ) -> Self {
        let intercept = has_intercept.then_some(INTERCEPT);
        let names: Vec<String> =
            intercept.iter().chain(names).map(|&name| name.to_owned()).collect();
        let mut found = Self { names, ..Self::default() };
        for (row, cluster) in rows.into_iter().filter(|(row, _)| row.count > 0) {
            let given = row.predictors.len() + usize::from(has_intercept);
            assert_eq!(given, found.names.len(), "every predictor has a name");
            // Adding 0.0 turns -0.0 into 0.0, so that the two are one number.
            let finite = |value: &Option<f64>| {
                value.filter(|value| value.is_finite()).map(|value| value + 0.0)
            };
            let predictors = has_intercept.then_some(Some(1.0));
            let columns: Option<Vec<f64>> =
                predictors.into_iter().chain(row.predictors.iter().map(finite)).collect();
            if let Some((columns, outcome)) = columns.zip(finite(&row.outcome)) {
                found.n += row.count;
                found.rows.push(Row { cluster, columns, outcome, count: row.count as f64 });
            } else {
                found.n_missing += row.count;
            }
        }
        found.rows.sort_by(order);
        found.rows.dedup_by(|row, kept| {
            let same = order(row, kept).is_eq();
            if same {
                kept.count += row.count;
            }
            same
        });
        let alone = found.rows.iter().filter(|row| row.cluster.is_none());
        let alone = whole(alone.map(|row| row.count).sum());
        let named = found.by_cluster().filter(|cluster| cluster.rows[0].cluster.is_some()).count();
        found.is_clustered = named > 0;
        found.n_clusters = alone + named as u64;
        found
    }

    /// Names of the coefficients: `(intercept)` first, when there is one.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Units that are complete.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Units without their outcome or a predictor.
    pub fn n_missing(&self) -> u64 {
        self.n_missing
    }

    /// Clusters; units without one count as one each.
    pub fn n_clusters(&self) -> u64 {
        self.n_clusters
    }

    /// True when a complete unit names its cluster.
    pub fn is_clustered(&self) -> bool {
        self.is_clustered
    }

    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The rows of each cluster; a unit without one is a cluster of one, as often as it is counted.
    pub(super) fn by_cluster(&self) -> impl Iterator<Item = ClusterRows<'_>> {
        let same = |one: &Row, other: &Row| one.cluster.is_some() && one.cluster == other.cluster;
        let mut start = 0;
        self.rows.chunk_by(same).map(move |rows| {
            let found = ClusterRows { start, rows };
            start += rows.len();
            found
        })
    }

    /// Units whose outcome fulfils a condition.
    pub(super) fn count_where(&self, is_counted: impl Fn(f64) -> bool) -> u64 {
        let counted = self.rows.iter().filter(|row| is_counted(row.outcome));
        whole(counted.map(|row| row.count).sum())
    }

    /// Mean of every column over all units: where the average unit stands.
    pub fn average_unit(&self) -> Vec<f64> {
        let n = self.n.max(1) as f64;
        let mean = |column: usize| {
            self.rows.iter().map(|row| row.columns[column] * row.count).sum::<f64>() / n
        };
        (0..self.names.len()).map(mean).collect()
    }
}

/// Rows of one cluster, and the place of the first among all.
pub(super) struct ClusterRows<'a> {
    pub(super) start: usize,
    pub(super) rows: &'a [Row],
}

impl ClusterRows<'_> {
    /// How often this cluster occurs, and how often a row of it occurs within.
    pub(super) fn times(&self) -> f64 {
        let first = &self.rows[0];
        if first.cluster.is_some() { 1.0 } else { first.count }
    }

    /// Units of a row within one such cluster.
    pub(super) fn within(&self, row: &Row) -> f64 {
        row.count / self.times()
    }
}

fn order(one: &Row, other: &Row) -> Ordering {
    let numbers = || {
        let pairs = one.columns.iter().zip(&other.columns);
        pairs.map(|(a, b)| a.total_cmp(b)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    };
    one.cluster
        .cmp(&other.cluster)
        .then_with(numbers)
        .then_with(|| one.outcome.total_cmp(&other.outcome))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_are_alike_are_one_and_what_is_incomplete_is_counted() {
        let row = |outcome, x, cluster: &str, count| Observation {
            outcome,
            predictors: vec![x],
            cluster: (!cluster.is_empty()).then(|| cluster.to_owned()),
            count,
        };
        let rows = [
            row(Some(1.0), Some(2.0), "b", 2),
            row(Some(1.0), Some(2.0), "b", 3),
            row(Some(1.0), Some(2.0), "", 4),
            row(None, Some(2.0), "c", 5),
            row(Some(1.0), Some(f64::INFINITY), "c", 6),
            row(Some(-0.0), Some(0.0), "a", 1),
            row(Some(0.0), Some(-0.0), "a", 1),
        ];
        let found = Observations::new(&["x"], rows);
        assert_eq!((found.n(), found.n_missing(), found.rows().len()), (11, 11, 3));
        assert_eq!((found.n_clusters(), found.is_clustered()), (6, true));
        assert_eq!(found.names(), [INTERCEPT, "x"]);
        let times: Vec<f64> = found.by_cluster().map(|cluster| cluster.times()).collect();
        assert_eq!(times, [4.0, 1.0, 1.0]);
    }
}
