//! Sources: files → batches of text cells.
//!
//! **Takes** a folder with patterns, or one file with what the plan says about it. **Gives** the file's header, its rows in
//! batches of text cells, and what was wrong with cells on the way; every cell knows where it stands in its file.
//!
//! **Invariants.** Memory does not grow with the file: a batch, the longest cell that is allowed, and no more. A row keeps
//! its place: blank lines and quoted line ends are counted. What cannot be read as it was meant is named with its place,
//! never dropped in silence. The content decides what a file is, before its name does.
//!
//! **Deliberately absent:** types, missing codes, the meaning of a column; a report's preamble is not looked through for a
//! header.
//!
//! **To add** a format: its file here and its line in [`SOURCES`].

mod apart;
mod batch;
mod csv;
mod error;
mod find;
mod fingerprint;
mod format;
mod header;
mod parquet;
mod reader;
mod row;
mod xlsx;

#[cfg(test)]
mod tests;

pub use batch::{Origin, RawBatch};
pub use error::{SourceError, Unreadable};
pub use find::{FindError, find};
pub use fingerprint::fingerprint;
pub use format::{ReadOptions, SourceFormat};
pub use header::Header;
pub use reader::{CellProblem, Reader, open};

/// All formats, the ones with an unmistakable beginning first.
pub const SOURCES: &[SourceFormat] = &[xlsx::XLSX, parquet::PARQUET, csv::CSV];
