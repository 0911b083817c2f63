//! What no snapshot needs is removed: older snapshots than the plan keeps, and what a run that was killed left behind.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::disk::{self, DRAFT};
use super::seal::SEALED;
use super::snapshot::manifests;
use super::{Lock, Snapshot, WarehouseError, cache};

/// What was removed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cleaned {
    /// Numbers of the snapshots.
    pub snapshots: Vec<u64>,
    /// Files, the manifests among them.
    pub files: usize,
    /// Their size together, in bytes.
    pub bytes: u64,
}

/// Keeps the newest snapshots and what they are made of, and removes the rest; the current one always stays.
///
/// Files of other kinds than the warehouse's own are left alone.
///
/// # Errors
///
/// What the file system says; nothing that a kept snapshot needs is ever removed.
pub fn clean(lock: &Lock, keep: u64) -> Result<Cleaned, WarehouseError> {
    let root = lock.root();
    if let Err(error @ WarehouseError::Newer { .. }) = Snapshot::current(root) {
        return Err(error);
    }
    let mut cleaned = Cleaned::default();
    let manifests = manifests(root)?;
    let keep = usize::try_from(keep).unwrap_or(usize::MAX).max(1);
    let outdated = manifests.len().saturating_sub(keep);
    // Manifests first: a snapshot that is there has all its files.
    for (number, path) in manifests.iter().take(outdated) {
        cleaned.remove(path)?;
        cleaned.snapshots.push(*number);
    }
    let mut needed: BTreeSet<PathBuf> = BTreeSet::new();
    let mut parts = Vec::new();
    let newest = manifests.last_key_value().map(|(number, _)| *number);
    for (&number, path) in manifests.iter().skip(outdated) {
        match Snapshot::numbered(root, number) {
            Ok(snapshot) => {
                // Only the current state is ever brought up to date.
                parts.clone_from(&snapshot.parts);
                needed.extend(snapshot.all_segments().map(|segment| root.join(&segment.file)));
                needed.insert(path.clone());
            }
            // Of another version, or damaged: nobody can read it, and a newer one is there.
            Err(_) if Some(number) != newest => {
                cleaned.remove(path)?;
                cleaned.snapshots.push(number);
            }
            Err(error) => return Err(error),
        }
    }
    for path in disk::files_below(root)? {
        let is_left = is_ours(root, &path) && !needed.contains(&path);
        if is_left || cache::is_idle(root, &path, &parts) {
            cleaned.remove(&path)?;
        }
    }
    Ok(cleaned)
}

impl Cleaned {
    fn remove(&mut self, path: &Path) -> Result<(), WarehouseError> {
        self.files += 1;
        self.bytes += std::fs::metadata(path).map_or(0, |data| data.len());
        disk::remove_file(path)
    }
}

/// What a query of a run that was ended had no memory for: in folders that the engine names.
fn is_spilled(root: &Path, path: &Path) -> bool {
    let below = path.strip_prefix(root.join("vault")).ok().and_then(|below| below.iter().next());
    below.is_some_and(|name| name.to_string_lossy().starts_with("datafusion-"))
}

/// Drafts, segments, manifests, and the pointer that earlier versions kept.
fn is_ours(root: &Path, path: &Path) -> bool {
    let kind = path.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
    matches!(kind, DRAFT | SEALED | "parquet")
        || (kind == "json" && path.starts_with(root.join("snapshots")))
        || path == root.join("CURRENT")
        || is_spilled(root, path)
}
