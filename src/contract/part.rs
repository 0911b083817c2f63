//! What one file gave, by itself: it can be kept and taken in again, as long as nothing that made it changes.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use polars::prelude::*;

use crate::plan::{Plan, Source};
use crate::sources::CellProblem;

use super::builder::ROW;
use super::described::Described;
use super::forms::ANSWERS;
use super::intake::{Gone, RowState};
use super::links::Claim;
use super::table::Entity;
use super::violation::{RowId, Violation};

/// The rows of one file, typed and checked one by one; what concerns several files comes after.
///
/// Invariant: a function of the file's name and bytes, of [`shape`], the key of the ids, and who is forgotten.
#[derive(Debug, Clone)]
pub struct Part {
    /// Table name → rows, with the place of each among the file's rows in a hidden column.
    pub tables: Vec<(&'static str, DataFrame)>,
    /// What is wrong with the file and its rows.
    pub violations: Vec<Violation>,
    /// What became of each row so far.
    pub states: Vec<RowState>,
    /// Table that the rows fill, and its columns that the source has a place for.
    pub given: (&'static str, BTreeSet<&'static str>),
    /// Which raw id has which keyed one, sorted.
    pub ids: Vec<(Entity, i64, Box<str>)>,
    /// Names of persons by their keyed ids, in the order of the rows.
    pub names: Vec<(i64, Box<str>)>,
    pub(crate) gone: Gone,
    /// Who is who, as a crosswalk says; such a file is always read.
    pub(crate) claims: Vec<Claim>,
    /// What rows say of persons besides their ids, when it is asked for.
    pub(crate) described: Vec<Described>,
}

impl Part {
    /// A part from what was kept of it.
    pub fn of(
        tables: Vec<(&'static str, DataFrame)>,
        violations: Vec<Violation>,
        states: Vec<RowState>,
        given: (&'static str, BTreeSet<&'static str>),
        ids: Vec<(Entity, i64, Box<str>)>,
        names: Vec<(i64, Box<str>)>,
    ) -> Self {
        Self {
            tables,
            violations,
            states,
            given,
            ids,
            names,
            gone: Gone::default(),
            claims: Vec::new(),
            described: Vec::new(),
        }
    }

    /// Notes what the reader had to say about cells.
    pub fn note(&mut self, source: &Source, problems: Vec<CellProblem>) {
        self.violations.extend(problems.into_iter().map(|problem| Violation {
            column: problem.column,
            ..Violation::of_file(
                problem.rule,
                &source.id,
                &problem.origin.to_string(),
                problem.found,
                problem.allowed,
            )
        }));
    }
}

/// Everything in the plan that shapes what a file of a source gives by itself, as a text to be hashed.
///
/// The name of the column with folded answers is in it: an earlier version kept a row for each answer.
/// Titles, targets and the like are not in it: when they change, no file is read again.
pub fn shape(plan: &Plan, source: &Source) -> String {
    let mut text = format!("{ANSWERS} {} {source:?}", plan.program.id);
    for term in &plan.terms {
        let _ = write!(text, " {} {} {}", term.id, term.starts_on, term.ends_on);
    }
    let instrument = source.instrument.as_ref();
    let instrument = instrument.and_then(|id| plan.instruments.iter().find(|form| form.id == *id));
    let _ = write!(text, " {instrument:?} {:?} {:?}", plan.analysis.as_of, plan.identity);
    if !source.codes.is_empty() {
        let _ = write!(text, " {:?}", plan.themes);
    }
    if source.table == "outcomes" {
        let _ = write!(text, " {:?}", plan.outcomes);
    }
    text
}

/// Rows of a part as rows of the file with a number.
pub(super) fn numbered(mut frame: DataFrame, file: u32) -> DataFrame {
    let first = RowId { file, ordinal: 0 }.packed();
    let rows = frame.column(ROW).and_then(|rows| rows.i64()).expect("a part's rows have a place");
    let rows = rows.apply_values(|row| row + first).into_column().with_name(ROW.into());
    frame.with_column(rows).expect("a column takes the place of one of its length");
    frame
}

/// Files follow one another.
pub(super) fn stacked(frames: Vec<DataFrame>) -> PolarsResult<Option<DataFrame>> {
    let mut frames = frames.into_iter();
    let Some(mut all) = frames.next() else { return Ok(None) };
    for frame in frames {
        all.vstack_mut_owned(frame)?;
    }
    Ok(Some(all))
}
