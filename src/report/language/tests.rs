//! The messages of every shipped language: complete, said with the places that they have, all of them used, and no word
//! above the claim ladder.

mod own;
mod said;
mod scan;
mod words;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::compare::compare;
use super::read::Messages;
use super::{SHIPPED, shipped};
use crate::report::banned_words;

/// Families of names that code makes from an id.
const NAMED: &[&str] = &[
    "answer",
    "chart-counted",
    "claim-short",
    "check-costs",
    "column",
    "column-about",
    "counted",
    "edition",
    "family-name",
    "family-question",
    "level",
    "month",
    "rba",
    "record-role",
    "rows",
    "short-month",
    "statistic",
    "statistic-about",
    "step",
    "the-units",
    "units",
    "word",
    "writer",
    "said",
];

/// What a chart of differences calls them, by the answer that it shows.
const OF_A_CHART: &[&str] =
    &["chart-adjusted-difference", "chart-difference-in-change", "chart-difference"];

fn messages(tag: &str) -> Messages {
    Messages::parsed(&shipped::text_of(tag))
}

/// A folder of this room's sources.
fn sources(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report").join(folder)
}

/// The files below a folder with an ending, with their texts; tests are left out.
fn files(folder: &Path, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && name != "tests" && name != "messages" {
            found.extend(files(&path, ending));
        } else if name.ends_with(ending) && name != "tests.rs" {
            let text = std::fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned();
            found.push((path.display().to_string(), text));
        }
    }
    found.sort();
    found
}

#[test]
fn every_shipped_language_is_complete_and_is_fluent() {
    let english = messages("en");
    assert_eq!(english.faults, []);
    for tag in &SHIPPED[1..] {
        let own = messages(tag);
        assert_eq!(own.faults, [], "{tag}");
        let comparison = compare(&english, &own);
        // Names of families stand with the words of measures.
        let missing: Vec<&String> =
            comparison.missing.iter().filter(|id| !id.starts_with("family-")).collect();
        assert!(missing.is_empty(), "{tag} lacks {missing:?}");
        assert!(comparison.unknown.is_empty(), "{tag}: {:?}", comparison.unknown);
        assert!(comparison.wrong.is_empty(), "{tag}: {:?}", comparison.wrong);
    }
}

#[test]
fn what_is_said_in_code_has_a_message_with_those_places_and_no_message_is_unused() {
    let english = messages("en");
    let mut said: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (file, text) in files(&sources(""), ".rs") {
        for (id, places) in scan::said_in_code(&text) {
            let message = english.places.get(&id);
            let message = message.unwrap_or_else(|| panic!("{file}: no message `{id}`"));
            for place in message.printed.union(&message.chosen) {
                assert!(places.contains(place), "{file}: `{id}` is said without `{place}`");
            }
            said.entry(id).or_default().extend(places);
        }
    }
    let templates = [files(&sources(""), ".html"), files(&sources(""), ".txt")].concat();
    for (file, text) in templates {
        for (id, places) in scan::said_in_template(&text) {
            let message = english.places.get(&id);
            let message = message.unwrap_or_else(|| panic!("{file}: no message `{id}`"));
            for place in message.printed.union(&message.chosen) {
                assert!(places.contains(place), "{file}: `{id}` is said without `{place}`");
            }
            said.entry(id).or_default().extend(places);
        }
    }
    assert!(said.len() > 300, "only {} messages are said", said.len());
    for (id, message) in &english.places {
        let Some(places) = said.get(id) else {
            let is_of =
                |family: &&str| id.strip_prefix(*family).is_some_and(|rest| rest.starts_with('-'));
            let is_named = OF_A_CHART.contains(&id.as_str()) || NAMED.iter().any(is_of);
            assert!(is_named, "nothing says `{id}`");
            continue;
        };
        // A place that no English message prints may choose a form in another language.
        for place in places {
            let is_of_use = message.printed.contains(place)
                || message.chosen.contains(place)
                || SHIPPED[1..].iter().any(|tag| {
                    messages(tag).places.get(id).is_some_and(|own| {
                        own.printed.contains(place) || own.chosen.contains(place)
                    })
                });
            assert!(is_of_use, "`{id}` is said with `{place}`, which no language uses");
        }
    }
}

/// Messages that belong to a level of the claim ladder, or explain it.
const OF_A_LEVEL: &[(&str, &str)] = &[
    ("compared-alike", "L4"),
    ("compared-by-lot", "L5"),
    ("claim-short-l4", "L4"),
    ("claim-short-l5", "L5"),
    ("column-about-claim", "L5"),
    ("level-l5", "L5"),
    ("workbook-claims", "L5"),
];

#[test]
fn no_message_says_more_than_its_level_permits() {
    for tag in SHIPPED {
        for (id, text) in messages(tag).texts() {
            let level =
                OF_A_LEVEL.iter().find(|(of, _)| *of == id).map_or("L0", |(_, level)| level);
            let banned = banned_words(&text, level);
            assert!(banned.is_empty(), "{tag}: `{id}` says {banned:?}");
        }
    }
}

#[test]
fn no_prose_is_left_in_the_code_that_prints_a_report() {
    let mut found = Vec::new();
    let printing = files(&sources(""), ".rs");
    for (file, text) in printing.iter().filter(|(file, _)| scan::prints_an_edition(file)) {
        found.extend(scan::prose(text).into_iter().map(|prose| format!("{file}: {prose}")));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_number_that_stands_in_a_message_has_the_signs_of_the_region() {
    for (tag, number) in [("en", "reached 0.21 on"), ("es", " 0,21 en "), ("es-US", " 0.21 en ")] {
        let said = super::Language::shipped(tag).unwrap().in_template("effect-about", Vec::new());
        assert!(said.as_deref().is_some_and(|said| said.contains(number)), "{tag}: {said:?}");
    }
}
