//! Dates in words: the months of five languages, and what people write around a day.

/// Months in English, Spanish, French, German and Portuguese, in full and as they are shortened, without accents.
const MONTHS: &[(&str, &[&str])] = &[
    ("Jan", &["january", "jan", "enero", "ene", "janvier", "janv", "januar", "jaenner", "janeiro"]),
    (
        "Feb",
        &["february", "feb", "febr", "febrero", "fevrier", "fevr", "fev", "februar", "fevereiro"],
    ),
    ("Mar", &["march", "mar", "marzo", "mars", "maerz", "marz", "mrz", "maer", "marco"]),
    ("Apr", &["april", "apr", "abril", "abr", "avril", "avr"]),
    ("May", &["may", "mayo", "mai", "maio"]),
    ("Jun", &["june", "jun", "junio", "juin", "juni", "junho"]),
    ("Jul", &["july", "jul", "julio", "juillet", "juil", "juli", "julho"]),
    ("Aug", &["august", "aug", "agosto", "ago", "aout"]),
    (
        "Sep",
        &["september", "sep", "sept", "septiembre", "setiembre", "septembre", "setembro", "set"],
    ),
    ("Oct", &["october", "oct", "octubre", "octobre", "oktober", "okt", "outubro", "out"]),
    ("Nov", &["november", "nov", "noviembre", "novembre", "novembro"]),
    ("Dec", &["december", "dec", "diciembre", "dic", "decembre", "dezember", "dez", "dezembro"]),
];

/// Days of the week and the words around a day, which say nothing more about it.
const AROUND: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "lunes",
    "martes",
    "miercoles",
    "jueves",
    "viernes",
    "sabado",
    "domingo",
    "mie",
    "jue",
    "vie",
    "sab",
    "dom",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lun",
    "mer",
    "jeu",
    "ven",
    "sam",
    "dim",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "mo",
    "di",
    "mi",
    "do",
    "fr",
    "sa",
    "so",
    "segunda",
    "terca",
    "quarta",
    "quinta",
    "sexta",
    "feira",
    "seg",
    "ter",
    "qua",
    "qui",
    "sex",
    "of",
    "the",
    "at",
    "de",
    "del",
    "a",
    "las",
    "la",
    "le",
    "um",
    "den",
    "der",
    "uhr",
    "as",
    "st",
    "nd",
    "rd",
    "th",
    "er",
    "el",
    "em",
    "dia",
    "on",
];

/// Where a plain pattern has its mark, such as a point or a stroke, a plain date has a blank.
const MARKS: &[char] = &['-', '/', '.', ',', '\u{a0}', '\u{202f}'];

/// A pattern with the name of a month and a text that may be of its form, both in a plain way: `%d-%b-%y` is `%d %b %y`, and
/// `1 de septiembre de 2024` is `1 Sep 2024`.
///
/// Nothing when the pattern has no such name, or the text holds another word than dates do.
pub fn in_plain_words(pattern: &str, text: &str) -> Option<(String, String)> {
    let has_name = pattern.contains("%b") || pattern.contains("%B");
    (has_name && text.len() <= 60).then_some(())?;
    let text = plain_date(text)?;
    let pattern = pattern.replace("%B", "%b").replace("%A", "").replace("%a", "");
    let plain: String =
        pattern.chars().map(|sign| if MARKS.contains(&sign) { ' ' } else { sign }).collect();
    Some((plain.split_whitespace().collect::<Vec<_>>().join(" "), text))
}

/// The month that a text names, from 1, when it names one.
pub(super) fn month_in(text: &str) -> Option<i8> {
    let words = words(text);
    let named = |(at, (_, names)): (usize, &(&str, &[&str]))| {
        words.iter().any(|word| word.len() >= 3 && names.contains(&word.as_str())).then_some(at)
    };
    let mut found = MONTHS.iter().enumerate().filter_map(named);
    let month = found.next().filter(|_| found.next().is_none())?;
    i8::try_from(month + 1).ok()
}

/// The text of a date whose month is a word, with its first three letters in English and nothing but numbers beside.
fn plain_date(text: &str) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut month = None;
    for word in words(text) {
        let is_number = word.starts_with(|sign: char| sign.is_ascii_digit());
        let known = MONTHS.iter().find(|(_, names)| names.contains(&word.as_str()));
        match (word.as_str(), known) {
            _ if is_number => parts.push(word),
            // `mar 3 sep`: the third of September is a `martes`.
            (_, Some(_)) if month == Some(0) && parts[0] == "Mar" => {
                parts.remove(0);
                month = None;
                parts.push(known?.0.to_owned());
            }
            (_, Some((name, _))) if month.is_none() => {
                month = Some(parts.len());
                parts.push((*name).to_owned());
            }
            ("am" | "pm", _) => parts.push(word.to_uppercase()),
            _ if AROUND.contains(&word.as_str()) => {}
            _ => return None,
        }
    }
    let has_month = parts.iter().any(|part| MONTHS.iter().any(|(name, _)| name == part));
    (has_month && parts.len() >= 3).then(|| parts.join(" "))
}

/// Numbers with their colons, and words in small letters without accents; `p. m.` is one of them.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut before = ' ';
    for sign in text.chars().flat_map(char::to_lowercase) {
        let kind = |sign: char| (sign.is_ascii_digit() || sign == ':', sign.is_alphabetic());
        if kind(sign) != kind(before) {
            words.push(String::new());
        }
        before = sign;
        if kind(sign) != (false, false)
            && let Some(word) = words.last_mut()
        {
            match sign {
                'ä' => word.push_str("ae"),
                'á' | 'à' | 'â' | 'ã' => word.push('a'),
                'é' | 'è' | 'ê' => word.push('e'),
                'í' => word.push('i'),
                'ó' | 'ô' => word.push('o'),
                'ú' | 'û' => word.push('u'),
                'ç' => word.push('c'),
                // The marks of `1º` and `1ª` are letters.
                'º' | 'ª' => word.push_str("th"),
                other => word.push(other),
            }
        }
    }
    words.retain(|word| !word.is_empty());
    let mut joined: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        match joined.last_mut() {
            Some(last) if word == "m" && (last == "a" || last == "p") => last.push('m'),
            _ => joined.push(word),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::plain_date;
    use crate::sources::{DateForm, DateForms};

    #[test]
    fn months_of_five_languages_are_read() {
        for (text, plain) in [
            ("Sept 1, 2024", "Sep 1 2024"),
            ("September 1st, 2024", "Sep 1 2024"),
            ("Monday, September 2, 2024", "Sep 2 2024"),
            ("Sun, 1 Sept 2024 at 3:45 PM", "1 Sep 2024 3:45 PM"),
            ("1 de septiembre de 2024", "1 Sep 2024"),
            ("martes, 3 de marzo de 2025, 10:15:30 p. m.", "3 Mar 2025 10:15:30 PM"),
            ("mar 3 sep 2024", "3 Sep 2024"),
            ("mar. 4 mars 2025", "4 Mar 2025"),
            ("1er septembre 2024", "1 Sep 2024"),
            ("15 févr. 2025", "15 Feb 2025"),
            ("12 août 2024", "12 Aug 2024"),
            ("1. Sept. 2024", "1 Sep 2024"),
            ("Montag, 3. März 2025 um 14:30 Uhr", "3 Mar 2025 14:30"),
            ("2 de março de 2025", "2 Mar 2025"),
            ("quarta-feira, 1º de outubro de 2025", "1 Oct 2025"),
            ("01-Sep-24", "01 Sep 24"),
            ("2024 Dez 24", "2024 Dec 24"),
        ] {
            assert_eq!(plain_date(text).as_deref(), Some(plain), "{text}");
        }
        for text in ["May", "Sept 2024", "about week 3", "1 Foo 2024", "met in May 2024", "12"] {
            assert_eq!(plain_date(text), None, "{text}");
        }
    }

    #[test]
    fn dates_in_words_have_a_form() {
        for (texts, form) in [
            (&["Sept 1, 2024", "May 12, 2025"][..], "%b %d, %Y"),
            (&["1 de septiembre de 2024", "12 de mayo de 2025"], "%d %b %Y"),
            (&["1. Sept. 2024", "24. Dez. 2024"], "%d %b %Y"),
            (&["01-Sep-24", "12-May-25"], "%d-%b-%y"),
            (&["01-sept-24", "12-mai-25"], "%d-%b-%y"),
            (&["1 September 2024", "2 May 2024"], "%d %B %Y"),
            (&["2024-9-1", "2024-12-24"], "%Y-%m-%d"),
            (&["25. 9. 2024", "24. 12. 2024"], "%d.%m.%Y"),
            (&["3 Mar 2025 10:15 PM", "4 Apr 2025 9:15 a. m."], "%d %b %Y %I:%M %p"),
        ] {
            let mut forms = DateForms::default();
            for text in texts {
                assert!(forms.add(text), "{text}");
            }
            assert_eq!(forms.decide(), DateForm::Pattern(form.to_owned()), "{texts:?}");
        }
    }
}
