//! How many people name each theme: bars of people, the theme that most name on top.

use crate::inference::Finding;
use crate::report::language::say;
use crate::report::svg::Sketch;
use crate::report::theme::{Role, Theme};

use super::parts::board::{Board, Row, drawing};
use super::parts::ground::Ground;
use super::parts::key::whisker;
use super::parts::rows::{labelled, over_terms};
use super::parts::{absence, counted, extent, headline, numbers, rounded};
use super::{Chart, ChartData, ChartError, Drawing, Width, intervals};

pub(super) const CHART: Chart = Chart {
    name: "themes",
    about: "a bar per theme: the people who name it among those who wrote, with its interval, the most named on top",
    accepts: &["one_group"],
    draw,
};

/// Half the height of a bar.
const HALF: f64 = 9.0;

fn draw(data: &ChartData<'_>, theme: &Theme, width: Width) -> Result<Option<Drawing>, ChartError> {
    let mut findings = over_terms(headline(data));
    if findings.iter().all(|finding| finding.estimate.is_none()) {
        return Ok(None);
    }
    // What is hidden stands last: its place among the others would tell.
    findings.sort_by(|one, other| {
        let share = |finding: &Finding| finding.estimate.unwrap_or(-1.0);
        share(other).total_cmp(&share(one))
    });
    let rows: Vec<Row> = findings.iter().map(|finding| row(data, finding, &findings)).collect();
    let board = Board::new(width, &rows, 8.0, 2.0 * HALF + 6.0);
    let most = extent(findings.iter().flat_map(|finding| numbers(finding)));
    let range = rounded((0.0, most.map_or(1.0, |(_, high)| high)), 5);
    let range = (0.0, range.1.min(1.0));
    let ranges: Vec<((f64, f64), &str)> =
        findings.iter().map(|finding| (range, finding.unit.as_str())).collect();
    let ground = Ground::new(data.language(), board.plot, &ranges, "");
    let mut sketch = Sketch::new(width.pixels());
    let height = board.draw(&mut sketch, &rows, ground.axis.as_ref());
    for (place, finding) in findings.iter().enumerate() {
        let Some(estimate) = finding.estimate else { continue };
        let (scale, y) = (ground.scale(place), board.middle(place));
        let end = scale.at(estimate);
        sketch.rect((scale.at(0.0), y - HALF), (end, y + HALF), Role::BandA);
        sketch.rect((end - 2.5, y - HALF), (end, y + HALF), Role::A);
        if let (Some(low), Some(high)) = (finding.low, finding.high) {
            whisker(&mut sketch, scale.at(low), scale.at(high), y, Role::Soft);
        }
    }
    let language = data.language();
    let mut caption = vec![say!(language, "chart-themes")];
    if findings.iter().any(|finding| finding.low.is_some() && finding.high.is_some()) {
        caption.push(say!(language, "chart-lines", intervals = intervals(data)));
    }
    drawing(sketch, height, data, theme, &caption)
}

fn row(data: &ChartData<'_>, finding: &Finding, findings: &[&Finding]) -> Row {
    let language = data.language();
    let mut row = labelled(data, finding, findings);
    if let Some(estimate) = finding.estimate {
        row.note = match (people(data, finding), finding.n) {
            (Some(people), Some(all)) => {
                let all = language.counted(all, "person");
                say!(language, "chart-people-of", n = people, all = all)
            }
            _ => counted(data, finding.n),
        };
        (row.number, row.interval) =
            language.value_and_interval(estimate, finding.low, finding.high, &finding.unit);
    } else {
        row.message = Some(absence(language, finding));
    }
    row
}

/// How many name the theme, where that may be said: the bar of those with a 1.
fn people(data: &ChartData<'_>, finding: &Finding) -> Option<u64> {
    let is_it = |point: &&&crate::inference::SeriesPoint| {
        point.series == "distribution"
            && point.subject == finding.subject
            && point.x.is_some_and(|x| x > 0.5)
    };
    data.series.iter().find(is_it)?.n
}
