//! The house keeps its own rules: rooms in order, lists complete, docs headings present, files small.

use std::path::{Path, PathBuf};

use super::golden::root;

/// Rooms in the order in which data moves; a room may use only those before it.
const ROOMS: &[&str] = &[
    "machine",
    "plan",
    "sources",
    "contract",
    "recognition",
    "rehearsal",
    "voices",
    "warehouse",
    "measures",
    "inference",
    "disclosure",
    "report",
];

/// No file is longer; a test file or one that is mostly data may come near.
const LONGEST: usize = 500;

#[test]
fn no_room_uses_a_later_one() {
    let mut found = Vec::new();
    for (place, room) in ROOMS.iter().enumerate() {
        for file in rust_files(&root().join("src").join(room)) {
            let text = read(&file);
            let lines = text.lines().map(str::trim).filter(|line| !line.starts_with("//"));
            let code = lines.collect::<Vec<_>>().join(" ");
            for later in ROOMS[place + 1..].iter().chain(&["commands", "cli"]) {
                if rooms_of(&code).any(|room| room == *later) {
                    found.push(format!("{}: uses {later}", shown(&file)));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_room_says_what_it_takes_and_gives() {
    for room in ROOMS {
        let text = read(&root().join("src").join(room).join("mod.rs"));
        let docs: String = text.lines().take_while(|line| line.starts_with("//!")).collect();
        for heading in ["Takes", "Gives", "Invariants", "Deliberately absent", "To add"] {
            let lower = heading.to_lowercase();
            assert!(
                docs.to_lowercase().contains(&lower),
                "src/{room}/mod.rs: its docs lack `{heading}`"
            );
        }
    }
}

#[test]
fn a_file_in_a_folder_of_entries_is_in_its_list() {
    for (folder, list) in [
        ("src/contract/tables", "src/contract/tables/mod.rs"),
        ("src/inference/designs", "src/inference/designs/mod.rs"),
        ("src/report/charts", "src/report/charts/mod.rs"),
        ("src/commands", "src/commands/mod.rs"),
    ] {
        let list = read(&root().join(list));
        for file in rust_files(&root().join(folder)) {
            let name = file.file_stem().unwrap().to_string_lossy().into_owned();
            let entry = format!("mod {name};");
            assert!(
                name == "mod"
                    || file.parent() != Some(&root().join(folder))
                    || list.contains(&entry),
                "{}: not in the list",
                shown(&file)
            );
        }
    }
    let tables = rust_files(&root().join("src/contract/tables")).len() - 1;
    assert_eq!(
        tables,
        mentorlens::contract::TABLES.len(),
        "a table has a file but no line in TABLES"
    );
    let designs: Vec<String> =
        rust_files(&root().join("src/inference/designs")).iter().map(|file| shown(file)).collect();
    for design in mentorlens::inference::DESIGNS {
        let file = format!("designs/{}.rs", design.name);
        assert!(
            designs.iter().any(|name| name.ends_with(&file)),
            "{}: no file of its own",
            design.name
        );
    }
}

#[test]
fn every_statistic_is_documented_in_the_same_six_parts() {
    let headings = [
        "# Definition",
        "# Shapes and units",
        "# Assumptions",
        "# Errors",
        "# Reference",
        "# Example",
    ];
    let mut documented = 0;
    for file in rust_files(&root().join("src/inference")) {
        let text = read(&file);
        for docs in text.split("\n\n").filter(|part| part.contains("/// # Definition")) {
            documented += 1;
            let found: Vec<usize> = headings
                .iter()
                .filter_map(|heading| docs.find(&format!("/// {heading}")))
                .collect();
            let place = shown(&file);
            assert_eq!(
                found.len(),
                headings.len(),
                "{place}: a statistic lacks one of {headings:?}"
            );
            assert!(found.is_sorted(), "{place}: the parts of a statistic stand in their order");
        }
    }
    assert!(documented > 0, "no statistic is documented");
}

#[test]
fn files_stay_small() {
    let mut files: Vec<(usize, String)> = ["src", "tests"]
        .iter()
        .flat_map(|folder| rust_files(&root().join(folder)))
        .map(|file| (read(&file).lines().count(), shown(&file)))
        .collect();
    files.sort();
    let long: Vec<_> = files.iter().filter(|(lines, _)| *lines > LONGEST).collect();
    assert!(long.is_empty(), "{long:?}");
    let median = files[files.len() / 2].0;
    assert!(median <= 150, "the median file has {median} lines");
}

#[test]
fn the_map_in_the_readme_names_every_room() {
    let readme = read(&root().join("README.md"));
    for room in ROOMS {
        assert!(readme.contains(&format!("{room}/")), "README.md does not name {room}/");
    }
}

#[test]
fn nothing_is_left_to_do_in_secret() {
    let marks = [
        concat!("to", "do!("),
        concat!("unimpl", "emented!("),
        concat!("#[ig", "nore"),
        concat!("FIX", "ME"),
        concat!("should_", "panic"),
    ];
    for folder in ["src", "tests"] {
        for file in rust_files(&root().join(folder)) {
            let text = read(&file);
            for mark in marks {
                assert!(!text.contains(mark), "{}: {mark}", shown(&file));
            }
        }
    }
}

/// Names after `crate::` in code: `crate::a::b` and `crate::{a::B, c}` name `a`, and `a` and `c`.
fn rooms_of(code: &str) -> impl Iterator<Item = &str> {
    let entries = code.split("crate::").skip(1).flat_map(|rest| match rest.strip_prefix('{') {
        Some(list) => list.split('}').next().unwrap_or_default().split(", ").collect(),
        None => vec![rest],
    });
    entries.map(|entry| {
        let entry = entry.trim_start();
        let end = entry.find(|c: char| !c.is_alphanumeric() && c != '_');
        &entry[..end.unwrap_or(entry.len())]
    })
}

#[test]
fn a_room_is_found_wherever_it_stands() {
    let rooms = |line| rooms_of(line).collect::<Vec<_>>();
    assert_eq!(rooms("use crate::plan::{Plan, Shape};"), ["plan"]);
    assert_eq!(
        rooms("use crate::{disclosure, inference, report};"),
        ["disclosure", "inference", "report"]
    );
    assert_eq!(rooms("    crate::report::render(crate::plan::x)"), ["report", "plan"]);
    assert_eq!(rooms("use crate::{ inference, report, };"), ["inference", "report", ""]);
    assert_eq!(rooms("use std::path::Path;"), [""; 0]);
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in
        std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
    {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}
