//! What a scheduled job relies on: quiet when all is well, loud when it is not, nothing done twice.

use super::harbor::{PLAN, harbor, later_export, rewritten, whole};
use crate::program::Program;

/// Exit code, and the report as it lies there.
fn report(program: &Program) -> Vec<u8> {
    std::fs::read(program.path("reports/index.html")).unwrap()
}

#[test]
fn a_run_that_finds_nothing_new_does_nothing_and_says_nothing() {
    let program = harbor();
    let quiet = ["--if-changed", "--quiet"];
    let told = program.run("run", &quiet).ended_with(0);
    assert_eq!((told.out.as_str(), told.err.as_str()), ("", ""));
    let before = (program.files("warehouse"), program.files("reports"));
    let written =
        std::fs::metadata(program.path("reports/index.html")).unwrap().modified().unwrap();
    program.run("run", &quiet).ended_with(0);
    assert!(before == (program.files("warehouse"), program.files("reports")));
    let again = std::fs::metadata(program.path("reports/index.html")).unwrap().modified().unwrap();
    assert_eq!(written, again, "the report was written again");

    later_export(&program);
    program.run("run", &quiet).ended_with(0);
    assert_eq!(whole(&program).rows("matches"), 31);
    std::fs::remove_file(program.path("reports/index.html")).unwrap();
    program.run("run", &quiet).ended_with(0);
    assert!(!report(&program).is_empty(), "a report that is gone is made again");
}

#[test]
fn a_job_that_fails_leaves_yesterdays_report_and_tells_somebody() {
    let program = harbor();
    program.run("run", &[]).ended_with(0);
    let yesterday = report(&program);
    program.put("inbox/matches-2.csv", b"Match,Mentee\nx1,m1\n");
    let told = program.path("told");
    let command = format!("{{ echo code $MENTORLENS_EXIT_CODE; cat; }} > '{}'", told.display());
    let metrics = program.path("mentorlens.prom").display().to_string();
    let options = ["--quiet", "--notify-command", &command, "--metrics", &metrics];
    program.run("run", &options).ended_with(1);
    let text = program.text("told");
    assert!(text.starts_with("code 1\n") && text.contains("nothing was published"), "{text}");
    assert!(report(&program) == yesterday);
    let metrics = program.text("mentorlens.prom");
    assert!(metrics.contains("mentorlens_run_exit_code 1\n"), "{metrics}");
    assert!(metrics.contains("mentorlens_snapshot_number 1\n"), "{metrics}");

    // Also when there is no plan to read at all, and when the command does not exist.
    program.put("mentorlens.toml", b"[program]\nid = 7\n");
    program.run("run", &options).ended_with(2);
    assert!(program.text("told").starts_with("code 2\nerror: the plan cannot be used"));
    let told = program.run("run", &["--notify-command", "exit 7"]).ended_with(2);
    assert!(told.err.contains("error: the plan cannot be used"), "{}", told.err);
    assert!(report(&program) == yesterday);
}

#[test]
fn the_metrics_are_open_metrics() {
    let program = harbor();
    let path = program.path("mentorlens.prom").display().to_string();
    program.run("run", &["--metrics", &path]).ended_with(0);
    let text = program.text("mentorlens.prom");
    assert!(text.ends_with("# EOF\n"), "{text}");
    let mut declared = std::collections::BTreeSet::new();
    for line in text.lines().filter(|line| *line != "# EOF") {
        if let Some(rest) = line.strip_prefix("# TYPE ") {
            assert!(
                rest.ends_with(" gauge")
                    && declared.insert(rest.trim_end_matches(" gauge").to_owned()),
                "{line}"
            );
        } else if !line.starts_with("# HELP ") {
            let (name, value) = line.rsplit_once(' ').unwrap();
            assert!(declared.contains(name.split('{').next().unwrap()), "{line}");
            value.parse::<i64>().unwrap();
        }
    }
    assert!(
        text.contains("mentorlens_source_rows{source=\"people\",state=\"kept\"} 60\n"),
        "{text}"
    );
}

#[test]
fn a_source_that_no_longer_changes_is_an_alarm() {
    let plan = PLAN.replace("table = \"people\"", "table = \"people\"\nexpect_every_days = 7");
    let program = harbor();
    program.put("mentorlens.toml", plan.as_bytes());
    let alarm = ["--if-changed", "--fail-on", "stale-source"];
    assert!(!program.run("run", &alarm).ended_with(0).err.contains("alarm"));
    let manifest = "warehouse/snapshots/00000001.json";
    rewritten(&program, manifest, "people", "2025-01-01T00:00:00Z");
    rewritten(&program, manifest, "matches", "2025-01-01T00:00:00Z");
    let told = program.run("run", &alarm).ended_with(3);
    let said = "alarm: stale-source: `people` is the same since ";
    assert!(
        told.err.contains(said) && told.err.contains("expected is a new export every 7"),
        "{}",
        told.err
    );
    assert!(!told.err.contains("`matches` is the same"), "nothing is expected of it: {}", told.err);
    assert!(
        program
            .run("run", &["--if-changed"])
            .ended_with(0)
            .err
            .contains("note: `people` is the same")
    );
    // A clock that was set back makes nothing stale.
    rewritten(&program, manifest, "people", "2999-01-01T00:00:00Z");
    program.run("run", &alarm).ended_with(0);
    rewritten(&program, manifest, "people", "2025-01-01T00:00:00Z");
    let people = program.text("inbox/people.csv") + "m99,mentee,North,2024-09-01\n";
    program.put("inbox/people.csv", people.as_bytes());
    program.run("run", &alarm).ended_with(0);
}

#[test]
fn messages_may_be_json() {
    let program = harbor();
    program.put("inbox/matches-2.csv", b"Match,Mentee\nx1,m1\n");
    let told = program.run("run", &["--log", "json"]).ended_with(1);
    let lines: Vec<serde_json::Value> =
        told.err.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(lines.iter().any(|line| line["level"] == "error"), "{}", told.err);
    assert!(lines.iter().all(|line| line["time"].as_str().is_some_and(|time| time.ends_with('Z'))));
    assert_eq!(lines.last().unwrap()["message"], "nothing was published");
}
