//! Least and most that an unknown can be.

use std::collections::{BTreeMap, BTreeSet};

use clarabel::algebra::CscMatrix;
use clarabel::solver::{
    DefaultSettings, DefaultSolver, IPSolver as _, NonnegativeConeT, SolverStatus, ZeroConeT,
};

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
    let mut objective = vec![0.0; n];
    objective[at] = sign;
    let m = equations.len();
    let (mut rows, mut columns, mut factors) = (Vec::new(), Vec::new(), Vec::new());
    for (row, (parts, _)) in equations.iter().enumerate() {
        for (column, factor) in parts {
            rows.push(row);
            columns.push(*column);
            factors.push(*factor);
        }
    }
    for column in 0..n {
        rows.push(m + column);
        columns.push(column);
        factors.push(-1.0);
    }
    let mut right: Vec<f64> = equations.iter().map(|(_, sum)| *sum).collect();
    right.resize(m + n, 0.0);
    let settings = DefaultSettings { verbose: false, max_threads: 1, ..Default::default() };
    let solver = DefaultSolver::new(
        &CscMatrix::zeros((n, n)),
        &objective,
        &CscMatrix::new_from_triplets(m + n, n, rows, columns, factors),
        &right,
        &[ZeroConeT(m), NonnegativeConeT(n)],
        settings,
    );
    let Ok(mut solver) = solver else { return Extreme::Unknown };
    solver.solve();
    match solver.solution.status {
        SolverStatus::Solved | SolverStatus::AlmostSolved => Extreme::At(solver.solution.x),
        SolverStatus::DualInfeasible | SolverStatus::AlmostDualInfeasible => Extreme::Unbounded,
        _ => Extreme::Unknown,
    }
}
