//! A forest: differences or changes with their intervals around a line of none.

use crate::inference::Finding;
use crate::report::charts::{ChartData, ChartError, Drawing, Width, intervals};
use crate::report::language::{Language, say};
use crate::report::lettering::width as width_of;
use crate::report::svg::{Anchor, Sketch, Type};
use crate::report::theme::{Role, Theme};

use super::board::{Axis, Board, Row, drawing};
use super::ground::most_ticks;
use super::key::whisker;
use super::{DOT, SMALL, Scale, absence, extent, rounded, tick_digits, ticks};

/// What a forest shows of its findings.
pub(crate) struct Forest<'a> {
    pub(crate) findings: Vec<&'a Finding>,
    /// One row per finding; numbers and messages are set here.
    pub(crate) rows: Vec<Row>,
    /// Effect sizes instead of estimates: the rows have different units.
    pub(crate) is_standardised: bool,
    /// Title of the axis.
    pub(crate) title: String,
    /// What left and right of the line mean.
    pub(crate) sides: Option<(String, String)>,
}

/// A value with the ends of its interval.
type Shown = (f64, Option<f64>, Option<f64>);

/// Estimate or effect size, with its interval.
fn shown(finding: &Finding, is_standardised: bool) -> Option<Shown> {
    if is_standardised {
        finding.effect.map(|effect| (effect, finding.effect_low, finding.effect_high))
    } else {
        finding.estimate.map(|estimate| (estimate, finding.low, finding.high))
    }
}

/// Draws the forest, or nothing when no finding has a number.
pub(crate) fn draw(
    data: &ChartData<'_>,
    theme: &Theme,
    width: Width,
    mut forest: Forest<'_>,
) -> Result<Option<Drawing>, ChartError> {
    let values: Vec<Option<Shown>> =
        forest.findings.iter().map(|finding| shown(finding, forest.is_standardised)).collect();
    let ends = values
        .iter()
        .flatten()
        .flat_map(|(value, low, high)| [Some(*value), *low, *high].into_iter().flatten());
    let Some((low, high)) = extent(ends) else { return Ok(None) };
    let language = data.language();
    name_rows(language, &mut forest, &values);
    let head = if forest.sides.is_some() { 26.0 } else { 8.0 };
    let board = Board::new(width, &forest.rows, head, 26.0);
    let most = most_ticks(board.plot);
    let axis =
        axis(language, &forest, board.plot, rounded((low.min(0.0), high.max(0.0)), most), most);
    let mut sketch = Sketch::new(width.pixels());
    let height = board.draw(&mut sketch, &forest.rows, Some(&axis));
    if let Some(sides) = &forest.sides {
        name_sides(&mut sketch, &board, &axis.scale, sides);
    }
    for (place, value) in values.iter().enumerate() {
        mark(&mut sketch, &axis.scale, board.middle(place), *value);
    }
    let reading = if values.iter().flatten().any(|value| excludes_zero(*value)) {
        say!(language, "chart-filled")
    } else {
        say!(language, "chart-hollow")
    };
    let lines = say!(language, "chart-lines", intervals = intervals(data));
    drawing(sketch, height, data, theme, &[lines, reading])
}

fn name_rows(language: &Language, forest: &mut Forest<'_>, values: &[Option<Shown>]) {
    let rows = forest.rows.iter_mut().zip(&forest.findings).zip(values);
    for ((row, finding), value) in rows {
        if let Some((value, low, high)) = value {
            let unit = if forest.is_standardised { "g" } else { finding.unit.as_str() };
            (row.number, row.interval) = language.change_and_interval(*value, *low, *high, unit);
        } else {
            row.note.clear();
            row.message = Some(absence(language, finding));
        }
    }
}

fn axis(
    language: &Language,
    forest: &Forest<'_>,
    plot: (f64, f64),
    range: (f64, f64),
    most: usize,
) -> Axis {
    let places = ticks(range, most);
    let unit = forest.findings.first().map_or("", |finding| finding.unit.as_str());
    let is_hundredths = !forest.is_standardised && matches!(unit, "share" | "nps");
    let factor = if is_hundredths { 100.0 } else { 1.0 };
    let scaled: Vec<f64> = places.iter().map(|tick| tick * factor).collect();
    let digits = tick_digits(&scaled);
    let labels = places.iter().map(|tick| {
        let digits = if *tick == 0.0 { 0 } else { digits };
        (*tick, language.signed(tick * factor, digits))
    });
    Axis {
        scale: Scale { values: range, pixels: plot },
        ticks: labels.collect(),
        title: forest.title.clone(),
        zero: Some(0.0),
    }
}

/// What a value left or right of the line means, above the rows where it has room.
fn name_sides(sketch: &mut Sketch, board: &Board, scale: &Scale, sides: &(String, String)) {
    let zero = scale.at(0.0);
    let look = Type::new(Role::Soft, SMALL);
    let (left, right) = (format!("← {}", sides.0), format!("{} →", sides.1));
    if width_of(&left, SMALL) + 8.0 <= zero - board.plot.0 {
        sketch.text((zero - 8.0, 12.0), &left, look.anchor(Anchor::End));
    }
    if width_of(&right, SMALL) + 8.0 <= board.plot.1 - zero {
        sketch.text((zero + 8.0, 12.0), &right, look);
    }
}

fn excludes_zero((_, low, high): Shown) -> bool {
    low.is_some_and(|low| low > 0.0) || high.is_some_and(|high| high < 0.0)
}

fn mark(sketch: &mut Sketch, scale: &Scale, y: f64, value: Option<Shown>) {
    let Some((estimate, low, high)) = value else { return };
    if let (Some(low), Some(high)) = (low, high) {
        whisker(sketch, scale.at(low), scale.at(high), y, Role::Soft);
    }
    let centre = (scale.at(estimate), y);
    if excludes_zero((estimate, low, high)) {
        sketch.disc(centre, DOT + 0.5, Role::A);
    } else {
        sketch.ring(centre, DOT, Role::N);
    }
}
