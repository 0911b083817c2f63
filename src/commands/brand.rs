//! The files of a program's `theme/`.

use std::path::Path;

use anyhow::Context as _;
use sha2::{Digest as _, Sha256};

use super::Outcome;
use crate::plan::Plan;
use crate::report::{Brand, Language, THEME, ThemeFile, languages_with};

/// The folder of a program's own languages, within its theme.
const MESSAGES: &str = "messages";

/// A program's look, and a hash of what makes it; empty without a theme.
pub(super) struct Look {
    pub(super) brand: Brand,
    pub(super) hash: String,
}

/// Reads the theme; what was mended is said.
pub(super) fn look(dir: &Path, outcome: &mut Outcome) -> anyhow::Result<Look> {
    let files = files(&dir.join(THEME))?;
    let brand = Brand::read(&files)?;
    for note in &brand.notes {
        outcome.say(note);
    }
    Ok(Look { brand, hash: hash(&files) })
}

/// The language of the program, which its staff reads.
pub(super) fn language_of(plan: &Plan) -> anyhow::Result<Language> {
    let brand = Brand::read(&files(&plan.dir.join(THEME))?)?;
    Ok(brand.language(&plan.program.language))
}

/// The files in the folder, by name; hidden ones are the system's.
fn files(folder: &Path) -> anyhow::Result<Vec<ThemeFile>> {
    let mut files = Vec::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    let failed = || format!("{}: cannot read", folder.display());
    for entry in std::fs::read_dir(folder).with_context(failed)? {
        let path = entry.with_context(failed)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        if name == MESSAGES && path.is_dir() {
            let of_folder = |(below, bytes)| (format!("{MESSAGES}/{below}"), bytes);
            files.extend(self::files(&path)?.into_iter().map(of_folder));
            continue;
        }
        let failed = || format!("{}: cannot read", path.display());
        files.push((name, std::fs::read(&path).with_context(failed)?));
    }
    files.sort();
    Ok(files)
}

/// The languages that the reports of a program may speak; a folder that cannot be read is told when its files are asked for.
pub(super) fn languages(dir: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(dir.join(THEME).join(MESSAGES)).into_iter().flatten().flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    languages_with(&names)
}

fn hash(files: &[ThemeFile]) -> String {
    if files.is_empty() {
        return String::new();
    }
    let mut hash = Sha256::new();
    for (name, bytes) in files {
        for part in [name.as_bytes(), bytes] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
    }
    hex::encode(hash.finalize())
}
