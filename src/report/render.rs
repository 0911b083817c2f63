//! The page of an edition, from its view and the template.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};

use crate::plan::Edition;

use super::ReportInput;
use super::charts::ChartError;
use super::evidence::Evidence;
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
    let evidence = Evidence::new(input, edition);
    let page = view::page(&evidence)?;
    fill(&page).map_err(ReportError::Template)
}

fn fill(page: &view::Page) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
    environment.set_syntax(syntax.build()?);
    environment.add_template("page.html", TEMPLATE)?;
    environment.get_template("page.html")?.render(Serde(page))
}
