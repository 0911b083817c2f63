//! One number at one time: shares, means, scores, rates, reliability.

use crate::inference::Finding;
use crate::measures::Kpi;
use crate::plan::Plan;
use crate::report::evidence::Evidence;
use crate::report::format;
use crate::report::labels::{bare_title, noun};

use super::Said;
use super::direction::{Direction, direction};
use super::numbers::{amount, amount_and_interval, bracketed, size};
use super::phrases;
use super::target::status_sentence;

/// A sentence per subject about the headline answer, and its target.
pub(super) fn say(evidence: &Evidence<'_>, kpi: &Kpi, findings: &[&Finding]) -> Vec<Said> {
    let Some(headline) = evidence.headline(kpi) else { return Vec::new() };
    let mut said = Vec::new();
    for finding in findings.iter().filter(|finding| finding.answer == headline) {
        let mut text = sentence(evidence, kpi, finding);
        if let Some(target) = status_sentence(evidence.input.plan, finding) {
            text = format!("{text} {target}");
        }
        said.push(Said::new(&text, finding));
    }
    if let Some(promise) = promise(evidence, kpi)
        && let Some(last) = said.last_mut()
    {
        last.text = format!("{} {promise}", last.text);
    }
    said
}

fn sentence(evidence: &Evidence<'_>, kpi: &Kpi, finding: &Finding) -> String {
    let names = &evidence.names;
    let subject = finding.subject.as_deref().map(|id| names.subject(id));
    let Some((value, interval)) = amount_and_interval(finding) else {
        let about = subject.unwrap_or_else(|| bare_title(&kpi.title));
        return format!("{about}: {}.", super::absence(finding));
    };
    let value = format!("{value}{}", bracketed(&interval));
    if finding.answer == "top_box" {
        return top_box(evidence, kpi, finding, &value);
    }
    let scale = finding
        .subject
        .as_deref()
        .and_then(|id| names.heading.range(id))
        .map(|(low, high)| format!(", on a scale from {} to {}", whole(low), whole(high)));
    if let Some(sentence) = phrases::sentence(kpi, &finding.answer) {
        return pointing(sentence, finding)
            .replace("{size}", &size(finding))
            .replace("{value}", &value)
            .replace("{subject}", &subject.unwrap_or_default())
            .replace("{scale}", &scale.unwrap_or_default());
    }
    let title = bare_title(&kpi.title);
    let about = match &subject {
        Some(subject) => format!("{title}, {subject}"),
        None => title,
    };
    let of = finding.n.map(|n| format::counted(n, noun(&kpi.unit).one, noun(&kpi.unit).many));
    match (finding.answer.as_str(), of) {
        ("mean", Some(of)) => {
            format!("{about}: {value} on average{}, over {of}.", scale.unwrap_or_default())
        }
        ("median", Some(of)) => format!("{about}: half of {of} lie above {value}."),
        (_, Some(of)) => format!("{about}: {value}, of {of}."),
        (_, None) => format!("{about}: {value}."),
    }
}

/// Takes the first of two words for a number below 0, `{smaller|larger}`, and says when the number may as well be 0.
fn pointing(sentence: &str, finding: &Finding) -> String {
    let is_below = finding.estimate.is_some_and(|estimate| estimate < 0.0);
    let mut text = String::new();
    let mut has_words = false;
    for (at, part) in sentence.split('{').enumerate() {
        let words = part.split_once('}').filter(|(words, _)| at > 0 && words.contains('|'));
        if let Some(((below, above), rest)) =
            words.and_then(|(words, rest)| Some((words.split_once('|')?, rest)))
        {
            has_words = true;
            text.push_str(if is_below { below } else { above });
            text.push_str(rest);
        } else {
            text.push_str(if at > 0 { "{" } else { "" });
            text.push_str(part);
        }
    }
    let has_interval = finding.low.is_some() && finding.high.is_some();
    let by_chance = finding.p_value.is_some_and(|p| p > 1.0 - finding.confidence);
    if has_words && has_interval && direction(finding) == Direction::Unclear {
        text.push_str(" The interval holds 0, so there may be no difference.");
    } else if has_words && !has_interval && by_chance {
        text.push_str(" Chance alone may well bring such a difference.");
    }
    text
}

/// `82 in 100 (76 to 87) mentees answered “Satisfied” or “Very satisfied” to “…”.`
fn top_box(evidence: &Evidence<'_>, kpi: &Kpi, finding: &Finding, value: &str) -> String {
    let names = &evidence.names;
    let who = noun(&kpi.unit).many;
    let subject = finding.subject.as_deref().unwrap_or_default();
    let asked =
        finding.subject.as_deref().map_or(String::new(), |id| format!(" to {}", names.subject(id)));
    let from = kpi.keys.get("top_box").and_then(|from| from.parse::<f64>().ok());
    let labels = names.heading.answers.get(subject);
    let lowest = names.heading.range(subject).map(|(low, _)| low);
    let answers = labels.zip(from).zip(lowest).map(|((labels, from), low)| {
        let chosen =
            labels.iter().zip(0_u32..).filter(|(_, place)| low + f64::from(*place) >= from);
        chosen.map(|(label, _)| format!("“{label}”")).collect::<Vec<_>>().join(" or ")
    });
    match answers.filter(|answers| !answers.is_empty()) {
        Some(answers) => format!("{value} {who} answered {answers}{asked}."),
        None => format!("{value} {who} gave one of the top answers{asked}."),
    }
}

/// What pairs promised, beside what they did.
fn promise(evidence: &Evidence<'_>, kpi: &Kpi) -> Option<String> {
    let promised = plain(promised(evidence.input.plan, kpi)?);
    match kpi.id.as_str() {
        "meetings_per_month" => Some(format!("They promised {promised} a month.")),
        "hours_per_month" => Some(format!("They promised {promised} hours a month.")),
        _ => None,
    }
}

/// What a match promises, in the unit of a measure that counts just that.
pub(in crate::report) fn promised(plan: &Plan, kpi: &Kpi) -> Option<f64> {
    match kpi.id.as_str() {
        "meetings_per_month" => plan.commitment.meetings_per_month,
        "hours_per_month" | "hours_of_a_match" => Some(plan.commitment.minutes_per_month? / 60.0),
        _ => None,
    }
}

fn plain(value: f64) -> String {
    format::number(value, usize::from(value.fract().abs() > 1e-9))
}

fn whole(value: f64) -> String {
    plain(value)
}

/// Any finding without a wording of its own: what it is about, then its number.
pub(super) fn plainly(about: &str, finding: &Finding) -> String {
    format!("{about}: {}.", amount(finding))
}
