//! The few things that are done to files and folders: each lasts when the call returns, or failed and is named.
//!
//! A file is written as a draft beside its place, flushed to the disk, and moved there; the folder is flushed by whoever has
//! moved the last file into it. So nobody ever sees half a file, also after a power cut.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::WarehouseError;
use super::fault::{Step, point};
use crate::machine::{Phase, stopwatch};

/// Ending of files that are being written; whatever is left of them is removed by the next run.
pub(crate) const DRAFT: &str = "draft";

/// Who may read what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    /// The owner alone: raw ids, original cells, open answers, the key.
    Owner,
    /// The owner's group as well: the tables.
    Group,
    /// Whoever the system lets: the reports.
    Anyone,
}

impl Reader {
    fn folder(self) -> Option<u32> {
        match self {
            Self::Owner => Some(0o700),
            Self::Group => Some(0o750),
            Self::Anyone => None,
        }
    }

    fn file(self) -> Option<u32> {
        match self {
            Self::Owner => Some(0o600),
            Self::Group => Some(0o640),
            Self::Anyone => None,
        }
    }
}

/// Where a draft of a file is written.
pub(crate) fn draft_of(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(DRAFT);
    path.with_file_name(name)
}

/// Makes a folder and those above it.
pub(crate) fn make_folder(path: &Path, reader: Reader) -> Result<(), WarehouseError> {
    if path.is_dir() {
        return Ok(());
    }
    let above = path.parent().filter(|above| !above.as_os_str().is_empty());
    if let Some(above) = above {
        make_folder(above, reader)?;
    }
    let made = point(Step::MakeFolder, path).and_then(|()| std::fs::create_dir(path));
    match made {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            Err(WarehouseError::file(path, "cannot make the folder")(error))
        }
        _ => {
            restrict_folder(path, reader)?;
            sync_folder(above.unwrap_or(Path::new(".")))
        }
    }
}

/// Takes a folder from those who may not read it.
pub(crate) fn restrict_folder(path: &Path, reader: Reader) -> Result<(), WarehouseError> {
    restrict(path, reader.folder())
}

/// Writes a file; it is in place, whole and on the disk, once its folder is flushed.
pub(crate) fn write(path: &Path, bytes: &[u8], reader: Reader) -> Result<(), WarehouseError> {
    let _timed = stopwatch(Phase::Write);
    let draft = draft_of(path);
    let mut file =
        open(&draft, reader).map_err(WarehouseError::file(&draft, "cannot write the file"))?;
    restrict(&draft, reader.file())?;
    write_all(&mut file, &draft, bytes)
        .map_err(WarehouseError::file(&draft, "cannot write the file"))?;
    point(Step::Sync, &draft)
        .and_then(|()| file.sync_all())
        .map_err(WarehouseError::file(&draft, "cannot flush the file to the disk"))?;
    drop(file);
    rename(&draft, path)
}

/// Writes a file that may be lost: whoever reads it sees to it that it is whole.
pub(crate) fn write_in_passing(
    path: &Path,
    bytes: &[u8],
    reader: Reader,
) -> Result<(), WarehouseError> {
    let _timed = stopwatch(Phase::Write);
    let draft = draft_of(path);
    let failed = || WarehouseError::file(&draft, "cannot write the file");
    let mut file = open(&draft, reader).map_err(failed())?;
    write_all(&mut file, &draft, bytes).map_err(failed())?;
    drop(file);
    rename(&draft, path)
}

/// Writes a file and flushes its folder.
pub(crate) fn replace(path: &Path, bytes: &[u8], reader: Reader) -> Result<(), WarehouseError> {
    write(path, bytes, reader)?;
    sync_folder(path.parent().unwrap_or(Path::new(".")))
}

/// Moves a file or folder into its place.
pub(crate) fn rename(from: &Path, to: &Path) -> Result<(), WarehouseError> {
    point(Step::Rename, to)
        .and_then(|()| std::fs::rename(from, to))
        .map_err(WarehouseError::file(to, "cannot move the file into place"))
}

/// Puts a folder in the place of another one, which may not be there yet; the other one is left under a name of its own.
pub(crate) fn exchange(new: &Path, place: &Path, aside: &Path) -> Result<(), WarehouseError> {
    let failed = || WarehouseError::file(place, "cannot move the folder into place");
    if place.exists() {
        if point(Step::Rename, place).and_then(|()| swap(new, place)).map_err(failed())? {
            return Ok(());
        }
        rename(place, aside)?;
    }
    rename(new, place)
}

/// A second name for a file, or a copy where the file system knows no second names.
pub(crate) fn link_or_copy(from: &Path, to: &Path) -> Result<(), WarehouseError> {
    point(Step::Write, to)
        .and_then(|()| {
            std::fs::hard_link(from, to).or_else(|_| std::fs::copy(from, to).map(|_| ()))
        })
        .map_err(WarehouseError::file(to, "cannot take over the file"))
}

/// Lets the names in a folder survive a power cut.
pub(crate) fn sync_folder(path: &Path) -> Result<(), WarehouseError> {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    point(Step::SyncFolder, path)
        .and_then(|()| flush_folder(path))
        .map_err(WarehouseError::file(path, "cannot flush the folder to the disk"))
}

/// Removes a file; one that is gone already is no failure.
pub(crate) fn remove_file(path: &Path) -> Result<(), WarehouseError> {
    gone(point(Step::Remove, path).and_then(|()| std::fs::remove_file(path)))
        .map_err(WarehouseError::file(path, "cannot remove the file"))
}

/// Removes a folder with all that is in it; one that is gone already is no failure.
pub(crate) fn remove_folder(path: &Path) -> Result<(), WarehouseError> {
    gone(point(Step::Remove, path).and_then(|()| std::fs::remove_dir_all(path)))
        .map_err(WarehouseError::file(path, "cannot remove the folder"))
}

fn gone(removed: io::Result<()>) -> io::Result<()> {
    removed.or_else(|error| match error.kind() {
        io::ErrorKind::NotFound => Ok(()),
        _ => Err(error),
    })
}

/// Files below a folder, without following links; a folder that is not there has none.
pub(crate) fn files_below(folder: &Path) -> Result<Vec<PathBuf>, WarehouseError> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let failed = || WarehouseError::file(&folder, "cannot list the folder");
        let entries = match std::fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries.map_err(failed())?,
        };
        for entry in entries {
            let entry = entry.map_err(failed())?;
            let is_folder = entry.file_type().map_err(failed())?.is_dir();
            if is_folder { folders.push(entry.path()) } else { files.push(entry.path()) }
        }
    }
    files.sort();
    Ok(files)
}

/// Who may read a file or folder, by its rights, in words; nothing when it is not there.
pub fn who_may_read(path: &Path) -> Option<&'static str> {
    let data = std::fs::metadata(path).ok()?;
    Some(readers(&data.permissions()))
}

#[cfg(unix)]
fn readers(rights: &std::fs::Permissions) -> &'static str {
    let mode = std::os::unix::fs::PermissionsExt::mode(rights);
    match (mode & 0o004 != 0, mode & 0o040 != 0) {
        (true, _) => "every user of the machine",
        (false, true) => "the owner and the owner's group",
        (false, false) => "the owner alone",
    }
}

#[cfg(not(unix))]
fn readers(_rights: &std::fs::Permissions) -> &'static str {
    "as the rights of the folder say"
}

fn write_all(file: &mut File, path: &Path, bytes: &[u8]) -> io::Result<()> {
    // In two halves, so that a fault between them leaves half a file behind.
    let (first, second) = bytes.split_at(bytes.len() / 2);
    file.write_all(first)?;
    point(Step::Write, path)?;
    file.write_all(second)
}

/// Never for a moment open to more than may read it.
fn open(path: &Path, reader: Reader) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    if let Some(mode) = reader.file() {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    }
    #[cfg(not(unix))]
    let _ = reader;
    options.open(path)
}

/// Exchanges two folders in one step, where the system can; false where it cannot.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn swap(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn swap(_one: &Path, _other: &Path) -> io::Result<bool> {
    Ok(false)
}

#[cfg(unix)]
fn flush_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// Windows opens no folder as a file; its file system keeps names in a journal of its own.
#[cfg(not(unix))]
fn flush_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn restrict(path: &Path, mode: Option<u32>) -> Result<(), WarehouseError> {
    use std::os::unix::fs::PermissionsExt as _;
    let Some(mode) = mode else { return Ok(()) };
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))
        .map_err(WarehouseError::file(path, "cannot restrict who may read it"))
}

#[cfg(not(unix))]
fn restrict(_path: &Path, _mode: Option<u32>) -> Result<(), WarehouseError> {
    Ok(())
}
