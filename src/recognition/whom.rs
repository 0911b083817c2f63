//! Whom a row is about: by what its columns, its sheet and its file are called, and by what is in them.

use std::collections::{BTreeMap, BTreeSet};

use super::inventory::Table;
use super::names;
use super::pairing::is_names;
use super::profile::Column;
use super::text::{holds, likeness, plain};
use super::words::{MENTEE, MENTOR, PERSON, PERSONAL};
use crate::sources::DateForm;

/// Whom a row is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Person<'t> {
    pub(super) column: &'t Column,
    /// `mentor` or `mentee`, when the name of the column or of the file says so.
    pub(super) role: Option<&'static str>,
}

/// So many of the first names of anybody say it for sure.
const SURE: usize = 15;

/// Names of the number of a row, which may be that of a person.
const OF_A_RECORD: &[&str] = &["record id", "id", "code", "codigo", "identificador", "kennung"];

/// What is listed where each row has another one, and is nobody.
const THINGS: &[&str] = &[
    "course",
    "course name",
    "subject",
    "class",
    "class name",
    "module",
    "school",
    "school name",
    "company",
    "company name",
    "materia",
    "asignatura",
    "curso",
    "disciplina",
    "matiere",
    "cours",
    "ecole",
    "fach",
    "modul",
    "kurs",
    "schule",
    "escuela",
    "escola",
];

/// Names of the number that a survey program gives to a response.
const OF_A_RESPONSE: &[&str] = &[
    "responseid",
    "id",
    "uuid",
    "response id",
    "respondent id",
    "antwort id",
    "id de respuesta",
    "id de la respuesta",
    "id de la reponse",
    "id da resposta",
];

/// The column that says whom a row is about.
pub(super) fn person(table: &Table) -> Option<Person<'_>> {
    let scored = table.columns.iter().filter(|column| can_be_id(column)).filter_map(|column| {
        let name = plain(&column.name);
        let best =
            |names: &[&str]| names.iter().map(|known| named_after(&name, known)).max().unwrap_or(0);
        let (mentee, mentor) = (best(MENTEE), best(MENTOR));
        // Of the names of anybody only whole ones count: `id` is in many a name.
        let anybody = PERSON
            .iter()
            .position(|known| *known == name)
            .map_or(0, |at| if at < SURE && !OF_A_RECORD.contains(&name.as_str()) { 9 } else { 8 });
        let anybody = if asks_for_a_code(column) { 9 } else { anybody };
        let is_of_thing = OF_A_RECORD.contains(&name.as_str()) && lists_things(table);
        let anybody = if is_of_thing { 0 } else { anybody };
        let (score, role) = match mentee.max(mentor) {
            best if best >= 5 && best >= anybody => {
                (best, Some(if mentee >= mentor { "mentee" } else { "mentor" }))
            }
            _ => (anybody, None),
        };
        // Where nobody has an id, an address stands for a person, and at last a name.
        let (score, role) = match score {
            0 if column.is_email() && !is_of_another(&name) => (6, role_of(&name)),
            0 if is_called_a_name(&name) && is_names(column) || names::is_whole(&column.name) => {
                (3, role_of(&name))
            }
            _ => (score, role),
        };
        // A number behind a name, such as in `Name of mentor`, is no id when an address is.
        let score = if column.is_email() { score.min(6) } else { score };
        // The number of a response is another one each time; nothing that most rows lack names them.
        let is_of_response = is_of_response(table, column);
        let is_rare = column.filled * 2 < table.rows;
        let score = if is_of_response || is_rare { score.min(4) } else { score };
        (score > 0).then_some((score, column, role))
    });
    let is_id = |column: &Column| {
        let name = plain(&column.name);
        name.split(' ').any(|word| ["id", "number", "code", "nr"].contains(&word))
    };
    let (_, column, role) = scored.max_by_key(|(score, column, _)| {
        (*score, is_id(column), std::cmp::Reverse(place(table, column)))
    })?;
    let role_of_title = || role_of_table(table);
    if let Some(named) = named_beside(table, column) {
        return Some(Person { column: named, role: role_of(&named.name).or_else(role_of_title) });
    }
    // Where each row has somebody of its own, a mentor who stands in several is only theirs.
    if role == Some("mentor")
        && !column.is_key()
        && let Some(column) = somebody_of_each_row(table)
    {
        return Some(Person { column, role: role_of_title() });
    }
    Some(Person { column, role: role.or_else(role_of_title) })
}

/// The column of names beside an address that several of those named share, such as that of their parents.
fn named_beside<'t>(table: &'t Table, address: &Column) -> Option<&'t Column> {
    if !address.is_email() || address.is_key() {
        return None;
    }
    let is_name = |column: &&Column| is_called_a_name(&plain(&column.name)) && is_names(column);
    let names = table.columns.iter().find(is_name)?;
    let mut named: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for row in 0..address.rows.len() {
        if let (Some(address), Some(name)) = (address.text(row), names.text(row)) {
            named.entry(address).or_default().insert(plain(name));
        }
    }
    let shared = named.values().filter(|names| names.len() > 1).count();
    // The same person may write their name in two ways.
    (shared * 20 > named.len()).then_some(names)
}

/// True for a list of courses, schools or companies: each row names another one, and nobody.
fn lists_things(table: &Table) -> bool {
    let is_thing = |column: &Column| {
        column.is_key() && column.filled >= 3 && THINGS.contains(&plain(&column.name).as_str())
    };
    let names_somebody =
        |column: &Column| column.is_email() || is_names(column) && !is_thing(column);
    table.columns.iter().any(is_thing) && !table.columns.iter().any(names_somebody)
}

/// The id of somebody who stands in one row only and is named there, and is no mentor.
fn somebody_of_each_row(table: &Table) -> Option<&Column> {
    let is_own = |column: &&Column| {
        let name = plain(&column.name);
        let is_of_mentor = name.split(' ').any(|word| MENTOR.contains(&word));
        column.is_key() && can_be_id(column) && !is_of_mentor && !is_of_another(&name)
    };
    let own = || table.columns.iter().filter(is_own);
    let is_name = |column: &&Column| is_called_a_name(&plain(&column.name)) || is_names(column);
    let address = own().find(|column| column.is_email());
    let named = address.or_else(|| own().find(is_name));
    let id = own().find(|column| PERSON.contains(&plain(&column.name).as_str()));
    // Two may have the same name: where the file is called a list of mentees, an id beside it is enough.
    let is_list = role_of_table(table) == Some("mentee") && table.columns.iter().any(is_personal);
    match (id, named) {
        (Some(id), Some(_)) => Some(id),
        (Some(id), None) if is_list => Some(id),
        (_, named) => named,
    }
}

/// True for a question for the code by which people stay the same from one form to the next.
fn asks_for_a_code(column: &Column) -> bool {
    const CODES: &[&str] = &[
        "personal code",
        "participant code",
        "identification code",
        "unique code",
        "unique id",
        "participant id",
        "study id",
        "worker id",
        "secret code",
        "your code",
        "codigo personal",
        "persoenlicher code",
        "persoenlichen code",
        "code personnel",
        "codigo pessoal",
    ];
    let asked = format!("{} {}", plain(&column.name), plain(&column.label));
    column.kinds() * 2 > column.filled && CODES.iter().any(|code| holds(&asked, code))
}

/// True for the number that a survey program gives to a response: it is another one each time.
pub(super) fn is_of_response(table: &Table, column: &Column) -> bool {
    let is_survey = table.recognised.layout.is_some_and(|layout| {
        !["redcap", "attendance", "daily_attendance", "day_columns"].contains(&layout)
    });
    is_survey && OF_A_RESPONSE.contains(&plain(&column.name).as_str())
}

/// True for a name of somebody whom a row is not about.
fn is_of_another(name: &str) -> bool {
    const OTHERS: &[&str] = &[
        "parent",
        "guardian",
        "emergency",
        "coordinator",
        "teacher",
        "staff",
        "contact",
        "host",
        "manager",
        "supervisor",
        "principal",
        "director",
        "created",
        "modified",
        "owner",
        "eltern",
        "padre",
        "madre",
        "parents",
        "secondary",
        "alternate",
    ];
    name.split(' ').any(|word| OTHERS.contains(&word))
}

/// True for the name of a column that holds the whole name of whom a row is about.
fn is_called_a_name(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "name",
        "full name",
        "your name",
        "your full name",
        "participant name",
        "student name",
        "students name",
        "child name",
        "childs name",
        "childs full name",
        "pupil name",
        "employee name",
        "mentee name",
        "mentor name",
        "volunteer name",
        "youth name",
        "name of student",
        "name of mentee",
        "name of mentor",
        "what is your name",
        "first and last name",
        "last first",
        "lastfirst",
        "display name",
        "nombre completo",
        "nombre y apellido",
        "nom complet",
        "nom et prenom",
        "nome completo",
        "vor und nachname",
        "vollstaendiger name",
    ];
    NAMES.contains(&name)
}

fn place(table: &Table, column: &Column) -> usize {
    table.columns.iter().position(|other| other.name == column.name).unwrap_or(usize::MAX)
}

/// Like [`likeness`], but beside the known words only such as make a name of them: `the mentor listens` is a question.
fn named_after(name: &str, known: &str) -> u32 {
    const BESIDE: &[&str] = &[
        "id",
        "code",
        "number",
        "no",
        "nr",
        "key",
        "the",
        "of",
        "unique",
        "state",
        "sis",
        "local",
        "my",
        "your",
        "what",
        "is",
        "whats",
        "s",
        "please",
        "enter",
        "user",
        "uid",
        "codigo",
        "numero",
        "nummer",
        "matricula",
        "del",
        "de",
        "do",
        "da",
        "la",
        "le",
        "du",
        "des",
        "der",
    ];
    let is_name = name.split(' ').all(|word| BESIDE.contains(&word) || holds(known, word));
    match likeness(name, known) {
        fit if is_name && fit > 0 => fit.max(5),
        _ => 0,
    }
}

/// The role that the name of a sheet says, else that of the file.
pub(super) fn role_of_table(table: &Table) -> Option<&'static str> {
    table.sheet.as_deref().and_then(role_of).or_else(|| role_of(&table.title()))
}

/// True for a sheet or file that is called by several mentees or mentors, and not by a time: `mentee_baseline` is a survey.
pub(super) fn lists(table: &Table) -> bool {
    let title = table.title();
    let is_several = |word: &str| {
        let single = word.strip_suffix('s').unwrap_or_default();
        [MENTEES, MENTORS].iter().any(|plurals| plurals.contains(&word))
            || [MENTEE, MENTOR].iter().any(|names| names.contains(&single))
    };
    super::waves::named(&title).is_none() && plain(&title).split(' ').any(is_several)
}

/// Plurals that are more than an `s` behind a name.
const MENTEES: &[&str] = &["children", "jovenes", "jovens", "eleves", "kinder"];
const MENTORS: &[&str] = &[
    "mentores",
    "mentoren",
    "mentorinnen",
    "tutores",
    "tutoren",
    "tutorinnen",
    "coaches",
    "paten",
];

/// The role that a title names, when it names one only.
pub(super) fn role_of(title: &str) -> Option<&'static str> {
    // A French `mentoré` is mentored; without the accent these are those who mentor, in Spanish and Portuguese.
    let is_french = title.to_lowercase().contains("mentoré");
    let title = plain(title);
    let title = if is_french { title.replace("mentores", "mentees") } else { title };
    let names = |names: &[&str], plurals: &[&str], of_others: &[&str]| {
        title.split(' ').filter(|word| !of_others.contains(word)).any(|word| {
            let single = word.strip_suffix('s').unwrap_or(word);
            plurals.contains(&word) || names.contains(&word) || names.contains(&single)
        })
    };
    match (names(MENTEE, MENTEES, MENTORS), names(MENTOR, MENTORS, MENTEES)) {
        (true, false) => Some("mentee"),
        (false, true) => Some("mentor"),
        _ => None,
    }
}

pub(super) fn can_be_id(column: &Column) -> bool {
    column.filled > 0
        // `anonymous` in every row names nobody.
        && (column.kinds() > 1 || column.filled < 4)
        && column.share(is_anonymous) < 0.5
        && column.length() <= 80.0
        && matches!(column.dates(), DateForm::None | DateForm::Pattern(_))
        && !is_long_date(column)
}

/// What a form writes where nobody has to say who they are, in five languages.
fn is_anonymous(text: &str) -> bool {
    let text = plain(text);
    ["anonymous", "anonym", "anonymes", "anonyme", "anonimo", "anonima", "anonymous user"]
        .contains(&text.as_str())
}

/// `20240901` is an id as well as a date; a date with marks is none.
fn is_long_date(column: &Column) -> bool {
    matches!(column.dates(), DateForm::Pattern(pattern) if pattern != "%Y%m%d")
}

/// True for a column with another text in each row, which is called an id or an address.
pub(super) fn is_called_an_id(column: &Column) -> bool {
    let name = plain(&column.name);
    let words = ["id", "code", "number", "nr", "email", "mail", "key", "matricula", "matricule"];
    name.split(' ').any(|word| words.contains(&word)) && column.is_key() && can_be_id(column)
}

/// True for a heading with a name of somebody's own data among others: `Contact - <b>E-mail address</b>`, `Nom / Surname`,
/// or where somebody is. What is rated is none, whatever it is about.
pub(super) fn asks_who(column: &Column) -> bool {
    const WHERE: &[&str] = &[
        "gps",
        "geolocation",
        "geopoint",
        "latitude",
        "longitude",
        "ip address",
        "adresse ip",
        "direccion ip",
        "phone number",
        "email address",
        "e mail address",
        "home address",
        "full name",
        "first name",
        "last name",
        "nom et prenom",
        "nombre y apellido",
        "nome e sobrenome",
        "name and surname",
        "contact information",
        "contact name",
        "account name",
        "nom compte",
    ];
    let headings = [&column.name, &column.label];
    let is_own = |heading: &&String| {
        let parts =
            heading.split(['-', '–', ':', '/', '<', '>', '[', ']', '(', ')', '|', '&', ';']);
        let mut parts = parts.map(plain);
        parts.any(|part| PERSONAL.contains(&part.as_str()))
            || WHERE.iter().any(|known| holds(&plain(heading), known))
    };
    headings
        .iter()
        .any(|heading| !heading.is_empty() && (is_own(heading) || asks_for_a_name(heading)))
}

/// True for the name of a column of ids, of whatever: `Slack User ID`, `codigo_atividade`. A question has more words.
pub(super) fn is_number_of_something(name: &str) -> bool {
    const IDS: &[&str] = &["id", "ids", "uid", "guid", "uuid", "codigo", "identifiant", "kennung"];
    let words: Vec<&str> = name.split(' ').collect();
    let ends = [words.first(), words.last()];
    words.len() <= 4 && ends.into_iter().flatten().any(|word| IDS.contains(word))
}

/// True for a column that says who somebody is, and nothing about them.
pub(super) fn is_personal(column: &Column) -> bool {
    let name = plain(&column.name);
    PERSONAL.iter().any(|known| *known == name) || is_called_a_name(&name) || column.is_email()
}

/// True for a short heading that asks what somebody is called: `Employee Name`, `Nome da mãe`.
fn asks_for_a_name(heading: &str) -> bool {
    let heading = plain(heading);
    let words: Vec<&str> = heading.split(' ').collect();
    let is_name =
        |word: &&&str| ["name", "names", "nombre", "nom", "nome", "prenom"].contains(*word);
    words.len() <= 4 && [words.first(), words.last()].iter().flatten().any(is_name)
}
