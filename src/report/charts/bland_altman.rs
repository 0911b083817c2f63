//! Agreement of two sides, pair by pair: the gap over the average of both, with the limits of agreement.

use crate::inference::{Finding, SeriesPoint};
use crate::report::language::{Language, say};
use crate::report::lettering::{shorten, width as width_of};
use crate::report::svg::{Anchor, Dash, Sketch, Stroke, Type, solid};
use crate::report::theme::{Role, Theme};

use super::parts::board::{drawing, ticks_along};
use super::parts::plane::Plane;
use super::parts::{
    SMALL, counted, extent, is_all_terms, is_everyone, rounded, tick_digits, ticks,
};
use super::{Chart, ChartData, ChartError, Drawing, Width, dumbbell, intervals};

pub(super) const CHART: Chart = Chart {
    name: "bland_altman",
    about: "the gap of each pair over the average of both sides, the mean gap and the limits of \
            agreement; without pairs that may be shown, a dumbbell",
    accepts: &["dyad"],
    draw,
};

/// Radius of the most frequent pair of answers.
const LARGEST: f64 = 15.0;

fn draw(data: &ChartData<'_>, theme: &Theme, width: Width) -> Result<Option<Drawing>, ChartError> {
    let subject = data.findings.first().and_then(|finding| finding.subject.as_deref());
    let find = |answer: &str| {
        data.findings.iter().copied().find(|finding| {
            finding.answer == answer
                && finding.subject.as_deref() == subject
                && is_everyone(finding)
                && is_all_terms(finding)
        })
    };
    let gap = find("mean_gap").and_then(|gap| Some((gap, gap.estimate?)));
    let limits = find("limits_of_agreement").and_then(|one| Some((one.low?, one.high?)));
    let points: Vec<&SeriesPoint> = data
        .series
        .iter()
        .copied()
        .filter(|point| point.series == "agreement" && point.subject.as_deref() == subject)
        .filter(|point| point.dimension == "all" && point.term_id == "all")
        .collect();
    let (Some((gap, mean)), Some(limits)) = (gap, limits) else {
        return (dumbbell::CHART.draw)(data, theme, width);
    };
    let (across, up) = ranges(data, subject, &points, limits);
    let mut sketch = Sketch::new(width.pixels());
    let right = if width == Width::Wide { 150.0 } else { 104.0 };
    let plane = Plane::new(width, 34.0, right, across, up);
    let language = data.language();
    plane.head(&mut sketch, &say!(language, "chart-gap-of"));
    plane.grid(language, &mut sketch, "points", 4);
    let most = points.iter().filter_map(|point| point.n).max().unwrap_or(1) as f64;
    for point in &points {
        let (Some(x), Some(y), Some(n)) = (point.x, point.y, point.n) else { continue };
        sketch.ring(plane.at(x, y), 3.0 + (LARGEST - 3.0) * (n as f64 / most).sqrt(), Role::A);
    }
    draw_lines(language, &mut sketch, &plane, (gap, mean), limits);
    draw_axis(language, &mut sketch, &plane);
    let shown: u64 = points.iter().filter_map(|point| point.n).sum();
    let hidden = gap.n.unwrap_or(shown).saturating_sub(shown);
    let mut caption = vec![say!(language, "chart-rings", counted = counted(data, gap.n))];
    caption.extend((hidden > 0).then(|| say!(language, "chart-rare-answers", n = hidden)));
    caption.push(say!(language, "chart-in-brackets", intervals = intervals(data)));
    drawing(sketch, plane.bottom() + 42.0, data, theme, &caption)
}

type Range = (f64, f64);

fn ranges(
    data: &ChartData<'_>,
    subject: Option<&str>,
    points: &[&SeriesPoint],
    limits: Range,
) -> (Range, Range) {
    let found = extent(points.iter().filter_map(|point| point.x)).unwrap_or((0.0, 1.0));
    let (low, high) = subject.and_then(|id| data.labels.range(id)).unwrap_or(found);
    let margin = (high - low).max(0.1) * 0.06;
    let gaps = points.iter().filter_map(|point| point.y).chain([limits.0, limits.1, 0.0]);
    let up = rounded(extent(gaps).unwrap_or((-1.0, 1.0)), 4);
    ((low - margin, high + margin), up)
}

/// The mean gap and the limits, named at the right.
fn draw_lines(
    language: &Language,
    sketch: &mut Sketch,
    plane: &Plane,
    (gap, mean): (&Finding, f64),
    (low, high): Range,
) {
    let (left, right) = plane.x.pixels;
    let dashed = Stroke { role: Role::B, width: 1.6, dash: Dash::Long };
    let (number, interval) = language.change_and_interval(mean, gap.low, gap.high, &gap.unit);
    let lines = [
        (high, dashed, language.change(high, &gap.unit), String::new()),
        (mean, solid(Role::Ink, 1.8), number, interval),
        (low, dashed, language.change(low, &gap.unit), String::new()),
    ];
    let mut free_from = 0.0_f64;
    for (value, stroke, number, note) in lines {
        let y = plane.y.at(value);
        sketch.line(&[(left, y), (right, y)], stroke);
        let mut base = (y + 4.0).max(free_from);
        for (text, role) in [(number, Role::Ink), (note, Role::Soft)] {
            if !text.is_empty() && width_of(&text, SMALL) <= plane.width.pixels() - right - 8.0 {
                sketch.text((right + 8.0, base), &text, Type::new(role, SMALL));
                base += 14.0;
            }
        }
        free_from = base;
    }
}

fn draw_axis(language: &Language, sketch: &mut Sketch, plane: &Plane) {
    let places = ticks(plane.x.values, 4);
    let digits = tick_digits(&places);
    let labels: Vec<(f64, String)> =
        places.iter().map(|x| (*x, language.number(*x, digits))).collect();
    ticks_along(sketch, &labels, &plane.x, plane.bottom() + 18.0, plane.width.pixels());
    let middle = f64::midpoint(plane.x.pixels.0, plane.x.pixels.1);
    let look = Type::new(Role::Soft, SMALL).anchor(Anchor::Middle);
    let title =
        shorten(&say!(language, "chart-average-of-both"), SMALL, plane.width.pixels() * 0.8);
    sketch.text((middle, plane.bottom() + 36.0), &title, look);
}
