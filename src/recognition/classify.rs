//! What a table is about: a table of the contract, and which of its columns are which.

use super::categories;
use super::inventory::Table;
use super::outcomes;
use super::pairing::{Sides, is_names};
use super::profile::Column;
use super::text::{holds, likeness, plain};
use super::words::{COLUMNS, Holds, MENTEE, MENTOR, NEEDED, OF_A_PERSON, PERSON, PERSONAL};
use crate::sources::{DateForm, minutes_in_words};

/// What it counts that a table says whose match a row is about.
const MATCHED: u32 = 8;

/// How alike two names are that are the same.
const WHOLE: u32 = 10;

/// How sure a table must be of a table of the contract.
const ENOUGH: u32 = 20;

/// What files of a table are called.
const TITLES: &[(&str, &[&str])] = &[
    (
        "people",
        &[
            "people",
            "roster",
            "participants",
            "students",
            "mentees",
            "mentors",
            "volunteers",
            "users",
            "youth",
            "teilnehmer",
            "participantes",
            "alumnos",
            "eleves",
            "schueler",
            "alunos",
            "mentores",
        ],
    ),
    (
        "matches",
        &[
            "matches", "match", "pairs", "pairings", "matching", "tandems", "parejas", "binomes",
            "duplas",
        ],
    ),
    (
        "meetings",
        &[
            "meetings",
            "meeting",
            "sessions",
            "log",
            "logs",
            "visits",
            "contacts",
            "treffen",
            "reuniones",
            "rencontres",
            "encontros",
        ],
    ),
    ("contacts", &["contacts", "support", "check ins", "kontakte", "contactos"]),
    ("trainings", &["training", "trainings", "schulungen", "capacitaciones", "formations"]),
    ("goals", &["goals", "goal", "ziele", "metas", "objetivos", "objectifs"]),
    (
        "credentials",
        &[
            "credentials",
            "badges",
            "certificates",
            "awards",
            "zertifikate",
            "certificados",
            "certificats",
        ],
    ),
    ("costs", &["costs", "budget", "expenses", "kosten", "costos", "couts", "custos"]),
];

/// Whom a row is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Person<'t> {
    pub(super) column: &'t Column,
    /// `mentor` or `mentee`, when the name of the column or of the file says so.
    pub(super) role: Option<&'static str>,
}

/// A table of the contract that a table fits.
#[derive(Debug)]
pub(super) struct Fit<'t> {
    pub(super) table: &'static str,
    pub(super) score: u32,
    pub(super) columns: Vec<(&'static str, &'t Column)>,
    pub(super) reasons: Vec<String>,
}

/// Names of the number of a row, which may be that of a person.
const OF_A_RECORD: &[&str] = &["record id", "id", "code"];

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
            .map_or(0, |at| if at < 14 && !OF_A_RECORD.contains(&name.as_str()) { 9 } else { 8 });
        let anybody = if asks_for_a_code(column) { 9 } else { anybody };
        let (score, role) = match mentee.max(mentor) {
            best if best >= 5 && best >= anybody => {
                (best, Some(if mentee >= mentor { "mentee" } else { "mentor" }))
            }
            _ => (anybody, None),
        };
        // Where nobody has an id, an address stands for a person, and at last a name.
        let (score, role) = match score {
            0 if column.is_email() && !is_of_another(&name) => (6, role_of(&name)),
            0 if is_called_a_name(&name) && is_names(column) => (3, role_of(&name)),
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
    let role_of_title = || role_of(&table.title());
    // Where each row has somebody of its own, a mentor who stands in several is only theirs.
    if role == Some("mentor")
        && !column.is_key()
        && let Some(column) = somebody_of_each_row(table)
    {
        return Some(Person { column, role: role_of_title() });
    }
    Some(Person { column, role: role.or_else(role_of_title) })
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
    let named = address.or_else(|| own().find(is_name))?;
    Some(own().find(|column| PERSON.contains(&plain(&column.name).as_str())).unwrap_or(named))
}

/// True for a question for the code by which people stay the same from one form to the next.
fn asks_for_a_code(column: &Column) -> bool {
    const CODES: &[&str] = &[
        "personal code",
        "participant code",
        "identification code",
        "unique code",
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
        "id", "code", "number", "no", "nr", "key", "the", "of", "unique", "state", "sis", "local",
        "my", "your", "what", "is", "whats", "s", "please", "enter", "user", "uid", "codigo",
        "numero", "nummer", "del", "de", "do", "da", "la", "le", "du", "des", "der",
    ];
    let is_name = name.split(' ').all(|word| BESIDE.contains(&word) || holds(known, word));
    match likeness(name, known) {
        fit if is_name && fit > 0 => fit.max(5),
        _ => 0,
    }
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

fn can_hold(column: &Column, holds: Holds) -> bool {
    match holds {
        Holds::Id => can_be_id(column) && !is_half_a_name(&plain(&column.name)),
        Holds::Date => column.dates() != DateForm::None,
        Holds::Number => column.decimal().is_some(),
        Holds::YesNo => column.is_yes_or_no(),
        Holds::Anything => column.filled > 0,
    }
}

/// True for a column with another text in each row, which is called an id or an address.
pub(super) fn is_called_an_id(column: &Column) -> bool {
    let name = plain(&column.name);
    let words = ["id", "code", "number", "nr", "email", "mail", "key"];
    name.split(' ').any(|word| words.contains(&word)) && column.is_key() && can_be_id(column)
}

/// A first name is nobody's id.
fn is_half_a_name(name: &str) -> bool {
    [
        "first name",
        "last name",
        "given name",
        "family name",
        "surname",
        "vorname",
        "nachname",
        "prenom",
        "apellido",
    ]
    .iter()
    .any(|half| holds(name, half))
}

/// The table of the contract that a table fits best, if it fits one well.
///
/// A table that has no id of the match, but says whose it is, is as good.
pub(super) fn fit<'t>(
    table: &'t Table,
    person: Option<Person<'t>>,
    sides: Sides<'t>,
) -> Option<Fit<'t>> {
    let is_paired = sides.mentor.is_some() || sides.mentee.is_some();
    let targets =
        NEEDED.iter().filter(|(target, _)| !OF_A_PERSON.contains(target) || person.is_some());
    let fits = targets.filter_map(|(target, needed)| {
        let mut fit = fit_to(table, target, person);
        let by_sides = |target: &str| match target {
            "matches" => sides.are_both(),
            _ => is_paired,
        };
        let own: Vec<&str> = fit.columns.iter().map(|(own, _)| *own).collect();
        if needed.contains(&"match_id") && !own.contains(&"match_id") && by_sides(target) {
            fit.columns.retain(|(_, column)| *target == "matches" || !sides.holds(column));
            fit.score += MATCHED;
        }
        let has = |name: &str| fit.columns.iter().any(|(own, _)| *own == name);
        let is_whole =
            needed.iter().all(|name| has(name) || *name == "match_id" && by_sides(target));
        // An id and a date are in every file; a meeting has something more.
        let is_meeting = ["minutes", "channel", "status", "topic"].iter().any(|name| has(name));
        let is_match = has("matched_on") || has("ended_on");
        let fits = match *target {
            "meetings" => is_meeting,
            "matches" => is_match,
            _ => true,
        };
        (is_whole && fits && fit.score >= ENOUGH).then_some(fit)
    });
    fits.max_by_key(|fit| fit.score)
}

/// The columns of a table that fit those of one table of the contract.
pub(super) fn fit_to<'t>(
    table: &'t Table,
    target: &'static str,
    person: Option<Person<'t>>,
) -> Fit<'t> {
    let mut pairs: Vec<(u32, usize, &'static str, &Column)> = Vec::new();
    for (at, column) in table.columns.iter().enumerate() {
        // Whom a row is about is no match; in a list of matches it is a part of one.
        if target != "matches" && person.is_some_and(|person| person.column.name == column.name) {
            continue;
        }
        let name = plain(&column.name);
        for known in COLUMNS.iter().filter(|known| known.table == target) {
            let best = known.names.iter().map(|words| likeness(&name, words)).max().unwrap_or(0);
            // Numbers are no words of a category.
            let is_counted = || {
                let is_group = ["site", "cohort", "arm"].contains(&known.column) && best < WHOLE;
                (categories::is_category(target, known.column) || is_group)
                    && column.decimal().is_some()
                    && column.kinds() > 2
            };
            // What is another text in each row is no group of people.
            let is_each_once = ["cohort", "site"].contains(&known.column)
                && column.is_key()
                && column.filled >= 10;
            // A word of a long question is not what the column is about.
            let best = if best < 3 { 0 } else { best };
            let is_time = known.column == "minutes"
                && column.share(|text| minutes_in_words(text).is_some()) >= 0.9;
            if best > 0
                && !is_counted()
                && !is_each_once
                && (is_time || can_hold(column, known.holds))
            {
                pairs.push((best, at, known.column, column));
            }
        }
    }
    pairs.sort_by_key(|(score, at, ..)| (std::cmp::Reverse(*score), *at));
    let mut fit = Fit { table: target, score: 0, columns: Vec::new(), reasons: Vec::new() };
    for (score, _, name, column) in pairs {
        let is_new =
            fit.columns.iter().all(|(own, other)| *own != name && other.name != column.name);
        if is_new {
            fit.score += score;
            fit.columns.push((name, column));
        }
    }
    let title = plain(&table.title());
    let known = TITLES.iter().find(|(own, _)| *own == target).map_or(&[][..], |(_, words)| words);
    if let Some(word) = known.iter().find(|word| holds(&title, word)) {
        fit.score += 8;
        fit.reasons.push(format!("its name says `{word}`"));
    }
    fit
}

/// A table of the contract that a table fits by its names alone, and the first column that does not hold what it should.
pub(super) fn almost(table: &Table) -> Option<(&'static str, &Column)> {
    NEEDED.iter().find_map(|(target, needed)| {
        let dates: &[&str] = if *target == "matches" { &["matched_on"] } else { &[] };
        let mut wrong = None;
        for name in needed.iter().chain(dates) {
            let known =
                COLUMNS.iter().find(|known| known.table == *target && known.column == *name)?;
            let column = table.columns.iter().find(|column| {
                let own = plain(&column.name);
                known.names.iter().any(|words| likeness(&own, words) >= 5)
            })?;
            if !can_hold(column, known.holds) {
                wrong = wrong.or(Some(column));
            }
        }
        Some((*target, wrong?))
    })
}

/// A list of people: each once, with something that only a roster says.
pub(super) fn roster<'t>(table: &'t Table, person: Person<'t>) -> Option<Fit<'t>> {
    let mut fit = fit_to(table, "people", Some(person));
    let names_somebody =
        |column: &&Column| is_personal(column) || column.is_key() && is_names(column);
    let personal = table.columns.iter().filter(names_somebody).count();
    if let Some(role) = role_of(&table.title()).filter(|_| fit.reasons.is_empty()) {
        fit.reasons.push(format!("its name says that these are {role}s"));
    }
    let is_named = !fit.reasons.is_empty();
    let is_key = person.column.is_key();
    let own = fit.columns.len();
    let measured = table.columns.iter().filter(|column| outcomes::known(column).is_some()).count();
    let said = own + personal + usize::from(is_named);
    // A list without names, such as of pseudonyms, is called what it is.
    let is_bare = is_named && is_called_an_id(person.column) && measured == 0;
    if !is_key || measured > own + personal || said < 2 && !is_bare {
        return None;
    }
    let names = person.column.kinds();
    fit.reasons.push(if names == table.rows {
        format!("`{}` names each of {names} rows once", person.column.name)
    } else {
        format!("`{}` has {names} different ids in {} rows", person.column.name, table.rows)
    });
    Some(fit)
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
        "contact information",
    ];
    let headings = [&column.name, &column.label];
    let is_own = |heading: &&String| {
        let parts =
            heading.split(['-', '–', ':', '/', '<', '>', '[', ']', '(', ')', '|', '&', ';']);
        let mut parts = parts.map(plain);
        parts.any(|part| PERSONAL.contains(&part.as_str()))
            || WHERE.iter().any(|known| holds(&plain(heading), known))
    };
    headings.iter().any(|heading| !heading.is_empty() && is_own(heading))
}

/// True for a column that says who somebody is, and nothing about them.
pub(super) fn is_personal(column: &Column) -> bool {
    let name = plain(&column.name);
    PERSONAL.iter().any(|known| *known == name) || column.is_email()
}
