//! SurveyMonkey: two header rows, questions above their options.

use super::error::Unreadable;
use super::format::{Form, SourceFormat};
use super::layout::{Arranged, Evidence, Stream, place, told_apart};
use super::row::Row;

/// Exports of SurveyMonkey.
pub(super) const SURVEY_MONKEY: SourceFormat = SourceFormat {
    name: "surveymonkey",
    about: "a SurveyMonkey export: two header rows, the question above its options",
    extensions: &[],
    evidence: "`RespondentID` or `Respondent ID` first, and a second row with `Response` below questions",
    limits: "a column is named `question [option]`; a box that is not ticked is empty, whether or not it was asked",
    form: Form::Layout { recognises, arrange },
};

/// What stands below a question that has one column.
const RESPONSE: &[&str] =
    &["Response", "Open-Ended Response", "Réponse", "Respuesta", "Antwort", "Resposta"];

fn is_first(name: &str) -> bool {
    let name: String = name.chars().filter(|letter| letter.is_alphanumeric()).collect();
    name.eq_ignore_ascii_case("respondentid")
}

fn has_options(row: &Row) -> bool {
    row.get(0).trim().is_empty() && place(row, RESPONSE).is_some()
}

fn recognises(top: &[Row]) -> Option<Evidence> {
    let (questions, options) = (top.first()?, top.get(1)?);
    if !is_first(questions.get(0)) {
        return None;
    }
    Some(if has_options(options) {
        Evidence::new(97, "`RespondentID`, and a second header row with the options")
    } else {
        Evidence::new(80, "`RespondentID`, and one header row, as in a condensed export")
    })
}

fn arrange(mut stream: Stream) -> Result<Arranged, Unreadable> {
    let has_options = stream.top()?.get(1).is_some_and(has_options);
    let Some(questions) = stream.take()? else { return Err(Unreadable::Empty) };
    let options = if has_options { stream.take()?.unwrap_or_default() } else { Row::default() };
    let mut asked = String::new();
    let names: Vec<String> = (0..questions.len().max(options.len()))
        .map(|at| {
            let (question, option) = (questions.get(at).trim(), options.get(at).trim());
            // A question stands above the first of its options only.
            if !question.is_empty() || option.is_empty() {
                question.clone_into(&mut asked);
            }
            if option.is_empty() || RESPONSE.contains(&option) {
                asked.clone()
            } else {
                format!("{asked} [{option}]")
            }
        })
        .collect();
    let labels = names.clone();
    let names = told_apart(names);
    let mut header = Row::of(questions.number, names.iter().map(String::as_str));
    header.remarks = questions.remarks;
    Ok(Arranged { header, labels, rows: Box::new(stream) })
}
