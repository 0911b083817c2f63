//! Overlapping exports: of rows with the same natural key the one of the latest export counts.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use super::builder::ROW;
use super::differ::all_differ;
use super::file_rows::FileRows;
use super::intake::RowState;
use super::table::{self, Table};
use super::violation::RowId;

/// A table without repetitions, and what became of the rows that it no longer has.
pub(crate) struct Latest {
    pub(crate) frame: DataFrame,
    /// File rows that another row of the same file repeats.
    pub(crate) repeated: BTreeSet<i64>,
    /// File rows that say nothing else than the row that is kept.
    pub(crate) duplicates: Vec<i64>,
    /// Cells that two exports of one day say differently.
    pub(crate) conflicts: Vec<Conflict>,
    /// Rows that go because an export deletes them, and those that say so.
    pub(crate) deleted: DataFrame,
}

impl Latest {
    /// A table that is the latest as it stands.
    pub(crate) fn whole(frame: DataFrame) -> Self {
        Self {
            deleted: frame.clear(),
            frame,
            repeated: BTreeSet::new(),
            duplicates: Vec::new(),
            conflicts: Vec::new(),
        }
    }
}

/// A cell that an export says differently than another one of the same day.
pub(crate) struct Conflict {
    pub(crate) row: i64,
    pub(crate) other: i64,
    pub(crate) column: &'static str,
}

/// Keeps the latest row of each natural key.
///
/// Where all exports say their day, the later day is the latest; else the later file. A source that has no column for
/// something says nothing about it: there the latest row that does is kept. So a short list of leavers does not empty the
/// roster that it follows. What two exports of one day say differently is known to nobody: the cell is missing, and a row
/// that cannot be without it is set aside.
pub(crate) fn latest(table: &Table, frame: DataFrame, files: &[FileRows]) -> PolarsResult<Latest> {
    let deletes = files.iter().any(|file| file.states.contains(&RowState::Deleted));
    if table.key.is_empty() || frame.height() == 0 {
        return Ok(Latest::whole(frame));
    }
    if !deletes && all_differ(&frame, table.key)? {
        return Ok(Latest::whole(frame));
    }
    let rows: Vec<i64> = frame.column(ROW)?.i64()?.into_no_null_iter().collect();
    let mut groups = groups(&frame, table.key)?;
    if groups.len() == frame.height() && !deletes {
        return Ok(Latest::whole(frame));
    }
    let seen = Seen { table, frame: &frame, files, rows: &rows };
    for group in &mut groups {
        seen.order(group);
    }
    let mut repeated = BTreeSet::new();
    for group in groups.iter().filter(|group| group.len() > 1) {
        let mut last_of = BTreeMap::new();
        for &row in group {
            if let Some(earlier) = last_of.insert(seen.file(row), row) {
                repeated.insert(rows[earlier as usize]);
            }
        }
    }
    let ends_deleted = |group: &Vec<IdxSize>| is_deletion(files, seen.row(last(group)));
    let (gone, mut groups): (Vec<_>, Vec<_>) = groups.into_iter().partition(ends_deleted);
    let deleted = taken(&frame, gone.into_iter().flatten())?;
    for group in &mut groups {
        // What came after a deletion begins anew.
        let begin = group.iter().rposition(|&row| is_deletion(files, seen.row(row)));
        group.drain(..begin.map_or(0, |at| at + 1));
    }
    groups.sort_unstable_by_key(|group| seen.row(last(group)));
    let kept = seen.kept(&groups)?;
    let duplicates = seen.duplicates(&groups, &kept.frame)?;
    Ok(Latest { repeated, duplicates, deleted, ..kept })
}

/// True when a row of a file says that one is to be deleted.
pub(crate) fn is_deletion(files: &[FileRows], packed: i64) -> bool {
    let row = RowId::unpacked(packed);
    files[row.file as usize].states[row.ordinal as usize] == RowState::Deleted
}

/// Rows of a table and the files that they come from.
struct Seen<'a> {
    table: &'a Table,
    frame: &'a DataFrame,
    files: &'a [FileRows],
    rows: &'a [i64],
}

impl Seen<'_> {
    fn row(&self, row: IdxSize) -> i64 {
        self.rows[row as usize]
    }

    fn file(&self, row: IdxSize) -> u32 {
        RowId::unpacked(self.row(row)).file
    }

    fn day(&self, row: IdxSize) -> Option<i64> {
        self.files[self.file(row) as usize].day
    }

    fn gives(&self, row: IdxSize, column: &str) -> bool {
        self.files[self.file(row) as usize].gives(self.table, column)
    }

    /// The latest row last.
    fn order(&self, group: &mut [IdxSize]) {
        if group.len() > 1 && group.iter().all(|&row| self.day(row).is_some()) {
            group.sort_by_key(|&row| (self.day(row), row));
        }
    }

    /// The contract's column that a column comes from: a date has a twin, and may say the term. None for a key.
    fn told_by(&self, name: &str) -> Option<&table::Column> {
        let table = self.table;
        let is_twin = |own: &table::Column| own.day_twin().is_some_and(|twin| twin == name);
        let is_term = |own: &table::Column| name == "term_id" && table.dated_by == Some(own.name);
        let mut own = table.columns.iter();
        let own = own.find(|own| own.name == name || is_twin(own) || is_term(own))?;
        let is_key = |column: &str| table.key.contains(&column);
        (!is_key(own.name) && !is_key(name)).then_some(own)
    }

    /// One row per group, and the cells that nobody knows.
    fn kept(&self, groups: &[Vec<IdxSize>]) -> PolarsResult<Latest> {
        let mut conflicts = Vec::new();
        let mut stays = vec![true; groups.len()];
        let mut columns = Vec::with_capacity(self.frame.width());
        for column in self.frame.columns() {
            let name = column.name().as_str();
            let own = self.told_by(name);
            let mut unknown = BTreeSet::new();
            let mut chosen = Vec::with_capacity(groups.len());
            for (at, group) in groups.iter().enumerate() {
                let latest = last(group);
                if group.len() == 1 {
                    chosen.push(latest);
                    continue;
                }
                let giving: Vec<IdxSize> =
                    group.iter().copied().filter(|&row| self.gives(row, name)).collect();
                let Some(&best) = giving.last() else {
                    chosen.push(latest);
                    continue;
                };
                let (best, others) = self.of_one_day(column, best, &giving)?;
                chosen.push(best);
                if let (Some(own), false) = (own, others.is_empty()) {
                    unknown.insert(at);
                    stays[at] &= !own.required;
                    let pair = |row: IdxSize, other: IdxSize| Conflict {
                        row: self.row(row),
                        other: self.row(other),
                        column: own.name,
                    };
                    if own.name == name {
                        conflicts.push(pair(best, others[0]));
                        conflicts.extend(others.into_iter().map(|other| pair(other, best)));
                    }
                }
            }
            let mut taken = column.take(&IdxCa::from_vec(PlSmallStr::EMPTY, chosen))?;
            if !unknown.is_empty() {
                let known: BooleanChunked =
                    (0..groups.len()).map(|at| Some(!unknown.contains(&at))).collect();
                let missing = Column::full_null(name.into(), groups.len(), taken.dtype());
                taken = taken.zip_with(&known, &missing)?;
            }
            columns.push(taken);
        }
        let stays: BooleanChunked = stays.into_iter().map(Some).collect();
        let frame = DataFrame::new(groups.len(), columns)?.filter(&stays)?;
        Ok(Latest { conflicts, ..Latest::whole(frame) })
    }

    /// The row whose cell counts, and rows of other files of its day that say something else. An empty cell says nothing
    /// against another one.
    fn of_one_day(
        &self,
        column: &Column,
        latest: IdxSize,
        giving: &[IdxSize],
    ) -> PolarsResult<(IdxSize, Vec<IdxSize>)> {
        let is_beside = |row: IdxSize| {
            self.day(row).is_some()
                && self.day(row) == self.day(latest)
                && self.file(row) != self.file(latest)
        };
        let mut best = latest;
        let mut others = Vec::new();
        for &row in giving.iter().rev().filter(|&&row| is_beside(row)) {
            let (found, own) = (column.get(row as usize)?, column.get(best as usize)?);
            if own.is_null() {
                best = row;
            } else if !found.is_null() && found != own {
                others.push(row);
            }
        }
        Ok((best, others))
    }

    /// Rows that say nothing else than what is kept.
    fn duplicates(&self, groups: &[Vec<IdxSize>], kept: &DataFrame) -> PolarsResult<Vec<i64>> {
        let places: BTreeMap<i64, usize> =
            kept.column(ROW)?.i64()?.into_no_null_iter().zip(0..).collect();
        let mut duplicates = Vec::new();
        for group in groups.iter().filter(|group| group.len() > 1) {
            let (latest, earlier) = group.split_last().expect("a group has a row");
            let Some(&place) = places.get(&self.row(*latest)) else { continue };
            for &row in earlier {
                let mut is_equal = true;
                for column in self.frame.columns() {
                    let name = column.name().as_str();
                    is_equal &= name == ROW
                        || !self.gives(row, name)
                        || column.get(row as usize)? == kept.column(name)?.get(place)?;
                }
                if is_equal {
                    duplicates.push(self.row(row));
                }
            }
        }
        Ok(duplicates)
    }
}

fn last(group: &[IdxSize]) -> IdxSize {
    *group.last().expect("a group has a row")
}

fn taken(frame: &DataFrame, rows: impl Iterator<Item = IdxSize>) -> PolarsResult<DataFrame> {
    frame.take(&IdxCa::from_vec(PlSmallStr::EMPTY, rows.collect()))
}

/// Rows by key, each group in the order of the rows.
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
    Ok(groups)
}
