//! How a primary number moves from run to run: what was published, never a few people apart, and gone with who is forgotten.

use mentorlens::warehouse::Snapshot;

use super::harbor::{PLAN, harbor, whole};
use crate::program::Program;

/// A mean of everybody who joined, declared primary.
const QUERY: &str = "\
-- id:       days_to_join
-- title:    Days until mentees join
-- question: How long after the first day do mentees join?
-- family:   participation
-- rba:      how_much
-- unit:     mentee
-- grain:    one row per mentee
-- scale:    days
-- better:   lower
-- missing:  mentees without a day are counted and left out
-- design:   one_group
-- answers:  mean
-- values:   days
-- chart:    bars
-- says:     Mentees joined {value} after the first day, on average.
-- claim:    L1
-- version:  1
-- cite:     made up for a test
select person_id as unit_id, cast(enrolled_day - 19900 as double) as value from people where role = 'mentee'
";

fn program(privacy: &str) -> Program {
    let program = harbor();
    let plan = format!("{PLAN}\n[analysis]\nprimary = \"days_to_join\"\n{privacy}");
    program.put("mentorlens.toml", plan.as_bytes());
    program.put("queries/days_to_join.sql", QUERY.as_bytes());
    program
}

/// So many mentees more, and a run.
fn joined_by(program: &Program, from: u32, to: u32) {
    let mut people = program.text("inbox/people.csv");
    for number in from..=to {
        people += &format!("n{number},mentee,North,2024-09-{:02}\n", 1 + number % 28);
    }
    program.put("inbox/people.csv", people.as_bytes()).run("run", &[]).ended_with(0);
}

/// The part of the overview about earlier runs; nothing where there is none.
fn history(program: &Program) -> Option<String> {
    let page = program.text("reports/overview.html");
    let (_, part) = page.split_once("<section id=\"history\">")?;
    Some(part.split_once("</section>").unwrap().0.replace('\u{a0}', " "))
}

fn published(program: &Program, number: u64) -> Vec<serde_json::Value> {
    let snapshot = Snapshot::numbered(&program.path("warehouse"), number).unwrap();
    let numbers = snapshot.published.numbers.iter();
    numbers.map(|number| serde_json::from_str(number).unwrap()).collect()
}

#[test]
fn a_run_keeps_what_it_published_and_one_that_changes_nothing_writes_nothing() {
    let program = program("");
    joined_by(&program, 1, 12);
    let kept = published(&program, 1);
    assert_eq!(kept.len(), 1, "{kept:?}");
    let findings = program.json("reports/findings.json");
    let is_kept = |finding: &&serde_json::Value| **finding == kept[0];
    assert_eq!(findings.as_array().unwrap().iter().filter(is_kept).count(), 1);
    assert_eq!(kept[0]["n"], 42);
    assert_eq!(history(&program), None, "one run is no movement");
    let before = program.files("warehouse");
    program.run("run", &[]).ended_with(0);
    assert!(program.files("warehouse") == before, "the warehouse was written anew");
    whole(&program);
}

#[test]
fn runs_are_shown_that_differ_by_enough_people_and_no_others() {
    let program = program("");
    joined_by(&program, 1, 12);
    joined_by(&program, 13, 13);
    assert_eq!(history(&program), None, "one person came: the difference is their day");
    joined_by(&program, 14, 25);
    let shown = history(&program).expect("13 came since the first run");
    for part in ["Days until mentees join", ">Run 3<", "<td>55</td>", "<svg", "<title>"] {
        assert!(shown.contains(part), "no {part} in {shown}");
    }
    // The second run is 12 away from this one; the first one is 1 away from the second.
    assert!(shown.contains(">Run 2<") && !shown.contains(">Run 1<"), "{shown}");
    assert!(shown.contains(" in run 2, ") && shown.contains(" in run 3; 2 runs."), "{shown}");
    whole(&program);
}

#[test]
fn what_other_rules_let_pass_is_not_shown_beside_what_the_rules_of_now_do() {
    let program = program("");
    program.run("run", &[]).ended_with(0);
    joined_by(&program, 1, 20);
    assert!(history(&program).is_some());
    let stricter = program.text("mentorlens.toml") + "\n[privacy]\nmin_cell = 12\n";
    program.put("mentorlens.toml", stricter.as_bytes()).run("run", &[]).ended_with(0);
    assert_eq!(history(&program), None);
}

#[test]
fn numbers_that_counted_somebody_in_go_with_who_is_forgotten() {
    let program = program("");
    program.run("run", &[]).ended_with(0);
    joined_by(&program, 1, 20);
    assert!(history(&program).is_some() && !published(&program, 1).is_empty());
    let mut call = crate::program::mentorlens();
    let output = call.args(["forget", "m1"]).arg(program.dir()).output().unwrap();
    crate::program::Told::of(output).ended_with(0);
    let numbers = Snapshot::numbers(&program.path("warehouse")).unwrap();
    let (last, earlier) = numbers.split_last().unwrap();
    for number in earlier {
        assert!(published(&program, *number).is_empty(), "snapshot {number}");
    }
    assert_eq!(published(&program, *last)[0]["n"], 49);
    assert_eq!(history(&program), None);
    program.run("verify", &[]).ended_with(0);
}

#[test]
fn a_number_whose_definition_changed_is_not_joined_with_what_it_was() {
    let program = program("");
    program.run("run", &[]).ended_with(0);
    let other = QUERY.replace("19900", "19800").replace("version:  1", "version:  2");
    program.put("queries/days_to_join.sql", other.as_bytes());
    joined_by(&program, 1, 20);
    let shown = history(&program).unwrap();
    assert!(shown.contains("the definition of the measure changed"), "{shown}");
}
