//! What was published about closed terms, as records that this room does not read.

use std::collections::BTreeMap;

use polars::prelude::*;

use super::segment::Writer;
use super::verify::read;
use super::{Lock, Segment, Snapshot, Staged, WarehouseError};

/// Name of the table that holds them.
pub(super) const FROZEN: &str = "frozen";

/// What was published about a term.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FrozenTerm {
    /// Why it was restated, once for each time.
    pub reasons: Vec<String>,
    /// Answers, each as JSON.
    pub findings: Vec<String>,
    /// Curves and bars, each as JSON.
    pub series: Vec<String>,
}

const KINDS: [&str; 3] = ["reason", "finding", "series"];

impl FrozenTerm {
    fn of_kind(&mut self, kind: &str) -> Option<&mut Vec<String>> {
        match kind {
            "reason" => Some(&mut self.reasons),
            "finding" => Some(&mut self.findings),
            "series" => Some(&mut self.series),
            _ => None,
        }
    }
}

impl Snapshot {
    /// Terms that are closed, by their id.
    ///
    /// # Errors
    ///
    /// A file that cannot be read.
    pub fn frozen(&self) -> Result<BTreeMap<String, FrozenTerm>, WarehouseError> {
        let mut terms: BTreeMap<String, FrozenTerm> = BTreeMap::new();
        for segment in self.restricted.iter().filter(|segment| segment.table == FROZEN) {
            let path = self.root.join(&segment.file);
            let rows = rows(&path)
                .map_err(|source| WarehouseError::Parquet { path: path.clone(), source })?;
            for [term, kind, record] in rows {
                let own = terms.entry(term).or_default();
                own.of_kind(&kind).into_iter().for_each(|list| list.push(record.clone()));
            }
        }
        Ok(terms)
    }
}

impl Staged {
    /// The same data under the next number, to keep more beside it.
    ///
    /// # Errors
    ///
    /// What the file system says.
    pub fn again(lock: &Lock, snapshot: Snapshot) -> Result<Self, WarehouseError> {
        let number = Snapshot::numbers(lock.root())?.last().copied().unwrap_or_default() + 1;
        let snapshot = Snapshot { number, written_at: super::now(), ..snapshot };
        Ok(Self { snapshot })
    }

    /// Keeps what is published about closed terms, in the place of what was kept before.
    ///
    /// # Errors
    ///
    /// What the file system says.
    pub fn freeze(&mut self, terms: &BTreeMap<String, FrozenTerm>) -> Result<(), WarehouseError> {
        let snapshot = &mut self.snapshot;
        snapshot.restricted.retain(|segment| segment.table != FROZEN);
        if !terms.is_empty() {
            let mut writer = Writer::new(&snapshot.root, &snapshot.program_id);
            let segment = writer.write(FROZEN, &mut frame(terms, &snapshot.program_id))?;
            writer.finish()?;
            snapshot.restricted.push(segment);
        }
        Ok(())
    }
}

/// What a snapshot keeps of closed terms goes on into the next one.
pub(super) fn of(before: Option<&Snapshot>) -> Option<Segment> {
    before?.restricted.iter().find(|segment| segment.table == FROZEN).cloned()
}

fn frame(terms: &BTreeMap<String, FrozenTerm>, program: &str) -> DataFrame {
    let mut rows: Vec<[&str; 3]> = Vec::new();
    for (term, FrozenTerm { reasons, findings, series }) in terms {
        for (kind, records) in KINDS.into_iter().zip([reasons, findings, series]) {
            rows.extend(records.iter().map(|record| [term.as_str(), kind, record.as_str()]));
        }
    }
    let column = |at: usize| -> Vec<&str> { rows.iter().map(|row| row[at]).collect() };
    df!(
        "program_id" => vec![program; rows.len()],
        "term_id" => column(0),
        "kind" => column(1),
        "record" => column(2),
    )
    .expect("columns of one length and distinct names")
}

fn rows(path: &std::path::Path) -> PolarsResult<Vec<[String; 3]>> {
    let frame = read(path)?;
    let [terms, kinds, records] = ["term_id", "kind", "record"].map(|name| frame.column(name));
    let (terms, kinds, records) = (terms?.str()?, kinds?.str()?, records?.str()?);
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    Ok(terms
        .iter()
        .zip(kinds.iter())
        .zip(records.iter())
        .map(|((term, kind), record)| [text(term), text(kind), text(record)])
        .collect())
}
