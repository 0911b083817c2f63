//! How much the words of an answer mean.

/// A quantity of a plain text: times a month, months, a share, or which of two sides does it and how strongly. Quantities of
/// one question can be compared with one another, and with nothing else.
pub(super) fn quantity(text: &str) -> Option<f64> {
    let words: Vec<&str> = text.split(' ').collect();
    let has = |word: &str| words.contains(&word);
    let side = if has("mentee") || has("student") || has("youth") { -1.0 } else { 1.0 };
    let has_side = has("mentor") || has("mentee") || has("student") || has("youth");
    if has_side || has("both") || has("equally") {
        let strength = if has("both") || has("equally") { 0.0 } else { strength(&words)? };
        return Some(side * strength);
    }
    counted(text, &words).or_else(|| strength(&words))
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

/// Numbers with their unit.
fn counted(text: &str, words: &[&str]) -> Option<f64> {
    let numbers: Vec<f64> = words.iter().filter_map(|word| number(word)).collect();
    let has = |word: &str| words.contains(&word);
    let per_month = if has("day") || has("daily") || has("days") {
        30.0
    } else if has("week") || has("weekly") || has("weeks") {
        52.0 / 12.0
    } else if has("year") || has("yearly") || has("years") || has("annually") {
        1.0 / 12.0
    } else {
        1.0
    };
    let units = [
        "day", "daily", "days", "week", "weekly", "weeks", "month", "monthly", "months", "year",
        "yearly", "years", "annually",
    ];
    if !units.iter().any(|unit| has(unit)) && !text.contains(|letter: char| letter.is_ascii_digit())
    {
        return None;
    }
    let is_rate = ["once", "twice", "times", "every", "daily", "weekly", "monthly", "yearly"]
        .iter()
        .any(|word| has(word));
    let amount = match numbers.as_slice() {
        [] if is_rate => 1.0,
        [only] => *only,
        [from, to] if !is_rate && (text.contains(" to ") || to > from) => f64::midpoint(*from, *to),
        // `Three times a month` has the number and the article.
        [first, ..] if is_rate => *first,
        _ => return None,
    };
    let value = if is_rate { amount * per_month } else { amount / per_month };
    let (below, above) = (
        text.starts_with("less than")
            || text.starts_with("fewer than")
            || text.starts_with("under"),
        text.starts_with("more than") || text.starts_with("over"),
    );
    let upto = text.starts_with("up to");
    Some(if below || upto {
        value / 2.0
    } else if above {
        value * 1.25
    } else {
        value
    })
}

fn number(word: &str) -> Option<f64> {
    let words =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    match word {
        "a" | "an" | "once" => Some(1.0),
        "twice" => Some(2.0),
        _ => words
            .iter()
            .position(|own| *own == word)
            .map(|at| at as f64)
            .or_else(|| word.parse().ok().filter(|number: &f64| number.is_finite())),
    }
}
