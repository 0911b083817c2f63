//! Editions of the report: whom they are for, and what they show.

use serde::Deserialize;

use super::protection::Protection;

/// `[[editions]]`
#[derive(Debug, Clone, PartialEq)]
pub struct Edition {
    /// Short name, also of the file; the first edition is `index.html`.
    pub id: String,
    /// Whom it is for: what it shows, how much of it, in which order.
    pub kind: EditionKind,
    /// Heading of the report.
    pub title: String,
    /// Families to show, in order; those of the kind when empty.
    pub families: Vec<String>,
    /// Parts to show, in order; those of the kind when empty.
    pub parts: Vec<EditionPart>,
    /// Its language, where that is not the program's.
    pub language: Option<String>,
    /// Rules of privacy that hold in this edition wherever they are stricter than the plan's.
    pub privacy: Option<&'static Protection>,
}

/// Whom an edition is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EditionKind {
    /// Who pays: a few pages, the main results first.
    Funder,
    /// Who decides: one page.
    Board,
    /// A school or district, after a term.
    SchoolTerm,
    /// An employer with a mentoring program.
    Corporate,
    /// Who checks: every number, its method and its SQL.
    Evaluator,
    /// Everybody: no groups, and a larger smallest number of people.
    Public,
}

/// A part of an edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EditionPart {
    /// The primary measures.
    Main,
    /// Targets and what was reached.
    Targets,
    /// How the program is meant to work, with the status of every step.
    LogicModel,
    /// The other measures, by family.
    Measures,
    /// The main measures by the groups that the plan declares primary.
    Groups,
    /// The main measures term by term.
    Terms,
    /// How good the data are.
    Quality,
    /// How the numbers were computed.
    Methods,
    /// What the report cannot show.
    Limits,
    /// What the words mean.
    Glossary,
}
