//! The workbook of invented findings: every one in it, text as text, the same bytes.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};

use super::super::workbook;
use super::invented::{Invented, Way};
use crate::plan::EvaluationDesign;

fn sheets(bytes: &[u8]) -> Vec<(String, Vec<Vec<Data>>)> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheets = book.worksheets().into_iter();
    sheets.map(|(name, range)| (name, range.rows().map(<[Data]>::to_vec).collect())).collect()
}

fn invented(way: Way) -> Invented {
    Invented::new(EvaluationDesign::PrePost, "L2", way)
}

#[test]
fn every_finding_is_a_row_of_one_sheet_whatever_becomes_of_its_number() {
    for way in Way::ALL {
        let invented = invented(way);
        let sheets = sheets(&workbook(&invented.input()).unwrap());
        let families = &sheets[2..];
        let rows: usize = families.iter().map(|(_, rows)| rows.len() - 1).sum();
        assert_eq!(rows, invented.findings.len(), "{way:?}");
        assert_eq!(sheets[0].0, "About");
    }
}

#[test]
fn a_hidden_number_says_so_and_no_number_stands_in_its_row() {
    let invented = invented(Way::Hidden);
    for (name, rows) in &sheets(&workbook(&invented.input()).unwrap())[2..] {
        for row in &rows[1..] {
            let words = Data::String("hidden to protect privacy".to_owned());
            assert!(row.contains(&words), "{name}: {row:?}");
            let counted =
                rows[0].iter().zip(row).filter(|(_, cell)| matches!(cell, Data::Float(_)));
            let titles: Vec<String> = counted.map(|(title, _)| title.to_string()).collect();
            // What was to be reached is no secret.
            assert!(titles.iter().all(|title| title == "Target"), "{name}: {titles:?}");
        }
    }
}

#[test]
fn what_begins_like_a_formula_stays_text() {
    let mut invented = invented(Way::Up);
    let hostile =
        ["=1+1", "+1", "-1", "@SUM(A1)", "<b>&\u{1}\u{202e}", "{=1}", "http://example.org"];
    for (finding, level) in invented.findings.iter_mut().zip(hostile) {
        finding.dimension = "site".to_owned();
        finding.level = level.to_owned();
        finding.notes = Some(level.to_owned());
    }
    let bytes = workbook(&invented.input()).unwrap();
    let cells: Vec<Data> =
        sheets(&bytes).into_iter().flat_map(|(_, rows)| rows.into_iter().flatten()).collect();
    for level in &hostile[..4] {
        assert!(cells.contains(&Data::String((*level).to_owned())), "{level}");
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&bytes[..])).unwrap();
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).unwrap();
        assert!(formulas.cells().all(|(_, _, formula)| formula.is_empty()), "{name}");
    }
}

#[test]
fn the_same_findings_give_the_same_bytes() {
    let invented = invented(Way::Up);
    assert!(workbook(&invented.input()).unwrap() == workbook(&invented.input()).unwrap());
}

#[test]
fn a_sheet_has_a_name_that_spreadsheets_take() {
    let mut invented = invented(Way::Up);
    let long = "a_family/with:a*name?that[is]far_too_long_for_a_sheet".to_owned();
    for kpi in &mut invented.kpis {
        kpi.family.clone_from(&long);
    }
    for (place, finding) in invented.findings.iter_mut().enumerate() {
        finding.family = if place % 2 == 0 { long.clone() } else { format!("{long}_2") };
    }
    let sheets = sheets(&workbook(&invented.input()).unwrap());
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names.len(), 4, "{names:?}");
    assert!(names.iter().all(|name| name.chars().count() <= 31), "{names:?}");
    assert!(names[3].ends_with(" 2"), "{names:?}");
}
