//! The same input gives the same bytes: whatever the threads, the time zone, the language or the folder.

use std::collections::BTreeMap;

use super::harbor::{nothing_is_left_over, whole};
use crate::program::Program;

/// Everything but what a run says about itself: the manifest has the time, the lock nothing.
fn answer(program: &Program) -> BTreeMap<String, Vec<u8>> {
    let mut files = program.files("warehouse");
    files.extend(program.files("reports"));
    files.retain(|name, _| !name.starts_with("warehouse/snapshots/"));
    files
}

#[test]
fn threads_time_zone_language_and_folder_change_no_byte() {
    let first = Program::sample("riverbend");
    first.run("run", &[]).ended_with(0);
    let expected = answer(&first);
    assert!(expected.len() > 25, "{} files", expected.len());
    let elsewhere = [
        ("1", "Pacific/Kiritimati", "tr_TR.UTF-8"),
        ("2", "America/St_Johns", "de_DE.UTF-8"),
        ("7", "UTC", "C"),
    ];
    for (threads, zone, language) in elsewhere {
        let program = Program::sample("riverbend");
        program.take(first.dir(), "mentorlens.key");
        let told = program
            .call("run")
            .args(["--threads", threads])
            .env("RAYON_NUM_THREADS", threads)
            .env("TZ", zone)
            .env("LC_ALL", language)
            .env("LANG", language)
            .output()
            .unwrap();
        assert!(told.status.success());
        let found = answer(&program);
        let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&found), names(&expected), "{threads} threads, {zone}, {language}");
        for (name, bytes) in &found {
            assert!(*bytes == expected[name], "{name}: {threads} threads, {zone}, {language}");
        }
        assert_eq!(whole(&program).id, whole(&first).id);
        nothing_is_left_over(&program);
    }
}
