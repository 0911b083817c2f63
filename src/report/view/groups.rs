//! The main measures by group: a table of all of them, a drawing where a group differs or where there are many.

use std::collections::BTreeSet;

use crate::inference::Finding;
use crate::measures::Kpi;
use crate::report::ReportError;
use crate::report::evidence::{Evidence, is_overall, subjects};
use crate::report::format::{NO_BREAK, NOTHING};
use crate::report::labels::lower_first;
use crate::report::language::say;
use crate::report::sentences::value_and_interval;

use super::figures::{MOST_LEVELS, Request, draw};
use super::gallery::{MOST, measures, section};
use super::parts::{Group, Row, Section, Table};
use super::segments::{dimensions, gaps, some_differ};

/// Subjects of a measure that one drawing by group can show.
const MOST_SUBJECTS: usize = 1;

/// Which groups differ, with a drawing of each group beside all together; the others in a sentence and in the table.
pub(super) fn groups(evidence: &Evidence<'_>) -> Result<Option<Section>, ReportError> {
    let language = evidence.language();
    let (mut figures, mut says, mut alike) = (Vec::new(), Vec::new(), Vec::new());
    for kpi in measures(evidence) {
        let dimensions = primary(evidence, kpi);
        let said = gaps(evidence, kpi, &dimensions);
        let differ = some_differ(evidence, kpi, &dimensions);
        if figures.len() < MOST {
            figures.extend(draw(evidence, kpi, by_group(evidence, kpi, differ))?);
        }
        if differ {
            says.push(format!("{}: {}", evidence.names.title(kpi), lower_first(&said.join(" "))));
        } else if !said.is_empty() {
            let title = evidence.names.title(kpi);
            alike.push(say!(language, "quoted", text = title));
        }
    }
    if !alike.is_empty() {
        says.push(say!(language, "no-group-differs-in", list = language.list(&alike)));
    }
    let table = table(evidence);
    if figures.is_empty() && table.is_none() {
        return Ok(None);
    }
    let (name, heading) = (say!(language, "groups-name"), say!(language, "groups-heading"));
    let section = section("groups", name, heading, says, figures);
    Ok(Some(Section { table, ..section }))
}

/// Every group of a primary dimension in a row, every measure in a column.
fn table(evidence: &Evidence<'_>) -> Option<Table> {
    let shown: Vec<(&Kpi, Vec<&Finding>)> = measures(evidence)
        .into_iter()
        .filter(|kpi| !primary(evidence, kpi).is_empty())
        .filter_map(|kpi| Some((kpi, one_number(evidence, kpi)?)))
        .take(MOST)
        .collect();
    let (_, of_first) = shown.first()?;
    let confidence = of_first.first()?.confidence;
    let language = evidence.language();
    let cell = |findings: &[&Finding], is_row: &dyn Fn(&Finding) -> bool| {
        let found = findings.iter().find(|finding| is_row(finding));
        match found.map(|finding| (value_and_interval(language, finding), &finding.suppressed)) {
            Some((Some((value, interval)), _)) if interval.is_empty() => value,
            Some((Some((value, interval)), _)) => {
                format!("{value} ({})", interval.replace(' ', &NO_BREAK.to_string()))
            }
            Some((None, Some(_))) => language.hidden(),
            _ => NOTHING.to_owned(),
        }
    };
    let row = |head: String, is_row: &dyn Fn(&Finding) -> bool| Row {
        head,
        cells: shown.iter().map(|(_, findings)| cell(findings, is_row)).collect(),
        ..Row::default()
    };
    let everyone =
        Group { name: None, rows: vec![row(say!(language, "all-together"), &is_overall)] };
    let planned = evidence.input.plan.segments.iter().filter(|segment| segment.primary);
    let by_dimension = planned.filter_map(|segment| {
        let of = shown.iter().flat_map(|(_, findings)| findings.iter().copied());
        let mut seen = BTreeSet::new();
        let levels: Vec<&Finding> = of
            .filter(|one| one.dimension == segment.id && seen.insert(one.level.clone()))
            .collect();
        let rows: Vec<Row> = levels
            .into_iter()
            .map(|level| {
                row(evidence.names.level(level), &|one| {
                    (&one.dimension, &one.level) == (&level.dimension, &level.level)
                })
            })
            .collect();
        let dimension = evidence.names.dimension(&segment.id).to_lowercase();
        let name = Some(say!(language, "by-group", group = dimension));
        // Many levels stand in a funnel: a list of them would be a league table.
        (1..=MOST_LEVELS).contains(&rows.len()).then_some(Group { name, rows })
    });
    let groups: Vec<Group> = std::iter::once(everyone).chain(by_dimension).collect();
    if groups.len() == 1 {
        return None;
    }
    let titles = shown.iter().map(|(kpi, _)| evidence.names.title(kpi));
    Some(Table {
        caption: say!(language, "groups-caption", level = language.confidence(confidence)),
        columns: std::iter::once(say!(language, "group")).chain(titles).collect(),
        groups,
    })
}

/// The findings over all terms of the answer that a measure is known for, where it has one subject.
fn one_number<'a>(evidence: &'a Evidence<'_>, kpi: &Kpi) -> Option<Vec<&'a Finding>> {
    let headline = evidence.headline(kpi)?;
    let found: Vec<&Finding> = evidence
        .of(&kpi.id)
        .iter()
        .filter(|one| one.answer == headline && one.contrast.is_none() && one.term_id == "all")
        .collect();
    (!found.is_empty() && subjects(&found).len() <= MOST_SUBJECTS).then_some(found)
}

/// The dimensions that the plan declares primary.
fn primary<'a>(evidence: &'a Evidence<'_>, kpi: &Kpi) -> Vec<(&'a str, bool)> {
    dimensions(evidence, kpi).into_iter().filter(|(_, is_primary)| *is_primary).collect()
}

/// A drawing of the primary groups where some differ; one with many levels becomes a funnel.
fn by_group<'a>(evidence: &'a Evidence<'_>, kpi: &'a Kpi, differ: bool) -> Vec<Request<'a>> {
    let Some(of_headline) = one_number(evidence, kpi) else { return Vec::new() };
    let known = |dimension: &str| {
        let of = of_headline.iter().filter(|one| one.dimension == dimension);
        of.filter(|one| one.estimate.is_some()).count()
    };
    let primary = primary(evidence, kpi).into_iter().map(|(id, _)| id).filter(|id| known(id) > 0);
    let (large, small): (Vec<&str>, Vec<&str>) = primary.partition(|id| known(id) > MOST_LEVELS);
    let (title, language) = (evidence.names.heading.measure(&kpi.id), evidence.language());
    let request = |chart: &'a str, dimensions: &[&str]| {
        let series = evidence.series(&kpi.id).iter().copied();
        Request {
            chart,
            heading: Some(title.clone()),
            title: say!(language, "title-by-groups", title = &title),
            description: say!(language, "groups-description"),
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
    let dots = (differ && !small.is_empty()).then(|| request("group_dots", &small));
    // Many levels without limits of chance stay in the tables: a list of them would be a league table.
    let has_limits = |id: &&&str| {
        let mut points = evidence.series(&kpi.id).iter();
        points.any(|point| point.series == "funnel" && point.dimension == **id)
    };
    let funnels = large.iter().filter(has_limits).map(|id| request("funnel", &[*id]));
    dots.into_iter().chain(funnels).collect()
}
