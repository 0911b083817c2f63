//! Google Meet: the attendance report of a meeting.

use super::error::Unreadable;
use super::format::{Form, SourceFormat};
use super::layout::{Arranged, Evidence, Stream, place};
use super::meeting::{self, Meeting, Stay, minutes_in_words};
use super::row::Row;

/// The attendance report of Meet.
pub(super) const MEET: SourceFormat = SourceFormat {
    name: "meet",
    about: "the attendance report of a Google Meet meeting: one row for each person",
    extensions: &[],
    evidence: "columns `First name`, `Last name`, `Email`, `Duration`, `Time joined`, `Time exited`; or `Name`, `Email`, `Join time`, `Duration`, `Leave time`; in English, Spanish, French, German or Portuguese",
    limits: "the report gives times of day without a day: `held_on` stays empty unless the cells have one",
    form: Form::Layout { recognises, arrange },
};

const FIRST: &[&str] = &["First name", "Nombre", "Prénom", "Vorname", "Nome"];
const LAST: &[&str] = &["Last name", "Apellidos", "Apellido", "Nom", "Nachname", "Sobrenome"];
/// Of the lists that extensions of Meet write, below lines such as `* Meeting code: abc-defg-hij`.
const NAME: &[&str] = &["Name"];
const EMAIL: &[&str] =
    &["Email", "E-mail", "Correo electrónico", "Adresse e-mail", "E-Mail-Adresse"];
const LENGTH: &[&str] = &["Duration", "Duración", "Durée", "Dauer", "Duração"];
const JOINED: &[&str] = &[
    "Time joined",
    "Join time",
    "Hora de entrada",
    "Hora de ingreso",
    "Heure d'arrivée",
    "Beitrittszeit",
    "Horário de entrada",
];
const LEFT: &[&str] = &[
    "Time exited",
    "Leave time",
    "Hora de salida",
    "Heure de départ",
    "Heure de sortie",
    "Austrittszeit",
    "Verlassenszeit",
    "Hora de saída",
    "Horário de saída",
];

fn is_header(row: &Row) -> bool {
    let has = |names: &[&str]| place(row, names).is_some();
    (has(FIRST) || has(NAME)) && [EMAIL, LENGTH, JOINED, LEFT].into_iter().all(has)
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
    let at = |names: &[&str]| place(&header, names);
    let (first, last) = (at(FIRST).or_else(|| at(NAME)), at(LAST));
    let [email, length, joined, left] = [EMAIL, LENGTH, JOINED, LEFT].map(at);
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
    Ok(meeting::table(meeting, stays, Row::default()))
}
