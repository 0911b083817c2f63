//! A snapshot: which files hold which tables, and how they came to be.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Ledger, WarehouseError};

/// Name of the file that says which snapshot is the current one.
const CURRENT: &str = "CURRENT";

/// A published state of the warehouse.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Hash of everything that made it but the key of the ids, so that the same input has the same id everywhere.
    pub id: String,
    /// Name of its files: the id and the key, hashed.
    pub segment: String,
    /// Version of the program that wrote it.
    pub version: String,
    /// Version of the contract.
    pub contract_version: String,
    /// Program.
    pub program_id: String,
    /// SHA-256 of the plan's text.
    pub plan_hash: String,
    /// Cut-off day, as a date; empty when the data has no date at all.
    pub as_of: String,
    /// Cut-off day, in days since 1970-01-01.
    pub as_of_day: i64,
    /// Files with rows; a table without any is empty.
    pub segments: Vec<Segment>,
    /// What happened to the rows.
    pub ledger: Ledger,
    /// Folder of the warehouse; known when read, not written.
    #[serde(skip)]
    pub(crate) root: PathBuf,
}

/// One file of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// Table.
    pub table: String,
    /// Path below the warehouse.
    pub file: String,
    /// Rows.
    pub rows: u64,
}

impl Snapshot {
    /// The current snapshot of a warehouse.
    ///
    /// # Errors
    ///
    /// [`WarehouseError::Empty`] when nothing was published yet.
    pub fn current(root: &Path) -> Result<Self, WarehouseError> {
        let pointer = root.join(CURRENT);
        let id = match std::fs::read_to_string(&pointer) {
            Ok(id) => id,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(WarehouseError::Empty { path: root.to_owned() });
            }
            Err(error) => return Err(WarehouseError::file(pointer, "cannot read")(error)),
        };
        let path = manifest_path(root, id.trim());
        let text =
            std::fs::read_to_string(&path).map_err(WarehouseError::file(&path, "cannot read"))?;
        let mut snapshot: Self = serde_json::from_str(&text)
            .map_err(|source| WarehouseError::Manifest { path, source })?;
        root.clone_into(&mut snapshot.root);
        Ok(snapshot)
    }

    /// Files of a table, as absolute as the warehouse's own path.
    pub fn files(&self, table: &str) -> Vec<PathBuf> {
        self.segments
            .iter()
            .filter(|segment| segment.table == table)
            .map(|segment| self.root.join(&segment.file))
            .collect()
    }

    /// Rows of a table.
    pub fn rows(&self, table: &str) -> u64 {
        self.segments
            .iter()
            .filter(|segment| segment.table == table)
            .map(|segment| segment.rows)
            .sum()
    }

    /// True when every file that the manifest names is there.
    pub fn is_complete(&self) -> bool {
        self.segments.iter().all(|segment| self.root.join(&segment.file).is_file())
    }

    /// Makes this snapshot the current one: manifest first, then one atomic rename of the pointer.
    pub(crate) fn point(&self) -> Result<(), WarehouseError> {
        let path = manifest_path(&self.root, &self.id);
        let text = serde_json::to_string_pretty(self).expect("a manifest is plain data");
        replace(&path, text.as_bytes())?;
        replace(&self.root.join(CURRENT), self.id.as_bytes())
    }
}

fn manifest_path(root: &Path, id: &str) -> PathBuf {
    root.join("snapshots").join(format!("{id}.json"))
}

/// Writes a file beside its place and moves it there, so that nobody sees half of it.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), WarehouseError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)
        .map_err(WarehouseError::file(folder, "cannot make the folder"))?;
    let draft = path.with_extension("draft");
    std::fs::write(&draft, bytes).map_err(WarehouseError::file(&draft, "cannot write"))?;
    std::fs::rename(&draft, path)
        .map_err(WarehouseError::file(path, "cannot move the file into place"))
}
