//! A sheet's cells, row by row.

use std::fs::File;
use std::io::{BufReader, Read as _};
use std::path::Path;

use calamine::{Reader as _, Sheet, SheetType, Xlsx, XlsxError};

use super::{bounds, cell};
use crate::sources::apart::Listener;
use crate::sources::contacts::in_words;
use crate::sources::error::{Unreadable, did_you_mean};
use crate::sources::row::Row;

/// Columns of the widest sheet that Excel makes.
pub(in crate::sources) const WIDEST: usize = 16_384;

/// What is allowed where an error stands.
pub(in crate::sources) const A_VALUE: &str = "a value";

type Workbook = Xlsx<BufReader<File>>;

/// Names of its sheets.
pub(super) fn sheets(path: &Path) -> Result<Vec<String>, Unreadable> {
    Ok(names(workbook(path)?.sheets_metadata()))
}

/// A workbook, once its parts are known to be no larger than they may be.
fn workbook(path: &Path) -> Result<Workbook, Unreadable> {
    let mut mark = Vec::new();
    File::open(path)?.take(2).read_to_end(&mut mark)?;
    // What is no archive, such as a file behind a password, its library names better.
    if mark == b"PK" {
        bounds::are_kept(path)?;
    }
    Xlsx::new(BufReader::new(File::open(path)?)).map_err(damaged)
}

/// Names of the sheets that are tables.
pub(in crate::sources) fn names(sheets: &[Sheet]) -> Vec<String> {
    let tables = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    tables.map(|sheet| sheet.name.clone()).collect()
}

/// The sheet of this name, else the only one that differs in case alone; without a name the first one.
pub(in crate::sources) fn choose(
    sheets: &[String],
    wanted: Option<&str>,
) -> Result<String, Unreadable> {
    let Some(wanted) = wanted.map(str::trim) else {
        return sheets.first().cloned().ok_or(Unreadable::Empty);
    };
    let lower = wanted.to_lowercase();
    sheets
        .iter()
        .find(|name| name.trim() == wanted)
        .or_else(|| sheets.iter().find(|name| name.trim().to_lowercase() == lower))
        .cloned()
        .ok_or_else(|| {
            let names: Vec<_> = sheets.iter().map(|name| in_words("a sheet", name)).collect();
            Unreadable::Sheet {
                found: wanted.to_owned(),
                sheets: names.join(", "),
                hint: did_you_mean(wanted, names.iter().map(AsRef::as_ref)),
            }
        })
}

/// Reads the sheet of this name, or the first one: its header, which is its first row that is not blank, and its rows.
pub(super) fn read(
    path: &Path,
    wanted: Option<&str>,
    listener: &mut Listener,
) -> Result<(), Unreadable> {
    let mut workbook = workbook(path)?;
    let sheet = choose(&names(workbook.sheets_metadata()), wanted)?;
    let mut cells = workbook.worksheet_cells_reader(&sheet).map_err(damaged)?;
    let mut table = Table::new(&sheet, listener);
    let mut row = Row::default();
    loop {
        let cell = match cells.next_cell() {
            Ok(Some(cell)) => cell,
            Ok(None) => break,
            // A kind of error that is newer than the library, which does not say in which cell it is.
            Err(XlsxError::CellError(found)) => {
                let found = format!("`{found}`, here or before the next cell");
                row.remark("error_cell", found, A_VALUE.to_owned());
                continue;
            }
            Err(error) => return Err(damaged(error)),
        };
        let (number, column) = cell.get_position();
        let (number, column) = (u64::from(number) + 1, column as usize);
        if number != row.number {
            if !table.take(std::mem::take(&mut row)) {
                return Ok(());
            }
            row.clear(number);
        }
        if column < row.len() || column >= WIDEST {
            let why = format!("the cells of row {number} are out of order");
            return Err(Unreadable::Damaged { why });
        }
        while row.len() < column {
            row.end_cell();
        }
        cell::write(cell.get_value(), &mut row);
    }
    table.take(row);
    table.end()
}

/// The rows of a sheet that are not blank: first the header, then rows at least as wide.
pub(in crate::sources) struct Table<'a> {
    sheet: &'a str,
    width: Option<usize>,
    listener: &'a mut Listener,
}

impl<'a> Table<'a> {
    pub(in crate::sources) fn new(sheet: &'a str, listener: &'a mut Listener) -> Self {
        Self { sheet, width: None, listener }
    }

    /// Ends the sheet.
    ///
    /// # Errors
    ///
    /// [`Unreadable::Empty`] when there was no row.
    pub(in crate::sources) fn end(self) -> Result<(), Unreadable> {
        if self.width.is_none() { Err(Unreadable::Empty) } else { Ok(()) }
    }

    /// Hands on a row; false when nobody listens any more.
    pub(in crate::sources) fn take(&mut self, mut row: Row) -> bool {
        if row.is_blank() {
            return true;
        }
        let Some(width) = self.width else {
            self.width = Some(row.len());
            return self.listener.header(Some(self.sheet), row);
        };
        // A sheet does not store empty cells at the end of a row.
        while row.len() < width {
            row.end_cell();
        }
        self.listener.row(row)
    }
}

fn damaged(error: XlsxError) -> Unreadable {
    match error {
        XlsxError::Password => Unreadable::Foreign {
            what: "a workbook behind a password",
            hint: "open it in Excel, remove the password under File › Info, and save it",
        },
        XlsxError::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => error.into(),
        XlsxError::NotAWorksheet(_) => {
            Unreadable::Damaged { why: "its sheet is no table".to_owned() }
        }
        XlsxError::FileNotFound(part) => {
            Unreadable::Damaged { why: format!("no part `{part}` in it") }
        }
        error => {
            let why = error.to_string();
            Unreadable::Damaged { why: why.lines().next().unwrap_or_default().to_owned() }
        }
    }
}
