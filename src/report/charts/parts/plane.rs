//! A plane with time across and height up: curves, areas, trends.

use crate::inference::Finding;
use crate::plan::DAYS_PER_MONTH;
use crate::report::charts::Width;
use crate::report::language::{Language, say};
use crate::report::lettering::{shorten, width};
use crate::report::svg::{Anchor, Dash, Sketch, Spot, Stroke, Type, solid};
use crate::report::theme::Role;

use super::board::ticks_along;
use super::{SMALL, Scale, tick_label, ticks};

/// The plane of a drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Plane {
    pub(crate) x: Scale,
    pub(crate) y: Scale,
    pub(crate) width: Width,
}

impl Plane {
    /// A plane below a head, with room at the right for labels.
    pub(crate) fn new(
        width: Width,
        head: f64,
        right: f64,
        across: (f64, f64),
        up: (f64, f64),
    ) -> Self {
        let (left, tall) = match width {
            Width::Wide => (52.0, 240.0),
            Width::Narrow => (47.0, 200.0),
        };
        Self {
            x: Scale { values: across, pixels: (left, width.pixels() - right) },
            y: Scale { values: up, pixels: (head + tall, head) },
            width,
        }
    }

    /// The spot of two values.
    pub(crate) fn at(&self, x: f64, y: f64) -> Spot {
        (self.x.at(x), self.y.at(y))
    }

    /// The lower edge.
    pub(crate) fn bottom(&self) -> f64 {
        self.y.pixels.0
    }

    /// What the height means, above it.
    pub(crate) fn head(&self, sketch: &mut Sketch, text: &str) {
        sketch.text((0.0, self.y.pixels.1 - 14.0), text, Type::new(Role::Soft, SMALL));
    }

    /// Horizontal grid lines with their values at the left.
    pub(crate) fn grid(&self, language: &Language, sketch: &mut Sketch, unit: &str, most: usize) {
        let places = ticks(self.y.values, most);
        for tick in &places {
            let y = self.y.at(*tick);
            let role = if *tick == 0.0 { Role::Soft } else { Role::Line };
            sketch.line(&[(self.x.pixels.0, y), (self.x.pixels.1, y)], solid(role, 1.0));
            let look = Type::new(Role::Soft, SMALL).anchor(Anchor::End);
            sketch.text(
                (self.x.pixels.0 - 8.0, y + 4.0),
                &tick_label(language, *tick, &places, unit),
                look,
            );
        }
    }

    /// Months under the plane, with a title; gives the ticks in days and the base line of the title.
    pub(crate) fn months(
        &self,
        language: &Language,
        sketch: &mut Sketch,
        title: &str,
    ) -> (Vec<f64>, f64) {
        let step = month_step(self.x.values.1) * DAYS_PER_MONTH;
        let mut days = Vec::new();
        while days.len() as f64 * step <= self.x.values.1 + 1.0 {
            days.push(days.len() as f64 * step);
        }
        let labels: Vec<(f64, String)> =
            days.iter().map(|day| (*day, language.number(day / DAYS_PER_MONTH, 0))).collect();
        for day in &days {
            let x = self.x.at(*day);
            sketch.line(&[(x, self.bottom()), (x, self.bottom() + 4.0)], solid(Role::Soft, 1.0));
        }
        ticks_along(sketch, &labels, &self.x, self.bottom() + 18.0, self.width.pixels());
        let middle = f64::midpoint(self.x.pixels.0, self.x.pixels.1);
        let look = Type::new(Role::Soft, SMALL).anchor(Anchor::Middle);
        sketch.text((middle, self.bottom() + 36.0), title, look);
        (days, self.bottom() + 36.0)
    }

    /// The dotted upright line of what a match promises to last, where the plane reaches it.
    pub(crate) fn promise(
        &self,
        language: &Language,
        sketch: &mut Sketch,
        days: Option<f64>,
        y: f64,
    ) {
        let Some(days) = days.filter(|days| *days > 0.0 && *days <= self.x.values.1) else {
            return;
        };
        let x = self.x.at(days);
        let stroke = Stroke { role: Role::Ink, width: 1.4, dash: Dash::Dotted };
        sketch.line(&[(x, self.y.pixels.1), (x, self.bottom())], stroke);
        let text = say!(language, "chart-promised", months = language.months(days));
        let look = Type::new(Role::Soft, SMALL).halo();
        if width(&text, SMALL) + 8.0 < x - self.x.pixels.0 {
            sketch.text((x - 7.0, y), &text, look.anchor(Anchor::End));
        } else if width(&text, SMALL) + 8.0 < self.width.pixels() - x {
            sketch.text((x + 7.0, y), &text, look);
        }
    }

    /// Labels at the right of the plane, moved apart where they would touch.
    pub(crate) fn labels_right(&self, sketch: &mut Sketch, labels: &[EndLabel]) {
        let x = self.x.pixels.1 + 12.0;
        let room = self.width.pixels() - x;
        let mut order: Vec<&EndLabel> = labels.iter().collect();
        order.sort_by(|one, other| one.y.total_cmp(&other.y));
        let heights: Vec<f64> = order.iter().map(|label| label.height()).collect();
        let mut y = spread(&order, &heights, (self.y.pixels.1, self.bottom() + 30.0)).into_iter();
        for label in order {
            let mut line = y.next().unwrap_or(label.y) + 11.0;
            let (x, room) = match label.swatch {
                Some(role) => {
                    sketch.rect((x, line - 10.0), (x + 11.0, line + 1.0), role);
                    (x + 17.0, room - 17.0)
                }
                None => (x, room),
            };
            if !label.name.is_empty() {
                let look = Type::new(label.role, SMALL).bold();
                sketch.text((x, line), &shorten(&label.name, SMALL * 1.07, room), look);
                line += 15.0;
            }
            for (place, text) in label.lines.iter().enumerate() {
                let role = if place == 0 { Role::Ink } else { Role::Soft };
                sketch.text((x, line), &shorten(text, SMALL, room), Type::new(role, SMALL));
                line += 15.0;
            }
        }
    }
}

/// What stands beside the end of a curve.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct EndLabel {
    pub(crate) y: f64,
    pub(crate) role: Role,
    /// A block of colour before the name, where the colour itself is too light for letters.
    pub(crate) swatch: Option<Role>,
    pub(crate) name: String,
    pub(crate) lines: Vec<String>,
}

impl EndLabel {
    fn height(&self) -> f64 {
        let lines = self.lines.len() + usize::from(!self.name.is_empty());
        lines as f64 * 15.0 + 7.0
    }
}

/// Upper edges of labels: near their curves, below one another, within the ends.
fn spread(labels: &[&EndLabel], heights: &[f64], (top, bottom): (f64, f64)) -> Vec<f64> {
    let mut edges = Vec::new();
    let mut free_from = top - 6.0;
    for (label, height) in labels.iter().zip(heights) {
        let edge = (label.y - height / 2.0).max(free_from);
        edges.push(edge);
        free_from = edge + height;
    }
    let mut free_to = bottom;
    for (edge, height) in edges.iter_mut().zip(heights).rev() {
        *edge = edge.min(free_to - height);
        free_to = *edge;
    }
    edges
}

/// Months between ticks.
fn month_step(days: f64) -> f64 {
    let months = days / DAYS_PER_MONTH;
    [(6.5, 1.0), (18.5, 3.0), (37.0, 6.0), (75.0, 12.0)]
        .into_iter()
        .find(|(most, _)| months <= *most)
        .map_or(24.0, |(_, step)| step)
}

/// The end of a time axis: a little further when the next tick is near.
pub(crate) fn axis_end(days: f64) -> f64 {
    let step = month_step(days) * DAYS_PER_MONTH;
    let next = (days / step).ceil() * step;
    if next - days < 0.2 * step { next } else { days }
}

/// Corners of a step curve: level until the next point, then up or down.
pub(crate) fn steps(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut corners: Vec<(f64, f64)> = Vec::new();
    for (x, y) in points {
        if let Some((_, last)) = corners.last().copied() {
            corners.push((*x, last));
        }
        if corners.last() != Some(&(*x, *y)) {
            corners.push((*x, *y));
        }
    }
    corners
}

/// The finding of an answer such as `survival_365` with the longest horizon that the curve reaches.
pub(crate) fn at_horizon<'a>(
    findings: &[&'a Finding],
    prefix: &str,
    end: f64,
) -> Option<(f64, &'a Finding)> {
    let days = |finding: &Finding| finding.answer.strip_prefix(prefix)?.parse::<f64>().ok();
    findings
        .iter()
        .filter_map(|finding| Some((days(finding)?, *finding)))
        .filter(|(days, finding)| *days <= end + 1.0 && finding.estimate.is_some())
        .max_by(|one, other| one.0.total_cmp(&other.0))
}
