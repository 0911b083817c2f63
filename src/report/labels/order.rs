//! Subjects in the order of the plan, and the times of an outcome in order of time.

use super::{Names, outcome_of};

/// Place in the plan, then the first number of the time, then its text.
type Place = (usize, u64, String);

impl Names {
    /// Where a subject stands: in the plan's order, `month 2` before `month 12`; what the plan does not name comes last.
    pub(in crate::report) fn place(&self, subject: &str) -> Place {
        let outcome = outcome_of(subject);
        let place = self.places.get(subject).or_else(|| self.places.get(outcome)).copied();
        // A subject that the plan does not name may itself be a time: `month 12`.
        let named = if place.is_some() { outcome.len() } else { 0 };
        let time = subject.get(named..).unwrap_or_default();
        (place.unwrap_or(usize::MAX), first_number(time), subject.to_owned())
    }
}

/// The first whole number in a text; one without stands before all others.
fn first_number(text: &str) -> u64 {
    let from = text.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    let end = from.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(from.len());
    from[..end].parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_number_orders_times() {
        assert_eq!(first_number(" at month 12, late"), 12);
        assert_eq!(first_number(" at followup"), 0);
    }
}
