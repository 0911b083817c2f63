//! What is decided by lot.

use jiff::civil::Date;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

/// A drawer of lots, the same for the same seed on every machine.
pub(super) struct Lot(ChaCha8Rng);

impl Lot {
    pub(super) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// A whole number below `n`; 0 when there is none.
    pub(super) fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n.max(1)).unwrap_or(1);
        // Made-up data may prefer small numbers by one part in 10¹⁷.
        usize::try_from(self.0.next_u64() % n).unwrap_or(0)
    }

    /// True with so many chances of 100.
    pub(super) fn chance(&mut self, of_hundred: usize) -> bool {
        self.below(100) < of_hundred
    }

    /// One of some things.
    pub(super) fn one_of<'a, T>(&mut self, things: &'a [T]) -> Option<&'a T> {
        things.get(self.below(things.len()))
    }

    /// A number from -1 to 1, more often near 0: the mean of three uniform ones.
    pub(super) fn bell(&mut self) -> f64 {
        let mut sum = 0.0;
        for _ in 0..3 {
            sum += self.below(2001) as f64 / 1000.0 - 1.0;
        }
        sum / 3.0
    }

    /// A day from one to another, both included; the first when the second is earlier.
    pub(super) fn day(&mut self, from: Date, to: Date) -> Date {
        let days = (to - from).get_days().max(0);
        let after = self.below(usize::try_from(days).unwrap_or(0) + 1);
        later(from, i32::try_from(after).unwrap_or(0))
    }
}

/// A day so many days later.
pub(super) fn later(day: Date, days: i32) -> Date {
    day.checked_add(jiff::Span::new().days(days)).unwrap_or(day)
}
