//! Mentor and mentee about the same thing.

use crate::inference::Finding;
use crate::report::evidence::{Evidence, answer, subjects};

use super::Said;
use super::direction::{Direction, direction};
use super::numbers::{amount_and_interval, bracketed, change, distance};
use super::single::plainly;

/// A sentence per subject, the largest gap first.
pub(super) fn say(evidence: &Evidence<'_>, findings: &[&Finding]) -> Vec<Said> {
    let mut gaps: Vec<&Finding> = subjects(findings)
        .into_iter()
        .filter_map(|subject| answer(findings, subject, "mean_gap"))
        .collect();
    let size = |gap: &Finding| gap.estimate.map_or(-1.0, f64::abs);
    gaps.sort_by(|one, other| size(other).total_cmp(&size(one)));
    gaps.into_iter().map(|gap| Said::new(&sentence(evidence, findings, gap), gap)).collect()
}

fn sentence(evidence: &Evidence<'_>, findings: &[&Finding], gap: &Finding) -> String {
    let subject = gap.subject.as_deref();
    let about =
        subject.map_or_else(|| "their expectations".to_owned(), |id| evidence.names.subject(id));
    let aligned = answer(findings, subject, "share_aligned").and_then(|share| {
        let (value, interval) = amount_and_interval(share)?;
        let tolerance = tolerance(share)?;
        let near = if tolerance == "0" {
            "the same answer".to_owned()
        } else {
            format!("answers at most {tolerance} apart")
        };
        Some(format!(" {value} matches gave {near}{}.", bracketed(&interval)))
    });
    let aligned = aligned.unwrap_or_default();
    match direction(gap) {
        Direction::Absent => plainly(&about, gap),
        Direction::Unclear => format!(
            "About {about}, the averages of mentors and mentees show no clear difference: {}.{aligned}",
            change(gap)
        ),
        Direction::Higher => format!(
            "About {about}, mentors’ answers are higher than mentees’ by {} on average.{aligned}",
            distance(gap)
        ),
        Direction::Lower => format!(
            "About {about}, mentors’ answers are lower than mentees’ by {} on average.{aligned}",
            distance(gap)
        ),
    }
}

/// `a gap of 1 or less counts as aligned` → `1`.
fn tolerance(share: &Finding) -> Option<String> {
    let notes = share.notes.as_deref()?;
    let note = notes.split(" · ").find_map(|note| note.strip_prefix("a gap of "))?;
    note.split(' ').next().map(str::to_owned)
}
