//! Checked tables → segments, vault, quarantine, manifest: all of them, or none.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use super::quarantine::QUARANTINE;
use super::segment::Writer;
use super::snapshot::{Snapshot, manifests};
use super::vault::VAULT;
use super::{Ledger, Lock, SourceEntry, WarehouseError, frozen, quarantine, vault};
use crate::contract::{IdBook, Piece, VERSION, Violation};
use crate::plan::Plan;

/// What a snapshot is made of.
#[derive(Debug)]
pub struct Draft<'a> {
    /// Hash of everything that made it but the key.
    pub id: String,
    /// The id and the key, hashed.
    pub keyed: String,
    /// The plan that shaped it.
    pub plan: &'a Plan,
    /// Measures and the hashes of their definitions.
    pub definitions: BTreeMap<String, String>,
    /// Cut-off day, as a date and as a number.
    pub as_of: (String, i64),
    /// Tables.
    pub tables: Vec<Piece>,
    /// Violations, for the quarantine.
    pub violations: &'a [Violation],
    /// Raw ids, for the vault.
    pub ids: &'a IdBook,
    /// Names of persons by their keyed ids, for the vault.
    pub names: &'a BTreeMap<i64, Box<str>>,
    /// What happened to the rows.
    pub ledger: Ledger,
    /// Names of what is kept of each file.
    pub parts: Vec<String>,
}

/// A snapshot that is written but not yet the current one: what is made of it can be published together with it.
#[derive(Debug)]
pub struct Staged {
    pub(super) snapshot: Snapshot,
}

impl Staged {
    /// What will be published.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Makes it the current one.
    ///
    /// # Errors
    ///
    /// What the file system says; the old one is the current one then.
    pub fn publish(mut self) -> Result<Snapshot, WarehouseError> {
        self.snapshot.point()?;
        Ok(self.snapshot)
    }
}

/// Writes a snapshot beside those that are there; readers see nothing of it.
///
/// # Errors
///
/// [`WarehouseError::Other`] in another program's warehouse; else what the file system says.
pub fn stage(lock: &Lock, draft: Draft<'_>) -> Result<Staged, WarehouseError> {
    let root = lock.root();
    let program = &draft.plan.program.id;
    let before = Snapshot::current(root).ok();
    let first_seen = first_seen(before.as_ref(), &draft.ledger);
    let closed = frozen::of(before.as_ref());
    if let Some(other) = before.filter(|before| before.program_id != *program) {
        // What no snapshot needs is removed later, and this one knows nothing of the other program's.
        return Err(WarehouseError::Other { path: root.to_owned(), found: other.program_id });
    }
    let number = manifests(root)?.last_key_value().map_or(0, |(number, _)| *number) + 1;
    let mut writer = Writer::new(root, program);
    let mut tables = draft.tables;
    tables.retain(|piece| piece.height() > 0);
    let segments = writer.write_all(&tables)?;
    drop(tables);
    let mut quarantined = quarantine::frame(draft.violations, program);
    let mut vault = vault::frame(draft.ids, draft.names, program);
    let key = draft.plan.privacy.vault_key.as_ref();
    let mut restricted = vec![
        writer.restricted(VAULT, &mut vault, key)?,
        writer.restricted(QUARANTINE, &mut quarantined, key)?,
    ];
    writer.finish()?;
    restricted.extend(closed);
    let snapshot = Snapshot {
        number,
        id: draft.id,
        keyed: draft.keyed,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        contract_version: VERSION.to_owned(),
        written_at: super::now(),
        program_id: program.clone(),
        plan_hash: draft.plan.hash.clone(),
        plan: draft.plan.text.clone(),
        definitions: draft.definitions,
        as_of: draft.as_of.0,
        as_of_day: draft.as_of.1,
        segments,
        restricted,
        ledger: draft.ledger,
        parts: draft.parts,
        first_seen,
        checksum: String::new(),
        root: root.to_owned(),
    };
    Ok(Staged { snapshot })
}

/// Writes a snapshot and makes it the current one.
///
/// # Errors
///
/// As [`stage`], and [`WarehouseError::Locked`] while another run writes. The old snapshot then stays.
pub fn publish(root: &Path, draft: Draft<'_>) -> Result<Snapshot, WarehouseError> {
    let lock = Lock::take(root, Duration::ZERO)?;
    stage(&lock, draft)?.publish()
}

/// A source whose files are those of the snapshot before has them since then, any other one since now.
fn first_seen(before: Option<&Snapshot>, ledger: &Ledger) -> BTreeMap<String, String> {
    let since = |source: &SourceEntry| {
        let before = before?;
        let same = |one: &&SourceEntry| one.source == source.source && one.files == source.files;
        before.ledger.sources.iter().find(same)?;
        before.first_seen.get(&source.source).cloned()
    };
    let entry =
        |source: &SourceEntry| (source.source.clone(), since(source).unwrap_or_else(super::now));
    ledger.sources.iter().map(entry).collect()
}
