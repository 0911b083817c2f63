//! Groups beside all together: a dot with its interval each, and a line where everyone stands.

use crate::inference::Finding;
use crate::report::language::{Language, say};
use crate::report::svg::{Dash, Sketch, Stroke};
use crate::report::theme::{Role, Theme};

use super::bars::range;
use super::parts::board::{Board, Row, drawing};
use super::parts::ground::Ground;
use super::parts::key::whisker;
use super::parts::rows::grouped;
use super::parts::{DOT, absence, counted, distinct, headline, is_all_terms, is_everyone};
use super::{Chart, ChartData, ChartError, Drawing, Width, intervals};

pub(super) const CHART: Chart = Chart {
    name: "group_dots",
    about: "each group's estimate with its interval, and a line at the estimate of everyone; hidden \
            groups are listed",
    accepts: &["one_group", "rate", "ratio", "paired", "dyad", "duration", "amount", "profiles"],
    draw,
};

/// Room of a row; lines of everyone reach from one row to the next.
const MARK: f64 = 24.0;

fn draw(data: &ChartData<'_>, theme: &Theme, width: Width) -> Result<Option<Drawing>, ChartError> {
    let findings = in_order(headline(data));
    if findings.iter().all(|finding| finding.estimate.is_none()) {
        return Ok(None);
    }
    let several = distinct(findings.iter().map(|one| one.subject.as_deref())).len() > 1;
    let rows = grouped(findings.iter().map(|finding| row(data, finding, several)).collect());
    let board = Board::new(width, &rows, 8.0, MARK);
    let unit = findings.first().map_or("", |finding| finding.unit.as_str());
    let ranges: Vec<((f64, f64), &str)> = findings
        .iter()
        .map(|finding| (range(data, finding, &findings), finding.unit.as_str()))
        .collect();
    let ground = Ground::new(data.language(), board.plot, &ranges, unit);
    let mut sketch = Sketch::new(width.pixels());
    let height = board.draw(&mut sketch, &rows, ground.axis.as_ref());
    ground.draw_tracks(&mut sketch, &board, 0.0);
    for (place, finding) in findings.iter().enumerate() {
        let scale = ground.scale(place);
        let y = board.middle(place);
        if let Some(all) = everyone(&findings, finding) {
            let x = scale.at(all);
            let line = Stroke { role: Role::N, width: 1.4, dash: Dash::Mixed };
            sketch.line(&[(x, y - MARK / 2.0 - 2.0), (x, y + MARK / 2.0 + 2.0)], line);
        }
        let Some(estimate) = finding.estimate else { continue };
        if let (Some(low), Some(high)) = (finding.low, finding.high) {
            whisker(&mut sketch, scale.at(low), scale.at(high), y, Role::Soft);
        }
        let centre = (scale.at(estimate), y);
        if is_everyone(finding) {
            sketch.diamond(centre, DOT, Role::N);
        } else {
            sketch.disc(centre, DOT, Role::A);
        }
    }
    let language = data.language();
    let reading = say!(language, "chart-diamond");
    let lines = say!(language, "chart-lines", intervals = intervals(data));
    drawing(sketch, height, data, theme, &[lines, reading])
}

/// All together first, then the groups by dimension, subject by subject.
fn in_order(mut findings: Vec<&Finding>) -> Vec<&Finding> {
    findings.retain(|finding| is_all_terms(finding));
    let subjects = distinct(findings.iter().map(|one| one.subject.as_deref()));
    let dimensions = distinct(findings.iter().map(|one| one.dimension.as_str()));
    findings.sort_by_key(|one| {
        let subject = subjects.iter().position(|subject| *subject == one.subject.as_deref());
        let dimension = dimensions.iter().position(|dimension| *dimension == one.dimension);
        (subject, !is_everyone(one), dimension)
    });
    findings
}

/// The estimate of everyone about the same subject.
fn everyone(findings: &[&Finding], of: &Finding) -> Option<f64> {
    let all = findings.iter().find(|one| is_everyone(one) && one.subject == of.subject)?;
    all.estimate
}

fn row(data: &ChartData<'_>, finding: &Finding, several: bool) -> Row {
    let language = data.language();
    let subject = finding.subject.as_deref().map(|id| data.labels.subject(id));
    let subject = subject.filter(|_| several);
    let (dimension, label) = if is_everyone(finding) {
        (None, say!(language, "all-together"))
    } else {
        let dimension = data.labels.dimension(&finding.dimension);
        (Some(dimension), data.labels.level(&finding.level))
    };
    let heading = match (subject, dimension) {
        (Some(subject), Some(dimension)) => {
            let dimension = dimension.to_lowercase();
            Some(say!(language, "title-by-group", title = subject, group = dimension))
        }
        (Some(subject), None) => Some(subject),
        (None, dimension) => {
            dimension.map(|dimension| say!(language, "by-group", group = dimension.to_lowercase()))
        }
    };
    let mut row = Row { heading, label, ..Row::default() };
    if let Some(estimate) = finding.estimate {
        row.note = counted(data, finding.n);
        let write = if finding.answer.ends_with("change") || finding.answer.ends_with("gap") {
            Language::change_and_interval
        } else {
            Language::value_and_interval
        };
        (row.number, row.interval) =
            write(language, estimate, finding.low, finding.high, &finding.unit);
    } else {
        row.message = Some(absence(data.language(), finding));
    }
    row
}
