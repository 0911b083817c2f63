//! Rows that differ, each with its count → frequency tables.
//!
//! A measure of a million people with their mentors has millions of rows, nearly all of them different: here they are in
//! order, and each cell is the rank of its value in its column.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::codes::{Codes, MISSING};
use super::rows::Rows;
use super::table::{Cells, Slice, Values};

/// Subject, term, dimension and level.
type Key = (Option<String>, String, String, String);

/// A row that differs from all others, and how many units have it.
#[derive(Debug, Clone, Copy)]
struct Counted {
    row: u32,
    n: u64,
}

/// The rows that differ, in order: by subject, then cell by cell, missing last.
pub(super) struct Shown<'c> {
    names: Vec<String>,
    codes: Vec<&'c Codes>,
    subject: Option<usize>,
    /// The last column says who stands together, and is not shown.
    has_cluster: bool,
    /// The code of each rank, column by column.
    code_of: Vec<Vec<u32>>,
    /// Ranks, row by row.
    ranks: Vec<u32>,
    /// The place of each row by its number.
    place_of: Vec<u32>,
}

impl<'c> Shown<'c> {
    /// Of rows whose cells are the codes of these columns: the subject if there is one, the named ones, the cluster if there
    /// is one.
    pub(super) fn new(
        names: Vec<String>,
        codes: &[&'c Codes],
        subject: Option<usize>,
        has_cluster: bool,
        rows: &Rows,
    ) -> Self {
        let width = codes.len();
        let rank_of: Vec<Vec<u32>> = codes.iter().map(|codes| codes.ranks()).collect();
        let rank = |(rank_of, code): (&Vec<u32>, &u32)| {
            rank_of.get(*code as usize).copied().unwrap_or(MISSING)
        };
        let by_number: Vec<u32> = (0..rows.len())
            .flat_map(|number| rank_of.iter().zip(rows.row(number)).map(rank))
            .collect();
        let own = |number: u32| &by_number[number as usize * width..][..width];
        let mut sorted: Vec<u32> = (0..rows.len()).collect();
        sorted.sort_unstable_by(|&one, &other| own(one).cmp(own(other)));
        let ranks = sorted.iter().flat_map(|&number| own(number)).copied().collect();
        let mut place_of = vec![0; sorted.len()];
        for (place, number) in (0..).zip(sorted) {
            place_of[number as usize] = place;
        }
        let code_of = rank_of.into_iter().map(|ranks| {
            let mut codes = vec![0; ranks.len()];
            for (code, rank) in (0..).zip(ranks) {
                codes[rank as usize] = code;
            }
            codes
        });
        let code_of = code_of.collect();
        Self { names, codes: codes.to_vec(), subject, has_cluster, code_of, ranks, place_of }
    }

    /// One table for each subject and place, in the order of their keys; `name` is a place's term, dimension and level.
    pub(super) fn slices(
        &self,
        counts: impl IntoIterator<Item = ((u32, u32), u64)>,
        name: impl Fn(u32) -> (String, String, String),
    ) -> Vec<Slice> {
        let counted = |((place, number), n): ((u32, u32), u64)| {
            (place, Counted { row: self.place_of[number as usize], n })
        };
        let mut all: Vec<(u32, Counted)> = counts.into_iter().map(counted).collect();
        all.sort_unstable_by_key(|(place, one)| (*place, one.row));
        let mut tables: BTreeMap<Key, Vec<Counted>> = BTreeMap::new();
        // Rows are in the order of their subjects first.
        for table in all.chunk_by(|(place, one), (next, other)| {
            place == next && self.subject_rank(one.row) == self.subject_rank(other.row)
        }) {
            let (place, first) = table[0];
            let (term, dimension, level) = name(place);
            let subject = self.subject.and_then(|at| self.codes[at].text(self.code(first.row, at)));
            let key = (subject.map(str::to_owned), term, dimension, level);
            tables.entry(key).or_default().extend(table.iter().map(|(_, one)| *one));
        }
        drop(all);
        let numbers = self.has_cluster.then(|| self.number_clusters(&mut tables));
        tables.into_iter().map(|(key, rows)| self.slice(key, &rows, numbers.as_deref())).collect()
    }

    fn own(&self, row: u32) -> &[u32] {
        let width = self.codes.len();
        &self.ranks[row as usize * width..][..width]
    }

    fn subject_rank(&self, row: u32) -> Option<u32> {
        self.subject.map(|at| self.own(row)[at])
    }

    fn code(&self, row: u32, column: usize) -> u32 {
        let code = self.code_of[column].get(self.own(row)[column] as usize);
        code.copied().unwrap_or(MISSING)
    }

    /// The columns that are shown.
    fn columns(&self) -> std::ops::Range<usize> {
        usize::from(self.subject.is_some())..self.codes.len() - usize::from(self.has_cluster)
    }

    /// Cell by cell; missing first.
    fn compared(&self, one: u32, other: u32) -> Ordering {
        let cells =
            |row: u32| self.own(row)[self.columns()].iter().map(|rank| rank.wrapping_add(1));
        cells(one).cmp(cells(other))
    }

    /// Numbers the clusters by what is in them, in all tables together: a mentor has one number in all of them. Their ids
    /// come from keyed hashes, and a sum must not depend on the key, not even in its last digit. Rows of a table are then in
    /// the order of their clusters.
    ///
    /// Gives the number of each cluster; of those without one there is none.
    fn number_clusters(&self, tables: &mut BTreeMap<Key, Vec<Counted>>) -> Vec<u32> {
        let cluster = |row: u32| *self.own(row).last().expect("the cluster is a column");
        let known = self.code_of.last().map_or(0, Vec::len);
        // By cluster, and within one by table and row.
        let mut contents: Vec<(u32, u32, Counted)> = Vec::new();
        for (table, rows) in (0..).zip(tables.values()) {
            let own = rows.iter().map(|counted| (cluster(counted.row), table, *counted));
            contents.extend(own.filter(|(cluster, ..)| *cluster != MISSING));
        }
        contents.sort_by_key(|(cluster, ..)| *cluster);
        let mut ranges = vec![0..0; known];
        let mut begin = 0;
        for same in contents.chunk_by(|one, other| one.0 == other.0) {
            ranges[same[0].0 as usize] = begin..begin + same.len();
            begin += same.len();
        }
        let own = |cluster: u32| &contents[ranges[cluster as usize].clone()];
        let mut ranked: Vec<u32> = (0..).take(known).collect();
        ranked.sort_by(|&one, &other| {
            let (one, other) = (own(one), own(other));
            let each = one.iter().zip(other).map(|((_, table, one), (_, same, other))| {
                table
                    .cmp(same)
                    .then_with(|| self.compared(one.row, other.row))
                    .then_with(|| one.n.cmp(&other.n))
            });
            let first = each.into_iter().find(|order| order.is_ne());
            first.unwrap_or_else(|| one.len().cmp(&other.len()))
        });
        let mut numbers = vec![0; known];
        for (number, cluster) in (0..).zip(ranked) {
            numbers[cluster as usize] = number;
        }
        for rows in tables.values_mut() {
            // Those without a cluster last.
            let number =
                |row: u32| numbers.get(cluster(row) as usize).map_or(u64::MAX, |&n| n.into());
            rows.sort_by(|one, other| {
                number(one.row)
                    .cmp(&number(other.row))
                    .then_with(|| self.compared(one.row, other.row))
            });
        }
        numbers
    }

    fn slice(&self, key: Key, counted: &[Counted], clusters: Option<&[u32]>) -> Slice {
        let (subject, term_id, dimension, level) = key;
        let values = |column: usize| {
            self.codes[column].values(counted.iter().map(|one| self.code(one.row, column)))
        };
        let names = self.names.iter().cloned();
        let mut columns: Vec<(String, Values)> = names.zip(self.columns().map(values)).collect();
        if let Some(numbers) = clusters {
            let number = |one: &Counted| {
                let cluster = *self.own(one.row).last()?;
                numbers.get(cluster as usize).copied().map(f64::from)
            };
            columns.push((
                "cluster".to_owned(),
                Values::Numbers(counted.iter().map(number).collect()),
            ));
        }
        let counts = counted.iter().map(|one| one.n).collect();
        Slice { subject, term_id, dimension, level, cells: Cells::new(columns, counts) }
    }
}
