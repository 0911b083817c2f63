//! Least and most that an unknown can be.

use std::collections::{BTreeMap, BTreeSet};

use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, Variable};

use super::knowledge::{Knowledge, Unknown};

/// Values that unknowns have been seen to have in some table that agrees with everything told: least and most.
pub(super) type Seen = BTreeMap<Unknown, (f64, f64)>;

/// Least and most of one unknown; when the solver has no answer, it is taken to be known: nothing is published on luck.
///
/// Whatever else was seen on the way is added to `seen`.
pub(super) fn bounds(knowledge: &Knowledge, about: &Unknown, seen: &mut Seen) -> (f64, f64) {
    let near = tied(knowledge, about);
    let number: BTreeMap<&Unknown, usize> =
        near.iter().enumerate().map(|(number, unknown)| (*unknown, number)).collect();
    let mut equations = Vec::new();
    for equation in &knowledge.equations {
        if equation.parts.iter().any(|(unknown, _)| number.contains_key(unknown)) {
            let of = |(unknown, factor): &(Unknown, f64)| (number[unknown], *factor);
            equations.push((equation.parts.iter().map(of).collect::<Vec<_>>(), equation.sum));
        }
    }
    let truth = knowledge.truth[about];
    let at = number[about];
    let mut ends = [truth, truth];
    for (end, sign) in ends.iter_mut().zip([1.0, -1.0]) {
        match extreme(near.len(), at, sign, &equations) {
            Extreme::Unbounded => *end = f64::INFINITY,
            Extreme::Unknown => {}
            Extreme::At(values) => {
                *end = values[at].max(0.0);
                for (unknown, value) in near.iter().zip(values) {
                    let truth = knowledge.truth[*unknown];
                    let (low, high) = seen.entry((*unknown).clone()).or_insert((truth, truth));
                    (*low, *high) = (low.min(value), high.max(value));
                }
            }
        }
    }
    ends.into()
}

/// Where an unknown is least, or most.
enum Extreme {
    At(Vec<f64>),
    Unbounded,
    Unknown,
}

/// Unknowns that equations tie to this one.
fn tied<'k>(knowledge: &'k Knowledge, about: &'k Unknown) -> Vec<&'k Unknown> {
    let mut of = BTreeMap::<&Unknown, Vec<usize>>::new();
    for (number, equation) in knowledge.equations.iter().enumerate() {
        equation.parts.iter().for_each(|(unknown, _)| of.entry(unknown).or_default().push(number));
    }
    let mut found = BTreeSet::from([about]);
    let mut edge = vec![about];
    while let Some(unknown) = edge.pop() {
        for number in of.get(unknown).into_iter().flatten() {
            for (other, _) in &knowledge.equations[*number].parts {
                if found.insert(other) {
                    edge.push(other);
                }
            }
        }
    }
    found.into_iter().collect()
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
