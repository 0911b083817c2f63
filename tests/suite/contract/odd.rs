//! Input that is odd and legal: overlapping exports that know different things, people with two parts, nothing at all.

use serde_json::Value;

use crate::program::Program;

const HEAD: &str = "[program]\nid = \"case\"\nname = \"Case\"\n";

#[test]
fn a_short_list_of_leavers_does_not_empty_the_roster_before_it() {
    let plan = format!(
        "{HEAD}
[[sources]]
id = \"roster\"
files = [\"roster.csv\"]
table = \"people\"
columns = {{ person_id = \"id\", site = \"site\", enrolled_on = \"since\" }}
constants = {{ role = \"mentor\" }}

[[sources]]
id = \"leavers\"
files = [\"leavers.csv\"]
table = \"people\"
columns = {{ person_id = \"id\", exited_on = \"left\" }}
constants = {{ role = \"mentor\" }}
"
    );
    let program = Program::new(&plan);
    program.put("roster.csv", b"id,site,since\nv1,North,2024-09-01\nv2,South,2024-09-02\n");
    program.put("leavers.csv", b"id,left\nv2,2025-03-01\nv3,2025-03-02\n");
    program.run("ingest", &[]).ended_with(0);
    let sql = "select site, enrolled_on, enrolled_day, exited_on from people order by enrolled_on";
    assert_eq!(
        csv(&program, sql),
        "site,enrolled_on,enrolled_day,exited_on\nNorth,2024-09-01,19967,\nSouth,2024-09-02,19968,2025-03-01\n,,,2025-03-02\n"
    );
}

#[test]
fn a_column_that_the_later_export_has_is_emptied_when_it_is_empty_there() {
    let program = matches_program();
    program.put("m-1.csv", b"match,mentor,mentee,end\nm1,v1,a,2025-01-01\n");
    program.put("m-2.csv", b"match,mentor,mentee,end\nm1,v1,a,\n");
    program.run("ingest", &[]).ended_with(0);
    assert_eq!(
        csv(&program, "select count(*) as n, count(ended_on) as ended from matches"),
        "n,ended\n1,0\n"
    );
}

#[test]
fn a_later_row_that_is_set_aside_takes_no_good_one_with_it() {
    let program = matches_program();
    program.put("m-1.csv", b"match,mentor,mentee,end\nm1,v1,a,\n");
    program.put("m-2.csv", b"match,mentor,mentee,end\nm1,v1,nobody,2025-05-01\n");
    let told = program.run("ingest", &["--json"]).ended_with(0);
    let snapshot: Value = serde_json::from_str(&told.out).unwrap();
    let source = &snapshot["ledger"]["sources"][1];
    assert_eq!(
        (source["rows_out"].as_u64(), source["rows_quarantined"].as_u64()),
        (Some(1), Some(1))
    );
    assert_eq!(
        csv(&program, "select count(*) as n, count(ended_on) as ended from matches"),
        "n,ended\n1,0\n"
    );
}

#[test]
fn a_mentee_who_mentors_others_counts_in_both_parts_and_once_in_each() {
    let mut plan = matches_plan();
    plan.push_str(
        "
[[segments]]
id = \"site\"
from = \"people.site\"
",
    );
    let program = Program::new(&plan);
    let person = |number| format!("p{number},mentee,North\np{number},mentor,South\n");
    let people = (0..20).fold("id,role,site\n".to_owned(), |text, number| text + &person(number));
    program.put("people.csv", people.as_bytes());
    let pair = |number| format!("m{number},p{number},p{},\n", number - 1);
    let pairs =
        (1..20).fold("match,mentor,mentee,end\n".to_owned(), |text, number| text + &pair(number));
    program.put("m-1.csv", pairs.as_bytes());
    program.run("run", &[]).ended_with(0);
    let reached: Vec<(String, u64)> = program
        .json("reports/findings.json")
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| {
            finding["measure"] == "participant_flow" && finding["answer"] == "reached"
        })
        .map(|finding| {
            let text = |key: &str| finding[key].as_str().unwrap().to_owned();
            (format!("{} {}", text("level"), text("contrast")), finding["n"].as_u64().unwrap())
        })
        .collect();
    let expected =
        [("all enrolled", 20), ("all matched", 19), ("North enrolled", 20), ("North matched", 19)];
    assert_eq!(reached, expected.map(|(name, n)| (name.to_owned(), n)));
}

#[test]
fn line_ends_marks_and_spaces_of_windows_change_nothing() {
    let unix = matches_program();
    unix.put("m-1.csv", b"match,mentor,mentee,end\nm1,v1,a,2025-01-01\nm2,,b,\n");
    unix.run("ingest", &[]).ended_with(0);
    let windows = matches_program();
    windows.put(
        "m-1.csv",
        b"\xef\xbb\xbfmatch;mentor;mentee;end\r\n m1;v1;a ;2025-01-01\r\n\"m2\";;b;\r\n",
    );
    windows.run("ingest", &[]).ended_with(0);
    let sql = "select ended_on, mentor_id is null as alone from matches order by alone";
    assert_eq!(csv(&unix, sql), csv(&windows, sql));
    assert_eq!(csv(&windows, sql), "ended_on,alone\n2025-01-01,false\n,true\n");
}

#[test]
fn exports_with_nothing_in_them_are_a_report_about_nothing() {
    for (name, plan) in [("no source", HEAD.to_owned()), ("headers only", matches_plan())] {
        let program = Program::new(&plan);
        program.put("people.csv", b"id,role,site\n").put("m-1.csv", b"match,mentor,mentee,end\n");
        let told = program.run("run", &[]).ended_with(0);
        assert_eq!(program.json("reports/findings.json"), serde_json::json!([]), "{name}");
        assert!(
            told.err.lines().any(|line| line.starts_with("not measured, no rows in `matches`: ")
                && line.contains("match_survival")),
            "{}",
            told.err
        );
    }
}

#[test]
fn a_meeting_that_two_exports_write_in_two_ways_is_one_meeting() {
    let plan = format!(
        "{HEAD}
[[sources]]
id = \"app\"
files = [\"app.csv\"]
table = \"meetings\"
columns = {{ match_id = \"match\", held_on = \"day\", channel = \"how\" }}

[[sources]]
id = \"paper\"
files = [\"paper.csv\"]
table = \"meetings\"
date_format = \"%d.%m.%Y\"
columns = {{ match_id = \"match\", held_on = \"day\", channel = \"how\", minutes = \"min\" }}
[sources.values.channel]
\"Face to face\" = \"in_person\"
"
    );
    let program = Program::new(&plan);
    program.put("app.csv", b"match,day,how\nm1,2025-01-02,in_person\nm1,2025-01-03,phone\n");
    program.put("paper.csv", b"match,day,how,min\nm1,02.01.2025,Face to face,60\n");
    program.run("ingest", &[]).ended_with(0);
    let sql = "select count(*) as n, count(minutes) as timed from meetings";
    assert_eq!(csv(&program, sql), "n,timed\n2,1\n");
}

#[test]
fn an_answer_in_a_long_file_is_read_by_its_question() {
    let plan = format!(
        "{HEAD}
[[instruments]]
id = \"form\"
role = \"mentor\"
minimum = 1
maximum = 3
labels = [\"No\", \"Partly\", \"Yes\"]

[[instruments.items]]
id = \"tell_us\"
kind = \"text\"

[[instruments.scales]]
id = \"bond\"
kind = \"relationship\"
items = [\"r1\", \"r2\"]

[[sources]]
id = \"answers\"
files = [\"answers.csv\"]
table = \"responses\"
instrument = \"form\"
columns = {{ person_id = \"id\", item = \"question\", value = \"answer\" }}
constants = {{ wave = \"followup\" }}
missing = [\"-99\"]
[sources.values.value]
\"-98\" = \"not_applicable\"
"
    );
    let program = Program::new(&plan);
    program.put(
        "answers.csv",
        b"id,question,answer\nv,r1,Yes\nv,r2,-98\nv,tell_us,Ada was late.\nw,r1,2\nw,r2,-99\nw,tell_us,\n",
    );
    let told = program.run("ingest", &[]).ended_with(0);
    assert!(!told.err.contains("warning"), "{}", told.err);
    assert!(told.err.contains("answers: 6 rows read, 6 kept\n"), "{}", told.err);
    let sql = "select item, state, value from responses order by item, state, value";
    assert_eq!(
        csv(&program, sql),
        "item,state,value\nr1,answered,2.0\nr1,answered,3.0\nr2,not_applicable,\nr2,skipped,\n"
    );
    assert_eq!(csv(&program, "select text from comments"), "text\nAda was late.\n");
}

#[test]
fn a_match_that_ends_after_the_cut_off_is_open_on_it() {
    let plan = format!(
        "{HEAD}
[analysis]
as_of = 2025-03-31

[[sources]]
id = \"matches\"
files = [\"m.csv\"]
table = \"matches\"
columns = {{ match_id = \"match\", mentee_id = \"mentee\", matched_on = \"from\", ended_on = \"to\", closure_cause = \"why\" }}
"
    );
    let program = Program::new(&plan);
    program.put(
        "m.csv",
        b"match,mentee,from,to,why\nm1,a,2025-01-01,2025-05-01,completed\nm2,b,2025-01-01,2025-02-01,conflict\n",
    );
    program.run("ingest", &[]).ended_with(0);
    let sql = "select days, cause from spells order by days";
    assert_eq!(csv(&program, sql), "days,cause\n31,conflict\n89,\n");
}

#[test]
fn a_term_that_the_plan_does_not_have_is_said_and_the_date_decides() {
    let plan = format!(
        "{HEAD}
[[outcomes]]
id = \"gpa\"
domain = \"academic\"
unit = \"points\"

[[terms]]
id = \"fall\"
starts_on = 2024-09-01
ends_on = 2024-12-31

[[sources]]
id = \"school\"
files = [\"school.csv\"]
table = \"outcomes\"
columns = {{ person_id = \"id\", value = \"gpa\", term_id = \"term\", observed_on = \"day\" }}
constants = {{ measure = \"gpa\", wave = \"baseline\" }}
"
    );
    let program = Program::new(&plan);
    program.put("school.csv", b"id,gpa,term,day\na,1,fall,\nb,2,Fal,2024-10-01\nc,3,Fal,\n");
    let told = program.run("ingest", &[]).ended_with(0);
    assert!(told.err.contains("school.csv:3: `term_id` is \"Fal\", allowed: fall"), "{}", told.err);
    let sql = "select value, term_id from outcomes order by value";
    assert_eq!(csv(&program, sql), "value,term_id\n1.0,fall\n2.0,fall\n3.0,\n");
}

#[test]
fn two_programs_do_not_share_a_warehouse() {
    let first = matches_program();
    first.put("m-1.csv", b"match,mentor,mentee,end\nm1,v1,a,\n");
    let second = Program::new(&HEAD.replace("\"case\"", "\"other\""));
    let place = first.path("");
    let place = place.to_str().unwrap();
    first.run("ingest", &["--out", place]).ended_with(0);
    let told = second.run("ingest", &["--out", place]).ended_with(2);
    assert!(told.err.contains("holds the warehouse of `case`"), "{}", told.err);
    assert_eq!(csv(&first, "select count(*) as n from matches"), "n\n1\n");
}

fn csv(program: &Program, sql: &str) -> String {
    program.run("query", &[sql, "--format", "csv"]).ended_with(0).out
}

fn matches_plan() -> String {
    format!(
        "{HEAD}
[[sources]]
id = \"people\"
files = [\"people.csv\"]
table = \"people\"
columns = {{ person_id = \"id\", role = \"role\", site = \"site\" }}

[[sources]]
id = \"matches\"
files = [\"m-*.csv\"]
table = \"matches\"
columns = {{ match_id = \"match\", mentor_id = \"mentor\", mentee_id = \"mentee\", ended_on = \"end\" }}
"
    )
}

fn matches_program() -> Program {
    let program = Program::new(&matches_plan());
    program.put("people.csv", b"id,role,site\nv1,mentor,North\na,mentee,North\nb,mentee,South\n");
    program
}
