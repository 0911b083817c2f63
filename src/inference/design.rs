//! What a design is: the columns it needs, the answers it gives, and the function that gives them.

use std::collections::BTreeMap;

use super::reply::without_number;
use super::{InferenceError, Reply, Settings};
use crate::measures::{Cells, Values};

/// A shape of question: which columns a measure returns and what may be asked of them.
#[derive(Debug, Clone, Copy)]
pub struct Design {
    /// Name, as a query's header says it: `paired`.
    pub name: &'static str,
    /// One line for the reader of a catalogue.
    pub about: &'static str,
    /// Columns of the frequency table.
    pub columns: &'static [ColumnSpec],
    /// Answers, the headline first.
    pub answers: &'static [AnswerSpec],
    /// Keys of a header that it heeds, beside `answers`.
    pub settings: &'static [&'static str],
    /// Answers the question for one frequency table.
    pub answer: fn(&Cells, &Settings) -> Result<Reply, InferenceError>,
}

/// One column of a design.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnSpec {
    /// Name of the column.
    pub name: &'static str,
    /// What it holds.
    pub kind: ColumnKind,
    /// False when the design also works without it.
    pub required: bool,
    /// What it means, with its unit.
    pub about: &'static str,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Numbers.
    Number,
    /// Texts; a column of numbers is read as names.
    Text,
}

/// One answer of a design.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerSpec {
    /// Name of the estimand: `mean_change`.
    pub name: &'static str,
    /// What it estimates.
    pub about: &'static str,
}

/// The optional column that several designs know.
pub(super) const CLUSTER: ColumnSpec = ColumnSpec {
    name: "cluster",
    kind: ColumnKind::Text,
    required: false,
    about: "mentor, site or group that units share, so that they are not independent of one another",
};

impl Design {
    /// A column of numbers that the design needs.
    ///
    /// # Errors
    ///
    /// [`InferenceError::MissingColumn`] when it is absent or holds words.
    pub fn numbers(&self, cells: &Cells, name: &str) -> Result<Vec<Option<f64>>, InferenceError> {
        match cells.column(name) {
            Some(Values::Numbers(values)) => Ok(values.clone()),
            // A column without any value has no kind of its own.
            Some(Values::Texts(texts)) if texts.iter().all(Option::is_none) => {
                Ok(vec![None; texts.len()])
            }
            _ => Err(self.missing(name)),
        }
    }

    /// A column of names that the design needs; numbers become names.
    ///
    /// # Errors
    ///
    /// [`InferenceError::MissingColumn`] when it is absent.
    pub fn texts(&self, cells: &Cells, name: &str) -> Result<Vec<Option<String>>, InferenceError> {
        optional_texts(cells, name).ok_or_else(|| self.missing(name))
    }

    fn missing(&self, column: &str) -> InferenceError {
        let needed: Vec<&str> =
            self.columns.iter().filter(|spec| spec.required).map(|spec| spec.name).collect();
        InferenceError::MissingColumn {
            column: column.to_owned(),
            design: self.name,
            needed: needed.join(", "),
        }
    }

    /// Refuses a header that asks for an answer this design does not give.
    pub(super) fn check_answers(&self, settings: &Settings) -> Result<(), InferenceError> {
        let is_known = |listed: &str| {
            self.answers.iter().any(|answer| without_number(answer.name) == without_number(listed))
        };
        match settings.list("answers").into_iter().find(|listed| !is_known(listed)) {
            None => Ok(()),
            Some(found) => Err(InferenceError::Setting {
                name: "answers".to_owned(),
                found: found.to_owned(),
                allowed: self.answers.iter().map(|spec| spec.name).collect::<Vec<_>>().join(", "),
            }),
        }
    }
}

/// A column of names, if there is one; numbers become names.
pub(super) fn optional_texts(cells: &Cells, name: &str) -> Option<Vec<Option<String>>> {
    Some(match cells.column(name)? {
        Values::Texts(texts) => texts.clone(),
        Values::Numbers(numbers) => {
            numbers.iter().map(|number| number.map(|number| number.to_string())).collect()
        }
    })
}

/// Numbers in place of names: the same name has the same number in all tables that one of these has seen.
///
/// A network has as many mentors as rows, so that their names would cost more than what is computed from them.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    names: BTreeMap<String, u64>,
}

impl Numbering {
    /// The numbers of a column of names; numbers are their own names. `None` when there is no such column.
    pub(super) fn of(&mut self, cells: &Cells, name: &str) -> Option<Vec<Option<u64>>> {
        Some(match cells.column(name)? {
            Values::Texts(texts) => {
                let mut number = |text: &String| {
                    let next = self.names.len() as u64;
                    *self.names.entry(text.clone()).or_insert(next)
                };
                texts.iter().map(|text| text.as_ref().map(&mut number)).collect()
            }
            // Adding 0.0 turns -0.0 into 0.0, so that the two are one name.
            Values::Numbers(numbers) => {
                numbers.iter().map(|number| number.map(|number| (number + 0.0).to_bits())).collect()
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inference::DESIGNS;

    #[test]
    fn a_column_without_any_value_serves_as_numbers_and_one_of_words_does_not() {
        let column = |text: Option<&str>| {
            Cells::new(
                vec![("value".to_owned(), Values::Texts(vec![text.map(str::to_owned)]))],
                vec![3],
            )
        };
        let design = &DESIGNS[0];
        assert_eq!(design.numbers(&column(None), "value"), Ok(vec![None]));
        let error = design.numbers(&column(Some("often")), "value").unwrap_err();
        assert_eq!(
            error.to_string(),
            "column `value` is missing; the design `one_group` needs: value"
        );
    }

    #[test]
    fn every_design_is_complete_and_named_once() {
        for (at, design) in DESIGNS.iter().enumerate() {
            assert!(!design.about.is_empty() && !design.answers.is_empty(), "{}", design.name);
            assert!(design.columns.iter().any(|column| column.required), "{}", design.name);
            assert!(DESIGNS[..at].iter().all(|other| other.name != design.name), "{}", design.name);
        }
    }
}
