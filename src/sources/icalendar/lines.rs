//! The lines of a calendar as events.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::zones::named;
use crate::sources::row::Row;

/// A moment on the clock of its event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) at: DateTime,
    /// A whole day.
    pub(super) is_day: bool,
}

/// An event as its lines say.
#[derive(Debug, Default)]
pub(super) struct Event {
    /// Line in which it begins.
    pub(super) number: u64,
    pub(super) uid: String,
    pub(super) summary: String,
    pub(super) start: Option<Moment>,
    pub(super) end: Option<Moment>,
    pub(super) length: Option<SignedDuration>,
    pub(super) status: String,
    pub(super) organizer: String,
    pub(super) attendees: Vec<String>,
    pub(super) location: String,
    pub(super) categories: String,
    pub(super) rule: Option<String>,
    /// Further times.
    pub(super) also: Vec<DateTime>,
    /// Times at which it does not take place.
    pub(super) without: BTreeSet<DateTime>,
    /// Days on which it does not take place.
    pub(super) without_days: BTreeSet<Date>,
    /// The time of the series that this one stands for.
    pub(super) instead_of: Option<Moment>,
    /// When it was written or changed.
    pub(super) stamp: Option<DateTime>,
    /// The zone of its clocks, where it is known.
    pub(super) zone: Option<TimeZone>,
    /// Names and values of lines that are about its times: they wait for its zone, which may stand below them.
    waiting: Vec<(String, String)>,
}

impl Event {
    /// Reads what waits for the zone; moments of Greenwich are those of the calendar's zone where the event has none.
    fn settle(&mut self, calendar: &TimeZone) {
        let zone = self.zone.clone().unwrap_or_else(|| calendar.clone());
        for (name, value) in std::mem::take(&mut self.waiting) {
            let mut moments = value.split(',').filter_map(|text| moment(text, &zone));
            match name.as_str() {
                "RDATE" => self.also.extend(moments.map(|moment| moment.at)),
                "RECURRENCE-ID" => self.instead_of = moments.next(),
                _ => {
                    for Moment { at, is_day } in moments {
                        if is_day {
                            self.without_days.insert(at.date());
                        } else {
                            self.without.insert(at);
                        }
                    }
                }
            }
        }
    }
}

/// One line: its name, its parameters, its value.
struct Line<'a> {
    name: String,
    parameters: Vec<(String, String)>,
    value: &'a str,
}

impl<'a> Line<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let mut quoted = false;
        let colon = text.char_indices().find(|(_, letter)| {
            quoted ^= *letter == '"';
            *letter == ':' && !quoted
        });
        let (head, value) = (&text[..colon?.0], &text[colon?.0 + 1..]);
        let mut parts = head.split(';');
        let name = parts.next()?.trim().to_uppercase();
        let parameters = parts
            .filter_map(|part| part.split_once('='))
            .map(|(name, value)| (name.trim().to_uppercase(), value.trim_matches('"').to_owned()))
            .collect();
        Some(Self { name, parameters, value })
    }

    fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Its value as text, with what was escaped.
    fn text(&self) -> String {
        let mut text = String::with_capacity(self.value.len());
        let mut letters = self.value.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => match letters.next() {
                    Some('n' | 'N') => text.push('\n'),
                    Some(other) => text.push(other),
                    None => {}
                },
                other => text.push(other),
            }
        }
        text.trim().to_owned()
    }

    /// An address without `mailto:`.
    fn address(&self) -> String {
        let is_mail =
            self.value.get(..7).is_some_and(|begin| begin.eq_ignore_ascii_case("mailto:"));
        let address = if is_mail { &self.value[7..] } else { self.value };
        // Some programs write the address into a parameter.
        let own = self.parameter("EMAIL").filter(|_| !address.contains('@'));
        own.unwrap_or(address).trim().to_owned()
    }

    fn moments(&self, zone: &TimeZone) -> Vec<Moment> {
        self.value.split(',').filter_map(|text| moment(text, zone)).collect()
    }
}

/// `20240901T101500`, with `Z` for UTC, or `20240901`; of a period its begin.
fn moment(text: &str, zone: &TimeZone) -> Option<Moment> {
    let text = text.split('/').next()?.trim();
    if let Some(utc) = text.strip_suffix(['Z', 'z']) {
        let at = DateTime::strptime("%Y%m%dT%H%M%S", utc).ok()?;
        let here = at.to_zoned_datetime(TimeZone::UTC).ok()?.with_time_zone(zone.clone());
        return Some(Moment { at: here.datetime(), is_day: false });
    }
    if let Ok(at) = DateTime::strptime("%Y%m%dT%H%M%S", text) {
        return Some(Moment { at, is_day: false });
    }
    let day = Date::strptime("%Y%m%d", text).ok()?;
    Some(Moment { at: day.to_datetime(jiff::civil::Time::midnight()), is_day: true })
}

/// All events of a calendar, and what is to be said about its lines.
pub(super) fn events(text: &str) -> (Vec<Event>, Row) {
    let mut notes = Row::default();
    let mut events = Vec::new();
    let mut zone = TimeZone::UTC;
    // What is open, outermost first: alarms within an event have lines of the same names.
    let mut open: Vec<String> = Vec::new();
    let mut event: Option<Event> = None;
    for (number, text) in unfolded(text) {
        let Some(line) = Line::parse(&text) else {
            if !text.trim().is_empty() {
                let found = "a line without a colon, which says nothing".to_owned();
                notes.note("left_out_row", number, found, "");
            }
            continue;
        };
        let what = line.value.trim().to_uppercase();
        match line.name.as_str() {
            "BEGIN" => {
                if what == "VEVENT" && event.is_none() {
                    event = Some(Event { number, ..Event::default() });
                }
                open.push(what);
            }
            "END" => {
                open.pop();
                if what == "VEVENT"
                    && let Some(mut event) = event.take()
                {
                    event.settle(&zone);
                    events.push(event);
                }
            }
            "X-WR-TIMEZONE" => zone = named(line.value).unwrap_or(TimeZone::UTC),
            _ => {
                let is_own = open.last().is_some_and(|open| open == "VEVENT");
                if let Some(event) = event.as_mut().filter(|_| is_own) {
                    set(event, &line, &zone);
                }
            }
        }
    }
    if event.is_some() {
        let number = event.map_or(0, |event| event.number);
        notes.note("left_out_row", number, "an event that does not end".to_owned(), "");
    }
    (events, notes)
}

fn set(event: &mut Event, line: &Line<'_>, zone: &TimeZone) {
    let first = || line.moments(zone).into_iter().next();
    match line.name.as_str() {
        "UID" => event.uid = line.text(),
        "SUMMARY" => event.summary = line.text(),
        "DTSTART" => {
            event.start = first();
            let is_utc = line.value.trim().ends_with(['Z', 'z']);
            let named = line.parameter("TZID").and_then(named);
            event.zone = if is_utc { Some(zone.clone()) } else { named };
        }
        "DTEND" => event.end = first(),
        "DURATION" => event.length = line.value.trim().parse().ok(),
        "STATUS" => event.status = line.text(),
        "ORGANIZER" => event.organizer = line.address(),
        "ATTENDEE" => event.attendees.push(line.address()),
        "LOCATION" => event.location = line.text(),
        "CATEGORIES" => {
            let further = line.text();
            let parts = [event.categories.as_str(), &further];
            event.categories = parts
                .iter()
                .filter(|part| !part.is_empty())
                .copied()
                .collect::<Vec<_>>()
                .join("; ");
        }
        "RRULE" => event.rule = Some(line.value.trim().to_owned()),
        name @ ("RDATE" | "EXDATE" | "RECURRENCE-ID") => {
            event.waiting.push((name.to_owned(), line.value.to_owned()));
        }
        "DTSTAMP" | "LAST-MODIFIED" => event.stamp = event.stamp.max(first().map(|at| at.at)),
        _ => {}
    }
}

/// Lines put together again: one that begins with a blank continues the one above; some programs write empty ones between.
fn unfolded(text: &str) -> Vec<(u64, String)> {
    let mut lines: Vec<(u64, String)> = Vec::new();
    for (number, line) in (1..).zip(text.split('\n')) {
        let line = line.trim_end_matches('\r');
        if line.is_empty() {
            continue;
        }
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some((_, above))) => above.push_str(rest),
            _ => lines.push((number, line.to_owned())),
        }
    }
    lines
}
