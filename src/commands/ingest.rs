//! `ingest`: sources → warehouse.

use std::collections::BTreeMap;
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::check::summarise;
use super::paths::{Paths, read_plan};
use super::queries::check_queries;
use super::read::{Inbox, Read, read_inbox, refused};
use super::{DONE, Outcome, REFUSED, room};
use crate::cli::Program;
use crate::contract::{self, Forgotten, VERSION};
use crate::measures::Kpi;
use crate::plan::Plan;
use crate::sources;
use crate::warehouse::{
    self, Cache, Cleaned, Draft, Folder, Key, Lock, Snapshot, Staged, WarehouseError,
};

/// A snapshot before it is published, or the one that is there when nothing changed.
pub(super) enum State {
    /// Sources and plan are as they were.
    Same(Snapshot),
    /// Written, and not yet seen by anybody.
    New(Staged),
}

impl State {
    pub(super) fn snapshot(&self) -> &Snapshot {
        match self {
            Self::Same(snapshot) => snapshot,
            Self::New(staged) => staged.snapshot(),
        }
    }

    /// Lets everybody see it.
    pub(super) fn publish(self) -> anyhow::Result<Snapshot> {
        match self {
            Self::Same(snapshot) => Ok(snapshot),
            Self::New(staged) => Ok(staged.publish()?),
        }
    }
}

pub(super) fn ingest(program: &Program) -> anyhow::Result<Outcome> {
    let (mut plan, kpis) = read_plan(&program.dir)?;
    plan.analysis.as_of = program.as_of.or(plan.analysis.as_of);
    check_queries(&plan, &kpis)?;
    let mut outcome = Outcome::default();
    let lock = lock(program, &mut outcome)?;
    if let Some(state) = into_warehouse(program, (&plan, &kpis), &lock, &mut outcome)? {
        let snapshot = state.publish()?;
        tidy(&lock, &plan, &mut outcome)?;
        outcome.say(format!(
            "snapshot {} ({}) with {} tables",
            snapshot.number,
            &snapshot.id[..12],
            snapshot.segments.len()
        ));
        if program.json {
            outcome.output = serde_json::to_vec_pretty(&snapshot)?;
            outcome.output.push(b'\n');
        }
        outcome.code = DONE;
    }
    Ok(outcome)
}

/// Takes the lock of the warehouse and completes what a run that was ended left behind.
pub(super) fn lock(program: &Program, outcome: &mut Outcome) -> anyhow::Result<Lock> {
    let paths = Paths::of(program);
    let lock = Lock::take(&paths.warehouse, Duration::from_secs(program.wait))?;
    Folder::recover(&paths.reports)?;
    warehouse::complete_rotation(&lock, &paths.key)?;
    if let Some(holder) = lock.broken_off() {
        outcome.say(format!(
            "note: {}: the last run ({holder}) was ended before it was done; this one begins anew",
            paths.warehouse.display()
        ));
    }
    Ok(lock)
}

/// Removes older snapshots than the plan keeps, and says which.
pub(super) fn tidy(lock: &Lock, plan: &Plan, outcome: &mut Outcome) -> anyhow::Result<Cleaned> {
    if let Some(key) = &plan.privacy.vault_key {
        let sealed = warehouse::seal_snapshots(lock, key)?;
        if sealed > 0 {
            outcome.say(format!("sealed the vaults of {sealed} older snapshots"));
        }
    }
    let cleaned = warehouse::clean(lock, plan.retention.snapshots)?;
    if !cleaned.snapshots.is_empty() {
        let numbers: Vec<String> = cleaned.snapshots.iter().map(u64::to_string).collect();
        outcome.say(format!(
            "removed the snapshots that are no longer kept: {} (`snapshots` in [retention] is {})",
            numbers.join(", "),
            plan.retention.snapshots
        ));
    }
    Ok(cleaned)
}

/// Reads the sources and stages a snapshot; nothing when a source was refused.
pub(super) fn into_warehouse(
    program: &Program,
    (plan, kpis): (&Plan, &[Kpi]),
    lock: &Lock,
    outcome: &mut Outcome,
) -> anyhow::Result<Option<State>> {
    let key = Key::read_or_make(&Paths::of(program).key)?;
    let forgotten = warehouse::read_marks(&warehouse::marks_beside(&Paths::of(program).key), &key)?;
    let inbox = Inbox::look(plan)?;
    room::check(&inbox)?;
    let id = snapshot_id(plan, &forgotten, &inbox);
    let keyed = hash_of(&[id.as_bytes(), key.bytes()]);
    match Snapshot::current(lock.root()) {
        Ok(snapshot) if snapshot.keyed == keyed && snapshot.is_complete() => {
            outcome.say("the sources and the plan are as they were: the snapshot stays");
            return Ok(Some(State::Same(snapshot)));
        }
        // A newer program may know more of it than this one could write.
        Err(error @ WarehouseError::Newer { .. }) => return Err(error.into()),
        _ => {}
    }
    let cache = match plan.privacy.vault_key {
        Some(_) => Cache::of(lock).locked(&key),
        None => Cache::of(lock),
    };
    let Read { checked, ledger, kept, .. } =
        read_inbox(plan, key.bytes(), forgotten, &inbox, Some(&cache))?;
    summarise(&checked.violations, &ledger, outcome);
    if refused(&checked.violations) {
        outcome.say("nothing was published");
        outcome.code = REFUSED;
        return Ok(None);
    }
    if let Some(entity) = checked.ids.collision() {
        anyhow::bail!(
            "two {} ids have the same keyed id; delete the key file to make a new key",
            entity.name()
        );
    }
    kept.keep(&cache)?;
    let last_day = plan.analysis.as_of.map(contract::day).or(checked.newest_day);
    let as_of_day = last_day.unwrap_or_default();
    let mut tables = checked.tables;
    tables.extend(contract::from_plan(plan, as_of_day)?);
    let draft = Draft {
        id,
        keyed,
        plan,
        definitions: definitions(kpis),
        // Data without a single date has no cut-off to show.
        as_of: (last_day.map(contract::date_of).unwrap_or_default(), as_of_day),
        tables,
        violations: &checked.violations,
        ids: &checked.ids,
        names: &checked.names,
        ledger,
        parts: kept.names,
    };
    Ok(Some(State::New(warehouse::stage(lock, draft)?)))
}

/// Every measure with a hash of its header and its query.
pub(super) fn definitions(kpis: &[Kpi]) -> BTreeMap<String, String> {
    kpis.iter().map(|kpi| (kpi.id.clone(), hash_of(&[format!("{kpi:?}").as_bytes()]))).collect()
}

/// Hash of everything that makes a snapshot but the key: program version, contract, plan, cut-off, who is forgotten,
/// every source's bytes.
fn snapshot_id(plan: &Plan, forgotten: &Forgotten, inbox: &Inbox) -> String {
    let as_of = plan.analysis.as_of.map(|date| date.to_string()).unwrap_or_default();
    let mut parts =
        vec![env!("CARGO_PKG_VERSION").to_owned(), VERSION.to_owned(), plan.hash.clone(), as_of];
    parts.extend(forgotten.marks().iter().cloned());
    // Links that somebody has accepted make other persons of the same files.
    parts.push(sources::fingerprint(&warehouse::review_beside(&plan.dir)).unwrap_or_default());
    for file in inbox.entries() {
        parts.extend([file.name.clone(), file.sha256.clone()]);
    }
    let parts: Vec<&[u8]> = parts.iter().map(String::as_bytes).collect();
    hash_of(&parts)
}

/// The first 16 bytes of a SHA-256 over the parts, in hexadecimal.
pub(super) fn hash_of(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
        hash.update([0]);
    }
    hex::encode(&hash.finalize()[..16])
}
