//! Answers to items → one pattern of answers per unit: it keeps what reliability needs, how items vary together, and nothing
//! else.
//!
//! [`Patterns`] makes them; [`sql`] says the same in SQL, for another engine.

use std::sync::Arc;

use arrow::array::{Array as _, ArrayRef, AsArray as _, RecordBatch, StringArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, SchemaRef};

use super::codes::Codes;
use super::columns::Columns;
use super::rows::Rows;
use super::{Kpi, MeasureError};
use crate::machine::{Phase, stopwatch};

/// What separates the items of a pattern, and their values.
const SEPARATOR: &str = "|";
/// The columns of an answer that a pattern joins.
const JOINED: [&str; 2] = ["item", "value"];
/// So many units are handed on at once.
const AT_ONCE: usize = 1 << 16;

/// True for a KPI whose units are patterns.
pub(super) fn are_units_of(kpi: &Kpi) -> bool {
    kpi.design == "items"
}

/// Answers that have come, and who gave them.
pub(super) struct Patterns {
    columns: Columns,
    /// The columns of a unit: all that are not joined.
    kept: Vec<usize>,
    item: usize,
    value: usize,
    units: Rows,
    /// Unit, item, value.
    answers: Vec<[u32; 3]>,
}

impl Patterns {
    /// For answers with these columns.
    pub(super) fn new(schema: &SchemaRef) -> Result<Self, MeasureError> {
        let mut columns = Columns::new(schema);
        let names = schema.fields().iter().map(|field| field.name().as_str());
        let kept = names.filter(|name| !JOINED.contains(name));
        let kept: Vec<usize> =
            kept.map(|name| columns.place(name, Codes::of_ids)).collect::<Result<_, _>>()?;
        let item = columns.place(JOINED[0], |_| Codes::texts())?;
        let value = columns.place(JOINED[1], Codes::of_values)?;
        let units = Rows::new(kept.len());
        Ok(Self { columns, kept, item, value, units, answers: Vec::new() })
    }

    /// Adds the answers of a batch.
    pub(super) fn add(&mut self, answers: &RecordBatch) -> Result<(), MeasureError> {
        let _timed = stopwatch(Phase::Group);
        let coded = self.columns.add(answers)?;
        let (items, values) = (coded.column(self.item), coded.column(self.value));
        coded.rows(&self.kept, |row, unit| {
            self.answers.push([self.units.number(unit), items[row], values[row]]);
        });
        Ok(())
    }

    /// Hands on one row for each unit, with its items in order and its values beside them, joined; a value that is missing is
    /// empty.
    pub(super) fn units(
        self,
        mut take: impl FnMut(&RecordBatch) -> Result<(), MeasureError>,
    ) -> Result<(), MeasureError> {
        let Self { columns, kept, item, value, units, mut answers } = self;
        let timed = stopwatch(Phase::Group);
        let (items, values) = (&columns.codes[item], &columns.codes[value]);
        let (rank_of_item, rank_of_value) = (items.ranks(), values.ranks());
        let rank = |ranks: &[u32], code: u32| ranks.get(code as usize).copied();
        answers.sort_unstable_by_key(|&[unit, item, value]| {
            (unit, rank(&rank_of_item, item), rank(&rank_of_value, value))
        });
        let texts = |codes: &Codes, differing: usize| {
            let all = codes.column((0..).take(differing));
            cast(&all, &DataType::Utf8)
        };
        let names = texts(items, rank_of_item.len())?;
        let numbers = texts(values, rank_of_value.len())?;
        drop(timed);
        let all: Vec<&[[u32; 3]]> = answers.chunk_by(|one, other| one[0] == other[0]).collect();
        for some in all.chunks(AT_ONCE) {
            let joined = |texts: &StringArray, part: usize| -> ArrayRef {
                let text = |answer: &[u32; 3]| {
                    let code = answer[part] as usize;
                    if code < texts.len() { texts.value(code) } else { "" }
                };
                let join =
                    |own: &&[[u32; 3]]| own.iter().map(text).collect::<Vec<_>>().join(SEPARATOR);
                Arc::new(some.iter().map(|own| Some(join(own))).collect::<StringArray>())
            };
            let units = &units;
            let cells = |at: usize| some.iter().map(move |own| units.row(own[0][0])[at]);
            let mut rows: Vec<(&str, ArrayRef)> = Vec::new();
            for (at, column) in kept.iter().enumerate() {
                rows.push((columns.name(*column), columns.codes[*column].column(cells(at))));
            }
            rows.push(("items", joined(names.as_string::<i32>(), 1)));
            rows.push(("values", joined(numbers.as_string::<i32>(), 2)));
            take(&RecordBatch::try_from_iter_with_nullable(
                rows.into_iter().map(|(name, column)| (name, column, true)),
            )?)?;
        }
        Ok(())
    }
}

/// The same as a query over a table of answers with these columns.
pub(super) fn sql(names: &[String], from: &str) -> String {
    let kept: Vec<String> = names
        .iter()
        .filter(|name| !JOINED.contains(&name.as_str()))
        .map(|name| format!("\"{name}\""))
        .collect();
    let kept = kept.join(", ");
    format!(
        "select {kept}, string_agg(item, '{SEPARATOR}' order by item) as \"items\",
            string_agg(coalesce(cast(value as varchar), ''), '{SEPARATOR}' order by item) as \"values\"
        from {from} group by {kept}"
    )
}

#[cfg(test)]
mod tests {
    use arrow::array::{Float64Array, Int64Array};

    use super::*;

    #[test]
    fn answers_of_a_unit_stand_in_the_order_of_their_items_and_what_is_missing_is_empty() {
        let answers = RecordBatch::try_from_iter([
            ("unit_id", Arc::new(Int64Array::from(vec![7, 3, 7, 3, 7])) as ArrayRef),
            ("item", Arc::new(StringArray::from(vec!["q2", "q1", "q10", "q2", "q1"]))),
            (
                "value",
                Arc::new(Float64Array::from(vec![Some(4.0), None, Some(2.5), Some(1.0), None])),
            ),
        ])
        .unwrap();
        let mut patterns = Patterns::new(&answers.schema()).unwrap();
        // A unit's answers may come in any batch.
        for at in 0..answers.num_rows() {
            patterns.add(&answers.slice(at, 1)).unwrap();
        }
        let mut found = Vec::new();
        patterns
            .units(|units| {
                found.push(units.clone());
                Ok(())
            })
            .unwrap();
        let [found] = &found[..] else { panic!("few units come at once") };
        let text = |name: &str, row: usize| {
            found.column_by_name(name).unwrap().as_string::<i32>().value(row).to_owned()
        };
        assert_eq!(found.num_rows(), 2);
        assert_eq!((text("items", 0), text("values", 0)), ("q1|q10|q2".into(), "|2.5|4.0".into()));
        assert_eq!((text("items", 1), text("values", 1)), ("q1|q2".into(), "|1.0".into()));
    }
}
