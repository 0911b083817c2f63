//! What was published: about a closed term it stays, about everything else it is remembered.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::inference::{Finding, Findings, SeriesPoint};

/// What is said about one term, or by a report.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Published {
    /// Answers.
    pub findings: Vec<Finding>,
    /// Curves and bars.
    pub series: Vec<SeriesPoint>,
}

/// Measure, answer, subject, contrast, dimension, level.
type Key<'f> = (&'f str, &'f str, Option<&'f str>, Option<&'f str>, &'f str, &'f str);

fn key(one: &Finding) -> Key<'_> {
    (
        &one.measure,
        &one.answer,
        one.subject.as_deref(),
        one.contrast.as_deref(),
        &one.dimension,
        &one.level,
    )
}

impl Published {
    /// What findings say about a term.
    pub fn of(findings: &Findings, term: &str) -> Self {
        Self {
            findings: findings.findings.iter().filter(|one| one.term_id == term).cloned().collect(),
            series: findings.series.iter().filter(|one| one.term_id == term).cloned().collect(),
        }
    }

    /// How many answers are not the same in another state.
    ///
    /// A p-value's correction for many tests counts every test of its family, those of later terms as well: that it moves
    /// is no news about this term.
    pub fn differing(&self, other: &Self) -> usize {
        let plain = |one: &Finding| Finding { p_adjusted: None, ..one.clone() };
        let by_key = |state: &Self| -> BTreeMap<String, Finding> {
            state.findings.iter().map(|one| (format!("{:?}", key(one)), plain(one))).collect()
        };
        let (own, others) = (by_key(self), by_key(other));
        let changed = own.iter().filter(|(key, one)| others.get(*key) != Some(one)).count();
        changed + others.keys().filter(|key| !own.contains_key(*key)).count()
    }

    /// Puts it in the place of what is said about the term now.
    pub fn hold(&self, findings: &mut Findings, term: &str) {
        findings.findings = in_place(
            std::mem::take(&mut findings.findings),
            &self.findings,
            |one| one.term_id == term,
            |one| &one.measure,
        );
        findings.series = in_place(
            std::mem::take(&mut findings.series),
            &self.series,
            |one| one.term_id == term,
            |one| &one.measure,
        );
    }
}

/// All records of each measure where its first one of the term stood, or behind its last one.
fn in_place<T: Clone>(
    all: Vec<T>,
    held: &[T],
    is_own: impl Fn(&T) -> bool,
    measure: impl Fn(&T) -> &str,
) -> Vec<T> {
    let mut waiting: BTreeMap<String, Vec<T>> = BTreeMap::new();
    for one in held {
        waiting.entry(measure(one).to_owned()).or_default().push(one.clone());
    }
    let mut placed = Vec::with_capacity(all.len());
    let mut all = all.into_iter().peekable();
    while let Some(one) = all.next() {
        let name = measure(&one).to_owned();
        let ends = all.peek().is_none_or(|next| measure(next) != name);
        let is_own = is_own(&one);
        if !is_own {
            placed.push(one);
        }
        if is_own || ends {
            placed.extend(waiting.remove(&name).unwrap_or_default());
        }
    }
    placed.extend(waiting.into_values().flatten());
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(measure: &str, term: &str, estimate: f64) -> Finding {
        Finding {
            measure: measure.to_owned(),
            answer: "mean".to_owned(),
            term_id: term.to_owned(),
            estimate: Some(estimate),
            ..Finding::default()
        }
    }

    fn state(findings: &[(&str, &str, f64)]) -> Findings {
        let findings =
            findings.iter().map(|(measure, term, value)| finding(measure, term, *value)).collect();
        Findings { findings, series: Vec::new(), absent: Vec::new() }
    }

    #[test]
    fn what_was_published_takes_the_place_of_what_is_computed_and_nothing_else_moves() {
        let then =
            state(&[("a", "all", 1.0), ("a", "fall", 2.0), ("b", "fall", 3.0), ("d", "fall", 9.0)]);
        let mut now = state(&[
            ("a", "all", 5.0),
            ("a", "fall", 6.0),
            ("a", "spring", 7.0),
            ("b", "all", 8.0),
            ("c", "fall", 1.0),
        ]);
        let kept = Published::of(&then, "fall");
        assert_eq!(kept.findings.len(), 3);
        assert_eq!(kept.differing(&Published::of(&now, "fall")), 4);
        kept.hold(&mut now, "fall");
        let expected = state(&[
            ("a", "all", 5.0),
            ("a", "fall", 2.0),
            ("a", "spring", 7.0),
            ("b", "all", 8.0),
            ("b", "fall", 3.0),
            ("d", "fall", 9.0),
        ]);
        assert_eq!(now.findings, expected.findings);
        assert_eq!(kept.differing(&Published::of(&now, "fall")), 0);
    }

    #[test]
    fn a_correction_for_the_tests_of_other_terms_is_no_difference() {
        let mut then = state(&[("a", "fall", 1.0)]);
        let now = Published::of(&then, "fall");
        then.findings[0].p_adjusted = Some(0.04);
        assert_eq!(now.differing(&Published::of(&then, "fall")), 0);
        then.findings[0].p_value = Some(0.04);
        assert_eq!(now.differing(&Published::of(&then, "fall")), 1);
    }
}
