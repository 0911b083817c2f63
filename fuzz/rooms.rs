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

/// Of the contract only what reads one cell.
pub mod contract {
    pub use super::cells::nearest;
}

// Of the measures only their headers.
pub use fault::Fault;
pub use kpi::Kpi;

/// Reads bytes as a file of this name to its end: an answer or an error, never a panic, a hang or a heap of memory.
pub fn read(name: &str, bytes: &[u8], format: Option<&str>) {
    let Ok(folder) = tempfile::tempdir() else { return };
    let path = folder.path().join(name);
    if std::fs::write(&path, bytes).is_err() {
        return;
    }
    let _ = sources::parts(&path);
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
