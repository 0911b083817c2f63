//! Answers to items → one pattern of answers per unit: it keeps what reliability needs, how items vary together, and nothing
//! else.
//!
//! [`patterns`] makes them; [`sql`] says the same in SQL, for another engine.

use std::sync::Arc;

use arrow::array::{Array as _, ArrayRef, AsArray as _, RecordBatch, StringArray, UInt32Array};
use arrow::compute::{cast, take};
use arrow::datatypes::{DataType, Field, Schema};

use super::counting::Numbered;
use super::{Kpi, MeasureError};

/// What separates the items of a pattern, and their values.
const SEPARATOR: &str = "|";
/// The columns of an answer that a pattern joins.
const JOINED: [&str; 2] = ["item", "value"];

/// True for a KPI whose units are patterns.
pub(super) fn are_units_of(kpi: &Kpi) -> bool {
    kpi.design == "items"
}

/// One row for each unit, with its items in order and its values beside them, joined; a value that is missing is empty.
pub(super) fn patterns(answers: &RecordBatch) -> Result<RecordBatch, MeasureError> {
    let column = |name: &str| {
        answers.column_by_name(name).cloned().ok_or_else(|| MeasureError::missing(name))
    };
    let schema = answers.schema();
    let kept: Vec<&Arc<Field>> =
        schema.fields().iter().filter(|field| !JOINED.contains(&field.name().as_str())).collect();
    let keys: Vec<ArrayRef> =
        kept.iter().map(|field| column(field.name())).collect::<Result<_, _>>()?;
    let Numbered { of_row, first, .. } = Numbered::of(&keys)?;
    let (items, values) =
        (cast(&column("item")?, &DataType::Utf8)?, cast(&column("value")?, &DataType::Utf8)?);
    let (items, values) = (items.as_string::<i32>(), values.as_string::<i32>());

    let order = by_unit_and_item(&of_row, items)?;
    let mut joined = [Vec::with_capacity(first.len()), Vec::with_capacity(first.len())];
    for own in order.chunk_by(|&one, &other| of_row[one as usize] == of_row[other as usize]) {
        for (all, column) in joined.iter_mut().zip([items, values]) {
            let text = |row: usize| if column.is_valid(row) { column.value(row) } else { "" };
            let each: Vec<&str> = own.iter().map(|&row| text(row as usize)).collect();
            all.push(each.join(SEPARATOR));
        }
    }
    let mut fields: Vec<Arc<Field>> = kept.into_iter().cloned().collect();
    let mut columns = Vec::new();
    let first = UInt32Array::from(first);
    for key in &keys {
        columns.push(take(key, &first, None)?);
    }
    for (name, texts) in ["items", "values"].into_iter().zip(joined) {
        fields.push(Arc::new(Field::new(name, DataType::Utf8, true)));
        columns.push(Arc::new(StringArray::from(texts)));
    }
    Ok(RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)?)
}

/// The rows, unit by unit in the order of their numbers, and within one in the order of its items.
fn by_unit_and_item(of_row: &[u32], items: &StringArray) -> Result<Vec<u32>, MeasureError> {
    // Items are few: each is compared once with the others, and then it is a number.
    let Numbered { of_row: item_of_row, first, .. } =
        Numbered::of(&[Arc::new(items.clone()) as ArrayRef])?;
    let name = |number: u32| {
        let row = first[number as usize] as usize;
        items.is_valid(row).then(|| items.value(row))
    };
    let mut sorted: Vec<u32> = (0..).take(first.len()).collect();
    sorted.sort_by_key(|&number| name(number));
    let mut rank = vec![0_u32; sorted.len()];
    for (at, &number) in (0..).zip(&sorted) {
        rank[number as usize] = at;
    }
    let mut order: Vec<u32> = (0..).take(of_row.len()).collect();
    order.sort_by_key(|&row| (of_row[row as usize], rank[item_of_row[row as usize] as usize]));
    Ok(order)
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
        let found = patterns(&answers).unwrap();
        let text = |name: &str, row: usize| {
            found.column_by_name(name).unwrap().as_string::<i32>().value(row).to_owned()
        };
        assert_eq!(found.num_rows(), 2);
        assert_eq!((text("items", 0), text("values", 0)), ("q1|q10|q2".into(), "|2.5|4.0".into()));
        assert_eq!((text("items", 1), text("values", 1)), ("q1|q2".into(), "|1.0".into()));
    }
}
