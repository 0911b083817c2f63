//! An estimate per row with its interval: shares, means, rates, scores.

use crate::inference::Finding;
use crate::report::language::say;
use crate::report::svg::{Dash, Sketch, Stroke};
use crate::report::theme::{Role, Theme};

use super::parts::board::{Board, Row, drawing};
use super::parts::ground::Ground;
use super::parts::key::{target_mark, whisker};
use super::parts::rows::{grouped, labelled, over_terms};
use super::parts::{
    DOT, absence, counted, distinct, extent, headline, is_everyone, numbers, rounded,
};
use super::{Chart, ChartData, ChartError, Drawing, Width, intervals};

pub(super) const CHART: Chart = Chart {
    name: "bars",
    about: "one row per subject or group: estimate, interval, n, and the target where there is one",
    accepts: &[
        "one_group",
        "rate",
        "ratio",
        "items",
        "amount",
        "groups",
        "dyad",
        "profiles",
        "duration",
        "paired",
    ],
    draw,
};

fn draw(data: &ChartData<'_>, theme: &Theme, width: Width) -> Result<Option<Drawing>, ChartError> {
    let findings = over_terms(headline(data));
    if findings.iter().all(|finding| finding.estimate.is_none()) {
        return Ok(None);
    }
    let rows = grouped(findings.iter().map(|finding| row(data, finding, &findings)).collect());
    let board = Board::new(width, &rows, 8.0, 26.0);
    let unit = findings.first().map_or("", |finding| finding.unit.as_str());
    let ranges: Vec<((f64, f64), &str)> = findings
        .iter()
        .map(|finding| (range(data, finding, &findings), finding.unit.as_str()))
        .collect();
    let ground = Ground::new(data.language(), board.plot, &ranges, unit);
    let mut sketch = Sketch::new(width.pixels());
    let height = board.draw(&mut sketch, &rows, ground.axis.as_ref());
    ground.draw_tracks(&mut sketch, &board, 0.0);
    draw_reference(&mut sketch, &board, &ground, &findings);
    for (place, finding) in findings.iter().enumerate() {
        mark(&mut sketch, &board, &ground, place, finding);
    }
    drawing(sketch, height, data, theme, &caption(data, &ground, &findings))
}

fn row(data: &ChartData<'_>, finding: &Finding, findings: &[&Finding]) -> Row {
    let mut row = labelled(data, finding, findings);
    if let Some(estimate) = finding.estimate {
        row.note = counted(data, finding.n);
        (row.number, row.interval) =
            data.language().value_and_interval(estimate, finding.low, finding.high, &finding.unit);
    } else {
        row.message = Some(absence(data.language(), finding));
    }
    row
}

/// The possible values where they are known; from zero where that is the lowest.
pub(super) fn range(data: &ChartData<'_>, finding: &Finding, findings: &[&Finding]) -> (f64, f64) {
    let known = finding.subject.as_deref().and_then(|subject| data.labels.range(subject));
    let same_unit = findings.iter().filter(|other| other.unit == finding.unit);
    let (low, high) = extent(same_unit.flat_map(|other| numbers(other))).unwrap_or((0.0, 1.0));
    match finding.unit.as_str() {
        "share" => (0.0, 1.0),
        "nps" => (-1.0, 1.0),
        "points" if known.is_some_and(|known| known.0 <= low && high <= known.1) => {
            known.unwrap_or((low, high))
        }
        "ratio" if low >= 0.0 && high <= 1.0 => (0.0, 1.0),
        _ => rounded((low.min(0.0), high.max(0.0)), 5),
    }
}

/// The row of everyone, where the other rows are groups of one subject on one axis.
fn reference(ground: &Ground, findings: &[&Finding]) -> Option<usize> {
    let subjects = distinct(findings.iter().map(|finding| finding.subject.as_deref()));
    let has_groups = findings.iter().any(|finding| !is_everyone(finding));
    let place = findings.iter().position(|finding| is_everyone(finding))?;
    (subjects.len() == 1 && has_groups && ground.axis.is_some()).then_some(place)
}

/// The estimate of everyone, as a line through the rows of the groups.
fn draw_reference(sketch: &mut Sketch, board: &Board, ground: &Ground, findings: &[&Finding]) {
    let place = reference(ground, findings);
    if let Some((place, estimate)) = place.and_then(|p| Some((p, findings[p].estimate?))) {
        let x = ground.scale(place).at(estimate);
        board.upright(sketch, x, Stroke { role: Role::N, width: 1.2, dash: Dash::Mixed });
    }
}

fn mark(sketch: &mut Sketch, board: &Board, ground: &Ground, place: usize, finding: &Finding) {
    let Some(estimate) = finding.estimate else { return };
    let (scale, y) = (ground.scale(place), board.middle(place));
    let x = scale.at(estimate);
    if finding.unit != "points" && ground.axis.is_some() {
        sketch.rect((scale.at(0.0).min(x), y - 7.0), (scale.at(0.0).max(x), y + 7.0), Role::BandA);
    }
    if let Some(target) = finding.target {
        target_mark(sketch, scale.at(target), y, 13.0);
    }
    if let (Some(low), Some(high)) = (finding.low, finding.high) {
        whisker(sketch, scale.at(low), scale.at(high), y, Role::Soft);
    }
    sketch.disc((x, y), DOT, Role::A);
}

fn caption(data: &ChartData<'_>, ground: &Ground, findings: &[&Finding]) -> Vec<String> {
    let language = data.language();
    let mut caption = Vec::new();
    if findings.iter().any(|finding| finding.low.is_some() && finding.high.is_some()) {
        caption.push(say!(language, "chart-dots-lines", intervals = intervals(data)));
    } else {
        caption.push(say!(language, "chart-dots"));
    }
    let with_target = findings.iter().filter(|finding| finding.estimate.is_some());
    let targets = distinct(with_target.filter_map(|f| Some((f.target?, f.unit.as_str()))));
    match targets.as_slice() {
        [] => {}
        [(target, unit)] => {
            let value = language.target(*target, unit);
            caption.push(say!(language, "chart-dotted-target", value = value));
        }
        _ => caption.push(say!(language, "chart-dotted-targets")),
    }
    if reference(ground, findings).is_some() {
        caption.push(say!(language, "chart-dashed-all"));
    }
    caption
}
