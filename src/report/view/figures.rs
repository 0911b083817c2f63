//! Drawings of a measure, in two widths.

use crate::inference::{Finding, SeriesPoint};
use crate::measures::Kpi;
use crate::plan::DAYS_PER_MONTH;
use crate::report::ReportError;
use crate::report::charts::{ChartData, Width, chart};
use crate::report::evidence::{Evidence, is_overall, subjects};
use crate::report::labels::outcome_of;
use crate::report::language::{Language, say};
use crate::report::sentences;
use crate::report::theme::Theme;

use super::parts::{Figure, Style};
use super::segments::dimensions;

/// Lines that a drawing over terms can show apart.
const MOST_LINES: usize = 3;
/// Levels of a dimension that a list of marks can show.
pub(super) const MOST_LEVELS: usize = 12;
/// Curves end where fewer are followed, also where privacy would allow it.
const FEWEST_FOLLOWED: u64 = 10;

/// One drawing to be made.
pub(super) struct Request<'a> {
    pub(super) chart: &'a str,
    pub(super) heading: Option<String>,
    pub(super) title: String,
    /// The drawing in a sentence.
    pub(super) description: String,
    pub(super) findings: Vec<&'a Finding>,
    pub(super) series: Vec<&'a SeriesPoint>,
    /// Goes before the chart's own caption.
    pub(super) counted: Option<String>,
    /// The narrow drawing alone, to stand beside another one.
    pub(super) small: bool,
}

/// Draws both widths; nothing when there is nothing to draw.
pub(super) fn figure(
    evidence: &Evidence<'_>,
    kpi: Option<&Kpi>,
    request: Request<'_>,
) -> Result<Option<Figure>, ReportError> {
    let Some(chart) = chart(request.chart) else { return Ok(None) };
    let promise = evidence.input.plan.commitment.months.map(|months| months * DAYS_PER_MONTH);
    let data = ChartData {
        title: &request.title,
        description: &request.description,
        kpi,
        findings: request.findings,
        series: request.series,
        labels: &evidence.names.heading,
        commitment_days: promise,
        promised: kpi.and_then(|kpi| sentences::promised(evidence.input.plan, kpi)),
        min_at_risk: evidence.input.plan.privacy.min_cell.max(FEWEST_FOLLOWED),
    };
    let draw = |width: Width| {
        (chart.draw)(&data, &Theme::default(), width)
            .map_err(|source| ReportError::Chart { chart: chart.name, source })
    };
    let Some(narrow) = draw(Width::Narrow)? else { return Ok(None) };
    let wide = if request.small { None } else { draw(Width::Wide)? };
    let words = wide.as_ref().map_or(&narrow.caption, |wide| &wide.caption).clone();
    let caption: Vec<String> = request.counted.into_iter().chain(words).collect();
    Ok(Some(Figure {
        heading: request.heading,
        wide: wide.map(|wide| wide.svg),
        narrow: narrow.svg,
        caption: caption.join(" "),
    }))
}

/// The drawings of a measure.
pub(super) struct Figures {
    /// Its own chart; where everything is shown, the terms and the curves by the primary groups as well.
    pub(super) shown: Vec<Figure>,
    /// Bars by the primary groups, which stand with the tables by group.
    pub(super) by_group: Vec<Figure>,
}

/// Every drawing of a measure; several are small and stand side by side.
pub(super) fn figures(
    evidence: &Evidence<'_>,
    kpi: &Kpi,
    description: &str,
    style: Style,
) -> Result<Figures, ReportError> {
    let mut requests = if kpi.design == "comparison" {
        contrasts(evidence, kpi, description)
    } else {
        vec![main(evidence, kpi, description)]
    };
    let alone = requests.len() == 1;
    let mut groups = Vec::new();
    if evidence.is_full() {
        requests.extend(pair_by_pair(evidence, kpi));
        requests.extend(over_terms(evidence, kpi));
        groups = by_group(evidence, kpi);
    }
    if kpi.chart == "survival" {
        requests.append(&mut groups);
    }
    for (place, request) in requests.iter_mut().enumerate() {
        request.small = style != Style::Lead || place > 0 || !alone;
    }
    let mut shown = draw(evidence, kpi, requests)?;
    if let [only] = shown.as_mut_slice() {
        only.heading = None;
    }
    Ok(Figures { shown, by_group: draw(evidence, kpi, groups)? })
}

/// Draws the requests that have something to show.
pub(super) fn draw(
    evidence: &Evidence<'_>,
    kpi: &Kpi,
    requests: Vec<Request<'_>>,
) -> Result<Vec<Figure>, ReportError> {
    let drawn = requests.into_iter().map(|request| figure(evidence, Some(kpi), request));
    Ok(drawn.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

/// One drawing of a measure: term by term where it can be told so, else its own.
pub(super) fn over_time(
    evidence: &Evidence<'_>,
    kpi: &Kpi,
    description: &str,
) -> Result<Option<Figure>, ReportError> {
    let own = || match kpi.design.as_str() {
        "comparison" => contrasts(evidence, kpi, description).into_iter().next(),
        _ => Some(main(evidence, kpi, description)),
    };
    let Some(request) = over_terms(evidence, kpi).or_else(own) else { return Ok(None) };
    figure(evidence, Some(kpi), Request { heading: None, small: false, ..request })
}

fn title(evidence: &Evidence<'_>, kpi: &Kpi) -> String {
    evidence.names.heading.measure(&kpi.id)
}

/// How many stand behind the headline of a measure without subjects, and how many are missing.
fn counted(language: &Language, kpi: &Kpi, findings: &[&Finding]) -> Option<String> {
    let first = findings.first()?;
    if subjects(findings).len() > 1 || matches!(kpi.design.as_str(), "flow" | "amount") {
        return None;
    }
    let counted = language.counted(first.n?, &kpi.unit);
    Some(match first.n_missing.filter(|missing| *missing > 0) {
        Some(missing) => say!(language, "counted-left-out", counted = counted, n = missing),
        None => format!("{counted}."),
    })
}

/// The measure's own chart, about everyone; a trend takes the terms as well.
fn main<'a>(evidence: &'a Evidence<'_>, kpi: &'a Kpi, description: &str) -> Request<'a> {
    let headline = evidence.headline(kpi);
    let mut findings: Vec<&Finding> = if kpi.chart == "trend" {
        evidence.of(&kpi.id).iter().filter(|finding| finding.dimension == "all").collect()
    } else {
        evidence.overall(&kpi.id)
    };
    // The chart takes the first answer for the one that counts.
    findings.sort_by_key(|finding| Some(finding.answer.as_str()) != headline);
    let counted = counted(evidence.language(), kpi, &findings);
    let mut series = everyone(evidence, kpi);
    if kpi.chart == "trend" {
        series.extend(of_terms(evidence, kpi));
    }
    Request {
        chart: &kpi.chart,
        heading: None,
        title: title(evidence, kpi),
        description: description.to_owned(),
        findings,
        series,
        counted,
        small: false,
    }
}

fn everyone<'a>(evidence: &'a Evidence<'_>, kpi: &Kpi) -> Vec<&'a SeriesPoint> {
    let is_everyone = |point: &&&SeriesPoint| point.term_id == "all" && point.dimension == "all";
    evidence.series(&kpi.id).iter().filter(is_everyone).copied().collect()
}

/// What a line over the terms shows beside its values: breaks and control limits.
fn of_terms<'a>(evidence: &'a Evidence<'_>, kpi: &Kpi) -> Vec<&'a SeriesPoint> {
    let is_of_terms = |point: &&&SeriesPoint| point.term_id != "all" && point.dimension == "all";
    evidence.series(&kpi.id).iter().filter(is_of_terms).copied().collect()
}

/// One drawing per outcome and contrast, so that its rows share a unit and two sides.
fn contrasts<'a>(evidence: &'a Evidence<'_>, kpi: &'a Kpi, description: &str) -> Vec<Request<'a>> {
    let overall = evidence.overall(&kpi.id);
    let request = |findings: Vec<&'a Finding>| {
        let first = findings.first()?;
        let outcome = outcome_of(first.subject.as_deref().unwrap_or_default());
        let contrast = first.contrast.as_deref().unwrap_or_default();
        let sides = evidence.names.heading.contrast(contrast).to_lowercase();
        let heading = format!("{}: {sides}", evidence.names.subject_heading(outcome));
        Some(Request {
            chart: &kpi.chart,
            heading: Some(heading.clone()),
            title: heading,
            description: description.to_owned(),
            findings,
            series: Vec::new(),
            counted: None,
            small: true,
        })
    };
    sentences::quoted(&overall).into_iter().filter_map(request).collect()
}

/// The gap of every pair, subject by subject.
fn pair_by_pair<'a>(evidence: &'a Evidence<'_>, kpi: &'a Kpi) -> Vec<Request<'a>> {
    let overall = evidence.overall(&kpi.id);
    let points = everyone(evidence, kpi);
    let has_points = |subject: Option<&str>| {
        points
            .iter()
            .any(|point| point.series == "agreement" && point.subject.as_deref() == subject)
    };
    let request = |subject: Option<&str>| {
        let name = evidence.names.subject_heading(subject.unwrap_or_default());
        Request {
            chart: "bland_altman",
            heading: Some(name.clone()),
            title: format!("{}: {name}", title(evidence, kpi)),
            description: say!(evidence.language(), "gap-in-table"),
            findings: overall
                .iter()
                .copied()
                .filter(|finding| finding.subject.as_deref() == subject)
                .collect(),
            series: points.clone(),
            counted: None,
            small: true,
        }
    };
    subjects(&overall).into_iter().filter(|subject| has_points(*subject)).map(request).collect()
}

/// The headline over the terms, where the measure's own chart is not that already.
pub(super) fn over_terms<'a>(evidence: &'a Evidence<'_>, kpi: &'a Kpi) -> Option<Request<'a>> {
    let headline = evidence.headline(kpi)?;
    let findings: Vec<&Finding> = evidence
        .of(&kpi.id)
        .iter()
        .filter(|finding| finding.answer == headline && finding.dimension == "all")
        .collect();
    let mut terms: Vec<&str> = findings
        .iter()
        .filter(|finding| finding.term_id != "all" && finding.estimate.is_some())
        .map(|finding| finding.term_id.as_str())
        .collect();
    terms.sort_unstable();
    terms.dedup();
    let language = evidence.language();
    if kpi.chart == "trend" || terms.len() < 2 || subjects(&findings).len() > MOST_LINES {
        return None;
    }
    Some(Request {
        chart: "trend",
        heading: Some(say!(language, "term-by-term")),
        title: say!(language, "title-by-term", title = title(evidence, kpi)),
        description: say!(language, "values-by-term"),
        findings,
        series: of_terms(evidence, kpi),
        counted: None,
        small: true,
    })
}

/// The groups that the plan declared, where the chart shows groups well.
fn by_group<'a>(evidence: &'a Evidence<'_>, kpi: &'a Kpi) -> Vec<Request<'a>> {
    let Some(headline) = evidence.headline(kpi) else { return Vec::new() };
    let chart = match kpi.chart.as_str() {
        "survival" => "survival",
        "bars" | "trend" if subjects(&evidence.overall(&kpi.id)).len() == 1 => "bars",
        _ => return Vec::new(),
    };
    let primary = dimensions(evidence, kpi).into_iter().filter(|(_, is_primary)| *is_primary);
    let request = |dimension: &'a str| {
        let findings: Vec<&Finding> = evidence
            .of(&kpi.id)
            .iter()
            .filter(|one| one.term_id == "all")
            .filter(|one| one.dimension == dimension || (chart == "bars" && is_overall(one)))
            .filter(|one| chart == "survival" || one.answer == headline)
            .collect();
        let known = findings.iter().filter(|one| !is_overall(one) && one.estimate.is_some());
        let mut levels: Vec<&str> = known.map(|one| one.level.as_str()).collect();
        levels.sort_unstable();
        levels.dedup();
        // The table has what a drawing cannot hold.
        if !(1..=MOST_LEVELS).contains(&levels.len()) {
            return None;
        }
        let series: Vec<&SeriesPoint> = evidence
            .series(&kpi.id)
            .iter()
            .copied()
            .filter(|point| point.dimension == dimension && point.term_id == "all")
            .collect();
        let language = evidence.language();
        let name = evidence.names.dimension(dimension).to_lowercase();
        Some(Request {
            chart,
            heading: Some(say!(language, "by-group", group = &name)),
            title: say!(language, "title-by-group", title = title(evidence, kpi), group = &name),
            description: say!(language, "values-by-group"),
            findings,
            series,
            counted: None,
            small: true,
        })
    };
    primary.filter_map(|(dimension, _)| request(dimension)).collect()
}
