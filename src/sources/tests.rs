//! What holds for all formats.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use ::parquet::arrow::ArrowWriter;
use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, RecordBatch, StringArray,
};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::{ReadOptions, SOURCES, open};

/// A file as its reader gives it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    /// Position of each row.
    pub(super) positions: Vec<String>,
    /// `rule position column: found`.
    pub(super) problems: Vec<String>,
}

/// Reads a file that holds these bytes and has this name; the error as text with its hint.
pub(super) fn read(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<Table, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    read_path(&path, options)
}

pub(super) fn read_path(path: &Path, options: &ReadOptions) -> Result<Table, String> {
    let name = path.file_name().unwrap().to_str().unwrap();
    let told = |error: super::SourceError| {
        let mut text = error.to_string();
        if let Some(hint) = error.hint() {
            write!(text, "\nhint: {hint}").unwrap();
        }
        text
    };
    let mut reader = open(path, name, options).map_err(told)?;
    let header = reader.header().names().to_vec();
    let (mut rows, mut positions) = (Vec::new(), Vec::new());
    for batch in reader.by_ref() {
        let batch = batch.map_err(told)?;
        for at in 0..batch.rows() {
            rows.push((0..header.len()).map(|column| batch.cell(at, column).to_owned()).collect());
            positions.push(batch.row_origin(at).to_string());
        }
    }
    let problems = reader
        .take_problems()
        .into_iter()
        .map(|problem| {
            let column = problem.column.map(|name| format!(" {name}")).unwrap_or_default();
            format!("{} {}{column}: {}", problem.rule, problem.origin, problem.found)
        })
        .collect();
    Ok(Table { header, rows, positions, problems })
}

const HEADER: &[&str] = &["mentee_id", "name", "score", "met_on", "is_active"];

const AS_TEXT: &str = "mentee_id,name,score,met_on,is_active
7,Zoë,5,2025-06-30,true
8,\"Núñez, Ana\",4.5,2024-02-29,false
9,,,,
";

fn as_workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    for (column, name) in (0..).zip(HEADER) {
        sheet.write(0, column, *name).unwrap();
    }
    let rows =
        [(1, 7, "Zoë", 5.0, (2025, 6, 30), true), (2, 8, "Núñez, Ana", 4.5, (2024, 2, 29), false)];
    for (row, id, name, score, (year, month, day), is_active) in rows {
        sheet.write(row, 0, id).unwrap();
        sheet.write(row, 1, name).unwrap();
        sheet.write(row, 2, score).unwrap();
        let met_on = ExcelDateTime::from_ymd(year, month, day).unwrap();
        sheet.write_with_format(row, 3, &met_on, &date).unwrap();
        sheet.write(row, 4, is_active).unwrap();
    }
    sheet.write(3, 0, 9).unwrap();
    workbook.save_to_buffer().unwrap()
}

fn as_parquet() -> Vec<u8> {
    let columns: [ArrayRef; 5] = [
        Arc::new(Int64Array::from(vec![7, 8, 9])),
        Arc::new(StringArray::from(vec![Some("Zoë"), Some("Núñez, Ana"), None])),
        Arc::new(Float64Array::from(vec![Some(5.0), Some(4.5), None])),
        // Days since 1970: 2025-06-30 and 2024-02-29.
        Arc::new(Date32Array::from(vec![Some(20_269), Some(19_782), None])),
        Arc::new(BooleanArray::from(vec![Some(true), Some(false), None])),
    ];
    let batch = RecordBatch::try_from_iter(HEADER.iter().copied().zip(columns)).unwrap();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    bytes
}

fn in_every_format() -> Vec<(&'static str, Vec<u8>)> {
    let wide =
        |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> { AS_TEXT.encode_utf16().flat_map(bytes).collect() };
    let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
    let western: Vec<u8> = AS_TEXT.chars().map(|letter| u8::try_from(letter).unwrap()).collect();
    vec![
        ("plain.csv", AS_TEXT.as_bytes().to_vec()),
        ("marked.csv", marked(b"\xef\xbb\xbf", AS_TEXT.as_bytes().to_vec())),
        ("western.csv", western),
        ("little.csv", wide(u16::to_le_bytes)),
        ("big.csv", wide(u16::to_be_bytes)),
        ("marked_little.csv", marked(b"\xff\xfe", wide(u16::to_le_bytes))),
        ("marked_big.csv", marked(b"\xfe\xff", wide(u16::to_be_bytes))),
        ("crlf.csv", AS_TEXT.replace('\n', "\r\n").into_bytes()),
        ("cr.csv", AS_TEXT.replace('\n', "\r").into_bytes()),
        ("table.xlsx", as_workbook()),
        ("table.parquet", as_parquet()),
        // The content decides, not the name.
        ("workbook.csv", as_workbook()),
        ("text.xlsx", AS_TEXT.as_bytes().to_vec()),
        ("parquet.txt", as_parquet()),
        ("no_name", as_workbook()),
    ]
}

#[test]
fn one_table_gives_the_same_cells_in_every_format_and_encoding() {
    for (name, bytes) in in_every_format() {
        let table = read(name, &bytes, &ReadOptions::default()).unwrap();

        assert_eq!(table.header, HEADER, "{name}");
        assert_eq!(
            table.rows,
            [
                ["7", "Zoë", "5", "2025-06-30", "true"],
                ["8", "Núñez, Ana", "4.5", "2024-02-29", "false"],
                ["9", "", "", "", ""]
            ],
            "{name}"
        );
        assert_eq!(table.problems, [""; 0], "{name}");
    }
}

#[test]
fn a_batch_holds_as_many_rows_as_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in in_every_format() {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let options = ReadOptions { batch_rows: 2, ..ReadOptions::default() };
        let batches = open(&path, name, &options).unwrap();
        let sizes: Vec<usize> = batches.map(|batch| batch.unwrap().rows()).collect();
        assert_eq!(sizes, [2, 1], "{name}");
    }
}

#[test]
fn a_reader_that_is_given_up_early_ends_its_thread() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for row in 0..5000 {
        sheet.write(row, 0, row).unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.xlsx");
    std::fs::write(&path, workbook.save_to_buffer().unwrap()).unwrap();
    let options = ReadOptions { batch_rows: 10, ..ReadOptions::default() };
    let mut reader = open(&path, "long.xlsx", &options).unwrap();
    assert_eq!(reader.next().unwrap().unwrap().cell(9, 0), "10");
    drop(reader);
    assert_eq!(read_path(&path, &options).unwrap().rows.len(), 4999);
}

#[test]
fn a_file_that_cannot_be_read_is_refused_with_a_way_out() {
    let compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more";
    for (name, bytes, expected) in [
        ("a.csv", &b""[..], "a.csv: the file is empty\nhint: export it again, with its header"),
        (
            "a.csv",
            b"\xef\xbb\xbf",
            "a.csv: the file is empty\nhint: export it again, with its header",
        ),
        (
            "a.csv",
            b"\r\n\n  \n",
            "a.csv: the file is empty\nhint: export it again, with its header",
        ),
        ("a.xlsx", b"", "a.xlsx: the file is empty\nhint: export it again, with its header"),
        (
            "a.xlsx",
            compound,
            "a.xlsx: the file is a workbook behind a password\n\
             hint: open it in Excel, remove the password under File › Info, and save it",
        ),
        (
            "a.xls",
            b"<html><table><tr><td>1</td></tr></table></html>",
            "a.xls: the file is a web page\n\
             hint: open it in a spreadsheet program and save it as XLSX",
        ),
        (
            "a.csv",
            b"%PDF-1.7 ...",
            "a.csv: the file is a PDF document\nhint: ask for the table behind it as CSV or XLSX",
        ),
        (
            "a.png",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0",
            "a.png: the file is of a kind that is not known here\nhint: export it as CSV or XLSX",
        ),
    ] {
        assert_eq!(read(name, bytes, &ReadOptions::default()).unwrap_err(), expected, "{name}");
    }
}

#[test]
fn a_missing_file_and_a_folder_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let missing = read_path(&folder.path().join("none.csv"), &ReadOptions::default());
    assert_eq!(missing.unwrap_err(), "none.csv: there is no such file\nhint: check the path");
    let inner = folder.path().join("inbox");
    std::fs::create_dir(&inner).unwrap();
    let told = read_path(&inner, &ReadOptions::default()).unwrap_err();
    assert_eq!(told, "inbox: the file is a folder\nhint: name a file in it");
}

#[test]
fn an_unknown_format_is_refused_with_the_nearest_name() {
    let options = ReadOptions { format: Some("xslx".to_owned()), ..ReadOptions::default() };
    assert_eq!(
        read("a.csv", b"a\n1\n", &options).unwrap_err(),
        format!(
            "a.csv: the format is `xslx`, allowed: {}\nhint: did you mean `xlsx`?",
            SOURCES.iter().map(|format| format.name).collect::<Vec<_>>().join(", ")
        )
    );
}

#[test]
fn a_file_that_is_cut_off_is_damaged() {
    for (name, bytes) in [("table.xlsx", as_workbook()), ("table.parquet", as_parquet())] {
        for part in [12, bytes.len() / 2, bytes.len() - 3] {
            let told = read(name, &bytes[..part], &ReadOptions::default()).unwrap_err();
            assert!(told.starts_with(&format!("{name}: the file is damaged: ")), "{told}");
            assert!(
                told.ends_with("\nhint: open it in the program that made it and export it again")
            );
        }
    }
}

#[test]
fn formats_are_named_once_and_say_what_they_are() {
    for format in SOURCES {
        assert_eq!(SOURCES.iter().filter(|other| other.name == format.name).count(), 1);
        let is_layout = matches!(format.form, super::format::Form::Layout { .. });
        assert_eq!(format.extensions.is_empty(), is_layout, "{}", format.name);
        for words in [format.about, format.evidence, format.limits] {
            assert!(!words.is_empty(), "{}", format.name);
        }
    }
}
