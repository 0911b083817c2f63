//! LimeSurvey: codes as names, with or without the wording behind them.

use super::error::Unreadable;
use super::format::{Form, SourceFormat};
use super::layout::{Arranged, Evidence, Stream, place, told_apart};
use super::row::Row;

/// Exports of LimeSurvey.
pub(super) const LIME_SURVEY: SourceFormat = SourceFormat {
    name: "limesurvey",
    about: "a LimeSurvey export with codes, wording, or both as headings",
    extensions: &[],
    evidence: "`id` or `id. Response ID` first, with `submitdate`, `lastpage`, `startlanguage`, or headings `code[SQ]. wording`; or `Response ID` with `Date submitted` and `Last page`, in one of five languages",
    limits: "answers are codes or full, as exported; `N/A` for a question that was not asked stays as it is; `init` maps it to `not_asked`",
    form: Form::Layout { recognises, arrange },
};

const OWN: &[&str] = &[
    "submitdate",
    "lastpage",
    "startlanguage",
    "seed",
    "startdate",
    "datestamp",
    "ipaddr",
    "refurl",
];

/// `code[SQ]. wording` as code and wording.
fn parts(name: &str) -> Option<(&str, &str)> {
    let (code, wording) = name.trim().split_once(". ")?;
    let fits = !code.is_empty()
        && code.chars().all(|letter| letter.is_alphanumeric() || "[]_-".contains(letter));
    fits.then(|| (code.trim(), wording.trim()))
}

fn code(name: &str) -> &str {
    parts(name).map_or(name.trim(), |(code, _)| code)
}

/// Headings of an export with full wording, in five languages: the first, and those that follow.
const FIRST_IN_WORDS: &[&str] = &[
    "response id",
    "antwort id",
    "antwort-id",
    "id de respuesta",
    "id de la respuesta",
    "id de la réponse",
    "id da resposta",
];
const OWN_IN_WORDS: &[&str] = &[
    "date submitted",
    "last page",
    "start language",
    "seed",
    "access code",
    "date started",
    "date last action",
    "datum abgeschickt",
    "letzte seite",
    "start-sprache",
    "zufallsstartwert",
    "zugangscode",
    "datum gestartet",
    "datum letzte aktivität",
    "fecha de envío",
    "última página",
    "lenguaje inicial",
    "idioma inicial",
    "semilla",
    "date de soumission",
    "dernière page",
    "langue de départ",
    "tête de série",
    "data de envio",
    "idioma inicial",
];

fn recognises(top: &[Row]) -> Option<Evidence> {
    let header = top.first()?;
    let first = code(header.get(0)).to_lowercase();
    if FIRST_IN_WORDS.contains(&first.as_str()) {
        let own = OWN_IN_WORDS.iter().filter(|name| place(header, &[name]).is_some()).count();
        return (own >= 2).then(|| {
            Evidence::new(90, format!("the id of a response, and {own} headings of LimeSurvey"))
        });
    }
    if first != "id" {
        return None;
    }
    let codes = Row::of(1, header.cells().map(code));
    let own = OWN.iter().filter(|name| place(&codes, &[name]).is_some()).count();
    let with_wording = header.cells().filter(|name| parts(name).is_some()).count();
    if own >= 2 {
        return Some(Evidence::new(92, format!("`id`, and {own} columns that LimeSurvey adds")));
    }
    (with_wording * 10 >= header.filled() * 9 && with_wording > 1)
        .then(|| Evidence::new(90, "headings of the form `code. wording`"))
}

fn arrange(mut stream: Stream) -> Result<Arranged, Unreadable> {
    let labels = stream.top()?.first().map(|header| {
        header
            .cells()
            .map(|name| parts(name).map_or("", |(_, wording)| wording).to_owned())
            .collect()
    });
    stream.with_header(labels.unwrap_or_default(), |names| {
        told_apart(names.iter().map(|name| code(name).to_owned()).collect())
    })
}
