//! What concerns several rows: later exports win, references resolve, items become scale scores.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use ahash::AHashSet;
use polars::prelude::*;

use super::absent::{self, Absent};
use super::builder::{ROW, TableBuilder};
use super::consent::Consent;
use super::duplicates;
use super::file_rows::FileRows;
use super::forms::{self, Items, Piece};
use super::identity::IdBook;
use super::intake::{Intake, RowState};
use super::latest::{Conflict, is_deletion, latest};
use super::part::stacked;
use super::scores;
use super::table::{Entity, Kind, Table};
use super::tables::{FROM_PLAN, TABLES};
use super::themes;
use super::violation::{RowId, Rule, Severity, Violation};
use crate::machine::{Phase, stopwatch};
use crate::plan::Duplicates;

/// Everything that was read, typed, checked and scored.
#[derive(Debug)]
pub struct Checked {
    /// The rows of every table that sources fill; a large table stands in several pieces, one after the other.
    pub tables: Vec<Piece>,
    /// All violations; those of several rows still lack their position, see [`Checked::unplaced`].
    pub violations: Vec<Violation>,
    /// What became of each row of each file.
    pub files: Vec<FileRows>,
    /// Which raw id has which keyed one.
    pub ids: IdBook,
    /// Names of those who are in `people`, by their keyed ids: for the vault.
    pub names: BTreeMap<i64, Box<str>>,
    /// Newest day in the data, in days since 1970-01-01.
    pub newest_day: Option<i64>,
}

impl Intake<'_> {
    /// Checks what concerns several rows and gives the tables.
    ///
    /// # Errors
    ///
    /// An error of the frame engine, which would be a mistake of ours.
    pub fn finish(mut self) -> PolarsResult<Checked> {
        let _timed = stopwatch(Phase::Compare);
        self.settle();
        let mut tables: Vec<(&'static str, DataFrame)> = Vec::new();
        let mut replaced = BTreeSet::new();
        let mut violations = std::mem::take(&mut self.violations);
        let mut late = Vec::new();
        let mut absent = Absent::new(&self.gone);
        let mut consent = Consent::default();
        let items = Arc::new(Items::of(self.plan));
        for table in TABLES.iter().copied().filter(|table| is_of_sources(table)) {
            let frame = match stacked(self.tables.remove(table.name).unwrap_or_default())? {
                Some(frame) => frame,
                None => TableBuilder::new(table).finish(&self.plan.program.id)?,
            };
            let frame = self.matched(table, frame, &tables)?;
            let frame = absent.leave(table, frame, &mut self.files)?;
            let frame = if table.name == "codes" { self.themes(frame, &tables)? } else { frame };
            // First references, then repetitions: a row that is set aside takes no good one with it.
            let frame = self.resolved(table, frame, &tables, &mut late)?;
            if table.name == "responses" {
                replaced = duplicates::replaced(self.plan, &items, &self.files, &frame)?;
                late.extend(replaced.iter().map(|&row| self.second_form(row)));
            }
            let frame = match table.name {
                "responses" | "comments" | "codes" if !replaced.is_empty() => {
                    without(&frame, &replaced)?
                }
                _ => frame,
            };
            let latest = if forms::is_folded(table) {
                items.latest(table, frame, &self.files)?
            } else {
                latest(table, frame, &self.files)?
            };
            late.extend(latest.repeated.iter().map(|&row| self.repeated(table, row)));
            late.extend(latest.conflicts.iter().map(|conflict| self.conflicting(table, conflict)));
            for &row in &latest.duplicates {
                absent::set(&mut self.files, row, RowState::Duplicate);
            }
            absent.delete(table, &latest.deleted, &latest.frame, &mut self.files)?;
            let frame = match table.name {
                "people" => {
                    let people = absent.withdraw(table, latest.frame, &mut self.files)?;
                    consent.read(&people)?;
                    people
                }
                "comments" => consent.of_comments(latest.frame)?,
                _ => latest.frame,
            };
            tables.push((table.name, frame));
        }
        violations.retain(|violation| !violation.row.is_some_and(|row| self.is_forgotten(row)));
        violations.extend(once_each(late));
        for violation in violations.iter().filter(|violation| violation.severity == Severity::Error)
        {
            if let Some(row) = violation.row {
                self.files[row.file as usize].states[row.ordinal as usize] = RowState::Quarantined;
            }
        }
        for (_, frame) in &tables {
            for row in frame.column(ROW)?.i64()?.into_no_null_iter() {
                absent::set(&mut self.files, row, RowState::Kept);
            }
        }
        self.leave_cells_of_withdrawn(&absent, &mut violations);
        if absent.is_any() {
            // Whoever is gone is gone from the vault as well; an id that others share stays for them.
            self.ids.keep(&used(&tables)?);
        }
        self.names.retain(|id, _| consent.knows(*id));
        let newest_day = newest(&tables)?;
        let responses = tables.iter().find(|(name, _)| *name == "responses");
        let scores = responses.map(|(_, frame)| scores::score(self.plan, frame)).transpose()?;
        tables.extend(scores.map(|scores| ("scores", scores)));
        let mut pieces = Vec::new();
        for (name, frame) in tables {
            pieces.extend(split(&frame)?.iter().map(|frame| Piece::new(name, frame, &items)));
        }
        Ok(Checked {
            tables: pieces,
            violations,
            files: self.files,
            ids: self.ids,
            names: self.names,
            newest_day,
        })
    }

    /// The themes of the open answers as they are: those that people gave, and those that words name.
    fn themes(
        &self,
        given: DataFrame,
        tables: &[(&'static str, DataFrame)],
    ) -> PolarsResult<DataFrame> {
        let Some((_, comments)) = tables.iter().find(|(name, _)| *name == "comments") else {
            return Ok(given);
        };
        let is_of_answers = |row: i64| {
            let file = &self.files[RowId::unpacked(row).file as usize];
            self.plan.sources[file.source].table != "codes"
        };
        let given = themes::current(&given, comments, is_of_answers)?;
        stacked(vec![given, themes::named(self.plan, comments)?])
            .map(|all| all.expect("two frames make one"))
    }

    /// True when a row turned out to be about somebody who is forgotten.
    fn is_forgotten(&self, row: RowId) -> bool {
        let states = &self.files[row.file as usize].states;
        states.get(row.ordinal as usize) == Some(&RowState::Forgotten)
    }

    /// A form that another one of the same person in the same wave replaces.
    fn second_form(&self, row: i64) -> Violation {
        let kept = match self.plan.identity.duplicates {
            Duplicates::Last => "last",
            Duplicates::First => "first",
            Duplicates::MostComplete => "most complete",
        };
        let found = "a second form of the same person in the same wave".to_owned();
        let allowed = format!("one; the {kept} one was kept");
        self.late("duplicate_answers", Severity::Note, row, None, found, allowed)
    }

    /// A file row that another row of the same file repeats.
    fn repeated(&self, table: &Table, row: i64) -> Violation {
        let found = format!("a second row with the same {}", table.key.join(", "));
        self.late("duplicate_row", Severity::Note, row, None, found, "one row".to_owned())
    }

    /// A cell that another export of the same day says differently.
    fn conflicting(&self, table: &Table, conflict: &Conflict) -> Violation {
        let column =
            table.column(conflict.column).expect("conflicts are about the table's columns");
        let severity = if column.required { Severity::Error } else { Severity::Warning };
        let other = &self.files[RowId::unpacked(conflict.other).file as usize].name;
        let found = format!("another value than in `{other}`, an export of the same day");
        let allowed = "one value for one row".to_owned();
        self.late("same_day", severity, conflict.row, Some(conflict.column), found, allowed)
    }

    /// Sets rows aside, or empties cells, whose ids refer to nothing.
    fn resolved(
        &self,
        table: &Table,
        mut frame: DataFrame,
        earlier: &[(&'static str, DataFrame)],
        violations: &mut Vec<Violation>,
    ) -> PolarsResult<DataFrame> {
        for column in table.columns {
            let Kind::Reference(_, target) = column.kind else { continue };
            if !self.plan.sources.iter().any(|source| source.table == target)
                && target != "comments"
            {
                continue;
            }
            let Some((_, known)) = earlier.iter().find(|(name, _)| *name == target) else {
                continue;
            };
            let key = super::tables::table(target)
                .expect("references name tables of the contract")
                .key[0];
            let known: AHashSet<i64> = known.column(key)?.i64()?.into_no_null_iter().collect();
            let found = frame.column(column.name)?.i64()?.clone();
            let is_known = |id: i64| known.contains(&id);
            // Nearly always every id is known, and there is nothing to set aside or to say.
            if found.iter().flatten().all(is_known) {
                continue;
            }
            if column.loose {
                violations.extend(self.unlinked(table, column.name, &frame, &is_known)?);
            }
            let rows = frame.column(ROW)?.i64()?.clone();
            let resolves: BooleanChunked = found
                .iter()
                .zip(rows.clone().into_no_null_iter())
                .map(|(id, row)| {
                    let is_there = id.is_none_or(is_known) || column.loose;
                    // What is to be deleted need not be there.
                    Some(is_there || is_deletion(&self.files, row))
                })
                .collect();
            let severity = if column.required { Severity::Error } else { Severity::Warning };
            let lost: BTreeMap<i64, i64> = rows
                .into_no_null_iter()
                .zip(found.iter())
                .zip(resolves.iter())
                .filter(|(_, ok)| *ok == Some(false))
                .map(|((row, id), _)| (row, id.unwrap_or_default()))
                .collect();
            for (row, id) in lost {
                let text = self.unknown(target, id);
                violations.push(self.late(
                    "unknown_reference",
                    severity,
                    row,
                    Some(column.name),
                    text,
                    format!("an id of `{target}`"),
                ));
            }
            if column.required {
                frame = frame.filter(&resolves)?;
            } else {
                let emptied: Int64Chunked =
                    found.iter().map(|id| id.filter(|id| known.contains(id))).collect();
                frame.with_column(emptied.into_column().with_name(column.name.into()))?;
            }
        }
        Ok(frame)
    }

    /// Answers of persons whom no roster knows, each person once in a file. A file whose rows are numbered names nobody.
    fn unlinked(
        &self,
        table: &Table,
        column: &'static str,
        frame: &DataFrame,
        is_known: &dyn Fn(i64) -> bool,
    ) -> PolarsResult<Vec<Violation>> {
        let mut said = BTreeSet::new();
        let mut violations = Vec::new();
        let ids = frame.column(column)?.i64()?;
        for (id, row) in ids.iter().zip(frame.column(ROW)?.i64()?.into_no_null_iter()) {
            if id.is_none_or(is_known) {
                continue;
            }
            let file = RowId::unpacked(row).file;
            let source = &self.plan.sources[self.files[file as usize].source];
            // Open answers stand in the rows of their survey, which says so already.
            let is_named = source.table == table.name
                && (source.numbered.is_none()
                    || source.numbered.as_ref() != source.columns.get(column));
            if id.is_some_and(|id| !is_known(id) && is_named && said.insert((file, id))) {
                let found = "an id that `people` does not have".to_owned();
                let allowed = "an id of `people`".to_owned();
                let (rule, severity) = ("unlinked_person", Severity::Note);
                violations.push(self.late(rule, severity, row, Some(column), found, allowed));
            }
        }
        Ok(violations)
    }

    fn late(
        &self,
        rule: &str,
        severity: Severity,
        row: i64,
        column: Option<&str>,
        found: String,
        allowed: String,
    ) -> Violation {
        let row = RowId::unpacked(row);
        let source = self.files[row.file as usize].source;
        Violation {
            rule: Rule::named(rule),
            severity,
            source: self.plan.sources[source].id.clone(),
            position: String::new(),
            column: column.map(str::to_owned),
            found,
            allowed,
            row: Some(row),
            cells: None,
        }
    }
}

/// True for tables that are filled from files.
fn is_of_sources(table: &Table) -> bool {
    !FROM_PLAN.contains(&table.name) && table.name != "scores"
}

/// Rows after which a piece of a table ends with the next file: so much is written anew when a file comes or changes, and a
/// folder of many small exports does not become a folder of many small files.
const ROWS_OF_A_PIECE: usize = 1 << 16;

/// A table in pieces that end where a file ends.
fn split(frame: &DataFrame) -> PolarsResult<Vec<DataFrame>> {
    let rows: Vec<i64> = frame.column(ROW)?.i64()?.into_no_null_iter().collect();
    let file = |at: usize| RowId::unpacked(rows[at]).file;
    let mut pieces = Vec::new();
    let (mut start, mut height) = (0, 0);
    for (at, stands_for) in forms::rows_of(frame).into_iter().enumerate() {
        if height >= ROWS_OF_A_PIECE && file(at) != file(at - 1) {
            pieces.push(forms::sliced(frame, start, at));
            (start, height) = (at, 0);
        }
        height += stands_for;
    }
    pieces.push(forms::sliced(frame, start, rows.len()));
    Ok(pieces)
}

/// A table without rows that come from these rows of files.
fn without(frame: &DataFrame, rows: &BTreeSet<i64>) -> PolarsResult<DataFrame> {
    let stays: BooleanChunked = frame
        .column(ROW)?
        .i64()?
        .into_no_null_iter()
        .map(|row| Some(!rows.contains(&row)))
        .collect();
    frame.filter(&stays)
}

/// A file row may fill rows of several tables; what is wrong with it is said once.
fn once_each(violations: Vec<Violation>) -> impl Iterator<Item = Violation> {
    let mut seen = BTreeSet::new();
    violations.into_iter().filter(move |violation| {
        seen.insert((violation.row, violation.rule.id, violation.column.clone()))
    })
}

/// Every id that a table holds.
fn used(tables: &[(&'static str, DataFrame)]) -> PolarsResult<HashSet<(Entity, i64)>> {
    let mut used = HashSet::new();
    for (name, frame) in tables {
        let table = super::tables::table(name).expect("frames are made for tables of the contract");
        for column in table.columns {
            if let Kind::Id(entity) | Kind::Reference(entity, _) = column.kind {
                let ids = frame.column(column.name)?.i64()?;
                used.extend(ids.iter().flatten().map(|id| (entity, id)));
            }
        }
    }
    Ok(used)
}

/// Newest day of all dates that lie in the past by their nature.
fn newest(tables: &[(&'static str, DataFrame)]) -> PolarsResult<Option<i64>> {
    let mut newest = None;
    for (name, frame) in tables {
        let table = super::tables::table(name).expect("frames are made for tables of the contract");
        for column in table.columns.iter().filter(|column| !column.future) {
            if let Some(twin) = column.day_twin() {
                newest = newest.max(frame.column(&twin)?.i64()?.max());
            }
        }
    }
    Ok(newest)
}
