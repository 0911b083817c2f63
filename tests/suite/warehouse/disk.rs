//! A disk that is full, a folder that cannot be written, a file that changes meanwhile, a clock that is wrong.

use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use super::harbor::{harbor, later_export, nothing_is_left_over, rewritten, whole};
use crate::program::{Program, skipped};

#[test]
fn a_full_disk_leaves_the_last_state_and_says_what_to_do() {
    let program = harbor();
    let place = tempfile::TempDir::new().unwrap();
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=700k", "tmpfs"])
        .arg(place.path())
        .output();
    if !mounted.is_ok_and(|told| told.status.success()) {
        skipped("only root may mount a small disk");
        return;
    }
    let out = place.path().display().to_string();
    let first = program.run("ingest", &["--out", &out]);
    std::fs::write(place.path().join("filler"), vec![0; 2_000_000]).unwrap_err();
    let full = {
        later_export(&program);
        program.run("run", &["--out", &out])
    };
    let read = program
        .run("query", &["select count(*) as n from matches", "--out", &out, "--format", "csv"]);
    std::fs::remove_file(place.path().join("filler")).unwrap();
    let again = program.run("ingest", &["--out", &out]);
    let rows = program
        .run("query", &["select count(*) as n from matches", "--out", &out, "--format", "csv"]);
    let unmounted = Command::new("umount").arg(place.path()).status().unwrap();
    assert!(unmounted.success());

    first.ended_with(0);
    let full = full.ended_with(2);
    assert!(full.err.contains("No space left on device"), "{}", full.err);
    assert!(
        full.err.contains("are as they were; make room on the disk and run again"),
        "{}",
        full.err
    );
    assert_eq!(read.ended_with(0).out, "n\n30\n");
    again.ended_with(0);
    assert_eq!(rows.ended_with(0).out, "n\n31\n");
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let program = harbor();
    // Not even root can make a folder below a file.
    program.put("occupied", b"");
    let told = program.run("run", &["--out", &program.path("occupied").display().to_string()]);
    let told = told.ended_with(2);
    assert!(told.err.contains("occupied/warehouse: cannot make the folder"), "{}", told.err);
    let read_only = program.path("locked");
    std::fs::create_dir(&read_only).unwrap();
    std::fs::set_permissions(&read_only, std::fs::Permissions::from_mode(0o555)).unwrap();
    if std::fs::write(read_only.join("probe"), "").is_ok() {
        skipped("root may write into every folder");
        return;
    }
    let told = program.run("run", &["--out", &read_only.display().to_string()]).ended_with(2);
    assert!(told.err.contains("let this user write there"), "{}", told.err);
}

#[test]
fn a_file_that_changes_while_it_is_read_is_refused() {
    let program = harbor();
    let mut meetings = "Match,Day\n".to_owned();
    for number in 0..60_000 {
        meetings += &format!("x{},2024-10-{:02}\n", number % 30 + 1, number % 28 + 1);
    }
    program.put("inbox/meetings.csv", meetings.as_bytes());
    let plan = program.text("mentorlens.toml")
        + "\n[[sources]]\nid = \"meetings\"\nfiles = [\"inbox/meetings.csv\"]\ntable = \"meetings\"\n\
           columns = { match_id = \"Match\", held_on = \"Day\" }\n";
    program.put("mentorlens.toml", plan.as_bytes());
    let done = AtomicBool::new(false);
    let told = std::thread::scope(|scope| {
        scope.spawn(|| {
            for number in 0.. {
                if done.load(Ordering::Relaxed) {
                    return;
                }
                let text = meetings.replacen("x1,", &format!("x{},", number % 9 + 1), 1);
                program.put("next.csv", text.as_bytes());
                std::fs::rename(program.path("next.csv"), program.path("inbox/meetings.csv"))
                    .unwrap();
            }
        });
        let told = program.run("ingest", &[]);
        done.store(true, Ordering::Relaxed);
        told
    });
    let told = told.ended_with(1);
    assert!(
        told.err.contains("inbox/meetings.csv: the file changed while it was read"),
        "{}",
        told.err
    );
    assert!(told.err.ends_with("nothing was published\n"), "{}", told.err);
}

#[test]
fn a_clock_that_was_set_back_changes_no_order() {
    let program = harbor();
    program.run("ingest", &[]).ended_with(0);
    // As if the first run had been made by a clock that went ahead.
    rewritten(&program, "warehouse/snapshots/00000001.json", "written_at", "2999-01-01T00:00:00Z");
    assert_eq!(whole(&program).written_at, "2999-01-01T00:00:00Z");
    later_export(&program);
    program.run("ingest", &[]).ended_with(0);
    let second = whole(&program);
    assert!(second.written_at.as_str() < "2999");
    assert_eq!((second.number, second.rows("matches")), (2, 31));
    nothing_is_left_over(&program);
}

#[test]
fn a_link_out_of_the_folder_is_refused() {
    let elsewhere = tempfile::TempDir::new().unwrap();
    for name in ["warehouse", "reports"] {
        let program = harbor();
        symlink(elsewhere.path(), program.path(name)).unwrap();
        let told = program.run("run", &[]).ended_with(2);
        assert!(told.err.contains(&format!("{name}: is a symbolic link")), "{}", told.err);
        assert_eq!(std::fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    }
    // Inside the warehouse a link is never followed, also not for cleaning up.
    let program = harbor();
    std::fs::write(elsewhere.path().join("mine.parquet"), "mine").unwrap();
    program.run("ingest", &[]).ended_with(0);
    symlink(elsewhere.path(), program.path("warehouse/linked")).unwrap();
    later_export(&program);
    program.run("ingest", &[]).ended_with(0);
    assert!(elsewhere.path().join("mine.parquet").exists());
}

#[test]
fn an_export_that_is_a_link_out_of_the_folder_is_refused() {
    let elsewhere = Program::new("");
    elsewhere.put("matches-2.csv", b"Match,Mentee,Mentor,Start,End\n");
    let program = harbor();
    symlink(elsewhere.path("matches-2.csv"), program.path("inbox/matches-2.csv")).unwrap();
    let told = program.run("check", &[]).ended_with(2);
    assert!(
        told.err.contains("inbox/matches-2.csv: leads out of the program's folder"),
        "{}",
        told.err
    );
}

#[test]
fn what_others_may_not_read_they_cannot() {
    let program = harbor();
    program.run("run", &[]).ended_with(0);
    let mode =
        |name: &str| std::fs::metadata(program.path(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("warehouse"), 0o750);
    assert_eq!(mode("mentorlens.key"), 0o600);
    assert_eq!(mode("warehouse/vault"), 0o700);
    for segment in &whole(&program).restricted {
        assert_eq!(mode(&format!("warehouse/{}", segment.file)), 0o600, "{}", segment.file);
    }
    assert_eq!(mode("warehouse/vault/cache"), 0o700);
    for name in program.files("warehouse/vault/cache").keys() {
        assert_eq!(mode(name), 0o600, "{name}");
    }
    let key = program.path("mentorlens.key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o640)).unwrap();
    let told = program.run("run", &[]).ended_with(2);
    assert!(told.err.contains("mentorlens.key: others may read the key"), "{}", told.err);
    assert!(told.err.contains("chmod 600"), "{}", told.err);
}
