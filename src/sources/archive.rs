//! Archives: one file of a ZIP archive, unpacked within limits.
//!
//! A name in an archive is a name and no path: nothing is ever written under it.

use std::fs::File;
use std::io::{self, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;
use zip::ZipArchive;
use zip::result::ZipError;

use super::error::Unreadable;
use super::format::{Form, Opened, ReadOptions, Rows, SourceFormat, is_file_format, open_unpacked};
use super::row::Row;
use super::xlsx;

/// Archives with tables in them.
pub(super) const ZIP: SourceFormat = SourceFormat {
    name: "zip",
    about: "one file of a ZIP archive, the first that can be read unless `sheet` names another",
    extensions: &["zip"],
    evidence: "a ZIP archive without the parts of a workbook",
    limits: "a file of up to 2 GiB that is at most 1,000 times as large as packed, of up to 10,000; no archive within an archive, no password",
    form: Form::File { recognises: is_other, open, parts: Some(tables) },
};

/// Largest file that is unpacked, in bytes.
const LARGEST: u64 = 2 << 30;

/// A text of nothing but blanks shrinks to a thousandth; nothing that is read does.
const HIGHEST_RATIO: u64 = 1000;

/// Below this size a high ratio does no harm.
const HARMLESS: u64 = 1 << 20;

/// Most files of an archive that are looked at.
const MOST_FILES: usize = 10_000;

/// Parts by which a workbook begins.
const WORKBOOK: &[&[u8]] =
    &[b"[Content_Types]", b"xl/", b"_rels/", b"docProps/", b"mimetype", b"customXml/"];

/// True for an archive whose first file is no part of a workbook.
pub(super) fn is_other(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04")
        && head.get(30..).is_some_and(|name| !WORKBOOK.iter().any(|part| name.starts_with(part)))
}

/// An archive that is open.
pub(super) type Archive = ZipArchive<BufReader<File>>;

fn open(path: &Path, options: &ReadOptions) -> Result<Opened, Unreadable> {
    let mut archive = archive(path)?;
    let names = names(&mut archive)?;
    // A workbook may begin with any of its parts.
    if names.iter().any(|name| name == "xl/workbook.xml") {
        return xlsx::open(path, options);
    }
    let files: Vec<String> = names.into_iter().filter(|name| is_table(name)).collect();
    let wanted = xlsx::sheet::choose(&files, options.sheet.as_deref())?;
    let unpacked = unpack(&mut archive, &wanted)?;
    let inner = ReadOptions { sheet: None, format: None, ..options.clone() };
    let opened = open_unpacked(unpacked.path(), &inner)?;
    let rows = Box::new(Unpacked { rows: opened.rows, _file: unpacked });
    Ok(Opened { header: opened.header, labels: opened.labels, sheet: Some(wanted), rows })
}

/// Names of the files that may hold tables.
fn tables(path: &Path) -> Result<Vec<String>, Unreadable> {
    Ok(names(&mut archive(path)?)?.into_iter().filter(|name| is_table(name)).collect())
}

/// Rows of an unpacked file, which is deleted with them.
struct Unpacked {
    rows: Box<dyn Rows>,
    _file: NamedTempFile,
}

impl Rows for Unpacked {
    fn next_row(&mut self, row: &mut Row) -> Result<bool, Unreadable> {
        self.rows.next_row(row)
    }
}

/// Files that programs add to archives are no tables, nor are those without an ending of one.
fn is_table(name: &str) -> bool {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let extension = last.rsplit_once('.').map(|(_, end)| end.to_lowercase()).unwrap_or_default();
    !last.starts_with('.') && !name.contains("__MACOSX") && is_file_format(&extension)
}

/// Opens an archive.
pub(super) fn archive(path: &Path) -> Result<Archive, Unreadable> {
    ZipArchive::new(BufReader::new(File::open(path)?)).map_err(damaged)
}

fn names(archive: &mut Archive) -> Result<Vec<String>, Unreadable> {
    if archive.len() > MOST_FILES {
        let why = format!("it holds {} files, more than {MOST_FILES}", archive.len());
        return Err(Unreadable::Damaged { why });
    }
    let names: Result<Vec<String>, ZipError> =
        archive.file_names().map(|name| name.map(std::borrow::Cow::into_owned)).collect();
    let mut names = names.map_err(damaged)?;
    names.sort();
    Ok(names)
}

/// Unpacks a file into one that is nobody else's and is deleted when it is dropped.
fn unpack(archive: &mut Archive, name: &str) -> Result<NamedTempFile, Unreadable> {
    let packed = archive.by_name(name).map_err(damaged)?;
    let most = limit(packed.compressed_size());
    // What the archive says about sizes may be a lie: the bytes are counted.
    let mut bytes = packed.take(most + 1);
    let mut file = NamedTempFile::new()?;
    let written = io::copy(&mut bytes, &mut file).map_err(|error| broken(&error))?;
    if written > most {
        return Err(too_large(name, most));
    }
    file.flush()?;
    file.seek(SeekFrom::Start(0))?;
    Ok(file)
}

fn limit(packed: u64) -> u64 {
    packed.saturating_mul(HIGHEST_RATIO).clamp(HARMLESS, LARGEST)
}

/// A file of an archive; one that would be unpacked to more than `most` bytes is refused.
pub(super) fn content(path: &Path, name: &str, most: u64) -> Result<Vec<u8>, Unreadable> {
    let mut archive = archive(path)?;
    let packed = archive.by_name(name).map_err(damaged)?;
    let most = most.min(limit(packed.compressed_size()));
    let mut content = Vec::new();
    let size = packed.take(most + 1).read_to_end(&mut content);
    if size.map_err(|error| broken(&error))? as u64 > most {
        return Err(too_large(name, most));
    }
    Ok(content)
}

/// A part that is too large.
pub(super) fn too_large(name: &str, most: u64) -> Unreadable {
    Unreadable::Damaged { why: format!("`{name}` in it unpacks to more than {most} bytes") }
}

/// An archive whose bytes are not what they say.
pub(super) fn broken(error: &io::Error) -> Unreadable {
    Unreadable::Damaged { why: error.to_string() }
}

fn damaged(error: ZipError) -> Unreadable {
    match error {
        ZipError::UnsupportedArchive(why) if why.contains("assword") => Unreadable::Foreign {
            what: "an archive behind a password",
            hint: "unpack it, and put the files beside it",
        },
        ZipError::Io(error) if error.kind() == io::ErrorKind::NotFound => error.into(),
        error => Unreadable::Damaged { why: error.to_string() },
    }
}
