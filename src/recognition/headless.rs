//! Files without a header: what should be names of columns is a row like all others.

use super::inventory::Table;
use super::profile::Column;

/// Fewest columns whose name is a text of their own rows.
const FEWEST: usize = 3;

/// True where many columns are called by a text that other rows have in them as well.
///
/// A box is called by what is in it when it is ticked, and has no other text.
pub(super) fn has_no_header(table: &Table) -> bool {
    let is_varied = |column: &&Column| column.kinds() > 1;
    let is_called_by_a_cell = |column: &Column| {
        let name = column.name.trim();
        // A name that stood several times has its number behind it.
        let first =
            name.strip_suffix(')').and_then(|name| name.rsplit_once(" (")).map(|(name, _)| name);
        column
            .texts
            .iter()
            .any(|(text, times)| *times > 1 && (text == name || Some(text.as_str()) == first))
    };
    let varied = table.columns.iter().filter(is_varied).count();
    let called =
        table.columns.iter().filter(is_varied).filter(|column| is_called_by_a_cell(column)).count();
    called >= FEWEST && called * 3 >= varied
}
