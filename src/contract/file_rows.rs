//! What became of the rows of one file, and what the file has a place for.

use std::collections::BTreeSet;

use super::intake::RowState;
use super::mapping::DERIVED;
use super::table::Table;

/// One file's rows.
#[derive(Debug)]
pub struct FileRows {
    /// Place of the source in the plan.
    pub source: usize,
    /// Name relative to the plan's folder.
    pub name: String,
    /// What became of each row.
    pub states: Vec<RowState>,
    /// Day of the export, where the plan or the file's name says it.
    pub(crate) day: Option<i64>,
    /// Table that the rows fill, and its columns that the source has a place for.
    pub(super) given: (&'static str, BTreeSet<&'static str>),
}

impl FileRows {
    /// True when the source says something about a column, be it that it is empty.
    pub(crate) fn gives(&self, table: &Table, column: &str) -> bool {
        let (filled, given) = &self.given;
        // Rows that are spread out or derived have all there is to say; so have columns beside the contract's own.
        if *filled != table.name || SPREAD.contains(filled) {
            return true;
        }
        let named = table.columns.iter().find(|found| {
            found.name == column || found.day_twin().is_some_and(|twin| twin == column)
        });
        match named {
            Some(named) => given.contains(named.name) || DERIVED.contains(&(*filled, named.name)),
            None if column == "term_id" => {
                given.contains("term_id") || table.dated_by.is_some_and(|date| given.contains(date))
            }
            None => true,
        }
    }
}

/// Tables of which a row of a file may fill several rows.
const SPREAD: &[&str] = &["responses", "outcomes", "attributes"];
