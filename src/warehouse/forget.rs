//! A person leaves the warehouse: every snapshot, the vault, the quarantine.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use polars::prelude::*;

use super::disk::{self, Reader};
use super::frozen::FROZEN;
use super::segment::Writer;
use super::vault::{VAULT, frame_of, is_sealed};
use super::verify::read;
use super::{Cache, Key, Lock, PublishedNumbers, Segment, Snapshot, VaultSecret, WarehouseError};
use crate::contract::{Entity, Forgotten, Kind, TABLES, Table, keyed_id};

/// Where the marks of the forgotten are: beside the key, so that they outlive the warehouse.
pub fn marks_beside(key: &Path) -> PathBuf {
    key.with_extension("forgotten")
}

/// The persons who are forgotten.
///
/// # Errors
///
/// What the file system says.
pub fn read_marks(path: &Path, key: &Key) -> Result<Forgotten, WarehouseError> {
    let text = match std::fs::read_to_string(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        text => {
            text.map_err(WarehouseError::file(path, "cannot read the marks of the forgotten"))?
        }
    };
    Ok(Forgotten::new(key.bytes(), text.lines().map(str::to_owned).collect()))
}

/// Keeps the marks.
///
/// # Errors
///
/// What the file system says.
pub fn write_marks(path: &Path, forgotten: &Forgotten) -> Result<(), WarehouseError> {
    disk::replace(path, text_of(forgotten).as_bytes(), Reader::Owner)
}

/// One mark a line; the last line ends, too.
pub(super) fn text_of(forgotten: &Forgotten) -> String {
    let mut lines: Vec<&str> = forgotten.marks().iter().map(String::as_str).collect();
    lines.push("");
    lines.join("\n")
}

/// Takes a person out of every snapshot that is kept, and gives the number of rows that went, by table.
///
/// Rows that name the person go, and those that cannot be without them (the meetings of a match that is gone). A snapshot
/// keeps its number; what it was made of is removed. Sealed files need their key, and are sealed for it again.
///
/// # Errors
///
/// What the file system says. A snapshot is rewritten or as it was; asking again goes on where it broke off.
pub fn forget(
    lock: &Lock,
    key: &Key,
    raw: &str,
    forgotten: &Forgotten,
    secret: Option<&VaultSecret>,
) -> Result<BTreeMap<String, u64>, WarehouseError> {
    let root = lock.root();
    // What is kept to be spared work is made anew without the person.
    Cache::of(lock).clear()?;
    let mut removed = BTreeMap::new();
    for mut snapshot in Snapshot::all(root)? {
        let person = keyed_id(key.bytes(), Entity::Person, &snapshot.program_id, raw);
        let mut gone: BTreeMap<&str, BTreeSet<i64>> = BTreeMap::new();
        let program = snapshot.program_id.clone();
        let mut writer = Writer::new(root, &program);
        let mut segments = Vec::new();
        // Tables stand in an order in which one refers to those before it only.
        for table in TABLES {
            for segment in snapshot.segments.iter().filter(|one| one.table == table.name) {
                let frame = without(table, &root.join(&segment.file), person, forgotten, &mut gone)
                    .map_err(parquet(root, segment))?;
                *removed.entry(table.name.to_owned()).or_default() +=
                    segment.rows - frame.height() as u64;
                keep(&mut writer, &mut segments, segment, frame)?;
            }
        }
        let mut restricted = Vec::new();
        for segment in &snapshot.restricted {
            // Published results are about groups that are large enough to publish.
            if segment.table == FROZEN {
                restricted.push(segment.clone());
                continue;
            }
            let frame = frame_of(&root.join(&segment.file), segment, secret)?;
            let mut frame =
                unnamed(segment, &frame, &gone, forgotten).map_err(parquet(root, segment))?;
            let key = secret.filter(|_| is_sealed(segment)).map(VaultSecret::public);
            restricted.push(writer.restricted(&segment.table, &mut frame, key.as_ref())?);
        }
        writer.finish()?;
        (snapshot.segments, snapshot.restricted) = (segments, restricted);
        // They counted the person in: beside the numbers of the next run they would tell what was said.
        snapshot.published = PublishedNumbers::default();
        snapshot.point()?;
    }
    removed.retain(|_, rows| *rows > 0);
    super::clean(lock, u64::MAX)?;
    Ok(removed)
}

fn parquet(root: &Path, segment: &Segment) -> impl FnOnce(PolarsError) -> WarehouseError {
    let path = root.join(&segment.file);
    move |source| WarehouseError::Parquet { path, source }
}

/// Writes what is left of a segment; an empty table has no file.
fn keep(
    writer: &mut Writer<'_>,
    segments: &mut Vec<Segment>,
    segment: &Segment,
    mut frame: DataFrame,
) -> Result<(), WarehouseError> {
    if frame.height() > 0 {
        segments.push(writer.write(&segment.table, &mut frame)?);
    }
    Ok(())
}

/// A table without the rows that name the person or need what is gone.
fn without(
    table: &'static Table,
    path: &Path,
    person: i64,
    forgotten: &Forgotten,
    gone: &mut BTreeMap<&'static str, BTreeSet<i64>>,
) -> PolarsResult<DataFrame> {
    let mut frame = read(path)?;
    let mut stays = vec![true; frame.height()];
    for column in table.columns {
        let (entity, target) = match column.kind {
            Kind::Id(entity) => (entity, None),
            Kind::Reference(entity, target) => (entity, Some(target)),
            _ => continue,
        };
        let lost = target.and_then(|target| gone.get(target));
        let ids: Vec<Option<i64>> = frame.column(column.name)?.i64()?.iter().collect();
        let is_lost = |id: i64| lost.is_some_and(|lost| lost.contains(&id));
        for (stays, id) in stays.iter_mut().zip(&ids) {
            let names = entity == Entity::Person && *id == Some(person);
            *stays &= !(names || column.required && id.is_some_and(is_lost));
        }
        if lost.is_some() && !column.required {
            let left: Int64Chunked =
                ids.into_iter().map(|id| id.filter(|id| !is_lost(*id))).collect();
            frame.with_column(left.into_column().with_name(column.name.into()))?;
        }
    }
    if let Some(Kind::Id(_)) = table.columns.first().map(|column| column.kind) {
        let own = frame.column(table.columns[0].name)?.i64()?.clone();
        let rows = own.iter().zip(&stays).filter(|(_, stays)| !**stays);
        gone.entry(table.name).or_default().extend(rows.filter_map(|(id, _)| id));
    }
    for column in table.columns.iter().filter(|column| column.kind == Kind::Text) {
        redact(&mut frame, column.name, forgotten)?;
    }
    let stays: BooleanChunked = stays.into_iter().map(Some).collect();
    frame.filter(&stays)
}

fn redact(frame: &mut DataFrame, column: &str, forgotten: &Forgotten) -> PolarsResult<()> {
    let texts: StringChunked = frame
        .column(column)?
        .str()?
        .iter()
        .map(|text| text.map(|text| forgotten.redacted(text)))
        .collect();
    frame.with_column(texts.into_column().with_name(column.into()))?;
    Ok(())
}

/// Vault and quarantine without what tells of the person.
fn unnamed(
    segment: &Segment,
    frame: &DataFrame,
    gone: &BTreeMap<&'static str, BTreeSet<i64>>,
    forgotten: &Forgotten,
) -> PolarsResult<DataFrame> {
    let stays: BooleanChunked = if segment.table == VAULT {
        let ids = frame.column("id")?.i64()?.clone();
        let raws = frame.column("raw_id")?.str()?.clone();
        let lost: BTreeSet<i64> = gone.values().flatten().copied().collect();
        let told = |raw: &str| raw.split('\u{1f}').any(|part| forgotten.holds(part));
        ids.iter()
            .zip(raws.iter())
            .map(|(id, raw)| {
                Some(!id.is_some_and(|id| lost.contains(&id)) && !raw.is_some_and(told))
            })
            .collect()
    } else {
        let cells = frame.column("cells")?.str()?.clone();
        let told = |cells: &str| forgotten.redacted(cells) != cells;
        cells.iter().map(|cells| Some(!cells.is_some_and(told))).collect()
    };
    frame.filter(&stays)
}
