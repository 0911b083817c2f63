//! One cell's text → its value, or the rule it breaks.

use jiff::civil::{Date, DateTime};
use strsim::jaro_winkler;

use crate::sources::{contact_in, in_plain_words};

/// Why a cell has no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Breach {
    /// Rule id.
    pub(crate) rule: &'static str,
    /// What is allowed, in words.
    pub(crate) allowed: String,
}

impl Breach {
    pub(crate) fn new(rule: &'static str, allowed: impl Into<String>) -> Self {
        Self { rule, allowed: allowed.into() }
    }
}

/// A whole number of a few digits: it means the same with any decimal mark, and is what most cells with numbers hold.
pub(crate) fn short_number(text: &str) -> Option<f64> {
    let bytes = text.as_bytes();
    let is_short = (1..=9).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_digit);
    is_short.then(|| {
        f64::from(bytes.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0')))
    })
}

/// A number with the source's decimal mark; a trailing `%` divides by 100.
pub fn number(text: &str, decimal: char) -> Option<f64> {
    if let Some(number) = short_number(text) {
        return Some(number);
    }
    if let Some(amount) = without_currency(text) {
        return number(amount, decimal);
    }
    if let Some(percent) = text.strip_suffix('%') {
        return number(percent.trim_end(), decimal).map(|value| value / 100.0);
    }
    let grouping = if decimal == ',' { '.' } else { ',' };
    let (whole, fraction) = text.rsplit_once(decimal).map_or((text, None), |(w, f)| (w, Some(f)));
    let plain = ungrouped(whole, grouping)?;
    let written = fraction.map_or_else(|| plain.clone(), |digits| format!("{plain}.{digits}"));
    // `parse` also takes `inf` and `nan`, which no export means.
    let looks_numeric =
        written.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E'));
    written.parse::<f64>().ok().filter(|value| looks_numeric && value.is_finite())
}

/// An amount of money without the sign of its currency, when it has one.
fn without_currency(text: &str) -> Option<&str> {
    const SIGNS: &[&str] = &["US$", "R$", "$", "€", "£"];
    let sign = SIGNS.iter().find(|sign| text.starts_with(**sign) || text.ends_with(**sign))?;
    let amount = text.strip_prefix(*sign).or_else(|| text.strip_suffix(*sign))?.trim();
    amount.starts_with(|sign: char| sign.is_ascii_digit() || sign == '-').then_some(amount)
}

/// `1,234,567` → `1234567`; groups that are not of three digits are no number.
fn ungrouped(whole: &str, grouping: char) -> Option<String> {
    if !whole.contains([grouping, '\u{a0}', '\u{202f}', ' ']) {
        return Some(whole.to_owned());
    }
    let mut groups = whole.split([grouping, '\u{a0}', '\u{202f}', ' ']);
    let first = groups.next().unwrap_or_default();
    let digits = first.trim_start_matches(['-', '+']).len();
    let rest: Vec<&str> = groups.collect();
    let regular = (1..=3).contains(&digits)
        && rest.iter().all(|group| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit()));
    regular.then(|| format!("{first}{}", rest.concat()))
}

/// A number within its range.
pub(crate) fn number_within(text: &str, decimal: char, low: f64, high: f64) -> Result<f64, Breach> {
    let value = number(text, decimal).ok_or_else(|| Breach::new("not_a_number", "a number"))?;
    if value < low || value > high {
        return Err(Breach::new("out_of_range", format!("{low} to {high}")));
    }
    Ok(value)
}

/// A whole number within its range; `4.0` is whole.
pub(crate) fn integer_within(
    text: &str,
    decimal: char,
    low: i64,
    high: i64,
) -> Result<i64, Breach> {
    let value = number_within(text, decimal, low as f64, high as f64)?;
    if value.fract() != 0.0 {
        return Err(Breach::new(
            "not_a_whole_number",
            format!("a whole number from {low} to {high}"),
        ));
    }
    #[expect(clippy::cast_possible_truncation, reason = "whole and within the column's range")]
    Ok(value as i64)
}

/// A date in the source's pattern, or in ISO 8601 with or without a time of day.
pub(crate) fn date(text: &str, pattern: Option<&str>) -> Result<Date, Breach> {
    if let Some(date) = pattern.and_then(|pattern| in_pattern(pattern, text)) {
        return Ok(date);
    }
    if let Some(date) = excel_day(text) {
        return Ok(date);
    }
    let day = match text.as_bytes().get(10) {
        Some(b'T' | b' ') => &text[..10],
        _ => text,
    };
    let iso = day.len() == 10 && day.as_bytes()[4] == b'-';
    iso.then(|| day.parse::<Date>().ok()).flatten().ok_or_else(|| {
        Breach::new(
            "not_a_date",
            pattern.map_or_else(
                || "a date such as 2025-06-30".to_owned(),
                |p| format!("a date in the form {p}"),
            ),
        )
    })
}

/// A date in a pattern, whose month may be a word of five languages, and whose time of day may be there or not: a form has a
/// time stamp and days beside it.
fn in_pattern(pattern: &str, text: &str) -> Option<Date> {
    let read = |pattern: &str, text: &str| {
        Date::strptime(pattern, text).ok().or_else(|| {
            let (pattern, text) = in_plain_words(pattern, text)?;
            Date::strptime(pattern, text).ok()
        })
    };
    let day = day_part(pattern);
    read(pattern, text).or_else(|| {
        if day.len() < pattern.len() {
            return read(day, text);
        }
        // What follows the day must be a time.
        let (first, rest) = text.split_once([' ', ','])?;
        let is_time = rest.contains(':') && rest.trim().starts_with(|c: char| c.is_ascii_digit());
        is_time.then(|| read(day, first)).flatten()
    })
}

/// A pattern without the time of day at its end.
pub fn day_part(pattern: &str) -> &str {
    let times = [", %H", ", %I", " %H", " %I", "T%H"];
    let at = times.iter().filter_map(|time| pattern.find(time)).min();
    at.map_or(pattern, |at| &pattern[..at])
}

/// Ways to write a time of day.
const TIMES: &[&str] = &["%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p"];

/// A date in the source's pattern, or in ISO 8601, with its time of day. A time zone is left out: two moments of one form are
/// in the same.
pub(crate) fn moment(text: &str, pattern: Option<&str>) -> Option<DateTime> {
    let in_pattern = pattern.and_then(|pattern| {
        let timed = TIMES.iter().map(|time| format!("{pattern} {time}"));
        std::iter::once(pattern.to_owned()).chain(timed).find_map(|pattern| {
            DateTime::strptime(&pattern, text).ok().or_else(|| {
                let (pattern, text) = in_plain_words(&pattern, text)?;
                DateTime::strptime(pattern, text).ok()
            })
        })
    });
    // `2025-01-31T10:15:30`, whatever follows.
    in_pattern.or_else(|| text.get(..19)?.parse().ok()).or_else(|| text.get(..16)?.parse().ok())
}

/// A date that lost its format in a spreadsheet: Excel's number of its day, from 2000 to 2049.
///
/// Five digits in a column of dates can mean nothing else.
pub(crate) fn excel_day(text: &str) -> Option<Date> {
    let number = text.strip_suffix(".0").unwrap_or(text).parse::<i32>().ok()?;
    let days = (36_526..=54_788).contains(&number).then_some(number)?;
    jiff::civil::date(1899, 12, 30).checked_add(jiff::Span::new().days(days)).ok()
}

/// Days since 1970-01-01.
pub(crate) fn days(date: Date) -> i64 {
    let epoch = jiff::civil::date(1970, 1, 1);
    i64::from((date - epoch).get_days())
}

/// Yes or no in the words and digits that exports use.
pub(crate) fn boolean(text: &str) -> Result<bool, Breach> {
    match text.to_lowercase().as_str() {
        "1" | "1.0" | "true" | "yes" | "y" => Ok(true),
        "0" | "0.0" | "false" | "no" | "n" => Ok(false),
        _ => Err(Breach::new("not_yes_or_no", "yes or no")),
    }
}

/// One of the known words, whatever its case.
pub(crate) fn category(text: &str, words: &'static [&'static str]) -> Result<&'static str, Breach> {
    if let Some(word) = words.iter().copied().find(|word| *word == text) {
        return Ok(word);
    }
    let lower = text.to_lowercase();
    words.iter().copied().find(|word| *word == lower).ok_or_else(|| {
        let near = nearest(&lower, words.iter().copied());
        let hint = near.map(|word| format!(" (did you mean {word}?)")).unwrap_or_default();
        Breach::new("not_allowed", format!("{}{hint}", words.join(", ")))
    })
}

/// The most similar word, when one is similar enough to be meant.
pub fn nearest<'a>(found: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // 0.8 lets one slip pass in a word of five letters and keeps unrelated words apart.
    let lower = found.to_lowercase();
    words
        .map(|word| (jaro_winkler(&lower, &word.to_lowercase()), word))
        .filter(|(similarity, _)| *similarity >= 0.8)
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, word)| word)
}

/// What is said of a cell that was found: its text, shortened, or a description when it is personal.
///
/// People also write names and addresses where none belong. What has the form of one is described in any column.
pub(crate) fn described(text: &str, personal: bool) -> String {
    let length = text.chars().count();
    if personal {
        return format!("a text of {length} characters");
    }
    if let Some(form) = personal_form(text) {
        return format!("a text of {length} characters that may be {form}");
    }
    // 60 characters show a slip; more would print a person's open answer.
    if length > 60 {
        let start: String = text.chars().take(57).collect();
        return format!("\"{start}…\"");
    }
    format!("\"{text}\"")
}

/// A text that names a group or a thing.
///
/// Here a wrong guess would cost a value, unlike in a message: the id of a school is no phone number, nor are two years, and
/// whoever met `@ the library` gave no address.
///
/// # Errors
///
/// `contact_data` when it is how to reach somebody.
pub(crate) fn label(text: &str) -> Result<&str, Breach> {
    let is_address = |word: &str| {
        let word = word.trim_matches(|sign: char| !sign.is_alphanumeric());
        let parts = word.split_once('@');
        parts.is_some_and(|(who, at)| !who.is_empty() && at.contains('.'))
    };
    let begins_with_year = ["19", "20"].iter().any(|century| text.starts_with(century))
        && text.bytes().take_while(u8::is_ascii_digit).count() == 4;
    let is_dialled = personal_form(text) == Some(A_PHONE_NUMBER)
        && !begins_with_year
        && !text.bytes().all(|sign| sign.is_ascii_digit());
    // One within a longer text, such as the place of a visit: as people write numbers, with a plus sign, brackets or groups.
    let holds_number = || {
        text.bytes().filter(u8::is_ascii_digit).count() >= FEWEST_DIALLED
            && contact_in(text) == Some(A_PHONE_NUMBER)
    };
    let form = match text.split_whitespace().any(is_address) {
        true => AN_ADDRESS,
        false if is_dialled || holds_number() => A_PHONE_NUMBER,
        false => return Ok(text),
    };
    Err(Breach::new("contact_data", format!("a word that is not {form}")))
}

const AN_ADDRESS: &str = "an e-mail address";
/// Fewest digits of a phone number within a text.
const FEWEST_DIALLED: usize = 9;
const A_PHONE_NUMBER: &str = "a phone number";

/// What a text may be that tells who somebody is.
fn personal_form(text: &str) -> Option<&'static str> {
    if text.contains('@') {
        return Some(AN_ADDRESS);
    }
    // A date has eight digits, and with a time also a colon.
    let is_dialled = |sign: char| sign.is_ascii_digit() || " +-()/.".contains(sign);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if (9..=15).contains(&digits) && text.chars().all(is_dialled) {
        return Some(A_PHONE_NUMBER);
    }
    let is_name = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.contains(char::is_lowercase)
            && word.chars().all(|sign| sign.is_alphabetic() || "'’-.".contains(sign))
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    ((2..=4).contains(&words.len()) && words.iter().all(|word| is_name(word.trim_end_matches(','))))
        .then_some("a name")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_decimal_mark_of_their_source() {
        let cases = [
            ("3.5", '.', Some(3.5)),
            ("3,5", ',', Some(3.5)),
            ("1,234.5", '.', Some(1234.5)),
            ("1.234,5", ',', Some(1234.5)),
            ("12,34", '.', None),
            ("93 %", '.', Some(0.93)),
            ("$1,234.50", '.', Some(1234.5)),
            ("1.234,50 €", ',', Some(1234.5)),
            ("$", '.', None),
            ("$$5", '.', None),
            ("-2", '.', Some(-2.0)),
            ("inf", '.', None),
            ("nan", '.', None),
            ("", '.', None),
            ("4 hours", '.', None),
        ];
        for (text, decimal, expected) in cases {
            assert_eq!(number(text, decimal), expected, "{text} with {decimal}");
        }
    }

    #[test]
    fn a_date_is_read_in_its_pattern_or_as_iso() {
        let expected = jiff::civil::date(2025, 3, 4);
        assert_eq!(date("04.03.2025", Some("%d.%m.%Y")), Ok(expected));
        assert_eq!(date("2025-03-04", Some("%d.%m.%Y")), Ok(expected));
        assert_eq!(date("3/4/2025", Some("%m/%d/%Y %H:%M:%S")), Ok(expected), "without its time");
        assert_eq!(date("3/4/2025 10:15", Some("%m/%d/%Y")), Ok(expected), "with a time");
        assert_eq!(date("4 de marzo de 2025", Some("%d %b %Y")), Ok(expected));
        assert!(date("3/4/2025 or later", Some("%m/%d/%Y")).is_err());
        assert_eq!(date("2025-03-04T10:15:00", None), Ok(expected));
        assert_eq!(date("45720", None), Ok(expected), "a day as Excel counts it");
        assert!(date("12345", None).is_err());
        assert!(date("2025-02-30", None).is_err());
        assert!(date("03/04/2025", None).is_err());
    }

    #[test]
    fn a_moment_is_read_in_its_pattern_or_as_iso() {
        let expected = jiff::civil::date(2025, 3, 4).at(22, 15, 0, 0);
        for (text, pattern) in [
            ("2025-03-04 22:15:00", None),
            ("2025-03-04T22:15:00.123+03:00", None),
            ("2025-03-04 22:15", None),
            ("04.03.2025 22:15", Some("%d.%m.%Y")),
            ("3/4/2025 10:15:00 PM", Some("%m/%d/%Y")),
            ("3/4/25 22:15", Some("%m/%d/%y %H:%M")),
        ] {
            assert_eq!(moment(text, pattern), Some(expected), "{text}");
        }
        assert_eq!(moment("yesterday", None), None);
        assert_eq!(moment("", Some("%d.%m.%Y")), None);
    }

    #[test]
    fn a_group_is_named_by_anything_but_an_address_or_a_phone_number() {
        let refused = [
            "ada@example.org",
            "call <ada@example.org>",
            "+1 555 010 0123",
            "(555) 010-0123",
            "0151 2345 6789",
        ];
        let taken = [
            "North Hill",
            "063441005612",
            "2023-24 / 2024-25",
            "2024-09-01 to 2025-06-30",
            "met @ the library",
            "@school",
            "12-34",
        ];
        for text in refused {
            assert!(label(text).is_err(), "{text}");
        }
        for text in taken {
            assert_eq!(label(text), Ok(text));
        }
    }

    #[test]
    fn a_personal_cell_is_described_and_never_echoed() {
        assert_eq!(described("Ada Lovelace", true), "a text of 12 characters");
        let may_be = |text: &str| described(text, false).split("may be ").nth(1).map(str::to_owned);
        let cases = [
            ("ada@example.org", Some("an e-mail address")),
            ("+1 (555) 010-0123", Some("a phone number")),
            ("0151 2345 6789", Some("a phone number")),
            ("Ada Lovelace", Some("a name")),
            ("Lovelace, Ada", Some("a name")),
            ("Seán O'Neill-Byrne", Some("a name")),
            ("2025-02-30", None),
            ("31.12.2025 22:15", None),
            ("closed early", None),
            ("Closed early", None),
            ("Fall 2024", None),
            ("12345", None),
            ("North", None),
            ("", None),
        ];
        for (text, form) in cases {
            assert_eq!(may_be(text).as_deref(), form, "{text}");
        }
    }
}
