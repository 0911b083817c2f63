//! Text files with a delimiter: CSV, TSV and their relatives.
//!
//! Encoding, delimiter and quotation mark are detected from the file, not from its name. The records are read here and
//! not by the `csv` crate, because that one can neither bound a record's memory nor tell that a quotation mark was never
//! closed; a test holds the two to the same cells for every well-formed file.

mod decode;
mod dialect;
mod encoding;
mod records;

use std::path::Path;

use self::decode::Text;
use self::dialect::Dialect;
use self::records::Records;
use super::error::Unreadable;
use super::format::{Form, Opened, ReadOptions, SourceFormat};
use super::row::Row;

/// Text files with a delimiter.
pub(super) const CSV: SourceFormat = SourceFormat {
    name: "csv",
    about: "text with a delimiter (comma, semicolon, tab, bar), in UTF-8, UTF-16 or Windows-1252",
    extensions: &["csv", "tsv", "tab", "txt"],
    evidence: "text, without a mark of another format; the delimiter that divides the rows most evenly",
    limits: "a cell of more than 1 MiB is empty and named; a quotation mark that is never closed is text",
    form: Form::File { recognises: encoding::looks_like_text, open, parts: None },
};

fn open(path: &Path, options: &ReadOptions) -> Result<Opened, Unreadable> {
    let encoding = encoding::of(path, options.encoding.as_deref())?;
    let mut text = Text::open(path, encoding)?;
    let dialect = Dialect::detect(&mut text, options.delimiter)?;
    let mut records = Records::new(text, dialect);
    let mut header = Row::default();
    if !records.next_record(&mut header)? {
        return Err(Unreadable::Empty);
    }
    Ok(Opened { header, labels: Vec::new(), sheet: None, rows: Box::new(records) })
}

#[cfg(test)]
mod tests;
