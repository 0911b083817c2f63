//! Parquet files.

use std::fmt::Write as _;
use std::fs::File;
use std::path::Path;

use ::parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use arrow::array::{Array, AsArray as _};
use arrow::datatypes::{DataType, Float32Type, Float64Type};
use arrow::util::display::{ArrayFormatter, FormatOptions};

use super::error::Unreadable;
use super::format::{Opened, ReadOptions, Rows, SourceFormat};
use super::row::Row;

/// Parquet files.
pub(super) const PARQUET: SourceFormat = SourceFormat {
    name: "parquet",
    about: "a Parquet file, without compression or with one that this build can undo",
    extensions: &["parquet", "pq"],
    recognises: |head| head.starts_with(b"PAR1"),
    open,
};

/// Rows that are decoded at once.
const ROWS: usize = 1024;

/// Rows of a Parquet file, decoded some hundreds at a time.
struct ParquetRows {
    batches: ParquetRecordBatchReader,
    columns: Vec<TextColumn>,
    /// Row of the decoded ones that comes next, and their number.
    at: usize,
    rows: usize,
    number: u64,
}

/// A column as texts: one text, and where each cell ends in it.
struct TextColumn {
    text: String,
    ends: Vec<usize>,
}

fn open(path: &Path, _: &ReadOptions) -> Result<Opened, Unreadable> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(path)?).map_err(damaged)?;
    let mut header = Row::default();
    header.clear(0);
    for field in builder.schema().fields() {
        header.cell(field.name());
    }
    let batches = builder.with_batch_size(ROWS).build().map_err(damaged)?;
    let rows = ParquetRows { batches, columns: Vec::new(), at: 0, rows: 0, number: 0 };
    Ok(Opened { header, sheet: None, rows: Box::new(rows) })
}

impl Rows for ParquetRows {
    fn next_row(&mut self, row: &mut Row) -> Result<bool, Unreadable> {
        while self.at == self.rows {
            let Some(batch) = self.batches.next() else { return Ok(false) };
            let batch = batch.map_err(damaged)?;
            self.columns =
                batch.columns().iter().map(|array| texts(array)).collect::<Result<_, _>>()?;
            (self.at, self.rows) = (0, batch.num_rows());
        }
        self.number += 1;
        row.clear(self.number);
        for column in &self.columns {
            let begin = if self.at == 0 { 0 } else { column.ends[self.at - 1] };
            row.cell(&column.text[begin..column.ends[self.at]]);
        }
        self.at += 1;
        Ok(true)
    }
}

fn texts(array: &dyn Array) -> Result<TextColumn, Unreadable> {
    let mut column = TextColumn { text: String::new(), ends: Vec::with_capacity(array.len()) };
    let options = FormatOptions::new().with_display_error(true);
    let cells = ArrayFormatter::try_new(array, &options).map_err(damaged)?;
    for at in 0..array.len() {
        let text = &mut column.text;
        // A number that is whole is written as in every other format, without `.0`.
        match array.data_type() {
            _ if array.is_null(at) => {}
            DataType::Float64 => {
                text.push_str(&super::row::shortest(array.as_primitive::<Float64Type>().value(at)));
            }
            DataType::Float32 => {
                write!(text, "{}", array.as_primitive::<Float32Type>().value(at))
                    .map_err(damaged)?;
            }
            DataType::Timestamp(..) => {
                write!(text, "{}", cells.value(at)).map_err(damaged)?;
                if text.ends_with("T00:00:00") {
                    text.truncate(text.len() - "T00:00:00".len());
                }
            }
            _ => write!(text, "{}", cells.value(at)).map_err(damaged)?,
        }
        column.ends.push(text.len());
    }
    Ok(column)
}

fn damaged(error: impl std::fmt::Display) -> Unreadable {
    let why = error.to_string();
    if why.contains("Disabled feature at compile time") {
        return Unreadable::Foreign {
            what: "a Parquet file with a compression that is not supported",
            hint: "write it with the compression zstd or none",
        };
    }
    Unreadable::Damaged { why: why.lines().next().unwrap_or_default().to_owned() }
}

#[cfg(test)]
mod tests;
