//! What the exports say of persons and places, by which it is recognised in a text.

use std::collections::BTreeSet;

use super::words::{folded, is_listed, is_ordinary, spelt_out};

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Told {
    /// Names of persons.
    Name,
    /// Names of persons, or an ordinary word: a guardian, or `yes`.
    PerhapsName,
    /// E-mail addresses.
    Email,
    /// Schools, sites, chapters.
    School,
    /// Where somebody lives.
    Address,
    /// Names of accounts.
    Account,
    /// Ids.
    Id,
}

/// What a column is by its heading; nothing for one that tells of nobody.
pub fn told_by(heading: &str) -> Option<Told> {
    let words: Vec<String> = heading
        .split(|c: char| !c.is_alphanumeric())
        .map(folded)
        .filter(|word| !word.is_empty())
        .collect();
    let whole = words.concat();
    let has = |list: &str| words.iter().any(|word| is_listed(list, word));
    let is_of_names = has("names") || whole.ends_with("name") || whole.ends_with("names");
    if has("mails") || whole.contains("email") {
        return Some(Told::Email);
    }
    if is_listed("schools", &whole) {
        return Some(Told::School);
    }
    if has("accounts") || is_listed("accounts", &whole) {
        return Some(Told::Account);
    }
    if has("addresses") && !words.iter().any(|word| word == "ip" || word == "web") {
        return Some(Told::Address);
    }
    if is_of_names && !has("things") {
        return Some(Told::Name);
    }
    has("persons").then_some(Told::PerhapsName)
}

/// Longest text that is taken for the name of a person or place.
const LONGEST: usize = 80;
/// Schools of so many words are known by their initials as well.
const FEWEST_FOR_INITIALS: usize = 3;
/// Most words of a person's name.
const MOST_WORDS: usize = 6;

/// Everything by which persons and places are recognised.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Parts of names, folded.
    pub(super) names: BTreeSet<String>,
    /// Whole names in one word, as in accounts, folded.
    pub(super) joined: BTreeSet<String>,
    /// Words that only one school has, folded.
    pub(super) schools: BTreeSet<String>,
    /// Schools as they are called: their words, folded.
    pub(super) school_phrases: BTreeSet<Vec<String>>,
    /// Addresses: their words, folded.
    pub(super) addresses: BTreeSet<Vec<String>>,
    /// Ids and accounts, folded.
    pub(super) ids: BTreeSet<String>,
}

impl Known {
    /// Takes in a cell.
    pub fn take(&mut self, told: Told, cell: &str) {
        let cell = cell.trim();
        if cell.is_empty() || cell.chars().count() > LONGEST {
            return;
        }
        match told {
            Told::Name | Told::PerhapsName => self.name(cell, told == Told::PerhapsName),
            Told::Email => {
                let account = cell.split('@').next().unwrap_or_default();
                self.joined.extend(Some(folded(account)).filter(|account| account.len() > 3));
            }
            Told::School => self.school(cell),
            Told::Address => {
                let words = phrase(cell);
                // A house number alone is anybody's.
                if words.iter().any(|word| word.chars().any(char::is_alphabetic)) {
                    self.addresses.insert(words);
                }
            }
            Told::Account | Told::Id => self.id(cell),
        }
    }

    fn name(&mut self, cell: &str, perhaps: bool) {
        let words: Vec<&str> = cell
            .split(|c: char| {
                c.is_whitespace() || matches!(c, ',' | ';' | '/' | '(' | ')' | '"' | '&')
            })
            .filter(|word| !word.is_empty())
            .collect();
        let is_name = words.len() <= MOST_WORDS && !cell.chars().any(char::is_numeric);
        if !is_name || perhaps && words.iter().all(|word| is_ordinary(&folded(word))) {
            return;
        }
        let mut whole = Vec::new();
        for word in words {
            let plain = folded(word);
            if plain.is_empty() || is_listed("particles", &plain) {
                continue;
            }
            for part in word.split(['-', '‐', '\'', '’', '.']).chain([word]) {
                for plain in [folded(part), spelt_out(part)] {
                    if plain.chars().count() > 1 && !is_listed("particles", &plain) {
                        self.names.insert(plain);
                    }
                }
            }
            whole.push(plain);
        }
        if let [first, .., last] = whole.as_slice() {
            self.joined.extend([
                format!("{first}{last}"),
                format!("{last}{first}"),
                whole.concat(),
            ]);
        }
    }

    /// A name of two cells, such as first and last name of one row.
    pub fn take_pair(&mut self, first: &str, last: &str) {
        let (first, last) = (folded(first), folded(last));
        if !first.is_empty() && !last.is_empty() {
            self.joined.extend([format!("{first}{last}"), format!("{last}{first}")]);
        }
    }

    fn school(&mut self, cell: &str) {
        let words = phrase(cell);
        let tells = |word: &String| {
            word.chars().count() > 3 && !is_listed("kinds", word) && !is_ordinary(word)
        };
        self.schools.extend(words.iter().filter(|word| tells(word)).cloned());
        // `LHS` for `Lincoln High School`.
        if words.len() >= FEWEST_FOR_INITIALS {
            let initials = words.iter().filter_map(|word| word.chars().next()).collect();
            self.school_phrases.insert(vec![initials]);
        }
        self.school_phrases.extend(Some(words).filter(|words| !words.is_empty()));
    }

    fn id(&mut self, cell: &str) {
        let plain = folded(cell);
        let digits = plain.chars().filter(char::is_ascii_digit).count();
        // A number of few digits is a number, and an id without a digit is a name.
        if digits == plain.len() && digits < 4 {
            return;
        }
        if digits == 0 {
            if plain.chars().count() > 1 {
                self.names.insert(plain);
            }
            return;
        }
        self.ids.insert(plain);
    }
}

/// The words of a text, folded.
fn phrase(text: &str) -> Vec<String> {
    let words =
        text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '(' | ')' | '-'));
    words.map(folded).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_say_what_stands_below_them() {
        for (heading, told) in [
            ("First Name", Some(Told::Name)),
            ("mentee_last_name", Some(Told::Name)),
            ("Apellidos", Some(Told::Name)),
            ("Prénom", Some(Told::Name)),
            ("Guardian", Some(Told::PerhapsName)),
            ("Guardian name", Some(Told::Name)),
            ("E-mail", Some(Told::Email)),
            ("Recipient Email", Some(Told::Email)),
            ("School", Some(Told::School)),
            ("School Name", Some(Told::School)),
            ("School Level", None),
            ("Event name", None),
            ("Home address", Some(Told::Address)),
            ("IP Address", None),
            ("Username", Some(Told::Account)),
            ("Grade", None),
            ("Satisfied", None),
        ] {
            assert_eq!(told_by(heading), told, "{heading}");
        }
    }

    #[test]
    fn names_are_known_by_their_parts_and_in_one_word() {
        let mut known = Known::default();
        known.take(Told::Name, "Jean-Luc van der Müller");
        known.take(Told::PerhapsName, "yes");
        known.take(Told::Name, "Room 14");
        let names: Vec<&str> = known.names.iter().map(String::as_str).collect();
        assert_eq!(names, ["jean", "jeanluc", "luc", "mueller", "muller"]);
        assert!(known.joined.contains("jeanlucmuller"));
    }

    #[test]
    fn schools_are_known_by_what_only_they_have() {
        let mut known = Known::default();
        known.take(Told::School, "José Martí High School");
        let words: Vec<&str> = known.schools.iter().map(String::as_str).collect();
        assert_eq!(words, ["jose", "marti"]);
        known.take(Told::School, "Online");
        assert_eq!(known.schools.len(), 2);
        assert!(known.school_phrases.contains(&vec!["online".to_owned()]));
    }

    #[test]
    fn ids_are_known_when_they_are_no_small_number() {
        let mut known = Known::default();
        for id in ["M-001", "12", "4711", "anna"] {
            known.take(Told::Id, id);
        }
        assert_eq!(known.ids.iter().map(String::as_str).collect::<Vec<_>>(), ["4711", "m001"]);
        assert!(known.names.contains("anna"));
    }
}
