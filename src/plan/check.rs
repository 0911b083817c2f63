//! One value against the kind of its key.

use jiff::civil::Date;
use toml::Spanned;
use toml::de::DeValue;

use super::key::Kind;
use super::problems::{Problems, did_you_mean};

/// Reports everything about a value that its kind does not allow. `key` is the key in backticks
/// with its section, for the message.
pub(super) fn check(kind: Kind, key: &str, value: &Spanned<DeValue<'_>>, problems: &Problems<'_>) {
    let parts: Option<Vec<_>> = match (kind, value.get_ref()) {
        // An element that is itself a list must not pass as one text.
        (Kind::Texts, DeValue::Array(list)) => {
            Some(list.iter().map(|element| (Kind::Text, key.to_owned(), element)).collect())
        }
        (Kind::Pairs, DeValue::Table(table)) => Some(parts(Kind::Text, key, table)),
        (Kind::PairsOfTexts, DeValue::Table(table)) => Some(parts(Kind::Texts, key, table)),
        (Kind::Tables, DeValue::Table(table)) => Some(parts(Kind::Pairs, key, table)),
        _ => None,
    };
    match parts {
        Some(parts) => {
            for (kind, key, value) in parts {
                check(kind, &key, value, problems);
            }
        }
        None if allows(kind, value.get_ref()) => {}
        None => {
            let found = found(value.get_ref());
            let message = format!("{key} is {found}, allowed: {}", kind.allowed());
            problems.add(value.span(), message, hint(kind, value.get_ref()));
        }
    }
}

fn parts<'v, 'i>(
    kind: Kind,
    key: &str,
    table: &'v toml::de::DeTable<'i>,
) -> Vec<(Kind, String, &'v Spanned<DeValue<'i>>)> {
    table
        .iter()
        .map(|(name, value)| (kind, format!("`{}` of {key}", name.get_ref()), value))
        .collect()
}

fn allows(kind: Kind, value: &DeValue<'_>) -> bool {
    match kind {
        Kind::Text | Kind::Texts => value.as_str().is_some_and(|text| !text.trim().is_empty()),
        Kind::Id => value.as_str().is_some_and(|text| is_name(text, char::is_alphanumeric)),
        Kind::FileId => value.as_str().is_some_and(|text| {
            is_name(text, |letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
        }),
        Kind::Dotted(_) => value.as_str().is_some_and(|text| {
            text.split_once('.').is_some_and(|(left, right)| !left.is_empty() && !right.is_empty())
        }),
        Kind::Word(words) => value.as_str().is_some_and(|text| words.contains(&text)),
        Kind::Character => value.as_str().is_some_and(|text| character(text).is_some()),
        Kind::Number => number(value).is_some(),
        Kind::Positive => number(value).is_some_and(|number| number > 0.0),
        Kind::Share => number(value).is_some_and(|number| number > 0.0 && number <= 1.0),
        Kind::Level => number(value).is_some_and(|number| (0.5..1.0).contains(&number)),
        Kind::Count => whole(value).is_some_and(|number| number >= 1),
        Kind::Boolean => value.is_bool(),
        Kind::Date => date(value).is_some(),
        Kind::Pairs | Kind::PairsOfTexts | Kind::Tables => false,
    }
}

fn is_name(text: &str, is_letter: impl Fn(char) -> bool) -> bool {
    !text.is_empty() && text.chars().all(|letter| is_letter(letter) || "-_".contains(letter))
}

/// A finite number.
pub(super) fn number(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Integer(digits) => {
            i64::from_str_radix(digits.as_str(), digits.radix()).ok().map(|number| number as f64)
        }
        DeValue::Float(digits) => {
            digits.as_str().parse().ok().filter(|number: &f64| number.is_finite())
        }
        _ => None,
    }
}

/// A whole number that is not negative.
pub(super) fn whole(value: &DeValue<'_>) -> Option<u64> {
    let digits = value.as_integer()?;
    u64::from_str_radix(digits.as_str(), digits.radix()).ok()
}

/// A date, written as one or as a text.
pub(super) fn date(value: &DeValue<'_>) -> Option<Date> {
    match value {
        DeValue::String(text) => text.parse().ok(),
        DeValue::Datetime(moment) if moment.time.is_none() => moment.to_string().parse().ok(),
        _ => None,
    }
}

/// One character, or the name of the one that is hard to type.
pub(super) fn character(text: &str) -> Option<char> {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => Some(letter),
        _ => ["tab", "\\t"].contains(&text).then_some('\t'),
    }
}

/// The value as found, for a message.
fn found(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) if text.trim().is_empty() => "blank".to_owned(),
        // Longer texts would push what is allowed out of sight.
        DeValue::String(text) if text.chars().count() > 40 => {
            format!("a text of {} characters", text.chars().count())
        }
        DeValue::String(text) => format!("\"{text}\""),
        DeValue::Integer(digits) => digits.to_string(),
        DeValue::Float(digits) => digits.to_string(),
        DeValue::Boolean(answer) => answer.to_string(),
        DeValue::Datetime(moment) => moment.to_string(),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}

fn hint(kind: Kind, value: &DeValue<'_>) -> Option<String> {
    match (kind, value) {
        (Kind::Word(words), DeValue::String(text)) => did_you_mean(text, words.iter().copied()),
        (Kind::Level | Kind::Share, _) if number(value).is_some_and(|n| n > 1.0 && n <= 100.0) => {
            Some(format!("{} percent is written {}", found(value), number(value)? / 100.0))
        }
        (
            Kind::Number | Kind::Positive | Kind::Share | Kind::Level | Kind::Count,
            DeValue::String(text),
        ) => text.trim().parse::<f64>().ok().map(|number| format!("write {number} without quotes")),
        (
            Kind::Text | Kind::Texts,
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_),
        ) => Some(format!("write it in quotes: \"{}\"", found(value))),
        (Kind::Boolean, DeValue::String(_)) => {
            Some("write true or false without quotes".to_owned())
        }
        (Kind::Date, DeValue::Datetime(_)) => Some("leave the time out".to_owned()),
        (Kind::Date, DeValue::String(_)) => {
            Some("write year, month and day: 2024-09-01".to_owned())
        }
        _ => None,
    }
}
