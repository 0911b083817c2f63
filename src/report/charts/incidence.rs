//! Why matches ended: causes stacked to the share that has ended by each month.

use crate::inference::{Finding, SeriesPoint};
use crate::report::language::{Language, say};
use crate::report::lettering::wrap;
use crate::report::svg::{Sketch, Type, solid};
use crate::report::theme::{Role, Theme};

use super::parts::board::drawing;
use super::parts::key::{KeyMark, key};
use super::parts::plane::{EndLabel, Plane, at_horizon, axis_end, steps};
use super::parts::{SMALL, distinct, is_all_terms, is_everyone, rounded};
use super::{Chart, ChartData, ChartError, Drawing, Width, intervals};

pub(super) const CHART: Chart = Chart {
    name: "incidence",
    about: "share of matches that ended for each reason, stacked by months since the start",
    accepts: &["duration"],
    draw,
};

struct Cause<'a> {
    name: String,
    points: Vec<(f64, f64)>,
    quoted: Option<(f64, &'a Finding)>,
    role: Role,
}

impl Cause<'_> {
    fn end(&self) -> f64 {
        self.points.last().map_or(0.0, |point| point.0)
    }

    /// The share that ended so by a day.
    fn at(&self, day: f64) -> f64 {
        self.points.iter().take_while(|point| point.0 <= day).last().map_or(0.0, |point| point.1)
    }

    fn size(&self) -> f64 {
        self.points.last().map_or(0.0, |point| point.1)
    }

    /// The number in words, from the finding that the table quotes too.
    fn said(&self, language: &Language) -> Option<(String, String)> {
        let (_, finding) = self.quoted?;
        let estimate = language.in_hundred(finding.estimate?);
        Some((estimate, language.interval(finding.low, finding.high, "share").unwrap_or_default()))
    }
}

fn draw(data: &ChartData<'_>, theme: &Theme, width: Width) -> Result<Option<Drawing>, ChartError> {
    let causes = causes(data);
    let end = causes.iter().map(Cause::end).fold(0.0, f64::max);
    let most: f64 = causes.iter().map(Cause::size).sum();
    if end <= 0.0 || most <= 0.0 {
        return Ok(None);
    }
    let language = data.language();
    let mut sketch = Sketch::new(width.pixels());
    let (head, right) = match width {
        Width::Wide => (28.0, 178.0),
        Width::Narrow => (draw_key(language, &mut sketch, &causes) + 26.0, 26.0),
    };
    let top = rounded((0.0, most.min(1.0)), 4).1.min(1.0);
    let plane = Plane::new(width, head, right, (0.0, axis_end(end)), (0.0, top));
    plane.head(&mut sketch, &say!(language, "chart-ended-by-reason"));
    plane.grid(language, &mut sketch, "share", 4);
    let (_, title) =
        plane.months(language, &mut sketch, &say!(language, "chart-months-since-meeting"));
    let middles = draw_areas(&mut sketch, &plane, &causes, end);
    plane.promise(language, &mut sketch, data.commitment_days, head + 14.0);
    name_areas(language, &mut sketch, &plane, &causes, &middles);
    drawing(sketch, title + 10.0, data, theme, &caption(data, &causes))
}

/// Most areas that can be told apart; smaller causes become one.
const MOST: usize = 6;

/// The causes of the slice of everyone, the most frequent first: it lies at the bottom. What was planned lies on top,
/// for it comes late and would lift all others.
fn causes<'a>(data: &ChartData<'a>) -> Vec<Cause<'a>> {
    let points: Vec<&SeriesPoint> = data
        .series
        .iter()
        .copied()
        .filter(|point| point.series == "incidence" && point.dimension == "all")
        .filter(|point| point.term_id == "all")
        .collect();
    let labels = distinct(points.iter().filter_map(|point| point.label.as_deref()));
    let mut causes: Vec<Cause<'a>> =
        labels.iter().filter_map(|label| cause(data, &points, label)).collect();
    let planned: Vec<String> = data
        .kpi
        .and_then(|kpi| kpi.keys.get("planned"))
        .map(|list| list.split(',').map(|id| data.labels.word(id.trim())).collect())
        .unwrap_or_default();
    let is_planned = |cause: &Cause<'_>| planned.contains(&cause.name);
    causes.sort_by(|one, other| {
        is_planned(one).cmp(&is_planned(other)).then(other.size().total_cmp(&one.size()))
    });
    let kept = MOST - 1 - usize::from(causes.last().is_some_and(is_planned));
    if causes.len() > MOST {
        let last = causes.len() - usize::from(causes.last().is_some_and(is_planned));
        let small: Vec<Cause<'a>> = causes.drain(kept..last).collect();
        causes.insert(kept, together(data.language(), &small));
    }
    for (place, cause) in causes.iter_mut().enumerate() {
        cause.role = Role::Category(u8::try_from(place).unwrap_or(u8::MAX));
    }
    causes
}

/// Several small causes as one area; each has its own number in the table.
fn together<'a>(language: &Language, causes: &[Cause<'a>]) -> Cause<'a> {
    let mut days: Vec<f64> =
        causes.iter().flat_map(|cause| cause.points.iter().map(|point| point.0)).collect();
    days.sort_by(f64::total_cmp);
    days.dedup();
    let height = |day: f64| causes.iter().map(|cause| cause.at(day)).sum::<f64>();
    let name = say!(language, "chart-other-reasons", n = causes.len());
    let points = days.into_iter().map(|day| (day, height(day))).collect();
    Cause { name, points, quoted: None, role: Role::N }
}

fn cause<'a>(data: &ChartData<'a>, points: &[&SeriesPoint], label: &str) -> Option<Cause<'a>> {
    let mut of_cause: Vec<&SeriesPoint> = points
        .iter()
        .copied()
        .filter(|point| point.label.as_deref() == Some(label) && point.x.is_some())
        .collect();
    of_cause.sort_by(|one, other| one.x.unwrap_or(0.0).total_cmp(&other.x.unwrap_or(0.0)));
    let points: Vec<(f64, f64)> = of_cause
        .into_iter()
        .take_while(|point| point.n.is_none_or(|n| n >= data.min_at_risk))
        .filter_map(|point| Some((point.x?, point.y?)))
        .collect();
    let end = points.last()?.0;
    let findings: Vec<&Finding> = data
        .findings
        .iter()
        .copied()
        .filter(|finding| is_everyone(finding) && is_all_terms(finding))
        .collect();
    let quoted = at_horizon(&findings, &format!("incidence_{label}_"), end.max(365.0));
    Some(Cause { name: data.labels.word(label), points, quoted, role: Role::N })
}

/// Draws the areas; gives the height of each one's middle at its right end.
fn draw_areas(sketch: &mut Sketch, plane: &Plane, causes: &[Cause<'_>], end: f64) -> Vec<f64> {
    let mut days: Vec<f64> = vec![0.0, end];
    days.extend(causes.iter().flat_map(|cause| cause.points.iter().map(|point| point.0)));
    days.sort_by(f64::total_cmp);
    days.dedup();
    let mut floor = vec![0.0; days.len()];
    let mut middles = Vec::new();
    for cause in causes {
        let ceiling: Vec<f64> =
            days.iter().zip(&floor).map(|(day, floor)| floor + cause.at(*day)).collect();
        let edge = |heights: &[f64]| -> Vec<(f64, f64)> {
            let points: Vec<(f64, f64)> =
                days.iter().copied().zip(heights.iter().copied()).collect();
            let changes = thinned(&points);
            steps(&changes).into_iter().map(|(x, y)| plane.at(x, y)).collect()
        };
        let upper = edge(&ceiling);
        let outline: Vec<(f64, f64)> =
            upper.iter().copied().chain(edge(&floor).into_iter().rev()).collect();
        sketch.area(&outline, cause.role);
        sketch.line(&upper, solid(Role::Card, 1.4));
        let last = (floor.last().copied(), ceiling.last().copied());
        middles.push(plane.y.at(f64::midpoint(last.0.unwrap_or(0.0), last.1.unwrap_or(0.0))));
        floor = ceiling;
    }
    middles
}

/// Without the points at which nothing changes, the last one kept.
fn thinned(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut kept: Vec<(f64, f64)> = Vec::new();
    for (place, (x, y)) in points.iter().enumerate() {
        let is_last = place + 1 == points.len();
        if is_last || kept.last().is_none_or(|last| (last.1 - y).abs() > 1e-12) {
            kept.push((*x, *y));
        }
    }
    kept
}

fn name_areas(
    language: &Language,
    sketch: &mut Sketch,
    plane: &Plane,
    causes: &[Cause<'_>],
    middles: &[f64],
) {
    if plane.width == Width::Narrow {
        return number_areas(sketch, plane, middles);
    }
    let label = |(cause, y): (&Cause<'_>, &f64)| {
        let mut lines = wrap(&cause.name, SMALL * 1.07, 146.0, 2);
        if let Some((estimate, interval)) = cause.said(language) {
            lines.push(format!("{estimate} ({interval})"));
        }
        let name = if lines.is_empty() { String::new() } else { lines.remove(0) };
        EndLabel { y: *y, role: Role::Ink, swatch: Some(cause.role), name, lines }
    };
    let labels: Vec<EndLabel> = causes.iter().zip(middles).map(label).collect();
    plane.labels_right(sketch, &labels);
}

/// Narrow, a number at the area's end points to the key, so that colour does not stand alone.
fn number_areas(sketch: &mut Sketch, plane: &Plane, middles: &[f64]) {
    let mut free_to = f64::INFINITY;
    for (place, middle) in middles.iter().enumerate() {
        let y = middle.min(free_to);
        let look = Type::new(Role::Ink, SMALL);
        sketch.text((plane.x.pixels.1 + 8.0, y + 4.0), &number(place), look);
        free_to = y - 14.0;
    }
}

fn number(place: usize) -> String {
    (place + 1).to_string()
}

fn draw_key(language: &Language, sketch: &mut Sketch, causes: &[Cause<'_>]) -> f64 {
    let mut y = 14.0;
    for (place, cause) in causes.iter().enumerate().rev() {
        let said =
            cause.said(language).map(|(estimate, interval)| format!(": {estimate} ({interval})"));
        let text = format!("{} {}{}", number(place), cause.name, said.unwrap_or_default());
        y = key(sketch, &[(text, KeyMark::Block(cause.role))], (2.0, 338.0), y) + 10.0;
    }
    y - 10.0
}

fn caption(data: &ChartData<'_>, causes: &[Cause<'_>]) -> Vec<String> {
    let horizon = causes.iter().find_map(|cause| cause.quoted).map(|(days, _)| days);
    let language = data.language();
    let numbers = horizon.map(|days| {
        let months = language.months(days.round());
        say!(language, "chart-ended-by", months = months, intervals = intervals(data))
    });
    let rest = say!(language, "chart-above-meeting");
    numbers.into_iter().chain(std::iter::once(rest)).collect()
}
