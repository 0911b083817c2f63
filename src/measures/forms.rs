//! Which forms the answers of each term come from, so that a line over terms can be broken where they change.

use std::collections::BTreeMap;

use arrow::array::AsArray;
use arrow::compute::cast;
use arrow::datatypes::DataType;

use super::MeasureError;
use super::engine::Engine;

/// Forms by subject and term, each with its version.
pub type Forms = BTreeMap<(Option<String>, String), Vec<String>>;

/// Asks the unit rows of a measure whose query returns `form` and `term_id`; other measures rest on no form.
pub(super) fn ask(
    engine: &Engine,
    measure: &str,
    names: &[String],
    units: &str,
) -> Result<Forms, MeasureError> {
    let has = |name: &str| names.iter().any(|found| found == name);
    let mut forms = Forms::new();
    if !has("form") || !has("term_id") {
        return Ok(forms);
    }
    let subject = if has("subject") { "subject" } else { "cast(null as varchar)" };
    let sql = format!(
        "select distinct {subject} as subject, term_id, form from {units}
        where term_id is not null and form is not null order by 1, 2, 3"
    );
    for batch in engine.rows(measure, &sql)?.1 {
        let columns: Vec<_> = batch
            .columns()
            .iter()
            .map(|column| cast(column, &DataType::Utf8))
            .collect::<Result<_, _>>()?;
        let words = |at: usize| columns[at].as_string::<i32>().iter();
        for ((subject, term), form) in words(0).zip(words(1)).zip(words(2)) {
            let key = (subject.map(str::to_owned), term.unwrap_or_default().to_owned());
            forms.entry(key).or_default().push(form.unwrap_or_default().to_owned());
        }
    }
    Ok(forms)
}
