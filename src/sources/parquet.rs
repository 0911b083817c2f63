//! Parquet files.

use std::fmt::Write as _;
use std::fs::File;
use std::path::Path;

use ::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use arrow::array::{Array, AsArray as _};
use arrow::datatypes::{DataType, Float32Type, Float64Type};
use arrow::util::display::{ArrayFormatter, FormatOptions};

use super::apart::{self, Listener};
use super::error::Unreadable;
use super::format::{Form, SourceFormat};
use super::row::{Row, shortest};

/// Parquet files.
pub(super) const PARQUET: SourceFormat = SourceFormat {
    name: "parquet",
    about: "a Parquet file, without compression or with one that this build can undo",
    extensions: &["parquet", "pq"],
    evidence: "the mark `PAR1`",
    limits: "nested columns are read as text",
    form: Form::File {
        recognises: |head| head.starts_with(b"PAR1"),
        open: |path, _| {
            let path = path.to_owned();
            apart::open(move |listener| read(&path, listener))
        },
        parts: None,
    },
};

/// Rows that are decoded at once.
const ROWS: usize = 1024;

fn read(path: &Path, listener: &mut Listener) -> Result<(), Unreadable> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(path)?).map_err(damaged)?;
    let mut header = Row::default();
    for field in builder.schema().fields() {
        header.cell(field.name());
    }
    if !listener.header(None, header) {
        return Ok(());
    }
    let mut number = 0;
    for batch in builder.with_batch_size(ROWS).build().map_err(damaged)? {
        let batch = batch.map_err(damaged)?;
        let columns: Vec<TextColumn> =
            batch.columns().iter().map(|array| texts(array)).collect::<Result<_, _>>()?;
        for at in 0..batch.num_rows() {
            number += 1;
            let mut row = Row::default();
            row.clear(number);
            for column in &columns {
                row.cell(column.get(at));
            }
            if !listener.row(row) {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// A column as texts: one text, and where each cell ends in it.
struct TextColumn {
    text: String,
    ends: Vec<usize>,
}

impl TextColumn {
    fn get(&self, at: usize) -> &str {
        let begin = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.text[begin..self.ends[at]]
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
                text.push_str(&shortest(array.as_primitive::<Float64Type>().value(at)));
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
