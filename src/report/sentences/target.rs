//! A finding against its target.

use crate::inference::Finding;
use crate::plan::{Plan, Target};
use crate::report::format;

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
pub(in crate::report) fn target_value(target: Option<&Target>, finding: &Finding) -> String {
    let value = finding.target.map(|value| format::target(value, &finding.unit));
    let bound = if target.is_some_and(|target| target.at_most) { "at most" } else { "at least" };
    format!("{bound}\u{a0}{}", value.unwrap_or_default())
}

/// Sign, word and class of a status: the sign and the word carry it, the colour only repeats it.
pub(in crate::report) fn status(
    finding: &Finding,
) -> Option<(&'static str, &'static str, &'static str)> {
    finding.target?;
    Some(match finding.target_status.as_deref() {
        Some("met") => ("●", "met", "met"),
        Some("not_met") => ("○", "not met", "missed"),
        Some(_) => ("◐", "uncertain", "unsure"),
        None => ("–", "not known", "out"),
    })
}

/// How the target stands, as a sentence.
pub(super) fn status_sentence(plan: &Plan, finding: &Finding) -> Option<String> {
    let wanted = target_value(target_of(plan, finding), finding);
    finding.target?;
    Some(match finding.target_status.as_deref()? {
        "met" => format!("The target of {wanted} is met."),
        "not_met" => format!("The target of {wanted} is not met."),
        _ => format!("Whether the target of {wanted} is met is uncertain: the interval holds it."),
    })
}
