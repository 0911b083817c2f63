//! A flipped byte is found and named, and mended from the exports.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

use super::harbor::{harbor, later_export, nothing_is_left_over, whole};
use crate::program::Program;

/// Flips one bit of a file.
fn flip(program: &Program, name: &str, random: &mut ChaCha8Rng) {
    let mut bytes = std::fs::read(program.path(name)).unwrap();
    let at = usize::try_from(random.next_u64() % bytes.len() as u64).unwrap();
    bytes[at] ^= 1 << (random.next_u64() % 8);
    std::fs::write(program.path(name), bytes).unwrap();
}

#[test]
fn a_flipped_bit_in_any_segment_is_found_named_and_mended() {
    let program = Program::sample("riverbend");
    program.run("run", &[]).ended_with(0);
    let told = program.run("verify", &[]).ended_with(0);
    assert_eq!(told.err, "1 snapshots checked, 0 damaged\n");
    let files: Vec<String> =
        whole(&program).all_segments().map(|segment| segment.file.clone()).collect();
    assert!(files.len() > 15, "{} segments", files.len());
    let before = program.files("warehouse");
    let mut random = ChaCha8Rng::seed_from_u64(7);
    for file in &files {
        let name = format!("warehouse/{file}");
        flip(&program, &name, &mut random);
        let told = program.run("verify", &[]).ended_with(1);
        let said =
            format!("damaged: snapshot 1: {file}: its bytes are not the ones that were written\n");
        assert!(told.err.contains(&said), "{}", told.err);
        assert_eq!(told.err.matches("damaged: ").count(), 1, "{}", told.err);
        std::fs::write(program.path(&name), &before[&name]).unwrap();
    }
    for file in &files {
        flip(&program, &format!("warehouse/{file}"), &mut random);
    }
    let told = program.run("verify", &["--repair"]).ended_with(0);
    assert!(told.err.contains("whole again: 1\n"), "{}", told.err);
    let after = program.files("warehouse");
    for file in &files {
        let name = format!("warehouse/{file}");
        assert!(before[&name] == after[&name], "{name} is not what it was");
    }
    program.run("verify", &[]).ended_with(0);
    nothing_is_left_over(&program);
}

#[test]
fn a_changed_manifest_is_found_and_mended() {
    let program = harbor();
    program.run("ingest", &[]).ended_with(0);
    let name = "warehouse/snapshots/00000001.json";
    let text = program.text(name);
    program.put(name, text.replace("\"rows_in\": 60", "\"rows_in\": 61").as_bytes());
    let told = program.run("query", &["select 1"]).ended_with(2);
    assert!(told.err.contains("00000001.json: the manifest is damaged"), "{}", told.err);
    program.run("verify", &[]).ended_with(1);
    program.run("verify", &["--repair"]).ended_with(0);
    assert_eq!(whole(&program).rows("people"), 60);
    nothing_is_left_over(&program);
}

#[test]
fn a_missing_or_shortened_file_is_found_and_the_next_run_writes_it_again() {
    let program = harbor();
    program.run("ingest", &[]).ended_with(0);
    let segment = whole(&program).segments[0].clone();
    let path = program.path(&format!("warehouse/{}", segment.file));
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    let told = program.run("verify", &[]).ended_with(1);
    let said =
        format!("{}: has {} bytes, written were {}", segment.file, bytes.len() / 2, bytes.len());
    assert!(told.err.contains(&said), "{}", told.err);
    std::fs::remove_file(&path).unwrap();
    assert!(program.run("verify", &[]).ended_with(1).err.contains("cannot be read"));
    program.run("ingest", &[]).ended_with(0);
    whole(&program);
}

#[test]
fn a_snapshot_that_the_exports_no_longer_give_is_removed_by_the_repair_and_said() {
    let program = harbor();
    program.run("ingest", &[]).ended_with(0);
    let old = whole(&program);
    later_export(&program);
    program.run("ingest", &[]).ended_with(0);
    let matches = old.segments.iter().find(|segment| segment.table == "matches").unwrap();
    flip(&program, &format!("warehouse/{}", matches.file), &mut ChaCha8Rng::seed_from_u64(1));
    let told = program.run("verify", &["--repair"]).ended_with(0);
    assert!(
        told.err.contains("removed the snapshots that the exports no longer give: 1\n"),
        "{}",
        told.err
    );
    assert_eq!(whole(&program).rows("matches"), 31);
    program.run("verify", &[]).ended_with(0);
    nothing_is_left_over(&program);
}
