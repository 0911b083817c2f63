//! Cross tables: how many units of each group are in each category.

use std::collections::BTreeSet;

use crate::inference::InferenceError;
use crate::inference::sample::at_least;

/// Counts of groups, row by row, in categories, column by column.
///
/// Invariant: every row has as many counts, every row and column has a unit, and the units' number is theirs. A table may
/// be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CrossTable {
    counts: Vec<Vec<u64>>,
    n: u64,
    n_missing: u64,
}

impl CrossTable {
    /// A table of counts; rows and columns without any unit are left out.
    ///
    /// # Panics
    ///
    /// When rows differ in length: a caller's mistake, never a matter of data.
    pub fn new(counts: &[Vec<u64>]) -> Self {
        let columns = counts.first().map_or(0, Vec::len);
        assert!(counts.iter().all(|row| row.len() == columns), "every group has all categories");
        let is_filled = |column: &usize| counts.iter().any(|row| row[*column] > 0);
        let filled: Vec<usize> = (0..columns).filter(is_filled).collect();
        let kept = |row: &Vec<u64>| filled.iter().map(|&column| row[column]).collect();
        let rows = counts.iter().filter(|row| row.iter().any(|count| *count > 0));
        let n = counts.iter().flatten().sum();
        Self { counts: rows.map(kept).collect(), n, n_missing: 0 }
    }

    /// A table of units by the names of their group and category, in alphabetical order; a unit without either is left out
    /// and counted.
    pub fn weighted<'a>(
        units: impl IntoIterator<Item = (Option<&'a str>, Option<&'a str>, u64)>,
    ) -> Self {
        let mut n_missing = 0;
        let mut placed = Vec::new();
        for (group, category, count) in units {
            match group.zip(category) {
                Some(both) => placed.push((both, count)),
                None => n_missing += count,
            }
        }
        let names = |of: fn(&((&'a str, &'a str), u64)) -> &'a str| -> Vec<&str> {
            let names: BTreeSet<&str> = placed.iter().map(of).collect();
            names.into_iter().collect()
        };
        let (rows, columns) = (names(|unit| unit.0.0), names(|unit| unit.0.1));
        let mut counts = vec![vec![0; columns.len()]; rows.len()];
        for ((group, category), count) in placed {
            let place = (rows.binary_search(&group), columns.binary_search(&category));
            if let (Ok(row), Ok(column)) = place {
                counts[row][column] += count;
            }
        }
        Self { n_missing, ..Self::new(&counts) }
    }

    /// Counts, row by row.
    pub fn counts(&self) -> &[Vec<u64>] {
        &self.counts
    }

    /// Units with a group and a category.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Units without a group or a category.
    pub fn n_missing(&self) -> u64 {
        self.n_missing
    }

    /// Units of each group.
    pub fn row_sums(&self) -> Vec<u64> {
        self.counts.iter().map(|row| row.iter().sum()).collect()
    }

    /// Units in each category.
    pub fn column_sums(&self) -> Vec<u64> {
        let columns = self.counts.first().map_or(0, Vec::len);
        (0..columns).map(|column| self.counts.iter().map(|row| row[column]).sum()).collect()
    }

    /// Refuses a table in which nothing can depend on anything.
    pub(super) fn crossed(&self) -> Result<(), InferenceError> {
        at_least(self.counts.len() as u64, 2, "groups")?;
        if self.counts[0].len() < 2 {
            return Err(InferenceError::NoVariation { what: "answer" });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_counted_by_name_and_those_without_one_are_left_out() {
        let units = [
            (Some("b"), Some("no"), 2),
            (Some("a"), Some("yes"), 3),
            (Some("b"), None, 4),
            (None, Some("no"), 5),
            (Some("a"), Some("yes"), 1),
        ];
        let table = CrossTable::weighted(units);
        assert_eq!(table.counts(), [vec![0, 4], vec![2, 0]]);
        assert_eq!((table.n(), table.n_missing()), (6, 9));
        assert_eq!((table.row_sums(), table.column_sums()), (vec![4, 2], vec![2, 4]));
    }

    #[test]
    fn empty_rows_and_columns_are_left_out_and_a_single_one_is_refused() {
        let table = CrossTable::new(&[vec![1, 0, 2], vec![0, 0, 0], vec![3, 0, 0]]);
        assert_eq!(table.counts(), [vec![1, 2], vec![3, 0]]);
        let one = CrossTable::new(&[vec![1, 2]]).crossed();
        assert_eq!(one, Err(InferenceError::TooFew { needed: 2, what: "groups", found: 1 }));
        let same = CrossTable::new(&[vec![3], vec![4]]).crossed();
        assert_eq!(same, Err(InferenceError::NoVariation { what: "answer" }));
        assert!(CrossTable::default().crossed().is_err());
    }
}
