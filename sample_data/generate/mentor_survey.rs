//! The mentors' survey: one row per answer, both waves in one file.

use super::answers::{RELATIONSHIP, Writing};
use super::calendar::iso;
use super::draw::Draw;
use super::expectations::{QUESTIONS, Side, expectations};
use super::matching::Pair;
use super::mentee_survey::{Voice, feedback, spring_day};
use super::people::Mentor;
use super::sentences::{HARD_MENTORS_SAY, MENTORS_SAY};
use super::sheet::{Form, Sheet};

/// The survey tool writes codes for answers that are missing.
const START: Writing = Writing { labels: &[], skipped: "-99", not_applicable: "-98" };

/// Questions at the end of the year, before the relationship and the open one.
const FEEDBACK: [&str; 3] = ["sat", "sat_support", "nps"];

/// `mentor_survey_long.csv`
pub(crate) fn mentor_survey_sheet(mentors: &[Mentor], pairs: &[Pair], talks: &[[f64; 4]]) -> Sheet {
    let header = ["Respondent", "Match ID", "Form", "Date", "Question", "Answer"];
    let mut sheet = Sheet::new("mentor_survey_long.csv", Form::Plain, &header);
    let mut draw = Draw::of("mentor survey");
    let mut voice = Voice::new(MENTORS_SAY, HARD_MENTORS_SAY);
    for (at, mentor) in mentors.iter().enumerate() {
        let Some(pair) = pairs.iter().find(|pair| pair.mentor == at) else { continue };
        if draw.chance(0.88) {
            let date = iso((pair.matched + draw.between(-6, 6)).max(1));
            let form = [mentor.id.as_str(), about(pair), "Start", &date];
            let answers = expectations(&mut draw, &talks[pair.mentee], Side::Mentor, false, START);
            for (question, answer) in QUESTIONS.iter().zip(answers) {
                sheet.push(row(form, question.id, answer));
            }
        }
    }
    for (at, mentor) in mentors.iter().enumerate() {
        let Some(pair) = pairs.iter().rfind(|pair| pair.mentor == at) else { continue };
        if draw.chance(if pair.closed_early() { 0.55 } else { 0.85 }) {
            let date = iso(spring_day(&mut draw));
            let form = [mentor.id.as_str(), about(pair), "Year end", &date];
            // Mentors are a little more critical of the relationship than their mentees.
            let answers = feedback(&mut draw, Some(pair.quality - 0.1), 2);
            for (question, answer) in FEEDBACK.iter().chain(RELATIONSHIP.ids).zip(answers) {
                sheet.push(row(form, question, code(&answer)));
            }
            let said = voice.says(&mut draw, 0.5);
            if !said.is_empty() {
                sheet.push(row(form, "tell_us", said));
            }
        }
    }
    sheet
}

/// A group is answered for as a whole, without a match.
fn about(pair: &Pair) -> &str {
    if pair.group.is_some() { "" } else { &pair.id }
}

fn code(answer: &str) -> String {
    match answer {
        "" => START.skipped,
        "n/a" => START.not_applicable,
        number => number,
    }
    .to_owned()
}

fn row(form: [&str; 4], question: &str, answer: String) -> Vec<String> {
    let mut cells: Vec<String> = form.iter().map(|text| (*text).to_owned()).collect();
    cells.extend([question.to_owned(), answer]);
    cells
}
