//! The contract: what every table of the warehouse holds, and what becomes of cells that do not fit.
//!
//! **Takes** batches of text cells and the plan. **Gives** typed tables, scale scores, and every violation with its
//! position.
//!
//! **Invariants.** A cell that breaks a rule is missing and named, never guessed. A row without what it takes to know
//! what it is about is set aside and counted. Of two rows with the same natural key the later export's is kept. Raw ids
//! leave this room only through [`IdBook::entries`], for the vault.
//!
//! **Deliberately absent:** files, folders, Parquet, the program's SQL; a rule that stops at the first bad cell.
//!
//! **To add** a table or a column: its constant in `tables/`. To add a rule: its line in [`RULES`].

mod absent;
mod age;
mod aside;
mod builder;
mod candidates;
mod consent;
mod crosswalk;
mod derived;
mod described;
mod dictionary;
mod differ;
mod duplicates;
mod file_rows;
mod finish;
mod forgotten;
mod forms;
mod from_plan;
mod identity;
mod intake;
mod latest;
mod links;
mod mapping;
mod pairs;
mod parse;
mod part;
mod recall;
mod row;
mod scores;
mod spread;
mod states;
mod survey;
mod table;
mod tables;
mod themes;
mod violation;
mod words;

pub use candidates::{Candidate, Known, candidates};
pub use consent::Purpose;
pub use crosswalk::{is_crosswalk, reading_order};
pub use described::Described;
pub use dictionary::dictionary;
pub use file_rows::FileRows;
pub use finish::Checked;
pub use forgotten::Forgotten;
pub use forms::Piece;
pub use from_plan::from_plan;
pub use identity::{IdBook, keyed_id};
pub use intake::{Intake, Reading, RowState};
pub(crate) use parse::described;
pub use parse::{day_part, nearest, number};
pub use part::{Part, shape};
pub use recall::Places;
pub use states::no_answer;
pub use table::{Column, Entity, Kind, Table};
pub use tables::{FROM_PLAN, TABLES, table};
pub use themes::BY_WORDS;
pub use violation::{RULES, RowId, Rule, Severity, Violation};

/// Version of the contract: part of every segment's name, so that a change of rules is a change of segments.
pub const VERSION: &str = "2";

/// A date in days since 1970-01-01.
pub fn day(date: jiff::civil::Date) -> i64 {
    parse::days(date)
}

/// The day of a text in a source's pattern, or in ISO 8601, since 1970-01-01.
pub fn day_of(text: &str, pattern: Option<&str>) -> Option<i64> {
    parse::date(text, pattern).ok().map(parse::days)
}

/// True for a date that lost its format in a spreadsheet.
pub fn is_excel_day(text: &str) -> bool {
    parse::excel_day(text).is_some()
}

/// The date of a day since 1970-01-01, in ISO 8601.
pub fn date_of(day: i64) -> String {
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch
        .checked_add(jiff::Span::new().days(day))
        .map_or_else(|_| day.to_string(), |date| date.to_string())
}
