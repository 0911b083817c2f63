//! Made-up files: the same numbers give the same bytes.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use rust_xlsxwriter::Workbook;

const HEADER: [&str; 10] =
    ["ID", "Name", "Site", "Joined", "Grade", "Score", "Hours", "Answer", "Comment", "Left"];

const ANSWERS: [&str; 5] = ["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"];

/// The cells of a row; numbers are numbers in a workbook.
fn row(at: usize) -> [String; 10] {
    // A generator of its own, good enough for texts that differ.
    let lot = at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    let of = |shift: u32, most: usize| (lot >> shift) % most;
    let left = of(20, 4) == 0;
    [
        format!("S{at:08}"),
        format!("Núñez, Ana {}", of(30, 5000)),
        ["North", "South", "East", "West"][of(11, 4)].to_owned(),
        format!("2024-{:02}-{:02}", 1 + of(13, 12), 1 + of(17, 28)),
        (6 + of(19, 7)).to_string(),
        format!("{}.{:02}", of(23, 100), of(29, 90) + 10),
        (1 + of(31, 120)).to_string(),
        ANSWERS[of(37, 5)].to_owned(),
        if of(41, 3) == 0 { format!("Said \"{}\", and more", of(43, 1000)) } else { String::new() },
        if left { format!("2025-{:02}-11", 1 + of(47, 12)) } else { String::new() },
    ]
}

/// A text of about so many bytes.
pub(super) fn text(path: &Path, bytes: usize) {
    let mut file = BufWriter::new(File::create(path).expect("the folder is ours"));
    let mut put = |cells: &[String]| {
        let quoted = cells.iter().map(|cell| {
            let is_plain = !cell.contains([',', '"']);
            if is_plain { cell.clone() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
        });
        let line = quoted.collect::<Vec<_>>().join(",") + "\n";
        file.write_all(line.as_bytes()).expect("there is room for the file");
        line.len()
    };
    let mut written = put(&HEADER.map(str::to_owned));
    let mut at = 0;
    while written < bytes {
        written += put(&row(at));
        at += 1;
    }
}

/// A workbook of so many rows.
pub(super) fn workbook(path: &Path, rows: usize) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let cells = (0..rows).map(row);
    for (number, cells) in (0..).zip(std::iter::once(HEADER.map(str::to_owned)).chain(cells)) {
        for (column, cell) in (0..).zip(&cells) {
            let written = match cell.parse::<f64>() {
                _ if cell.is_empty() => continue,
                Ok(value) => sheet.write_number(number, column, value).map(|_| ()),
                Err(_) => sheet.write_string(number, column, cell).map(|_| ()),
            };
            written.expect("the cell is inside the sheet");
        }
    }
    workbook.save(path).expect("there is room for the file");
}
