//! The attacker: what could a reader work out from everything that is shown together?
//!
//! Written apart from the rules that hide, from the reader's side. A reader has the published findings and series, knows
//! how each measure counts (the definitions are printed), which levels a dimension has, and what earlier reports have shown.
//! From that follow sums in which hidden counts are the unknowns, and linear programming bounds each of them, unless another
//! table is at hand that lies a few steps from the true one and satisfies every sum of the reader's. What is told
//! of a protected count or amount is compared with the rules; the original findings, and who contributes how much, serve only
//! to know which are protected.

mod amounts;
mod bounds;
mod knowledge;
mod plain;
mod reader;
mod releases;
mod unknown;

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use crate::inference::Findings;
use crate::machine;
use crate::plan::Privacy;
use bounds::System;
use knowledge::{Knowledge, Unknown};
use reader::{Printed, Reader, Topic};

/// A protected number that can be worked out.
#[derive(Debug, Clone, PartialEq)]
pub struct Breach {
    /// Measure.
    pub measure: String,
    /// Subject.
    pub subject: Option<String>,
    /// What is known of whom, in words.
    pub about: String,
    /// Least that it can be.
    pub low: f64,
    /// Most that it can be.
    pub high: f64,
}

/// Everything that a reader can work out and should not.
pub fn attack(original: &Findings, published: &Findings, context: Context<'_>) -> Vec<Breach> {
    let Context { privacy, nested, earlier, .. } = context;
    let mut breaches = plain::breaches(original, published, privacy);
    let truth = Reader::new(&original.findings, &original.series);
    let reader = Reader::new(&published.findings, &published.series);
    let before = earlier.map(|earlier| Reader::new(&earlier.findings, &earlier.series));
    let before = before.unwrap_or_default();
    breaches.extend(amounts::breaches(context, &truth, (&published.findings, &reader), &before));
    let counted_elsewhere = reader.counted();
    let topics: Vec<_> = truth.topics.iter().collect();
    let counts = machine::all(topics.len(), |at| {
        let (name, topic) = topics[at];
        let mut breaches = Vec::new();
        let mut knowledge = Knowledge::of(topic, nested);
        let protected = knowledge.protected(privacy);
        if protected.is_empty() {
            return breaches;
        }
        let Some(seen) = reader.topics.get(name) else { return breaches };
        let known_before = before.topics.get(name).filter(|before| before.says_the_same(topic));
        let already: BTreeSet<Unknown> =
            known_before.map(|before| knowledge.told(before, privacy)).unwrap_or_default();
        let mut told = knowledge.told(seen, privacy);
        // Who is told no number above 0 is told no size: every table could be twice as large. What only an earlier report
        // has told is out already.
        if told.iter().all(|unknown| knowledge.truth.get(unknown).is_none_or(|n| *n == 0.0)) {
            return breaches;
        }
        told.extend(already.iter().cloned());
        told.extend(elsewhere(&knowledge, &told, &counted_elsewhere));
        let full = before.topics.contains_key(name).then(|| knowledge.clone());
        knowledge.learn(&told);
        let mut system = System::new(&knowledge);
        let open: Vec<&Unknown> = protected
            .iter()
            .filter(|unknown| !already.contains(*unknown) && !told.contains(*unknown))
            .collect();
        system.spread(&open, |unknown, range| tells(unknown, range, privacy));
        let breach = |unknown: &Unknown, (low, high): (f64, f64)| Breach {
            measure: name.0.clone(),
            subject: name.1.clone(),
            about: unknown.in_words(),
            low,
            high,
        };
        let mut kept = Vec::new();
        for unknown in protected.into_iter().filter(|unknown| !already.contains(unknown)) {
            let known = told.contains(&unknown);
            let mut range = system.seen(&unknown);
            if !known && tells(&unknown, range, privacy) {
                range = system.bounds(&unknown);
            }
            if known || tells(&unknown, range, privacy) {
                breaches.push(breach(&unknown, range));
            } else {
                kept.push(unknown);
            }
        }
        if let Some((full, before)) = full.zip(before.topics.get(name)) {
            let told = told_with(full, before, &told, &kept, privacy);
            breaches.extend(told.iter().map(|(unknown, range)| breach(unknown, *range)));
        }
        breaches
    });
    breaches.extend(counts.into_iter().flatten());
    breaches
}

/// Of counts that a print keeps, those that it tells together with earlier ones, with their least and most.
fn told_with(
    mut knowledge: Knowledge,
    before: &Printed<'_>,
    told: &BTreeSet<Unknown>,
    kept: &[Unknown],
    privacy: &Privacy,
) -> Vec<(Unknown, (f64, f64))> {
    let out = releases::out(&knowledge, before, privacy);
    let kept = kept.iter().filter(|unknown| !out.contains(*unknown));
    if !releases::remember(&mut knowledge, before, told) {
        return Vec::new();
    }
    knowledge.learn(told);
    let mut system = System::new(&knowledge);
    let kept: Vec<&Unknown> = kept.collect();
    system.spread(&kept, |unknown, range| tells_over_time(unknown, range, privacy));
    let mut found = Vec::new();
    for unknown in kept {
        let mut range = system.seen(unknown);
        if tells_over_time(unknown, range, privacy) {
            range = system.bounds(unknown);
        }
        if tells_over_time(unknown, range, privacy) {
            found.push((unknown.clone(), range));
        }
    }
    found
}

/// True when a protected count is known too closely from several prints: to fewer than a group may have changed by, or to be
/// of a group that is too small. That little has changed between two prints is told by themselves, and cannot be hidden.
fn tells_over_time(unknown: &Unknown, (low, high): (f64, f64), privacy: &Privacy) -> bool {
    let is_narrow = high - low < privacy.min_change.max(1) as f64 - NEARLY;
    let is_unit = matches!(unknown, Unknown::Units(..));
    (is_narrow && privacy.min_part > 1) || (is_unit && high < privacy.min_cell as f64 - NEARLY)
}

/// Solvers are exact to many digits, counts to one.
const NEARLY: f64 = 0.01;

/// True when a protected count is known too closely: to fewer than `min_part`, or to be of a group that is too small.
fn tells(unknown: &Unknown, (low, high): (f64, f64), privacy: &Privacy) -> bool {
    let is_narrow = high - low < privacy.min_part as f64 - NEARLY && privacy.min_part > 1;
    let is_unit = matches!(unknown, Unknown::Units(..));
    is_narrow || (is_unit && high < privacy.min_cell as f64 - NEARLY)
}

/// Units that another measure shows: it counts the same people when everyone and all levels shown by both agree.
fn elsewhere(
    knowledge: &Knowledge,
    told: &BTreeSet<Unknown>,
    counted: &[BTreeMap<Topic, u64>],
) -> BTreeSet<Unknown> {
    let everyone = reader::everyone();
    let mut groups = BTreeMap::<usize, Vec<(&Unknown, &Topic, f64)>>::new();
    for (unknown, n) in &knowledge.truth {
        if let Unknown::Units(group, slice) = unknown {
            groups.entry(*group).or_default().push((unknown, slice, *n));
        }
    }
    let mut found = BTreeSet::new();
    for own in groups.into_values() {
        let (shown, hidden): (Vec<_>, Vec<_>) =
            own.into_iter().partition(|(unknown, ..)| told.contains(*unknown));
        if hidden.is_empty() || !shown.iter().any(|(_, slice, _)| **slice == everyone) {
            continue;
        }
        for other in counted {
            #[expect(clippy::float_cmp, reason = "both are whole numbers")]
            let is_same = |(_, slice, n): &(&Unknown, &Topic, f64)| {
                other.get(*slice).map(|told| *told as f64 == *n)
            };
            let mut shared = shown.iter().filter_map(is_same);
            let agrees = other.contains_key(&everyone)
                && shared.clone().count() >= 3
                && shared.all(|is_same| is_same);
            if agrees {
                let tells = |slice: &Topic, n: f64| {
                    other.get(slice).is_some_and(|told| (*told as f64 - n).abs() < NEARLY)
                };
                let new = hidden.iter().filter(|(_, slice, n)| tells(slice, *n));
                found.extend(new.map(|(unknown, ..)| (*unknown).clone()));
            }
        }
    }
    found
}
