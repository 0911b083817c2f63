//! Lines of cells → the bytes of a file.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;

use rust_xlsxwriter::Workbook;

use super::dress::{Lines, attendance, dress};
use super::files::Table;
use super::{Fields, RehearsalError, columnar, sheets};
use crate::plan::{Plan, Source};

/// All files with their bytes, in the order of their names.
pub(super) fn pack(
    plan: &Plan,
    tables: &[Table],
) -> Result<Vec<(String, Vec<u8>)>, RehearsalError> {
    let mut files: BTreeMap<&String, Vec<&Table>> = BTreeMap::new();
    for table in tables {
        files.entry(&table.file).or_default().push(table);
    }
    files
        .into_iter()
        .map(|(name, tables)| Ok((name.clone(), bytes(plan, name, &tables)?)))
        .collect()
}

fn bytes(plan: &Plan, name: &str, tables: &[&Table]) -> Result<Vec<u8>, RehearsalError> {
    let failed = |why: String| RehearsalError::Format { file: name.to_owned(), why };
    let extension = name.rsplit_once('.').map(|(_, end)| end.to_lowercase()).unwrap_or_default();
    let first = tables.first().ok_or_else(|| failed("it holds no table".to_owned()))?;
    let source = &plan.sources[first.source];
    let lines = |table: &Table| lines(&plan.sources[table.source], table);
    match extension.as_str() {
        // The content decides what a file is: a workbook of any program may hold this one.
        "xlsx" | "xlsm" | "xls" | "ods" => {
            let sheets: Vec<(String, Lines)> = tables
                .iter()
                .map(|table| {
                    (table.sheet.clone().unwrap_or_else(|| "Sheet1".to_owned()), lines(table))
                })
                .collect();
            workbook(&sheets).map_err(|error| failed(error.to_string()))
        }
        "zip" => archive(plan, tables).map_err(|error| failed(error.to_string())),
        "json" => Ok(json(&lines(first), false)),
        "ndjson" | "jsonl" => Ok(json(&lines(first), true)),
        "ics" => Ok(calendar(&first.header, &first.lines())),
        "parquet" | "pq" => {
            columnar::bytes(&lines(first)).map_err(|error| failed(error.to_string()))
        }
        _ => csv(source, &extension, &lines(first)).map_err(|error| failed(error.to_string())),
    }
}

/// A table in the layout that its source names.
fn lines(source: &Source, table: &Table) -> Lines {
    let layout = source.format.as_deref();
    let rows = table.lines();
    if let Some(layout @ ("zoom" | "teams" | "meet")) = layout {
        let cells = rows.first().map(|row| table.header.iter().cloned().zip(row.iter().cloned()));
        return attendance(layout, &cells.into_iter().flatten().collect::<Fields>());
    }
    match layout {
        Some("attendance") => sheets::of_months(&table.header, &rows),
        Some("daily_attendance") => sheets::of_people_and_days(&table.header, &rows),
        Some("day_columns") => sheets::of_days(&table.header, &rows),
        _ => dress(layout, table.header.clone(), rows),
    }
}

fn csv(source: &Source, extension: &str, lines: &Lines) -> anyhow::Result<Vec<u8>> {
    let usual = if matches!(extension, "tsv" | "tab") { '\t' } else { ',' };
    let delimiter = u8::try_from(source.delimiter.unwrap_or(usual))?;
    let mut writer =
        csv::WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(Vec::new());
    for line in lines {
        // A blank line is a record of no cells, which the writer would put into quotation marks.
        if line.is_empty() {
            writer.flush()?;
            let mut bytes = writer.into_inner()?;
            bytes.push(b'\n');
            writer =
                csv::WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(bytes);
        } else {
            writer.write_record(line)?;
        }
    }
    let text = String::from_utf8(writer.into_inner()?)?;
    Ok(encoded(&text, source.encoding.as_deref()))
}

/// A text in the encoding that a source names.
fn encoded(text: &str, label: Option<&str>) -> Vec<u8> {
    let label = label.unwrap_or("utf-8").trim().to_lowercase();
    let wide = |order: fn(u16) -> [u8; 2]| {
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(order).collect()
    };
    match label.as_str() {
        "utf-16" | "utf-16le" => wide(u16::to_le_bytes),
        "utf-16be" => wide(u16::to_be_bytes),
        label => encoding_rs::Encoding::for_label(label.as_bytes())
            .map_or_else(|| text.as_bytes().to_vec(), |known| known.encode(text).0.into_owned()),
    }
}

fn workbook(sheets: &[(String, Lines)]) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
    let mut workbook = Workbook::new();
    // A fixed date: the same plan and seed give the same bytes.
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2025, 1, 1)?;
    workbook.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&day));
    for (name, lines) in sheets {
        let sheet = workbook.add_worksheet().set_name(name)?;
        for (row, line) in (0..).zip(lines) {
            for (column, text) in (0..).zip(line) {
                match text.parse::<f64>() {
                    Ok(number) if number.is_finite() && number.to_string() == *text => {
                        sheet.write_number(row, column, number)?;
                    }
                    _ if text.is_empty() => {}
                    _ => {
                        sheet.write_string(row, column, text)?;
                    }
                }
            }
        }
    }
    workbook.save_to_buffer()
}

fn archive(plan: &Plan, tables: &[&Table]) -> anyhow::Result<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for table in tables {
        let source = &plan.sources[table.source];
        let name = table.sheet.clone().unwrap_or_else(|| "table.csv".to_owned());
        archive.start_file(name, zip::write::SimpleFileOptions::default())?;
        archive.write_all(&csv(source, "csv", &lines(source, table))?)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Records by the names of the header; an empty cell is none.
fn json(lines: &Lines, one_a_line: bool) -> Vec<u8> {
    let Some((header, rows)) = lines.split_first() else { return Vec::new() };
    let records = rows.iter().map(|row| {
        let cells = header.iter().zip(row).filter(|(_, text)| !text.is_empty());
        let record: serde_json::Map<String, serde_json::Value> =
            cells.map(|(name, text)| (name.clone(), text.clone().into())).collect();
        serde_json::Value::Object(record).to_string()
    });
    let records: Vec<String> = records.collect();
    if one_a_line { records.join("\n") + "\n" } else { format!("[{}]\n", records.join(",\n")) }
        .into_bytes()
}

/// Events whose columns are those that a calendar is read as.
fn calendar(header: &[String], rows: &Lines) -> Vec<u8> {
    let mut text = String::from("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//made up//EN\r\n");
    for (number, row) in rows.iter().enumerate() {
        let cell = |name: &str| {
            let at = header.iter().position(|own| own == name);
            at.and_then(|at| row.get(at)).cloned().unwrap_or_default()
        };
        let day = cell("held_on").replace('-', "");
        let minutes = if cell("minutes").is_empty() { "45".to_owned() } else { cell("minutes") };
        let _ = write!(
            text,
            "BEGIN:VEVENT\r\nUID:made-up-{number}\r\nDTSTART:{day}T090000Z\r\nDURATION:PT{minutes}M\r\nSUMMARY:{}\r\nLOCATION:{}\r\nCATEGORIES:{}\r\nEND:VEVENT\r\n",
            cell("summary"),
            cell("location"),
            cell("categories"),
        );
    }
    text.push_str("END:VCALENDAR\r\n");
    text.into_bytes()
}
