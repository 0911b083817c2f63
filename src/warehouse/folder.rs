//! A folder of files that belong together, published as one: the reports.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::WarehouseError;
use super::disk::{self, Reader};

/// A new state of a folder, in the making beside it.
///
/// Invariant: whoever looks into the folder finds all files of one state. Where the system can exchange two folders, that is
/// one step; elsewhere it is two renames, and a run that is ended between them is completed by [`Folder::recover`].
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    names: BTreeSet<String>,
}

impl Folder {
    /// Begins a new state; what is left of an earlier attempt is removed.
    ///
    /// # Errors
    ///
    /// [`WarehouseError::Link`] when the folder is a link; else what the file system says.
    pub fn begin(path: &Path) -> Result<Self, WarehouseError> {
        Self::recover(path)?;
        disk::make_folder(&next(path), Reader::Anyone)?;
        Ok(Self { path: path.to_owned(), names: BTreeSet::new() })
    }

    /// Completes or takes back what a run that was ended left behind.
    ///
    /// # Errors
    ///
    /// As [`Folder::begin`].
    pub fn recover(path: &Path) -> Result<(), WarehouseError> {
        if path.is_symlink() {
            return Err(WarehouseError::Link { path: path.to_owned() });
        }
        if !path.exists() && before(path).is_dir() {
            disk::rename(&before(path), path)?;
        }
        for left in [next(path), before(path)] {
            if left.exists() {
                disk::remove_folder(&left)?;
            }
        }
        Ok(())
    }

    /// Where the folder is, in its present state.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Adds a file.
    ///
    /// # Errors
    ///
    /// What the file system says; the folder is as it was.
    pub fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), WarehouseError> {
        self.names.insert(name.to_owned());
        disk::write(&next(&self.path).join(name), bytes, Reader::Anyone)
    }

    /// Completes the new state: what else lies in the folder stays, except for the `outdated`. Nothing is seen of it yet.
    ///
    /// # Errors
    ///
    /// What the file system says; the folder is as it was.
    pub fn seal(self, outdated: &[String]) -> Result<Sealed, WarehouseError> {
        let next = next(&self.path);
        if self.path.is_dir() {
            let stays =
                |name: &str| !self.names.contains(name) && !outdated.iter().any(|out| out == name);
            carry_over(&self.path, &next, &stays)?;
        }
        disk::sync_folder(&next)?;
        Ok(Sealed { path: self.path })
    }
}

/// A new state of a folder, complete and on the disk.
#[derive(Debug)]
pub struct Sealed {
    path: PathBuf,
}

impl Sealed {
    /// Puts it into place.
    ///
    /// # Errors
    ///
    /// What the file system says; the folder is as it was.
    pub fn publish(self) -> Result<(), WarehouseError> {
        disk::exchange(&next(&self.path), &self.path, &before(&self.path))?;
        disk::sync_folder(self.path.parent().unwrap_or(Path::new(".")))?;
        Folder::recover(&self.path)
    }
}

/// What a person has put beside our files, and ours that are not written anew.
fn carry_over(from: &Path, to: &Path, stays: &dyn Fn(&str) -> bool) -> Result<(), WarehouseError> {
    let failed = || WarehouseError::file(from, "cannot list the folder");
    for entry in std::fs::read_dir(from).map_err(failed())? {
        let entry = entry.map_err(failed())?;
        let (old, new) = (entry.path(), to.join(entry.file_name()));
        let name = entry.file_name().to_string_lossy().into_owned();
        if !stays(&name) || name.ends_with(disk::DRAFT) {
            continue;
        }
        if entry.file_type().map_err(failed())?.is_dir() {
            disk::make_folder(&new, Reader::Anyone)?;
            carry_over(&old, &new, &|_| true)?;
            disk::sync_folder(&new)?;
        } else {
            disk::link_or_copy(&old, &new)?;
        }
    }
    Ok(())
}

fn next(path: &Path) -> PathBuf {
    beside(path, "next")
}

fn before(path: &Path) -> PathBuf {
    beside(path, "before")
}

fn beside(path: &Path, which: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{which}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(path: &Path, name: &str) -> Option<String> {
        std::fs::read_to_string(path.join(name)).ok()
    }

    #[test]
    fn a_new_state_replaces_the_old_one_and_keeps_what_is_not_ours() {
        let above = tempfile::tempdir().unwrap();
        let path = above.path().join("reports");
        let mut first = Folder::begin(&path).unwrap();
        first.put("index.html", b"one").unwrap();
        first.put("staff.html", b"one").unwrap();
        assert!(!path.exists(), "nothing is seen before it is published");
        first.seal(&[]).unwrap().publish().unwrap();
        std::fs::create_dir(path.join("notes")).unwrap();
        std::fs::write(path.join("notes/mine.txt"), "mine").unwrap();

        let mut second = Folder::begin(&path).unwrap();
        second.put("index.html", b"two").unwrap();
        assert_eq!(text(&path, "index.html").as_deref(), Some("one"));
        second.seal(&["staff.html".to_owned()]).unwrap().publish().unwrap();

        assert_eq!(text(&path, "index.html").as_deref(), Some("two"));
        assert_eq!(text(&path, "staff.html"), None);
        assert_eq!(text(&path, "notes/mine.txt").as_deref(), Some("mine"));
        assert_eq!(std::fs::read_dir(above.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_that_was_caught_between_two_renames_comes_back() {
        let above = tempfile::tempdir().unwrap();
        let path = above.path().join("reports");
        std::fs::create_dir(before(&path)).unwrap();
        std::fs::write(before(&path).join("index.html"), "one").unwrap();
        std::fs::create_dir(next(&path)).unwrap();
        Folder::recover(&path).unwrap();
        assert_eq!(text(&path, "index.html").as_deref(), Some("one"));
        assert_eq!(std::fs::read_dir(above.path()).unwrap().count(), 1);
    }
}
