//! What follows from how a measure counts: which counts there are, and which sums tie them.

use std::collections::{BTreeMap, BTreeSet};

use super::reader::{Printed, Question, Topic, everyone, question, topic};
pub(super) use super::unknown::Unknown;
use crate::inference::{DIRECTIONS, Finding};
use crate::measures::Nested;
use crate::plan::Privacy;

/// Shares of counted units are whole numbers of them.
const NEARLY: f64 = 1e-6;

/// What one answer adds to a sum.
type Addend = Box<dyn Fn(f64) -> f64>;

/// `Σ factor · part = sum`
#[derive(Debug, Clone)]
pub(super) struct Equation {
    pub(super) parts: Vec<(Unknown, f64)>,
    pub(super) sum: f64,
}

/// Counts with their true values, and what ties them.
#[derive(Debug, Default, Clone)]
pub(super) struct Knowledge {
    pub(super) truth: BTreeMap<Unknown, f64>,
    pub(super) equations: Vec<Equation>,
    /// Which group of questions each question belongs to.
    groups: BTreeMap<Question, usize>,
    /// Which sums over bars each answer tells.
    sums: BTreeSet<(Question, u8)>,
}

/// What a slice is made of: its levels, and where those stand who are in none.
pub(super) type Division = (Topic, Vec<Topic>, Topic);

/// Slices that divide another one: terms and levels everyone, levels a term, smaller levels a larger one.
pub(super) fn divisions(slices: &BTreeSet<Topic>, nested: &[Nested]) -> Vec<Division> {
    let mut larger = BTreeMap::<&(String, String), Vec<&(String, String)>>::new();
    for Nested { inner, outer } in nested {
        larger.entry(inner).or_default().push(outer);
    }
    let mut found = Vec::<Division>::new();
    let mut places = BTreeMap::new();
    let mut add = |whole: Topic, level: &Topic, rest: Topic| {
        let place = *places.entry((whole.clone(), rest.clone())).or_insert_with(|| {
            found.push((whole, Vec::new(), rest));
            found.len() - 1
        });
        found[place].1.push(level.clone());
    };
    let everyone = everyone();
    for slice in slices.iter().filter(|slice| **slice != everyone) {
        let (term, dimension, level) = &**slice;
        if dimension == "all" {
            add(everyone.clone(), slice, topic("", "all", ""));
            continue;
        }
        add(topic(term, "all", "all"), slice, topic(term, dimension, ""));
        for outer in larger.get(&(dimension.clone(), level.clone())).into_iter().flatten() {
            let rest = format!("{dimension} among {}", outer.1);
            add(topic(term, &outer.0, &outer.1), slice, topic(term, &rest, ""));
        }
    }
    found
}

/// How many a share counts.
pub(super) fn behind(finding: &Finding) -> Option<f64> {
    let n = finding.n? as f64;
    if finding.unit != "share" || n == 0.0 {
        return None;
    }
    let count = finding.estimate? * n;
    let is_whole = (count - count.round()).abs() < NEARLY * n.max(1.0);
    (is_whole && (-NEARLY..=n + NEARLY).contains(&count)).then_some(count.round())
}

impl Knowledge {
    /// What the definitions say of a measure about a subject, with the true counts.
    pub(super) fn of(printed: &Printed<'_>, nested: &[Nested]) -> Self {
        let mut knowledge = Self::default();
        knowledge.count_units(printed, nested);
        knowledge.count_shares(printed, nested);
        knowledge.count_bars(printed, nested);
        knowledge.count_categories(printed);
        knowledge
    }

    /// Questions that rest on the same units have one group.
    pub(super) fn group(&self, question: &Question) -> Option<usize> {
        self.groups.get(question).copied()
    }

    fn tie(&mut self, parts: Vec<(Unknown, f64)>) {
        self.equations.push(Equation { parts, sum: 0.0 });
    }

    /// Divides a whole into levels and a rest, when the true counts are such a division. Nobody knows of a rest how much of
    /// it a count has, if there is one at all.
    fn divide(
        &mut self,
        count: &dyn Fn(&Topic) -> Unknown,
        (whole, levels, empty): &Division,
        has_rest: bool,
    ) {
        let of = |knowledge: &Self, slice: &Topic| knowledge.truth.get(&count(slice)).copied();
        let own: Option<Vec<f64>> = levels.iter().map(|level| of(self, level)).collect();
        let (Some(all), Some(own)) = (of(self, whole), own) else { return };
        let rest = all - own.iter().sum::<f64>();
        if rest < -NEARLY {
            return;
        }
        let mut parts: Vec<(Unknown, f64)> =
            levels.iter().map(|level| (count(level), 1.0)).collect();
        parts.push((count(whole), -1.0));
        if has_rest || rest > NEARLY {
            let unknown = count(empty);
            self.truth.insert(unknown.clone(), rest);
            parts.push((unknown, 1.0));
        }
        self.tie(parts);
    }

    fn count_units(&mut self, printed: &Printed<'_>, nested: &[Nested]) {
        let mut groups: Vec<BTreeMap<Topic, u64>> = Vec::new();
        let mut alone = BTreeSet::new();
        for (question, slices) in &printed.questions {
            let n: BTreeMap<Topic, u64> =
                slices.iter().filter_map(|(slice, one)| Some((slice.clone(), one.n?))).collect();
            let is_count = slices.values().any(|finding| finding.unit == "count");
            let fits = |known: &BTreeMap<Topic, u64>| {
                n.iter().all(|(slice, n)| known.get(slice).is_none_or(|known| known == n))
            };
            let group = (0..groups.len())
                .find(|group| !is_count && !alone.contains(group) && fits(&groups[*group]));
            let group = group.unwrap_or_else(|| {
                groups.push(BTreeMap::new());
                groups.len() - 1
            });
            if is_count {
                alone.insert(group);
            }
            groups[group].extend(n);
            self.groups.insert(question.clone(), group);
        }
        for (group, n) in groups.into_iter().enumerate() {
            for (slice, n) in &n {
                self.truth.insert(Unknown::Units(group, slice.clone()), *n as f64);
            }
            let slices: BTreeSet<Topic> = n.into_keys().collect();
            for division in divisions(&slices, nested) {
                self.divide(&|slice| Unknown::Units(group, slice.clone()), &division, false);
            }
        }
    }

    fn count_shares(&mut self, printed: &Printed<'_>, nested: &[Nested]) {
        for (question, slices) in &printed.questions {
            let counted: BTreeMap<Topic, f64> = slices
                .iter()
                .filter(|(_, finding)| finding.n != Some(0))
                .filter_map(|(slice, finding)| Some((slice.clone(), behind(finding)?)))
                .collect();
            let people = slices.values().filter(|finding| finding.n.is_some_and(|n| n > 0)).count();
            if counted.is_empty() || counted.len() < people {
                continue;
            }
            let group = self.groups[question];
            for (slice, count) in &counted {
                let n = self.truth[&Unknown::Units(group, slice.clone())];
                self.part(question, group, slice, *count, n - count);
            }
            for division in divisions(&counted.keys().cloned().collect(), nested) {
                let rest = self.truth.contains_key(&Unknown::Units(group, division.2.clone()));
                for part in [Unknown::For, Unknown::Against] {
                    self.divide(&|slice| part(question.clone(), slice.clone()), &division, rest);
                }
                self.tie_rest(question, group, &division.2);
            }
        }
        let named = |answer: &str| question(answer, None);
        for three in DIRECTIONS.map(|three| three.map(named)) {
            self.make_up(&three, printed);
        }
    }

    /// Those for each of some answers make up all who are asked.
    fn make_up(&mut self, three: &[Question], printed: &Printed<'_>) {
        for slice in printed.questions.get(&three[0]).into_iter().flat_map(BTreeMap::keys) {
            let parts: Vec<Unknown> =
                three.iter().map(|one| Unknown::For(one.clone(), slice.clone())).collect();
            let sum: Option<f64> = parts.iter().map(|part| self.truth.get(part)).sum();
            let units = Unknown::Units(self.groups[&three[0]], slice.clone());
            let n = self.truth.get(&units).copied();
            if sum.zip(n).is_some_and(|(sum, n)| (sum - n).abs() < NEARLY) {
                let parts = parts.into_iter().map(|part| (part, 1.0)).chain([(units, -1.0)]);
                self.tie(parts.collect());
            }
        }
    }

    /// Those for and those against among those without a level make them up.
    fn tie_rest(&mut self, question: &Question, group: usize, rest: &Topic) {
        let own = |of: fn(Question, Topic) -> Unknown| of(question.clone(), rest.clone());
        let parts = [own(Unknown::For), own(Unknown::Against)];
        let units = Unknown::Units(group, rest.clone());
        if self.truth.contains_key(&units) {
            let known = parts.into_iter().filter(|part| self.truth.contains_key(part));
            let known: Vec<_> = known.map(|part| (part, 1.0)).chain([(units, -1.0)]).collect();
            self.tie(known);
        }
    }

    fn part(&mut self, question: &Question, group: usize, slice: &Topic, yes: f64, no: f64) {
        let own = |of: fn(Question, Topic) -> Unknown| of(question.clone(), slice.clone());
        self.truth.insert(own(Unknown::For), yes);
        self.truth.insert(own(Unknown::Against), no);
        self.tie(vec![
            (own(Unknown::For), 1.0),
            (own(Unknown::Against), 1.0),
            (Unknown::Units(group, slice.clone()), -1.0),
        ]);
    }

    fn count_categories(&mut self, printed: &Printed<'_>) {
        let whole = question("total", None);
        let Some(slices) = printed.questions.get(&whole) else { return };
        for slice in slices.keys() {
            let group = |question: &Question| Unknown::Units(self.groups[question], slice.clone());
            let of_kind =
                printed.questions.keys().filter(|kind| kind.0 == "total" && kind.1.is_some());
            let parts: Vec<Unknown> =
                of_kind.map(group).filter(|part| self.truth.contains_key(part)).collect();
            let all = group(&whole);
            let sum: f64 = parts.iter().map(|part| self.truth[part]).sum();
            // With units of no kind there is one more unknown, and nothing is told.
            if !parts.is_empty() && self.truth.get(&all).is_some_and(|n| (n - sum).abs() < NEARLY) {
                let parts = parts.into_iter().map(|part| (part, 1.0)).chain([(all, -1.0)]);
                self.tie(parts.collect());
            }
        }
    }

    fn count_bars(&mut self, printed: &Printed<'_>, nested: &[Nested]) {
        let whole = |bars: &BTreeMap<u64, Option<u64>>| bars.values().flatten().sum::<u64>() as f64;
        let groups: BTreeSet<usize> = self.groups.values().copied().collect();
        let fits = |group: &usize| {
            printed.bars.iter().all(|(slice, bars)| {
                self.truth.get(&Unknown::Units(*group, slice.clone())) == Some(&whole(bars))
            })
        };
        let Some(group) = groups.into_iter().find(fits).filter(|_| !printed.bars.is_empty()) else {
            return;
        };
        for (slice, bars) in &printed.bars {
            let mut parts = vec![(Unknown::Units(group, slice.clone()), -1.0)];
            for (value, n) in bars {
                let bar = Unknown::Bar(slice.clone(), *value);
                self.truth.insert(bar.clone(), n.unwrap_or(0) as f64);
                parts.push((bar, 1.0));
            }
            self.tie(parts);
            self.answers_of_bars(printed, group, slice, bars);
        }
        let slices: BTreeSet<Topic> = printed.bars.keys().cloned().collect();
        let counted: BTreeSet<Topic> = self
            .truth
            .keys()
            .filter_map(|one| match one {
                Unknown::Units(of, slice) if *of == group && is_printed(slice) => {
                    Some(slice.clone())
                }
                _ => None,
            })
            .collect();
        let of_units = divisions(&counted, nested);
        for (whole, levels, rest) in divisions(&slices, nested) {
            if !of_units.contains(&(whole.clone(), levels.clone(), rest.clone())) {
                continue;
            }
            let has_rest = self.truth.contains_key(&Unknown::Units(group, rest.clone()));
            let mut of_rest = Vec::new();
            for value in printed.bars.get(&whole).into_iter().flat_map(BTreeMap::keys) {
                let has = |slice: &&Topic| printed.bars[*slice].contains_key(value);
                let own: Vec<Topic> = levels.iter().filter(has).cloned().collect();
                let division = (whole.clone(), own, rest.clone());
                self.divide(&|slice| Unknown::Bar(slice.clone(), *value), &division, has_rest);
                let bar = Unknown::Bar(rest.clone(), *value);
                of_rest.extend(self.truth.contains_key(&bar).then_some((bar, 1.0)));
            }
            if has_rest {
                of_rest.push((Unknown::Units(group, rest), -1.0));
                self.tie(of_rest);
            }
        }
    }

    /// What the other answers of a slice add up over its bars.
    fn answers_of_bars(
        &mut self,
        printed: &Printed<'_>,
        group: usize,
        slice: &Topic,
        bars: &BTreeMap<u64, Option<u64>>,
    ) {
        let bars: Vec<(f64, f64)> =
            bars.iter().map(|(value, n)| (f64::from_bits(*value), n.unwrap_or(0) as f64)).collect();
        let least = bars.iter().map(|(value, _)| *value).fold(f64::MAX, f64::min);
        let add =
            |of: &dyn Fn(f64) -> f64| bars.iter().map(|(value, n)| n * of(*value)).sum::<f64>();
        for (question, slices) in &printed.questions {
            if self.groups[question] != group {
                continue;
            }
            let Some(finding) = slices.get(slice) else { continue };
            let (Some(n), Some(estimate)) = (finding.n, finding.estimate) else { continue };
            let told = estimate * n as f64;
            let agrees =
                |found: f64, told: f64| (found - told).abs() < NEARLY * (n as f64).max(1.0);
            if let Some(count) = self.truth.get(&Unknown::For(question.clone(), slice.clone())) {
                let above = |from: f64| move |value: f64| f64::from(u8::from(value >= from));
                let from = bars
                    .iter()
                    .map(|(value, _)| *value)
                    .find(|from| agrees(add(&above(*from)), *count));
                if let Some(from) = from.filter(|_| is_of_all(printed, question)) {
                    let part = Unknown::For(question.clone(), slice.clone());
                    self.add_up(part, slice, &bars, &above(from));
                }
                continue;
            }
            let mut sums: Vec<(u8, Addend)> = Vec::new();
            if finding.answer.starts_with("mean") && agrees(add(&|value| value), told) {
                sums.push((1, Box::new(move |value| value - least)));
                if finding.low.is_some() && finding.method == "mean_t" {
                    sums.push((2, Box::new(move |value| (value - least) * (value - least))));
                }
            }
            let promoters = |value: f64| match value {
                9.0.. => 2.0,
                7.0.. => 1.0,
                _ => 0.0,
            };
            if finding.unit == "nps" && agrees(add(&promoters), told + n as f64) {
                sums.push((3, Box::new(promoters)));
            }
            for (kind, of) in sums {
                let sum = Unknown::Sum(question.clone(), slice.clone(), kind);
                self.truth.insert(sum.clone(), add(&of));
                self.sums.insert((question.clone(), kind));
                self.add_up(sum, slice, &bars, &of);
            }
        }
    }

    fn add_up(
        &mut self,
        sum: Unknown,
        slice: &Topic,
        bars: &[(f64, f64)],
        of: &dyn Fn(f64) -> f64,
    ) {
        let bar =
            |(value, _): &(f64, f64)| (Unknown::Bar(slice.clone(), value.to_bits()), of(*value));
        let parts = bars.iter().map(bar).filter(|(_, factor)| *factor != 0.0);
        self.tie(parts.chain([(sum, -1.0)]).collect());
    }

    /// Counts that nobody may know.
    pub(super) fn protected(&self, privacy: &Privacy) -> Vec<Unknown> {
        let is_protected = |(unknown, count): &(&Unknown, &f64)| {
            let below = unknown.protected_below(privacy);
            **count > NEARLY && **count < below as f64 - NEARLY
        };
        self.truth.iter().filter(is_protected).map(|(unknown, _)| unknown.clone()).collect()
    }

    /// Counts that a print shows.
    pub(super) fn told(&self, printed: &Printed<'_>, privacy: &Privacy) -> BTreeSet<Unknown> {
        let mut told = BTreeSet::new();
        for (question, slices) in &printed.questions {
            let Some(group) = self.groups.get(question) else { continue };
            let shown = slices.iter().filter(|(_, finding)| finding.suppressed.is_none());
            for (slice, finding) in shown {
                if finding.n.is_some() {
                    told.insert(Unknown::Units(*group, slice.clone()));
                }
                // A rounded share tells the count when only one whole number fits.
                let exact = finding.estimate.is_some()
                    && privacy
                        .rounded_to
                        .is_none_or(|step| step * finding.n.unwrap_or(0) as f64 <= 2.0);
                if exact {
                    told.insert(Unknown::For(question.clone(), slice.clone()));
                    told.insert(Unknown::Against(question.clone(), slice.clone()));
                    let kinds = [1, 2, 3].into_iter();
                    told.extend(
                        kinds.map(|kind| Unknown::Sum(question.clone(), slice.clone(), kind)),
                    );
                }
            }
        }
        for (slice, bars) in &printed.bars {
            let shown = bars.iter().filter(|(_, n)| n.is_some());
            told.extend(shown.map(|(value, _)| Unknown::Bar(slice.clone(), *value)));
        }
        told.retain(|unknown| self.truth.contains_key(unknown));
        told
    }

    /// Puts what is known into the equations.
    pub(super) fn learn(&mut self, told: &BTreeSet<Unknown>) {
        for equation in &mut self.equations {
            for (unknown, factor) in &equation.parts {
                if told.contains(unknown) {
                    equation.sum -= factor * self.truth[unknown];
                }
            }
            equation.parts.retain(|(unknown, _)| !told.contains(unknown));
        }
        self.equations.retain(|equation| !equation.parts.is_empty());
    }
}

/// True for a slice with a name; those without a level have none.
fn is_printed(slice: &Topic) -> bool {
    let (term, _, level) = &**slice;
    !term.is_empty() && !level.is_empty()
}

/// True when a question is asked of everyone, too.
fn is_of_all(printed: &Printed<'_>, question: &Question) -> bool {
    printed.questions.get(question).is_some_and(|slices| slices.contains_key(&everyone()))
}
