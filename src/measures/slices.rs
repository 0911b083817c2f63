//! Rows of a compressed query → frequency tables.
//!
//! A measure of a million people with their mentors has millions of rows, nearly all of them different. So they are held
//! column by column, in numbers: a text stands once in a list of texts.

use std::collections::BTreeMap;

use arrow::array::{Array as _, AsArray as _, RecordBatch, StringArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Int64Type};

use super::MeasureError;
use super::column::{Column, Texts};
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

/// One table per (subject, term, dimension, level), in that order.
pub(super) fn read(shown: &Shown, batches: &[RecordBatch]) -> Result<Vec<Slice>, MeasureError> {
    let _timed = stopwatch(Phase::Group);
    let mut rows = Rows::of(shown, batches)?;
    if let Some(clusters) = rows.clusters.take() {
        rows.name_clusters_plainly(clusters.places());
    }
    let slices = rows.slices.iter().map(|(key, own)| rows.slice(shown, key, own));
    Ok(slices.collect())
}

/// All rows of a query.
struct Rows {
    /// Places of the rows of each slice.
    slices: BTreeMap<Key, Vec<u32>>,
    /// The design's columns.
    columns: Vec<Column>,
    /// The column that names the cluster.
    clusters: Option<Texts>,
    /// Number of each row's cluster, when there are clusters.
    numbers: Option<Vec<Option<u32>>>,
    counts: Vec<u64>,
}

impl Rows {
    fn of(shown: &Shown, batches: &[RecordBatch]) -> Result<Self, MeasureError> {
        let mut rows = Self {
            slices: BTreeMap::new(),
            columns: shown.columns.iter().map(|_| Column::default()).collect(),
            clusters: shown.cluster.as_ref().map(|_| Texts::default()),
            numbers: None,
            counts: Vec::new(),
        };
        let last = 4 + shown.width();
        for batch in batches {
            rows.place(batch)?;
            for (at, column) in (4..).zip(&mut rows.columns) {
                column.add(batch.column(at))?;
            }
            if let Some(clusters) = &mut rows.clusters {
                clusters.add(&texts(batch, last - 1)?);
            }
            let counts = cast(batch.column(last), &DataType::Int64)?;
            let counts = counts.as_primitive::<Int64Type>();
            rows.counts.extend(counts.values().iter().map(|count| count.unsigned_abs()));
        }
        Ok(rows)
    }

    /// Puts the rows of a batch, which follow those before, into their slices. Rows of one slice mostly follow one another.
    fn place(&mut self, batch: &RecordBatch) -> Result<(), MeasureError> {
        let first = u32::try_from(self.counts.len()).expect("rows are counted in 32 bits");
        let texts = [texts(batch, 0)?, texts(batch, 1)?, texts(batch, 2)?, texts(batch, 3)?];
        let word = |at: usize, row: usize| texts[at].is_valid(row).then(|| texts[at].value(row));
        let is_as_before = |row: usize| texts.iter().all(|text| is_repeated(text, row));
        let mut begin = 0;
        for row in 1..=batch.num_rows() {
            if row < batch.num_rows() && is_as_before(row) {
                continue;
            }
            let text = |at: usize| word(at, begin).unwrap_or_default().to_owned();
            let key = (word(0, begin).map(str::to_owned), text(1), text(2), text(3));
            let places = (first..).skip(begin).take(row - begin);
            self.slices.entry(key).or_default().extend(places);
            begin = row;
        }
        Ok(())
    }

    /// Numbers the clusters by what is in them, in all slices together: a mentor has one number in all of them. Their ids
    /// come from keyed hashes, and a sum must not depend on the key, not even in its last digit.
    fn name_clusters_plainly(&mut self, clusters: &[Option<u32>]) {
        let mut slice_of = vec![0_u32; self.counts.len()];
        let known = clusters.iter().flatten().max().map_or(0, |last| *last as usize + 1);
        let mut contents: Vec<Vec<u32>> = vec![Vec::new(); known];
        for (slice, rows) in (0..).zip(self.slices.values()) {
            for &row in rows {
                slice_of[row as usize] = slice;
                if let Some(cluster) = clusters[row as usize] {
                    contents[cluster as usize].push(row);
                }
            }
        }
        let mut ranked: Vec<u32> = (0..).take(known).collect();
        ranked.sort_by(|&one, &other| {
            let (one, other) = (&contents[one as usize], &contents[other as usize]);
            let each = one.iter().zip(other).map(|(&one, &other)| {
                slice_of[one as usize]
                    .cmp(&slice_of[other as usize])
                    .then_with(|| self.compared(one, other))
                    .then_with(|| self.counts[one as usize].cmp(&self.counts[other as usize]))
            });
            let first = each.into_iter().find(|order| order.is_ne());
            first.unwrap_or_else(|| one.len().cmp(&other.len()))
        });
        let mut number_of = vec![0_u32; known];
        for (number, &cluster) in (0..).zip(&ranked) {
            number_of[cluster as usize] = number;
        }
        let numbers: Vec<Option<u32>> =
            clusters.iter().map(|cluster| cluster.map(|one| number_of[one as usize])).collect();
        let mut slices = std::mem::take(&mut self.slices);
        for rows in slices.values_mut() {
            // By cluster, those without one last.
            rows.sort_by(|&one, &other| {
                let place = |row: u32| numbers[row as usize].map_or(u64::MAX, u64::from);
                place(one).cmp(&place(other)).then_with(|| self.compared(one, other))
            });
        }
        self.slices = slices;
        self.numbers = Some(numbers);
    }

    /// Cell by cell; missing first.
    fn compared(&self, one: u32, other: u32) -> std::cmp::Ordering {
        let cells = self.columns.iter().map(|column| column.compared(one, other));
        cells.into_iter().find(|order| order.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
    }

    fn slice(&self, shown: &Shown, key: &Key, rows: &[u32]) -> Slice {
        let (subject, term_id, dimension, level) = key.clone();
        let names = shown.columns.iter().cloned();
        let mut columns: Vec<(String, Values)> =
            names.zip(self.columns.iter().map(|column| column.values(rows))).collect();
        if let Some(numbers) = &self.numbers {
            let numbers = rows.iter().map(|&row| numbers[row as usize].map(f64::from)).collect();
            columns.push(("cluster".to_owned(), Values::Numbers(numbers)));
        }
        let counts = rows.iter().map(|&row| self.counts[row as usize]).collect();
        Slice { subject, term_id, dimension, level, cells: Cells::new(columns, counts) }
    }
}

/// True when a row has the text of the one before.
fn is_repeated(texts: &StringArray, row: usize) -> bool {
    match (texts.is_null(row - 1), texts.is_null(row)) {
        (false, false) => texts.value(row - 1) == texts.value(row),
        (before, now) => before == now,
    }
}

fn texts(batch: &RecordBatch, at: usize) -> Result<StringArray, MeasureError> {
    Ok(cast(batch.column(at), &DataType::Utf8)?.as_string::<i32>().clone())
}
