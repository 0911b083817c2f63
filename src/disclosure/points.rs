//! Series: points that rest on too few are left out.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{Place, headless_slices, hidden_slices};
use super::curves::{self, is_of_curve, place};
use crate::inference::{Finding, SeriesPoint};

/// Series whose points are counts that findings give as well, by label.
const COUNTED: &[&str] = &["flow", "total"];

/// Series whose points are parts of a whole: one that is hidden stands empty in its place.
const CATEGORIES: &[&str] = &["distribution", "flow", "total"];

/// Removes control limits of lines of which a term is hidden: they are worked out from all terms, and tell what one adds. And
/// the limits of a funnel that goes further than the largest group that is shown: it goes as far as the largest of all.
pub(super) fn hide_limits(series: &mut Vec<SeriesPoint>, findings: &[Finding]) {
    let mut largest = BTreeMap::<_, f64>::new();
    for finding in findings.iter().filter(|finding| finding.term_id == "all") {
        let funnel = (&finding.measure, &finding.subject, &finding.dimension);
        let most = largest.entry(funnel).or_default();
        *most = most.max(finding.n.unwrap_or(0) as f64);
    }
    let mut too_far = BTreeSet::new();
    for point in series.iter().filter(|point| point.series == "funnel") {
        let funnel = (&point.measure, &point.subject, &point.dimension);
        if point.x > largest.get(&funnel).map(|most| most + 0.5) {
            too_far.insert((point.measure.clone(), point.subject.clone(), point.dimension.clone()));
        }
    }
    series.retain(|point| {
        let funnel = || (point.measure.clone(), point.subject.clone(), point.dimension.clone());
        point.series != "funnel" || !too_far.contains(&funnel())
    });
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

/// Removes the points of hidden slices and the ends of curves; empties the bars and counts that are hidden.
pub(super) fn protect(
    series: &mut Vec<SeriesPoint>,
    findings: &[Finding],
    bars: &BTreeSet<usize>,
    min_cell: u64,
) {
    for at in bars {
        (series[*at].n, series[*at].y) = (None, None);
    }
    let mut shown = BTreeMap::<(Place, Option<&str>), bool>::new();
    for finding in findings {
        let is_shown = finding.suppressed.is_none();
        let key = (super::cells::place(finding), finding.contrast.as_deref());
        shown.entry(key).and_modify(|all| *all &= is_shown).or_insert(is_shown);
    }
    for point in series.iter_mut().filter(|point| COUNTED.contains(&point.series.as_str())) {
        let told = shown.get(&(place(point), point.label.as_deref())).copied();
        if point.n.is_some_and(|n| n > 0 && n < min_cell) || told == Some(false) {
            (point.n, point.y) = (None, None);
        }
    }
    // Other points are people as well: of a pair of answers that few gave, a dot would tell.
    series.retain(|point| {
        let is_other = !is_of_curve(point) && !CATEGORIES.contains(&point.series.as_str());
        !is_other || point.n.is_none_or(|n| n == 0 || n >= min_cell)
    });
    let hidden = hidden_slices(findings);
    let ends = curves::ends(series, &headless_slices(findings), min_cell);
    series.retain(|point| {
        let place = place(point);
        let goes_on = ends.get(&place).is_none_or(|end| point.x.is_none_or(|x| x < *end));
        !hidden.contains(&place) && (!is_of_curve(point) || goes_on)
    });
}
