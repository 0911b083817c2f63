//! What single files gave, kept so that a file that did not change is not read again.

use std::collections::BTreeSet;
use std::io::Cursor;

use polars::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Cache, WarehouseError};
use crate::contract::{self, Entity, Part, Places, RULES, RowId, RowState, Severity, Violation};
use crate::machine::{Phase, stopwatch};

/// Everything of a part but its tables.
#[derive(Serialize, Deserialize)]
struct Head {
    violations: Vec<Kept>,
    /// One letter per row.
    states: String,
    given: (String, Vec<String>),
    /// Names and lengths of the tables that follow, ids and names of persons last.
    tables: Vec<(String, usize)>,
}

/// A violation as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    rule: String,
    severity: String,
    source: String,
    position: String,
    column: Option<String>,
    found: String,
    allowed: String,
    row: Option<u32>,
    cells: Option<String>,
}

const IDS: &str = "ids";
const NAMES: &str = "names";

const STATES: &[(char, RowState)] = &[
    ('k', RowState::Kept),
    ('r', RowState::Superseded),
    ('s', RowState::Skipped),
    ('q', RowState::Quarantined),
    ('d', RowState::Deleted),
];

impl Cache {
    /// A part that was kept.
    pub fn part(&self, name: &str) -> Option<Part> {
        decoded(&self.get(&rows_of(name))?)
    }

    /// A part as it is kept; none when somebody is in it who is forgotten.
    pub fn encoded(part: &Part) -> Option<Vec<u8>> {
        encoded(part)
    }

    /// Keeps a part.
    ///
    /// # Errors
    ///
    /// What the file system says.
    pub fn keep_part(&self, name: &str, encoded: &[u8]) -> Result<(), WarehouseError> {
        self.put(&rows_of(name), encoded)
    }

    /// Positions that were looked up in the file of a part.
    pub fn places(&self, name: &str) -> Places {
        let bytes = self.get(&places_of(name)).unwrap_or_default();
        let kept: Vec<(u32, Option<String>, String, Option<String>)> =
            serde_json::from_slice(&bytes).unwrap_or_default();
        kept.into_iter().map(|(row, column, at, cells)| ((row, column), (at, cells))).collect()
    }

    /// Keeps positions.
    ///
    /// # Errors
    ///
    /// What the file system says.
    pub fn keep_places(&self, name: &str, places: &Places) -> Result<(), WarehouseError> {
        let kept: Vec<_> =
            places.iter().map(|((row, column), (at, cells))| (row, column, at, cells)).collect();
        let bytes = serde_json::to_vec(&kept).expect("texts and numbers are plain data");
        self.put(&places_of(name), &bytes)
    }
}

fn rows_of(name: &str) -> String {
    format!("{name}.rows")
}

fn places_of(name: &str) -> String {
    format!("{name}.places")
}

/// A line of JSON, then Parquet after Parquet. None when a row has a state that is not to be kept.
fn encoded(part: &Part) -> Option<Vec<u8>> {
    let _timed = stopwatch(Phase::Encode);
    let letter = |state: &RowState| STATES.iter().find(|(_, known)| known == state);
    let states: Option<String> =
        part.states.iter().map(|state| letter(state).map(|(letter, _)| *letter)).collect();
    let mut tables = Vec::new();
    let mut body = Vec::new();
    for (name, frame) in part.tables.iter().chain(&[(IDS, ids(part)), (NAMES, names(part))]) {
        let start = body.len();
        let mut frame = frame.clone();
        let writer = ParquetWriter::new(&mut body);
        writer.with_compression(ParquetCompression::Zstd(None)).finish(&mut frame).ok()?;
        tables.push(((*name).to_owned(), body.len() - start));
    }
    let head = Head {
        violations: part.violations.iter().map(kept).collect(),
        states: states?,
        given: (
            part.given.0.to_owned(),
            part.given.1.iter().map(|name| (*name).to_owned()).collect(),
        ),
        tables,
    };
    let mut bytes = serde_json::to_vec(&head).ok()?;
    bytes.push(b'\n');
    bytes.extend(body);
    Some(bytes)
}

fn decoded(bytes: &[u8]) -> Option<Part> {
    let _timed = stopwatch(Phase::Read);
    let end = bytes.iter().position(|&byte| byte == b'\n')?;
    let head: Head = serde_json::from_slice(&bytes[..end]).ok()?;
    let state = |letter: char| STATES.iter().find(|(known, _)| *known == letter);
    let states: Option<Vec<RowState>> =
        head.states.chars().map(|letter| state(letter).map(|(_, state)| *state)).collect();
    let mut rest = &bytes[end + 1..];
    let mut tables = Vec::new();
    let (mut ids, mut names) = (Vec::new(), Vec::new());
    for (name, length) in head.tables {
        let (own, after) = rest.split_at_checked(length)?;
        rest = after;
        let frame = ParquetReader::new(Cursor::new(own)).finish().ok()?;
        match name.as_str() {
            IDS => ids = ids_of(&frame)?,
            NAMES => names = names_of(&frame)?,
            table => tables.push((contract::table(table)?.name, frame)),
        }
    }
    let violations: Option<Vec<Violation>> = head.violations.into_iter().map(violation).collect();
    Some(Part::of(tables, violations?, states?, given(&head.given)?, ids, names))
}

fn kept(violation: &Violation) -> Kept {
    Kept {
        rule: violation.rule.id.to_owned(),
        severity: violation.severity.name().to_owned(),
        source: violation.source.clone(),
        position: violation.position.clone(),
        column: violation.column.clone(),
        found: violation.found.clone(),
        allowed: violation.allowed.clone(),
        row: violation.row.map(|row| row.ordinal),
        cells: violation.cells.clone(),
    }
}

fn violation(kept: Kept) -> Option<Violation> {
    Some(Violation {
        rule: RULES.iter().find(|rule| rule.id == kept.rule)?,
        severity: Severity::ALL.into_iter().find(|one| one.name() == kept.severity)?,
        source: kept.source,
        position: kept.position,
        column: kept.column,
        found: kept.found,
        allowed: kept.allowed,
        row: kept.row.map(|ordinal| RowId { file: 0, ordinal }),
        cells: kept.cells,
    })
}

fn given(kept: &(String, Vec<String>)) -> Option<(&'static str, BTreeSet<&'static str>)> {
    let (table, columns) = kept;
    if table.is_empty() {
        return Some(("", BTreeSet::new()));
    }
    let table = contract::table(table)?;
    let column = |name: &String| match name.as_str() {
        "term_id" => Some("term_id"),
        name => table.column(name).map(|column| column.name),
    };
    Some((table.name, columns.iter().map(column).collect::<Option<_>>()?))
}

fn ids(part: &Part) -> DataFrame {
    let kinds: Vec<&str> = part.ids.iter().map(|(kind, ..)| kind.name()).collect();
    let keyed: Vec<i64> = part.ids.iter().map(|(_, id, _)| *id).collect();
    let raw: Vec<&str> = part.ids.iter().map(|(.., raw)| raw.as_ref()).collect();
    df!("kind" => kinds, "id" => keyed, "raw_id" => raw).expect("columns of one length")
}

fn names(part: &Part) -> DataFrame {
    let keyed: Vec<i64> = part.names.iter().map(|(id, _)| *id).collect();
    let names: Vec<&str> = part.names.iter().map(|(_, name)| name.as_ref()).collect();
    df!("id" => keyed, "name" => names).expect("columns of one length")
}

fn names_of(frame: &DataFrame) -> Option<Vec<(i64, Box<str>)>> {
    let keyed = frame.column("id").ok()?.i64().ok()?;
    let names = frame.column("name").ok()?.str().ok()?;
    keyed.iter().zip(names.iter()).map(|(id, name)| Some((id?, name?.into()))).collect()
}

fn ids_of(frame: &DataFrame) -> Option<Vec<(Entity, i64, Box<str>)>> {
    let kinds = frame.column("kind").ok()?.str().ok()?;
    let keyed = frame.column("id").ok()?.i64().ok()?;
    let raw = frame.column("raw_id").ok()?.str().ok()?;
    kinds
        .iter()
        .zip(keyed.iter())
        .zip(raw.iter())
        .map(|((kind, id), raw)| {
            let kind = Entity::ALL.into_iter().find(|known| Some(known.name()) == kind)?;
            Some((kind, id?, raw?.into()))
        })
        .collect()
}
