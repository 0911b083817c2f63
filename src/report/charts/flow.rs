//! Who was reached and who was lost where: boxes from the first stage to the last.

use std::cmp::Ordering;

use crate::inference::SeriesPoint;
use crate::report::language::{Language, say};
use crate::report::lettering::wrap;
use crate::report::svg::{Anchor, Sketch, Type, solid};
use crate::report::theme::{Role, Theme};

use super::parts::board::drawing;
use super::parts::{SMALL, TEXT, counted};
use super::{Chart, ChartData, ChartError, Drawing, Width};

pub(super) const CHART: Chart = Chart {
    name: "flow",
    about: "stages from top to bottom with counts, shares of the first, and the number lost between",
    accepts: &["flow"],
    draw,
};

const BETWEEN: f64 = 34.0;
const LINE: f64 = 16.0;

/// Edges of the boxes.
#[derive(Clone, Copy)]
struct Frame {
    left: f64,
    right: f64,
}

fn draw(data: &ChartData<'_>, theme: &Theme, width: Width) -> Result<Option<Drawing>, ChartError> {
    let stages = stages(data);
    if stages.iter().all(|stage| stage.n.is_none()) {
        return Ok(None);
    }
    let frame = match width {
        Width::Wide => Frame { left: 60.0, right: 620.0 },
        Width::Narrow => Frame { left: 1.0, right: 339.0 },
    };
    let mut sketch = Sketch::new(width.pixels());
    let mut y = 1.0;
    for (place, stage) in stages.iter().enumerate() {
        if place > 0 {
            draw_between(&mut sketch, data, frame, y, (stages[place - 1], stage));
            y += BETWEEN;
        }
        y = draw_box(&mut sketch, data, frame, y, stage);
    }
    drawing(sketch, y + 1.0, data, theme, &[say!(data.language(), "chart-flow")])
}

fn stages<'a>(data: &ChartData<'a>) -> Vec<&'a SeriesPoint> {
    let mut stages: Vec<&SeriesPoint> = data
        .series
        .iter()
        .copied()
        .filter(|point| point.series == "flow")
        .filter(|point| point.term_id == "all" && point.dimension == "all")
        .collect();
    stages.sort_by(|one, other| one.x.unwrap_or(0.0).total_cmp(&other.x.unwrap_or(0.0)));
    stages
}

fn draw_box(
    sketch: &mut Sketch,
    data: &ChartData<'_>,
    frame: Frame,
    top: f64,
    stage: &SeriesPoint,
) -> f64 {
    let room = frame.right - frame.left;
    let label = data.labels.word(stage.label.as_deref().unwrap_or_default());
    let lines = wrap(&label, TEXT, room - 146.0, 2);
    let height = 24.0 + lines.len() as f64 * LINE;
    let bottom = top + height;
    if let (Some(_), Some(share)) = (stage.n, stage.y) {
        let end = frame.left + room * share.clamp(0.0, 1.0);
        sketch.rect((frame.left, top), (end, bottom), Role::BandA);
    }
    let corners = [
        (frame.left, top),
        (frame.right, top),
        (frame.right, bottom),
        (frame.left, bottom),
        (frame.left, top),
    ];
    sketch.line(&corners, solid(Role::Line, 1.2));
    sketch.line(&[(frame.left, top), (frame.left, bottom)], solid(Role::A, 3.0));
    let middle = f64::midpoint(top, bottom);
    let mut y = middle - (lines.len() as f64 - 1.0) * LINE / 2.0 + 4.5;
    for line in &lines {
        sketch.text((frame.left + 14.0, y), line, Type::new(Role::Ink, TEXT));
        y += LINE;
    }
    draw_numbers(sketch, data.language(), frame, middle + 5.0, stage);
    bottom
}

fn draw_numbers(
    sketch: &mut Sketch,
    language: &Language,
    frame: Frame,
    y: f64,
    stage: &SeriesPoint,
) {
    let end = |role: Role, size: f64| Type::new(role, size).anchor(Anchor::End);
    let Some(n) = stage.n else {
        sketch.text(
            (frame.right - 12.0, y),
            &say!(language, "hidden-short"),
            end(Role::Soft, SMALL),
        );
        return;
    };
    let share = stage.y.map(|share| language.percent(share)).unwrap_or_default();
    sketch.text((frame.right - 12.0, y), &share, end(Role::Soft, SMALL));
    sketch.text((frame.right - 64.0, y), &language.count(n), end(Role::Ink, 16.0).bold());
}

/// The way from one box to the next, and who did not go it.
fn draw_between(
    sketch: &mut Sketch,
    data: &ChartData<'_>,
    frame: Frame,
    top: f64,
    (from, to): (&SeriesPoint, &SeriesPoint),
) {
    let x = frame.left + 28.0;
    let tip = top + BETWEEN - 2.0;
    sketch.line(&[(x, top + 2.0), (x, tip - 6.0)], solid(Role::Soft, 1.6));
    sketch.area(&[(x, tip), (x - 5.0, tip - 8.0), (x + 5.0, tip - 8.0)], Role::Soft);
    let (Some(before), Some(after)) = (from.n, to.n) else { return };
    let language = data.language();
    let text = match after.cmp(&before) {
        Ordering::Less => {
            say!(language, "chart-did-not-go-on", counted = counted(data, Some(before - after)))
        }
        Ordering::Equal => say!(language, "chart-everyone-went-on"),
        Ordering::Greater => say!(language, "chart-more-came", n = after - before),
    };
    let y = top + BETWEEN / 2.0 + 4.0;
    sketch.text((x + 18.0, y), &text, Type::new(Role::Soft, SMALL));
}
