//! Sources that no longer change although the plan expects it.

use jiff::Timestamp;

use crate::plan::Plan;
use crate::warehouse::Snapshot;

const SECONDS_PER_DAY: i64 = 24 * 60 * 60;

/// One sentence per source whose bytes have been the same for longer than `expect_every_days`.
///
/// The clock has a say in alarms only, never in a finding or a report. One that was set back makes nothing stale.
pub(super) fn stale(plan: &Plan, snapshot: &Snapshot, now: Timestamp) -> Vec<String> {
    let mut sentences = Vec::new();
    for source in &plan.sources {
        let Some(days) = source.expect_every_days else { continue };
        let since = snapshot.first_seen.get(&source.id).and_then(|since| since.parse().ok());
        let Some(since): Option<Timestamp> = since else { continue };
        let age = (now.as_second() - since.as_second()).max(0) / SECONDS_PER_DAY;
        if u64::try_from(age).is_ok_and(|age| age > days) {
            sentences.push(format!(
                "`{}` is the same since {age} days, expected is a new export every {days}",
                source.id
            ));
        }
    }
    sentences
}
