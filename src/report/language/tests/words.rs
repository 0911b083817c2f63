//! The words of measures: complete, with the places of their English.

use std::collections::BTreeSet;

use super::super::shipped::{SHIPPED, words_of};
use super::super::words::{KEYS, Words};
use crate::measures::{Kpi, catalogue};
use crate::report::{Language, banned_words};

fn words(tag: &str) -> Words {
    let (words, faults) = Words::parsed(&words_of(tag).unwrap());
    assert_eq!(faults, [], "{tag}");
    words
}

/// Places of a text: `{subject}`, and `{|}` for a pair of words.
fn places(text: &str) -> BTreeSet<String> {
    let parts = text.split('{').skip(1).filter_map(|part| part.split_once('}'));
    parts
        .map(|(place, _)| if place.contains('|') { "|".to_owned() } else { place.to_owned() })
        .collect()
}

/// Words of a header for readers; a unit that is a name has a message.
fn of_readers(kpi: &Kpi) -> Vec<(&String, &String)> {
    let keys = kpi.keys.iter().filter(|(key, _)| KEYS.contains(&key.as_str()));
    keys.filter(|(key, _)| *key != "values").collect()
}

#[test]
fn every_measure_has_words_in_every_language_with_the_same_places() {
    for tag in &SHIPPED[1..] {
        let words = words(tag);
        let kpis = catalogue(None).unwrap();
        for kpi in &kpis {
            let own = words.kpi.get(&kpi.id);
            let own = own.unwrap_or_else(|| panic!("{tag}: no [kpi.{}]", kpi.id));
            for (key, english) in of_readers(kpi) {
                let said = own.get(key);
                let said = said.unwrap_or_else(|| panic!("{tag}: [kpi.{}] has no `{key}`", kpi.id));
                assert_eq!(places(english), places(said), "{tag}: `{key}` of [kpi.{}]", kpi.id);
            }
            for key in own.keys() {
                assert!(kpi.keys.contains_key(key), "{tag}: `{key}` of [kpi.{}]", kpi.id);
            }
            for key in ["title", "question", "says", "card", "about"] {
                let level = if kpi.claim.is_empty() { "L0" } else { &kpi.claim };
                let banned = own.get(key).map(|text| banned_words(text, level));
                assert!(
                    banned.unwrap_or_default().is_empty(),
                    "{tag}: `{key}` of [kpi.{}]",
                    kpi.id
                );
            }
        }
        for id in words.kpi.keys() {
            assert!(kpis.iter().any(|kpi| kpi.id == *id), "{tag}: [kpi.{id}] is no measure");
        }
        for kpi in &kpis {
            let family = words.families.get(&kpi.family);
            let has = |key| family.is_some_and(|family| family.contains_key(key));
            assert!(has("name") && has("question"), "{tag}: [families.{}]", kpi.family);
        }
    }
}

#[test]
fn a_measure_of_a_programs_own_keeps_its_words_although_its_id_is_one_of_ours() {
    let spanish = Language::shipped("es").unwrap();
    let ours = catalogue(None).unwrap().into_iter().find(|kpi| kpi.id == "completion").unwrap();
    let own = Kpi { own: true, ..ours.clone() };
    let said = spanish.measures(&[ours.clone(), own]).into_owned();
    assert_ne!(said[0].title, ours.title);
    assert_eq!(said[1].title, ours.title);
}
