//! The same people twice: a change is said, a reason is not.

use crate::inference::Finding;
use crate::measures::Kpi;
use crate::report::evidence::{Evidence, answer, subjects};
use crate::report::format;
use crate::report::labels::bare_title;

use super::Said;
use super::direction::{Direction, direction};
use super::numbers::{amount_and_interval, change, distance};
use super::single::plainly;
use super::target::status_sentence;

/// Answers that may be the measure's headline.
const HEADLINES: [&str; 2] = ["mean_change", "wilcoxon"];

/// The change of a subject: the headline of the measure.
fn headline<'f>(findings: &[&'f Finding], subject: Option<&str>) -> Option<&'f Finding> {
    let is_headline = |finding: &&&'f Finding| {
        finding.subject.as_deref() == subject && HEADLINES.contains(&finding.answer.as_str())
    };
    findings.iter().find(is_headline).copied()
}

fn name(evidence: &Evidence<'_>, kpi: &Kpi, finding: &Finding) -> String {
    let subject = finding.subject.as_deref().map(|id| evidence.names.subject(id));
    subject.unwrap_or_else(|| bare_title(&kpi.title))
}

pub(super) fn say(evidence: &Evidence<'_>, kpi: &Kpi, findings: &[&Finding]) -> Vec<Said> {
    let mut said = Vec::new();
    for subject in subjects(findings) {
        let Some(finding) = headline(findings, subject) else { continue };
        let about = name(evidence, kpi, finding);
        let means =
            answer(findings, subject, "mean_before").zip(answer(findings, subject, "mean_after"));
        let mut text = sentence(&about, finding, means);
        if let Some(target) = status_sentence(evidence.input.plan, finding) {
            text = format!("{text} {target}");
        }
        said.push(Said::new(text, finding));
    }
    said
}

fn sentence(about: &str, finding: &Finding, means: Option<(&Finding, &Finding)>) -> String {
    let means = means.and_then(|(before, after)| {
        Some((amount_and_interval(before)?.0, amount_and_interval(after)?.0))
    });
    let from_to = means
        .map_or(String::new(), |(before, after)| format!(", from {before} to {after} on average"));
    let n = finding.n.map(format::count).unwrap_or_default();
    match direction(finding) {
        Direction::Absent => plainly(about, finding),
        Direction::Unclear => {
            format!(
                "{about} shows no clear change: {}{from_to}, among the {n} with both values.",
                change(finding)
            )
        }
        _ if rung(finding) < 2 => {
            format!(
                "{about} at the two times: {}{from_to}, among the {n} with both values.",
                change(finding)
            )
        }
        higher_or_lower => {
            let word = if higher_or_lower == Direction::Higher { "higher" } else { "lower" };
            format!(
                "{about} was {word} at follow-up by {}{from_to}, among the {n} with both values.",
                distance(finding)
            )
        }
    }
}

/// The number of a claim level.
pub(super) fn rung(finding: &Finding) -> u8 {
    finding.claim_level.trim_start_matches('L').parse().unwrap_or(0)
}

/// What was clearly higher or lower, with its number, and what shows no clear change.
pub(super) fn in_short(evidence: &Evidence<'_>, kpi: &Kpi, findings: &[&Finding]) -> Option<Said> {
    let changes: Vec<&Finding> = subjects(findings)
        .into_iter()
        .filter_map(|subject| headline(findings, subject))
        .filter(|finding| finding.estimate.is_some())
        .collect();
    let of = |wanted: Direction| changes.iter().filter(move |one| direction(one) == wanted);
    let named = |one: &&&Finding| {
        format!(
            "{} ({})",
            name(evidence, kpi, one),
            change(one).replace(" (", ", ").replace(')', "")
        )
    };
    let clear = |wanted: Direction, word: &str| -> Option<String> {
        let names: Vec<String> = of(wanted).map(|one| named(&one)).collect();
        let verb = if names.len() == 1 { "was" } else { "were" };
        (!names.is_empty()).then(|| {
            format!("{} {verb} {word} at follow-up than at baseline", format::list(&names))
        })
    };
    let unclear: Vec<String> = of(Direction::Unclear).map(|one| name(evidence, kpi, one)).collect();
    let no_change = (!unclear.is_empty()).then(|| {
        let verb = if unclear.len() == 1 { "shows" } else { "show" };
        format!("{} {verb} no clear change", format::list(&unclear))
    });
    let parts: Vec<String> =
        [clear(Direction::Higher, "higher"), clear(Direction::Lower, "lower"), no_change]
            .into_iter()
            .flatten()
            .collect();
    let first = changes.first()?;
    Some(Said::new(format!("{}.", parts.join("; ")), first))
}
