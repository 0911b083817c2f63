//! What earlier reports have shown and the last one does not: for the owner alone, since it may be hidden today.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::WarehouseError;
use super::disk::{self, Reader};

/// The folder in the warehouse.
const SHOWN: &str = "shown";

/// What is remembered of reports by a set of rules; nothing when there is nothing to be remembered.
///
/// # Errors
///
/// What the file system says.
pub fn read_shown(root: &Path, rules: &str) -> Result<Option<String>, WarehouseError> {
    let path = shown_in(root, rules);
    match std::fs::read_to_string(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        text => text.map(Some).map_err(WarehouseError::file(path, "cannot read the file")),
    }
}

/// Remembers it.
///
/// # Errors
///
/// What the file system says.
pub fn write_shown(root: &Path, rules: &str, text: &str) -> Result<(), WarehouseError> {
    disk::make_folder(&root.join(SHOWN), Reader::Owner)?;
    disk::replace(&shown_in(root, rules), text.as_bytes(), Reader::Owner)
}

/// Where it is remembered.
pub fn shown_in(root: &Path, rules: &str) -> PathBuf {
    root.join(SHOWN).join(format!("{rules}.json"))
}
