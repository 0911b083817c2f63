//! Another key: every keyed id of every snapshot, the vault, the marks of the forgotten.
//!
//! Everything is written beside what is there; one rename, of a note in the warehouse, decides. Before it the old state
//! is whole, and what was begun is removed by the next writer; after it the next writer completes what is left to do. In
//! between a reader finds every snapshot whole, under the one key or the other.

use std::collections::{BTreeSet, HashMap};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use polars::prelude::*;

use super::disk::{self, Reader};
use super::forget::{marks_beside, text_of};
use super::segment::Writer;
use super::snapshot::manifest_path;
use super::vault::{VAULT, frame_of, is_sealed};
use super::verify::{read, verify};
use super::{Cache, Key, Lock, Segment, Snapshot, VaultSecret, WarehouseError};
use crate::contract::{Entity, Forgotten, Kind, TABLES, keyed_id};
use crate::plan::VaultKey;

/// Ending of what is to take the place of a file.
const NEXT: &str = "next";

/// The note that decides: it holds a sum of the new key, to be known by.
const NOTE: &str = ".rotation";

/// A change of the key that is written, and of which nothing is seen yet.
#[derive(Debug)]
pub struct Rotation<'a> {
    lock: &'a Lock,
    path: PathBuf,
    key: Key,
    /// Snapshots that cannot be written anew.
    lost: Vec<u64>,
}

impl<'a> Rotation<'a> {
    /// Makes a key beside the one that is in use.
    ///
    /// # Errors
    ///
    /// What the file system says.
    pub fn begin(lock: &'a Lock, path: &Path) -> Result<Self, WarehouseError> {
        let key = Key::generate(path)?;
        key.write(&next(path))?;
        Ok(Self { lock, path: path.to_owned(), key, lost: Vec::new() })
    }

    /// The new key.
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// Keeps the marks of the forgotten under the new key.
    ///
    /// # Errors
    ///
    /// What the file system says.
    pub fn mark(&self, forgotten: &Forgotten) -> Result<(), WarehouseError> {
        let path = next(&marks_beside(&self.path));
        disk::replace(&path, text_of(forgotten).as_bytes(), Reader::Owner)
    }

    /// Writes every snapshot with the ids that the new key gives; vaults are sealed for the plan's key, or for the one that
    /// they were sealed for.
    ///
    /// # Errors
    ///
    /// What the file system says; nothing of it is seen then.
    pub fn rewrite(
        &mut self,
        secret: Option<&VaultSecret>,
        seal_for: Option<&VaultKey>,
        keyed: &dyn Fn(&Snapshot, &Key) -> String,
    ) -> Result<(), WarehouseError> {
        for number in Snapshot::numbers(self.lock.root())? {
            let rewritten = Snapshot::numbered(self.lock.root(), number)
                .and_then(|snapshot| self.rewritten(snapshot, secret, seal_for));
            let snapshot = match rewritten {
                Ok(Some(snapshot)) => Some(snapshot),
                // Damaged, of another version, or with ids that its vault does not know.
                Ok(None)
                | Err(
                    WarehouseError::Altered { .. }
                    | WarehouseError::Manifest { .. }
                    | WarehouseError::Version { .. },
                ) => None,
                Err(error) => return Err(error),
            };
            let Some(mut snapshot) = snapshot else {
                self.lost.push(number);
                continue;
            };
            snapshot.keyed = keyed(&snapshot, &self.key);
            let path = next(&manifest_path(self.lock.root(), number));
            disk::replace(&path, snapshot.summed().as_bytes(), Reader::Group)?;
        }
        Ok(())
    }

    fn rewritten(
        &self,
        mut snapshot: Snapshot,
        secret: Option<&VaultSecret>,
        seal_for: Option<&VaultKey>,
    ) -> Result<Option<Snapshot>, WarehouseError> {
        if !verify(&snapshot).is_empty() {
            return Ok(None);
        }
        let root = self.lock.root();
        let program = snapshot.program_id.clone();
        let mut writer = Writer::new(root, &program);
        let mut ids = HashMap::new();
        let mut restricted = Vec::new();
        for segment in &snapshot.restricted {
            if segment.table != VAULT {
                restricted.push(segment.clone());
                continue;
            }
            let path = root.join(&segment.file);
            let frame = frame_of(&path, segment, secret)?;
            let mut frame = self
                .vault(&frame, &program, &mut ids)
                .map_err(|source| WarehouseError::Parquet { path, source })?;
            let own = secret.filter(|_| is_sealed(segment)).map(VaultSecret::public);
            let key = seal_for.copied().or(own);
            restricted.push(writer.restricted(&segment.table, &mut frame, key.as_ref())?);
        }
        let mut segments = Vec::new();
        for segment in &snapshot.segments {
            let path = root.join(&segment.file);
            let frame = rekeyed(segment, &path, &ids)
                .map_err(|source| WarehouseError::Parquet { path, source })?;
            let Some(mut frame) = frame else { return Ok(None) };
            segments.push(writer.write(&segment.table, &mut frame)?);
        }
        writer.finish()?;
        (snapshot.segments, snapshot.restricted) = (segments, restricted);
        // Their names were made from the old key.
        snapshot.parts.clear();
        Ok(Some(snapshot))
    }

    /// The vault under the new key, in the order of its ids.
    fn vault(
        &self,
        frame: &DataFrame,
        program: &str,
        ids: &mut HashMap<(Entity, i64), i64>,
    ) -> PolarsResult<DataFrame> {
        let kinds = frame.column("kind")?.str()?;
        let old = frame.column("id")?.i64()?;
        let raws = frame.column("raw_id")?.str()?;
        let new: Int64Chunked = kinds
            .iter()
            .zip(old.iter())
            .zip(raws.iter())
            .map(|((kind, old), raw)| {
                let entity = Entity::ALL.into_iter().find(|entity| Some(entity.name()) == kind)?;
                let new = keyed_id(self.key.bytes(), entity, program, raw?);
                ids.insert((entity, old?), new);
                Some(new)
            })
            .collect();
        let mut frame = frame.clone();
        frame.with_column(new.into_column().with_name("id".into()))?;
        frame.sort(["kind", "id", "raw_id"], SortMultipleOptions::default())
    }

    /// Decides: from here on the new key is the one that counts. Gives the snapshots that are lost by it.
    ///
    /// # Errors
    ///
    /// What the file system says. The old state is whole, or the next command that writes completes the new one.
    pub fn publish(self) -> Result<Vec<u64>, WarehouseError> {
        let lost: Vec<String> = self.lost.iter().map(u64::to_string).collect();
        let note = format!("{}\n{}\n", sum_of(&self.key), lost.join(" "));
        disk::replace(&self.lock.root().join(NOTE), note.as_bytes(), Reader::Owner)?;
        complete_rotation(self.lock, &self.path)?;
        Ok(self.lost)
    }
}

/// Completes a change of the key that was decided, or removes what was begun and was not.
///
/// # Errors
///
/// [`WarehouseError::Rotation`] when it was begun with another key file; else what the file system says.
pub fn complete_rotation(lock: &Lock, key: &Path) -> Result<(), WarehouseError> {
    let root = lock.root();
    let note = root.join(NOTE);
    let marks = marks_beside(key);
    let manifests: BTreeSet<PathBuf> = disk::files_below(&root.join("snapshots"))?
        .into_iter()
        .filter(|path| path.extension().is_some_and(|kind| kind == NEXT))
        .collect();
    let beside =
        [next(key), next(&marks)].into_iter().flat_map(|path| [disk::draft_of(&path), path]);
    let decided = match std::fs::read_to_string(&note) {
        Ok(decided) => decided,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return remove(manifests.into_iter().chain(beside));
        }
        Err(error) => return Err(WarehouseError::file(note, "cannot read the note")(error)),
    };
    let mut lines = decided.lines();
    let sum = lines.next().unwrap_or_default();
    let is_new = |path: &Path| Key::there(path).is_some_and(|key| sum_of(&key) == sum);
    if !is_new(key) && !is_new(&next(key)) {
        return Err(WarehouseError::Rotation { path: key.to_owned() });
    }
    // Marks before the key: no run takes in whom it would not know by them. Until both are there, no run begins.
    if next(&marks).exists() {
        disk::rename(&next(&marks), &marks)?;
    }
    if is_new(&next(key)) {
        disk::rename(&next(key), key)?;
    }
    disk::sync_folder(key.parent().unwrap_or(Path::new(".")))?;
    for lost in lines.next().unwrap_or_default().split_whitespace() {
        if let Ok(number) = lost.parse() {
            disk::remove_file(&manifest_path(root, number))?;
        }
    }
    for manifest in manifests {
        disk::rename(&manifest, &manifest.with_extension(""))?;
    }
    disk::sync_folder(&root.join("snapshots"))?;
    Cache::of(lock).clear()?;
    super::clean(lock, u64::MAX)?;
    remove(beside)?;
    disk::remove_file(&note)?;
    disk::sync_folder(root)
}

/// True when a change of the key was decided and is not completed: marks and key may be of two minds.
pub fn is_rotating(root: &Path) -> bool {
    root.join(NOTE).exists()
}

fn remove(paths: impl Iterator<Item = PathBuf>) -> Result<(), WarehouseError> {
    paths.filter(|path| path.exists()).try_for_each(|path| disk::remove_file(&path))
}

fn sum_of(key: &Key) -> String {
    hex::encode(&key.derived("rotation")[..8])
}

fn next(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(NEXT);
    path.with_file_name(name)
}

/// A table with the ids of the new key; nothing when the vault does not know one of them.
fn rekeyed(
    segment: &Segment,
    path: &Path,
    ids: &HashMap<(Entity, i64), i64>,
) -> PolarsResult<Option<DataFrame>> {
    let mut frame = read(path)?;
    let Some(table) = TABLES.iter().find(|table| table.name == segment.table) else {
        return Ok(Some(frame));
    };
    for column in table.columns {
        let (Kind::Id(entity) | Kind::Reference(entity, _)) = column.kind else { continue };
        let old = frame.column(column.name)?.i64()?;
        let new: Int64Chunked = old.iter().map(|id| ids.get(&(entity, id?)).copied()).collect();
        if new.null_count() != old.null_count() {
            return Ok(None);
        }
        frame.with_column(new.into_column().with_name(column.name.into()))?;
    }
    frame.rechunk_mut();
    Ok(Some(frame))
}
