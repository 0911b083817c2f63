//! `docs/methods.md`: every statistic as its own documentation has it, without the examples.

use std::fmt::Write as _;
use std::path::Path;

use super::{golden, reference_nist};

const CERTIFIED: &str = "
## Certified digits

How many digits agree with the certified values of the Statistical Reference Datasets of the US National Institute of
Standards and Technology, the least of all values of a set; a number of double precision has 15. Where few digits agree, the
data themselves cannot be held in double precision (`SmLs` with thirteen leading digits that are all the same, `Filip` with a
polynomial of degree ten).

| values | set | digits |
|---|---|---:|
";

const INTRODUCTION: &str = "# Methods

Every statistic: what it is, what it asks of the data, and where it comes from. Printed from the documentation in
`src/inference/`, where each one also has an example with a published number; a test keeps it true. `mentorlens stat`
answers with them, and the reports name the ones that they use.

All of them take distinct values with their counts, so that the answer for counted rows is the answer for the same rows one
by one. A missing value is counted and left out. What is undefined is said, with what is missing.
";

/// Folders of statistics, from simple questions to involved ones.
const FOLDERS: &[&str] = &[
    "one_sample",
    "paired",
    "groups",
    "rates",
    "dyads",
    "scales",
    "durations",
    "regression",
    "standards",
    "missing_data",
    "terms",
];

#[test]
fn the_methods_are_the_documentation_of_the_statistics() {
    let mut text = INTRODUCTION.to_owned();
    let room = golden::root().join("src/inference");
    for folder in FOLDERS {
        let folder = room.join(folder);
        let about = read(&folder.join("mod.rs"));
        let about = about.lines().find_map(|line| line.strip_prefix("//! ")).unwrap();
        let _ = writeln!(text, "\n## {about}");
        for file in files(&folder) {
            for statistic in statistics(&read(&file)) {
                text.push_str(&statistic);
            }
        }
    }
    text.push_str(CERTIFIED);
    for (set, digits) in reference_nist::digits() {
        let (kind, name) = set.split_once(' ').unwrap();
        let _ = writeln!(text, "| {kind} | {name} | {digits} |");
    }
    golden::check("docs/methods.md", &text);
}

#[test]
fn every_folder_of_statistics_is_among_the_methods() {
    for entry in std::fs::read_dir(golden::root().join("src/inference")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let is_listed =
            FOLDERS.contains(&name.as_str()) || ["designs", "gaps"].contains(&name.as_str());
        assert!(!path.is_dir() || is_listed, "{name}");
    }
}

/// The documented functions of a file, each as a section.
fn statistics(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut docs: Vec<&str> = Vec::new();
    for line in source.lines() {
        if let Some(doc) = line.strip_prefix("///") {
            docs.push(doc.strip_prefix(' ').unwrap_or(doc));
            continue;
        }
        let name = line.strip_prefix("pub fn ").and_then(|rest| rest.split(['(', '<']).next());
        if let Some(name) = name
            && docs.contains(&"# Definition")
        {
            found.push(section(name, &docs));
        }
        // An attribute may stand between documentation and function.
        if !line.starts_with("#[") {
            docs.clear();
        }
    }
    found
}

fn section(name: &str, docs: &[&str]) -> String {
    let mut text = format!("\n### `{name}`\n\n");
    for line in docs.iter().take_while(|line| **line != "# Example") {
        match line.strip_prefix("# ") {
            Some(heading) => {
                let _ = writeln!(text, "**{heading}**");
            }
            None => {
                let _ = writeln!(text, "{}", plain(line));
            }
        }
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// Links within the code are names to a reader of the page.
fn plain(line: &str) -> String {
    let line = line.replace("[`", "`").replace("`]", "`");
    match line.split_once("(Self::") {
        Some((before, after)) => {
            format!("{before}{}", after.split_once(')').map_or("", |(_, rest)| rest))
        }
        None => line,
    }
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
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
