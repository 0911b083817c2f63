//! Who may be whom: persons of surveys that no roster knows, beside persons that are like them. Proposed, never decided.

use std::collections::{BTreeMap, BTreeSet};

use strsim::jaro_winkler;

use super::described::Described;
use super::words::plain;

/// A person of a survey who may be another, known one.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// From 0 to 1: how alike what is known of the two is.
    pub score: f64,
    /// What is alike, and how much.
    pub why: String,
    /// The person whom no roster knows.
    pub unlinked: Known,
    /// The person who may be the same.
    pub known: Known,
}

/// What all files together say of a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Id.
    pub person: String,
    /// `name`, `born_on` and their like.
    pub parts: BTreeMap<String, String>,
    /// Parts in the program.
    pub roles: BTreeSet<String>,
    /// Waves of surveys.
    pub waves: BTreeSet<String>,
    /// True for somebody on a roster.
    pub is_on_roster: bool,
}

/// Lower scores are not worth a person's time: names that share little more than a beginning reach 0.7.
const LEAST: f64 = 0.8;

/// Most proposals for one person.
const MOST: usize = 3;

/// What is compared, and how much it counts. A name decides most; a birth date, which people seldom get wrong, counts more than
/// a school, which many share.
const WEIGHTS: &[(&str, f64)] = &[("name", 0.5), ("email", 0.5), ("born_on", 0.3), ("school", 0.2)];

/// Proposals, the best first for each unlinked person, persons in the order of their ids.
///
/// Without anybody on a roster in a role, persons of one wave only are compared with those of another wave only: so codes that
/// people gave themselves find their likes.
pub fn candidates(described: &[Described]) -> Vec<Candidate> {
    let persons = persons(described);
    let rosters: BTreeSet<&String> =
        persons.iter().filter(|one| one.is_on_roster).flat_map(|one| &one.roles).collect();
    let first_wave = described.iter().find_map(|one| one.wave.clone()).unwrap_or_default();
    let (mut unlinked, mut known) = (Vec::new(), Vec::new());
    for person in &persons {
        if person.is_on_roster {
            known.push(person);
        } else if person.roles.iter().any(|role| rosters.contains(role))
            || person.waves.len() == 1 && !person.waves.contains(&first_wave)
        {
            unlinked.push(person);
        } else if person.waves.len() == 1 {
            known.push(person);
        }
    }
    let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, person) in known.iter().enumerate() {
        for key in keys(person) {
            blocks.entry(key).or_default().push(at);
        }
    }
    unlinked.into_iter().flat_map(|person| proposals(person, &known, &blocks)).collect()
}

fn proposals(
    person: &Known,
    known: &[&Known],
    blocks: &BTreeMap<String, Vec<usize>>,
) -> Vec<Candidate> {
    let near: BTreeSet<usize> =
        keys(person).iter().filter_map(|key| blocks.get(key)).flatten().copied().collect();
    let mut found: Vec<Candidate> = near
        .into_iter()
        .map(|at| known[at])
        .filter(|other| !other.roles.is_disjoint(&person.roles))
        .filter_map(|other| {
            let (score, why) = likeness(person, other)?;
            (score >= LEAST).then(|| Candidate {
                score,
                why,
                unlinked: person.clone(),
                known: other.clone(),
            })
        })
        .collect();
    found.sort_by(|one, other| {
        other.score.total_cmp(&one.score).then_with(|| one.known.person.cmp(&other.known.person))
    });
    found.truncate(MOST);
    found
}

/// Persons by id, each with everything that is said of them; of two words about one thing the first counts.
fn persons(described: &[Described]) -> Vec<Known> {
    let mut persons: BTreeMap<&str, Known> = BTreeMap::new();
    for one in described {
        let person = persons.entry(&one.person).or_default();
        one.person.clone_into(&mut person.person);
        person.roles.insert(one.role.clone());
        // A comparison group fills in the mentees' forms.
        if one.role == "comparison" {
            person.roles.insert("mentee".to_owned());
        }
        person.is_on_roster |= one.wave.is_none();
        person.waves.extend(one.wave.clone());
        for (part, text) in &one.parts {
            person.parts.entry(part.clone()).or_insert_with(|| text.clone());
        }
    }
    persons
        .into_values()
        .map(|mut person| {
            let part = |name: &str| person.parts.get(name).cloned().unwrap_or_default();
            let name = format!("{} {}", part("first_name"), part("last_name"));
            if !name.trim().is_empty() {
                person.parts.entry("name".to_owned()).or_insert_with(|| name.trim().to_owned());
            }
            person
        })
        .collect()
}

/// Keys of which two persons have to share one to be compared at all.
fn keys(person: &Known) -> BTreeSet<String> {
    let part = |name: &str| person.parts.get(name).map(|text| plain(text)).unwrap_or_default();
    let mut keys = BTreeSet::new();
    for word in part("name").split(' ').filter(|word| word.chars().count() > 1) {
        keys.insert(format!("name {}", word.chars().take(2).collect::<String>()));
    }
    for name in ["born_on", "email"] {
        keys.insert(format!("{name} {}", part(name)));
    }
    // Two codes share one of these exactly when they differ in one part at most.
    let parts = code_parts(&person.person);
    for at in 0..parts.len() {
        let mut open = parts.clone();
        open[at] = "*";
        keys.insert(format!("code {}", open.join("-")));
    }
    keys.retain(|key| !key.ends_with(' '));
    keys
}

/// Parts of a code that people gave themselves; none for an id of another kind.
fn code_parts(id: &str) -> Vec<&str> {
    let code = id.split(' ').next().unwrap_or_default();
    let parts: Vec<&str> = code.split('-').collect();
    let is_part = |part: &&str| {
        *part == "?"
            || !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() && !c.is_uppercase())
    };
    // With two parts, one that differs leaves next to nothing.
    if parts.len() >= 3 && parts.iter().all(is_part) { parts } else { Vec::new() }
}

/// How alike two persons are, and why; nothing when there is nothing to compare.
fn likeness(one: &Known, other: &Known) -> Option<(f64, String)> {
    let (own, theirs) = (code_parts(&one.person), code_parts(&other.person));
    if own.len() == theirs.len() && !own.is_empty() {
        let same =
            own.iter().zip(&theirs).filter(|(one, other)| one == other && **one != "?").count();
        if same + 1 == own.len() {
            // Whatever the number of parts, all but one are the same: the best that a code alone can say.
            return Some((0.9, format!("{same} of {} parts of the code are the same", own.len())));
        }
    }
    let (mut sum, mut weights) = (0.0, 0.0);
    let mut reasons = Vec::new();
    let mut has_name = false;
    for (part, weight) in WEIGHTS {
        let (Some(own), Some(theirs)) = (one.parts.get(*part), other.parts.get(*part)) else {
            continue;
        };
        let alike = alike(part, own, theirs);
        has_name |= matches!(*part, "name" | "email") && alike >= LEAST;
        sum += weight * alike;
        weights += weight;
        reasons.push(format!("{} {}", called(part), said(part, alike)));
    }
    has_name.then(|| (sum / weights, reasons.join(", ")))
}

fn called(part: &str) -> &'static str {
    match part {
        "name" => "name",
        "email" => "e-mail",
        "born_on" => "birth date",
        _ => "school",
    }
}

fn said(part: &str, alike: f64) -> String {
    match part {
        _ if alike >= 1.0 => "the same".to_owned(),
        "born_on" if alike > 0.0 => "with the same numbers in another order".to_owned(),
        "born_on" | "email" => "another".to_owned(),
        _ => format!("{:.0} % alike", (alike * 100.0).floor()),
    }
}

/// From 0 to 1.
fn alike(part: &str, one: &str, other: &str) -> f64 {
    let (one, other) = (plain(one), plain(other));
    if one == other {
        return 1.0;
    }
    match part {
        "email" => 0.0,
        "born_on" => {
            let digits = |text: &str| -> Vec<String> {
                let mut parts: Vec<String> =
                    text.split(' ').map(|part| part.trim_start_matches('0').to_owned()).collect();
                parts.sort();
                parts
            };
            // The same three numbers in another order; what the order means is the reader's to judge.
            if digits(&one) == digits(&other) { 0.9 } else { 0.0 }
        }
        _ => {
            let sorted = |text: &str| {
                let mut words: Vec<&str> = text.split(' ').collect();
                words.sort_unstable();
                words.join(" ")
            };
            // Family names stand first in some files and last in others.
            jaro_winkler(&one, &other).max(jaro_winkler(&sorted(&one), &sorted(&other))).min(0.99)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(person: &str, wave: Option<&str>, parts: &[(&str, &str)]) -> Described {
        Described {
            source: 0,
            person: person.to_owned(),
            role: "mentee".to_owned(),
            wave: wave.map(str::to_owned),
            parts: parts
                .iter()
                .map(|(part, text)| ((*part).to_owned(), (*text).to_owned()))
                .collect(),
        }
    }

    fn pairs(described: &[Described]) -> Vec<(String, String, String)> {
        let pair = |one: Candidate| (one.unlinked.person, one.known.person, one.why);
        candidates(described).into_iter().map(pair).collect()
    }

    #[test]
    fn a_misspelt_name_with_the_same_birth_date_is_proposed_and_a_stranger_is_not() {
        let found = pairs(&[
            one(
                "M1",
                None,
                &[("first_name", "José"), ("last_name", "Martínez"), ("born_on", "2010-03-04")],
            ),
            one("M2", None, &[("name", "Ann Lee"), ("born_on", "2011-01-01")]),
            one("M3", None, &[("name", "Bo Marsh"), ("born_on", "2010-03-04")]),
            one("s1", Some("baseline"), &[("name", "Martinez Jose"), ("born_on", "2010-03-04")]),
            one("s2", Some("baseline"), &[("name", "Anne Lee"), ("born_on", "01/01/2011")]),
            one("s3", Some("baseline"), &[("name", "Zoe Quist")]),
            one("M3", Some("baseline"), &[]),
        ]);
        let of =
            |one: &str, other: &str, why: &str| (one.to_owned(), other.to_owned(), why.to_owned());
        assert_eq!(
            found,
            [
                of("s1", "M1", "name 99 % alike, birth date the same"),
                of(
                    "s2",
                    "M2",
                    "name 93 % alike, birth date with the same numbers in another order"
                ),
            ]
        );
    }

    #[test]
    fn the_same_address_is_proposed_whatever_the_name() {
        let found = pairs(&[
            one("M1", None, &[("name", "Ann Lee"), ("email", "Ann@x.org")]),
            one("s1", Some("baseline"), &[("email", "ann@x.org")]),
        ]);
        assert_eq!(found, [("s1".to_owned(), "M1".to_owned(), "e-mail the same".to_owned())]);
    }

    #[test]
    fn a_code_that_differs_in_one_part_is_proposed_and_one_that_differs_in_two_is_not() {
        let found = pairs(&[
            one("m-07-12", Some("baseline"), &[]),
            one("k-01-03", Some("baseline"), &[]),
            one("k-01-03", Some("followup"), &[]),
            one("m-07-21", Some("followup"), &[]),
            one("m-?-12 after.csv:4", Some("followup"), &[]),
            one("m-08-21", Some("followup"), &[]),
        ]);
        let why = "2 of 3 parts of the code are the same".to_owned();
        assert_eq!(
            found,
            [
                ("m-07-21".to_owned(), "m-07-12".to_owned(), why.clone()),
                ("m-?-12 after.csv:4".to_owned(), "m-07-12".to_owned(), why),
            ]
        );
    }

    #[test]
    fn mentors_are_never_proposed_for_mentees() {
        let mentor =
            Described { role: "mentor".to_owned(), ..one("V1", None, &[("name", "Ann Lee")]) };
        let other = one("M1", None, &[("name", "Bo Marsh")]);
        assert_eq!(
            pairs(&[mentor, other, one("s1", Some("baseline"), &[("name", "Ann Lee")])]),
            []
        );
    }
}
