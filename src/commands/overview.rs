//! The overview's part that no finding holds: the runs of the warehouse.

use std::path::Path;

use super::history;
use crate::report::{self, ReportError, ReportInput, Run};
use crate::warehouse::{Snapshot, SourceEntry};

/// The page with all runs, terms and editions.
pub(super) fn overview(
    input: &ReportInput<'_>,
    snapshots: &[Snapshot],
    reports: &Path,
) -> Result<String, ReportError> {
    report::render_overview(input, &runs(input, snapshots, reports))
}

/// Snapshots that can be read; one that is damaged is `verify`'s business.
pub(super) fn readable(warehouse: &Path) -> Vec<Snapshot> {
    let numbers = Snapshot::numbers(warehouse).unwrap_or_default();
    numbers.into_iter().filter_map(|number| Snapshot::numbered(warehouse, number).ok()).collect()
}

/// The runs that the plan keeps, the latest first.
fn runs(input: &ReportInput<'_>, snapshots: &[Snapshot], reports: &Path) -> Vec<Run> {
    let kept = usize::try_from(input.plan.retention.snapshots).unwrap_or(usize::MAX);
    let sum = |snapshot: &Snapshot, of: fn(&SourceEntry) -> u64| {
        snapshot.ledger.sources.iter().map(of).sum()
    };
    let run = |(place, snapshot): (usize, &Snapshot)| {
        let before = place.checked_sub(1).map(|before| &snapshots[before]);
        let page = format!("snapshot-{}/index.html", snapshot.number);
        Run {
            number: snapshot.number,
            id: snapshot.id.clone(),
            as_of: snapshot.as_of.clone(),
            rows_read: (!input.ledger.sources.is_empty())
                .then(|| sum(snapshot, |source| source.rows_in)),
            rows_set_aside: sum(snapshot, |source| source.rows_quarantined),
            changed: before.map(|before| changed(before, snapshot)),
            published: history::of(snapshot, &input.plan.privacy),
            definitions: snapshot.definitions.clone(),
            page: reports.join(&page).is_file().then_some(page),
        }
    };
    snapshots.iter().enumerate().rev().take(kept).map(run).collect()
}

/// Sources whose files are not those of the run before.
fn changed(before: &Snapshot, now: &Snapshot) -> Vec<String> {
    let is_same = |source: &SourceEntry| {
        before
            .ledger
            .sources
            .iter()
            .any(|other| other.source == source.source && other.files == source.files)
    };
    let changed = now.ledger.sources.iter().filter(|source| !is_same(source));
    changed.map(|source| source.source.clone()).collect()
}
