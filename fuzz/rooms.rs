//! The rooms that read what others wrote, compiled without the engines.

#![allow(dead_code, missing_docs, unreachable_pub, reason = "only the readers are called here")]

#[path = "../src/machine/mod.rs"]
pub mod machine;
#[path = "../src/plan/mod.rs"]
pub mod plan;
#[path = "../src/sources/mod.rs"]
pub mod sources;

#[path = "../src/contract/parse.rs"]
mod cells;
#[path = "../src/measures/fault.rs"]
mod fault;
#[path = "../src/measures/kpi.rs"]
mod kpi;
mod packed;

use std::path::PathBuf;
use std::sync::LazyLock;

/// Of the contract only what reads one cell.
pub mod contract {
    pub use super::cells::nearest;
}

// Of the measures only their headers.
pub use fault::Fault;
pub use kpi::Kpi;
pub use packed::{opendocument, workbook};

/// The one folder of a run; `fuzz/run` lets it lie in memory, and deletes it.
static FOLDER: LazyLock<Option<PathBuf>> = LazyLock::new(|| {
    forgive_libraries();
    tempfile::tempdir().ok().map(tempfile::TempDir::keep)
});

/// A library that gives up within a reader's thread ends that thread, and the reader tells a damaged file: nothing is
/// found by that. Code of our own that does is a find.
fn forgive_libraries() {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let is_apart = std::thread::current().name() == Some("source");
        let is_own = panic.location().is_some_and(|place| place.file().contains("src/sources"));
        if !is_apart || is_own {
            told(panic);
        }
    }));
}

/// Reads bytes as a file of this name to its end: an answer or an error, never a panic, a hang or a heap of memory.
pub fn read(name: &str, bytes: &[u8], format: Option<&str>) {
    let Some(folder) = FOLDER.as_ref() else { return };
    let path = folder.join(name);
    // A thread that still reads the file before keeps that one.
    let _ = std::fs::remove_file(&path);
    if std::fs::write(&path, bytes).is_err() {
        return;
    }
    let options = sources::ReadOptions {
        format: format.map(str::to_owned),
        ..sources::ReadOptions::default()
    };
    let Ok(mut reader) = sources::open(&path, name, &options) else { return };
    let width = reader.header().names().len();
    for batch in reader.by_ref() {
        let Ok(batch) = batch else { break };
        for row in 0..batch.rows() {
            for column in 0..width {
                let _ = batch.cell(row, column);
            }
        }
    }
    let _ = reader.take_problems();
}

/// What a file of several tables says that it holds.
pub fn list(name: &str, bytes: &[u8]) {
    let Some(folder) = FOLDER.as_ref() else { return };
    let path = folder.join(name);
    if std::fs::write(&path, bytes).is_ok() {
        let _ = sources::parts(&path);
    }
}
