//! Google Forms, Microsoft Forms and Typeform: one header row, the questions themselves as names.

use std::borrow::Cow;

use super::dates::{DateForm, DateForms};
use super::error::Unreadable;
use super::format::{Form, Rows, SourceFormat};
use super::layout::{Arranged, Evidence, Stream, place, told_apart};
use super::row::Row;

/// Answers of Google Forms.
pub(super) const GOOGLE_FORMS: SourceFormat = SourceFormat {
    name: "google_forms",
    about: "answers of a Google form, as CSV or XLSX",
    extensions: &[],
    evidence: "`Timestamp` first, in one of seven languages, above moments; or a grid `Question [row]`",
    limits: "ticked boxes stand in one cell, which items of the kind `checkbox` divide; a question that occurs again becomes `Question (2)`; a zone such as `GMT+2` or `EST` behind a time stamp is left out: the day is that of the form",
    form: Form::Layout { recognises: recognises_google, arrange: arrange_google },
};

/// Answers of Microsoft Forms.
pub(super) const MICROSOFT_FORMS: SourceFormat = SourceFormat {
    name: "microsoft_forms",
    about: "answers of a Microsoft form, as XLSX or CSV",
    extensions: &[],
    evidence: "`ID`, `Start time` and `Completion time` first, in one of seven languages",
    limits: "ticked boxes stand in one cell, which items of the kind `checkbox` divide; a question that occurs again becomes `Question (2)`",
    form: Form::Layout {
        recognises: recognises_microsoft,
        arrange: |stream| stream.with_header(Vec::new(), told_apart),
    },
};

/// Answers of Typeform.
pub(super) const TYPEFORM: SourceFormat = SourceFormat {
    name: "typeform",
    about: "answers of a Typeform, as CSV or XLSX",
    extensions: &[],
    evidence: "`#` first, and `Submit Date (UTC)` or `Network ID` at the end",
    limits: "a question that occurs again becomes `Question (2)`; the days are those of Greenwich",
    form: Form::Layout {
        recognises: |top| {
            let header = top.first()?;
            let own = ["Submit Date (UTC)", "Network ID"];
            let ends = own.iter().filter(|name| place(header, &[name]).is_some()).count();
            (header.get(0).trim() == "#" && ends > 0)
                .then(|| Evidence::new(93, "`#` first, and the columns that Typeform adds"))
        },
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
            forms.add(&without_zone(moment));
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

/// `2025/05/01 3:05:03 p. m. EEST` without its zone, and with the half of the day as in English.
fn without_zone(moment: &str) -> Cow<'_, str> {
    let moment = moment.trim();
    let is_zone = |word: &str| {
        let is_short = (2..=5).contains(&word.len()) && !["AM", "PM"].contains(&word);
        word.starts_with("GMT")
            || word.starts_with("UTC")
            || is_short && word.bytes().all(|letter| letter.is_ascii_uppercase())
    };
    let moment = match moment.rsplit_once([' ', '\u{202f}', '\u{a0}']) {
        Some((before, zone)) if is_zone(zone) => before,
        _ => moment,
    };
    let half = moment.find(['a', 'p']).map(|at| moment.split_at(at));
    let named =
        |half: &str| half.chars().filter(|letter| letter.is_alphabetic()).collect::<String>();
    match half.map(|(before, half)| (before, named(half))) {
        Some((before, half)) if half == "am" || half == "pm" => {
            Cow::Owned(format!("{} {}", before.trim_end(), half.to_uppercase()))
        }
        _ => Cow::Borrowed(moment),
    }
}

fn arrange_google(stream: Stream) -> Result<Arranged, Unreadable> {
    let arranged = stream.with_header(Vec::new(), told_apart)?;
    if place(&arranged.header, TIMESTAMP) != Some(0) {
        return Ok(arranged);
    }
    Ok(Arranged { rows: Box::new(WithoutZones(arranged.rows)), ..arranged })
}

/// Rows whose time stamps have no zone.
struct WithoutZones(Box<dyn Rows>);

impl Rows for WithoutZones {
    fn next_row(&mut self, row: &mut Row) -> Result<bool, Unreadable> {
        if !self.0.next_row(row)? {
            return Ok(false);
        }
        let moment = without_zone(row.get(0));
        if moment != row.get(0).trim_end() {
            let cells = std::iter::once(&*moment).chain(row.cells().skip(1));
            let mut other = Row::of(row.number, cells);
            other.remarks = std::mem::take(&mut row.remarks);
            *row = other;
        }
        Ok(true)
    }
}

const START: &[&str] = &[
    "start time",
    "startzeit",
    "hora de inicio",
    "heure de début",
    "hora de início",
    "ora di inizio",
    "begintijd",
];
const COMPLETION: &[&str] = &[
    "completion time",
    "fertigstellungszeit",
    "hora de finalización",
    "heure de fin",
    "hora de conclusão",
    "ora di completamento",
    "tijd van voltooien",
];

fn recognises_microsoft(top: &[Row]) -> Option<Evidence> {
    let header = top.first()?;
    let id = place(header, &["id"]) == Some(0);
    (id && place(header, START) == Some(1) && place(header, COMPLETION) == Some(2))
        .then(|| Evidence::new(95, "`ID`, start and completion time first"))
}
