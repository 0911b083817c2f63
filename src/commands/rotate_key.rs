//! `rotate-key`: another key of the ids, and nothing left under the old one.

use std::collections::BTreeSet;

use super::Outcome;
use super::ingest::{hash_of, lock};
use super::paths::{Paths, read_plan};
use super::read::{describe_persons, options};
use super::run::whole;
use super::unlock::unlock;
use crate::cli::RotateKeyArgs;
use crate::contract::{Forgotten, Intake};
use crate::plan::Plan;
use crate::sources;
use crate::warehouse::{
    self, Key, Lock, Rotation, Snapshot, Vault, VaultSecret, WarehouseError, marks_beside,
    quotes_beside,
};

pub(super) fn rotate_key(question: &RotateKeyArgs) -> anyhow::Result<Outcome> {
    let program = &question.program;
    let (plan, _) = read_plan(&program.dir)?;
    let paths = Paths::of(program);
    let mut outcome = Outcome::default();
    let lock = lock(program, &mut outcome)?;
    anyhow::ensure!(
        paths.key.is_file(),
        "{}: there is no key yet; the first run makes one",
        paths.key.display()
    );
    let old = Key::read_or_make(&paths.key)?;
    let snapshots = readable(&lock)?;
    let secret = unlock(&paths, &question.unlock, &snapshots)?;
    let forgotten = warehouse::read_marks(&marks_beside(&paths.key), &old)?;
    let written = if forgotten.marks().is_empty() {
        BTreeSet::new()
    } else {
        written(&plan, &old, &snapshots, secret.as_ref())?
    };
    // What is begun and not decided is removed by the next command that writes.
    let mut rotation = Rotation::begin(&lock, &paths.key)?;
    let (marks, lost) =
        forgotten.rekeyed(rotation.key().bytes(), written.iter().map(String::as_str));
    if lost > 0 && !question.drop_marks {
        warehouse::complete_rotation(&lock, &paths.key)?;
        anyhow::bail!(
            "{lost} of {} marks of forgotten persons cannot be made anew, for their ids are written nowhere any more; nothing was \
             changed. With `--drop-marks` these marks are given up, and a later export could bring the persons back",
            forgotten.marks().len()
        );
    }
    if !forgotten.marks().is_empty() {
        rotation.mark(&marks)?;
    }
    rotation.rewrite(secret.as_ref(), plan.privacy.vault_key.as_ref(), &|snapshot, key| {
        hash_of(&[snapshot.id.as_bytes(), key.bytes()])
    })?;
    let gone = rotation.publish()?;
    drop(lock);
    let told = whole(program, false)?;
    outcome.messages.extend(told.messages);
    (outcome.output, outcome.code) = (told.output, told.code);
    outcome.say(format!(
        "{} has another key, and so have {} snapshots and {} marks of forgotten persons; copies that were made before, such as \
         backups, still have the old one",
        paths.key.display(),
        snapshots.len() - gone.iter().filter(|number| snapshots.iter().any(|one| one.number == **number)).count(),
        marks.marks().len()
    ));
    if lost > 0 {
        outcome.say(format!("warning: {lost} marks of forgotten persons were given up"));
    }
    let quotes = quotes_beside(&plan.dir);
    if quotes.is_file() {
        outcome.say(format!(
            "warning: {}: its quotes were accepted under the old key, so that none of them is printed; run `mentorlens quotes` and \
             read them again",
            quotes.display()
        ));
    }
    if !gone.is_empty() {
        let numbers: Vec<String> = gone.iter().map(u64::to_string).collect();
        outcome.say(format!(
            "warning: removed the snapshots that could not be written anew, for they are damaged, of another version, or hold \
             ids that their vault does not know: {}",
            numbers.join(", ")
        ));
    }
    Ok(outcome)
}

/// The snapshots that this version can read.
fn readable(lock: &Lock) -> anyhow::Result<Vec<Snapshot>> {
    let mut snapshots = Vec::new();
    for number in Snapshot::numbers(lock.root())? {
        match Snapshot::numbered(lock.root(), number) {
            Ok(snapshot) => snapshots.push(snapshot),
            Err(error @ WarehouseError::Newer { .. }) => return Err(error.into()),
            Err(_) => {}
        }
    }
    Ok(snapshots)
}

/// Every text by which somebody may have been forgotten: cells of the exports, codes made of them, ids in the vaults.
fn written(
    plan: &Plan,
    key: &Key,
    snapshots: &[Snapshot],
    secret: Option<&VaultSecret>,
) -> anyhow::Result<BTreeSet<String>> {
    let mut written = BTreeSet::new();
    for source in &plan.sources {
        for (path, name) in sources::find(&plan.dir, &source.files)? {
            let reader = sources::open(&path, &name, &options(source))?;
            let width = reader.header().names().len();
            for batch in reader {
                let batch = batch?;
                for row in 0..batch.rows() {
                    let cells = (0..width).map(|column| batch.cell(row, column).trim());
                    for cell in cells.filter(|cell| !cell.is_empty()) {
                        if !written.contains(cell) {
                            written.insert(cell.to_owned());
                        }
                    }
                }
            }
        }
    }
    let (_, described) = describe_persons(plan, key.bytes(), Forgotten::default())?;
    written.extend(described.into_iter().map(|one| one.person));
    // Marks are of ids as they are compared.
    let intake = Intake::new(plan, key.bytes());
    let plain: Vec<String> = written.iter().map(|id| intake.plain(id)).collect();
    written.extend(plain);
    for snapshot in snapshots {
        let vault = Vault::open(snapshot, secret)?;
        written.extend(vault.raws().map(|(_, _, raw)| raw.to_owned()));
    }
    Ok(written)
}
