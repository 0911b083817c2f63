//! One arm: its complete pairs, and how many were followed up.

use crate::inference::{Followed, Paired};

/// The units of one arm.
pub(super) struct Arm {
    pub(super) name: String,
    pub(super) pairs: Paired,
    pub(super) followed: Followed,
}

impl Arm {
    pub(super) fn of(
        name: &str,
        names: &[Option<String>],
        before: &[Option<f64>],
        after: &[Option<f64>],
        counts: &[u64],
    ) -> Self {
        let own: Vec<(Option<f64>, Option<f64>, u64)> = (0..counts.len())
            .filter(|&row| names[row].as_deref() == Some(name))
            .map(|row| (before[row], after[row], counts[row]))
            .collect();
        let observed = own.iter().filter(|(_, after, _)| after.is_some());
        let followed = Followed {
            assigned: own.iter().map(|(_, _, count)| count).sum(),
            observed: observed.map(|(_, _, count)| count).sum(),
        };
        Self { name: name.to_owned(), pairs: Paired::gather(own), followed }
    }
}
