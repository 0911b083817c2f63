//! Columns whose values have labels: codes as their labels where every value has one.

use std::collections::{BTreeMap, BTreeSet};

/// Most codes of a column that is given in labels.
const MOST_CODES: usize = 10_000;

/// What the codes of a column mean.
#[derive(Debug, Clone)]
pub(super) struct Codes<K> {
    labels: BTreeMap<K, String>,
    /// Every value has a label.
    is_labelled: bool,
}

impl<K: Ord> Codes<K> {
    /// Labels, empty ones left out; a marked code needs none for the others to be given in theirs.
    pub(super) fn new(
        labels: impl IntoIterator<Item = (K, String)>,
        seen: &Seen<K>,
        is_marked: impl Fn(&K) -> bool,
    ) -> Self {
        let labels: BTreeMap<K, String> = labels
            .into_iter()
            .map(|(code, label)| (code, label.trim().to_owned()))
            .filter(|(_, label)| !label.is_empty())
            .collect();
        let has_label = |code: &K| is_marked(code) || labels.contains_key(code);
        let is_labelled = seen.codes.as_ref().is_some_and(|codes| codes.iter().all(has_label));
        Self { labels, is_labelled }
    }

    /// The label that stands for a code; a marked one stands for itself whatever the others do.
    pub(super) fn label(&self, code: &K, is_marked: bool) -> Option<&str> {
        let is_wanted = self.is_labelled || is_marked;
        self.labels.get(code).filter(|_| is_wanted).map(String::as_str)
    }
}

/// The codes that occur in a column; none once something else occurs.
#[derive(Debug, Clone)]
pub(super) struct Seen<K> {
    codes: Option<BTreeSet<K>>,
}

impl<K> Default for Seen<K> {
    fn default() -> Self {
        Self { codes: Some(BTreeSet::new()) }
    }
}

impl<K: Ord> Seen<K> {
    /// Adds a code, or what is none.
    pub(super) fn add(&mut self, code: Option<K>) {
        let Some(codes) = &mut self.codes else { return };
        match code {
            Some(code) if codes.len() < MOST_CODES => {
                codes.insert(code);
            }
            _ => self.codes = None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(occurring: &[Option<i32>]) -> Codes<i32> {
        let mut seen = Seen::default();
        for code in occurring {
            seen.add(*code);
        }
        let labels = [(1, "never"), (2, " often "), (9, "refused"), (3, "")];
        Codes::new(labels.map(|(code, label)| (code, label.to_owned())), &seen, |code| *code > 8)
    }

    #[test]
    fn a_column_is_given_in_labels_where_every_value_has_one() {
        let all = codes(&[Some(1), Some(2), Some(10)]);
        assert_eq!(
            [1, 2, 9, 10].map(|code| all.label(&code, code > 8)),
            [Some("never"), Some("often"), Some("refused"), None]
        );
    }

    #[test]
    fn elsewhere_only_marked_codes_are_given_in_theirs() {
        for occurring in [&[Some(1), Some(3)][..], &[Some(1), None]] {
            let some = codes(occurring);
            assert_eq!([1, 9].map(|code| some.label(&code, code > 8)), [None, Some("refused")]);
        }
    }
}
