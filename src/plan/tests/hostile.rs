//! Files that are hardly plans at all.

use super::super::{FILE_NAME, Plan, SMALLEST, Vocabulary};
use super::{EXAMPLE, parse, problems, read, refuses};

/// Everything that is said about a whole plan.
fn said(text: &str) -> Vec<String> {
    let Err(errors) = parse(text) else { return Vec::new() };
    let line = |error: &super::super::PlanError| format!("{}: {}", error.line, error.message);
    errors.errors().iter().map(line).collect()
}

#[test]
fn an_empty_plan_is_told_what_the_smallest_one_holds() {
    let errors = parse("").unwrap_err();
    assert_eq!(errors.errors().len(), 1);
    let expected = "mentorlens.toml:1: section [program] is missing\n\
                    hint: add lines such as\n\
                    [program]\n\
                    id = \"riverbend\"\n\
                    name = \"Riverbend Youth Mentoring\"";
    assert_eq!(errors.to_string(), expected);
}

#[test]
fn a_folder_without_a_plan_is_told_how_to_make_one() {
    let dir = tempfile::tempdir().unwrap();
    let errors = Plan::read(dir.path(), &Vocabulary::default()).unwrap_err();
    let folder = dir.path().display();
    let expected = format!(
        "`mentorlens.toml` not found in the folder `{folder}`\n\
         hint: give the folder that holds it, or write one; docs/plan.md explains every key, and the \
         smallest plan is:\n\n{}",
        SMALLEST.trim_end()
    );
    assert_eq!(errors.to_string(), expected);
    assert_eq!(errors.errors()[0].line, 0);
    assert!(errors.render(false).contains("`mentorlens.toml` not found"));
}

#[test]
fn a_plan_in_a_folder_is_read_with_its_folder() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join(FILE_NAME), SMALLEST).unwrap();
    let plan = Plan::read(dir.path(), &Vocabulary::default()).unwrap();
    assert_eq!(plan.dir, dir.path());
    assert_eq!(plan.program.id, "riverbend");
}

#[test]
fn a_plan_in_another_encoding_is_told_the_line() {
    let dir = tempfile::tempdir().unwrap();
    let text = b"[program]\nid = \"p\"\nname = \"Jos\xe9\"\n";
    std::fs::write(dir.path().join(FILE_NAME), text).unwrap();
    let errors = Plan::read(dir.path(), &Vocabulary::default()).unwrap_err();
    let expected = "mentorlens.toml:3: a character here is not UTF-8, allowed: text in UTF-8\n\
                    hint: save the file again with the encoding UTF-8";
    assert_eq!(errors.to_string(), expected);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_fine() {
    let text = format!("\u{feff}{}", EXAMPLE.replace('\n', "\r\n"));
    assert_eq!(read(&text).program, read(EXAMPLE).program);
    let text = "\u{feff}[program]\r\nid = \"p\"\r\nname = \"P\"\r\n[privacy]\r\nmin_cel = 5\r\n";
    assert_eq!(
        said(text),
        [
            "5: unknown key `min_cel` in [privacy], allowed: `preset`, `min_cell`, `min_part`, `coded_beyond`, `rounded_to`, `min_change`, `dominance`, `rationale`, `vault_key`"
        ]
    );
}

#[test]
fn what_is_not_toml_is_told_beside_everything_else() {
    let found = problems("about = hello there\n[privacy]\nmin_cell = 0\nmin_cell = 6\n");
    let expected = [
        "1: not TOML: string values must be quoted, expected literal string",
        "3: `min_cell` in [privacy] is 0, allowed: a whole number from 1",
        "4: key `min_cell` stands here a second time",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_line_that_is_not_toml_has_no_consequences() {
    refuses("[privacy\nmin_cell = 5\n", "1: not TOML: unclosed table, expected `]`");
    refuses(
        "[[terms]]\nid = \"a\"\nstarts_on = 2024-09-01\nends_on =\n",
        "4: not TOML: string values must be quoted, expected literal string",
    );
    assert_eq!(
        said("[program]\nid = \"p\"\nname = P\n"),
        ["3: not TOML: string values must be quoted, expected literal string"]
    );
}

#[test]
fn values_where_sections_belong_are_told_the_header() {
    let expected = [
        "1: `terms` is not a list of sections, allowed: [[terms]]",
        "2: `program` is not one section, allowed: [program]",
        "3: `privacy` is not one section, allowed: [privacy]",
    ];
    assert_eq!(said("terms = [5]\nprogram = 5\nprivacy = []\n"), expected);
}

#[test]
fn no_part_of_a_plan_makes_the_reader_panic() {
    for end in (0..EXAMPLE.len()).filter(|end| EXAMPLE.is_char_boundary(*end)) {
        let cut = &EXAMPLE[..end];
        if let Err(errors) = parse(cut) {
            assert!(!errors.errors().is_empty());
            assert!(!errors.render(true).is_empty());
        }
    }
    for line in 0..EXAMPLE.lines().count() {
        let kept = EXAMPLE.lines().enumerate().filter(|(place, _)| *place != line);
        let text: String = kept.flat_map(|(_, line)| [line, "\n"]).collect();
        if let Err(errors) = parse(&text) {
            let lines: Vec<usize> = errors.errors().iter().map(|error| error.line).collect();
            assert!(lines.is_sorted(), "{errors}");
        }
    }
    assert!(parse(&format!("a = {}", "[".repeat(5000))).is_err());
}
