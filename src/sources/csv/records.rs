//! Text → records, each with the line in which it begins.
//!
//! A quotation mark opens a cell only where the cell begins, and is doubled inside. Such a mark is trusted as long as that
//! makes sense; it was never closed when the text ends first, when the mark that would close it after one or more line ends
//! stands in the middle of a text, or when a mebibyte and a line end have passed. Then the reader goes back to it and
//! reads it and the rest of its line as they stand, so that the rows below are rows again. A file is read once, and the way
//! back is never longer than the longest cell.

use std::io;

use super::decode::Text;
use super::dialect::Dialect;
use crate::sources::error::Unreadable;
use crate::sources::format::Rows;
use crate::sources::row::{LONGEST_CELL, Row};

/// Records of a text.
pub(super) struct Records {
    text: Text,
    dialect: Dialect,
    /// Line that is being read, from 1.
    line: u64,
    /// True for the rest of a line whose quotation marks are text.
    is_literal: bool,
    /// Number of cells in quotation marks so far.
    quoted: usize,
}

/// What ends a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Delimiter,
    Line,
    Text,
}

impl Records {
    pub(super) fn new(text: Text, dialect: Dialect) -> Self {
        let line = dialect.first_line;
        Self { text, dialect, line, is_literal: false, quoted: 0 }
    }

    /// Number of cells in quotation marks so far.
    pub(super) fn quoted(&self) -> usize {
        self.quoted
    }

    /// Replaces `row` with the next record that is not blank; false when there is none.
    pub(super) fn next_record(&mut self, row: &mut Row) -> io::Result<bool> {
        while self.text.next_byte()?.is_some() {
            row.clear(self.line);
            self.is_literal = false;
            while self.cell(row)? == End::Delimiter {}
            if !row.is_blank() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn cell(&mut self, row: &mut Row) -> io::Result<End> {
        if let Some(end) = self.cell_in_sight(row) {
            return Ok(end);
        }
        if !self.is_literal && self.text.next_byte()? == Some(self.dialect.quote) {
            self.quoted += 1;
            self.quoted_cell(row)?;
        }
        let end = self.plain(row)?;
        row.end_cell();
        Ok(end)
    }

    /// A cell that is in sight with what ends it, has no line end in it and no quotation mark but around it.
    ///
    /// Nearly every cell is one, and is found here without asking for each of its parts. Of another nothing is taken.
    fn cell_in_sight(&mut self, row: &mut Row) -> Option<End> {
        let delimiter = self.dialect.single_byte()?;
        let rest = self.text.rest();
        let bytes = rest.as_bytes();
        let is_quoted = *bytes.first()? == self.dialect.quote && !self.is_literal;
        let (cell, after) = if is_quoted {
            let quote = self.dialect.quote;
            let closing = 1 + position(&bytes[1..], quote)?;
            if bytes[closing] != quote {
                return None;
            }
            (&rest[1..closing], closing + 1)
        } else {
            let stop = position(bytes, delimiter)?;
            (&rest[..stop], stop)
        };
        let (end, length) = match bytes[after..] {
            [found, ..] if found == delimiter => (End::Delimiter, 1),
            [b'\r', b'\n', ..] => (End::Line, 2),
            [b'\r', _, ..] | [b'\n', ..] => (End::Line, 1),
            _ => return None,
        };
        row.cell(cell);
        self.quoted += usize::from(is_quoted);
        self.line += u64::from(end == End::Line);
        self.text.skip(after + length);
        Some(end)
    }

    /// Text up to the end of the cell, and that end.
    fn plain(&mut self, row: &mut Row) -> io::Result<End> {
        let delimiter = self.dialect.delimiter;
        let first = self.dialect.first_byte();
        loop {
            let rest = self.text.rest();
            let stop = position(rest.as_bytes(), first);
            let Some(stop) = stop else {
                let seen = rest.len();
                row.push(rest);
                self.text.skip(seen);
                if self.text.more()? {
                    continue;
                }
                return Ok(End::Text);
            };
            row.push(&rest[..stop]);
            let found = rest[stop..].chars().next();
            self.text.skip(stop);
            match found {
                Some('\r' | '\n') => {
                    self.line_end(None)?;
                    return Ok(End::Line);
                }
                Some(found) if found == delimiter => {
                    self.text.skip(delimiter.len_utf8());
                    return Ok(End::Delimiter);
                }
                Some(other) => {
                    row.push(other.encode_utf8(&mut [0; 4]));
                    self.text.skip(other.len_utf8());
                }
                None => return Ok(End::Text),
            }
        }
    }

    /// The part of a cell in quotation marks; what follows them is plain text, if there is any.
    fn quoted_cell(&mut self, row: &mut Row) -> io::Result<()> {
        let opened_on = self.line;
        let quote = self.dialect.quote;
        self.text.drop_anchor();
        self.text.skip(1);
        loop {
            if self.text.since_anchor() > LONGEST_CELL {
                if self.line > opened_on {
                    self.unclosed(row, opened_on);
                    return Ok(());
                }
                // One long line: what comes up to its end, or to the closing mark, belongs to it.
                self.text.weigh_anchor();
                return self.overlong(row, quote);
            }
            let rest = self.text.rest();
            let stop = position(rest.as_bytes(), quote);
            let Some(stop) = stop else {
                let seen = rest.len();
                row.push(rest);
                self.text.skip(seen);
                if self.text.more()? {
                    continue;
                }
                self.unclosed(row, opened_on);
                return Ok(());
            };
            row.push(&rest[..stop]);
            let found = rest.as_bytes()[stop];
            self.text.skip(stop);
            if found != quote {
                self.line_end(Some(row))?;
                continue;
            }
            self.text.skip(1);
            if self.text.next_byte()? == Some(quote) {
                row.push(if quote == b'"' { "\"" } else { "'" });
                self.text.skip(1);
                continue;
            }
            if self.line > opened_on && !self.is_at_cell_end()? {
                self.unclosed(row, opened_on);
            }
            self.text.weigh_anchor();
            return Ok(());
        }
    }

    /// The rest of a quoted cell that is too long to go back.
    fn overlong(&mut self, row: &mut Row, quote: u8) -> io::Result<()> {
        loop {
            let rest = self.text.rest();
            let stop = position(rest.as_bytes(), quote);
            let Some(stop) = stop else {
                let seen = rest.len();
                row.push(rest);
                self.text.skip(seen);
                if self.text.more()? {
                    continue;
                }
                return Ok(());
            };
            row.push(&rest[..stop]);
            let found = rest.as_bytes()[stop];
            self.text.skip(stop);
            if found != quote {
                return Ok(());
            }
            self.text.skip(1);
            if self.text.next_byte()? != Some(quote) {
                return Ok(());
            }
            self.text.skip(1);
        }
    }

    /// Goes back to a quotation mark that was never closed.
    fn unclosed(&mut self, row: &mut Row, opened_on: u64) {
        self.text.back_to_anchor();
        row.further_lines -= self.line - opened_on;
        self.line = opened_on;
        self.is_literal = true;
        row.restart_cell();
        let begun_on = std::mem::replace(&mut row.number, opened_on);
        row.remark(
            "unclosed_quote",
            "a quotation mark that is not closed; its line was read as it stands".to_owned(),
            "a closing quotation mark before the next delimiter".to_owned(),
        );
        row.number = begun_on;
    }

    /// True before a delimiter or a line end, or blanks and then one of these.
    fn is_at_cell_end(&mut self) -> io::Result<bool> {
        let mut blanks = 0;
        while self.text.has(blanks + 1)? {
            let rest = &self.text.rest()[blanks..];
            if rest.starts_with(self.dialect.delimiter) || rest.starts_with(['\r', '\n']) {
                return Ok(true);
            }
            if !rest.starts_with([' ', '\t']) {
                return Ok(false);
            }
            blanks += 1;
        }
        Ok(true)
    }

    /// Moves over a line end, which is text inside quotation marks.
    fn line_end(&mut self, row: Option<&mut Row>) -> io::Result<()> {
        self.text.has(2)?;
        let rest = self.text.rest();
        let length = if rest.starts_with("\r\n") { 2 } else { 1 };
        if let Some(row) = row {
            row.push(&rest[..length]);
            row.further_lines += 1;
        }
        self.text.skip(length);
        self.line += 1;
        Ok(())
    }
}

/// Where in a text the first such mark or line end is.
fn position(text: &[u8], mark: u8) -> Option<usize> {
    text.iter().position(|byte| *byte == mark || is_line_end(*byte))
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}

impl Rows for Records {
    fn next_row(&mut self, row: &mut Row) -> Result<bool, Unreadable> {
        Ok(self.next_record(row)?)
    }
}
