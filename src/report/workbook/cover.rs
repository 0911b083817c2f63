//! The first sheet: whose numbers these are, as of when, how to read them, and where each family is.

use rust_xlsxwriter::{Format, FormatAlign, Url, Worksheet, XlsxError};

use crate::report::evidence::Evidence;
use crate::report::labels::{clean, typeset};
use crate::report::language::say;

use super::Family;

/// Width of the column of text, in characters.
const WIDTH: f64 = 96.0;
/// Height of a line of text, in points; not every program finds out by itself how many lines a text has.
const LINE: f64 = 15.0;

pub(super) fn write(
    sheet: &mut Worksheet,
    evidence: &Evidence<'_>,
    families: &[Family],
) -> Result<(), XlsxError> {
    let (plan, run, language) = (evidence.input.plan, &evidence.input.run, evidence.language());
    sheet
        .set_name(say!(language, "workbook-about"))?
        .set_screen_gridlines(false)
        .set_column_width(0, WIDTH)?;
    sheet.set_print_fit_to_pages(1, 0);
    let mut page = Page { sheet, row: 0 };
    let title = Format::new().set_bold().set_font_size(20);
    page.line(&clean(&plan.program.name), &title)?;
    let period = plan.program.period.as_deref().map(clean);
    let as_of =
        (!run.as_of.is_empty()).then(|| say!(language, "as-of", date = language.iso(&run.as_of)));
    let below: Vec<String> = [period, as_of].into_iter().flatten().collect();
    page.text(&below.join(" · "))?;
    if let Some(about) = &plan.program.about {
        page.text(&about.split_whitespace().collect::<Vec<_>>().join(" "))?;
    }
    page.heading(&say!(language, "workbook-how-to-read"))?;
    for line in reading(evidence) {
        page.text(&line)?;
    }
    page.heading(&say!(language, "workbook-sheets"))?;
    page.link(&say!(language, "primary-measures"), &say!(language, "workbook-as-charts"))?;
    for family in families {
        let rows = u64::try_from(family.findings.len()).unwrap_or(u64::MAX);
        let rows = language.counted(rows, "row");
        page.link(&family.sheet, &format!("{} ({rows})", family.sheet))?;
    }
    if !run.alarms.is_empty() {
        page.heading(&say!(language, "to-look-into"))?;
        for alarm in &run.alarms {
            page.text(&typeset(&language.translated(alarm)))?;
        }
    }
    page.heading(&say!(language, "workbook-origin"))?;
    page.text(&say!(
        language,
        "workbook-made-with",
        version = &run.version,
        contract = &run.contract_version,
        snapshot = &run.snapshot,
        plan = &run.plan_hash
    ))
}

fn reading(evidence: &Evidence<'_>) -> [String; 6] {
    let language = evidence.language();
    let level = language.confidence(evidence.input.plan.analysis.confidence);
    let least = evidence.input.plan.privacy.min_cell;
    [
        say!(language, "workbook-rows"),
        say!(language, "workbook-interval", level = level),
        say!(language, "workbook-hidden", hidden = language.hidden(), least = least),
        say!(language, "workbook-corrected"),
        say!(language, "workbook-claims"),
        say!(language, "workbook-definitions"),
    ]
}

/// Lines below one another.
struct Page<'s> {
    sheet: &'s mut Worksheet,
    row: u32,
}

impl Page<'_> {
    fn line(&mut self, text: &str, form: &Format) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.row, 0, text, form)?;
        self.row += 1;
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), XlsxError> {
        let lines = (text.chars().count() as f64 / WIDTH).ceil().max(1.0);
        self.sheet.set_row_height(self.row, lines * LINE)?;
        self.line(text, &Format::new().set_text_wrap().set_align(FormatAlign::Top))
    }

    fn heading(&mut self, text: &str) -> Result<(), XlsxError> {
        self.row += 1;
        self.line(text, &Format::new().set_bold().set_font_size(14))
    }

    fn link(&mut self, sheet: &str, text: &str) -> Result<(), XlsxError> {
        // A quotation mark in a sheet's name is doubled.
        let to = Url::new(format!("internal:'{}'!A1", sheet.replace('\'', "''")));
        self.sheet.write_url_with_text(self.row, 0, to, text)?;
        self.row += 1;
        Ok(())
    }
}
