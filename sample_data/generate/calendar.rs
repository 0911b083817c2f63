//! The school year as days since 2024-09-01, which was a Sunday.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// A day of the school year; 0 is 2024-09-01.
pub(crate) type Day = i32;

const FIRST: Date = date(2024, 9, 1);

/// First and last day without school, both included.
const HOLIDAYS: &[(Date, Date)] = &[
    (date(2024, 11, 27), date(2024, 11, 29)),
    (date(2024, 12, 21), date(2025, 1, 5)),
    (date(2025, 1, 20), date(2025, 1, 20)),
    (date(2025, 3, 15), date(2025, 3, 23)),
    (date(2025, 5, 26), date(2025, 5, 26)),
    (date(2025, 6, 21), date(2025, 6, 30)),
];

/// The day of a date.
pub(crate) fn day(year: i16, month: i8, of_month: i8) -> Day {
    (date(year, month, of_month) - FIRST).get_days()
}

/// Last day of the data.
pub(crate) fn cut_off() -> Day {
    day(2025, 6, 30)
}

/// 0 is Sunday.
pub(crate) fn weekday(of: Day) -> i32 {
    of.rem_euclid(7)
}

/// The day's date.
pub(crate) fn date_of(of: Day) -> Date {
    FIRST.saturating_add(of.days())
}

/// `2024-09-01`
pub(crate) fn iso(of: Day) -> String {
    date_of(of).to_string()
}

/// `2024-09-01`, or nothing.
pub(crate) fn iso_or_empty(of: Option<Day>) -> String {
    of.map(iso).unwrap_or_default()
}

/// `01.09.2024`
pub(crate) fn dotted(of: Day) -> String {
    date_of(of).strftime("%d.%m.%Y").to_string()
}

/// True on a weekday outside the holidays.
pub(crate) fn is_school_day(of: Day) -> bool {
    let today = date_of(of);
    (1..=5).contains(&weekday(of))
        && !HOLIDAYS.iter().any(|(from, to)| (*from..=*to).contains(&today))
}
