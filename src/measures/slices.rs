//! Rows of a compressed query → frequency tables.

use std::collections::BTreeMap;

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Float64Type, Int64Type};

use super::MeasureError;
use super::table::{Cells, Slice, Values};

/// What a compressed query shows beside term, dimension and level.
#[derive(Debug)]
pub(super) struct Shown {
    /// The query has subjects.
    pub(super) subject: bool,
    /// The design's columns.
    pub(super) columns: Vec<String>,
    /// The column that names the cluster.
    pub(super) cluster: Option<String>,
}

impl Shown {
    pub(super) fn subject_sql(&self) -> &'static str {
        if self.subject { "subject" } else { "cast(null as varchar) as subject" }
    }

    /// The design's columns and the cluster, each with a comma before it.
    pub(super) fn select(&self) -> String {
        let columns = self.columns.iter().map(|name| format!(", units.\"{name}\""));
        let cluster = self
            .cluster
            .iter()
            .map(|name| format!(", cast(units.\"{name}\" as varchar) as cluster"));
        columns.chain(cluster).collect()
    }

    /// How many columns [`Self::select`] names.
    pub(super) fn width(&self) -> usize {
        self.columns.len() + usize::from(self.cluster.is_some())
    }

    /// Keys of the group: constants need none.
    pub(super) fn group_by(&self, place: &str) -> String {
        let mut keys: Vec<String> =
            self.columns.iter().map(|name| format!("units.\"{name}\"")).collect();
        keys.extend(self.cluster.iter().map(|name| format!("units.\"{name}\"")));
        if self.subject {
            keys.push("subject".to_owned());
        }
        keys.extend(place.split(", ").filter(|part| !part.contains(" as ")).map(str::to_owned));
        keys.join(", ")
    }
}

type Key = (Option<String>, String, String, String);

/// One table per (subject, term, dimension, level), in that order.
pub(super) fn read(shown: &Shown, batches: &[RecordBatch]) -> Result<Vec<Slice>, MeasureError> {
    let mut rows = BTreeMap::<Key, Vec<(Vec<Scalar>, u64)>>::new();
    for batch in batches {
        let texts: Vec<Vec<Option<String>>> =
            (0..4).map(|at| texts(batch, at)).collect::<Result<_, _>>()?;
        let columns: Vec<Vec<Scalar>> =
            (4..4 + shown.width()).map(|at| scalars(batch, at)).collect::<Result<_, _>>()?;
        let counts = cast(batch.column(4 + shown.width()), &DataType::Int64)?;
        let counts = counts.as_primitive::<Int64Type>();
        for row in 0..batch.num_rows() {
            let word = |at: usize| texts[at][row].clone().unwrap_or_default();
            let key = (texts[0][row].clone(), word(1), word(2), word(3));
            let cells = columns.iter().map(|column| column[row].clone()).collect();
            rows.entry(key).or_default().push((cells, counts.value(row).unsigned_abs()));
        }
    }
    Ok(rows.into_iter().map(|(key, rows)| slice(shown, key, rows)).collect())
}

/// One value of a unit row; texts sort after numbers, missing first.
#[derive(Debug, Clone, PartialEq, PartialOrd)]
enum Scalar {
    Missing,
    Number(f64),
    Text(String),
}

fn slice(shown: &Shown, key: Key, rows: Vec<(Vec<Scalar>, u64)>) -> Slice {
    let rows = if shown.cluster.is_some() { with_plain_clusters(rows) } else { rows };
    let (subject, term_id, dimension, level) = key;
    let names =
        shown.columns.iter().cloned().chain(shown.cluster.iter().map(|_| "cluster".to_owned()));
    let columns = names
        .enumerate()
        .map(|(at, name)| (name, values(rows.iter().map(|(cells, _)| &cells[at]))))
        .collect();
    let counts = rows.iter().map(|(_, n)| *n).collect();
    Slice { subject, term_id, dimension, level, cells: Cells::new(columns, counts) }
}

/// Numbers the clusters by what is in them. Their ids come from keyed hashes, and a sum must not depend on the key, not
/// even in its last digit.
fn with_plain_clusters(rows: Vec<(Vec<Scalar>, u64)>) -> Vec<(Vec<Scalar>, u64)> {
    let mut clusters = BTreeMap::<String, Vec<(Vec<Scalar>, u64)>>::new();
    let mut alone = Vec::new();
    for (mut cells, n) in rows {
        match cells.pop() {
            Some(Scalar::Text(cluster)) => clusters.entry(cluster).or_default().push((cells, n)),
            _ => alone.push((cells, n)),
        }
    }
    let mut contents: Vec<Vec<(Vec<Scalar>, u64)>> = clusters.into_values().collect();
    contents.sort_by(|one, other| one.partial_cmp(other).unwrap_or(std::cmp::Ordering::Equal));
    let mut plain: Vec<(Vec<Scalar>, u64)> = Vec::new();
    for (number, rows) in contents.into_iter().enumerate() {
        plain.extend(rows.into_iter().map(|(mut cells, n)| {
            cells.push(Scalar::Number(number as f64));
            (cells, n)
        }));
    }
    plain.extend(alone.into_iter().map(|(mut cells, n)| {
        cells.push(Scalar::Missing);
        (cells, n)
    }));
    plain
}

fn values<'a>(column: impl Iterator<Item = &'a Scalar> + Clone) -> Values {
    if column.clone().any(|value| matches!(value, Scalar::Text(_))) {
        return Values::Texts(
            column
                .map(|value| match value {
                    Scalar::Text(text) => Some(text.clone()),
                    Scalar::Number(number) => Some(number.to_string()),
                    Scalar::Missing => None,
                })
                .collect(),
        );
    }
    Values::Numbers(
        column
            .map(|value| match value {
                Scalar::Number(number) => Some(*number),
                _ => None,
            })
            .collect(),
    )
}

fn texts(batch: &RecordBatch, at: usize) -> Result<Vec<Option<String>>, MeasureError> {
    let column = cast(batch.column(at), &DataType::Utf8)?;
    Ok(column.as_string::<i32>().iter().map(|text| text.map(str::to_owned)).collect())
}

fn scalars(batch: &RecordBatch, at: usize) -> Result<Vec<Scalar>, MeasureError> {
    let column = batch.column(at);
    if matches!(column.data_type(), DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View) {
        return Ok(texts(batch, at)?
            .into_iter()
            .map(|text| text.map_or(Scalar::Missing, Scalar::Text))
            .collect());
    }
    let numbers = cast(column, &DataType::Float64)?;
    let numbers = numbers.as_primitive::<Float64Type>();
    Ok((0..numbers.len())
        .map(|row| {
            if numbers.is_null(row) || !numbers.value(row).is_finite() {
                Scalar::Missing
            } else {
                Scalar::Number(numbers.value(row))
            }
        })
        .collect())
}
