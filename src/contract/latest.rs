//! Overlapping exports: of rows with the same natural key the last one counts.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use super::builder::ROW;
use super::intake::FileRows;
use super::table::Table;
use super::violation::RowId;

/// A table without repetitions, and the file rows that another row of the same file repeats.
pub(crate) struct Latest {
    pub(crate) frame: DataFrame,
    pub(crate) repeated: BTreeSet<i64>,
}

/// Keeps the last row of each natural key.
///
/// A source that has no column for something says nothing about it: there the last row that does is kept. So a short list
/// of leavers does not empty the roster that it follows.
pub(crate) fn latest(table: &Table, frame: DataFrame, files: &[FileRows]) -> PolarsResult<Latest> {
    let whole = |frame| Ok(Latest { frame, repeated: BTreeSet::new() });
    if table.key.is_empty() || frame.height() == 0 {
        return whole(frame);
    }
    let groups = groups(&frame, table.key)?;
    if groups.len() == frame.height() {
        return whole(frame);
    }
    let rows: Vec<RowId> =
        frame.column(ROW)?.i64()?.into_no_null_iter().map(RowId::unpacked).collect();
    let file = |row: IdxSize| rows[row as usize].file;
    let mut repeated = BTreeSet::new();
    for group in &groups {
        let mut last_of = BTreeMap::new();
        for &row in group {
            if let Some(earlier) = last_of.insert(file(row), row) {
                repeated.insert(rows[earlier as usize].packed());
            }
        }
    }
    let mut columns = Vec::with_capacity(frame.width());
    for column in frame.columns() {
        let gives = |row: IdxSize| files[file(row) as usize].gives(table, column.name().as_str());
        let chosen = groups.iter().map(|group| {
            let last = *group.last().expect("a group has a row");
            group.iter().rev().copied().find(|&row| gives(row)).unwrap_or(last)
        });
        columns.push(column.take(&IdxCa::from_vec(PlSmallStr::EMPTY, chosen.collect()))?);
    }
    Ok(Latest { frame: DataFrame::new(groups.len(), columns)?, repeated })
}

/// Rows by key, each group in the order of the rows, groups in the order of their last row.
fn groups(frame: &DataFrame, key: &[&str]) -> PolarsResult<Vec<Vec<IdxSize>>> {
    let by_key = frame.group_by_stable(key.iter().copied())?;
    let mut groups: Vec<Vec<IdxSize>> = by_key
        .get_groups()
        .iter()
        .map(|group| match group {
            GroupsIndicator::Idx((_, rows)) => rows.iter().copied().collect(),
            GroupsIndicator::Slice([first, length]) => (first..first + length).collect(),
        })
        .collect();
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort_unstable_by_key(|group| group.last().copied());
    Ok(groups)
}
