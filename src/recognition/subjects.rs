//! Outcomes of several subjects: a test in mathematics is another measure than one in reading.

use std::collections::BTreeSet;

use super::drafting::Drafting;
use super::inventory::Table;
use super::outcomes::{self, Known};
use super::profile::Column;
use super::sources::Source;
use super::text::{plain, slug, untaken};

/// What a column of subjects is called.
const SUBJECTS: &[&str] = &[
    "subject",
    "discipline",
    "subject area",
    "content area",
    "academic subject",
    "course subject",
    "materia",
    "asignatura",
    "matiere",
    "discipline scolaire",
    "fach",
    "disciplina",
];

/// Most subjects of which each is a measure of its own.
const MOST: usize = 8;

/// The column of subjects and its texts, where people have one row for each subject and time, and several in all.
pub(super) fn subjects<'t>(
    table: &'t Table,
    person: &Column,
    wave: Option<&Column>,
) -> Option<(&'t Column, Vec<String>)> {
    let is_of_subjects = |column: &&Column| {
        SUBJECTS.contains(&plain(&column.name).as_str()) && (2..=MOST).contains(&column.kinds())
    };
    let column = table.columns.iter().find(is_of_subjects)?;
    let differ = |with_subject: bool| {
        let mut seen = BTreeSet::new();
        (0..table.rows).all(|row| {
            let subject = column.text(row).filter(|_| with_subject);
            let when = wave.and_then(|wave| wave.text(row));
            seen.insert((person.text(row), when, subject))
        })
    };
    if differ(false) || !differ(true) {
        return None;
    }
    Some((column, column.meant().into_iter().map(|(text, _)| text.to_owned()).collect()))
}

impl Drafting<'_> {
    /// A source for each subject.
    pub(super) fn by_subject(
        &mut self,
        source: &Source,
        measured: &[(&'static Known, &Column)],
        of: &Column,
        subjects: &[String],
    ) {
        self.taken.retain(|id| *id != source.id);
        for subject in subjects {
            let name = slug(subject);
            let mut own = source.clone();
            own.id = untaken(&mut self.taken, &format!("{}_{name}", source.id));
            own.keep.push((of.name.clone(), vec![subject.clone()]));
            own.reasons.push(format!("`{}` says of which subject: each is a measure", of.name));
            for (id, _) in &mut own.spread {
                *id = format!("{id}_{name}");
            }
            for (known, column) in measured {
                self.draft.measures(known, Some(subject), outcomes::range(known, column));
            }
            self.push(own);
        }
    }
}
