//! Words that say at which time a survey was answered.

use super::text::{holds, plain};

/// Before the program, in the plan's own word.
pub(super) const BEFORE: &str = "baseline";

/// After it.
pub(super) const AFTER: &str = "followup";

const BEFORE_WORDS: &[&str] = &[
    "baseline",
    "base line",
    "pre",
    "pretest",
    "pre test",
    "presurvey",
    "start",
    "fall",
    "autumn",
    "before",
    "intake",
    "initial",
    "entry",
    "t0",
    "t1",
    "wave 1",
    "wave1",
    "time 1",
    "first",
    "enrollment",
    "enrolment",
    "beginning",
    "inicio",
    "inicial",
    "antes",
    "otono",
    "debut",
    "avant",
    "automne",
    "initiale",
    "beginn",
    "vorher",
    "anfang",
    "herbst",
    "vor",
    "antes do",
    "outono",
    "ersterhebung",
];

const AFTER_WORDS: &[&str] = &[
    "followup",
    "follow up",
    "post",
    "posttest",
    "post test",
    "postsurvey",
    "end",
    "year end",
    "end of year",
    "spring",
    "after",
    "final",
    "exit",
    "endline",
    "end line",
    "t2",
    "wave 2",
    "wave2",
    "time 2",
    "second",
    "closing",
    "ende",
    "nachher",
    "nach",
    "fruehling",
    "fruehjahr",
    "abschluss",
    "fin",
    "apres",
    "printemps",
    "finale",
    "despues",
    "cierre",
    "primavera",
    "fim",
    "depois",
    "encerramento",
    "seguimiento",
    "suivi",
];

/// A wave by its own word.
pub(super) fn settled(wave: &str) -> &'static str {
    if wave == BEFORE { BEFORE } else { AFTER }
}

/// The wave that a text names, when it names one and not both.
pub(super) fn named(text: &str) -> Option<&'static str> {
    let text = plain(text);
    let found = |words: &[&str]| words.iter().any(|word| holds(&text, word));
    match (found(BEFORE_WORDS), found(AFTER_WORDS)) {
        (true, false) => Some(BEFORE),
        (false, true) => Some(AFTER),
        _ => None,
    }
}

/// The number of the quarter, term or semester that a name holds: `Q4 Grade`, `Term 2 GPA`, `S1 Absences`.
pub(super) fn period(name: &str) -> Option<u8> {
    const PERIODS: &[&str] = &[
        "q",
        "s",
        "t",
        "mp",
        "sem",
        "term",
        "quarter",
        "semester",
        "trimester",
        "halbjahr",
        "trimestre",
        "semestre",
        "bimestre",
    ];
    let plain = plain(name);
    let words: Vec<&str> = plain.split(' ').collect();
    let number = |text: &str| text.parse().ok().filter(|number| (1..=6).contains(number));
    words.iter().enumerate().find_map(|(at, word)| {
        let stem = word.trim_end_matches(|sign: char| sign.is_ascii_digit());
        if !PERIODS.contains(&stem) {
            return None;
        }
        number(&word[stem.len()..]).or_else(|| number(words.get(at + 1)?))
    })
}

/// A name without the word for its wave at one of its ends, and that wave: `q1_pre` is `q1` before.
pub(super) fn apart(name: &str) -> Option<(String, &'static str)> {
    let plain = plain(name);
    let words: Vec<&str> = plain.split(' ').collect();
    if words.len() < 2 {
        return None;
    }
    let (first, last) = (words[0], words[words.len() - 1]);
    if let Some(wave) = exact(last) {
        return Some((words[..words.len() - 1].join("_"), wave));
    }
    exact(first).map(|wave| (words[1..].join("_"), wave))
}

/// The wave of a single word that means nothing else.
fn exact(word: &str) -> Option<&'static str> {
    const BEFORE_ONLY: &[&str] =
        &["pre", "t0", "t1", "before", "baseline", "pretest", "vorher", "antes", "avant"];
    const AFTER_ONLY: &[&str] = &[
        "post", "t2", "after", "endline", "followup", "posttest", "nachher", "despues", "depois",
        "apres",
    ];
    let is = |words: &[&str]| words.contains(&word);
    if is(BEFORE_ONLY) { Some(BEFORE) } else { is(AFTER_ONLY).then_some(AFTER) }
}

#[cfg(test)]
mod tests {
    use super::{AFTER, BEFORE, apart, named};

    #[test]
    fn waves_are_named_in_five_languages() {
        for (text, wave) in [
            ("mentee_baseline", Some(BEFORE)),
            ("Year end", Some(AFTER)),
            ("Spring", Some(AFTER)),
            ("Befragung vorher", Some(BEFORE)),
            ("encuesta despues", Some(AFTER)),
            ("enrollment_arm_1", Some(BEFORE)),
            ("pre and post", None),
            ("mentee survey", None),
        ] {
            assert_eq!(named(text), wave, "{text}");
        }
    }

    #[test]
    fn a_period_is_numbered() {
        for (name, number) in [
            ("Q4 Grade", Some(4)),
            ("GPA Term 2", Some(2)),
            ("S1", Some(1)),
            ("Q10", None),
            ("Grade", None),
            ("Semester", None),
        ] {
            assert_eq!(super::period(name), number, "{name}");
        }
    }

    #[test]
    fn a_wave_stands_at_either_end_of_a_name() {
        assert_eq!(apart("q1_pre"), Some(("q1".to_owned(), BEFORE)));
        assert_eq!(apart("post_q1"), Some(("q1".to_owned(), AFTER)));
        assert_eq!(apart("compost"), None);
    }
}
