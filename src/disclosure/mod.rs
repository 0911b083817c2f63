//! Disclosure: findings → findings that may be published.
//!
//! **Takes** findings, series, the plan's rules of privacy, and what earlier reports have shown. **Gives** the
//! same records, with every number withheld that rests on too few people or would tell of such a number, and the reason in
//! `suppressed`.
//!
//! **Invariants.** Nothing leaves this room that rests on 1 to `min_cell − 1` units, or on a share that fewer than `min_part`
//! stand for or against, and no total or average of which one or two make up nearly all. What is withheld is withheld everywhere: estimate, interval, test, effect, counts, series. No hidden
//! count can be worked out from all that is shown together: an attacker, written apart from the rules and sharing their solver
//! alone, tries it on everything before it leaves.
//!
//! **Deliberately absent:** text and files. Units are what a measure counts; who stands behind several of them is not known
//! here.
//!
//! **To add** a rule: a function that gives the reason, called from [`protect`], and what a reader could make of it in the
//! attacker.

mod alike;
mod amounts;
mod attack;
mod cells;
mod curves;
mod earlier;
mod frozen;
mod gaps;
mod linear;
mod lines;
mod points;
mod powers;
mod publish;
mod rounding;
mod shift;
mod sides;
mod strands;
mod tables;

use std::collections::{BTreeMap, BTreeSet};

pub use amounts::{Amount, Contributions, amounts};
pub use attack::{Breach, attack};
pub use publish::{DisclosureError, publish};

pub use cells::waits;
pub use frozen::Published;

use crate::inference::{Finding, Findings, correct_shown};
use crate::machine;
use crate::measures::Nested;
use crate::plan::{Correction, Privacy};
use earlier::{Earlier, Past};
use lines::{Lines, Slice, Subject};
use tables::{Frame, Mapped};

/// What counts beside the findings themselves.
#[derive(Debug, Clone, Copy)]
pub struct Context<'c> {
    /// The plan's rules.
    pub privacy: &'c Privacy,
    /// Which levels lie within a level of another dimension.
    pub nested: &'c [Nested],
    /// What earlier reports have shown; nothing for the first one.
    pub earlier: Option<&'c Published>,
    /// What each unit contributes to the totals and averages.
    pub amounts: &'c [Amount],
    /// How p-values are corrected for their number: of those that are shown.
    pub correction: Correction,
}

/// Withholds what rests on too few people, and what would tell of it, also together with earlier reports.
pub fn protect(findings: Findings, context: Context<'_>) -> Findings {
    protect_beside(findings, context, context.earlier)
}

/// As [`protect`], beside some of the earlier reports: of all of them counts how much a group has changed.
fn protect_beside(
    findings: Findings,
    context: Context<'_>,
    beside: Option<&Published>,
) -> Findings {
    let Context { privacy, nested, earlier, amounts, correction } = context;
    let Findings { mut findings, mut series, absent } = findings;
    let told = amounts::Told::new(amounts);
    let subjects = lines::by_subject(&findings, &series);
    let past = Past::of(&findings, &subjects, &Earlier::new(beside));
    let earlier = Earlier::new(earlier);
    let mut reasons: Vec<Option<String>> = findings
        .iter()
        .map(|finding| {
            cells::reason(finding, privacy)
                .or_else(|| cells::dominated_reason(&told.by(finding), privacy))
                .or_else(|| earlier.few_changed(finding, privacy))
        })
        .collect();
    let hidden: Vec<bool> = reasons.iter().map(Option::is_some).collect();
    let weights = weights(&subjects);
    let frame = Frame {
        findings: &findings,
        hidden: &hidden,
        past: &past,
        weights: &weights,
        heaviest: weights.values().copied().fold(1.0, f64::max),
        nested,
        told: &told,
        min_cell: privacy.min_cell,
        min_part: privacy.min_part,
        dominance: privacy.dominance,
    };
    let mut bars = BTreeSet::new();
    let words = Words { privacy, findings: &findings, looks_back: beside.is_some() };
    let all: Vec<&Lines> = subjects.values().collect();
    let settled = alike::settled(&frame, &all);
    // Each subject's tables stand by themselves.
    let mapped = machine::all(all.len(), |at| protected(&frame, all[at], &settled[at]));
    for (lines, mapped) in all.into_iter().zip(mapped) {
        match mapped {
            Some(mapped) => mark(&mapped, lines, &words, &mut reasons, &mut bars),
            None => hide_all(lines, privacy, &mut reasons, &mut bars),
        }
    }
    for (finding, reason) in findings.iter_mut().zip(reasons) {
        if let Some(reason) = reason {
            withhold(finding, reason);
        }
    }
    for at in gaps::one_sided(&findings) {
        withhold(&mut findings[at], gaps::REASON.to_owned());
    }
    for at in gaps::torn(&findings, privacy) {
        withhold(&mut findings[at], gaps::REASON.to_owned());
    }
    let hidden = strands::hidden(&findings, &told);
    strands::drop_effects(&mut findings, &hidden);
    for at in gaps::exposing(&findings, &hidden, privacy) {
        withhold(&mut findings[at], gaps::REASON.to_owned());
    }
    gaps::say_the_same(&mut findings);
    sides::drop_of_gaps(&mut findings);
    for lines in subjects.values() {
        sides::blur(&mut findings, lines, privacy.min_cell);
    }
    points::protect(&mut series, &findings, &bars, privacy.min_cell);
    points::hide_limits(&mut series, &findings);
    correct_shown(&mut findings, correction);
    rounding::round(&mut findings, &mut series, privacy);
    Findings { findings, series, absent }
}

/// The tables of a subject with enough hidden: as little as can be, else all bars as well, else all groups; nothing when
/// even that tells too much.
fn protected(
    frame: &Frame<'_>,
    lines: &Lines,
    settled: &[Option<BTreeSet<Slice>>],
) -> Option<Mapped> {
    let attempts = [(false, false), (true, false), (true, true)];
    attempts.into_iter().find_map(|(without_bars, without_groups)| {
        let mut mapped = frame.tables(lines, settled);
        if without_bars {
            mapped.hide_bars();
        }
        if without_groups {
            mapped.hide_groups();
            mapped.hide_answers_of_groups(lines);
        }
        mapped.tables.protect().is_empty().then_some(mapped)
    })
}

/// How many units stand behind a slice in all measures together: one that is hidden in one measure is the first to be
/// hidden in the next.
fn weights(subjects: &BTreeMap<Subject, Lines>) -> BTreeMap<Slice, f64> {
    let mut weights = BTreeMap::<Slice, f64>::new();
    for population in subjects.values().flat_map(|lines| &lines.populations) {
        for (slice, n) in &population.n {
            *weights.entry(slice.clone()).or_default() += *n as f64;
        }
    }
    weights
}

/// What is needed to say why a slice is hidden.
struct Words<'w> {
    privacy: &'w Privacy,
    findings: &'w [Finding],
    looks_back: bool,
}

impl Words<'_> {
    /// Everyone's numbers are never hidden for themselves: of them may be said that they have to wait.
    fn of(&self, slice: &Slice, at: usize) -> String {
        let n = self.findings[at].n.unwrap_or(0);
        if self.looks_back && lines::is_overall(slice) && n >= self.privacy.min_cell {
            return cells::told_with_earlier(self.privacy.min_cell);
        }
        cells::small(self.privacy.min_cell)
    }
}

/// Says of each finding and bar whether the tables hide it.
fn mark(
    mapped: &Mapped,
    lines: &Lines,
    words: &Words<'_>,
    reasons: &mut [Option<String>],
    bars: &mut BTreeSet<usize>,
) {
    for ((population, slice), item) in &mapped.slices {
        if mapped.tables.is_hidden(*item) {
            let own = lines.answers.iter().filter(|line| line.population == *population);
            for at in own.filter_map(|line| line.at.get(slice)) {
                reasons[*at] = Some(words.of(slice, *at));
            }
        }
    }
    for (at, item) in &mapped.shares {
        if mapped.tables.is_hidden(*item) {
            let is_amount = mapped.amounts.contains(at);
            reasons[*at].get_or_insert_with(|| {
                if is_amount {
                    cells::DOMINATED.to_owned()
                } else {
                    cells::few(words.privacy.min_part)
                }
            });
        }
    }
    bars.extend(
        mapped.bars.iter().filter(|(_, item)| mapped.tables.is_hidden(*item)).map(|(at, _)| at),
    );
}

/// Withholds everything about a subject: of so few, nothing can be said that would not tell of them.
fn hide_all(
    lines: &Lines,
    privacy: &Privacy,
    reasons: &mut [Option<String>],
    bars: &mut BTreeSet<usize>,
) {
    for at in lines.answers.iter().flat_map(|line| line.at.values()) {
        reasons[*at].get_or_insert_with(|| cells::small(privacy.min_cell));
    }
    bars.extend(lines.bars.values().flatten().map(|(_, _, at)| at));
}

fn withhold(finding: &mut Finding, reason: String) {
    let bare = Finding {
        measure: finding.measure.clone(),
        family: finding.family.clone(),
        subject: finding.subject.clone(),
        answer: cells::plain_answer(&finding.answer).to_owned(),
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
