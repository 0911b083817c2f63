//! The warehouse: typed tables ↔ Parquet snapshots.
//!
//! **Takes** checked tables. **Gives** a [`Snapshot`]: the files that hold them, and the record of how they came to be.
//!
//! **Invariants.** A segment (`<table>/program=<id>/<name>.parquet`) never changes and is named by the hash of its bytes, so
//! that what did not change is not written again. A snapshot is a manifest, `snapshots/<number>.json`; the one with the
//! highest number is the current one, and publishing is the one rename that puts it there. Everything that a manifest names
//! is flushed to the disk before that, so that readers see the old snapshot or the new one, whole, whenever a run is ended.
//! One process writes at a time; readers are never kept waiting. Raw ids are in `vault/` and original cells in
//! `quarantine/` only; both, open answers, and what earlier reports have shown and the last one has not (`shown/`) are readable
//! by their owner alone; the key of the ids is a file outside the warehouse.
//!
//! **Deliberately absent:** what the tables mean, SQL, the program's words.
//!
//! **To add** a kind of file that a snapshot holds: [`Snapshot`] and its writer here; no other room knows file names.

mod answers;
mod cache;
mod clean;
mod compare;
pub(crate) mod disk;
mod fault;
mod folder;
mod forget;
mod frozen;
mod key;
mod ledger;
mod lock;
mod parts;
mod publish;
mod published;
mod quarantine;
mod quotes;
mod repair;
mod review;
mod rotate;
mod seal;
mod segment;
mod sheet;
mod shown;
mod snapshot;
mod vault;
mod verify;

pub use answers::open_answers;
pub use cache::Cache;
pub use clean::{Cleaned, clean};
pub use compare::{RowChange, row_changes};
pub use disk::who_may_read;
pub use folder::{Folder, Sealed};
pub use forget::{forget, marks_beside, read_marks, write_marks};
pub use frozen::FrozenTerm;
pub use key::Key;
pub use ledger::{FileEntry, Ledger, SourceEntry, ViolationCount};
pub use lock::{Holder, Lock};
pub use publish::{Draft, Staged, publish, stage};
pub use published::PublishedNumbers;
pub use quotes::{JudgedQuote, QuoteReview, quotes_beside};
pub use repair::{discard_damaged, drop_snapshots, remove_reports_of_snapshots};
pub use review::{Review, Verdict, review_beside};
pub use rotate::{Rotation, complete_rotation, is_rotating};
pub use seal::{Passphrase, VaultSecret, vault_key_beside};
pub use segment::Segment;
pub(crate) use sheet::FORMULA;
pub use shown::{read_shown, shown_in, write_shown};
pub use snapshot::Snapshot;
pub use vault::{Vault, seal_snapshots};
pub use verify::{Damage, verify, verify_cache};

use std::io::ErrorKind;
use std::path::PathBuf;

use jiff::Timestamp;
use thiserror::Error;

/// Why the warehouse cannot be read or written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum WarehouseError {
    /// A file or folder.
    #[error("{}: {action}", path.display())]
    File {
        /// Where.
        path: PathBuf,
        /// What was tried.
        action: &'static str,
        /// Why it failed.
        source: std::io::Error,
    },
    /// A table that could not be read or written as Parquet.
    #[error("{}: cannot read or write Parquet", path.display())]
    Parquet {
        /// Where.
        path: PathBuf,
        /// Why it failed.
        source: polars::prelude::PolarsError,
    },
    /// A manifest that is not one.
    #[error("{}: not a manifest of this warehouse; run `mentorlens verify --repair` to build it anew from the exports", path.display())]
    Manifest {
        /// Where.
        path: PathBuf,
        /// Why it failed.
        source: serde_json::Error,
    },
    /// A manifest that says something else than what was written.
    #[error("{}: the manifest is damaged; run `mentorlens verify --repair` to build the warehouse anew from the exports", path.display())]
    Altered {
        /// Where.
        path: PathBuf,
    },
    /// Nothing was published yet.
    #[error("{}: no snapshot yet; run `mentorlens ingest` first", path.display())]
    Empty {
        /// Where.
        path: PathBuf,
    },
    /// The folder holds another program's warehouse.
    #[error("{}: holds the warehouse of `{found}`; choose another folder with --out, or delete this one", path.display())]
    Other {
        /// Where.
        path: PathBuf,
        /// The program in it.
        found: String,
    },
    /// A key file that holds no key.
    #[error("{}: holds no key of 64 hexadecimal digits; restore it from a backup, or delete it to give everybody new ids", path.display())]
    Key {
        /// Where.
        path: PathBuf,
    },
    /// A key file that others may read.
    #[error("{}: others may read the key", path.display())]
    Exposed {
        /// Where.
        path: PathBuf,
    },
    /// A change of the key that cannot be completed.
    #[error("{}: is not the key of a change that was begun and not completed; name the file that was changed with `--key`", path.display())]
    Rotation {
        /// The key at hand.
        path: PathBuf,
    },
    /// A key that would be written over.
    #[error("{}: there is a key already, and what was sealed for it needs it; name another file with `--vault-key`", path.display())]
    KeyThere {
        /// Where.
        path: PathBuf,
    },
    /// A sealed file, and no key.
    #[error("{}: no such key, and the vault is sealed; name the file that holds it with `--vault-key`", path.display())]
    NoVaultKey {
        /// Where.
        path: PathBuf,
    },
    /// A key file of the vault that holds no key.
    #[error("{}: holds no key of a vault; restore it from a backup", path.display())]
    BrokenVaultKey {
        /// Where.
        path: PathBuf,
    },
    /// A locked key that does not open.
    #[error("{}: the key is locked and was not opened: {why}", path.display())]
    Passphrase {
        /// Where.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// A file that was sealed for another key.
    #[error("{}: sealed for the key that ends in {sealed_for}, and the one at hand ends in {own}; name the right one with `--vault-key`", path.display())]
    OtherVaultKey {
        /// The sealed file.
        path: PathBuf,
        /// End of its key.
        sealed_for: String,
        /// End of the other one.
        own: String,
    },
    /// A sealed file whose bytes are not the ones that were written.
    #[error("{}: its bytes are not the ones that were sealed; run `mentorlens verify`", path.display())]
    Sealed {
        /// Where.
        path: PathBuf,
    },
    /// A key for which nothing can be sealed.
    #[error("{}: nothing can be sealed for the `vault_key` of the plan; take over the line that `mentorlens vault-key` printed", path.display())]
    Sealing {
        /// The folder that it was for.
        path: PathBuf,
    },
    /// A file of proposed links that is none.
    #[error("{}: is no table of proposed links; delete it and run `mentorlens link` to have it made anew", path.display())]
    Review {
        /// Where.
        path: PathBuf,
    },
    /// A file of proposed quotes that is none.
    #[error("{}: is no table of proposed quotes; delete it and run `mentorlens quotes` to have it made anew", path.display())]
    QuoteReview {
        /// Where.
        path: PathBuf,
    },
    /// Another run holds the lock.
    #[error("{}: another run is writing this warehouse ({holder})", path.display())]
    Locked {
        /// Where.
        path: PathBuf,
        /// Which process, and since when.
        holder: String,
    },
    /// A folder that is a symbolic link.
    #[error("{}: is a symbolic link; what is written for a program lies in its own folder", path.display())]
    Link {
        /// Where.
        path: PathBuf,
    },
    /// A manifest that names a file elsewhere.
    #[error("{}: names the file {file}, which does not lie in the warehouse", path.display())]
    Outside {
        /// The manifest.
        path: PathBuf,
        /// The file.
        file: String,
    },
    /// A snapshot that is not there.
    #[error("{}: there is no snapshot {number}, kept: {kept}", path.display())]
    NoSnapshot {
        /// Where.
        path: PathBuf,
        /// The number.
        number: u64,
        /// Those that are there.
        kept: String,
    },
    /// A warehouse of a later version of the contract.
    #[error("{}: was written by version {found} of the data contract, this program reads version {wanted}; use the newer program that wrote it, or name another folder with `--out`", path.display())]
    Newer {
        /// Where.
        path: PathBuf,
        /// The version found.
        found: String,
        /// The version that can be read.
        wanted: &'static str,
    },
    /// A warehouse of an earlier version of the contract.
    #[error("{}: was written by version {found} of the data contract, this program reads version {wanted}; run `mentorlens ingest` to build it anew from the exports", path.display())]
    Version {
        /// Where.
        path: PathBuf,
        /// The version found.
        found: String,
        /// The version that can be read.
        wanted: &'static str,
    },
}

impl WarehouseError {
    pub(crate) fn file(
        path: impl Into<PathBuf>,
        action: &'static str,
    ) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, action, source }
    }

    /// What is left as it was, and what to do.
    pub fn hint(&self) -> Option<&'static str> {
        let Self::File { source, .. } = self else {
            return match self {
                Self::Exposed { .. } => Some(
                    "nothing was read or written; take it from them with `chmod 600`, and make a new one if somebody may have read it",
                ),
                Self::Passphrase { .. } => Some(
                    "nothing was changed; give the passphrase in a file with `--passphrase-file`, or on a terminal",
                ),
                Self::Locked { .. } => Some(
                    "nothing was changed; wait until it is done, for example with `--wait 600`. Reading is possible all the time",
                ),
                Self::Link { .. } => Some(
                    "nothing was changed; replace the link by a folder, or name another place with `--out`",
                ),
                Self::NoSnapshot { .. } => Some("`mentorlens runs` lists the snapshots"),
                _ => None,
            };
        };
        Some(match source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                "the last snapshot and the last report are as they were; make room on the disk and run again"
            }
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                "the last snapshot and the last report are as they were; let this user write there, or name another place with `--out`"
            }
            _ => {
                "the last snapshot and the last report are as they were; run again when the cause is mended"
            }
        })
    }
}

/// The time, in UTC and whole seconds: for people who look at runs, never for what a run finds.
pub fn now() -> String {
    let seconds = Timestamp::now().as_second();
    Timestamp::from_second(seconds).unwrap_or_default().to_string()
}

/// Writes a file for its owner alone, in the place of whatever was there.
///
/// # Errors
///
/// What the file system says.
pub fn write_private(path: &std::path::Path, bytes: &[u8]) -> Result<(), WarehouseError> {
    disk::replace(path, bytes, disk::Reader::Owner)
}

/// Writes a file that whoever may read it sees as it was or as it is, never in between.
///
/// # Errors
///
/// What the file system says.
pub fn write_file(path: &std::path::Path, bytes: &[u8]) -> Result<(), WarehouseError> {
    disk::replace(path, bytes, disk::Reader::Anyone)
}
