//! Columns that are days: which ones, and of which year.

use std::ops::RangeInclusive;

use jiff::civil::{Date, DateTime, Weekday, date};

use super::dates::{DateForm, DateForms, read, read_iso};
use super::months::{in_plain_words, month_in};

/// Fewest columns that are days.
const FEWEST: usize = 4;

/// Fewest of them where a day is nothing but its number in the month.
const FEWEST_NUMBERS: usize = 10;

/// Where a year may be said.
const WHERE: &str = "write it above the table, or into the name of its sheet or file";

/// Days without a year, in the orders and with the marks that people use.
const YEARLESS: &[&str] =
    &["%m/%d", "%d/%m", "%d.%m.", "%d.%m", "%b %d", "%d %b", "%m-%d", "%d-%m"];

/// How days stand in the names of columns.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Form {
    Full(DateForm),
    /// Two patterns read all of them, as different days, and nothing tells which one is meant.
    Undecided,
    Yearless(&'static str),
    Number,
}

/// Columns of a header that are days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Days {
    /// Places and names.
    cells: Vec<(usize, String)>,
    form: Form,
}

impl Days {
    /// The days among the names of a header, when there are enough of them.
    pub(super) fn among<'t>(header: impl Iterator<Item = &'t str>) -> Option<Self> {
        let cells: Vec<(usize, String)> = header
            .enumerate()
            .filter(|(_, name)| may_be(name))
            .map(|(at, name)| (at, without_weekday(name)))
            .collect();
        if cells.len() < FEWEST {
            return None;
        }
        let all = |is: &dyn Fn(&str) -> bool| {
            let fit: Vec<_> = cells.iter().filter(|(_, name)| is(name)).cloned().collect();
            (fit.len() >= FEWEST && fit.len() * 10 >= cells.len() * 9).then_some(fit)
        };
        if let Some((cells, form)) = full(&cells) {
            return Some(Self { cells, form });
        }
        for pattern in YEARLESS {
            // A leap year has every day.
            let is = |name: &str| with_year(pattern, name, 2024).is_some();
            if let Some(cells) = all(&is) {
                let other = pattern.replace("%m", "%x").replace("%d", "%m").replace("%x", "%d");
                let both = !pattern.contains("%b")
                    && cells.iter().all(|(_, name)| with_year(&other, name, 2024).is_some());
                let form = if both { in_order(pattern, &other, &cells) } else { Some(*pattern) };
                let form = form.map_or(Form::Undecided, Form::Yearless);
                return Some(Self { cells, form });
            }
        }
        numbers(&cells).map(|cells| Self { cells, form: Form::Number })
    }

    /// True when a day is nothing but its number.
    pub(super) fn are_numbers(&self) -> bool {
        self.form == Form::Number
    }

    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    pub(super) fn places(&self) -> impl Iterator<Item = usize> + '_ {
        self.cells.iter().map(|(at, _)| *at)
    }

    /// The day of each column, in order; `about` is what stands above the table and in the names of sheet and file.
    ///
    /// # Errors
    ///
    /// What is missing, and where to write it.
    pub(super) fn dates(
        &self,
        about: &str,
    ) -> Result<Vec<(usize, Date)>, (&'static str, &'static str)> {
        let of_all = |day: &dyn Fn(&str) -> Option<Date>| -> Option<Vec<(usize, Date)>> {
            self.cells.iter().map(|(at, name)| Some((*at, day(name)?))).collect()
        };
        let found = match &self.form {
            Form::Undecided => {
                return Err((
                    "some of its columns are days, and day or month may come first in all of their names",
                    "write the days as 2024-09-30",
                ));
            }
            Form::Full(DateForm::Pattern(pattern)) => {
                of_all(&|name| read(pattern, name).map(DateTime::date))
            }
            Form::Full(_) => of_all(&|name| {
                read_iso(name).or_else(|| read("%Y-%m-%d", name)).map(DateTime::date)
            }),
            Form::Yearless(pattern) => {
                let years = about.lines().find_map(years_in).ok_or((
                    "some of its columns are days, and nothing says of which year",
                    WHERE,
                ))?;
                of_all(&|name| with_year(pattern, name, 2024)).map(|days| in_years(&days, &years))
            }
            Form::Number => {
                let (year, month) = month_and_year(about).ok_or((
                    "some of its columns are days of a month, and nothing says of which month and year",
                    WHERE,
                ))?;
                of_all(&|name| Date::new(year, month, name.parse().ok()?).ok())
            }
        };
        found.ok_or(("some of its columns are named like days that do not exist", "correct them"))
    }
}

fn full(cells: &[(usize, String)]) -> Option<(Vec<(usize, String)>, Form)> {
    let mut forms = DateForms::default();
    let mut own = Vec::new();
    for (at, cell) in cells.iter().enumerate() {
        let mut tried = forms.clone();
        if tried.add(&cell.1) {
            forms = tried;
            own.push(cell.clone());
        } else if (at + 1 - own.len()) * 10 > cells.len() {
            // Too many are none already: of a file with very many columns the others need not be looked at.
            return None;
        }
    }
    if own.len() < FEWEST {
        return None;
    }
    let form = match forms.decide() {
        DateForm::None => return None,
        DateForm::Undecided(one, other) => {
            let days = |pattern: &str| -> Vec<Date> {
                own.iter().filter_map(|(_, name)| Some(read(pattern, name)?.date())).collect()
            };
            match likelier(&days(&one), &days(&other)) {
                Some(first) => Form::Full(DateForm::Pattern(if first { one } else { other })),
                None => Form::Undecided,
            }
        }
        form => Form::Full(form),
    };
    Some((own, form))
}

/// Whether the first of two readings is the right one: the one that goes forward, else the one without weekends.
pub(super) fn likelier(one: &[Date], other: &[Date]) -> Option<bool> {
    let forward = |days: &[Date]| days.windows(2).all(|pair| pair[0] < pair[1]);
    let is_weekend = |day: &Date| matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let on_workdays = |days: &[Date]| !days.iter().any(is_weekend);
    match (forward(one), forward(other)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => match (on_workdays(one), on_workdays(other)) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        },
    }
}

/// The order of day and month that goes forward through a school year, when one does and the other does not.
fn in_order(pattern: &'static str, other: &str, cells: &[(usize, String)]) -> Option<&'static str> {
    let other = YEARLESS.iter().find(|own| **own == other)?;
    let turns = |pattern: &str| {
        let days: Vec<Date> =
            cells.iter().filter_map(|(_, name)| with_year(pattern, name, 2024)).collect();
        days.windows(2).filter(|pair| pair[0] >= pair[1]).count()
    };
    match (turns(pattern), turns(other)) {
        (0 | 1, 2..) => Some(pattern),
        (2.., 0 | 1) => Some(other),
        _ => None,
    }
}

/// A run of numbers of a month, each greater than the one before.
fn numbers(cells: &[(usize, String)]) -> Option<Vec<(usize, String)>> {
    let day = |name: &str| name.parse::<u8>().ok().filter(|day| (1..=31).contains(day));
    let own: Vec<_> = cells.iter().filter(|(_, name)| day(name).is_some()).cloned().collect();
    let is_rising = own.windows(2).all(|pair| day(&pair[0].1) < day(&pair[1].1));
    (own.len() >= FEWEST_NUMBERS && is_rising).then_some(own)
}

/// The day of a name without a year, in a year.
fn with_year(pattern: &str, name: &str, year: i16) -> Option<Date> {
    let (pattern, text) = (format!("{pattern} %Y"), format!("{name} {year}"));
    if pattern.contains("%b") {
        let (pattern, text) = in_plain_words(&pattern, &text)?;
        return Date::strptime(pattern, text).ok();
    }
    Date::strptime(pattern, text).ok()
}

/// Days in their order, each in the year that keeps them going forward.
fn in_years(days: &[(usize, Date)], years: &RangeInclusive<i16>) -> Vec<(usize, Date)> {
    let (first, last) = (*years.start(), *years.end());
    let mut year = match days.first() {
        // A school year begins in summer.
        Some((_, day)) if last > first && day.month() < 7 => last,
        _ => first,
    };
    let mut before: Option<Date> = None;
    days.iter()
        .map(|(at, day)| {
            let is_back =
                before.is_some_and(|before| i16::from(day.month()) + 6 < i16::from(before.month()));
            // A sheet of thousands of years is none; days beyond the calendar's end are its last.
            year = (year + i16::from(is_back)).min(9_999);
            before = Some(*day);
            (*at, Date::new(year, day.month(), day.day()).unwrap_or(date(year, 3, 1)))
        })
        .collect()
}

/// Runs of digits in a text.
fn runs(text: &str) -> Vec<&str> {
    text.split(|sign: char| !sign.is_ascii_digit()).filter(|run| !run.is_empty()).collect()
}

fn year(run: &str) -> Option<i16> {
    run.parse().ok().filter(|year| (1990..=2099).contains(year) && run.len() == 4)
}

/// The year, or the school year, that a text names.
fn years_in(text: &str) -> Option<RangeInclusive<i16>> {
    let runs = runs(text);
    let at = runs.iter().position(|run| year(run).is_some())?;
    let first = year(runs[at])?;
    let next = runs.get(at + 1).and_then(|run| match run.len() {
        2 => run.parse::<i16>().ok().map(|short| first / 100 * 100 + short),
        _ => year(run),
    });
    Some(first..=next.filter(|next| *next == first + 1).unwrap_or(first))
}

/// The month and year that the lines of a text name, as a word or in figures; the first line that names one counts.
fn month_and_year(text: &str) -> Option<(i16, i8)> {
    let years = text.lines().find_map(years_in)?;
    if let Some(month) = text.lines().find_map(month_in) {
        let year = if month < 7 { *years.end() } else { *years.start() };
        return Some((year, month));
    }
    // `2024-09` or `09/2024`
    let runs = runs(text);
    let at = runs.iter().position(|run| year(run).is_some())?;
    let month =
        |run: &&str| run.parse().ok().filter(|month| (1..=12).contains(month) && run.len() == 2);
    let beside = runs
        .get(at + 1)
        .and_then(month)
        .or_else(|| at.checked_sub(1).and_then(|at| month(&runs[at])));
    (years.start() == years.end()).then_some(())?;
    Some((*years.start(), beside?))
}

/// Short, with figures, and words only beside the name of a month, a day of the week, or as part of `2024-09-03T10:00`:
/// nothing else is a day. Cheap, for a file may have very many columns.
fn may_be(name: &str) -> bool {
    let name = name.trim();
    let is_word = |sign: char| sign.is_alphabetic();
    let figures = || name.bytes().filter(u8::is_ascii_digit).count();
    name.len() <= 40
        && name.starts_with(char::is_alphanumeric)
        && figures() > 0
        && (!name.contains(is_word)
            || name.starts_with(|sign: char| sign.is_ascii_digit()) && figures() >= 8
            || runs(name).len() >= 2
            || month_in(name).is_some())
}

/// A name of a column in one line, without the day of the week: `Tue 9/3`, `9/3 (Tue)`.
fn without_weekday(name: &str) -> String {
    const WEEKDAYS: &[&str] = &[
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
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "m",
        "t",
        "w",
        "th",
        "f",
        "mo",
        "di",
        "mi",
        "do",
        "fr",
        "sa",
        "so",
        "lun",
        "mar",
        "mer",
        "jeu",
        "ven",
        "mié",
        "jue",
        "vie",
        "seg",
        "ter",
        "qua",
        "qui",
        "sex",
    ];
    let is_weekday = |word: &&str| {
        let word = word.trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase();
        WEEKDAYS.contains(&word.as_str())
    };
    let words: Vec<&str> = name.split_whitespace().collect();
    // `Mar 3` is the third of March: a day of the week stands beside a day that has both of its parts.
    let is_beside = words.iter().any(|word| runs(word).len() >= 2);
    let kept: Vec<&str> =
        words.iter().copied().filter(|word| !(is_beside && is_weekday(word))).collect();
    kept.join(" ")
}

#[cfg(test)]
mod tests {
    use super::Days;

    fn days(header: &str, about: &str) -> Result<Vec<String>, String> {
        let days = Days::among(header.split('|')).ok_or("no days")?;
        Ok(days
            .dates(about)
            .map_err(|(why, _)| why)?
            .into_iter()
            .map(|(at, day)| format!("{at} {day}"))
            .collect())
    }

    #[test]
    fn days_are_found_in_the_names_of_columns() {
        for (header, about, first, last) in [
            ("ID|9/13/2024|9/16/2024|9/17/2024|9/18/2024", "", "1 2024-09-13", "4 2024-09-18"),
            (
                "ID|Name|2024-09-03|2024-09-04|2024-09-05|2024-09-06|Total",
                "",
                "2 2024-09-03",
                "5 2024-09-06",
            ),
            ("ID|03.09.2024|04.09.2024|05.09.2024|06.09.2024", "", "1 2024-09-03", "4 2024-09-06"),
            ("ID|9/3|9/10|9/17|9/24|1/7", "Attendance 2024-25", "1 2024-09-03", "5 2025-01-07"),
            ("ID|Tue 9/3|Tue 9/10|Tue 9/17|Tue 9/24", "log 2024", "1 2024-09-03", "4 2024-09-24"),
            ("ID|3-Sep|4-Sep|5-Sep|6-Sep", "2024", "1 2024-09-03", "4 2024-09-06"),
            ("ID|Jan 6|Jan 7|Jan 8|Jan 9", "2024-2025", "1 2025-01-06", "4 2025-01-09"),
            ("ID|1|2|3|4|5|8|9|10|11|12|15", "Sept 2024", "1 2024-09-01", "11 2024-09-15"),
            ("ID|1|2|3|4|5|8|9|10|11|12|15", "2024-10 Room 4", "1 2024-10-01", "11 2024-10-15"),
            ("ID|9/3/2024|9/4/2024|9/5/2024|9/6/2024", "", "1 2024-09-03", "4 2024-09-06"),
        ] {
            let found = days(header, about).unwrap_or_else(|why| panic!("{header}: {why}"));
            assert_eq!(found.first().map(String::as_str), Some(first), "{header}");
            assert_eq!(found.last().map(String::as_str), Some(last), "{header}");
        }
    }

    #[test]
    fn what_nothing_tells_is_asked_for() {
        for (header, about, said) in [
            ("ID|9/3|9/10|9/17|9/24", "Attendance", "of which year"),
            ("ID|1|2|3|4|5|8|9|10|11|12|15", "2024", "of which month"),
            ("ID|1/8|2/8|3/8|4/8", "2024", "day or month may come first"),
            ("ID|Q1|Q2|Q3|Q4", "", "no days"),
            ("ID|1|2|3|4|5", "May 2024", "no days"),
        ] {
            let why = days(header, about).unwrap_err();
            assert!(why.contains(said), "{header}: {why}");
        }
    }
}
