//! A table beside the plan that a person fills in with a spreadsheet, and that its owner alone may read.

use std::path::Path;

use super::WarehouseError;
use super::disk::{self, Reader};

/// What makes a spreadsheet read a text as a formula; it gets an apostrophe before it, which is taken off again.
pub(crate) const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The rows of a file, in the order of the header; none of a file that is not there.
///
/// # Errors
///
/// What the file system says, else `wrong` for a file that is no such table.
pub(super) fn read(
    path: &Path,
    header: &[&str],
    action: &'static str,
    wrong: impl Fn() -> WarehouseError,
) -> Result<Vec<Vec<String>>, WarehouseError> {
    let bytes = match std::fs::read(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        bytes => bytes.map_err(WarehouseError::file(path, action))?,
    };
    // Spreadsheets write a mark before the text, and semicolons where the decimal mark is a comma.
    let text = String::from_utf8(bytes).map_err(|_| wrong())?;
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let delimiter = if first.contains(';') {
        b';'
    } else if first.contains('\t') {
        b'\t'
    } else {
        b','
    };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let found = reader.headers().map_err(|_| wrong())?.clone();
    let places: Option<Vec<usize>> = header
        .iter()
        .map(|name| found.iter().position(|found| found.trim().eq_ignore_ascii_case(name)))
        .collect();
    let places = places.ok_or_else(&wrong)?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| wrong())?;
        rows.push(places.iter().map(|&at| bare(record.get(at).unwrap_or_default())).collect());
    }
    Ok(rows)
}

/// Writes the table, for its owner alone; one without rows is removed.
///
/// # Errors
///
/// What the file system says.
pub(super) fn write<'r>(
    path: &Path,
    header: &[&str],
    rows: impl ExactSizeIterator<Item = &'r Vec<String>>,
) -> Result<(), WarehouseError> {
    if rows.len() == 0 {
        return disk::remove_file(path);
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    let safe = |cell: &String| {
        if cell.starts_with(FORMULA) { format!("'{cell}") } else { cell.clone() }
    };
    writer.write_record(header).expect("memory takes every byte");
    for row in rows {
        writer.write_record(row.iter().map(safe)).expect("memory takes every byte");
    }
    let bytes = writer.into_inner().expect("memory takes every byte");
    disk::replace(path, &bytes, Reader::Owner)
}

fn bare(cell: &str) -> String {
    let cell = cell.trim();
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(FORMULA) => rest.to_owned(),
        _ => cell.to_owned(),
    }
}

/// Yes, no, or nothing that is known to mean either.
pub(super) fn accepted(said: &str) -> Option<bool> {
    match said.to_lowercase().as_str() {
        "yes" | "y" | "x" | "1" | "true" | "ok" | "ja" | "oui" | "si" | "sí" | "sim" => Some(true),
        "no" | "n" | "0" | "false" | "nein" | "non" | "não" | "nao" => Some(false),
        _ => None,
    }
}
