//! Qualtrics: three header rows (names, wording, import ids), or the two of the legacy export.

use super::error::Unreadable;
use super::format::{Form, Rows, SourceFormat};
use super::layout::{Arranged, Evidence, Stream, place, told_apart};
use super::row::Row;

/// Exports of Qualtrics.
pub(super) const QUALTRICS: SourceFormat = SourceFormat {
    name: "qualtrics",
    about: "a Qualtrics export in CSV, TSV or XLSX with its three header rows, or with the two of the legacy export",
    extensions: &[],
    evidence: "`ImportId` in each cell of the third row, or `V1` to `V10` above `ResponseID` and its like",
    limits: "answers are codes or labels, as exported; a name that occurs again becomes `Q1 (2)`; previews by the survey's authors are left out and named",
    form: Form::Layout { recognises, arrange },
};

/// How a preview by the survey's authors is called.
const PREVIEWS: &[&str] = &[
    "1",
    "Survey Preview",
    "Umfragevorschau",
    "Vista previa de la encuesta",
    "Aperçu de l'enquête",
    "Visualização da pesquisa",
];

const LEGACY: &[&str] = &["ResponseID", "ResponseSet", "StartDate", "EndDate"];

fn are_import_ids(row: &Row) -> bool {
    let of_import = |cell: &str| cell.contains("ImportId") && cell.trim_start().starts_with('{');
    let (all, ids) = (row.filled(), row.cells().filter(|cell| of_import(cell)).count());
    ids > 0 && ids * 10 >= all * 9
}

fn is_legacy(names: &Row, wording: &Row) -> bool {
    names.get(0).trim() == "V1" && LEGACY.iter().all(|name| place(wording, &[name]).is_some())
}

fn recognises(top: &[Row]) -> Option<Evidence> {
    if top.get(2).is_some_and(are_import_ids) {
        return Some(Evidence::new(99, "the third row holds the import ids of Qualtrics"));
    }
    let (names, wording) = (top.first()?, top.get(1)?);
    is_legacy(names, wording)
        .then(|| Evidence::new(95, "the two header rows of a legacy Qualtrics export"))
}

fn arrange(mut stream: Stream) -> Result<Arranged, Unreadable> {
    let top = stream.top()?;
    let legacy = top.len() > 1 && is_legacy(&top[0], &top[1]);
    let has_ids = top.get(2).is_some_and(are_import_ids);
    let Some(names) = stream.take()? else { return Err(Unreadable::Empty) };
    let wording = stream.take()?.unwrap_or_default();
    let zones = if has_ids { stream.take()?.map(|ids| time_zones(&ids)) } else { None };
    let labels: Vec<String> = (0..names.len())
        .map(|at| {
            let asked = wording.get(at).trim();
            match zones.as_ref().and_then(|zones| zones.get(at)).filter(|zone| !zone.is_empty()) {
                Some(zone) => format!("{asked} ({zone})"),
                None => asked.to_owned(),
            }
        })
        .collect();
    // In the legacy export the first ten columns are numbered, and what they are called stands below.
    let called = names.cells().enumerate().map(|(at, name)| {
        let number = name.trim().strip_prefix('V').map(str::parse::<usize>);
        let is_numbered = legacy && matches!(number, Some(Ok(_)));
        if is_numbered { wording.get(at).trim() } else { name.trim() }.to_owned()
    });
    let called = told_apart(called.collect());
    let mut header = Row::of(names.number, called.iter().map(String::as_str));
    header.remarks.clone_from(&names.remarks);
    let status = place(&header, &["Status"]);
    Ok(Arranged { header, labels, rows: Box::new(WithoutPreviews { stream, status }) })
}

/// Time zones that the import ids of dates name.
fn time_zones(ids: &Row) -> Vec<String> {
    let zone = |cell: &str| {
        let after = cell.split_once("timeZone")?.1;
        after.split(['"', '\'']).nth(2).map(str::to_owned)
    };
    ids.cells().map(|cell| zone(cell).unwrap_or_default()).collect()
}

/// Rows that are no previews.
struct WithoutPreviews {
    stream: Stream,
    status: Option<usize>,
}

impl Rows for WithoutPreviews {
    fn next_row(&mut self, row: &mut Row) -> Result<bool, Unreadable> {
        let mut notes = Row::default();
        let is_row = loop {
            if !self.stream.next_row(row)? {
                break false;
            }
            let status = self.status.map_or("", |at| row.get(at).trim());
            if !PREVIEWS.contains(&status) {
                break true;
            }
            notes.note(
                "left_out_row",
                row.number,
                "a preview by the survey's authors".to_owned(),
                "",
            );
        };
        row.remarks.splice(0..0, notes.remarks);
        Ok(is_row)
    }
}
