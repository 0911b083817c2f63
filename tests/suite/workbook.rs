//! `findings.xlsx`: every finding, its numbers as numbers, and a spreadsheet that opens it.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader as _, Xlsx};

use super::program::{Program, skipped};

/// The workbook of a program.
const WORKBOOK: &str = "reports/findings.xlsx";
/// Sheets that are no family's.
const OTHERS: usize = 2;

fn measured(name: &str) -> Program {
    let program = Program::sample(name);
    program.run("run", &[]).ended_with(0);
    program
}

/// The sheets of the families: their rows, each by the titles of its columns.
fn rows(workbook: &Path) -> Vec<(String, Vec<BTreeMap<String, Data>>)> {
    let mut book: Xlsx<_> = calamine::open_workbook(workbook).unwrap();
    let sheets = book.worksheets().into_iter().skip(OTHERS);
    let read = |(name, range): (String, calamine::Range<Data>)| {
        let mut rows = range.rows();
        let titles: Vec<String> = rows.next().unwrap().iter().map(Data::to_string).collect();
        let rows = rows.map(|row| titles.iter().cloned().zip(row.iter().cloned()).collect());
        (name, rows.collect())
    };
    sheets.map(read).collect()
}

#[test]
fn every_finding_stands_in_the_sheet_of_its_family_with_its_number() {
    for name in ["riverbend", "dandora"] {
        let program = measured(name);
        let findings = program.json("reports/findings.json");
        let mut wanted: Vec<String> = findings.as_array().unwrap().iter().map(wanted).collect();
        let mut found: Vec<String> = rows(&program.path(WORKBOOK))
            .iter()
            .flat_map(|(_, rows)| rows.iter().map(found))
            .collect();
        wanted.sort();
        found.sort();
        assert_eq!(found.len(), wanted.len(), "{name}");
        for (one, other) in found.iter().zip(&wanted) {
            assert_eq!(one, other, "{name}");
        }
    }
}

/// Ids, estimate and n of a finding.
fn wanted(finding: &serde_json::Value) -> String {
    let ids = ["measure", "subject", "answer", "contrast"];
    let ids = ids.map(|key| finding[key].as_str().unwrap_or_default().to_owned());
    line(&ids, finding["estimate"].as_f64(), finding["n"].as_f64())
}

/// The same of a row; what its unit counts to a hundred is taken back.
fn found(row: &BTreeMap<String, Data>) -> String {
    let text = |title: &str| row[title].to_string();
    let number = |title: &str| match &row[title] {
        Data::Float(number) => Some(*number),
        _ => None,
    };
    let unit = text("Unit");
    let is_scaled = unit == "percentage points" || unit.starts_with("net promoter score");
    let factor = if is_scaled { 100.0 } else { 1.0 };
    let ids = ["Id of measure", "Id of subject", "Id of answer", "Contrast"].map(text);
    line(&ids, number("Estimate").map(|estimate| estimate / factor), number("n"))
}

fn line(ids: &[String; 4], estimate: Option<f64>, n: Option<f64>) -> String {
    let number =
        |number: Option<f64>| number.map_or("–".to_owned(), |number| format!("{number:.9e}"));
    format!("{} | {} | {}", ids.join(" | "), number(estimate), number(n))
}

#[test]
fn a_spreadsheet_opens_and_converts_it() {
    let program = measured("riverbend");
    let mut call = Command::new("soffice");
    call.args(["--headless", "--convert-to", "xlsx", "--outdir"]).arg(program.path("converted"));
    let profile = format!("-env:UserInstallation=file://{}", program.path("profile").display());
    call.arg(profile).arg(program.path(WORKBOOK));
    match call.output() {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            skipped("LibreOffice is not installed; the workbook is not converted");
        }
        output => {
            let output = output.unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let converted = rows(&program.path("converted/findings.xlsx"));
            let converted: usize = converted.iter().map(|(_, rows)| rows.len()).sum();
            let ours = rows(&program.path(WORKBOOK));
            let ours: usize = ours.iter().map(|(_, rows)| rows.len()).sum();
            assert_eq!(converted, ours);
        }
    }
}
