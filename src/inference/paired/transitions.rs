//! Yes or no at two waves: who stayed, who changed.

use crate::inference::{InferenceError, Pair, Paired};

/// Counts of the four ways to answer yes or no twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Transitions {
    /// Yes at both waves.
    pub both: u64,
    /// No at first, yes later.
    pub gained: u64,
    /// Yes at first, no later.
    pub lost: u64,
    /// No at both waves.
    pub neither: u64,
}

impl Transitions {
    /// The counts of pairs of 0 (no) and 1 (yes).
    ///
    /// # Errors
    ///
    /// [`InferenceError::TooFew`] without any pair, [`InferenceError::Unsuited`] when a number is neither 0 nor 1.
    pub fn of(pairs: &Paired) -> Result<Self, InferenceError> {
        crate::inference::sample::at_least(pairs.n(), 1, "complete pairs")?;
        let mut found = Self::default();
        for &Pair { before, after, count } in pairs.pairs() {
            let [was, is] = [before, after].map(|answer| answer.total_cmp(&1.0).is_eq());
            if !(was || before == 0.0) || !(is || after == 0.0) {
                let reason = "shares need answers of 0 and 1 at both waves".to_owned();
                return Err(InferenceError::Unsuited { reason });
            }
            match (was, is) {
                (true, true) => found.both += count,
                (false, true) => found.gained += count,
                (true, false) => found.lost += count,
                (false, false) => found.neither += count,
            }
        }
        Ok(found)
    }

    /// Complete pairs.
    pub fn n(&self) -> u64 {
        self.both + self.gained + self.lost + self.neither
    }

    /// Pairs that say yes at the first wave.
    pub fn yes_before(&self) -> u64 {
        self.both + self.lost
    }

    /// Pairs that say yes at the second wave.
    pub fn yes_after(&self) -> u64 {
        self.both + self.gained
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_ways_are_counted_and_other_numbers_refused() {
        let (no, yes) = (Some(0.0), Some(1.0));
        let pairs = Paired::weighted(
            &[yes, no, yes, no, yes, None],
            &[yes, yes, no, no, yes, yes],
            &[1, 2, 3, 4, 5, 6],
        );
        let found = Transitions::of(&pairs).unwrap();
        assert_eq!(found, Transitions { both: 6, gained: 2, lost: 3, neither: 4 });
        assert_eq!((found.n(), found.yes_before(), found.yes_after()), (15, 9, 8));
        let graded = Transitions::of(&Paired::new(&[(yes, Some(2.0))]));
        assert!(matches!(graded, Err(InferenceError::Unsuited { .. })));
        assert!(matches!(Transitions::of(&Paired::new(&[])), Err(InferenceError::TooFew { .. })));
    }
}
