//! Follow-ups: durations with what is known of each unit, ready for a regression.

use std::cmp::Ordering;
use std::collections::BTreeMap;

/// One follow-up as found, with the number of units that have it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FollowUp {
    /// Day on which following began; none or 0 from the start, above 0 for delayed entry.
    pub entered: Option<f64>,
    /// Day on which following ended.
    pub days: Option<f64>,
    /// True when it ended with a failure, false when it went on or went out of sight.
    pub has_failed: bool,
    /// One number per covariate.
    pub covariates: Vec<Option<f64>>,
    /// Units of different strata are never compared.
    pub stratum: Option<String>,
    /// Who shares a mentor or is the same person again; none stands on its own.
    pub cluster: Option<String>,
    /// Units.
    pub count: u64,
}

/// One distinct follow-up, complete.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) stratum: usize,
    /// At risk after this day; below every day for who is followed from the start, so that day 0 counts.
    pub(super) entered: f64,
    pub(super) days: f64,
    pub(super) has_failed: bool,
    pub(super) covariates: Vec<f64>,
    pub(super) cluster: Option<usize>,
    pub(super) count: f64,
}

/// Follow-ups with the same covariates.
///
/// Invariant: rows are distinct and sorted by stratum and day, numbers are finite, days not negative, nobody leaves
/// before he enters, no count is 0.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FollowUps {
    names: Vec<String>,
    rows: Vec<Row>,
    n: u64,
    n_failed: u64,
    n_missing: u64,
    n_negative: u64,
    n_late: u64,
    n_clusters: u64,
    is_clustered: bool,
}

impl FollowUps {
    /// Gathers follow-ups. One without days or a covariate is missing; one below 0, or that ends before its entry, is
    /// excluded.
    ///
    /// # Panics
    ///
    /// When a follow-up has not one number per name: a caller's mistake, never a matter of data.
    pub fn new(names: &[&str], rows: impl IntoIterator<Item = FollowUp>) -> Self {
        let mut found =
            Self { names: names.iter().map(|&name| name.to_owned()).collect(), ..Self::default() };
        let mut usable = Vec::new();
        for row in rows.into_iter().filter(|row| row.count > 0) {
            assert_eq!(row.covariates.len(), names.len(), "every covariate has a name");
            let finite = |value: &Option<f64>| value.filter(|value| value.is_finite());
            let covariates: Option<Vec<f64>> = row.covariates.iter().map(finite).collect();
            let entered = row.entered.unwrap_or_default();
            match finite(&row.days).zip(covariates) {
                None => found.n_missing += row.count,
                Some((days, _)) if days < 0.0 => found.n_negative += row.count,
                Some((days, _)) if entered > 0.0 && entered >= days => found.n_late += row.count,
                Some((days, covariates)) => {
                    found.n += row.count;
                    found.n_failed += if row.has_failed { row.count } else { 0 };
                    usable.push((row, days, covariates));
                }
            }
        }
        found.gather(usable);
        found
    }

    fn gather(&mut self, usable: Vec<(FollowUp, f64, Vec<f64>)>) {
        let places = |names: Vec<&String>| {
            let mut places: BTreeMap<String, usize> = BTreeMap::new();
            for name in names {
                places.entry(name.clone()).or_default();
            }
            for (at, place) in places.values_mut().enumerate() {
                *place = at;
            }
            places
        };
        let strata = places(usable.iter().filter_map(|(row, ..)| row.stratum.as_ref()).collect());
        let clusters = places(usable.iter().filter_map(|(row, ..)| row.cluster.as_ref()).collect());
        self.is_clustered = !clusters.is_empty();
        self.n_clusters = clusters.len() as u64;
        for (row, days, covariates) in usable {
            let cluster = row.cluster.as_ref().and_then(|name| clusters.get(name)).copied();
            if cluster.is_none() {
                self.n_clusters += row.count;
            }
            // Units without a stratum are one of their own, after the named ones.
            let stratum = row.stratum.as_ref().and_then(|name| strata.get(name)).copied();
            self.rows.push(Row {
                stratum: stratum.unwrap_or(strata.len()),
                entered: row.entered.filter(|day| *day > 0.0).unwrap_or(f64::NEG_INFINITY),
                // Adding 0.0 turns -0.0 into 0.0, so that the two are one number.
                days: days + 0.0,
                has_failed: row.has_failed,
                covariates: covariates.into_iter().map(|value| value + 0.0).collect(),
                cluster,
                count: row.count as f64,
            });
        }
        self.rows.sort_by(order);
        self.rows.dedup_by(|row, kept| {
            let same = order(row, kept).is_eq();
            if same {
                kept.count += row.count;
            }
            same
        });
    }

    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Names of the covariates.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Units with a usable follow-up.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Units that failed.
    pub fn n_failed(&self) -> u64 {
        self.n_failed
    }

    /// Units without days or a covariate.
    pub fn n_missing(&self) -> u64 {
        self.n_missing
    }

    /// Units whose duration is below 0, or who were gone when following began.
    pub fn n_excluded(&self) -> u64 {
        self.n_negative + self.n_late
    }

    /// Clusters; units without one count as one each. None when no unit names a cluster.
    pub fn n_clusters(&self) -> Option<u64> {
        self.is_clustered.then_some(self.n_clusters)
    }
}

fn order(one: &Row, other: &Row) -> Ordering {
    let covariates = || {
        let pairs = one.covariates.iter().zip(&other.covariates);
        pairs.map(|(one, other)| one.total_cmp(other)).fold(Ordering::Equal, Ordering::then)
    };
    one.stratum
        .cmp(&other.stratum)
        .then(one.days.total_cmp(&other.days))
        .then(one.has_failed.cmp(&other.has_failed))
        .then(one.entered.total_cmp(&other.entered))
        .then(one.cluster.cmp(&other.cluster))
        .then_with(covariates)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_used_is_counted_and_equal_rows_are_merged() {
        let row = |entered: f64, days: Option<f64>, age: Option<f64>, count| FollowUp {
            entered: Some(entered),
            days,
            has_failed: true,
            covariates: vec![age],
            count,
            ..FollowUp::default()
        };
        let rows = [
            row(0.0, Some(5.0), Some(1.0), 2),
            row(-3.0, Some(5.0), Some(1.0), 3),
            row(0.0, None, Some(1.0), 4),
            row(0.0, Some(5.0), None, 5),
            row(0.0, Some(-1.0), Some(1.0), 6),
            row(5.0, Some(5.0), Some(1.0), 7),
            row(0.0, Some(0.0), Some(-0.0), 1),
        ];
        let found = FollowUps::new(&["age"], rows);
        assert_eq!(
            (found.n(), found.n_failed(), found.n_missing(), found.n_excluded()),
            (6, 6, 9, 13)
        );
        let counts: Vec<f64> = found.rows().iter().map(|row| row.count).collect();
        assert_eq!(counts, [1.0, 5.0]);
        assert_eq!(found.n_clusters(), None);
    }

    #[test]
    fn units_without_a_cluster_stand_on_their_own() {
        let row = |cluster: Option<&str>, count| FollowUp {
            days: Some(1.0),
            cluster: cluster.map(str::to_owned),
            count,
            ..FollowUp::default()
        };
        let found = FollowUps::new(
            &[],
            [row(Some("b"), 2), row(Some("a"), 3), row(None, 4), row(Some("b"), 1)],
        );
        assert_eq!(found.n_clusters(), Some(6));
    }
}
