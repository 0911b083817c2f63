//! Questions of a survey: what their answers are.

use std::collections::BTreeMap;

use super::likert::{is_of_words, ladder};
use super::points::{points, whole};
use super::profile::Column;
use super::text::{holds, plain};
use crate::contract;

/// What a question is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Answers {
    /// Whole numbers.
    Numbers { low: f64, high: f64 },
    /// Words in order, from the lowest up.
    Words(Vec<String>),
    /// Words whose order nobody knows.
    Unordered(Vec<String>),
    /// What people wrote.
    Open,
    /// A box that was ticked or not.
    Box,
}

/// Words that say why there is no answer, beside those that say so in every file: here a column as a whole is looked at.
const STATES: &[(&str, &[&str])] = &[
    ("not_applicable", &["na", "trifft nicht zu"]),
    (
        "skipped",
        &[
            "dont know",
            "don t know",
            "i dont know",
            "no se",
            "no lo se",
            "no sabe",
            "ns nc",
            "ns nr",
            "no sabe no responde",
            "no sabe no contesta",
            "je ne sais pas",
            "weiss nicht",
            "weiss ich nicht",
            "nao sei",
        ],
    ),
];

/// Why there is no answer, when a text says so.
pub(super) fn state(text: &str) -> Option<&'static str> {
    // `NA` in capitals is how statistics programs write an empty cell.
    if text == "NA" {
        return None;
    }
    let own = plain(text);
    let whole = STATES.iter().find(|(_, words)| words.contains(&own.as_str()));
    let does_not_know = own.split(' ').count() <= 7
        && UNKNOWING.iter().any(|begin| own == *begin || own.starts_with(&format!("{begin} ")));
    let says_so = text.trim_end().to_lowercase().ends_with("(n/a)");
    contract::no_answer(text)
        .or(says_so.then_some("not_applicable"))
        .or(whole.map(|(state, _)| *state))
        .or(does_not_know.then_some("skipped"))
}

/// How an answer begins that says that somebody does not know.
const UNKNOWING: &[&str] = &[
    "do not know",
    "dont know",
    "i dont know",
    "i do not know",
    "cannot answer",
    "cannot say",
    "weiss nicht",
    "weiss ich nicht",
    "je ne sais pas",
    "ne sais pas",
    "nao sei",
];

/// The same of an answer among all answers of its question: `trifft nicht zu` beside `trifft eher zu` is the lowest of them.
pub(super) fn state_among(text: &str, texts: &[(&str, usize)]) -> Option<&'static str> {
    let is_of_scale = |own: &str| own.starts_with("trifft ") && own != "trifft nicht zu";
    let is_rung = plain(text) == "trifft nicht zu"
        && texts.iter().any(|(other, _)| is_of_scale(&plain(other)));
    state(text).filter(|_| !is_rung)
}

/// Most answers that a question offers.
const MOST_ANSWERS: usize = 11;

/// What the answers of a column are; nothing when it is no question.
pub(super) fn answers(texts: &[(&str, usize)]) -> Option<Answers> {
    let meant: Vec<(&str, usize)> = texts
        .iter()
        .copied()
        .filter(|(text, _)| state_among(text, texts).is_none() && !is_code(text))
        .collect();
    let all: usize = meant.iter().map(|(_, times)| times).sum();
    if all == 0 {
        return None;
    }
    // A slip of the keys is no answer that the form offers.
    let rare = (all / 100).max(usize::from(all >= 40));
    let numeric: usize =
        meant.iter().filter(|(text, _)| number(text).is_some()).map(|(_, times)| times).sum();
    let points = points(&meant);
    if points.is_some() || numeric * 100 >= all * 95 {
        let mut whole: BTreeMap<i64, usize> = BTreeMap::new();
        for (text, times) in &meant {
            if let Some(point) = points.as_ref().and_then(|points| points.get(text)) {
                *whole.entry(*point).or_default() += times;
            }
        }
        let common: Vec<i64> = whole
            .iter()
            .filter(|(_, times)| **times > rare || all < 40)
            .map(|(number, _)| *number)
            .collect();
        let counted: usize = whole.values().sum();
        let (low, high) = (*common.first()?, *common.last()?);
        let fits = counted * 100 >= all * 95 && low >= 0 && high <= 10 && common.len() >= 2;
        return fits.then_some(Answers::Numbers { low: low as f64, high: high as f64 });
    }
    let labels: Vec<&str> = meant
        .iter()
        .filter(|(_, times)| *times > rare || all < 40)
        .map(|(text, _)| *text)
        .collect();
    // All answers first; a slip is only what no ladder has a rung for.
    let every: Vec<&str> = meant.iter().map(|(text, _)| *text).collect();
    let mut sets = [&every, &labels].into_iter().filter(|set| set.len() <= MOST_ANSWERS);
    if let Some(rungs) = sets.find_map(|set| ladder(set, all)) {
        return Some(Answers::Words(rungs));
    }
    if meant.len() <= MOST_ANSWERS
        && all < 40
        && let Some(rungs) = most_of(&meant)
    {
        return Some(Answers::Words(rungs));
    }
    let letters: usize = meant.iter().map(|(text, times)| text.chars().count() * times).sum();
    let words = meant.iter().filter(|(text, _)| text.contains(' ')).count();
    // What people write in their own words is long, and seldom the same.
    if meant.len() > MOST_ANSWERS && letters >= all * 15 && words * 2 >= meant.len() {
        return Some(Answers::Open);
    }
    (labels.len() <= MOST_ANSWERS && labels.len() >= 2)
        .then(|| Answers::Unordered(labels.iter().map(|label| (*label).to_owned()).collect()))
}

/// Gives questions with the same kind of words one ladder: a rung that nobody chose here was chosen there.
pub(super) fn share_ladders(items: &mut [super::forms::Item], times: usize) {
    let mut sets: Vec<Vec<String>> = Vec::new();
    for item in items.iter().filter(|item| !item.chosen.is_empty()) {
        if !sets.contains(&item.chosen) {
            sets.push(item.chosen.clone());
        }
    }
    for item in items {
        let Answers::Words(own) = &mut item.answers else { continue };
        if is_of_words(own)
            && let Some(rungs) = common_ladder(&item.chosen, &sets, times)
        {
            *own = rungs;
        }
    }
}

/// The ladder of words that were chosen here, and of those chosen elsewhere that stand on it as well.
pub(super) fn common_ladder(
    chosen: &[String],
    elsewhere: &[Vec<String>],
    times: usize,
) -> Option<Vec<String>> {
    let mut all: Vec<&str> = chosen.iter().map(String::as_str).collect();
    let mut found = None;
    for other in elsewhere {
        let said = |text: &str| all.iter().any(|own| plain(own) == plain(text));
        let more: Vec<&str> = other.iter().map(String::as_str).filter(|text| !said(text)).collect();
        let both: Vec<&str> = all.iter().copied().chain(more.iter().copied()).collect();
        let rungs = ladder(&both, times).filter(|rungs| is_of_words(rungs));
        if !more.is_empty()
            && let Some(rungs) = rungs
        {
            all = both;
            found = Some(rungs);
        }
    }
    found
}

/// What coded answers are, where a dictionary says what the codes mean: numbers with labels when those have an order.
pub(super) fn coded(choices: &[(String, String)]) -> Option<(Answers, Vec<String>)> {
    let meant: Vec<&(String, String)> =
        choices.iter().filter(|(code, label)| !is_code(code) && state(label).is_none()).collect();
    let codes: Vec<i64> = meant.iter().map(|(code, _)| whole(code)).collect::<Option<_>>()?;
    let labels: Vec<&str> = meant.iter().map(|(_, label)| label.as_str()).collect();
    let (low, high) = (*codes.first()?, *codes.last()?);
    let is_whole = codes.windows(2).all(|pair| pair[1] == pair[0] + 1) && codes.len() >= 3;
    let owned =
        |labels: &[&str]| labels.iter().map(|label| (*label).to_owned()).collect::<Vec<_>>();
    // In the order of the codes, or in the opposite one: either way the labels say what is lowest.
    let ordered = ladder(&labels, usize::MAX).is_some_and(|rungs| {
        let own: Vec<&str> =
            rungs.iter().map(String::as_str).filter(|rung| labels.contains(rung)).collect();
        own == labels || own.iter().rev().eq(labels.iter())
    });
    Some(if is_whole && ordered {
        (Answers::Numbers { low: low as f64, high: high as f64 }, owned(&labels))
    } else {
        (Answers::Unordered(owned(&labels)), Vec::new())
    })
}

/// The order of answers whose codes are words, by what a dictionary says they mean.
pub(super) fn named_ladder(choices: &[(String, String)]) -> Option<Vec<String>> {
    let labels: Vec<&str> = choices.iter().map(|(_, label)| label.as_str()).collect();
    let is_coded = choices.iter().any(|(code, label)| code != label && number(code).is_none());
    let mut rungs = ladder(&labels, usize::MAX).filter(|_| is_coded)?;
    // The form has the choices that it names, and no others.
    rungs.retain(|rung| labels.contains(&rung.as_str()));
    Some(rungs)
}

/// Codes such as `A1` and `AO02`, which a form numbers in its order: from the first to the last one seen.
pub(super) fn in_order_of_code(codes: &[String]) -> Option<Vec<String>> {
    let parts = |code: &String| {
        let stem = code.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let number: u8 = code[stem.len()..].parse().ok()?;
        (!stem.is_empty() && stem.len() <= 2).then(|| (stem.to_owned(), code.len(), number))
    };
    let own: Vec<(String, usize, u8)> = codes.iter().map(parts).collect::<Option<_>>()?;
    let (stem, length, _) = own.first()?;
    let is_one = own.iter().all(|(other, size, _)| other == stem && size == length);
    let highest = own.iter().map(|(.., number)| *number).max()?;
    let width = length - stem.len();
    (is_one && (2..=10).contains(&highest))
        .then(|| (1..=highest).map(|number| format!("{stem}{number:0width$}")).collect())
}

/// The ladder of all answers but one rare one.
fn most_of(meant: &[(&str, usize)]) -> Option<Vec<String>> {
    let rarest = meant.iter().min_by_key(|(_, times)| *times).filter(|(_, times)| *times == 1)?;
    let rest: Vec<&str> =
        meant.iter().filter(|own| *own != rarest).map(|(text, _)| *text).collect();
    if rest.len() >= 3 { ladder(&rest, rest.len()) } else { None }
}

/// The number of an answer: the text itself, or the point that stands before or behind its label.
pub(super) fn number(text: &str) -> Option<f64> {
    // `(3)` and `3)` are points without a label.
    let bare = text.trim().strip_suffix(')').map(|text| text.trim_start_matches('(').trim());
    let bare = bare.and_then(|text| text.parse::<u8>().ok()).map(f64::from);
    contract::number(text, '.').or_else(|| point(text).map(f64::from)).or(bare)
}

/// `5 - Strongly agree`, `5 = Always`, `(5) Always` and `Always (5)` are 5.
pub(super) fn point(text: &str) -> Option<u8> {
    let text = text.trim();
    let before = text.split_once([' ', '-', '=', ':', '.', ')', '–']).map(|(first, rest)| {
        let marks: &[_] = &[' ', '-', '=', ':', '.', ')', '–'];
        (first.trim_start_matches('('), rest.trim_start_matches(marks))
    });
    let behind = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    let is_label = |label: &str| label.chars().next().is_some_and(char::is_alphabetic);
    let has_mark = |text: &str| text.contains(['-', '=', ':', '.', ')', '–']);
    let before = before
        .filter(|(_, label)| is_label(label) && has_mark(&text[..text.len() - label.len()]))
        .map(|(number, _)| number);
    let behind = behind.filter(|(label, _)| is_label(label)).map(|(_, number)| number);
    before.or(behind)?.trim().parse().ok().filter(|number| *number <= 10)
}

/// -99 and its like.
fn is_code(text: &str) -> bool {
    whole(text).is_some_and(|number| number <= -9 || number == 99 || number == 999)
}

/// The form's range of numbers that were given: the smallest usual one that holds them.
pub(super) fn usual_range(low: f64, high: f64) -> (f64, f64) {
    let usual = [(1.0, 4.0), (1.0, 5.0), (1.0, 7.0), (0.0, 4.0), (0.0, 10.0), (1.0, 10.0)];
    let fits = |range: &&(f64, f64)| range.0 <= low && high <= range.1;
    usual.iter().find(fits).copied().unwrap_or((low, high))
}

/// What is asked, by the words of a name or question.
pub(super) fn asks(column_name: &str, label: &str) -> &'static str {
    let text = format!("{} {}", plain(column_name), plain(label));
    let has = |words: &[&str]| words.iter().any(|word| holds(&text, word));
    if has(&[
        "recommend",
        "nps",
        "tell a friend",
        "empfehlen",
        "weiterempfehlen",
        "recomendar",
        "recomendaria",
        "recomendarias",
        "recomiendas",
        "recommander",
        "recommanderiez",
    ]) {
        "nps"
    } else if has(&[
        "satisfied",
        "satisfaction",
        "satisfaccion",
        "satisfecho",
        "zufrieden",
        "zufriedenheit",
        "satisfait",
        "satisfacao",
        "satisfeito",
        "sat",
    ]) {
        "satisfaction"
    } else {
        "rating"
    }
}

/// True for a question for a number of something, which is no point on a scale.
pub(super) fn is_count(name: &str, label: &str) -> bool {
    const COUNTS: &[&str] = &[
        "how many",
        "number of",
        "total number",
        "cuantos",
        "cuantas",
        "numero de",
        "combien de",
        "nombre de",
        "wie viele",
        "wieviele",
        "anzahl",
        "quantos",
        "quantas",
    ];
    let text = format!("{} {}", plain(name), plain(label));
    COUNTS.iter().any(|word| holds(&text, word))
}

/// True for a question about age or income, whose answers in bands are groups of people and no rating.
pub(super) fn is_of_bands(name: &str, label: &str) -> bool {
    const BANDS: &[&str] = &[
        "age",
        "old",
        "edad",
        "anos tienes",
        "alter",
        "alt",
        "idade",
        "faixa etaria",
        "income",
        "salary",
        "ingresos",
        "renda",
        "einkommen",
        "gehalt",
        "revenu",
        "revenus",
        "salaire",
    ];
    let name = plain(name);
    let name = name.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let text = format!("{name} {}", plain(label));
    BANDS.iter().any(|word| holds(&text, word))
}

/// True for a question about what is expected of a match.
pub(super) fn is_expectation(name: &str, label: &str) -> bool {
    let text = format!("{} {}", plain(name), plain(label));
    text.split(' ').any(|word| {
        word == "exp"
            || ["expect", "erwart", "espera", "expectativa", "attente", "attend"]
                .iter()
                .any(|begin| word.starts_with(begin))
    })
}

/// All texts of a column with how often each occurs.
pub(super) fn texts(column: &Column) -> Vec<(&str, usize)> {
    column.texts.iter().map(|(text, times)| (text.as_str(), *times)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Answers, answers, point};

    #[test]
    fn a_point_stands_before_or_behind_its_label() {
        for (text, number) in [
            ("5 - Strongly agree", Some(5)),
            ("1 = Never", Some(1)),
            ("(3) Sometimes", Some(3)),
            ("Always (5)", Some(5)),
            ("10. Extremely likely", Some(10)),
            ("4 to 6 months", None),
            ("2024-09-01", None),
            ("11 - too high", None),
            ("Grade 5", None),
        ] {
            assert_eq!(point(text), number, "{text}");
        }
        let texts =
            [("trifft zu", 9), ("trifft nicht zu", 4), ("trifft eher zu", 8), ("weiß nicht", 1)];
        assert!(
            matches!(answers(&texts), Some(Answers::Words(rungs)) if rungs[0] == "trifft nicht zu")
        );
        assert_eq!(
            super::state_among("trifft nicht zu", &[("Ja", 3), ("trifft nicht zu", 1)]),
            Some("not_applicable")
        );
        let texts = [("1 - Never", 4), ("2", 9), ("3", 8), ("4", 12), ("5 - Always", 7)];
        assert_eq!(answers(&texts), Some(Answers::Numbers { low: 1.0, high: 5.0 }));
    }
}
