//! Programs for tests: copied into a folder of their own, run with the real binary.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use mentorlens::measures::{self, Kpi};
use mentorlens::plan::{Plan, Vocabulary};
use mentorlens::warehouse::Snapshot;
use tempfile::TempDir;

use super::golden::root;

/// A program in a folder of its own.
pub(crate) struct Program {
    folder: TempDir,
}

impl Program {
    /// An empty folder with a plan.
    pub(crate) fn new(plan: &str) -> Self {
        let program = Self { folder: TempDir::new().unwrap() };
        program.put("mentorlens.toml", plan.as_bytes());
        program
    }

    /// A copy of a sample program.
    pub(crate) fn sample(name: &str) -> Self {
        Self::copy(&root().join("sample_data").join(name))
    }

    /// A copy of a folder: the plan, the inbox and the program's own queries.
    pub(crate) fn copy(from: &Path) -> Self {
        let program = Self { folder: TempDir::new().unwrap() };
        for part in ["mentorlens.toml", "inbox", "queries"] {
            copy(&from.join(part), &program.path(part));
        }
        program
    }

    /// The plan, its measures, and the snapshot that was ingested last.
    pub(crate) fn opened(&self) -> (Plan, Vec<Kpi>, Snapshot) {
        let plan = Plan::read(self.dir(), &Vocabulary::default());
        let plan = plan.unwrap_or_else(|errors| panic!("{errors}"));
        let kpis = measures::catalogue(Some(&self.path("queries"))).unwrap();
        (plan, kpis, Snapshot::current(&self.path("warehouse")).unwrap())
    }

    /// Writes a file.
    pub(crate) fn put(&self, name: &str, bytes: &[u8]) -> &Self {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        if name == "mentorlens.key" {
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
        }
        self
    }

    /// Takes over a file or folder of another program.
    pub(crate) fn take(&self, from: &Path, name: &str) {
        copy(&from.join(name), &self.path(name));
    }

    /// The folder.
    pub(crate) fn dir(&self) -> &Path {
        self.folder.path()
    }

    /// A call of a command on the folder, to be run later or in another way.
    pub(crate) fn call(&self, command: &str) -> std::process::Command {
        let mut call = std::process::Command::new(assert_cmd::cargo::cargo_bin!("mentorlens"));
        call.arg(command).arg(self.folder.path());
        call
    }

    /// Every file below a folder of the program, with its bytes.
    pub(crate) fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.path(folder)];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(self.dir()).unwrap().display().to_string();
                    files.insert(name, std::fs::read(&path).unwrap());
                }
            }
        }
        files
    }

    /// A path in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The text of a file.
    pub(crate) fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// A file as JSON.
    pub(crate) fn json(&self, name: &str) -> serde_json::Value {
        serde_json::from_str(&self.text(name)).unwrap()
    }

    /// Runs a command on the folder, as `mentorlens <command> <folder> <options>`.
    pub(crate) fn run(&self, command: &str, options: &[&str]) -> Told {
        let mut call = mentorlens();
        call.arg(command);
        if command == "query" {
            call.arg("--dir");
        }
        Told::of(call.arg(self.folder.path()).args(options).output().unwrap())
    }
}

/// Says that a test cannot be done on this machine, and why.
#[expect(clippy::print_stderr, reason = "a test that was skipped says so")]
pub(crate) fn skipped(why: &str) {
    eprintln!("skipped: {why}");
}

/// The binary under test.
pub(crate) fn mentorlens() -> Command {
    Command::new(assert_cmd::cargo::cargo_bin!("mentorlens"))
}

/// What a command said.
#[derive(Debug)]
pub(crate) struct Told {
    /// Exit code.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

impl Told {
    pub(crate) fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Fails unless the command ended with a code; shows what it said.
    pub(crate) fn ended_with(self, code: i32) -> Self {
        assert_eq!(
            self.code, code,
            "standard output:\n{}\nstandard error:\n{}",
            self.out, self.err
        );
        self
    }
}

fn copy(from: &Path, to: &Path) {
    if from.is_file() {
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(from, to).unwrap();
    } else if from.is_dir() {
        for entry in std::fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            copy(&path, &to.join(path.file_name().unwrap()));
        }
    }
}
