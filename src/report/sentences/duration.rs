//! How long matches last, and why they end.

use crate::inference::Finding;
use crate::measures::Kpi;
use crate::plan::DAYS_PER_MONTH;
use crate::report::evidence::Evidence;
use crate::report::language::{Language, say};

use super::Said;
use super::numbers::{amount_and_interval, bracketed};
use super::single::{self, plainly};
use super::target::status_sentence;

/// Curves end where fewer are followed, as in the chart.
const FEWEST_FOLLOWED: u64 = 10;

/// Most reasons that are named in the text.
const MOST_REASONS: usize = 3;

pub(super) fn say(evidence: &Evidence<'_>, kpi: &Kpi, findings: &[&Finding]) -> Vec<Said> {
    if kpi.keys.contains_key("says") {
        return single::say(evidence, kpi, findings);
    }
    let language = evidence.language();
    let mut said: Vec<Said> = Vec::new();
    said.extend(lasting(evidence, findings, &language.units(&kpi.unit)));
    said.extend(mean_time(language, findings, &kpi.unit));
    said.extend(median(language, findings, &kpi.unit));
    // Where another measure of the edition is about the reasons, it says them.
    let is_said_elsewhere =
        evidence.shown().any(|other| other.id != kpi.id && other.chart == "incidence");
    if kpi.chart == "incidence" || !is_said_elsewhere {
        said.extend(reasons(evidence, kpi, findings));
    }
    if said.is_empty() {
        let title = evidence.names.title(kpi);
        let first = findings.first();
        said.extend(first.map(|finding| Said::new(&plainly(language, &title, finding), finding)));
    }
    said
}

/// The day that an answer's name ends with.
fn day(finding: &Finding) -> Option<f64> {
    finding.answer.rsplit('_').next()?.parse().ok()
}

/// What a card says about a share that lasts: `matches still meeting after 12 months`.
pub(in crate::report) fn still_meeting(
    language: &Language,
    kpi: &Kpi,
    finding: &Finding,
) -> Option<String> {
    let days = finding.answer.strip_prefix("survival_")?.parse::<f64>().ok()?;
    let (units, months) = (language.units(&kpi.unit), language.months(days));
    Some(say!(language, "still-meeting-after", units = units, months = months))
}

/// `after 12 months, 74 in 100 matches were still meeting (67 to 79)`.
fn lasting(evidence: &Evidence<'_>, findings: &[&Finding], who: &str) -> Option<Said> {
    let language = evidence.language();
    let known: Vec<&Finding> = findings
        .iter()
        .copied()
        .filter(|finding| finding.answer.starts_with("survival_") && finding.estimate.is_some())
        .collect();
    let year = known.iter().find(|finding| finding.answer == "survival_365").or(known.last())?;
    let promised = evidence.input.plan.commitment.months.and_then(|months| {
        let days = months * DAYS_PER_MONTH;
        known.iter().find(|one| day(one).is_some_and(|day| (day - days).abs() < 8.0))
    });
    let (value, interval) = amount_and_interval(language, year)?;
    let mut text = say!(
        language,
        "lasting",
        months = language.months(day(year)?.round()),
        value = value,
        units = who,
        interval = bracketed(&interval)
    );
    if let Some(promised) = promised.filter(|one| one.answer != year.answer)
        && let Some((value, interval)) = amount_and_interval(language, promised)
    {
        text = say!(
            language,
            "lasting-as-promised",
            text = text,
            months = language.months(day(promised)?.round()),
            value = value,
            interval = bracketed(&interval)
        );
    }
    let mut text = format!("{text}.");
    if let Some(target) = status_sentence(evidence, year) {
        text = format!("{text} {target}");
    }
    Some(Said::new(&text, year))
}

fn mean_time(language: &Language, findings: &[&Finding], unit: &str) -> Option<Said> {
    let finding = findings.iter().find(|finding| finding.answer.starts_with("rmst_"))?;
    let (value, interval) = amount_and_interval(language, finding)?;
    let text = say!(
        language,
        "mean-time",
        of = language.months(day(finding)?.round()),
        units = language.units(unit),
        the_units = language.the_units(unit),
        value = value,
        interval = bracketed(&interval)
    );
    Some(Said::new(&text, finding))
}

fn median(language: &Language, findings: &[&Finding], unit: &str) -> Option<Said> {
    let finding = findings.iter().find(|finding| finding.answer == "median_days")?;
    let who = language.the_units(unit);
    let text = match amount_and_interval(language, finding) {
        Some((value, interval)) => {
            let interval = bracketed(&interval);
            say!(language, "half-lasted", the_units = who, value = value, interval = interval)
        }
        None if finding.suppressed.is_some() => return None,
        None => say!(language, "more-than-half-meet", the_units = who),
    };
    Some(Said::new(&text, finding))
}

/// The most frequent reasons for an end that was not planned.
fn reasons(evidence: &Evidence<'_>, kpi: &Kpi, findings: &[&Finding]) -> Vec<Said> {
    let language = evidence.language();
    let planned: Vec<&str> =
        kpi.keys.get("planned").map_or("", String::as_str).split(',').map(str::trim).collect();
    let cause = |finding: &Finding| {
        let name = finding.answer.strip_prefix("incidence_")?;
        name.rsplit_once('_').map(|(cause, _)| cause.to_owned())
    };
    let from_curves = from_curves(evidence, kpi, findings);
    let is_known = |one: &&&Finding| one.estimate.is_some() && cause(one).is_some();
    let mut known: Vec<(&Finding, String)> = if findings.iter().any(|one| is_known(&one)) {
        findings
            .iter()
            .filter(is_known)
            .copied()
            .filter_map(|one| Some((one, cause(one)?)))
            .collect()
    } else {
        from_curves.iter().filter_map(|one| Some((one, cause(one)?))).collect()
    };
    known.sort_by(|one, other| {
        other
            .0
            .estimate
            .unwrap_or(0.0)
            .total_cmp(&one.0.estimate.unwrap_or(0.0))
            .then(one.1.cmp(&other.1))
    });
    let last_day = known.first().and_then(|(finding, _)| day(finding));
    let Some(months) = last_day.map(|day| language.months(day.round())) else { return Vec::new() };
    let as_planned = known.iter().find(|(_, cause)| planned.contains(&cause.as_str()));
    let early: Vec<&(&Finding, String)> =
        known.iter().filter(|(_, cause)| !planned.contains(&cause.as_str())).collect();
    let mut said = Vec::new();
    let phrases: Vec<String> = early
        .iter()
        .take(MOST_REASONS)
        .filter_map(|(finding, cause)| {
            let (value, interval) = amount_and_interval(language, finding)?;
            Some(format!("{}, {value}{}", evidence.names.word(cause), bracketed(&interval)))
        })
        .collect();
    if let Some((first, _)) = early.first() {
        let list = phrases.join("; ");
        let text = if early.len() > phrases.len() {
            say!(language, "most-frequent-reasons", months = months, list = list)
        } else {
            say!(language, "reasons", months = months, list = list)
        };
        said.push(Said::new(&text, first));
    }
    if let Some((finding, _)) = as_planned
        && let Some((value, interval)) = amount_and_interval(language, finding)
    {
        let text = say!(
            language,
            "ended-as-planned",
            value = value,
            units = language.units(&kpi.unit),
            interval = bracketed(&interval)
        );
        said.push(Said::new(&text, finding));
    }
    said
}

/// Shares by reason at the end of the curves, for a program that is too young for the measure's own day.
fn from_curves(evidence: &Evidence<'_>, kpi: &Kpi, findings: &[&Finding]) -> Vec<Finding> {
    let fewest = evidence.input.plan.privacy.min_cell.max(FEWEST_FOLLOWED);
    let Some(template) = findings.iter().find(|finding| finding.suppressed.is_none()) else {
        return Vec::new();
    };
    let points = evidence.series(&kpi.id).iter().filter(|point| {
        point.series == "incidence"
            && point.term_id == "all"
            && point.dimension == "all"
            && point.n.is_some_and(|n| n >= fewest)
    });
    let end = points.clone().filter_map(|point| point.x).fold(0.0, f64::max);
    // Points come in order of days, so the last one of a reason is what the curve ends with.
    let mut last = std::collections::BTreeMap::<&str, Finding>::new();
    for point in points {
        let Some(label) = point.label.as_deref() else { continue };
        let at_end = Finding {
            answer: format!("incidence_{label}_{end}"),
            estimate: point.y,
            low: point.low,
            high: point.high,
            unit: "share".to_owned(),
            claim_level: template.claim_level.clone(),
            ..Finding::default()
        };
        last.insert(label, at_end);
    }
    last.into_values().filter(|finding| finding.estimate.is_some()).collect()
}
