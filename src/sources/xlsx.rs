//! Workbooks.

mod bounds;
pub(super) mod cell;
pub(super) mod sheet;

use std::path::Path;

use super::apart;
use super::error::Unreadable;
use super::format::{Form, Opened, ReadOptions, SourceFormat};

/// Workbooks.
pub(super) const XLSX: SourceFormat = SourceFormat {
    name: "xlsx",
    about: "an Excel workbook since 2007; one sheet of it, the first unless `sheet` names another",
    extensions: &["xlsx", "xlsm"],
    evidence: "a ZIP archive with the parts of a workbook",
    limits: "formulas give the value that was saved; of merged cells only the first has a value; rows stream, and the texts that the cells share are held, up to 512 MiB of them; a sheet of more than 64 MiB that is 300 times as large as packed is refused, and so is one that is larger than it says or has a text of more than 4 MiB",
    form: Form::File {
        recognises: |head| {
            let is_zip = head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06");
            is_zip && !super::archive::is_other(head)
        },
        open,
        parts: Some(sheet::sheets),
    },
};

/// Opens a workbook.
pub(super) fn open(path: &Path, options: &ReadOptions) -> Result<Opened, Unreadable> {
    let (path, wanted) = (path.to_owned(), options.sheet.clone());
    apart::open(move |listener| sheet::read(&path, wanted.as_deref(), listener))
}

#[cfg(test)]
mod tests;
