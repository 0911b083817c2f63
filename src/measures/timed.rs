//! What the engine says of its own work: how much of a query's time was reading, joining, sorting and counting.

use std::sync::Arc;
use std::time::Duration;

use datafusion::physical_plan::ExecutionPlan;

use crate::machine::{Phase, is_timed, shift};

/// Divides what was timed as reading among the steps of the query, once it ran.
pub(super) fn divide(plan: &Arc<dyn ExecutionPlan>) {
    if !is_timed() {
        return;
    }
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
    if let Some((phase, nanoseconds)) = phase.zip(time) {
        shift(Phase::Scan, phase, Duration::from_nanos(nanoseconds as u64));
    }
    plan.children().into_iter().for_each(divide);
}
