//! The plan as a whole: what is read, and what is said about plans that cannot be read.

mod hostile;
mod people;
mod reading;
mod refusing;
mod refusing_surveys;
mod rendering;
mod voices;

use std::path::Path;

use super::{Plan, PlanErrors, TableWords, Vocabulary};

/// A plan that uses every section.
const EXAMPLE: &str = include_str!("example.toml");

/// A program without anything else, to put a section below.
const PROGRAM: &str = "[program]\nid = \"p\"\nname = \"P\"\n";

fn vocabulary() -> Vocabulary {
    let list = |words: &str| words.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let table =
        |name: &str, words: &str| TableWords { name: name.to_owned(), columns: list(words) };
    Vocabulary {
        tables: vec![
            table("people", "person_id role site"),
            table("attributes", "person_id attribute value"),
            table("matches", "match_id mentor_id mentee_id closure_cause mode"),
            table("responses", "person_id match_id wave answered_on item value"),
            table("outcomes", "person_id measure wave value"),
        ],
        formats: list("csv xlsx"),
        measures: list("satisfaction_mentee skill_growth match_survival"),
        families: list("retention skill_growth"),
        languages: list("en es"),
    }
}

fn parse(text: &str) -> Result<Plan, PlanErrors> {
    Plan::parse(text, "mentorlens.toml", Path::new("riverbend"), &vocabulary())
}

/// Reads a plan that must be fine.
fn read(text: &str) -> Plan {
    parse(text).unwrap_or_else(|errors| panic!("{errors}"))
}

/// What is said about the section `text` of a plan that is fine otherwise; lines count from the
/// section's own first line.
fn problems(text: &str) -> Vec<String> {
    let above = PROGRAM.lines().count();
    let Err(errors) = parse(&format!("{PROGRAM}{text}")) else { return Vec::new() };
    let line = |error: &super::PlanError| format!("{}: {}", error.line - above, error.message);
    let hint = |help: &String| format!(" | {help}");
    errors
        .errors()
        .iter()
        .map(|error| line(error) + &error.help.as_ref().map(hint).unwrap_or_default())
        .collect()
}

/// Asserts that the section `text` has this one problem.
#[track_caller]
fn refuses(text: &str, expected: &str) {
    assert_eq!(problems(text), [expected], "in\n{text}");
}
