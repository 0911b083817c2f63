//! Tables of given margins as paths through a network, after Mehta and Patel.
//!
//! A node is what the columns placed so far leave of the rows; order does not matter. An arc places the next column, with the
//! probability of that column among all that could stand there, so that the arcs of a node sum to 1.

use std::collections::BTreeMap;

use statrs::function::gamma::ln_gamma;

use super::super::hypergeometric::SAME;
use crate::inference::{CrossTable, InferenceError};

/// Most arcs to go along, some tenths of a second, and most from one node, which are held at once.
const MOST_ARCS: u64 = 8_000_000;
const MOST_FROM_ONE: usize = 400_000;
/// Most units whose factorials are kept.
const MOST_UNITS: u64 = 1_000_000;
/// Ways to a node whose probabilities are the same to this part in their logarithm are one.
const PER_LOGARITHM: f64 = 1e10;

/// What is left of the rows, in ascending order.
type Node = Vec<u64>;

/// Probability of all tables no more likely than this one.
pub(super) fn as_rare(table: &CrossTable) -> Result<f64, InferenceError> {
    let (rows, columns) = (table.row_sums(), table.column_sums());
    // The shorter side makes the nodes; the longer one is placed line by line, the largest first.
    let (mut left, mut placed) =
        if rows.len() <= columns.len() { (rows, columns) } else { (columns, rows) };
    left.sort_unstable();
    placed.sort_unstable_by(|one, other| other.cmp(one));
    let mut network = Network::of(placed)?;
    let limit = network.ln_probability(table) + SAME;
    let mut p_value = 0.0;
    // Ways to each node: the logarithm of one table's probability, and that of all tables that share it.
    let mut ways = BTreeMap::from([(left, BTreeMap::from([(0_i64, (0.0_f64, 1.0_f64))]))]);
    for stage in 0..network.placed.len() - 1 {
        let mut next = BTreeMap::<Node, BTreeMap<i64, (f64, f64)>>::new();
        for (node, pasts) in ways {
            for (child, ln_arc) in network.arcs(stage, &node)? {
                let (least, most) = network.bounds(stage + 1, &child)?;
                network.count(pasts.len() as u64)?;
                let open = next.entry(child).or_default();
                for &(past, probability) in pasts.values() {
                    let (ln_way, probability) = (past + ln_arc, probability * ln_arc.exp());
                    if ln_way + most <= limit {
                        p_value += probability;
                    } else if ln_way + least <= limit {
                        open.entry(place(ln_way)).or_insert((ln_way, 0.0)).1 += probability;
                    }
                }
            }
        }
        ways = next;
    }
    Ok(p_value.min(1.0))
}

#[expect(clippy::cast_possible_truncation, reason = "logarithms of probabilities are small")]
fn place(ln_way: f64) -> i64 {
    (ln_way * PER_LOGARITHM).round() as i64
}

fn too_many() -> InferenceError {
    let reason = "too many tables have these margins; ask for chi_square".to_owned();
    InferenceError::Undefined { reason }
}

struct Network {
    /// Sums of the lines that are placed, one per stage.
    placed: Vec<u64>,
    /// Logarithms of the least and most likely way from a node to the end.
    bounds: BTreeMap<(usize, Node), (f64, f64)>,
    /// Arcs gone along so far.
    arcs: u64,
    /// Logarithms of the factorials of 0, 1, 2, …
    ln_factorials: Vec<f64>,
}

impl Network {
    fn of(placed: Vec<u64>) -> Result<Self, InferenceError> {
        let n = placed.iter().sum();
        if n > MOST_UNITS {
            return Err(too_many());
        }
        let ln_factorials = (0..=n).map(|count| ln_gamma(count as f64 + 1.0)).collect();
        Ok(Self { placed, bounds: BTreeMap::new(), arcs: 0, ln_factorials })
    }

    fn ln_factorial(&self, n: u64) -> f64 {
        self.ln_factorials[usize::try_from(n).expect("a count of a million units fits")]
    }

    fn ln_probability(&self, table: &CrossTable) -> f64 {
        let ln = |counts: &[u64]| counts.iter().map(|&n| self.ln_factorial(n)).sum::<f64>();
        let cells: f64 = table.counts().iter().map(|row| ln(row)).sum();
        ln(&table.row_sums()) + ln(&table.column_sums()) - self.ln_factorial(table.n()) - cells
    }

    fn ln_choices(&self, n: u64, taken: u64) -> f64 {
        self.ln_factorial(n) - self.ln_factorial(taken) - self.ln_factorial(n - taken)
    }

    fn count(&mut self, arcs: u64) -> Result<(), InferenceError> {
        self.arcs += arcs;
        if self.arcs <= MOST_ARCS {
            return Ok(());
        }
        Err(too_many())
    }

    /// Every way to place the line of a stage: the node it leads to and the logarithm of its probability.
    fn arcs(&mut self, stage: usize, node: &Node) -> Result<Vec<(Node, f64)>, InferenceError> {
        let sum = self.placed[stage];
        let all: u64 = node.iter().sum();
        let ln_all = self.ln_choices(all, sum);
        let mut found = Vec::new();
        let mut left = node.clone();
        self.fill(0, sum, -ln_all, node, &mut left, &mut found)?;
        Ok(found)
    }

    /// Takes what the line still needs from the rows from `row` on.
    fn fill(
        &mut self,
        row: usize,
        needed: u64,
        ln_so_far: f64,
        node: &Node,
        left: &mut Node,
        found: &mut Vec<(Node, f64)>,
    ) -> Result<(), InferenceError> {
        if row + 1 == node.len() {
            self.count(1)?;
            if found.len() >= MOST_FROM_ONE {
                return Err(too_many());
            }
            left[row] = node[row] - needed;
            let mut child = left.clone();
            child.sort_unstable();
            found.push((child, ln_so_far + self.ln_choices(node[row], needed)));
            return Ok(());
        }
        let beyond: u64 = node[row + 1..].iter().sum();
        for taken in needed.saturating_sub(beyond)..=needed.min(node[row]) {
            left[row] = node[row] - taken;
            let ln_next = ln_so_far + self.ln_choices(node[row], taken);
            self.fill(row + 1, needed - taken, ln_next, node, left, found)?;
        }
        Ok(())
    }

    fn bounds(&mut self, stage: usize, node: &Node) -> Result<(f64, f64), InferenceError> {
        // The last line takes what is left.
        if stage + 1 >= self.placed.len() {
            return Ok((0.0, 0.0));
        }
        let key = (stage, node.clone());
        if let Some(&known) = self.bounds.get(&key) {
            return Ok(known);
        }
        let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
        for (child, ln_arc) in self.arcs(stage, node)? {
            let (rarest, likeliest) = self.bounds(stage + 1, &child)?;
            least = least.min(ln_arc + rarest);
            most = most.max(ln_arc + likeliest);
        }
        self.bounds.insert(key, (least, most));
        Ok((least, most))
    }
}
