//! From `mentorlens.toml` to a checked [`Plan`].
//!
//! **Takes** the text of the plan, and a [`Vocabulary`]: the words that belong to later rooms
//! (tables with their columns, formats, measures, families), so that a misspelt one is found here
//! although this room knows none of them.
//!
//! **Gives** a [`Plan`], or [`PlanErrors`]: every problem at once, each with its line, what was
//! found, what is allowed, and a way out.
//!
//! **Invariants.** A key is declared once, in the [`Form`] of its section; the reader, the messages
//! and [`reference()`] walk that list. A key that is not declared is an error everywhere. A value
//! is checked against its kind when its section is opened, so a reader only asks for it. A plan
//! with a problem is never handed out, so readers go on after a problem with a placeholder. A line
//! that is not TOML is reported alone: what it would have said is not reported as missing.
//!
//! **Deliberately absent.** The data: whether a file or a column of it exists is found when it is
//! read. Defaults of other rooms. Environment variables, includes and templates: a plan is one file
//! that a reviewer reads from top to bottom.
//!
//! **To add a key**, add its line to the `Form` of its section and the field that it fills, and ask
//! for it in the function below that `Form`. To add a section, write a file in `sections/` and its
//! line in [`SECTIONS`]. The reference is checked against the keys by a test.

mod edition;
mod error;
mod key;
mod logic;
mod model;
mod presets;
mod promise;
mod protection;
mod read;
mod reference;
mod registry;
mod vault_key;
mod vocabulary;
mod voice;

mod check;
mod complaints;
mod problems;
mod section;
mod sections;

#[cfg(test)]
mod tests;

pub use edition::{Edition, EditionKind, EditionPart};
pub use error::{PlanError, PlanErrors};
pub use key::{Absent, Form, Key, Kind};
pub use logic::{LogicStep, Stage};
pub use model::{
    AlignmentPair, Analysis, Better, Commitment, Correction, DAYS_PER_MONTH, DefinitionChange,
    Domain, Duplicates, EvaluationDesign, Identity, Instrument, Item, ItemKind, Outcome, Plan,
    Population, Program, SameId, Scale, ScaleKind, ScaleRef, ScoreRule, Segment, Shape, Source,
    Target, Term, TimeUnit,
};
pub use presets::{COMMON_SOURCES, PRESETS, Preset, preset_named};
pub use protection::{
    NO_AUTHORITY, PROTECTIONS, Privacy, Protection, Retention, protection, protections,
};
pub use read::{FILE_NAME, SMALLEST};
pub use reference::reference;
pub use registry::{Published, REGISTRY, Scoring, published};
pub use vault_key::VaultKey;
pub use vocabulary::{TableWords, Vocabulary, is_language};
pub use voice::{Quotes, Theme};

use sections::{
    alignment, analysis, changes, editions, identity, instruments, items, logic_model, outcomes,
    populations, privacy, program, retention, scales, segments, sources, targets, terms, themes,
};

/// Every section of the plan, in the order of the reference.
pub const SECTIONS: &[Form] = &[
    program::PROGRAM,
    program::COMMITMENT,
    terms::TERMS,
    changes::CHANGES,
    sources::SOURCES,
    identity::IDENTITY,
    instruments::INSTRUMENTS,
    items::ITEMS,
    scales::SCALES,
    outcomes::OUTCOMES,
    alignment::ALIGNMENT,
    themes::THEMES,
    themes::QUOTES,
    segments::SEGMENTS,
    populations::POPULATIONS,
    targets::TARGETS,
    logic_model::LOGIC_MODEL,
    analysis::ANALYSIS,
    privacy::PRIVACY,
    retention::RETENTION,
    editions::EDITIONS,
];
