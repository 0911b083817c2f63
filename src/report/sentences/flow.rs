//! Steps of participants.

use crate::inference::SeriesPoint;
use crate::measures::Kpi;
use crate::report::evidence::Evidence;
use crate::report::format;
use crate::report::labels::noun;

use super::Said;

/// The step before anybody is a mentee.
const APPLIED: &str = "referred or applied";

/// How our own steps stand in a sentence.
const STEPS: &[(&str, &str)] = &[
    (APPLIED, "were referred or applied"),
    ("eligible", "were eligible"),
    ("enrolled", "enrolled"),
    ("matched", "were matched with a mentor"),
    ("met at least once", "met at least once"),
    ("answered at baseline", "answered at baseline"),
    ("answered at baseline and follow-up", "answered both at baseline and at follow-up"),
];

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

fn words(evidence: &Evidence<'_>, stage: &str) -> String {
    let known = STEPS.iter().find(|(id, _)| *id == stage);
    known.map_or_else(
        || format!("reached “{}”", evidence.names.word(stage)),
        |(_, words)| (*words).to_owned(),
    )
}

pub(super) fn say(evidence: &Evidence<'_>, kpi: &Kpi) -> Vec<Said> {
    let steps = steps(evidence, &kpi.id);
    let Some((first, later)) = steps.split_first() else { return Vec::new() };
    let level = evidence.of(&kpi.id).first().map_or("L0", |finding| finding.claim_level.as_str());
    let Some(n) = first.n else { return Vec::new() };
    let is_applied = first.label.as_deref() == Some(APPLIED);
    let who = noun(if is_applied { "person" } else { &kpi.unit });
    let begun = words(evidence, first.label.as_deref().unwrap_or_default());
    let counted = format::counted(n, who.one, who.many);
    let parts: Vec<String> = later
        .iter()
        .filter_map(|step| {
            let n = step.n?;
            let words = words(evidence, step.label.as_deref().unwrap_or_default());
            if first.n == step.n {
                return Some(format!("all {words}"));
            }
            let share = step.y.map(|share| format!(" ({})", format::in_hundred(share)));
            Some(format!("{}{} {words}", format::count(n), share.unwrap_or_default()))
        })
        .collect();
    let text = if parts.is_empty() {
        format!("{counted} {begun}.")
    } else {
        format!("{counted} {begun}. Of these, {}.", format::list(&parts))
    };
    vec![Said { text, level: level.to_owned() }]
}
