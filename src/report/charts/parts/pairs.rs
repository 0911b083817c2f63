//! Two marks in a row: their findings, their place and the values written above them.

use crate::inference::Finding;
use crate::report::charts::{ChartData, Labels};
use crate::report::lettering::width;
use crate::report::svg::{Anchor, Sketch, Type};
use crate::report::theme::Role;

use super::{SMALL, extent, numbers, rounded};

/// Room of a row that has values above its marks.
pub(crate) const PAIR_ROOM: f64 = 42.0;

/// How far below the middle of the row its marks stand, to leave the values room.
pub(crate) const DOWN: f64 = 7.0;

/// The findings of one row: two means and the difference between them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair<'a> {
    pub(crate) first: Option<&'a Finding>,
    pub(crate) second: Option<&'a Finding>,
    pub(crate) difference: &'a Finding,
}

impl<'a> Pair<'a> {
    /// The two means, when both are known.
    pub(crate) fn values(&self) -> Option<(f64, f64)> {
        Some((self.first?.estimate?, self.second?.estimate?))
    }

    fn means(&self) -> impl Iterator<Item = &'a Finding> {
        [self.first, self.second].into_iter().flatten()
    }
}

/// The rows of a pair of means, one per subject and group.
pub(crate) fn pairs<'a>(
    data: &ChartData<'a>,
    differences: &[&'a Finding],
    (first, second): (&str, &str),
) -> Vec<Pair<'a>> {
    let of = |answer: &str, beside: &Finding| {
        data.findings.iter().copied().find(|finding| {
            finding.answer == answer
                && finding.subject == beside.subject
                && finding.term_id == beside.term_id
                && finding.dimension == beside.dimension
                && finding.level == beside.level
        })
    };
    let pair = |difference: &&'a Finding| Pair {
        first: of(first, difference),
        second: of(second, difference),
        difference,
    };
    differences.iter().map(pair).collect()
}

/// The instrument's own range; where it is unknown, a readable range around the row's numbers.
pub(crate) fn range(labels: &Labels, pair: &Pair<'_>, among: &[Pair<'_>]) -> (f64, f64) {
    if let Some(range) = pair.difference.subject.as_deref().and_then(|id| labels.range(id)) {
        return range;
    }
    let of_subject =
        among.iter().filter(|other| other.difference.subject == pair.difference.subject);
    let values = of_subject.flat_map(|other| other.means().flat_map(numbers).collect::<Vec<_>>());
    extent(values).map_or((0.0, 1.0), |range| rounded(range, 4))
}

/// Writes the two values above their marks, moved apart where they would touch.
pub(crate) fn write_values(
    sketch: &mut Sketch,
    marks: [(f64, &str, Role); 2],
    y: f64,
    (left, right): (f64, f64),
) {
    let mut marks = marks;
    marks.sort_by(|one, other| one.0.total_cmp(&other.0));
    let [mut first, mut second] = marks;
    let halves = (width(first.1, SMALL) / 2.0, width(second.1, SMALL) / 2.0);
    let apart = halves.0 + halves.1 + 5.0;
    if second.0 - first.0 < apart {
        let middle = f64::midpoint(first.0, second.0);
        first.0 = middle - apart / 2.0;
        second.0 = middle + apart / 2.0;
    }
    let shift = (left - (first.0 - halves.0)).max(0.0) - (second.0 + halves.1 - right).max(0.0);
    for (x, text, role) in [first, second] {
        let look = Type::new(role, SMALL).anchor(Anchor::Middle).halo();
        sketch.text((x + shift, y), text, look);
    }
}
