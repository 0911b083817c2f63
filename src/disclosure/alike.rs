//! Measures that count the same people: what one hides of them, the others must not show.

use std::collections::BTreeSet;

use super::linear::State;
use super::lines::{Lines, Slice, overall};
use super::tables::Mapped;

/// Slices in which two counts have to agree, everyone among them, to be taken for the same people.
const FEWEST_ALIKE: usize = 3;

/// Hides a slice in every measure that counts the same people as one that hides it.
pub(super) fn hide_alike(subjects: &mut [(&Lines, Mapped)]) {
    let mut counts = Vec::new();
    for (subject, (lines, _)) in subjects.iter().enumerate() {
        for population in 0..lines.populations.len() {
            counts.push((subject, population));
        }
    }
    let n = |(subject, population): (usize, usize)| &subjects[subject].0.populations[population].n;
    let are_alike = |one, other| {
        let both =
            || n(one).iter().filter_map(|(slice, own)| Some((slice, own, n(other).get(slice)?)));
        both().count() >= FEWEST_ALIKE
            && both().any(|(slice, ..)| *slice == overall())
            && both().all(|(_, own, its)| own == its)
    };
    let mut alike = Vec::new();
    for (at, one) in counts.iter().enumerate() {
        alike.extend(
            counts[..at]
                .iter()
                .filter(|other| are_alike(*one, **other))
                .map(|other| (*one, *other)),
        );
    }
    // What is hidden in one measure may hide something in a third.
    loop {
        let mut new = BTreeSet::<(usize, usize, Slice)>::new();
        for (one, other) in &alike {
            for (from, to) in [(one, other), (other, one)] {
                let (source, target) = (&subjects[from.0].1, &subjects[to.0].1);
                for ((population, slice), item) in &source.slices {
                    let its = target.slices.get(&(to.1, slice.clone()));
                    let is_shown =
                        its.is_some_and(|its| target.tables.items[*its].state == State::Shown);
                    if *population == from.1 && is_shown && source.tables.is_hidden(*item) {
                        new.insert((to.0, to.1, slice.clone()));
                    }
                }
            }
        }
        if new.is_empty() {
            return;
        }
        for (subject, population, slice) in new {
            let mapped = &mut subjects[subject].1;
            let item = mapped.slices[&(population, slice)];
            mapped.tables.items[item].state = State::Hidden;
        }
    }
}
