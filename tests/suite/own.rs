//! Measures of a program's own: the tutorial, and what is said about mistakes before any data is read.

use super::golden::root;
use super::program::Program;

/// The query of the tutorial, as the reader would save it.
fn tutorial() -> (String, String) {
    let page = std::fs::read_to_string(root().join("docs/own-kpis.md")).unwrap();
    let (_, rest) = page.split_once("```sql\n").unwrap();
    (rest.split_once("```").unwrap().0.to_owned(), page.clone())
}

fn told(sql: &str) -> String {
    let program = Program::sample("riverbend");
    program.put("queries/quick_start.sql", sql.as_bytes());
    let told = program.run("check", &[]).ended_with(2);
    assert!(!told.err.contains("inbox/"), "data was read: {}", told.err);
    told.err.trim_end().trim_start_matches("error: ").to_owned()
}

#[test]
fn the_tutorial_works_word_by_word() {
    let (sql, page) = tutorial();
    let program = Program::sample("riverbend");
    program.put("queries/quick_start.sql", sql.as_bytes());
    program.run("run", &[]).ended_with(0);
    let report = program.text("reports/index.html");
    for part in [
        "Pairs that met in their first week",
        " pairs met within a week of their match.",
        "Agreed with staff, August 2024. Version 1, claim level L1.",
    ] {
        assert!(report.contains(part), "{part}");
    }
    let findings = program.json("reports/findings.json");
    let own: Vec<_> = findings
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["measure"] == "quick_start")
        .collect();
    let has = |key: &str, value: &str| own.iter().any(|finding| finding[key] == value);
    assert!(has("dimension", "site") && has("dimension", "all") && has("term_id", "2024-fall"));
    // What the page says about a mistake is what is said.
    let wrong = sql.replacen("first_met_day <= ", "first_meet_day <= ", 1);
    assert!(page.contains(&told(&wrong)), "{}", told(&wrong));
}

#[test]
fn explain_prints_the_definition_and_the_sql() {
    let (sql, _) = tutorial();
    let program = Program::sample("riverbend");
    program.put("queries/quick_start.sql", sql.as_bytes());
    let folder = program.path("");
    let explain = |name: &[&str]| {
        let mut call = super::program::mentorlens();
        call.arg("explain").args(name).arg("--dir").arg(&folder);
        let output = call.output().unwrap();
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (text, _) = explain(&["quick_start"]);
    for part in [
        "quick_start: Pairs that met in their first week\n",
        "one row     per match with a date of the first meeting\n",
        "missing     matches without a date",
        "definition  version 1; agreed with staff",
        "queries/quick_start.sql, the program's own queries:\n\nselect\n",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let (all, _) = explain(&[]);
    assert!(all.contains("engagement\n") && all.contains("  quick_start "), "{all}");
    let (_, near) = explain(&["quick_strat"]);
    assert_eq!(
        near,
        "error: there is no measure `quick_strat`\nhint: did you mean `quick_start`?\n"
    );
}

#[test]
fn every_mistake_is_named_with_its_line_and_the_nearest_right_name() {
    let (sql, _) = tutorial();
    let file = "queries/quick_start.sql";
    let mut wrongly = Vec::new();
    for (right, wrong, said) in [
        (
            "from matches",
            "from matchs",
            ":22: there is no table `matchs`\nhint: did you mean `matches`?",
        ),
        (
            "    term_id\n",
            "    term_idd\n",
            ":21: there is no column `term_idd`\nhint: did you mean `term_id`?",
        ),
        (
            "then 1 when first_met_day > matched_day + 7 then 0 end as value",
            "then 'yes' else 'no' end as value",
            ":20: `value` is text, but the design `one_group` needs a number there\nhint: `cast(value as double)`, or return another column",
        ),
        (
            "end as value",
            "end as vallue",
            ":20: returns no column `value`, which the design `one_group` needs\nhint: `vallue as value`?\nqueries/quick_start.sql:20: returns `vallue`, which the design `one_group` does not know\nhint: leave it out, or name it `cluster` in the header when units share it",
        ),
        (
            "match_id as unit_id",
            "match_id as unit",
            ":19: returns no column `unit_id`, which every measure needs\nhint: `unit as unit_id`?\nqueries/quick_start.sql:19: returns `unit`, which the design `one_group` does not know\nhint: leave it out, or name it `cluster` in the header when units share it",
        ),
        (
            "design:   one_group",
            "design:   duration",
            ":11: returns no column `days`, which the design `duration` needs\nhint: it returns: unit_id, value, term_id\nqueries/quick_start.sql:20: returns `value`, which the design `duration` does not know\nhint: leave it out, or name it `cluster` in the header when units share it",
        ),
        (
            "design:   one_group",
            "design:   one_grup",
            ":11: `design` is one_grup, allowed: one_group, paired, dyad, profiles, raters, duration, rate, groups, comparison, items, flow, amount, ratio\nhint: did you mean `one_group`?",
        ),
        (
            "unit:     match",
            "unit:     mach",
            ":6: `unit` is mach, allowed: mentee, mentor, person, match, meeting, response, goal, credential, cost\nhint: did you mean `match`?",
        ),
        (
            "-- says: ",
            "-- sayz: ",
            ":14: nothing reads the key `sayz` of a measure of the design `one_group`\nhint: did you mean `says`?",
        ),
        ("-- better:   higher\n", "", ": the header has no `better`"),
        ("case when", "case where", ":20: this is not SQL: expected"),
        (
            "first_met_day <= matched_day + 7",
            "round(closure_reason) = 1",
            ":20: the function `round` does not take text",
        ),
        (
            "matched_day + 7 then 1",
            "'soon' then 1",
            ":20: the text 'soon' stands where a number or a date is needed",
        ),
        (
            "from matches",
            "from matches join meetings on meetings.match_id = matches.match_id",
            ":19: `match_id` is a column of more than one table here\nhint: write the table before it, such as `people.match_id`",
        ),
    ] {
        let said_of = told(&sql.replacen(right, wrong, 1));
        if !said_of.starts_with(&format!("{file}{said}")) {
            wrongly.push(format!("{wrong}\n{said_of}"));
        }
    }
    assert!(wrongly.is_empty(), "{}", wrongly.join("\n\n"));
}

#[test]
fn a_unit_that_occurs_twice_stops_the_run() {
    let (sql, _) = tutorial();
    let twice = sql.replacen(
        "from matches",
        "from (select * from matches union all select * from matches) as doubled",
        1,
    );
    let program = Program::sample("riverbend");
    program.put("queries/quick_start.sql", twice.as_bytes());
    let told = program.run("run", &[]).ended_with(2);
    let said = "queries/quick_start.sql:7: 227 units occur more than once by unit_id, term_id, but the header promises one row per match with a date of the first meeting";
    assert!(told.err.contains(said), "{}", told.err);
    assert!(!program.path("reports/index.html").exists());
}
