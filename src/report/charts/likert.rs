//! Answers to rating questions: stacked shares around the middle answer, every level in its place.

use crate::inference::{Finding, SeriesPoint};
use crate::report::language::{Language, say};
use crate::report::lettering::width as width_of;
use crate::report::svg::{Anchor, Sketch, Type, solid};
use crate::report::theme::{Role, Theme};

use super::parts::board::{Board, Row, drawing};
use super::parts::key::{KeyMark, key};
use super::parts::{SMALL, absence, counted, distinct, is_all_terms, is_everyone};
use super::{Chart, ChartData, ChartError, Drawing, Width, interval};

pub(super) const CHART: Chart = Chart {
    name: "likert",
    about: "share per answer, centred on the middle answer, and the share of the top answers with its \
            interval",
    accepts: &["one_group"],
    draw,
};

const HALF: f64 = 13.0;

/// The levels that an item can be answered with.
#[derive(Debug, Clone, PartialEq)]
struct Levels {
    values: Vec<f64>,
    names: Vec<String>,
}

/// One item: its shares by level.
struct Item {
    row: Row,
    levels: Levels,
    shares: Vec<f64>,
}

impl Item {
    /// Share left of the centre: the lower levels, and half of a middle one.
    fn left(&self) -> f64 {
        let half = self.shares.len() / 2;
        let lower: f64 = self.shares.iter().take(half).sum();
        if self.shares.len() % 2 == 1 { lower + self.shares[half] / 2.0 } else { lower }
    }
}

fn draw(data: &ChartData<'_>, theme: &Theme, width: Width) -> Result<Option<Drawing>, ChartError> {
    let items = items(data);
    if items.iter().all(|item| item.shares.is_empty()) {
        return Ok(None);
    }
    let language = data.language();
    let mut sketch = Sketch::new(width.pixels());
    let groups = distinct(items.iter().filter(|i| !i.shares.is_empty()).map(|i| i.levels.clone()));
    let mut head = 14.0;
    for levels in &groups {
        head = draw_key(&mut sketch, levels, width, head) + 12.0;
    }
    let rows: Vec<Row> = items.iter().map(|item| item.row.clone()).collect();
    let board = Board::new(width, &rows, head + 12.0, 2.0 * HALF + 6.0);
    board.head_number(&mut sketch, &say!(language, "chart-top-answers"), head + 4.0);
    let height = board.draw(&mut sketch, &rows, None);
    let left = items.iter().map(Item::left).fold(0.0, f64::max);
    let right = items.iter().map(|item| item.shares.iter().sum::<f64>() - item.left());
    let span = left + right.fold(0.0, f64::max);
    let pixels = (board.plot.1 - board.plot.0) / span.max(1e-9);
    let centre = board.plot.0 + left * pixels;
    for (place, item) in items.iter().enumerate() {
        mark(language, &mut sketch, item, (centre, board.middle(place)), pixels);
    }
    let caption = say!(language, "chart-likert");
    let top_box = say!(language, "chart-likert-right", interval = interval(data));
    drawing(sketch, height, data, theme, &[caption, top_box])
}

fn items(data: &ChartData<'_>) -> Vec<Item> {
    let findings: Vec<&Finding> = data
        .findings
        .iter()
        .copied()
        .filter(|finding| is_everyone(finding) && is_all_terms(finding))
        .collect();
    let points: Vec<&SeriesPoint> = data
        .series
        .iter()
        .copied()
        .filter(|point| point.series == "distribution")
        .filter(|point| point.dimension == "all" && point.term_id == "all")
        .collect();
    let of_findings = findings.iter().map(|finding| finding.subject.as_deref());
    let subjects = distinct(of_findings.chain(points.iter().map(|point| point.subject.as_deref())));
    subjects.iter().map(|subject| item(data, *subject, &findings, &points)).collect()
}

fn item(
    data: &ChartData<'_>,
    subject: Option<&str>,
    findings: &[&Finding],
    points: &[&SeriesPoint],
) -> Item {
    let of_item = findings.iter().copied().filter(|f| f.subject.as_deref() == subject);
    let of_item: Vec<&Finding> = of_item.collect();
    let top_box = of_item.iter().copied().find(|finding| finding.answer == "top_box");
    let finding = top_box.or(of_item.first().copied());
    let points: Vec<&SeriesPoint> =
        points.iter().copied().filter(|point| point.subject.as_deref() == subject).collect();
    let levels = levels(data, subject, &points);
    let known = points.iter().any(|point| point.y.is_some());
    let share = |value: &f64| {
        let at = points.iter().find(|p| p.x.is_some_and(|x| (x - value).abs() < 1e-9));
        at.and_then(|point| point.y).unwrap_or(0.0)
    };
    let shares = if known { levels.values.iter().map(share).collect() } else { Vec::new() };
    let n = finding.and_then(|f| f.n).or_else(|| points.iter().map(|point| point.n).sum());
    let label = subject
        .map_or_else(|| say!(data.language(), "chart-all"), |subject| data.labels.subject(subject));
    let mut row = Row { label, ..Row::default() };
    if shares.is_empty() {
        row.message = Some(finding.map_or_else(
            || say!(data.language(), "not-computed"),
            |finding| absence(data.language(), finding),
        ));
    } else {
        row.note = counted(data, n);
    }
    if let Some((top_box, estimate)) = top_box.and_then(|f| Some((f, f.estimate?))) {
        (row.number, row.interval) =
            data.language().value_and_interval(estimate, top_box.low, top_box.high, &top_box.unit);
    }
    Item { row, levels, shares }
}

/// Every level of the item's range, also those that nobody chose.
fn levels(data: &ChartData<'_>, subject: Option<&str>, points: &[&SeriesPoint]) -> Levels {
    let found = points.iter().filter_map(|point| point.x);
    let (low, high) = subject
        .and_then(|subject| data.labels.range(subject))
        .or_else(|| super::parts::extent(found))
        .unwrap_or((1.0, 5.0));
    let names = subject.and_then(|subject| data.labels.answers.get(subject));
    let mut values = Vec::new();
    while values.len() < 21 && low + values.len() as f64 <= high + 1e-9 {
        values.push(low + values.len() as f64);
    }
    let name = |(place, value): (usize, &f64)| {
        let given = names.and_then(|names| names.get(place)).cloned();
        given.unwrap_or_else(|| data.language().number(*value, 0))
    };
    Levels { names: values.iter().enumerate().map(name).collect(), values }
}

/// The ramp's step of a level: ends to ends, middle to middle; two and four levels have no middle.
fn step(place: usize, levels: usize) -> u8 {
    let steps: &[u8] = match levels {
        0 | 1 => &[6],
        2 => &[0, 6],
        3 => &[0, 3, 6],
        4 => &[0, 2, 4, 6],
        5 => &[0, 2, 3, 4, 6],
        6 => &[0, 1, 2, 4, 5, 6],
        7 => &[0, 1, 2, 3, 4, 5, 6],
        _ => &[],
    };
    // More levels than steps share them; hairlines and the key still tell them apart.
    let shared = || u8::try_from((place * 6 + (levels - 1) / 2) / (levels - 1)).unwrap_or(6);
    steps.get(place).copied().unwrap_or_else(shared)
}

fn draw_key(sketch: &mut Sketch, levels: &Levels, width: Width, top: f64) -> f64 {
    let entry = |(place, name): (usize, &String)| {
        (name.clone(), KeyMark::Block(Role::Ramp(step(place, levels.names.len()))))
    };
    let entries: Vec<(String, KeyMark)> = levels.names.iter().enumerate().map(entry).collect();
    key(sketch, &entries, (0.0, width.pixels()), top)
}

fn mark(
    language: &Language,
    sketch: &mut Sketch,
    item: &Item,
    (centre, y): (f64, f64),
    pixels: f64,
) {
    if item.shares.is_empty() {
        return;
    }
    for (from, to) in [(y - HALF - 5.0, y - HALF), (y + HALF, y + HALF + 5.0)] {
        sketch.line(&[(centre, from), (centre, to)], solid(Role::Soft, 1.3));
    }
    let mut x = centre - item.left() * pixels;
    for (place, share) in item.shares.iter().enumerate() {
        let end = x + share * pixels;
        let step = step(place, item.shares.len());
        // A hairline between neighbours, taken from the wider end.
        let edge = if end - x > 2.0 { end - 1.0 } else { end };
        if *share > 0.0 {
            sketch.rect((x, y - HALF), (edge, y + HALF), Role::Ramp(step));
        }
        let text = language.number(share * 100.0, 0);
        if width_of(&text, SMALL) + 5.0 <= edge - x {
            let look = Type::new(Role::OnRamp(step), SMALL).anchor(Anchor::Middle);
            sketch.text((f64::midpoint(x, edge), y + 4.2), &text, look);
        }
        x = end;
    }
}
