//! How long matches last, and why they end.

use crate::inference::Finding;
use crate::measures::Kpi;
use crate::plan::DAYS_PER_MONTH;
use crate::report::evidence::Evidence;
use crate::report::format;
use crate::report::labels::{bare_title, noun};

use super::Said;
use super::numbers::{amount_and_interval, bracketed};
use super::single::{self, plainly};
use super::target::status_sentence;

/// Curves end where fewer are followed, as in the chart.
const FEWEST_FOLLOWED: u64 = 10;

/// Most reasons that are named in the text.
const MOST_REASONS: usize = 3;

pub(super) fn say(evidence: &Evidence<'_>, kpi: &Kpi, findings: &[&Finding]) -> Vec<Said> {
    let who = noun(&kpi.unit).many;
    if kpi.keys.contains_key("says") {
        return single::say(evidence, kpi, findings);
    }
    let mut said: Vec<Said> = Vec::new();
    if let Some(text) = lasting(evidence, findings, who) {
        said.push(text);
    }
    said.extend(mean_time(findings, who));
    said.extend(median(findings, who));
    said.extend(reasons(evidence, kpi, findings, who));
    if said.is_empty() {
        let title = bare_title(&kpi.title);
        said.extend(findings.first().map(|finding| Said::new(&plainly(&title, finding), finding)));
    }
    said
}

/// The day that an answer's name ends with.
fn day(finding: &Finding) -> Option<f64> {
    finding.answer.rsplit('_').next()?.parse().ok()
}

/// What a card says about a share that lasts: `matches still meeting after 12 months`.
pub(in crate::report) fn still_meeting(kpi: &Kpi, finding: &Finding) -> Option<String> {
    let months = format::months(finding.answer.strip_prefix("survival_")?.parse::<f64>().ok()?);
    Some(format!("{} still meeting after {months}", noun(&kpi.unit).many))
}

/// `after 12 months, 74 in 100 matches were still meeting (67 to 79)`.
fn lasting(evidence: &Evidence<'_>, findings: &[&Finding], who: &str) -> Option<Said> {
    let known: Vec<&Finding> = findings
        .iter()
        .copied()
        .filter(|finding| finding.answer.starts_with("survival_") && finding.estimate.is_some())
        .collect();
    let year = known.iter().find(|finding| finding.answer == "survival_365").or(known.last())?;
    let phrase = |finding: &Finding| {
        let (value, interval) = amount_and_interval(finding)?;
        let months = format::months(day(finding)?.round());
        Some(format!("after {months}, {value} {who} were still meeting{}", bracketed(&interval)))
    };
    let promised = evidence.input.plan.commitment.months.and_then(|months| {
        let days = months * DAYS_PER_MONTH;
        known.iter().find(|one| day(one).is_some_and(|day| (day - days).abs() < 8.0))
    });
    let mut text = phrase(year)?;
    if let Some(promised) = promised.filter(|one| one.answer != year.answer)
        && let Some((value, interval)) = amount_and_interval(promised)
    {
        let months = format::months(day(promised)?.round());
        text = format!(
            "{text}; after {months}, the time they promised, it was {value}{}",
            bracketed(&interval)
        );
    }
    let mut text = format!("{text}.");
    if let Some(target) = status_sentence(evidence.input.plan, year) {
        text = format!("{text} {target}");
    }
    Some(Said::new(&text, year))
}

fn mean_time(findings: &[&Finding], who: &str) -> Option<Said> {
    let finding = findings.iter().find(|finding| finding.answer.starts_with("rmst_"))?;
    let (value, interval) = amount_and_interval(finding)?;
    let of = format::months(day(finding)?.round());
    Some(Said::new(
        &format!("Of the first {of}, {who} lasted {value} on average{}.", bracketed(&interval)),
        finding,
    ))
}

fn median(findings: &[&Finding], who: &str) -> Option<Said> {
    let finding = findings.iter().find(|finding| finding.answer == "median_days")?;
    let text = match amount_and_interval(finding) {
        Some((value, interval)) => {
            format!("Half of the {who} lasted {value} or longer{}.", bracketed(&interval))
        }
        None if finding.suppressed.is_some() => return None,
        None => format!(
            "More than half of the {who} were still meeting when the data end, so a typical length cannot be given yet."
        ),
    };
    Some(Said::new(&text, finding))
}

/// The most frequent reasons for an end that was not planned.
fn reasons(evidence: &Evidence<'_>, kpi: &Kpi, findings: &[&Finding], who: &str) -> Vec<Said> {
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
    let Some(months) =
        known.first().and_then(|(finding, _)| day(finding)).map(|day| format::months(day.round()))
    else {
        return Vec::new();
    };
    let as_planned = known.iter().find(|(_, cause)| planned.contains(&cause.as_str()));
    let early: Vec<&(&Finding, String)> =
        known.iter().filter(|(_, cause)| !planned.contains(&cause.as_str())).collect();
    let mut said = Vec::new();
    let phrases: Vec<String> = early
        .iter()
        .take(MOST_REASONS)
        .filter_map(|(finding, cause)| {
            let (value, interval) = amount_and_interval(finding)?;
            Some(format!("{}, {value}{}", evidence.names.word(cause), bracketed(&interval)))
        })
        .collect();
    if let Some((first, _)) = early.first() {
        let lead = if early.len() > phrases.len() { "most frequent reasons" } else { "reasons" };
        said.push(Said::new(
            &format!(
                "By {months}, the {lead} for an end that was not planned were: {}.",
                phrases.join("; ")
            ),
            first,
        ));
    }
    if let Some((finding, _)) = as_planned
        && let Some((value, interval)) = amount_and_interval(finding)
    {
        said.push(Said::new(
            &format!(
                "{value} {who} had ended as planned by then{}, which is no failure.",
                bracketed(&interval)
            ),
            finding,
        ));
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
