//! All tables of a folder: each file, each sheet of a workbook, each file of an archive.

use std::path::{Path, PathBuf};

use super::attended::is_of_a_program;
use super::personal;
use super::profile::Column;
use crate::sources::{self, ReadOptions, Recognised, SourceError};

/// Folders and files that are the program's own, and not exports.
const OWN: &[&str] =
    &["warehouse", "reports", "queries", "theme", "target", "mentorlens.links.csv"];

/// Endings of files that nobody exports data into.
const NO_DATA: &[&str] = &[
    "md", "toml", "key", "html", "htm", "pdf", "docx", "doc", "pptx", "png", "jpg", "jpeg", "gif",
    "svg", "lock", "log",
];

/// Most sheets of a file that are looked at.
const MOST_SHEETS: usize = 50;

/// A table that was read.
#[derive(Debug, Clone)]
pub(super) struct Table {
    /// Path of its file, relative to the folder.
    pub(super) file: String,
    /// Sheet, or file of an archive, when there is more than one.
    pub(super) sheet: Option<String>,
    pub(super) recognised: Recognised,
    pub(super) columns: Vec<Column>,
    pub(super) rows: usize,
    /// Names that several columns have.
    pub(super) duplicates: Vec<String>,
}

impl Table {
    /// File and sheet in one.
    pub(super) fn name(&self) -> String {
        match &self.sheet {
            Some(sheet) => format!("{}:{sheet}", self.file),
            None => self.file.clone(),
        }
    }

    /// What file and sheet are called, without folders and endings.
    pub(super) fn title(&self) -> String {
        let file = self.file.rsplit('/').next().unwrap_or(&self.file);
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        match &self.sheet {
            Some(sheet) => format!("{stem} {sheet}"),
            None => stem.to_owned(),
        }
    }

    /// Adds the rows of a table with the same columns.
    pub(super) fn absorb(&mut self, other: &Self) {
        self.rows += other.rows;
        for (own, more) in self.columns.iter_mut().zip(&other.columns) {
            own.absorb(more);
        }
    }

    /// A column by its name.
    pub(super) fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

/// A file that could not be read.
#[derive(Debug)]
pub struct Unread {
    /// Path, relative to the folder.
    pub file: String,
    /// Why, and what to do about it.
    pub why: String,
}

/// All tables of a folder.
#[derive(Debug)]
pub struct Inventory {
    pub(super) dir: PathBuf,
    pub(super) tables: Vec<Table>,
    /// Files that could not be read.
    pub unread: Vec<Unread>,
}

impl Inventory {
    /// True when there is nothing to write a plan about.
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }
}

/// Reads every table of a folder.
///
/// # Errors
///
/// The system's own, when the folder cannot be listed.
pub fn inventory(dir: &Path) -> std::io::Result<Inventory> {
    let mut inventory = Inventory { dir: dir.to_owned(), tables: Vec::new(), unread: Vec::new() };
    for (path, file) in files(dir)? {
        let mut take = |sheet: Option<String>| match table(&path, &file, sheet) {
            Ok(table) => inventory.tables.push(table),
            Err(error) => {
                let hint = error.hint().map(|hint| format!("; {hint}")).unwrap_or_default();
                inventory
                    .unread
                    .push(Unread { file: file.clone(), why: format!("{}{hint}", error.problem) });
            }
        };
        match sources::parts(&path) {
            Ok(parts) if parts.len() > 1 => {
                parts.into_iter().take(MOST_SHEETS).for_each(|part| take(Some(part)));
            }
            _ => take(None),
        }
    }
    // An empty sheet beside a full one is how workbooks come.
    let full: Vec<String> = inventory.tables.iter().map(|table| table.file.clone()).collect();
    inventory
        .unread
        .retain(|unread| !full.contains(&unread.file) || !unread.why.contains("is empty"));
    personal::leave_out(&mut inventory);
    Ok(inventory)
}

/// Files below a folder, in the order of their names; hidden ones and the program's own are none.
fn files(dir: &Path) -> std::io::Result<Vec<(PathBuf, String)>> {
    let mut found = Vec::new();
    let mut folders = vec![(dir.to_owned(), String::new())];
    while let Some((folder, above)) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let kind = entry.file_type()?;
            let relative = format!("{above}{name}");
            let extension =
                name.rsplit_once('.').map(|(_, end)| end.to_lowercase()).unwrap_or_default();
            if name.starts_with(['.', '~']) || OWN.contains(&name.as_str()) && above.is_empty() {
            } else if kind.is_dir() {
                folders.push((entry.path(), format!("{relative}/")));
            } else if kind.is_file() && !NO_DATA.contains(&extension.as_str()) {
                found.push((entry.path(), relative));
            }
        }
    }
    found.sort_by(|one, other| one.1.cmp(&other.1));
    Ok(found)
}

fn table(path: &Path, file: &str, sheet: Option<String>) -> Result<Table, SourceError> {
    let options = ReadOptions { sheet: sheet.clone(), ..ReadOptions::default() };
    let mut reader = sources::open(path, file, &options)?;
    // Marks of a program's meetings are no school days: they are read one by one.
    let name = file.rsplit('/').next().unwrap_or(file);
    let title = format!("{name} {}", sheet.as_deref().unwrap_or_default());
    let by_day = match reader.recognised().layout {
        Some("attendance") => Some("day_columns"),
        Some("daily_attendance") => Some(reader.recognised().file),
        _ => None,
    };
    if let Some(format) = by_day.filter(|_| is_of_a_program(&title)) {
        let format = Some(format.to_owned());
        reader = sources::open(path, file, &ReadOptions { format, ..options })?;
    }
    let header = reader.header().clone();
    let names = header.names().iter().enumerate();
    let mut columns: Vec<Column> =
        names.map(|(at, name)| Column::new(name, header.label(at), header.names().len())).collect();
    let mut rows = 0;
    for batch in reader.by_ref() {
        let batch = batch?;
        rows += batch.rows();
        for (at, column) in columns.iter_mut().enumerate() {
            (0..batch.rows()).for_each(|row| column.add(batch.cell(row, at)));
        }
    }
    let recognised = reader.recognised().clone();
    // A column without a name, or whose name occurs twice, cannot be named in a plan.
    let duplicates = header.duplicates();
    columns.retain(|column| !column.name.is_empty() && !duplicates.contains(&column.name));
    let duplicates = duplicates.to_vec();
    Ok(Table { file: file.to_owned(), sheet, recognised, columns, rows, duplicates })
}
