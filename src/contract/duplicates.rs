//! A person who filled in the same form twice in a wave: the plan says which one counts, the others are left out and counted.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use super::builder::ROW;
use super::differ::all_differ;
use super::file_rows::FileRows;
use super::forms::{ANSWERS, Items, Packed};
use super::violation::RowId;
use crate::plan::{Duplicates, Plan, Shape};

/// What tells two forms apart, and what two answers where a file holds one row for each.
const FORM: &[&str] = &["person_id", "match_id", "instrument", "wave"];
const ANSWER: &[&str] = &["person_id", "match_id", "instrument", "wave", "item"];

/// Rows of files whose answers another form of the same person in the same wave replaces.
///
/// The same form in a later export is no second one: there the later export counts, as everywhere. Where a file holds one row
/// for each answer, it is answers to the same question that are compared.
pub(crate) fn replaced(
    plan: &Plan,
    items: &Items,
    files: &[FileRows],
    responses: &DataFrame,
) -> PolarsResult<BTreeSet<i64>> {
    let is_long = |row: i64| {
        let file = &files[RowId::unpacked(row).file as usize];
        plan.sources[file.source].shape == Shape::Long
    };
    let rows = responses.column(ROW)?.i64()?;
    let long: BooleanChunked = rows.into_no_null_iter().map(|row| Some(is_long(row))).collect();
    let mut replaced = BTreeSet::new();
    for (part, key) in [(!&long, FORM), (long, ANSWER)] {
        let mut rows = responses.filter(&part)?;
        if rows.height() > 0 && key == ANSWER {
            rows.with_column(question(&rows, items)?)?;
        }
        if rows.height() > 0 && !all_differ(&rows, key)? {
            replaced.extend(rivals(&rows, key, plan.identity.duplicates)?);
        }
    }
    Ok(replaced)
}

/// The item that each row is about, where a row of a file is one answer.
fn question(responses: &DataFrame, items: &Items) -> PolarsResult<Column> {
    let forms = responses.column("instrument")?.str()?.iter();
    let cells = responses.column(ANSWERS)?.binary()?.iter();
    let question = forms.zip(cells).map(|(form, cell)| {
        let answer = Packed::all(cell.unwrap_or_default()).next()?;
        items.name(form, answer.place)
    });
    Ok(question.collect::<StringChunked>().with_name("item".into()).into_column())
}

fn rivals(rows: &DataFrame, key: &[&str], rule: Duplicates) -> PolarsResult<BTreeSet<i64>> {
    let column = |name: &str| -> PolarsResult<Vec<i64>> {
        Ok(rows.column(name)?.i64()?.iter().map(Option::unwrap_or_default).collect())
    };
    let (places, ids) = (column(ROW)?, column("response_id")?);
    let cells = rows.column(ANSWERS)?.binary()?.iter();
    let answered: Vec<usize> = cells
        .map(|cell| {
            let answers = Packed::all(cell.unwrap_or_default());
            answers.filter(|answer| answer.state() == Some("answered")).count()
        })
        .collect();
    let form = |at: IdxSize| {
        let at = at as usize;
        Form { place: places[at], id: ids[at], answered: answered[at] }
    };
    let mut replaced = BTreeSet::new();
    for group in rows.group_by_stable(key.iter().copied())?.get_groups().iter() {
        let mut forms: Vec<Form> = match group {
            GroupsIndicator::Idx((_, rows)) => rows.iter().map(|&at| form(at)).collect(),
            GroupsIndicator::Slice([first, length]) => (first..first + length).map(form).collect(),
        };
        if forms.len() < 2 {
            continue;
        }
        forms.sort_by_key(|form| form.place);
        // First of those that nothing but their row tells apart, then of those with ids of their own.
        for rivals in by(&forms, |form| (form.id, RowId::unpacked(form.place).file)).into_values() {
            let kept = chosen(&rivals, rule).place;
            replaced.extend(rivals.iter().map(|form| form.place).filter(|place| *place != kept));
        }
        forms.retain(|form| !replaced.contains(&form.place));
        // The latest export of each form stands for it.
        let latest: Vec<Form> = by(&forms, |form| form.id)
            .into_values()
            .filter_map(|all| all.last().copied())
            .collect();
        let kept = chosen(&latest, rule).id;
        replaced.extend(forms.iter().filter(|form| form.id != kept).map(|form| form.place));
    }
    Ok(replaced)
}

/// A row of a file with answers of one person.
#[derive(Debug, Clone, Copy)]
struct Form {
    place: i64,
    id: i64,
    answered: usize,
}

fn by<K: Ord>(forms: &[Form], key: impl Fn(&Form) -> K) -> BTreeMap<K, Vec<Form>> {
    let mut groups: BTreeMap<K, Vec<Form>> = BTreeMap::new();
    for form in forms {
        groups.entry(key(form)).or_default().push(*form);
    }
    groups
}

fn chosen(rivals: &[Form], rule: Duplicates) -> Form {
    let found = match rule {
        Duplicates::First => rivals.iter().min_by_key(|form| form.place),
        Duplicates::Last => rivals.iter().max_by_key(|form| form.place),
        Duplicates::MostComplete => rivals.iter().max_by_key(|form| (form.answered, form.place)),
    };
    *found.expect("nobody chooses from nothing")
}
