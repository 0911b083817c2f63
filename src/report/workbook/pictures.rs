//! The primary measures as charts of the spreadsheet's own, each beside the numbers that it draws.

use rust_xlsxwriter::{
    Chart, ChartAxisCrossing, ChartAxisLabelPosition, ChartErrorBars, ChartErrorBarsType,
    ChartFormat, ChartRange, ChartSolidFill, ChartType, Color, Format, FormatAlign, Worksheet,
    XlsxError,
};

use crate::inference::Finding;
use crate::measures::Kpi;
use crate::report::evidence::{Evidence, is_overall, subjects};
use crate::report::labels::QUALITY;
use crate::report::language::{Language, say};

use super::cells::{Cell, Scale, plain, scale};
use super::sheet::titled;

/// Measures where the plan declares none.
const MOST_OF_FEW: usize = 3;
/// The colour of the report's first group.
const FIRST: Color = Color::RGB(0x000b_6e6e);
/// Rows of a chart of usual height.
const CHART_ROWS: u32 = 16;
const ROW_PIXELS: u32 = 20;

pub(super) fn write(sheet: &mut Worksheet, evidence: &Evidence<'_>) -> Result<(), XlsxError> {
    let language = evidence.language();
    sheet
        .set_name(say!(language, "primary-measures"))?
        .set_screen_gridlines(false)
        .set_column_width(0, 44)?
        .set_column_format(0, &plain())?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    let mut row = 0;
    for kpi in primary(evidence) {
        // Outcomes of different units have no axis in common.
        for bars in
            bars(evidence, kpi).chunk_by(|one, other| one.finding.unit == other.finding.unit)
        {
            row = draw(language, sheet, &evidence.names.title(kpi), (bars, row))?;
        }
    }
    if row == 0 {
        sheet.write_string(0, 0, say!(language, "workbook-no-primary"))?;
    }
    Ok(())
}

/// The measures that the plan declared primary, else the first of the report.
fn primary<'a>(evidence: &Evidence<'a>) -> Vec<&'a Kpi> {
    let declared = &evidence.input.plan.analysis.primary;
    if declared.is_empty() {
        let shown = evidence.shown().filter(|kpi| kpi.family != QUALITY && kpi.design != "flow");
        return shown.filter(|kpi| !bars(evidence, kpi).is_empty()).take(MOST_OF_FEW).collect();
    }
    declared.iter().filter_map(|id| evidence.kpi(id)).collect()
}

/// A bar: its name and its finding.
struct Bar<'e> {
    name: String,
    finding: &'e Finding,
}

/// The headline of a measure: each subject where there are several, else everyone and every term.
fn bars<'e>(evidence: &'e Evidence<'_>, kpi: &Kpi) -> Vec<Bar<'e>> {
    let Some(headline) = evidence.headline(kpi) else { return Vec::new() };
    let mut found: Vec<&Finding> = evidence
        .of(&kpi.id)
        .iter()
        .filter(|finding| {
            finding.answer == headline && finding.dimension == "all" && finding.estimate.is_some()
        })
        .collect();
    let contrast = found.first().and_then(|first| first.contrast.clone());
    found.retain(|finding| finding.contrast == contrast);
    let several = subjects(&found).len() > 1;
    let names = &evidence.names;
    let bar = |finding: &'e Finding| {
        let name = match (finding.subject.as_deref(), finding.term_id.as_str()) {
            (Some(subject), _) if several => names.subject_heading(subject),
            (_, "all") => say!(evidence.language(), "all-terms"),
            (_, term) => names.heading.term(term),
        };
        Bar { name, finding }
    };
    found.into_iter().filter(|finding| !several || is_overall(finding)).map(bar).collect()
}

/// Writes the numbers and the chart beside them; gives the row of the next one.
fn draw(
    language: &Language,
    sheet: &mut Worksheet,
    title: &str,
    (bars, top): (&[Bar<'_>], u32),
) -> Result<u32, XlsxError> {
    let large = Format::new().set_bold().set_font_size(13);
    sheet.write_string_with_format(top, 0, title, &large)?;
    let scale = scale(bars[0].finding);
    let unit = language.unit(scale.unit);
    titled(sheet, (top + 1, 0), &unit, FormatAlign::Left)?;
    let titles = [
        say!(language, "head-estimate"),
        say!(language, "column-low"),
        say!(language, "column-high"),
        say!(language, "workbook-below"),
        say!(language, "workbook-above"),
    ];
    for (place, title) in (1..).zip(titles) {
        titled(sheet, (top + 1, place), &title, FormatAlign::Right)?;
    }
    let first = top + 2;
    for (row, bar) in (first..).zip(bars) {
        Cell::text(&*bar.name).write(sheet, (row, 0))?;
        for (place, number) in (1..).zip(numbers(bar.finding, scale)) {
            // How far the ends are from the estimate is what a chart of a spreadsheet asks for.
            let form = if place > 3 { "0.00" } else { scale.form };
            Cell::number(number, form).write(sheet, (row, place))?;
        }
    }
    let count = u32::try_from(bars.len()).unwrap_or(u32::MAX);
    let rows = CHART_ROWS.max(count + 6);
    let ends = axis(bars, scale);
    let named = Named { language, title, unit: &unit };
    let chart = chart(&named, (first, first + count - 1), (scale, ends), rows);
    sheet.insert_chart(top, 7, &chart)?;
    Ok(top + rows.max(count + 2) + 2)
}

/// Estimate, ends, and how far the ends are from it.
fn numbers(finding: &Finding, scale: Scale<'_>) -> [Option<f64>; 5] {
    let scaled = |number: Option<f64>| number.map(|number| number * scale.factor);
    let [estimate, low, high] = [finding.estimate, finding.low, finding.high].map(scaled);
    let apart = |one: Option<f64>, other: Option<f64>| Some((one? - other?).max(0.0));
    // The bar of an end that the data do not reach has no length.
    let length = |apart: Option<f64>| Some(apart.unwrap_or(0.0));
    [estimate, low, high, length(apart(estimate, low)), length(apart(high, estimate))]
}

/// Ends of the axis of numbers: round, with room for zero and every interval.
fn axis(bars: &[Bar<'_>], scale: Scale<'_>) -> (f64, f64) {
    let ends =
        bars.iter().flat_map(|bar| numbers(bar.finding, scale).into_iter().take(3).flatten());
    let (low, high) =
        ends.fold((0.0_f64, 0.0_f64), |(low, high), end| (low.min(end), high.max(end)));
    let step = 10.0_f64.powf((high - low).max(1e-9).log10().floor());
    ((low / step).floor() * step, (high / step).ceil() * step)
}

/// What a chart is called, and the unit of its axis.
struct Named<'n> {
    language: &'n Language,
    title: &'n str,
    unit: &'n str,
}

fn chart(
    named: &Named<'_>,
    (first, last): (u32, u32),
    (scale, (least, most)): (Scale<'_>, (f64, f64)),
    rows: u32,
) -> Chart {
    let Named { language, title, unit } = named;
    let sheet = say!(language, "primary-measures");
    let range = |column: u16| ChartRange::new_from_range(&sheet, first, column, last, column);
    let interval = ChartErrorBarsType::Custom(range(5), range(4));
    let mut chart = Chart::new(ChartType::Bar);
    chart
        .add_series()
        .set_name(*title)
        .set_categories(&range(0))
        .set_values(&range(1))
        .set_gap(60)
        .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(FIRST)))
        .set_x_error_bars(ChartErrorBars::new().set_type(interval));
    chart.title().set_name(&say!(language, "workbook-with-intervals", title = *title));
    // Of lying bars, the names stand on the upright axis: the first on top, as in the table, left of every bar, and the axis
    // of numbers below them.
    chart
        .y_axis()
        .set_reverse()
        .set_crossing(ChartAxisCrossing::Max)
        .set_label_position(ChartAxisLabelPosition::Low);
    chart.x_axis().set_name(*unit).set_num_format(scale.form).set_min(least).set_max(most);
    chart.legend().set_hidden();
    chart.set_width(640).set_height(rows * ROW_PIXELS);
    chart.set_alt_text(say!(language, "workbook-alternative", title = *title));
    chart
}
