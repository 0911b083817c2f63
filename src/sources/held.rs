//! Workbooks that their library holds in memory as a whole: those from before 2007, and those of LibreOffice.

mod compound;
mod limits;
mod records;

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use calamine::{Data, Ods, OdsError, Range, Reader as _, Xls, XlsError};

use self::compound::{Endless, streams};
use self::limits::{MOST_CELLS, cells_of_content, is_left_open};
use self::records::reach_too_far;
use super::apart;
use super::error::Unreadable;
use super::format::{COMPOUND, Form, Opened, ReadOptions, SourceFormat};
use super::row::Row;
use super::xlsx::cell::write_held;
use super::xlsx::sheet::{Table, choose, names};

/// Workbooks from before 2007.
pub(super) const XLS: SourceFormat = SourceFormat {
    name: "xls",
    about: "an Excel workbook from before 2007; one sheet of it, the first unless `sheet` names another",
    extensions: &["xls"],
    evidence: "the mark of a compound file",
    limits: "held in memory, up to 256 MiB of file; as for `xlsx`",
    form: Form::File {
        recognises: |head| head.starts_with(COMPOUND),
        open: |path, options| open(path, options, xls),
        parts: Some(xls_sheets),
    },
};

/// Workbooks of LibreOffice and its relatives.
pub(super) const ODS: SourceFormat = SourceFormat {
    name: "ods",
    about: "an OpenDocument workbook; one sheet of it, the first unless `sheet` names another",
    extensions: &["ods"],
    evidence: "a ZIP archive that says so in its first file",
    limits: "held in memory, up to 256 MiB of content and twenty million cells, with the empty ones between them; as for `xlsx`",
    form: Form::File {
        recognises: is_ods,
        open: |path, options| open(path, options, ods),
        parts: Some(ods_sheets),
    },
};

const MIME: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet";

/// Largest content that is read: what a table of ten million cells takes.
const MOST_CONTENT: u64 = 256 << 20;

fn is_ods(head: &[u8]) -> bool {
    head.starts_with(b"PK") && head.windows(MIME.len()).any(|part| part == MIME)
}

/// A sheet's name and its cells.
type Held = (String, Range<Data>);

fn open(
    path: &Path,
    options: &ReadOptions,
    read: fn(&Path, Option<&str>) -> Result<Held, Unreadable>,
) -> Result<Opened, Unreadable> {
    let (path, wanted) = (path.to_owned(), options.sheet.clone());
    apart::open(move |listener| {
        let (sheet, cells) = read(&path, wanted.as_deref())?;
        let mut table = Table::new(&sheet, listener);
        let (first_row, first_column) = cells.start().unwrap_or_default();
        for (number, held) in (u64::from(first_row) + 1..).zip(cells.rows()) {
            let mut row = Row::default();
            row.clear(number);
            for _ in 0..first_column {
                row.end_cell();
            }
            // An empty cell at the end of a row is no cell.
            let used = held.iter().rposition(|cell| *cell != Data::Empty).map_or(0, |at| at + 1);
            for cell in &held[..used] {
                write_held(cell, &mut row);
            }
            if !table.take(row) {
                return Ok(());
            }
        }
        table.end()
    })
}

/// A workbook from before 2007, once its sheets are known to claim no more room than they can.
fn old_workbook(path: &Path) -> Result<Xls<BufReader<File>>, Unreadable> {
    let size = std::fs::metadata(path)?.len();
    if size > MOST_CONTENT {
        return Err(damaged(&format!("a workbook of {size} bytes, more than {MOST_CONTENT}")));
    }
    let file = std::fs::read(path)?;
    // Either name is that of the one stream with all sheets, by the version of the program.
    let streams = streams(&file, &["Workbook", "Book"]);
    let streams = streams.map_err(|Endless| damaged("a part of it has no end"))?;
    if streams.iter().any(|stream| reach_too_far(stream)) {
        return Err(damaged("its sheets claim to be larger than such sheets can be"));
    }
    drop((file, streams));
    Xls::new(BufReader::new(File::open(path)?)).map_err(of_xls)
}

/// An OpenDocument workbook, once its tables are known to be no larger than they may be.
fn open_workbook(path: &Path) -> Result<Ods<BufReader<File>>, Unreadable> {
    let content = super::archive::content(path, "content.xml", MOST_CONTENT)?;
    let (cells, is_left_open) = (cells_of_content(&content), is_left_open(&content));
    drop(content);
    if is_left_open {
        return Err(damaged("a table in it has no end"));
    }
    if cells > MOST_CELLS {
        let why = format!("its tables reach over {cells} cells, more than {MOST_CELLS}");
        return Err(damaged(&why));
    }
    Ods::new(BufReader::new(File::open(path)?)).map_err(of_ods)
}

fn xls(path: &Path, wanted: Option<&str>) -> Result<Held, Unreadable> {
    let mut workbook = old_workbook(path)?;
    let sheet = choose(&names(workbook.sheets_metadata()), wanted)?;
    let cells = workbook.worksheet_range(&sheet).map_err(of_xls)?;
    Ok((sheet, cells))
}

fn ods(path: &Path, wanted: Option<&str>) -> Result<Held, Unreadable> {
    let mut workbook = open_workbook(path)?;
    let sheet = choose(&names(workbook.sheets_metadata()), wanted)?;
    let cells = workbook.worksheet_range(&sheet).map_err(of_ods)?;
    Ok((sheet, cells))
}

fn xls_sheets(path: &Path) -> Result<Vec<String>, Unreadable> {
    let workbook = old_workbook(path)?;
    Ok(names(workbook.sheets_metadata()))
}

fn ods_sheets(path: &Path) -> Result<Vec<String>, Unreadable> {
    let workbook = open_workbook(path)?;
    Ok(names(workbook.sheets_metadata()))
}

const PASSWORD: Unreadable = Unreadable::Foreign {
    what: "a workbook behind a password",
    hint: "open it in its own program, remove the password, and save it",
};

fn of_xls(error: XlsError) -> Unreadable {
    match error {
        XlsError::Password => PASSWORD,
        error => damaged(&error.to_string()),
    }
}

fn of_ods(error: OdsError) -> Unreadable {
    match error {
        OdsError::Password => PASSWORD,
        error => damaged(&error.to_string()),
    }
}

fn damaged(why: &str) -> Unreadable {
    Unreadable::Damaged { why: why.lines().next().unwrap_or_default().to_owned() }
}
