//! What the engine says of its own work: how much of a query's time was reading, joining, sorting and counting.

use std::sync::Arc;
use std::time::Duration;

use datafusion::physical_plan::ExecutionPlan;

use crate::machine::{Phase, shift};

/// Divides what was timed as reading among the steps of the query, once it ran.
///
/// Steps that wait for one another say more together than the query took; then each has its share of that.
pub(super) fn divide(plan: &Arc<dyn ExecutionPlan>, spent: Duration) {
    if spent.is_zero() {
        return;
    }
    let mut steps = Vec::new();
    collect(plan, &mut steps);
    let all: Duration = steps.iter().map(|(_, time)| *time).sum();
    let share = share(all, spent);
    for (phase, time) in steps {
        shift(Phase::Scan, phase, time.mul_f64(share).min(spent));
    }
}

/// How much of what all steps say together fits into the time of the query.
fn share(all: Duration, spent: Duration) -> f64 {
    if all > spent { spent.as_secs_f64() / all.as_secs_f64() } else { 1.0 }
}

/// The steps that are not reading, with what each says that it took.
fn collect(plan: &Arc<dyn ExecutionPlan>, steps: &mut Vec<(Phase, Duration)>) {
    let name = plan.name();
    let phase = if name.contains("Join") {
        Some(Phase::Join)
    } else if name.contains("Aggregate") {
        Some(Phase::Group)
    } else if name.contains("Sort") || name.contains("Window") {
        Some(Phase::Sort)
    } else {
        None
    };
    let time = plan.metrics().and_then(|metrics| metrics.elapsed_compute());
    steps.extend(phase.zip(time.map(|nanoseconds| Duration::from_nanos(nanoseconds as u64))));
    plan.children().into_iter().for_each(|child| collect(child, steps));
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::share;

    #[test]
    fn steps_have_no_more_time_than_the_query() {
        let seconds = Duration::from_secs;
        for (all, spent, expected) in [(0, 0, 1.0), (3, 4, 1.0), (4, 4, 1.0), (8, 2, 0.25)] {
            let found = share(seconds(all), seconds(spent));
            assert!((found - expected).abs() < 1e-12, "{all} of {spent}: {found}");
        }
    }
}
