//! Steps of participants.

use crate::inference::SeriesPoint;
use crate::measures::Kpi;
use crate::report::evidence::Evidence;
use crate::report::language::say;

use super::Said;

/// The step before anybody is a mentee.
const APPLIED: &str = "referred or applied";

/// The steps of everyone, in order.
fn steps<'a>(evidence: &Evidence<'a>, measure: &str) -> Vec<&'a SeriesPoint> {
    let mut steps: Vec<&SeriesPoint> = evidence
        .series(measure)
        .iter()
        .copied()
        .filter(|point| {
            point.series == "flow" && point.term_id == "all" && point.dimension == "all"
        })
        .collect();
    steps.sort_by(|one, other| one.x.unwrap_or(0.0).total_cmp(&other.x.unwrap_or(0.0)));
    steps
}

/// How many took a step.
pub(in crate::report) fn at_stage(
    evidence: &Evidence<'_>,
    measure: &str,
    stage: &str,
) -> Option<u64> {
    steps(evidence, measure).iter().find(|step| step.label.as_deref() == Some(stage))?.n
}

/// What somebody at a step did.
fn words(evidence: &Evidence<'_>, stage: &str) -> String {
    let language = evidence.language();
    let unknown = || say!(language, "reached-step", step = evidence.names.word(stage));
    language.named("step", stage).unwrap_or_else(unknown)
}

pub(super) fn say(evidence: &Evidence<'_>, kpi: &Kpi) -> Vec<Said> {
    let steps = steps(evidence, &kpi.id);
    let Some((first, later)) = steps.split_first() else { return Vec::new() };
    let level = evidence.of(&kpi.id).first().map_or("L0", |finding| finding.claim_level.as_str());
    let Some(n) = first.n else { return Vec::new() };
    let is_applied = first.label.as_deref() == Some(APPLIED);
    let language = evidence.language();
    let unit = if is_applied { "person" } else { kpi.unit.as_str() };
    let begun = words(evidence, first.label.as_deref().unwrap_or_default());
    let counted = language.counted(n, unit);
    let parts: Vec<String> = later
        .iter()
        .filter_map(|step| {
            let n = step.n?;
            let words = words(evidence, step.label.as_deref().unwrap_or_default());
            if first.n == step.n {
                return Some(say!(language, "all-did", did = words));
            }
            let share = step.y.map(|share| format!(" ({})", language.in_hundred(share)));
            Some(format!("{}{} {words}", language.count(n), share.unwrap_or_default()))
        })
        .collect();
    let text = if parts.is_empty() {
        format!("{counted} {begun}.")
    } else {
        let list = language.list(&parts);
        say!(language, "steps-taken", counted = counted, begun = begun, list = list)
    };
    vec![Said { text, level: level.to_owned() }]
}
