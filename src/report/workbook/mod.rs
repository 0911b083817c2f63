//! The workbook: every finding as a row with its numbers as numbers, a sheet for each family, for whoever goes on from there.
//!
//! Text is written as text, whatever it begins with: a spreadsheet takes no level or category for a formula.

mod cells;
mod columns;
mod cover;
mod pictures;
mod sheet;

use std::collections::BTreeSet;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::inference::Finding;
use crate::plan::{Edition, EditionKind};

use super::evidence::Evidence;
use super::labels::{QUALITY, clean, families, family, measures_of};
use super::language::{Language, say};
use super::{ReportError, ReportInput};

/// Characters that no sheet's name may hold.
const FORBIDDEN: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];
/// Most characters of a sheet's name.
const LONGEST_NAME: usize = 31;
/// A name that spreadsheets keep for themselves.
const TAKEN: &str = "history";

/// A family with the findings of its sheet, in the order of reading.
struct Family {
    sheet: String,
    findings: Vec<Finding>,
}

/// Writes all findings as a workbook.
///
/// # Errors
///
/// [`ReportError::Workbook`], which no data should bring about.
pub fn workbook(input: &ReportInput<'_>) -> Result<Vec<u8>, ReportError> {
    write(input).map_err(ReportError::Workbook)
}

fn write(input: &ReportInput<'_>) -> Result<Vec<u8>, XlsxError> {
    // Not one edition's choice: whoever opens the workbook looks for a number that a page has no room for.
    let edition = Edition {
        kind: EditionKind::Evaluator,
        families: Vec::new(),
        ..input.plan.editions[0].clone()
    };
    let language = input.language();
    let kpis = language.measures(input.kpis);
    let input = ReportInput { kpis: &kpis, ..input.clone() };
    let evidence = Evidence::new(&input, &edition, &language);
    let families = sheets(&evidence);
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(&input)?);
    cover::write(workbook.add_worksheet(), &evidence, &families)?;
    pictures::write(workbook.add_worksheet(), &evidence)?;
    for family in &families {
        sheet::write(workbook.add_worksheet(), &evidence, family)?;
    }
    workbook.save_to_buffer()
}

/// The same findings give the same bytes: the day of the data stands for the clock.
fn properties(input: &ReportInput<'_>) -> Result<DocProperties, XlsxError> {
    let date = input.run.as_of.parse::<jiff::civil::Date>().ok();
    let (year, month, day) = date.map_or((2000, 1, 1), |date| {
        let part = |number: i8| u8::try_from(number).unwrap_or(1);
        (u16::try_from(date.year()).unwrap_or(2000).max(1900), part(date.month()), part(date.day()))
    });
    Ok(DocProperties::new()
        .set_title(clean(&input.plan.program.name))
        .set_subject(say!(input.language(), "workbook-subject"))
        .set_author(format!("Mentorlens {}", input.run.version))
        .set_creation_datetime(&ExcelDateTime::from_ymd(year, month, day)?))
}

/// Families in the order of the report, the quality of the data last; each finding is in one of them.
fn sheets(evidence: &Evidence<'_>) -> Vec<Family> {
    let (kpis, language) = (evidence.input.kpis, evidence.language());
    let mut ids: Vec<String> =
        families(language, kpis, &[]).into_iter().map(|family| family.id).collect();
    ids.push(QUALITY.to_owned());
    for finding in evidence.input.findings {
        if !ids.contains(&finding.family) {
            ids.push(finding.family.clone());
        }
    }
    let own = [say!(language, "workbook-about"), say!(language, "primary-measures")];
    let mut names: BTreeSet<String> = own.iter().map(|name| name.to_lowercase()).collect();
    names.insert(TAKEN.to_owned());
    let mut found = Vec::new();
    for id in ids {
        let mut measures: Vec<&str> =
            measures_of(&id, kpis).into_iter().map(|kpi| kpi.id.as_str()).collect();
        for finding in evidence.input.findings.iter().filter(|finding| finding.family == id) {
            if !measures.contains(&finding.measure.as_str()) {
                measures.push(&finding.measure);
            }
        }
        let findings: Vec<Finding> = measures
            .into_iter()
            .flat_map(|measure| evidence.of(measure))
            .filter(|finding| finding.family == id)
            .cloned()
            .collect();
        if !findings.is_empty() {
            let sheet = sheet_name(language, &family(language, &id, kpis).name, &mut names);
            found.push(Family { sheet, findings });
        }
    }
    found
}

/// A name that a spreadsheet takes, unlike every other one.
fn sheet_name(language: &Language, wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let plain: String = wanted
        .chars()
        .map(|letter| if FORBIDDEN.contains(&letter) || letter.is_control() { ' ' } else { letter })
        .collect();
    let plain = plain.trim_matches(['\'', ' ']);
    let unnamed = say!(language, "overview-family");
    let plain = if plain.is_empty() { unnamed.as_str() } else { plain };
    let mut number = 1_usize;
    loop {
        let end = if number == 1 { String::new() } else { format!(" {number}") };
        // Counted as spreadsheets do, in units of UTF-16.
        let room = LONGEST_NAME - end.len();
        let mut name = String::new();
        for letter in plain.chars() {
            if name.encode_utf16().count() + letter.len_utf16() > room {
                break;
            }
            name.push(letter);
        }
        let name = format!("{}{end}", name.trim_end());
        if taken.insert(name.to_lowercase()) {
            return name;
        }
        number += 1;
    }
}
