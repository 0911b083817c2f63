//! How much of the machine a run uses, and what it tells of it.

use super::program::Program;

#[test]
fn every_phase_of_a_run_is_timed_as_a_table_or_as_json() {
    let program = Program::sample("riverbend");
    let told = program.run("run", &["--timings"]).ended_with(0);
    for phase in ["read", "parse", "check", "hash", "compare", "score", "encode", "write"] {
        assert!(told.err.contains(&format!("\n  {phase} ")), "{phase}: {}", told.err);
    }
    assert!(told.err.contains("from beginning to end"), "{}", told.err);

    std::fs::remove_dir_all(program.path("warehouse")).unwrap();
    let told = program.run("run", &["--timings", "--json"]).ended_with(0);
    let last = told.err.lines().last().unwrap();
    let told: serde_json::Value = serde_json::from_str(last).unwrap();
    let timings = &told["timings"];
    let phases = timings["phases"].as_array().unwrap();
    let names: Vec<&str> = phases.iter().filter_map(|one| one["phase"].as_str()).collect();
    let expected = "read parse check hash compare score encode write plan scan join sort group infer protect draw";
    assert_eq!(names.join(" "), expected);
    let whole = timings["seconds"].as_f64().unwrap();
    let threads = timings["threads"].as_f64().unwrap();
    for phase in phases {
        let seconds = phase["seconds"].as_f64().unwrap();
        assert!((0.0..=whole * threads + 0.1).contains(&seconds), "{phase}");
        assert!(phase["threads"].as_u64().unwrap() > 0, "{phase}");
    }
    let of_reading = phases.iter().find(|one| one["phase"] == "parse").unwrap();
    assert!(of_reading["seconds"].as_f64().unwrap() > 0.0);
}

#[test]
fn nothing_is_said_of_time_unless_it_is_asked_for() {
    let program = Program::sample("dandora");
    let told = program.run("ingest", &[]).ended_with(0);
    assert!(!told.err.contains("timings"), "{}", told.err);
}

#[test]
fn too_little_memory_is_refused_at_the_start_and_enough_changes_no_byte() {
    let program = Program::sample("riverbend");
    let told = program.run("run", &["--memory", "50MB"]).ended_with(2);
    assert!(told.err.contains("--memory is 50 MB, and exports of 1 MB may need "), "{}", told.err);
    assert!(!program.path("warehouse/snapshots").exists());
    for wrong in ["50", "0MB", "some"] {
        let told = program.run("run", &["--memory", wrong]).ended_with(2);
        assert!(told.err.contains("such as 512MB or 4GiB"), "{}", told.err);
    }

    let first = Program::sample("riverbend");
    first.run("run", &[]).ended_with(0);
    let expected = first.files("reports");
    // A program of its own: a report looks back at the one before.
    let program = Program::sample("riverbend");
    program.take(first.dir(), "mentorlens.key");
    program.run("run", &["--memory", "512MB", "--threads", "1"]).ended_with(0);
    let found = program.files("reports");
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    for (name, bytes) in &found {
        assert!(*bytes == expected[name], "{name}");
    }
    let left = program.files("warehouse");
    assert!(left.keys().all(|name| !name.contains("datafusion-")), "{:?}", left.keys());
}
