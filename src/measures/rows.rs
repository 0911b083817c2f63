//! Rows of codes: each row that differs is held once.

use ahash::RandomState;
use hashbrown::HashTable;

/// Rows that differ, each with a number, in the order in which they first occur.
#[derive(Debug)]
pub(super) struct Rows {
    width: usize,
    cells: Vec<u32>,
    len: u32,
    known: HashTable<u32>,
    hasher: RandomState,
}

impl Rows {
    /// For rows of so many cells.
    pub(super) fn new(width: usize) -> Self {
        let hasher = RandomState::default();
        Self { width, cells: Vec::new(), len: 0, known: HashTable::new(), hasher }
    }

    /// How many differ.
    pub(super) fn len(&self) -> u32 {
        self.len
    }

    /// The cells of the row with a number.
    pub(super) fn row(&self, number: u32) -> &[u32] {
        row(&self.cells, self.width, number)
    }

    /// The number of a row; it is the next one where there was none like it.
    pub(super) fn number(&mut self, own: &[u32]) -> u32 {
        let Self { width, cells, len, known, hasher } = self;
        let hash = hasher.hash_one(own);
        if let Some(number) = known.find(hash, |number| row(cells, *width, *number) == own) {
            return *number;
        }
        let number = *len;
        cells.extend_from_slice(own);
        *len = len.checked_add(1).expect("rows are counted in 32 bits");
        known.insert_unique(hash, number, |number| hasher.hash_one(row(cells, *width, *number)));
        number
    }
}

fn row(cells: &[u32], width: usize, number: u32) -> &[u32] {
    &cells[number as usize * width..][..width]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_one_number_however_often_it_occurs() {
        let mut rows = Rows::new(2);
        let numbers = [[1, 2], [2, 1], [1, 2], [1, 1]].map(|row| rows.number(&row));
        assert_eq!((numbers, rows.len(), rows.row(1)), ([0, 1, 0, 2], 3, &[2, 1][..]));
        // Without cells all rows are alike.
        let mut empty = Rows::new(0);
        assert_eq!([empty.number(&[]), empty.number(&[]), empty.len()], [0, 0, 1]);
    }
}
