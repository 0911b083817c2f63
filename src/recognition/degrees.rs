//! Answers that say how much of one thing, or of two opposite ones: `Slightly useful`, `Somewhat unfavorable`.

use super::text::plain;

/// How much: words, and what they weigh. Between the words of one language the order is what counts.
const DEGREES: &[(f64, &[&str])] = &[
    (
        0.0,
        &[
            "not at all",
            "to no extent",
            "gar nicht",
            "garnicht",
            "ueberhaupt nicht",
            "pas du tout",
            "nada",
            "nothing",
            "nichts",
            "rien",
        ],
    ),
    (
        0.3,
        &[
            "not", "no", "none", "nicht", "kein", "keine", "pas", "nao", "nenhum", "nenhuma",
            "ningun", "ninguna", "aucun", "aucune",
        ],
    ),
    (
        0.6,
        &[
            "hardly",
            "barely",
            "to little or no extent",
            "little or no",
            "kaum",
            "muy poco",
            "muito pouco",
            "muy poca",
            "muito pouca",
            "tres peu",
            "sehr wenig",
        ],
    ),
    (
        1.0,
        &[
            "not very",
            "not so",
            "not really",
            "not too",
            "not much",
            "eher nicht",
            "eher kein",
            "pas vraiment",
            "plutot pas",
            "poco",
            "poca",
            "pouco",
            "pouca",
            "little",
            "less",
        ],
    ),
    (1.1, &["wenig", "peu", "peu de"]),
    (
        1.3,
        &[
            "slightly",
            "a little",
            "a little bit",
            "a bit",
            "a small",
            "to a small extent",
            "un poco",
            "un peu",
            "um pouco",
            "etwas",
            "ein wenig",
            "a slight",
        ],
    ),
    (
        2.0,
        &[
            "somewhat",
            "some",
            "to some extent",
            "algo",
            "teilweise",
            "teils",
            "em parte",
            "parcialmente",
            "en parte",
            "partiellement",
            "rather",
            "tend to",
        ],
    ),
    (
        2.3,
        &[
            "moderately",
            "moderate",
            "a moderate",
            "to a moderate extent",
            "reasonably",
            "mittelmaessig",
            "maessig",
            "moyennement",
            "medianamente",
            "moderadamente",
            "razoavelmente",
            "regular",
            "mais ou menos",
            "mas o menos",
        ],
    ),
    (2.6, &["fairly", "eher", "plutot", "assez"]),
    (3.0, &["quite", "quite a bit", "pretty", "ziemlich", "bastante", "mostly", "ueberwiegend"]),
    (
        4.0,
        &[
            "very",
            "very much",
            "a lot",
            "highly",
            "high",
            "to a great extent",
            "a great",
            "a large",
            "to a large extent",
            "sehr",
            "tres",
            "beaucoup",
            "muy",
            "mucho",
            "mucha",
            "muito",
            "muita",
            "viel",
            "stark",
        ],
    ),
    (
        5.0,
        &[
            "extremely",
            "strongly",
            "completely",
            "totally",
            "fully",
            "absolutely",
            "entirely",
            "to a very large extent",
            "a very large",
            "a very great",
            "to a very great extent",
            "to the greatest extent",
            "a great deal",
            "the most",
            "voellig",
            "vollstaendig",
            "voll und ganz",
            "aeusserst",
            "voll",
            "tout a fait",
            "totalement",
            "extremement",
            "enormement",
            "parfaitement",
            "totalmente",
            "extremadamente",
            "completamente",
            "absolutamente",
            "extremamente",
        ],
    ),
];

/// What it weighs when nothing is said of how much.
const PLAIN: f64 = 3.2;

/// What a middle answer weighs beside `Not important` and `Important`.
const BETWEEN: f64 = 1.5;

/// Below it a thing is denied.
const LITTLE: f64 = 0.5;

/// More than any opposite weighs.
const NONE: f64 = 9.0;

/// Opposites: the higher one first.
const OPPOSITES: &[(&str, &str)] = &[
    ("agree", "disagree"),
    ("often", "rarely"),
    ("often", "seldom"),
    ("haeufig", "selten"),
    ("oft", "selten"),
    ("souvent", "rarement"),
    ("easy", "difficult"),
    ("easy", "hard"),
    ("good", "bad"),
    ("good", "poor"),
    ("high", "low"),
    ("positive", "negative"),
    ("positively", "negatively"),
    ("true", "false"),
    ("better", "worse"),
    ("strong", "weak"),
    ("happy", "sad"),
    ("safe", "dangerous"),
    ("bueno", "malo"),
    ("buena", "mala"),
    ("facil", "dificil"),
    ("verdadero", "falso"),
    ("verdadeiro", "falso"),
    ("positivo", "negativo"),
    ("de acuerdo", "en desacuerdo"),
    ("bom", "ruim"),
    ("bom", "mau"),
    ("boa", "ma"),
    ("gut", "schlecht"),
    ("leicht", "schwer"),
    ("leicht", "schwierig"),
    ("einfach", "schwierig"),
    ("richtig", "falsch"),
    ("bon", "mauvais"),
    ("bonne", "mauvaise"),
    ("bonnes", "mauvaises"),
    ("facile", "difficile"),
    ("vrai", "faux"),
    ("d accord", "pas d accord"),
];

/// Beginnings that turn a word into its opposite.
const DENYING: &[&str] = &["un", "dis", "in", "im", "ir", "non"];

/// Words of the answer between two opposites.
const MIDDLE: &[&str] = &[
    "neutral",
    "neutre",
    "neutro",
    "normal",
    "average",
    "undecided",
    "unsure",
    "indifferent",
    "medium",
    "ok",
    "okay",
    "weder noch",
    "teils teils",
    "indiferente",
    "regular",
    "aceptable",
    "correct",
];

/// The answers in order, from the lowest, where all say how much of the same.
pub(super) fn in_order_of_degree<'l>(labels: &[&'l str]) -> Option<Vec<&'l str>> {
    if !(3..=9).contains(&labels.len()) {
        return None;
    }
    let plain: Vec<String> = labels.iter().map(|label| plain(without_brackets(label))).collect();
    let (start, end) = common_ends(&plain)?;
    let own: Vec<Vec<&str>> = plain
        .iter()
        .map(|label| {
            let words: Vec<&str> = label.split(' ').collect();
            words[start..words.len() - end].to_vec()
        })
        .collect();
    let parts: Vec<(f64, String)> = own.iter().map(|words| degree(words)).collect();
    let mut ranked: Vec<(f64, &str)> = Vec::new();
    let cores: Vec<&String> = parts.iter().map(|(_, core)| core).collect();
    let poles = cores.iter().find_map(|high| {
        cores.iter().find(|low| are_opposite(high, low)).map(|low| (*high, Some(*low)))
    });
    let (high, low) = poles.or_else(|| cores.first().map(|core| (*core, None)))?;
    for ((part, words), label) in parts.iter().zip(&own).zip(labels) {
        let (weight, core) = part;
        let is_middle = MIDDLE.contains(&words.join(" ").as_str())
            || matches!(words.first(), Some(&("neither" | "ni" | "weder" | "nem")));
        let weight = match (is_middle, low) {
            (true, Some(_)) => 0.0,
            (true, None) => BETWEEN,
            (false, Some(low)) if core == low => -weight,
            // Beside an opposite, none of a thing is less than all of that.
            (false, Some(_)) if (core == high || core.is_empty()) && *weight < LITTLE => {
                weight - NONE
            }
            (false, _) if core == high => *weight,
            _ => return None,
        };
        ranked.push((weight, label));
    }
    ranked.sort_by(|one, other| one.0.total_cmp(&other.0));
    let differ = ranked.windows(2).all(|pair| pair[1].0 - pair[0].0 > 1e-9);
    differ.then(|| ranked.into_iter().map(|(_, label)| label).collect())
}

/// How many words all labels begin and end with.
fn common_ends(labels: &[String]) -> Option<(usize, usize)> {
    let words: Vec<Vec<&str>> = labels.iter().map(|label| label.split(' ').collect()).collect();
    let shortest = words.iter().map(Vec::len).min()?;
    let first = words.first()?;
    let start = (0..shortest.saturating_sub(1))
        .take_while(|at| words.iter().all(|own| own[*at] == first[*at]))
        .count();
    let end = (0..shortest - start)
        .take_while(|at| {
            words.iter().all(|own| own[own.len() - 1 - at] == first[first.len() - 1 - at])
        })
        .count();
    Some((start, end))
}

/// How much, and of what.
fn degree(words: &[&str]) -> (f64, String) {
    let all = words.join(" ");
    let mut best: Option<(usize, f64, String)> = None;
    for (weight, names) in DEGREES {
        for name in *names {
            let length = name.split(' ').count();
            let place = (0..words.len().saturating_sub(length - 1))
                .find(|at| words[*at..at + length].join(" ") == *name);
            let Some(at) = place else { continue };
            if best.as_ref().is_none_or(|(longest, ..)| length > *longest) {
                let rest: Vec<&str> =
                    words[..at].iter().chain(&words[at + length..]).copied().collect();
                best = Some((length, *weight, rest.join(" ")));
            }
        }
    }
    // A thing and nothing beside it is that thing as it is.
    best.map_or((PLAIN, all), |(_, weight, core)| (weight, core))
}

/// True when the second answer says the opposite of the first, and less.
pub(super) fn is_lower(low: &str, high: &str) -> bool {
    let core = |label: &str| {
        let label = plain(without_brackets(label));
        degree(&label.split(' ').collect::<Vec<_>>()).1
    };
    are_opposite(&core(high), &core(low))
}

/// True when the second is the opposite of the first, which is the higher one.
fn are_opposite(high: &str, low: &str) -> bool {
    if high.is_empty() || low.is_empty() {
        return false;
    }
    let is_denied = DENYING.iter().any(|begin| {
        let (first, rest) = low.split_once(' ').map_or((low, ""), |(first, rest)| (first, rest));
        first.strip_prefix(begin).is_some_and(|word| {
            let whole = format!("{word} {rest}");
            word.chars().count() > 2 && whole.trim_end() == high
        })
    });
    is_denied || OPPOSITES.contains(&(high, low))
}

fn without_brackets(label: &str) -> &str {
    let end = label.find(" (").filter(|_| label.trim_end().ends_with(')'));
    end.map_or(label, |end| &label[..end])
}

#[cfg(test)]
mod tests {
    use super::in_order_of_degree;

    #[test]
    fn answers_that_say_how_much_of_a_thing_are_in_order() {
        for (labels, expected) in [
            (
                &[
                    "Very Important",
                    "Not At All Important",
                    "Moderately Important",
                    "Not Very Important",
                    "Extremely Important",
                ][..],
                Some(
                    "Not At All Important < Not Very Important < Moderately Important < Very Important < Extremely Important",
                ),
            ),
            (
                &[
                    "Somewhat favorably",
                    "Very unfavorably",
                    "Neither favorably nor unfavorably (neutral)",
                    "Very favorably",
                    "Somewhat unfavorably",
                ],
                Some(
                    "Very unfavorably < Somewhat unfavorably < Neither favorably nor unfavorably (neutral) < Somewhat favorably < Very favorably",
                ),
            ),
            (
                &["Muy incomodo", "Normal", "Comodo", "Incomodo", "Muy comodo"],
                Some("Muy incomodo < Incomodo < Normal < Comodo < Muy comodo"),
            ),
            (
                &[
                    "Stimme eher zu",
                    "Stimme gar nicht zu",
                    "Stimme vollständig zu",
                    "Stimme eher nicht zu",
                ],
                Some(
                    "Stimme gar nicht zu < Stimme eher nicht zu < Stimme eher zu < Stimme vollständig zu",
                ),
            ),
            (
                &["Totalmente falso", "Un poco verdadero", "Un poco falso", "Totalmente verdadero"],
                Some("Totalmente falso < Un poco falso < Un poco verdadero < Totalmente verdadero"),
            ),
            (
                &["Très bonnes", "Mauvaises", "Bonnes", "Très mauvaises"],
                Some("Très mauvaises < Mauvaises < Bonnes < Très bonnes"),
            ),
            (&["Muito", "Não", "Pouco"], Some("Não < Pouco < Muito")),
            (
                &["Gained some", "Gained nothing", "Gained a lot", "Gained a little"],
                Some("Gained nothing < Gained a little < Gained some < Gained a lot"),
            ),
            (
                &[
                    "To a moderate extent",
                    "To little or no extent",
                    "To a very large extent",
                    "To some extent",
                    "To a great extent",
                ],
                Some(
                    "To little or no extent < To some extent < To a moderate extent < To a great extent < To a very large extent",
                ),
            ),
            (
                &["Rather unimportant", "Not important", "Very important", "Rather important"],
                Some("Not important < Rather unimportant < Rather important < Very important"),
            ),
            (
                &["Important", "Neutral", "Not important", "Very important"],
                Some("Not important < Neutral < Important < Very important"),
            ),
            (
                &["gar nicht", "selten", "eher selten", "eher häufig", "sehr häufig"],
                Some("gar nicht < selten < eher selten < eher häufig < sehr häufig"),
            ),
            (&["Eastside", "Millbrook", "Downtown"], None),
            (&["Yes", "No", "Maybe"], None),
            (&["Very tall", "Very short", "Extremely loud"], None),
            (&["Car", "Bike", "Bus", "Not applicable"], None),
        ] {
            let found = in_order_of_degree(labels).map(|rungs| rungs.join(" < "));
            assert_eq!(found.as_deref(), expected, "{labels:?}");
        }
    }
}
