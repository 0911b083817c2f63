//! What a table is about: a table of the contract, and which of its columns are which.

use super::categories;
use super::inventory::Table;
use super::outcomes;
use super::pairing::{Sides, is_names};
use super::profile::Column;
use super::text::{holds, likeness, plain};
use super::whom::{Person, can_be_id, is_called_an_id, is_personal, lists, role_of_table};
use super::words::{COLUMNS, Holds, NEEDED, OF_A_PERSON};
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

/// A table of the contract that a table fits.
#[derive(Debug)]
pub(super) struct Fit<'t> {
    pub(super) table: &'static str,
    pub(super) score: u32,
    pub(super) columns: Vec<(&'static str, &'t Column)>,
    pub(super) reasons: Vec<String>,
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
            let is_unknown = (known.table, known.column) == ("people", "role")
                && column
                    .share(|text| categories::meant("people", "role", [text]).unknown.is_empty())
                    < 0.5;
            if best > 0
                && !is_unknown
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

/// What lists are called that are of something else than people.
const OF_THINGS: &[&str] = &[
    "schools",
    "classes",
    "courses",
    "sections",
    "orgs",
    "organizations",
    "organisations",
    "districts",
    "companies",
    "sessions",
    "schulen",
    "klassen",
    "escuelas",
    "ecoles",
    "escolas",
];

/// A list of people: each once, with something that only a roster says.
pub(super) fn roster<'t>(table: &'t Table, person: Person<'t>) -> Option<Fit<'t>> {
    let is_of_things = plain(&table.title()).split(' ').any(|word| OF_THINGS.contains(&word));
    if is_of_things {
        return None;
    }
    let mut fit = fit_to(table, "people", Some(person));
    let names_somebody =
        |column: &&Column| is_personal(column) || column.is_key() && is_names(column);
    let personal = table.columns.iter().filter(names_somebody).count();
    if let Some(role) = role_of_table(table).filter(|_| fit.reasons.is_empty() && lists(table)) {
        fit.reasons.push(format!("its name says that these are {role}s"));
    }
    let is_named = !fit.reasons.is_empty();
    let is_key = person.column.is_key();
    let own = fit.columns.len();
    let measured = table.columns.iter().filter(|column| outcomes::known(column).is_some()).count();
    let said = own + personal + usize::from(is_named);
    // A list without names, such as of pseudonyms, is called what it is.
    let is_bare = lists(table) && is_named && is_called_an_id(person.column) && measured == 0;
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
