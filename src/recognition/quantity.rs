//! How much the words of an answer mean.

use std::collections::BTreeSet;

use super::text::plain;

/// What a quantity counts: only those of one kind can be put in order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Counts {
    /// Nothing: less than any other quantity.
    Nothing,
    /// Which of two sides does it, and how strongly.
    Side,
    /// Words of amount and frequency, without a number.
    Words,
    /// Times a month.
    Rate,
    /// A time, in months.
    Time,
    /// An amount of data, in megabytes.
    Data,
    /// Anything else that has numbers.
    Number,
}

/// A quantity of an answer. Quantities of one question can be compared with one another, and with nothing else.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Quantity {
    pub(super) counts: Counts,
    pub(super) amount: f64,
}

/// Words of an answer, at most; what is longer was written by somebody.
const LONGEST: usize = 9;

/// Units: what they count, how much of it, and their names.
const UNITS: &[(Counts, f64, &[&str])] = &[
    (Counts::Time, 1.0 / 2_628_000.0, &["second", "seconds", "sec", "secs"]),
    (Counts::Time, 1.0 / 43_800.0, &["minute", "minutes", "min", "mins", "minutos", "minuten"]),
    (
        Counts::Time,
        1.0 / 730.0,
        &["hour", "hours", "hr", "hrs", "hora", "horas", "stunde", "stunden", "heure", "heures"],
    ),
    (
        Counts::Time,
        1.0 / 30.0,
        &["day", "days", "daily", "dia", "dias", "tag", "tage", "jour", "jours"],
    ),
    (
        Counts::Time,
        12.0 / 52.0,
        &["week", "weeks", "weekly", "semana", "semanas", "woche", "wochen", "semaine", "semaines"],
    ),
    (Counts::Time, 1.0, &["month", "months", "monthly", "mes", "meses", "monat", "monate", "mois"]),
    (
        Counts::Time,
        12.0,
        &[
            "year", "years", "yearly", "annually", "ano", "anos", "jahr", "jahre", "an", "ans",
            "annee", "annees",
        ],
    ),
    (Counts::Data, 0.001, &["kb"]),
    (Counts::Data, 1.0, &["mb"]),
    (Counts::Data, 1e3, &["gb"]),
    (Counts::Data, 1e6, &["tb"]),
];

/// Words that say how often.
const RATES: &[&str] = &[
    "once", "twice", "times", "every", "daily", "weekly", "monthly", "yearly", "annually", "veces",
    "vezes", "fois", "mal", "einmal", "zweimal",
];

/// The quantity of an answer, where its words say one.
pub(super) fn quantity(label: &str) -> Option<Quantity> {
    // Marks become words before marks are left out.
    let text = label.replace(['<', '≤'], " less than ").replace(['>', '≥'], " more than ");
    let text = plain(&text.replace('+', " or more "));
    let words: Vec<&str> = text.split(' ').collect();
    if words.len() > LONGEST {
        return None;
    }
    let has = |word: &str| words.contains(&word);
    let side = if has("mentee") || has("student") || has("youth") { -1.0 } else { 1.0 };
    let has_side = has("mentor") || has("mentee") || has("student") || has("youth");
    if has_side || has("both") || has("equally") {
        let strength = if has("both") || has("equally") { 0.0 } else { strength(&words)? };
        return Some(Quantity { counts: Counts::Side, amount: side * strength });
    }
    counted(&text, &words).or_else(|| {
        let amount = strength(&words)?;
        let counts = if amount > 0.0 { Counts::Words } else { Counts::Nothing };
        Some(Quantity { counts, amount })
    })
}

/// Words of amount and frequency, without a number.
fn strength(words: &[&str]) -> Option<f64> {
    let strengths = [
        (
            0.0,
            &["never", "no", "none", "nothing", "nunca", "nie", "jamais", "kein", "keine", "nada"]
                [..],
        ),
        (1.0, &["little", "rarely", "few", "poco", "selten", "peu", "pouco", "wenig"]),
        (
            2.0,
            &[
                "half",
                "some",
                "sometimes",
                "same",
                "neither",
                "mitad",
                "haelfte",
                "moitie",
                "metade",
            ],
        ),
        (
            3.0,
            &[
                "most", "mostly", "often", "usually", "mayoria", "meist", "meistens", "plupart",
                "maioria",
            ],
        ),
        (
            4.0,
            &["all", "always", "every", "siempre", "immer", "toujours", "sempre", "todo", "alles"],
        ),
    ];
    let found = strengths.iter().filter(|(_, own)| words.iter().any(|word| own.contains(word)));
    let mut found = found.map(|(strength, _)| *strength);
    let first = found.next()?;
    // "Some or all" is no quantity.
    found.next().is_none().then_some(first)
}

/// Numbers with their units.
fn counted(text: &str, words: &[&str]) -> Option<Quantity> {
    let unit = |word: &str| UNITS.iter().find(|(.., names)| names.contains(&word));
    let is_rate = words.iter().any(|word| RATES.contains(word));
    let has_digit = text.contains(|letter: char| letter.is_ascii_digit());
    if !has_digit && !words.iter().any(|word| unit(word).is_some()) {
        return None;
    }
    if is_rate {
        // `Three times a month` has the number and the article.
        let times = words.iter().find_map(|word| number(word)).unwrap_or(1.0);
        let per = words.iter().rev().find_map(|word| unit(word));
        let months = per.map_or(1.0, |(_, months, _)| *months);
        return Some(bounded(text, Counts::Rate, times / months));
    }
    let mut amounts: Vec<f64> = Vec::new();
    let mut counts = Counts::Number;
    for (at, word) in words.iter().enumerate() {
        let Some(number) = number(word) else { continue };
        // `30 minutes to 1 hour` has two units, `1 to 2 hours` one for both.
        let factor = match words[at + 1..].iter().find_map(|word| unit(word)) {
            Some((kind, factor, _)) => {
                counts = *kind;
                *factor
            }
            None => 1.0,
        };
        amounts.push(number * factor);
    }
    let amount = match amounts.as_slice() {
        [only] => *only,
        [from, to] if to > from => f64::midpoint(*from, *to),
        _ => return None,
    };
    Some(bounded(text, counts, amount))
}

/// A quantity with an open end stands a little beyond it.
fn bounded(text: &str, counts: Counts, amount: f64) -> Quantity {
    let begins = |words: &[&str]| words.iter().any(|words| text.starts_with(words));
    let ends = |words: &[&str]| words.iter().any(|words| text.ends_with(words));
    let is_below = begins(&[
        "less than",
        "fewer than",
        "under",
        "below",
        "up to",
        "menos de",
        "hasta",
        "weniger als",
        "unter",
        "bis zu",
        "bis",
        "moins de",
        "moins d",
        "jusqu",
        "ate",
        "at most",
    ]) || [
        " or less",
        " or fewer",
        " or under",
        " or younger",
        " o menos",
        " oder weniger",
        " ou moins",
        " ou menos",
    ]
    .iter()
    .any(|words| text.contains(words));
    let is_above = begins(&[
        "more than",
        "over",
        "above",
        "at least",
        "mas de",
        "mehr als",
        "ueber",
        "plus de",
        "plus d",
        "mais de",
        "mais que",
        "mas que",
    ]) || [
        " or more",
        " or over",
        " or older",
        " and over",
        " and more",
        " o mas",
        " y mas",
        " oder mehr",
        " und mehr",
        " ou plus",
        " et plus",
        " ou mais",
    ]
    .iter()
    .any(|words| text.contains(words))
        || ends(&[" plus"]);
    let amount = match (is_below, is_above) {
        (true, false) => amount / 2.0,
        (false, true) => amount * 1.25,
        _ => amount,
    };
    Quantity { counts, amount }
}

/// What is counted: words that are no numbers and say nothing of more or less.
pub(super) fn nouns(label: &str) -> BTreeSet<String> {
    const OF_ENDS: &[&str] = &[
        "less", "fewer", "more", "than", "over", "under", "above", "below", "up", "to", "or",
        "and", "at", "least", "most", "about", "between", "from", "entre", "y", "e", "o", "de",
        "a", "mas", "menos", "mais", "que", "hasta", "bis", "unter", "ueber", "mehr", "weniger",
        "als", "oder", "und", "plus", "moins", "et", "ou", "d", "zu", "none", "no",
    ];
    let plain = plain(label);
    let words = plain.split(' ').filter(|word| !word.chars().any(|sign| sign.is_ascii_digit()));
    let words = words.filter(|word| number(word).is_none() && !OF_ENDS.contains(word));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn number(word: &str) -> Option<f64> {
    let words =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    match word {
        "a" | "an" | "once" | "einmal" | "una" | "um" | "uma" | "une" => Some(1.0),
        "twice" | "zweimal" => Some(2.0),
        _ => words
            .iter()
            .position(|own| *own == word)
            .map(|at| at as f64)
            .or_else(|| word.parse().ok().filter(|number: &f64| number.is_finite())),
    }
}
