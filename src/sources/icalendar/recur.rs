//! Rules of recurrence (RFC 5545, 3.3.10), as far as calendars of people use them.

use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span};

use super::zones::there;

/// How often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Every {
    Day,
    Week,
    Month,
    Year,
}

impl Every {
    /// How many there are in a hundred years, in which every day of the week falls on every day of the year.
    fn in_a_century(self) -> i64 {
        match self {
            Self::Day => 36_525,
            Self::Week => 5_218,
            Self::Month => 1_200,
            Self::Year => 100,
        }
    }
}

/// A rule of recurrence.
#[derive(Debug)]
pub(super) struct Rule {
    every: Every,
    interval: i64,
    count: Option<usize>,
    until: Option<DateTime>,
    /// Weekdays, each with its number in the month, 0 for every one.
    weekdays: Vec<(i64, Weekday)>,
    month_days: Vec<i8>,
    months: Vec<i8>,
    /// Which of the days of a period, from 1, or from -1 backwards; none for all.
    positions: Vec<i64>,
    week_begins: Weekday,
}

impl Rule {
    /// Nothing for a rule that is not understood as a whole; `zone` is that of its event, where it is known.
    pub(super) fn parse(text: &str, zone: Option<&TimeZone>) -> Option<Self> {
        let mut rule = Self {
            every: Every::Day,
            interval: 1,
            count: None,
            until: None,
            weekdays: Vec::new(),
            month_days: Vec::new(),
            months: Vec::new(),
            positions: Vec::new(),
            week_begins: Weekday::Monday,
        };
        let mut has_every = false;
        for part in text.split(';').filter(|part| !part.trim().is_empty()) {
            let (name, value) = part.split_once('=')?;
            let value = value.trim();
            match name.trim().to_uppercase().as_str() {
                "FREQ" => {
                    has_every = true;
                    rule.every = match value.to_uppercase().as_str() {
                        "DAILY" => Every::Day,
                        "WEEKLY" => Every::Week,
                        "MONTHLY" => Every::Month,
                        "YEARLY" => Every::Year,
                        _ => return None,
                    };
                }
                "INTERVAL" => {
                    rule.interval =
                        value.parse().ok().filter(|step| (1..=10_000).contains(step))?;
                }
                "COUNT" => rule.count = Some(value.parse().ok()?),
                "UNTIL" => rule.until = Some(until(value, zone)?),
                "BYDAY" => rule.weekdays = each(value, weekday)?,
                "BYMONTHDAY" => rule.month_days = each(value, |day| number(day, 31))?,
                "BYMONTH" => {
                    rule.months = each(value, |month| number(month, 12).filter(|at| *at > 0))?;
                }
                "BYSETPOS" => rule.positions = each(value, |at| number(at, 31).map(i64::from))?,
                "WKST" => rule.week_begins = weekday(value)?.1,
                _ => return None,
            }
        }
        // The number of a weekday counts through the month here, never through the year.
        let is_numbered = rule.weekdays.iter().any(|(number, _)| *number != 0);
        let is_of_year = rule.every == Every::Year && rule.months.is_empty();
        (has_every && !(is_numbered && is_of_year)).then_some(rule)
    }

    /// The times of an event that begins at `start`, none after `newest` unless the rule ends by itself.
    pub(super) fn times(&self, start: DateTime, newest: DateTime, most: usize) -> Vec<DateTime> {
        let ends_itself = self.count.is_some() || self.until.is_some();
        let last = match self.until {
            Some(until) => until,
            None if ends_itself => DateTime::MAX,
            None => newest,
        };
        let most = self.count.unwrap_or(usize::MAX).min(most);
        let mut times = Vec::new();
        let mut fitted = 0;
        for step in 0..20_000_i64 {
            // Rules that fit no day at all, such as the 31st of February, end as well.
            let idle = step - fitted;
            if idle > 1 && idle.saturating_mul(self.interval) > self.every.in_a_century() {
                break;
            }
            let Some(period) = self.period(start, step) else { break };
            for day in period {
                let at = day.to_datetime(start.time());
                if at < start {
                    continue;
                }
                if at > last || times.len() >= most {
                    return times;
                }
                times.push(at);
                fitted = step;
            }
        }
        times
    }

    /// The days of the rule's n-th day, week, month or year, in order.
    fn period(&self, start: DateTime, step: i64) -> Option<Vec<Date>> {
        let by = step.checked_mul(self.interval)?;
        let first = start.date();
        let is_month = |date: &Date| self.months.is_empty() || self.months.contains(&date.month());
        let is_weekday = |date: &Date| {
            self.weekdays.is_empty() || self.weekdays.iter().any(|(_, day)| *day == date.weekday())
        };
        let days: Vec<Date> = match self.every {
            Every::Day => vec![days_on(first, by)?].into_iter().filter(is_weekday).collect(),
            Every::Week => {
                let since = i64::from(self.week_begins.until(first.weekday()));
                let week = days_on(first, by.checked_mul(7)? - since)?;
                let all = (0..7).filter_map(|day: i64| days_on(week, day));
                if self.weekdays.is_empty() {
                    all.filter(|day| day.weekday() == first.weekday()).collect()
                } else {
                    all.filter(is_weekday).collect()
                }
            }
            Every::Month => self.of_month(months_on(first.first_of_month(), by)?, first.day()),
            Every::Year
                if self.months.is_empty()
                    && self.weekdays.is_empty()
                    && self.month_days.is_empty() =>
            {
                let year = months_on(first.first_of_month(), by.checked_mul(12)?)?;
                self.of_month(year, first.day())
            }
            Every::Year => {
                let year = months_on(first.first_of_year(), by.checked_mul(12)?)?;
                let months: Vec<i8> =
                    if self.months.is_empty() { (1..=12).collect() } else { self.months.clone() };
                let of = |month: i8| year.with().month(month).day(1).build().ok();
                months
                    .into_iter()
                    .filter_map(of)
                    .flat_map(|month| self.of_month(month, first.day()))
                    .collect()
            }
        };
        let is_month_day = |date: &Date| {
            let back = date.day() - date.days_in_month() - 1;
            self.month_days.is_empty()
                || self.month_days.iter().any(|d| [date.day(), back].contains(d))
        };
        let mut days: Vec<Date> = days.into_iter().filter(is_month).filter(is_month_day).collect();
        days.sort_unstable();
        days.dedup();
        Some(self.at_positions(days))
    }

    /// The days of a period that the rule means, where it means some of them by their place.
    fn at_positions(&self, days: Vec<Date>) -> Vec<Date> {
        if self.positions.is_empty() {
            return days;
        }
        let count = i64::try_from(days.len()).unwrap_or(0);
        let is_meant =
            |at: i64| self.positions.contains(&(at + 1)) || self.positions.contains(&(at - count));
        (0..).zip(days).filter(|(at, _)| is_meant(*at)).map(|(_, day)| day).collect()
    }

    /// Days of a month: those of the rule, else the one that the event began on.
    fn of_month(&self, month: Date, own: i8) -> Vec<Date> {
        let length = month.days_in_month();
        let day = |day: i8| month.with().day(day).build().ok();
        if !self.weekdays.is_empty() {
            let all: Vec<Date> = (1..=length).filter_map(day).collect();
            return self
                .weekdays
                .iter()
                .flat_map(|(number, weekday)| {
                    let of: Vec<Date> =
                        all.iter().copied().filter(|date| date.weekday() == *weekday).collect();
                    let at =
                        |place: i64| usize::try_from(place).ok().and_then(|at| of.get(at).copied());
                    match *number {
                        0 => of.clone(),
                        forward @ 1.. => at(forward - 1).into_iter().collect(),
                        back => {
                            at(i64::try_from(of.len()).unwrap_or(0) + back).into_iter().collect()
                        }
                    }
                })
                .collect();
        }
        if self.month_days.is_empty() {
            return day(own).into_iter().collect();
        }
        let own = |number: i8| if number < 0 { length + 1 + number } else { number };
        self.month_days.iter().filter_map(|number| day(own(*number))).collect()
    }
}

/// Nothing when the calendar ends before.
fn days_on(date: Date, days: i64) -> Option<Date> {
    date.checked_add(Span::new().try_days(days).ok()?).ok()
}

fn months_on(date: Date, months: i64) -> Option<Date> {
    date.checked_add(Span::new().try_months(months).ok()?).ok()
}

/// The last moment of a rule on the clocks of its event. It is often written in those of Greenwich, and often is the
/// last time itself: where the event's zone is unknown, it lasts as long as clocks can be ahead, within its day.
fn until(text: &str, zone: Option<&TimeZone>) -> Option<DateTime> {
    let utc = text.strip_suffix(['Z', 'z']);
    let Ok(at) = DateTime::strptime("%Y%m%dT%H%M%S", utc.unwrap_or(text)) else {
        let day = Date::strptime("%Y%m%d", utc.unwrap_or(text)).ok()?;
        return Some(day_end(day));
    };
    match zone {
        _ if utc.is_none() => Some(at),
        Some(zone) => there(at, zone),
        None => {
            let ahead = at.checked_add(SignedDuration::from_hours(14)).unwrap_or(DateTime::MAX);
            Some(ahead.min(day_end(at.date())))
        }
    }
}

fn day_end(day: Date) -> DateTime {
    day.to_datetime(jiff::civil::time(23, 59, 59, 0))
}

/// The values of a list, each once: a rule may be as long as its file.
fn each<T: PartialEq>(list: &str, value: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    let mut values = Vec::new();
    for text in list.split(',') {
        let value = value(text)?;
        if !values.contains(&value) {
            values.push(value);
        }
    }
    Some(values)
}

/// A number that is not 0 and goes no further than this, backwards or forwards.
fn number(text: &str, most: i8) -> Option<i8> {
    let number: i8 = text.trim().trim_start_matches('+').parse().ok()?;
    (number != 0 && (-most..=most).contains(&number)).then_some(number)
}

/// `MO`, or `2TU` for the second Tuesday of a month.
fn weekday(text: &str) -> Option<(i64, Weekday)> {
    let text = text.trim().to_uppercase();
    let split = text.len().checked_sub(2)?;
    let (number, name) = (text.get(..split)?, text.get(split..)?);
    let weekday = match name {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        "SU" => Weekday::Sunday,
        _ => return None,
    };
    // No month has a sixth Tuesday.
    let number = if number.is_empty() { 0 } else { self::number(number, 5)? };
    Some((i64::from(number), weekday))
}
