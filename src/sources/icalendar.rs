//! iCalendar: one row for each time an event takes place, recurrences with their exceptions.

mod lines;
mod recur;
mod zones;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::civil::DateTime;

use self::lines::{Event, Moment, events};
use super::error::Unreadable;
use super::format::{Form, Opened, SourceFormat};
use super::row::{Row, shortest};

/// Calendars.
pub(super) const ICALENDAR: SourceFormat = SourceFormat {
    name: "icalendar",
    about: "a calendar (.ics): one row for each time an event takes place",
    extensions: &["ics", "ical"],
    evidence: "`BEGIN:VCALENDAR`",
    limits: "up to 64 MiB; days and times are those of the event's own time zone, UTC ones those of the calendar's zone where it names one; a rule without an end is followed up to the newest moment that the file itself mentions, and every rule up to 2,000 times; rules by hour, week number, day of year or weekday of the year are not followed and named",
    form: Form::File { recognises, open: |path, _| open(path), parts: None },
};

const COLUMNS: &[&str] = &[
    "uid",
    "summary",
    "held_on",
    "starts_at",
    "ends_at",
    "minutes",
    "status",
    "organizer",
    "attendees",
    "location",
    "categories",
];

/// Largest calendar, in bytes. It is held in memory: an exception may stand anywhere in it.
const LARGEST: u64 = 64 << 20;

/// Most times that one rule is followed.
const MOST_TIMES: usize = 2_000;

/// Most times that all events together take place.
const MOST_ROWS: usize = 500_000;

fn recognises(head: &[u8]) -> bool {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let begin = b"BEGIN:VCALENDAR";
    text.len() >= begin.len() && text[..begin.len()].eq_ignore_ascii_case(begin)
}

fn open(path: &Path) -> Result<Opened, Unreadable> {
    let size = std::fs::metadata(path)?.len();
    if size > LARGEST {
        let why = format!("a calendar of {size} bytes, more than {LARGEST}");
        return Err(Unreadable::Damaged { why });
    }
    let bytes = std::fs::read(path)?;
    let text = String::from_utf8_lossy(&bytes);
    let (events, mut notes) = events(text.trim_start_matches('\u{feff}'));
    let mut rows = Vec::new();
    let newest = newest(&events);
    // Single times that were moved or cancelled, by event and by when they would have been.
    let mut moved: BTreeMap<&str, BTreeSet<DateTime>> = BTreeMap::new();
    for event in &events {
        if let Some(instead_of) = event.instead_of {
            moved.entry(&event.uid).or_default().insert(instead_of.at);
        }
    }
    let none = BTreeSet::new();
    for event in &events {
        let Some(start) = event.start else {
            notes.note("left_out_row", event.number, "an event without a start".to_owned(), "");
            continue;
        };
        let skipped = moved.get(event.uid.as_str()).unwrap_or(&none);
        let times = times(event, start, newest, &mut notes);
        if rows.len() + times.len() > MOST_ROWS {
            let why = format!("its events take place more than {MOST_ROWS} times");
            return Err(Unreadable::Damaged { why });
        }
        for at in times {
            let is_moved = event.instead_of.is_none() && skipped.contains(&at);
            let is_left_out =
                event.without.contains(&at) || event.without_days.contains(&at.date());
            if !is_moved && !is_left_out {
                rows.push((at, event.number, cells(event, start, at)));
            }
        }
    }
    rows.sort_by_key(|(at, number, _)| (*number, *at));
    let mut header = Row::of(1, COLUMNS.iter().copied());
    header.remarks = notes.remarks;
    let rows: Vec<Row> = rows
        .into_iter()
        .map(|(_, number, cells)| Row::of(number, cells.iter().map(String::as_str)))
        .collect();
    Ok(Opened { header, labels: Vec::new(), sheet: None, rows: Box::new(rows.into_iter()) })
}

/// The newest moment that the file mentions: nothing that was known when it was written is later.
fn newest(events: &[Event]) -> Option<DateTime> {
    let own = |event: &Event| {
        let stamps =
            [event.stamp, event.start.map(|start| start.at), event.instead_of.map(|at| at.at)];
        stamps.into_iter().flatten().chain(event.without.iter().copied()).max()
    };
    events.iter().filter_map(own).max()
}

fn times(event: &Event, start: Moment, newest: Option<DateTime>, notes: &mut Row) -> Vec<DateTime> {
    let mut times = match &event.rule {
        None => vec![start.at],
        Some(rule) => recur::Rule::parse(rule, event.zone.as_ref()).map_or_else(
            || {
                let found = "a rule of recurrence that is not followed; its first time was read";
                notes.note("left_out_row", event.number, found.to_owned(), "");
                vec![start.at]
            },
            |rule| rule.times(start.at, newest.unwrap_or(start.at), MOST_TIMES),
        ),
    };
    times.extend(&event.also);
    times.sort_unstable();
    times.dedup();
    times
}

fn cells(event: &Event, start: Moment, at: DateTime) -> Vec<String> {
    let span = match (event.end, event.length) {
        (Some(end), _) => Some(end.at.duration_since(start.at)),
        (None, length) => length,
    };
    let ends = span.and_then(|span| at.checked_add(span).ok());
    // An event of whole days has no length that anybody met for.
    let minutes = span.filter(|_| !start.is_day).map(|span| span.as_secs_f64() / 60.0);
    let shown = |at: DateTime| if start.is_day { at.date().to_string() } else { at.to_string() };
    let status = if event.status.is_empty() { "CONFIRMED" } else { &event.status };
    vec![
        event.uid.clone(),
        event.summary.clone(),
        at.date().to_string(),
        shown(at),
        ends.map(shown).unwrap_or_default(),
        minutes.filter(|minutes| *minutes >= 0.0).map(shortest).unwrap_or_default(),
        status.to_lowercase(),
        event.organizer.clone(),
        event.attendees.join("; "),
        event.location.clone(),
        event.categories.clone(),
    ]
}

#[cfg(test)]
mod tests;
