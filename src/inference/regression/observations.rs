//! Observations: an outcome with what is known beside it, ready for a model.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Range;

use ahash::AHashMap;

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

/// The same with its cluster as a number.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::inference) struct Unit<P> {
    pub(in crate::inference) outcome: Option<f64>,
    /// One number per predictor.
    pub(in crate::inference) predictors: P,
    pub(in crate::inference) cluster: Option<u64>,
    pub(in crate::inference) count: u64,
}

/// One distinct observation, complete.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// In the order of the model's columns, with the 1 of the intercept first when there is one.
    pub(super) columns: Vec<f64>,
    pub(super) outcome: f64,
    pub(super) count: f64,
}

/// How many units of a cluster have a row.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Member {
    /// Place of the row.
    row: usize,
    count: f64,
}

/// The same with the number of its cluster.
type Placed = (Option<u64>, Member);

/// A cluster as it is found: which rows its units have, and how many clusters are just like it.
#[derive(Debug, Clone, PartialEq)]
struct Cluster {
    members: Range<usize>,
    times: f64,
}

/// Observations with the same predictors.
///
/// Invariant: rows are distinct, complete, finite and sorted, whoever shares a cluster; clusters are distinct and sorted by what
/// is in them, whatever they are called; no count is 0. So the answer to rows with counts is the answer to the same rows one by
/// one, and a fit costs no more with many clusters than with few.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Observations {
    names: Vec<String>,
    rows: Vec<Row>,
    members: Vec<Member>,
    clusters: Vec<Cluster>,
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
        let unit = |Observation { outcome, predictors, cluster, count }| {
            let cluster = cluster.map(|name| {
                let next = numbers.len() as u64;
                *numbers.entry(name).or_insert(next)
            });
            Unit { outcome, predictors, cluster, count }
        };
        Self::numbered(names, rows.into_iter().map(unit), has_intercept)
    }

    /// The same of observations whose cluster is a number.
    pub(in crate::inference) fn numbered<P: AsRef<[Option<f64>]>>(
        names: &[&str],
        rows: impl IntoIterator<Item = Unit<P>>,
        has_intercept: bool,
    ) -> Self {
        let intercept = has_intercept.then_some(INTERCEPT);
        let names: Vec<String> =
            intercept.iter().chain(names).map(|&name| name.to_owned()).collect();
        let mut found = Self { names, ..Self::default() };
        let mut known: AHashMap<Box<[u64]>, usize> = AHashMap::new();
        let mut units: Vec<Placed> = Vec::new();
        let (mut columns, mut key) = (Vec::new(), Vec::new());
        for row in rows.into_iter().filter(|row| row.count > 0) {
            let predictors = row.predictors.as_ref();
            let given = predictors.len() + usize::from(has_intercept);
            assert_eq!(given, found.names.len(), "every predictor has a name");
            // Adding 0.0 turns -0.0 into 0.0, so that the two are one number.
            let finite = |value: &Option<f64>| {
                value.filter(|value| value.is_finite()).map(|value| value + 0.0)
            };
            columns.clear();
            columns.extend(has_intercept.then_some(1.0));
            columns.extend(predictors.iter().map_while(finite));
            let outcome = finite(&row.outcome).filter(|_| columns.len() == found.names.len());
            let Some(outcome) = outcome else {
                found.n_missing += row.count;
                continue;
            };
            found.n += row.count;
            key.clear();
            key.extend(columns.iter().chain([&outcome]).map(|number| number.to_bits()));
            let place = known.get(key.as_slice()).copied().unwrap_or_else(|| {
                known.insert(key.as_slice().into(), found.rows.len());
                found.rows.push(Row { columns: columns.clone(), outcome, count: 0.0 });
                found.rows.len() - 1
            });
            let count = row.count as f64;
            found.rows[place].count += count;
            units.push((row.cluster, Member { row: place, count }));
        }
        found.sort(&mut units);
        found.is_clustered = units.iter().any(|(cluster, _)| cluster.is_some());
        found.gather_clusters(&units);
        found.n_clusters = whole(found.clusters.iter().map(|cluster| cluster.times).sum());
        found
    }

    /// Brings rows into their order, and units into that of their clusters and rows; units that are alike are one.
    fn sort(&mut self, units: &mut Vec<Placed>) {
        let mut places: Vec<usize> = (0..self.rows.len()).collect();
        places.sort_by(|&one, &other| order(&self.rows[one], &self.rows[other]));
        let mut rank = vec![0; places.len()];
        for (at, &place) in places.iter().enumerate() {
            rank[place] = at;
        }
        self.rows.sort_by(order);
        for (_, member) in &mut *units {
            member.row = rank[member.row];
        }
        // Tables that are put together come in the order of their clusters, one after the other: a stable sort merges such runs.
        units.sort_by_key(|(cluster, _)| *cluster);
        for own in units.chunk_by_mut(|(one, _), (other, _)| one == other) {
            own.sort_unstable_by_key(|(_, member)| member.row);
        }
        units.dedup_by(|(cluster, member), (before, kept)| {
            let same = (*cluster, member.row) == (*before, kept.row);
            if same {
                kept.count += member.count;
            }
            same
        });
    }

    /// Clusters with the same rows are one, as often as there are such. A unit without one is a cluster of one, as often as it
    /// is counted.
    fn gather_clusters(&mut self, units: &[Placed]) {
        let same = |one: &Placed, other: &Placed| one.0.is_some() && one.0 == other.0;
        let all = units.chunk_by(same).map(|own| match own {
            [(None, Member { count, .. })] => (own, *count),
            _ => (own, 1.0),
        });
        // Of a unit without a cluster there is one in each.
        let member = |(cluster, Member { row, count }): &Placed| Member {
            row: *row,
            count: if cluster.is_some() { *count } else { 1.0 },
        };
        let content = |placed: &Placed| {
            let Member { row, count } = member(placed);
            (row, count.to_bits())
        };
        // Clusters are many, and few differ: those are all that is put in order.
        let mut known: AHashMap<Vec<(usize, u64)>, usize> = AHashMap::new();
        let mut own_content = Vec::new();
        let mut differing: Vec<(&[Placed], f64)> = Vec::new();
        for (own, times) in all {
            own_content.clear();
            own_content.extend(own.iter().map(content));
            if let Some(&place) = known.get(&own_content) {
                differing[place].1 += times;
            } else {
                known.insert(own_content.clone(), differing.len());
                differing.push((own, times));
            }
        }
        differing
            .sort_by(|(one, _), (other, _)| one.iter().map(content).cmp(other.iter().map(content)));
        for (own, times) in differing {
            let begin = self.members.len();
            self.members.extend(own.iter().map(member));
            self.clusters.push(Cluster { members: begin..self.members.len(), times });
        }
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

    /// Clusters that differ in what is in them.
    pub(super) fn by_cluster(&self) -> impl Iterator<Item = ClusterRows<'_>> {
        self.clusters.iter().map(|cluster| ClusterRows {
            members: &self.members[cluster.members.clone()],
            times: cluster.times,
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

/// The rows that occur in one cluster.
pub(super) struct ClusterRows<'a> {
    members: &'a [Member],
    times: f64,
}

impl ClusterRows<'_> {
    /// How many clusters are just like this one.
    pub(super) fn times(&self) -> f64 {
        self.times
    }

    /// Places of its rows, each with its units within one such cluster.
    pub(super) fn rows(&self) -> impl Iterator<Item = (usize, f64)> {
        self.members.iter().map(|member| (member.row, member.count))
    }
}

fn order(one: &Row, other: &Row) -> Ordering {
    let pairs = one.columns.iter().zip(&other.columns);
    let numbers = pairs.map(|(a, b)| a.total_cmp(b)).find(|order| order.is_ne());
    numbers.unwrap_or_else(|| one.outcome.total_cmp(&other.outcome))
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
        assert_eq!((found.n(), found.n_missing(), found.rows().len()), (11, 11, 2));
        assert_eq!((found.n_clusters(), found.is_clustered()), (6, true));
        assert_eq!(found.names(), [INTERCEPT, "x"]);
        let times: Vec<f64> = found.by_cluster().map(|cluster| cluster.times()).collect();
        // Those named `a` and those on their own come in the order of their rows.
        assert_eq!(times, [1.0, 4.0, 1.0]);
    }

    #[test]
    fn clusters_that_are_alike_are_one_whatever_they_are_called() {
        let row = |outcome: f64, cluster: &str| Observation {
            outcome: Some(outcome),
            predictors: vec![],
            cluster: Some(cluster.to_owned()),
            count: 1,
        };
        let rows = [row(1.0, "a"), row(2.0, "a"), row(2.0, "b"), row(1.0, "b"), row(1.0, "c")];
        let found = Observations::new(&[], rows);
        let clusters: Vec<(f64, Vec<(usize, f64)>)> =
            found.by_cluster().map(|one| (one.times(), one.rows().collect())).collect();
        assert_eq!(clusters, [(1.0, vec![(0, 1.0)]), (2.0, vec![(0, 1.0), (1, 1.0)])]);
        assert_eq!(found.n_clusters(), 3);
    }
}
