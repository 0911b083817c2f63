//! First and last names: where nothing else says who somebody is, both together do.

use std::collections::BTreeSet;

use super::crosswalks::PARTS;
use super::inventory::Table;
use super::known::Known;
use super::pairing::{Sides, is_names};
use super::profile::Column;
use super::sources::Source;
use super::text::plain;
use super::whom::person;

/// What stands between the names of both columns in that of both together.
const AND: &str = " + ";

/// Whole names in the columns of all tables.
pub(super) fn written<'t>(tables: impl Iterator<Item = &'t Table>) -> BTreeSet<String> {
    let columns = tables.flat_map(|table| &table.columns).filter(|column| is_names(column));
    columns.flat_map(|column| &column.texts).map(|(text, _)| plain(text)).collect()
}

/// Adds a column of whole names to a table that nothing else identifies people by.
///
/// Where other files write the names of the same people as a whole, these are their ids: they would not be the same.
pub(super) fn add(table: &mut Table, written: &BTreeSet<String>) {
    let Some((first, last)) = halves(table) else { return };
    if person(table).is_some() || Sides::of(table, &Known::default()).are_both() {
        return;
    }
    let name = format!("{}{AND}{}", first.name, last.name);
    let mut whole = Column::new(&name, "", table.columns.len());
    for row in 0..first.rows.len().min(last.rows.len()) {
        match (first.text(row), last.text(row)) {
            (Some(first), Some(last)) => whole.add(&format!("{first} {last}")),
            _ => whole.add(""),
        }
    }
    let known = whole.texts.iter().filter(|(text, _)| written.contains(&plain(text))).count();
    if known * 2 < whole.texts.len() {
        table.columns.push(whole);
    }
}

/// True for the name of the column of both together.
pub(super) fn is_whole(name: &str) -> bool {
    name.split_once(AND).is_some_and(|(first, last)| is(first, FIRST) && is(last, LAST))
}

/// Has sources name both columns in place of the one that no file has.
pub(super) fn settle(source: &mut Source) {
    let place =
        source.columns.iter().position(|(name, column)| name == "person_id" && is_whole(column));
    let Some(place) = place else { return };
    let (_, column) = source.columns.remove(place);
    source.code = column.split(AND).map(str::to_owned).collect();
    source.reasons.push(
        "nobody has an id: first and last name together stand for one, and two people of the same name would be one. An id in every file is better"
            .to_owned(),
    );
}

const FIRST: &str = "first_name";
const LAST: &str = "last_name";

fn halves(table: &Table) -> Option<(&Column, &Column)> {
    let half = |part: &str| {
        table.columns.iter().find(|column| {
            is(&column.name, part)
                && column.decimal().is_none()
                && column.filled * 100 >= table.rows * 95
        })
    };
    Some((half(FIRST)?, half(LAST)?))
}

fn is(name: &str, part: &str) -> bool {
    let name = plain(name);
    let known = PARTS.iter().find(|(own, _)| *own == part).map_or(&[][..], |(_, names)| names);
    known.contains(&name.as_str()) || part == LAST && name == "nom"
}
