//! SPSS datasets (.sav, .zsav).
//!
//! The file is read twice: once for which of its codes occur, once for the rows. No library fits: the one of GNU PSPP needs
//! the libraries that draw its pages, the other an Arrow beside ours.

mod cases;
mod dictionary;
mod value;

use std::path::Path;

use self::cases::Cases;
use self::dictionary::{Dictionary, Variable};
use self::value::{Code, write};
use super::apart::{self, Listener};
use super::coded::{Codes, Seen};
use super::error::Unreadable;
use super::format::{Form, SourceFormat};
use super::row::Row;

/// SPSS datasets.
pub(super) const SPSS: SourceFormat = SourceFormat {
    name: "spss",
    about: "an SPSS dataset (.sav or .zsav)",
    extensions: &["sav", "zsav"],
    evidence: "the mark `$FL2` or `$FL3`",
    limits: "a column is given in labels where every value of it has one, else in numbers; a value that is declared missing is its label, without one an empty cell; a label of the variable is its wording; labels of texts of more than eight letters are left out",
    form: Form::File {
        recognises: |head| head.starts_with(b"$FL2") || head.starts_with(b"$FL3"),
        open: |path, _| {
            let path = path.to_owned();
            apart::open(move |listener| read(&path, listener))
        },
        parts: None,
    },
};

fn read(path: &Path, listener: &mut Listener) -> Result<(), Unreadable> {
    let (dictionary, cases) = begin(path)?;
    let columns = codes(&dictionary, cases)?;
    let names = dictionary.variables.iter().map(|variable| variable.name.as_str());
    let labels = dictionary.variables.iter().map(|variable| variable.label.clone());
    if !listener.labelled(Row::of(0, names), labels.collect()) {
        return Ok(());
    }
    let (_, mut cases) = begin(path)?;
    let mut number = 0;
    while let Some(case) = cases.read()? {
        number += 1;
        let mut row = Row::default();
        row.clear(number);
        for (variable, codes) in dictionary.variables.iter().zip(&columns) {
            write(variable, &dictionary, case, codes.as_ref(), &mut row);
        }
        if !listener.row(row) {
            break;
        }
    }
    Ok(())
}

fn begin(path: &Path) -> Result<(Dictionary, Cases), Unreadable> {
    let (dictionary, file) = Dictionary::read(path)?;
    let cases = Cases::new(&dictionary, file)?;
    Ok((dictionary, cases))
}

/// Labels of the codes that occur, for the columns that have any.
fn codes(
    dictionary: &Dictionary,
    mut cases: Cases,
) -> Result<Vec<Option<Codes<Code>>>, Unreadable> {
    let is_labelled = |variable: &Variable| !variable.values.is_empty();
    let mut seen: Vec<Seen<Code>> = vec![Seen::default(); dictionary.variables.len()];
    if dictionary.variables.iter().any(is_labelled) {
        while let Some(case) = cases.read()? {
            let labelled = dictionary.variables.iter().zip(&mut seen);
            for (variable, seen) in labelled.filter(|(variable, _)| is_labelled(variable)) {
                value::note(variable, dictionary, case, seen);
            }
        }
    }
    let of_variable = |(variable, seen): (&Variable, &Seen<Code>)| {
        is_labelled(variable).then(|| {
            let labels = variable.values.iter().cloned();
            Codes::new(labels, seen, |code| variable.is_missing(code))
        })
    };
    Ok(dictionary.variables.iter().zip(&seen).map(of_variable).collect())
}

fn damaged(why: &str) -> Unreadable {
    Unreadable::Damaged { why: why.to_owned() }
}

#[cfg(test)]
mod tests;
