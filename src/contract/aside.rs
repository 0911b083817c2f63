//! Original cells of rows that are set aside: none of those who do not want to be counted.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::absent::Absent;
use super::intake::{Intake, RowState};
use super::table::{Entity, Kind};
use super::tables::table;
use super::violation::Violation;

impl Intake<'_> {
    /// Takes the original cells from what is said about rows of persons who withdrew their consent, and of what went with
    /// them.
    pub(crate) fn leave_cells_of_withdrawn(&self, absent: &Absent, violations: &mut [Violation]) {
        if absent.withdrawn().is_empty() {
            return;
        }
        for violation in violations {
            let is_gone = violation.row.is_some_and(|row| {
                let states = &self.files[row.file as usize].states;
                states.get(row.ordinal as usize) == Some(&RowState::Withdrawn)
            });
            if is_gone || self.tells_of_withdrawn(absent, violation) {
                violation.cells = None;
            }
        }
    }

    /// True when an id among the cells is that of somebody who withdrew, or of a row that went with them.
    fn tells_of_withdrawn(&self, absent: &Absent, violation: &Violation) -> bool {
        let source = self.plan.sources.iter().find(|source| source.id == violation.source);
        let (Some(source), Some(cells)) = (source, &violation.cells) else { return false };
        let cells: BTreeMap<String, String> = serde_json::from_str(cells).unwrap_or_default();
        let Some(table) = table(&source.table) else { return false };
        source.columns.iter().any(|(name, heading)| {
            let column = table.column(name);
            let Some((column, cell)) = column.zip(cells.get(heading.trim())) else { return false };
            let (entity, target) = match column.kind {
                Kind::Id(entity) => (entity, table.name),
                Kind::Reference(entity, target) => (entity, target),
                _ => return false,
            };
            let raw = match entity {
                Entity::Person => self.links.person(Cow::Borrowed(cell.trim())),
                _ => Cow::Borrowed(cell.trim()),
            };
            let id = self.ids.passing(entity, &raw);
            entity == Entity::Person && absent.withdrawn().contains(&id)
                || absent.why(target, id) == Some(RowState::Withdrawn)
        })
    }
}
