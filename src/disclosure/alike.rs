//! Measures that count the same people: what one hides of them, the others must not show.

use std::collections::BTreeSet;

use super::linear::State;
use super::lines::{Lines, Slice, overall};
use super::tables::Mapped;

/// Slices in which two counts have to agree, everyone among them, to be taken for the same people.
const FEWEST_ALIKE: usize = 3;

/// Hides a slice in every measure that counts the same people as one that hides it.
///
/// Everyone is not hidden for the sake of another measure: that one says nothing instead, so that its own number of people,
/// which the others tell, leads nowhere.
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
    let told: BTreeSet<(usize, usize)> =
        alike.iter().flat_map(|(one, other)| [*one, *other]).collect();
    let mut silent = BTreeSet::new();
    // What is hidden in one measure may hide something in a third.
    loop {
        let hides_everyone = |(subject, population): &&(usize, usize)| {
            let mapped = &subjects[*subject].1;
            let everyone = mapped.slices.get(&(*population, overall()));
            everyone.is_some_and(|item| mapped.tables.is_hidden(*item))
        };
        let mute: Vec<usize> = told.iter().filter(hides_everyone).map(|(at, _)| *at).collect();
        for subject in mute.into_iter().filter(|subject| silent.insert(*subject)) {
            for item in &mut subjects[subject].1.tables.items {
                item.state = State::Hidden;
            }
        }
        let mut new = BTreeSet::<(usize, usize, Slice)>::new();
        for (one, other) in &alike {
            for (from, to) in [(one, other), (other, one)] {
                if silent.contains(&from.0) {
                    continue;
                }
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
