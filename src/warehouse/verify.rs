//! Is a snapshot what its manifest says: every byte, every footer, every key, reference and count?

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use parquet::file::reader::{FileReader as _, SerializedFileReader};
use polars::prelude::*;

use super::segment::sha256;
use super::vault::is_sealed;
use super::{Segment, Snapshot, WarehouseError};
use crate::contract::{self, Kind, Table};

/// Something that is not as the manifest says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// The file, below the warehouse; or the table, when no single file is to blame.
    pub place: String,
    /// What is wrong.
    pub problem: String,
}

impl std::fmt::Display for Damage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.place, self.problem)
    }
}

/// Checks a snapshot; nothing is changed.
pub fn verify(snapshot: &Snapshot) -> Vec<Damage> {
    let mut damages: Vec<Damage> = snapshot
        .all_segments()
        .filter_map(|segment| {
            let problem = file_problem(&snapshot.root, segment)?;
            Some(Damage { place: segment.file.clone(), problem })
        })
        .collect();
    if damages.is_empty() {
        // What a table says is worth a look only when its bytes are the ones that were written.
        damages.extend(table_problems(snapshot));
        damages.extend(ledger_problems(snapshot));
    }
    damages
}

/// Checks what is kept to be spared work; nothing is changed.
///
/// # Errors
///
/// What the file system says.
pub fn verify_cache(root: &Path) -> Result<Vec<Damage>, WarehouseError> {
    super::cache::damaged(root)
}

/// What is wrong with a file as a whole.
pub(super) fn file_problem(root: &Path, segment: &Segment) -> Option<String> {
    let path = root.join(&segment.file);
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) => return Some(format!("cannot be read: {error}")),
    };
    if bytes.len() as u64 != segment.bytes {
        return Some(format!("has {} bytes, written were {}", bytes.len(), segment.bytes));
    }
    if sha256(&bytes) != segment.sha256 {
        return Some("its bytes are not the ones that were written".to_owned());
    }
    if is_sealed(segment) {
        // What is in it, only its key tells.
        return None;
    }
    let footer = File::open(&path)
        .map_err(|error| error.to_string())
        .and_then(|file| SerializedFileReader::new(file).map_err(|error| error.to_string()));
    match footer {
        Err(why) => Some(format!("its footer cannot be read: {why}")),
        Ok(reader) => {
            let rows = reader.metadata().file_metadata().num_rows();
            (u64::try_from(rows) != Ok(segment.rows))
                .then(|| format!("holds {rows} rows, written were {}", segment.rows))
        }
    }
}

fn table_problems(snapshot: &Snapshot) -> Vec<Damage> {
    let mut tables: BTreeMap<&str, DataFrame> = BTreeMap::new();
    let mut damages = Vec::new();
    for segment in &snapshot.segments {
        let table = segment.table.as_str();
        let whole =
            read(&snapshot.root.join(&segment.file)).and_then(|frame| match tables.get(table) {
                Some(before) => before.vstack(&frame),
                None => Ok(frame),
            });
        match whole {
            Ok(frame) => drop(tables.insert(table, frame)),
            Err(error) => damages.push(Damage {
                place: segment.file.clone(),
                problem: format!("cannot be read: {error}"),
            }),
        }
    }
    for (&name, frame) in &tables {
        let Some(table) = contract::table(name) else {
            damages.push(Damage {
                place: name.to_owned(),
                problem: "no table of the contract".to_owned(),
            });
            continue;
        };
        let problems = key_problem(table, frame).into_iter().chain(
            table.columns.iter().filter_map(|column| {
                let Kind::Reference(_, target) = column.kind else { return None };
                if column.loose {
                    return None;
                }
                reference_problem(frame, column.name, target, tables.get(target)?)
            }),
        );
        damages.extend(problems.map(|problem| Damage { place: name.to_owned(), problem }));
    }
    damages
}

fn key_problem(table: &Table, frame: &DataFrame) -> Option<String> {
    if table.key.is_empty() {
        return None;
    }
    let groups = frame.group_by(table.key.iter().copied()).map(|by| by.get_groups().len());
    match groups {
        Ok(distinct) if distinct == frame.height() => None,
        Ok(distinct) => Some(format!(
            "{} rows with only {distinct} different {}",
            frame.height(),
            table.key.join(", ")
        )),
        Err(error) => Some(format!("its key cannot be read: {error}")),
    }
}

fn reference_problem(
    frame: &DataFrame,
    column: &str,
    target: &str,
    known: &DataFrame,
) -> Option<String> {
    let key = contract::table(target)?.key.first()?;
    let ids = |frame: &DataFrame, name: &str| -> Option<Vec<i64>> {
        Some(frame.column(name).ok()?.i64().ok()?.iter().flatten().collect())
    };
    let known: std::collections::BTreeSet<i64> = ids(known, key)?.into_iter().collect();
    let lost = ids(frame, column)?.iter().filter(|id| !known.contains(id)).count();
    (lost > 0).then(|| format!("{lost} rows whose `{column}` `{target}` does not have"))
}

fn ledger_problems(snapshot: &Snapshot) -> Vec<Damage> {
    let unbalanced = snapshot.ledger.sources.iter().filter(|source| !source.is_balanced());
    unbalanced
        .map(|source| Damage {
            place: format!("the source `{}`", source.source),
            problem: format!("{} rows were read, but not all are accounted for", source.rows_in),
        })
        .collect()
}

/// A segment as a frame.
pub(super) fn read(path: &Path) -> PolarsResult<DataFrame> {
    ParquetReader::new(File::open(path)?).finish()
}
