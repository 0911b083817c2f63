//! Rows of a compressed query → frequency tables.

use std::collections::BTreeMap;

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Float64Type, Int64Type};

use super::MeasureError;
use super::table::{Cells, Slice, Values};
use crate::machine::{Phase, stopwatch};

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
/// Cells of a row and its count.
type Row = (Vec<Scalar>, u64);

/// One table per (subject, term, dimension, level), in that order.
pub(super) fn read(shown: &Shown, batches: &[RecordBatch]) -> Result<Vec<Slice>, MeasureError> {
    let _timed = stopwatch(Phase::Group);
    let mut rows = BTreeMap::<Key, Vec<Row>>::new();
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
    if shown.cluster.is_some() {
        name_clusters_plainly(&mut rows);
    }
    Ok(rows.into_iter().map(|(key, rows)| slice(shown, key, &rows)).collect())
}

/// One value of a unit row; texts sort after numbers, missing first.
#[derive(Debug, Clone, PartialEq, PartialOrd)]
enum Scalar {
    Missing,
    Number(f64),
    Text(String),
}

fn slice(shown: &Shown, key: Key, rows: &[Row]) -> Slice {
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

/// Numbers the clusters by what is in them, in all slices together: a mentor has one number in all of them. Their ids come
/// from keyed hashes, and a sum must not depend on the key, not even in its last digit.
fn name_clusters_plainly(slices: &mut BTreeMap<Key, Vec<Row>>) {
    let mut contents = BTreeMap::<String, Vec<(usize, Vec<Scalar>, u64)>>::new();
    for (at, row) in
        slices.values().enumerate().flat_map(|(at, rows)| rows.iter().map(move |row| (at, row)))
    {
        if let (Some(Scalar::Text(cluster)), cells) = (row.0.last(), &row.0) {
            let own = cells[..cells.len() - 1].to_vec();
            contents.entry(cluster.clone()).or_default().push((at, own, row.1));
        }
    }
    let mut ranked: Vec<_> = contents.into_iter().collect();
    ranked.sort_by(|one, other| compared(&one.1, &other.1));
    let numbers: BTreeMap<String, usize> =
        ranked.into_iter().enumerate().map(|(number, (cluster, _))| (cluster, number)).collect();
    for rows in slices.values_mut() {
        for (cells, _) in rows.iter_mut() {
            if let Some(last) = cells.last_mut()
                && let Scalar::Text(cluster) = last
            {
                *last = numbers
                    .get(cluster)
                    .map_or(Scalar::Missing, |number| Scalar::Number(*number as f64));
            }
        }
        // By cluster, those without one last.
        rows.sort_by(|(one, _), (other, _)| {
            let place = |cells: &[Scalar]| match cells.last() {
                Some(Scalar::Number(number)) => *number,
                _ => f64::INFINITY,
            };
            place(one).total_cmp(&place(other)).then_with(|| compared(one, other))
        });
    }
}

fn compared<T: PartialOrd>(one: &[T], other: &[T]) -> std::cmp::Ordering {
    one.partial_cmp(other).unwrap_or(std::cmp::Ordering::Equal)
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
