//! Lines of cells as a Parquet file: numbers where all cells of a column are, else text.

use std::sync::Arc;

use arrow::array::{ArrayRef, Float64Array, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;

use super::dress::Lines;

pub(super) fn bytes(lines: &Lines) -> anyhow::Result<Vec<u8>> {
    let Some((header, rows)) = lines.split_first() else { return Ok(Vec::new()) };
    let columns = header.iter().enumerate().map(|(at, name)| {
        let cells: Vec<Option<&str>> = rows
            .iter()
            .map(|row| row.get(at).map(String::as_str).filter(|cell| !cell.is_empty()))
            .collect();
        (name.as_str(), column(&cells), true)
    });
    let batch = RecordBatch::try_from_iter_with_nullable(columns)?;
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), None)?;
    writer.write(&batch)?;
    Ok(writer.into_inner()?)
}

fn column(cells: &[Option<&str>]) -> ArrayRef {
    // An id such as `007` is no number: what does not come back as it was is text.
    let number = |text: &&str| {
        text.parse::<f64>().ok().filter(|number| number.is_finite() && number.to_string() == **text)
    };
    let filled = cells.iter().flatten();
    if filled.clone().next().is_some() && filled.clone().all(|text| number(text).is_some()) {
        let numbers = cells.iter().map(|cell| cell.as_ref().and_then(number));
        return Arc::new(numbers.collect::<Float64Array>());
    }
    Arc::new(cells.iter().copied().collect::<StringArray>())
}
