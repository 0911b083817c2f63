//! Report: findings → HTML, workbook, JSON, CSV, Parquet.
//!
//! **Takes** a [`ReportInput`]: plan, definitions, findings and series that may be published, the ledger of the run.
//! **Gives** bytes: one self-contained page per edition, and the findings as files.
//!
//! **Invariants.** A report is a function of its input: no clock, no file, no random number. A number becomes text in
//! [`mod@format`] and nowhere else. Text from the data is escaped. A sentence says no more than the finding's claim level
//! permits. Every drawing has a title, a description and a table behind it.
//!
//! **Deliberately absent:** calculations that are not formatting, files, the data.
//!
//! **To add** a chart: one file in `charts/` and its line in [`CHARTS`].

mod brand;
mod charts;
mod checked;
mod dates;
mod editions;
mod email;
mod evidence;
mod findings;
pub mod format;
mod input;
mod labels;
mod language;
mod lettering;
mod overview;
mod processing;
mod render;
mod rewrite;
mod sentences;
mod staff;
mod svg;
mod template;
#[cfg(test)]
mod tests;
mod theme;
mod view;
mod workbook;

pub use brand::{Brand, BrandErrors, THEME, ThemeFile, theme_reference};
pub use charts::{CHARTS, Chart, ChartData, ChartError, Drawing, Labels, Width, chart};
pub use checked::{CheckReport, CheckedFile, CheckedPlace, CheckedProblem, render_check};
pub use email::email;
pub use findings::{findings_csv, findings_json, findings_parquet, findings_schema, findings_text};
pub use input::{Quote, ReportInput, RunFacts, VoicesRecord};
pub use language::{Language, Languages, SHIPPED, languages_with};
pub use overview::{Run, primary_numbers, render_overview};
pub use processing::{Consents, Held, Holding, People, Processing, processing_record};
pub use render::{ReportError, render};
pub use sentences::banned_words;
pub use staff::{StaffList, StaffRow, staff_csv, staff_html, staff_text, to_do};
pub use workbook::workbook;
