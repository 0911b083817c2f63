//! Which forms the answers of each term come from, so that a line over terms can be broken where they change.

use std::collections::{BTreeMap, BTreeSet};

use arrow::array::{Array as _, ArrayRef, AsArray as _, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::DataType;

use super::MeasureError;

/// Forms by subject and term, each with its version.
pub type Forms = BTreeMap<(Option<String>, String), Vec<String>>;

/// The forms of unit rows that have `form` and `term_id`; other measures rest on no form.
pub(super) fn of(units: &RecordBatch) -> Result<Forms, MeasureError> {
    let text = |name: &str| -> Result<Option<ArrayRef>, MeasureError> {
        let column = units.column_by_name(name);
        Ok(column.map(|column| cast(column, &DataType::Utf8)).transpose()?)
    };
    let (subjects, terms, forms) = (text("subject")?, text("term_id")?, text("form")?);
    let Some((terms, forms)) = terms.zip(forms) else { return Ok(Forms::new()) };
    let word = |column: &'_ ArrayRef, row: usize| -> Option<String> {
        column.is_valid(row).then(|| column.as_string::<i32>().value(row).to_owned())
    };
    let mut found = BTreeSet::new();
    for row in 0..units.num_rows() {
        let place = word(&terms, row).zip(word(&forms, row));
        let subject = subjects.as_ref().and_then(|subjects| word(subjects, row));
        found.extend(place.map(|(term, form)| ((subject, term), form)));
    }
    let mut by_place = Forms::new();
    for (place, form) in found {
        by_place.entry(place).or_default().push(form);
    }
    Ok(by_place)
}
