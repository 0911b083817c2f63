//! A language beside English: what it lacks, what nobody asks for, what has other places.

use super::read::Messages;

/// Places that choose between variants in one language and are of no use in another.
const CHOOSING: [&str; 6] = ["n", "sound", "way", "what", "units", "the_units"];

/// What a language has otherwise than English.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Comparison {
    /// Messages that it does not have.
    pub(super) missing: Vec<String>,
    /// Messages that English does not have.
    pub(super) unknown: Vec<String>,
    /// Messages with other places, and what is wrong with them.
    pub(super) wrong: Vec<(String, String)>,
}

impl Comparison {
    /// Messages in whose place English is said.
    pub(super) fn unusable(&self) -> Vec<&str> {
        self.wrong.iter().map(|(id, _)| id.as_str()).collect()
    }
}

/// Compares a language with English.
pub(super) fn compare(english: &Messages, own: &Messages) -> Comparison {
    let mut found = Comparison::default();
    for (id, wanted) in &english.places {
        let Some(has) = own.places.get(id) else {
            found.missing.push(id.clone());
            continue;
        };
        let known = wanted.printed.union(&wanted.chosen);
        let known: Vec<&str> = known.map(String::as_str).chain(CHOOSING).collect();
        let unknown: Vec<&String> = has
            .printed
            .union(&has.chosen)
            .filter(|place| !known.contains(&place.as_str()))
            .collect();
        let lost: Vec<&String> = wanted
            .printed
            .iter()
            .filter(|place| !has.printed.contains(*place) && !CHOOSING.contains(&place.as_str()))
            .collect();
        if let Some(place) = unknown.first() {
            let fault = format!("it has a place `${place}`, which is never filled");
            found.wrong.push((id.clone(), fault));
        } else if let Some(place) = lost.first() {
            let fault = format!("it does not print `${place}`");
            found.wrong.push((id.clone(), fault));
        }
    }
    let unknown = own.places.keys().filter(|id| !english.places.contains_key(*id));
    // A term is a language's own shorthand.
    found.unknown = unknown.filter(|id| !id.starts_with('-')).cloned().collect();
    found
}
