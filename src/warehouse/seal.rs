//! Sealed files: written without a secret, opened with one alone.
//!
//! A file is encrypted for a public key by HPKE in its base mode (RFC 9180; X25519, HKDF-SHA-256, `ChaCha20-Poly1305`), so
//! that a nightly run needs no secret at all. The secret half is a file of its own, locked by a passphrase where one is
//! wanted (Argon2id, `XChaCha20-Poly1305`).

use std::path::{Path, PathBuf};

use orion::KP as _;
use orion::hazardous::hpke::{DHKEM_X25519_SHA256_CHACHA20 as Suite, ModeBase};
use orion::hazardous::kem::x25519_hkdf_sha256::{KeyPair, PublicKey};
use orion::{aead, kdf};

use super::WarehouseError;
use super::disk::{self, Reader};
use crate::plan::VaultKey;

/// Ending of sealed files.
pub(super) const SEALED: &str = "sealed";

/// First line of a sealed file; the sum of the key that it is sealed for follows.
const HEAD: &[u8] = b"mentorlens sealed 1 ";

/// What the keys of a file are derived for.
const INFO: &[u8] = b"mentorlens vault 1";

/// Length of the sum in a head, with the line end behind it.
const SUM: usize = 9;

/// Length of a public key, and of what stands before the encrypted bytes.
const POINT: usize = 32;

/// What encryption adds.
const TAG: usize = 16;

/// Length of the salt of a passphrase.
const SALT: usize = 16;

/// The bytes for whoever has the secret half of a key. Encrypting twice gives two texts.
pub(super) fn seal(key: &VaultKey, about: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let public = PublicKey::from(*key.bytes());
    let mut closed = vec![0; bytes.len() + TAG];
    let point =
        ModeBase::<Suite>::base_seal(&public, INFO, bytes, about.as_bytes(), &mut closed).ok()?;
    let mut file = HEAD.to_vec();
    file.extend(format!("{}\n", key.sum()).into_bytes());
    file.extend_from_slice(point.as_ref());
    file.extend(closed);
    Some(file)
}

/// The half of the vault's key that opens.
pub struct VaultSecret {
    pair: KeyPair,
    seed: [u8; 32],
}

impl std::fmt::Debug for VaultSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VaultSecret(…)")
    }
}

/// Where a passphrase comes from: asked for only when a key is locked.
pub type Passphrase<'a> = &'a dyn Fn() -> Result<String, String>;

impl VaultSecret {
    /// A new key.
    ///
    /// # Errors
    ///
    /// [`WarehouseError::File`] when the system gives no random numbers.
    pub fn generate(path: &Path) -> Result<Self, WarehouseError> {
        let mut seed = [0_u8; 32];
        getrandom::fill(&mut seed).map_err(|error| {
            WarehouseError::file(path, "the system gives no random numbers")(error.into())
        })?;
        Self::of(seed).ok_or_else(|| broken(path))
    }

    fn of(seed: [u8; 32]) -> Option<Self> {
        Some(Self { pair: KeyPair::derive(&seed).ok()?, seed })
    }

    /// The half that closes.
    pub fn public(&self) -> VaultKey {
        let bytes = self.pair.public().as_ref().try_into();
        VaultKey::new(bytes.expect("a public key of this kind has 32 bytes"))
    }

    /// Writes the key where nothing is yet, for its owner alone; with a passphrase it is locked.
    ///
    /// # Errors
    ///
    /// [`WarehouseError::KeyThere`] when there is a file; else what the file system says.
    pub fn write(&self, path: &Path, passphrase: Option<&str>) -> Result<(), WarehouseError> {
        if path.exists() {
            return Err(WarehouseError::KeyThere { path: path.to_owned() });
        }
        let own = match passphrase {
            None => format!("secret {}", hex::encode(self.seed)),
            Some(passphrase) => {
                let locked = lock(passphrase, &self.seed).ok_or_else(|| broken(path))?;
                format!("locked {}", hex::encode(locked))
            }
        };
        let text = format!(
            "# Opens the vault. Keep it to yourself, and a copy where nobody else looks: without it nobody reads the names again.\n\
             {}\n{own}\n",
            self.public()
        );
        disk::replace(path, text.as_bytes(), Reader::Owner)
    }

    /// The key in a file; the passphrase is asked for when it is locked.
    ///
    /// # Errors
    ///
    /// [`WarehouseError::NoVaultKey`] when there is none, [`WarehouseError::Exposed`] when others may read it,
    /// [`WarehouseError::BrokenVaultKey`] when it holds none, [`WarehouseError::Passphrase`] when the passphrase is another.
    pub fn read(path: &Path, passphrase: Passphrase<'_>) -> Result<Self, WarehouseError> {
        let text = match std::fs::read_to_string(path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(WarehouseError::NoVaultKey { path: path.to_owned() });
            }
            text => text.map_err(WarehouseError::file(path, "cannot read the key"))?,
        };
        if super::key::is_exposed(path) {
            return Err(WarehouseError::Exposed { path: path.to_owned() });
        }
        let word = |word: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(word));
            line.and_then(|digits| hex::decode(digits.trim()).ok())
        };
        let seed = match (word("secret "), word("locked ")) {
            (Some(seed), _) => seed,
            (None, Some(locked)) => {
                let refused =
                    |why: String| WarehouseError::Passphrase { path: path.to_owned(), why };
                let passphrase = passphrase().map_err(refused)?;
                unlock(&passphrase, &locked)
                    .ok_or_else(|| refused("the passphrase is another one".to_owned()))?
            }
            (None, None) => return Err(broken(path)),
        };
        let seed = <[u8; 32]>::try_from(seed).map_err(|_| broken(path))?;
        Self::of(seed).ok_or_else(|| broken(path))
    }

    /// What was sealed for this key.
    ///
    /// # Errors
    ///
    /// [`WarehouseError::OtherVaultKey`] for what was sealed for another one, [`WarehouseError::Sealed`] for damaged bytes.
    pub(super) fn open(
        &self,
        path: &Path,
        about: &str,
        file: &[u8],
    ) -> Result<Vec<u8>, WarehouseError> {
        let damaged = || WarehouseError::Sealed { path: path.to_owned() };
        let rest = file.strip_prefix(HEAD).ok_or_else(damaged)?;
        let (sum, rest) = rest.split_at_checked(SUM).ok_or_else(damaged)?;
        let own = self.public().sum();
        if sum.trim_ascii_end() != own.as_bytes() {
            let sealed_for = String::from_utf8_lossy(sum.trim_ascii_end()).into_owned();
            return Err(WarehouseError::OtherVaultKey { path: path.to_owned(), sealed_for, own });
        }
        let (point, closed) = rest.split_at_checked(POINT).ok_or_else(damaged)?;
        let length = closed.len().checked_sub(TAG).ok_or_else(damaged)?;
        let mut bytes = vec![0; length];
        let opened = PublicKey::try_from(point).and_then(|point| {
            let secret = self.pair.private();
            ModeBase::<Suite>::base_open(&point, secret, INFO, closed, about.as_bytes(), &mut bytes)
        });
        opened.map(|()| bytes).map_err(|_| damaged())
    }
}

fn broken(path: &Path) -> WarehouseError {
    WarehouseError::BrokenVaultKey { path: path.to_owned() }
}

fn lock(passphrase: &str, seed: &[u8]) -> Option<Vec<u8>> {
    let salt = kdf::Salt::generate().ok()?;
    let locked = aead::seal(&stretched(passphrase, &salt)?, seed).ok()?;
    Some([salt.as_ref(), &locked].concat())
}

fn unlock(passphrase: &str, locked: &[u8]) -> Option<Vec<u8>> {
    let (salt, locked) = locked.split_at_checked(SALT)?;
    let salt = kdf::Salt::try_from(salt).ok()?;
    aead::open(&stretched(passphrase, &salt)?, locked).ok()
}

fn stretched(passphrase: &str, salt: &kdf::Salt) -> Option<kdf::SecretKey> {
    let passphrase = kdf::Password::try_from(passphrase.as_bytes()).ok()?;
    kdf::derive_key(&passphrase, salt, &kdf::OWASP_ARGON2ID_1ST, 32).ok()
}

/// Where the key of a vault is, unless another place is named: beside the key of the ids.
pub fn vault_key_beside(key: &Path) -> PathBuf {
    key.with_extension("vault-key")
}

/// A lock of what only runs themselves read, by a secret that is at hand.
pub(super) struct Padlock(aead::SecretKey);

impl std::fmt::Debug for Padlock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Padlock(…)")
    }
}

impl Padlock {
    pub(super) fn new(secret: &[u8; 32]) -> Self {
        Self(aead::SecretKey::try_from(secret).expect("a key of 32 bytes is one"))
    }

    pub(super) fn close(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        aead::seal(&self.0, bytes).ok()
    }

    pub(super) fn open(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        aead::open(&self.0, bytes).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATH: &str = "vault.sealed";

    fn none() -> Result<String, String> {
        Err("nobody to ask".to_owned())
    }

    #[test]
    fn what_is_sealed_is_opened_by_its_own_key_and_for_its_own_purpose() {
        let key = VaultSecret::generate(Path::new(PATH)).unwrap();
        let file = seal(&key.public(), "vault", b"Nia Underhill").unwrap();
        assert!(!file.windows(3).any(|part| part == b"Nia"));
        let open = |key: &VaultSecret, about, file: &[u8]| key.open(Path::new(PATH), about, file);
        assert_eq!(open(&key, "vault", &file).unwrap(), b"Nia Underhill");
        assert!(matches!(open(&key, "other", &file), Err(WarehouseError::Sealed { .. })));
        for at in [0, 22, 40, file.len() - 1] {
            let mut broken = file.clone();
            broken[at] ^= 1;
            assert!(open(&key, "vault", &broken).is_err(), "byte {at}");
        }
        assert!(open(&key, "vault", &file[..30]).is_err());
        let other = VaultSecret::generate(Path::new(PATH)).unwrap();
        let refused = open(&other, "vault", &file).unwrap_err().to_string();
        assert!(refused.contains(&key.public().sum()), "{refused}");
        assert!(refused.contains(&other.public().sum()), "{refused}");
    }

    #[test]
    fn a_key_is_read_as_it_was_written_and_a_locked_one_asks() {
        let folder = tempfile::tempdir().unwrap();
        for passphrase in [None, Some("open sesame")] {
            let path = folder.path().join(passphrase.unwrap_or("plain"));
            let key = VaultSecret::generate(&path).unwrap();
            key.write(&path, passphrase).unwrap();
            let refused = key.write(&path, passphrase).unwrap_err();
            assert!(matches!(refused, WarehouseError::KeyThere { .. }));
            let right = || passphrase.map(str::to_owned).ok_or_else(String::new);
            assert_eq!(VaultSecret::read(&path, &right).unwrap().public(), key.public());
            let is_locked = passphrase.is_some();
            assert_eq!(VaultSecret::read(&path, &none).is_err(), is_locked);
            let wrong = || Ok("open sesam".to_owned());
            let refused = VaultSecret::read(&path, &wrong).err().map(|error| error.to_string());
            assert_eq!(refused.is_some(), is_locked);
            assert!(refused.is_none_or(|told| told.contains("the passphrase is another one")));
        }
    }
}
