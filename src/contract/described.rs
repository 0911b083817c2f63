//! What a row says of a person besides an id: read on request, to propose links, and kept in no table.

use std::collections::BTreeMap;

use super::intake::Intake;
use super::row::RowReader;

/// What a row of a roster or a survey says of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    /// Place of the source in the plan.
    pub source: usize,
    /// The id that the person is known by so far.
    pub person: String,
    /// Part in the program.
    pub role: String,
    /// Wave of a survey; none for a roster.
    pub wave: Option<String>,
    /// `name`, `born_on` and their like, as the file writes them.
    pub parts: BTreeMap<String, String>,
}

impl Described {
    /// Nothing for a row that is about no single person, or by somebody without an id.
    pub(crate) fn of(reader: &RowReader<'_>, source: usize) -> Option<Self> {
        let mapping = reader.mapping;
        if !matches!(mapping.table.name, "people" | "responses") {
            return None;
        }
        let person = reader.person("person_id").into_owned();
        let cell = |at: usize| reader.batch.cell(reader.at, at).trim().to_owned();
        let parts = mapping.known_by.iter().map(|(part, at)| ((*part).to_owned(), cell(*at)));
        let survey = mapping.instrument;
        (!person.is_empty()).then(|| Self {
            source,
            person,
            role: survey.map_or(reader.text("role"), |form| &form.role).to_lowercase(),
            wave: survey.map(|_| reader.text("wave").to_owned()),
            parts: parts.filter(|(_, text)| !text.is_empty()).collect(),
        })
    }
}

impl Intake<'_> {
    /// Asks for what rows say of persons besides their ids.
    pub fn describe(&mut self) {
        self.described = Some(Vec::new());
    }

    /// What rows said of persons, when it was asked for.
    pub fn take_described(&mut self) -> Vec<Described> {
        self.described.take().unwrap_or_default()
    }
}
