//! How small groups are protected, and how long snapshots are kept.

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
