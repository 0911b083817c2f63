//! What is kept to be spared work: it may be deleted at any time, and every entry is believed only when its bytes are whole.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::disk::{self, Reader};
use super::seal::Padlock;
use super::segment::sha256;
use super::verify::Damage;
use super::{Key, Lock, WarehouseError};

/// Folder of the entries, below the warehouse: they hold raw ids and original cells.
const FOLDER: &str = "vault/cache";

/// Length of a SHA-256 in hexadecimal, and the line end behind it.
const HEAD: usize = 65;

/// Entries by name, for the owner alone.
///
/// Invariant: a name says what an entry was made of, so that one that is there is never out of date.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    padlock: Option<Padlock>,
}

impl Cache {
    /// The cache of a warehouse, for the one who writes it.
    pub fn of(lock: &Lock) -> Self {
        Self { folder: lock.root().join(FOLDER), padlock: None }
    }

    /// The same cache beside a sealed vault: encrypted by a secret that is made from the key of the ids, which every run has
    /// at hand.
    #[must_use]
    pub fn locked(self, key: &Key) -> Self {
        Self { padlock: Some(Padlock::new(&key.derived("cache"))), ..self }
    }

    /// An entry; none when there is none, or one that is damaged.
    pub fn get(&self, name: &str) -> Option<Vec<u8>> {
        let mut bytes = std::fs::read(self.folder.join(name)).ok()?;
        let bytes = is_whole(&bytes).then(|| bytes.split_off(HEAD))?;
        match &self.padlock {
            Some(padlock) => padlock.open(&bytes),
            None => Some(bytes),
        }
    }

    /// Keeps an entry. It is not flushed to the disk: what a power cut leaves of it is seen to be damaged.
    ///
    /// # Errors
    ///
    /// What the file system says.
    pub fn put(&self, name: &str, bytes: &[u8]) -> Result<(), WarehouseError> {
        disk::make_folder(&self.folder, Reader::Owner)?;
        let closed = match &self.padlock {
            // What cannot be encrypted is not kept, and is made anew.
            Some(padlock) => match padlock.close(bytes) {
                Some(closed) => Cow::Owned(closed),
                None => return Ok(()),
            },
            None => Cow::Borrowed(bytes),
        };
        let mut whole = sha256(&closed).into_bytes();
        whole.push(b'\n');
        whole.extend_from_slice(&closed);
        disk::write_in_passing(&self.folder.join(name), &whole, Reader::Owner)
    }

    /// Removes the entries that begin so and are not among these.
    ///
    /// # Errors
    ///
    /// What the file system says.
    pub fn keep_only(&self, begin: &str, names: &BTreeSet<String>) -> Result<(), WarehouseError> {
        for path in disk::files_below(&self.folder)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.starts_with(begin) && !names.contains(&*name) {
                disk::remove_file(&path)?;
            }
        }
        Ok(())
    }

    /// Removes every entry.
    ///
    /// # Errors
    ///
    /// What the file system says.
    pub fn clear(&self) -> Result<(), WarehouseError> {
        disk::remove_folder(&self.folder)
    }
}

/// Entries whose bytes are not the ones that were written.
pub(super) fn damaged(root: &Path) -> Result<Vec<Damage>, WarehouseError> {
    let mut damages = Vec::new();
    for path in disk::files_below(&root.join(FOLDER))? {
        let bytes = std::fs::read(&path).map_err(WarehouseError::file(&path, "cannot read"))?;
        if !is_whole(&bytes) {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            damages.push(Damage {
                place: format!("{FOLDER}/{name}"),
                problem: "its bytes are not the ones that were written; nothing is lost, the next run makes it anew".to_owned(),
            });
        }
    }
    Ok(damages)
}

/// True when a file is an entry that a snapshot made of these parts has no use for.
pub(super) fn is_idle(root: &Path, path: &Path, parts: &[String]) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_used = |part: &String| name.split_once('.').is_some_and(|(stem, _)| stem == *part);
    let is_entry = path.parent().is_some_and(|folder| folder == root.join(FOLDER));
    is_entry && name.contains('.') && !parts.iter().any(is_used)
}

fn is_whole(bytes: &[u8]) -> bool {
    bytes.len() >= HEAD && sha256(&bytes[HEAD..]).as_bytes() == &bytes[..HEAD - 1]
}
