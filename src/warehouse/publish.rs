//! Checked tables → segments, vault, quarantine, manifest: all of them, or none.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};

use polars::prelude::*;

use super::snapshot::{Segment, Snapshot};
use super::{Ledger, WarehouseError, quarantine};
use crate::contract::{self, IdBook, Kind, VERSION, Violation};

/// What a snapshot is made of.
#[derive(Debug)]
pub struct Draft<'a> {
    /// Hash of everything that made it but the key.
    pub id: String,
    /// Name of its files: the id and the key, hashed.
    pub segment: String,
    /// Program.
    pub program_id: &'a str,
    /// SHA-256 of the plan's text.
    pub plan_hash: &'a str,
    /// Cut-off day, as a date and as a number.
    pub as_of: (String, i64),
    /// Tables.
    pub tables: Vec<(&'static str, DataFrame)>,
    /// Violations, for the quarantine.
    pub violations: &'a [Violation],
    /// Raw ids, for the vault.
    pub ids: &'a IdBook,
    /// What happened to the rows.
    pub ledger: Ledger,
}

/// Writes a snapshot and makes it the current one; files that no snapshot needs any more are removed.
///
/// # Errors
///
/// [`WarehouseError::Locked`] while another run writes, [`WarehouseError::Other`] in another program's warehouse; else what the file system says. The old snapshot then stays.
pub fn publish(root: &Path, draft: Draft<'_>) -> Result<Snapshot, WarehouseError> {
    std::fs::create_dir_all(root).map_err(WarehouseError::file(root, "cannot make the folder"))?;
    let _lock = lock(root)?;
    let before = Snapshot::current(root).ok();
    if let Some(other) = before.as_ref().filter(|before| before.program_id != draft.program_id) {
        // What no snapshot needs is removed below, and this one knows nothing of the other program's.
        let found = other.program_id.clone();
        return Err(WarehouseError::Other { path: root.to_owned(), found });
    }
    let partition = format!("program={}", draft.program_id);
    let mut segments = Vec::new();
    for (table, mut frame) in draft.tables {
        if frame.height() == 0 {
            continue;
        }
        let file = format!("{table}/{partition}/{}.parquet", draft.segment);
        if has_free_text(table) {
            write_private(&root.join(&file), &mut frame)?;
        } else {
            write(&root.join(&file), &mut frame)?;
        }
        segments.push(Segment { table: table.to_owned(), file, rows: frame.height() as u64 });
    }
    let private = |folder: &str| {
        root.join(folder).join(&partition).join(format!("{}.parquet", draft.segment))
    };
    write_private(&private("vault"), &mut vault(draft.ids, draft.program_id))?;
    write_private(
        &private("quarantine"),
        &mut quarantine::frame(draft.violations, draft.program_id),
    )?;
    let snapshot = Snapshot {
        id: draft.id,
        segment: draft.segment,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        contract_version: VERSION.to_owned(),
        program_id: draft.program_id.to_owned(),
        plan_hash: draft.plan_hash.to_owned(),
        as_of: draft.as_of.0,
        as_of_day: draft.as_of.1,
        segments,
        ledger: draft.ledger,
        root: root.to_owned(),
    };
    snapshot.point()?;
    let kept = [Some(&snapshot), before.as_ref()]
        .into_iter()
        .flatten()
        .flat_map(|kept| [kept.id.clone(), kept.segment.clone()])
        .collect();
    prune(root, &kept)?;
    Ok(snapshot)
}

/// People write names into open answers, so that these are for their owner's eyes like the vault.
fn has_free_text(name: &str) -> bool {
    contract::table(name)
        .is_some_and(|table| table.columns.iter().any(|column| column.kind == Kind::Text))
}

fn lock(root: &Path) -> Result<File, WarehouseError> {
    let path = root.join(".lock");
    let file = File::create(&path).map_err(WarehouseError::file(&path, "cannot write"))?;
    file.try_lock().map_err(|_| WarehouseError::Locked { path: root.to_owned() })?;
    Ok(file)
}

fn vault(ids: &IdBook, program: &str) -> DataFrame {
    let entries = ids.entries();
    let kinds: Vec<&str> = entries.iter().map(|entry| entry.0).collect();
    let keyed: Vec<i64> = entries.iter().map(|entry| entry.1).collect();
    let raw: Vec<&str> = entries.iter().map(|entry| entry.2).collect();
    let program = vec![program; entries.len()];
    df!("program_id" => program, "kind" => kinds, "id" => keyed, "raw_id" => raw)
        .expect("columns of one length and distinct names")
}

fn write(path: &Path, frame: &mut DataFrame) -> Result<(), WarehouseError> {
    let folder = path.parent().expect("a segment lies in its table's folder");
    std::fs::create_dir_all(folder)
        .map_err(WarehouseError::file(folder, "cannot make the folder"))?;
    let draft = path.with_extension("draft");
    let file = File::create(&draft).map_err(WarehouseError::file(&draft, "cannot write"))?;
    ParquetWriter::new(file)
        .with_compression(ParquetCompression::Zstd(None))
        .finish(frame)
        .map_err(|source| WarehouseError::Parquet { path: draft.clone(), source })?;
    std::fs::rename(&draft, path)
        .map_err(WarehouseError::file(path, "cannot move the file into place"))
}

/// A file that its owner alone may read, in a folder that its owner alone may enter.
fn write_private(path: &Path, frame: &mut DataFrame) -> Result<(), WarehouseError> {
    let folder = path.parent().expect("a private file lies in a folder");
    std::fs::create_dir_all(folder)
        .map_err(WarehouseError::file(folder, "cannot make the folder"))?;
    // `vault/` itself, then the program's folder in it.
    for folder in folder.parent().into_iter().chain([folder]) {
        owner_only(folder, 0o700)?;
    }
    write(path, frame)?;
    owner_only(path, 0o600)
}

#[cfg(unix)]
fn owner_only(path: &Path, mode: u32) -> Result<(), WarehouseError> {
    use std::os::unix::fs::PermissionsExt as _;
    let permissions = std::fs::Permissions::from_mode(mode);
    std::fs::set_permissions(path, permissions)
        .map_err(WarehouseError::file(path, "cannot restrict who may read it"))
}

#[cfg(not(unix))]
fn owner_only(_path: &Path, _mode: u32) -> Result<(), WarehouseError> {
    Ok(())
}

/// Removes files of snapshots that are neither the current one nor the one before it.
fn prune(root: &Path, kept: &BTreeSet<String>) -> Result<(), WarehouseError> {
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder)? {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let of_snapshot =
                path.extension().is_some_and(|kind| kind == "parquet" || kind == "json");
            let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            if of_snapshot && !kept.contains(stem) {
                std::fs::remove_file(&path)
                    .map_err(WarehouseError::file(&path, "cannot remove"))?;
            }
        }
    }
    Ok(())
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, WarehouseError> {
    let read = std::fs::read_dir(folder).map_err(WarehouseError::file(folder, "cannot list"))?;
    read.map(|entry| {
        entry.map(|entry| entry.path()).map_err(WarehouseError::file(folder, "cannot list"))
    })
    .collect()
}
