//! A file's rows, compressed: distinct rows of the columns that the design uses, with their counts.

use std::collections::BTreeMap;

use super::PLACES;
use super::columns::Columns;
use super::forms::forms;
use crate::cli::StatArgs;
use crate::contract::{described, number};
use crate::inference::Design;
use crate::measures::{Cells, Slice, Values};

/// Texts that statistics programs write for a missing value.
const MISSING: &[&str] = &["", "NA", "N/A", "NaN", "nan", "."];

/// Setting that names a `cause` which is none: the spell had not ended when it was last seen.
pub(super) const CENSORED: &str = "censored";

/// Cells of one row; numbers in one form, so that `4` and `4.0` are the same.
pub(super) type Row = Vec<Option<String>>;

/// Distinct rows with their counts, by level.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: BTreeMap<(Option<String>, Row), u64>,
    problems: Vec<String>,
    n_problems: u64,
    /// A decimal mark with which a cell would have been a number.
    other_mark: Option<char>,
}

impl Table {
    /// Counts one row of the file.
    pub(super) fn take<'c>(
        &mut self,
        columns: &Columns,
        decimal: char,
        cell: impl Fn(usize) -> &'c str,
        origin: impl Fn(usize) -> String,
    ) {
        let mut row = Row::with_capacity(columns.used.len());
        for column in &columns.used {
            let text = cell(column.at);
            row.push(if MISSING.contains(&text) {
                None
            } else if !column.is_number {
                Some(text.to_owned())
            } else if let Some(number) = number(text, decimal) {
                Some(number.to_string())
            } else {
                self.n_problems += 1;
                let other = if decimal == '.' { ',' } else { '.' };
                if text.contains(other) && number(text, other).is_some() {
                    self.other_mark = Some(other);
                }
                if self.problems.len() < PLACES {
                    self.problems.push(format!(
                        "{}: `{}` is {}, allowed: a number",
                        origin(column.at),
                        column.name,
                        described(text, false)
                    ));
                }
                None
            });
        }
        let level = columns.by.map(|at| cell(at).to_owned()).filter(|level| !level.is_empty());
        *self.rows.entry((level, row)).or_insert(0) += 1;
    }

    /// What the reader must know about the rows.
    pub(super) fn warnings(&self, by: Option<&str>) -> Vec<String> {
        let listed = self.problems.iter();
        let mut warnings: Vec<String> =
            listed.map(|problem| format!("warning: {problem}; treated as missing")).collect();
        if self.n_problems > PLACES as u64 {
            warnings.push(format!(
                "warning: {} cells are no numbers, the first {PLACES} are listed",
                self.n_problems
            ));
        }
        if let Some(mark) = self.other_mark {
            warnings.push(format!("hint: if `{mark}` is the decimal mark, say --decimal '{mark}'"));
        }
        let nowhere: u64 =
            self.rows.iter().filter(|((of, _), _)| of.is_none()).map(|(_, n)| n).sum();
        if let Some(by) = by.filter(|_| nowhere > 0) {
            warnings.push(format!(
                "note: rows without `{by}` are in the overall answer only: {nowhere}"
            ));
        }
        warnings
    }

    /// The overall slice, then one per level.
    pub(super) fn slices(
        &self,
        columns: &Columns,
        question: &StatArgs,
        design: &Design,
    ) -> anyhow::Result<Vec<Slice>> {
        let mut levels: Vec<Option<&String>> = vec![None];
        if columns.by.is_some() {
            let mut found: Vec<&String> =
                self.rows.keys().filter_map(|(level, _)| level.as_ref()).collect();
            found.dedup();
            levels.extend(found.into_iter().map(Some));
        }
        let slice = |level: Option<&String>| {
            let rows: Vec<(Option<&str>, &Row, u64)> = self
                .rows
                .iter()
                .filter(|((of, _), _)| level.is_none() || of.as_ref() == level)
                .map(|((of, row), n)| (of.as_deref(), row, *n))
                .collect();
            let cells = if design.name == "items" {
                forms(columns, &rows)?
            } else {
                cells(columns, question, &rows)
            };
            let all = || "all".to_owned();
            Ok(Slice {
                subject: None,
                term_id: all(),
                dimension: level.and(question.by.clone()).unwrap_or_else(all),
                level: level.cloned().unwrap_or_else(all),
                cells,
            })
        };
        levels.into_iter().map(slice).collect()
    }
}

fn cells(columns: &Columns, question: &StatArgs, rows: &[(Option<&str>, &Row, u64)]) -> Cells {
    let named = columns.used.iter().enumerate().map(|(at, column)| {
        let texts = rows.iter().map(|(_, row, _)| row[at].as_ref());
        let values = if column.is_number {
            let numbers = texts.map(|text| text.and_then(|text| text.parse().ok()));
            Values::Numbers(numbers.collect())
        } else {
            let is_censored = |text: &&String| {
                let settings = question.settings.iter().filter_map(|one| one.split_once('='));
                column.name == "cause"
                    && settings
                        .into_iter()
                        .any(|(key, value)| key.trim() == CENSORED && value.trim() == text.as_str())
            };
            Values::Texts(
                texts.map(|text| text.filter(|text| !is_censored(text)).cloned()).collect(),
            )
        };
        (column.name.clone(), values)
    });
    Cells::new(named.collect(), rows.iter().map(|(.., n)| *n).collect())
}
