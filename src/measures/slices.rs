//! Rows that differ, each with its count → frequency tables.
//!
//! A measure of a million people with their mentors has millions of rows, nearly all of them different. So they are held
//! column by column, in numbers: a text stands once in a list of texts.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use arrow::array::{Array as _, ArrayRef, AsArray as _};

use super::MeasureError;
use super::column::{Column, Texts};
use super::table::{Cells, Slice, Values};

/// Subject, term, dimension and level.
pub(super) type Key = (Option<String>, String, String, String);

/// A row that differs from all others, and how many units have it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counted {
    pub(super) row: u32,
    pub(super) n: u64,
}

/// The rows that differ, in order.
pub(super) struct Shown {
    subjects: Option<ArrayRef>,
    names: Vec<String>,
    columns: Vec<Column>,
    clusters: Option<Texts>,
}

impl Shown {
    /// Subjects and clusters are texts.
    pub(super) fn new(
        subjects: Option<&ArrayRef>,
        names: Vec<String>,
        columns: &[ArrayRef],
        clusters: Option<&ArrayRef>,
    ) -> Result<Self, MeasureError> {
        let column = |array: &ArrayRef| {
            let mut column = Column::default();
            column.add(array)?;
            Ok::<_, MeasureError>(column)
        };
        let clusters = clusters.map(|array| {
            let mut texts = Texts::default();
            texts.add(array.as_string::<i32>());
            texts
        });
        Ok(Self {
            subjects: subjects.cloned(),
            names,
            columns: columns.iter().map(column).collect::<Result<_, _>>()?,
            clusters,
        })
    }

    /// What a row is about.
    pub(super) fn subject(&self, row: u32) -> Option<&str> {
        let subjects = self.subjects.as_ref()?.as_string::<i32>();
        subjects.is_valid(row as usize).then(|| subjects.value(row as usize))
    }

    /// True when two rows are about the same.
    pub(super) fn is_same_subject(&self, one: u32, other: u32) -> bool {
        self.subject(one) == self.subject(other)
    }

    /// The tables, in the order of their keys.
    pub(super) fn slices(&self, mut tables: BTreeMap<Key, Vec<Counted>>) -> Vec<Slice> {
        let numbers =
            self.clusters.as_ref().map(|texts| self.number_clusters(texts.places(), &mut tables));
        tables.into_iter().map(|(key, rows)| self.slice(key, &rows, numbers.as_deref())).collect()
    }

    /// Numbers the clusters by what is in them, in all tables together: a mentor has one number in all of them. Their ids
    /// come from keyed hashes, and a sum must not depend on the key, not even in its last digit. Rows of a table are then in
    /// the order of their clusters.
    fn number_clusters(
        &self,
        clusters: &[Option<u32>],
        tables: &mut BTreeMap<Key, Vec<Counted>>,
    ) -> Vec<Option<u32>> {
        let known = clusters.iter().flatten().max().map_or(0, |last| *last as usize + 1);
        let mut contents: Vec<Vec<(u32, Counted)>> = vec![Vec::new(); known];
        for (table, rows) in (0..).zip(tables.values()) {
            for &counted in rows {
                if let Some(cluster) = clusters[counted.row as usize] {
                    contents[cluster as usize].push((table, counted));
                }
            }
        }
        let mut ranked: Vec<u32> = (0..).take(known).collect();
        ranked.sort_by(|&one, &other| {
            let (one, other) = (&contents[one as usize], &contents[other as usize]);
            let each = one.iter().zip(other).map(|((table, one), (same, other))| {
                table
                    .cmp(same)
                    .then_with(|| self.compared(one.row, other.row))
                    .then_with(|| one.n.cmp(&other.n))
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
        for rows in tables.values_mut() {
            // By cluster, those without one last.
            rows.sort_by(|one, other| {
                let place = |row: u32| numbers[row as usize].map_or(u64::MAX, u64::from);
                place(one.row)
                    .cmp(&place(other.row))
                    .then_with(|| self.compared(one.row, other.row))
            });
        }
        numbers
    }

    /// Cell by cell; missing first.
    fn compared(&self, one: u32, other: u32) -> Ordering {
        let cells = self.columns.iter().map(|column| column.compared(one, other));
        cells.into_iter().find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }

    fn slice(&self, key: Key, counted: &[Counted], clusters: Option<&[Option<u32>]>) -> Slice {
        let (subject, term_id, dimension, level) = key;
        let rows: Vec<u32> = counted.iter().map(|one| one.row).collect();
        let names = self.names.iter().cloned();
        let mut columns: Vec<(String, Values)> =
            names.zip(self.columns.iter().map(|column| column.values(&rows))).collect();
        if let Some(numbers) = clusters {
            let numbers = rows.iter().map(|&row| numbers[row as usize].map(f64::from)).collect();
            columns.push(("cluster".to_owned(), Values::Numbers(numbers)));
        }
        let counts = counted.iter().map(|one| one.n).collect();
        Slice { subject, term_id, dimension, level, cells: Cells::new(columns, counts) }
    }
}
