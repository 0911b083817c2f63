//! Looking back: which snapshots there are, what they said, what changed between them, how many are kept.

use mentorlens::warehouse::Snapshot;

use super::harbor::{PLAN, harbor, later_export, nothing_is_left_over, rewritten, whole};
use crate::program::Program;

fn with_two_snapshots() -> Program {
    let program = harbor();
    program.run("run", &[]).ended_with(0);
    later_export(&program);
    program.run("run", &[]).ended_with(0);
    program
}

#[test]
fn snapshots_are_listed_and_each_can_be_asked() {
    let program = with_two_snapshots();
    let told = program.run("runs", &[]).ended_with(0);
    assert_eq!(told.out.lines().count(), 3, "{}", told.out);
    let lines: serde_json::Value =
        serde_json::from_str(&program.run("runs", &["--json"]).ended_with(0).out).unwrap();
    assert_eq!(lines[0]["number"], 1);
    assert_eq!((&lines[0]["rows_read"], &lines[1]["rows_read"]), (&90.into(), &92.into()));
    let count = |options: &[&str]| {
        let sql = "select count(*) as n from matches";
        program.run("query", &[&[sql, "--format", "csv"], options].concat()).ended_with(0).out
    };
    assert_eq!(count(&[]), "n\n31\n");
    assert_eq!(count(&["--snapshot", "1"]), "n\n30\n");
    let told = program.run("query", &["select 1", "--snapshot", "9"]).ended_with(2);
    assert!(
        told.err.contains("there is no snapshot 9, kept: 1, 2\nhint: `mentorlens runs`"),
        "{}",
        told.err
    );
}

#[test]
fn an_old_snapshot_is_measured_and_reported_as_it_was() {
    let program = harbor();
    program.run("run", &[]).ended_with(0);
    let then = (program.text("reports/findings.json"), program.text("reports/index.html"));
    later_export(&program);
    let plan = PLAN.replace("Harbor Mentoring", "Harbour Mentoring");
    program.put("mentorlens.toml", plan.as_bytes()).run("run", &[]).ended_with(0);
    let now = program.text("reports/index.html");
    assert!(now.contains("Harbour Mentoring") && then.1 != now);
    program.run("report", &["--snapshot", "1"]).ended_with(0);
    assert!(program.text("reports/snapshot-1/findings.json") == then.0);
    assert!(program.text("reports/snapshot-1/index.html") == then.1);
    assert!(program.text("reports/index.html") == now, "the current report stays");
    program.run("run", &[]).ended_with(0);
    assert!(program.path("reports/snapshot-1/index.html").exists());
}

#[test]
fn a_difference_names_sources_rows_rules_definitions_and_results() {
    let program = with_two_snapshots();
    let told = program.run("diff", &["--json"]);
    assert_eq!(told.code, 2, "two numbers are needed");
    let diff = |one: &str, other: &str, json: bool| {
        let mut call = crate::program::mentorlens();
        call.args(["diff", one, other]).arg(program.dir());
        if json {
            call.arg("--json");
        }
        crate::program::Told::of(call.output().unwrap()).ended_with(0).out
    };
    let text = diff("1", "2", false);
    for line in [
        "inbox/matches-2.csv of the source `matches` is new",
        "matches: 1 added, 0 removed, 1 changed",
        "the cut-off date: 2024-09-10 → 2025-02-01",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
    let json: serde_json::Value = serde_json::from_str(&diff("1", "2", true)).unwrap();
    let survival: Vec<_> = json["results"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|moved| moved["measure"] == "match_survival")
        .collect();
    assert!(!survival.is_empty(), "{json:#}");
    for moved in survival {
        assert!(moved["because_of"].as_array().unwrap().contains(&"`matches`".into()), "{moved}");
    }
    let same = diff("2", "2", false);
    assert_eq!(same.matches("no difference").count(), 5, "{same}");
}

#[test]
fn as_many_snapshots_are_kept_as_the_plan_says() {
    let program = harbor();
    let people = program.text("inbox/people.csv");
    for site in ["North", "South", "East", "West"] {
        program.put("inbox/people.csv", people.replace("North", site).as_bytes());
        program.run("ingest", &[]).ended_with(0);
    }
    assert_eq!(Snapshot::numbers(&program.path("warehouse")).unwrap(), [1, 2, 3, 4]);
    program.put("mentorlens.toml", format!("{PLAN}\n[retention]\nsnapshots = 2\n").as_bytes());
    let told = program.run("gc", &[]).ended_with(0);
    assert!(
        told.err.contains("removed the snapshots that are no longer kept: 1, 2"),
        "{}",
        told.err
    );
    assert_eq!(Snapshot::numbers(&program.path("warehouse")).unwrap(), [3, 4]);
    nothing_is_left_over(&program);
    program.run("ingest", &[]).ended_with(0);
    assert_eq!(Snapshot::numbers(&program.path("warehouse")).unwrap(), [4, 5]);
    whole(&program);
}

#[test]
fn going_back_to_an_earlier_export_gives_the_earlier_snapshot_under_a_new_number() {
    let program = with_two_snapshots();
    std::fs::remove_file(program.path("inbox/matches-2.csv")).unwrap();
    program.run("run", &[]).ended_with(0);
    let snapshots = Snapshot::all(&program.path("warehouse")).unwrap();
    assert_eq!(snapshots.iter().map(|one| one.number).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(snapshots[0].id, snapshots[2].id);
    assert_eq!(snapshots[0].segments, snapshots[2].segments);
}

#[test]
fn a_warehouse_of_another_version_is_refused_in_one_sentence_and_built_anew() {
    let program = harbor();
    program.run("ingest", &[]).ended_with(0);
    rewritten(&program, "warehouse/snapshots/00000001.json", "contract_version", "0");
    for command in ["measure", "runs", "verify"] {
        let told = program.run(command, &[]).ended_with(2);
        let said = "was written by version 0 of the data contract, this program reads version 1; run `mentorlens ingest` to build it anew from the exports\n";
        assert!(told.err.ends_with(said) && told.err.lines().count() == 1, "{}", told.err);
    }
    program.run("ingest", &[]).ended_with(0);
    assert_eq!(whole(&program).number, 2);
    nothing_is_left_over(&program);
}

#[test]
fn a_warehouse_of_a_newer_program_is_refused_and_left_as_it_is() {
    let program = harbor();
    program.run("ingest", &[]).ended_with(0);
    rewritten(&program, "warehouse/snapshots/00000001.json", "contract_version", "2");
    later_export(&program);
    let before = program.files("warehouse");
    for command in ["measure", "runs", "verify", "ingest", "run", "gc"] {
        let told = program.run(command, &[]).ended_with(2);
        let said = "was written by version 2 of the data contract, this program reads version 1; use the newer program that wrote it, or name another folder with `--out`\n";
        assert!(told.err.ends_with(said) && told.err.lines().count() == 1, "{}", told.err);
    }
    let mut after = program.files("warehouse");
    after.remove("warehouse/.writer");
    assert_eq!(after, before);
}
