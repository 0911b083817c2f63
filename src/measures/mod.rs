//! Measures: SQL files → frequency tables.
//!
//! **Takes** a snapshot and the KPIs of `queries/`. **Gives** one frequency table per measure, subject, term and segment:
//! every distinct unit row with its count, which is all that inference needs.
//!
//! **Invariants.** Rows of units never leave this room. A query only reads. A unit occurs once per subject and term. Tables
//! are sorted by their values, never by ids, so that nothing downstream depends on the key of the ids.
//!
//! **Deliberately absent:** means over units, tests, p-values, formatting. Combining rows within one unit is SQL; anything
//! across units is inference.
//!
//! **To add** a KPI: one file in `queries/`.

mod attention;
mod catalogue;
mod changed;
mod codes;
mod columns;
mod compute;
mod counting;
mod describe;
mod engine;
mod engine_fault;
mod fault;
mod forms;
mod grain;
mod kpi;
mod levels;
mod nested;
mod patterns;
mod purpose;
mod query;
mod rows;
mod rules;
mod segments;
mod side_by_side;
mod slices;
mod slicing;
mod table;
mod timed;

pub use attention::{Attention, OpenMatch, open_matches};
pub use catalogue::catalogue;
pub use changed::compute_changed;
pub use compute::{
    Counted, Measured, Planned, ResultColumn, compute, compute_each, plan_all, portable,
    shared_views, tables_of,
};
pub use describe::{describe, explain, overview};
pub use fault::Fault;
pub use forms::Forms;
pub use kpi::Kpi;
pub use nested::Nested;
pub use query::{Form, query, query_for};
pub use slicing::ADJUSTED_BY;
pub use table::{Cells, Slice, Values};

use std::path::PathBuf;

use datafusion::error::DataFusionError;
use thiserror::Error;

/// Why a measure cannot be computed.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum MeasureError {
    /// Headers that lack something.
    #[error("{}", problems.join("\n"))]
    Header {
        /// One sentence each, with its file.
        problems: Vec<String>,
    },
    /// A file that cannot be read.
    #[error("{}: cannot read", path.display())]
    Read {
        /// Where.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The engine refuses a query.
    #[error("{name}: {message}")]
    Engine {
        /// Measure, view or table.
        name: String,
        /// What the engine says.
        message: String,
    },
    /// A query that returns a unit more than once.
    #[error(
        "queries/{measure}.sql:{line}: {twice} units occur more than once by {key}, but the header promises {grain}"
    )]
    Grain {
        /// Measure.
        measure: String,
        /// Line of the header's `grain`.
        line: usize,
        /// What the header says.
        grain: String,
        /// Columns that should identify a row.
        key: String,
        /// Units that occur more than once.
        twice: usize,
    },
    /// What is kept cannot be written.
    #[error(transparent)]
    Cache(#[from] crate::warehouse::WarehouseError),
    /// The runtime of the engine does not start.
    #[error("the query engine does not start")]
    Runtime {
        /// Why.
        source: std::io::Error,
    },
    /// A column that cannot be read.
    #[error("a column of the result cannot be read")]
    Arrow(#[from] arrow::error::ArrowError),
    /// A result that cannot be written.
    #[error("the result cannot be written as Parquet")]
    Parquet(#[from] parquet::errors::ParquetError),
}

impl MeasureError {
    /// A column that the query should have returned.
    fn missing(column: &str) -> Self {
        let reason = format!("the result has no column `{column}`");
        Self::Arrow(arrow::error::ArrowError::SchemaError(reason))
    }

    fn engine(name: &str, error: &DataFusionError) -> Self {
        // The engine's messages are written for its own developers; the first line says what is wrong.
        let message = error.strip_backtrace().lines().next().unwrap_or_default().to_owned();
        Self::Engine { name: name.to_owned(), message }
    }
}
