//! Google Forms and Microsoft Forms: one header row, the questions themselves as names.

use super::dates::{DateForm, DateForms};
use super::format::{Form, SourceFormat};
use super::layout::{Evidence, place, told_apart};
use super::row::Row;

/// Answers of Google Forms.
pub(super) const GOOGLE_FORMS: SourceFormat = SourceFormat {
    name: "google_forms",
    about: "answers of a Google form, as CSV or XLSX",
    extensions: &[],
    evidence: "`Timestamp` first, in one of six languages, above moments; or a grid `Question [row]`",
    limits: "ticked boxes of a question stay one text; a question that occurs again becomes `Question (2)`",
    form: Form::Layout {
        recognises: recognises_google,
        arrange: |stream| stream.with_header(Vec::new(), told_apart),
    },
};

/// Answers of Microsoft Forms.
pub(super) const MICROSOFT_FORMS: SourceFormat = SourceFormat {
    name: "microsoft_forms",
    about: "answers of a Microsoft form, as XLSX or CSV",
    extensions: &[],
    evidence: "`ID`, `Start time` and `Completion time` first, in one of five languages",
    limits: "ticked boxes of a question stay one text, divided by `;`",
    form: Form::Layout {
        recognises: recognises_microsoft,
        arrange: |stream| stream.with_header(Vec::new(), told_apart),
    },
};

const TIMESTAMP: &[&str] = &[
    "timestamp",
    "zeitstempel",
    "marca temporal",
    "horodateur",
    "carimbo de data/hora",
    "tijdstempel",
    "informazioni cronologiche",
];

fn recognises_google(top: &[Row]) -> Option<Evidence> {
    let header = top.first()?;
    if place(header, TIMESTAMP) == Some(0) {
        let mut forms = DateForms::default();
        for moment in top[1..].iter().map(|row| row.get(0)).filter(|text| !text.trim().is_empty()) {
            forms.add(moment);
        }
        // A time stamp of another program would do as well: it takes moments and questions.
        let are_moments = top.len() < 2 || forms.decide() != DateForm::None;
        let asks = header.cells().skip(1).filter(|name| name.trim().contains(' ')).count();
        return (are_moments && asks > 0)
            .then(|| Evidence::new(90, "a time stamp first, and questions as names"));
    }
    let grid = |name: &&str| name.trim_end().ends_with(']') && name.contains(" [");
    let cells = header.cells().filter(grid).count();
    (cells >= 3 && cells * 2 >= header.filled())
        .then(|| Evidence::new(70, format!("{cells} columns of the form `question [row]`")))
}

const START: &[&str] =
    &["start time", "startzeit", "hora de inicio", "heure de début", "hora de início"];
const COMPLETION: &[&str] = &[
    "completion time",
    "fertigstellungszeit",
    "hora de finalización",
    "heure de fin",
    "hora de conclusão",
];

fn recognises_microsoft(top: &[Row]) -> Option<Evidence> {
    let header = top.first()?;
    let id = place(header, &["id"]) == Some(0);
    (id && place(header, START) == Some(1) && place(header, COMPLETION) == Some(2))
        .then(|| Evidence::new(95, "`ID`, start and completion time first"))
}
