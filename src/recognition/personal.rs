//! Personal data where a plan would repeat it: in the names of files, sheets and columns, and in texts of cells.
//!
//! A plan names files and columns, and so do messages. What they are called is not personal, unless somebody put an address or
//! a person's name there. Such a file or column is left out, and told by its place, never by its name.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::crosswalks::PARTS;
use super::inventory::{Inventory, Table, Unread};
use super::text::{holds, plain};
use crate::sources::{contact_in, without_phones};

/// Names of columns that hold names of other things as well: of schools, of courses.
const OF_ANYTHING: &str = "name";

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\p{L}\d._%+'-]+@[\p{L}\d-]+(\.[\p{L}\d-]+)+")
        .expect("the pattern is tried by a test")
});

/// A text of a cell for a plan or a message: without the addresses and numbers in it.
pub(super) fn without_contacts(text: &str) -> String {
    let text = ADDRESS.replace_all(text, "[e-mail]");
    without_phones(&text).into_owned()
}

/// Leaves out what is called by an address, a number, or somebody whom the exports name.
pub(super) fn leave_out(inventory: &mut Inventory) {
    let people = people(&inventory.tables);
    let mut unread = Vec::new();
    inventory.tables.retain_mut(|table| {
        let folder = table.file.rsplit_once('/').map_or("", |(folder, _)| folder);
        if let Some(what) = what(&table.name(), &people) {
            let file = if folder.is_empty() { "a file" } else { "a file below the folder" };
            unread.push(Unread {
                file: file.to_owned(),
                why: format!(
                    "{what} is part of what it, or a sheet in it, is called; give it another name"
                ),
            });
            return false;
        }
        let file = table.name();
        let mut at = 0;
        table.columns.retain(|column| {
            at += 1;
            let found = what(&column.name, &people).or_else(|| what(&column.label, &people));
            if let Some(what) = found {
                unread.push(Unread {
                    file: format!("{file}, column {at}"),
                    why: format!("{what} is part of what it is called; give it another name"),
                });
            }
            found.is_none()
        });
        table.duplicates.retain(|name| what(name, &people).is_none());
        true
    });
    inventory.unread.extend(unread);
    for unread in &mut inventory.unread {
        if what(&unread.file, &people).is_some() {
            "a file".clone_into(&mut unread.file);
        }
    }
}

/// What of a person a name of a file or column holds.
fn what(name: &str, people: &BTreeSet<String>) -> Option<&'static str> {
    contact_in(name).or_else(|| {
        let words = plain(name);
        people.iter().any(|person| holds(&words, person)).then_some("a person's name")
    })
}

/// True for a file or sheet that is called by one of these people: by all words of a name, in any order.
pub fn is_called_by<'n>(file: &str, mut names: impl Iterator<Item = &'n str>) -> bool {
    let file = plain(file);
    let mut is_named = |name: &str| {
        let name = plain(name);
        let words = || name.split(' ').filter(|word| word.chars().count() > 1);
        words().count() > 1 && words().all(|word| holds(&file, word))
    };
    names.any(&mut is_named)
}

/// First and last names, in both orders, of everybody in the exports.
fn people(tables: &[Table]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut add = |first: &str, last: &str| {
        let (first, last) = (plain(first), plain(last));
        if first.chars().count() > 1 && last.chars().count() > 1 {
            found.insert(format!("{first} {last}"));
            found.insert(format!("{last} {first}"));
        }
    };
    for table in tables {
        let part = |part: &str| {
            let names =
                PARTS.iter().find(|(known, _)| *known == part).map_or(&[][..], |(_, of)| of);
            let is_named = |name: &str| name != OF_ANYTHING && names.contains(&name);
            table.columns.iter().find(|column| is_named(&plain(&column.name)))
        };
        if let (Some(first), Some(last)) = (part("first_name"), part("last_name")) {
            for row in 0..table.rows {
                if let (Some(first), Some(last)) = (first.text(row), last.text(row)) {
                    add(first, last);
                }
            }
        }
        for (text, _) in part("name").map(|whole| whole.texts.as_slice()).unwrap_or_default() {
            if let Some((first, last)) = text.split_once(", ").or_else(|| text.split_once(' ')) {
                add(first, last);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_numbers_are_told_from_dates_and_ids() {
        let people = BTreeSet::from(["maria lopez".to_owned()]);
        for (name, found) in [
            ("inbox/maria@example.org.csv", Some("an e-mail address")),
            ("Notes for +1 555 777 0199", Some("a phone number")),
            ("call 555-777-0199", Some("a phone number")),
            ("(555) 777-0199", Some("a phone number")),
            ("Visits of Maria López", Some("a person's name")),
            ("MariaLopez.csv", Some("a person's name")),
            ("inbox/meetings-2024-09-01.csv", None),
            ("matches 20240901 87654321", None),
            ("Maria", None),
            ("hours @ school", None),
        ] {
            assert_eq!(what(name, &people), found, "{name}");
        }
        let text = "a.b@c.org or +49 170 1234567, since 2024-09-01";
        assert_eq!(without_contacts(text), "[e-mail] or [phone], since 2024-09-01");
    }
}
