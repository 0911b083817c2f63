//! Tables in which some cells are missing, and the same with them filled in.

use std::cmp::Ordering;

/// Rows of numbers, some of them missing, with the number of units that have each.
///
/// Invariant: rows are distinct and sorted, present numbers are finite, no count is 0. So whatever is drawn for them is the same
/// for rows with counts and for the same rows one by one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Incomplete {
    names: Vec<String>,
    rows: Vec<(Vec<Option<f64>>, u64)>,
}

impl Incomplete {
    /// Gathers counted rows; a number that is not finite is missing.
    ///
    /// # Panics
    ///
    /// When a row has not one cell per name: a caller's mistake, never a matter of data.
    pub fn new(names: &[&str], rows: impl IntoIterator<Item = (Vec<Option<f64>>, u64)>) -> Self {
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        let finite =
            |cell: Option<f64>| cell.filter(|cell| cell.is_finite()).map(|cell| cell + 0.0);
        let mut rows: Vec<(Vec<Option<f64>>, u64)> = rows
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(cells, count)| {
                assert_eq!(cells.len(), names.len(), "every cell has a name");
                (cells.into_iter().map(finite).collect(), count)
            })
            .collect();
        let order = |one: &[Option<f64>], other: &[Option<f64>]| {
            let pairs = one.iter().zip(other);
            let cells = |(one, other): (&Option<f64>, &Option<f64>)| match (one, other) {
                (Some(one), Some(other)) => one.total_cmp(other),
                (one, other) => one.is_some().cmp(&other.is_some()),
            };
            pairs.map(cells).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
        };
        rows.sort_by(|(one, _), (other, _)| order(one, other));
        rows.dedup_by(|(row, count), (kept, total)| {
            let same = order(row, kept).is_eq();
            if same {
                *total += *count;
            }
            same
        });
        Self { names, rows }
    }

    /// Names of the columns.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Units in all.
    pub fn n(&self) -> u64 {
        self.rows.iter().map(|(_, count)| count).sum()
    }

    /// Units that miss a column.
    pub fn n_missing(&self, column: usize) -> u64 {
        let missing = self.rows.iter().filter(|(cells, _)| cells[column].is_none());
        missing.map(|(_, count)| count).sum()
    }

    pub(super) fn rows(&self) -> &[(Vec<Option<f64>>, u64)] {
        &self.rows
    }
}

/// One row of a completed table.
#[derive(Debug, Clone, PartialEq)]
pub struct CompletedRow {
    /// One number per column.
    pub values: Vec<f64>,
    /// True where the number was missing.
    pub is_imputed: Vec<bool>,
    /// Units.
    pub count: u64,
}

/// Sorts rows and joins those that are the same.
pub(super) fn merge(rows: &mut Vec<CompletedRow>) {
    let order = |one: &CompletedRow, other: &CompletedRow| {
        one.is_imputed.cmp(&other.is_imputed).then_with(|| {
            let pairs = one.values.iter().zip(&other.values);
            let cells = pairs.map(|(one, other)| one.total_cmp(other));
            cells.into_iter().find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
        })
    };
    rows.sort_by(order);
    rows.dedup_by(|row, kept| {
        let same = order(row, kept).is_eq();
        if same {
            kept.count += row.count;
        }
        same
    });
}
