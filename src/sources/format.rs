//! What a format is, and which one a file has.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::SOURCES;
use super::error::{Unreadable, did_you_mean};
use super::row::Row;

/// A format of files that can be read.
#[derive(Debug)]
pub struct SourceFormat {
    /// Name in the plan.
    pub name: &'static str,
    /// What it is, in words.
    pub about: &'static str,
    /// How its files' names end, without the dot.
    pub extensions: &'static [&'static str],
    /// Whether a file that begins like this is one.
    pub(super) recognises: fn(&[u8]) -> bool,
    /// Opens a file.
    pub(super) open: fn(&Path, &ReadOptions) -> Result<Opened, Unreadable>,
}

/// What is known about a file before it is opened.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// Name of its format, when neither content nor name tell.
    pub format: Option<String>,
    /// Sheet of a workbook; the first one otherwise.
    pub sheet: Option<String>,
    /// Delimiter of a text file; detected otherwise.
    pub delimiter: Option<char>,
    /// Encoding of a text file; detected otherwise.
    pub encoding: Option<String>,
    /// Most rows of a batch.
    pub batch_rows: usize,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { format: None, sheet: None, delimiter: None, encoding: None, batch_rows: 4096 }
    }
}

/// A file whose header was read.
pub(super) struct Opened {
    pub(super) header: Row,
    pub(super) sheet: Option<String>,
    pub(super) rows: Box<dyn Rows>,
}

/// The rows below the header.
pub(super) trait Rows {
    /// Replaces `row` with the next one; false when there is none.
    fn next_row(&mut self, row: &mut Row) -> Result<bool, Unreadable>;
}

/// How a file begins that is no table.
type Foreign = (&'static [u8], &'static str, &'static str);

const FOREIGN: &[Foreign] = &[
    (b"%PDF", "a PDF document", "ask for the table behind it as CSV or XLSX"),
    (b"\x1f\x8b", "compressed with gzip", "unpack it first"),
    (b"$FL2", "an SPSS file", "save it as CSV in SPSS"),
    (b"$FL3", "an SPSS file", "save it as CSV in SPSS"),
    (b"<stata_dta", "a Stata file", "write it with `export delimited` in Stata"),
    (b"{\\rtf", "a text document", "export the table as CSV or XLSX"),
    (b"<!doctype html", "a web page", "open it in a spreadsheet program and save it as XLSX"),
    (b"<html", "a web page", "open it in a spreadsheet program and save it as XLSX"),
    (b"<table", "a web page", "open it in a spreadsheet program and save it as XLSX"),
    (b"<?xml", "an XML document", "open it in a spreadsheet program and save it as XLSX"),
];

/// Compound files: workbooks before 2007, and newer ones behind a password.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// The format of a file: by its content, else by what the plan says, else by its name.
pub(super) fn recognise(
    path: &Path,
    options: &ReadOptions,
) -> Result<&'static SourceFormat, Unreadable> {
    let named = options.format.as_deref().map(named).transpose()?;
    let head = head(path)?;
    if head.is_empty() {
        return Err(Unreadable::Empty);
    }
    let extension = path
        .extension()
        .map(|extension| extension.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    foreign(&head, &extension)?;
    let fits = |format: &&SourceFormat| (format.recognises)(&head);
    named
        .filter(fits)
        .or_else(|| SOURCES.iter().find(fits))
        .or(named)
        .or_else(|| SOURCES.iter().find(|format| format.extensions.contains(&extension.as_str())))
        .ok_or(Unreadable::Foreign {
            what: "of a kind that is not known here",
            hint: "export it as CSV or XLSX",
        })
}

fn named(name: &str) -> Result<&'static SourceFormat, Unreadable> {
    let names = || SOURCES.iter().map(|format| format.name);
    SOURCES.iter().find(|format| format.name.eq_ignore_ascii_case(name.trim())).ok_or_else(|| {
        Unreadable::Format {
            found: name.to_owned(),
            allowed: names().collect::<Vec<_>>().join(", "),
            hint: did_you_mean(name, names()),
        }
    })
}

fn head(path: &Path) -> Result<Vec<u8>, Unreadable> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(std::io::Error::from(std::io::ErrorKind::IsADirectory).into());
    }
    let mut head = Vec::new();
    // A page holds the marks of all formats and enough text to see what text it is.
    file.take(4096).read_to_end(&mut head)?;
    Ok(head)
}

fn foreign(head: &[u8], extension: &str) -> Result<(), Unreadable> {
    let is = |what, hint| Err(Unreadable::Foreign { what, hint });
    if head.starts_with(COMPOUND) {
        return if extension.starts_with("xls") && extension != "xls" {
            is(
                "a workbook behind a password",
                "open it in Excel, remove the password under File › Info, and save it",
            )
        } else {
            is(
                "an Excel workbook from before 2007",
                "open it in a spreadsheet program and save it as XLSX",
            )
        };
    }
    let opendocument = b"mimetypeapplication/vnd.oasis.opendocument";
    if head.starts_with(b"PK") && head.windows(opendocument.len()).any(|part| part == opendocument)
    {
        return is("an OpenDocument file", "save it as XLSX or CSV in LibreOffice");
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    for (begin, what, hint) in FOREIGN {
        if text.len() >= begin.len() && text[..begin.len()].eq_ignore_ascii_case(begin) {
            return is(what, hint);
        }
    }
    Ok(())
}
