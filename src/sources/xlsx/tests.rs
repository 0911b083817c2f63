//! Workbooks, well-formed and not.

use rust_xlsxwriter::{Format, Formula, Workbook};

use crate::sources::ReadOptions;
use crate::sources::row::LONGEST_CELL;
use crate::sources::tests::read;

fn options(sheet: &str) -> ReadOptions {
    ReadOptions { sheet: Some(sheet.to_owned()), ..ReadOptions::default() }
}

/// A table that begins in C4 of its second sheet, with gaps.
fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Read me").unwrap();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Base line").unwrap();
    sheet.write(3, 2, "id").unwrap();
    sheet.write(3, 4, "score").unwrap();
    sheet.write(5, 2, "m1").unwrap();
    sheet.write(5, 4, 2.5).unwrap();
    sheet.write_blank(6, 2, &Format::new().set_bold()).unwrap();
    sheet.write(8, 2, "m2").unwrap();
    sheet.write(8, 4, Formula::new("=NA()").set_result("#N/A")).unwrap();
    sheet.write(9, 2, "m3").unwrap();
    sheet.write(9, 6, "beyond").unwrap();
    workbook.save_to_buffer().unwrap()
}

#[test]
fn rows_and_columns_keep_their_names_in_the_sheet() {
    let table = read("a.xlsx", &workbook(), &options("base line ")).unwrap();

    assert_eq!(table.header, ["", "", "id", "", "score"]);
    assert_eq!(
        table.rows,
        [["", "", "m1", "", "2.5"], ["", "", "m2", "", ""], ["", "", "m3", "", ""]]
    );
    assert_eq!(
        table.positions,
        ["a.xlsx:Base line!6", "a.xlsx:Base line!9", "a.xlsx:Base line!10"]
    );
    assert_eq!(
        table.problems,
        [
            "error_cell a.xlsx:Base line!E9 score: `#N/A`",
            "ragged_row a.xlsx:Base line!10: a row of 7 cells"
        ]
    );
}

#[test]
fn a_sheet_that_is_not_there_is_refused_with_the_ones_that_are() {
    assert_eq!(
        read("a.xlsx", &workbook(), &options("Baseline")).unwrap_err(),
        "a.xlsx: the workbook has no sheet `Baseline`, its sheets: Read me, Base line\n\
         hint: did you mean `Base line`?"
    );
}

#[test]
fn a_sheet_without_a_cell_is_empty() {
    assert_eq!(
        read("a.xlsx", &workbook(), &ReadOptions::default()).unwrap_err(),
        "a.xlsx: the file is empty\nhint: export it again, with its header"
    );
}

#[test]
fn a_zip_that_is_no_workbook_is_refused() {
    // An archive without an entry: the record that ends it, alone.
    let told = read("a.xlsx", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", &options("x"));
    assert!(told.unwrap_err().starts_with("a.xlsx: the file is damaged: "));
}

#[test]
fn times_and_rich_texts_are_read() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let bold = Format::new().set_bold();
    let plain = Format::new();
    for (column, name) in (0..).zip(["at", "time", "length", "note"]) {
        sheet.write(0, column, name).unwrap();
    }
    let quarter_past_ten = 45_838.0 + 36_900.0 / 86_400.0;
    let with = |format: &str| Format::new().set_num_format(format);
    sheet.write_with_format(1, 0, quarter_past_ten, &with("dd/mm/yyyy hh:mm")).unwrap();
    sheet.write_with_format(1, 1, 0.5, &with("hh:mm")).unwrap();
    sheet.write_with_format(1, 2, 1.25, &with("[h]:mm:ss")).unwrap();
    sheet.write_rich_string(1, 3, &[(&bold, "very "), (&plain, "good")]).unwrap();
    let table = read("a.xlsx", &workbook.save_to_buffer().unwrap(), &ReadOptions::default());

    assert_eq!(table.unwrap().rows, [["2025-06-30T10:15:00", "12:00:00", "30:00:00", "very good"]]);
}

#[test]
fn the_longest_cell_of_excel_is_far_below_the_limit() {
    let longest = "x".repeat(32_767);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "note").unwrap();
    sheet.write(1, 0, &longest).unwrap();
    let table = read("a.xlsx", &workbook.save_to_buffer().unwrap(), &ReadOptions::default());

    assert_eq!(table.unwrap().rows, [[longest]]);
    const { assert!(LONGEST_CELL > 32_767) };
}
