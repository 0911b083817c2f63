//! Microsoft Teams: the attendance report of a meeting, in its sections, in any language.

use std::collections::BTreeMap;

use super::error::Unreadable;
use super::format::{Form, SourceFormat};
use super::layout::{Arranged, Evidence, Stream, place};
use super::meeting::{self, Meeting, Stay, minutes_in_words};
use super::row::Row;

/// The attendance report of Teams.
pub(super) const TEAMS: SourceFormat = SourceFormat {
    name: "teams",
    about: "the attendance report of a Microsoft Teams meeting: one row for each person, re-joins counted",
    extensions: &[],
    evidence: "sections `1. …`, `2. …` above columns in the order of an attendance report, or `Full Name` with `Join Time` or `User Action`",
    limits: "minutes are those that Teams counted; sections beside summary, participants and activities are not read",
    form: Form::Layout { recognises, arrange },
};

/// Whether a row is the heading of a section with this number, in any language.
fn is_section(row: &Row, number: u8) -> bool {
    let text = row.get(0).trim();
    row.filled() == 1 && text.len() > 3 && text.starts_with(&format!("{number}. "))
}

/// What the columns of reports from before 2022 are called: English, French, Spanish, Portuguese, German, Indonesian.
const NAME: &[&str] = &[
    "full name",
    "nom complet",
    "nombre completo",
    "nome completo",
    "vollständiger name",
    "nama lengkap",
    "nama",
];
const JOINED: &[&str] = &[
    "join time",
    "heure d'arrivée",
    "hora de unión",
    "hora de entrada",
    "horário de entrada",
    "beitrittszeit",
];
const LEFT: &[&str] = &[
    "leave time",
    "heure de départ",
    "hora de salida",
    "hora de saída",
    "horário de saída",
    "verlassenszeit",
];
const MINUTES: &[&str] = &["duration", "durée", "duración", "duração", "dauer"];
const EMAIL: &[&str] = &["email", "e-mail", "correo electrónico", "e-mail-adresse"];
const ROLE: &[&str] = &["role", "rôle", "rol", "função", "papel", "rolle"];
const ACTION: &[&str] = &[
    "user action",
    "action de l'utilisateur",
    "acción del usuario",
    "ação do usuário",
    "atividade",
    "benutzeraktion",
];
const MOMENT: &[&str] = &[
    "timestamp",
    "horodateur",
    "horodatage",
    "marca de tiempo",
    "data e hora",
    "carimbo de data/hora",
    "zeitstempel",
];

/// How the action begins of somebody who has left.
const HAS_LEFT: &[&str] =
    &["left", "parti", "a quitté", "salió", "abandonó", "se fue", "saiu", "verlassen"];

fn is_old_header(row: &Row) -> bool {
    let has = |names: &[&[&str]]| names.iter().all(|names| place(row, names).is_some());
    has(&[NAME, JOINED, LEFT]) || has(&[NAME, ACTION, MOMENT])
}

fn recognises(top: &[Row]) -> Option<Evidence> {
    if top.first().is_some_and(|row| is_section(row, 1)) && top.iter().any(|row| is_section(row, 2))
    {
        return Some(Evidence::new(95, "the numbered sections of a Teams attendance report"));
    }
    let old = top.iter().take(15).any(is_old_header);
    old.then(|| Evidence::new(95, "the columns of a Teams attendance list"))
}

fn arrange(mut stream: Stream) -> Result<Arranged, Unreadable> {
    let rows = meeting::rest(&mut stream)?;
    match rows.iter().position(is_old_header) {
        Some(at) => Ok(old(&rows[..at], &rows[at], &rows[at + 1..])),
        None if rows.iter().any(|row| is_section(row, 2)) => Ok(new(&rows)),
        None => Err(Unreadable::Unclear {
            why: "it has neither the sections nor the columns of a Teams attendance report"
                .to_owned(),
            hint: "leave `format` out of the plan to have the file recognised",
        }),
    }
}

/// Summary, participants, activities.
fn new(rows: &[Row]) -> Arranged {
    let begin = |number| rows.iter().position(|row| is_section(row, number)).unwrap_or(rows.len());
    let (second, third, fourth) = (begin(2), begin(3), begin(4));
    let summary = rows.get(1..second.min(rows.len())).unwrap_or_default();
    let meeting = described(summary);
    let people = rows.get(second + 2..third).unwrap_or_default();
    // Every stay is an activity of its own.
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for activity in rows.get(third + 2..fourth).unwrap_or_default() {
        *times.entry(activity.get(0).trim().to_owned()).or_default() += 1;
    }
    let mut stays = Vec::new();
    for row in people {
        let cell = |at: usize| row.get(at).trim().to_owned();
        let stay = |minutes| Stay {
            number: row.number,
            name: cell(0),
            email: if cell(4).is_empty() { cell(5) } else { cell(4) },
            role: cell(6),
            minutes,
            ..Stay::default()
        };
        stays.push(Stay { joined: cell(1), left: cell(2), ..stay(minutes_in_words(row.get(3))) });
        // Further stays have no minutes of their own: Teams has counted them already.
        let further = times.remove(row.get(0).trim()).map_or(0, |times| times.saturating_sub(1));
        stays.extend((0..further).map(|_| stay(Some(0.0))));
    }
    meeting::table(meeting, stays, Row::default())
}

/// Title and start, by their English names, else by their place in the summary.
fn described(summary: &[Row]) -> Meeting {
    let value = |names: &[&str], at: usize| {
        let named = summary.iter().find(|row| place(row, names) == Some(0));
        let row = named.or_else(|| summary.get(at).filter(|row| row.filled() == 2));
        row.map(|row| row.get(1).trim().to_owned()).unwrap_or_default()
    };
    let id = value(&["meeting id"], usize::MAX);
    let start = value(&["start time", "meeting start time"], 2);
    let is_english = summary.iter().any(|row| place(row, &["meeting title"]) == Some(0));
    Meeting {
        id,
        topic: value(&["meeting title"], 0),
        start,
        counts_itself: true,
        day_first: !summary.is_empty() && !is_english,
    }
}

/// Reports from before 2022: full names, and either stays or the moments of joining and leaving.
fn old(above: &[Row], header: &Row, rows: &[Row]) -> Arranged {
    let is_english = place(header, &[JOINED[0], MOMENT[0]]).is_some();
    let meeting = described(above);
    let meeting = Meeting { day_first: meeting.day_first || !is_english, ..meeting };
    let at = |names: &[&str]| place(header, names);
    let (name, email, role) = (at(NAME), at(EMAIL), at(ROLE));
    let (joined, left, minutes) = (at(JOINED), at(LEFT), at(MINUTES));
    let (action, moment) = (at(ACTION), at(MOMENT));
    let mut stays: Vec<Stay> = Vec::new();
    // Stays of each person that have not ended.
    let mut open: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for row in rows {
        let cell =
            |at: Option<usize>| at.map(|at| row.get(at).trim().to_owned()).unwrap_or_default();
        let acted = cell(action).to_lowercase();
        let left_again = HAS_LEFT.iter().any(|has_left| acted.starts_with(has_left));
        if left_again && let Some(at) = open.get_mut(&cell(name)).and_then(Vec::pop) {
            stays[at].left = cell(moment);
            continue;
        }
        let joined = if left_again { String::new() } else { cell(joined.or(moment)) };
        if action.is_some() && !left_again {
            open.entry(cell(name)).or_default().push(stays.len());
        }
        stays.push(Stay {
            number: row.number,
            name: cell(name),
            email: cell(email),
            role: cell(role),
            joined,
            left: if left_again { cell(moment) } else { cell(left) },
            minutes: minutes_in_words(&cell(minutes)),
        });
    }
    meeting::table(meeting, stays, Row::default())
}
