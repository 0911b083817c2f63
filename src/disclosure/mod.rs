//! Disclosure: findings → findings that may be published.
//!
//! **Takes** findings, series and the plan's smallest group. **Gives** the same records, with every number withheld that
//! rests on fewer people than the plan allows, and the reason in `suppressed`.
//!
//! **Invariants.** Nothing leaves this room that rests on 1 to `min_cell − 1` units. A share that only one or two units stand
//! for, or against, is withheld as well. A curve ends where fewer than `min_cell` are at risk. What is withheld is withheld
//! everywhere: estimate, interval, test, effect, counts, series. Of the parts of one whole (improved, maintained and declined; the answers
//! to a question) enough are withheld that the others do not tell what is missing.
//!
//! **Deliberately absent:** text, files, and complementary suppression (a hidden group can still be worked out from a total
//! and the other groups when it is the only hidden one; the report says so).
//!
//! **To add** a rule: a function here that gives the reason, called from [`protect`].

mod cells;
mod frozen;
mod gaps;
mod parts;
mod points;

pub use frozen::Published;

use crate::inference::{Finding, Findings};
use crate::plan::Privacy;

/// Smallest number of units that a share may stand on, or leave out, without pointing at them.
const FEWEST_BEHIND_A_SHARE: u64 = 3;

/// Withholds what rests on too few people.
pub fn protect(findings: Findings, privacy: &Privacy) -> Findings {
    let Findings { mut findings, mut series, absent } = findings;
    for finding in &mut findings {
        if let Some(reason) = cells::reason(finding, privacy.min_cell) {
            withhold(finding, reason);
        } else {
            cells::blur(finding, privacy.min_cell);
        }
    }
    for at in parts::exposing(&findings) {
        withhold(&mut findings[at], parts::REASON.to_owned());
    }
    for at in gaps::exposing(&findings, privacy.min_cell) {
        withhold(&mut findings[at], gaps::REASON.to_owned());
    }
    let hidden = cells::hidden_slices(&findings);
    points::protect(&mut series, &hidden, privacy.min_cell);
    points::hide_limits(&mut series, &findings);
    Findings { findings, series, absent }
}

fn withhold(finding: &mut Finding, reason: String) {
    let bare = Finding {
        measure: finding.measure.clone(),
        family: finding.family.clone(),
        subject: finding.subject.clone(),
        answer: finding.answer.clone(),
        contrast: finding.contrast.clone(),
        program_id: finding.program_id.clone(),
        term_id: finding.term_id.clone(),
        dimension: finding.dimension.clone(),
        level: finding.level.clone(),
        confidence: finding.confidence,
        unit: finding.unit.clone(),
        method: finding.method.clone(),
        target: finding.target,
        claim_level: finding.claim_level.clone(),
        suppressed: Some(reason),
        ..Finding::default()
    };
    *finding = bare;
}

#[cfg(test)]
mod tests;
