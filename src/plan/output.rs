//! What is published, for whom, and how long it is kept.

use serde::{Deserialize, Serialize};

/// `[retention]`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retention {
    /// How many snapshots are kept.
    pub snapshots: u64,
}

/// `[privacy]`
#[derive(Debug, Clone, PartialEq)]
pub struct Privacy {
    /// Smallest group whose numbers are published.
    pub min_cell: u64,
    /// Why this threshold; required below 5.
    pub rationale: Option<String>,
}

/// `[[editions]]`
#[derive(Debug, Clone, PartialEq)]
pub struct Edition {
    /// Short name, also of the file; the first edition is `index.html`.
    pub id: String,
    /// Heading of the report.
    pub title: String,
    /// Families to show, in order; all of them when empty.
    pub families: Vec<String>,
}
