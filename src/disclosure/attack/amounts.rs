//! Totals and averages of which one or two make up nearly all: what can be worked out of them from the others.
//!
//! A reader multiplies averages by the number of people, adds and subtracts; of an amount that few make up, no more may be
//! known than that its second largest contributor is left uncertain of the largest part.

use std::collections::{BTreeMap, BTreeSet};

use super::bounds::System;
use super::knowledge::{Equation, Knowledge, Unknown, divisions};
use super::reader::{Name, Printed, Reader, Topic, everyone, question, topic};
use super::{Breach, Context};
use crate::disclosure::amounts::Amount;
use crate::inference::{CHANGE_FROM_TERM_BEFORE, Finding, GAP_TO_OTHERS};

/// Totals are counted in parts of the largest one, so that the solver is as exact for hours as for wages.
const PARTS: f64 = 1e5;
/// What is nothing among so many parts.
const NOTHING: f64 = 0.1;

/// Columns that differences between slices are about.
const COMPARED: [&str; 3] = ["value", "change", "events"];

pub(super) fn breaches(
    context: Context<'_>,
    truth: &Reader<'_>,
    published: (&[Finding], &Reader<'_>),
    before: &Reader<'_>,
) -> Vec<Breach> {
    let mut by_name = BTreeMap::<&Name, Vec<&Amount>>::new();
    for amount in context.amounts {
        by_name.entry(&amount.subject).or_default().push(amount);
    }
    let mut breaches = Vec::new();
    for (name, amounts) in by_name {
        let (Some(topic), Some(seen)) = (truth.topics.get(name), published.1.topics.get(name))
        else {
            continue;
        };
        // What a group is about that is in no report stands with those without a level.
        let amounts: Vec<&Amount> =
            amounts.into_iter().filter(|one| units(topic, one).is_some()).collect();
        let share = context.privacy.dominance;
        let protected: Vec<&Amount> =
            amounts.iter().filter(|one| one.parts.needed(share).is_some()).copied().collect();
        if protected.is_empty() {
            continue;
        }
        let largest = amounts.iter().map(|one| one.parts.total.abs()).fold(0.0, f64::max);
        let part = if largest > 0.0 { largest / PARTS } else { 1.0 };
        let mut knowledge = add_up(&amounts, topic, context, part);
        let old = before.topics.get(name).filter(|before| before.says_the_same(topic));
        let already = old.map(|old| told_by(&amounts, old)).unwrap_or_default();
        let mut told = told_by(&amounts, seen);
        told.extend(already.iter().cloned());
        compare(&mut told, &knowledge, name, published.0);
        knowledge.learn(&told);
        let mut system = System::new(&knowledge);
        for amount in protected {
            let unknown = unknown(amount);
            if already.contains(&unknown) {
                continue;
            }
            let total = knowledge.truth[&unknown];
            let (low, high) =
                if told.contains(&unknown) { (total, total) } else { system.bounds(&unknown) };
            let needed = amount.parts.needed(share).unwrap_or(0.0) / part - NOTHING;
            if high - total < needed || total - low < needed {
                breaches.push(Breach {
                    measure: name.0.clone(),
                    subject: name.1.clone(),
                    about: unknown.in_words(),
                    low: low * part,
                    high: high * part,
                });
            }
        }
    }
    breaches
}

fn unknown(amount: &Amount) -> Unknown {
    let strand = question(amount.column, amount.contrast.as_deref());
    Unknown::Amount(strand, Topic::of(&amount.slice), amount.parts.is_signed)
}

/// Amounts of which an answer is printed.
fn told_by(amounts: &[&Amount], printed: &Printed<'_>) -> BTreeSet<Unknown> {
    let is_printed = |amount: &&&Amount| {
        amount.answers.iter().any(|answer| {
            let question = question(answer, amount.contrast.as_deref());
            let slices = printed.questions.get(&question);
            let found = slices.and_then(|all| all.get(&Topic::of(&amount.slice)));
            found.is_some_and(|one| one.suppressed.is_none() && one.estimate.is_some())
        })
    };
    amounts.iter().filter(is_printed).map(|amount| unknown(amount)).collect()
}

/// All amounts of a measure about a subject, and what ties them.
fn add_up(amounts: &[&Amount], topic: &Printed<'_>, context: Context<'_>, part: f64) -> Knowledge {
    let mut knowledge = Knowledge::default();
    let mut strands = BTreeMap::<(&str, Option<&str>), BTreeMap<Topic, &Amount>>::new();
    for amount in amounts {
        knowledge.truth.insert(unknown(amount), amount.parts.total / part);
        let strand = (amount.column, amount.contrast.as_deref());
        strands.entry(strand).or_default().insert(Topic::of(&amount.slice), amount);
    }
    for strand in strands.values() {
        let slices: BTreeSet<Topic> = strand.keys().cloned().collect();
        for (whole, levels, rest) in divisions(&slices, context.nested) {
            let n = |slice: &Topic| units(topic, strand.get(slice).copied()?);
            let levels_n: Option<u64> = levels.iter().map(n).sum();
            let Some(left) =
                n(&whole).zip(levels_n).and_then(|(all, levels)| all.checked_sub(levels))
            else {
                continue;
            };
            let Some(all) = strand.get(&whole) else { continue };
            let parts: Vec<Unknown> = levels.iter().map(|level| unknown(strand[level])).collect();
            let rest = (left > 0).then(|| {
                Unknown::Amount(
                    question(all.column, all.contrast.as_deref()),
                    rest,
                    strand.values().any(|one| one.parts.is_signed),
                )
            });
            knowledge.share_out(&unknown(all), parts, rest);
        }
    }
    let kinds = |(column, kind): &(&str, Option<&str>)| *column == "amount" && kind.is_some();
    for (slice, all) in strands.get(&("amount", None)).into_iter().flatten() {
        let of_kind = strands.iter().filter(|(strand, _)| kinds(strand));
        let parts: Vec<Unknown> =
            of_kind.filter_map(|(_, kind)| Some(unknown(kind.get(slice)?))).collect();
        let strand = question(all.column, Some(""));
        let rest = Unknown::Amount(strand, slice.clone(), all.parts.is_signed);
        if !parts.is_empty() {
            knowledge.share_out(&unknown(all), parts, Some(rest));
        }
    }
    for (slice, change) in strands.get(&("change", None)).into_iter().flatten() {
        let at = |column| strands.get(&(column, None)).and_then(|all| all.get(slice));
        if let (Some(before), Some(after)) = (at("before"), at("after")) {
            let parts =
                [(after, 1.0), (before, -1.0), (change, -1.0)].map(|(of, one)| (unknown(of), one));
            knowledge.equations.push(Equation { parts: parts.to_vec(), sum: 0.0 });
        }
    }
    knowledge
}

/// How many stand behind an amount.
fn units(topic: &Printed<'_>, amount: &Amount) -> Option<u64> {
    amount.answers.iter().find_map(|answer| {
        let question = question(answer, amount.contrast.as_deref());
        topic.questions.get(&question)?.get(&Topic::of(&amount.slice))?.n
    })
}

impl Knowledge {
    /// Parts, with a rest when there may be one, make up a whole: when the true amounts do.
    fn share_out(&mut self, whole: &Unknown, parts: Vec<Unknown>, rest: Option<Unknown>) {
        let left = self.truth[whole] - parts.iter().map(|part| self.truth[part]).sum::<f64>();
        let mut tied: Vec<(Unknown, f64)> = parts.into_iter().map(|part| (part, 1.0)).collect();
        tied.push((whole.clone(), -1.0));
        match rest {
            Some(rest) if left >= rest.least() - NOTHING => {
                self.truth.insert(rest.clone(), left.max(rest.least()));
                tied.push((rest, 1.0));
            }
            None if left.abs() < NOTHING => {}
            _ => return,
        }
        self.equations.push(Equation { parts: tied, sum: 0.0 });
    }
}

/// A difference that is printed tells the one side with the other.
fn compare(
    told: &mut BTreeSet<Unknown>,
    knowledge: &Knowledge,
    name: &Name,
    published: &[Finding],
) {
    let mut pairs = Vec::new();
    for gap in published.iter().filter(|one| one.measure == name.0 && one.subject == name.1) {
        let own = topic(&gap.term_id, &gap.dimension, &gap.level);
        let other = match (gap.answer.as_str(), gap.contrast.as_deref()) {
            _ if gap.suppressed.is_some() || gap.estimate.is_none() => continue,
            (GAP_TO_OTHERS, _) => everyone(),
            (CHANGE_FROM_TERM_BEFORE, Some(sides)) => match sides.rsplit_once(" vs ") {
                Some((_, term)) => topic(term, "all", "all"),
                None => continue,
            },
            _ => continue,
        };
        for column in COMPARED {
            let amount = |slice: &Topic| {
                let is_it = |one: &&Unknown| match one {
                    Unknown::Amount(of, at, _) => of.0 == column && of.1.is_none() && at == slice,
                    _ => false,
                };
                knowledge.truth.keys().find(is_it).cloned()
            };
            pairs.extend(amount(&own).zip(amount(&other)));
        }
    }
    loop {
        let known = told.len();
        for (one, other) in &pairs {
            if told.contains(one) != told.contains(other) {
                told.extend([one.clone(), other.clone()]);
            }
        }
        if told.len() == known {
            break;
        }
    }
}
