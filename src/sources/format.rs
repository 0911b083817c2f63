//! What a format is, and which one a file has: first its bytes, then the way in which its rows are laid out.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::SOURCES;
use super::error::{SourceError, Unreadable, did_you_mean};
use super::layout::{Arranged, Evidence, Stream, has_groups, plain, titles_above};
use super::row::Row;

/// A format of files that can be read.
#[derive(Debug)]
pub struct SourceFormat {
    /// Name in the plan.
    pub name: &'static str,
    /// What it is, in words.
    pub about: &'static str,
    /// How its files' names end, without the dot; none for a layout, which may come in any file.
    pub extensions: &'static [&'static str],
    /// By what it is recognised.
    pub evidence: &'static str,
    /// What is not read, or read otherwise than one might think.
    pub limits: &'static str,
    pub(super) form: Form,
}

/// Sheets of a workbook or files of an archive, for `sheet`; none for a file that is one table.
///
/// # Errors
///
/// [`SourceError`] when the file cannot be opened.
pub fn parts(path: &Path) -> Result<Vec<String>, SourceError> {
    let parts = recognise(path, None).and_then(|format| match format.form {
        Form::File { parts: Some(parts), .. } => parts(path),
        _ => Ok(Vec::new()),
    });
    parts.map_err(|problem| problem.of(&path.display().to_string()))
}

/// Lists the sheets of a workbook or the files of an archive.
pub(super) type Parts = fn(&Path) -> Result<Vec<String>, Unreadable>;

/// What a format says about a file.
#[derive(Debug)]
pub(super) enum Form {
    /// What its bytes mean.
    File {
        /// Whether a file that begins like this is one.
        recognises: fn(&[u8]) -> bool,
        /// Opens a file.
        open: fn(&Path, &ReadOptions) -> Result<Opened, Unreadable>,
        /// Names of its sheets or files, where it may have several.
        parts: Option<Parts>,
    },
    /// How a program lays out its rows, in whatever file they come.
    Layout {
        /// How likely rows that begin like these are its own.
        recognises: fn(&[Row]) -> Option<Evidence>,
        /// Finds the header, and brings the rows into the form of a table.
        arrange: fn(Stream) -> Result<Arranged, Unreadable>,
    },
}

/// What a file was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// Format of the file, such as `csv`.
    pub file: &'static str,
    /// Layout of its rows, such as `qualtrics`, when it is a known one.
    pub layout: Option<&'static str>,
    /// How sure that is, from 0 to 100; a plain table is what is left when no layout is likely.
    pub score: u8,
    /// Why, in words.
    pub why: String,
}

impl Recognised {
    /// Name for the plan's `format`.
    pub fn name(&self) -> &'static str {
        self.layout.unwrap_or(self.file)
    }
}

/// What is known about a file before it is opened.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// Name of its format, when neither content nor name tell.
    pub format: Option<String>,
    /// Sheet of a workbook, or file of an archive; the first one otherwise.
    pub sheet: Option<String>,
    /// Delimiter of a text file; detected otherwise.
    pub delimiter: Option<char>,
    /// Encoding of a text file; detected otherwise.
    pub encoding: Option<String>,
    /// Name of a column that is added and holds the place of each row.
    pub numbered: Option<String>,
    /// Most rows of a batch.
    pub batch_rows: usize,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            format: None,
            sheet: None,
            delimiter: None,
            encoding: None,
            numbered: None,
            batch_rows: 4096,
        }
    }
}

/// A file whose header was read.
pub(super) struct Opened {
    pub(super) header: Row,
    /// What was asked in each column, where the file says so beside the names.
    pub(super) labels: Vec<String>,
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
    (b"HEADER RECORD*******LIBRARY", "a SAS file", "write it with `proc export` as CSV in SAS"),
    (b"SQLite format 3", "a database", "export its tables as CSV"),
    (b"\0\x01\0\0Standard", "an Access database", "export its tables as CSV or XLSX in Access"),
    (b"{\\rtf", "a text document", "export the table as CSV or XLSX"),
    (b"<!doctype html", "a web page", "open it in a spreadsheet program and save it as XLSX"),
    (b"<html", "a web page", "open it in a spreadsheet program and save it as XLSX"),
    (b"<table", "a web page", "open it in a spreadsheet program and save it as XLSX"),
    (b"<?xml", "an XML document", "open it in a spreadsheet program and save it as XLSX"),
];

/// What stands within the first half kilobyte of a file that is no table.
const INSIDE: &[Foreign] = &[
    (b"ASCII SPSS PORT FILE", "a portable file of SPSS", "save it as SAV or CSV in SPSS"),
    (
        b"\xc2\xea\x81\x60\xb3\x14\x11\xcf",
        "a SAS file",
        "write it with `proc export` as CSV in SAS",
    ),
    (b"Index/Document.iwa", "a Numbers document", "export it as XLSX or CSV in Numbers"),
];

/// Compound files: workbooks before 2007, and newer ones behind a password.
pub(super) const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// A file as a table: opened by what its bytes are, arranged by how its rows are laid out.
pub(super) fn arranged(
    path: &Path,
    options: &ReadOptions,
) -> Result<(Arranged, Option<String>, Recognised), Unreadable> {
    let named = options.format.as_deref().map(named).transpose()?;
    let file = recognise(path, named)?;
    let Form::File { open, .. } = file.form else { unreachable!("a file has a file format") };
    let Opened { header, labels, sheet, rows } = open(path, options)?;
    let mut stream = Stream::new(header, rows);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    stream.about = format!("{}\n{stem}\n", sheet.as_deref().unwrap_or_default());
    let top = stream.top()?;
    let titles = titles_above(top);
    // The lists of meeting programs have lines of their own above the header; titles are what is left.
    let known = |top: &[Row]| match named {
        Some(format) => match format.form {
            Form::Layout { recognises, .. } => recognises(top).map(|_| format),
            Form::File { .. } => None,
        },
        None => likeliest(top).0,
    };
    let is_below = titles > 0 && known(top).is_none() && known(&top[titles..]).is_some();
    let above = if is_below { titles } else { 0 };
    let (layout, evidence) = match named {
        Some(format) if matches!(format.form, Form::Layout { .. }) => {
            (Some(format), Evidence::new(100, "the plan says so"))
        }
        Some(_) => (None, Evidence::new(100, "the plan says so")),
        None => likeliest(&top[above..]),
    };
    let is_plain = layout.is_none() && named.is_none();
    let is_grouped = is_plain && has_groups(stream.top()?, titles);
    let titles = titles - usize::from(is_grouped);
    let notes = stream.leave_titles(if is_plain { titles } else { above })?;
    let mut arranged = match layout.map(|format| &format.form) {
        Some(Form::Layout { arrange, .. }) => arrange(stream)?,
        _ if is_plain => plain(stream, is_grouped)?,
        _ => stream.with_first_row_as_header()?,
    };
    arranged.header.remarks.splice(0..0, notes);
    if arranged.labels.is_empty() {
        arranged.labels = labels;
    }
    let recognised = Recognised {
        file: file.name,
        layout: layout.map(|format| format.name),
        score: evidence.score,
        why: evidence.why,
    };
    Ok((arranged, sheet, recognised))
}

/// The layout with the strongest evidence; of two alike the one that is listed first.
fn likeliest(top: &[Row]) -> (Option<&'static SourceFormat>, Evidence) {
    let mut best = (None, Evidence::new(50, "a plain table: no layout of a known program"));
    for format in SOURCES {
        let Form::Layout { recognises, .. } = format.form else { continue };
        if let Some(evidence) = recognises(top)
            && evidence.score > best.1.score
        {
            best = (Some(format), evidence);
        }
    }
    best
}

/// The format of a file: by its content, else by what the plan says, else by its name.
fn recognise(
    path: &Path,
    named: Option<&'static SourceFormat>,
) -> Result<&'static SourceFormat, Unreadable> {
    let head = head(path)?;
    if head.is_empty() {
        return Err(Unreadable::Empty);
    }
    let extension = path
        .extension()
        .map(|extension| extension.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    foreign(&head, &extension)?;
    let files = || SOURCES.iter().filter(|format| matches!(format.form, Form::File { .. }));
    let fits = |format: &&SourceFormat| match format.form {
        Form::File { recognises, .. } => recognises(&head),
        Form::Layout { .. } => false,
    };
    named
        .filter(fits)
        .or_else(|| files().find(fits))
        .or(named.filter(|format| matches!(format.form, Form::File { .. })))
        .or_else(|| files().find(|format| format.extensions.contains(&extension.as_str())))
        .ok_or(Unreadable::Foreign {
            what: "of a kind that is not known here",
            hint: "export it as CSV or XLSX",
        })
}

/// Opens a file out of an archive by what its bytes are; never another archive, which may hold itself.
pub(super) fn open_unpacked(path: &Path, options: &ReadOptions) -> Result<Opened, Unreadable> {
    match recognise(path, None)? {
        SourceFormat { form: Form::File { open, .. }, name, .. } if *name != "zip" => {
            open(path, options)
        }
        _ => Err(Unreadable::Foreign {
            what: "an archive within an archive",
            hint: "unpack it, and put the files beside it",
        }),
    }
}

/// True when files of a format end like this.
pub(super) fn is_file_format(extension: &str) -> bool {
    SOURCES.iter().any(|format| format.name != "zip" && format.extensions.contains(&extension))
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
    if head.starts_with(COMPOUND) && extension.starts_with("xls") && extension != "xls" {
        return is(
            "a workbook behind a password",
            "open it in Excel, remove the password under File › Info, and save it",
        );
    }
    let opendocument = b"mimetypeapplication/vnd.oasis.opendocument.";
    let after = head.windows(opendocument.len()).position(|part| part == opendocument);
    if let Some(at) = after.filter(|_| head.starts_with(b"PK"))
        && !head[at + opendocument.len()..].starts_with(b"spreadsheet")
    {
        return is("an OpenDocument file, but no table", "save its table as ODS or CSV");
    }
    let begin = &head[..head.len().min(512)];
    for (mark, what, hint) in INSIDE {
        if begin.windows(mark.len()).any(|part| part == *mark) {
            return is(what, hint);
        }
    }
    if extension == "gsheet" {
        return is("a link to a Google sheet", "download the sheet itself as XLSX or CSV");
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    for (begin, what, hint) in FOREIGN {
        if text.len() >= begin.len() && text[..begin.len()].eq_ignore_ascii_case(begin) {
            return is(what, hint);
        }
    }
    Ok(())
}

/// The table of formats for `docs/formats.md`.
pub fn reference() -> String {
    let mut text = String::from(
        "# Formats: what is read, by what it is recognised, and where it ends\n\n\
         Printed from the code; a test keeps it true. The content decides what a file is, before its name does. A plan names \
         a format with `format` only where that goes wrong: a layout to say which it is, or the kind of file (`csv`, `xlsx` …) \
         to read its first row as the header and every row as it stands.\n\n\
         Every reader streams unless its limits say otherwise: memory holds the first 60 rows (16 MiB), a batch of rows (8 MiB \
         of text or two million cells), the longest row (64 MiB and a million cells, of which each has up to 1 MiB), and the \
         first 50,000 of what there is to say about a file, the others being counted. None of that grows with the file: a text \
         of two gigabytes is read in the memory of a small one, and a workbook of a million rows in that of its shared texts \
         (about twice their size, up to 512 MiB of them). What the rows are made into grows: a table that is checked and kept \
         is held as a whole, see `performance.md`. What a file has that a table cannot hold is named with its place by \
         `mentorlens check`.\n",
    );
    let is_file = |format: &&SourceFormat| matches!(format.form, Form::File { .. });
    let files: Vec<&SourceFormat> = SOURCES.iter().filter(is_file).collect();
    let layouts: Vec<&SourceFormat> = SOURCES.iter().filter(|format| !is_file(format)).collect();
    for (title, about, formats) in [
        ("Kinds of files", "What the bytes are.", files),
        (
            "Layouts of known programs",
            "How rows are laid out, in whatever kind of file they come. The strongest evidence wins; what is left is a plain \
             table. Titles above a header, the header where it stands once more, and totals and notes below the last row of a plain \
             table, are left out and named.",
            layouts,
        ),
    ] {
        let cell = |words: &str| words.replace('|', "\\|");
        let rows = formats.iter().fold(String::new(), |rows, format| {
            let SourceFormat { name, about, evidence, limits, .. } = format;
            rows + &format!(
                "| `{name}` | {} | {} | {} |\n",
                cell(about),
                cell(evidence),
                cell(limits)
            )
        });
        let _ = write!(
            text,
            "\n## {title}\n\n{about}\n\n| format | what it is | evidence | limits |\n|---|---|---|---|\n{rows}"
        );
    }
    text.push_str("\n## Not read\n\n| what | way out |\n|---|---|\n");
    let mut told: Vec<(&str, &str)> = Vec::new();
    for (_, what, hint) in FOREIGN.iter().chain(INSIDE) {
        if !told.contains(&(*what, *hint)) {
            told.push((*what, *hint));
        }
    }
    for (what, hint) in told {
        let _ = writeln!(text, "| {what} | {hint} |");
    }
    text
}
