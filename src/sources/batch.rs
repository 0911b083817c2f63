//! Rows as text cells, and where each cell stands in its file.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use super::row::Row;

/// A file, or a sheet of one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) file: String,
    pub(super) sheet: Option<String>,
}

/// Where a row or a cell stands: `file.csv:14`, `file.xlsx:Sheet!D14`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    place: Arc<Place>,
    number: u64,
    column: Option<usize>,
}

impl Origin {
    pub(super) fn new(place: &Arc<Place>, number: u64, column: Option<usize>) -> Self {
        Self { place: Arc::clone(place), number, column }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.place.file)?;
        if let Some(sheet) = &self.place.sheet {
            let column = self.column.map(letters).unwrap_or_default();
            write!(f, "{sheet}!{column}")?;
        }
        write!(f, "{}", self.number)
    }
}

/// Name of a column in a workbook: A to Z, AA to ZZ, and so on.
fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).expect("a remainder of 26 is below 26");
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// Some rows of a file as text cells.
///
/// Invariant: `ends` has one entry for each cell of each row, `numbers` one for each row.
#[derive(Debug, Clone)]
pub struct RawBatch {
    place: Arc<Place>,
    width: usize,
    text: String,
    ends: Vec<usize>,
    numbers: Vec<u64>,
    deletes: BTreeSet<usize>,
}

impl RawBatch {
    /// No rows yet, but room for so many with so many bytes of text.
    pub(super) fn new(place: &Arc<Place>, width: usize, rows: usize, bytes: usize) -> Self {
        Self {
            place: Arc::clone(place),
            width,
            text: String::with_capacity(bytes),
            ends: Vec::with_capacity(rows * width),
            numbers: Vec::with_capacity(rows),
            deletes: BTreeSet::new(),
        }
    }

    /// Adds a row, as wide as the header.
    pub(super) fn push(&mut self, row: &Row) {
        let (text, ends) = row.parts();
        let taken = &ends[..ends.len().min(self.width)];
        let before = self.text.len();
        self.text.push_str(&text[..taken.last().copied().unwrap_or_default()]);
        self.ends.extend(taken.iter().map(|end| before + end));
        self.ends.resize(self.ends.len() + self.width - taken.len(), self.text.len());
        if row.deletes {
            self.deletes.insert(self.numbers.len());
        }
        self.numbers.push(row.number);
    }

    /// Bytes of text.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }

    /// Number of rows.
    #[inline]
    pub fn rows(&self) -> usize {
        self.numbers.len()
    }

    /// True when a row says that the one with its key is to be deleted.
    pub fn deletes(&self, row: usize) -> bool {
        self.deletes.contains(&row)
    }

    /// Text of a cell; empty when the row has no such cell.
    #[inline]
    pub fn cell(&self, row: usize, column: usize) -> &str {
        if row >= self.rows() || column >= self.width {
            return "";
        }
        let place = row * self.width + column;
        let begin = if place == 0 { 0 } else { self.ends[place - 1] };
        &self.text[begin..self.ends[place]]
    }

    /// Where a cell stands in its file.
    ///
    /// # Panics
    ///
    /// When the batch has no such row.
    pub fn origin(&self, row: usize, column: usize) -> Origin {
        Origin::new(&self.place, self.numbers[row], Some(column))
    }

    /// Where a row stands in its file.
    ///
    /// # Panics
    ///
    /// When the batch has no such row.
    pub fn row_origin(&self, row: usize) -> Origin {
        Origin::new(&self.place, self.numbers[row], None)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Origin, Place, RawBatch, letters};
    use crate::sources::row::Row;

    #[test]
    fn columns_have_the_letters_of_a_workbook() {
        let names: Vec<String> = [0, 25, 26, 51, 52, 701, 702, 16_383].map(letters).into();
        assert_eq!(names, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
    }

    #[test]
    fn a_position_in_a_workbook_names_sheet_and_cell_and_one_in_a_text_its_line() {
        let sheet = Some("Baseline".to_owned());
        let workbook = Arc::new(Place { file: "a.xlsx".to_owned(), sheet });
        let text = Arc::new(Place { file: "a.csv".to_owned(), sheet: None });

        assert_eq!(Origin::new(&workbook, 14, Some(3)).to_string(), "a.xlsx:Baseline!D14");
        assert_eq!(Origin::new(&workbook, 14, None).to_string(), "a.xlsx:Baseline!14");
        assert_eq!(Origin::new(&text, 14, Some(3)).to_string(), "a.csv:14");
    }

    #[test]
    fn a_batch_is_as_wide_as_its_header() {
        let place = Arc::new(Place { file: "a.csv".to_owned(), sheet: None });
        let mut batch = RawBatch::new(&place, 2, 0, 0);
        for cells in [&["1", "2", "3"][..], &["4"], &["", "6"]] {
            let mut row = Row::default();
            row.clear(7);
            for cell in cells {
                row.cell(cell);
            }
            batch.push(&row);
        }

        let cells: Vec<&str> =
            (0..3).flat_map(|row| [batch.cell(row, 0), batch.cell(row, 1)]).collect();
        assert_eq!(cells, ["1", "2", "4", "", "", "6"]);
        assert_eq!(batch.cell(0, 2), "");
        assert_eq!(batch.cell(3, 0), "");
    }
}
