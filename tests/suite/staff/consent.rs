//! Consent is kept purpose by purpose, and what the plan does not name is not read.

use super::mill::{PAIRS, count, mill, naming};

const PEOPLE: &str = "select count(*) as n from people";

#[test]
fn a_person_who_does_not_want_to_be_counted_goes_with_every_row_and_comes_back_with_a_yes() {
    let program = mill();
    let told = program.run("run", &[]).ended_with(0);
    assert!(told.err.contains("about persons who withdrew their consent"), "{}", told.err);
    for (table, rows) in [
        ("people", 2 * PAIRS - 1),
        ("matches", PAIRS - 1),
        ("meetings", PAIRS - 1),
        ("contacts", PAIRS - 1),
        ("comments", PAIRS - 1),
    ] {
        let sql = format!("select count(*) as n from {table}");
        assert_eq!(count(&program, &sql, &[]), rows as u64, "{table}");
    }
    // The export has the row, and so has what spares the next run to read it.
    assert_eq!(naming(&program, "m-006", &["warehouse/vault/cache/"]), [""; 0]);
    assert_eq!(naming(&program, "Ée6", &["warehouse/vault/cache/"]), [""; 0]);
    assert_eq!(naming(&program, "x-006", &["warehouse/vault/cache/"]), [""; 0]);
    assert_ne!(naming(&program, "x-001", &["warehouse/vault/cache/"]), [""; 0]);

    let people = program.text("inbox/people.csv");
    let agreed = people.replace("Secretdiary,no,yes,yes", "Secretdiary,yes,yes,yes");
    assert_ne!(people, agreed);
    program.put("inbox/people.csv", agreed.as_bytes()).run("run", &[]).ended_with(0);
    assert_eq!(count(&program, PEOPLE, &[]), 2 * PAIRS as u64);
    program.put("inbox/people.csv", people.as_bytes()).run("run", &[]).ended_with(0);
    assert_eq!(count(&program, PEOPLE, &[]), 2 * PAIRS as u64 - 1);
    program.run("verify", &[]).ended_with(0);
}

#[test]
fn where_no_export_says_who_is_counted_the_consent_to_pass_rows_on_counts_for_both() {
    let program = mill();
    let plan = program.text("mentorlens.toml").replace("report_ok = \"Counted\", ", "");
    let people =
        program.text("inbox/people.csv").replace("Secretdiary,no,yes,yes", "Secretdiary,,no,yes");
    program.put("mentorlens.toml", plan.as_bytes());
    program.put("inbox/people.csv", people.as_bytes()).run("run", &[]).ended_with(0);
    assert_eq!(count(&program, PEOPLE, &[]), 2 * PAIRS as u64 - 1);
}

#[test]
fn rows_are_passed_on_of_those_only_who_agreed_to_it() {
    let program = mill();
    program.run("run", &[]).ended_with(0);
    // Of the mentees every second one but the sixth, who is not there at all; of the mentors all.
    let mentees = PAIRS as u64 / 2 - 1;
    for (sql, shared) in [
        (PEOPLE, mentees + PAIRS as u64),
        ("select count(*) as n from matches", mentees),
        ("select count(*) as n from meetings", mentees),
        ("select count(*) as n from contacts", mentees),
        ("select count(*) as n from responses", 2 * mentees),
        ("select count(*) as n from comments", mentees),
        ("select count(*) as n from spells", mentees),
        ("select count(*) as n from settings", 1),
    ] {
        assert_eq!(count(&program, sql, &["--purpose", "share"]), shared, "{sql}");
    }
}

#[test]
fn an_open_answer_may_be_quoted_only_where_person_and_form_agree() {
    let program = mill();
    program.run("run", &[]).ended_with(0);
    let sql = "select count(*) as n from comments where quote_ok";
    assert_eq!(count(&program, sql, &[]), PAIRS as u64 - 2);
    let sql = "select count(*) as n from comments where not quote_ok";
    assert_eq!(count(&program, sql, &[]), 1);
    let sql = "select count(*) as n from comments";
    assert_eq!(count(&program, sql, &["--purpose", "quote"]), PAIRS as u64 - 2);
}

#[test]
fn columns_that_the_plan_does_not_name_are_read_nowhere() {
    let program = mill();
    program.run("run", &[]).ended_with(0);
    // Rows were set aside with their cells, in every file that has the column.
    assert!(naming(&program, "m-099", &[]).iter().any(|name| name.contains("quarantine")));
    assert_eq!(naming(&program, "Secretdiary", &[]), [""; 0]);
    assert_eq!(naming(&program, "Diary", &[]), [""; 0]);
    for name in ["Quornwell", "Zyxander"] {
        assert!(naming(&program, name, &["warehouse/vault/"]).is_empty(), "{name}");
        assert!(!naming(&program, name, &[]).is_empty(), "{name} is in the vault");
    }
}
