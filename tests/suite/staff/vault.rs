//! A sealed vault: written without a secret, read with one alone.

use std::process::Stdio;

use mentorlens::warehouse::Snapshot;

use super::mill::{NAMES, PAIRS, count, mill, naming};
use crate::program::{Program, Told};

/// A command on the folder, without a terminal.
fn call(program: &Program, command: &str, options: &[&str]) -> Told {
    let mut call = program.call(command);
    Told::of(call.args(options).stdin(Stdio::null()).output().unwrap())
}

/// Makes a key and puts it into the plan.
fn seal(program: &Program, options: &[&str]) {
    let line = call(program, "vault-key", options).ended_with(0).out;
    assert!(line.starts_with("vault_key = \"vault-"), "{line}");
    let plan = program.text("mentorlens.toml");
    program.put("mentorlens.toml", format!("{plan}\n[privacy]\n{line}").as_bytes());
}

/// Fails when a name or raw id can be read in what the program wrote.
fn nothing_is_readable(program: &Program) {
    for word in NAMES.iter().chain(&["m-001", "v-002", "m-099"]) {
        assert_eq!(naming(program, word, &[]), [""; 0], "{word}");
    }
    let mut sealed = 0;
    for (name, bytes) in program.files("warehouse") {
        let is_vault = name.starts_with("warehouse/vault/") || name.contains("quarantine");
        if is_vault && !name.starts_with("warehouse/vault/cache/tables") {
            sealed += 1;
            // Compressed bytes would tell nothing by themselves: it must be no Parquet at all.
            assert!(!bytes.windows(4).any(|part| part == b"PAR1"), "{name} is open");
        }
    }
    assert!(sealed >= 2, "{sealed} files");
}

#[test]
fn a_nightly_run_seals_without_a_secret_and_staff_opens_with_the_key() {
    let program = mill();
    seal(&program, &[]);
    call(&program, "run", &[]).ended_with(0);
    nothing_is_readable(&program);
    call(&program, "verify", &[]).ended_with(0);
    let list = call(&program, "staff-list", &[]).ended_with(0).out;
    assert!(list.contains("Zyxander Oo2 (v-002) with Quornwell Ée2 (m-002)"), "{list}");
    let record = call(&program, "privacy", &[]).ended_with(0).out;
    assert!(record.contains("| sealed: whoever has the key of the vault |"), "{record}");

    // Whoever has not the key has no names, and every number all the same.
    let key = program.path("mentorlens.vault-key");
    let away = program.path("inbox").join("..").join("elsewhere.vault-key");
    std::fs::rename(&key, &away).unwrap();
    let told = call(&program, "staff-list", &[]).ended_with(2);
    assert!(told.err.contains("no such key, and the vault is sealed"), "{}", told.err);
    assert!(told.out.is_empty());
    assert_eq!(count(&program, "select count(*) as n from matches", &[]), PAIRS as u64 - 1);
    let at = ["--vault-key", away.to_str().unwrap()];
    assert_eq!(call(&program, "staff-list", &at).ended_with(0).out, list);
    // A key is never written over.
    let told = call(&program, "vault-key", &at).ended_with(2);
    assert!(told.err.contains("there is a key already"), "{}", told.err);
}

#[test]
fn a_wrong_passphrase_is_one_clear_error_and_changes_nothing() {
    let program = mill();
    program.put("right", b"open sesame\n").put("wrong", b"open sesam\n");
    let [right, wrong] = ["right", "wrong"].map(|name| program.path(name).display().to_string());
    seal(&program, &["--passphrase-file", &right]);
    call(&program, "run", &[]).ended_with(0);
    let list = call(&program, "staff-list", &["--passphrase-file", &right]).ended_with(0).out;
    assert!(list.contains("Quornwell Ée2"), "{list}");
    let before = program.files("");
    for (command, more) in [("staff-list", None), ("rotate-key", None), ("forget", Some("m-001"))] {
        let mut call = crate::program::mentorlens();
        call.arg(command).args(more).arg(program.dir()).args(["--passphrase-file", &wrong]);
        let told = Told::of(call.output().unwrap()).ended_with(2);
        let expected = "the key is locked and was not opened: the passphrase is another one";
        assert_eq!(told.err.matches("error: ").count(), 1, "{command}: {}", told.err);
        assert!(told.err.contains(expected), "{command}: {}", told.err);
        assert!(told.out.is_empty(), "{command}: {}", told.out);
        assert!(program.files("") == before, "{command} changed something");
    }
    let told = call(&program, "staff-list", &[]).ended_with(2);
    assert!(told.err.contains("there is no terminal to ask for its passphrase"), "{}", told.err);
}

#[test]
fn what_was_open_before_is_sealed_by_the_next_run_in_every_snapshot() {
    let program = mill();
    program.run("run", &[]).ended_with(0);
    assert!(!naming(&program, "Quornwell", &[]).is_empty());
    let before = program.text("reports/findings.json");
    seal(&program, &[]);
    let told = call(&program, "run", &[]).ended_with(0);
    assert!(told.err.contains("sealed the vaults of 1 older snapshots"), "{}", told.err);
    nothing_is_readable(&program);
    call(&program, "verify", &[]).ended_with(0);
    assert_eq!(Snapshot::numbers(&program.path("warehouse")).unwrap(), [1, 2]);
    assert_eq!(program.text("reports/findings.json"), before);
}

#[test]
fn files_that_did_not_change_are_not_read_again_although_they_are_locked() {
    let program = mill();
    seal(&program, &[]);
    call(&program, "run", &[]).ended_with(0);
    let kept = program.files("warehouse/vault/cache");
    let contacts = program.text("inbox/contacts.csv");
    program.put("inbox/contacts.csv", format!("{contacts}x-001,2025-02-26\n").as_bytes());
    call(&program, "run", &[]).ended_with(0);
    // Encrypting twice gives two texts: an entry with the same bytes was not made again.
    let again = program.files("warehouse/vault/cache");
    let same = kept.iter().filter(|(name, bytes)| again.get(*name) == Some(bytes)).count();
    assert!(same >= 4, "{same} of {}", kept.len());
    nothing_is_readable(&program);
}

#[test]
fn a_person_is_forgotten_in_a_sealed_vault_too() {
    let program = mill();
    seal(&program, &[]);
    call(&program, "run", &[]).ended_with(0);
    let mut forget = crate::program::mentorlens();
    let told = Told::of(forget.args(["forget", "m-002"]).arg(program.dir()).output().unwrap());
    told.ended_with(0);
    nothing_is_readable(&program);
    let list = call(&program, "staff-list", &[]).ended_with(0).out;
    assert!(!list.contains("m-002") && list.contains("m-003"), "{list}");
    call(&program, "verify", &[]).ended_with(0);
}

#[test]
fn a_key_with_a_slip_is_refused_before_anything_is_sealed_for_nobody() {
    let program = mill();
    seal(&program, &[]);
    let plan = program.text("mentorlens.toml");
    let at = plan.find("vault-").unwrap() + 20;
    let digit = if &plan[at..=at] == "0" { "1" } else { "0" };
    let slip = format!("{}{digit}{}", &plan[..at], &plan[at + 1..]);
    program.put("mentorlens.toml", slip.as_bytes());
    let told = call(&program, "run", &[]).ended_with(2);
    assert!(told.err.contains("`vault_key` in [privacy] is no key of a vault"), "{}", told.err);
    assert!(!program.path("warehouse/vault").exists());
}
