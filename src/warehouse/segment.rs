//! A segment: one table of one program in one file that never changes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use polars::io::parquet::write::KeyValueMetadata;
use polars::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::WarehouseError;
use super::disk::{self, Reader};
use super::seal::{SEALED, seal};
use crate::contract::{self, Kind, Piece, VERSION};
use crate::machine::{self, Phase, stopwatch};
use crate::plan::VaultKey;

/// One file of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// Table.
    pub table: String,
    /// Path below the warehouse; its name is the piece of the table and the beginning of its hash.
    pub file: String,
    /// Rows.
    pub rows: u64,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 of its bytes, as `sha256sum` prints it.
    pub sha256: String,
}

/// Writes segments of one program below a warehouse.
#[derive(Debug)]
pub(crate) struct Writer<'a> {
    root: &'a Path,
    program: &'a str,
    folders: BTreeSet<PathBuf>,
    /// Pieces of each table so far.
    pieces: BTreeMap<String, usize>,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(root: &'a Path, program: &'a str) -> Self {
        Self { root, program, folders: BTreeSet::new(), pieces: BTreeMap::new() }
    }

    /// Writes a table; one that is there already, byte for byte, is left alone.
    pub(crate) fn write(
        &mut self,
        table: &str,
        frame: &mut DataFrame,
    ) -> Result<Segment, WarehouseError> {
        self.restricted(table, frame, None)
    }

    /// Writes a table, sealed where there is a key for it.
    pub(crate) fn restricted(
        &mut self,
        table: &str,
        frame: &mut DataFrame,
        key: Option<&VaultKey>,
    ) -> Result<Segment, WarehouseError> {
        let timed = stopwatch(Phase::Encode);
        let mut bytes = Vec::new();
        let encoded = writer(table, &mut bytes).finish(frame).map(|_| bytes);
        drop(timed);
        self.put(table, frame.height(), encoded, key)
    }

    /// Writes pieces of tables, encoded beside one another.
    pub(crate) fn write_all(&mut self, pieces: &[Piece]) -> Result<Vec<Segment>, WarehouseError> {
        let mut segments = Vec::with_capacity(pieces.len());
        let encoded = |at: usize| encoded(&pieces[at]);
        machine::in_order_until(pieces.len(), encoded, |at, bytes| {
            let piece = &pieces[at];
            self.put(piece.table, piece.height(), bytes, None).map(|segment| segments.push(segment))
        })?;
        Ok(segments)
    }

    fn put(
        &mut self,
        table: &str,
        rows: usize,
        encoded: PolarsResult<Vec<u8>>,
        key: Option<&VaultKey>,
    ) -> Result<Segment, WarehouseError> {
        let reader = reader(table);
        let folder = self.root.join(table).join(format!("program={}", self.program));
        if reader == Reader::Owner {
            // A folder that another version left open to others is closed as well.
            for folder in
                [folder.parent().expect("a table's folder lies in the warehouse"), &folder]
            {
                disk::make_folder(folder, reader)?;
                disk::restrict_folder(folder, reader)?;
            }
        } else {
            disk::make_folder(&folder, reader)?;
        }
        let mut bytes =
            encoded.map_err(|source| WarehouseError::Parquet { path: folder.clone(), source })?;
        let mut ending = "parquet";
        if let Some(key) = key {
            let closed = seal(key, table, &bytes);
            bytes = closed.ok_or_else(|| WarehouseError::Sealing { path: folder.clone() })?;
            ending = SEALED;
        }
        let sha256 = sha256(&bytes);
        let piece = self.pieces.entry(table.to_owned()).or_default();
        // Readers that take files by name find the rows in their order.
        let name = format!("{piece:05}-{}.{ending}", &sha256[..32]);
        *piece += 1;
        let path = folder.join(&name);
        let there = std::fs::metadata(&path).is_ok_and(|data| data.len() == bytes.len() as u64);
        if !there {
            disk::write(&path, &bytes, reader)?;
            self.folders.insert(folder);
        }
        Ok(Segment {
            table: table.to_owned(),
            file: format!("{table}/program={}/{name}", self.program),
            rows: rows as u64,
            bytes: bytes.len() as u64,
            sha256,
        })
    }

    /// Lets everything that was written survive a power cut.
    pub(crate) fn finish(self) -> Result<(), WarehouseError> {
        self.folders.iter().try_for_each(|folder| disk::sync_folder(folder))
    }
}

/// People write names into open answers, so that these are for their owner's eyes like the vault.
pub(crate) fn reader(name: &str) -> Reader {
    let has_free_text = contract::table(name)
        .is_some_and(|table| table.columns.iter().any(|column| column.kind == Kind::Text));
    let is_ours = contract::table(name).is_none();
    if has_free_text || is_ours { Reader::Owner } else { Reader::Group }
}

/// A piece of a table as Parquet, batch by batch.
fn encoded(piece: &Piece) -> PolarsResult<Vec<u8>> {
    let _timed = stopwatch(Phase::Encode);
    let mut bytes = Vec::new();
    let mut batches = piece.batches();
    let Some(mut first) = batches.next().transpose()? else { return Ok(bytes) };
    let writer = writer(piece.table, &mut bytes);
    let Some(second) = batches.next() else {
        writer.finish(&mut first)?;
        return Ok(bytes);
    };
    let mut writer = writer.batched(first.schema())?;
    writer.write_batch(&first)?;
    drop(first);
    for batch in std::iter::once(second).chain(batches) {
        writer.write_batch(&batch?)?;
    }
    writer.finish()?;
    Ok(bytes)
}

/// What writes a table as Parquet, with its meaning beside its data.
fn writer<'b>(table: &str, bytes: &'b mut Vec<u8>) -> ParquetWriter<&'b mut Vec<u8>> {
    ParquetWriter::new(bytes)
        .with_compression(ParquetCompression::Zstd(None))
        .with_key_value_metadata(Some(KeyValueMetadata::from_static(meaning(table))))
}

/// What the table and its columns are, for whoever opens the file without us.
fn meaning(name: &str) -> Vec<(String, String)> {
    let mut words = vec![("mentorlens.contract".to_owned(), VERSION.to_owned())];
    if let Some(table) = contract::table(name) {
        let columns: serde_json::Map<String, serde_json::Value> = table
            .columns
            .iter()
            .map(|column| (column.name.to_owned(), column.about.into()))
            .collect();
        words.push(("mentorlens.table".to_owned(), table.name.to_owned()));
        words.push(("mentorlens.grain".to_owned(), format!("one row per {}", table.grain)));
        words.push(("mentorlens.key".to_owned(), table.key.join(", ")));
        words.push(("mentorlens.columns".to_owned(), serde_json::Value::from(columns).to_string()));
    }
    words
}

/// SHA-256 in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    let _timed = stopwatch(Phase::Write);
    hex::encode(Sha256::digest(bytes))
}
