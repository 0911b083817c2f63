//! A sheet's cells, row by row.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use calamine::{Reader as _, SheetType, Xlsx, XlsxError};

use super::cell;
use crate::sources::error::{Unreadable, did_you_mean};
use crate::sources::row::Row;

/// Rows that are handed on at once.
const ROWS: usize = 256;

/// Columns of the widest sheet that Excel makes.
const WIDEST: usize = 16_384;

pub(super) type Workbook = Xlsx<BufReader<File>>;

pub(super) fn workbook(path: &Path) -> Result<Workbook, Unreadable> {
    Xlsx::new(BufReader::new(File::open(path)?)).map_err(damaged)
}

/// The sheet of this name, else the only one that differs in case alone; without a name the first one.
pub(super) fn choose(workbook: &Workbook, wanted: Option<&str>) -> Result<String, Unreadable> {
    let sheets: Vec<&str> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.as_str())
        .collect();
    let Some(wanted) = wanted.map(str::trim) else {
        return sheets.first().map(|&name| name.to_owned()).ok_or(Unreadable::Empty);
    };
    let lower = wanted.to_lowercase();
    sheets
        .iter()
        .find(|name| name.trim() == wanted)
        .or_else(|| sheets.iter().find(|name| name.trim().to_lowercase() == lower))
        .map(|&name| name.to_owned())
        .ok_or_else(|| Unreadable::Sheet {
            found: wanted.to_owned(),
            sheets: sheets.join(", "),
            hint: did_you_mean(wanted, sheets.iter().copied()),
        })
}

/// Reads a sheet from its first row that is not blank, some rows at a time, as long as they are taken.
pub(super) fn read(
    workbook: &mut Workbook,
    sheet: &str,
    mut take: impl FnMut(Vec<Row>) -> bool,
) -> Result<(), Unreadable> {
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(damaged)?;
    let mut ready = Vec::with_capacity(ROWS);
    let mut row = Row::default();
    loop {
        let cell = match cells.next_cell() {
            Ok(Some(cell)) => cell,
            Ok(None) => break,
            // A kind of error that is newer than the library; it does not say in which cell.
            Err(XlsxError::CellError(found)) => {
                row.remark(
                    "error_cell",
                    format!("`{found}`, here or before the next cell"),
                    allowed(),
                );
                continue;
            }
            Err(error) => return Err(damaged(error)),
        };
        let (number, column) = cell.get_position();
        let (number, column) = (u64::from(number) + 1, column as usize);
        if number != row.number {
            keep(&mut row, &mut ready, number);
            if ready.len() >= ROWS && !take(std::mem::replace(&mut ready, Vec::with_capacity(ROWS)))
            {
                return Ok(());
            }
        }
        if column < row.len() || column >= WIDEST {
            return Err(Unreadable::Damaged {
                why: format!("the cells of row {number} are out of order"),
            });
        }
        while row.len() < column {
            row.end_cell();
        }
        cell::write(cell.get_value(), &mut row);
    }
    keep(&mut row, &mut ready, 0);
    take(ready);
    Ok(())
}

/// Keeps a row that is not blank, and begins the next one.
fn keep(row: &mut Row, ready: &mut Vec<Row>, next: u64) {
    let done = std::mem::take(row);
    if !done.is_blank() {
        ready.push(done);
    }
    row.clear(next);
}

/// What an error in a cell is to be replaced by.
pub(super) fn allowed() -> String {
    "a value".to_owned()
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
