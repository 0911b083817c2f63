//! A calendar of weeks: months below one another, a field for each week, darker where more happened.

use jiff::civil::Date;

use crate::inference::SeriesPoint;
use crate::report::format::NOTHING;
use crate::report::language::{Language, say};
use crate::report::lettering::width as width_of;
use crate::report::svg::{Anchor, Sketch, Type};
use crate::report::theme::{Role, Theme};

use super::parts::board::drawing;
use super::parts::{SMALL, TEXT};
use super::{Chart, ChartData, ChartError, Drawing, Width, totals};

pub(super) const CHART: Chart = Chart {
    name: "calendar",
    about: "a count for every week, months below one another; kinds that are no days become bars",
    accepts: &["amount"],
    draw,
};

/// Weeks that may begin in a month.
const WEEKS: i8 = 5;
const ROW: f64 = 30.0;
const HEAD: f64 = 26.0;
/// Steps of the ramp from few to many.
const STEPS: [u8; 4] = [3, 4, 5, 6];

/// A week by the Monday on which it begins.
struct Week {
    monday: Date,
    count: Option<f64>,
}

fn draw(data: &ChartData<'_>, theme: &Theme, width: Width) -> Result<Option<Drawing>, ChartError> {
    let mut weeks: Vec<Week> = data.series.iter().copied().filter_map(week).collect();
    let Some(most) = weeks.iter().filter_map(|week| week.count).reduce(f64::max) else {
        return (totals::CHART.draw)(data, theme, width);
    };
    weeks.sort_by_key(|week| week.monday);
    let mut months: Vec<(i16, i8)> =
        weeks.iter().map(|week| (week.monday.year(), week.monday.month())).collect();
    months.dedup();
    let language = data.language();
    let left = 78.0;
    let field = (width.pixels() - left) / f64::from(WEEKS);
    let mut sketch = Sketch::new(width.pixels());
    for place in 0..WEEKS {
        let middle = left + (f64::from(place) + 0.5) * field;
        let look = Type::new(Role::Soft, SMALL).anchor(Anchor::Middle);
        let name =
            if place == 0 { say!(language, "chart-first-week") } else { format!("{}.", place + 1) };
        sketch.text((middle, 14.0), &name, look);
    }
    let mut fields = Vec::new();
    for (row, month) in months.iter().enumerate() {
        let top = HEAD + row as f64 * ROW;
        let name = format!("{} {}", language.short_month(month.1), month.0);
        sketch.text((0.0, top + 19.0), &name, Type::new(Role::Ink, TEXT));
        let of_month = |week: &&Week| (week.monday.year(), week.monday.month()) == *month;
        for week in weeks.iter().filter(of_month) {
            let x = left + f64::from((week.monday.day() - 1) / 7) * field;
            fields.push(filled(language, week, (x, top), (field, most)));
        }
    }
    draw_fields(&mut sketch, fields);
    let mut caption = vec![say!(language, "chart-calendar")];
    if weeks.iter().any(|week| week.count.is_none()) {
        caption.push(say!(language, "chart-calendar-dash"));
    }
    let height = HEAD + months.len() as f64 * ROW + 2.0;
    drawing(sketch, height, data, theme, &caption)
}

/// The week of a point over all terms, about everyone.
fn week(point: &SeriesPoint) -> Option<Week> {
    let is_shown = point.series == "total" && point.term_id == "all" && point.dimension == "all";
    let monday = point.label.as_deref().filter(|_| is_shown)?.parse().ok()?;
    Some(Week { monday, count: point.y })
}

/// A week as it is drawn.
struct Field {
    /// Left and right edge.
    across: (f64, f64),
    top: f64,
    role: Role,
    /// Colour of the number.
    on: Role,
    text: String,
}

fn filled(
    language: &Language,
    week: &Week,
    (x, top): (f64, f64),
    (field, most): (f64, f64),
) -> Field {
    let across = (x + 1.5, x + field - 1.5);
    let Some(count) = week.count else {
        return Field { across, top, role: Role::Line, on: Role::Ink, text: NOTHING.to_owned() };
    };
    let place = (count / most.max(1.0) * STEPS.len() as f64).ceil().clamp(1.0, STEPS.len() as f64);
    let nearest = (0..STEPS.len()).find(|step| *step as f64 + 1.0 >= place).unwrap_or(0);
    let step = STEPS[nearest];
    let text = language.number(count, 0);
    Field { across, top, role: Role::Ramp(step), on: Role::OnRamp(step), text }
}

/// Fields of a shade after one another, then numbers of a colour: what looks alike and follows shares one element, and
/// many years of weeks stay a small drawing.
fn draw_fields(sketch: &mut Sketch, mut fields: Vec<Field>) {
    fields.sort_by_key(|field| field.role);
    for Field { across: (left, right), top, role, .. } in &fields {
        sketch.rect((*left, *top), (*right, top + ROW - 3.0), *role);
    }
    fields.sort_by_key(|field| field.on.variable());
    for Field { across: (left, right), top, on, text, .. } in &fields {
        if width_of(text, SMALL) <= right - left {
            let look = Type::new(*on, SMALL).anchor(Anchor::Middle);
            sketch.text((f64::midpoint(*left, *right), top + 18.0), text, look);
        }
    }
}
