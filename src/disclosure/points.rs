//! Series: points that rest on too few are left out.

use std::collections::BTreeSet;

use super::cells::Place;
use super::{FEWEST_BEHIND_A_SHARE, parts};
use crate::inference::{Finding, SeriesPoint};

/// Series whose `n` counts the units in the point itself, not those it is measured against.
const PARTS: &[&str] = &["distribution", "flow", "total"];

/// Removes control limits of lines of which a term is hidden: they are worked out from all terms, and tell what one adds.
pub(super) fn hide_limits(series: &mut Vec<SeriesPoint>, findings: &[Finding]) {
    let is_hidden_term = |finding: &&Finding| {
        finding.suppressed.is_some() && finding.term_id != "all" && finding.dimension == "all"
    };
    let hidden: BTreeSet<_> = findings
        .iter()
        .filter(is_hidden_term)
        .map(|finding| (&finding.measure, &finding.subject))
        .collect();
    series.retain(|point| {
        point.series != "control" || !hidden.contains(&(&point.measure, &point.subject))
    });
}

/// Removes the points of hidden slices, ends of curves with too few at risk, and parts with too few in them.
pub(super) fn protect(series: &mut Vec<SeriesPoint>, hidden: &BTreeSet<Place>, min_cell: u64) {
    series.retain(|point| {
        let place = (
            point.measure.clone(),
            point.subject.clone(),
            point.term_id.clone(),
            point.dimension.clone(),
            point.level.clone(),
        );
        !hidden.contains(&place)
    });
    series.retain(|point| {
        PARTS.contains(&point.series.as_str()) || point.n.is_none_or(|n| n >= min_cell)
    });
    let counted: Vec<Option<u64>> = series.iter().map(|point| point.n).collect();
    for point in series.iter_mut().filter(|point| PARTS.contains(&point.series.as_str())) {
        // A level that nobody chose shows nobody; a level of one or two shows them.
        let fewest = if point.series == "distribution" { FEWEST_BEHIND_A_SHARE } else { min_cell };
        if point.n.is_some_and(|n| n > 0 && n < fewest) {
            point.n = None;
            point.y = None;
        }
    }
    parts::hide(series, &counted);
}
