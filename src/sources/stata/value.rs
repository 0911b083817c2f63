//! One value → its text.

use dta::stata::dta::value::Value;
use dta::stata::dta::value_label::ValueLabelSet;
use dta::stata::missing_value::MissingValue;
use dta::stata::stata_byte::StataByte;
use dta::stata::stata_double::StataDouble;
use dta::stata::stata_float::StataFloat;
use dta::stata::stata_int::StataInt;
use dta::stata::stata_long::StataLong;
use dta::stata::temporal::TemporalKind;
use dta::stata::temporal::conversion::{
    tc_millis_to_unix_millis, td_days_to_unix_days, th_halves_to_year_half,
    tm_months_to_year_month, tq_quarters_to_year_quarter, tw_weeks_to_year_week,
};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::sources::coded::{Codes, Seen};
use crate::sources::row::{Row, shortest};

/// The code of an empty number in a set of labels; those of the marked ones follow.
const EMPTY: i32 = 0x7fff_ffe5;

/// The labels of a set, for a column in which these codes occur.
pub(super) fn codes(set: &ValueLabelSet, seen: &Seen<i32>) -> Codes<i32> {
    let labels = set.entries().iter().map(|entry| (entry.value(), entry.label().to_owned()));
    Codes::new(labels, seen, |code| is_mark(*code))
}

/// Notes the code of a value, unless that is empty.
pub(super) fn note(value: &Value<'_>, seen: &mut Seen<i32>) {
    match number(value) {
        None | Some(Number::Missing(MissingValue::System)) => {}
        Some(number) => seen.add(number.code()),
    }
}

fn is_mark(code: i32) -> bool {
    code > EMPTY
}

/// A number, or how it is marked as missing.
#[derive(Debug, Clone, Copy)]
enum Number {
    Whole(i32),
    /// As a `float`: of fewer digits.
    Short(f32),
    Other(f64),
    Missing(MissingValue),
}

impl Number {
    /// Its code in a set of labels; none for a fraction.
    fn code(self) -> Option<i32> {
        let whole = |number: f64| {
            let is_code = number.fract() == 0.0 && number.abs() < f64::from(EMPTY);
            #[expect(clippy::cast_possible_truncation, reason = "a whole number of this size")]
            is_code.then_some(number as i32)
        };
        match self {
            Self::Whole(number) => Some(number),
            Self::Short(number) => whole(f64::from(number)),
            Self::Other(number) => whole(number),
            Self::Missing(mark) => Some(EMPTY + i32::from(mark.code())),
        }
    }

    fn text(self) -> String {
        match self {
            Self::Whole(number) => number.to_string(),
            Self::Short(number) => number.to_string(),
            Self::Other(number) => shortest(number),
            Self::Missing(MissingValue::System) => String::new(),
            Self::Missing(mark) => mark.to_string(),
        }
    }
}

fn number(value: &Value<'_>) -> Option<Number> {
    Some(match value {
        Value::Byte(StataByte::Present(number)) => Number::Whole(i32::from(*number)),
        Value::Int(StataInt::Present(number)) => Number::Whole(i32::from(*number)),
        Value::Long(StataLong::Present(number)) => Number::Whole(*number),
        Value::Float(StataFloat::Present(number)) => Number::Short(*number),
        Value::Double(StataDouble::Present(number)) => Number::Other(*number),
        Value::Byte(StataByte::Missing(mark))
        | Value::Int(StataInt::Missing(mark))
        | Value::Long(StataLong::Missing(mark))
        | Value::Float(StataFloat::Missing(mark))
        | Value::Double(StataDouble::Missing(mark)) => Number::Missing(*mark),
        Value::String(_) | Value::LongStringRef(_) => return None,
    })
}

/// Adds a value to a row: its label, its date, or what it is.
pub(super) fn write(value: &Value<'_>, format: &str, codes: Option<&Codes<i32>>, row: &mut Row) {
    if let Value::String(text) = value {
        return row.cell(text);
    }
    let Some(number) = number(value) else { return row.cell("") };
    let label =
        codes.zip(number.code()).and_then(|(codes, code)| codes.label(&code, is_mark(code)));
    match label {
        Some(label) => row.cell(label),
        None => row.cell(&moment(number, format).unwrap_or_else(|| number.text())),
    }
}

/// A day, a moment or a part of a year, where the format of the variable says that the number is one.
fn moment(number: Number, format: &str) -> Option<String> {
    let kind = TemporalKind::from_format(format)?;
    let exact = match number {
        Number::Whole(number) => f64::from(number),
        Number::Short(number) => f64::from(number),
        Number::Other(number) => number,
        Number::Missing(_) => return None,
    };
    if let TemporalKind::DateTime | TemporalKind::DateTimeLeap = kind {
        return clock(tc_millis_to_unix_millis(exact)?);
    }
    let whole = Number::Other(exact.floor()).code()?;
    Some(match kind {
        TemporalKind::Date => day(td_days_to_unix_days(whole)?)?,
        TemporalKind::Week => in_year(tw_weeks_to_year_week(whole), "week "),
        TemporalKind::Month => in_year(tm_months_to_year_month(whole), ""),
        TemporalKind::Quarter => in_year(tq_quarters_to_year_quarter(whole), "Q"),
        TemporalKind::HalfYear => in_year(th_halves_to_year_half(whole), "H"),
        _ => return None,
    })
}

/// A part of a year: `2025-06`, `2025-Q2`.
fn in_year((year, part): (i32, u8), kind: &str) -> String {
    if kind.is_empty() { format!("{year:04}-{part:02}") } else { format!("{year:04}-{kind}{part}") }
}

fn day(days: i32) -> Option<String> {
    let moment = Timestamp::from_second(i64::from(days) * 86_400).ok()?;
    Some(TimeZone::UTC.to_datetime(moment).date().to_string())
}

/// A moment without the time of day where that is midnight.
fn clock(milliseconds: i64) -> Option<String> {
    let moment = Timestamp::from_millisecond(milliseconds).ok()?;
    let text = TimeZone::UTC.to_datetime(moment).to_string();
    Some(text.strip_suffix("T00:00:00").unwrap_or(&text).to_owned())
}
