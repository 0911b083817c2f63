//! Exports as programs and people write them, each with what a first plan makes of it.
//!
//! A case is a folder in `tests/exports/`: the files as they came, and `told.txt`, which holds what `init` said and the plan
//! without its reasons. Names, addresses and numbers are made up; headings, dates and marks are as the programs write them.

use std::path::{Path, PathBuf};

use super::golden;
use super::program::{Program, mentorlens, skipped};

/// A folder with these files in its inbox and no plan.
fn folder(files: &[PathBuf]) -> Program {
    let program = Program::new("");
    std::fs::remove_file(program.path("mentorlens.toml")).unwrap();
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap();
        program.put(&format!("inbox/{name}"), &std::fs::read(file).unwrap());
    }
    program
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// What a plan says, without why; what could not be decided stays.
fn without_reasons(plan: &str) -> String {
    let mut kept = String::new();
    let mut is_candidate = false;
    for line in plan.lines() {
        let is_comment = line.starts_with('#');
        is_candidate = is_comment
            && (line.starts_with("# ?") || line.starts_with("# Left out") || is_candidate);
        let is_empty = line.is_empty() && kept.ends_with("\n\n");
        // The folder of a test has another name each time.
        let is_name = line.starts_with("id = \"tmp") || line.starts_with("name = \"Tmp");
        if (!is_comment || is_candidate) && !is_empty && !is_name {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

#[test]
fn exports_of_many_programs_get_a_plan_that_runs() {
    let cases = entries(&golden::root().join("tests/exports"));
    // Each case is a process of its own, most of whose time is its own as well.
    let failed: Vec<String> = std::thread::scope(|scope| {
        let parts: Vec<_> = (0..WORKERS)
            .map(|at| cases.iter().skip(at).step_by(WORKERS))
            .map(|own| scope.spawn(move || own.flat_map(|case| tried(case)).collect::<Vec<_>>()))
            .collect();
        parts.into_iter().flat_map(|part| part.join().unwrap()).collect()
    });
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// Cases that are tried at once.
const WORKERS: usize = 4;

/// What is wrong with a case.
fn tried(case: &Path) -> Vec<String> {
    let mut failed = Vec::new();
    let name = case.file_name().unwrap().to_str().unwrap().to_owned();
    let files: Vec<PathBuf> =
        entries(case).into_iter().filter(|file| !file.ends_with("told.txt")).collect();
    let program = folder(&files);
    let init = mentorlens().arg("init").arg(program.path("")).output().unwrap();
    let said = String::from_utf8(init.stderr).unwrap();
    let said = said
        .lines()
        .filter(|line| !line.contains("mentorlens.toml") && !line.starts_with("  mentorlens "));
    let said: String = said.map(|line| format!("{line}\n")).collect();
    let plan = std::fs::read_to_string(program.path("mentorlens.toml")).unwrap_or_default();
    let told = format!("{said}\n{}", without_reasons(&plan));
    let run = program.run("run", &[]);
    if run.code != 0 {
        failed.push(format!("{name}: the plan does not run\n{}", run.err));
    }
    let file = format!("tests/exports/{name}/told.txt");
    if std::panic::catch_unwind(|| golden::check(&file, &told)).is_err() {
        failed.push(format!("{name}: told.txt differs"));
    }
    failed
}

/// Folders of real files, each taken as a whole.
const KINDS: &[&str] =
    &["survey-", "meetings-", "calendars-", "academic-", "mentoring-", "ugly-", "prepost-"];

#[test]
fn folders_of_real_files_get_a_plan_that_runs_or_are_told_why_not() {
    #[expect(clippy::disallowed_methods, reason = "where real files lie")]
    let Ok(data) = std::env::var("MENTORLENS_REAL_DATA") else {
        return skipped("MENTORLENS_REAL_DATA names no folder of real files");
    };
    let mut failed = Vec::new();
    for top in entries(Path::new(&data)) {
        let name = top.file_name().unwrap().to_str().unwrap();
        if !KINDS.iter().any(|kind| name.starts_with(kind)) {
            continue;
        }
        for below in folders(&top) {
            let is_export = |file: &PathBuf| {
                let name = file.file_name().unwrap().to_str().unwrap();
                file.is_file() && name != "reference.json" && !name.ends_with(".md")
            };
            let files: Vec<PathBuf> = entries(&below).into_iter().filter(is_export).collect();
            if files.is_empty() {
                continue;
            }
            let program = folder(&files);
            let init = mentorlens().arg("init").arg(program.path("")).output().unwrap();
            if !init.status.success() {
                failed.push(format!(
                    "{}: init: {}",
                    below.display(),
                    String::from_utf8_lossy(&init.stderr)
                ));
                continue;
            }
            let run = program.run("run", &[]);
            if run.code != 0 {
                failed.push(format!("{}: run: {}", below.display(), run.err));
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}

/// A folder and all below it.
fn folders(top: &Path) -> Vec<PathBuf> {
    let mut all = vec![top.to_owned()];
    for entry in entries(top).into_iter().filter(|path| path.is_dir()) {
        all.extend(folders(&entry));
    }
    all
}
