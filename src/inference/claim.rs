//! The claim ladder: how much a measure's design, as it turned out, permits to say.

use super::Reply;
use super::standards::attrition::INSIDE_CAUTIOUS;
use crate::measures::Kpi;
use crate::plan::EvaluationDesign;

/// The rung for one slice, `L0` to `L5`: never above the measure's own, and for a comparison never above what drawing lots,
/// attrition and likeness at the start support.
///
/// - `L3`: groups are compared that were not alike at the start, or nobody can tell.
/// - `L4`: they were alike within 0.25 standard deviations, and what was left is adjusted for.
/// - `L5`: lots were drawn, and no arm lost more people than the cautious boundary allows.
pub(super) fn level(kpi: &Kpi, design: EvaluationDesign, reply: &Reply) -> &'static str {
    let highest = rung(&kpi.claim);
    if kpi.design != "comparison" {
        return name(highest);
    }
    let supported = match design {
        EvaluationDesign::Randomised if few_lost(reply) => 5,
        // Where much was lost, the lots no longer vouch for likeness.
        EvaluationDesign::Randomised | EvaluationDesign::Comparison if alike(reply) => 4,
        _ => 3,
    };
    name(highest.min(supported))
}

const NAMES: [&str; 6] = ["L0", "L1", "L2", "L3", "L4", "L5"];

fn rung(claim: &str) -> usize {
    NAMES.iter().position(|name| *name == claim).unwrap_or(0)
}

fn name(rung: usize) -> &'static str {
    NAMES[rung.min(NAMES.len() - 1)]
}

/// Every arm within 0.25 standard deviations of the reference at the start, among those who are analysed.
fn alike(reply: &Reply) -> bool {
    let mut apart =
        reply.answers.iter().filter(|answer| answer.answer == "baseline_difference").peekable();
    apart.peek().is_some()
        && apart.all(|answer| {
            answer.estimate.is_some_and(|g| {
                super::Equivalence::of(g.value) != super::Equivalence::NotSatisfied
            })
        })
}

/// Every arm's attrition inside the cautious boundary.
fn few_lost(reply: &Reply) -> bool {
    let mut lost = reply.answers.iter().filter(|answer| answer.answer == "attrition").peekable();
    lost.peek().is_some()
        && lost.all(|answer| answer.notes.iter().any(|note| note == INSIDE_CAUTIOUS))
}
