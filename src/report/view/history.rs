//! From run to run: what runs have published about everyone in the primary measures, each number in a small drawing.
//!
//! Invariant: nothing is shown that was not published, and no two runs between which a few people came or went: the
//! difference of their numbers would tell of those few.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::inference::{Finding, SeriesPoint};
use crate::measures::Kpi;
use crate::report::ReportError;
use crate::report::charts::{ChartData, Labels, Width, chart};
use crate::report::evidence::{Evidence, is_overall};
use crate::report::format::NOTHING;
use crate::report::language::{Language, say};
use crate::report::overview::Run;
use crate::report::sentences::value_and_interval;
use crate::report::theme::Theme;

use super::answers::answer_name;
use super::overview::primary;
use super::parts::{Figure, Group, Row, Table};

/// Subjects of a measure that have a drawing of their own.
const MOST_SUBJECTS: usize = 4;
/// Runs that a drawing has room for.
const MOST_RUNS: usize = 24;

/// The numbers of the runs that are kept.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct History {
    /// What is shown, and what is left out.
    intro: String,
    figures: Vec<Figure>,
    table: Table,
}

/// A number of a run.
struct Point<'a> {
    run: &'a Run,
    finding: Finding,
}

/// What a run keeps of itself: the headline of each primary measure about everyone, over all terms, as it is published. Of
/// curves, every time that is told: which one counts depends on how long the program has run.
pub(in crate::report) fn primary_numbers(evidence: &Evidence<'_>) -> Vec<Finding> {
    let mut numbers = Vec::new();
    for kpi in primary(evidence) {
        let headline = evidence.headline(kpi);
        let is_told = |finding: &&Finding| {
            is_number(finding)
                && (headline == Some(finding.answer.as_str())
                    || kpi.design == "duration" && finding.answer.starts_with("survival_"))
        };
        let own = evidence.input.findings.iter().filter(|finding| finding.measure == kpi.id);
        numbers.extend(own.filter(is_told).cloned());
    }
    numbers
}

/// A published number about everyone, over all terms.
fn is_number(finding: &Finding) -> bool {
    is_overall(finding)
        && finding.suppressed.is_none()
        && finding.estimate.is_some()
        && finding.n.is_some()
}

/// The drawings, where there are two runs that can stand side by side.
pub(super) fn history(
    evidence: &Evidence<'_>,
    runs: &[Run],
) -> Result<Option<History>, ReportError> {
    let this = runs.iter().position(|run| run.id == evidence.input.run.snapshot);
    let runs = this.map_or(&[][..], |place| &runs[place..]);
    let language = evidence.language();
    let (mut figures, mut groups) = (Vec::new(), Vec::new());
    for kpi in primary(evidence) {
        let headline = evidence.headline(kpi).unwrap_or_default();
        let now = evidence.overall(&kpi.id).into_iter();
        let now = now.filter(|finding| finding.answer == headline && is_number(finding));
        for finding in now.take(MOST_SUBJECTS) {
            let points = points(evidence, finding, runs);
            if points.len() > 1 {
                let name = name(evidence, kpi, finding);
                figures.extend(figure(evidence, kpi, &name, &points)?);
                groups.push(Group { name: Some(name), rows: rows(language, &points) });
            }
        }
    }
    if figures.is_empty() {
        return Ok(None);
    }
    let columns = vec![
        say!(language, "overview-run-head"),
        say!(language, "overview-as-of-head"),
        say!(language, "head-estimate"),
        say!(language, "head-interval"),
        "n".to_owned(),
    ];
    let fewest = fewest_apart(evidence);
    Ok(Some(History {
        intro: say!(language, "history-intro", n = fewest),
        figures,
        table: Table { caption: say!(language, "history-caption"), columns, groups },
    }))
}

/// The number of this run and those of earlier ones that can stand beside it, in order of time.
fn points<'r>(evidence: &Evidence<'_>, now: &Finding, runs: &'r [Run]) -> Vec<Point<'r>> {
    let fewest = fewest_apart(evidence);
    let mut points: Vec<Point<'r>> = Vec::new();
    for (place, run) in runs.iter().enumerate() {
        let is_same = |before: &&Finding| key(before) == key(now) && is_number(before);
        let found = if place == 0 {
            Some(now.clone())
        } else {
            let before = run.published.iter().find(is_same);
            before.map(|before| Finding { unit: evidence.names.unit(before), ..before.clone() })
        };
        let Some(finding) = found.filter(|finding| finding.n >= Some(least(evidence))) else {
            continue;
        };
        let is_apart = points.iter().all(|other| are_apart(&other.finding, &finding, fewest));
        if is_apart && points.len() < MOST_RUNS {
            points.push(Point { run, finding });
        }
    }
    points.reverse();
    points
}

/// What is the same number of another run.
fn key(finding: &Finding) -> (&str, Option<&str>, &str, Option<&str>) {
    let Finding { measure, subject, answer, contrast, .. } = finding;
    (measure, subject.as_deref(), answer, contrast.as_deref())
}

/// Fewest by whom two runs differ that are shown both.
fn fewest_apart(evidence: &Evidence<'_>) -> u64 {
    let privacy = &evidence.input.plan.privacy;
    privacy.min_cell.max(privacy.min_change)
}

fn least(evidence: &Evidence<'_>) -> u64 {
    evidence.input.plan.privacy.min_cell
}

/// As many as before, or more or fewer by enough.
fn are_apart(one: &Finding, other: &Finding, fewest: u64) -> bool {
    let both = one.n.zip(other.n);
    both.is_some_and(|(one, other)| one == other || one.abs_diff(other) >= fewest)
}

/// `Skill growth: belief in themselves, average change`.
fn name(evidence: &Evidence<'_>, kpi: &Kpi, finding: &Finding) -> String {
    let names = &evidence.names;
    let answer = answer_name(names, names.better(kpi, finding.subject.as_deref()), finding);
    let subject = finding.subject.as_deref().map(|id| names.subject(id));
    let about: Vec<String> = subject.into_iter().chain([answer.to_lowercase()]).collect();
    format!("{}: {}", names.title(kpi), about.join(", "))
}

/// A small drawing: a place for each run, the interval upright, a gap where the definition changed.
fn figure(
    evidence: &Evidence<'_>,
    kpi: &Kpi,
    name: &str,
    points: &[Point<'_>],
) -> Result<Option<Figure>, ReportError> {
    let language = evidence.language();
    let Some(chart) = chart("trend") else { return Ok(None) };
    let in_run = |point: &Point<'_>| Finding {
        term_id: point.run.number.to_string(),
        ..point.finding.clone()
    };
    let findings: Vec<Finding> = points.iter().map(in_run).collect();
    let breaks = breaks(language, kpi, points);
    let labels = Labels {
        terms: points
            .iter()
            .zip(titles(language, points))
            .map(|(point, title)| (point.run.number.to_string(), title))
            .collect(),
        ..evidence.names.heading.clone()
    };
    let description = description(language, name, points);
    let data = ChartData {
        title: name,
        description: &description,
        kpi: Some(kpi),
        findings: findings.iter().collect(),
        series: breaks.iter().collect(),
        labels: &labels,
        commitment_days: None,
        promised: None,
        min_at_risk: least(evidence),
    };
    let drawn = (chart.draw)(&data, &Theme::default(), Width::Narrow)
        .map_err(|source| ReportError::Chart { chart: chart.name, source })?;
    Ok(drawn.map(|drawn| Figure {
        heading: Some(name.to_owned()),
        wide: None,
        narrow: drawn.svg,
        caption: drawn.caption.unwrap_or_default(),
    }))
}

/// Days where each run has its own, else the numbers of the runs.
fn titles(language: &Language, points: &[Point<'_>]) -> Vec<String> {
    let days: BTreeSet<&str> = points.iter().map(|point| point.run.as_of.as_str()).collect();
    let title = |point: &Point<'_>| {
        if days.len() == points.len() {
            language.short_date(&point.run.as_of)
        } else {
            say!(language, "run-number", number = point.run.number.to_string())
        }
    };
    points.iter().map(title).collect()
}

/// Runs that count by another definition than the one before.
fn breaks(language: &Language, kpi: &Kpi, points: &[Point<'_>]) -> Vec<SeriesPoint> {
    let definition = |point: &Point<'_>| point.run.definitions.get(&kpi.id).cloned();
    let changed = points.windows(2).filter(|two| definition(&two[0]) != definition(&two[1]));
    changed
        .map(|two| SeriesPoint {
            measure: kpi.id.clone(),
            subject: two[1].finding.subject.clone(),
            term_id: two[1].run.number.to_string(),
            dimension: "all".to_owned(),
            level: "all".to_owned(),
            series: "break".to_owned(),
            label: Some(say!(language, "history-redefined")),
            ..SeriesPoint::default()
        })
        .collect()
}

/// The drawing in a sentence: where it began and where it is now.
fn description(language: &Language, name: &str, points: &[Point<'_>]) -> String {
    let told = |point: Option<&Point<'_>>| {
        let Some(point) = point else { return (String::new(), String::new()) };
        let (value, interval) = value_and_interval(language, &point.finding).unwrap_or_default();
        let number = say!(language, "run-number", number = point.run.number.to_string());
        (if interval.is_empty() { value } else { format!("{value} ({interval})") }, number)
    };
    let ((first, from), (last, to)) = (told(points.first()), told(points.last()));
    let runs = points.len();
    say!(
        language,
        "history-say",
        name = name,
        first = first,
        from = from,
        last = last,
        to = to,
        runs = runs
    )
}

/// A row for each run, the latest first.
fn rows(language: &Language, points: &[Point<'_>]) -> Vec<Row> {
    let row = |point: &Point<'_>| {
        let (value, interval) = value_and_interval(language, &point.finding).unwrap_or_default();
        Row {
            head: say!(language, "overview-run", number = point.run.number.to_string()),
            cells: vec![
                language.iso(&point.run.as_of),
                value,
                if interval.is_empty() { NOTHING.to_owned() } else { interval },
                point.finding.n.map_or(NOTHING.to_owned(), |n| language.count(n)),
            ],
            ..Row::default()
        }
    };
    points.iter().rev().map(row).collect()
}
