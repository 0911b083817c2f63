//! Survey rows → answers to items and open answers: wide rows spread, long rows checked.

use crate::plan::{Instrument, Item, ItemKind};

use super::builder::Cell;
use super::identity::IdBook;
use super::parse::{self, Breach, described};
use super::row::RowReader;
use super::table::{Entity, Table};
use super::tables::table;
use super::violation::{Rule, Severity};

/// Reasons why there is no value, as a cell may say them.
const STATES: &[&str] = &["skipped", "not_asked", "not_applicable", "refused"];

/// Fills in what the plan knows about the form: instrument, version, and the form's own id.
pub(crate) fn fill(
    reader: &mut RowReader<'_>,
    cells: &mut [Cell],
    instrument: &Instrument,
    ids: &mut IdBook,
) {
    let table = reader.mapping.table;
    let mut set = |name: &str, value: Cell| {
        let at = place(table, name);
        if cells[at] == Cell::Missing {
            cells[at] = value;
        }
    };
    set("instrument", Cell::Text(instrument.id.clone()));
    set("version", Cell::Text(instrument.version.clone()));
    let (person, about, wave) =
        (reader.text("person_id"), reader.text("match_id"), reader.text("wave"));
    if !person.is_empty() {
        let form = [person, about, &instrument.id, wave].join("\u{1f}");
        set("response_id", Cell::Integer(ids.id(Entity::Response, &form)));
    }
}

/// The table rows of one survey row.
pub(crate) fn rows(
    reader: &mut RowReader<'_>,
    cells: &[Cell],
    instrument: &Instrument,
    ids: &mut IdBook,
) -> Vec<(&'static str, Vec<Cell>)> {
    let mapping = reader.mapping;
    if !mapping.items.is_empty() {
        let rows: Vec<_> = mapping
            .items
            .iter()
            .filter_map(|(item, at)| {
                let raw = reader.meant("value", reader.batch.cell(reader.at, *at));
                let position = reader.batch.origin(reader.at, *at).to_string();
                answer(reader, cells, item, raw, &position, ids)
            })
            .collect();
        note_same_answer(reader, &rows);
        return rows;
    }
    let name = cells[place(mapping.table, "item")].text().unwrap_or_default().to_owned();
    let Some(item) = instrument.items.iter().find(|item| item.id == name) else {
        let near = parse::nearest(&name, instrument.items.iter().map(|item| item.id.as_str()));
        let allowed = near.map_or_else(
            || format!("an item of `{}`", instrument.id),
            |item| format!("an item of `{}` (did you mean {item}?)", instrument.id),
        );
        reader.note(
            Rule::named("unknown_item"),
            Severity::Error,
            Some("item"),
            described(&name, false),
            allowed,
        );
        return Vec::new();
    };
    let raw = reader.text("value");
    let position = match mapping.columns.get("value") {
        Some(super::mapping::Origin::Column(at)) => reader.batch.origin(reader.at, *at).to_string(),
        _ => reader.batch.row_origin(reader.at).to_string(),
    };
    answer(reader, cells, item, raw, &position, ids).into_iter().collect()
}

/// So many questions that are all answered alike are no coincidence: among them are such that point in opposite ways.
const MANY: usize = 8;

/// Notes a form whose rating questions all have the same number; it is kept as it is.
fn note_same_answer(reader: &mut RowReader<'_>, rows: &[(&'static str, Vec<Cell>)]) {
    let responses = table("responses").expect("`responses` is a table of the contract");
    let (item, value) = (place(responses, "item"), place(responses, "value"));
    let rating = |name: &str| {
        let own = reader.mapping.items.iter().find(|(item, _)| item.id == name);
        own.is_some_and(|(item, _)| item.kind == ItemKind::Rating)
    };
    let answers: Vec<&Cell> = rows
        .iter()
        .filter(|(name, cells)| *name == "responses" && cells[item].text().is_some_and(rating))
        .map(|(_, cells)| &cells[value])
        .filter(|cell| **cell != Cell::Missing)
        .collect();
    if answers.len() >= MANY && answers.iter().all(|answer| *answer == answers[0]) {
        let found = format!("the same answer to all {} questions", answers.len());
        let rule = Rule::named("same_answer");
        reader.note(rule, rule.severity, None, found, String::new());
    }
}

fn answer(
    reader: &mut RowReader<'_>,
    form: &[Cell],
    item: &Item,
    raw: &str,
    position: &str,
    ids: &mut IdBook,
) -> Option<(&'static str, Vec<Cell>)> {
    if item.kind == ItemKind::Text {
        return comment(form, item, raw, ids);
    }
    let responses = table("responses").expect("`responses` is a table of the contract");
    let (value, state) = match raw {
        "" => (Cell::Missing, "skipped"),
        word if STATES.contains(&word) => (Cell::Missing, word),
        text => match rated(text, item, reader.mapping.source.decimal) {
            Ok(value) => (Cell::Number(value), "answered"),
            Err(breach) => {
                let rule = Rule::named(breach.rule);
                let found = described(text, false);
                reader.note_at(
                    rule,
                    Severity::Warning,
                    Some(&item.id),
                    position.to_owned(),
                    found,
                    breach.allowed,
                );
                // Answered, but with no value that could be used.
                (Cell::Missing, "answered")
            }
        },
    };
    let mut cells = form.to_vec();
    cells[place(responses, "item")] = Cell::Text(item.id.clone());
    cells[place(responses, "value")] = value;
    cells[place(responses, "state")] = Cell::Text(state.to_owned());
    Some(("responses", cells))
}

/// A label or a number of the item, within its range.
fn rated(text: &str, item: &Item, decimal: char) -> Result<f64, Breach> {
    if let Some(at) = item.labels.iter().position(|label| label.eq_ignore_ascii_case(text)) {
        return Ok(item.minimum + at as f64);
    }
    parse::number_within(text, decimal, item.minimum, item.maximum).map_err(|breach| {
        if breach.rule == "not_a_number" && !item.labels.is_empty() {
            return Breach::new(
                "not_allowed",
                format!("{} to {}, or {}", item.minimum, item.maximum, item.labels.join(", ")),
            );
        }
        breach
    })
}

fn comment(
    form: &[Cell],
    item: &Item,
    raw: &str,
    ids: &mut IdBook,
) -> Option<(&'static str, Vec<Cell>)> {
    if raw.is_empty() || STATES.contains(&raw) {
        return None;
    }
    let responses = table("responses").expect("`responses` is a table of the contract");
    let comments = table("comments").expect("`comments` is a table of the contract");
    let of_form = |name: &str| form[place(responses, name)].clone();
    let Cell::Integer(response) = of_form("response_id") else { return None };
    let mut cells = vec![Cell::Missing; comments.columns.len()];
    cells[place(comments, "comment_id")] =
        Cell::Integer(ids.id(Entity::Comment, &format!("{response}\u{1f}{}", item.id)));
    for name in ["response_id", "person_id", "instrument", "wave"] {
        cells[place(comments, name)] = of_form(name);
    }
    cells[place(comments, "item")] = Cell::Text(item.id.clone());
    cells[place(comments, "text")] = Cell::Text(raw.to_owned());
    Some(("comments", cells))
}

fn place(table: &Table, name: &str) -> usize {
    table
        .columns
        .iter()
        .position(|column| column.name == name)
        .expect("the column stands in the contract")
}
