//! Targets: each measure on its own scale, its estimate with interval against the target.

use crate::inference::Finding;
use crate::report::format::NO_BREAK;
use crate::report::language::{Language, say};
use crate::report::lettering;
use crate::report::svg::{Sketch, Type, solid};
use crate::report::theme::{Role, Theme};

use super::parts::board::{Board, Row, drawing};
use super::parts::key::{KeyMark, key};
use super::parts::{DOT, SMALL, Scale, absence, distinct, extent, numbers, rounded};
use super::{Chart, ChartData, ChartError, Drawing, Width, intervals};

pub(super) const CHART: Chart = Chart {
    name: "bullet",
    about: "every target: estimate with interval, the target's mark, and whether it is met, not met or \
            uncertain",
    accepts: &[
        "one_group",
        "paired",
        "dyad",
        "duration",
        "rate",
        "groups",
        "comparison",
        "items",
        "flow",
        "amount",
    ],
    draw,
};

const HALF: f64 = 7.0;

fn draw(data: &ChartData<'_>, theme: &Theme, width: Width) -> Result<Option<Drawing>, ChartError> {
    let findings: Vec<&Finding> =
        data.findings.iter().copied().filter(|finding| finding.target.is_some()).collect();
    if findings.iter().all(|finding| finding.estimate.is_none()) {
        return Ok(None);
    }
    let rows: Vec<Row> = findings.iter().map(|finding| row(data, finding)).collect();
    let board = Board::new(width, &rows, 34.0, if width == Width::Wide { 40.0 } else { 46.0 });
    let mut sketch = Sketch::new(width.pixels());
    let height = board.draw(&mut sketch, &rows, None);
    let language = data.language();
    let left = if width == Width::Wide { board.plot.0 } else { 2.0 };
    draw_key(language, &mut sketch, left - 2.0, width.pixels());
    for (place, finding) in findings.iter().enumerate() {
        mark(language, &mut sketch, &board, (place, finding), range(data, finding));
    }
    let caption = say!(language, "chart-bullet", intervals = intervals(data));
    drawing(sketch, height, data, theme, &[caption])
}

fn row(data: &ChartData<'_>, finding: &Finding) -> Row {
    let measure = data.labels.measure(&finding.measure);
    let subject = finding.subject.as_deref().map(|subject| data.labels.subject(subject));
    let label = match subject {
        Some(subject) if measure.contains("{subject}") => measure.replace("{subject}", &subject),
        Some(subject) if has_siblings(data, finding) => format!("{measure}: {subject}"),
        _ => measure,
    };
    let mut row = Row { label, ..Row::default() };
    if let Some(estimate) = finding.estimate {
        row.note =
            finding.n.map_or(String::new(), |n| format!("n{NO_BREAK}{}", data.language().count(n)));
        (row.number, row.interval) =
            data.language().value_and_interval(estimate, finding.low, finding.high, &finding.unit);
    } else {
        row.message = Some(absence(data.language(), finding));
    }
    row
}

/// True when the measure has a target for more than one subject.
fn has_siblings(data: &ChartData<'_>, finding: &Finding) -> bool {
    let same = data.findings.iter().filter(|other| other.measure == finding.measure);
    distinct(same.map(|other| other.subject.as_deref())).len() > 1
}

fn range(data: &ChartData<'_>, finding: &Finding) -> (f64, f64) {
    let known = finding.subject.as_deref().and_then(|subject| data.labels.range(subject));
    let (low, high) = extent(numbers(finding)).unwrap_or((0.0, 1.0));
    match finding.unit.as_str() {
        "share" => (0.0, 1.0),
        "nps" => (-1.0, 1.0),
        "points" if known.is_some_and(|known| known.0 <= low && high <= known.1) => {
            known.unwrap_or((low, high))
        }
        _ => rounded((low.min(0.0), high.max(0.0) * 1.1), 4),
    }
}

fn draw_key(language: &Language, sketch: &mut Sketch, left: f64, right: f64) {
    let entries = [
        (say!(language, "chart-estimate"), KeyMark::Disc(Role::Ink)),
        (say!(language, "chart-interval"), KeyMark::Block(Role::BandN)),
        (say!(language, "chart-target"), KeyMark::Tick),
    ];
    key(sketch, &entries, (left, right), 14.0);
}

/// Colour and words of a status.
fn status(language: &Language, finding: &Finding) -> (Role, String) {
    match finding.target_status.as_deref() {
        Some("met") => (Role::Good, say!(language, "met")),
        Some("not_met") => (Role::B, say!(language, "not-met")),
        Some(_) => (Role::Warn, say!(language, "uncertain")),
        None => (Role::Soft, String::new()),
    }
}

fn mark(
    language: &Language,
    sketch: &mut Sketch,
    board: &Board,
    (place, finding): (usize, &Finding),
    range: (f64, f64),
) {
    let (Some(estimate), Some(target)) = (finding.estimate, finding.target) else { return };
    let scale = Scale { values: range, pixels: board.plot };
    let y = board.middle(place) - 7.0;
    let (role, words) = status(language, finding);
    sketch.rect((board.plot.0, y - 1.0), (board.plot.1, y + 1.0), Role::Line);
    if let (Some(low), Some(high)) = (finding.low, finding.high) {
        let (from, to) = ((scale.at(low), y - HALF), (scale.at(high), y + HALF));
        if role == Role::Warn {
            sketch.hatch(from, to, role);
        } else {
            sketch.rect(from, to, if role == Role::Good { Role::BandA } else { Role::BandB });
        }
        let (left, right) = (from.0, to.0);
        let outline = [
            (left, y - HALF),
            (right, y - HALF),
            (right, y + HALF),
            (left, y + HALF),
            (left, y - HALF),
        ];
        sketch.line(&outline, solid(role, 1.0));
    }
    sketch.disc((scale.at(estimate), y), DOT + 1.5, Role::Card);
    sketch.disc((scale.at(estimate), y), DOT, role);
    let x = scale.at(target);
    sketch.line(&[(x, y - HALF - 5.0), (x, y + HALF + 5.0)], solid(Role::Ink, 2.6));
    let target =
        say!(language, "chart-target-value", value = language.target(target, &finding.unit));
    name(sketch, board, y + HALF + 18.0, role, [&words, &target]);
}

/// Status and target in words under the marks.
fn name(sketch: &mut Sketch, board: &Board, y: f64, role: Role, [words, target]: [&str; 2]) {
    let left = board.plot.0 + 16.0;
    sign(sketch, (board.plot.0 + 5.0, y - 4.2), role);
    sketch.text((left, y), words, Type::new(role, SMALL).bold());
    let x = left + lettering::width(words, SMALL * 1.07) + 12.0;
    sketch.text((x, y), target, Type::new(Role::Soft, SMALL));
}

/// Full, hollow or half: the status without colour.
fn sign(sketch: &mut Sketch, (x, y): (f64, f64), role: Role) {
    let radius = 4.8;
    match role {
        Role::Good => sketch.disc((x, y), radius, role),
        Role::Warn => {
            sketch.ring((x, y), radius, role);
            let half: Vec<(f64, f64)> = (0..=8_u8)
                .map(|place| std::f64::consts::PI * (0.5 + f64::from(place) / 8.0))
                .map(|angle| (x + radius * angle.cos(), y + radius * angle.sin()))
                .collect();
            sketch.area(&half, role);
        }
        _ => sketch.ring((x, y), radius, role),
    }
}
