//! What earlier reports add to what is printed now: counts that have only grown since, or only shrunk.
//!
//! A reader who has an earlier report puts the two side by side. Where a count has nowhere become smaller, those who were
//! counted then are counted still: today's count is that one and those who have joined. What the earlier report has hidden,
//! its sums tell together, and today there are no fewer.

use std::collections::{BTreeMap, BTreeSet};

use super::knowledge::{Equation, Knowledge, Unknown, behind};
use super::reader::{Printed, Question, Topic};
use crate::plan::Privacy;

/// Counts are whole.
const NEARLY: f64 = 0.01;

/// Which way counts have moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Moved {
    Not,
    Up,
    Down,
}

impl Moved {
    /// Nothing where some have gone up and others down: nobody knows by how much.
    fn of(then: &BTreeMap<Unknown, f64>, knowledge: &Knowledge) -> Option<Self> {
        let pairs = || then.iter().map(|(unknown, then)| (*then, knowledge.truth[unknown]));
        match (pairs().any(|(then, now)| now > then), pairs().any(|(then, now)| now < then)) {
            (false, false) => Some(Self::Not),
            (true, false) => Some(Self::Up),
            (false, true) => Some(Self::Down),
            (true, true) => None,
        }
    }
}

/// Adds what the earlier prints tell of counts that are not told now; true when there is any such.
pub(super) fn remember(
    knowledge: &mut Knowledge,
    before: &Printed<'_>,
    told: &BTreeSet<Unknown>,
) -> bool {
    let mut added = Vec::new();
    for then in strands(knowledge, before) {
        let Some(moved) = Moved::of(&then, knowledge) else { continue };
        // Of the same data a print that shows all of that again says it all again, its sums included.
        if moved == Moved::Not && then.keys().all(|unknown| told.contains(unknown)) {
            continue;
        }
        let alone = then.iter().filter(|(unknown, _)| !told.contains(*unknown));
        added.extend(alone.map(|(unknown, then)| (vec![(unknown.clone(), 1.0)], *then, moved)));
        let together = knowledge.equations.iter().filter_map(|sum| left_over(sum, &then));
        added.extend(together.map(|(parts, sum)| (parts, sum, moved)));
    }
    let any = !added.is_empty();
    for (parts, then, moved) in added {
        knowledge.compare(parts, then, moved);
    }
    any
}

/// Counts that an earlier print has shown already as small as they are protected now.
pub(super) fn out(
    knowledge: &Knowledge,
    before: &Printed<'_>,
    privacy: &Privacy,
) -> BTreeSet<Unknown> {
    let strands = strands(knowledge, before).into_iter().flatten();
    let is_small = |(unknown, then): &(Unknown, f64)| {
        let below = unknown.protected_below(privacy) as f64;
        *then > NEARLY && *then < below - NEARLY
    };
    strands.filter(is_small).map(|(unknown, _)| unknown).collect()
}

/// What an earlier print has shown of counts that there are now: units, those for and against, and bars, each by itself.
fn strands(knowledge: &Knowledge, before: &Printed<'_>) -> Vec<BTreeMap<Unknown, f64>> {
    let mut strands = Vec::new();
    for (question, slices) in &before.questions {
        let Some(group) = knowledge.group(question) else { continue };
        let (mut units, mut parts) = (BTreeMap::new(), [BTreeMap::new(), BTreeMap::new()]);
        for (slice, finding) in slices.iter().filter(|(_, one)| one.suppressed.is_none()) {
            let Some(n) = finding.n.map(|n| n as f64) else { continue };
            units.insert(Unknown::Units(group, slice.clone()), n);
            if let Some(count) = behind(finding) {
                let own = |of: fn(Question, Topic) -> Unknown| of(question.clone(), slice.clone());
                parts[0].insert(own(Unknown::For), count);
                parts[1].insert(own(Unknown::Against), n - count);
            }
        }
        strands.push(units);
        strands.extend(parts);
    }
    let mut bars = BTreeMap::<u64, BTreeMap<Unknown, f64>>::new();
    for (slice, own) in &before.bars {
        for (value, n) in own.iter().filter_map(|(value, n)| Some((value, (*n)?))) {
            let bar = Unknown::Bar(slice.clone(), *value);
            bars.entry(*value).or_default().insert(bar, n as f64);
        }
    }
    strands.extend(bars.into_values());
    for strand in &mut strands {
        strand.retain(|unknown, _| knowledge.truth.contains_key(unknown));
    }
    strands.retain(|strand| !strand.is_empty());
    strands
}

/// Of a whole that the earlier print has shown, what it has not shown of its parts, together.
fn left_over(sum: &Equation, then: &BTreeMap<Unknown, f64>) -> Option<(Vec<(Unknown, f64)>, f64)> {
    let kind = then.keys().next()?;
    let is_part = |(unknown, factor): &(Unknown, f64)| {
        kind.is_like(unknown) && (factor.abs() - 1.0).abs() < NEARLY
    };
    let is_division = sum.sum.abs() < NEARLY && sum.parts.iter().all(is_part);
    let whole = sum.parts.iter().find(|(_, factor)| *factor < 0.0)?;
    let mut left = *then.get(&whole.0).filter(|_| is_division)?;
    let mut parts = Vec::new();
    for (unknown, _) in sum.parts.iter().filter(|(_, factor)| *factor > 0.0) {
        match then.get(unknown) {
            Some(n) => left -= n,
            None => parts.push((unknown.clone(), 1.0)),
        }
    }
    (!parts.is_empty() && left >= -NEARLY).then_some((parts, left.max(0.0)))
}

impl Knowledge {
    /// Says that a sum is now what it was then, with those who have joined or left since; nothing when that is not so.
    fn compare(&mut self, mut parts: Vec<(Unknown, f64)>, then: f64, moved: Moved) {
        let now: f64 = parts.iter().map(|(unknown, _)| self.truth[unknown]).sum();
        let joined = match moved {
            Moved::Not if (now - then).abs() < NEARLY => {
                self.equations.push(Equation { parts, sum: then });
                return;
            }
            Moved::Up if now - then > -NEARLY => 1.0,
            Moved::Down if then - now > -NEARLY => -1.0,
            _ => return,
        };
        let change = Unknown::Change(self.equations.len());
        self.truth.insert(change.clone(), (now - then).abs());
        parts.push((change, -joined));
        self.equations.push(Equation { parts, sum: then });
    }
}
