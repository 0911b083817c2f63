//! The same people twice: a change is said, a reason is not.

use crate::inference::Finding;
use crate::measures::Kpi;
use crate::report::evidence::{Evidence, answer, subjects};
use crate::report::labels::capitalised;
use crate::report::language::{Language, say};

use super::Said;
use super::direction::{Direction, direction, holds, settled};
use super::numbers::{change, distance};
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
    let about = || kpi.keys.get("about").cloned().unwrap_or_else(|| evidence.names.title(kpi));
    subject.unwrap_or_else(about)
}

pub(super) fn say(evidence: &Evidence<'_>, kpi: &Kpi, findings: &[&Finding]) -> Vec<Said> {
    let language = evidence.language();
    let mut said = Vec::new();
    for subject in subjects(findings) {
        let Some(finding) = headline(findings, subject) else { continue };
        let about = name(evidence, kpi, finding);
        let means =
            answer(findings, subject, "mean_before").zip(answer(findings, subject, "mean_after"));
        let what = if kpi.keys.get("values").is_some_and(|unit| unit == "share") {
            say!(language, "share-with", about = &about)
        } else {
            say!(language, "average-for", about = &about)
        };
        let mut text = sentence(language, &about, &what, finding, means);
        if direction(finding) != settled(finding) && !holds(finding) {
            text = format!("{text} {}", say!(language, "change-among-tests"));
        }
        if let Some(target) = status_sentence(evidence, finding) {
            text = format!("{text} {target}");
        }
        said.push(Said::new(&text, finding));
    }
    said
}

fn sentence(
    language: &Language,
    about: &str,
    average: &str,
    finding: &Finding,
    means: Option<(&Finding, &Finding)>,
) -> String {
    let way = direction(finding);
    if way == Direction::Absent {
        return plainly(language, about, finding);
    }
    let means =
        means.and_then(|(before, after)| Some((plain(language, before)?, plain(language, after)?)));
    let among = match (means, finding.n) {
        (Some((before, after)), Some(n)) => {
            say!(language, "change-means-among", before = before, after = after, n = n)
        }
        (Some((before, after)), None) => {
            say!(language, "change-means", before = before, after = after)
        }
        (None, Some(n)) => say!(language, "change-among", n = n),
        (None, None) => String::new(),
    };
    match way {
        Direction::Higher if rung(finding) >= 2 => say!(
            language,
            "change-higher",
            average = average,
            distance = distance(language, finding),
            among = among
        ),
        Direction::Lower if rung(finding) >= 2 => say!(
            language,
            "change-lower",
            average = average,
            distance = distance(language, finding),
            among = among
        ),
        Direction::Unclear => say!(
            language,
            "change-unclear",
            average = average,
            change = change(language, finding),
            among = among
        ),
        _ => say!(
            language,
            "change-differs",
            average = average,
            change = change(language, finding),
            among = among
        ),
    }
}

/// A mean without its unit, which the change gives already.
fn plain(language: &Language, mean: &Finding) -> Option<String> {
    let value = mean.estimate?;
    Some(match mean.unit.as_str() {
        "share" => language.percent_fine(value),
        unit => language.value(value, unit),
    })
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
    let of = |wanted: Direction| changes.iter().filter(move |one| settled(one) == wanted);
    let language = evidence.language();
    let quoted = |one: &&Finding| {
        let inside = change(language, one).replace(" (", ", ").replace(')', "");
        format!("{} ({inside})", name(evidence, kpi, one))
    };
    let clear = |wanted: Direction| -> Option<String> {
        let names: Vec<String> = of(wanted).map(quoted).collect();
        (!names.is_empty()).then(|| language.list(&names))
    };
    let unclear: Vec<String> = of(Direction::Unclear).map(|one| name(evidence, kpi, one)).collect();
    let higher =
        clear(Direction::Higher).map(|list| say!(language, "change-short-higher", list = list));
    let lower =
        clear(Direction::Lower).map(|list| say!(language, "change-short-lower", list = list));
    let no_change = (!unclear.is_empty())
        .then(|| say!(language, "change-short-unclear", list = language.list(&unclear)));
    let parts = [higher, lower, no_change].into_iter().flatten();
    let parts: Vec<String> = parts.map(|part| format!("{}.", capitalised(&part))).collect();
    Some(Said::new(&parts.join(" "), changes.first()?))
}
