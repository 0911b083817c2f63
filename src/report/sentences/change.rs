//! The same people twice: a change is said, a reason is not.

use crate::inference::Finding;
use crate::measures::Kpi;
use crate::report::evidence::{Evidence, answer, subjects};
use crate::report::format;
use crate::report::labels::bare_title;

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
    let about = || kpi.keys.get("about").cloned().unwrap_or_else(|| bare_title(&kpi.title));
    subject.unwrap_or_else(about)
}

pub(super) fn say(evidence: &Evidence<'_>, kpi: &Kpi, findings: &[&Finding]) -> Vec<Said> {
    let mut said = Vec::new();
    for subject in subjects(findings) {
        let Some(finding) = headline(findings, subject) else { continue };
        let about = name(evidence, kpi, finding);
        let means =
            answer(findings, subject, "mean_before").zip(answer(findings, subject, "mean_after"));
        let what = if kpi.keys.get("values").is_some_and(|unit| unit == "share") {
            format!("the share with {about}")
        } else {
            format!("the average for {about}")
        };
        let mut text = sentence(&about, &what, finding, means);
        if direction(finding) != settled(finding) && !holds(finding) {
            text = format!(
                "{text} Among several tests of this kind, chance alone may well bring such a change."
            );
        }
        if let Some(target) = status_sentence(evidence.input.plan, finding) {
            text = format!("{text} {target}");
        }
        said.push(Said::new(&text, finding));
    }
    said
}

fn sentence(
    about: &str,
    average: &str,
    finding: &Finding,
    means: Option<(&Finding, &Finding)>,
) -> String {
    let way = direction(finding);
    if way == Direction::Absent {
        return plainly(about, finding);
    }
    let means = means.and_then(|(before, after)| {
        let both = format!("{} before, {} after", plain(before)?, plain(after)?);
        Some(both)
    });
    let n = finding.n.map(|n| format!("the {} with both values", format::count(n)));
    let among = match (means, n) {
        (Some(means), Some(n)) => format!(": {means}, among {n}"),
        (Some(means), None) => format!(": {means}"),
        (None, Some(n)) => format!(", among {n}"),
        (None, None) => String::new(),
    };
    match way {
        Direction::Higher if rung(finding) >= 2 => {
            format!("{average} was higher at follow-up by {}{among}.", distance(finding))
        }
        Direction::Lower if rung(finding) >= 2 => {
            format!("{average} was lower at follow-up by {}{among}.", distance(finding))
        }
        Direction::Unclear => {
            format!("{average} shows no clear change, {}{among}.", change(finding))
        }
        _ => format!("{average} differs between the two times by {}{among}.", change(finding)),
    }
}

/// A mean without its unit, which the change gives already.
fn plain(mean: &Finding) -> Option<String> {
    let value = mean.estimate?;
    Some(match mean.unit.as_str() {
        "share" => format::percent_fine(value),
        unit => format::value(value, unit),
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
    let quoted = |one: &&Finding| {
        let inside = change(one).replace(" (", ", ").replace(')', "");
        format!("{} ({inside})", name(evidence, kpi, one))
    };
    let clear = |wanted: Direction, word: &str| -> Option<String> {
        let names: Vec<String> = of(wanted).map(quoted).collect();
        (!names.is_empty()).then(|| {
            format!(
                "averages at follow-up were {word} than at baseline for {}",
                format::list(&names)
            )
        })
    };
    let unclear: Vec<String> = of(Direction::Unclear).map(|one| name(evidence, kpi, one)).collect();
    let no_change = (!unclear.is_empty())
        .then(|| format!("there is no clear change for {}", format::list(&unclear)));
    let higher = clear(Direction::Higher, "higher");
    let parts: Vec<String> =
        [higher, clear(Direction::Lower, "lower"), no_change].into_iter().flatten().collect();
    let first = changes.first()?;
    Some(Said::new(&format!("{}.", parts.join("; ")), first))
}
