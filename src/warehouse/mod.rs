//! The warehouse: typed tables ↔ Parquet snapshots.
//!
//! **Takes** checked tables. **Gives** a [`Snapshot`]: the files that hold them, and the record of how they came to be.
//!
//! **Invariants.** A segment (`<table>/program=<id>/<name>.parquet`) never changes and is named by the hash of what made it.
//! A snapshot is a manifest; publishing one is one atomic rename, so that readers see the old snapshot or the new one and
//! never half of either. Raw ids are in `vault/` and original cells in `quarantine/` only; both, and open answers,
//! are readable by their owner alone; the key of the ids is a file outside the warehouse.
//!
//! **Deliberately absent:** what the tables mean, SQL, the program's words.
//!
//! **To add** a kind of file that a snapshot holds: [`Snapshot`] and its writer here; no other room knows file names.

mod key;
mod ledger;
mod publish;
mod quarantine;
mod snapshot;

pub use key::Key;
pub use ledger::{FileEntry, Ledger, SourceEntry, ViolationCount};
pub use publish::{Draft, publish};
pub use snapshot::{Segment, Snapshot};

use std::path::PathBuf;

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
    /// A table that could not be written as Parquet.
    #[error("{}: cannot write Parquet", path.display())]
    Parquet {
        /// Where.
        path: PathBuf,
        /// Why it failed.
        source: polars::prelude::PolarsError,
    },
    /// A manifest that is not one.
    #[error("{}: not a manifest of this warehouse; run `mentorlens ingest` again", path.display())]
    Manifest {
        /// Where.
        path: PathBuf,
        /// Why it failed.
        source: serde_json::Error,
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
    /// Another run holds the lock.
    #[error("{}: another run is writing this warehouse; wait until it is done", path.display())]
    Locked {
        /// Where.
        path: PathBuf,
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
}
