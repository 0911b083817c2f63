//! Ids of mentors and of mentees that are the same numbers: two lists of which each counts from 1.

use std::collections::BTreeMap;

use super::classify::roster;
use super::draft::Draft;
use super::inventory::Table;
use super::profile::Column;
use super::sources::Source;
use super::text::plain;
use super::whom::person;
use super::words::PERSONAL;

/// Parts that lists are of.
const PARTS: [&str; 3] = ["mentor", "mentee", "staff"];

/// Ids that two lists must have in common before it means anything.
const FEW: usize = 3;

/// True when a list of mentors and one of mentees give the same numbers to different people.
pub(super) fn count_apart(groups: &[(Table, Vec<&str>)]) -> bool {
    let lists = |role: &'static str| {
        groups.iter().filter_map(move |(table, _)| {
            let who = person(table).filter(|who| who.role == Some(role))?;
            roster(table, who).map(|_| (table, who.column))
        })
    };
    lists("mentor").any(|own| lists("mentee").any(|other| are_different(own, other)))
}

/// True when the numbers that two lists share stand for different people: by their addresses or names where both lists have
/// them, else because both count from 1.
fn are_different((own, ids): (&Table, &Column), (other, others): (&Table, &Column)) -> bool {
    let (left, right) = (named(own, ids), named(other, others));
    let shared: Vec<(&str, &str)> =
        left.iter().filter_map(|(id, name)| Some((*name, *right.get(id)?))).collect();
    if shared.len() < FEW || !are_numbers(ids) || !are_numbers(others) {
        return false;
    }
    let said = shared.iter().filter(|(own, other)| !own.is_empty() && !other.is_empty());
    let same = said.clone().filter(|(own, other)| plain(own) == plain(other)).count();
    match said.count() {
        0 => counts_up(ids) && counts_up(others),
        said => same * 2 < said,
    }
}

/// Each id with what its row says of the person: an address, else a name, else nothing.
fn named<'t>(table: &'t Table, ids: &'t Column) -> BTreeMap<&'t str, &'t str> {
    let is_name = |column: &&Column| {
        let name = plain(&column.name);
        PERSONAL.contains(&name.as_str()) && name.contains("name")
    };
    let column = table.columns.iter().find(|column| column.is_email());
    let column = column.or_else(|| table.columns.iter().find(is_name));
    let name = |row| column.and_then(|column| column.text(row)).unwrap_or_default();
    (0..ids.rows.len()).filter_map(|row| Some((ids.text(row)?, name(row)))).collect()
}

fn are_numbers(column: &Column) -> bool {
    column.share(|text| text.bytes().all(|byte| byte.is_ascii_digit())) >= 1.0
}

/// True for numbers with few left out, as a program gives them one after the other.
fn counts_up(column: &Column) -> bool {
    let numbers = column.meant().into_iter().filter_map(|(text, _)| text.parse::<usize>().ok());
    numbers.max().is_some_and(|most| most <= 3 * column.kinds())
}

/// Puts the part that somebody has before their number, in every source; one that does not say whose numbers it has is left
/// out.
pub(super) fn tell_apart(draft: &mut Draft) {
    let roles: BTreeMap<String, &'static str> =
        draft.instruments.iter().map(|form| (form.id.clone(), form.role)).collect();
    for source in &mut draft.sources {
        let role = role_of(source, &roles);
        let sides = source.match_by.iter().map(|(side, _)| format!("{side}_id"));
        let columns = source.columns.iter().map(|(name, _)| name.clone()).chain(sides);
        let mut prefixes: Vec<(String, String)> = Vec::new();
        for name in columns {
            let own = match name.as_str() {
                "mentor_id" => Some("mentor"),
                "mentee_id" => Some("mentee"),
                "person_id" => role,
                _ => continue,
            };
            match own {
                Some(own) if !prefixes.iter().any(|(known, _)| *known == name) => {
                    prefixes.push((name, format!("{own}-")));
                }
                Some(_) => {}
                None => {
                    source.left_out.get_or_insert_with(|| "mentors and mentees have the same numbers as ids, and nothing says whose these are: if they are those of mentors, add `prefixes = { person_id = \"mentor-\" }`".to_owned());
                }
            }
        }
        if !prefixes.is_empty() {
            source.reasons.push("mentors and mentees have the same numbers as ids: their part is put before them, so that they are different people".to_owned());
        }
        source.prefixes = prefixes;
    }
}

/// Whose ids a source has, when it is always the same part.
fn role_of(source: &Source, roles: &BTreeMap<String, &'static str>) -> Option<&'static str> {
    let constant = source.constants.iter().find(|(name, _)| name == "role").map(|(_, role)| role);
    let said = constant.and_then(|role| PARTS.into_iter().find(|own| role == own));
    let of_form = source.instrument.as_ref().and_then(|id| roles.get(id).copied());
    said.or(source.role).or(of_form).filter(|role| PARTS.contains(role))
}
