//! Why an answer cannot be given.

use thiserror::Error;

/// A statistic that is undefined, said so that a report can print it.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum InferenceError {
    /// Too few complete units.
    #[error("not computed: needs at least {needed} {what}, found {found}")]
    TooFew {
        /// Fewest that are enough.
        needed: u64,
        /// What is counted: `complete pairs`, `answers`, `clusters`.
        what: &'static str,
        /// How many there are.
        found: u64,
    },
    /// All values are the same, so that there is no spread to measure against.
    #[error("not computed: every {what} is the same")]
    NoVariation {
        /// What is the same: `answer`, `change`.
        what: &'static str,
    },
    /// The quantity does not exist for these data.
    #[error("not computed: {reason}")]
    Undefined {
        /// Why.
        reason: String,
    },
    /// The table or the header lacks what only this answer needs, or holds data of another kind.
    #[error("not computed: {reason}")]
    Unsuited {
        /// What it lacks.
        reason: String,
    },
    /// A header key or an option that cannot be used.
    #[error("`{name}` is {found}, allowed: {allowed}")]
    Setting {
        /// The key.
        name: String,
        /// What it says.
        found: String,
        /// What it may say.
        allowed: String,
    },
    /// A column that the design needs and the table does not have.
    #[error("column `{column}` is missing; the design `{design}` needs: {needed}")]
    MissingColumn {
        /// The column.
        column: String,
        /// The design.
        design: &'static str,
        /// All columns of the design.
        needed: String,
    },
}
