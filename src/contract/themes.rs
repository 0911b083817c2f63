//! Themes of open answers: those that words name, and those that people gave.
//!
//! The two are never mixed: where a file says what people found in an answer, no words are looked for.

use std::collections::{BTreeSet, HashMap};

use polars::prelude::*;

use crate::plan::{Plan, Theme};

use super::builder::{Cell, ROW, TableBuilder};
use super::parse::described;
use super::row::RowReader;
use super::states;
use super::table::Table;
use super::tables::table;
use super::violation::{RowId, Rule};
use super::words::plain;

/// The coder of themes that words name.
pub const BY_WORDS: &str = "words";

/// What separates the themes in a cell.
const BETWEEN: [char; 4] = [';', '|', '\n', '\r'];

/// True when people say what the answers to an open question are about.
pub(crate) fn is_coded(plan: &Plan, instrument: &str, item: &str) -> bool {
    plan.sources.iter().any(|source| {
        source.table == "codes"
            || source.instrument.as_deref() == Some(instrument) && source.codes.contains_key(item)
    })
}

/// The themes that the columns of a file give the open answers of one of its rows.
pub(crate) fn given(
    reader: &mut RowReader<'_>,
    answers: &[(&'static str, Vec<Cell>)],
) -> Vec<(&'static str, Vec<Cell>)> {
    let mapping = reader.mapping;
    let comments = table("comments").expect("`comments` is a table of the contract");
    let place = |name: &str| place(comments, name);
    let mut rows = Vec::new();
    for (_, cells) in answers.iter().filter(|(name, _)| *name == comments.name) {
        let (Cell::Integer(id), Some(item)) =
            (&cells[place("comment_id")], cells[place("item")].text())
        else {
            continue;
        };
        let columns = mapping.codes.iter().filter(|(own, _)| *own == item);
        for (coder, (_, at)) in (1..).zip(columns) {
            let text = reader.batch.cell(reader.at, *at);
            let (found, unknown) = told(mapping.themes, reader.meant("codes", text));
            for theme in found {
                let coder = format!("coder {coder}");
                rows.push((
                    "codes",
                    vec![Cell::Integer(*id), Cell::Text(coder.into()), Cell::Text(theme.into())],
                ));
            }
            for code in unknown {
                let known: Vec<&str> = mapping.themes.iter().map(|theme| &*theme.id).collect();
                let rule = Rule::named("not_allowed");
                let position = reader.batch.origin(reader.at, *at).to_string();
                let found = described(&code, false);
                let allowed = known.join(", ");
                reader.note_at(rule, rule.severity, Some(item), position, found, allowed);
            }
        }
    }
    rows
}

/// The themes in a cell, by id or title, and what is none.
fn told(themes: &[Theme], cell: &str) -> (BTreeSet<String>, Vec<String>) {
    let known = |text: &str| {
        let text = plain(text);
        let is_it = |theme: &&Theme| plain(&theme.id) == text || plain(&theme.title) == text;
        themes.iter().find(is_it).map(|theme| theme.id.clone())
    };
    let (mut found, mut unknown) = (BTreeSet::new(), Vec::new());
    let is_none = |text: &str| text.is_empty() || states::no_answer(text).is_some();
    for piece in cell.split(BETWEEN).map(str::trim).filter(|piece| !is_none(piece)) {
        if let Some(theme) = known(piece) {
            found.insert(theme);
            continue;
        }
        // A title may hold a comma, so that commas divide only what is no theme as a whole.
        for part in piece.split(',').map(str::trim).filter(|part| !is_none(part)) {
            match known(part) {
                Some(theme) => drop(found.insert(theme)),
                None if plain(part) == "none" => {}
                None => unknown.push(part.to_owned()),
            }
        }
    }
    (found, unknown)
}

/// Themes that people gave, without those of an answer that a later export says differently.
pub(crate) fn current(
    codes: &DataFrame,
    comments: &DataFrame,
    is_of_answers: impl Fn(i64) -> bool,
) -> PolarsResult<DataFrame> {
    let ids = comments.column("comment_id")?.i64()?;
    let rows = comments.column(ROW)?.i64()?.into_no_null_iter();
    let rows: HashMap<i64, i64> =
        ids.iter().zip(rows).filter_map(|(id, row)| Some((id?, row))).collect();
    let own = codes.column(ROW)?.i64()?.into_no_null_iter();
    let stays: BooleanChunked = codes
        .column("comment_id")?
        .i64()?
        .iter()
        .zip(own)
        .map(|(id, row)| {
            let of_answer = id.and_then(|id| rows.get(&id).copied());
            Some(!is_of_answers(row) || of_answer == Some(row))
        })
        .collect();
    codes.filter(&stays)
}

/// Themes that the words of open answers name.
pub(crate) fn named(plan: &Plan, comments: &DataFrame) -> PolarsResult<DataFrame> {
    let mut builder =
        TableBuilder::new(table("codes").expect("`codes` is a table of the contract"));
    let mut searches: HashMap<(&str, &str), Search<'_>> = HashMap::new();
    for theme in &plan.themes {
        for (form, item) in theme.items.iter().filter(|(form, item)| !is_coded(plan, form, item)) {
            searches.entry((form.as_str(), item.as_str())).or_default().add(theme);
        }
    }
    if searches.is_empty() {
        return builder.finish(&plan.program.id);
    }
    let text = |name: &str| -> PolarsResult<&StringChunked> { comments.column(name)?.str() };
    let ids = comments.column("comment_id")?.i64()?.iter();
    let forms = text("instrument")?.iter();
    let answers = text("item")?.iter().zip(text("text")?.iter());
    let rows = comments.column(ROW)?.i64()?.into_no_null_iter();
    for (((id, form), (item, said)), row) in ids.zip(forms).zip(answers).zip(rows) {
        let (Some(id), Some(form), Some(item), Some(said)) = (id, form, item, said) else {
            continue;
        };
        let Some(search) = searches.get(&(form, item)) else { continue };
        for theme in search.found(said) {
            let cells = [Cell::Integer(id), Cell::Text(BY_WORDS.into()), Cell::Text(theme.into())];
            builder.push(&cells, None, RowId::unpacked(row));
        }
    }
    builder.finish(&plan.program.id)
}

/// The words of a phrase, whether its last one may go on, and its theme.
type Phrase<'p> = (Vec<String>, bool, &'p str);

/// What is looked for in the answers to one question.
#[derive(Debug, Default)]
struct Search<'p> {
    /// By the first letter of the phrase.
    phrases: HashMap<char, Vec<Phrase<'p>>>,
}

impl<'p> Search<'p> {
    fn add(&mut self, theme: &'p Theme) {
        for phrase in &theme.words {
            let is_open = phrase.trim_end().ends_with('*');
            let words: Vec<String> = plain(phrase).split(' ').map(str::to_owned).collect();
            if let Some(first) = words[0].chars().next() {
                self.phrases.entry(first).or_default().push((words, is_open, &theme.id));
            }
        }
    }

    /// The themes that a text names.
    fn found(&self, text: &str) -> BTreeSet<&'p str> {
        let text = plain(text);
        let words: Vec<&str> = text.split(' ').collect();
        let mut found = BTreeSet::new();
        for (at, word) in words.iter().enumerate() {
            let phrases = word.chars().next().and_then(|first| self.phrases.get(&first));
            for (phrase, is_open, theme) in phrases.into_iter().flatten() {
                if begins(&words[at..], phrase, *is_open) {
                    found.insert(*theme);
                }
            }
        }
        found
    }
}

/// True when words begin with a phrase, the last word of which may go on.
fn begins(words: &[&str], phrase: &[String], is_open: bool) -> bool {
    let Some((last, before)) = phrase.split_last() else { return false };
    let Some(word) = words.get(before.len()) else { return false };
    let ends = if is_open { word.starts_with(last.as_str()) } else { word == last };
    ends && before.iter().zip(words).all(|(own, word)| own == word)
}

fn place(table: &Table, name: &str) -> usize {
    let own = table.columns.iter().position(|column| column.name == name);
    own.expect("the column stands in the contract")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme(id: &str, title: &str, words: &[&str]) -> Theme {
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        Theme { id: id.to_owned(), title: title.to_owned(), items: Vec::new(), words }
    }

    #[test]
    fn words_are_found_whole_in_any_case_and_with_or_without_accents() {
        let themes = [
            theme("school", "school", &["homework", "grade*", "después de clases"]),
            theme("time", "time", &["no time", "more hour*"]),
        ];
        let mut search = Search::default();
        for theme in &themes {
            search.add(theme);
        }
        for (text, expected) in [
            ("He helped with my HOMEWORK!", &["school"][..]),
            ("better grades, no time", &["school", "time"]),
            ("Despues de clases, siempre", &["school"]),
            ("Después de clases", &["school"]),
            ("upgrade, homeworks", &[]),
            ("no, time flies", &["time"]),
            ("more, many more hours", &["time"]),
            ("more happy hours", &[]),
            ("", &[]),
        ] {
            let found: Vec<&str> = search.found(text).into_iter().collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_cell_of_codes_names_themes_by_id_or_title() {
        let themes = [theme("school_work", "help, with school", &[]), theme("trips", "Trips", &[])];
        for (cell, found, unknown) in [
            ("school_work; TRIPS", &["school_work", "trips"][..], &[][..]),
            ("Help, with school|trips", &["school_work", "trips"], &[]),
            ("trips, school work, trips", &["school_work", "trips"], &[]),
            ("", &[], &[]),
            ("none", &[], &[]),
            ("trips; fun", &["trips"], &["fun"]),
        ] {
            let (own, others) = told(&themes, cell);
            assert_eq!(own.iter().map(String::as_str).collect::<Vec<_>>(), found, "{cell}");
            assert_eq!(others, unknown, "{cell}");
        }
    }
}
