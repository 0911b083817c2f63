//! The first sheet: whose numbers these are, as of when, how to read them, and where each family is.

use rust_xlsxwriter::{Format, FormatAlign, Url, Worksheet, XlsxError};

use crate::report::dates::iso;
use crate::report::evidence::Evidence;
use crate::report::format;
use crate::report::labels::{clean, typeset};

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
    let (plan, run) = (evidence.input.plan, &evidence.input.run);
    sheet.set_name("About")?.set_screen_gridlines(false).set_column_width(0, WIDTH)?;
    sheet.set_print_fit_to_pages(1, 0);
    let mut page = Page { sheet, row: 0 };
    let title = Format::new().set_bold().set_font_size(20);
    page.line(&clean(&plan.program.name), &title)?;
    let period = plan.program.period.as_deref().map(clean);
    let as_of = (!run.as_of.is_empty()).then(|| format!("as of {}", iso(&run.as_of)));
    let below: Vec<String> = [period, as_of].into_iter().flatten().collect();
    page.text(&below.join(" · "))?;
    if let Some(about) = &plan.program.about {
        page.text(&about.split_whitespace().collect::<Vec<_>>().join(" "))?;
    }
    page.heading("How to read this workbook")?;
    for line in reading(evidence) {
        page.text(&line)?;
    }
    page.heading("Sheets")?;
    page.link("Primary measures", "Primary measures, as charts")?;
    for family in families {
        let rows = u64::try_from(family.findings.len()).unwrap_or(u64::MAX);
        let rows = format::counted(rows, "row", "rows");
        page.link(&family.sheet, &format!("{} ({rows})", family.sheet))?;
    }
    if !run.alarms.is_empty() {
        page.heading("To be looked into")?;
        for alarm in &run.alarms {
            page.text(&typeset(alarm))?;
        }
    }
    page.heading("Where the numbers come from")?;
    page.text(&format!(
        "Mentorlens {} · data contract {} · snapshot {} · plan {}",
        run.version, run.contract_version, run.snapshot, run.plan_hash
    ))
}

fn reading(evidence: &Evidence<'_>) -> [String; 6] {
    let level = format::confidence(evidence.input.plan.analysis.confidence);
    let fewest = evidence.input.plan.privacy.min_cell;
    [
        "Each row is one number: what is measured, in which term, for whom. The arrows in the first row filter and sort; its notes say what each column means.".to_owned(),
        format!("Low and High are the ends of the {level} interval: we expect the true value to lie between the two. A number without its interval says less than it seems to."),
        format!("“{}” stands where a number could give a person away: it rests on fewer than {fewest} people, or could be worked out from others.", format::HIDDEN),
        "Where many groups are compared, some differ by chance. Go by “p, corrected”.".to_owned(),
        "The claim level says what the design of the evaluation permits to say: L0 a count, L1 an answer, L2 a change, L3 and L4 a difference from others, L5 a cause.".to_owned(),
        "What each measure counts, and how, stands in the report (index.html) under Methods.".to_owned(),
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
