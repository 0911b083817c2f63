//! Parts that are made of small drawings: the main measures by group, and term by term.

use crate::inference::Finding;
use crate::measures::Kpi;
use crate::report::ReportError;
use crate::report::evidence::{Evidence, is_overall, subjects};
use crate::report::labels::{QUALITY, bare_title, lower_first};

use super::figures::{MOST_LEVELS, Request, draw, over_terms};
use super::parts::{Figure, Section};
use super::segments::{dimensions, gaps};

/// Most measures of a gallery.
const MOST: usize = 6;
/// Subjects of a measure that one drawing by group can show.
const MOST_SUBJECTS: usize = 1;

/// The main measures, then those with a target.
fn measures<'a>(evidence: &Evidence<'a>) -> Vec<&'a Kpi> {
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

fn section(
    id: &str,
    name: &str,
    heading: &str,
    says: Vec<String>,
    gallery: Vec<Figure>,
) -> Section {
    Section {
        id: id.to_owned(),
        name: name.to_owned(),
        number: None,
        kicker: String::new(),
        heading: heading.to_owned(),
        says,
        blocks: Vec::new(),
        gallery,
        more: Vec::new(),
    }
}

/// Each group beside all together: a dot with its interval.
pub(super) fn groups(evidence: &Evidence<'_>) -> Result<Option<Section>, ReportError> {
    let (mut figures, mut says) = (Vec::new(), Vec::new());
    for kpi in measures(evidence) {
        let said = gaps(evidence, kpi, &primary(evidence, kpi)).join(" ");
        let title = bare_title(&kpi.title);
        says.extend((!said.is_empty()).then(|| format!("{title}: {}", lower_first(&said))));
        if figures.len() < MOST {
            figures.extend(draw(evidence, kpi, by_group(evidence, kpi))?);
        }
    }
    let heading = "Is it alike for every group?";
    Ok((!figures.is_empty()).then(|| section("groups", "By group", heading, says, figures)))
}

/// The dimensions that the plan declares primary.
fn primary<'a>(evidence: &'a Evidence<'_>, kpi: &Kpi) -> Vec<(&'a str, bool)> {
    dimensions(evidence, kpi).into_iter().filter(|(_, is_primary)| *is_primary).collect()
}

/// A drawing of the primary groups; one with many levels becomes a funnel.
fn by_group<'a>(evidence: &'a Evidence<'_>, kpi: &'a Kpi) -> Vec<Request<'a>> {
    let Some(headline) = evidence.headline(kpi) else { return Vec::new() };
    let of_headline: Vec<&Finding> = evidence
        .of(&kpi.id)
        .iter()
        .filter(|one| one.answer == headline && one.contrast.is_none() && one.term_id == "all")
        .collect();
    if subjects(&of_headline).len() > MOST_SUBJECTS {
        return Vec::new();
    }
    let known = |dimension: &str| {
        let of = of_headline.iter().filter(|one| one.dimension == dimension);
        of.filter(|one| one.estimate.is_some()).count()
    };
    let primary = primary(evidence, kpi).into_iter().map(|(id, _)| id).filter(|id| known(id) > 0);
    let (large, small): (Vec<&str>, Vec<&str>) = primary.partition(|id| known(id) > MOST_LEVELS);
    let title = evidence.names.heading.measure(&kpi.id);
    let request = |chart: &'a str, dimensions: &[&str]| {
        let series = evidence.series(&kpi.id).iter().copied();
        Request {
            chart,
            heading: Some(title.clone()),
            title: format!("{title}, by group"),
            description: "Each group beside all together.".to_owned(),
            findings: of_headline
                .iter()
                .copied()
                .filter(|one| is_overall(one) || dimensions.contains(&one.dimension.as_str()))
                .collect(),
            series: series.filter(|point| dimensions.contains(&point.dimension.as_str())).collect(),
            counted: None,
            small: true,
        }
    };
    let dots = (!small.is_empty()).then(|| request("group_dots", &small));
    // Many levels without limits of chance stay in the tables: a list of them would be a league table.
    let has_limits = |id: &&&str| {
        let mut points = evidence.series(&kpi.id).iter();
        points.any(|point| point.series == "funnel" && point.dimension == **id)
    };
    let funnels = large.iter().filter(has_limits).map(|id| request("funnel", &[*id]));
    dots.into_iter().chain(funnels).collect()
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
    let heading = "How does it go from term to term?";
    Ok((!figures.is_empty())
        .then(|| section("terms", "Term by term", heading, Vec::new(), figures)))
}
