//! Draws that are the same on every machine.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A program's only seed: each part of it has a stream of its own.
const SEED: u64 = 20_250_131;

/// Draws for one part of the program's people.
pub(crate) struct Draw(ChaCha8Rng);

impl Draw {
    /// The stream of a part, whatever was drawn for the others.
    pub(crate) fn of(part: usize) -> Self {
        let mut stream = ChaCha8Rng::seed_from_u64(SEED);
        stream.set_stream(part as u64);
        Self(stream)
    }

    /// A whole number from 0 to below `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0.next_u32() as usize % n
    }

    /// True once in so many times.
    pub(crate) fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// One of several words.
    pub(crate) fn of_words<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }

    /// An answer on a five-point scale around a person's own level; none is a question that was left out.
    pub(crate) fn answer(&mut self, level: usize) -> Option<usize> {
        let drawn = self.0.next_u32() as usize;
        // One in 32 is left out.
        let is_left_out = drawn.is_multiple_of(32);
        (!is_left_out).then(|| (level + (drawn >> 5) % 3).clamp(2, 6) - 1)
    }
}
