//! Who and what is gone: forgotten persons, withdrawn consent, rows that an export deletes; and what goes with them.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use super::builder::ROW;
use super::consent::to_be_counted;
use super::file_rows::FileRows;
use super::intake::{Gone, RowState};
use super::table::{Entity, Kind, Table};
use super::violation::RowId;

/// Keyed ids of what is gone, and why.
#[derive(Debug, Default)]
pub(crate) struct Absent {
    /// By table whose first column holds the id.
    rows: BTreeMap<(&'static str, i64), RowState>,
    /// Persons whose consent is withdrawn: no row that names them stays.
    withdrawn: BTreeSet<i64>,
}

impl Absent {
    /// What went with forgotten persons while files were read.
    pub(crate) fn new(gone: &Gone) -> Self {
        let rows = gone.iter().map(|&key| (key, RowState::Forgotten)).collect();
        Self { rows, withdrawn: BTreeSet::new() }
    }

    /// Why a row is not missed that an id refers to.
    pub(crate) fn why(&self, table: &'static str, id: i64) -> Option<RowState> {
        self.rows.get(&(table, id)).copied()
    }

    /// True when anything is gone.
    pub(crate) fn is_any(&self) -> bool {
        !self.rows.is_empty() || !self.withdrawn.is_empty()
    }

    /// Persons whose consent to be counted is withdrawn.
    pub(crate) fn withdrawn(&self) -> &BTreeSet<i64> {
        &self.withdrawn
    }

    /// Takes note of a row that goes, by the id that others refer to it by.
    fn add(&mut self, table: &'static Table, id: Option<i64>, why: RowState) {
        if let (Some(Kind::Id(_)), Some(id)) = (table.columns.first().map(|own| own.kind), id) {
            self.rows.entry((table.name, id)).or_insert(why);
        }
    }

    /// A table without the rows of what is gone, and without those that cannot be without it; their state says why.
    pub(crate) fn leave(
        &mut self,
        table: &'static Table,
        mut frame: DataFrame,
        files: &mut [FileRows],
    ) -> PolarsResult<DataFrame> {
        if self.rows.is_empty() && self.withdrawn.is_empty() {
            return Ok(frame);
        }
        let mut why: Vec<Option<RowState>> = vec![None; frame.height()];
        for column in table.columns {
            let (Kind::Id(entity) | Kind::Reference(entity, _)) = column.kind else { continue };
            let ids: Vec<Option<i64>> = frame.column(column.name)?.i64()?.iter().collect();
            let is_own = column.name == table.columns[0].name;
            let of = |id: i64| match column.kind {
                Kind::Reference(_, target) => self.why(target, id),
                _ if is_own => self.why(table.name, id),
                _ => None,
            };
            let mut emptied = false;
            for (why, id) in why.iter_mut().zip(&ids) {
                let Some(id) = *id else { continue };
                let is_withdrawn = entity == Entity::Person && self.withdrawn.contains(&id);
                let reason = if is_withdrawn { Some(RowState::Withdrawn) } else { of(id) };
                if column.required || is_withdrawn {
                    *why = why.or(reason);
                } else {
                    emptied |= reason.is_some();
                }
            }
            if emptied {
                let left: Int64Chunked =
                    ids.into_iter().map(|id| id.filter(|id| of(*id).is_none())).collect();
                frame.with_column(left.into_column().with_name(column.name.into()))?;
            }
        }
        self.without(table, frame, &why, files)
    }

    /// People whose consent to be counted is withdrawn go with all that names them.
    pub(crate) fn withdraw(
        &mut self,
        table: &'static Table,
        frame: DataFrame,
        files: &mut [FileRows],
    ) -> PolarsResult<DataFrame> {
        let ids = frame.column("person_id")?.i64()?.clone();
        let consents = to_be_counted(&frame)?;
        let refused = ids.iter().zip(consents).filter(|(_, ok)| *ok == Some(false));
        self.withdrawn = refused.filter_map(|(id, _)| id).collect();
        if self.withdrawn.is_empty() {
            return Ok(frame);
        }
        let is_withdrawn = |id: Option<i64>| id.is_some_and(|id| self.withdrawn.contains(&id));
        let why: Vec<_> =
            ids.iter().map(|id| is_withdrawn(id).then_some(RowState::Withdrawn)).collect();
        self.without(table, frame, &why, files)
    }

    /// Rows that an export deletes, and no later one brings back.
    pub(crate) fn delete(
        &mut self,
        table: &'static Table,
        deleted: &DataFrame,
        left: &DataFrame,
        files: &mut [FileRows],
    ) -> PolarsResult<()> {
        if deleted.height() == 0 {
            return Ok(());
        }
        let own = table.columns[0].name;
        let Ok(ids) = deleted.column(own)?.i64() else { return Ok(()) };
        // Somebody who has two parts in the program is there as long as one of them is.
        let left: BTreeSet<i64> = left.column(own)?.i64()?.iter().flatten().collect();
        for (id, row) in ids.iter().zip(deleted.column(ROW)?.i64()?.into_no_null_iter()) {
            set(files, row, RowState::Deleted);
            if id.is_some_and(|id| !left.contains(&id)) {
                self.add(table, id, RowState::Deleted);
            }
        }
        Ok(())
    }

    fn without(
        &mut self,
        table: &'static Table,
        frame: DataFrame,
        why: &[Option<RowState>],
        files: &mut [FileRows],
    ) -> PolarsResult<DataFrame> {
        if why.iter().all(Option::is_none) {
            return Ok(frame);
        }
        let own = frame.column(table.columns[0].name)?.i64().cloned().unwrap_or_default();
        let ids = own.iter().chain(std::iter::repeat(None));
        let rows = frame.column(ROW)?.i64()?.clone();
        for ((why, row), id) in why.iter().zip(rows.into_no_null_iter()).zip(ids) {
            if let Some(why) = *why {
                set(files, row, why);
                self.add(table, id, why);
            }
        }
        let stays: BooleanChunked = why.iter().map(|why| Some(why.is_none())).collect();
        frame.filter(&stays)
    }
}

/// Says what became of a row.
pub(crate) fn set(files: &mut [FileRows], packed: i64, state: RowState) {
    let row = RowId::unpacked(packed);
    files[row.file as usize].states[row.ordinal as usize] = state;
}
