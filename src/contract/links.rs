//! Which ids are one person: how an id may be written, and what crosswalks say.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use unicode_normalization::{UnicodeNormalization as _, is_nfc};

use super::violation::RowId;
use crate::plan::SameId;

/// A row of a crosswalk: one person has both ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Claim {
    /// The further id, such as a survey's.
    pub(crate) alias: String,
    /// The id that the person is known by.
    pub(crate) person: String,
    /// System that gave the further id.
    pub(crate) system: Option<String>,
    /// Source and place of the row, for messages.
    pub(crate) source: String,
    pub(crate) position: String,
    /// The row of the file; none for a link that was accepted by hand.
    pub(crate) row: Option<RowId>,
}

/// Two claims that give one id to two persons.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Conflict {
    /// The claim.
    pub(crate) claim: Claim,
    /// Where the other one stands.
    pub(crate) other: String,
}

/// From every id of a person to the one that the person is known by.
///
/// Invariant: chains are followed to their end, whatever the order of the claims. An id that two persons are said to have
/// stands for itself: whose it is is not guessed.
#[derive(Debug, Default)]
pub(crate) struct Links {
    same: Vec<SameId>,
    known_by: HashMap<Box<str>, Box<str>>,
}

impl Links {
    /// No links yet, only differences between two ids that do not matter.
    pub(crate) fn new(same: &[SameId]) -> Self {
        Self { same: same.to_vec(), known_by: HashMap::new() }
    }

    /// The id that a person is known by, from any of their ids as a file writes it.
    pub(crate) fn person<'t>(&self, written: Cow<'t, str>) -> Cow<'t, str> {
        let plain = self.plain(written);
        match self.known_by.get(plain.as_ref()) {
            Some(known) => Cow::Owned(known.to_string()),
            None => plain,
        }
    }

    /// Every id, as it is written in the plain way, of the person who is known by this one.
    pub(crate) fn aliases(&self, known: &str) -> BTreeSet<&str> {
        let own = self.known_by.iter().filter(|(_, person)| person.as_ref() == known);
        own.map(|(alias, _)| alias.as_ref()).collect()
    }

    /// An id without the differences that do not matter.
    pub(crate) fn plain<'t>(&self, written: Cow<'t, str>) -> Cow<'t, str> {
        let on = |same: SameId| self.same.contains(&same);
        let mut text = written;
        if on(SameId::Unicode) && !is_nfc(&text) {
            text = Cow::Owned(text.nfc().collect());
        }
        let is_address = on(SameId::Email) && is_address(&text);
        if (is_address || on(SameId::Spaces)) && text.contains(char::is_whitespace) {
            text = Cow::Owned(text.split_whitespace().collect());
        }
        if (is_address || on(SameId::Case)) && text.chars().any(char::is_uppercase) {
            text = Cow::Owned(text.to_lowercase());
        }
        if on(SameId::Zeros) && text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit()) {
            let short = text.trim_start_matches('0');
            text = Cow::Owned(if short.is_empty() { "0" } else { short }.to_owned());
        }
        text
    }

    /// Settles who is who, and gives the claims that contradict each other.
    ///
    /// An id is settled once all who are said to have it are: from those whom nobody else has, down. What is left then goes
    /// round in a circle and is one person, known by the first of its ids.
    pub(crate) fn settle(&mut self, claims: &[Claim]) -> Vec<Conflict> {
        let mut said: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
        let mut aliases_of: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for claim in claims.iter().filter(|claim| claim.alias != claim.person) {
            said.entry(&claim.alias).or_default().push(claim);
            aliases_of.entry(&claim.person).or_default().insert(&claim.alias);
        }
        let persons = |alias: &str| -> BTreeSet<&str> {
            said[alias].iter().map(|claim| claim.person.as_str()).collect()
        };
        let mut waits: BTreeMap<&str, usize> =
            said.keys().map(|alias| (*alias, persons(alias).len())).collect();
        let mut ready: VecDeque<&str> =
            aliases_of.keys().filter(|person| !said.contains_key(*person)).copied().collect();
        // Ids in a circle, or behind one, that somebody outside of it is said to have: with them it is broken best.
        let mut begun: BTreeSet<&str> = BTreeSet::new();
        let mut known: BTreeMap<&str, &str> = BTreeMap::new();
        while let Some(id) =
            ready.pop_front().or_else(|| begun.pop_first()).or_else(|| waits.keys().next().copied())
        {
            waits.remove(id);
            if said.contains_key(id) {
                let by: BTreeSet<&str> = persons(id)
                    .into_iter()
                    .filter(|person| !waits.contains_key(*person))
                    .map(|person| known.get(person).copied().unwrap_or(person))
                    .collect();
                if let (Some(person), 1) = (by.first(), by.len()) {
                    known.insert(id, person);
                }
            }
            for alias in aliases_of.get(id).into_iter().flatten() {
                if let Some(left) = waits.get_mut(alias) {
                    *left -= 1;
                    if *left == 0 {
                        begun.remove(alias);
                        ready.push_back(alias);
                    } else {
                        begun.insert(alias);
                    }
                }
            }
        }
        let conflicts: Vec<Conflict> =
            said.values().flat_map(|claims| contradicting(claims, &known)).collect();
        for conflict in &conflicts {
            known.remove(conflict.claim.alias.as_str());
        }
        self.known_by = known.into_iter().map(|(id, by)| (id.into(), by.into())).collect();
        conflicts
    }
}

/// Each claim beside the first that says something else.
fn contradicting(claims: &[&Claim], known: &BTreeMap<&str, &str>) -> Vec<Conflict> {
    let by = |claim: &Claim| {
        known.get(claim.person.as_str()).copied().unwrap_or(&claim.person).to_owned()
    };
    let pairs = claims.iter().filter_map(|claim| {
        let other = claims.iter().find(|other| by(other) != by(claim))?;
        Some(Conflict { claim: (*claim).clone(), other: other.position.clone() })
    });
    pairs.collect()
}

/// `name@domain.tld`, with whatever blanks and capitals.
fn is_address(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(name, domain)| {
        !name.trim().is_empty() && domain.trim().contains('.') && !domain.contains('@')
    })
}

/// A code that people gave themselves: letters and digits of each part, in small letters.
///
/// Nothing when no part is given. `?` stands for a part that is not.
pub(crate) fn code<'t>(parts: impl Iterator<Item = &'t str>) -> Option<String> {
    let parts: Vec<String> = parts
        .map(|part| {
            part.nfc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
        })
        .collect();
    parts.iter().any(|part| !part.is_empty()).then(|| {
        let given = |part: &String| if part.is_empty() { "?".to_owned() } else { part.clone() };
        parts.iter().map(given).collect::<Vec<_>>().join("-")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims(pairs: &[(&str, &str)]) -> Vec<Claim> {
        let claim = |(at, (alias, person)): (usize, &(&str, &str))| Claim {
            alias: (*alias).to_owned(),
            person: (*person).to_owned(),
            system: None,
            source: "ids".to_owned(),
            position: format!("ids.csv:{}", at + 2),
            row: None,
        };
        pairs.iter().enumerate().map(claim).collect()
    }

    fn known(pairs: &[(&str, &str)], ids: &str) -> (Vec<String>, usize) {
        let mut links = Links::new(&[]);
        let conflicts = links.settle(&claims(pairs)).len();
        let known = ids.split(' ').map(|id| links.person(Cow::Borrowed(id)).into_owned());
        (known.collect(), conflicts)
    }

    #[test]
    fn chains_end_at_one_person_whatever_their_order() {
        let chain = [("a", "b"), ("b", "c"), ("d", "c"), ("e", "a")];
        let mut turned = chain;
        for _ in 0..chain.len() {
            turned.rotate_left(1);
            assert_eq!(
                known(&turned, "a b c d e f"),
                (vec!["c", "c", "c", "c", "c", "f"].into_iter().map(str::to_owned).collect(), 0)
            );
        }
    }

    #[test]
    fn two_ways_to_one_person_agree_and_two_persons_contradict_each_other() {
        for (pairs, ids, expected, conflicts) in [
            (&[("a", "b"), ("a", "c"), ("b", "c")][..], "a b c", "c c c", 0),
            (&[("a", "b"), ("a", "b")], "a b", "b b", 0),
            (&[("a", "a")], "a", "a", 0),
            // Whose `a` is nobody knows; what follows it is the same unknown person.
            (&[("a", "b"), ("a", "c"), ("x", "a")], "a b c x", "a b c a", 2),
            // A circle is one person.
            (&[("a", "b"), ("b", "a")], "a b", "a a", 0),
            (&[("b", "c"), ("c", "d"), ("d", "b"), ("x", "d")], "b c d x", "b b b b", 0),
            (&[("b", "c"), ("c", "b"), ("c", "z")], "b c z", "z z z", 0),
        ] {
            let found = known(pairs, ids);
            assert_eq!((found.0.join(" ").as_str(), found.1), (expected, conflicts), "{pairs:?}");
        }
    }

    #[test]
    fn a_contradiction_names_both_places() {
        let conflicts = Links::new(&[]).settle(&claims(&[("a", "b"), ("a", "c")]));
        let places: Vec<_> =
            conflicts.iter().map(|one| (one.claim.position.as_str(), one.other.as_str())).collect();
        assert_eq!(places, [("ids.csv:2", "ids.csv:3"), ("ids.csv:3", "ids.csv:2")]);
    }

    #[test]
    fn a_long_chain_is_followed_without_depth() {
        let ids: Vec<String> = (0..50_000).map(|n| format!("p{n:05}")).collect();
        let pairs: Vec<(&str, &str)> =
            ids.windows(2).map(|pair| (pair[0].as_str(), pair[1].as_str())).collect();
        let mut links = Links::new(&[]);
        assert_eq!(links.settle(&claims(&pairs)), []);
        assert_eq!(links.person(Cow::Borrowed("p00000")), "p49999");
        assert_eq!(links.aliases("p49999").len(), 49_999);
    }

    #[test]
    fn only_declared_differences_do_not_matter() {
        use SameId::{Case, Email, Spaces, Unicode, Zeros};
        for (same, written, expected) in [
            (&[][..], "Ann@X.org", "Ann@X.org"),
            (&[Email], " Ann@X.org ", "ann@x.org"),
            (&[Email], "Ann @ x.ORG", "ann@x.org"),
            (&[Email], "M 001", "M 001"),
            (&[Email], "@Home", "@Home"),
            (&[Case], "M-001", "m-001"),
            (&[Spaces], "M 001", "M001"),
            (&[Zeros], "007", "7"),
            (&[Zeros], "000", "0"),
            (&[Zeros], "00A", "00A"),
            (&[Unicode], "Jose\u{301}", "José"),
            (&[Case], "Jose\u{301}", "jose\u{301}"),
        ] {
            let found = Links::new(same).plain(Cow::Borrowed(written)).into_owned();
            assert_eq!(found, expected, "{same:?} {written}");
        }
    }

    #[test]
    fn a_code_is_made_of_letters_and_digits() {
        for (parts, expected) in [
            (&["M", " 07 ", "12 a"][..], Some("m-07-12a")),
            (&["É", "", "3"], Some("é-?-3")),
            (&["-", " "], None),
        ] {
            assert_eq!(code(parts.iter().copied()).as_deref(), expected, "{parts:?}");
        }
    }
}
