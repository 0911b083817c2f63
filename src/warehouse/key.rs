//! The key of the ids: a file outside the warehouse, made on the first run.

use std::path::Path;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::WarehouseError;
use super::disk::{self, Reader};

/// A secret of 32 bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Key([u8; 32]);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    /// The key in a file, or a new one that is written there, readable by its owner alone.
    ///
    /// # Errors
    ///
    /// [`WarehouseError::Key`] when the file holds something else, [`WarehouseError::Exposed`] when others may read it.
    pub fn read_or_make(path: &Path) -> Result<Self, WarehouseError> {
        match std::fs::read_to_string(path) {
            Ok(_) if is_exposed(path) => Err(WarehouseError::Exposed { path: path.to_owned() }),
            Ok(text) => Self::parse(text.trim())
                .ok_or_else(|| WarehouseError::Key { path: path.to_owned() }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Self::make(path),
            Err(error) => Err(WarehouseError::file(path, "cannot read the key")(error)),
        }
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// A secret of its own for a purpose, from which nobody finds the key.
    pub(super) fn derived(&self, purpose: &str) -> [u8; 32] {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        mac.update(b"derived\0");
        mac.update(purpose.as_bytes());
        mac.finalize().into_bytes().into()
    }

    /// A new key.
    ///
    /// # Errors
    ///
    /// [`WarehouseError::File`] when the system gives no random numbers.
    pub(super) fn generate(path: &Path) -> Result<Self, WarehouseError> {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes).map_err(|error| {
            WarehouseError::file(path, "the system gives no random numbers")(error.into())
        })?;
        Ok(Self(bytes))
    }

    /// Writes the key for its owner alone.
    pub(super) fn write(&self, path: &Path) -> Result<(), WarehouseError> {
        disk::replace(path, format!("{}\n", hex::encode(self.0)).as_bytes(), Reader::Owner)
    }

    /// The key in a file; nothing where there is none.
    pub(super) fn there(path: &Path) -> Option<Self> {
        Self::parse(std::fs::read_to_string(path).ok()?.trim())
    }

    fn make(path: &Path) -> Result<Self, WarehouseError> {
        let key = Self::generate(path)?;
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)
                .map_err(WarehouseError::file(folder, "cannot make the folder of the key"))?;
        }
        key.write(path)?;
        Ok(key)
    }

    fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0_u8; 32];
        hex::decode_to_slice(text, &mut bytes).ok()?;
        Some(Self(bytes))
    }
}

#[cfg(unix)]
pub(super) fn is_exposed(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).is_ok_and(|data| data.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
pub(super) fn is_exposed(_path: &Path) -> bool {
    false
}
