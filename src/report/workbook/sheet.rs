//! A family's sheet: a header that stays, a filter over it, a row for each finding.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Note, Worksheet, XlsxError};

use crate::report::evidence::Evidence;
use crate::report::language::say;

use super::Family;
use super::cells::plain;
use super::columns::{COLUMNS, FROZEN, Place};

pub(super) fn write(
    sheet: &mut Worksheet,
    evidence: &Evidence<'_>,
    family: &Family,
) -> Result<(), XlsxError> {
    let language = evidence.language();
    sheet.set_name(&family.sheet)?;
    for (place, column) in (0..).zip(COLUMNS) {
        titled(sheet, (0, place), &column.title(language), FormatAlign::Left)?;
        let note = Note::new(column.about(language))
            .add_author_prefix(false)
            .set_width(240)
            .set_height(64);
        sheet.insert_note(0, place, &note)?;
        sheet.set_column_width(place, column.width)?;
        sheet.set_column_format(place, &plain())?;
    }
    for (row, finding) in (1..).zip(&family.findings) {
        let at = Place { evidence, finding };
        for (place, column) in (0..).zip(COLUMNS) {
            (column.cell)(&at).write(sheet, (row, place))?;
        }
    }
    let last = u32::try_from(family.findings.len()).unwrap_or(u32::MAX);
    let width = u16::try_from(COLUMNS.len()).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, last, width - 1)?;
    sheet.set_freeze_panes(1, FROZEN)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    let pages = say!(language, "workbook-pages", page = "&P", pages = "&N");
    sheet.set_footer(format!("&L&A&R{pages}"));
    Ok(())
}

/// A cell above a column.
pub(super) fn titled(
    sheet: &mut Worksheet,
    (row, place): (u32, u16),
    title: &str,
    align: FormatAlign,
) -> Result<(), XlsxError> {
    let form = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Bottom)
        .set_align(align)
        .set_border_bottom(FormatBorder::Medium)
        .set_background_color(Color::RGB(0x00ee_f3f2));
    sheet.write_string_with_format(row, place, title, &form)?;
    Ok(())
}
