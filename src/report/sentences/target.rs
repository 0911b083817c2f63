//! A finding against its target.

use crate::inference::Finding;
use crate::plan::{Plan, Target};
use crate::report::evidence::Evidence;
use crate::report::language::{Language, say};

/// The plan's target for a finding.
pub(in crate::report) fn target_of<'p>(plan: &'p Plan, finding: &Finding) -> Option<&'p Target> {
    let value = finding.target?;
    plan.targets.iter().find(|target| {
        target.measure == finding.measure
            && target.answer.as_ref().is_none_or(|answer| *answer == finding.answer)
            && (target.subject.is_none() || target.subject == finding.subject)
            && (target.value - value).abs() < 1e-12
    })
}

/// `at least 70 %`.
pub(in crate::report) fn target_value(
    language: &Language,
    target: Option<&Target>,
    finding: &Finding,
) -> String {
    let value = finding.target.map(|value| language.target(value, &finding.unit));
    let value = value.unwrap_or_default();
    if target.is_some_and(|target| target.at_most) {
        say!(language, "at-most", value = value)
    } else {
        say!(language, "at-least", value = value)
    }
}

/// Sign, word and class of a status: the sign and the word carry it, the colour only repeats it.
pub(in crate::report) fn status(
    language: &Language,
    finding: &Finding,
) -> Option<(&'static str, String, &'static str)> {
    finding.target?;
    Some(match finding.target_status.as_deref() {
        Some("met") => ("●", say!(language, "met"), "met"),
        Some("not_met") => ("○", say!(language, "not-met"), "missed"),
        Some(_) => ("◐", say!(language, "uncertain"), "unsure"),
        None => ("–", say!(language, "not-known"), "out"),
    })
}

/// How the target stands, as a sentence.
pub(super) fn status_sentence(evidence: &Evidence<'_>, finding: &Finding) -> Option<String> {
    let language = evidence.language();
    let wanted = target_value(language, target_of(evidence.input.plan, finding), finding);
    finding.target?;
    Some(match finding.target_status.as_deref()? {
        "met" => say!(language, "target-met", wanted = wanted),
        "not_met" => say!(language, "target-not-met", wanted = wanted),
        _ => say!(language, "target-uncertain", wanted = wanted),
    })
}
