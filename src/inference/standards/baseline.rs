//! Whether two groups were alike at the start.

/// The What Works Clearinghouse's word on a difference at baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Equivalence {
    /// At most 0.05 standard deviations apart.
    Satisfied,
    /// At most 0.25 apart: a model must adjust for it.
    NeedsAdjustment,
    /// More than 0.25 apart: no adjustment makes up for it.
    NotSatisfied,
}

impl Equivalence {
    /// The band of a standardised difference.
    pub fn of(g: f64) -> Self {
        match g.abs() {
            apart if apart <= 0.05 => Self::Satisfied,
            apart if apart <= 0.25 => Self::NeedsAdjustment,
            _ => Self::NotSatisfied,
        }
    }

    /// The band in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Satisfied => "satisfied",
            Self::NeedsAdjustment => "needs adjustment",
            Self::NotSatisfied => "not satisfied",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bands_include_their_upper_ends() {
        let bands = [0.05, -0.05, 0.051, -0.25, 0.251].map(Equivalence::of);
        let words = bands.map(Equivalence::words);
        assert_eq!(
            words,
            ["satisfied", "satisfied", "needs adjustment", "needs adjustment", "not satisfied"]
        );
    }
}
