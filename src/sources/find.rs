//! Which files a source means.

use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use thiserror::Error;

use super::contacts::contact_in;

/// Why files cannot be looked for.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum FindError {
    /// A pattern that is none.
    #[error("`files` is {pattern}, allowed: a path with `*`, `?` or `[…]`")]
    Pattern {
        /// The pattern.
        pattern: String,
        /// Why it is none.
        source: globset::Error,
    },
    /// A link that leads out of the program's folder.
    #[error("{name}: leads out of the program's folder; put the file itself there")]
    Link {
        /// The file or folder.
        name: String,
    },
    /// A file that is called by an e-mail address or a phone number.
    #[error(
        "`files` = {patterns}: a file that fits has {contact} in its name, and names of files stand in messages and in the warehouse; give it another name"
    )]
    Contact {
        /// The patterns: the file is not named.
        patterns: String,
        /// What it is.
        contact: &'static str,
    },
    /// A folder that cannot be listed.
    #[error("{}: cannot list the folder", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// Files below `dir` whose relative name fits one of the patterns, sorted by name: path and name.
///
/// Exports carry their date in their name, so the last name is the latest export. A program's files lie in its own
/// folder: a symbolic link may point from one place in it to another, and not out of it.
///
/// # Errors
///
/// [`FindError`] for a pattern that is none, a folder that cannot be listed, or a link out of the folder.
pub fn find(dir: &Path, patterns: &[String]) -> Result<Vec<(PathBuf, String)>, FindError> {
    let wanted = compiled(patterns)?;
    let mut found = Vec::new();
    // Only the folders that a pattern can reach are walked: a warehouse may lie beside the inbox.
    let mut folders: Vec<PathBuf> = starts(dir, patterns);
    if let Some(outside) = folders.iter().find(|folder| !is_inside(dir, folder)) {
        return Err(FindError::Link { name: relative(dir, outside) });
    }
    while let Some(folder) = folders.pop() {
        let failed = |source| FindError::Folder { path: folder.clone(), source };
        for entry in std::fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let kind = entry.file_type().map_err(failed)?;
            let path = entry.path();
            let name = relative(dir, &path);
            if kind.is_dir() {
                folders.push(path);
            } else if wanted.is_match(&name) && !is_own(&name) && path.is_file() {
                if kind.is_symlink() && !is_inside(dir, &path) {
                    return Err(FindError::Link { name });
                }
                if let Some(contact) = contact_in(&name) {
                    return Err(FindError::Contact { patterns: patterns.join(", "), contact });
                }
                found.push((path, name));
            }
        }
    }
    found.sort_by(|one, other| one.1.cmp(&other.1));
    found.dedup();
    Ok(found)
}

/// True for files that the program keeps beside its plan: they are no exports, whatever pattern they fit.
fn is_own(name: &str) -> bool {
    name.starts_with("mentorlens.")
}

/// True when a path leads to somewhere below a folder, whatever links it passes.
fn is_inside(dir: &Path, path: &Path) -> bool {
    match (dir.canonicalize(), path.canonicalize()) {
        (Ok(dir), Ok(path)) => path.starts_with(dir),
        _ => false,
    }
}

fn compiled(patterns: &[String]) -> Result<GlobSet, FindError> {
    let mut set = GlobSetBuilder::new();
    let failed = |pattern: &str| {
        let pattern = pattern.to_owned();
        move |source| FindError::Pattern { pattern, source }
    };
    for pattern in patterns {
        let glob =
            GlobBuilder::new(pattern.trim_start_matches("./")).literal_separator(true).build();
        set.add(glob.map_err(failed(pattern))?);
    }
    set.build().map_err(failed(&patterns.join(", ")))
}

/// The folder of each pattern up to its first wildcard.
fn starts(dir: &Path, patterns: &[String]) -> Vec<PathBuf> {
    let mut starts: Vec<PathBuf> = patterns
        .iter()
        .map(|pattern| {
            let fixed: Vec<&str> = pattern
                .split('/')
                .take_while(|part| !part.contains(['*', '?', '[', '{']))
                .collect();
            let folder = dir.join(fixed.join("/"));
            if folder.is_dir() { folder } else { folder.parent().unwrap_or(dir).to_owned() }
        })
        .filter(|folder| folder.is_dir())
        .collect();
    starts.sort();
    starts.dedup();
    starts
}

fn relative(dir: &Path, path: &Path) -> String {
    let name = path.strip_prefix(dir).unwrap_or(path);
    let parts: Vec<_> = name.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}
