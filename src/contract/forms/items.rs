//! From folded rows to the table's and back, by the items that answers are to.

use std::collections::BTreeMap;

use polars::prelude::*;

use super::cell::{Folder, Packed, state};
use super::{ANSWERS, OWN};
use crate::contract::builder::ROW;
use crate::contract::file_rows::FileRows;
use crate::contract::latest::{self, Latest, is_deletion};
use crate::contract::part::stacked;
use crate::contract::table::Table;
use crate::plan::Plan;

/// The items of all instruments, by the place that they have in their form.
#[derive(Debug, Default)]
pub(in crate::contract) struct Items(BTreeMap<String, Vec<String>>);

impl Items {
    /// Those of a plan.
    pub(in crate::contract) fn of(plan: &Plan) -> Self {
        let forms = plan.instruments.iter();
        Self(
            forms
                .map(|form| {
                    (form.id.clone(), form.items.iter().map(|item| item.id.clone()).collect())
                })
                .collect(),
        )
    }

    pub(in crate::contract) fn name(&self, instrument: Option<&str>, place: u32) -> Option<&str> {
        Some(self.0.get(instrument?)?.get(place as usize)?.as_str())
    }

    fn place(&self, instrument: Option<&str>, item: Option<&str>) -> Option<u32> {
        let at = self.0.get(instrument?)?.iter().position(|own| Some(own.as_str()) == item)?;
        u32::try_from(at).ok()
    }

    /// The rows of the table, one for each answer.
    pub(super) fn unfolded(&self, frame: &DataFrame) -> PolarsResult<DataFrame> {
        let cells = frame.column(ANSWERS)?.binary()?;
        let forms = frame.column("instrument")?.str()?;
        let length = cells.iter().flatten().map(Packed::count).sum();
        let mut rows: Vec<IdxSize> = Vec::with_capacity(length);
        let mut items = StringChunkedBuilder::new("item".into(), length);
        let mut values = PrimitiveChunkedBuilder::<Float64Type>::new("value".into(), length);
        let mut states = StringChunkedBuilder::new("state".into(), length);
        for (row, (cell, form)) in (0..).zip(cells.iter().zip(forms.iter())) {
            for answer in Packed::all(cell.unwrap_or_default()) {
                rows.push(row);
                items.append_option(self.name(form, answer.place));
                values.append_option(answer.value);
                states.append_option(answer.state());
            }
        }
        let rows = IdxCa::from_vec(PlSmallStr::EMPTY, rows);
        let mut own = vec![
            items.finish().into_column(),
            values.finish().into_column(),
            states.finish().into_column(),
        ]
        .into_iter();
        // An answer's own columns stand behind those that say which form it belongs to.
        let mut columns = Vec::with_capacity(frame.width() + OWN.len());
        for column in frame.columns().iter().filter(|column| column.name() != ANSWERS) {
            columns.push(column.take(&rows)?);
            if column.name() == "wave" {
                columns.extend(own.by_ref());
            }
        }
        DataFrame::new(length, columns)
    }

    /// Rows of the table, folded again: those that come from one row of a file and share what is not their own.
    pub(super) fn folded(&self, rows: &DataFrame) -> PolarsResult<DataFrame> {
        let shared: Vec<&Column> =
            rows.columns().iter().filter(|column| !OWN.contains(&column.name().as_str())).collect();
        let mut begins = vec![false; rows.height()];
        for column in &shared {
            let differs = column.shift(1).not_equal_missing(column)?;
            for (begins, differs) in begins.iter_mut().zip(differs.iter()) {
                *begins |= differs == Some(true);
            }
        }
        let forms = rows.column("instrument")?.str()?.iter();
        let items = rows.column("item")?.str()?.iter();
        let values = rows.column("value")?.f64()?.iter();
        let states = rows.column("state")?.str()?.iter();
        let mut folder = Folder::new();
        let mut first: Vec<IdxSize> = Vec::new();
        let answers = forms.zip(items).zip(values.zip(states));
        for ((row, begins), ((form, item), (value, state))) in (0..).zip(begins).zip(answers) {
            if begins || row == 0 {
                if row > 0 {
                    folder.end_row();
                }
                first.push(row);
            }
            if let Some(place) = self.place(form, item) {
                folder.add(Packed { place, state: state.map_or(0, self::state), value });
            }
        }
        if !first.is_empty() {
            folder.end_row();
        }
        let height = first.len();
        let first = IdxCa::from_vec(PlSmallStr::EMPTY, first);
        let mut columns: Vec<Column> =
            shared.iter().map(|column| column.take(&first)).collect::<PolarsResult<_>>()?;
        columns.push(folder.finish());
        DataFrame::new(height, columns)
    }

    /// Keeps the latest answer to each item of a form: see [`latest::latest`]. Forms of which there is one stay as they are.
    pub(in crate::contract) fn latest(
        &self,
        table: &Table,
        frame: DataFrame,
        files: &[FileRows],
    ) -> PolarsResult<Latest> {
        let contested = contested(&frame, files)?;
        if !contested.any() {
            return Ok(Latest::whole(frame));
        }
        let latest = latest::latest(table, self.unfolded(&frame.filter(&contested)?)?, files)?;
        let alone = frame.filter(&!&contested)?;
        let order = SortMultipleOptions::default().with_maintain_order(true);
        let frame = stacked(vec![alone, self.folded(&latest.frame)?])?
            .expect("two frames make one")
            .sort([ROW], order)?;
        Ok(Latest { frame, ..latest })
    }
}

/// Forms of which there is more than one, or that are to be deleted.
fn contested(frame: &DataFrame, files: &[FileRows]) -> PolarsResult<BooleanChunked> {
    let ids = frame.column("response_id")?.i64()?;
    let mut sorted: Vec<Option<i64>> = ids.iter().collect();
    sorted.sort_unstable();
    let mut repeated: Vec<Option<i64>> =
        sorted.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    repeated.dedup();
    let rows = frame.column(ROW)?.i64()?.into_no_null_iter();
    let contested = ids
        .iter()
        .zip(rows)
        .map(|(id, row)| Some(repeated.binary_search(&id).is_ok() || is_deletion(files, row)));
    Ok(contested.collect())
}
