//! What evaluators get wrong, and what this program does instead: one test for each rule, on counts that a reader can check.

use serde_json::Value;

use super::program::Program;

const PLAN: &str = r#"
[program]
id = "rules"
name = "Rules"

[commitment]
months = 6
meetings_per_month = 1

[analysis]
as_of = 2025-06-30

[privacy]
min_cell = 1
rationale = "Made-up data."

[[instruments]]
id = "form"
role = "mentee"
minimum = 1
maximum = 5

[[instruments.scales]]
id = "hope"
items = ["h1"]

[[sources]]
id = "people"
files = ["people.csv"]
table = "people"
columns = { person_id = "person_id", role = "role" }

[[sources]]
id = "matches"
files = ["matches.csv"]
table = "matches"
columns = { match_id = "match_id", mentee_id = "mentee_id", matched_on = "matched_on", ended_on = "ended_on", closure_cause = "closure_cause" }

[[sources]]
id = "meetings"
files = ["meetings.csv"]
table = "meetings"
columns = { match_id = "match_id", held_on = "held_on" }

[[sources]]
id = "form"
files = ["form.csv"]
table = "responses"
instrument = "form"
columns = { person_id = "person_id", wave = "wave", item = "item", value = "value" }
"#;

/// Matches of one mentee each: how many, from when, to when, and why they ended.
fn measured(
    matches: &[(usize, &str, &str, &str)],
    meetings: &[(usize, &str)],
    answers: &[(usize, u8, u8)],
) -> Vec<Value> {
    let program = Program::new(PLAN);
    let mut rows = String::from("match_id,mentee_id,matched_on,ended_on,closure_cause\n");
    let mut people = String::from("person_id,role\n");
    let mut at = 0;
    for (n, from, to, cause) in matches {
        for _ in 0..*n {
            rows.push_str(&format!("m{at},p{at},{from},{to},{cause}\n"));
            people.push_str(&format!("p{at},mentee\n"));
            at += 1;
        }
    }
    let meetings = meetings.iter().map(|(at, day)| format!("m{at},{day}\n"));
    let mut form = String::from("person_id,wave,item,value\n");
    let mut person = 0;
    for (n, before, after) in answers {
        for _ in 0..*n {
            form.push_str(&format!(
                "p{person},baseline,h1,{before}\np{person},followup,h1,{after}\n"
            ));
            person += 1;
        }
    }
    program.put("people.csv", people.as_bytes());
    program.put("matches.csv", rows.as_bytes());
    program.put(
        "meetings.csv",
        format!("match_id,held_on\n{}", meetings.collect::<String>()).as_bytes(),
    );
    program.put("form.csv", form.as_bytes());
    let told = program.run("run", &[]);
    assert!(told.code == 0, "{}", told.err);
    program.json("reports/findings.json").as_array().unwrap().clone()
}

fn found<'f>(findings: &'f [Value], measure: &str, answer: &str) -> &'f Value {
    findings
        .iter()
        .find(|one| {
            one["measure"] == measure
                && one["answer"] == answer
                && one["dimension"] == "all"
                && one["term_id"] == "all"
        })
        .unwrap_or_else(|| panic!("{measure} has no {answer}"))
}

fn estimate(findings: &[Value], measure: &str, answer: &str) -> f64 {
    found(findings, measure, answer)["estimate"].as_f64().unwrap()
}

fn assert_close(one: f64, other: f64) {
    assert!((one - other).abs() < 1e-9, "{one} is not {other}");
}

/// Ten matches ended after 61 days and ten are open since 302: the closed ones alone would last two months.
#[test]
fn g_11_open_matches_count_as_far_as_they_got() {
    let findings = measured(
        &[(10, "2024-09-01", "2024-11-01", "conflict"), (10, "2024-09-01", "", "")],
        &[],
        &[],
    );
    assert_close(estimate(&findings, "match_survival", "survival_270"), 0.5);
    assert_eq!(found(&findings, "match_survival", "survival_270")["n"], 20);
}

/// All of them ended early, half of them as planned: none of those failed, and none was forgotten.
#[test]
fn g_12_a_planned_end_is_no_failure_and_a_cause_of_its_own() {
    let findings = measured(
        &[
            (10, "2024-09-01", "2024-12-01", "completed"),
            (10, "2024-09-01", "2025-02-01", "conflict"),
        ],
        &[],
        &[],
    );
    assert_close(estimate(&findings, "completion", "share"), 0.5);
    assert_close(estimate(&findings, "premature_closure", "share"), 0.5);
    assert_close(estimate(&findings, "early_closure", "share"), 0.0);
    let planned = findings.iter().filter(|one| {
        one["measure"] == "closure_causes"
            && one["answer"].as_str().unwrap().starts_with("incidence_completed")
    });
    assert_eq!(planned.count(), 1);
}

/// Ten matches are two months old: they have neither kept nor broken a promise of six.
#[test]
fn g_13_young_matches_are_not_in_the_base_of_completion() {
    let findings = measured(
        &[
            (10, "2024-09-01", "", ""),
            (10, "2025-05-01", "", ""),
            (5, "2025-05-01", "2025-05-20", "parent"),
        ],
        &[],
        &[],
    );
    for measure in ["completion", "premature_closure"] {
        assert_eq!(found(&findings, measure, "share")["n"], 10, "{measure}");
    }
    assert_close(estimate(&findings, "completion", "share"), 1.0);
}

/// The shares by cause and the open matches add up to all; one minus a curve per cause would say more than there are.
#[test]
fn g_14_causes_compete_and_add_up() {
    let findings = measured(
        &[
            (10, "2024-06-01", "2024-08-01", "conflict"),
            (10, "2024-06-01", "2024-10-01", "parent"),
            (10, "2024-06-01", "", ""),
        ],
        &[],
        &[],
    );
    let sum: f64 = findings
        .iter()
        .filter(|one| one["measure"] == "closure_causes" && one["dimension"] == "all")
        .filter(|one| one["answer"].as_str().unwrap().starts_with("incidence_"))
        .filter_map(|one| one["estimate"].as_f64())
        .sum();
    assert_close(sum, 2.0 / 3.0);
    assert_close(estimate(&findings, "match_survival", "survival_365"), 1.0 / 3.0);
}

/// Ten matches met in their only month, ten have no log for it: the truth lies between a half and all.
#[test]
fn g_15_a_month_without_a_log_is_unknown_and_gives_bounds() {
    let met: Vec<(usize, &str)> = (0..10).map(|at| (at, "2025-05-25")).collect();
    let findings = measured(&[(20, "2025-05-20", "", "")], &met, &[]);
    let bound = |words: &str| {
        let is_bound = |one: &&Value| {
            one["measure"] == "adherence"
                && one["subject"].as_str().is_some_and(|subject| subject.ends_with(words))
        };
        findings.iter().find(is_bound).unwrap()["estimate"].as_f64().unwrap()
    };
    assert_close(bound("as broken"), 0.5);
    assert_close(bound("as kept"), 1.0);
    let open = found(&findings, "adherence_matches", "share");
    assert_eq!((open["n"].as_u64(), open["n_missing"].as_u64()), (Some(10), Some(10)));
}

/// Who stayed the same has not grown: three parts, never two of them as one.
#[test]
fn g_16_maintained_is_not_improved() {
    let findings =
        measured(&[(100, "2024-09-01", "", "")], &[], &[(30, 2, 4), (50, 3, 3), (20, 4, 3)]);
    for (answer, share) in [("improved", 0.3), ("maintained", 0.5), ("declined", 0.2)] {
        assert_close(estimate(&findings, "skill_growth", answer), share);
    }
    assert!(findings.iter().all(|one| !one["answer"].as_str().unwrap().contains("or_maintained")));
}

const TERMS: &str = r#"
[program]
id = "terms"
name = "Terms"

[[terms]]
id = "fall"
title = "Fall"
starts_on = 2024-09-01
ends_on = 2024-12-31

[[terms]]
id = "spring"
title = "Spring"
starts_on = 2025-01-01
ends_on = 2025-06-30

[analysis]
as_of = 2025-06-30

[[instruments]]
id = "form"
title = "The form"
role = "mentee"

[[instruments.items]]
id = "sat"
kind = "satisfaction"
minimum = 1
maximum = 5

[[sources]]
id = "matches"
files = ["matches.csv"]
table = "matches"
columns = { match_id = "match_id", mentee_id = "mentee_id", matched_on = "matched_on" }

[[sources]]
id = "meetings"
files = ["meetings.csv"]
table = "meetings"
columns = { match_id = "match_id", held_on = "held_on" }

[[sources]]
id = "form"
files = ["form.csv"]
table = "responses"
instrument = "form"
columns = { person_id = "person_id", wave = "wave", item = "item", value = "value", answered_on = "answered_on", version = "version" }

[[editions]]
id = "evaluator"
"#;

/// Twenty matches that meet once a term, and what their mentees say: in the spring on a form of this version.
fn over_terms(version: &str, sections: &str) -> Program {
    let program = Program::new(&format!("{TERMS}{sections}"));
    let mut matches = String::from("match_id,mentee_id,matched_on\n");
    let mut meetings = String::from("match_id,held_on\n");
    let mut form = String::from("person_id,wave,item,value,answered_on,version\n");
    for at in 0..20 {
        matches.push_str(&format!("m{at},p{at},2024-09-01\n"));
        // Some meet twice in the fall, others in the spring: alike in all, not in each.
        let again = if at % 2 == 0 { "2024-11-05" } else { "2025-03-05" };
        meetings.push_str(&format!("m{at},2024-10-05\nm{at},{again}\nm{at},2025-02-01\n"));
        form.push_str(&format!("p{at},fall,sat,{},2024-11-01,1\n", 2 + at % 4));
        form.push_str(&format!("p{at},spring,sat,{},2025-05-01,{version}\n", 1 + at % 5));
    }
    program.put("matches.csv", matches.as_bytes());
    program.put("meetings.csv", meetings.as_bytes());
    program.put("form.csv", form.as_bytes());
    program.run("run", &[]).ended_with(0);
    program
}

/// The step from the fall to the spring.
fn step(program: &Program, measure: &str) -> Value {
    let findings = program.json("reports/findings.json");
    let is_step =
        |one: &&Value| one["measure"] == measure && one["answer"] == "change_from_term_before";
    findings.as_array().unwrap().iter().find(is_step).unwrap().clone()
}

/// Another form, or another way to count, is no change of what is measured.
#[test]
fn g_24_no_change_is_claimed_across_another_form_or_another_definition() {
    let same = over_terms("1", "");
    for measure in ["satisfaction_mentee", "meetings_per_month"] {
        assert!(step(&same, measure)["estimate"].is_number(), "{measure}");
    }
    assert!(!same.text("reports/index.html").contains("not to be compared"));

    let form = over_terms("2", "");
    let broken = step(&form, "satisfaction_mentee");
    assert!(broken["estimate"].is_null() && broken["p_value"].is_null());
    let reason = "the form changed from “The form” version 1 to “The form” version 2";
    assert_eq!(broken["notes"], format!("not computed: {reason}"));
    assert!(step(&form, "meetings_per_month")["estimate"].is_number());
    let page = form.text("reports/index.html");
    assert!(
        page.contains(&format!(
            "From Spring on not to be compared with what came before: {reason}."
        ))
    );

    let counted = over_terms(
        "1",
        "[[changes]]\non = 2025-01-01\nmeasures = \"meetings_per_month\"\nwhat = \"calls count\"\n",
    );
    let broken = step(&counted, "meetings_per_month");
    assert_eq!(broken["notes"], "not computed: what is counted changed on 2025-01-01: calls count");
    assert!(step(&counted, "satisfaction_mentee")["estimate"].is_number());
}

/// Everybody answered in both terms: each term has all of them, and the whole counts nobody twice.
#[test]
fn each_term_has_the_latest_answer_of_that_term() {
    let program = over_terms("1", "");
    let findings = program.json("reports/findings.json");
    let n = |term: &str| {
        let is_mean = |one: &&Value| {
            one["measure"] == "satisfaction_mentee"
                && one["answer"] == "mean"
                && one["term_id"] == term
        };
        let found = findings.as_array().unwrap().iter().find(is_mean).unwrap();
        (found["n"].as_u64().unwrap(), found["estimate"].as_f64().unwrap())
    };
    assert_eq!([n("fall"), n("spring"), n("all")], [(20, 3.5), (20, 3.0), (20, 3.0)]);
}

/// One list of matches and nothing else: what it cannot tell is said with the table that would, and no zero stands for it.
#[test]
fn what_has_no_data_says_so_and_is_never_zero() {
    let program = Program::new(
        r#"
[program]
id = "little"
name = "Little"

[[sources]]
id = "matches"
files = ["matches.csv"]
table = "matches"
columns = { match_id = "match_id", mentee_id = "mentee_id", matched_on = "matched_on" }
"#,
    );
    let rows: String = (0..20).map(|at| format!("m{at},p{at},2024-09-{:02}\n", 1 + at)).collect();
    program.put("matches.csv", format!("match_id,mentee_id,matched_on\n{rows}").as_bytes());
    program.run("run", &[]).ended_with(0);
    let record = program.json("reports/run.json");
    let absent = record["not_measured"].as_array().unwrap();
    let findings = program.json("reports/findings.json");
    let page = program.text("reports/index.html");
    for one in absent {
        let (measure, reason) = (one["measure"].as_str().unwrap(), one["reason"].as_str().unwrap());
        let names_what = reason.contains('`') || reason.contains("[[");
        assert!(names_what && !reason.contains('\n'), "{measure}: {reason}");
        let has_finding = findings.as_array().unwrap().iter().any(|one| one["measure"] == measure);
        assert!(!has_finding, "{measure} has no data and a number");
    }
    let told: Vec<&str> = absent.iter().filter_map(|one| one["measure"].as_str()).collect();
    for measure in ["meetings_per_month", "skill_growth", "costs", "gpa_change", "nps"] {
        assert!(told.contains(&measure), "{measure}");
    }
    assert!(
        page.contains("no rows in") && page.contains("ot measured"),
        "the page does not list them"
    );
    // A match that nobody logged a meeting of has an unknown number of meetings.
    assert!(told.contains(&"hours_of_a_match") && told.contains(&"longest_gap"), "{told:?}");
}
