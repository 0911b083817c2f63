//! Answers that are points of a scale: numbers, with or without a label, and words at the ends of a scale whose other points
//! are numbers.

use std::collections::BTreeMap;

use super::degrees::is_lower;
use super::items::number;
use super::text::plain;
use crate::contract;

/// Highest points of the usual scales.
const TOPS: [i64; 4] = [4, 5, 7, 10];

/// Words that say that an end of a scale is its lower one.
const DENIALS: &[&str] = &[
    "no",
    "not",
    "none",
    "never",
    "nothing",
    "non",
    "pas",
    "jamais",
    "rien",
    "nein",
    "nicht",
    "nie",
    "kein",
    "keine",
    "nada",
    "nunca",
    "nao",
    "disagree",
    "bad",
    "poor",
    "low",
    "least",
    "worst",
    "malo",
    "mala",
    "mal",
    "schlecht",
    "mauvais",
    "ruim",
    "mau",
    "difficult",
    "unlikely",
    "dissatisfied",
    "desacuerdo",
    "discordo",
];

/// The point of each text, where nearly all texts of a column have one.
pub(super) fn points<'t>(texts: &[(&'t str, usize)]) -> Option<BTreeMap<&'t str, i64>> {
    let all: usize = texts.iter().map(|(_, times)| times).sum();
    let with = |point: &dyn Fn(&str) -> Option<i64>| {
        let found: BTreeMap<&str, i64> =
            texts.iter().filter_map(|(text, _)| Some((*text, point(text)?))).collect();
        let times: usize =
            texts.iter().filter(|(text, _)| found.contains_key(text)).map(|(_, times)| times).sum();
        (times > 0 && times * 100 >= all * 95).then_some(found)
    };
    // Some numbers stand alone: then those before words are the same points.
    let has_bare = texts.iter().any(|(text, _)| contract::number(text, '.').is_some());
    with(&|text| whole(text))
        .or_else(|| with(&|text| whole(text).or_else(|| leading(text))).filter(|_| has_bare))
        .or_else(|| worded_ends(texts))
}

/// The whole number of an answer.
pub(super) fn whole(text: &str) -> Option<i64> {
    let number = number(text).filter(|number| number.fract() == 0.0 && number.abs() < 1e6)?;
    #[expect(clippy::cast_possible_truncation, reason = "whole and below a million")]
    Some(number as i64)
}

/// `5 Agree` is 5 where other answers are numbers; `5 years` is an amount.
fn leading(text: &str) -> Option<i64> {
    const OF_AMOUNTS: &[&str] = &[
        "to", "or", "and", "times", "hour", "hours", "day", "days", "week", "weeks", "month",
        "months", "year", "years", "a", "o", "y", "bis", "oder", "und", "mal", "et", "ou", "fois",
        "veces", "vezes",
    ];
    let (first, label) = text.trim().split_once(' ')?;
    let next = plain(label.split(' ').next().unwrap_or_default());
    let is_label = label.chars().next().is_some_and(char::is_alphabetic);
    let point = first.parse().ok().filter(|point| (0..=10).contains(point))?;
    (is_label && !OF_AMOUNTS.contains(&next.as_str())).then_some(point)
}

/// `Not at all`, 2, 3, 4, `Absolutely`: words for the ends of a scale and numbers between them.
fn worded_ends<'t>(texts: &[(&'t str, usize)]) -> Option<BTreeMap<&'t str, i64>> {
    let mut found = BTreeMap::new();
    let mut words: Vec<(&str, bool)> = Vec::new();
    for (text, _) in texts {
        if contract::number(text, '.').is_some() {
            found.insert(*text, whole(text)?);
        } else {
            let plain = plain(text);
            words.push((text, plain.split(' ').any(|word| DENIALS.contains(&word))));
        }
    }
    if let [one, other] = words.as_mut_slice() {
        one.1 |= is_lower(one.0, other.0);
        other.1 |= is_lower(other.0, one.0);
    }
    // Alone nobody knows whether `Unpleasant` is the lower end.
    let may_deny = |text: &str| {
        let plain = plain(text);
        plain
            .split(' ')
            .any(|word| ["un", "in", "im", "dis"].iter().any(|begin| word.starts_with(begin)))
    };
    // `5 years` is no end of a scale.
    if words.iter().any(|(text, _)| text.starts_with(|letter: char| letter.is_ascii_digit())) {
        return None;
    }
    // One number between two words says nothing of a scale.
    if found.len() < 2 {
        return None;
    }
    let (least, most) = (*found.values().min()?, *found.values().max()?);
    let lows = words.iter().filter(|(_, is_low)| *is_low).count();
    let top = TOPS.into_iter().find(|top| *top >= most + i64::from(lows < words.len()))?;
    let is_unsure = words.len() == 1 && lows == 0 && may_deny(words[0].0);
    if is_unsure
        || words.is_empty()
        || words.len() > 2
        || lows > 1
        || words.len() - lows > 1
        || least < 1 + i64::try_from(lows).ok()?
    {
        return None;
    }
    found.extend(words.into_iter().map(|(text, is_low)| (text, if is_low { 1 } else { top })));
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::points;

    #[test]
    fn labels_and_words_at_the_ends_are_points_where_the_others_are_numbers() {
        for (texts, expected) in [
            (&["Non, pas du tout", "2", "3", "4", "Oui, tout à fait"][..], Some("1 2 3 4 5")),
            (&["Not at all", "3", "4"], Some("1 3 4")),
            (&["Totalmente Insatisfecho", "2", "9", "Totalmente Satisfecho"], Some("1 2 9 10")),
            (&["2", "4", "Totalmente Insatisfecho"], None),
            (&["(1) No goals", "(2)", "(3)", "(7) Very clear goals"], Some("1 2 3 7")),
            (&["4)", "5)", "7) I have a very good mood"], Some("4 5 7")),
            (
                &["4", "4 सहमत (Agree)", "(3): सहमत", "5 पूर्णपणे सहमत (Strongly Agree)"],
                Some("4 4 3 5"),
            ),
            (&["4", "5 years"], None),
            (&["Yes", "No", "2"], None),
            (&["Yes", "No"], None),
            (&["Bus", "Car", "3"], None),
        ] {
            let texts: Vec<(&str, usize)> = texts.iter().map(|text| (*text, 5)).collect();
            let found = points(&texts).map(|found| {
                let points: Vec<String> =
                    texts.iter().map(|(text, _)| found[text].to_string()).collect();
                points.join(" ")
            });
            assert_eq!(found.as_deref(), expected, "{texts:?}");
        }
    }
}
