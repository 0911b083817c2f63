//! A snapshot: which files hold which tables, and how they came to be.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::disk::{self, Reader};
use super::{Ledger, PublishedNumbers, Segment, WarehouseError, segment};
use crate::contract::VERSION;

/// Folder of the manifests.
const SNAPSHOTS: &str = "snapshots";

/// A published state of the warehouse.
///
/// Invariant: the one with the highest number is the current one. No clock has a say in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Counts up from 1.
    pub number: u64,
    /// Hash of everything that made it but the key of the ids, so that the same input has the same id everywhere.
    pub id: String,
    /// The id and the key, hashed.
    pub keyed: String,
    /// Version of the program that wrote it.
    pub version: String,
    /// Version of the contract.
    pub contract_version: String,
    /// When it was written, in UTC.
    pub written_at: String,
    /// Program.
    pub program_id: String,
    /// SHA-256 of the plan's text.
    pub plan_hash: String,
    /// The plan's text, so that the snapshot can be measured as it was.
    pub plan: String,
    /// Measures and the hashes of their definitions.
    pub definitions: BTreeMap<String, String>,
    /// Cut-off day, as a date; empty when the data has no date at all.
    pub as_of: String,
    /// Cut-off day, in days since 1970-01-01.
    pub as_of_day: i64,
    /// Files with rows; a table without any is empty.
    pub segments: Vec<Segment>,
    /// Files for the owner alone that no measure reads: vault and quarantine.
    pub restricted: Vec<Segment>,
    /// What happened to the rows.
    pub ledger: Ledger,
    /// Names of what is kept of each file, so that those that did not change are not read again.
    pub parts: Vec<String>,
    /// Since when each source has its present bytes, in UTC: for alarms.
    pub first_seen: BTreeMap<String, String>,
    /// What was published of it about everyone in the primary measures; nothing before a run has done so.
    #[serde(default, skip_serializing_if = "PublishedNumbers::is_none")]
    pub published: PublishedNumbers,
    /// SHA-256 of the manifest without this line.
    pub checksum: String,
    /// Folder of the warehouse; known when read, not written.
    #[serde(skip)]
    pub(crate) root: PathBuf,
}

impl Snapshot {
    /// The current snapshot of a warehouse.
    ///
    /// # Errors
    ///
    /// [`WarehouseError::Empty`] when nothing was published yet, [`WarehouseError::Version`] when another version of the
    /// contract wrote it.
    pub fn current(root: &Path) -> Result<Self, WarehouseError> {
        let manifests = manifests(root)?;
        let Some(path) = manifests.last_key_value().map(|(_, path)| path) else {
            return Err(WarehouseError::Empty { path: root.to_owned() });
        };
        Self::read(root, path)
    }

    /// The snapshot with a number.
    ///
    /// # Errors
    ///
    /// [`WarehouseError::NoSnapshot`] when there is none, or no longer.
    pub fn numbered(root: &Path, number: u64) -> Result<Self, WarehouseError> {
        let manifests = manifests(root)?;
        match manifests.get(&number) {
            Some(path) => Self::read(root, path),
            None => Err(WarehouseError::NoSnapshot {
                path: root.to_owned(),
                number,
                kept: manifests.keys().map(u64::to_string).collect::<Vec<_>>().join(", "),
            }),
        }
    }

    /// Numbers of the snapshots that are kept, whether they can be read or not.
    ///
    /// # Errors
    ///
    /// What the file system says.
    pub fn numbers(root: &Path) -> Result<Vec<u64>, WarehouseError> {
        Ok(manifests(root)?.into_keys().collect())
    }

    /// All snapshots that are kept, oldest first.
    ///
    /// # Errors
    ///
    /// As [`Snapshot::current`].
    pub fn all(root: &Path) -> Result<Vec<Self>, WarehouseError> {
        manifests(root)?.values().map(|path| Self::read(root, path)).collect()
    }

    fn read(root: &Path, path: &Path) -> Result<Self, WarehouseError> {
        let text = std::fs::read_to_string(path)
            .map_err(WarehouseError::file(path, "cannot read the manifest"))?;
        // The version first: another one may have another form.
        let bare: Bare = parse(path, &text)?;
        if bare.contract_version != VERSION {
            let (path, found, wanted) = (root.to_owned(), bare.contract_version, VERSION);
            let number = |version: &str| version.parse().unwrap_or(0_u64);
            return Err(if number(&found) > number(wanted) {
                WarehouseError::Newer { path, found, wanted }
            } else {
                WarehouseError::Version { path, found, wanted }
            });
        }
        let mut snapshot: Self = parse(path, &text)?;
        let checksum = std::mem::take(&mut snapshot.checksum);
        if checksum != segment::sha256(snapshot.text().as_bytes()) {
            return Err(WarehouseError::Altered { path: path.to_owned() });
        }
        snapshot.checksum = checksum;
        let is_inside = |segment: &Segment| {
            Path::new(&segment.file).components().all(|part| matches!(part, Component::Normal(_)))
        };
        if let Some(segment) = snapshot.all_segments().find(|segment| !is_inside(segment)) {
            return Err(WarehouseError::Outside {
                path: path.to_owned(),
                file: segment.file.clone(),
            });
        }
        root.clone_into(&mut snapshot.root);
        Ok(snapshot)
    }

    /// Where queries put what does not fit into memory: in the vault, as it is about single persons. What a run that was
    /// ended leaves there is removed with everything that no snapshot needs.
    pub fn spill_folder(&self) -> PathBuf {
        self.root.join("vault")
    }

    /// The warehouse that it is of.
    pub fn folder(&self) -> &Path {
        &self.root
    }

    /// Files of a table, as absolute as the warehouse's own path.
    pub fn files(&self, table: &str) -> Vec<PathBuf> {
        self.segments
            .iter()
            .filter(|segment| segment.table == table)
            .map(|segment| self.root.join(&segment.file))
            .collect()
    }

    /// Rows of a table.
    pub fn rows(&self, table: &str) -> u64 {
        self.segments
            .iter()
            .filter(|segment| segment.table == table)
            .map(|segment| segment.rows)
            .sum()
    }

    /// Everything that the snapshot is made of, also what no measure reads.
    pub fn all_segments(&self) -> impl Iterator<Item = &Segment> {
        self.segments.iter().chain(&self.restricted)
    }

    /// True when every file that the manifest names is there in its full length.
    pub fn is_complete(&self) -> bool {
        self.all_segments().all(|segment| {
            std::fs::metadata(self.root.join(&segment.file))
                .is_ok_and(|data| data.len() == segment.bytes)
        })
    }

    /// Makes this snapshot the current one: its manifest is moved into place, and that is all.
    pub(crate) fn point(&mut self) -> Result<(), WarehouseError> {
        let folder = self.root.join(SNAPSHOTS);
        disk::make_folder(&folder, Reader::Group)?;
        let path = manifest_path(&self.root, self.number);
        disk::replace(&path, self.summed().as_bytes(), Reader::Group)
    }

    /// The manifest with its own sum.
    pub(super) fn summed(&mut self) -> String {
        self.checksum.clear();
        self.checksum = segment::sha256(self.text().as_bytes());
        self.text()
    }

    fn text(&self) -> String {
        serde_json::to_string_pretty(self).expect("a manifest is plain data")
    }
}

/// What every version of a manifest says.
#[derive(Debug, Deserialize)]
struct Bare {
    contract_version: String,
}

fn parse<'t, T: Deserialize<'t>>(path: &Path, text: &'t str) -> Result<T, WarehouseError> {
    serde_json::from_str(text)
        .map_err(|source| WarehouseError::Manifest { path: path.to_owned(), source })
}

/// Where the manifest of a snapshot is.
pub(crate) fn manifest_path(root: &Path, number: u64) -> PathBuf {
    root.join(SNAPSHOTS).join(format!("{number:08}.json"))
}

/// The manifests of a warehouse by number.
pub(crate) fn manifests(root: &Path) -> Result<BTreeMap<u64, PathBuf>, WarehouseError> {
    let files = disk::files_below(&root.join(SNAPSHOTS))?;
    let numbered = files.into_iter().filter_map(|path| {
        let number = path.file_stem()?.to_str()?.parse().ok()?;
        (path == manifest_path(root, number)).then_some((number, path))
    });
    Ok(numbered.collect())
}
