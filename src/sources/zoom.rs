//! Zoom: the list of participants of a meeting, with or without the meeting's own lines above it.

use super::error::Unreadable;
use super::format::{Form, SourceFormat};
use super::layout::{Arranged, Evidence, Stream, place};
use super::meeting::{self, Meeting, Stay};
use super::row::Row;

/// Zoom's list of participants.
pub(super) const ZOOM: SourceFormat = SourceFormat {
    name: "zoom",
    about: "participants of a Zoom meeting: one row for each person, re-joins merged",
    extensions: &[],
    evidence: "columns `Name (Original Name)`, `Join Time`, `Leave Time` and `Duration (Minutes)`",
    limits: "columns beside name, e-mail, times and guest are left out; time in the waiting room does not count",
    form: Form::Layout { recognises, arrange },
};

const NAME: &[&str] = &["name (original name)", "name", "participant"];
const EMAIL: &[&str] = &["user email", "email", "e-mail"];
const JOINED: &[&str] = &["join time"];
const LEFT: &[&str] = &["leave time"];
const MINUTES: &[&str] = &[
    "duration (minutes)",
    "duration(minutes)",
    "total duration (minutes)",
    "time in session (minutes)",
];

fn is_header(row: &Row) -> bool {
    place(row, NAME).is_some() && place(row, MINUTES).is_some() && place(row, EMAIL).is_some()
}

fn recognises(top: &[Row]) -> Option<Evidence> {
    let header = top.iter().take(8).find(|row| is_header(row))?;
    let original = place(header, &["name (original name)"]).is_some();
    let times = place(header, JOINED).is_some() && place(header, LEFT).is_some();
    let score = if original || times { 95 } else { return None };
    Some(Evidence::new(
        score,
        "a list of names with e-mail, join and leave time, and minutes, as Zoom writes it",
    ))
}

fn arrange(mut stream: Stream) -> Result<Arranged, Unreadable> {
    let mut meeting = Meeting::default();
    let mut block: Option<Row> = None;
    let header = loop {
        let Some(row) = stream.take()? else { return Err(Unreadable::Empty) };
        if is_header(&row) {
            break row;
        }
        if let Some(names) = &block {
            let cell = |wanted: &[&str]| {
                place(names, wanted).map(|at| row.get(at).trim().to_owned()).unwrap_or_default()
            };
            if meeting.id.is_empty() {
                let (id, topic) = (cell(&["meeting id", "id"]), cell(&["topic"]));
                let start = cell(&["start time"]);
                meeting = Meeting { id, topic, start, counts_itself: false };
            }
        } else if place(&row, &["topic"]).is_some() {
            block = Some(row);
        }
    };
    let at = |names: &[&str]| place(&header, names);
    let (name, email, joined, left) = (at(NAME), at(EMAIL), at(JOINED), at(LEFT));
    let (minutes, guest, waiting) = (at(MINUTES), at(&["guest"]), at(&["in waiting room"]));
    let mut notes = Row::default();
    notes.remarks.clone_from(&header.remarks);
    let mut stays = Vec::new();
    for row in meeting::rest(&mut stream)? {
        let cell =
            |at: Option<usize>| at.map(|at| row.get(at).trim().to_owned()).unwrap_or_default();
        if cell(waiting).eq_ignore_ascii_case("yes") {
            let found = "time in the waiting room; it does not count".to_owned();
            notes.note("left_out_row", row.number, found, "");
            continue;
        }
        let role = match cell(guest).to_lowercase().as_str() {
            "yes" => "guest",
            "no" => "member",
            _ => "",
        };
        stays.push(Stay {
            number: row.number,
            name: cell(name),
            email: cell(email),
            role: role.to_owned(),
            joined: cell(joined),
            left: cell(left),
            minutes: cell(minutes).parse().ok(),
        });
    }
    Ok(meeting::table(&meeting, &stays, notes))
}
