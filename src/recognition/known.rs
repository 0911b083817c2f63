//! Ids that are known already: a column that holds them is about the same people or matches, whatever it is called.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::inventory::Table;
use super::profile::Column;
use super::text::plain;
use super::whom::{Person, is_called_an_id, person};
use super::words::{MENTEE, MENTOR, PERSON};

/// Share of a column's cells that must be known ids.
const MOST: f64 = 0.8;

/// Ids of lists that were taken.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Each person's role.
    people: BTreeMap<String, &'static str>,
    matches: BTreeSet<String>,
    /// People who are on either side of a match.
    matched: BTreeSet<String>,
    /// How many people each list has.
    sizes: BTreeSet<usize>,
    /// Mentors and mentees have the same numbers: an id is somebody's only with their part.
    are_apart: bool,
}

/// Words of columns that hold ids, and of those that hold ids of something else than a person.
const OF_IDS: &[&str] = &["id", "ids", "code", "number", "no", "nr", "num", "key", "email", "mail"];
const OF_THINGS: &[&str] = &[
    "school",
    "class",
    "course",
    "section",
    "org",
    "organization",
    "organisation",
    "session",
    "term",
    "room",
    "event",
    "lesson",
    "subject",
    "campus",
    "schule",
    "klasse",
    "kurs",
    "escuela",
    "clase",
    "curso",
    "ecole",
    "classe",
    "cours",
    "escola",
    "turma",
    "meeting",
];

/// True for a column whose texts can be ids of people: numbers only where the name says ids, and none of a school or a class.
fn may_name_people(column: &Column) -> bool {
    let name = plain(&column.name);
    let words: Vec<&str> = name.split(' ').collect();
    let has = |known: &[&str]| words.iter().any(|word| known.contains(word));
    let is_of_people = has(MENTEE) || has(MENTOR) || has(&["person", "participant", "user"]);
    let says_ids = has(OF_IDS) || is_of_people || PERSON.contains(&name.as_str());
    (says_ids || column.decimal().is_none()) && (is_of_people || !has(OF_THINGS))
}

impl Known {
    /// Nothing is known yet but whether mentors and mentees have the same numbers.
    pub(super) fn new(are_apart: bool) -> Self {
        Self { are_apart, ..Self::default() }
    }

    /// True when mentors and mentees have the same numbers.
    pub(super) fn are_apart(&self) -> bool {
        self.are_apart
    }

    /// Learns the people of a list.
    pub(super) fn add_people(&mut self, column: &Column, role: &'static str) {
        let own = column.meant().into_iter().map(|(id, _)| (self.key(id, role).into_owned(), role));
        let own: Vec<_> = own.collect();
        self.sizes.insert(own.len());
        self.people.extend(own);
    }

    /// What somebody is known by: the id, with their part where it is needed.
    fn key<'i>(&self, id: &'i str, role: &str) -> Cow<'i, str> {
        if self.are_apart { Cow::Owned(format!("{role} {id}")) } else { Cow::Borrowed(id) }
    }

    /// True for an id of somebody, whatever their part.
    fn knows(&self, id: &str) -> bool {
        ["mentee", "mentor"].iter().any(|role| self.people.contains_key(&*self.key(id, role)))
    }

    /// Learns the people of a list that says each one's part.
    pub(super) fn add_people_by(&mut self, column: &Column, roles: &Column) {
        let texts = roles.meant().into_iter().map(|(text, _)| text);
        let words: BTreeMap<String, &'static str> =
            super::categories::meant("people", "role", texts).values.into_iter().collect();
        for row in 0..column.rows.len() {
            if let (Some(id), Some(role)) = (column.text(row), roles.text(row)) {
                let role = words.get(role).copied().unwrap_or("mentee");
                self.people.insert(self.key(id, role).into_owned(), role);
            }
        }
    }

    /// Learns further ids that a file gives to people, each once beside one that is known; true when there are any.
    pub(super) fn add_aliases(&mut self, table: &Table, known: &Column) -> bool {
        let before = self.people.len();
        for column in table.columns.iter().filter(|column| column.name != known.name) {
            if !is_called_an_id(column) || column.kinds() < 3 {
                continue;
            }
            for row in 0..known.rows.len() {
                if let (Some(id), Some(alias)) = (known.text(row), column.text(row))
                    && let Some(&role) = self.people.get(id)
                {
                    self.people.entry(alias.to_owned()).or_insert(role);
                }
            }
        }
        self.people.len() > before
    }

    /// True for a column of ids of known people.
    pub(super) fn are_people(&self, column: &Column) -> bool {
        may_name_people(column) && refers(column, |text| self.knows(text))
    }

    /// True for a number that counts the rows of a table from 1, whatever these are: those of people do so as well, and only
    /// a list of as many people without another id of theirs is about the same ones.
    pub(super) fn counts_rows(&self, table: &Table, column: &Column) -> bool {
        let name = plain(&column.name);
        let is_of_people =
            name.split(' ').any(|word| MENTEE.contains(&word) || MENTOR.contains(&word));
        let whole = |(number, _): &(f64, usize)| number.fract() == 0.0;
        let numbers = column.numbers();
        let least = numbers.iter().map(|(number, _)| *number).min_by(f64::total_cmp);
        let most = numbers.iter().map(|(number, _)| *number).max_by(f64::total_cmp);
        let ends = least.zip(most);
        let counts = column.is_key()
            && numbers.len() == column.kinds()
            && numbers.iter().all(whole)
            && ends == Some((1.0, column.kinds() as f64));
        let names_others = |other: &Column| other.name != column.name && self.are_people(other);
        counts
            && !is_of_people
            && (!self.sizes.contains(&column.kinds()) || table.columns.iter().any(names_others))
    }

    /// Learns who is on either side of the matches of a list.
    pub(super) fn add_matched(&mut self, column: &Column, role: &'static str) {
        for (id, _) in column.meant() {
            let key = self.key(id, role).into_owned();
            self.people.entry(key.clone()).or_insert(role);
            self.matched.insert(key);
        }
    }

    /// True for a column of people of one part who have a match.
    pub(super) fn are_matched(&self, column: &Column, role: &str) -> bool {
        refers(column, |text| self.matched.contains(&*self.key(text, role)))
    }

    /// Learns the matches of a list.
    pub(super) fn add_matches(&mut self, column: &Column) {
        self.matches.extend(column.meant().into_iter().map(|(id, _)| id.to_owned()));
    }

    /// The column that says whom a row is about: the one that holds known ids, else the one that is called so.
    ///
    /// Gives the reason as well, when the ids said so and not the name.
    pub(super) fn person<'t>(&self, table: &'t Table) -> Option<(Person<'t>, Option<String>)> {
        let called = person(table);
        // The same number is a mentor's and a mentee's: only what a column or a file is called says whose.
        if self.are_apart {
            return called.map(|who| (who, None));
        }
        let fits = |column: &Column| self.are_people(column) && !self.counts_rows(table, column);
        let by_name = called.filter(|who| fits(who.column));
        let column = by_name
            .map(|who| who.column)
            .or_else(|| table.columns.iter().find(|column| fits(column)));
        let Some(column) = column else { return called.map(|who| (who, None)) };
        let mut roles: BTreeMap<&'static str, usize> = BTreeMap::new();
        for (text, times) in column.meant() {
            if let Some(role) = self.people.get(text) {
                *roles.entry(role).or_default() += times;
            }
        }
        let role = roles.into_iter().max_by_key(|(_, times)| *times).map(|(role, _)| role);
        // Numbers are in many lists: what a file or a column is called says more than that others have the same ones.
        let contradicts =
            |who: &Person<'_>| column.decimal().is_some() && who.role.is_some() && who.role != role;
        if let Some(who) = called.filter(contradicts) {
            return Some((who, None));
        }
        let share = column.share(|text| self.people.contains_key(text)) * 100.0;
        let reason = by_name.is_none().then(|| {
            format!("{share:.0} of 100 cells of `{}` are ids from a list of people", column.name)
        });
        Some((Person { column, role }, reason))
    }

    /// The column that says which match a row is about.
    pub(super) fn about<'t>(&self, table: &'t Table) -> Option<&'t Column> {
        table.columns.iter().find(|column| refers(column, |text| self.matches.contains(text)))
    }
}

/// True for a column of known ids: of some, and not of numbers that happen to be ids as well.
fn refers(column: &Column, is_known: impl Fn(&str) -> bool) -> bool {
    let kinds = column.kinds();
    let is_small_number = column.decimal().is_some() && kinds < 20;
    kinds >= 3 && !is_small_number && column.share(is_known) >= MOST
}
