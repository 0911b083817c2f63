//! Names that no export holds: of brothers, friends, teachers. Given names, and words whose capital nothing else explains.
//!
//! A name that nobody told, written small, that is no usual given name, is not seen here: that is what the reader of the
//! review file is for.

use std::collections::HashSet;
use std::ops::Range;

use super::words::{
    Word, disguised, folded, is_given_name, is_harmless, is_listed, is_name_and_word, is_ordinary,
    is_small,
};

/// A short word in capitals only is an abbreviation: `GPA`.
const LONGEST_ABBREVIATION: usize = 4;

/// Where somebody may be named whom nobody knows. `own` are words of the program's own.
pub(super) fn found(words: &[Word<'_>], own: &HashSet<String>) -> Vec<Range<usize>> {
    let is_german =
        words.iter().filter(|word| is_listed("german", &word.text.to_lowercase())).count() > 1;
    let is_loud = words.len() > 1 && words.iter().all(|word| is_in_capitals(word.text));
    let next = |at: usize| words.get(at + 1).map(|word| word.text.to_lowercase());
    let is_name = |(at, word): &(usize, &Word<'_>)| {
        let plain = folded(&word.text[..word.bare().len()]);
        let is_given = is_given_name(&plain)
            || disguised(&plain).iter().any(|meant| is_given_name(meant))
            || word.parts().iter().any(|part| part.len() > 3 && is_given_name(&folded(part)));
        if is_given {
            return true;
        }
        if !word.is_capital() || is_loud || is_german {
            return false;
        }
        if !word.begins && is_name_and_word(&plain) && !own.contains(&plain) {
            return true;
        }
        let is_short = is_in_capitals(word.text) && plain.chars().count() <= LONGEST_ABBREVIATION;
        let is_explained = |plain: &str| {
            is_small(plain) || is_harmless(plain) || is_ordinary(plain) || own.contains(plain)
        };
        let of_parts = || {
            let parts = word.parts();
            parts.len() > 1
                && parts.iter().all(|part| is_explained(&folded(part)) || part.len() == 1)
        };
        if is_short || is_explained(&plain) || of_parts() || plain.chars().all(char::is_numeric) {
            return false;
        }
        !word.begins || next(*at).is_some_and(|next| is_listed("does", &next))
    };
    words.iter().enumerate().filter(is_name).map(|(_, word)| word.bare()).collect()
}

fn is_in_capitals(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::voices::words::words;

    fn names(text: &str) -> Vec<&str> {
        let own = HashSet::from(["riverbend".to_owned()]);
        found(&words(text), &own).into_iter().map(|place| &text[place]).collect()
    }

    #[test]
    fn who_is_in_no_export_is_seen_by_name_or_capital() {
        for (text, expected) in [
            ("My brother Devonte and I", &["Devonte"][..]),
            ("my friend jessica said so", &["jessica"]),
            ("I like Mark and Grace, and Will", &["Mark", "Grace", "Will"]),
            ("Kestrelton helped me a lot", &["Kestrelton"]),
            ("we went to see Zblewski’s dog", &["Zblewski"]),
            ("Mi amiga Xochitl es buena", &["Xochitl"]),
            ("Thanks to Jean-Baptiste", &["Jean-Baptiste"]),
            ("ich habe Jessica und meine Lehrerin gern", &["Jessica"]),
        ] {
            assert_eq!(names(text), expected, "{text}");
        }
    }

    #[test]
    fn ordinary_sentences_name_nobody() {
        for text in [
            "Scheduling around exams was hard.",
            "Basketball 🏀 and music 🎵",
            "He will mark my grade with grace, I hope.",
            "I'd like to be less shy in class. I'm ok",
            "Quiero alguien que hable español conmigo 😊 ¡gracias!",
            "On Friday in December we speak Spanish at Riverbend.",
            "My GPA went up. MORE TRIPS PLEASE",
            "Best Year Ever. The Trips Were Great",
            "Ich habe viel gelernt und die Schule ist besser.",
            "J'ai appris beaucoup de choses avec elle.",
            "Nine months is too short. Travel costs add up. No complaints.",
            "We lost touch over the winter break and never quite recovered.",
        ] {
            assert_eq!(names(text), [""; 0], "{text}");
        }
    }
}
