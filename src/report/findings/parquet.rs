//! Findings as Parquet.

use std::sync::Arc;

use arrow::array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field as Column, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use super::fields::{FIELDS, Value};
use crate::inference::Finding;

/// Findings as Parquet: texts, 64-bit integers and floats, compressed with Zstandard. The same findings give the same bytes.
///
/// # Errors
///
/// [`ParquetError`] for more than 2³¹ bytes of text in one column.
pub fn findings_parquet(findings: &[Finding]) -> Result<Vec<u8>, ParquetError> {
    let columns = FIELDS.iter().map(|field| {
        let (kind, nullable) = kind(field.value);
        Column::new(field.name, kind, nullable)
    });
    let schema = Arc::new(Schema::new(columns.collect::<Vec<_>>()));
    let arrays =
        FIELDS.iter().map(|field| array(field.value, findings)).collect::<Result<Vec<_>, _>>()?;
    let batch = RecordBatch::try_new(Arc::clone(&schema), arrays)?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_created_by("mentorlens".to_owned())
        .build();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, schema, Some(properties))?;
    writer.write(&batch)?;
    writer.close()?;
    Ok(bytes)
}

/// Type of a column, and whether it may be null.
fn kind(value: Value) -> (DataType, bool) {
    match value {
        Value::Text(_) => (DataType::Utf8, false),
        Value::MaybeText(_) => (DataType::Utf8, true),
        Value::MaybeCount(_) => (DataType::Int64, true),
        Value::Number(_) => (DataType::Float64, false),
        Value::MaybeNumber(_) => (DataType::Float64, true),
    }
}

fn array(value: Value, findings: &[Finding]) -> Result<ArrayRef, ParquetError> {
    Ok(match value {
        Value::Text(get) => {
            Arc::new(findings.iter().map(|of| Some(get(of))).collect::<StringArray>())
        }
        Value::MaybeText(get) => Arc::new(findings.iter().map(get).collect::<StringArray>()),
        Value::MaybeCount(get) => {
            let counts = findings.iter().map(|of| get(of).map(i64::try_from).transpose());
            Arc::new(counts.collect::<Result<Int64Array, _>>()?)
        }
        Value::Number(get) => {
            Arc::new(findings.iter().map(|of| Some(get(of))).collect::<Float64Array>())
        }
        Value::MaybeNumber(get) => Arc::new(findings.iter().map(get).collect::<Float64Array>()),
    })
}
