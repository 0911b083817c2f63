//! What a cell holds, and how the numbers of a unit look.

use rust_xlsxwriter::{Color, Format, FormatAlign, Worksheet, XlsxError};

use crate::inference::Finding;
use crate::report::sentences::is_change;

/// Most characters of a cell; a longer text ends with an ellipsis.
const LONGEST_TEXT: usize = 32_000;
const SOFT: Color = Color::RGB(0x0056_616f);

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Text(String),
    /// A number and its form.
    Number(f64, &'static str),
    /// Words in place of a number.
    Instead(String),
    Empty,
}

impl Cell {
    pub(super) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
    }

    pub(super) fn count(count: Option<u64>) -> Self {
        count.map_or(Cell::Empty, |count| Cell::Number(count as f64, "#,##0"))
    }

    pub(super) fn number(number: Option<f64>, form: &'static str) -> Self {
        number.map_or(Cell::Empty, |number| Cell::Number(number, form))
    }

    pub(super) fn write(
        self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
    ) -> Result<(), XlsxError> {
        match self {
            // As its column: to look up the form of each text would take a seventh of a report's time.
            Cell::Text(text) => {
                let text = crate::report::labels::short(&text, LONGEST_TEXT);
                sheet.write_string(row, column, text)?;
            }
            Cell::Number(number, form) => {
                let form = plain().set_num_format(form);
                sheet.write_number_with_format(row, column, number, &form)?;
            }
            Cell::Instead(words) => {
                let soft = plain().set_italic().set_font_color(SOFT).set_align(FormatAlign::Right);
                sheet.write_string_with_format(row, column, words, &soft)?;
            }
            Cell::Empty => {}
        }
        Ok(())
    }
}

/// How cells look that have no form of their own; columns have it.
pub(super) fn plain() -> Format {
    Format::new().set_align(FormatAlign::Top)
}

/// How a finding's estimate is written: by what it is multiplied, its form, the name of its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale<'f> {
    pub(super) factor: f64,
    pub(super) form: &'static str,
    pub(super) unit: &'f str,
}

/// The scale of a finding, as in the report: a change of a share is in percentage points, a promoter score goes to 100.
pub(super) fn scale(finding: &Finding) -> Scale<'_> {
    let scale = |factor, form, unit| Scale { factor, form, unit };
    let ends = [finding.estimate, finding.low, finding.high].into_iter().flatten();
    let is_whole = ends.clone().all(|end| end.fract().abs() < 1e-9);
    match (finding.unit.as_str(), is_change(finding)) {
        ("share", true) => scale(100.0, "+0.0;-0.0;0.0", "percentage points"),
        ("share", false) => scale(1.0, "0.0%", "share"),
        ("nps", _) => scale(100.0, "+0;-0;0", "net promoter score, −100 to 100"),
        ("count", _) if is_whole => scale(1.0, "#,##0", "count"),
        ("days", false) => scale(1.0, "#,##0", "days"),
        (unit, true) => scale(1.0, "+#,##0.00;-#,##0.00;0.00", unit),
        (unit, false) => scale(1.0, "#,##0.00", unit),
    }
}
