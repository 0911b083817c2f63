//! Least and most that an unknown can be.

use std::collections::{BTreeMap, BTreeSet};

use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, Variable};

use super::knowledge::{Knowledge, Unknown};
use crate::disclosure::linear::at_once;
use crate::disclosure::shift::{Changes, Ties};

/// Values that unknowns have been seen to have in some table that agrees with everything told: least and most.
pub(super) type Seen = BTreeMap<Unknown, (f64, f64)>;

/// Rounds in which many unknowns are looked at together.
const ROUNDS: u32 = 8;
/// As many as are looked at one by one.
const FEW: usize = 3;
/// The furthest that an unknown is moved by hand.
const FURTHEST: u32 = 100;
/// How exactly an equation of counts holds.
const EXACT: f64 = 1e-9;

/// The equations with a number for each unknown.
pub(super) struct System<'k> {
    knowledge: &'k Knowledge,
    unknowns: Vec<&'k Unknown>,
    number: BTreeMap<&'k Unknown, usize>,
    equations: Vec<(Vec<(usize, f64)>, f64)>,
    /// Equations that each unknown is part of.
    of: Vec<Vec<usize>>,
}

impl<'k> System<'k> {
    pub(super) fn new(knowledge: &'k Knowledge) -> Self {
        let parts = || knowledge.equations.iter().flat_map(|equation| &equation.parts);
        let number: BTreeMap<&Unknown, usize> = knowledge
            .truth
            .keys()
            .chain(parts().map(|(unknown, _)| unknown))
            .collect::<BTreeSet<_>>()
            .into_iter()
            .enumerate()
            .map(|(number, unknown)| (unknown, number))
            .collect();
        let mut of = vec![Vec::new(); number.len()];
        let mut equations = Vec::new();
        for (at, equation) in knowledge.equations.iter().enumerate() {
            let numbered =
                equation.parts.iter().map(|(unknown, factor)| (number[unknown], *factor));
            let numbered: Vec<(usize, f64)> = numbered.collect();
            for (unknown, _) in &numbered {
                of[*unknown].push(at);
            }
            equations.push((numbered, equation.sum));
        }
        Self { knowledge, unknowns: number.keys().copied().collect(), number, equations, of }
    }

    /// Least and most of one unknown; when the solver has no answer, it is taken to be known: nothing is published on luck.
    ///
    /// Whatever else was seen on the way is added to `seen`.
    pub(super) fn bounds(&self, about: &Unknown, seen: &mut Seen) -> (f64, f64) {
        let part = self.part(self.number[about]);
        let own = part.place[&self.number[about]];
        let mut ends = [self.knowledge.truth[about]; 2];
        for (end, sign) in ends.iter_mut().zip([1.0, -1.0]) {
            match part.extreme(&[(own, sign)]) {
                Extreme::Unbounded => *end = -sign * f64::INFINITY,
                Extreme::Unknown => {}
                Extreme::At(values) => {
                    *end = values[own].max(part.least[own]);
                    self.note_all(&part, &values, seen);
                }
            }
        }
        ends.into()
    }

    /// Looks for tables in which many unknowns are far off at once, for as long as that leaves fewer of those that are still
    /// `open`: a handful of programmes in place of two for each unknown. It only adds to what is seen.
    pub(super) fn spread(
        &self,
        about: &[&Unknown],
        open: impl Fn(&Unknown, (f64, f64)) -> bool,
        seen: &mut Seen,
    ) {
        self.step_aside(about, &open, seen);
        let is_open = |unknown: &&&Unknown| open(unknown, self.range(unknown, seen));
        let mut left: BTreeSet<usize> =
            about.iter().filter(is_open).map(|unknown| self.number[*unknown]).collect();
        while let Some(first) = left.first().copied() {
            let part = self.part(first);
            let mut own: Vec<usize> =
                left.iter().filter(|number| part.place.contains_key(*number)).copied().collect();
            left.retain(|number| !part.place.contains_key(number));
            for round in 0..ROUNDS {
                if own.len() < FEW {
                    break;
                }
                let before = own.len();
                // All together first; then some up while others go down.
                let sign =
                    |at: usize| if round > 0 && (at >> (round - 1)) & 1 == 1 { -1.0 } else { 1.0 };
                for way in [1.0, -1.0] {
                    let all = own.iter().enumerate();
                    let goal: Vec<(usize, f64)> =
                        all.map(|(at, number)| (part.place[number], way * sign(at))).collect();
                    if let Extreme::At(values) = part.extreme(&goal) {
                        self.note_all(&part, &values, seen);
                    }
                }
                own.retain(|number| {
                    let unknown = self.unknowns[*number];
                    open(unknown, self.range(unknown, seen))
                });
                if own.len() == before && round > 0 {
                    break;
                }
            }
        }
    }

    /// Looks for tables a few steps from the true one, in which an unknown is far enough off not to be open any more.
    fn step_aside(
        &self,
        about: &[&Unknown],
        open: &impl Fn(&Unknown, (f64, f64)) -> bool,
        seen: &mut Seen,
    ) {
        let all: Vec<usize> = (0..self.equations.len()).collect();
        // Where the true table is none that a reader would think of, one beside it is none either.
        if !self.holds(&all, &Changes::new()) {
            return;
        }
        let room = |number: usize| {
            let unknown = self.unknowns[number];
            let truth = self.knowledge.truth.get(unknown)?;
            Some((unknown.least() - truth, f64::INFINITY))
        };
        let ties = Ties { sum: |at: usize| &self.equations[at].0[..], of: &self.of, room };
        for unknown in about {
            let truth = self.knowledge.truth[*unknown];
            if !open(unknown, self.range(unknown, seen)) {
                continue;
            }
            let steps = || (1..=FURTHEST).map(f64::from);
            let up = steps().find(|by| !open(unknown, (truth, truth + by)));
            let down = steps().find(|by| !open(unknown, (truth - by, truth)));
            let down = down.filter(|by| truth - by >= unknown.least());
            let ways = up.into_iter().chain(down.map(|by| -by));
            let own = self.number[*unknown];
            let found = ways.filter_map(|by| ties.shift(own, by)).find(|changes| {
                let of_changed = changes.keys().flat_map(|number| &self.of[*number]);
                self.holds(of_changed, changes)
            });
            for (number, by) in found.into_iter().flatten() {
                let value = self.knowledge.truth[self.unknowns[number]] + by;
                self.note(number, value, seen);
            }
        }
    }

    /// True when equations hold for the true table with some changes.
    fn holds<'e>(&self, equations: impl IntoIterator<Item = &'e usize>, by: &Changes) -> bool {
        equations.into_iter().all(|at| {
            let (parts, sum) = &self.equations[*at];
            let mut size = sum.abs();
            let mut total = 0.0;
            for (number, factor) in parts {
                let unknown = self.unknowns[*number];
                let Some(truth) = self.knowledge.truth.get(unknown) else { return false };
                let value = truth + by.get(number).copied().unwrap_or_default();
                if value < unknown.least() {
                    return false;
                }
                total += factor * value;
                size = size.max((factor * value).abs());
            }
            (total - sum).abs() <= EXACT * size.max(1.0)
        })
    }

    /// What has been seen of an unknown: at least that it can be what it is.
    fn range(&self, unknown: &Unknown, seen: &Seen) -> (f64, f64) {
        let truth = self.knowledge.truth[unknown];
        seen.get(unknown).copied().unwrap_or((truth, truth))
    }

    /// Adds a value that an unknown has in some table.
    fn note(&self, number: usize, value: f64, seen: &mut Seen) {
        let unknown = self.unknowns[number];
        let truth = self.knowledge.truth[unknown];
        let (low, high) = seen.entry(unknown.clone()).or_insert((truth, truth));
        (*low, *high) = (low.min(value), high.max(value));
    }

    /// Adds what a table says of all of its unknowns.
    fn note_all(&self, part: &Part, values: &[f64], seen: &mut Seen) {
        for (number, value) in part.numbers.iter().zip(values) {
            self.note(*number, *value, seen);
        }
    }

    /// What is tied to an unknown, as a programme.
    fn part(&self, about: usize) -> Part {
        let (numbers, equations) = self.tied(about);
        let place: BTreeMap<usize, usize> =
            numbers.iter().enumerate().map(|(place, number)| (*number, place)).collect();
        let rows = equations.into_iter().map(|at| {
            let (parts, sum) = &self.equations[at];
            // An unknown may be part of an equation twice; the solver wants each once.
            let mut factors = BTreeMap::<usize, f64>::new();
            for (number, factor) in parts {
                *factors.entry(place[number]).or_default() += factor;
            }
            (factors.into_iter().collect(), *sum)
        });
        let rows = rows.collect();
        let least = numbers.iter().map(|number| self.unknowns[*number].least()).collect();
        Part { numbers: numbers.into_iter().collect(), place, rows, least }
    }

    /// Unknowns that equations tie to this one, and these equations.
    fn tied(&self, about: usize) -> (BTreeSet<usize>, BTreeSet<usize>) {
        let mut found = BTreeSet::from([about]);
        let mut equations = BTreeSet::new();
        let mut edge = vec![about];
        while let Some(unknown) = edge.pop() {
            for at in &self.of[unknown] {
                if equations.insert(*at) {
                    let others = self.equations[*at].0.iter().map(|(other, _)| *other);
                    edge.extend(others.filter(|other| found.insert(*other)));
                }
            }
        }
        (found, equations)
    }
}

/// Unknowns that are tied to one another, each at its place, and what ties them.
struct Part {
    numbers: Vec<usize>,
    place: BTreeMap<usize, usize>,
    rows: Vec<(Vec<(usize, f64)>, f64)>,
    least: Vec<f64>,
}

/// Where a sum of unknowns is least.
enum Extreme {
    At(Vec<f64>),
    Unbounded,
    Unknown,
}

impl Part {
    /// The least of a sum over all values from their least up that satisfy the equations.
    fn extreme(&self, goal: &[(usize, f64)]) -> Extreme {
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let mut prices = vec![0.0; self.least.len()];
        for (at, price) in goal {
            prices[*at] = *price;
        }
        let unknowns: Vec<Variable> = (prices.into_iter().zip(&self.least))
            .map(|(price, least)| problem.add_var(price, (*least, f64::INFINITY)))
            .collect();
        for (parts, sum) in &self.rows {
            let parts = parts.iter().map(|(at, factor)| (unknowns[*at], *factor));
            problem.add_constraint(parts, ComparisonOp::Eq, *sum);
        }
        match problem.solve_with(at_once()).map(microlp::SolveOutcome::into_solution) {
            Ok(Ok(solution)) => Extreme::At(
                unknowns.into_iter().map(|unknown| solution.var_value(unknown)).collect(),
            ),
            Err(Error::Unbounded) => Extreme::Unbounded,
            Ok(Err(_)) | Err(_) => Extreme::Unknown,
        }
    }
}
