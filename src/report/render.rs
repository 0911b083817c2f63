//! The page of an edition, from its view and the template.

use crate::plan::Edition;

use super::ReportInput;
use super::charts::ChartError;
use super::evidence::Evidence;
use super::template::{fill, fill_strictly};
use super::view;

const TEMPLATE: &str = include_str!("page.html");

/// Why a page could not be made; each one is a fault of ours, never of the data.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// A chart could not be drawn.
    #[error("the chart `{chart}` could not be drawn")]
    Chart {
        /// Name of the chart.
        chart: &'static str,
        /// Why.
        source: ChartError,
    },
    /// The workbook could not be written.
    #[error("the workbook could not be written")]
    Workbook(#[source] rust_xlsxwriter::XlsxError),
    /// A template of the program's own asks for names that there are not.
    #[error("{template}: {} not known\nhint: known are {}", told(unknown), known.join(", "))]
    Unknown {
        /// The template.
        template: &'static str,
        /// Names that it asks for.
        unknown: Vec<String>,
        /// Names that there are.
        known: Vec<String>,
    },
    /// The template asks for something that the view does not have.
    #[error("the page could not be filled in")]
    Template(#[source] minijinja::Error),
}

/// Renders an edition as one HTML file that needs nothing else: no network, no script.
///
/// # Errors
///
/// [`ReportError`], which no data should bring about.
pub fn render(input: &ReportInput<'_>, edition: &Edition) -> Result<String, ReportError> {
    let language = input.language_of(edition);
    let kpis = language.measures(input.kpis);
    let input = ReportInput { kpis: &kpis, ..input.clone() };
    let page = view::page(&Evidence::new(&input, edition, &language))?;
    match &input.brand.page {
        Some(own) => fill_strictly(&language, "theme/page.html", own, &page),
        None => fill(&language, "page.html", TEMPLATE, &page),
    }
}

/// The names with their verb.
fn told(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    format!(
        "{} {}",
        super::language::Language::english().list(&quoted),
        if names.len() == 1 { "is" } else { "are" }
    )
}
