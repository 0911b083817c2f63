//! Bad input: one clear message each, on standard error, and an exit code that a scheduled job can act on.

use rust_xlsxwriter::Workbook;

use super::program::{Program, Told, mentorlens};

const PLAN: &str = r#"
[program]
id = "harbor"
name = "Harbor Mentoring"

[[sources]]
id = "people"
files = ["inbox/people.csv"]
table = "people"
columns = { person_id = "ID", role = "Role", enrolled_on = "Joined", exited_on = "Left" }

[[sources]]
id = "matches"
files = ["inbox/matches.csv"]
table = "matches"
columns = { match_id = "Match", mentee_id = "Mentee", matched_on = "Start" }
"#;

const PEOPLE: &str = "ID,Role,Joined,Left\nm1,mentee,2024-09-01,\nv1,mentor,2024-09-01,\n";

const MATCHES: &str = "Match,Mentee,Start\nx1,m1,2024-09-10\n";

/// Checks the program with some of its files replaced.
fn check(files: &[(&str, &[u8])]) -> Told {
    let program = Program::new(PLAN);
    program.put("inbox/people.csv", PEOPLE.as_bytes());
    program.put("inbox/matches.csv", MATCHES.as_bytes());
    for (name, bytes) in files {
        program.put(name, bytes);
    }
    program.run("check", &[])
}

/// Fails unless the messages before the counts of each source are these.
fn says(told: &Told, expected: &[&str]) {
    let is_count = |line: &&str| !line.contains(" rows read, ");
    let lines: Vec<&str> = told.err.lines().filter(is_count).collect();
    assert_eq!(lines, expected);
}

#[test]
fn good_files_have_nothing_to_say_but_their_counts() {
    let told = check(&[]).ended_with(0);
    assert_eq!(told.err, "people: 2 rows read, 2 kept\nmatches: 1 rows read, 1 kept\n");
}

#[test]
fn a_source_without_a_file_is_refused() {
    let program = Program::new(PLAN);
    program.put("inbox/people.csv", PEOPLE.as_bytes());
    let told = program.run("check", &[]).ended_with(1);
    says(
        &told,
        &[
            "refused: inbox/matches.csv: no file of the source `matches`, allowed: at least one file",
            "hint: check `files` in the plan, or put the export into the folder",
        ],
    );
}

#[test]
fn a_refused_source_publishes_nothing() {
    let program = Program::new(PLAN);
    program.put("inbox/people.csv", PEOPLE.as_bytes());
    let told = program.run("ingest", &[]).ended_with(1);
    assert!(told.err.ends_with("nothing was published\n"), "{}", told.err);
    assert!(!program.path("warehouse/snapshots").exists());
}

#[test]
fn a_file_without_a_byte_is_refused() {
    let told = check(&[("inbox/people.csv", b"")]).ended_with(1);
    assert!(told.err.contains("inbox/people.csv: the file is empty"), "{}", told.err);
}

#[test]
fn a_workbook_that_is_cut_off_is_refused_whatever_its_name_is() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write(0, 0, "ID").unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let told = check(&[("inbox/people.csv", &bytes[..bytes.len() / 2])]).ended_with(1);
    assert!(told.err.contains("inbox/people.csv: the file is damaged: "), "{}", told.err);
}

#[test]
fn a_header_without_rows_is_a_note() {
    let told = check(&[("inbox/matches.csv", b"Match,Mentee,Start\n")]).ended_with(0);
    says(
        &told,
        &[
            "note: inbox/matches.csv: a header without rows",
            "hint: nothing to do when there is nothing to report yet",
        ],
    );
}

#[test]
fn a_column_that_occurs_twice_is_refused() {
    let told =
        check(&[("inbox/matches.csv", b"Match,Mentee,Start,Start\nx1,m1,,\n")]).ended_with(1);
    says(
        &told,
        &[
            "refused: inbox/matches.csv (Start): a column `Start` that occurs more than once, allowed: one column of that name",
            "hint: rename one of the two columns in the export",
        ],
    );
}

#[test]
fn a_column_that_is_not_there_is_refused_with_the_nearest_name() {
    let told = check(&[("inbox/matches.csv", b"Match,Mentees,Start\nx1,m1,2024-09-10\n")]);
    says(
        &told.ended_with(1),
        &[
            "refused: inbox/matches.csv (Mentee): no column `Mentee`, allowed: a column of the file (did you mean `Mentees`?)",
            "hint: correct the name under `columns` in the plan, or export the column",
        ],
    );
}

#[test]
fn a_cell_of_thirty_megabytes_is_missing_and_named() {
    let mut bytes = PEOPLE.as_bytes().to_vec();
    bytes.extend(b"m2,mentee,");
    bytes.extend(vec![b'x'; 30 << 20]);
    bytes.extend(b",\n");
    let told = check(&[("inbox/people.csv", &bytes)]).ended_with(0);
    says(
        &told,
        &[
            "warning: inbox/people.csv:4: `Joined` is a text of 31457280 bytes, allowed: up to 1048576 bytes",
            "hint: look for an unclosed quotation mark above the row",
        ],
    );
}

#[test]
fn a_quotation_mark_that_is_not_closed_costs_its_own_row_alone() {
    let people =
        "ID,Role,Joined,Left\nm1,mentee,2024-09-01,\nv1,mentor,\"2024-09-01,\nv2,mentor,,\n";
    let told = check(&[("inbox/people.csv", people.as_bytes())]).ended_with(0);
    let found = "warning: inbox/people.csv:3: `Joined` is a quotation mark that is not closed; its line was read as it stands";
    assert!(told.err.contains(found), "{}", told.err);
    assert!(told.err.contains("people: 3 rows read, 3 kept"), "{}", told.err);
}

#[test]
fn a_date_before_the_one_that_it_follows_is_missing_and_named() {
    let people = "ID,Role,Joined,Left\nm1,mentee,2024-09-01,2024-08-01\n";
    let told = check(&[("inbox/people.csv", people.as_bytes())]).ended_with(0);
    says(
        &told,
        &[
            "warning: inbox/people.csv:2: `exited_on` is \"2024-08-01\", allowed: a date on or after `enrolled_on`",
            "hint: correct one of the two dates; the later one is treated as missing",
        ],
    );
}

#[test]
fn an_id_that_matches_no_person_sets_its_row_aside() {
    let matches = "Match,Mentee,Start\nx1,m1,2024-09-10\n\nx2,m9,2024-09-11\n";
    let told = check(&[("inbox/matches.csv", matches.as_bytes())]).ended_with(0);
    says(
        &told,
        &[
            "error: inbox/matches.csv:4: `mentee_id` is an id that `people` does not have, allowed: an id of `people`",
            "hint: add the missing row to its own export, or correct the id",
        ],
    );
    assert!(told.err.contains("matches: 2 rows read, 1 kept, 1 set aside"), "{}", told.err);
}

#[test]
fn an_unknown_key_of_the_plan_is_named_with_its_line_and_the_nearest_key() {
    let program =
        Program::new("[program]\nid = \"harbor\"\nname = \"Harbor\"\nperoid = \"2024\"\n");
    let told = program.run("check", &[]).ended_with(2);
    let lines: Vec<&str> = told.err.lines().collect();
    assert_eq!(lines[0], "error: the plan cannot be used");
    assert!(
        lines[1].starts_with("mentorlens.toml:4: unknown key `peroid` in [program], allowed: ")
    );
    assert_eq!(lines[2], "hint: did you mean `period`?");
}

#[test]
fn a_folder_without_a_plan_is_told_what_belongs_there() {
    let folder = tempfile::tempdir().unwrap();
    let output = mentorlens().arg("check").arg(folder.path()).output().unwrap();
    let told = Told::of(output).ended_with(2);
    let expected =
        format!("`mentorlens.toml` not found in the folder `{}`", folder.path().display());
    assert!(told.err.contains(&expected), "{}", told.err);
    assert!(told.err.contains("[program]\nid = "), "{}", told.err);
}

#[test]
fn stat_refuses_a_file_that_is_not_there() {
    let output = mentorlens().args(["stat", "paired", "none.csv"]).output().unwrap();
    let told = Told::of(output).ended_with(2);
    assert_eq!(told.err, "error: none.csv: there is no such file\nhint: check the path\n");
}
