//! Least and most that an unknown can be.

use std::collections::{BTreeMap, BTreeSet};

use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, Variable};

use super::knowledge::{Knowledge, Unknown};

/// Values that unknowns have been seen to have in some table that agrees with everything told: least and most.
pub(super) type Seen = BTreeMap<Unknown, (f64, f64)>;

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
        let (near, equations) = self.tied(self.number[about]);
        let place: BTreeMap<usize, usize> =
            near.iter().enumerate().map(|(place, number)| (*number, place)).collect();
        let rows: Vec<(Vec<(usize, f64)>, f64)> = equations
            .into_iter()
            .map(|at| {
                let (parts, sum) = &self.equations[at];
                let placed = parts.iter().map(|(number, factor)| (place[number], *factor));
                (placed.collect(), *sum)
            })
            .collect();
        let truth = |number: usize| self.knowledge.truth[self.unknowns[number]];
        let own = place[&self.number[about]];
        let mut ends = [truth(self.number[about]); 2];
        for (end, sign) in ends.iter_mut().zip([1.0, -1.0]) {
            match extreme(near.len(), own, sign, &rows) {
                Extreme::Unbounded => *end = f64::INFINITY,
                Extreme::Unknown => {}
                Extreme::At(values) => {
                    *end = values[own].max(0.0);
                    for (number, value) in near.iter().zip(values) {
                        let truth = truth(*number);
                        let unknown = self.unknowns[*number].clone();
                        let (low, high) = seen.entry(unknown).or_insert((truth, truth));
                        (*low, *high) = (low.min(value), high.max(value));
                    }
                }
            }
        }
        ends.into()
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

/// Where an unknown is least, or most.
enum Extreme {
    At(Vec<f64>),
    Unbounded,
    Unknown,
}

/// The least of `sign · x` over all values from 0 up that satisfy the equations.
fn extreme(n: usize, at: usize, sign: f64, equations: &[(Vec<(usize, f64)>, f64)]) -> Extreme {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let objective = |column: usize| if column == at { sign } else { 0.0 };
    let unknowns: Vec<Variable> =
        (0..n).map(|column| problem.add_var(objective(column), (0.0, f64::INFINITY))).collect();
    for (parts, sum) in equations {
        let mut factors = BTreeMap::<usize, f64>::new();
        for (column, factor) in parts {
            *factors.entry(*column).or_default() += factor;
        }
        let parts = factors.into_iter().map(|(column, factor)| (unknowns[column], factor));
        problem.add_constraint(parts, ComparisonOp::Eq, *sum);
    }
    match problem.solve().map(microlp::SolveOutcome::into_solution) {
        Ok(Ok(solution)) => {
            Extreme::At(unknowns.into_iter().map(|unknown| solution.var_value(unknown)).collect())
        }
        Err(Error::Unbounded) => Extreme::Unbounded,
        Ok(Err(_)) | Err(_) => Extreme::Unknown,
    }
}
