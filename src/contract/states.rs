//! Why there is no answer: what a cell says instead of one.

use std::collections::BTreeSet;

use super::words::plain;

/// Reasons why there is no value, in the contract's own words.
pub(crate) const STATES: &[&str] =
    &["skipped", "not_asked", "not_applicable", "unchecked", "refused"];

/// Codes that a survey program writes by itself: layout, code, state.
const CODES: &[(&str, &str, &str)] =
    &[("qualtrics", "-99", "skipped"), ("limesurvey", "N/A", "not_asked")];

/// What people and programs write in five languages, as [`plain`] gives it. A word that is also the end of an answer scale,
/// such as "trifft nicht zu", is not here: there it is an answer.
const WORDS: &[(&str, &[&str])] = &[
    (
        "refused",
        &[
            "prefer not to say",
            "prefer not to answer",
            "i prefer not to say",
            "i prefer not to answer",
            "decline to answer",
            "declined to answer",
            "refused",
            "refused to answer",
            "prefiero no decir",
            "prefiero no decirlo",
            "prefiero no responder",
            "prefiero no contestar",
            "je prefere ne pas repondre",
            "je prefere ne pas le dire",
            "prefere ne pas repondre",
            "ne souhaite pas repondre",
            "je ne souhaite pas repondre",
            "refus de repondre",
            "keine angabe",
            "mochte ich nicht sagen",
            "mochte nicht antworten",
            "mochte ich nicht beantworten",
            "prefiro nao dizer",
            "prefiro nao responder",
            "prefiro nao informar",
        ],
    ),
    (
        "not_applicable",
        &[
            "not applicable",
            "does not apply",
            "doesnt apply",
            "does not apply to me",
            "n a",
            "no basis",
            "no basis for evaluation",
            "no aplica",
            "no corresponde",
            "no procede",
            "sans objet",
            "non applicable",
            "ne sapplique pas",
            "nicht zutreffend",
            "nicht anwendbar",
            "entfallt",
            "nao se aplica",
            "nao aplicavel",
        ],
    ),
    ("not_asked", &["not asked", "not displayed", "question not displayed", "not shown"]),
    (
        "skipped",
        &[
            "skipped",
            "no answer",
            "no response",
            "not answered",
            "unanswered",
            "sin respuesta",
            "sans reponse",
            "ohne antwort",
            "sem resposta",
            "no responde",
            "no contesta",
            "no contesto",
            "ne repond pas",
            "antwortet nicht",
            "nao responde",
            "nao respondeu",
        ],
    ),
];

/// Why there is no answer, when a text says so in words that are known.
pub fn no_answer(text: &str) -> Option<&'static str> {
    // `NA` in capitals is how statistics programs write an empty cell.
    if text == "NA" {
        return None;
    }
    if let Some(state) = STATES.iter().find(|state| **state == text) {
        return Some(state);
    }
    let text = plain(text);
    WORDS.iter().find(|(_, words)| words.contains(&text.as_str())).map(|(state, _)| *state)
}

/// What a code means that the program which laid out the file writes by itself.
pub(crate) fn code(layout: Option<&str>, text: &str) -> Option<&'static str> {
    CODES
        .iter()
        .find(|(own, code, _)| Some(*own) == layout && *code == text)
        .map(|(.., state)| *state)
}

/// What is said of a box: ticked, unticked, or nothing that is known to say either.
pub(crate) fn ticked(text: &str) -> bool {
    !matches!(
        plain(text).as_str(),
        "0" | "false"
            | "no"
            | "n"
            | "unchecked"
            | "unticked"
            | "off"
            | "not selected"
            | "unselected"
            | "non"
            | "nein"
            | "nao"
    )
}

/// Which of a question's boxes a list of ticked ones names, the longest first: the text of a box may hold a comma.
pub(crate) fn listed<'b>(text: &str, boxes: &[&'b str]) -> BTreeSet<&'b str> {
    let mut boxes = boxes.to_vec();
    boxes.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let mut rest = text.to_owned();
    let mut found = BTreeSet::new();
    for name in boxes {
        let ends = |side: Option<char>| {
            side.is_none_or(|c| matches!(c, ',' | ';' | '|' | '\n' | '\r' | '\u{1f}' | ' '))
        };
        let at = rest.match_indices(name).map(|(at, _)| at).find(|at| {
            ends(rest[..*at].chars().next_back()) && ends(rest[at + name.len()..].chars().next())
        });
        if let Some(at) = at {
            // What stands in its place keeps the names beside it apart.
            rest.replace_range(at..at + name.len(), "\u{1f}");
            found.insert(name);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_five_languages_say_why_there_is_no_answer() {
        for (text, state) in [
            ("Prefer not to say", Some("refused")),
            ("I prefer not to answer.", Some("refused")),
            ("Prefiero no responder", Some("refused")),
            ("Je préfère ne pas répondre", Some("refused")),
            ("Keine Angabe", Some("refused")),
            ("Möchte ich nicht sagen", Some("refused")),
            ("Prefiro não responder", Some("refused")),
            ("N/A", Some("not_applicable")),
            ("Doesn’t apply", Some("not_applicable")),
            ("No aplica", Some("not_applicable")),
            ("Ne s'applique pas", Some("not_applicable")),
            ("entfällt", Some("not_applicable")),
            ("Não se aplica", Some("not_applicable")),
            ("not_asked", Some("not_asked")),
            ("Question not displayed", Some("not_asked")),
            ("unchecked", Some("unchecked")),
            ("no answer", Some("skipped")),
            ("NA", None),
            ("Trifft nicht zu", None),
            ("Never", None),
            ("", None),
        ] {
            assert_eq!(no_answer(text), state, "{text}");
        }
    }

    #[test]
    fn a_program_has_codes_of_its_own_and_no_other_has_them() {
        assert_eq!(code(Some("qualtrics"), "-99"), Some("skipped"));
        assert_eq!(code(Some("limesurvey"), "N/A"), Some("not_asked"));
        assert_eq!(code(Some("redcap"), "-99"), None);
        assert_eq!(code(None, "-99"), None);
    }

    #[test]
    fn boxes_are_found_in_a_list_also_when_their_text_holds_a_comma() {
        let boxes = ["Sports", "Sports, outdoors", "Music", "help"];
        for (text, expected) in [
            ("Sports, Music", &["Music", "Sports"][..]),
            ("Sports, outdoors", &["Sports, outdoors"]),
            ("Sports, outdoors, Sports", &["Sports", "Sports, outdoors"]),
            ("Music;Other: singing", &["Music"]),
            ("Musical", &[]),
            ("music help sports", &["help"]),
        ] {
            let found: Vec<&str> = listed(text, &boxes).into_iter().collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_box_is_unticked_by_a_word_or_a_zero() {
        for (text, expected) in [
            ("1", true),
            ("Checked", true),
            ("Homework", true),
            ("0", false),
            ("Unchecked", false),
            ("No", false),
        ] {
            assert_eq!(ticked(text), expected, "{text}");
        }
    }
}
