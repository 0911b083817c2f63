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

/// True for a row of options below one of questions: nothing below the number of the respondent, and `Response` below a
/// question of one column, else an option below every column behind those that SurveyMonkey adds.
fn has_options(questions: &Row, row: &Row) -> bool {
    let is_blank = |at: usize| row.get(at).trim().is_empty();
    let added = (0..row.used()).take_while(|at| is_blank(*at)).count();
    let mut options = added..row.used();
    let is_continued = options.clone().any(|at| questions.get(at).trim().is_empty());
    let are_options = added > 1 && is_continued && options.all(|at| !is_blank(at));
    is_blank(0) && (place(row, RESPONSE).is_some() || are_options)
}

fn recognises(top: &[Row]) -> Option<Evidence> {
    let (questions, options) = (top.first()?, top.get(1)?);
    if !is_first(questions.get(0)) {
        return None;
    }
    Some(if has_options(questions, options) {
        Evidence::new(97, "`RespondentID`, and a second header row with the options")
    } else {
        Evidence::new(80, "`RespondentID`, and one header row, as in a condensed export")
    })
}

fn arrange(mut stream: Stream) -> Result<Arranged, Unreadable> {
    let top = stream.top()?;
    let has_options =
        top.first().zip(top.get(1)).is_some_and(|(first, second)| has_options(first, second));
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
