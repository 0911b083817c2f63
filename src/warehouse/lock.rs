//! One writer at a time; readers are never asked.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::WarehouseError;
use super::disk::{self, Reader};

/// How often a waiting run looks again.
const LOOKS: Duration = Duration::from_millis(100);

/// The right to write a warehouse and its reports, given back when dropped.
///
/// The system itself takes it from a process that ends, however it ends, so that no lock outlives its holder. What a
/// holder that was killed leaves behind is its card, and that tells the next one to clean up.
#[derive(Debug)]
pub struct Lock {
    root: PathBuf,
    /// Who held the lock last and did not give it back.
    broken_off: Option<Holder>,
    file: File,
}

/// The card of a run that writes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Process id.
    pub process: u32,
    /// Since when, in UTC.
    pub since: String,
}

impl std::fmt::Display for Holder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "process {}, since {}", self.process, self.since)
    }
}

impl Lock {
    /// Takes the lock of a warehouse, waiting for as long as is allowed; the folder is made when it is not there.
    ///
    /// # Errors
    ///
    /// [`WarehouseError::Locked`] when another run still holds it, [`WarehouseError::Link`] when the folder is a link.
    pub fn take(root: &Path, patience: Duration) -> Result<Self, WarehouseError> {
        if root.is_symlink() {
            return Err(WarehouseError::Link { path: root.to_owned() });
        }
        disk::make_folder(root, Reader::Group)?;
        disk::restrict_folder(root, Reader::Group)?;
        let path = root.join(".lock");
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(WarehouseError::file(&path, "cannot open the lock"))?;
        let start = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if start.elapsed() < patience => {
                    std::thread::sleep(LOOKS);
                }
                Err(TryLockError::WouldBlock) => {
                    let holder = holder(root).map(|holder| holder.to_string());
                    let holder = holder.unwrap_or_else(|| "a process that just began".to_owned());
                    return Err(WarehouseError::Locked { path: root.to_owned(), holder });
                }
                Err(TryLockError::Error(error)) => {
                    return Err(WarehouseError::file(path, "cannot lock the file")(error));
                }
            }
        }
        let broken_off = holder(root);
        let card = Holder { process: std::process::id(), since: super::now() };
        let card = serde_json::to_string(&card).expect("a card is plain data");
        disk::replace(&card_of(root), card.as_bytes(), Reader::Group)?;
        Ok(Self { root: root.to_owned(), broken_off, file })
    }

    /// Folder of the warehouse.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Who held the lock last and was ended before its run was.
    pub fn broken_off(&self) -> Option<&Holder> {
        self.broken_off.as_ref()
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Should this fail, the next run finds the card and cleans up for nothing.
        let _ = disk::remove_file(&card_of(&self.root));
        let _ = self.file.unlock();
    }
}

fn card_of(root: &Path) -> PathBuf {
    root.join(".writer")
}

fn holder(root: &Path) -> Option<Holder> {
    serde_json::from_str(&std::fs::read_to_string(card_of(root)).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_writer_is_told_who_holds_the_lock_and_gets_it_afterwards() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("warehouse");
        let first = Lock::take(&root, Duration::ZERO).unwrap();
        assert_eq!(first.broken_off(), None);
        let refused = Lock::take(&root, Duration::ZERO).unwrap_err().to_string();
        assert!(refused.contains(&format!("process {}, since 2", std::process::id())), "{refused}");
        drop(first);
        assert_eq!(Lock::take(&root, Duration::ZERO).unwrap().broken_off(), None);
    }

    #[test]
    fn a_second_writer_may_wait() {
        let folder = tempfile::tempdir().unwrap();
        let first = Lock::take(folder.path(), Duration::ZERO).unwrap();
        let waiting = std::thread::scope(|scope| {
            let second = scope.spawn(|| Lock::take(folder.path(), Duration::from_mins(1)).is_ok());
            std::thread::sleep(Duration::from_millis(50));
            drop(first);
            second.join().unwrap()
        });
        assert!(waiting, "the lock was given back in time");
    }

    #[test]
    fn the_card_of_a_run_that_was_killed_is_found_and_its_lock_is_free() {
        let folder = tempfile::tempdir().unwrap();
        let card = Holder { process: 7, since: "2025-01-01T00:00:00Z".to_owned() };
        std::fs::write(card_of(folder.path()), serde_json::to_string(&card).unwrap()).unwrap();
        let lock = Lock::take(folder.path(), Duration::ZERO).unwrap();
        assert_eq!(lock.broken_off(), Some(&card));
    }
}
