//! Made-up exports are what the plan asks for.

use super::rehearse;
use crate::plan::{Plan, Vocabulary};

fn plan(text: &str) -> Plan {
    let text = format!("[program]\nid = \"made\"\nname = \"Made\"\n\n{text}");
    Plan::parse(&text, "mentorlens.toml", std::path::Path::new("."), &Vocabulary::default())
        .unwrap()
}

const PEOPLE: &str = "[[sources]]\nid = \"people\"\nfiles = [\"inbox/people-*.csv\"]\ntable = \"people\"\n\
    delimiter = \";\"\ndate_format = \"%d.%m.%Y\"\ncolumns = { person_id = \"Code\", enrolled_on = \"Since\" }\n\
    constants = { role = \"mentee\" }\n";

#[test]
fn the_same_seed_makes_the_same_files_and_another_seed_others() {
    let made = |seed| rehearse(&plan(PEOPLE), seed).unwrap().files;
    assert_eq!(made(1), made(1));
    assert_ne!(made(1), made(2));
    let (name, bytes) = &made(1)[0];
    assert_eq!(name, "inbox/people-rehearsal.csv");
    let text = String::from_utf8(bytes.clone()).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("Code;Since"));
    let first = lines.next().unwrap();
    assert!(first.starts_with("S-001;") && first.matches('.').count() == 2, "{first}");
}

#[test]
fn a_parquet_file_begins_and_ends_as_one() {
    let parquet = PEOPLE.replace("people-*.csv", "people.parquet");
    let (name, bytes) = rehearse(&plan(&parquet), 1).unwrap().files.remove(0);
    assert_eq!(name, "inbox/people.parquet");
    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
}

#[test]
fn what_cannot_be_made_up_is_refused_by_name() {
    let codes = "[[sources]]\nid = \"themes\"\nfiles = [\"themes.csv\"]\ntable = \"codes\"\n\
        columns = { comment_id = \"c\", coder = \"who\", theme = \"theme\" }\n";
    let error = rehearse(&plan(codes), 1).unwrap_err().to_string();
    assert!(error.contains("`themes`") && error.contains("`codes`"), "{error}");
    assert!(rehearse(&plan(""), 1).is_err(), "a plan without sources");
}
