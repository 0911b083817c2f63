//! Position and original cells of rows whose problem was found only when all rows were there.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::Plan;
use crate::sources::{Header, RawBatch};

use super::finish::Checked;
use super::forgotten::Forgotten;
use super::intake::RowState;
use super::mapping::{Mapping, Origin};
use super::row::original;
use super::violation::RowId;

/// Positions and original cells, by row and column.
pub type Places = BTreeMap<(u32, Option<String>), (String, Option<String>)>;

impl Checked {
    /// Rows of a file whose violations have no position yet.
    pub fn unplaced(&self, file: usize) -> BTreeSet<u32> {
        let of_file = |violation: &&super::Violation| violation.position.is_empty();
        self.violations
            .iter()
            .filter(of_file)
            .filter_map(|violation| violation.row)
            .filter(|row| row.file as usize == file)
            .map(|row| row.ordinal)
            .collect()
    }

    /// Gives violations of a file the positions that are known.
    pub fn recall(&mut self, file: usize, places: &Places) {
        for violation in &mut self.violations {
            let Some(row) = violation.row.filter(|row| row.file as usize == file) else { continue };
            let key = (row.ordinal, violation.column.clone());
            if let Some((position, cells)) =
                places.get(&key).filter(|_| violation.position.is_empty())
            {
                violation.position.clone_from(position);
                let states = &self.files[file].states;
                if states.get(row.ordinal as usize) != Some(&RowState::Withdrawn) {
                    violation.cells.clone_from(cells);
                }
            }
        }
    }

    /// Positions of what is wrong with some rows of a file.
    pub fn placed(&self, file: usize, rows: &BTreeSet<u32>) -> Places {
        let own = |row: &RowId| row.file as usize == file && rows.contains(&row.ordinal);
        self.violations
            .iter()
            .filter_map(|violation| Some((violation.row.filter(own)?, violation)))
            .map(|(row, violation)| {
                let key = (row.ordinal, violation.column.clone());
                (key, (violation.position.clone(), violation.cells.clone()))
            })
            .collect()
    }

    /// Reads a file once more and gives those violations their position and original cells.
    ///
    /// # Errors
    ///
    /// The reader's own error.
    pub fn place<E>(
        &mut self,
        plan: &Plan,
        file: usize,
        header: &Header,
        batches: impl Iterator<Item = Result<RawBatch, E>>,
        forgotten: &Forgotten,
    ) -> Result<(), E> {
        let wanted = self.unplaced(file);
        let source = &plan.sources[self.files[file].source];
        let Ok(mapping) = Mapping::new(plan, source, &self.files[file].name, header) else {
            return Ok(());
        };
        let mut waiting: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (at, violation) in self.violations.iter().enumerate() {
            if let Some(row) = violation
                .row
                .filter(|row| row.file as usize == file && violation.position.is_empty())
            {
                waiting.entry(row.ordinal).or_default().push(at);
            }
        }
        let mut first = 0_u32;
        let last = wanted.last().copied().unwrap_or_default();
        let read = mapping.read();
        for batch in batches {
            let batch = batch?;
            let rows = u32::try_from(batch.rows()).expect("a batch holds few rows");
            for (&ordinal, violations) in waiting.range(first..first + rows) {
                let at = (ordinal - first) as usize;
                let cells = forgotten.redacted(&original(header.names(), &read, &batch, at));
                for &violation in violations {
                    let violation = &mut self.violations[violation];
                    let column =
                        violation.column.as_deref().and_then(|name| mapping.columns.get(name));
                    violation.position = match column {
                        Some(Origin::Column(column)) => batch.origin(at, *column).to_string(),
                        _ => batch.row_origin(at).to_string(),
                    };
                    let is_withdrawn =
                        self.files[file].states.get(ordinal as usize) == Some(&RowState::Withdrawn);
                    violation.cells = (!is_withdrawn).then(|| cells.clone());
                }
            }
            first += rows;
            if first > last {
                break;
            }
        }
        Ok(())
    }
}
