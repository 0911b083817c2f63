//! What a reader may want to know: counts, sums and amounts.

use super::reader::{Question, Topic};
use crate::plan::Privacy;

/// A count that may be hidden.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unknown {
    /// Units of a group of questions in a slice; a slice with an empty level has those without one.
    Units(usize, Topic),
    /// Those of them for whom a share counts.
    For(Question, Topic),
    /// Those for whom it does not.
    Against(Question, Topic),
    /// Units in a bar.
    Bar(Topic, u64),
    /// What an answer adds up over the bars: values, their squares, or promoters.
    Sum(Question, Topic, u8),
    /// What adds up in a slice, for everyone or of one category, and whether it can be below 0.
    Amount(Question, Topic, bool),
    /// Those who have joined or left since an earlier print.
    Change(usize),
}

impl Unknown {
    /// The least that it can be.
    pub(super) fn least(&self) -> f64 {
        if matches!(self, Self::Amount(.., true)) { f64::NEG_INFINITY } else { 0.0 }
    }

    /// From how many on a count is no secret.
    pub(super) fn protected_below(&self, privacy: &Privacy) -> u64 {
        match self {
            Self::Units(..) => privacy.min_cell,
            Self::Sum(..) | Self::Change(_) => 0,
            _ => privacy.min_part,
        }
    }

    /// True for counts of the same kind: levels and their whole, of one question.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Units(one, _), Self::Units(other, _)) => one == other,
            (Self::For(one, _), Self::For(other, _))
            | (Self::Against(one, _), Self::Against(other, _)) => one == other,
            (Self::Bar(_, one), Self::Bar(_, other)) => one == other,
            _ => false,
        }
    }

    pub(super) fn in_words(&self) -> String {
        let place = |slice: &Topic| match (slice.0.as_str(), slice.1.as_str(), &slice.2) {
            ("all", "all", _) => "everyone".to_owned(),
            ("all", dimension, level) if level.is_empty() => format!("those without a {dimension}"),
            ("all", dimension, level) => format!("{dimension} {level}"),
            ("", ..) => "those without a term".to_owned(),
            (term, _, level) => format!("{term} {level}"),
        };
        match self {
            Self::Units(_, slice) => format!("how many are in {}", place(slice)),
            Self::For(question, slice) | Self::Sum(question, slice, _) => {
                format!("{} in {}", question.0, place(slice))
            }
            Self::Against(question, slice) => format!("not {} in {}", question.0, place(slice)),
            Self::Amount(question, slice, _) => {
                format!("amount of {} in {}", question.1.as_deref().unwrap_or("all"), place(slice))
            }
            Self::Change(_) => "how many have joined or left".to_owned(),
            Self::Bar(slice, value) => {
                format!("how many gave {} in {}", f64::from_bits(*value), place(slice))
            }
        }
    }
}
