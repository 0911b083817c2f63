//! The list of those whom staff has to turn to: right, restricted, and nowhere else.

use std::os::unix::fs::PermissionsExt as _;

use super::mill::{NAMES, count, mill, naming};
use crate::golden::root;
use crate::program::Program;

#[test]
fn it_names_the_matches_that_need_somebody_the_most_pressing_first() {
    let program = mill();
    program.run("run", &[]).ended_with(0);
    let told = program.run("staff-list", &[]).ended_with(0);
    let expected = "\
Mill Street Mentoring: 4 of 11 open matches need attention, as of 2025-03-01.

x-002: Zyxander Oo2 (v-002) with Quornwell Ée2 (m-002), North
  no meeting logged for 90 days, the last one on 2024-12-01

x-003: Zyxander Oo3 (v-003) with Quornwell Ée3 (m-003), North
  support contact due, the last one was on 2024-12-01

x-005: Zyxander Oo5 (v-005) with Quornwell Ée5 (m-005), North
  promised time over for 80 days: close the match or renew it

x-004: Zyxander Oo4 (v-004) with Quornwell Ée4 (m-004), North
  promised time ends in 11 days
";
    let (warning, list) = told.out.split_once("\n\n").unwrap();
    assert!(warning.starts_with("Restricted: this list names people."), "{warning}");
    assert_eq!(list, expected);
    assert!(told.err.contains("warning: this list names people"), "{}", told.err);
}

#[test]
fn it_is_written_for_its_owner_alone_and_no_other_byte_but_the_vault_tells_a_name() {
    let program = mill();
    program.run("run", &[]).ended_with(0);
    for (file, sign) in [("staff.csv", "\u{feff}\"Restricted: "), ("staff.html", "<!doctype html>")]
    {
        let path = program.path(file);
        // Also where a file lies that everybody may read.
        program.put(file, b"old");
        program.run("staff-list", &["--to", path.to_str().unwrap()]).ended_with(0);
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let text = program.text(file);
        assert!(text.starts_with(sign), "{text}");
        assert!(text.contains("Restricted: this list names people."), "{text}");
        assert!(text.contains("Quornwell Ée2") && !text.contains("Quornwell Ée1<"), "{text}");
    }
    for word in NAMES {
        let told = naming(&program, word, &["staff.", "warehouse/vault/"]);
        assert_eq!(told, [""; 0], "{word}");
    }
    assert_eq!(naming(&program, "Secretdiary", &[]), [""; 0]);
}

#[test]
fn it_is_refused_among_reports_and_in_the_warehouse() {
    let program = mill();
    program.run("run", &[]).ended_with(0);
    std::fs::create_dir(program.path("reports/below")).unwrap();
    std::fs::create_dir(program.path("elsewhere")).unwrap();
    std::os::unix::fs::symlink(program.path("reports"), program.path("elsewhere/link")).unwrap();
    // A report that was given away is known by what lies beside it.
    program.put("copy/findings.json", b"[]");
    for place in ["reports", "reports/below", "elsewhere/link", "warehouse", "copy"] {
        let path = program.path(place).join("staff.csv");
        let told = program.run("staff-list", &["--to", path.to_str().unwrap()]).ended_with(2);
        assert!(
            told.err.contains("lies among reports or in the warehouse"),
            "{place}: {}",
            told.err
        );
        assert!(!path.exists(), "{place}");
    }
    let path = program.path("staff.txt");
    let told = program.run("staff-list", &["--to", path.to_str().unwrap()]).ended_with(2);
    assert!(told.err.contains("ends in neither `.html` nor `.csv`"), "{}", told.err);
}

#[test]
fn without_names_in_the_plan_it_shows_ids_and_says_so() {
    let program = mill();
    let plan = program.text("mentorlens.toml").replace("name = [\"First\", \"Last\"]\n", "");
    program.put("mentorlens.toml", plan.as_bytes());
    program.run("run", &[]).ended_with(0);
    let told = program.run("staff-list", &[]).ended_with(0);
    assert!(told.out.contains("x-002: v-002 with m-002, North\n"), "{}", told.out);
    assert!(told.err.contains("note: the vault holds no names"), "{}", told.err);
    for word in NAMES {
        assert_eq!(naming(&program, word, &[]), [""; 0], "{word}");
    }
}

#[test]
fn as_many_matches_are_dormant_as_the_measure_says() {
    let program = Program::sample("riverbend");
    program.run("ingest", &[]).ended_with(0);
    // The report hides a share that one match stands for, so the measure's own rows are asked.
    let sql = std::fs::read_to_string(root().join("queries/dormant_matches.sql")).unwrap();
    let sql = format!("select sum(value) as n from ({sql}) as units");
    let dormant = count(&program, &sql, &[]);
    let told = program.run("staff-list", &[]).ended_with(0);
    let listed = told.out.matches("no meeting logged").count();
    assert_eq!(listed as u64, dormant);
    assert!(listed > 0);
}
