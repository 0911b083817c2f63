//! Before and after as slopes: one line per scale or group between two uprights.

use crate::inference::Finding;
use crate::report::language::say;
use crate::report::lettering::{shorten, width as width_of};
use crate::report::svg::{Anchor, Dash, Sketch, Stroke, Type, solid};
use crate::report::theme::{Role, Theme};

use super::parts::board::drawing;
use super::parts::pairs::{Pair, pairs};
use super::parts::plane::Plane;
use super::parts::rows::{labelled, over_terms};
use super::parts::{SMALL, TEXT, axis_title, counted, distinct, extent, rounded};
use super::{Chart, ChartData, ChartError, Drawing, Width, interval, paired_dots};

pub(super) const CHART: Chart = Chart {
    name: "slopes",
    about: "before and after as slopes on one scale, with the change and its interval beside each; \
            scales of different units become paired dots",
    accepts: &["paired"],
    draw,
};

/// Lines that can be followed by eye.
const MOST: usize = 8;
const DASHES: [Dash; 3] = [Dash::Solid, Dash::Long, Dash::Mixed];
const LINE: f64 = 15.0;

fn draw(data: &ChartData<'_>, theme: &Theme, width: Width) -> Result<Option<Drawing>, ChartError> {
    let changes = data.findings.iter().copied().filter(|one| one.answer == "mean_change");
    let changes = over_terms(changes.collect());
    let pairs = pairs(data, &changes, ("mean_before", "mean_after"));
    let known: Vec<&Pair<'_>> = pairs.iter().filter(|pair| pair.values().is_some()).collect();
    let units = distinct(known.iter().map(|pair| pair.difference.unit.as_str()));
    if known.is_empty() || known.len() > MOST || units.len() > 1 {
        return (paired_dots::CHART.draw)(data, theme, width);
    }
    let language = data.language();
    let up = range(data, &known);
    let mut sketch = Sketch::new(width.pixels());
    let right = if width == Width::Wide { 300.0 } else { 150.0 };
    let plane = Plane::new(width, 44.0, right, (0.0, 1.0), up);
    let unit = units.first().copied().unwrap_or_default();
    plane.grid(language, &mut sketch, unit, 4);
    let title = axis_title(language, unit);
    plane.head(&mut sketch, &shorten(&title, SMALL, width.pixels()));
    for (at, name) in [(0.0, say!(language, "chart-before")), (1.0, say!(language, "chart-after"))]
    {
        let x = plane.x.at(at);
        sketch.line(&[(x, plane.y.pixels.1), (x, plane.bottom())], solid(Role::Soft, 1.0));
        let look = Type::new(Role::Soft, SMALL).anchor(Anchor::Middle);
        sketch.text((x, plane.bottom() + 18.0), &name, look);
    }
    for (place, pair) in known.iter().enumerate() {
        let Some((before, after)) = pair.values() else { continue };
        let (role, dash) = look(pair.difference, place);
        let ends = [plane.at(0.0, before), plane.at(1.0, after)];
        sketch.line(&ends, Stroke { role, width: 2.0, dash });
        for end in ends {
            sketch.disc(end, 4.5, role);
        }
    }
    let height = name_lines(&mut sketch, &plane, data, &known, width);
    let caption = say!(language, "chart-slopes", interval = interval(data));
    drawing(sketch, height, data, theme, &[caption])
}

/// The instrument's range where all scales share it, else a readable range around the means.
fn range(data: &ChartData<'_>, pairs: &[&Pair<'_>]) -> (f64, f64) {
    let of =
        |pair: &&Pair<'_>| pair.difference.subject.as_deref().and_then(|id| data.labels.range(id));
    let ranges = distinct(pairs.iter().map(of));
    if let [Some(range)] = ranges.as_slice() {
        return *range;
    }
    let means = pairs.iter().filter_map(|pair| pair.values()).flat_map(|(from, to)| [from, to]);
    extent(means).map_or((0.0, 1.0), |range| rounded(range, 4))
}

/// A clear change in the first colour, any other in grey; dashes tell neighbours apart.
fn look(change: &Finding, place: usize) -> (Role, Dash) {
    let is_clear =
        change.low.is_some_and(|low| low > 0.0) || change.high.is_some_and(|high| high < 0.0);
    (if is_clear { Role::A } else { Role::N }, DASHES[place % DASHES.len()])
}

/// Name and change beside the end of each line, moved apart where they would touch.
fn name_lines(
    sketch: &mut Sketch,
    plane: &Plane,
    data: &ChartData<'_>,
    pairs: &[&Pair<'_>],
    width: Width,
) -> f64 {
    let changes: Vec<&Finding> = pairs.iter().map(|pair| pair.difference).collect();
    let mut order: Vec<&&Pair<'_>> = pairs.iter().collect();
    let end = |pair: &Pair<'_>| pair.values().map_or(0.0, |(_, after)| plane.y.at(after));
    order.sort_by(|one, other| end(one).total_cmp(&end(other)));
    let lines = 3.0;
    let x = plane.x.pixels.1 + 14.0;
    let room = width.pixels() - x;
    let mut free_from = plane.y.pixels.1 - 10.0;
    for pair in order {
        let change = pair.difference;
        let place = pairs.iter().position(|other| std::ptr::eq(other.difference, change));
        let (role, _) = look(change, place.unwrap_or_default());
        let mut y = (end(pair) - LINE / 2.0).max(free_from) + 11.0;
        free_from = y - 11.0 + lines * LINE + 4.0;
        let name = labelled(data, change, &changes).label;
        sketch.text((x, y), &shorten(&name, TEXT * 1.07, room), Type::new(role, TEXT).bold());
        y += LINE;
        let value = change.estimate.map(|estimate| {
            data.language().change_and_interval(estimate, change.low, change.high, &change.unit)
        });
        let (number, interval) = value.unwrap_or_default();
        sketch.text((x, y), &number, Type::new(Role::Ink, SMALL));
        let beside = x + width_of(&number, SMALL) + 8.0;
        let note = Type::new(Role::Soft, SMALL);
        if beside + width_of(&interval, SMALL) <= width.pixels() {
            sketch.text((beside, y), &interval, note);
        }
        y += LINE;
        sketch.text((x, y), &shorten(&counted(data, change.n), SMALL, room), note);
    }
    (plane.bottom() + 28.0).max(free_from + 4.0)
}
