//! Any SQL over the warehouse, as text.

use std::borrow::Cow;
use std::sync::Arc;

use arrow::array::{Array as _, ArrayRef, AsArray as _, RecordBatch, StringArray};
use arrow::compute::cast;
use arrow::datatypes::DataType;

use super::MeasureError;
use super::engine::Engine;
use crate::contract::Purpose;
use crate::plan::Plan;
use crate::warehouse::{FORMULA, Snapshot};

/// Form of a query's result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A table for people.
    Table,
    /// Comma-separated values.
    Csv,
    /// One JSON array.
    Json,
    /// Parquet.
    Parquet,
}

/// Runs a query that only reads, and gives the result in a form.
///
/// # Errors
///
/// The engine's word on what is wrong with the query.
pub fn query(
    snapshot: &Snapshot,
    plan: &Plan,
    sql: &str,
    form: Form,
) -> Result<Vec<u8>, MeasureError> {
    written(&Engine::new(Some(snapshot), plan)?, sql, form)
}

/// The same over the rows of those who agreed to a purpose.
///
/// # Errors
///
/// As [`query`].
pub fn query_for(
    purpose: Purpose,
    snapshot: &Snapshot,
    plan: &Plan,
    sql: &str,
    form: Form,
) -> Result<Vec<u8>, MeasureError> {
    written(&Engine::narrowed(snapshot, plan, purpose)?, sql, form)
}

fn written(engine: &Engine, sql: &str, form: Form) -> Result<Vec<u8>, MeasureError> {
    let (schema, rows) = engine.rows("query", sql)?;
    let mut bytes = Vec::new();
    match form {
        Form::Table => {
            let empty = [RecordBatch::new_empty(schema)];
            let rows = if rows.is_empty() { &empty[..] } else { &rows[..] };
            bytes.extend(
                format!("{}\n", arrow::util::pretty::pretty_format_batches(rows)?).into_bytes(),
            );
        }
        Form::Csv => {
            let mut writer = arrow::csv::Writer::new(&mut bytes);
            for batch in &rows {
                writer.write(&without_formulas(batch)?)?;
            }
        }
        Form::Json => {
            let mut writer = arrow::json::ArrayWriter::new(&mut bytes);
            for batch in &rows {
                writer.write(batch)?;
            }
            writer.finish()?;
            drop(writer);
            if bytes.is_empty() {
                bytes.extend(b"[]");
            }
            bytes.push(b'\n');
        }
        Form::Parquet => {
            let mut writer = parquet::arrow::ArrowWriter::try_new(&mut bytes, schema, None)?;
            for batch in &rows {
                writer.write(batch)?;
            }
            writer.close()?;
        }
    }
    Ok(bytes)
}

/// Texts that a spreadsheet would take for a formula, with an apostrophe before them.
fn without_formulas(batch: &RecordBatch) -> Result<RecordBatch, MeasureError> {
    let safe = |column: &ArrayRef| -> Result<ArrayRef, MeasureError> {
        if !matches!(column.data_type(), DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
        {
            return Ok(column.clone());
        }
        let texts = cast(column, &DataType::Utf8)?;
        let safe = texts.as_string::<i32>().iter().map(|text| {
            text.map(|text| {
                if text.starts_with(FORMULA) {
                    Cow::Owned(format!("'{text}"))
                } else {
                    Cow::Borrowed(text)
                }
            })
        });
        Ok(Arc::new(safe.collect::<StringArray>()))
    };
    let columns: Vec<(&String, ArrayRef)> = (batch.schema_ref().fields().iter())
        .zip(batch.columns())
        .map(|(field, column)| Ok((field.name(), safe(column)?)))
        .collect::<Result<_, MeasureError>>()?;
    Ok(RecordBatch::try_from_iter_with_nullable(
        columns.into_iter().map(|(name, column)| (name, column, true)),
    )?)
}
