//! Results by group: those that the plan declared first, then those that are exploratory.

use crate::measures::Kpi;
use crate::report::evidence::Evidence;
use crate::report::format;

use super::parts::{Figure, Groups, Table};
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

/// Drawings and tables by group, or nothing where the measure is not shown by group.
pub(super) fn groups(evidence: &Evidence<'_>, kpi: &Kpi, figures: Vec<Figure>) -> Option<Groups> {
    let dimensions = dimensions(evidence, kpi);
    let of = |wanted: bool| -> Vec<String> {
        let chosen = dimensions.iter().filter(|(_, primary)| *primary == wanted);
        chosen.map(|(id, _)| evidence.names.dimension(id).to_lowercase()).collect()
    };
    let (primary, others) = (of(true), of(false));
    let summary = match (primary.is_empty(), others.is_empty()) {
        (true, true) => return None,
        (false, true) => format!("By {}", format::list(&primary)),
        (true, false) => format!("By {} (exploratory)", format::list(&others)),
        (false, false) => {
            format!("By {}, and by {} (exploratory)", format::list(&primary), format::list(&others))
        }
    };
    Some(Groups { summary, figures, tables: tables(evidence, kpi) })
}

/// One table per dimension.
fn tables(evidence: &Evidence<'_>, kpi: &Kpi) -> Vec<Table> {
    dimensions(evidence, kpi)
        .into_iter()
        .filter_map(|(dimension, is_primary)| {
            let title = evidence.names.dimension(dimension);
            let kind = if is_primary { "declared in advance" } else { "exploratory" };
            by_segment(evidence, kpi, dimension, &format!("By {title} ({kind})"))
        })
        .collect()
}
