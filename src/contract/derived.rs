//! What is made of several cells of a row: the id of a meeting that has none, the name of a person.

use super::builder::Cell;
use super::identity::IdBook;
use super::row::RowReader;
use super::table::Entity;

/// A meeting without an id is known by its match, date and channel: by what they mean, so that another export may write
/// them in its own way.
pub(crate) fn derive_meeting_id(reader: &RowReader<'_>, cells: &mut [Cell], ids: &mut IdBook) {
    let table = reader.mapping.table;
    if table.name != "meetings" || cells[0] != Cell::Missing {
        return;
    }
    let cell = |name: &str| {
        let at = table.columns.iter().position(|column| column.name == name);
        at.map_or(&Cell::Missing, |at| &cells[at])
    };
    let (about, Some(day)) = (reader.about(), cell("held_on").day()) else { return };
    if !about.is_empty() {
        let channel = cell("channel").text().unwrap_or(reader.text("channel"));
        let meeting = format!("{about}\u{1f}{day}\u{1f}{channel}");
        cells[0] = Cell::Integer(ids.id(Entity::Meeting, &meeting));
    }
}

/// The name of the row's person beside their keyed id, where the plan says which columns hold it.
pub(crate) fn named(reader: &RowReader<'_>, cells: &[Cell]) -> Option<(i64, Box<str>)> {
    match cells.first() {
        Some(Cell::Integer(id)) => Some((*id, reader.name()?.into())),
        _ => None,
    }
}
