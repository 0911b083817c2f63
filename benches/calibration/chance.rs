//! Data like ours, drawn from a seed.

use mentorlens::inference::{Durations, Paired, Ratings, Spell, Transitions};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

pub(super) struct Chance(ChaCha8Rng);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    pub(super) fn uniform(&mut self) -> f64 {
        (f64::from(self.0.next_u32()) + 0.5) / 4_294_967_296.0
    }

    /// Box and Muller's.
    pub(super) fn normal(&mut self) -> f64 {
        let (radius, angle) = ((-2.0 * self.uniform().ln()).sqrt(), self.uniform());
        radius * (std::f64::consts::TAU * angle).cos()
    }

    /// An answer from 1 to 5 of somebody who leans this way.
    pub(super) fn answer(&mut self, lean: f64) -> f64 {
        (3.0 + lean + self.normal()).round().clamp(1.0, 5.0)
    }

    pub(super) fn likert(&mut self, n: usize, lean: f64) -> Vec<f64> {
        (0..n).map(|_| self.answer(lean)).collect()
    }

    /// The mean of four answers of one person.
    pub(super) fn score(&mut self, lean: f64) -> f64 {
        (0..4).map(|_| self.answer(lean)).sum::<f64>() / 4.0
    }

    pub(super) fn scale(&mut self, n: usize, lean: f64) -> Vec<f64> {
        (0..n)
            .map(|_| {
                let person = lean + 0.7 * self.normal();
                self.score(person)
            })
            .collect()
    }

    pub(super) fn pairs(&mut self, n: usize, pair: impl Fn(&mut Self) -> (f64, f64)) -> Paired {
        let rows: Vec<_> = (0..n).map(|_| pair(self)).map(|(b, a)| (Some(b), Some(a))).collect();
        Paired::new(&rows)
    }

    pub(super) fn waves(&mut self, n: usize, lean: f64) -> Paired {
        self.pairs(n, |c| {
            let person = lean + c.normal();
            (c.answer(person), c.answer(person + 0.2))
        })
    }

    /// Who gives one of the best two answers at each wave.
    pub(super) fn yes(&mut self, n: usize, lean: f64, change: f64) -> Transitions {
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

    pub(super) fn scores(&mut self, n: usize) -> Paired {
        self.pairs(n, |c| {
            let person = 0.7 * c.normal();
            (c.score(person), c.score(person + 0.2))
        })
    }

    pub(super) fn dyads(&mut self, n: usize) -> Paired {
        self.pairs(n, |c| {
            let seen = c.normal();
            (c.answer(seen + 0.3), c.answer(seen))
        })
    }

    pub(super) fn items(&mut self, n: usize) -> Ratings {
        let rows = (0..n).map(|_| {
            let person = self.normal();
            ((0..4).map(|_| Some(self.answer(person))).collect(), 1)
        });
        Ratings::weighted(4, rows.collect::<Vec<_>>())
    }

    /// Days to the end of a match, seen for six to twelve months.
    pub(super) fn spells(&mut self, n: usize) -> Durations {
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
    pub(super) fn meetings(&mut self, n: usize) -> Paired {
        self.pairs(n, |c| {
            let months = (2.0 + 8.0 * c.uniform()).round();
            let rhythm = 3.0 * (0.5 * c.normal()).exp();
            let meetings =
                (rhythm * months + (rhythm * months).sqrt() * c.normal()).round().max(0.0);
            (meetings, months)
        })
    }

    /// Answers of people who differ this much around the middle one.
    pub(super) fn spread(&mut self, n: usize, spread: f64) -> Vec<f64> {
        (0..n).map(|_| (3.0 + spread * self.normal()).round().clamp(1.0, 5.0)).collect()
    }

    pub(super) fn yes_of(&mut self, n: usize, share: f64) -> (u64, u64) {
        ((0..n).filter(|_| self.uniform() < share).count() as u64, n as u64)
    }

    /// Units in three categories.
    pub(super) fn categories(&mut self, n: usize, shares: [f64; 2]) -> Vec<u64> {
        let mut counts = vec![0; 3];
        for _ in 0..n {
            let place = self.uniform();
            let at = shares.iter().scan(0.0, |sum, share| {
                *sum += share;
                Some(*sum)
            });
            counts[at.filter(|end| place >= *end).count()] += 1;
        }
        counts
    }

    /// Would you recommend us, from 0 to 10, at two waves.
    pub(super) fn recommending(&mut self, n: usize) -> Paired {
        self.pairs(n, |c| {
            let person = 7.5 + 1.5 * c.normal();
            let mut answer =
                |move_by: f64| (person + move_by + c.normal()).round().clamp(0.0, 10.0);
            (answer(0.0), answer(0.3))
        })
    }
}
