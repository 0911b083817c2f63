//! Rules of recurrence (RFC 5545, 3.3.10), as far as calendars of people use them.

use jiff::civil::{Date, DateTime, Weekday};
use jiff::{Span, ToSpan as _};

/// How often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Every {
    Day,
    Week,
    Month,
    Year,
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
}

impl Rule {
    /// Nothing for a rule that is not understood as a whole.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut rule = Self {
            every: Every::Day,
            interval: 1,
            count: None,
            until: None,
            weekdays: Vec::new(),
            month_days: Vec::new(),
            months: Vec::new(),
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
                "UNTIL" => rule.until = Some(until(value)?),
                "BYDAY" => rule.weekdays = value.split(',').map(weekday).collect::<Option<_>>()?,
                "BYMONTHDAY" => {
                    rule.month_days = value
                        .split(',')
                        .map(|day| day.trim().parse().ok())
                        .collect::<Option<_>>()?;
                }
                "BYMONTH" => {
                    rule.months = value
                        .split(',')
                        .map(|month| month.trim().parse().ok())
                        .collect::<Option<_>>()?;
                }
                "WKST" => {}
                _ => return None,
            }
        }
        has_every.then_some(rule)
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
        // Rules that fit no day at all, such as the 31st of February, end as well.
        for step in 0..20_000_i64 {
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
            Every::Day => vec![moved(first, by.days())?].into_iter().filter(is_weekday).collect(),
            Every::Week => {
                let monday =
                    moved(first, (-i64::from(first.weekday().to_monday_zero_offset())).days())?;
                let week = moved(monday, (by * 7).days())?;
                let all = (0..7).filter_map(|day: i64| moved(week, day.days()));
                if self.weekdays.is_empty() {
                    all.filter(|day| day.weekday() == first.weekday()).collect()
                } else {
                    all.filter(is_weekday).collect()
                }
            }
            Every::Month => self.of_month(moved(first.first_of_month(), by.months())?, first.day()),
            Every::Year if self.months.is_empty() && self.weekdays.is_empty() => {
                let year = moved(first.first_of_month(), by.years())?;
                self.of_month(year, first.day())
            }
            Every::Year => {
                let year = moved(first.first_of_year(), by.years())?;
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
        let mut days: Vec<Date> = days.into_iter().filter(is_month).collect();
        days.sort_unstable();
        days.dedup();
        Some(days)
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

fn moved(date: Date, by: Span) -> Option<Date> {
    date.checked_add(by).ok()
}

fn until(text: &str) -> Option<DateTime> {
    let text = text.trim_end_matches(['Z', 'z']);
    DateTime::strptime("%Y%m%dT%H%M%S", text).ok().or_else(|| {
        let day = Date::strptime("%Y%m%d", text).ok()?;
        Some(day.to_datetime(jiff::civil::time(23, 59, 59, 0)))
    })
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
    let number = if number.is_empty() { 0 } else { number.trim_start_matches('+').parse().ok()? };
    Some((number, weekday))
}
