//! Slices against one another: each level of a segment against all others, each term against the one before.
//!
//! Frequency tables add, so the others of a level are the sum of the other levels' tables. A change compared between levels is
//! the test of group by time: no level is said to gain more without it. Units that share a mentor, where the measure names
//! one, are not taken as independent. What two terms count in different ways is not compared.

mod adjusted;
mod compared;
mod lasting;
#[cfg(test)]
mod tests;

use super::design::Numbering;
use super::finding::Answer;
use super::terms::Timeline;
use super::{InferenceError, Settings};
use crate::machine;
use crate::measures::{Kpi, Slice};
use compared::{Side, What};

/// A level against the sum of all others.
pub const GAP_TO_OTHERS: &str = "gap_to_others";
/// The same between units that are alike in what the plan or the design adjusts for.
pub const ADJUSTED_GAP_TO_OTHERS: &str = "adjusted_gap_to_others";
/// A term against the one before.
pub const CHANGE_FROM_TERM_BEFORE: &str = "change_from_term_before";

/// The side that is asked about, in a model of both.
const OWN: &str = "own";

/// An answer and the slice that it is about.
pub(super) type Placed<'s> = (&'s Slice, Answer);

/// Gaps and steps of a measure, in the order of its slices.
pub(super) fn between<'s>(
    kpi: &Kpi,
    slices: &'s [Slice],
    settings: &Settings,
    timeline: &Timeline<'_>,
) -> Result<Vec<Placed<'s>>, InferenceError> {
    let Some(what) = What::of(kpi, slices, settings)? else { return Ok(Vec::new()) };
    let mut numbering = Numbering::default();
    let sides: Vec<Side<'_>> =
        slices.iter().map(|slice| what.side(slice, &mut numbering)).collect();
    // A measure of many levels whose units share mentors takes longest of all: its levels are looked at side by side.
    let all = machine::all(slices.len(), |at| of_slice(&what, &sides, at, settings, timeline));
    let all = all.into_iter().collect::<Result<Vec<_>, _>>()?;
    let placed = slices.iter().zip(all);
    Ok(placed.flat_map(|(slice, own)| own.into_iter().map(move |one| (slice, one))).collect())
}

/// The gaps of a level, or the step of a term; nothing for everyone.
fn of_slice(
    what: &What,
    sides: &[Side<'_>],
    at: usize,
    settings: &Settings,
    timeline: &Timeline<'_>,
) -> Result<Vec<Answer>, InferenceError> {
    let side = &sides[at];
    let slice = side.slice;
    if slice.dimension != "all" {
        let others: Vec<&Side<'_>> = sides
            .iter()
            .enumerate()
            .filter(|(other, one)| *other != at && is_beside(one.slice, slice))
            .map(|(_, one)| one)
            .collect();
        if others.is_empty() {
            return Ok(Vec::new());
        }
        let contrast = format!("{} vs others", slice.level);
        let gap = what.difference(GAP_TO_OTHERS, &contrast, side, &others, settings.level)?;
        let adjusted = adjusted::gap(what, &contrast, side, &others, settings.level)?;
        return Ok([gap].into_iter().chain(adjusted).collect());
    }
    if slice.term_id == "all" {
        return Ok(Vec::new());
    }
    let before = term_before(slice, sides.iter().map(|one| one.slice), timeline);
    let before = before.and_then(|before| sides.iter().find(|one| std::ptr::eq(one.slice, before)));
    before.map(|before| step(what, side, before, settings, timeline)).into_iter().collect()
}

fn step(
    what: &What,
    side: &Side<'_>,
    earlier: &Side<'_>,
    settings: &Settings,
    timeline: &Timeline<'_>,
) -> Result<Answer, InferenceError> {
    let (slice, before) = (side.slice, earlier.slice);
    let contrast = format!("{} vs {}", slice.term_id, before.term_id);
    let name = CHANGE_FROM_TERM_BEFORE;
    if let Some(reason) = timeline.broken(slice.subject.as_deref(), &before.term_id, &slice.term_id)
    {
        return Ok(what.not_compared(name, &contrast, side, earlier, &reason));
    }
    let mut step = what.difference(name, &contrast, side, &[earlier], settings.level)?;
    if step.estimate.is_some() {
        // The ids that would tell who is in both never leave the tables.
        step.note("those in both terms are treated as different ones, so the interval is rough");
    }
    Ok(step)
}

/// Another level of the same dimension.
fn is_beside(one: &Slice, other: &Slice) -> bool {
    one.subject == other.subject && one.dimension == other.dimension && one.term_id == other.term_id
}

/// The same subject in the term before.
pub(super) fn term_before<'s>(
    slice: &Slice,
    slices: impl IntoIterator<Item = &'s Slice>,
    timeline: &Timeline<'_>,
) -> Option<&'s Slice> {
    let before = timeline.before(&slice.term_id)?;
    slices.into_iter().find(|one| {
        one.term_id == *before && one.dimension == "all" && one.subject == slice.subject
    })
}
