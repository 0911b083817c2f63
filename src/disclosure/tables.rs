//! Findings → tables: every published number as cells and sums of them.
//!
//! Cells are counts: the units of a slice, those of them for and against a share, those in each bar of a distribution.
//! Sums are what readers know of them: levels and units without a level make up everyone, for and against make up the
//! slice, bars make up the slice, and the bars' average is the average that is shown.

use std::collections::{BTreeMap, BTreeSet};

use super::amounts::Told;
use super::earlier::Past;
use super::linear::{ANY, Need, Range, State, Tables};
use super::lines::{Division, Line, Lines, Slice, divisions, is_overall};
use super::powers::powers;
use crate::inference::{DIRECTIONS, Finding};
use crate::measures::Nested;

/// Nobody in a slice is as good as known when no table can tell; this near a whole number is one.
pub(super) const WHOLE: f64 = 1e-6;
/// Everyone's numbers are what a report is for: they cost this much more than the dearest slice.
const OVERALL: f64 = 1000.0;
/// A share of a slice costs less than the whole slice, a bar less than a share.
pub(super) const SHARE: f64 = 0.5;
const BAR: f64 = 0.1;

/// What the tables need to know of a program.
pub(super) struct Frame<'f> {
    pub(super) findings: &'f [Finding],
    /// Findings that rest on too few, or may not be shown for another reason.
    pub(super) hidden: &'f [bool],
    /// What earlier reports have shown.
    pub(super) past: &'f Past,
    /// How much a slice tells over all measures, and the most that one does.
    pub(super) weights: &'f BTreeMap<Slice, f64>,
    pub(super) heaviest: f64,
    pub(super) nested: &'f [Nested],
    /// What adds up behind the findings.
    pub(super) told: &'f Told<'f>,
    pub(super) min_cell: u64,
    pub(super) min_part: u64,
    pub(super) dominance: f64,
}

/// Tables with the way back from their items to what they hide.
#[derive(Default)]
pub(super) struct Mapped {
    pub(super) tables: Tables,
    /// Slices of a population, with all that rests on it.
    pub(super) slices: BTreeMap<(usize, Slice), usize>,
    /// Answers in slices: finding, item.
    pub(super) shares: BTreeMap<usize, usize>,
    /// Those of them that tell an amount.
    pub(super) amounts: BTreeSet<usize>,
    /// Bars: place in the series, item.
    pub(super) bars: Vec<(usize, usize)>,
    /// Units: population and slice; those without a level have the level's place empty.
    pub(super) units: BTreeMap<(usize, Slice), usize>,
}

impl Mapped {
    /// Hides every bar.
    pub(super) fn hide_bars(&mut self) {
        self.bars.iter().for_each(|(_, item)| self.tables.hide(*item));
    }

    /// Hides every slice but everyone.
    pub(super) fn hide_groups(&mut self) {
        let groups = self.slices.iter().filter(|((_, slice), _)| !is_overall(slice));
        groups.for_each(|(_, item)| self.tables.hide(*item));
    }

    /// Hides every answer of every slice but everyone.
    pub(super) fn hide_answers_of_groups(&mut self, lines: &Lines) {
        for at in lines.answers.iter().flat_map(|line| &line.at) {
            let (slice, finding) = at;
            if let Some(item) = self.shares.get(finding).filter(|_| !is_overall(slice)) {
                self.tables.hide(*item);
            }
        }
    }
}

impl Frame<'_> {
    /// The tables of one measure and subject; `settled` says of each population what is hidden of it, where other measures
    /// count the same people.
    pub(super) fn tables(&self, lines: &Lines, settled: &[Option<BTreeSet<Slice>>]) -> Mapped {
        let mut mapped = Mapped::default();
        for (population, hidden) in settled.iter().enumerate() {
            let range = |slice: &Slice| self.range(lines, population, slice);
            let n = &lines.populations[population].n;
            self.units(population, n, range, hidden.as_ref(), &mut mapped);
        }
        let shares = self.shares(lines, &mut mapped);
        self.amounts(lines, &mut mapped);
        Self::directions(lines, &shares, &mut mapped);
        Self::categories(lines, &mut mapped);
        self.bars(lines, &shares, &mut mapped);
        mapped
    }

    pub(super) fn weight(&self, slice: &Slice) -> f64 {
        match self.weights.get(slice) {
            _ if is_overall(slice) => OVERALL,
            Some(weight) => 1.0 + 100.0 * weight / self.heaviest,
            None => 1.0,
        }
    }

    /// How many of a population can be in a slice, by what earlier reports have told of it.
    pub(super) fn range(&self, lines: &Lines, population: usize, slice: &Slice) -> Range {
        let own = lines.answers.iter().filter(|line| line.population == population);
        let ranges = own.filter_map(|line| line.at.get(slice)).map(|at| self.past.units(*at));
        ranges.fold(ANY, |all, one| (all.0.max(one.0), all.1.min(one.1)))
    }

    /// The slices of one population: levels, and who has none, make up the whole. Where it is `settled` what is hidden,
    /// the rest is told.
    pub(super) fn units(
        &self,
        population: usize,
        n: &BTreeMap<Slice, u64>,
        range: impl Fn(&Slice) -> Range,
        settled: Option<&BTreeSet<Slice>>,
        mapped: &mut Mapped,
    ) {
        for (slice, count) in n {
            let state = if let Some(hidden) = settled {
                if hidden.contains(slice) { State::Hidden } else { State::Told }
            } else if *count < self.min_cell && *count > 0 {
                State::Hidden
            } else {
                State::Shown
            };
            let item = mapped.tables.item(self.weight(slice), state, None);
            let range = range(slice);
            let cell = mapped.tables.cell_within(range, *count as f64, item);
            mapped.slices.insert((population, slice.clone()), item);
            mapped.units.insert((population, slice.clone()), cell);
            self.need_units(*count, cell, range, mapped);
        }
        for Division { whole, levels, rest: empty } in divisions(n.keys(), self.nested) {
            let sum: u64 = levels.iter().map(|level| n[level]).sum();
            let Some(rest) = n.get(&whole).and_then(|all| all.checked_sub(sum)) else { continue };
            let cell = |slice: &Slice| mapped.units[&(population, slice.clone())];
            let mut row: Vec<(usize, f64)> =
                levels.iter().map(|level| (cell(level), 1.0)).collect();
            row.push((cell(&whole), -1.0));
            if rest > 0 {
                let item = mapped.tables.item(1.0, State::Hidden, None);
                let cell = mapped.tables.cell(rest as f64, item);
                row.push((cell, 1.0));
                mapped.units.insert((population, empty), cell);
                self.need_units(rest, cell, ANY, mapped);
            }
            mapped.tables.sums.push(row);
        }
    }

    /// What an earlier report has told cannot be made uncertain again.
    fn need_units(&self, count: u64, cell: usize, (least, most): Range, mapped: &mut Mapped) {
        if count > 0 && count < self.min_cell {
            let low = (count.saturating_sub(self.min_part) as f64).max(least);
            let high = (self.min_cell as f64).min(most);
            mapped.tables.needs.push(Need { cell, low, high });
        }
    }

    fn need_part(&self, count: f64, cell: usize, mapped: &mut Mapped) {
        let item = mapped.tables.cells[cell].item;
        if count > WHOLE
            && count < self.min_part as f64 - WHOLE
            && mapped.tables.items[item].state != State::Known
        {
            mapped.tables.needs.push(Need { cell, low: 0.0, high: self.min_part as f64 });
        }
    }

    /// Those for and against each share: line, slice, cell of those for it.
    fn shares(&self, lines: &Lines, mapped: &mut Mapped) -> BTreeMap<(usize, Slice), usize> {
        let mut found = BTreeMap::new();
        for (number, line) in lines.answers.iter().enumerate() {
            let counts = self.counts(line);
            let Some(counts) = counts else { continue };
            let n = &lines.populations[line.population].n;
            for (slice, count) in &counts {
                let at = line.at[slice];
                let state = self.state(at);
                let within = mapped.slices[&(line.population, slice.clone())];
                let weight = SHARE * self.weight(slice);
                let item = mapped.tables.item(weight, state, Some(within));
                mapped.shares.insert(at, item);
                let cell =
                    self.part(*count, n[slice] as f64, (line.population, slice), item, mapped);
                found.insert((number, slice.clone()), cell);
            }
            let of_units = divisions(n.keys(), self.nested);
            for division in divisions(counts.keys(), self.nested) {
                // The levels of the units have to be those of the share, too, else nothing is known.
                if !of_units.contains(&division) {
                    continue;
                }
                let Division { whole, levels, rest: empty } = division;
                let Some(all) = counts.get(&whole) else { continue };
                let rest = all - levels.iter().map(|level| counts[level]).sum::<f64>();
                let units = mapped.units.get(&(line.population, empty.clone()));
                let without = units.map_or(0.0, |cell| mapped.tables.cells[*cell].value);
                if rest < -WHOLE || rest > without + WHOLE {
                    continue;
                }
                let mut row: Vec<(usize, f64)> =
                    levels.iter().map(|level| (found[&(number, level.clone())], 1.0)).collect();
                row.push((found[&(number, whole)], -1.0));
                if units.is_some() {
                    let item = mapped.tables.item(1.0, State::Hidden, None);
                    row.push((
                        self.part(rest, without, (line.population, &empty), item, mapped),
                        1.0,
                    ));
                }
                mapped.tables.sums.push(row);
            }
        }
        found
    }

    /// Adds those for a share and those against it, which make up the units.
    fn part(
        &self,
        count: f64,
        n: f64,
        (population, slice): (usize, &Slice),
        item: usize,
        mapped: &mut Mapped,
    ) -> usize {
        let yes = mapped.tables.cell(count, item);
        let no = mapped.tables.cell(n - count, item);
        let units = mapped.units[&(population, slice.clone())];
        mapped.tables.sums.push(vec![(yes, 1.0), (no, 1.0), (units, -1.0)]);
        self.need_part(count, yes, mapped);
        self.need_part(n - count, no, mapped);
        yes
    }

    pub(super) fn state(&self, at: usize) -> State {
        match (self.past.is_known(at), self.hidden[at]) {
            (true, _) => State::Known,
            (false, true) => State::Hidden,
            (false, false) => State::Shown,
        }
    }

    /// How many a share counts in each slice; nothing when it is not a share of counted units.
    fn counts(&self, line: &Line) -> Option<BTreeMap<Slice, f64>> {
        let count = |at: usize| {
            let finding = &self.findings[at];
            let n = finding.n? as f64;
            // Of nobody there is no share, and nothing to hide.
            if n == 0.0 {
                return Some(0.0);
            }
            let count = finding.estimate.filter(|_| finding.unit == "share")? * n;
            let is_count = (count - count.round()).abs() < WHOLE * n.max(1.0);
            (is_count && (-WHOLE..=n + WHOLE).contains(&count)).then_some(count.round())
        };
        line.at.iter().map(|(slice, at)| Some((slice.clone(), count(*at)?))).collect()
    }

    /// Improved, maintained and declined make up everyone.
    fn directions(lines: &Lines, shares: &BTreeMap<(usize, Slice), usize>, mapped: &mut Mapped) {
        let named = |answer: &str| lines.answers.iter().position(|line| line.answer == answer);
        for directions in DIRECTIONS {
            let parts: Vec<usize> = directions.into_iter().filter_map(named).collect();
            if parts.len() == directions.len() {
                Self::whole(&parts, lines, shares, mapped);
            }
        }
    }

    /// Parts of one whole make it up.
    fn whole(
        parts: &[usize],
        lines: &Lines,
        shares: &BTreeMap<(usize, Slice), usize>,
        mapped: &mut Mapped,
    ) {
        let first = parts[0];
        let population = lines.answers[first].population;
        for slice in lines.answers[first].at.keys() {
            let cells: Vec<usize> = parts
                .iter()
                .filter_map(|line| shares.get(&(*line, slice.clone())).copied())
                .collect();
            let units = mapped.units[&(population, slice.clone())];
            let sum: f64 = cells.iter().map(|cell| mapped.tables.cells[*cell].value).sum();
            if cells.len() == parts.len() && (sum - mapped.tables.cells[units].value).abs() < WHOLE
            {
                let mut row: Vec<(usize, f64)> =
                    cells.into_iter().map(|cell| (cell, 1.0)).collect();
                row.push((units, -1.0));
                mapped.tables.sums.push(row);
            }
        }
    }

    /// The categories of a total make it up, with those that have none; of a flow the steps are what its shares count.
    fn categories(lines: &Lines, mapped: &mut Mapped) {
        let is_total = |line: &&Line| line.answer == "total";
        let Some(total) =
            lines.answers.iter().find(|line| is_total(line) && line.contrast.is_none())
        else {
            return;
        };
        let parts: Vec<&Line> =
            lines.answers.iter().filter(is_total).filter(|line| line.contrast.is_some()).collect();
        for (slice, n) in &lines.populations[total.population].n {
            let cells: Vec<usize> = parts
                .iter()
                .filter_map(|line| mapped.units.get(&(line.population, slice.clone())).copied())
                .collect();
            let sum: f64 = cells.iter().map(|cell| mapped.tables.cells[*cell].value).sum();
            let rest = *n as f64 - sum;
            if cells.is_empty() || rest < -WHOLE {
                continue;
            }
            let mut row: Vec<(usize, f64)> = cells.into_iter().map(|cell| (cell, 1.0)).collect();
            row.push((mapped.units[&(total.population, slice.clone())], -1.0));
            if rest > WHOLE {
                let item = mapped.tables.item(1.0, State::Hidden, None);
                row.push((mapped.tables.cell(rest, item), 1.0));
            }
            mapped.tables.sums.push(row);
        }
    }

    /// The bars of every slice, and what averages and shares tell of them.
    fn bars(&self, lines: &Lines, shares: &BTreeMap<(usize, Slice), usize>, mapped: &mut Mapped) {
        let total = |bars: &[(f64, u64, usize)]| bars.iter().map(|(_, n, _)| n).sum::<u64>();
        let counts = |population: &super::lines::Population| {
            let is_same =
                |(slice, bars): (&Slice, &Vec<_>)| population.n.get(slice) == Some(&total(bars));
            !lines.bars.is_empty() && lines.bars.iter().all(is_same)
        };
        let Some(population) = lines.populations.iter().position(counts) else { return };
        let mut cells = BTreeMap::<(Slice, u64), usize>::new();
        for (slice, bars) in &lines.bars {
            let within = mapped.slices[&(population, slice.clone())];
            let price = BAR * self.weight(slice);
            // A slice shows all of its bars or none; everyone's are hidden one by one.
            let alone = is_overall(slice);
            let is_few = |n: u64| n > 0 && n < self.min_part;
            let state = |few: bool| if few { State::Hidden } else { State::Shown };
            let together = (!alone).then(|| {
                let few = bars.iter().any(|(_, n, _)| is_few(*n));
                mapped.tables.item(price, state(few), Some(within))
            });
            for (value, n, at) in bars {
                let item = together
                    .unwrap_or_else(|| mapped.tables.item(price, state(is_few(*n)), Some(within)));
                mapped.bars.push((*at, item));
                let cell = mapped.tables.cell(*n as f64, item);
                cells.insert((slice.clone(), value.to_bits()), cell);
                self.need_part(*n as f64, cell, mapped);
            }
            let own = |value: &dyn Fn(f64) -> f64| -> Vec<(usize, f64)> {
                let bar = |(at, _, _): &(f64, u64, usize)| {
                    (cells[&(slice.clone(), at.to_bits())], value(*at))
                };
                bars.iter().map(bar).filter(|(_, factor)| *factor != 0.0).collect()
            };
            let units = mapped.units[&(population, slice.clone())];
            let mut row = own(&|_| 1.0);
            row.push((units, -1.0));
            mapped.tables.sums.push(row);
            for (number, line) in lines.answers.iter().enumerate() {
                if line.population != population {
                    continue;
                }
                let Some(at) = line.at.get(slice).copied() else { continue };
                if let Some(cell) = shares.get(&(number, slice.clone())) {
                    if let Some(from) = self.threshold(lines, line) {
                        let mut row = own(&|value| f64::from(u8::from(value >= from)));
                        row.push((*cell, -1.0));
                        mapped.tables.sums.push(row);
                    }
                    continue;
                }
                for power in powers(&self.findings[at], bars) {
                    let lowest = bars.iter().map(|(value, _, _)| *value).fold(f64::MAX, f64::min);
                    let row = own(&|value| power.of(value, lowest));
                    let sum =
                        row.iter().map(|(cell, factor)| factor * mapped.tables.cells[*cell].value);
                    let sum: f64 = sum.sum();
                    let item = mapped.tables.item(
                        SHARE * self.weight(slice),
                        self.state(at),
                        Some(within),
                    );
                    mapped.shares.entry(at).or_insert(item);
                    let item = mapped.shares[&at];
                    let cell = mapped.tables.cell(sum, item);
                    mapped.tables.sums.push(row.into_iter().chain([(cell, -1.0)]).collect());
                }
            }
        }
        self.bars_of_levels(lines, population, &cells, mapped);
    }

    fn bars_of_levels(
        &self,
        lines: &Lines,
        population: usize,
        cells: &BTreeMap<(Slice, u64), usize>,
        mapped: &mut Mapped,
    ) {
        let of_units = divisions(lines.populations[population].n.keys(), self.nested);
        for division in divisions(lines.bars.keys(), self.nested) {
            if !of_units.contains(&division) {
                continue;
            }
            let Division { whole, levels, rest } = division;
            let Some(bars) = lines.bars.get(&whole) else { continue };
            let n = |slice: &Slice, value: u64| {
                cells
                    .get(&(slice.clone(), value))
                    .map(|cell| (*cell, mapped.tables.cells[*cell].value))
            };
            let values: BTreeSet<u64> = bars.iter().map(|(value, _, _)| value.to_bits()).collect();
            let empty = (population, rest);
            let mut rows = Vec::new();
            for value in values {
                let (of_whole, all) = n(&whole, value).expect("the value is one of the whole's");
                let own: Vec<(usize, f64)> =
                    levels.iter().filter_map(|level| n(level, value)).collect();
                let rest = all - own.iter().map(|(_, n)| n).sum::<f64>();
                let mut row: Vec<(usize, f64)> = own.iter().map(|(cell, _)| (*cell, 1.0)).collect();
                row.push((of_whole, -1.0));
                rows.push((row, rest));
            }
            let rests = || rows.iter().map(|(_, rest)| *rest);
            let without = mapped.units.get(&empty).map_or(0.0, |at| mapped.tables.cells[*at].value);
            if rests().any(|rest| rest < -WHOLE) || (rests().sum::<f64>() - without).abs() > WHOLE {
                continue;
            }
            let mut of_empty = Vec::new();
            for (mut row, rest) in rows {
                if mapped.units.contains_key(&empty) {
                    let item = mapped.tables.item(1.0, State::Hidden, None);
                    let cell = mapped.tables.cell(rest, item);
                    self.need_part(rest, cell, mapped);
                    row.push((cell, 1.0));
                    of_empty.push((cell, 1.0));
                }
                mapped.tables.sums.push(row);
            }
            if let Some(units) = mapped.units.get(&empty).filter(|_| !of_empty.is_empty()) {
                of_empty.push((*units, -1.0));
                mapped.tables.sums.push(of_empty);
            }
        }
    }

    /// The value from which a share counts, when one explains it in every slice.
    fn threshold(&self, lines: &Lines, line: &Line) -> Option<f64> {
        let counts = self.counts(line)?;
        let values: BTreeSet<u64> =
            lines.bars.values().flatten().map(|(value, _, _)| value.to_bits()).collect();
        let explains = |from: &f64| {
            counts.iter().filter_map(|(slice, count)| Some((lines.bars.get(slice)?, count))).all(
                |(bars, count)| {
                    let above = bars.iter().filter(|(value, _, _)| value >= from);
                    (above.map(|(_, n, _)| *n as f64).sum::<f64>() - count).abs() < WHOLE
                },
            )
        };
        values.into_iter().map(f64::from_bits).find(explains)
    }
}
