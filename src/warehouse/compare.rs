//! Two snapshots, row by row.

use std::collections::BTreeMap;

use polars::prelude::*;
use serde::Serialize;

use super::verify::read;
use super::{Snapshot, WarehouseError};
use crate::contract::{self, TABLES};

/// How the rows of a table differ between two snapshots.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowChange {
    /// Table.
    pub table: String,
    /// Rows of the later one whose key the earlier one does not have.
    pub added: u64,
    /// Rows of the earlier one whose key the later one does not have.
    pub removed: u64,
    /// Rows of both whose other columns differ.
    pub changed: u64,
}

impl std::fmt::Display for RowChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { table, added, removed, changed } = self;
        write!(f, "{table}: {added} added, {removed} removed, {changed} changed")
    }
}

/// The tables that differ, in the contract's order.
///
/// # Errors
///
/// A segment that cannot be read.
pub fn row_changes(before: &Snapshot, after: &Snapshot) -> Result<Vec<RowChange>, WarehouseError> {
    let mut changes = Vec::new();
    for table in TABLES {
        let (one, other) = (rows(before, table.name)?, rows(after, table.name)?);
        let mut change =
            RowChange { table: table.name.to_owned(), added: 0, removed: 0, changed: 0 };
        for (key, texts) in &other {
            match one.get(key) {
                None => change.added += texts.len() as u64,
                Some(earlier) if earlier != texts => change.changed += 1,
                Some(_) => {}
            }
        }
        let gone = one.iter().filter(|(key, _)| !other.contains_key(*key));
        change.removed = gone.map(|(_, texts)| texts.len() as u64).sum();
        if change.added + change.removed + change.changed > 0 {
            changes.push(change);
        }
    }
    Ok(changes)
}

/// Rows as text by the text of their key; a table without a key has rows that are their own key.
fn rows(
    snapshot: &Snapshot,
    table: &str,
) -> Result<BTreeMap<Vec<String>, Vec<String>>, WarehouseError> {
    let mut rows: BTreeMap<Vec<String>, Vec<String>> = BTreeMap::new();
    let key = contract::table(table).map(|table| table.key).unwrap_or_default();
    for path in snapshot.files(table) {
        let texts = texts(&path, key)
            .map_err(|source| WarehouseError::Parquet { path: path.clone(), source })?;
        for (key, text) in texts {
            rows.entry(key).or_default().push(text);
        }
    }
    for texts in rows.values_mut() {
        texts.sort();
    }
    Ok(rows)
}

fn texts(path: &std::path::Path, key: &[&str]) -> PolarsResult<Vec<(Vec<String>, String)>> {
    let frame = read(path)?;
    let columns = frame.columns();
    let at =
        |row: usize, column: &Column| -> PolarsResult<String> { Ok(column.get(row)?.to_string()) };
    (0..frame.height())
        .map(|row| {
            let text = columns
                .iter()
                .map(|column| at(row, column))
                .collect::<PolarsResult<Vec<_>>>()?
                .join("\u{1f}");
            let key = if key.is_empty() {
                vec![text.clone()]
            } else {
                key.iter().map(|name| at(row, frame.column(name)?)).collect::<PolarsResult<_>>()?
            };
            Ok((key, text))
        })
        .collect()
}
