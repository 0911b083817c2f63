//! Least and most that an unknown can be.

use std::collections::{BTreeMap, BTreeSet};

use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, Variable};

use super::knowledge::{Knowledge, Unknown};
use crate::disclosure::linear::at_once;
use crate::disclosure::shift::{Changes, Ties};

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
    unknowns: Vec<&'k Unknown>,
    number: BTreeMap<&'k Unknown, usize>,
    /// The true count of each, where it has one.
    truth: Vec<Option<f64>>,
    /// Least and most that each has in the tables seen so far that agree with everything told, the true one among them.
    seen: Vec<(f64, f64)>,
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
        let unknowns: Vec<&Unknown> = number.keys().copied().collect();
        let truth: Vec<Option<f64>> =
            unknowns.iter().map(|unknown| knowledge.truth.get(unknown).copied()).collect();
        let nowhere = (f64::INFINITY, f64::NEG_INFINITY);
        let seen = truth.iter().map(|truth| truth.map_or(nowhere, |truth| (truth, truth)));
        let seen = seen.collect();
        Self { unknowns, number, truth, seen, equations, of }
    }

    /// Least and most that an unknown has been seen to be: what it can be is no narrower.
    pub(super) fn seen(&self, about: &Unknown) -> (f64, f64) {
        self.seen[self.number[about]]
    }

    /// Least and most of one unknown; when the solver has no answer, it is taken to be known: nothing is published on luck.
    pub(super) fn bounds(&mut self, about: &Unknown) -> (f64, f64) {
        let number = self.number[about];
        let part = self.part(number);
        let own = part.place[&number];
        let mut ends = [self.truth[number].expect("what is protected has a true count"); 2];
        for (end, sign) in ends.iter_mut().zip([1.0, -1.0]) {
            match part.extreme(&[(own, sign)]) {
                Extreme::Unbounded => *end = -sign * f64::INFINITY,
                Extreme::Unknown => {}
                Extreme::At(values) => {
                    *end = values[own].max(part.least[own]);
                    self.note_all(&part, &values);
                }
            }
        }
        ends.into()
    }

    /// Looks for tables in which many unknowns are far off at once, for as long as that leaves fewer of those that are still
    /// `open`: a handful of programmes in place of two for each unknown. It only adds to what is seen.
    pub(super) fn spread(
        &mut self,
        about: &[&Unknown],
        open: impl Fn(&Unknown, (f64, f64)) -> bool,
    ) {
        self.step_aside(about, &open);
        let is_open = |unknown: &&&Unknown| open(unknown, self.seen(unknown));
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
                        self.note_all(&part, &values);
                    }
                }
                own.retain(|number| open(self.unknowns[*number], self.seen[*number]));
                if own.len() == before && round > 0 {
                    break;
                }
            }
        }
    }

    /// Looks for tables a few steps from the true one, in which an unknown is far enough off not to be open any more.
    fn step_aside(&mut self, about: &[&Unknown], open: &impl Fn(&Unknown, (f64, f64)) -> bool) {
        let all: Vec<usize> = (0..self.equations.len()).collect();
        // Where the true table is none that a reader would think of, one beside it is none either.
        if !self.holds(&all, &Changes::new()) {
            return;
        }
        let room = |number: usize| {
            let truth = self.truth[number]?;
            Some((self.unknowns[number].least() - truth, f64::INFINITY))
        };
        let mut seen = self.seen.clone();
        let ties = Ties { sum: |at: usize| &self.equations[at].0[..], of: &self.of, room };
        for unknown in about {
            let own = self.number[*unknown];
            let Some(truth) = self.truth[own].filter(|_| open(unknown, seen[own])) else {
                continue;
            };
            let steps = || (1..=FURTHEST).map(f64::from);
            let up = steps().find(|by| !open(unknown, (truth, truth + by)));
            let down = steps().find(|by| !open(unknown, (truth - by, truth)));
            let down = down.filter(|by| truth - by >= unknown.least());
            let ways = up.into_iter().chain(down.map(|by| -by));
            let found = ways.filter_map(|by| ties.shift(own, by)).find(|changes| {
                let of_changed = changes.keys().flat_map(|number| &self.of[*number]);
                self.holds(of_changed, changes)
            });
            for (number, by) in found.into_iter().flatten() {
                let value = self.truth[number].expect("only what has a true count is moved") + by;
                note(&mut seen[number], value);
            }
        }
        self.seen = seen;
    }

    /// True when equations hold for the true table with some changes.
    fn holds<'e>(&self, equations: impl IntoIterator<Item = &'e usize>, by: &Changes) -> bool {
        equations.into_iter().all(|at| {
            let (parts, sum) = &self.equations[*at];
            let mut size = sum.abs();
            let mut total = 0.0;
            for (number, factor) in parts {
                let Some(truth) = self.truth[*number] else { return false };
                let value = truth + by.get(number).copied().unwrap_or_default();
                if value < self.unknowns[*number].least() {
                    return false;
                }
                total += factor * value;
                size = size.max((factor * value).abs());
            }
            (total - sum).abs() <= EXACT * size.max(1.0)
        })
    }

    /// Adds what a table says of all of its unknowns.
    fn note_all(&mut self, part: &Part, values: &[f64]) {
        for (number, value) in part.numbers.iter().zip(values) {
            note(&mut self.seen[*number], *value);
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

/// Adds a value that an unknown has in some table.
fn note((low, high): &mut (f64, f64), value: f64) {
    (*low, *high) = (low.min(value), high.max(value));
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
