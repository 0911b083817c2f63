//! What the answers of the designs are called in a table.

use crate::inference::{ADJUSTED_GAP_TO_OTHERS, CHANGE_FROM_TERM_BEFORE, Finding, GAP_TO_OTHERS};
use crate::report::labels::{Names, capitalised, spaced};
use crate::report::language::say;

/// The name of an answer, and what is compared with what.
pub(in crate::report) fn answer_name(names: &Names, kpi_better: &str, finding: &Finding) -> String {
    let name = plain(names, kpi_better, &finding.answer);
    // A step or kind says by itself what was counted.
    if let ("reached" | "total", Some(kind)) = (finding.answer.as_str(), &finding.contrast) {
        return capitalised(&names.word(kind));
    }
    match finding.contrast.as_deref() {
        // Its row says which.
        Some(_)
            if [GAP_TO_OTHERS, ADJUSTED_GAP_TO_OTHERS, CHANGE_FROM_TERM_BEFORE]
                .contains(&finding.answer.as_str()) =>
        {
            name
        }
        Some(contrast) => format!("{name}: {}", names.heading.contrast(contrast).to_lowercase()),
        None => name,
    }
}

fn plain(names: &Names, better: &str, answer: &str) -> String {
    // Less is better: what rose did not improve.
    let turned = match (better, answer) {
        ("lower", "improved") => "declined",
        ("lower", "declined") => "improved",
        ("lower", "reliably_improved") => "reliably_declined",
        ("lower", "reliably_declined") => "reliably_improved",
        _ => answer,
    };
    let language = names.language();
    if let Some(name) = language.named("answer", turned) {
        return name;
    }
    let months = |day: &str| day.parse::<f64>().ok().map(|day| language.months(day.round()));
    if let Some(months) = answer.strip_prefix("survival_").and_then(months) {
        return say!(language, "answer-still-meeting", months = months);
    }
    if let Some(months) = answer.strip_prefix("rmst_difference_").and_then(months) {
        return say!(language, "answer-longer", months = months);
    }
    if let Some(months) = answer.strip_prefix("rmst_").and_then(months) {
        return say!(language, "answer-average-time", months = months);
    }
    if let Some((cause, day)) =
        answer.strip_prefix("incidence_").and_then(|rest| rest.rsplit_once('_'))
        && let Some(months) = months(day)
    {
        let cause = capitalised(&names.word(cause));
        return say!(language, "answer-ended-by", cause = cause, months = months);
    }
    if let Some(group) = answer.strip_prefix("hazard_ratio_") {
        let group = if language.is_english() { spaced(group) } else { names.word(group) };
        return say!(language, "answer-hazard-ratio-of", group = group);
    }
    if let Some(item) = answer.strip_prefix("item_rest_") {
        return say!(language, "answer-item-rest", item = names.subject(item));
    }
    if let Some(item) = answer.strip_prefix("alpha_if_deleted_") {
        return say!(language, "answer-alpha-without", item = names.subject(item));
    }
    capitalised(&spaced(answer))
}
