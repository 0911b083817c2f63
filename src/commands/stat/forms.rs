//! One answer a row → one form per unit, as the design `items` wants it.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::bail;

use super::columns::Columns;
use super::table::Row;
use crate::measures::{Cells, Values};

/// What separates the items of a form, and their values.
const SEPARATOR: &str = "|";

/// Forms with their counts. A unit has one form per level, so that the same people may answer in two waves.
pub(super) fn forms(
    columns: &Columns,
    rows: &[(Option<&str>, &Row, u64)],
) -> anyhow::Result<Cells> {
    let place = |name: &str| columns.place(name).expect("required columns were found");
    let (unit, item, value) = (place("unit_id"), place("item"), place("value"));
    let mut items = BTreeSet::new();
    let mut units = BTreeMap::<(Option<&str>, &str), BTreeMap<&str, &str>>::new();
    for (level, row, n) in rows {
        let (Some(unit), Some(item)) = (&row[unit], &row[item]) else {
            bail!("{n} rows lack `unit_id` or `item`, allowed: rows that have both");
        };
        if item.contains(SEPARATOR) {
            bail!("`item` is \"{item}\", allowed: names without `{SEPARATOR}`");
        }
        items.insert(item.as_str());
        let answers = units.entry((*level, unit)).or_default();
        let answer = row[value].as_deref().unwrap_or_default();
        if *n > 1 || answers.insert(item, answer).is_some() {
            bail!(
                "unit \"{unit}\" answers the item \"{item}\" more than once, allowed: one answer per unit and item\nhint: `--by` parts waves or groups"
            );
        }
    }
    let mut counts = BTreeMap::<String, u64>::new();
    for answers in units.values() {
        let form: Vec<&str> =
            items.iter().map(|item| answers.get(item).copied().unwrap_or_default()).collect();
        *counts.entry(form.join(SEPARATOR)).or_insert(0) += 1;
    }
    let names = items.into_iter().collect::<Vec<_>>().join(SEPARATOR);
    let (values, n): (Vec<_>, Vec<_>) = counts.into_iter().map(|(form, n)| (Some(form), n)).unzip();
    let columns = vec![
        ("items".to_owned(), Values::Texts(vec![Some(names); n.len()])),
        ("values".to_owned(), Values::Texts(values)),
    ];
    Ok(Cells::new(columns, n))
}
