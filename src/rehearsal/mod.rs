//! Rehearsal: a plan → made-up exports, so that a report can be tried out before anybody's data exists.
//!
//! **Takes** a plan and a seed. **Gives** the files that its sources name, each in its own format and layout, and what
//! they say: the rows that an ingest of them must give back.
//!
//! **Invariants.** The same plan and seed give the same bytes. What is made up obeys the plan: ids link, dates lie in its
//! terms and before its cut-off, answers lie in the ranges of their questions, words are those that its value maps know.
//! Nothing is read.
//!
//! **Deliberately absent:** flaws. A rehearsal shows what a report looks like, not how exports go wrong.
//!
//! **To add** a table: its rows in `records.rs`. To add a layout: its dress in `dress.rs`.

mod answers;
mod cells;
mod columnar;
mod dress;
mod files;
mod lot;
mod pack;
mod people;
mod records;
mod sheets;
mod world;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use thiserror::Error;

use crate::plan::Plan;

/// Text by column of the contract.
pub type Fields = BTreeMap<String, String>;

/// A row of a table of the contract, as made-up exports say it: raw ids, ISO dates, decimal points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The table.
    pub table: String,
    /// Columns that the exports give a value.
    pub fields: Fields,
}

/// Made-up exports.
#[derive(Debug)]
pub struct Rehearsal {
    /// Path relative to the plan's folder, and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// What they say, in the order in which they are read.
    pub said: Vec<Said>,
}

/// Why exports cannot be made up.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum RehearsalError {
    /// A source of which nothing is known to make up.
    #[error("the source `{source_id}` cannot be rehearsed: {why}")]
    Source {
        /// Its id.
        source_id: String,
        /// Why.
        why: String,
    },
    /// A file that cannot be written in its format.
    #[error("{file}: cannot be written: {why}")]
    Format {
        /// Its name.
        file: String,
        /// Why.
        why: String,
    },
}

/// Makes up exports for a plan.
///
/// # Errors
///
/// [`RehearsalError`] for a plan without sources, and for a source or format that nothing can be made up for.
pub fn rehearse(plan: &Plan, seed: u64) -> Result<Rehearsal, RehearsalError> {
    if plan.sources.is_empty() {
        let (source_id, why) = (String::new(), "the plan names no sources".to_owned());
        return Err(RehearsalError::Source { source_id, why });
    }
    let mut world = world::World::new(plan, seed);
    let tables = files::tables(plan, &mut world)?;
    let said = tables.iter().flat_map(|table| table.said.iter().cloned()).collect();
    Ok(Rehearsal { files: pack::pack(plan, &tables)?, said })
}
