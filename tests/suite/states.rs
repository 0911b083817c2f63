//! Why there is no answer: kept apart from the file to the measure, whatever program wrote it. And which of two forms counts.

use super::program::Program;

/// A survey with boxes and a branch.
const PLAN: &str = r#"
[program]
id = "case"
name = "Case"

[[sources]]
id = "survey"
files = ["survey.csv"]
table = "responses"
instrument = "survey"
shape = "wide"
columns = { person_id = "Id" }
constants = { wave = "baseline" }
{source}

[[instruments]]
id = "survey"
role = "mentee"
minimum = 1
maximum = 5
{form}

[[instruments.scales]]
id = "hope"
items = ["q1", "q2"]
"#;

fn states(source: &str, form: &str, file: &str) -> String {
    let program = Program::new(&PLAN.replace("{source}", source).replace("{form}", form));
    program.put("survey.csv", file.as_bytes());
    program.run("ingest", &[]).ended_with(0);
    let sql = "select item || ' ' || state || ' ' || coalesce(cast(cast(value as bigint) as varchar), '-') as said, count(*) as n from responses group by 1 order by 1";
    let told = program.run("query", &[sql, "--format", "csv"]).ended_with(0);
    told.out.lines().skip(1).collect::<Vec<_>>().join("; ")
}

/// Boxes of one question.
const BOXES: &str = "\n[[instruments.items]]\nid = \"home\"\nkind = \"checkbox\"\nquestion = \"help\"\nbox = \"Homework, reading\"\n\n\
                     [[instruments.items]]\nid = \"job\"\nkind = \"checkbox\"\nquestion = \"help\"\nbox = \"Job\"\n";

#[test]
fn each_of_the_six_reaches_the_warehouse_from_words_codes_and_what_the_plan_says() {
    for (source, form, file, expected) in [
        // Words in several languages, and the contract's own.
        (
            "",
            "",
            "Id,q1,q2\na,3,\nb,Prefer not to say,keine Angabe\nc,N/A,No aplica\nd,not_asked,refused\n",
            "q1 answered 3,1; q1 not_applicable -,1; q1 not_asked -,1; q1 refused -,1; q2 not_applicable -,1; q2 refused -,2; q2 skipped -,1",
        ),
        // What the plan says of the form comes before words, and an empty cell may mean something else than skipped.
        (
            "missing = [\"-9\"]",
            "states = { \"-1\" = \"refused\", \"99\" = \"not_applicable\", \"\" = \"not_asked\" }",
            "Id,q1,q2\na,-1,99\nb,,-9\n",
            "q1 not_asked -,1; q1 refused -,1; q2 not_applicable -,1; q2 skipped -,1",
        ),
        // A branch that was not taken, and one that was.
        (
            "",
            "\n[[instruments.items]]\nid = \"pay\"\nasked_when = { q1 = [\"4\", \"5\"] }\n",
            "Id,q1,q2,pay\na,2,3,\nb,5,3,\nc,4,3,1\n",
            "pay answered 1,1; pay not_asked -,1; pay skipped -,1; q1 answered 2,1; q1 answered 4,1; q1 answered 5,1; q2 answered 3,3",
        ),
        // Another form of the survey lacks a question.
        ("not_asked = [\"q2\"]", "", "Id,q1\na,2\n", "q1 answered 2,1; q2 not_asked -,1"),
        // Boxes in columns of their own, ticked ones named, as SurveyMonkey writes them: none ticked is skipped.
        (
            "",
            BOXES,
            "Id,q1,q2,home,job\na,1,1,\"Homework, reading\",\nb,1,1,,\n",
            "home answered 1,1; home skipped -,1; job skipped -,1; job unchecked 0,1; q1 answered 1,2; q2 answered 1,2",
        ),
        // Boxes as 1 and 0, empty where they were not shown, as KoboToolbox writes them.
        (
            "",
            &format!("states = {{ \"\" = \"not_asked\" }}\n{BOXES}"),
            "Id,q1,q2,home,job\na,1,1,1,0\nb,1,1,,\n",
            "home answered 1,1; home not_asked -,1; job not_asked -,1; job unchecked 0,1; q1 answered 1,2; q2 answered 1,2",
        ),
        // All ticked boxes in one cell, as Google Forms writes them.
        (
            "items = { home = \"Help\", job = \"Help\" }",
            BOXES,
            "Id,q1,q2,Help\na,1,1,\"Homework, reading, Job\"\nb,1,1,\"Homework, reading\"\nc,1,1,\nd,1,1,Something else\n",
            "home answered 1,2; home skipped -,1; home unchecked 0,1; job answered 1,1; job skipped -,1; job unchecked 0,2; q1 answered 1,4; q2 answered 1,4",
        ),
    ] {
        assert_eq!(states(source, form, file), expected, "{file}");
    }
}

#[test]
fn programs_have_codes_of_their_own() {
    let qualtrics = "ResponseId,Id,q1,q2\nResponse ID,Who,One,Two\n{\"ImportId\":\"_recordId\"},{\"ImportId\":\"QID1\"},{\"ImportId\":\"QID2\"},{\"ImportId\":\"QID3\"}\nR1,a,3,-99\nR2,b,-99,\n";
    // Where seen but unanswered questions have a code, an empty cell was never seen.
    let quoted =
        qualtrics.replace("{\"ImportId\":\"", "\"{\"\"ImportId\"\":\"\"").replace("\"}", "\"\"}\"");
    assert_eq!(
        states("", "states = { \"\" = \"not_asked\" }", &quoted),
        "q1 answered 3,1; q1 skipped -,1; q2 not_asked -,1; q2 skipped -,1"
    );
    let limesurvey = "id,submitdate,lastpage,startlanguage,Id,q1,q2\n1,2025-01-01,2,en,a,3,N/A\n2,2025-01-01,2,en,b,,4\n";
    assert_eq!(
        states("", "", limesurvey),
        "q1 answered 3,1; q1 skipped -,1; q2 answered 4,1; q2 not_asked -,1"
    );
    let redcap =
        "Id,redcap_event_name,q1,q2,help___1,help___2,form_complete\na,e,3,4,1,0,2\nb,e,,,0,0,0\n";
    assert_eq!(
        states("items = { home = \"help___1\", job = \"help___2\" }", BOXES, redcap),
        "home answered 1,1; home not_asked -,1; job not_asked -,1; job unchecked 0,1; q1 answered 3,1; q1 skipped -,1; q2 answered 4,1; q2 skipped -,1"
    );
}

#[test]
fn the_plan_says_which_of_two_forms_of_one_person_counts_and_the_other_is_counted() {
    for (rule, expected) in
        [("last", [1.0, 1.0]), ("first", [5.0, 5.0]), ("most_complete", [3.0, 6.0])]
    {
        let program = Program::new(&format!(
            "{}\n[identity]\nduplicates = \"{rule}\"\n",
            PLAN.replace("{source}", "").replace("{form}", "")
        ));
        program.put("survey.csv", b"Id,q1,q2\na,5,\nb,2,2\na,3,3\na,1,\n");
        let told = program.run("ingest", &[]).ended_with(0);
        assert!(
            told.err.contains("survey: 4 rows read, 2 kept, 2 replaced by a later row"),
            "{}",
            told.err
        );
        let kept = rule.replace('_', " ");
        assert!(told.err.contains(&format!("one; the {kept} one was kept")), "{}", told.err);
        let sql = "select min(case when item = 'q1' and value <> 2 then value end) as q1, sum(value) as total from responses where person_id in (select person_id from responses group by person_id having max(value) <> 2 or min(value) <> 2)";
        let told = program.run("query", &[sql, "--format", "csv"]).ended_with(0);
        let found: Vec<f64> =
            told.out.lines().nth(1).unwrap().split(',').map(|cell| cell.parse().unwrap()).collect();
        assert_eq!(found, expected, "{rule}");
    }
}

#[test]
fn forms_with_ids_of_their_own_are_duplicates_as_well_and_another_match_is_none() {
    let plan = PLAN.replace("{source}", "").replace("{form}", "").replace(
        "person_id = \"Id\"",
        "person_id = \"Id\", response_id = \"Form\", match_id = \"Match\"",
    );
    let program = Program::new(&plan);
    program.put("survey.csv", b"Id,Form,Match,q1,q2\na,f1,m1,1,1\na,f2,m1,2,2\na,f3,m2,3,3\n");
    let told = program.run("ingest", &[]).ended_with(0);
    assert!(told.err.contains("survey: 3 rows read, 2 kept, 1 replaced"), "{}", told.err);
    assert!(
        told.err.contains("survey.csv:2: a second form of the same person in the same wave"),
        "{}",
        told.err
    );
}

#[test]
fn how_long_a_form_took_is_worked_out_from_its_two_moments() {
    let source = "times = [\"Start\", \"End\"]\ndate_format = \"%d.%m.%Y\"";
    let program = Program::new(&PLAN.replace("{source}", source).replace("{form}", ""));
    program.put(
        "survey.csv",
        b"Id,Start,End,q1,q2\na,01.02.2025 10:00,01.02.2025 10:02,1,1\nb,2025-02-01 23:59:58,2025-02-02 00:00:01,2,2\nc,01.02.2025 10:00,,3,3\nd,01.02.2025 10:00,01.02.2025 09:00,3,3\n",
    );
    program.run("ingest", &[]).ended_with(0);
    let ask = |sql: &str| {
        let told = program.run("query", &[sql, "--format", "csv"]).ended_with(0);
        told.out.lines().skip(1).collect::<Vec<_>>().join(" ")
    };
    let took = "select coalesce(cast(cast(max(seconds) as bigint) as varchar), 'none') as took from responses group by person_id, value order by value, took";
    assert_eq!(ask(took), "120 3 none none");
    let fast = "select sum(too_fast) as fast, count(too_fast) as timed from flagged_forms";
    assert_eq!(ask(fast), "1,2");
}
