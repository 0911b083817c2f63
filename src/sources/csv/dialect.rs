//! Delimiter and quotation mark of a text.

use std::io;

use encoding_rs::UTF_8;

use super::decode::Text;
use super::records::Records;
use crate::sources::row::Row;

/// Text that is looked at.
const SAMPLE_BYTES: usize = 1 << 16;

/// Records that are looked at.
const SAMPLE_RECORDS: usize = 50;

/// Delimiters that are looked for. The comma is last: where two fit equally well, it is the one that texts contain.
const DELIMITERS: &[char] = &['\t', ';', '|', ','];

/// How a text is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) delimiter: char,
    pub(super) quote: u8,
    /// Line at which the text begins: the one below `sep=`, if there is such a line.
    pub(super) first_line: u64,
}

impl Dialect {
    fn new(delimiter: char, quote: u8) -> Self {
        Self { delimiter, quote, first_line: 1 }
    }

    /// First byte of the delimiter.
    pub(super) fn first_byte(self) -> u8 {
        self.delimiter.encode_utf8(&mut [0; 4]).as_bytes()[0]
    }

    /// The delimiter as a byte, where it is one.
    pub(super) fn single_byte(self) -> Option<u8> {
        u8::try_from(self.delimiter).ok().filter(u8::is_ascii)
    }

    /// The dialect of a text, which is then at its header.
    ///
    /// The delimiter is `delimiter`, else the one that a line `sep=;` names, as Excel writes it, else the one that
    /// divides most records of a sample into as many cells as the first, and into many.
    pub(super) fn detect(text: &mut Text, delimiter: Option<char>) -> io::Result<Self> {
        let is_whole = !text.has(SAMPLE_BYTES)?;
        let (declared, skip) = declared(text.rest());
        let first_line = if skip > 0 { 2 } else { 1 };
        text.skip(skip);
        let sample = Sample { text: text.rest(), is_whole };
        let delimiter = match delimiter.or(declared) {
            Some(delimiter) => delimiter,
            None => sample.delimiter()?,
        };
        let quote = sample.quote(delimiter)?;
        Ok(Self { first_line, ..Self::new(delimiter, quote) })
    }
}

/// The delimiter that a first line `sep=;` names, and that line's length.
fn declared(text: &str) -> (Option<char>, usize) {
    let length = text.find(['\r', '\n']).unwrap_or(text.len());
    let line = text[..length].trim_matches('"');
    let mut named = match line.get(..4) {
        Some(word) if word.eq_ignore_ascii_case("sep=") => line[4..].chars(),
        _ => return (None, 0),
    };
    let (Some(delimiter), None) = (named.next(), named.next()) else { return (None, 0) };
    let end = if text[length..].starts_with("\r\n") { 2 } else { 1 };
    (Some(delimiter), (length + end).min(text.len()))
}

/// The first records of a sample as one dialect sees them.
struct Seen {
    widths: Vec<usize>,
    /// Cells in quotation marks in each record.
    quoted: Vec<usize>,
    is_clean: bool,
}

struct Sample<'a> {
    text: &'a str,
    is_whole: bool,
}

impl Sample<'_> {
    fn delimiter(&self) -> io::Result<char> {
        let mut best = (0.0, ',');
        let mut fallback = (0, ',');
        for &delimiter in DELIMITERS {
            let widths = self.seen(Dialect::new(delimiter, b'"'))?.widths;
            let Some(&header) = widths.first() else { continue };
            let alike = widths.iter().filter(|width| **width == header).count();
            let share = alike as f64 / widths.len() as f64;
            // A wide table whose last rows are ragged beats a bar that stands once in each line.
            let score = share * share * (header as f64).ln();
            if score > best.0 {
                best = (score, delimiter);
            }
            // A title above the table hides the header; then the rows decide.
            let divided = widths.iter().filter(|width| **width > 1).count();
            if divided * 2 > widths.len() && divided > fallback.0 {
                fallback = (divided, delimiter);
            }
        }
        if best.0 > 0.0 || fallback.0 > 0 {
            return Ok(if best.0 > 0.0 { best.1 } else { fallback.1 });
        }
        Ok(if self.is_divided_by_blanks()? { ' ' } else { fallback.1 })
    }

    /// True where nothing else divides rows, blanks divide all of them alike, and cells with blanks are enclosed.
    fn is_divided_by_blanks(&self) -> io::Result<bool> {
        let seen = self.seen(Dialect::new(' ', b'"'))?;
        let width = seen.widths.first().copied().unwrap_or(0);
        let are_alike = seen.widths.len() > 1 && seen.widths.iter().all(|other| *other == width);
        let encloses = seen.quoted.iter().filter(|quoted| **quoted > 0).count();
        Ok(width > 1 && are_alike && seen.is_clean && encloses * 2 > seen.quoted.len())
    }

    /// The apostrophe, when it encloses cells in every row below the header and nothing else does.
    fn quote(&self, delimiter: char) -> io::Result<u8> {
        if self.text.contains('"') || !self.text.contains('\'') {
            return Ok(b'"');
        }
        let seen = self.seen(Dialect::new(delimiter, b'\''))?;
        let is_even = seen.widths.iter().all(|width| Some(width) == seen.widths.first());
        let below = seen.quoted.get(1..).unwrap_or_default();
        let encloses = !below.is_empty() && below.iter().all(|quoted| *quoted > 0);
        Ok(if seen.is_clean && is_even && encloses { b'\'' } else { b'"' })
    }

    fn seen(&self, dialect: Dialect) -> io::Result<Seen> {
        let bytes = io::Cursor::new(self.text.as_bytes().to_vec());
        let mut records = Records::new(Text::new(Box::new(bytes), UTF_8), dialect);
        let mut seen = Seen { widths: Vec::new(), quoted: Vec::new(), is_clean: true };
        let mut row = Row::default();
        let mut before = 0;
        while seen.widths.len() <= SAMPLE_RECORDS && records.next_record(&mut row)? {
            seen.widths.push(row.len());
            seen.quoted.push(records.quoted() - before);
            before = records.quoted();
            seen.is_clean &= row.remarks.is_empty();
        }
        // The last record may be cut off where the sample ends.
        if !self.is_whole && seen.widths.len() > 1 {
            seen.widths.pop();
            seen.quoted.pop();
        }
        Ok(seen)
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::UTF_8;

    use super::{Dialect, Text};

    fn detected(text: &str) -> (char, char) {
        let bytes = std::io::Cursor::new(text.to_owned().into_bytes());
        let dialect = Dialect::detect(&mut Text::new(Box::new(bytes), UTF_8), None).unwrap();
        (dialect.delimiter, char::from(dialect.quote))
    }

    #[test]
    fn the_delimiter_is_the_one_that_divides_all_rows_alike() {
        for (text, delimiter) in [
            ("a,b\n1,2\n", ','),
            ("a;b;c\n1,5;2;3\n2,5;3,1;4\n", ';'),
            ("a\tb\nx, y\t2\n", '\t'),
            ("a|b\n1|2\n", '|'),
            ("name,note\nA,\"x;y;z\"\nB,\"u;v;w\"\n", ','),
            ("name,note\nA,x;y\nB,u\n", ','),
            ("one\n1\n2\n", ','),
            ("", ','),
            ("Report of May\nid\tname\n1\tA\n2\tB\n", '\t'),
            ("sep=;\na,b;c\n", ';'),
            ("\"sep=|\"\r\na,b|c\r\n", '|'),
            ("Email;Zeit, Ort;n\na;b, c;1\nd;e;2\n", ';'),
        ] {
            assert_eq!(detected(text).0, delimiter, "{text}");
        }
    }

    #[test]
    fn an_apostrophe_encloses_cells_only_when_it_does_so_in_every_row() {
        assert_eq!(detected("a,b\n'x, y',1\n'z',2\n").1, '\'');
        assert_eq!(detected("a,b\n'tis,1\nz,2\n").1, '"');
        assert_eq!(detected("a,b\n'x',1\n\"z\",2\n").1, '"');
    }
}
