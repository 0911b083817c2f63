//! Groups by name, and which of them the others are measured against.

use std::collections::BTreeSet;

/// Names of the groups that occur, in alphabetical order, and units without one.
pub(super) struct Arms {
    pub(super) names: Vec<String>,
    pub(super) n_unnamed: u64,
}

impl Arms {
    pub(super) fn of(column: &[Option<String>], counts: &[u64]) -> Self {
        let names: BTreeSet<&String> = column.iter().flatten().collect();
        let unnamed = column.iter().zip(counts).filter(|(name, _)| name.is_none());
        Self {
            names: names.into_iter().cloned().collect(),
            n_unnamed: unnamed.map(|(_, count)| count).sum(),
        }
    }

    /// The first of these names that occurs.
    pub(super) fn first_of(&self, preferred: &[&str]) -> Option<&str> {
        let found = preferred.iter().find(|name| self.names.iter().any(|arm| arm == **name));
        found
            .copied()
            .and_then(|name| self.names.iter().find(|arm| *arm == name))
            .map(String::as_str)
    }

    /// Every name but the reference.
    pub(super) fn others<'a>(&'a self, reference: &'a str) -> impl Iterator<Item = &'a str> {
        self.names.iter().map(String::as_str).filter(move |name| *name != reference)
    }
}

/// `mentee vs control`.
pub(super) fn contrast(arm: &str, reference: &str) -> String {
    format!("{arm} vs {reference}")
}
