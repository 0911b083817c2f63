//! What it costs to keep small cells unknown: cells hidden beside them, and seconds.
//!
//! `cargo bench --bench disclosure` prints a table of large tables against a bound below which no choice can be safe, and one of
//! small ones against the best choice, which an integer programme finds. A number beside it is the most rows of a table:
//! `cargo bench --bench disclosure -- 50`.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it finds")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use std::time::Instant;

use mentorlens::disclosure::{Context, attack, protect};
use mentorlens::inference::{Finding, Findings};
use mentorlens::measures::Nested;
use mentorlens::plan::{Correction, Privacy};
use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

/// Rows, and as many columns, of the large tables.
const SIZES: [usize; 4] = [10, 30, 50, 100];
/// Of a hundred cells so many have few people.
const SMALL: [u64; 3] = [2, 8, 20];
/// Rows and columns of the tables of which the best choice is looked for, and how many tables there are.
const SOLVED: (usize, u64) = (6, 100);

/// What readers are told of everyone is dear: it is hidden last. As the rules have it.
const OVERALL: f64 = 1000.0;

/// People by row and column, with all that is told of them.
struct Table {
    findings: Findings,
    nested: Vec<Nested>,
    /// Sums: which numbers make up which.
    sums: Vec<(usize, Vec<usize>)>,
}

fn main() {
    // Cargo passes `--bench` and the like; the number is ours.
    let most = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(usize::MAX);
    println!(
        "| table | numbers | small | hidden with them | at least | price above the least | seconds | attacker, seconds |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for size in SIZES.into_iter().filter(|size| *size <= most) {
        for share in SMALL {
            large(&Table::drawn(size, share, 1), size, share);
        }
    }
    let (size, tables) = SOLVED;
    let (mut found, mut best) = ((0, 0.0), (0, 0.0));
    for seed in 0..tables {
        let table = Table::drawn(size, 15, 100 + seed);
        let hidden = hidden(&protect(table.findings.clone(), table.context(&privacy())));
        let least = table.best(&privacy());
        found = (found.0 + table.beside(&hidden), found.1 + table.price(&hidden));
        best = (best.0 + table.beside(&least), best.1 + table.price(&least));
    }
    println!(
        "\n{tables} tables of {size} by {size} with their sums: {} hidden beside the small, by the best choice {}; price {:.1} % above it.",
        found.0,
        best.0,
        100.0 * (found.1 / best.1 - 1.0)
    );
}

fn privacy() -> Privacy {
    Privacy::default()
}

fn large(table: &Table, size: usize, share: u64) {
    let privacy = privacy();
    let context = table.context(&privacy);
    let start = seconds();
    let protected = protect(table.findings.clone(), context);
    let protecting = seconds() - start;
    let start = seconds();
    let told = attack(&table.findings, &protected, context);
    let attacking = seconds() - start;
    assert!(told.is_empty(), "the attacker knows {} numbers", told.len());
    let hidden = hidden(&protected);
    let small = table.small().len();
    let (least, price) = table.bounds(&privacy);
    let beside = table.beside(&hidden);
    println!(
        "| {size} × {size}, {share} % small | {} | {small} | {beside} ({:.1} %) | {least} | {} | {:.2} | {:.2} |",
        table.findings.findings.len(),
        100.0 * beside as f64 / table.findings.findings.len() as f64,
        if price > 0.0 {
            format!("{:.0} %", 100.0 * (table.price(&hidden) / price - 1.0))
        } else {
            "none needed".to_owned()
        },
        protecting,
        attacking,
    );
}

/// Seconds that this thread has worked, where the system counts them: others on the machine do not add to it.
fn seconds() -> f64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let counted = counted.and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
    counted.map_or_else(|| START.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

impl Table {
    /// A table of `size` rows and columns, of which a share of the cells have fewer people than may be told.
    fn drawn(size: usize, small: u64, seed: u64) -> Self {
        let mut draws = ChaCha8Rng::seed_from_u64(seed);
        let mut below = |most: u64| draws.next_u64() % most;
        let mut findings = vec![finding("all", "all", 0)];
        for place in 0..2 * size {
            let dimension = if place < size { "row" } else { "column" };
            findings.push(finding(dimension, &format!("{dimension} {:03}", place % size), 0));
        }
        let (mut nested, mut cells) = (Vec::new(), vec![Vec::new(); 2 * size]);
        for (row, column) in (0..size * size).map(|at| (at / size, at % size)) {
            let n = if below(100) < small { 1 + below(9) } else { 10 + below(20) * below(20) };
            let level = format!("cell {row:03} {column:03}");
            for (outer, place) in [("row", row), ("column", column)] {
                nested.push(Nested {
                    inner: ("cell".to_owned(), level.clone()),
                    outer: (outer.to_owned(), format!("{outer} {place:03}")),
                });
            }
            for at in [0, 1 + row, 1 + size + column] {
                findings[at].n = findings[at].n.map(|sum| sum + n);
            }
            cells[row].push(findings.len());
            cells[size + column].push(findings.len());
            findings.push(finding("cell", &level, n));
        }
        let mut sums: Vec<(usize, Vec<usize>)> =
            cells.into_iter().enumerate().map(|(at, parts)| (at + 1, parts)).collect();
        sums.push((0, (1..=size).collect()));
        sums.push((0, (size + 1..=2 * size).collect()));
        let findings = Findings { findings, ..Findings::default() };
        Self { findings, nested, sums }
    }

    fn context<'t>(&'t self, privacy: &'t Privacy) -> Context<'t> {
        Context {
            privacy,
            nested: &self.nested,
            earlier: None,
            amounts: &[],
            correction: Correction::None,
        }
    }

    fn n(&self, at: usize) -> f64 {
        self.findings.findings[at].n.unwrap_or(0) as f64
    }

    /// Places of the numbers that rest on too few.
    fn small(&self) -> Vec<usize> {
        let least = privacy().min_cell as f64;
        (0..self.findings.findings.len()).filter(|at| self.n(*at) < least).collect()
    }

    /// How many are hidden that would not have to be by themselves.
    fn beside(&self, hidden: &[bool]) -> usize {
        hidden.iter().filter(|is_hidden| **is_hidden).count() - self.small().len()
    }

    /// What it costs to hide a number: the more people it is about, the more.
    fn weight(&self, at: usize) -> f64 {
        let most = self.n(0);
        if at == 0 { OVERALL } else { 1.0 + 100.0 * self.n(at) / most }
    }

    /// What is hidden beside the small, by its price.
    fn price(&self, hidden: &[bool]) -> f64 {
        let least = privacy().min_cell as f64;
        let beside = (0..hidden.len()).filter(|at| hidden[*at] && self.n(*at) >= least);
        beside.map(|at| self.weight(at)).sum()
    }

    /// Sums that a number is part of: its own sign in them, and the others with theirs.
    fn of(&self, at: usize) -> Vec<Vec<(usize, f64)>> {
        let signed = self.sums.iter().filter_map(|(whole, parts)| {
            let is_part = *whole == at || parts.contains(&at);
            is_part.then(|| {
                let own = if *whole == at { -1.0 } else { 1.0 };
                let parts = parts.iter().map(|part| (*part, own));
                let all = parts.chain([(*whole, -own)]);
                all.filter(|(other, _)| *other != at).collect()
            })
        });
        signed.collect()
    }

    /// By how much a small number has to be uncertain, down and up.
    fn gaps(&self, at: usize, privacy: &Privacy) -> [f64; 2] {
        let n = self.n(at);
        [-(n.min(privacy.min_part as f64)), privacy.min_cell as f64 - n]
    }

    /// Fewest numbers beside the small, and their least price, that any choice has to hide: in each sum of a small number, the
    /// hidden ones together have to be able to make up for its being as low, or as high, as it has to seem. It does not ask
    /// whether one table does all of this at once, so that the true least can lie above.
    fn bounds(&self, privacy: &Privacy) -> (usize, f64) {
        let small: BTreeSet<usize> = self.small().into_iter().collect();
        let mut rows: Vec<(Vec<(usize, f64)>, f64)> = Vec::new();
        for at in &small {
            for (sum, gap) in
                self.of(*at).iter().flat_map(|sum| self.gaps(*at, privacy).map(|gap| (sum, gap)))
            {
                // A number on the same side goes down when this one goes up, and no lower than none.
                let room = |(other, sign): &(usize, f64)| {
                    if sign * gap > 0.0 { self.n(*other).min(gap.abs()) } else { gap.abs() }
                };
                let is_small = |part: &&(usize, f64)| small.contains(&part.0);
                let had: f64 = sum.iter().filter(is_small).map(room).sum();
                let missing = gap.abs() - had;
                if missing > 1e-9 {
                    let others = sum.iter().filter(|part| !is_small(part));
                    rows.push((
                        others.map(|part| (part.0, room(part).min(missing))).collect(),
                        missing,
                    ));
                }
            }
        }
        let least = |price: &dyn Fn(usize) -> f64| -> f64 {
            let mut problem = Problem::new(OptimizationDirection::Minimize);
            let mut variables = BTreeMap::<usize, Variable>::new();
            for (parts, _) in &rows {
                for (at, _) in parts {
                    variables.entry(*at).or_insert_with(|| problem.add_var(price(*at), (0.0, 1.0)));
                }
            }
            for (parts, missing) in &rows {
                let parts = parts.iter().map(|(at, room)| (variables[at], *room));
                problem.add_constraint(parts, ComparisonOp::Ge, *missing);
            }
            let solved = problem.solve().expect("hiding everything is enough");
            solved.into_solution().expect("no limit is set").objective()
        };
        if rows.is_empty() {
            return (0, 0.0);
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a number of cells"
        )]
        let fewest = (least(&|_| 1.0) - 1e-6).ceil() as usize;
        (fewest, least(&|at| self.weight(at)))
    }

    /// The cheapest safe choice: for each small number and each way, another table that agrees with all that is shown
    /// (Fischetti and Salazar 2001, with the tables as variables).
    fn best(&self, privacy: &Privacy) -> Vec<bool> {
        let numbers = self.findings.findings.len();
        let small = self.small();
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let hidden: Vec<Option<Variable>> = (0..numbers)
            .map(|at| {
                (!small.contains(&at)).then(|| problem.add_integer_var(self.weight(at), (0, 1)))
            })
            .collect();
        for at in &small {
            for gap in self.gaps(*at, privacy) {
                let most = gap.abs();
                let changes: Vec<(Variable, Variable)> = (0..numbers)
                    .map(|other| {
                        let fixed =
                            |amount: f64| if amount > 0.0 { (amount, amount) } else { (0.0, 0.0) };
                        if other == *at {
                            (problem.add_var(0.0, fixed(gap)), problem.add_var(0.0, fixed(-gap)))
                        } else {
                            let down = self.n(other).min(most);
                            (problem.add_var(0.0, (0.0, most)), problem.add_var(0.0, (0.0, down)))
                        }
                    })
                    .collect();
                for (other, (up, down)) in changes.iter().enumerate() {
                    if let Some(hidden) = hidden[other] {
                        let parts = [(*up, 1.0), (*down, 1.0), (hidden, -most)];
                        problem.add_constraint(parts, ComparisonOp::Le, 0.0);
                    }
                }
                for (whole, parts) in &self.sums {
                    let signed = parts.iter().map(|part| (*part, 1.0)).chain([(*whole, -1.0)]);
                    let row = signed
                        .flat_map(|(at, sign)| [(changes[at].0, sign), (changes[at].1, -sign)]);
                    problem.add_constraint(row, ComparisonOp::Eq, 0.0);
                }
            }
        }
        let solved = problem.solve().expect("hiding everything is enough");
        let solved = solved.into_solution().expect("no limit is set");
        let is_hidden = |one: &Option<Variable>| one.is_none_or(|one| solved.var_value(one) > 0.5);
        hidden.iter().map(is_hidden).collect()
    }
}

fn hidden(protected: &Findings) -> Vec<bool> {
    protected.findings.iter().map(|one| one.suppressed.is_some()).collect()
}

fn finding(dimension: &str, level: &str, n: u64) -> Finding {
    Finding {
        measure: "table".to_owned(),
        answer: "mean".to_owned(),
        term_id: "all".to_owned(),
        dimension: dimension.to_owned(),
        level: level.to_owned(),
        n: Some(n),
        n_missing: Some(0),
        estimate: Some(0.5),
        unit: "points".to_owned(),
        ..Finding::default()
    }
}
