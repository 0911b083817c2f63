//! What runs have published of the primary measures: kept with their snapshots, shown in the overview.

use super::ingest::State;
use crate::inference::Finding;
use crate::plan::Privacy;
use crate::report::{self, ReportInput};
use crate::warehouse::{PublishedNumbers, Snapshot, Staged};

/// What this run publishes of them.
pub(super) fn published(input: &ReportInput<'_>) -> anyhow::Result<PublishedNumbers> {
    let numbers = report::primary_numbers(input);
    let numbers = numbers.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
    Ok(PublishedNumbers { rules: rules(&input.plan.privacy), numbers })
}

/// Keeps it with the snapshot that is to be published; nothing is written where nothing has changed.
pub(super) fn keep(state: State, numbers: PublishedNumbers) -> State {
    match state {
        State::New(mut staged) => {
            staged.keep_published(numbers);
            State::New(staged)
        }
        State::Same(snapshot) if snapshot.published == numbers => State::Same(snapshot),
        State::Same(snapshot) => State::New(Staged::amended(snapshot, numbers)),
    }
}

/// What an earlier run has published by the rules that count now. What other rules let pass, this report need not let pass;
/// what another version wrote in a form of its own is left out.
pub(super) fn of(snapshot: &Snapshot, privacy: &Privacy) -> Vec<Finding> {
    if snapshot.published.rules != rules(privacy) {
        return Vec::new();
    }
    let numbers = snapshot.published.numbers.iter();
    numbers.filter_map(|number| serde_json::from_str(number).ok()).collect()
}

/// The rules that decide what is published, in one line.
fn rules(privacy: &Privacy) -> String {
    let Privacy { min_cell, min_part, coded_beyond, rounded_to, min_change, dominance, .. } =
        privacy;
    format!(
        "min_cell {min_cell}, min_part {min_part}, coded_beyond {coded_beyond:?}, rounded_to {rounded_to:?}, \
         min_change {min_change}, dominance {dominance}"
    )
}
