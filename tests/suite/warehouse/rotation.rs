//! Another key of the ids: nothing is left under the old one, and no instant at which it is ended does harm.

use std::collections::BTreeSet;
use std::process::{Output, Stdio};

use mentorlens::contract::{Entity, keyed_id};
use mentorlens::warehouse::{Snapshot, verify};

use super::harbor::{harbor, later_export, nothing_is_left_over, whole};
use crate::program::{Program, Told, mentorlens};

fn key_of(program: &Program) -> Vec<u8> {
    let text = program.text("mentorlens.key");
    let digits = text.trim();
    let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
    (0..digits.len()).step_by(2).map(byte).collect()
}

/// Keyed ids of everybody and every match.
fn ids(program: &Program) -> BTreeSet<String> {
    let key = key_of(program);
    let id = |entity, raw: String| keyed_id(&key, entity, "harbor", &raw).to_string();
    (1..=31)
        .flat_map(|number| {
            [
                id(Entity::Person, format!("m{number}")),
                id(Entity::Person, format!("v{number}")),
                id(Entity::Match, format!("x{number}")),
            ]
        })
        .collect()
}

/// Keyed ids that stand in a table of a snapshot.
fn people_of(program: &Program, number: u64) -> BTreeSet<String> {
    let number = number.to_string();
    let options = ["select person_id from people", "--format", "csv", "--snapshot", &number];
    let told = program.run("query", &options).ended_with(0);
    told.out.lines().skip(1).map(str::to_owned).collect()
}

/// Two snapshots.
fn with_past() -> Program {
    let program = harbor();
    program.run("run", &[]).ended_with(0);
    later_export(&program);
    program.run("run", &[]).ended_with(0);
    program
}

#[test]
fn no_byte_is_left_under_the_old_key_and_no_number_changes() {
    let program = with_past();
    let before = ids(&program);
    let report = program.text("reports/index.html");
    let told = program.run("rotate-key", &[]).ended_with(0);
    assert!(
        told.err.contains("has another key, and so have 2 snapshots and 0 marks"),
        "{}",
        told.err
    );
    let after = ids(&program);
    assert!(before.is_disjoint(&after));
    for (name, bytes) in program.files("") {
        let text = crate::privacy::plain(&program.path(&name), &bytes);
        let text = String::from_utf8_lossy(&text);
        let words: BTreeSet<&str> = text.split(|letter: char| !letter.is_ascii_digit()).collect();
        let old: Vec<_> = before.iter().filter(|id| words.contains(id.as_str())).collect();
        assert!(old.is_empty(), "{name}: {old:?}");
    }
    for number in [1, 2] {
        let snapshot = Snapshot::numbered(&program.path("warehouse"), number).unwrap();
        assert_eq!(verify(&snapshot), []);
        let people = people_of(&program, number);
        assert!(people.len() == 60 && people.is_subset(&after), "snapshot {number}");
    }
    assert_eq!(program.text("reports/index.html"), report);
    // What is made from scratch under the new key is the same, to the byte.
    let fresh = Program::copy(program.dir());
    fresh.take(program.dir(), "mentorlens.key");
    fresh.run("run", &[]).ended_with(0);
    let rows = |program: &Program| {
        whole(program)
            .all_segments()
            .map(|one| (one.table.clone(), one.sha256.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(rows(&fresh), rows(&program));
    assert!(program.run("run", &[]).ended_with(0).err.contains("the snapshot stays"));
    nothing_is_left_over(&program);
}

#[test]
fn the_forgotten_stay_forgotten_under_the_new_key() {
    let program = with_past();
    let forget = |person: &str| {
        let call = mentorlens().args(["forget", person]).arg(program.dir()).output().unwrap();
        Told::of(call).ended_with(0);
    };
    forget("m3");
    let marks = program.text("mentorlens.forgotten");
    program.run("rotate-key", &[]).ended_with(0);
    assert_ne!(program.text("mentorlens.forgotten"), marks);
    assert_eq!(people_of(&program, whole(&program).number).len(), 59);
    program.run("run", &[]).ended_with(0);
    assert_eq!(people_of(&program, whole(&program).number).len(), 59);

    // Somebody whose id is written nowhere any more cannot be marked anew, and that is not done in silence.
    let people = program.text("inbox/people.csv");
    let left: String = people
        .lines()
        .filter(|line| !line.starts_with("m3,"))
        .map(|line| format!("{line}\n"))
        .collect();
    program.put("inbox/people.csv", left.as_bytes());
    let matches = program.text("inbox/matches-1.csv");
    let left: String = matches
        .lines()
        .filter(|line| !line.starts_with("x3,"))
        .map(|line| format!("{line}\n"))
        .collect();
    program.put("inbox/matches-1.csv", left.as_bytes());
    program.run("run", &[]).ended_with(0);
    let before = program.files("");
    let told = program.run("rotate-key", &[]).ended_with(2);
    assert!(
        told.err.contains("1 of 1 marks of forgotten persons cannot be made anew"),
        "{}",
        told.err
    );
    assert!(program.files("") == before, "a refusal changes nothing");
    let told = program.run("rotate-key", &["--drop-marks"]).ended_with(0);
    assert!(
        told.err.contains("warning: 1 marks of forgotten persons were given up"),
        "{}",
        told.err
    );
    assert_eq!(program.text("mentorlens.forgotten"), "");
}

fn rotate(program: &Program, fault: &str) -> Output {
    let mut call = program.call("rotate-key");
    call.env("MENTORLENS_FAULT", fault).stdin(Stdio::null()).output().unwrap()
}

#[test]
fn a_change_of_the_key_that_breaks_at_any_step_leaves_the_old_state_or_the_new_one() {
    let before = with_past();
    let old = key_of(&before);
    let copied = || {
        let program = Program::copy(before.dir());
        for part in ["warehouse", "reports", "mentorlens.key"] {
            program.take(before.dir(), part);
        }
        program
    };
    let log = tempfile::NamedTempFile::new().unwrap();
    assert!(rotate(&copied(), &format!("log:{}", log.path().display())).status.success());
    let log = std::fs::read_to_string(log.path()).unwrap();
    let steps: Vec<&str> = log.lines().collect();
    // The run after it has tests of its own.
    let decided =
        steps.iter().position(|step| step.starts_with("Rename") && step.ends_with(".rotation"));
    let done =
        steps.iter().position(|step| step.starts_with("Remove") && step.ends_with(".rotation"));
    let (decided, done) = (decided.unwrap() + 1, done.unwrap() + 1);
    assert!(decided > 10 && done > decided + 5, "decided at {decided}, done at {done}");
    for number in 1..=done + 1 {
        for kind in ["kill", "fail"] {
            if kind == "fail" && number % 3 != 0 {
                continue;
            }
            let program = copied();
            let place = format!("{kind} at {number}, {}", steps[number - 1]);
            assert!(!rotate(&program, &format!("{kind}:{number}")).status.success(), "{place}");
            // Whatever a reader finds is whole.
            for number in [1, 2] {
                let snapshot = Snapshot::numbered(&program.path("warehouse"), number).unwrap();
                assert_eq!(verify(&snapshot), [], "{place}");
            }
            program.run("ingest", &[]).ended_with(0);
            assert_eq!(key_of(&program) != old, number > decided, "{place}");
            let own = ids(&program);
            for number in [1, 2] {
                assert!(people_of(&program, number).is_subset(&own), "{place}: snapshot {number}");
            }
            nothing_is_left_over(&program);
        }
    }
}
