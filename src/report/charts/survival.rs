//! How long matches last: step curves with bands, numbers at risk and the promised length.

use crate::inference::{Finding, SeriesPoint};
use crate::report::language::{Language, say};
use crate::report::svg::{Anchor, Dash, Sketch, Stroke, Type};
use crate::report::theme::{Role, Theme};

use super::parts::board::drawing;
use super::parts::key::{KeyMark, key};
use super::parts::plane::{EndLabel, Plane, at_horizon, axis_end, steps};
use super::parts::{SMALL, distinct};
use super::{Chart, ChartData, ChartError, Drawing, Width, intervals};

pub(super) const CHART: Chart = Chart {
    name: "survival",
    about: "share still together by months since the start, with bands, numbers at risk and the \
            promised length; at most three groups",
    accepts: &["duration"],
    draw,
};

const LOOKS: [(Role, Dash); 3] =
    [(Role::A, Dash::Solid), (Role::B, Dash::Long), (Role::N, Dash::Mixed)];

struct Curve<'a> {
    name: String,
    points: Vec<&'a SeriesPoint>,
    at_risk: Vec<(f64, u64)>,
    /// The last day on which enough are followed.
    end: f64,
    findings: Vec<&'a Finding>,
    look: (Role, Dash),
}

impl Curve<'_> {
    /// Corners of a step curve; where nothing happens any more it stays level to the curve's end.
    fn line(&self, height: impl Fn(&SeriesPoint) -> Option<f64>) -> Vec<(f64, f64)> {
        let known = self.points.iter().filter_map(|point| Some((point.x?, height(point)?)));
        let mut points = vec![(0.0, 1.0)];
        points.extend(known.filter(|(x, _)| *x > 0.0));
        if let Some((x, y)) = points.last().copied()
            && x < self.end
        {
            points.push((self.end, y));
        }
        steps(&points)
    }

    fn at_horizon(&self) -> Option<(f64, &Finding)> {
        at_horizon(&self.findings, "survival_", self.end)
    }

    /// Followed at a day: known at the next event, for nobody leaves unseen between two events.
    fn followed(&self, day: f64) -> Option<u64> {
        if day > self.end + 16.0 {
            return None;
        }
        let near = |x: f64| (x - day).abs() <= 16.0;
        let next = self.at_risk.iter().find(|(x, _)| *x >= day - 1.0 && near(*x));
        next.or_else(|| self.at_risk.iter().rev().find(|(x, _)| near(*x))).map(|(_, n)| *n)
    }
}

fn draw(data: &ChartData<'_>, theme: &Theme, width: Width) -> Result<Option<Drawing>, ChartError> {
    let (curves, left_out) = curves(data);
    let end = curves.iter().map(|curve| curve.end).fold(0.0, f64::max);
    if curves.is_empty() || end <= 0.0 {
        return Ok(None);
    }
    let language = data.language();
    let mut sketch = Sketch::new(width.pixels());
    let (head, right) = match width {
        Width::Wide => (28.0, 132.0),
        Width::Narrow => (draw_key(language, &mut sketch, &curves) + 26.0, 14.0),
    };
    let plane = Plane::new(width, head, right, (0.0, axis_end(end)), (0.0, 1.0));
    let key = |key: &str| data.kpi.and_then(|kpi| kpi.keys.get(key)).cloned();
    let state = key("state").unwrap_or_else(|| say!(language, "chart-still-meeting"));
    plane.head(&mut sketch, &say!(language, "chart-share-in-state", state = state));
    plane.grid(language, &mut sketch, "share", 4);
    // What pairs promise is no measure of anything else.
    let promised = data.commitment_days.filter(|_| key("since").is_none());
    let since = key("since").unwrap_or_else(|| say!(language, "chart-the-first-meeting"));
    let months = say!(language, "chart-months-since", since = since);
    let (ticks, title) = plane.months(language, &mut sketch, &months);
    for curve in curves.iter().rev() {
        draw_band(&mut sketch, &plane, curve);
    }
    plane.promise(language, &mut sketch, promised, plane.bottom() - 9.0);
    for curve in curves.iter().rev() {
        draw_curve(&mut sketch, &plane, curve);
    }
    if width == Width::Wide {
        let labels: Vec<EndLabel> =
            curves.iter().map(|curve| end_label(language, &plane, curve)).collect();
        plane.labels_right(&mut sketch, &labels);
    }
    let height = draw_at_risk(language, &mut sketch, &plane, &curves, &ticks, title + 22.0);
    drawing(sketch, height, data, theme, &caption(data, left_out))
}

/// One curve per level of the first segment that is given, or the one of everyone.
fn curves<'a>(data: &ChartData<'a>) -> (Vec<Curve<'a>>, usize) {
    let points: Vec<&SeriesPoint> =
        data.series.iter().copied().filter(|point| point.term_id == "all").collect();
    let survival = || points.iter().filter(|point| point.series == "survival");
    let dimension = distinct(survival().map(|point| point.dimension.as_str()))
        .into_iter()
        .find(|dimension| *dimension != "all")
        .unwrap_or("all");
    let levels = distinct(
        survival().filter(|point| point.dimension == dimension).map(|point| point.level.as_str()),
    );
    let mut curves: Vec<Curve<'a>> =
        levels.iter().filter_map(|level| curve(data, &points, dimension, level)).collect();
    let left_out = curves.len().saturating_sub(LOOKS.len());
    let size = |curve: &Curve<'_>| curve.points.first().and_then(|point| point.n);
    curves.sort_by_key(|curve| std::cmp::Reverse(size(curve)));
    curves.truncate(LOOKS.len());
    for (curve, look) in curves.iter_mut().zip(LOOKS) {
        curve.look = look;
    }
    (curves, left_out)
}

fn curve<'a>(
    data: &ChartData<'a>,
    points: &[&'a SeriesPoint],
    dimension: &str,
    level: &str,
) -> Option<Curve<'a>> {
    let of = |series: &str| -> Vec<&'a SeriesPoint> {
        let mut found: Vec<&'a SeriesPoint> = points
            .iter()
            .copied()
            .filter(|point| point.series == series)
            .filter(|point| point.dimension == dimension && point.level == level)
            .filter(|point| point.x.is_some())
            .collect();
        found.sort_by(|one, other| one.x.unwrap_or(0.0).total_cmp(&other.x.unwrap_or(0.0)));
        found
    };
    let is_followed = |point: &&SeriesPoint| point.n.is_none_or(|n| n >= data.min_at_risk);
    let kept: Vec<&SeriesPoint> = of("survival")
        .into_iter()
        .take_while(is_followed)
        .filter(|point| point.y.is_some())
        .collect();
    let counts = |points: &[&SeriesPoint]| -> Vec<(f64, u64)> {
        points.iter().filter_map(|point| Some((point.x?, point.n?))).collect()
    };
    let mut at_risk = counts(&of("at_risk"));
    // The steps know it too, on other days; where both do, they agree.
    at_risk.extend(counts(&kept));
    at_risk.sort_by(|one, other| one.0.total_cmp(&other.0));
    let last = kept.last().and_then(|point| point.x)?;
    let enough = at_risk.iter().filter(|(_, n)| *n >= data.min_at_risk);
    let end = enough.map(|(x, _)| *x).fold(last, f64::max);
    let is_here = |finding: &&Finding| {
        finding.term_id == "all" && finding.dimension == dimension && finding.level == level
    };
    let name = if dimension == "all" { String::new() } else { data.labels.level(level) };
    let findings = data.findings.iter().copied().filter(is_here).collect();
    Some(Curve { name, points: kept, at_risk, end, findings, look: LOOKS[0] })
}

fn draw_band(sketch: &mut Sketch, plane: &Plane, curve: &Curve<'_>) {
    let low = curve.line(|point| point.low);
    let high = curve.line(|point| point.high);
    if low.len() < 2 || high.len() < 2 {
        return;
    }
    let outline: Vec<(f64, f64)> =
        high.into_iter().chain(low.into_iter().rev()).map(|(x, y)| plane.at(x, y)).collect();
    sketch.area(&outline, curve.look.0.band());
}

fn draw_curve(sketch: &mut Sketch, plane: &Plane, curve: &Curve<'_>) {
    let line: Vec<(f64, f64)> =
        curve.line(|point| point.y).into_iter().map(|(x, y)| plane.at(x, y)).collect();
    let (role, dash) = curve.look;
    sketch.line(&line, Stroke { role, width: 2.4, dash });
    if let Some((days, finding)) = curve.at_horizon() {
        let spot = plane.at(days, finding.estimate.unwrap_or(0.0));
        sketch.disc(spot, 6.0, Role::Card);
        sketch.disc(spot, 4.3, role);
    }
}

/// What a curve is quoted with, all from one finding.
struct Quoted {
    value: String,
    interval: String,
    /// The horizon.
    months: String,
}

fn quoted(language: &Language, curve: &Curve<'_>) -> Option<Quoted> {
    let (days, finding) = curve.at_horizon()?;
    Some(Quoted {
        value: language.in_hundred(finding.estimate?),
        interval: language.interval(finding.low, finding.high, "share")?,
        months: language.months(days.round()),
    })
}

fn end_label(language: &Language, plane: &Plane, curve: &Curve<'_>) -> EndLabel {
    let last = curve.points.last().and_then(|point| point.y).unwrap_or(0.0);
    let lines = quoted(language, curve).map_or_else(Vec::new, |said| {
        let at = say!(language, "chart-at-months", months = said.months);
        vec![said.value, format!("{},", said.interval), at]
    });
    let y = plane.y.at(last);
    let mut lines = lines;
    if curve.name.is_empty() && !lines.is_empty() {
        let name = lines.remove(0);
        return EndLabel { y, role: Role::Ink, swatch: None, name, lines };
    }
    let name = curve.name.clone();
    EndLabel { y, role: curve.look.0, swatch: None, name, lines }
}

fn draw_key(language: &Language, sketch: &mut Sketch, curves: &[Curve<'_>]) -> f64 {
    let mut y = 14.0;
    for curve in curves {
        let (role, dash) = curve.look;
        let mark = KeyMark::Line(Stroke { role, width: 2.4, dash });
        let quoted = quoted(language, curve).map(|said| {
            let Quoted { value, interval, months } = said;
            say!(language, "chart-value-at", value = value, months = months, interval = interval)
        });
        let name = [curve.name.clone(), quoted.unwrap_or_default()];
        let name: Vec<String> = name.into_iter().filter(|part| !part.is_empty()).collect();
        // A curve by itself that reaches no horizon has nothing to be named.
        if !name.is_empty() {
            y = key(sketch, &[(name.join(": "), mark)], (2.0, 338.0), y) + 10.0;
        }
    }
    y - 10.0
}

fn draw_at_risk(
    language: &Language,
    sketch: &mut Sketch,
    plane: &Plane,
    curves: &[Curve<'_>],
    ticks: &[f64],
    top: f64,
) -> f64 {
    sketch.text((0.0, top), &say!(language, "chart-still-followed"), Type::new(Role::Soft, SMALL));
    let mut y = top + 18.0;
    for curve in curves {
        let (role, dash) = curve.look;
        sketch.line(&[(0.0, y - 4.0), (22.0, y - 4.0)], Stroke { role, width: 2.4, dash });
        for tick in ticks {
            let Some(n) = curve.followed(*tick) else { continue };
            let look = Type::new(role, SMALL).anchor(Anchor::Middle);
            sketch.text((plane.x.at(*tick), y), &language.count(n), look);
        }
        y += 17.0;
    }
    y - 8.0
}

fn caption(data: &ChartData<'_>, left_out: usize) -> Vec<String> {
    let language = data.language();
    let mut caption =
        vec![say!(language, "chart-bands", intervals = intervals(data), least = data.min_at_risk)];
    if left_out > 0 {
        caption.push(say!(language, "chart-smaller-groups", n = left_out));
    }
    caption
}
