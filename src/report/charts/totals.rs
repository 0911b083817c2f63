//! How much there was: bars of counts and amounts, the largest first.

use crate::inference::{Finding, SeriesPoint};
use crate::report::language::say;
use crate::report::svg::Sketch;
use crate::report::theme::{Role, Theme};

use super::parts::board::{Board, Row, drawing};
use super::parts::key::whisker;
use super::parts::{Scale, counted, extent, is_all_terms, is_everyone};
use super::{Chart, ChartData, ChartError, Drawing, Width, intervals};

pub(super) const CHART: Chart = Chart {
    name: "totals",
    about: "counts or amounts per kind as bars from zero, the largest first",
    accepts: &["amount"],
    draw,
};

fn draw(data: &ChartData<'_>, theme: &Theme, width: Width) -> Result<Option<Drawing>, ChartError> {
    let points = points(data);
    let ends = points.iter().flat_map(|point| [point.y, point.high].into_iter().flatten());
    let Some((_, most)) = extent(ends).filter(|(_, most)| *most > 0.0) else { return Ok(None) };
    let unit = data.findings.first().map_or("count", |finding| finding.unit.as_str());
    let rows: Vec<Row> = points.iter().map(|point| row(data, point, unit)).collect();
    let board = Board::new(width, &rows, 8.0, 22.0);
    let scale = Scale { values: (0.0, most), pixels: board.plot };
    let mut sketch = Sketch::new(width.pixels());
    let height = board.draw(&mut sketch, &rows, None);
    for (place, point) in points.iter().enumerate() {
        let (Some(value), y) = (point.y, board.middle(place)) else { continue };
        let end = scale.at(value).max(board.plot.0 + 1.5);
        sketch.rect((board.plot.0, y - 8.0), (end, y + 8.0), Role::A);
        if let (Some(low), Some(high)) = (point.low, point.high) {
            whisker(&mut sketch, scale.at(low), scale.at(high), y, Role::Ink);
        }
    }
    drawing(sketch, height, data, theme, &caption(data, &points))
}

/// The totals of everyone over all terms, the largest first, what is hidden last.
fn points<'a>(data: &ChartData<'a>) -> Vec<&'a SeriesPoint> {
    let mut points: Vec<&SeriesPoint> = data
        .series
        .iter()
        .copied()
        .filter(|point| point.series == "total")
        .filter(|point| point.term_id == "all" && point.dimension == "all")
        .collect();
    points.sort_by(|one, other| {
        let value = |point: &SeriesPoint| point.y.unwrap_or(-1.0);
        value(other).total_cmp(&value(one))
    });
    points
}

fn row(data: &ChartData<'_>, point: &SeriesPoint, unit: &str) -> Row {
    let language = data.language();
    let label = point.label.as_deref();
    let label = label.map_or_else(|| say!(language, "answer-total"), |id| data.labels.word(id));
    let Some(value) = point.y else {
        return Row { label, message: Some(language.hidden()), ..Row::default() };
    };
    let (number, interval) = language.value_and_interval(value, point.low, point.high, unit);
    // The bar's own count says n; where the bar is an amount, n stands under the label.
    let is_count = point.n.is_some_and(|n| (n as f64 - value).abs() < 0.5);
    let note = if is_count { String::new() } else { counted(data, point.n) };
    Row { label, note, number, interval, ..Row::default() }
}

fn caption(data: &ChartData<'_>, points: &[&SeriesPoint]) -> Vec<String> {
    let of_all = |finding: &&&Finding| is_everyone(finding) && is_all_terms(finding);
    let language = data.language();
    let mut caption = Vec::new();
    if let Some(n) = data.findings.iter().find(of_all).and_then(|finding| finding.n) {
        caption.push(say!(language, "chart-counted-from", counted = counted(data, Some(n))));
    }
    if points.iter().any(|point| point.low.is_some()) {
        caption.push(say!(language, "chart-lines", intervals = intervals(data)));
    } else {
        caption.push(say!(language, "chart-full-count"));
    }
    caption
}
