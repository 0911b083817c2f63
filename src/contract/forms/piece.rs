//! A piece of a table, unfolded in batches when it is written.

use std::sync::Arc;

use polars::prelude::*;

use super::ANSWERS;
use super::cell::Packed;
use super::items::Items;
use crate::contract::builder::ROW;

/// Answers that are unfolded at a time, and make up a row group of the file.
const ANSWERS_OF_A_BATCH: usize = 1 << 18;

/// Rows of a table on their way into the warehouse.
#[derive(Debug)]
pub struct Piece {
    /// Table.
    pub table: &'static str,
    /// Rows, answers folded.
    frame: DataFrame,
    items: Arc<Items>,
}

impl Piece {
    /// Rows without their place among the rows of files.
    pub(in crate::contract) fn new(
        table: &'static str,
        frame: &DataFrame,
        items: &Arc<Items>,
    ) -> Self {
        let frame = frame.drop(ROW).unwrap_or_else(|_| frame.clone());
        Self { table, frame, items: Arc::clone(items) }
    }

    /// Number of rows.
    pub fn height(&self) -> usize {
        rows_of(&self.frame).iter().sum()
    }

    /// The rows in batches, of which a large survey has several.
    pub fn batches(&self) -> impl Iterator<Item = PolarsResult<DataFrame>> {
        let is_folded = self.frame.column(ANSWERS).is_ok();
        let sizes = if is_folded { rows_of(&self.frame) } else { Vec::new() };
        let mut batches = Vec::new();
        let (mut start, mut answers) = (0, 0);
        for (at, size) in sizes.iter().enumerate() {
            answers += size;
            if answers >= ANSWERS_OF_A_BATCH {
                batches.push((start, at + 1));
                (start, answers) = (at + 1, 0);
            }
        }
        if start < self.frame.height() || batches.is_empty() {
            batches.push((start, self.frame.height()));
        }
        batches.into_iter().map(move |(start, end)| {
            let mut rows = sliced(&self.frame, start, end);
            if is_folded {
                return self.items.unfolded(&rows);
            }
            // The same bytes come out whether the rows were read just now or are those of an earlier run.
            rows.rechunk_mut();
            Ok(rows)
        })
    }
}

/// Rows of the table that each row of a frame stands for.
pub(in crate::contract) fn rows_of(frame: &DataFrame) -> Vec<usize> {
    match frame.column(ANSWERS).and_then(|cells| cells.binary()) {
        Ok(cells) => cells.iter().map(|cell| Packed::count(cell.unwrap_or_default())).collect(),
        Err(_) => vec![1; frame.height()],
    }
}

/// Rows from one to another.
pub(in crate::contract) fn sliced(frame: &DataFrame, start: usize, end: usize) -> DataFrame {
    let offset = i64::try_from(start).expect("a frame has fewer rows than that");
    frame.slice(offset, end - start)
}
