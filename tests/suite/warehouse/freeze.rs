//! A closed term: what was published about it stays, until somebody says why it is corrected.

use serde_json::Value;

use super::harbor::{nothing_is_left_over, whole};
use crate::program::Program;

const TERM: &str = "2024-fall";

/// The plan with more said about the term.
fn say(program: &Program, plan: &str, more: &str) {
    let start = format!("id = \"{TERM}\"\n");
    program.put("mentorlens.toml", plan.replace(&start, &format!("{start}{more}")).as_bytes());
}

/// What is published about the term, or about everything else; without the correction for many tests.
fn published(program: &Program, of_term: bool) -> Vec<Value> {
    let findings = program.json("reports/findings.json");
    let findings = findings.as_array().or_else(|| findings["findings"].as_array()).unwrap().clone();
    findings
        .into_iter()
        .filter(|finding| (finding["term_id"] == TERM) == of_term)
        .map(|mut finding| {
            finding.as_object_mut().unwrap().remove("p_adjusted");
            finding
        })
        .collect()
}

#[test]
fn what_was_published_about_a_closed_term_stays_until_a_reason_is_given() {
    let program = Program::sample("riverbend");
    let plan = program.text("mentorlens.toml");
    let alarm = ["--fail-on", "frozen-term"];
    say(&program, &plan, "frozen = true\n");
    program.run("run", &alarm).ended_with(0);
    let (then, all_then) = (published(&program, true), published(&program, false));
    assert!(then.len() > 20, "{} results", then.len());

    // The log of a month is lost.
    let log = program.text("inbox/meetings.csv");
    let lost: String =
        log.lines().filter(|line| !line.contains("10/")).map(|line| format!("{line}\n")).collect();
    assert!(lost.len() + 1000 < log.len());
    program.put("inbox/meetings.csv", lost.as_bytes());
    let told = program.run("run", &alarm).ended_with(3);
    let said = "alarm: frozen-term: the data say something else about ";
    assert!(
        told.err.contains(said) && told.err.contains("of the closed term `2024-fall`"),
        "{}",
        told.err
    );
    assert_eq!(published(&program, true), then);
    assert_ne!(published(&program, false), all_then, "results over all terms go on");
    assert!(program.text("reports/index.html").contains("what was published stays"));

    // To say no longer that it is closed is no reason.
    program.put("mentorlens.toml", plan.as_bytes());
    let told = program.run("run", &alarm).ended_with(3);
    assert!(told.err.contains("although the plan no longer says `frozen`"), "{}", told.err);
    assert_eq!(published(&program, true), then);

    say(&program, &plan, "frozen = true\nrestated = \"October was logged twice.\"\n");
    program.run("run", &alarm).ended_with(0);
    let corrected = published(&program, true);
    assert_ne!(corrected, then);
    let page = program.text("reports/index.html");
    assert!(page.contains("Fall 2024 was restated: October was logged twice."));
    assert_eq!(program.json("reports/run.json")["restated"].as_array().unwrap().len(), 1);

    // A reason corrects once.
    program.put("inbox/meetings.csv", log.as_bytes());
    program.run("run", &alarm).ended_with(3);
    assert_eq!(published(&program, true), corrected);
    let kept = whole(&program).frozen().unwrap();
    assert_eq!(kept[TERM].reasons, ["October was logged twice."]);

    say(&program, &plan, "restated = \"October is found again.\"\n");
    program.run("run", &alarm).ended_with(0);
    assert_eq!(published(&program, true), then);
    assert!(whole(&program).frozen().unwrap().is_empty(), "the term is open again");
    program.run("verify", &[]).ended_with(0);
    nothing_is_left_over(&program);
}
