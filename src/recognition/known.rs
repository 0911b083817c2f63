//! Ids that are known already: a column that holds them is about the same people or matches, whatever it is called.

use std::collections::{BTreeMap, BTreeSet};

use super::classify::{Person, is_called_an_id, person};
use super::inventory::Table;
use super::profile::Column;

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
}

impl Known {
    /// Learns the people of a list.
    pub(super) fn add_people(&mut self, column: &Column, role: &'static str) {
        self.people.extend(column.meant().into_iter().map(|(id, _)| (id.to_owned(), role)));
    }

    /// Learns the people of a list that says each one's part.
    pub(super) fn add_people_by(&mut self, column: &Column, roles: &Column) {
        let texts = roles.meant().into_iter().map(|(text, _)| text);
        let words: BTreeMap<String, &'static str> =
            super::categories::meant("people", "role", texts).values.into_iter().collect();
        for row in 0..column.rows.len() {
            if let (Some(id), Some(role)) = (column.text(row), roles.text(row)) {
                let role = words.get(role).copied().unwrap_or("mentee");
                self.people.insert(id.to_owned(), role);
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
        refers(column, |text| self.people.contains_key(text))
    }

    /// Learns who is on either side of the matches of a list.
    pub(super) fn add_matched(&mut self, column: &Column, role: &'static str) {
        for (id, _) in column.meant() {
            self.people.entry(id.to_owned()).or_insert(role);
        }
        self.matched.extend(column.meant().into_iter().map(|(id, _)| id.to_owned()));
    }

    /// True for a column of people who have a match.
    pub(super) fn are_matched(&self, column: &Column) -> bool {
        refers(column, |text| self.matched.contains(text))
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
        let fits = |column: &Column| refers(column, |text| self.people.contains_key(text));
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
