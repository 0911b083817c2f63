//! A fault at every single step of a run: every write, flush, rename and removal fails once, and ends the process once.

use std::process::{Output, Stdio};

use super::harbor::{PLAN, harbor, nothing_is_left_over, tables_are_of_one_time, whole};
use crate::program::Program;

/// The small program with its costs: when they change, few measures do, and a run takes a moment.
fn with_costs() -> Program {
    let program = harbor();
    let source = "\n[[sources]]\nid = \"costs\"\nfiles = [\"inbox/costs-*.csv\"]\ntable = \"costs\"\n\
                  columns = { period = \"Year\", category = \"For\", amount = \"Sum\" }\n";
    program.put("mentorlens.toml", format!("{PLAN}{source}").as_bytes());
    program.put("inbox/costs-1.csv", b"Year,For,Sum\n2024,rooms,400\n2024,staff,9000\n");
    program
}

/// A later export: a sum is corrected, one is new, one is none.
fn later_costs(program: &Program) {
    program
        .put("inbox/costs-2.csv", b"Year,For,Sum\n2024,rooms,450\n2025,rooms,80\n2025,travel,?\n");
}

/// A run with a fault ordered.
fn run(program: &Program, fault: &str) -> Output {
    program.call("run").env("MENTORLENS_FAULT", fault).stdin(Stdio::null()).output().unwrap()
}

/// The report and the snapshot that it says it came from.
fn report(program: &Program) -> (String, String) {
    let record = program.json("reports/run.json");
    (program.text("reports/index.html"), record["snapshot"].as_str().unwrap().to_owned())
}

/// The steps of a second run over a warehouse, as the program itself writes them down.
fn steps() -> Vec<(String, String)> {
    let program = with_costs();
    program.run("run", &[]).ended_with(0);
    later_costs(&program);
    let log = tempfile::NamedTempFile::new().unwrap();
    assert!(run(&program, &format!("log:{}", log.path().display())).status.success());
    let text = std::fs::read_to_string(log.path()).unwrap();
    let step = |line: &str| {
        let (step, path) = line.split_once('\t').unwrap();
        (step.to_owned(), path.replace(&program.dir().display().to_string(), ""))
    };
    text.lines().map(step).collect()
}

#[test]
fn a_run_that_breaks_at_any_step_leaves_the_last_state_whole_and_the_next_run_completes() {
    let steps = steps();
    assert!(steps.len() > 40, "{} steps", steps.len());
    let before = with_costs();
    before.run("run", &[]).ended_with(0);
    let (old, new) = (whole(&before).id, {
        let after = with_costs();
        later_costs(&after);
        after.run("run", &[]).ended_with(0);
        whole(&after).id
    });
    for (kind, every) in [("fail", 2), ("kill", 1)] {
        for number in (1..=steps.len()).step_by(every) {
            let program = Program::copy(before.dir());
            for folder in ["warehouse", "reports"] {
                program.take(before.dir(), folder);
            }
            program.take(before.dir(), "mentorlens.key");
            later_costs(&program);
            let (step, path) = &steps[number - 1];
            let place = format!("{kind} at {number}, {step} {path}");
            let ended = run(&program, &format!("{kind}:{number}"));
            if kind == "fail" {
                let told = String::from_utf8_lossy(&ended.stderr);
                // The card of the lock is the last to go, and a run that cannot remove it has done its work all the same.
                assert!(
                    ended.status.success() == path.ends_with(".writer") && number > 3
                        || told.contains(
                            "hint: the last snapshot and the last report are as they were"
                        ),
                    "{place}: {told}"
                );
            } else {
                assert_eq!(ended.status.code(), None, "{place}");
            }
            // Readers see one state or the other, and the report is of a state that can be read.
            let seen = whole(&program).id;
            assert!(seen == old || seen == new, "{place}");
            let (page, of) = report(&program);
            assert!(page.ends_with("</html>\n") || page.ends_with("</html>"), "{place}");
            assert!(of == old || of == new, "{place}");
            assert!(of == old || seen == new, "{place}: the report runs ahead of its snapshot");

            program.run("run", &[]).ended_with(0);
            assert_eq!(whole(&program).id, new, "{place}");
            assert_eq!(report(&program).1, new, "{place}");
            nothing_is_left_over(&program);
            tables_are_of_one_time(&program);
        }
    }
}

#[test]
fn the_first_run_of_all_may_break_at_any_step_as_well() {
    // Most steps of a first run keep the tables of a measure, one like the other.
    for number in (1..=800).step_by(11) {
        let program = harbor();
        if run(&program, &format!("kill:{number}")).status.success() {
            assert!(number > 200, "{number} steps");
            return;
        }
        program.run("run", &[]).ended_with(0);
        assert_eq!(whole(&program).rows("matches"), 30);
        nothing_is_left_over(&program);
        tables_are_of_one_time(&program);
    }
    panic!("a run of 30 people takes more than 800 steps");
}

#[test]
fn everything_is_on_the_disk_before_it_is_named() {
    let steps = steps();
    let at = |step: &str, path: &str| {
        steps.iter().position(|(found, place)| found == step && place == path)
    };
    let commit = steps
        .iter()
        .position(|(step, path)| step == "Rename" && path.contains("/snapshots/"))
        .expect("a manifest is moved into place");
    let mut renamed = 0;
    for (number, (step, path)) in steps.iter().enumerate() {
        // An entry of the cache may be lost: whoever reads it sees whether it is whole.
        if step != "Rename" || path == "/reports" || path.contains("/cache/") {
            continue;
        }
        renamed += 1;
        let draft = format!("{path}.draft");
        let (written, flushed) = (at("Write", &draft), at("Sync", &draft));
        assert!(written.is_some() && written < flushed && flushed < Some(number), "{path}");
        let folder = path.rsplit_once('/').unwrap().0;
        let named = steps[number..]
            .iter()
            .position(|(step, place)| step == "SyncFolder" && place == folder)
            .map(|after| number + after);
        assert!(named.is_some(), "{path}: its folder is never flushed");
        if number < commit {
            assert!(named < Some(commit), "{path}: flushed after it was published");
        }
    }
    assert!(renamed > 5, "{renamed} files");
    let exchanged = at("Rename", "/reports").expect("the reports are moved into place");
    let flushed = at("SyncFolder", "/.reports.next").expect("the new reports are flushed");
    assert!(commit < exchanged && flushed < exchanged);
    for (number, (step, path)) in steps.iter().enumerate() {
        if step == "Remove" && path.ends_with(".parquet") {
            assert!(number > exchanged, "{path}: removed while it may be needed");
        }
    }
}
