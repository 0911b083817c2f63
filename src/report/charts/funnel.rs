//! Many groups without a league table: each one's share over its size, between the limits of chance.

use crate::inference::{Finding, SeriesPoint};
use crate::report::language::{Language, say};
use crate::report::lettering::{shorten, width as width_of};
use crate::report::svg::{Anchor, Dash, Sketch, Spot, Stroke, Type, solid};
use crate::report::theme::{Role, Theme};

use super::parts::board::{drawing, ticks_along};
use super::parts::plane::Plane;
use super::parts::{SMALL, extent, headline, is_all_terms, is_everyone, rounded, ticks};
use super::{Chart, ChartData, ChartError, Drawing, Width, group_dots};

pub(super) const CHART: Chart = Chart {
    name: "funnel",
    about: "each group's share over its size, with the limits within which chance alone would leave it; \
            without limits, dots",
    accepts: &["one_group"],
    draw,
};

/// Groups outside of the limits that are named in the drawing.
const MOST_NAMED: usize = 5;

/// A limit: its points by size.
struct Limit<'a> {
    points: Vec<&'a SeriesPoint>,
}

fn draw(data: &ChartData<'_>, theme: &Theme, width: Width) -> Result<Option<Drawing>, ChartError> {
    let findings: Vec<&Finding> = headline(data);
    let groups: Vec<&Finding> =
        findings.iter().copied().filter(|one| !is_everyone(one) && is_all_terms(one)).collect();
    let known: Vec<(f64, f64, &Finding)> =
        groups.iter().filter_map(|one| Some((one.n? as f64, one.estimate?, *one))).collect();
    let limits = limits(data, groups.first().copied());
    if known.is_empty() || limits.is_empty() {
        return (group_dots::CHART.draw)(data, theme, width);
    }
    let sizes = known.iter().map(|(n, _, _)| *n);
    let (_, most) =
        extent(sizes.chain(limits[0].points.iter().filter_map(|p| p.x))).unwrap_or((0.0, 1.0));
    let mut sketch = Sketch::new(width.pixels());
    let across = rounded((0.0, most), 4);
    let plane = Plane::new(width, 34.0, 16.0, across, (0.0, 1.0));
    let language = data.language();
    plane.head(&mut sketch, &say!(language, "chart-share"));
    plane.grid(language, &mut sketch, "share", 4);
    for (place, limit) in limits.iter().enumerate() {
        draw_limit(&mut sketch, &plane, limit, place);
    }
    let mut named: Vec<Spot> = Vec::new();
    for (n, share, finding) in &known {
        let spot = plane.at(*n, *share);
        let is_outside = limits.first().is_some_and(|limit| outside(limit, *n, *share));
        if is_outside {
            sketch.diamond(spot, 5.0, Role::B);
            // A name that would lie upon another one is left to the table.
            let is_free = named.iter().all(|other| (other.1 - spot.1).abs() > 12.0);
            if is_free && named.len() < MOST_NAMED {
                name(&mut sketch, &plane, spot, &data.labels.level(&finding.level));
                named.push(spot);
            }
        } else {
            sketch.ring(spot, 4.5, Role::A);
        }
    }
    label_axis(language, &mut sketch, &plane, across);
    let hidden = groups.len() - known.len();
    let mut caption = vec![say!(language, "chart-funnel", n = known.len())];
    caption.extend((hidden > 0).then(|| say!(language, "chart-groups-hidden", n = hidden)));
    drawing(sketch, plane.bottom() + 42.0, data, theme, &caption)
}

fn limits<'a>(data: &ChartData<'a>, of: Option<&Finding>) -> Vec<Limit<'a>> {
    let Some(of) = of else { return Vec::new() };
    let points: Vec<&SeriesPoint> = data
        .series
        .iter()
        .copied()
        .filter(|point| point.series == "funnel" && point.dimension == of.dimension)
        .filter(|point| point.subject == of.subject && point.term_id == "all")
        .filter(|point| point.low.is_some() && point.high.is_some())
        .collect();
    let labels = super::parts::distinct(points.iter().filter_map(|point| point.label.as_deref()));
    let limit = |label: &&'a str| Limit {
        points: points.iter().copied().filter(|p| p.label.as_deref() == Some(label)).collect(),
    };
    labels.iter().map(limit).collect()
}

fn draw_limit(sketch: &mut Sketch, plane: &Plane, limit: &Limit<'_>, place: usize) {
    let dash = if place == 0 { Dash::Long } else { Dash::Dotted };
    let edge = |value: fn(&SeriesPoint) -> Option<f64>| -> Vec<Spot> {
        limit.points.iter().filter_map(|p| Some(plane.at(p.x?, value(p)?))).collect()
    };
    for spots in [edge(|point| point.low), edge(|point| point.high)] {
        sketch.line(&spots, Stroke { role: Role::Soft, width: 1.4, dash });
    }
    let middle = edge(|point| point.y);
    if place == 0 && middle.len() > 1 {
        sketch.line(&middle, solid(Role::N, 1.4));
    }
}

/// True beyond the limit of the next size that it is known for.
fn outside(limit: &Limit<'_>, n: f64, share: f64) -> bool {
    let near = limit.points.iter().min_by(|one, other| {
        let far = |point: &SeriesPoint| (point.x.unwrap_or(0.0) - n).abs();
        far(one).total_cmp(&far(other))
    });
    near.and_then(|point| Some(share < point.low? || share > point.high?)).unwrap_or(false)
}

fn name(sketch: &mut Sketch, plane: &Plane, (x, y): Spot, text: &str) {
    let text = shorten(text, SMALL, 120.0);
    let look = Type::new(Role::Ink, SMALL).halo();
    if x + 8.0 + width_of(&text, SMALL) <= plane.width.pixels() {
        sketch.text((x + 8.0, y + 4.0), &text, look);
    } else {
        sketch.text((x - 8.0, y + 4.0), &text, look.anchor(Anchor::End));
    }
}

fn label_axis(language: &Language, sketch: &mut Sketch, plane: &Plane, across: (f64, f64)) {
    let places: Vec<(f64, String)> =
        ticks(across, 4).into_iter().map(|n| (n, language.number(n, 0))).collect();
    ticks_along(sketch, &places, &plane.x, plane.bottom() + 18.0, plane.width.pixels());
    let middle = f64::midpoint(plane.x.pixels.0, plane.x.pixels.1);
    let look = Type::new(Role::Soft, SMALL).anchor(Anchor::Middle);
    sketch.text((middle, plane.bottom() + 36.0), &say!(language, "chart-group-size"), look);
}
