//! Curves: they end where too few are followed, and take others with them that would tell who is left.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::Place;
use crate::inference::SeriesPoint;

/// Series over time; `n` counts those who are followed.
const CURVES: &[&str] = &["survival", "incidence", "at_risk"];

/// True for a point of a curve.
pub(super) fn is_of_curve(point: &SeriesPoint) -> bool {
    CURVES.contains(&point.series.as_str())
}

/// Those followed at a time: of the next known step, since they can only become fewer.
type Followed = Vec<(f64, u64)>;

/// Where each curve has to end; a slice that is not named shows its whole curve.
///
/// The levels of a dimension make up everyone at each time. Those whose curves have ended are together none, or as many
/// as a group has to be: else the next smallest curve ends as well.
pub(super) fn ends(
    series: &[SeriesPoint],
    hidden: &BTreeSet<Place>,
    min_cell: u64,
) -> BTreeMap<Place, f64> {
    let mut curves = BTreeMap::<Place, Followed>::new();
    for point in series.iter().filter(|point| is_of_curve(point)) {
        if let (Some(x), Some(n)) = (point.x, point.n) {
            curves.entry(place(point)).or_default().push((x, n));
        }
    }
    let mut ends = BTreeMap::new();
    let mut dimensions = BTreeMap::<_, Vec<(Place, Followed)>>::new();
    for (place, mut followed) in curves {
        followed.sort_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1)));
        let short = followed.iter().find(|(_, n)| *n < min_cell).map(|(x, _)| *x);
        let end = if hidden.contains(&place) { Some(f64::NEG_INFINITY) } else { short };
        ends.extend(end.map(|end| (place.clone(), end)));
        let (measure, subject, term, dimension, _) = place.clone();
        dimensions.entry((measure, subject, term, dimension)).or_default().push((place, followed));
    }
    for ((measure, subject, term, dimension), levels) in dimensions {
        if dimension == "all" {
            continue;
        }
        let all = || "all".to_owned();
        let whole = ends.get(&(measure, subject, term, all(), all())).copied();
        end_together(&levels, whole.unwrap_or(f64::INFINITY), min_cell, &mut ends);
    }
    ends
}

fn end_together(
    levels: &[(Place, Followed)],
    whole: f64,
    min_cell: u64,
    ends: &mut BTreeMap<Place, f64>,
) {
    let times: BTreeSet<u64> = levels
        .iter()
        .flat_map(|(_, followed)| followed.iter().map(|(x, _)| x.max(0.0).to_bits()))
        .collect();
    for time in times.into_iter().map(f64::from_bits).filter(|time| *time < whole) {
        loop {
            let has_ended = |place: &Place| ends.get(place).is_some_and(|end| *end <= time);
            let at = |followed: &Followed| {
                followed.iter().find(|(x, _)| *x >= time).map_or(0, |(_, n)| *n)
            };
            let left: u64 = levels
                .iter()
                .filter(|(place, _)| has_ended(place))
                .map(|(_, followed)| at(followed))
                .sum();
            if left == 0 || left >= min_cell {
                break;
            }
            let shown = levels.iter().filter(|(place, _)| !has_ended(place));
            let Some((next, _)) = shown.min_by_key(|(_, followed)| at(followed)) else { break };
            ends.insert(next.clone(), time);
        }
    }
}

/// Where a point belongs.
pub(super) fn place(point: &SeriesPoint) -> Place {
    (
        point.measure.clone(),
        point.subject.clone(),
        point.term_id.clone(),
        point.dimension.clone(),
        point.level.clone(),
    )
}
