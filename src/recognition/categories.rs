//! Words of the contract's categories, as exports say them.

use std::collections::BTreeSet;

use super::category_words::categories;
use super::text::{holds, plain};

/// Words of a category for the texts of a column, and the texts that no word is known for.
pub(super) struct Meant {
    pub(super) values: Vec<(String, &'static str)>,
    pub(super) unknown: Vec<String>,
}

/// Words before a word that make it its opposite.
const DENIALS: &[&str] = &[
    "not",
    "not yet",
    "never",
    "nicht",
    "noch nicht",
    "non",
    "pas",
    "pas encore",
    "nao",
    "no",
    "no se",
    // Two calendars that do not fit are no two people who do not.
    "scheduling",
    "schedule",
    "time",
];

/// True when a column of the contract is one of known words.
pub(super) fn is_category(table: &str, column: &str) -> bool {
    categories().any(|(of, name, _)| (*of, *name) == (table, column))
}

/// Words of the contract that a column can hold.
pub(super) fn words(table: &str, column: &str) -> Vec<&'static str> {
    let own = categories().find(|(of, name, _)| (*of, *name) == (table, column));
    own.map_or_else(Vec::new, |(_, _, words)| words.iter().map(|(word, _)| *word).collect())
}

/// What the texts of a column mean.
pub(super) fn meant<'a>(
    table: &str,
    column: &str,
    texts: impl IntoIterator<Item = &'a str>,
) -> Meant {
    let words = categories().find(|(of, name, _)| (*of, *name) == (table, column));
    let words = words.map_or(&[][..], |(_, _, words)| words);
    let mut found = Meant { values: Vec::new(), unknown: Vec::new() };
    let texts: BTreeSet<&str> = texts.into_iter().collect();
    for text in texts {
        let own = plain(text);
        let exact = words.iter().find(|(_, known)| known.contains(&own.as_str()));
        // `not completed` is not completed.
        let is_denied = |word: &str| DENIALS.iter().any(|no| holds(&own, &format!("{no} {word}")));
        let within = || {
            let fits = |word: &&str| holds(&own, word) && !is_denied(word);
            words.iter().find(|(_, known)| known.iter().any(fits))
        };
        match exact.or_else(within) {
            Some((word, _)) => found.values.push((text.to_owned(), word)),
            None if words.iter().any(|(word, _)| *word == text.to_lowercase()) => {}
            None => found.unknown.push(text.to_owned()),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn words_of_exports_become_words_of_the_contract() {
        let found =
            meant("meetings", "channel", ["In person", "Video call", "Text message", "Pigeon"]);
        let values: Vec<(&str, &str)> =
            found.values.iter().map(|(text, word)| (text.as_str(), *word)).collect();
        assert_eq!(
            values,
            [("In person", "in_person"), ("Text message", "message"), ("Video call", "video")]
        );
        assert_eq!(found.unknown, ["Pigeon"]);
        let found = meant(
            "meetings",
            "status",
            [
                "Not completed",
                "Completed by staff",
                "Canceled by mentor",
                "No Show - mentee",
                "nicht stattgefunden",
                "Durchgeführt",
                "No asistió",
                "Réunion annulée",
                "Não realizada",
                "Did not attend",
            ],
        );
        let words: Vec<&str> = found.values.iter().map(|(_, word)| *word).collect();
        // In the order of their letters.
        let expected = [
            "cancelled",
            "held",
            "no_show",
            "held",
            "no_show",
            "no_show",
            "cancelled",
            "cancelled",
            "cancelled",
        ];
        assert_eq!(words, expected, "{:?}", found.values);
        assert_eq!(found.unknown, ["Not completed"]);
        let found = meant("matches", "closure_cause", ["Scheduling conflict (volunteer)"]);
        assert!(found.values.is_empty(), "{:?}", found.values);
        let found = meant(
            "matches",
            "closure_cause",
            ["Mentor moved away", "Student moved or changed school"],
        );
        let words: Vec<&str> = found.values.iter().map(|(_, word)| *word).collect();
        assert_eq!(words, ["mentor_moved", "mentee_moved"]);
    }
}
