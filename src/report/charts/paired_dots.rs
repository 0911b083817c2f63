//! Before and after: two dots per scale on the instrument's own range.

use crate::inference::Finding;
use crate::report::language::{Language, say};
use crate::report::svg::{Sketch, solid};
use crate::report::theme::{Role, Theme};

use super::parts::board::{Board, Row, drawing};
use super::parts::forest::{self, Forest};
use super::parts::ground::Ground;
use super::parts::key::{KeyMark, key};
use super::parts::pairs::{DOWN, PAIR_ROOM, Pair, pairs, range, write_values};
use super::parts::rows::{grouped, labelled, over_terms};
use super::parts::{DOT, Scale, absence, counted, distinct};
use super::{Chart, ChartData, ChartError, Drawing, Width, intervals};

pub(super) const CHART: Chart = Chart {
    name: "paired_dots",
    about: "before and after on the instrument's range, and the change with its interval; scales of \
            different units become one forest of effect sizes",
    accepts: &["paired"],
    draw,
};

const CHANGE: &str = "mean_change";

fn draw(data: &ChartData<'_>, theme: &Theme, width: Width) -> Result<Option<Drawing>, ChartError> {
    let changes = data.findings.iter().copied().filter(|finding| finding.answer == CHANGE);
    let changes = over_terms(changes.collect());
    if changes.iter().all(|change| change.estimate.is_none()) {
        return Ok(None);
    }
    let pairs = pairs(data, &changes, ("mean_before", "mean_after"));
    let units = distinct(changes.iter().map(|change| change.unit.as_str()));
    let has_means = pairs.iter().any(|pair| pair.values().is_some());
    if units.len() > 1 || !has_means {
        return forest(data, theme, width, changes);
    }
    draw_pairs(data, theme, width, &changes, &pairs)
}

fn forest(
    data: &ChartData<'_>,
    theme: &Theme,
    width: Width,
    findings: Vec<&Finding>,
) -> Result<Option<Drawing>, ChartError> {
    let mut known = findings.iter().filter(|finding| finding.estimate.is_some());
    let is_standardised = known.all(|finding| finding.effect.is_some());
    let rows = findings.iter().map(|finding| {
        let row = labelled(data, finding, &findings);
        Row { note: counted(data, finding.n), ..row }
    });
    let rows = grouped(rows.collect());
    let title = if is_standardised {
        say!(data.language(), "chart-standardised-change")
    } else {
        say!(data.language(), "chart-change-own-unit")
    };
    forest::draw(data, theme, width, Forest { findings, rows, is_standardised, title, sides: None })
}

fn draw_pairs(
    data: &ChartData<'_>,
    theme: &Theme,
    width: Width,
    changes: &[&Finding],
    pairs: &[Pair<'_>],
) -> Result<Option<Drawing>, ChartError> {
    let language = data.language();
    let rows = grouped(changes.iter().map(|change| row(data, change, changes)).collect());
    let board = Board::new(width, &rows, 34.0, PAIR_ROOM);
    let unit = changes.first().map_or("", |change| change.unit.as_str());
    let ranges: Vec<((f64, f64), &str)> =
        pairs.iter().map(|pair| (range(data.labels, pair, pairs), unit)).collect();
    let ground = Ground::new(data.language(), board.plot, &ranges, unit);
    let mut sketch = Sketch::new(width.pixels());
    let height = board.draw(&mut sketch, &rows, ground.axis.as_ref());
    ground.draw_tracks(&mut sketch, &board, DOWN);
    let entries = [
        (say!(language, "chart-before"), KeyMark::Ring(Role::N)),
        (say!(language, "chart-after-with-interval"), KeyMark::Disc(Role::A)),
    ];
    key(&mut sketch, &entries, (board.plot.0 - 4.0, board.plot.1 + 14.0), 14.0);
    board.head_number(&mut sketch, &say!(language, "chart-change"), 14.0);
    for (place, pair) in pairs.iter().enumerate() {
        mark(language, &mut sketch, &board, &ground.scale(place), place, pair);
    }
    let caption = say!(language, "chart-bands-numbers", intervals = intervals(data));
    drawing(sketch, height, data, theme, &[caption])
}

fn row(data: &ChartData<'_>, change: &Finding, among: &[&Finding]) -> Row {
    let mut row = labelled(data, change, among);
    if let Some(estimate) = change.estimate {
        row.note = counted(data, change.n);
        (row.number, row.interval) =
            data.language().change_and_interval(estimate, change.low, change.high, &change.unit);
    } else {
        row.message = Some(absence(data.language(), change));
    }
    row
}

fn mark(
    language: &Language,
    sketch: &mut Sketch,
    board: &Board,
    scale: &Scale,
    place: usize,
    pair: &Pair<'_>,
) {
    let (Some((before, after)), Some(_)) = (pair.values(), pair.difference.estimate) else {
        return;
    };
    let y = board.middle(place) + DOWN;
    let (from, to) = (scale.at(before), scale.at(after));
    let after_finding = pair.second;
    let interval = after_finding.and_then(|after| Some((after.low?, after.high?)));
    if let Some((low, high)) = interval {
        sketch.rect((scale.at(low), y - 7.0), (scale.at(high), y + 7.0), Role::BandA);
    }
    sketch.line(&[(from, y), (to, y)], solid(Role::Soft, 1.6));
    sketch.ring((from, y), DOT, Role::N);
    arrow_head(sketch, from, to, y);
    sketch.disc((to, y), DOT, Role::A);
    let unit = pair.difference.unit.as_str();
    // The change of a share has a digit, so its two ends have one as well.
    let said = |value: f64| match unit {
        "share" => language.percent_fine(value),
        _ => language.value(value, unit),
    };
    let (first, second) = (said(before), said(after));
    let marks = [(from, first.as_str(), Role::Soft), (to, second.as_str(), Role::Ink)];
    write_values(sketch, marks, y - 13.0, (board.plot.0 - 6.0, board.plot.1 + 10.0));
}

/// The direction of the change, where there is room between the dots.
fn arrow_head(sketch: &mut Sketch, from: f64, to: f64, y: f64) {
    if (to - from).abs() < 2.0 * DOT + 9.0 {
        return;
    }
    let back = if to > from { -1.0 } else { 1.0 };
    let tip = to + back * (DOT + 1.0);
    let wing = tip + back * 6.0;
    sketch.area(&[(tip, y), (wing, y - 4.0), (wing, y + 4.0)], Role::Soft);
}
