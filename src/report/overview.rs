//! The overview: all runs, terms and editions on one page, with the numbers to be filtered and sorted.
//!
//! Everything is readable as it is; one small script of our own filters, sorts and saves what is shown. The page permits
//! this script and its style sheet by their hashes, and nothing else.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::inference::Finding;
use crate::plan::{Edition, EditionKind, Plan};

use super::evidence::Evidence;
use super::template::fill;
use super::view::{self, Overview};
use super::{ReportError, ReportInput};

const SCRIPT: &str = include_str!("overview.js");

/// A snapshot of the warehouse.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Run {
    /// Its number.
    pub number: u64,
    /// Its id.
    pub id: String,
    /// Cut-off date.
    pub as_of: String,
    /// Rows that were read; nothing where they wait.
    pub rows_read: Option<u64>,
    /// Rows that were set aside.
    pub rows_set_aside: u64,
    /// Sources whose files changed; nothing where no earlier run is known.
    pub changed: Option<Vec<String>>,
    /// Its report, beside this one.
    pub page: Option<String>,
    /// What it has published of the primary measures, as far as the rules of this report let it pass.
    pub published: Vec<Finding>,
    /// Measures and the hashes of their definitions.
    pub definitions: BTreeMap<String, String>,
}

#[derive(Serialize)]
struct Page {
    view: Overview,
    style: String,
    script: &'static str,
    /// What the page permits.
    policy: String,
}

/// Renders the overview; the runs come from the warehouse, the latest first.
///
/// # Errors
///
/// [`ReportError`], which no data should bring about.
pub fn render_overview(input: &ReportInput<'_>, runs: &[Run]) -> Result<String, ReportError> {
    let edition = whole(input.plan);
    let language = input.language();
    let kpis = language.measures(input.kpis);
    let input = ReportInput { kpis: &kpis, ..input.clone() };
    let view = view::overview(&Evidence::new(&input, &edition, &language), runs)?;
    let colours = input.brand.style_sheet.as_str();
    let style = [colours, include_str!("page.css"), include_str!("overview.css")];
    let style = style.concat();
    let policy = format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'",
        hash(&style),
        hash(SCRIPT)
    );
    let page = Page { view, style, script: SCRIPT, policy };
    fill(&language, "overview.html", include_str!("overview.html"), &page)
}

/// What the overview shows about everyone in the primary measures: what a run keeps of itself for the overviews of later runs.
pub fn primary_numbers(input: &ReportInput<'_>) -> Vec<Finding> {
    let edition = whole(input.plan);
    view::primary_numbers(&Evidence::new(input, &edition, &input.language()))
}

/// Every family, whatever the first edition shows.
fn whole(plan: &Plan) -> Edition {
    Edition { kind: EditionKind::Evaluator, families: Vec::new(), ..plan.editions[0].clone() }
}

fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}
