//! One row on its way from a format into a batch.

/// Longest text of a cell. Excel allows 32 767 characters; what is longer than this is a broken file.
pub(super) const LONGEST_CELL: usize = 1 << 20;

/// Longest text of a row, and most of its cells: sixty times as many as the widest sheet has.
const LONGEST_ROW: usize = 64 << 20;
const MOST_CELLS: usize = 1 << 20;

/// Something that is to be said about a row or one of its cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Remark {
    /// Short name of the rule.
    pub(super) rule: &'static str,
    /// Line or row, when it is not the one in which the row begins.
    pub(super) number: u64,
    /// Column, when it is about one cell.
    pub(super) column: Option<usize>,
    pub(super) found: String,
    pub(super) allowed: String,
}

/// Cells of one row: one text, and where each cell ends in it.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// Line or row of the file in which it begins, from 1.
    pub(super) number: u64,
    pub(super) remarks: Vec<Remark>,
    /// It says that the row with its key is to be deleted.
    pub(super) deletes: bool,
    /// Lines of the file that it goes on for, because its cells have line ends in them.
    pub(super) further_lines: u64,
    text: String,
    ends: Vec<usize>,
    /// Length of the cell that is being written, once that is too long.
    overlong: Option<usize>,
    /// It is as long or as wide as a row may be: what comes further is left out.
    is_full: bool,
}

impl Row {
    /// A row of these cells.
    pub(super) fn of<'a>(number: u64, cells: impl IntoIterator<Item = &'a str>) -> Self {
        let mut row = Self::default();
        row.clear(number);
        for cell in cells {
            row.cell(cell);
        }
        row
    }

    /// Begins anew.
    pub(super) fn clear(&mut self, number: u64) {
        self.number = number;
        self.remarks.clear();
        self.deletes = false;
        self.further_lines = 0;
        self.text.clear();
        self.ends.clear();
        self.overlong = None;
        self.is_full = false;
    }

    /// Adds to the text of the cell that is being written; a cell that gets too long stays empty.
    pub(super) fn push(&mut self, text: &str) {
        if self.is_full || self.text.len() + text.len() > LONGEST_ROW {
            let found = || format!("a row of more than {LONGEST_ROW} bytes");
            return self.fill(found, &format!("up to {LONGEST_ROW} bytes"));
        }
        let begin = self.begin();
        if let Some(length) = &mut self.overlong {
            *length += text.len();
        } else if self.text.len() - begin + text.len() > LONGEST_CELL {
            self.overlong = Some(self.text.len() - begin + text.len());
            self.text.truncate(begin);
        } else {
            self.text.push_str(text);
        }
    }

    /// Ends the cell that is being written.
    pub(super) fn end_cell(&mut self) {
        if let Some(length) = self.overlong.take() {
            self.remark(
                "cell_too_long",
                format!("a text of {length} bytes"),
                format!("up to {LONGEST_CELL} bytes"),
            );
        }
        if self.ends.len() == MOST_CELLS {
            let found = || format!("a row of more than {MOST_CELLS} cells");
            return self.fill(found, &format!("up to {MOST_CELLS} cells"));
        }
        self.ends.push(self.text.len());
    }

    /// Leaves out what comes further, and says so once.
    fn fill(&mut self, found: impl FnOnce() -> String, allowed: &str) {
        self.text.truncate(self.begin());
        if !std::mem::replace(&mut self.is_full, true) {
            self.note("ragged_row", self.number, found(), allowed);
        }
    }

    /// Bytes that it takes.
    pub(super) fn size(&self) -> usize {
        self.text.len() + self.ends.len() * size_of::<usize>()
    }

    /// Adds a whole cell.
    pub(super) fn cell(&mut self, text: &str) {
        let fits = text.len() <= LONGEST_CELL
            && self.text.len() + text.len() <= LONGEST_ROW
            && self.ends.len() < MOST_CELLS
            && !self.is_full;
        if fits {
            self.text.push_str(text);
            self.ends.push(self.text.len());
        } else {
            self.push(text);
            self.end_cell();
        }
    }

    /// Forgets what was written of the cell that is being written.
    pub(super) fn restart_cell(&mut self) {
        self.overlong = None;
        self.text.truncate(self.begin());
    }

    /// Notes something about the cell that is being written.
    pub(super) fn remark(&mut self, rule: &'static str, found: String, allowed: String) {
        let (number, column) = (self.number, Some(self.ends.len()));
        self.remarks.push(Remark { rule, number, column, found, allowed });
    }

    /// Notes something about a row that is left out.
    pub(super) fn note(&mut self, rule: &'static str, number: u64, found: String, allowed: &str) {
        let allowed = allowed.to_owned();
        self.remarks.push(Remark { rule, number, column: None, found, allowed });
    }

    /// Number of cells that hold something.
    pub(super) fn filled(&self) -> usize {
        self.cells().filter(|cell| !is_blank(cell)).count()
    }

    /// Number of cells.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Text of a cell; empty when the row has no such cell.
    pub(super) fn get(&self, column: usize) -> &str {
        let Some(&end) = self.ends.get(column) else { return "" };
        let begin = if column == 0 { 0 } else { self.ends[column - 1] };
        &self.text[begin..end]
    }

    /// Number of cells up to the last one that holds something.
    pub(super) fn used(&self) -> usize {
        self.len() - self.cells().rev().take_while(|cell| is_blank(cell)).count()
    }

    /// The text of all cells, one behind the other, and where each ends in it.
    pub(super) fn parts(&self) -> (&str, &[usize]) {
        (&self.text, &self.ends)
    }

    /// All cells.
    pub(super) fn cells(&self) -> impl DoubleEndedIterator<Item = &str> {
        (0..self.len()).map(|column| self.get(column))
    }

    /// True when there is nothing in it, and nothing to say about it.
    pub(super) fn is_blank(&self) -> bool {
        self.remarks.is_empty() && is_blank(&self.text)
    }

    fn begin(&self) -> usize {
        self.ends.last().copied().unwrap_or_default()
    }
}

/// True for a text of blanks, or none at all. Every cell of a file is asked, and nearly all begin with a letter.
pub(super) fn is_blank(text: &str) -> bool {
    !text.as_bytes().first().is_some_and(u8::is_ascii_graphic) && text.trim().is_empty()
}

/// A number in the fewest digits that mean it: `5`, `0.1`, `1e300`.
pub(super) fn shortest(number: f64) -> String {
    // Above this a double no longer holds every whole number, and digits would be made up.
    if number.abs() < 1e17 { number.to_string() } else { format!("{number:e}") }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_CELL, LONGEST_ROW, MOST_CELLS, Row};

    #[test]
    fn a_row_without_end_is_left_out_beyond_what_a_row_may_be() {
        let mut row = Row::default();
        row.clear(3);
        for _ in 0..MOST_CELLS + 1000 {
            row.cell("a");
        }
        assert_eq!((row.len(), row.remarks.len()), (MOST_CELLS, 1));
        assert_eq!(row.remarks[0].found, "a row of more than 1048576 cells");
        row.clear(4);
        let cell = "x".repeat(LONGEST_CELL);
        for _ in 0..80 {
            row.cell(&cell);
        }
        assert_eq!((row.len(), row.remarks.len()), (80, 1));
        assert_eq!((row.get(63).len(), row.get(64).len()), (LONGEST_CELL, 0));
        assert!(row.text.len() <= LONGEST_ROW);
        row.clear(5);
        row.cell("again");
        assert_eq!((row.get(0), row.remarks.len()), ("again", 0));
    }

    #[test]
    fn a_cell_that_is_too_long_becomes_empty_and_takes_no_memory() {
        let mut row = Row::default();
        row.clear(3);
        row.cell("before");
        for _ in 0..40 {
            row.push(&"x".repeat(LONGEST_CELL / 4));
        }
        row.end_cell();
        row.cell("after");

        assert_eq!(row.cells().collect::<Vec<_>>(), ["before", "", "after"]);
        assert_eq!(row.remarks.len(), 1);
        assert_eq!(row.remarks[0].column, Some(1));
        assert_eq!(row.remarks[0].found, "a text of 10485760 bytes");
        assert!(row.text.capacity() < 4 * LONGEST_CELL);
    }
}
