//! How languages write numbers, and which way they run: a few lines of Unicode's CLDR, all that a report needs of it.

use fluent_bundle::FluentValue;
use fluent_bundle::memoizer::MemoizerKind;

/// Decimal sign, sign between thousands, and from how many digits on thousands are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) struct Numbering {
    decimal: char,
    group: char,
    from_digits: usize,
}

const POINT: Numbering = Numbering { decimal: '.', group: ',', from_digits: 4 };
const COMMA: Numbering = Numbering { decimal: ',', group: '.', from_digits: 4 };
const COMMA_LATE: Numbering = Numbering { decimal: ',', group: '.', from_digits: 5 };
const SPACE: Numbering = Numbering { decimal: ',', group: '\u{202f}', from_digits: 4 };
const SPACE_LATE: Numbering = Numbering { decimal: ',', group: '\u{202f}', from_digits: 5 };

/// All that there are; the place of one is that of its form for messages.
const ALL: [Numbering; 5] = [POINT, COMMA, COMMA_LATE, SPACE, SPACE_LATE];

/// By language, or by language and region; a region that is not named writes as its language does, a language that is not
/// named as English.
const BY_TAG: &[(&str, Numbering)] = &[
    ("es", COMMA_LATE),
    ("es-US", POINT),
    ("es-MX", POINT),
    ("es-PR", POINT),
    ("es-DO", POINT),
    ("es-GT", POINT),
    ("es-HN", POINT),
    ("es-NI", POINT),
    ("es-PA", POINT),
    ("es-PE", POINT),
    ("es-SV", POINT),
    ("es-AR", COMMA),
    ("es-CL", COMMA),
    ("es-CO", COMMA),
    ("es-EC", COMMA),
    ("es-UY", COMMA),
    ("ca", COMMA),
    ("da", COMMA),
    ("de", COMMA),
    ("id", COMMA),
    ("it", COMMA),
    ("nl", COMMA),
    ("pt", COMMA),
    ("tr", COMMA),
    ("vi", COMMA),
    ("pl", SPACE_LATE),
    ("pt-PT", SPACE_LATE),
    ("cs", SPACE),
    ("fi", SPACE),
    ("fr", SPACE),
    ("nb", SPACE),
    ("ru", SPACE),
    ("sv", SPACE),
    ("uk", SPACE),
];

/// Languages that are written from right to left.
const RIGHT_TO_LEFT: [&str; 8] = ["ar", "ckb", "fa", "he", "ps", "sd", "ur", "yi"];

/// The form of a language or region.
pub(super) fn of(tag: &str) -> Numbering {
    let find = |tag: &str| BY_TAG.iter().find(|(one, _)| *one == tag).map(|(_, form)| *form);
    find(tag).or_else(|| find(super::shipped::base(tag))).unwrap_or(POINT)
}

/// Which way a language is written.
pub(super) fn direction(tag: &str) -> &'static str {
    if RIGHT_TO_LEFT.contains(&super::shipped::base(tag)) { "rtl" } else { "ltr" }
}

impl Numbering {
    /// The decimal sign.
    pub(in crate::report) fn decimal(self) -> char {
        self.decimal
    }

    /// Digits with a sign between thousands.
    pub(in crate::report) fn grouped(self, digits: &str) -> String {
        if digits.len() < self.from_digits {
            return digits.to_owned();
        }
        let mut text = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push(self.group);
            }
            text.push(digit);
        }
        text
    }

    /// How a number in a message is written.
    pub(super) fn formatter<M: MemoizerKind>(self) -> fn(&FluentValue<'_>, &M) -> Option<String> {
        match ALL.iter().position(|one| *one == self) {
            Some(1) => written::<1, M>,
            Some(2) => written::<2, M>,
            Some(3) => written::<3, M>,
            Some(4) => written::<4, M>,
            _ => written::<0, M>,
        }
    }
}

/// A number as a message prints it: a count, or one that stands in it, `{ 0.21 }`; every other comes as text.
fn written<const PLACE: usize, M: MemoizerKind>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    match value {
        FluentValue::Number(number) => {
            let digits = number.options.minimum_fraction_digits.unwrap_or(0);
            let plain = format!("{:.digits$}", number.value);
            let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
            let whole = ALL[PLACE].grouped(whole);
            Some(match fraction {
                "" => whole,
                fraction => format!("{whole}{}{fraction}", ALL[PLACE].decimal),
            })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_writes_as_it_does_at_home() {
        assert_eq!(of("es").grouped("1234"), "1234");
        assert_eq!(of("es").grouped("12345"), "12.345");
        assert_eq!(of("es-MX").grouped("1234"), "1,234");
        assert_eq!(of("es-BO").decimal(), ',');
        assert_eq!(of("xx").grouped("1234"), "1,234");
    }
}
