//! Exports that overlap, correct one another, delete rows, or tell of withdrawn consent; every row is accounted for.

use super::harbor::{harbor, whole};
use crate::program::Program;

/// Counts of a source: read, kept, replaced, equal, deleted, without consent, set aside.
fn counts(program: &Program, source: &str) -> [u64; 7] {
    let ledger = whole(program).ledger;
    let entry = ledger.sources.iter().find(|entry| entry.source == source).unwrap();
    assert!(entry.is_balanced(), "{entry:?}");
    [
        entry.rows_in,
        entry.rows_out,
        entry.rows_superseded,
        entry.rows_duplicate,
        entry.rows_deleted,
        entry.rows_withdrawn,
        entry.rows_quarantined,
    ]
}

fn ask(program: &Program, sql: &str) -> String {
    program.run("query", &[sql, "--format", "csv"]).ended_with(0).out.trim_end().to_owned()
}

const ENDED: &str = "select ended_on from matches where ended_on is not null";

#[test]
fn a_corrected_export_replaces_what_it_corrects_and_equal_rows_are_counted_apart() {
    let program = harbor();
    let head = "Match,Mentee,Mentor,Start,End\n";
    let put = |name: &str, rows: &str| {
        program.put(&format!("inbox/matches-{name}.csv"), format!("{head}{rows}").as_bytes());
    };
    put("2", "x1,m1,v1,2024-09-10,2025-01-10\nx2,m2,v2,2024-09-10,\n");
    program.run("ingest", &[]).ended_with(0);
    assert_eq!(ask(&program, ENDED), "ended_on\n2025-01-10");
    assert_eq!(counts(&program, "matches"), [32, 30, 1, 1, 0, 0, 0]);
    // Under its own name, and under a later one.
    put("2", "x1,m1,v1,2024-09-10,2025-01-11\n");
    program.run("ingest", &[]).ended_with(0);
    assert_eq!(ask(&program, ENDED), "ended_on\n2025-01-11");
    put("3", "x1,m1,v1,2024-09-10,2025-01-12\n");
    program.run("ingest", &[]).ended_with(0);
    assert_eq!(ask(&program, ENDED), "ended_on\n2025-01-12");
    assert_eq!(counts(&program, "matches"), [32, 30, 2, 0, 0, 0, 0]);
    std::fs::remove_file(program.path("inbox/matches-3.csv")).unwrap();
    std::fs::remove_file(program.path("inbox/matches-2.csv")).unwrap();
    program.run("ingest", &[]).ended_with(0);
    assert_eq!(ask(&program, ENDED), "");
}

/// Two offices that send their lists, each a source of its own.
fn offices(north: &str, south: &str) -> Program {
    let program = harbor();
    let source = |id: &str, more: &str| {
        format!(
            "\n[[sources]]\nid = \"{id}\"\nfiles = [\"inbox/{id}-*.csv\"]\ntable = \"matches\"\n\
             columns = {{ match_id = \"Match\", mentee_id = \"Mentee\", mentor_id = \"Mentor\", matched_on = \"Start\", ended_on = \"End\" }}\n{more}"
        )
    };
    let plan = program.text("mentorlens.toml");
    let plan = plan.replace("inbox/matches-*.csv", "inbox/matches-1.csv");
    let plan = format!("{plan}{}{}", source("north", north), source("south", south));
    program.put("mentorlens.toml", plan.as_bytes());
    program
}

const NORTH: &str =
    "Match,Mentee,Mentor,Start,End\nx40,m1,v2,2024-09-10,2025-01-10\nx41,m2,v2,2024-09-10,\n";
const SOUTH: &str = "Match,Mentee,Mentor,Start,End\nx40,m1,v2,2024-09-10,2025-02-20\nx41,m2,v2,2024-09-10,2025-03-03\n";

#[test]
fn the_later_day_wins_wherever_it_stands_in_the_plan() {
    let later_first = offices("", "");
    later_first.put("inbox/north-2025-04-30.csv", NORTH.as_bytes());
    later_first.put("inbox/south-2025-03-31.csv", SOUTH.as_bytes());
    later_first.run("ingest", &[]).ended_with(0);
    assert_eq!(ask(&later_first, ENDED), "ended_on\n2025-01-10");
    assert_eq!(counts(&later_first, "south"), [2, 0, 2, 0, 0, 0, 0]);
    let declared = offices("exported_on = 2025-04-30\n", "exported_on = 2025-03-31\n");
    declared.put("inbox/north-1.csv", NORTH.as_bytes()).put("inbox/south-1.csv", SOUTH.as_bytes());
    declared.run("ingest", &[]).ended_with(0);
    assert_eq!(ask(&declared, ENDED), "ended_on\n2025-01-10");
    // Without days the order of the plan decides.
    let undated = offices("", "");
    undated.put("inbox/north-1.csv", NORTH.as_bytes()).put("inbox/south-1.csv", SOUTH.as_bytes());
    undated.run("ingest", &[]).ended_with(0);
    assert_eq!(ask(&undated, &format!("{ENDED} order by 1")), "ended_on\n2025-02-20\n2025-03-03");
}

#[test]
fn what_two_exports_of_one_day_say_differently_is_missing_and_named_in_both_places() {
    let program = offices("", "");
    program.put("inbox/north-2025-03-31.csv", NORTH.as_bytes());
    program.put("inbox/south-2025-03-31.csv", SOUTH.as_bytes());
    let told = program.run("ingest", &[]).ended_with(0);
    for (place, other) in [("north-2025-03-31.csv:2", "south"), ("south-2025-03-31.csv:2", "north")]
    {
        let said = format!(
            "warning: inbox/{place}: `ended_on` is another value than in `inbox/{other}-2025-03-31.csv`, an export of the same day"
        );
        assert!(told.err.contains(&said), "{}", told.err);
    }
    assert!(
        told.err.contains("say with `exported_on` of the source which export is the later one")
    );
    // An empty cell says nothing against another one.
    assert_eq!(ask(&program, ENDED), "ended_on\n2025-03-03");
    assert_eq!(
        ask(&program, "select count(*) as n, max(ended_day) as d from matches"),
        "n,d\n32,20150"
    );
    // A row that cannot be without the cell is set aside, in both exports.
    let wrong = SOUTH.replace("x41,m2", "x41,m3");
    program.put("inbox/south-2025-03-31.csv", wrong.as_bytes());
    program.run("ingest", &[]).ended_with(0);
    assert_eq!(counts(&program, "north"), [2, 0, 1, 0, 0, 0, 1]);
    assert_eq!(counts(&program, "south"), [2, 1, 0, 0, 0, 0, 1]);
    program.run("verify", &[]).ended_with(0);
}

#[test]
fn withdrawn_consent_takes_a_persons_rows_out_of_everything() {
    let program = harbor();
    let plan = program
        .text("mentorlens.toml")
        .replace("site = \"Site\"", "site = \"Site\", share_ok = \"May share\"");
    program.put("mentorlens.toml", plan.as_bytes());
    let people = program.text("inbox/people.csv").replace("Joined\n", "Joined,May share\n");
    let people: String = people
        .lines()
        .map(|line| match line {
            line if line.starts_with("ID") => format!("{line}\n"),
            line if line.starts_with("m5,") => format!("{line},no\n"),
            line if line.starts_with("m6,") => format!("{line},\n"),
            line => format!("{line},yes\n"),
        })
        .collect();
    program.put("inbox/people.csv", people.as_bytes());
    program.run("run", &[]).ended_with(0);
    assert_eq!(ask(&program, "select count(*) as n from people"), "n\n59");
    assert_eq!(ask(&program, "select count(*) as n from matches"), "n\n29");
    assert_eq!(counts(&program, "people"), [60, 59, 0, 0, 0, 1, 0]);
    assert_eq!(counts(&program, "matches"), [30, 29, 0, 0, 0, 1, 0]);
    assert!(program.text("reports/index.html").contains("Without consent"));
    // Given again, they are back.
    program.put("inbox/people.csv", people.replace(",no\n", ",yes\n").as_bytes());
    program.run("ingest", &[]).ended_with(0);
    assert_eq!(ask(&program, "select count(*) as n from matches"), "n\n30");
}

#[test]
fn a_row_that_a_roster_deletes_goes_with_the_row_that_it_names() {
    let program = harbor();
    let plan = program.text("mentorlens.toml").replace("inbox/people.csv", "inbox/people*.csv");
    let plan = plan.replace(
        "person_id = \"ID\", role = \"Role\", site = \"Site\", enrolled_on = \"Joined\"",
        "person_id = \"sourcedId\", role = \"role\", site = \"org\"",
    );
    program.put("mentorlens.toml", plan.as_bytes());
    let head = "sourcedId,status,dateLastModified,role,org\n";
    let mut people = head.to_owned();
    for number in 1..=30 {
        people += &format!(
            "m{number},active,2024-09-01,mentee,North\nv{number},active,2024-09-01,mentor,North\n"
        );
    }
    program.put("inbox/people.csv", people.as_bytes());
    let delta =
        format!("{head}m5,tobedeleted,2025-01-01,mentee,\nm99,tobedeleted,2025-01-01,mentee,\n");
    program.put("inbox/people-delta.csv", delta.as_bytes());
    let later = format!("{head}m5,active,2025-02-01,mentee,South\n");
    // Names stand in the order of the exports: the roster is the first.
    std::fs::rename(program.path("inbox/people.csv"), program.path("inbox/people-1.csv")).unwrap();
    std::fs::rename(program.path("inbox/people-delta.csv"), program.path("inbox/people-2.csv"))
        .unwrap();
    let told = program.run("ingest", &[]).ended_with(0);
    assert!(
        told.err.contains("people-2.csv:2: a row that is to be deleted, as the export says"),
        "{}",
        told.err
    );
    assert_eq!(ask(&program, "select count(*) as n from people"), "n\n59");
    assert_eq!(ask(&program, "select count(*) as n from matches"), "n\n29");
    assert_eq!(counts(&program, "people"), [62, 59, 0, 0, 3, 0, 0]);
    assert_eq!(counts(&program, "matches"), [30, 29, 0, 0, 1, 0, 0]);
    program.put("inbox/people-3.csv", later.as_bytes());
    program.run("ingest", &[]).ended_with(0);
    assert_eq!(ask(&program, "select count(*) as n from matches"), "n\n30");
    assert_eq!(
        ask(&program, "select site, count(*) as n from people group by site order by 1"),
        "site,n\nNorth,59\nSouth,1"
    );
    program.run("verify", &[]).ended_with(0);
}
