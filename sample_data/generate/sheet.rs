//! One export: its cells, the flaws in them, and how it is written to disk.

use anyhow::{Context, Result, ensure};
use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet};

use super::flaws::Flaw;

/// How a file is written.
#[derive(Clone, Copy)]
pub(crate) enum Form {
    /// UTF-8 with commas.
    Plain,
    /// The same behind a byte order mark, as spreadsheets save it.
    Marked,
    /// Windows-1252 with semicolons.
    Western,
    /// A workbook with one sheet of this name.
    Workbook(&'static str),
}

/// One row and the flaws that were planted in it.
pub(crate) struct Row {
    pub(crate) cells: Vec<String>,
    pub(crate) flaws: Vec<Flaw>,
}

/// One file.
pub(crate) struct Sheet {
    pub(crate) file: &'static str,
    pub(crate) form: Form,
    pub(crate) header: Vec<&'static str>,
    pub(crate) rows: Vec<Row>,
}

impl Sheet {
    /// A file without rows.
    pub(crate) fn new(file: &'static str, form: Form, header: &[&'static str]) -> Self {
        Self { file, form, header: header.to_vec(), rows: Vec::new() }
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, cells: Vec<String>) {
        assert_eq!(cells.len(), self.header.len(), "{}: a cell for each column", self.file);
        self.rows.push(Row { cells, flaws: Vec::new() });
    }

    /// Place of a column.
    pub(crate) fn column(&self, name: &str) -> usize {
        let place = self.header.iter().position(|column| *column == name);
        place.unwrap_or_else(|| panic!("{} has no column {name}", self.file))
    }

    /// Where a flaw stands, as a message would say it.
    pub(crate) fn position(&self, row: usize, column: Option<&str>) -> String {
        // Line 1 is the header, and no cell holds a line break.
        let line = row + 2;
        match (self.form, column) {
            (Form::Workbook(sheet), Some(name)) => {
                let letter = u8::try_from(self.column(name)).expect("fewer columns than letters");
                format!("inbox/{}:{sheet}!{}{line}", self.file, letters(letter))
            }
            (Form::Workbook(sheet), None) => format!("inbox/{}:{sheet}!A{line}", self.file),
            _ => format!("inbox/{}:{line}", self.file),
        }
    }

    /// The file's bytes.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>> {
        match self.form {
            Form::Plain => self.delimited(b','),
            Form::Marked => Ok([b"\xef\xbb\xbf".as_slice(), &self.delimited(b',')?].concat()),
            Form::Western => {
                let text = String::from_utf8(self.delimited(b';')?)?;
                let (bytes, _, has_strangers) = encoding_rs::WINDOWS_1252.encode(&text);
                ensure!(!has_strangers, "{}: a letter that Windows-1252 lacks", self.file);
                Ok(bytes.into_owned())
            }
            Form::Workbook(name) => self.workbook(name),
        }
    }

    fn delimited(&self, delimiter: u8) -> Result<Vec<u8>> {
        // Flexible, because some rows are ragged on purpose.
        let mut writer =
            csv::WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(Vec::new());
        writer.write_record(&self.header)?;
        for row in &self.rows {
            ensure!(!row.cells.iter().any(|cell| cell.contains('\n')), "a cell with a line break");
            writer.write_record(&row.cells)?;
        }
        writer.into_inner().context("writing into memory")
    }

    fn workbook(&self, name: &str) -> Result<Vec<u8>> {
        let mut workbook = Workbook::new();
        // Without a date of its own the file would carry the clock.
        let created = ExcelDateTime::from_ymd(2025, 6, 30)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(name)?;
        let bold = Format::new().set_bold();
        for (column, title) in (0_u16..).zip(&self.header) {
            worksheet.write_string_with_format(0, column, *title, &bold)?;
        }
        let day_format = Format::new().set_num_format("yyyy-mm-dd");
        for (line, row) in (1_u32..).zip(&self.rows) {
            for (column, text) in (0_u16..).zip(&row.cells) {
                write_cell(worksheet, line, column, text, &day_format)?;
            }
        }
        Ok(workbook.save_to_buffer()?)
    }
}

/// A number or a date when the text looks like one, as a spreadsheet does when it is typed in.
fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
    day: &Format,
) -> Result<()> {
    if text.is_empty() {
        return Ok(());
    }
    if let Ok(number) = text.parse::<f64>() {
        sheet.write_number(row, column, number)?;
    } else if text.parse::<Date>().is_ok() {
        sheet.write_datetime_with_format(row, column, ExcelDateTime::parse_from_str(text)?, day)?;
    } else {
        sheet.write_string(row, column, text)?;
    }
    Ok(())
}

/// `A` to `Z`, then `AA`.
fn letters(column: u8) -> String {
    let letter = |place: u8| char::from(b'A' + place);
    match column.checked_sub(26) {
        None => letter(column).to_string(),
        Some(place) => format!("A{}", letter(place)),
    }
}
