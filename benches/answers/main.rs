//! How long one answer takes for a thousand to a hundred million people, and what `SciPy` and R take for a million.
//!
//! `cargo bench --bench answers` prints the table of `docs/performance.md`; with `-- --peers` it also runs `peers.py` and
//! `peers.R` beside this file, where Python with `SciPy` and R are at hand, and refuses to compare different answers.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it finds")]

mod peers;

use std::hint::black_box;
use std::time::Instant;

use mentorlens::inference::{
    Gap, InferenceError, Level, Paired, Ratings, cohen_kappa, cronbach_alpha, hedges_g_av,
    hodges_lehmann, icc_agreement, mann_whitney, mean_t, median, paired_t, welch_t,
    wilcoxon_signed_rank, wilson,
};

const SIZES: [u64; 6] = [1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];
/// As many people as the peers are asked about.
const PEERS_SIZE: u64 = 1_000_000;

/// One answer on answers from 1 to 5 of two waves, and the number by which two programs are compared.
struct Case {
    name: &'static str,
    answer: fn(&Paired) -> Result<f64, InferenceError>,
}

const CASES: &[Case] = &[
    Case {
        name: "mean_t",
        answer: |waves| Ok(mean_t(&waves.before(), Level::P95)?.standard_error),
    },
    Case { name: "median", answer: |waves| Ok(median(&waves.before(), Level::P95)?.value) },
    Case {
        name: "wilson",
        answer: |waves| {
            let before = waves.before();
            Ok(wilson(before.count(|value| value >= 4.0), before.n(), Level::P95)?.value)
        },
    },
    Case { name: "paired_t", answer: |waves| Ok(paired_t(waves, Level::P95)?.statistic) },
    Case {
        name: "hedges_g_av",
        answer: |waves| Ok(hedges_g_av(&waves.moments()?, Level::P95)?.value),
    },
    Case { name: "wilcoxon", answer: |waves| Ok(wilcoxon_signed_rank(waves)?.p_values.two_sided) },
    Case {
        name: "hodges_lehmann",
        answer: |waves| Ok(hodges_lehmann(&waves.differences(), Level::P95)?.value),
    },
    Case {
        name: "welch_t",
        answer: |waves| {
            let [one, other] = [waves.after(), waves.before()].map(|wave| wave.moments("answers"));
            Ok(welch_t(&one?, &other?, Level::P95)?.statistic)
        },
    },
    Case {
        name: "mann_whitney",
        answer: |waves| Ok(mann_whitney(&waves.after(), &waves.before())?.p_values.two_sided),
    },
    Case {
        name: "kappa",
        answer: |waves| Ok(cohen_kappa(waves, Gap::Square, Level::P95)?.estimate.value),
    },
    Case {
        name: "icc",
        answer: |waves| Ok(icc_agreement(&Ratings::of_pairs(waves), Level::P95)?.value),
    },
    Case {
        name: "alpha",
        answer: |waves| Ok(cronbach_alpha(&Ratings::of_pairs(waves), Level::P95)?.value),
    },
];

fn main() {
    let headings = SIZES.map(|n| format!("n = 10^{}", n.ilog10()));
    println!("microseconds | {} | last by first", headings.join(" | "));
    for case in CASES {
        let times = SIZES.map(|n| microseconds(case, &waves(n)));
        let cells = times.map(|time| format!("{time:.1}"));
        println!("{} | {} | {:.2}", case.name, cells.join(" | "), times[5] / times[0]);
    }
    if std::env::args().any(|argument| argument == "--peers") {
        peers::compare(CASES, PEERS_SIZE);
    }
}

/// The table of answers that person after person gives, worked out without going through them.
fn waves(n: u64) -> Paired {
    let mut counts = std::collections::BTreeMap::new();
    // The rule repeats itself: one period is counted, and the rest of one more.
    let (whole, rest) = (n / PERIOD, n % PERIOD);
    for person in 0..PERIOD {
        let count = whole + u64::from(person < rest);
        if count > 0 {
            *counts.entry(answers(person)).or_insert(0) += count;
        }
    }
    let rows: Vec<_> = counts.into_iter().collect();
    let wave = |value: u64| Some(value as f64);
    let before: Vec<_> = rows.iter().map(|((before, _), _)| wave(*before)).collect();
    let after: Vec<_> = rows.iter().map(|((_, after), _)| wave(*after)).collect();
    let counts: Vec<_> = rows.iter().map(|(_, count)| *count).collect();
    Paired::weighted(&before, &after, &counts)
}

/// After so many people the answers come again.
const PERIOD: u64 = 997;

/// What a person answers before and after: the same rule stands in `peers.py` and `peers.R`.
fn answers(person: u64) -> (u64, u64) {
    let at = person % PERIOD;
    let lean = at * at % 7;
    let before = 1 + u64::midpoint(lean, at % 3);
    (before.min(5), (before + u64::from(at.is_multiple_of(4)) + u64::from(at % 5 == 1)).min(5))
}

/// The least of some rounds: what else the machine does only adds to it.
fn microseconds(case: &Case, waves: &Paired) -> f64 {
    const ROUNDS: usize = 15;
    const REPEATS: u32 = 200;
    let round = |_| {
        let start = Instant::now();
        for _ in 0..REPEATS {
            black_box((case.answer)(black_box(waves)).expect("the answers vary"));
        }
        start.elapsed().as_secs_f64() * 1e6 / f64::from(REPEATS)
    };
    (0..ROUNDS).map(round).fold(f64::INFINITY, f64::min)
}
