//! A bundle of tables that a student information system writes: which of them are about people, and by which column.

use std::collections::BTreeSet;

use super::classify::{Fit, fit_to};
use super::inventory::Table;
use super::profile::Column;
use super::whom::Person;

/// Columns by which a OneRoster file says something of people, with the one that says of whom: users, their roles, and
/// demographics.
const ABOUT: &[(&str, &str)] =
    &[("givenName", "sourcedId"), ("roleType", "userSourcedId"), ("birthDate", "sourcedId")];

/// Whom the rows of a OneRoster file are about; none for another file.
pub(super) fn person(table: &Table) -> Option<Person<'_>> {
    let column = column(table).filter(|_| is_bundle(table))?;
    Some(Person { column, role: None })
}

/// Why a OneRoster file fills nothing.
pub(super) fn about_things(table: &Table) -> Option<&'static str> {
    let is_of_things = is_bundle(table) && column(table).is_none();
    is_of_things.then_some("a part of a OneRoster bundle that says nothing of people which a program measures: of it `users`, `roles` and `demographics` are read")
}

/// True for users whose roles another file of the bundle says.
pub(super) fn has_roles_elsewhere(table: &Table, tables: &[Table]) -> bool {
    let is_of_users = is_bundle(table) && table.column("givenName").is_some();
    is_of_users && table.column("role").is_none() && tables.iter().any(says_roles)
}

/// The list of people that the roles of users are.
pub(super) fn roster<'t>(table: &'t Table, person: Person<'t>) -> Option<Fit<'t>> {
    says_roles(table).then(|| {
        let mut fit = fit_to(table, "people", Some(person));
        fit.reasons
            .push("the roles of a OneRoster bundle: of each user the primary one".to_owned());
        fit
    })
}

/// True for a file of roles where nobody has two, or one of them is the primary one.
fn says_roles(table: &Table) -> bool {
    let user = table.column("roleType").and_then(|_| table.column("userSourcedId"));
    user.is_some_and(Column::is_key) || primary(table).is_some()
}

/// Where users have several roles and one of them is primary: the column that says so, and its word.
pub(super) fn primary(table: &Table) -> Option<(&Column, &str)> {
    let (kinds, users) = (table.column("roleType")?, table.column("userSourcedId")?);
    let (text, _) =
        kinds.meant().into_iter().find(|(text, _)| text.eq_ignore_ascii_case("primary"))?;
    let rows = (0..table.rows).filter(|row| kinds.text(*row) == Some(text));
    let own: Vec<&str> = rows.filter_map(|row| users.text(row)).collect();
    let different: BTreeSet<&str> = own.iter().copied().collect();
    let has_one = own.len() == different.len() && own.len() == users.kinds();
    (has_one && !users.is_key()).then_some((kinds, text))
}

fn is_bundle(table: &Table) -> bool {
    table.recognised.layout == Some("oneroster")
}

fn column(table: &Table) -> Option<&Column> {
    ABOUT.iter().find_map(|(sign, id)| table.column(sign).and_then(|_| table.column(id)))
}
