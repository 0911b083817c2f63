//! One value → its text.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::cases::EMPTY;
use super::dictionary::{Dictionary, PLACE, Variable, double};
use crate::sources::coded::{Codes, Seen};
use crate::sources::row::{Row, shortest};

/// Seconds from the first day of SPSS, 1582-10-14, to that of 1970.
const UNTIL_1970: f64 = 12_219_379_200.0;

/// A number of seconds beyond every calendar.
const LATEST: f64 = 1e12;

/// A value that may have a label.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Code {
    /// Bits of a number.
    Number(u64),
    Text(String),
}

impl Code {
    /// Of 0 there is one alone.
    pub(super) fn of_number(number: f64) -> Self {
        Self::Number((number + 0.0).to_bits())
    }
}

/// What a number stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Number,
    Day,
    Moment,
    Clock,
    Month,
}

impl Format {
    /// The kind of a format is its third byte.
    pub(super) fn of(format: i32) -> Self {
        match (format >> 16) & 0xff {
            // `DATE`, `ADATE`, `JDATE`, `EDATE`, `SDATE`; quarters and weeks are days as well.
            20 | 23 | 24 | 29 | 30 | 38 | 39 => Self::Day,
            22 | 41 => Self::Moment,
            21 | 25 | 40 => Self::Clock,
            28 => Self::Month,
            _ => Self::Number,
        }
    }
}

/// What stands in a row for a variable.
enum Value {
    Empty,
    Number(f64),
    Text(String),
}

impl Value {
    fn of(variable: &Variable, dictionary: &Dictionary, case: &[u8]) -> Self {
        if variable.width.is_some() {
            let bytes = variable.text(case);
            let text = dictionary.encoding.decode_without_bom_handling(&bytes).0;
            let text = text.trim_end_matches([' ', '\0']);
            return if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) };
        }
        let number = double(&case[variable.at * PLACE..][..PLACE], dictionary.is_big_endian);
        if number <= EMPTY || number.is_nan() { Self::Empty } else { Self::Number(number) }
    }

    fn code(&self) -> Option<Code> {
        match self {
            Self::Empty => None,
            Self::Number(number) => Some(Code::of_number(*number)),
            Self::Text(text) => Some(Code::Text(text.clone())),
        }
    }
}

/// Notes the code of a value, unless that is empty.
pub(super) fn note(
    variable: &Variable,
    dictionary: &Dictionary,
    case: &[u8],
    seen: &mut Seen<Code>,
) {
    if let Some(code) = Value::of(variable, dictionary, case).code() {
        seen.add(Some(code));
    }
}

/// Adds a value to a row: its label, its date, or what it is.
pub(super) fn write(
    variable: &Variable,
    dictionary: &Dictionary,
    case: &[u8],
    codes: Option<&Codes<Code>>,
    row: &mut Row,
) {
    let value = Value::of(variable, dictionary, case);
    let Some(code) = value.code() else { return row.cell("") };
    let is_missing = variable.is_missing(&code);
    if let Some(label) = codes.and_then(|codes| codes.label(&code, is_missing)) {
        return row.cell(label);
    }
    match value {
        // What is declared missing is no answer, and nobody says which it is.
        _ if is_missing => row.cell(""),
        Value::Empty => row.cell(""),
        Value::Text(text) => row.cell(&text),
        Value::Number(number) => {
            row.cell(&moment(number, variable.format).unwrap_or_else(|| shortest(number)));
        }
    }
}

/// A day, a moment, a time of day or a month, where the format of the variable says that the number is one.
fn moment(number: f64, format: Format) -> Option<String> {
    if format == Format::Number || number.abs() > LATEST {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "far fewer seconds than that")]
    let seconds = |number: f64| number.floor() as i64;
    if format == Format::Clock {
        let (all, sign) = (seconds(number.abs()), if number < 0.0 { "-" } else { "" });
        return Some(format!("{sign}{:02}:{:02}:{:02}", all / 3600, all / 60 % 60, all % 60));
    }
    let at = Timestamp::from_second(seconds(number - UNTIL_1970)).ok()?;
    let at = TimeZone::UTC.to_datetime(at);
    Some(match format {
        Format::Month => format!("{:04}-{:02}", at.year(), at.month()),
        Format::Moment => {
            let text = at.to_string();
            text.strip_suffix("T00:00:00").unwrap_or(&text).to_owned()
        }
        _ => at.date().to_string(),
    })
}
