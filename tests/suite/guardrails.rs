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
