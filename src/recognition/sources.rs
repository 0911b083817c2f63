//! One `[[sources]]` section in the making.

use std::collections::BTreeMap;

use super::categories;
use super::inventory::Table;
use super::profile::Column;
use super::questions::{Asked, Decides};
use super::text::{plain, untaken};
use crate::contract;
use crate::sources::DateForm;

/// A source, and why it is what it is.
#[derive(Debug, Clone, Default)]
pub(super) struct Source {
    pub(super) id: String,
    pub(super) files: Vec<String>,
    pub(super) table: &'static str,
    pub(super) format: Option<&'static str>,
    pub(super) sheet: Option<String>,
    pub(super) numbered: Option<String>,
    /// The column of minutes holds hours.
    pub(super) is_in_hours: bool,
    pub(super) decimal: Option<char>,
    pub(super) date_format: Option<String>,
    pub(super) missing: Vec<String>,
    pub(super) instrument: Option<String>,
    pub(super) is_wide: bool,
    /// Column of the contract, column of the file.
    pub(super) columns: Vec<(String, String)>,
    /// Whose `person_id` it is, where a constant or a form does not say it.
    pub(super) role: Option<&'static str>,
    /// Column of the contract, and what is put before its ids.
    pub(super) prefixes: Vec<(String, String)>,
    /// Columns that make up a code which people gave themselves.
    pub(super) code: Vec<String>,
    /// What is known of a person, and its column.
    pub(super) link_by: Vec<(String, String)>,
    /// `mentor` or `mentee`, and the column that says who that is.
    pub(super) match_by: Vec<(String, String)>,
    pub(super) constants: Vec<(String, String)>,
    pub(super) values: BTreeMap<String, Vec<(String, String)>>,
    pub(super) keep: Vec<(String, Vec<String>)>,
    /// Item, outcome or attribute, and its column.
    pub(super) spread: Vec<(String, String)>,
    /// Why, one sentence a line.
    pub(super) reasons: Vec<String>,
    /// What else it might be, as lines that are left out.
    pub(super) candidates: Vec<String>,
    /// What only a person knows.
    pub(super) questions: Vec<Asked>,
    /// Why the whole source is left out.
    pub(super) left_out: Option<String>,
}

impl Source {
    /// A source for a table of the contract, from a file.
    pub(super) fn new(
        taken: &mut Vec<String>,
        id: &str,
        table: &'static str,
        from: &Table,
    ) -> Self {
        let layout = from.recognised.layout;
        Self {
            id: untaken(taken, id),
            files: vec![pattern(&from.file)],
            table,
            format: layout,
            sheet: from.sheet.clone(),
            ..Self::default()
        }
    }

    /// Maps a column, with what its texts ask for: words, dates, decimal marks.
    pub(super) fn map(&mut self, name: &str, column: &Column) {
        self.columns.push((name.to_owned(), column.name.clone()));
        if name.ends_with("_on") {
            self.note_dates(name, column);
            self.note_missing(column);
        }
        if name == "minutes" {
            self.note_missing(column);
        }
        if name == "minutes" && says_hours(&column.name) {
            self.is_in_hours = true;
            self.reasons.push(format!("`{}` holds hours", column.name));
        }
        if categories::is_category(self.table, name) {
            self.note_words(name, column);
        }
    }

    /// Sets the pattern of dates; a column in another form than the first is left out with its candidates.
    pub(super) fn note_dates(&mut self, name: &str, column: &Column) {
        match column.dates() {
            DateForm::Pattern(pattern) => match &self.date_format {
                None => {
                    self.reasons.push(format!(
                        "`{}`: dates such as {}, read as {pattern}.",
                        column.name,
                        example(column)
                    ));
                    self.date_format = Some(pattern);
                }
                Some(own) if contract::day_part(own) == contract::day_part(&pattern) => {}
                Some(own) => {
                    self.candidates.push(format!(
                        "`{}` is written as {pattern}, but other dates of this file as {own}: only one can be read here",
                        column.name
                    ));
                    // Read in the wrong form it would be a date as well, and another one.
                    self.columns.retain(|(own, from)| own != name || *from != column.name);
                }
            },
            DateForm::Undecided(one, other) => {
                self.columns.retain(|(_, name)| *name != column.name);
                self.candidates.push(format!(
                    "`{}`: day or month first? Both fit all {} dates, such as {}. Say which, and add the column:",
                    column.name,
                    column.filled,
                    example(column)
                ));
                self.candidates.push(format!("date_format = \"{one}\"  or  \"{other}\""));
                self.questions.push(Asked::new(
                    format!(
                        "`{}` in {}: which form have its dates, such as {}?",
                        column.name,
                        self.files.concat(),
                        example(column)
                    ),
                    &[&one, &other],
                    Decides::Dates { name: name.to_owned(), column: column.name.clone() },
                ));
            }
            DateForm::Iso if column.share(contract::is_excel_day) >= 1.0 => {
                let first =
                    column.meant().first().and_then(|(text, _)| contract::day_of(text, None));
                let day = first.map(contract::date_of).unwrap_or_default();
                self.reasons.push(format!(
                    "`{}` holds days as Excel counts them: {} is {day}; from an old Excel for Mac they are four years and a day later",
                    column.name,
                    example(column)
                ));
            }
            DateForm::Iso | DateForm::None => {}
        }
    }

    fn note_words(&mut self, name: &str, column: &Column) {
        let meant =
            categories::meant(self.table, name, column.meant().into_iter().map(|(text, _)| text));
        // A word that occurs once among thousands is a slip, and is better named by `check`.
        for text in &meant.unknown {
            self.candidates.push(format!("values.{name}: nobody knows which word \"{text}\" is"));
            let words = categories::words(self.table, name);
            self.questions.push(Asked::new(
                format!("`{}` in {}: which word is \"{text}\"?", column.name, self.files.concat()),
                &words,
                Decides::Word { column: name.to_owned(), text: text.clone() },
            ));
        }
        if !meant.values.is_empty() {
            let pairs = meant.values.into_iter().map(|(text, word)| (text, word.to_owned()));
            self.values.entry(name.to_owned()).or_default().extend(pairs);
        }
    }

    /// Says nothing twice: what a column says is no constant, and two columns of one name are two attributes.
    pub(super) fn settle(&mut self) {
        let columns = &self.columns;
        self.constants.retain(|(name, _)| !columns.iter().any(|(own, _)| own == name));
        if self.instrument.is_none() {
            let mut taken = Vec::new();
            for (id, _) in &mut self.spread {
                *id = untaken(&mut taken, id);
            }
        }
    }

    /// Adds the texts of a column that mean nothing was entered.
    pub(super) fn note_missing(&mut self, column: &Column) {
        for code in column.codes() {
            if !self.missing.iter().any(|own| own == code) {
                self.missing.push(code.to_owned());
            }
        }
    }

    /// Sets the decimal mark when numbers of a column have a comma.
    pub(super) fn note_decimal(&mut self, column: &Column) {
        if column.decimal() == Some(',') {
            self.decimal = Some(',');
        }
    }
}

/// True for the name of a column that holds hours.
fn says_hours(name: &str) -> bool {
    let words = ["hours", "hrs", "hr", "std", "stunden", "horas", "heures"];
    plain(name).split(' ').any(|word| words.contains(&word))
}

fn example(column: &Column) -> String {
    column.meant().first().map(|(text, _)| format!("`{text}`")).unwrap_or_default()
}

/// A file name as a pattern that means this file: marks of patterns stand in brackets.
pub(super) fn pattern(file: &str) -> String {
    file.chars().fold(String::new(), |mut pattern, letter| {
        if "*?[]{}".contains(letter) {
            pattern.extend(['[', letter, ']']);
        } else {
            pattern.push(letter);
        }
        pattern
    })
}
