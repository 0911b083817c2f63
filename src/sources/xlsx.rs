//! Workbooks.

mod cell;
mod sheet;

use super::apart;
use super::format::SourceFormat;

/// Workbooks.
pub(super) const XLSX: SourceFormat = SourceFormat {
    name: "xlsx",
    about: "an Excel workbook since 2007; one sheet of it, the first unless `sheet` names another",
    extensions: &["xlsx", "xlsm"],
    recognises: |head| head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06"),
    open: |path, options| {
        let (path, wanted) = (path.to_owned(), options.sheet.clone());
        apart::open(move |listener| sheet::read(&path, wanted.as_deref(), listener))
    },
};

#[cfg(test)]
mod tests;
