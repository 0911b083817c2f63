//! Runs that are killed at random instants, as an impatient person or a full machine kills them.

use std::process::Stdio;
use std::time::{Duration, Instant};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

use super::harbor::{nothing_is_left_over, whole};
use crate::program::Program;

/// How often a run is killed; `MENTORLENS_KILLS=500` for a long night.
fn kills() -> usize {
    #[expect(
        clippy::disallowed_methods,
        reason = "how long this test may take is not the program's affair"
    )]
    let asked = std::env::var("MENTORLENS_KILLS").ok();
    asked.and_then(|number| number.parse().ok()).unwrap_or(25)
}

#[test]
fn a_run_that_is_killed_at_any_instant_loses_and_doubles_no_row() {
    let program = Program::sample("riverbend");
    program.run("run", &[]).ended_with(0);
    let rows = |program: &Program| {
        let snapshot = whole(program);
        let tables: Vec<_> =
            snapshot.segments.iter().map(|one| (one.table.clone(), one.rows)).collect();
        (snapshot.id, tables)
    };
    // Two states that take turns, so that every run has something to write.
    let goals = program.text("inbox/goals.csv");
    let shorter: String = goals.lines().take(100).map(|line| format!("{line}\n")).collect();
    let mut states = vec![rows(&program)];
    let start = Instant::now();
    program.put("inbox/goals.csv", shorter.as_bytes()).run("run", &[]).ended_with(0);
    // As long as a run takes that reads only what changed.
    let whole_run = start.elapsed();
    states.push(rows(&program));
    let mut random = ChaCha8Rng::seed_from_u64(20_250_630);
    let mut killed = 0;
    for kill in 0..kills() {
        let turn = kill % 2;
        let text = if turn == 0 { &goals } else { &shorter };
        program.put("inbox/goals.csv", text.as_bytes());
        let mut run =
            program.call("run").stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let micros = u64::try_from(whole_run.as_micros()).unwrap();
        std::thread::sleep(Duration::from_micros(random.next_u64() % micros));
        run.kill().unwrap();
        killed += usize::from(!run.wait().unwrap().success());
        let seen = rows(&program);
        assert!(states.contains(&seen), "kill {kill}: a state that never was");
        program.json("reports/run.json");

        program.run("ingest", &[]).ended_with(0);
        assert_eq!(rows(&program), states[turn], "kill {kill}");
        nothing_is_left_over(&program);
    }
    assert!(killed * 2 > kills(), "only {killed} of {} runs were killed", kills());
    program.run("run", &[]).ended_with(0);
    assert_eq!(program.json("reports/run.json")["snapshot"], whole(&program).id);
}

#[test]
fn whoever_ends_a_run_by_hand_has_the_last_snapshot() {
    let program = Program::sample("riverbend");
    program.run("run", &[]).ended_with(0);
    let goals = program.text("inbox/goals.csv");
    let shorter: String = goals.lines().take(100).map(|line| format!("{line}\n")).collect();
    // A machine that was busy and is so no longer ends a run before it is told to: then once more, told sooner.
    for sooner in [8, 16, 32, 64, 128] {
        let start = Instant::now();
        program.put("inbox/goals.csv", shorter.as_bytes()).run("run", &[]).ended_with(0);
        // As long as a run takes that reads only what changed.
        let whole_run = start.elapsed();
        let before = (whole(&program).id, program.text("reports/index.html"));
        program.put("inbox/goals.csv", goals.as_bytes());
        let mut run =
            program.call("run").stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(whole_run / sooner);
        // What a terminal sends for Ctrl-C.
        let sent =
            std::process::Command::new("kill").args(["-INT", &run.id().to_string()]).status();
        assert!(sent.unwrap().success());
        let code = run.wait().unwrap().code();
        if code == Some(0) {
            continue;
        }
        assert_eq!(code, None, "it ends at once");
        assert_eq!((whole(&program).id, program.text("reports/index.html")), before);
        program.run("run", &[]).ended_with(0);
        nothing_is_left_over(&program);
        return;
    }
    panic!("no run could be ended before it was done");
}
