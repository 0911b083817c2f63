//! What makes two files the same.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::error::{SourceError, Unreadable};
use crate::machine::{Phase, stopwatch};

/// SHA-256 of a file's bytes in hexadecimal, as `sha256sum` prints it.
///
/// # Errors
///
/// [`SourceError`] when the file cannot be read.
pub fn fingerprint(path: &Path) -> Result<String, SourceError> {
    let digest = digest(path).map_err(|problem| problem.of(&path.display().to_string()))?;
    Ok(hex::encode(digest))
}

fn digest(path: &Path) -> Result<Vec<u8>, Unreadable> {
    let _timed = stopwatch(Phase::Read);
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut bytes = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut bytes)?;
        if read == 0 {
            return Ok(hash.finalize().to_vec());
        }
        hash.update(&bytes[..read]);
    }
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn the_fingerprint_is_the_sha_256_of_the_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("abc.txt");
        std::fs::write(&path, b"abc").unwrap();

        // FIPS 180-4, the example of one block.
        assert_eq!(
            fingerprint(&path).unwrap(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert!(fingerprint(&folder.path().join("none")).is_err());
    }
}
