//! What a run did with its input: the record that the report and `run.json` show.

use serde::{Deserialize, Serialize};

/// What one ingest read, kept, replaced and set aside.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Ledger {
    /// One entry per source of the plan, in the plan's order.
    pub sources: Vec<SourceEntry>,
    /// Violations, counted by rule, source and column, most severe and most frequent first.
    pub violations: Vec<ViolationCount>,
}

/// What became of one source's rows.
///
/// Invariant: `rows_in` is the sum of the other counts.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SourceEntry {
    /// Id of the source.
    pub source: String,
    /// Table that its rows fill.
    pub table: String,
    /// The files it matched, by name.
    pub files: Vec<FileEntry>,
    /// Rows read.
    pub rows_in: u64,
    /// Rows kept (of the file: a wide survey row is one, however many answers it holds).
    pub rows_out: u64,
    /// Rows set aside because they break the contract.
    pub rows_quarantined: u64,
    /// Rows replaced by a later export of the same row.
    pub rows_superseded: u64,
    /// Rows that say nothing else than a later one, which is kept.
    #[serde(default)]
    pub rows_duplicate: u64,
    /// Rows that an export deletes, and those that say so.
    #[serde(default)]
    pub rows_deleted: u64,
    /// Rows about persons whose consent to be counted is withdrawn.
    #[serde(default)]
    pub rows_withdrawn: u64,
    /// Rows that the plan's `keep` leaves to other sources.
    pub rows_skipped: u64,
    /// Rows about persons who are forgotten.
    pub rows_forgotten: u64,
}

impl SourceEntry {
    /// True when every row that was read is accounted for.
    pub fn is_balanced(&self) -> bool {
        self.rows_in
            == self.rows_out
                + self.rows_quarantined
                + self.rows_superseded
                + self.rows_duplicate
                + self.rows_deleted
                + self.rows_withdrawn
                + self.rows_skipped
                + self.rows_forgotten
    }
}

/// One file of a source.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FileEntry {
    /// Name relative to the plan's folder.
    pub name: String,
    /// SHA-256 of its bytes, as `sha256sum` prints it.
    pub sha256: String,
    /// Size in bytes; a report does not say it.
    #[serde(default, skip_serializing_if = "is_unsaid")]
    pub bytes: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_unsaid(bytes: &u64) -> bool {
    *bytes == 0
}

/// Violations of one rule in one column of one source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViolationCount {
    /// Rule id, such as `out_of_range`.
    pub rule: String,
    /// The rule in words.
    pub title: String,
    /// `error` (the row is set aside), `warning` (the cell is treated as missing) or `note`.
    pub severity: String,
    /// Source.
    pub source: String,
    /// Column of the contract, when the rule is about one.
    pub column: Option<String>,
    /// How often.
    pub count: u64,
    /// The first three, as `position: found, allowed`.
    pub examples: Vec<String>,
    /// How to mend it.
    pub hint: String,
}
