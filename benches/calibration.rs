//! Do the intervals hold what they promise? Seeded simulations on data like ours: answers from 1 to 5 with ties, floors and
//! few people, mentees who share mentors, matches that are still running.
//!
//! `cargo bench --bench calibration` prints the table of `docs/calibration.md`. Nominal 95 % everywhere: a cell says in how
//! many of 100 samples the interval held the true value. A second table does the same for tests: how often they reject at 5 %
//! what is true.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it finds")]

#[path = "calibration/tests.rs"]
mod tests;

use mentorlens::inference::{
    Clusters, Durations, Estimate, InferenceError, Level, Paired, Ratings, Recommendations, Sample,
    Spell, Transitions, clopper_pearson, clustered_mean, cronbach_alpha, difference_in_change,
    hedges_g, hedges_g_av, hedges_g_pre, hodges_lehmann, icc_agreement, kaplan_meier, mean_t,
    median, net_promoter, newcombe, paired_t, restricted_mean, robust_rate, share_change, smcr,
    welch_t, wilson,
};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Samples per cell: the standard error of a cell is 0.3 points.
const SAMPLES: u32 = 4_000;
/// People whose answers stand for the truth.
const POPULATION: usize = 2_000_000;
const SIZES: [usize; 4] = [10, 20, 50, 200];

type Found = Result<Estimate, InferenceError>;

/// One row of the table: how samples are drawn and answered.
struct Case {
    name: &'static str,
    data: &'static str,
    answer: fn(&mut Chance, usize) -> Found,
}

const CASES: &[Case] = &[
    Case { name: "mean, *t*", data: "answers around 3", answer: |c, n| mean(&c.likert(n, 0.0)) },
    Case {
        name: "mean, *t*",
        data: "70 % at the lowest answer",
        answer: |c, n| mean(&c.likert(n, -2.0)),
    },
    Case {
        name: "median, order statistics",
        data: "answers around 3",
        answer: |c, n| median(&sample(&c.likert(n, 0.1)), Level::P95),
    },
    Case { name: "share, Wilson", data: "50 %", answer: |c, n| share(c, n, 0.5, wilson) },
    Case { name: "share, Wilson", data: "5 %", answer: |c, n| share(c, n, 0.05, wilson) },
    Case {
        name: "share, Clopper–Pearson",
        data: "5 %",
        answer: |c, n| share(c, n, 0.05, clopper_pearson),
    },
    Case { name: "net promoter score, adjusted Wald", data: "50 / 30 / 20 %", answer: nps },
    Case {
        name: "mean change, paired *t*",
        data: "answers, r 0.5",
        answer: |c, n| Ok(paired_t(&c.waves(n, 0.0), Level::P95)?.estimate),
    },
    Case {
        name: "mean change, paired *t*",
        data: "floor, r 0.5",
        answer: |c, n| Ok(paired_t(&c.waves(n, -1.5), Level::P95)?.estimate),
    },
    Case {
        name: "typical change, Hodges–Lehmann",
        data: "scores of 4 items",
        answer: |c, n| hodges_lehmann(&c.scores(n).differences(), Level::P95),
    },
    Case {
        name: "Hedges’ g_av, Bonett",
        data: "scores of 4 items",
        answer: |c, n| hedges_g_av(&c.scores(n).moments()?, Level::P95),
    },
    Case {
        name: "mean, CR2 by mentor",
        data: "scores, 2 mentees a mentor, ICC 0.2",
        answer: clustered,
    },
    Case {
        name: "difference, Welch *t*",
        data: "answers, arms 1 to 3",
        answer: |c, n| welch(c, n),
    },
    Case { name: "Hedges’ g", data: "scores, arms 1 to 3", answer: |c, n| groups(c, n) },
    Case { name: "difference of shares, Newcombe", data: "30 and 50 %", answer: shares },
    Case { name: "difference in change, CR2", data: "scores, arms 1 to 3", answer: change_apart },
    Case {
        name: "ICC(A,1), McGraw–Wong",
        data: "mentor and mentee, 1 to 5",
        answer: |c, n| icc_agreement(&Ratings::of_pairs(&c.dyads(n)), Level::P95),
    },
    Case {
        name: "Cronbach’s alpha, Feldt",
        data: "4 items, 1 to 5",
        answer: |c, n| cronbach_alpha(&c.items(n), Level::P95),
    },
    Case {
        name: "share still meeting at 9 months, log-log",
        data: "a third still open",
        answer: |c, n| still(c, n),
    },
    Case {
        name: "months of the first 9, restricted mean",
        data: "a third still open",
        answer: |c, n| {
            Ok(restricted_mean(&kaplan_meier(&c.spells(n), &[], Level::P95)?, 270.0, Level::P95)?
                .estimate)
        },
    },
    Case {
        name: "meetings per month, robust rate",
        data: "matches differ",
        answer: |c, n| Ok(robust_rate(&c.meetings(n), Level::P95)?.estimate),
    },
    Case {
        name: "change by the first spread, SMCR",
        data: "scores of 4 items",
        answer: |c, n| smcr(&c.scores(n).moments()?, Level::P95),
    },
    Case {
        name: "change by the first spread, SMCR",
        data: "answers at a floor",
        answer: |c, n| smcr(&c.waves(n, -1.5).moments()?, Level::P95),
    },
    Case {
        name: "Hedges’ g by the first spread, Bonett",
        data: "scores of 4 items",
        answer: |c, n| hedges_g_pre(&c.scores(n).moments()?, Level::P95),
    },
    Case {
        name: "Hedges’ g by the first spread, Bonett",
        data: "answers at a floor",
        answer: |c, n| hedges_g_pre(&c.waves(n, -1.5).moments()?, Level::P95),
    },
    Case {
        name: "change of a share, Newcombe’s paired",
        data: "36 to 42 %",
        answer: |c, n| share_change(&c.yes(n, 0.0, 0.2), Level::P95),
    },
    Case {
        name: "change of a share, Newcombe’s paired",
        data: "4 to 6 %",
        answer: |c, n| share_change(&c.yes(n, -2.0, 0.3), Level::P95),
    },
];

fn main() {
    println!("| interval | data | n = 10 | 20 | 50 | 200 |\n|---|---|---:|---:|---:|---:|");
    for (at, case) in CASES.iter().enumerate() {
        let mut chance = Chance(ChaCha8Rng::seed_from_u64(at as u64));
        let truth = (case.answer)(&mut chance, POPULATION).expect("a population has every answer");
        let cells = SIZES.map(|n| coverage(case, &mut chance, truth.value, n));
        println!("| {} | {} | {} |", case.name, case.data, cells.join(" | "));
    }
    tests::table();
}

/// In how many of 100 samples the interval holds the truth, among those that have one; where less than 99 of 100 have one,
/// their share stands beside it.
fn coverage(case: &Case, chance: &mut Chance, truth: f64, n: usize) -> String {
    let (mut given, mut held) = (0_u32, 0_u32);
    for _ in 0..SAMPLES {
        let Ok(found) = (case.answer)(chance, n) else { continue };
        // An end that is not known is no limit.
        if found.low.is_none() && found.high.is_none() {
            continue;
        }
        given += 1;
        let above = found.low.is_none_or(|low| low <= truth + 1e-9);
        let below = found.high.is_none_or(|high| truth <= high + 1e-9);
        held += u32::from(above && below);
    }
    if given == 0 {
        return "none".to_owned();
    }
    let percent = |part: u32, of: u32| 100.0 * f64::from(part) / f64::from(of);
    let given_percent = percent(given, SAMPLES);
    let beside =
        if given_percent < 99.0 { format!(" ({given_percent:.0} given)") } else { String::new() };
    format!("{:.1}{beside}", percent(held, given))
}

fn sample(values: &[f64]) -> Sample {
    Sample::new(&values.iter().map(|&value| Some(value)).collect::<Vec<_>>())
}

fn mean(values: &[f64]) -> Found {
    Ok(mean_t(&sample(values), Level::P95)?.estimate)
}

fn share(c: &mut Chance, n: usize, yes: f64, interval: fn(u64, u64, Level) -> Found) -> Found {
    let yes = (0..n).filter(|_| c.uniform() < yes).count();
    interval(yes as u64, n as u64, Level::P95)
}

fn nps(c: &mut Chance, n: usize) -> Found {
    let mut answers = Recommendations { promoters: 0, passives: 0, detractors: 0 };
    for _ in 0..n {
        match c.uniform() {
            u if u < 0.5 => answers.promoters += 1,
            u if u < 0.8 => answers.passives += 1,
            _ => answers.detractors += 1,
        }
    }
    net_promoter(answers, Level::P95)
}

fn clustered(c: &mut Chance, n: usize) -> Found {
    let mut values = Vec::new();
    let mut names = Vec::new();
    for mentor in 0..n / 2 {
        let shared = 0.45 * c.normal();
        for _ in 0..2 {
            values.push(Some(c.score(shared)));
            names.push(Some(mentor.to_string()));
        }
    }
    let clusters = Clusters::weighted(&values, &names, &vec![1; values.len()]);
    Ok(clustered_mean(&clusters, Level::P95)?.estimate)
}

/// A quarter in the first arm.
fn arms(c: &mut Chance, n: usize, draw: fn(&mut Chance, usize, f64) -> Vec<f64>) -> [Sample; 2] {
    let first = n / 4;
    [sample(&draw(c, first, 0.4)), sample(&draw(c, n - first, 0.0))]
}

fn welch(c: &mut Chance, n: usize) -> Found {
    let [one, other] = arms(c, n, Chance::likert);
    Ok(welch_t(&one.moments("answers")?, &other.moments("answers")?, Level::P95)?.estimate)
}

fn groups(c: &mut Chance, n: usize) -> Found {
    let [one, other] = arms(c, n, Chance::scale);
    hedges_g(&one.moments("answers")?, &other.moments("answers")?, Level::P95)
}

fn shares(c: &mut Chance, n: usize) -> Found {
    let mut yes = |n: usize, share: f64| (0..n).filter(|_| c.uniform() < share).count() as u64;
    let half = n / 2;
    let (one, other) = (yes(half, 0.5), yes(half, 0.3));
    Ok(newcombe((one, half as u64), (other, half as u64), Level::P95)?.estimate)
}

fn change_apart(c: &mut Chance, n: usize) -> Found {
    let first = n / 4;
    let [one, other] = [c.scores(first), c.scores(n - first)];
    let moments = |pairs: &Paired| pairs.differences().moments("pairs");
    Ok(difference_in_change(&moments(&one)?, &moments(&other)?, Level::P95)?.estimate)
}

fn still(c: &mut Chance, n: usize) -> Found {
    Ok(kaplan_meier(&c.spells(n), &[], Level::P95)?.at(270.0)?.share)
}

struct Chance(ChaCha8Rng);

impl Chance {
    fn uniform(&mut self) -> f64 {
        (f64::from(self.0.next_u32()) + 0.5) / 4_294_967_296.0
    }

    /// Box and Muller's.
    fn normal(&mut self) -> f64 {
        let (radius, angle) = ((-2.0 * self.uniform().ln()).sqrt(), self.uniform());
        radius * (std::f64::consts::TAU * angle).cos()
    }

    /// An answer from 1 to 5 of somebody who leans this way.
    fn answer(&mut self, lean: f64) -> f64 {
        (3.0 + lean + self.normal()).round().clamp(1.0, 5.0)
    }

    fn likert(&mut self, n: usize, lean: f64) -> Vec<f64> {
        (0..n).map(|_| self.answer(lean)).collect()
    }

    /// The mean of four answers of one person.
    fn score(&mut self, lean: f64) -> f64 {
        (0..4).map(|_| self.answer(lean)).sum::<f64>() / 4.0
    }

    fn scale(&mut self, n: usize, lean: f64) -> Vec<f64> {
        (0..n)
            .map(|_| {
                let person = lean + 0.7 * self.normal();
                self.score(person)
            })
            .collect()
    }

    fn pairs(&mut self, n: usize, pair: impl Fn(&mut Self) -> (f64, f64)) -> Paired {
        let rows: Vec<_> = (0..n).map(|_| pair(self)).map(|(b, a)| (Some(b), Some(a))).collect();
        Paired::new(&rows)
    }

    fn waves(&mut self, n: usize, lean: f64) -> Paired {
        self.pairs(n, |c| {
            let person = lean + c.normal();
            (c.answer(person), c.answer(person + 0.2))
        })
    }

    /// Who gives one of the best two answers at each wave.
    fn yes(&mut self, n: usize, lean: f64, change: f64) -> Transitions {
        let mut found = Transitions::default();
        for _ in 0..n {
            let person = lean + self.normal();
            let [was, is] = [0.0, change].map(|change| self.answer(person + change) >= 4.0);
            *match (was, is) {
                (true, true) => &mut found.both,
                (false, true) => &mut found.gained,
                (true, false) => &mut found.lost,
                (false, false) => &mut found.neither,
            } += 1;
        }
        found
    }

    fn scores(&mut self, n: usize) -> Paired {
        self.pairs(n, |c| {
            let person = 0.7 * c.normal();
            (c.score(person), c.score(person + 0.2))
        })
    }

    fn dyads(&mut self, n: usize) -> Paired {
        self.pairs(n, |c| {
            let seen = c.normal();
            (c.answer(seen + 0.3), c.answer(seen))
        })
    }

    fn items(&mut self, n: usize) -> Ratings {
        let rows = (0..n).map(|_| {
            let person = self.normal();
            ((0..4).map(|_| Some(self.answer(person))).collect(), 1)
        });
        Ratings::weighted(4, rows.collect::<Vec<_>>())
    }

    /// Days to the end of a match, seen for six to twelve months.
    fn spells(&mut self, n: usize) -> Durations {
        let spell = |_| {
            let ends = (-600.0 * self.uniform().ln()).ceil();
            let seen = (180.0 + 180.0 * self.uniform()).ceil();
            Spell {
                days: Some(ends.min(seen)),
                cause: (ends <= seen).then(|| "closed".to_owned()),
                count: 1,
                ..Spell::default()
            }
        };
        Durations::new((0..n).map(spell).collect::<Vec<_>>())
    }

    /// Meetings and months of matches of which each has its own rhythm.
    fn meetings(&mut self, n: usize) -> Paired {
        self.pairs(n, |c| {
            let months = (2.0 + 8.0 * c.uniform()).round();
            let rhythm = 3.0 * (0.5 * c.normal()).exp();
            let meetings =
                (rhythm * months + (rhythm * months).sqrt() * c.normal()).round().max(0.0);
            (meetings, months)
        })
    }
}
