//! Persons who asked to be forgotten: known by marks that tell nothing, so that no later export brings them back.

use std::collections::BTreeSet;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// What stands in a text instead of a forgotten id.
const REMOVED: &str = "[removed]";

/// The marks of forgotten persons: keyed hashes of their raw ids, from which nobody finds the ids without the key.
#[derive(Debug, Clone, Default)]
pub struct Forgotten {
    key: Vec<u8>,
    marks: BTreeSet<String>,
}

impl Forgotten {
    /// Marks that were made with this key.
    pub fn new(key: &[u8], marks: BTreeSet<String>) -> Self {
        Self { key: key.to_vec(), marks }
    }

    /// The marks.
    pub fn marks(&self) -> &BTreeSet<String> {
        &self.marks
    }

    /// Marks one more person; false when they were forgotten before.
    pub fn add(&mut self, raw: &str) -> bool {
        self.marks.insert(self.mark(raw))
    }

    /// True when this is the raw id of somebody who is forgotten.
    pub fn holds(&self, raw: &str) -> bool {
        !self.marks.is_empty() && self.marks.contains(&self.mark(raw))
    }

    /// A text without forgotten ids: as a whole, or as words of it.
    pub fn redacted(&self, text: &str) -> String {
        if self.marks.is_empty() {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        let is_of_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '@');
        let mut rest = text;
        while let Some(start) = rest.find(is_of_word) {
            let end = rest[start..].find(|c| !is_of_word(c)).map_or(rest.len(), |at| start + at);
            let word = &rest[start..end];
            let bare = word.trim_end_matches('.');
            out += &rest[..start];
            out += if self.holds(bare) { REMOVED } else { bare };
            out += &word[bare.len()..];
            rest = &rest[end..];
        }
        out + rest
    }

    /// The same marks under another key, and how many of them are lost: a mark does not tell whose it is, so that only those
    /// of ids that are still written somewhere can be made anew.
    pub fn rekeyed<'t>(&self, key: &[u8], written: impl Iterator<Item = &'t str>) -> (Self, usize) {
        let mut rekeyed = Self::new(key, BTreeSet::new());
        let mut found = BTreeSet::new();
        for raw in written {
            let mark = self.mark(raw);
            if self.marks.contains(&mark) {
                rekeyed.add(raw);
                found.insert(mark);
            }
        }
        let lost = self.marks.len() - found.len();
        (rekeyed, lost)
    }

    fn mark(&self, raw: &str) -> String {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.key).expect("HMAC takes a key of any length");
        mac.update(b"forgotten\0");
        let raw = raw.trim();
        // An address means the same in any case.
        let raw = if raw.contains('@') { raw.to_lowercase() } else { raw.to_owned() };
        mac.update(raw.as_bytes());
        hex::encode(mac.finalize().into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_known_again_with_the_same_key_only_and_tells_nothing() {
        let mut forgotten = Forgotten::new(b"key", BTreeSet::new());
        assert!(!forgotten.holds("M-001"));
        assert!(forgotten.add("M-001") && !forgotten.add(" M-001 "));
        assert!(forgotten.holds("M-001") && !forgotten.holds("M-002"));
        assert!(forgotten.marks().iter().all(|mark| !mark.contains("M-001")));
        assert!(!Forgotten::new(b"other", forgotten.marks().clone()).holds("M-001"));
    }

    #[test]
    fn a_mark_is_made_anew_for_an_id_that_is_written_and_the_others_are_counted() {
        let mut forgotten = Forgotten::new(b"old", BTreeSet::new());
        for raw in ["M-001", "M-002", "ann@example.org"] {
            forgotten.add(raw);
        }
        let written = ["M-001", " M-001 ", "M-003", "Ann@Example.org"];
        let (rekeyed, lost) = forgotten.rekeyed(b"new", written.into_iter());
        assert_eq!((rekeyed.marks().len(), lost), (2, 1));
        assert!(rekeyed.holds("M-001") && rekeyed.holds("ANN@example.org"));
        assert!(!rekeyed.holds("M-002") && !rekeyed.holds("M-003"));
        assert!(rekeyed.marks().is_disjoint(forgotten.marks()));
    }

    #[test]
    fn an_id_is_taken_out_of_a_text_and_the_rest_stays() {
        let mut forgotten = Forgotten::new(b"key", BTreeSet::new());
        forgotten.add("M-001");
        assert_eq!(forgotten.redacted("met M-001. Fine, M-0012!"), "met [removed]. Fine, M-0012!");
    }
}
