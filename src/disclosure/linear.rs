//! Numbers tied by sums: which others have to be hidden, so that those that rest on few stay unknown?
//!
//! What is published of a group of tables are some of its cells. Whoever reads them knows the sums, and that no cell is
//! below 0; every table that agrees with what is shown is possible to them. A cell is safe when one of these tables has
//! it low enough and another one high enough. Both are looked for by a linear programme that may change shown cells at
//! their price; the shown cells that it changes are hidden. In the end everything is shown again that no table needs.
//! Where a few hidden cells can make up for one another, no programme is asked.
//!
//! The method is that of Kelly, Golden and Assad (1992) and of Fischetti and Salazar (2001) without their integer step:
//! what it hides is enough, and close to the least.

use std::collections::{BTreeMap, BTreeSet};

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions, Variable};

use super::shift::{Changes, Ties};

/// Smallest change that counts as one: cells are whole numbers, and the solver is exact to 1e-6 or better.
const CHANGED: f64 = 1e-4;
/// Price of changing what is hidden anyway: near nothing, so that a programme has one answer.
const FREE: f64 = 0.01;
/// Cells of one sum that the first attempt looks at: the hidden ones, then the cheapest.
const NEAREST: usize = 8;
/// Sums between the cell and the furthest one that the first attempt looks at.
const NEAR: usize = 3;

/// What readers know of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Shown, and may be hidden.
    Shown,
    /// Not published.
    Hidden,
    /// Told elsewhere, whatever is done; what lies within it is not.
    Told,
    /// Known to readers, whatever is done, with all that lies within it.
    Known,
}

/// What can be hidden: one or several cells at once.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// Price of hiding it, for each unit by which a cell has to be uncertain.
    pub(super) weight: f64,
    pub(super) state: State,
    /// Hidden with it.
    pub(super) within: Option<usize>,
}

/// Least and most that a number can be, for all that readers know before they open the report.
pub(super) type Range = (f64, f64);

/// What is known of a count beforehand.
pub(super) const ANY: Range = (0.0, f64::INFINITY);

/// A number, and the least and most that it can be: 0 and anything for counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub(super) value: f64,
    pub(super) item: usize,
    least: f64,
    most: f64,
}

/// How uncertain a hidden cell has to be: for all that readers know it may be as low and as high as this.
#[derive(Debug, Clone, Copy)]
pub(super) struct Need {
    pub(super) cell: usize,
    pub(super) low: f64,
    pub(super) high: f64,
}

/// Cells, and the sums that tie them: `Σ factor · cell = 0`.
#[derive(Debug, Clone, Default)]
pub(super) struct Tables {
    pub(super) cells: Vec<Cell>,
    pub(super) items: Vec<Item>,
    pub(super) sums: Vec<Vec<(usize, f64)>>,
    pub(super) needs: Vec<Need>,
}

/// Another table that agrees with what is shown: by how much its cells differ from the true ones.
struct Witness {
    cell: usize,
    change: f64,
    changes: Changes,
}

/// Witnesses in the order in which they were found.
#[derive(Default)]
struct Witnesses {
    all: Vec<Witness>,
    /// For each cell and each way, how far it is off in a witness, for those that are further off than all before.
    records: BTreeMap<(usize, bool), Vec<(f64, usize)>>,
}

impl Witnesses {
    fn add(&mut self, witness: Witness) {
        for (cell, change) in &witness.changes {
            let records = self.records.entry((*cell, *change > 0.0)).or_default();
            if records.last().is_none_or(|(most, _)| change.abs() > *most) {
                records.push((change.abs(), self.all.len()));
            }
        }
        self.all.push(witness);
    }

    /// The first one in which a cell is as far off.
    fn reaching(&self, cell: usize, change: f64) -> Option<&Witness> {
        let records = self.records.get(&(cell, change > 0.0))?;
        let at = records.partition_point(|(most, _)| *most < change.abs() - CHANGED);
        records.get(at).map(|(_, at)| &self.all[*at])
    }
}

impl Tables {
    /// Adds what can be hidden; gives its number.
    pub(super) fn item(&mut self, weight: f64, state: State, within: Option<usize>) -> usize {
        self.items.push(Item { weight, state, within });
        self.items.len() - 1
    }

    /// Adds a cell that is not below 0; gives its number.
    pub(super) fn cell(&mut self, value: f64, item: usize) -> usize {
        self.cell_within(ANY, value, item)
    }

    /// Adds a cell that is not below some number, or may be anything.
    pub(super) fn cell_from(&mut self, least: f64, value: f64, item: usize) -> usize {
        self.cell_within((least, f64::INFINITY), value, item)
    }

    /// Adds a cell of which readers know a range; gives its number.
    pub(super) fn cell_within(&mut self, (least, most): Range, value: f64, item: usize) -> usize {
        self.cells.push(Cell { value: value.max(least).min(most), item, least, most });
        self.cells.len() - 1
    }

    /// Hides an item, unless readers know it already.
    pub(super) fn hide(&mut self, item: usize) {
        if self.items[item].state == State::Shown {
            self.items[item].state = State::Hidden;
        }
    }

    /// True when an item, or one that holds it, is not published.
    pub(super) fn is_hidden(&self, item: usize) -> bool {
        let Item { state, within, .. } = &self.items[item];
        match state {
            State::Hidden => true,
            State::Told | State::Known => false,
            State::Shown => within.is_some_and(|within| self.is_hidden(within)),
        }
    }

    /// Hides items until every need is met; gives the needs that cannot be.
    pub(super) fn protect(&mut self) -> Vec<Need> {
        let at_first: BTreeSet<usize> =
            (0..self.items.len()).filter(|&item| self.items[item].state == State::Hidden).collect();
        let of_cell = self.sums_of_cells();
        let (mut witnesses, mut unmet) = (Witnesses::default(), Vec::new());
        for need in self.needs.clone() {
            let value = self.cells[need.cell].value;
            for goal in [need.low, need.high] {
                let change = goal - value;
                if change.abs() < CHANGED {
                    continue;
                }
                if let Some(changes) = self.seen(need.cell, change, &witnesses) {
                    witnesses.add(Witness { cell: need.cell, change, changes });
                    continue;
                }
                match self.alternative(need.cell, change, &of_cell, true) {
                    Some(changes) => {
                        self.hide_changed(&changes);
                        witnesses.add(Witness { cell: need.cell, change, changes });
                    }
                    None => unmet.push(need),
                }
            }
        }
        let mut witnesses = witnesses.all;
        self.show_again(&at_first, &mut witnesses, &of_cell);
        unmet
    }

    /// What a known witness says of another cell that it has as far off: every table between the true one and it agrees
    /// with what is shown, too.
    fn seen(&self, cell: usize, change: f64, witnesses: &Witnesses) -> Option<Changes> {
        let is_hidden = self.is_hidden(self.cells[cell].item);
        witnesses.reaching(cell, change).filter(|_| is_hidden).map(|found| found.changes.clone())
    }

    fn hide_changed(&mut self, changes: &Changes) {
        for cell in changes.keys() {
            let item = self.cells[*cell].item;
            if !self.is_hidden(item) {
                self.hide(item);
            }
        }
    }

    /// Shows what no witness needs, the dearest first.
    fn show_again(
        &mut self,
        at_first: &BTreeSet<usize>,
        witnesses: &mut [Witness],
        of_cell: &[Vec<usize>],
    ) {
        let mut added: Vec<usize> = (0..self.items.len())
            .filter(|item| self.items[*item].state == State::Hidden && !at_first.contains(item))
            .collect();
        added.sort_by(|one, other| {
            self.items[*other].weight.total_cmp(&self.items[*one].weight).then(one.cmp(other))
        });
        for item in added {
            self.items[item].state = State::Shown;
            let mut found = Vec::new();
            let needed = witnesses.iter().enumerate().any(|(at, witness)| {
                let uses = |cell: &usize| !self.is_hidden(self.cells[*cell].item);
                if !witness.changes.keys().any(uses) {
                    return false;
                }
                let other = self.alternative(witness.cell, witness.change, of_cell, false);
                other.map(|changes| found.push((at, changes))).is_none()
            });
            if needed {
                self.items[item].state = State::Hidden;
            } else {
                for (at, changes) in found {
                    witnesses[at].changes = changes;
                }
            }
        }
    }

    fn sums_of_cells(&self) -> Vec<Vec<usize>> {
        let mut of_cell = vec![Vec::new(); self.cells.len()];
        for (at, sum) in self.sums.iter().enumerate() {
            for (cell, _) in sum {
                of_cell[*cell].push(at);
            }
        }
        of_cell
    }

    /// The cheapest other table in which a cell differs by so much; nothing when there is none.
    ///
    /// Looks near the cell first. With `may_hide` shown cells may change as well.
    fn alternative(
        &self,
        cell: usize,
        change: f64,
        of_cell: &[Vec<usize>],
        may_hide: bool,
    ) -> Option<Changes> {
        let Cell { value, item, least, most } = self.cells[cell];
        let is_possible = (least - CHANGED..=most + CHANGED).contains(&(value + change));
        if !is_possible || !self.is_hidden(item) {
            return None;
        }
        // Nothing is as cheap as what is hidden anyway.
        if let Some(changes) = self.hidden_alternative(cell, change, of_cell) {
            return Some(changes);
        }
        let near = self.around(cell, of_cell, may_hide, (NEAREST, NEAR));
        let whole = || self.around(cell, of_cell, may_hide, (usize::MAX, usize::MAX));
        self.solve(cell, change, &near, of_cell)
            .or_else(|| self.solve(cell, change, &whole(), of_cell))
    }

    /// Another table in which a few hidden cells make up for the change of one.
    fn hidden_alternative(
        &self,
        cell: usize,
        change: f64,
        of_cell: &[Vec<usize>],
    ) -> Option<Changes> {
        let room = |other: usize| {
            let Cell { value, item, least, most } = self.cells[other];
            self.is_hidden(item).then_some((least - value, most - value))
        };
        Ties { sum: |sum: usize| &self.sums[sum][..], of: of_cell, room }.shift(cell, change)
    }

    /// Cells that may change: those that sums tie to the cell.
    fn around(
        &self,
        cell: usize,
        of_cell: &[Vec<usize>],
        may_hide: bool,
        (nearest, near): (usize, usize),
    ) -> BTreeSet<usize> {
        let mut found = BTreeSet::from([cell]);
        let mut seen = BTreeSet::new();
        let mut edge = vec![cell];
        for _ in 0..near.min(self.sums.len()) {
            let mut next = Vec::new();
            for sum in edge.iter().flat_map(|cell| &of_cell[*cell]) {
                if !seen.insert(*sum) {
                    continue;
                }
                let mut others: Vec<(f64, usize)> = self.sums[*sum]
                    .iter()
                    .filter_map(|(other, _)| Some((self.price(*other, may_hide)?, *other)))
                    .collect();
                others.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
                let others = others.into_iter().map(|(_, other)| other).take(nearest);
                next.extend(others.filter(|other| found.insert(*other)));
            }
            if next.is_empty() {
                break;
            }
            edge = next;
        }
        found
    }

    /// What a change of the cell costs for each unit; nothing when it cannot be had.
    fn price(&self, cell: usize, may_hide: bool) -> Option<f64> {
        let mut item = self.cells[cell].item;
        if self.is_hidden(item) {
            return Some(FREE);
        }
        let Item { state, weight, .. } = self.items[item];
        if state == State::Told {
            return None;
        }
        loop {
            match self.items[item] {
                Item { state: State::Known, .. } => return None,
                Item { within: Some(within), .. } => item = within,
                Item { within: None, .. } => return may_hide.then_some(weight),
            }
        }
    }

    fn solve(
        &self,
        cell: usize,
        change: f64,
        free: &BTreeSet<usize>,
        of_cell: &[Vec<usize>],
    ) -> Option<Changes> {
        let mut programme = Programme::default();
        // Up and down apart: a price is paid for both.
        let mut parts = Vec::new();
        for &at in free.iter().filter(|at| **at != cell) {
            let price = self.price(at, true)?;
            let Cell { value, least, most, .. } = self.cells[at];
            let up = programme.variable(price, most - value);
            let down = programme.variable(price, value - least);
            parts.push((at, up, down));
        }
        let place: BTreeMap<usize, (usize, usize)> =
            parts.iter().map(|(at, up, down)| (*at, (*up, *down))).collect();
        let sums: BTreeSet<usize> = free.iter().flat_map(|at| &of_cell[*at]).copied().collect();
        for sum in sums {
            let mut row = Vec::new();
            let mut fixed = 0.0;
            for (at, factor) in &self.sums[sum] {
                if *at == cell {
                    fixed += factor * change;
                } else if let Some((up, down)) = place.get(at) {
                    row.extend([(*up, *factor), (*down, -factor)]);
                }
            }
            match row.is_empty() {
                true if fixed.abs() > CHANGED => return None,
                true => {}
                false => programme.equal(&row, -fixed),
            }
        }
        let solved = programme.least()?;
        let mut changes = BTreeMap::from([(cell, change)]);
        let of = |(at, up, down): (usize, usize, usize)| (at, solved[up] - solved[down]);
        changes.extend(parts.into_iter().map(of).filter(|(_, change)| change.abs() > CHANGED));
        Some(changes)
    }
}

/// As the programme stands: without whole numbers there is little that could be said of it beforehand.
pub(super) fn at_once() -> SolveOptions {
    let mut options = SolveOptions::default();
    options.presolve = false;
    options
}

/// A linear programme: variables from 0 up, each with its price and its most; equations.
#[derive(Default)]
struct Programme {
    prices: Vec<f64>,
    most: Vec<f64>,
    rows: Vec<(Vec<(usize, f64)>, f64)>,
}

impl Programme {
    fn variable(&mut self, price: f64, most: f64) -> usize {
        self.prices.push(price);
        self.most.push(most);
        self.prices.len() - 1
    }

    fn equal(&mut self, row: &[(usize, f64)], to: f64) {
        self.rows.push((row.to_vec(), to));
    }

    /// Values of the variables at the least price; nothing when no values satisfy the equations.
    fn least(&self) -> Option<Vec<f64>> {
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let variables: Vec<Variable> = (self.prices.iter().zip(&self.most))
            .map(|(price, most)| problem.add_var(*price, (0.0, *most)))
            .collect();
        for (row, to) in &self.rows {
            // A cell may be part of a sum twice; the solver wants each once.
            let mut factors = BTreeMap::<usize, f64>::new();
            for (at, factor) in row {
                *factors.entry(*at).or_default() += factor;
            }
            let parts = factors.into_iter().map(|(at, factor)| (variables[at], factor));
            problem.add_constraint(parts, ComparisonOp::Eq, *to);
        }
        let solution = problem.solve_with(at_once()).ok()?.into_solution().ok()?;
        Some(variables.into_iter().map(|variable| solution.var_value(variable)).collect())
    }
}

#[cfg(test)]
mod tests;
