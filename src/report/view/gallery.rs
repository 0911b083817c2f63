//! Parts that are made of small drawings: the main measures term by term, and what the part by group shares with it.

use crate::measures::Kpi;
use crate::report::ReportError;
use crate::report::evidence::Evidence;
use crate::report::labels::QUALITY;
use crate::report::language::say;

use super::figures::{Request, draw, over_terms};
use super::parts::{Figure, Section};

/// Most measures of a gallery.
pub(super) const MOST: usize = 6;

/// The main measures, then those with a target.
pub(super) fn measures<'a>(evidence: &Evidence<'a>) -> Vec<&'a Kpi> {
    let mut measures = evidence.main();
    let has_target =
        |kpi: &Kpi| evidence.input.plan.targets.iter().any(|target| target.measure == kpi.id);
    for kpi in evidence.shown().filter(|kpi| kpi.family != QUALITY && has_target(kpi)) {
        if !measures.iter().any(|other| other.id == kpi.id) {
            measures.push(kpi);
        }
    }
    measures
}

pub(super) fn section(
    id: &str,
    name: String,
    heading: String,
    says: Vec<String>,
    gallery: Vec<Figure>,
) -> Section {
    Section {
        id: id.to_owned(),
        name,
        number: None,
        kicker: String::new(),
        heading,
        says,
        blocks: Vec::new(),
        gallery,
        table: None,
        quotes: None,
        more: Vec::new(),
    }
}

/// The main measures over the terms.
pub(super) fn terms(evidence: &Evidence<'_>) -> Result<Option<Section>, ReportError> {
    let mut figures = Vec::new();
    for kpi in measures(evidence) {
        if let Some(request) = over_terms(evidence, kpi) {
            let heading = Some(evidence.names.heading.measure(&kpi.id));
            figures.extend(draw(evidence, kpi, vec![Request { heading, ..request }])?);
        }
    }
    figures.truncate(MOST);
    let language = evidence.language();
    let (name, heading) = (say!(language, "term-by-term"), say!(language, "terms-heading"));
    Ok((!figures.is_empty()).then(|| section("terms", name, heading, Vec::new(), figures)))
}
