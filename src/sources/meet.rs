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
    evidence: "columns `First name`, `Last name`, `Email`, `Duration`, `Time joined`, `Time exited`; or `Name`, `Email`, `Join time`, `Duration`, `Leave time`",
    limits: "the report gives times of day without a day: `held_on` stays empty unless the cells have one",
    form: Form::Layout { recognises, arrange },
};

const COLUMNS: &[&str] = &["First name", "Email", "Duration", "Time joined", "Time exited"];

/// Columns of the lists that extensions of Meet write, below lines such as `* Meeting code: abc-defg-hij`.
const OF_EXTENSIONS: &[&str] = &["Name", "Email", "Join time", "Duration", "Leave time"];

fn is_header(row: &Row) -> bool {
    has_all(row, COLUMNS) || has_all(row, OF_EXTENSIONS)
}

fn recognises(top: &[Row]) -> Option<Evidence> {
    let found = top.iter().take(8).any(is_header);
    found.then(|| Evidence::new(95, "the columns of a Google Meet attendance report"))
}

fn arrange(mut stream: Stream) -> Result<Arranged, Unreadable> {
    let mut meeting = Meeting { counts_itself: true, ..Meeting::default() };
    let header = loop {
        let Some(row) = stream.take()? else { return Err(Unreadable::Empty) };
        if is_header(&row) {
            break row;
        }
        let line = row.get(0).trim_start_matches(['*', ' ']);
        if let Some((name, value)) = line.split_once(':') {
            match name.trim().to_lowercase().as_str() {
                "meeting code" => value.trim().clone_into(&mut meeting.id),
                "meeting title" | "title" => value.trim().clone_into(&mut meeting.topic),
                _ => {}
            }
        }
    };
    let at = |name: &str| place(&header, &[name]);
    let (first, last) = (at("first name").or_else(|| at("name")), at("last name"));
    let (email, length) = (at("email"), at("duration"));
    let joined = at("time joined").or_else(|| at("join time"));
    let left = at("time exited").or_else(|| at("leave time"));
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
    Ok(meeting::table(&meeting, &stays, Row::default()))
}
