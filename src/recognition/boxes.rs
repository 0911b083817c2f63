//! Boxes that were ticked or not: one cell that lists them, or a column for each.

use super::checklist;
use super::forms::Item;
use super::inventory::Table;
use super::items::{Answers, state};
use super::profile::Column;
use super::text::slug;

/// The boxes of a question whose cells list what was ticked.
pub(super) fn listed(column: &Column, texts: &[(&str, usize)]) -> Option<Vec<Item>> {
    let choices = checklist::choices(texts)?;
    let question = if column.label.is_empty() { &column.name } else { &column.label };
    let boxes = choices.iter().map(|choice| Item {
        id: box_name(question, choice),
        column: column.name.clone(),
        title: format!("{question}: {choice}"),
        answers: Answers::Box,
        chosen: Vec::new(),
        labels: Vec::new(),
        meanings: Vec::new(),
        choice_of: Some((slug(question), Some(choice.clone()))),
    });
    Some(boxes.collect())
}

/// A short name of a box: the first words of its question, and its own.
fn box_name(question: &str, choice: &str) -> String {
    let first: Vec<&str> = question.split_whitespace().take(3).collect();
    slug(&format!("{} {choice}", first.join(" ")))
}

/// Words of a box that is ticked, and of one that is not.
const TICKED: &[&str] = &["1", "checked", "yes", "y", "true", "ja", "si", "sí", "oui", "sim"];
const UNTICKED: &[&str] = &["0", "unchecked", "no", "n", "false", "nein", "non", "não"];

/// A column `question [option]` whose cells say the option or nothing.
fn named_as_its_box(name: &str, texts: &[(&str, usize)]) -> Option<Item> {
    let (question, choice) = name.strip_suffix(']')?.rsplit_once(" [")?;
    let [(text, _)] = texts else { return None };
    (*text == choice).then(|| Item {
        id: box_name(question, choice),
        column: name.to_owned(),
        title: format!("{question}: {choice}"),
        answers: Answers::Box,
        chosen: Vec::new(),
        labels: Vec::new(),
        meanings: vec![(choice.to_owned(), "1".to_owned())],
        choice_of: Some((slug(question), None)),
    })
}

/// A column of its own for one box, as KoboToolbox, REDCap and LimeSurvey write it.
pub(super) fn ticked(table: &Table, column: &Column, texts: &[(&str, usize)]) -> Option<Item> {
    let name = column.name.as_str();
    let parts = name.split_once("___").or_else(|| name.split_once(" (choice="));
    let parts = parts
        .or_else(|| name.split_once('/').filter(|(question, _)| table.column(question).is_some()))
        .or_else(|| name.split_once('[').filter(|_| table.recognised.layout == Some("limesurvey")));
    if table.recognised.layout == Some("surveymonkey")
        && let Some(item) = named_as_its_box(name, texts)
    {
        return Some(item);
    }
    let (question, choice) = parts?;
    let said = |words: &[&str], text: &str| words.contains(&text.to_lowercase().as_str());
    let is_box = |text: &str| said(TICKED, text) || said(UNTICKED, text) || state(text).is_some();
    // A box that nobody may leave open is a question with two answers, and both of them are given.
    let has_both = |words: &[&str]| texts.iter().any(|(text, _)| said(words, text));
    if texts.is_empty() || !texts.iter().all(|(text, _)| is_box(text) || *text == "not_asked") {
        return None;
    }
    if !has_both(UNTICKED) && table.recognised.layout == Some("limesurvey") {
        return None;
    }
    let label = if column.label.is_empty() {
        format!("{question}: {}", choice.trim_end_matches([')', ']']))
    } else {
        column.label.clone()
    };
    Some(Item {
        id: slug(name),
        column: name.to_owned(),
        title: label,
        answers: Answers::Box,
        chosen: Vec::new(),
        labels: Vec::new(),
        meanings: Vec::new(),
        choice_of: Some((slug(question), None)),
    })
}
