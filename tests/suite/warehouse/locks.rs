//! Two runs at once, and readers beside a writer.

use std::time::Duration;

use mentorlens::warehouse::Lock;

use super::harbor::{harbor, later_export, whole};

#[test]
fn a_second_run_says_who_holds_the_lock_and_changes_nothing() {
    let program = harbor();
    program.run("run", &[]).ended_with(0);
    later_export(&program);
    let before = program.files("warehouse/snapshots");
    let lock = Lock::take(&program.path("warehouse"), Duration::ZERO).unwrap();
    for command in ["run", "ingest", "measure", "report"] {
        let told = program.run(command, &[]).ended_with(2);
        let holder = format!("(process {}, since 20", std::process::id());
        assert!(
            told.err.contains("another run is writing this warehouse")
                && told.err.contains(&holder),
            "{}",
            told.err
        );
        assert!(
            told.err.contains("hint: nothing was changed; wait until it is done"),
            "{}",
            told.err
        );
    }
    assert_eq!(program.files("warehouse/snapshots"), before);
    // Reading needs no lock.
    let told = program.run("query", &["select count(*) as n from matches", "--format", "csv"]);
    assert_eq!(told.ended_with(0).out, "n\n30\n");
    program.run("check", &[]).ended_with(0);
    drop(lock);
    program.run("run", &[]).ended_with(0);
    assert_eq!(whole(&program).rows("matches"), 31);
}

#[test]
fn a_second_run_that_may_wait_gets_its_turn() {
    let program = harbor();
    let lock = Lock::take(&program.path("warehouse"), Duration::ZERO).unwrap();
    let told = std::thread::scope(|scope| {
        let waiting = scope.spawn(|| program.run("ingest", &["--wait", "60"]));
        std::thread::sleep(Duration::from_millis(300));
        drop(lock);
        waiting.join().unwrap()
    });
    told.ended_with(0);
    assert_eq!(whole(&program).number, 1);
}

#[test]
fn a_run_that_was_ended_before_it_was_done_is_mentioned_once() {
    let program = harbor();
    program.run("run", &[]).ended_with(0);
    program.put("warehouse/.writer", br#"{"process":4711,"since":"2025-01-01T00:00:00Z"}"#);
    let told = program.run("run", &[]).ended_with(0);
    let note =
        "the last run (process 4711, since 2025-01-01T00:00:00Z) was ended before it was done";
    assert!(told.err.contains(note), "{}", told.err);
    assert!(!program.run("run", &[]).ended_with(0).err.contains("was ended"));
}

#[test]
fn readers_see_one_state_or_the_other_while_runs_follow_one_another() {
    let program = harbor();
    program.run("ingest", &[]).ended_with(0);
    let first = program.text("inbox/people.csv");
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for turn in 0..6 {
                let people =
                    if turn % 2 == 0 { first.replace("North", "South") } else { first.clone() };
                program.put("inbox/people.csv", people.as_bytes()).run("ingest", &[]).ended_with(0);
            }
        });
        let sql = "select count(distinct site) as sites, count(*) as n from people";
        let mut reads = 0;
        while !writer.is_finished() {
            let told = program.run("query", &[sql, "--format", "csv"]).ended_with(0);
            assert_eq!(told.out, "sites,n\n1,60\n");
            reads += 1;
        }
        writer.join().unwrap();
        assert!(reads > 2, "{reads} reads");
    });
    assert_eq!(whole(&program).number, 7);
}
