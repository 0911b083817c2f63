//! The vault: which keyed id has which raw one, and what persons are called.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

use polars::prelude::*;

use super::frozen::FROZEN;
use super::seal::{SEALED, VaultSecret};
use super::segment::Writer;
use super::{Lock, Segment, Snapshot, WarehouseError};
use crate::contract::{Entity, IdBook};
use crate::plan::VaultKey;

/// Name of its files' folder.
pub(super) const VAULT: &str = "vault";

/// The vault of a snapshot, opened.
#[derive(Debug, Default)]
pub struct Vault {
    raw: BTreeMap<(String, i64), String>,
    names: BTreeMap<i64, String>,
}

impl Vault {
    /// Opens the vault of a snapshot; one that is sealed needs its key.
    ///
    /// # Errors
    ///
    /// [`WarehouseError::NoVaultKey`] for a sealed one without its key, [`WarehouseError::OtherVaultKey`] for one that is
    /// sealed for another; else what the file system says.
    pub fn open(snapshot: &Snapshot, secret: Option<&VaultSecret>) -> Result<Self, WarehouseError> {
        let mut vault = Self::default();
        for segment in snapshot.restricted.iter().filter(|segment| segment.table == VAULT) {
            let path = snapshot.root.join(&segment.file);
            let frame = frame_of(&path, segment, secret)?;
            vault.take(&frame).map_err(|source| WarehouseError::Parquet { path, source })?;
        }
        Ok(vault)
    }

    fn take(&mut self, frame: &DataFrame) -> PolarsResult<()> {
        let kinds = frame.column("kind")?.str()?;
        let keyed = frame.column("id")?.i64()?;
        let raws = frame.column("raw_id")?.str()?;
        for ((kind, id), raw) in kinds.iter().zip(keyed.iter()).zip(raws.iter()) {
            if let (Some(kind), Some(id), Some(raw)) = (kind, id, raw) {
                self.raw.insert((kind.to_owned(), id), raw.to_owned());
            }
        }
        // Vaults of earlier versions know no names.
        if let Ok(names) = frame.column("name") {
            for (id, name) in keyed.iter().zip(names.str()?.iter()) {
                if let (Some(id), Some(name)) = (id, name) {
                    self.names.insert(id, name.to_owned());
                }
            }
        }
        Ok(())
    }

    /// The id that the exports have for a keyed one.
    pub fn raw(&self, entity: Entity, id: i64) -> Option<&str> {
        self.raw.get(&(entity.name().to_owned(), id)).map(String::as_str)
    }

    /// Every raw id with its kind.
    pub fn raws(&self) -> impl Iterator<Item = (&str, i64, &str)> {
        self.raw.iter().map(|((kind, id), raw)| (kind.as_str(), *id, raw.as_str()))
    }

    /// What a person is called, where the plan says which columns hold it.
    pub fn name(&self, person: i64) -> Option<&str> {
        self.names.get(&person).map(String::as_str)
    }

    /// Every name.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.values().map(String::as_str)
    }
}

impl Snapshot {
    /// True when names and raw ids of this snapshot cannot be read without the vault's key.
    pub fn is_sealed(&self) -> bool {
        self.restricted.iter().any(is_sealed)
    }
}

/// Seals what earlier runs left open in the snapshots that are kept: the plan has a key since.
///
/// # Errors
///
/// What the file system says. A snapshot is sealed or as it was; asking again goes on where it broke off.
pub fn seal_snapshots(lock: &Lock, key: &VaultKey) -> Result<u64, WarehouseError> {
    let mut sealed = 0;
    for number in Snapshot::numbers(lock.root())? {
        // What is damaged, or of another version, is not ours to write anew.
        let Ok(mut snapshot) = Snapshot::numbered(lock.root(), number) else { continue };
        let is_open = |segment: &Segment| !is_sealed(segment) && segment.table != FROZEN;
        if !snapshot.restricted.iter().any(is_open) {
            continue;
        }
        let program = snapshot.program_id.clone();
        let mut writer = Writer::new(lock.root(), &program);
        for segment in snapshot.restricted.iter_mut().filter(|segment| is_open(segment)) {
            let mut frame = frame_of(&lock.root().join(&segment.file), segment, None)?;
            *segment = writer.restricted(&segment.table, &mut frame, Some(key))?;
        }
        writer.finish()?;
        snapshot.point()?;
        sealed += 1;
    }
    Ok(sealed)
}

/// True for a file that a key is needed for.
pub(super) fn is_sealed(segment: &Segment) -> bool {
    Path::new(&segment.file).extension().is_some_and(|kind| kind == SEALED)
}

/// The rows of a restricted file.
pub(super) fn frame_of(
    path: &Path,
    segment: &Segment,
    secret: Option<&VaultSecret>,
) -> Result<DataFrame, WarehouseError> {
    let mut bytes = std::fs::read(path).map_err(WarehouseError::file(path, "cannot read"))?;
    if is_sealed(segment) {
        let secret = secret.ok_or_else(|| WarehouseError::NoVaultKey { path: path.to_owned() })?;
        bytes = secret.open(path, &segment.table, &bytes)?;
    }
    ParquetReader::new(Cursor::new(bytes))
        .finish()
        .map_err(|source| WarehouseError::Parquet { path: path.to_owned(), source })
}

/// What is written.
pub(super) fn frame(ids: &IdBook, names: &BTreeMap<i64, Box<str>>, program: &str) -> DataFrame {
    let entries = ids.entries();
    let kinds: Vec<&str> = entries.iter().map(|entry| entry.0).collect();
    let keyed: Vec<i64> = entries.iter().map(|entry| entry.1).collect();
    let raw: Vec<&str> = entries.iter().map(|entry| entry.2).collect();
    let person = Entity::Person.name();
    let name = |(kind, id, _): &(&str, i64, &str)| {
        (*kind == person).then(|| names.get(id).map(AsRef::as_ref)).flatten()
    };
    let names: Vec<Option<&str>> = entries.iter().map(name).collect();
    let program = vec![program; entries.len()];
    df!("program_id" => program, "kind" => kinds, "id" => keyed, "raw_id" => raw, "name" => names)
        .expect("columns of one length and distinct names")
}
