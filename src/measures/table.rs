//! What `measures` gives: frequency tables, one per measure and slice.

use serde::{Deserialize, Serialize};

/// Frequency table of one slice: every distinct row of the design's columns with its count.
///
/// Invariant: all columns and `n` have the same length, and no count is 0.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Cells {
    names: Vec<String>,
    columns: Vec<Values>,
    n: Vec<u64>,
}

/// One column of a frequency table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Values {
    /// Numbers; `None` is missing.
    Numbers(Vec<Option<f64>>),
    /// Texts (a cause, an arm, a stage); `None` is missing.
    Texts(Vec<Option<String>>),
}

impl Values {
    /// Number of rows.
    pub fn len(&self) -> usize {
        match self {
            Self::Numbers(values) => values.len(),
            Self::Texts(values) => values.len(),
        }
    }

    /// True when there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Cells {
    /// A table of named columns and the count of each row.
    ///
    /// # Panics
    ///
    /// When the lengths differ: a caller's mistake, never a matter of data.
    pub fn new(columns: Vec<(String, Values)>, n: Vec<u64>) -> Self {
        assert!(
            columns.iter().all(|(_, values)| values.len() == n.len()),
            "every column has one entry per count"
        );
        let (names, columns) = columns.into_iter().unzip();
        Self { names, columns, n }
    }

    /// The numbers of a column; `None` when there is no such column or it holds text.
    pub fn numbers(&self, name: &str) -> Option<&[Option<f64>]> {
        match self.column(name)? {
            Values::Numbers(values) => Some(values),
            Values::Texts(_) => None,
        }
    }

    /// The texts of a column; `None` when there is no such column or it holds numbers.
    pub fn texts(&self, name: &str) -> Option<&[Option<String>]> {
        match self.column(name)? {
            Values::Texts(values) => Some(values),
            Values::Numbers(_) => None,
        }
    }

    /// A column of either kind.
    pub fn column(&self, name: &str) -> Option<&Values> {
        let at = self.names.iter().position(|found| found == name)?;
        Some(&self.columns[at])
    }

    /// Names of the columns, in order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Count of each row.
    pub fn counts(&self) -> &[u64] {
        &self.n
    }

    /// Units in the table: the sum of all counts.
    pub fn total(&self) -> u64 {
        self.n.iter().sum()
    }
}

/// The frequency table of one measure for one subject, term and segment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Slice {
    /// The scale, item, outcome or cause the rows are about, when the measure has several.
    pub subject: Option<String>,
    /// A term's id, or `all`.
    pub term_id: String,
    /// The segment's dimension (`site`), or `all`.
    pub dimension: String,
    /// The segment's level (`North`), or `all`.
    pub level: String,
    /// The rows.
    pub cells: Cells,
}
