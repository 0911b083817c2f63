//! Amounts → tables: totals as cells, and the sums that tie them.
//!
//! Only of subjects with an amount that few make up. Levels make up everyone, categories the total, and what came after is
//! what was before with the change. What answers tell of one slice and category is hidden together: an average with the
//! number of people is a total.

use std::collections::{BTreeMap, BTreeSet};

use super::amounts::{Amount, Told};
use super::cells::{Place, place};
use super::linear::{Need, State};
use super::lines::{Division, Line, Lines, Slice, divisions};
use super::tables::{Frame, Mapped, SHARE};
use crate::inference::Finding;

/// The largest total of a subject counts so much: the solver is exact to the same number of digits for hours and for wages.
const LARGEST: f64 = 1e5;
/// Sums of fractions agree to this part of the largest total.
const NEARLY: f64 = 1e-9;

/// What adds up over slices: a column, for everyone or of one category.
type Strand<'a> = (&'static str, Option<&'a str>);

/// The cells of one strand, by slice.
#[derive(Default)]
struct Cells<'a> {
    by_slice: BTreeMap<&'a Slice, usize>,
    is_signed: bool,
    population: usize,
}

impl Frame<'_> {
    /// The amounts of a subject, when few make up one of them.
    pub(super) fn amounts(&self, lines: &Lines, mapped: &mut Mapped) {
        let Some(at) = lines.answers.iter().flat_map(|line| line.at.values()).next() else {
            return;
        };
        let subject = (self.findings[*at].measure.clone(), self.findings[*at].subject.clone());
        let own: Vec<&Amount> = self.told.of(&subject).collect();
        if own.iter().all(|amount| amount.parts.needed(self.dominance).is_none()) {
            return;
        }
        let largest = own.iter().map(|amount| amount.parts.total.abs()).fold(0.0, f64::max);
        let unit = if largest > 0.0 { LARGEST / largest } else { 1.0 };
        let mut items = BTreeMap::<(Option<&str>, &Slice), usize>::new();
        let mut strands = BTreeMap::<Strand<'_>, Cells<'_>>::new();
        for amount in own {
            let tells = |line: &&Line| {
                line.contrast == amount.contrast && amount.answers.contains(&line.answer.as_str())
            };
            let told: Vec<(usize, usize)> = (lines.answers.iter().filter(tells))
                .filter_map(|line| Some((*line.at.get(&amount.slice)?, line.population)))
                .collect();
            let Some((_, population)) = told.first().copied() else { continue };
            let Some(within) = mapped.slices.get(&(population, amount.slice.clone())).copied()
            else {
                continue;
            };
            let contrast = amount.contrast.as_deref();
            let known = told.iter().find_map(|(at, _)| mapped.shares.get(at).copied());
            let item = *items.entry((contrast, &amount.slice)).or_insert_with(|| {
                // A category says less than what all of them come to.
                let of_slice = self.weight(&amount.slice);
                let of_kind =
                    1.0 + 100.0 * amount.parts.total.abs() / largest.max(f64::MIN_POSITIVE);
                let weight = SHARE * if contrast.is_some() { of_kind } else { of_slice };
                known.unwrap_or_else(|| mapped.tables.item(weight, State::Shown, Some(within)))
            });
            for (at, _) in told {
                match self.state(at) {
                    State::Known => mapped.tables.items[item].state = State::Known,
                    State::Hidden => mapped.tables.hide(item),
                    State::Shown | State::Told => {}
                }
                mapped.shares.insert(at, item);
                mapped.amounts.insert(at);
            }
            let (total, is_signed) = (amount.parts.total * unit, amount.parts.is_signed);
            let least = if is_signed { f64::NEG_INFINITY } else { 0.0 };
            let cell = mapped.tables.cell_from(least, total, item);
            if let Some(needed) = amount.parts.needed(self.dominance)
                && mapped.tables.items[item].state != State::Known
            {
                let (low, high) = (total - needed * unit, total + needed * unit);
                mapped.tables.needs.push(Need { cell, low, high });
            }
            let strand = strands.entry((amount.column, contrast)).or_default();
            strand.by_slice.insert(&amount.slice, cell);
            strand.is_signed |= is_signed;
            strand.population = population;
        }
        for strand in strands.values() {
            self.levels(lines, strand, mapped);
        }
        Self::kinds(&strands, mapped);
        Self::waves(&strands, mapped);
    }

    /// The levels of a strand make up the whole, with those who have none.
    fn levels(&self, lines: &Lines, strand: &Cells<'_>, mapped: &mut Mapped) {
        let n = &lines.populations[strand.population].n;
        let of_units = divisions(n.keys(), self.nested);
        for division in divisions(strand.by_slice.keys().copied(), self.nested) {
            if !of_units.contains(&division) {
                continue;
            }
            let Division { whole, levels, rest } = division;
            let Some(whole) = strand.by_slice.get(&whole) else { continue };
            let levels = levels.iter().map(|level| strand.by_slice[level]).collect();
            let has_rest = mapped.units.contains_key(&(strand.population, rest));
            tie(*whole, levels, has_rest, strand.is_signed, mapped);
        }
    }

    /// The categories of a total make it up, with what has none.
    fn kinds(strands: &BTreeMap<Strand<'_>, Cells<'_>>, mapped: &mut Mapped) {
        let Some(whole) = strands.get(&("amount", None)) else { return };
        let kinds: Vec<&Cells<'_>> = strands
            .iter()
            .filter(|((column, kind), _)| *column == "amount" && kind.is_some())
            .map(|(_, cells)| cells)
            .collect();
        for (slice, total) in &whole.by_slice {
            let parts: Vec<usize> =
                kinds.iter().filter_map(|kind| kind.by_slice.get(slice).copied()).collect();
            if !parts.is_empty() {
                tie(*total, parts, true, whole.is_signed, mapped);
            }
        }
    }

    /// After is before with the change.
    fn waves(strands: &BTreeMap<Strand<'_>, Cells<'_>>, mapped: &mut Mapped) {
        let of = |column: &'static str| strands.get(&(column, None));
        let Some((before, (after, change))) = of("before").zip(of("after").zip(of("change")))
        else {
            return;
        };
        for (slice, change) in &change.by_slice {
            let both = before.by_slice.get(slice).zip(after.by_slice.get(slice));
            if let Some((before, after)) = both {
                mapped.tables.sums.push(vec![(*after, 1.0), (*before, -1.0), (*change, -1.0)]);
            }
        }
    }
}

/// Parts with a rest make up a whole, when they do.
fn tie(whole: usize, parts: Vec<usize>, has_rest: bool, is_signed: bool, mapped: &mut Mapped) {
    let value = |cell: &usize| mapped.tables.cells[*cell].value;
    let rest = value(&whole) - parts.iter().map(value).sum::<f64>();
    let is_nothing = rest.abs() < NEARLY * LARGEST;
    if (!has_rest && !is_nothing) || (rest < 0.0 && !is_nothing && !is_signed) {
        return;
    }
    let mut row: Vec<(usize, f64)> = parts.into_iter().map(|part| (part, 1.0)).collect();
    row.push((whole, -1.0));
    if has_rest && (is_signed || !is_nothing) {
        let item = mapped.tables.item(1.0, State::Hidden, None);
        let least = if is_signed { f64::NEG_INFINITY } else { 0.0 };
        row.push((mapped.tables.cell_from(least, rest, item), 1.0));
    }
    mapped.tables.sums.push(row);
}

/// Slices of which an amount is hidden.
pub(super) fn hidden(findings: &[Finding], told: &Told<'_>) -> BTreeSet<Place> {
    let hidden = findings.iter().filter(|one| one.suppressed.is_some() && !told.by(one).is_empty());
    hidden.map(place).collect()
}

/// Leaves out effect sizes beside a hidden amount: they are averages in other words.
pub(super) fn drop_effects(findings: &mut [Finding], hidden: &BTreeSet<Place>) {
    for finding in findings.iter_mut().filter(|one| one.effect.is_some()) {
        if hidden.contains(&place(finding)) {
            (finding.effect, finding.effect_low, finding.effect_high) = (None, None, None);
        }
    }
}
