//! One number at one time: shares, means, scores, rates, reliability.

use crate::inference::Finding;
use crate::measures::Kpi;
use crate::plan::Plan;
use crate::report::evidence::Evidence;
use crate::report::language::{Language, say};

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
        if let Some(target) = status_sentence(evidence, finding) {
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
    let (names, language) = (&evidence.names, evidence.language());
    let subject = finding.subject.as_deref().map(|id| names.subject(id));
    let Some((value, interval)) = amount_and_interval(language, finding) else {
        let about = subject.unwrap_or_else(|| names.title(kpi));
        return say!(
            language,
            "plainly",
            about = about,
            amount = super::absence(language, finding)
        );
    };
    let value = format!("{value}{}", bracketed(&interval));
    if finding.answer == "top_box" {
        return top_box(evidence, kpi, finding, &value);
    }
    let scale = finding
        .subject
        .as_deref()
        .and_then(|id| names.heading.range(id))
        .map(|(low, high)| {
            let (low, high) = (plain(language, low), plain(language, high));
            say!(language, "on-scale", low = low, high = high)
        })
        .unwrap_or_default();
    if let Some(sentence) = phrases::sentence(kpi, &finding.answer) {
        return pointing(language, sentence, finding)
            .replace("{size}", &size(language, finding))
            .replace("{value}", &value)
            .replace("{subject}", &subject.unwrap_or_default())
            .replace("{scale}", &scale);
    }
    let title = names.title(kpi);
    let about = match &subject {
        Some(subject) => format!("{title}, {subject}"),
        None => title,
    };
    let of = finding.n.map(|n| language.counted(n, &kpi.unit));
    match (finding.answer.as_str(), of) {
        ("mean", Some(of)) => {
            say!(language, "mean-over", about = about, value = value, scale = scale, of = of)
        }
        ("median", Some(of)) => say!(language, "median-of", about = about, value = value, of = of),
        (_, Some(of)) => say!(language, "amount-of", about = about, value = value, of = of),
        (_, None) => say!(language, "plainly", about = about, amount = value),
    }
}

/// Takes the first of two words for a number below 0, `{smaller|larger}`, and says when the number may as well be 0.
fn pointing(language: &Language, sentence: &str, finding: &Finding) -> String {
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
        text = format!("{text} {}", say!(language, "interval-holds-zero"));
    } else if has_words && !has_interval && by_chance {
        text = format!("{text} {}", say!(language, "chance-alone"));
    }
    text
}

/// `82 in 100 (76 to 87) of the mentees answered “Satisfied” or “Very satisfied” to “…”.`
fn top_box(evidence: &Evidence<'_>, kpi: &Kpi, finding: &Finding, value: &str) -> String {
    let (names, language) = (&evidence.names, evidence.language());
    let (units, the_units) = (language.units(&kpi.unit), language.the_units(&kpi.unit));
    let asked = finding.subject.as_deref().map(|id| names.subject(id));
    let subject = finding.subject.as_deref().unwrap_or_default();
    let from = kpi.keys.get("top_box").and_then(|from| from.parse::<f64>().ok());
    let labels = names.heading.answers.get(subject);
    let lowest = names.heading.range(subject).map(|(low, _)| low);
    let answers = labels.zip(from).zip(lowest).and_then(|((labels, from), low)| {
        let chosen =
            labels.iter().zip(0_u32..).filter(|(_, place)| low + f64::from(*place) >= from);
        let quoted = chosen.map(|(label, _)| say!(language, "quoted", text = label));
        quoted.reduce(|first, last| say!(language, "either", first = first, last = last))
    });
    match (answers, asked) {
        (Some(answers), Some(asked)) => say!(
            language,
            "top-box-answered-to",
            value = value,
            units = units,
            the_units = the_units,
            answers = answers,
            subject = asked
        ),
        (Some(answers), None) => say!(
            language,
            "top-box-answered",
            value = value,
            units = units,
            the_units = the_units,
            answers = answers
        ),
        (None, Some(asked)) => say!(
            language,
            "top-box-top-to",
            value = value,
            units = units,
            the_units = the_units,
            subject = asked
        ),
        (None, None) => {
            say!(language, "top-box-top", value = value, units = units, the_units = the_units)
        }
    }
}

/// What pairs promised, beside what they did.
fn promise(evidence: &Evidence<'_>, kpi: &Kpi) -> Option<String> {
    let language = evidence.language();
    let promised = plain(language, promised(evidence.input.plan, kpi)?);
    match kpi.id.as_str() {
        "meetings_per_month" => Some(say!(language, "promised-meetings", number = promised)),
        "hours_per_month" => Some(say!(language, "promised-hours", number = promised)),
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

fn plain(language: &Language, value: f64) -> String {
    language.number(value, usize::from(value.fract().abs() > 1e-9))
}

/// Any finding without a wording of its own: what it is about, then its number.
pub(super) fn plainly(language: &Language, about: &str, finding: &Finding) -> String {
    say!(language, "plainly", about = about, amount = amount(language, finding))
}
