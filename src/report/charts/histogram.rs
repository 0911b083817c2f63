//! How values spread: bars of a distribution, and a line at what was promised.

use crate::inference::SeriesPoint;
use crate::report::language::{Language, say};
use crate::report::lettering::{shorten, width as width_of};
use crate::report::svg::{Anchor, Dash, Sketch, Stroke, Type, solid};
use crate::report::theme::{Role, Theme};

use super::parts::board::drawing;
use super::parts::plane::Plane;
use super::parts::{SMALL, axis_title, counted, extent, headline, rounded, tick_digits};
use super::{Chart, ChartData, ChartError, Drawing, Width, bars};

pub(super) const CHART: Chart = Chart {
    name: "histogram",
    about: "how a measure's values spread, with lines at the middle and at what was promised; without a distribution, bars",
    accepts: &["one_group"],
    draw,
};

fn draw(data: &ChartData<'_>, theme: &Theme, width: Width) -> Result<Option<Drawing>, ChartError> {
    let subject = data.findings.first().and_then(|finding| finding.subject.as_deref());
    let mut points: Vec<&SeriesPoint> = data
        .series
        .iter()
        .copied()
        .filter(|point| matches!(point.series.as_str(), "histogram" | "distribution"))
        .filter(|point| point.subject.as_deref() == subject && point.x.is_some())
        .filter(|point| point.dimension == "all" && point.term_id == "all")
        .collect();
    points.sort_by(|one, other| one.x.unwrap_or(0.0).total_cmp(&other.x.unwrap_or(0.0)));
    let known = points.iter().filter(|point| point.y.is_some()).count();
    let findings = headline(data);
    let Some(finding) = findings.first().filter(|_| known > 2) else {
        return (bars::CHART.draw)(data, theme, width);
    };
    let apart = step(&points);
    let places = points.iter().filter_map(|point| point.x);
    let (first, last) = extent(places).unwrap_or((0.0, 1.0));
    let most = points.iter().filter_map(|point| point.y).fold(0.0, f64::max);
    let mut sketch = Sketch::new(width.pixels());
    let across = (first - apart / 2.0, last + apart / 2.0);
    let plane = Plane::new(width, 46.0, 14.0, across, (0.0, rounded((0.0, most), 3).1.min(1.0)));
    let language = data.language();
    let who = if data.kpi.is_some_and(|kpi| kpi.unit == "match") {
        say!(language, "chart-share-of-matches")
    } else {
        say!(language, "chart-share")
    };
    plane.head(&mut sketch, &who);
    plane.grid(language, &mut sketch, "share", 3);
    for point in &points {
        let (Some(x), Some(y)) = (point.x, point.y) else { continue };
        let (left, right) = (plane.x.at(x - apart / 2.0) + 0.5, plane.x.at(x + apart / 2.0) - 0.5);
        sketch.rect((left, plane.y.at(y)), (right.max(left + 1.0), plane.bottom()), Role::A);
    }
    label_axis(language, &mut sketch, &plane, &points, &finding.unit);
    let written = |value: f64| language.value(value, &finding.unit);
    let estimate = finding.estimate.map(|value| {
        let number = written(value);
        let text = if finding.answer == "median" {
            say!(language, "chart-middle", value = number)
        } else {
            say!(language, "chart-average", value = number)
        };
        (value, text, Dash::Solid)
    });
    let promised = data.promised.map(|value| {
        (value, say!(language, "chart-promised-value", value = written(value)), Dash::Dotted)
    });
    let target = finding.target.map(|value| {
        (value, say!(language, "chart-target-value", value = written(value)), Dash::Dotted)
    });
    let mut y = plane.y.pixels.1 - 26.0;
    for (value, text, dash) in estimate.into_iter().chain(target.or(promised)) {
        upright(&mut sketch, &plane, value, (&text, dash), y);
        y += 13.0;
    }
    let hidden = points.iter().any(|point| point.y.is_none());
    let mut caption = vec![format!("{}.", counted(data, finding.n))];
    caption.extend(hidden.then(|| say!(language, "chart-few-left-out")));
    drawing(sketch, plane.bottom() + 42.0, data, theme, &caption)
}

/// The distance of neighbouring bars.
fn step(points: &[&SeriesPoint]) -> f64 {
    let places: Vec<f64> = points.iter().filter_map(|point| point.x).collect();
    let apart = places.windows(2).map(|pair| pair[1] - pair[0]).filter(|apart| *apart > 0.0);
    let least = apart.fold(f64::INFINITY, f64::min);
    if least.is_finite() { least } else { 1.0 }
}

fn label_axis(
    language: &Language,
    sketch: &mut Sketch,
    plane: &Plane,
    points: &[&SeriesPoint],
    unit: &str,
) {
    let places: Vec<f64> = points.iter().filter_map(|point| point.x).collect();
    let digits = tick_digits(&places);
    let ticks: Vec<(f64, String)> =
        places.iter().map(|x| (*x, language.number(*x, digits))).collect();
    super::parts::board::ticks_along(
        sketch,
        &ticks,
        &plane.x,
        plane.bottom() + 18.0,
        plane.width.pixels(),
    );
    let middle = f64::midpoint(plane.x.pixels.0, plane.x.pixels.1);
    let look = Type::new(Role::Soft, SMALL).anchor(Anchor::Middle);
    let title = shorten(&axis_title(language, unit), SMALL, plane.width.pixels() * 0.8);
    sketch.text((middle, plane.bottom() + 36.0), &title, look);
}

/// A line at a value with its name above.
fn upright(sketch: &mut Sketch, plane: &Plane, value: f64, (text, dash): (&str, Dash), y: f64) {
    let (low, high) = plane.x.values;
    if value < low || value > high {
        return;
    }
    let x = plane.x.at(value);
    let line = [(x, y + 4.0), (x, plane.bottom())];
    if dash == Dash::Solid {
        sketch.line(&line, solid(Role::Ink, 1.6));
    } else {
        sketch.line(&line, Stroke { role: Role::Ink, width: 1.8, dash });
    }
    let look = Type::new(Role::Ink, SMALL).halo();
    if x + 6.0 + width_of(text, SMALL) <= plane.width.pixels() {
        sketch.text((x + 5.0, y + 9.0), text, look);
    } else {
        sketch.text((x - 5.0, y + 9.0), text, look.anchor(Anchor::End));
    }
}
