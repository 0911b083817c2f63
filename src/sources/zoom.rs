//! Zoom: the list of participants of a meeting, with or without the meeting's own lines above it.

use super::error::Unreadable;
use super::format::{Form, SourceFormat};
use super::layout::{Arranged, Evidence, Stream, place};
use super::meeting::{self, Meeting, Stay};
use super::row::Row;

/// Zoom's list of participants.
pub(super) const ZOOM: SourceFormat = SourceFormat {
    name: "zoom",
    about: "participants of a Zoom meeting, or of several in one list: one row for each person and meeting, re-joins merged",
    extensions: &[],
    evidence: "columns `Name (Original Name)`, `Join Time`, `Leave Time` and `Duration (Minutes)`, in English, German, Spanish, French or Portuguese",
    limits: "columns beside name, e-mail, times and guest are left out; time in the waiting room does not count",
    form: Form::Layout { recognises, arrange },
};

const NAME: &[&str] = &["name", "participant", "nombre", "nom", "nome", "teilnehmer"];
const EMAIL: &[&str] = &["mail", "correo"];
const JOINED: &[&str] =
    &["join time", "beitrittszeit", "hora de entrada", "hora de ingreso", "heure d'arrivée"];
const LEFT: &[&str] = &[
    "leave time",
    "verlassenszeit",
    "austrittszeit",
    "hora de salida",
    "heure de départ",
    "hora de saída",
];
const GUEST: &[&str] = &["guest", "gast", "invitado", "invité", "convidado"];
const WAITING: &[&str] = &["in waiting room", "im warteraum", "en sala de espera"];
const TOPIC: &[&str] = &["topic", "thema", "tema", "sujet", "tópico", "assunto"];
const ID: &[&str] = &[
    "meeting id",
    "id",
    "besprechungs-id",
    "meeting-id",
    "id de reunión",
    "id de réunion",
    "id da reunião",
];
const START: &[&str] =
    &["start time", "startzeit", "hora de inicio", "heure de début", "hora de início"];

/// The columns of the list, by words of five languages.
struct Columns {
    name: usize,
    email: usize,
    minutes: usize,
    joined: Option<usize>,
    left: Option<usize>,
    /// The name that someone had at first stands behind the name.
    has_original: bool,
    is_english: bool,
}

fn columns(row: &Row) -> Option<Columns> {
    let cells: Vec<String> = row.cells().map(|cell| cell.trim().to_lowercase()).collect();
    let first = |is: &dyn Fn(&str) -> bool| cells.iter().position(|cell| is(cell));
    let name = first(&|cell| {
        let word = cell.split(" (").next().unwrap_or_default();
        NAME.contains(&word)
    })?;
    // In a list of several meetings host and length of the meeting stand before the name.
    let beside = |is: &dyn Fn(&str) -> bool| {
        let after = cells.iter().skip(name).position(|cell| is(cell)).map(|at| at + name);
        after.or_else(|| first(is))
    };
    let email = beside(&|cell| EMAIL.iter().any(|word| cell.contains(word)))?;
    // `Duration (Minutes)`, `Dauer (Minuten)`, `Time in Session (minutes)`.
    let minutes = beside(&|cell| cell.contains("(min"))?;
    let is_english = cells[minutes].contains("duration") || cells[minutes].contains("time");
    Some(Columns {
        name,
        email,
        minutes,
        joined: place(row, JOINED),
        left: place(row, LEFT),
        has_original: cells[name].contains('('),
        is_english,
    })
}

fn recognises(top: &[Row]) -> Option<Evidence> {
    top.iter().take(8).find_map(list_of).map(|_| {
        Evidence::new(
            95,
            "a list of names with e-mail, join and leave time, and minutes, as Zoom writes it",
        )
    })
}

/// The header of the list: the lines about the meeting have names and minutes as well, but nobody's times.
fn list_of(row: &Row) -> Option<Columns> {
    columns(row).filter(|own| own.has_original || own.joined.is_some() && own.left.is_some())
}

fn arrange(mut stream: Stream) -> Result<Arranged, Unreadable> {
    let mut meeting = Meeting::default();
    let mut block: Option<Row> = None;
    let header = loop {
        let Some(row) = stream.take()? else { return Err(Unreadable::Empty) };
        if list_of(&row).is_some() {
            break row;
        }
        if let Some(names) = &block {
            let cell = |wanted: &[&str]| {
                place(names, wanted).map(|at| row.get(at).trim().to_owned()).unwrap_or_default()
            };
            if meeting.id.is_empty() {
                let (id, topic, start) = (cell(ID), cell(TOPIC), cell(START));
                meeting = Meeting { id, topic, start, ..Meeting::default() };
            }
        } else if place(&row, TOPIC).is_some() {
            block = Some(row);
        }
    };
    let Some(own) = columns(&header) else { return Err(Unreadable::Empty) };
    meeting.day_first = !own.is_english;
    let (guest, waiting) = (place(&header, GUEST), place(&header, WAITING));
    // Which meeting a row is of, where the list says so.
    let is_of_many = place(&header, TOPIC).is_some();
    let [id, topic, start] =
        [ID, TOPIC, START].map(|names| place(&header, names).filter(|_| is_of_many));
    let mut notes = Row::default();
    notes.remarks.clone_from(&header.remarks);
    let mut meetings = vec![(meeting, Vec::new())];
    for row in meeting::rest(&mut stream)? {
        let cell =
            |at: Option<usize>| at.map(|at| row.get(at).trim().to_owned()).unwrap_or_default();
        if is_yes(&cell(waiting)) {
            let found = "time in the waiting room; it does not count".to_owned();
            notes.note("left_out_row", row.number, found, "");
            continue;
        }
        let role = match cell(guest) {
            said if is_yes(&said) => "guest",
            said if said.is_empty() => "",
            _ => "member",
        };
        let stay = Stay {
            number: row.number,
            name: cell(Some(own.name)),
            email: cell(Some(own.email)),
            role: role.to_owned(),
            joined: cell(own.joined),
            left: cell(own.left),
            minutes: cell(Some(own.minutes)).replace(',', ".").parse().ok(),
        };
        let said = [id, topic, start].map(cell);
        let is_own = |(other, _): &(Meeting, Vec<Stay>)| {
            said.iter().all(String::is_empty)
                || [&other.id, &other.topic, &other.start] == said.each_ref()
        };
        if let Some(at) = meetings.iter().rposition(is_own) {
            meetings[at].1.push(stay);
        } else {
            let [id, topic, start] = said;
            let day_first = !own.is_english;
            let meeting = Meeting { id, topic, start, day_first, ..Meeting::default() };
            meetings.push((meeting, vec![stay]));
        }
    }
    Ok(meeting::tables(&meetings, notes))
}

fn is_yes(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "yes" | "ja" | "sí" | "si" | "oui" | "sim")
}
