//! `forget`: a person leaves the warehouse, and no later export brings them back.

use std::collections::BTreeMap;

use super::Outcome;
use super::ingest::lock;
use super::paths::{Paths, read_plan};
use super::quotes;
use super::read::ids_of;
use super::run::whole;
use super::unlock::unlock;
use super::who::who;
use crate::cli::ForgetArgs;
use crate::contract::{Entity, keyed_id};
use crate::warehouse::{self, Key, Review, Snapshot, quotes_beside, review_beside};

pub(super) fn forget(question: &ForgetArgs) -> anyhow::Result<Outcome> {
    let program = &question.program;
    let asked = question.person.trim();
    anyhow::ensure!(
        !asked.is_empty(),
        "the person is empty, allowed: an id, an e-mail address, or a first and last name of the exports"
    );
    let (plan, _) = read_plan(&program.dir)?;
    let persons = who(&plan, asked)?;
    anyhow::ensure!(
        persons.len() < 2,
        "{} persons of the exports are called so; nothing was changed; say which one by their id",
        persons.len()
    );
    // Somebody who is in no export any more may still be in a snapshot.
    let raw = persons.first().map_or(asked, String::as_str);
    let paths = Paths::of(program);
    let mut outcome = Outcome::default();
    let lock = lock(program, &mut outcome)?;
    // Before anything is changed: what is sealed has to be opened.
    let secret = unlock(&paths, &question.unlock, &Snapshot::all(lock.root())?)?;
    let key = Key::read_or_make(&paths.key)?;
    let marks = warehouse::marks_beside(&paths.key);
    let mut forgotten = warehouse::read_marks(&marks, &key)?;
    let ids = ids_of(&plan, raw)?;
    // The marks first: whatever happens from here on, no run takes the person in again.
    for id in &ids {
        forgotten.add(id);
    }
    if asked.contains('@') {
        // Where a file has no other id, and where others wrote it down.
        forgotten.add(asked);
    }
    warehouse::write_marks(&marks, &forgotten)?;
    let review = review_beside(&plan.dir);
    let mut proposed = Review::read(&review)?;
    if proposed.forget(&forgotten) {
        proposed.write(&review)?;
        outcome.say(format!("removed the person from {}", review.display()));
    }
    if let Ok(snapshot) = Snapshot::current(lock.root()) {
        let keyed = |id: &String| keyed_id(key.bytes(), Entity::Person, &snapshot.program_id, id);
        if quotes::forget(&plan, &snapshot, &ids.iter().map(keyed).collect())? {
            outcome.say(format!("removed the person from {}", quotes_beside(&plan.dir).display()));
        }
    }
    let mut removed = BTreeMap::<String, u64>::new();
    for id in &ids {
        for (table, rows) in warehouse::forget(&lock, &key, id, &forgotten, secret.as_ref())? {
            *removed.entry(table).or_default() += rows;
        }
    }
    // Reports of old snapshots counted the person in.
    warehouse::remove_reports_of_snapshots(&lock, &paths.reports)?;
    drop(lock);
    let told = whole(program, false)?;
    outcome.messages.extend(told.messages);
    (outcome.output, outcome.code) = (told.output, told.code);
    let rows: Vec<String> =
        removed.iter().map(|(table, rows)| format!("{rows} of `{table}`")).collect();
    outcome.say(match rows.as_slice() {
        [] => "the person was in no snapshot".to_owned(),
        rows => format!("rows removed from all snapshots: {}", rows.join(", ")),
    });
    outcome.say("reports were made anew; a mark beside the key keeps later exports from bringing the person back");
    for source in Snapshot::current(&paths.warehouse)?.ledger.sources {
        if source.rows_forgotten > 0 {
            let files: Vec<&str> = source.files.iter().map(|file| file.name.as_str()).collect();
            outcome.say(format!(
                "note: {}: {} rows of forgotten persons are still in the exports, which are never changed; delete them there",
                files.join(", "),
                source.rows_forgotten
            ));
        }
    }
    Ok(outcome)
}
