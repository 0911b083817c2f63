//! Google Meet: the attendance report of a meeting.

use super::error::Unreadable;
use super::format::{Form, SourceFormat};
use super::layout::{Arranged, Evidence, Stream, has_all, place};
use super::meeting::{self, Meeting, Stay, minutes_in_words};
use super::row::Row;

/// The attendance report of Meet.
pub(super) const MEET: SourceFormat = SourceFormat {
    name: "meet",
    about: "the attendance report of a Google Meet meeting: one row for each person",
    extensions: &[],
    evidence: "columns `First name`, `Last name`, `Email`, `Duration`, `Time joined`, `Time exited`",
    limits: "the report gives times of day without a day: `held_on` stays empty unless the cells have one",
    form: Form::Layout { recognises, arrange },
};

const COLUMNS: &[&str] = &["First name", "Email", "Duration", "Time joined", "Time exited"];

fn recognises(top: &[Row]) -> Option<Evidence> {
    let found = top.iter().take(8).any(|row| has_all(row, COLUMNS));
    found.then(|| Evidence::new(95, "the columns of a Google Meet attendance report"))
}

fn arrange(mut stream: Stream) -> Result<Arranged, Unreadable> {
    let header = loop {
        let Some(row) = stream.take()? else { return Err(Unreadable::Empty) };
        if has_all(&row, COLUMNS) {
            break row;
        }
    };
    let at = |name: &str| place(&header, &[name]);
    let (first, last, email) = (at("first name"), at("last name"), at("email"));
    let (length, joined, left) = (at("duration"), at("time joined"), at("time exited"));
    let mut stays = Vec::new();
    for row in meeting::rest(&mut stream)? {
        let cell =
            |at: Option<usize>| at.map(|at| row.get(at).trim().to_owned()).unwrap_or_default();
        // A time of day alone is no moment: days and minutes are not made up from it.
        let dated =
            |text: String| if text.contains(['/', '-', '.']) { text } else { String::new() };
        stays.push(Stay {
            number: row.number,
            name: format!("{} {}", cell(first), cell(last)).trim().to_owned(),
            email: cell(email),
            role: String::new(),
            joined: dated(cell(joined)),
            left: dated(cell(left)),
            minutes: minutes_in_words(&cell(length)),
        });
    }
    Ok(meeting::table(
        &Meeting { counts_itself: true, ..Meeting::default() },
        &stays,
        Row::default(),
    ))
}
