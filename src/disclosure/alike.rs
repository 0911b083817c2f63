//! Measures that count the same people: how many stand in a group is one number, whichever measure tells it.
//!
//! Whether it may be told is settled once for all of them. A measure with few for or against in a group then hides that
//! answer there, not the group: how large the group is, the other measures tell anyway.

use std::collections::{BTreeMap, BTreeSet};

use super::linear::ANY;
use super::lines::{Lines, Slice, overall};
use super::tables::{Frame, Mapped};
use crate::machine;

/// Slices in which two counts have to agree, everyone among them, to be taken for the same people.
const FEWEST_ALIKE: usize = 3;

/// People whom several populations of measures count.
#[derive(Debug, Default)]
struct Crowd {
    n: BTreeMap<Slice, u64>,
    /// Subject and population.
    members: Vec<(usize, usize)>,
}

impl Crowd {
    fn takes(&self, n: &BTreeMap<Slice, u64>) -> bool {
        let both = || n.iter().filter_map(|(slice, own)| Some((own, self.n.get(slice)?)));
        n.contains_key(&overall())
            && both().count() >= FEWEST_ALIKE
            && both().all(|(own, known)| own == known)
    }
}

/// For each population of each subject: the slices that no measure of the same people tells; nothing where a measure is the
/// only one to count them.
pub(super) fn settled(frame: &Frame<'_>, subjects: &[&Lines]) -> Vec<Vec<Option<BTreeSet<Slice>>>> {
    let mut crowds = Vec::<Crowd>::new();
    for (subject, lines) in subjects.iter().enumerate() {
        for (population, one) in lines.populations.iter().enumerate() {
            let known = crowds.iter().position(|crowd| crowd.takes(&one.n));
            let at = known.unwrap_or(crowds.len());
            if known.is_none() {
                crowds.push(Crowd::default());
            }
            crowds[at].n.extend(one.n.iter().map(|(slice, n)| (slice.clone(), *n)));
            crowds[at].members.push((subject, population));
        }
    }
    let mut found: Vec<Vec<Option<BTreeSet<Slice>>>> =
        subjects.iter().map(|lines| vec![None; lines.populations.len()]).collect();
    let crowds: Vec<&Crowd> = crowds.iter().filter(|crowd| crowd.members.len() > 1).collect();
    let hidden = machine::all(crowds.len(), |at| hidden(frame, crowds[at], subjects));
    for (crowd, hidden) in crowds.into_iter().zip(hidden) {
        for (subject, population) in &crowd.members {
            found[*subject][*population] = Some(hidden.clone());
        }
    }
    found
}

/// What has to be hidden of a crowd: as little as can be, else all groups, else everyone as well.
fn hidden(frame: &Frame<'_>, crowd: &Crowd, subjects: &[&Lines]) -> BTreeSet<Slice> {
    let range = |slice: &Slice| {
        let of = |(subject, population): &(usize, usize)| {
            frame.range(subjects[*subject], *population, slice)
        };
        let ranges = crowd.members.iter().map(of);
        ranges.fold(ANY, |all, one| (all.0.max(one.0), all.1.min(one.1)))
    };
    for without_groups in [false, true] {
        let mut mapped = Mapped::default();
        frame.units(0, &crowd.n, range, None, &mut mapped);
        if without_groups {
            mapped.hide_groups();
        }
        if mapped.tables.protect().is_empty() {
            let is_hidden = |item: &usize| mapped.tables.is_hidden(*item);
            let hidden = mapped.slices.iter().filter(|(_, item)| is_hidden(item));
            return hidden.map(|((_, slice), _)| slice.clone()).collect();
        }
    }
    crowd.n.keys().cloned().collect()
}
