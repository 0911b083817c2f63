//! Sources: files → batches of text cells.
//!
//! **Takes** a folder with patterns, or one file with what the plan says about it. **Gives** the file's header, its rows in
//! batches of text cells, what the file was taken for and why, and what was wrong with cells on the way; every cell knows
//! where it stands in its file.
//!
//! A file is looked at twice: its bytes say what kind of file it is, and its first rows whose layout it has. A layout of a
//! known program finds the header and brings the rows into the form of a table; what is left is a plain table.
//!
//! **Invariants.** Memory does not grow with the file: a batch, the longest cell that is allowed, and no more. A row keeps
//! its place: blank lines and quoted line ends are counted. What cannot be read as it was meant is named with its place,
//! never dropped in silence. The content decides what a file is, before its name does.
//!
//! **Deliberately absent:** types, missing codes, the meaning of a column.
//!
//! **To add** a format or a layout: its file here and its line in [`SOURCES`]. `docs/formats.md` is printed from that list.

mod apart;
mod archive;
mod attendance;
mod batch;
mod canvas;
mod coded;
mod contacts;
mod csv;
mod daily;
mod dates;
mod days;
mod error;
mod find;
mod fingerprint;
mod footer;
mod format;
mod forms;
mod header;
mod held;
mod icalendar;
mod json;
mod kobo;
mod layout;
mod lime_survey;
mod marks;
mod meet;
mod meeting;
mod months;
mod parquet;
mod qualtrics;
mod reader;
mod redcap;
mod rosters;
mod row;
mod spss;
mod stata;
mod survey_monkey;
mod teams;
mod xlsx;
mod zoom;

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod locales;
#[cfg(test)]
mod tests;

pub use batch::{Origin, RawBatch};
pub use contacts::{contact_in, without_phones};
pub use dates::{DateForm, DateForms};
pub use error::{SourceError, Unreadable};
pub use find::{FindError, find};
pub use fingerprint::fingerprint;
pub use format::{ReadOptions, Recognised, SourceFormat, parts, reference};
pub use header::Header;
pub use marks::{Mark, mark};
pub use meeting::minutes_in_words;
pub use months::in_plain_words;
pub use reader::{CellProblem, Reader, open};

/// All formats: kinds of files, the ones with an unmistakable beginning first, then layouts of known programs.
pub const SOURCES: &[SourceFormat] = &[
    held::ODS,
    held::XLS,
    xlsx::XLSX,
    archive::ZIP,
    parquet::PARQUET,
    spss::SPSS,
    stata::STATA,
    icalendar::ICALENDAR,
    json::JSON,
    csv::CSV,
    qualtrics::QUALTRICS,
    survey_monkey::SURVEY_MONKEY,
    forms::GOOGLE_FORMS,
    forms::MICROSOFT_FORMS,
    forms::TYPEFORM,
    lime_survey::LIME_SURVEY,
    kobo::KOBO,
    redcap::REDCAP,
    redcap::REDCAP_DICTIONARY,
    zoom::ZOOM,
    teams::TEAMS,
    meet::MEET,
    rosters::ONE_ROSTER,
    rosters::ED_FI,
    canvas::CANVAS,
    attendance::ATTENDANCE,
    attendance::DAY_COLUMNS,
    daily::DAILY_ATTENDANCE,
];
