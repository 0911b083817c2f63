//! A run that reads only what changed gives what a run from scratch gives, to the byte.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use mentorlens::measures::{catalogue, tables_of};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use sha2::{Digest as _, Sha256};

use super::harbor::{PLAN, harbor, later_export, nothing_is_left_over, whole};
use crate::program::Program;

/// Everything that a snapshot is made of: its files with their bytes, and its manifest without what tells when it was made.
fn state(program: &Program) -> (serde_json::Value, BTreeMap<String, Vec<u8>>) {
    let snapshot = whole(program);
    let files = snapshot.all_segments().map(|segment| {
        let path = program.path(&format!("warehouse/{}", segment.file));
        (segment.file.clone(), std::fs::read(path).unwrap())
    });
    let files = files.collect();
    let mut manifest = serde_json::to_value(&snapshot).unwrap();
    for when in ["number", "written_at", "first_seen", "checksum"] {
        manifest.as_object_mut().unwrap().remove(when).unwrap();
    }
    (manifest, files)
}

/// The same exports in a folder where nothing was read before.
fn from_scratch(program: &Program) -> Program {
    let fresh = Program::copy(program.dir());
    fresh.take(program.dir(), "mentorlens.key");
    if program.path("mentorlens.forgotten").exists() {
        fresh.take(program.dir(), "mentorlens.forgotten");
    }
    fresh
}

/// Fails unless both folders hold the same.
fn must_equal(one: &Program, other: &Program, place: &str) {
    let ((manifest, files), (expected, of_scratch)) = (state(one), state(other));
    assert_eq!(manifest, expected, "{place}");
    for (name, bytes) in &files {
        assert!(*bytes == of_scratch[name], "{place}: {name}");
    }
    let (mut reports, mut of_scratch) = (one.files("reports"), other.files("reports"));
    // The overview tells of all runs, of which a folder where nothing was read before has one.
    let overviews = [&mut reports, &mut of_scratch]
        .map(|reports| reports.remove("reports/overview.html").is_some());
    assert_eq!(overviews[0], overviews[1], "{place}: one has an overview");
    for (name, bytes) in &reports {
        assert!(Some(bytes) == of_scratch.get(name), "{place}: {name}");
    }
    assert_eq!(reports.len(), of_scratch.len(), "{place}");
}

const MORE: &str = r#"
[[terms]]
id = "fall"
starts_on = 2024-09-01
ends_on = 2025-01-31

[[instruments]]
id = "form"
role = "mentee"
minimum = 1
maximum = 5

[[instruments.items]]
id = "words"
kind = "text"

[[instruments.scales]]
id = "hope"
items = ["h1", "h2"]

[[sources]]
id = "meetings"
files = ["inbox/meetings-*.csv"]
table = "meetings"
columns = { match_id = "Match", held_on = "Day", minutes = "Minutes" }

[[sources]]
id = "surveys"
files = ["inbox/surveys-*.csv"]
table = "responses"
instrument = "form"
shape = "wide"
columns = { person_id = "Who", wave = "Wave", answered_on = "Day" }
"#;

/// An export by lot: rows overlap with those of others, some break rules, some refer to nothing.
fn export(kind: &str, random: &mut ChaCha8Rng) -> String {
    let mut below = |n: u64| random.next_u64() % n;
    let mut text = match kind {
        "matches" => "Match,Mentee,Mentor,Start,End\n",
        "meetings" => "Match,Day,Minutes\n",
        _ => "Who,Wave,Day,h1,h2,words\n",
    }
    .to_owned();
    for _ in 0..=below(40) {
        let (who, day) = (below(34) + 1, below(28) + 1);
        text += &match kind {
            "matches" => {
                let end = if below(3) == 0 { format!("2025-02-{day:02}") } else { String::new() };
                format!("x{},m{who},v{},2024-09-{day:02},{end}\n", below(50), below(33) + 1)
            }
            "meetings" => format!("x{},2024-10-{day:02},{}\n", below(50), below(90)),
            _ => {
                let wave = ["baseline", "followup"][usize::try_from(below(2)).unwrap()];
                format!("m{who},{wave},2024-11-{day:02},{},{},said {who}\n", below(7), below(6))
            }
        };
    }
    text
}

#[test]
fn whatever_comes_goes_or_changes_the_bytes_are_those_of_a_run_from_scratch() {
    let program = harbor();
    program.put("mentorlens.toml", format!("{PLAN}{MORE}").as_bytes());
    let mut random = ChaCha8Rng::seed_from_u64(3);
    for kind in ["meetings", "surveys"] {
        program.put(&format!("inbox/{kind}-0.csv"), export(kind, &mut random).as_bytes());
    }
    program.run("run", &[]).ended_with(0);
    for step in 0..10 {
        let kind =
            ["matches", "meetings", "surveys"][usize::try_from(random.next_u64() % 3).unwrap()];
        let number = random.next_u64() % 4;
        let name = format!("inbox/{kind}-{number}.csv");
        if number > 1 && program.path(&name).exists() && random.next_u64() % 2 == 0 {
            std::fs::remove_file(program.path(&name)).unwrap();
        } else {
            program.put(&name, export(kind, &mut random).as_bytes());
        }
        if step == 6 {
            let people = program.text("inbox/people.csv").replace("m7,mentee", "m77,mentee");
            program.put("inbox/people.csv", people.as_bytes());
        }
        // Findings are compared where the run is complete.
        let command = if step % 3 == 2 { "run" } else { "ingest" };
        let fresh = from_scratch(&program);
        if command == "ingest" {
            std::fs::remove_dir_all(program.path("reports")).ok();
        }
        program.run(command, &[]).ended_with(0);
        fresh.run(command, &[]).ended_with(0);
        must_equal(&program, &fresh, &format!("step {step}, {name}"));
        nothing_is_left_over(&program);
    }
}

/// When each entry of the cache was written.
fn entries(program: &Program) -> BTreeMap<String, SystemTime> {
    let folder = std::fs::read_dir(program.path("warehouse/vault/cache")).unwrap();
    folder
        .map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            (name, entry.metadata().unwrap().modified().unwrap())
        })
        .collect()
}

#[test]
fn a_file_that_did_not_change_is_not_read_again() {
    let program = harbor();
    program.run("run", &[]).ended_with(0);
    let before = entries(&program);
    assert_eq!(before.keys().filter(|name| name.ends_with(".rows")).count(), 2);
    later_export(&program);
    std::thread::sleep(Duration::from_millis(20));
    program.run("run", &[]).ended_with(0);
    let after = entries(&program);
    let rows = |name: &&String| name.ends_with(".rows");
    assert_eq!(after.keys().filter(rows).count(), 3);
    for (name, written) in before.iter().filter(|(name, _)| rows(name)) {
        assert_eq!(after.get(name), Some(written), "{name} was written again");
    }
    // What is kept of a file is what is published of it: it is taken as it is, and not looked up in the export.
    let people = program.text("inbox/people.csv");
    program.put("inbox/people.csv", people.replace("North", "South").as_bytes());
    program.run("ingest", &[]).ended_with(0);
    program.put("inbox/people.csv", people.as_bytes()).run("ingest", &[]).ended_with(0);
    nothing_is_left_over(&program);
    // A title is no part of what shapes a file.
    let plan = PLAN.replace("Harbor Mentoring", "Harbour Mentoring");
    let kept = entries(&program);
    std::thread::sleep(Duration::from_millis(20));
    program.put("mentorlens.toml", plan.as_bytes()).run("ingest", &[]).ended_with(0);
    assert_eq!(entries(&program), kept);
}

/// The kept frequency tables, every one of them with this reason instead of its numbers.
fn mark_kept_tables(program: &Program, reason: &str) {
    let tables = entries(program).into_keys().filter(|name| name.starts_with("tables-"));
    for name in tables {
        let path = program.path(&format!("warehouse/vault/cache/{name}"));
        let bytes = std::fs::read(&path).unwrap();
        let mut one: serde_json::Value = serde_json::from_slice(&bytes[65..]).unwrap();
        one["slices"] = serde_json::json!([]);
        one["absent"] = reason.into();
        let bytes = serde_json::to_vec(&one).unwrap();
        let sum: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        std::fs::write(path, [sum.as_bytes(), b"\n", &bytes].concat()).unwrap();
    }
}

#[test]
fn what_reads_a_table_that_changed_is_computed_again_and_nothing_else() {
    let program = harbor();
    program.put("mentorlens.toml", format!("{PLAN}{MORE}").as_bytes());
    let mut random = ChaCha8Rng::seed_from_u64(8);
    for kind in ["meetings", "surveys"] {
        program.put(&format!("inbox/{kind}-0.csv"), export(kind, &mut random).as_bytes());
    }
    program.run("run", &[]).ended_with(0);
    mark_kept_tables(&program, "taken from the cache");
    program.put("inbox/meetings-1.csv", b"Match,Day,Minutes\nx1,2024-10-30,60\n");
    program.run("run", &[]).ended_with(0);
    let record = program.json("reports/run.json");
    let mut taken: Vec<&str> = record["not_measured"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["reason"] == "taken from the cache")
        .map(|one| one["measure"].as_str().unwrap())
        .collect();
    taken.sort_unstable();
    let kpis = catalogue(None).unwrap();
    let expected: Vec<&str> = kpis
        .iter()
        .filter(|kpi| record["definitions"].get(&kpi.id).is_some())
        .filter(|kpi| !tables_of(kpi).contains(&"meetings"))
        .map(|kpi| kpi.id.as_str())
        .collect();
    assert!(expected.len() > 20 && expected.len() + 5 < kpis.len(), "{} measures", expected.len());
    assert_eq!(taken, expected);
}

#[test]
fn what_a_segment_is_adjusted_for_is_measured_anew() {
    let program = Program::sample("riverbend");
    let plan = program.text("mentorlens.toml");
    let plain = plan.replace("adjust = [\"school_level\"]\n", "");
    assert_ne!(plan, plain);
    program.put("mentorlens.toml", plain.as_bytes()).run("run", &[]).ended_with(0);
    assert!(!program.text("reports/findings.json").contains("adjusted for school_level"));
    program.put("mentorlens.toml", plan.as_bytes()).run("run", &[]).ended_with(0);
    let fresh = from_scratch(&program);
    fresh.run("run", &[]).ended_with(0);
    // An edition may hide more beside what the run before has shown; the findings are the same.
    let findings = program.text("reports/findings.json");
    assert!(findings == fresh.text("reports/findings.json"));
    assert!(findings.contains("adjusted for school_level"));
}

#[test]
fn a_large_table_grows_at_its_end() {
    let program = harbor();
    program.put("mentorlens.toml", format!("{PLAN}{MORE}").as_bytes());
    program.put("inbox/surveys-0.csv", b"Who,Wave,Day,h1,h2,words\nm1,baseline,2024-09-10,1,2,\n");
    let log = |days: std::ops::Range<i64>| -> String {
        let day = |at| jiff::civil::date(2018, 1, 1) + jiff::Span::new().days(at);
        let rows =
            days.flat_map(|at| (1..=30).map(move |pair| format!("x{pair},{},60\n", day(at))));
        format!("Match,Day,Minutes\n{}", rows.collect::<String>())
    };
    program.put("inbox/meetings-1.csv", log(0..2300).as_bytes());
    program.run("ingest", &[]).ended_with(0);
    let pieces = |program: &Program| -> Vec<(String, u64)> {
        let segments = whole(program).segments.into_iter();
        let own = segments.filter(|segment| segment.table == "meetings");
        own.map(|segment| (segment.file, segment.rows)).collect()
    };
    let before = pieces(&program);
    assert_eq!(before.iter().map(|(_, rows)| *rows).collect::<Vec<_>>(), [69_000]);
    program.put("inbox/meetings-2.csv", log(2300..2310).as_bytes());
    program.run("ingest", &[]).ended_with(0);
    let after = pieces(&program);
    assert_eq!(after.iter().map(|(_, rows)| *rows).collect::<Vec<_>>(), [69_000, 300]);
    assert_eq!(after[0], before[0], "what was there is not written again");
    assert!(after.is_sorted());
    let told = program.run("query", &["select count(*) as n from meetings", "--format", "csv"]);
    assert_eq!(told.ended_with(0).out, "n\n69300\n");
    let fresh = from_scratch(&program);
    fresh.run("ingest", &[]).ended_with(0);
    must_equal(&program, &fresh, "a large table");
}

#[test]
fn a_damaged_entry_is_found_and_not_believed() {
    let program = harbor();
    program.run("run", &[]).ended_with(0);
    let names: Vec<String> = entries(&program).into_keys().collect();
    for name in &names {
        let path = program.path(&format!("warehouse/vault/cache/{name}"));
        let mut bytes = std::fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        std::fs::write(&path, bytes).unwrap();
        let told = program.run("verify", &[]).ended_with(1);
        assert!(told.err.contains(&format!("damaged: vault/cache/{name}: ")), "{}", told.err);
    }
    later_export(&program);
    let fresh = from_scratch(&program);
    program.run("run", &[]).ended_with(0);
    fresh.run("run", &[]).ended_with(0);
    must_equal(&program, &fresh, "damaged entries");
    program.run("verify", &[]).ended_with(0);
    // It may be deleted at any time.
    std::fs::remove_dir_all(program.path("warehouse/vault/cache")).unwrap();
    program.run("verify", &[]).ended_with(0);
    program.run("run", &[]).ended_with(0);
    must_equal(&program, &fresh, "no entries");
}
