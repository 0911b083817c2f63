//! Results by group: those that the plan declared first, then those that are exploratory.

use crate::measures::Kpi;
use crate::report::evidence::Evidence;

use super::parts::Table;
use super::tables::by_segment;

/// Dimensions of a measure's findings, the primary ones first, else in the plan's order.
pub(super) fn dimensions<'a>(evidence: &'a Evidence<'_>, kpi: &Kpi) -> Vec<(&'a str, bool)> {
    let has = |id: &str| evidence.of(&kpi.id).iter().any(|finding| finding.dimension == id);
    let planned = evidence.input.plan.segments.iter().filter(|segment| has(&segment.id));
    let mut found: Vec<(&str, bool)> =
        planned.map(|segment| (segment.id.as_str(), segment.primary)).collect();
    found.sort_by_key(|(_, primary)| !*primary);
    found
}

/// One table per dimension.
pub(super) fn tables(evidence: &Evidence<'_>, kpi: &Kpi) -> Vec<Table> {
    dimensions(evidence, kpi)
        .into_iter()
        .filter_map(|(dimension, is_primary)| {
            let title = evidence.names.dimension(dimension);
            let kind = if is_primary { "declared in advance" } else { "exploratory" };
            by_segment(evidence, kpi, dimension, &format!("By {title} ({kind})"))
        })
        .collect()
}
