//! The answers of a form in one cell: a large survey is most of a program's data, and its answers share all but item, value
//! and state.
//!
//! Until it is written, a row of `responses` is a row of a file, with all its answers in a hidden column; so a form takes part
//! in what concerns several rows once, and not for each of its questions. [`Piece::batches`] unfolds it into the table's rows.

mod cell;
mod items;
mod piece;
#[cfg(test)]
mod tests;

pub(super) use cell::{Answer, Folder, Packed};
pub(super) use items::Items;
pub use piece::Piece;
pub(super) use piece::{rows_of, sliced};

use super::table::Table;

/// Table whose rows are folded.
const FOLDED: &str = "responses";

/// Hidden column that holds the answers of a row.
pub(super) const ANSWERS: &str = "__answers";

/// Columns that are an answer's own, and not its form's.
const OWN: &[&str] = &["item", "value", "state"];

/// True when a table's rows are folded.
pub(super) fn is_folded(table: &Table) -> bool {
    table.name == FOLDED
}

/// True for a column that a folded row has no cell for.
pub(super) fn is_within(table: &Table, column: &str) -> bool {
    is_folded(table) && OWN.contains(&column)
}
