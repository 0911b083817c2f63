//! Room for what is built anew: damaged files go, so that they are written again.

use std::collections::BTreeSet;
use std::path::Path;

use super::snapshot::manifest_path;
use super::verify::file_problem;
use super::{Lock, Snapshot, WarehouseError, disk};

/// Removes the damaged files of these snapshots; manifests that cannot be read go as well.
///
/// # Errors
///
/// What the file system says.
pub fn discard_damaged(lock: &Lock, numbers: &BTreeSet<u64>) -> Result<(), WarehouseError> {
    let root = lock.root();
    for &number in numbers {
        match Snapshot::numbered(root, number) {
            Ok(snapshot) => {
                for segment in snapshot.all_segments() {
                    if file_problem(root, segment).is_some() {
                        disk::remove_file(&root.join(&segment.file))?;
                    }
                }
            }
            Err(_) => disk::remove_file(&manifest_path(root, number))?,
        }
    }
    Ok(())
}

/// Takes snapshots out of the history; what they alone were made of goes with them.
///
/// # Errors
///
/// What the file system says.
pub fn drop_snapshots(lock: &Lock, numbers: &BTreeSet<u64>) -> Result<(), WarehouseError> {
    for &number in numbers {
        disk::remove_file(&manifest_path(lock.root(), number))?;
    }
    super::clean(lock, u64::MAX).map(|_| ())
}

/// Removes the reports of single snapshots, which would say what the snapshots no longer do.
///
/// # Errors
///
/// What the file system says.
pub fn remove_reports_of_snapshots(_lock: &Lock, reports: &Path) -> Result<(), WarehouseError> {
    for entry in std::fs::read_dir(reports).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with("snapshot-") {
            disk::remove_folder(&entry.path())?;
        }
    }
    Ok(())
}
