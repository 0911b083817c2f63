//! What stands below a plain table: totals, and the notes of whoever printed it.

use std::collections::VecDeque;

use super::error::Unreadable;
use super::format::Rows;
use super::row::{Row, is_blank};

/// Most rows of a footer.
const MOST: usize = 15;

/// Fewest rows of a table that can have one.
const FEWEST: u64 = 3;

/// How a row of totals begins, in small letters.
const TOTALS: &[&str] = &[
    "total",
    "totals",
    "grand total",
    "sub total",
    "subtotal",
    "sum",
    "average",
    "class average",
    "overall average",
    "mean",
    "count",
    "summe",
    "gesamt",
    "gesamtsumme",
    "insgesamt",
    "durchschnitt",
    "suma",
    "promedio",
    "total general",
    "somme",
    "moyenne",
    "média",
    "soma",
];

/// What stands behind these words, if anything does.
const BEHIND_TOTALS: [char; 4] = [' ', ':', '=', '('];

/// Rows of a table without its footer, which is left out and named.
///
/// Only the last rows can be one: a row that looks like it is held back, and is a row like all others as soon as one
/// of these follows.
pub(super) struct WithoutFooter {
    rows: Box<dyn Rows>,
    /// Columns that have a name.
    width: usize,
    seen: u64,
    /// Some text of the first column consists of several words.
    first_has_words: bool,
    /// Line at which a row stands that follows the last one without a blank line between.
    next_line: u64,
    held: Vec<Row>,
    ready: VecDeque<Row>,
}

impl WithoutFooter {
    pub(super) fn new(rows: Box<dyn Rows>, width: usize) -> Self {
        let (held, ready) = (Vec::new(), VecDeque::new());
        Self { rows, width, seen: 0, first_has_words: false, next_line: 0, held, ready }
    }

    fn looks_like_footer(&self, row: &Row) -> bool {
        if self.seen < FEWEST || self.width < 3 {
            return false;
        }
        let first = row.cells().find(|cell| !is_blank(cell)).unwrap_or_default().trim();
        let stands_alone = !is_blank(row.get(0)) && row.cells().skip(1).all(is_blank);
        // Below totals stands nothing but notes; without them a blank line and its words tell a note.
        let is_apart = row.number > self.next_line;
        let is_note =
            !self.held.is_empty() || is_apart && first.contains(' ') && !self.first_has_words;
        stands_alone && is_note || is_total(first) && row.filled() < self.width
    }
}

fn is_total(text: &str) -> bool {
    // Most rows begin with a key, which is no word.
    let mut first_word = text.chars().take_while(|letter| !BEHIND_TOTALS.contains(letter));
    if !first_word.all(char::is_alphabetic) {
        return false;
    }
    let text = text.to_lowercase();
    TOTALS.iter().any(|word| {
        text.strip_prefix(word)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(BEHIND_TOTALS))
    })
}

impl Rows for WithoutFooter {
    fn next_row(&mut self, row: &mut Row) -> Result<bool, Unreadable> {
        loop {
            if let Some(next) = self.ready.pop_front() {
                *row = next;
                return Ok(true);
            }
            if !self.rows.next_row(row)? {
                let mut notes = Row::default();
                for below in self.held.drain(..) {
                    let found = "totals or a note below the table; it was not read as a row";
                    notes.note("title_row", below.number, found.to_owned(), "");
                }
                row.remarks.extend(notes.remarks);
                return Ok(false);
            }
            if self.held.len() < MOST && self.looks_like_footer(row) {
                self.held.push(std::mem::take(row));
                continue;
            }
            self.seen += 1;
            self.next_line = row.number + 1 + row.further_lines;
            let first = row.get(0);
            self.first_has_words =
                self.first_has_words || first.contains(' ') && first.trim().contains(' ');
            if self.held.is_empty() {
                return Ok(true);
            }
            self.ready.extend(self.held.drain(..));
            self.ready.push_back(std::mem::take(row));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Row, Rows as _, WithoutFooter};

    /// First cells of the rows that are left, and lines of those that are named.
    fn read(texts: &[&str]) -> (Vec<String>, Vec<u64>) {
        let rows: Vec<Row> =
            (2..).zip(texts).map(|(number, text)| Row::of(number, text.split(','))).collect();
        let mut table = WithoutFooter::new(Box::new(rows.into_iter()), 3);
        let (mut left, mut row) = (Vec::new(), Row::default());
        while table.next_row(&mut row).unwrap() {
            left.push(row.get(0).to_owned());
        }
        (left, row.remarks.iter().map(|remark| remark.number).collect())
    }

    #[test]
    fn totals_and_notes_are_a_footer_only_at_the_end() {
        let data = ["S1,a,1", "S2,b,2", "S3,c,3", "S4,d,4"];
        let with = |more: &[&'static str]| [&data[..], more].concat();
        assert_eq!(read(&with(&["Total,,10", "Printed on Monday,,"])).1, [6, 7]);
        assert_eq!(read(&with(&["Grand total: 4 students,,"])).0.len(), 4);
        let (left, named) = read(&with(&["Total,,10", "S5,e,5"]));
        assert_eq!((left.len(), named.len()), (6, 0), "a row follows");
    }

    #[test]
    fn a_row_with_one_cell_is_a_row_where_the_first_column_holds_such_texts() {
        let data = ["Ann Lee,a,1", "Bo Kim,b,2", "Cy Fox,c,3", "Di Roe,,"];
        assert_eq!(read(&data).0.len(), 4);
        assert_eq!(read(&["S1,a,1", "S2,b,2", "S3,c,3", "S4,,"]).0.len(), 4, "nothing answered");
        let last = read(&["S1,a,1", "S2,b,2", "S3,c,3", "New one,,"]);
        assert_eq!(last.0.len(), 4, "no blank line stands above it");
        assert_eq!(read(&["S1,a,1", "Total,,1"]).0.len(), 2, "too short for a footer");
    }
}
