//! A small program that a run takes a moment for.

use std::collections::BTreeSet;

use mentorlens::warehouse::{Snapshot, verify};
use sha2::{Digest as _, Sha256};

use crate::program::Program;

/// People and their matches.
pub(super) const PLAN: &str = r#"
[program]
id = "harbor"
name = "Harbor Mentoring"

[[sources]]
id = "people"
files = ["inbox/people.csv"]
table = "people"
columns = { person_id = "ID", role = "Role", site = "Site", enrolled_on = "Joined" }

[[sources]]
id = "matches"
files = ["inbox/matches-*.csv"]
table = "matches"
columns = { match_id = "Match", mentee_id = "Mentee", mentor_id = "Mentor", matched_on = "Start", ended_on = "End" }
"#;

/// The program with its first exports.
pub(super) fn harbor() -> Program {
    let program = Program::new(PLAN);
    let mut people = "ID,Role,Site,Joined\n".to_owned();
    let mut matches = "Match,Mentee,Mentor,Start,End\n".to_owned();
    for number in 1..=30 {
        people +=
            &format!("m{number},mentee,North,2024-09-01\nv{number},mentor,North,2024-08-01\n");
        matches += &format!("x{number},m{number},v{number},2024-09-10,\n");
    }
    program.put("inbox/people.csv", people.as_bytes());
    program.put("inbox/matches-1.csv", matches.as_bytes());
    program
}

/// A later export: one match has ended, one is new.
pub(super) fn later_export(program: &Program) {
    let text =
        "Match,Mentee,Mentor,Start,End\nx1,m1,v1,2024-09-10,2025-01-10\nx31,m1,v2,2025-02-01,\n";
    program.put("inbox/matches-2.csv", text.as_bytes());
}

/// The current snapshot, after a look at every byte of it.
pub(super) fn whole(program: &Program) -> Snapshot {
    let snapshot = Snapshot::current(&program.path("warehouse")).unwrap();
    let damages = verify(&snapshot);
    assert!(damages.is_empty(), "snapshot {}: {damages:?}", snapshot.number);
    snapshot
}

/// Fails when something lies there that a run does not leave behind.
pub(super) fn nothing_is_left_over(program: &Program) {
    let snapshots = Snapshot::all(&program.path("warehouse")).unwrap();
    let needed: Vec<String> = snapshots
        .iter()
        .flat_map(Snapshot::all_segments)
        .map(|segment| format!("warehouse/{}", segment.file))
        .chain(snapshots.iter().map(|one| format!("warehouse/snapshots/{:08}.json", one.number)))
        .chain(["warehouse/.lock".to_owned()])
        .collect();
    // What is kept to be spared work is of the current snapshot.
    let parts = snapshots.last().map(|one| one.parts.clone()).unwrap_or_default();
    let is_kept = |entry: &str| match entry.split_once('.') {
        Some((part, kind)) => {
            parts.iter().any(|one| one == part) && matches!(kind, "rows" | "places")
        }
        None => entry.starts_with("tables-"),
    };
    for name in program.files("warehouse").keys() {
        let is_entry = name.strip_prefix("warehouse/vault/cache/").is_some_and(is_kept);
        let is_shown = name.starts_with("warehouse/shown/");
        assert!(is_entry || is_shown || needed.contains(name), "{name} is left over");
    }
    let mut beside: Vec<String> = std::fs::read_dir(program.dir())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| {
            let known =
                ["inbox", "queries", "mentorlens.toml", "mentorlens.key", "reports", "warehouse"];
            !known.contains(&name.as_str())
        })
        .collect();
    beside.sort();
    assert!(beside.is_empty(), "{beside:?} are left over");
}

/// Fails when tables of a measure are kept of two times: a run that is ended may leave them, the next one lets them go.
pub(super) fn tables_are_of_one_time(program: &Program) {
    let files = program.files("warehouse");
    let tables = files.keys().filter_map(|name| name.strip_prefix("warehouse/vault/cache/tables-"));
    let tables: Vec<&str> = tables.filter_map(|name| Some(name.rsplit_once('-')?.0)).collect();
    let measures: BTreeSet<&str> = tables.iter().copied().collect();
    assert_eq!(tables.len(), measures.len(), "tables of an earlier time are left over: {tables:?}");
}

/// Says something else in a manifest, as if it had been written so.
pub(super) fn rewritten(program: &Program, manifest: &str, key: &str, value: &str) {
    let line = |text: &str, key: &str, value: &str| -> String {
        let start = format!("\"{key}\": ");
        let change = |line: &str| match line.trim_start().strip_prefix(start.as_str()) {
            Some(rest) => {
                let indent = " ".repeat(line.len() - line.trim_start().len());
                let end = if rest.ends_with(',') { "," } else { "" };
                format!("{indent}{start}\"{value}\"{end}")
            }
            None => line.to_owned(),
        };
        text.lines().map(change).collect::<Vec<_>>().join("\n")
    };
    let text = line(&line(&program.text(manifest), key, value), "checksum", "");
    let checksum: String =
        Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    program.put(manifest, line(&text, "checksum", &checksum).as_bytes());
}
