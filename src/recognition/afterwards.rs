//! What is seen once all sources are known: groups to compare, the cut-off, words that do not agree.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::Draft;
use super::grouping::{files_of, shown};
use super::inventory::{Inventory, Table};
use super::names;
use super::profile::Column;
use super::sources::{Source, pattern};
use super::text::{plain, untaken};
use super::whom::is_personal;
use super::words::ADDED;
use crate::contract;
use crate::sources::DateForm;

/// Most groups of a segment.
const MOST_GROUPS: usize = 8;

/// Groups to show measures by: sites, settings, and attributes of few words.
pub(super) fn segments(inventory: &Inventory, draft: &Draft) -> Vec<(String, String, String)> {
    let mut segments = Vec::new();
    let mut taken = vec!["all".to_owned()];
    for source in draft.sources.iter().filter(|source| source.left_out.is_none()) {
        let few = |column: &str| {
            let own = inventory.tables.iter().filter(|table| {
                source.files.iter().any(|file| *file == pattern(&table.file))
                    || source.files.iter().any(|file| file.contains('*'))
            });
            let kinds =
                own.filter_map(|table| table.column(column)).map(Column::kinds).max().unwrap_or(0);
            (2..=MOST_GROUPS).contains(&kinds)
        };
        let mut add = |id: &str, from: String| {
            if !segments.iter().any(|(_, _, own)| *own == from) {
                let id = untaken(&mut taken, id);
                segments.push((id.clone(), title(&id), from));
            }
        };
        for (name, column) in &source.columns {
            match (source.table, name.as_str()) {
                ("people", "site" | "arm") if few(column) => add(name, format!("people.{name}")),
                ("matches", "setting" | "mode") if few(column) => {
                    add(name, format!("matches.{name}"));
                }
                _ => {}
            }
        }
        if source.table == "attributes" {
            for (name, column) in source.spread.iter().filter(|(_, column)| few(column)) {
                let _ = column;
                add(name, format!("attributes.{name}"));
            }
        }
    }
    segments
}

/// Columns of each file that fill nothing, beside those that say who somebody is and those that a survey program adds.
pub(super) fn leftover(groups: &[(Table, Vec<&str>)], draft: &Draft) -> Vec<String> {
    let line = |(table, files): &(Table, Vec<&str>)| {
        let left: Vec<String> =
            left(table, files, draft).map(|column| format!("`{}`", column.name)).collect();
        (!left.is_empty()).then(|| format!("{}: {}", shown(files, table), left.join(", ")))
    };
    groups.iter().filter_map(line).collect()
}

/// Columns of a file that fill nothing; none of a file that is not read.
pub(super) fn left<'t>(
    table: &'t Table,
    files: &[&str],
    draft: &Draft,
) -> impl Iterator<Item = &'t Column> {
    let own: Vec<&Source> = draft
        .sources
        .iter()
        .filter(|source| source.sheet == table.sheet && source.files == files_of(files))
        .collect();
    let read: BTreeSet<&str> = own
        .iter()
        .flat_map(|source| {
            let pairs = source.columns.iter().chain(&source.spread).chain(&source.match_by);
            let pairs = pairs.chain(&source.link_by).map(|(_, column)| column.as_str());
            let kept = source.keep.iter().map(|(column, _)| column.as_str());
            pairs.chain(kept).chain(source.code.iter().map(String::as_str))
        })
        .collect();
    let items: BTreeSet<&str> = draft
        .instruments
        .iter()
        .filter(|form| own.iter().any(|source| source.instrument.as_ref() == Some(&form.id)))
        .flat_map(|form| form.items.iter().map(|item| item.id.as_str()))
        .collect();
    let is_left = |column: &&Column| {
        !own.is_empty()
            && column.filled > 0
            && !read.contains(column.name.as_str())
            && !items.contains(column.name.as_str())
            && !is_personal(column)
            && !names::is_whole(&column.name)
            && !ADDED.contains(&plain(&column.name).as_str())
    };
    table.columns.iter().filter(is_left).collect::<Vec<_>>().into_iter()
}

/// Says where two lists of people write their sites in words of which none is the same.
pub(super) fn compare_sites(inventory: &Inventory, draft: &mut Draft) {
    let words = |source: &Source| -> BTreeSet<String> {
        let column =
            source.columns.iter().find(|(name, _)| name == "site").map(|(_, column)| column);
        let own = |table: &&Table| source.files.iter().any(|file| *file == pattern(&table.file));
        let table = inventory.tables.iter().find(own);
        let texts =
            table.zip(column).and_then(|(table, column)| table.column(column)).map(Column::meant);
        texts.into_iter().flatten().map(|(text, _)| text.to_owned()).collect()
    };
    let lists: Vec<(String, BTreeSet<String>)> = draft
        .sources
        .iter()
        .filter(|source| source.table == "people")
        .map(|source| (source.id.clone(), words(source)))
        .filter(|(_, words)| !words.is_empty() && words.len() <= MOST_GROUPS)
        .collect();
    let letters = |words: &BTreeSet<String>| words.iter().map(String::len).sum::<usize>();
    for (id, own) in &lists {
        let longer =
            lists.iter().find(|(_, words)| words.is_disjoint(own) && letters(words) > letters(own));
        let Some((other, names)) = longer else { continue };
        if let Some(source) = draft.sources.iter_mut().find(|source| source.id == *id) {
            let names: Vec<String> = names.iter().cloned().collect();
            source.candidates.push(format!(
                "the sites of `{other}` are called {}; say which of them each is:",
                super::forms::quoted(&names)
            ));
            source.candidates.push("[sources.values.site]".to_owned());
            source.candidates.extend(own.iter().map(|word| format!("\"{word}\" = \"…\"")));
        }
    }
}

fn title(id: &str) -> String {
    let words = id.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The newest day that is no slip of the pen: no more than two months after all others.
pub(super) fn newest(inventory: &Inventory, sources: &[Source]) -> Option<jiff::civil::Date> {
    let mut days: BTreeMap<i64, usize> = BTreeMap::new();
    for table in &inventory.tables {
        let own = sources.iter().filter(|source| {
            source.left_out.is_none()
                && source
                    .files
                    .iter()
                    .any(|file| *file == pattern(&table.file) || file.contains('*'))
        });
        let names: BTreeSet<&str> = own
            .flat_map(|source| &source.columns)
            .filter(|(name, _)| name.ends_with("_on") && name != "expires_on")
            .map(|(_, column)| column.as_str())
            .collect();
        for column in table.columns.iter().filter(|column| names.contains(column.name.as_str())) {
            let form = column.dates();
            for (text, times) in column.meant() {
                let pattern = match &form {
                    DateForm::Pattern(pattern) => Some(pattern.as_str()),
                    _ => None,
                };
                if let Some(day) = contract::day_of(text, pattern) {
                    *days.entry(day).or_default() += times;
                }
            }
        }
    }
    let all: usize = days.values().sum();
    let mut seen = 0;
    let mut last = None;
    for (day, times) in days {
        // Nearly all dates lie before; from then on each must be near the one before.
        let is_rest = seen * 100 >= all * 99;
        if is_rest && last.is_some_and(|last| day - last > 45) {
            break;
        }
        seen += times;
        last = Some(day);
    }
    contract::date_of(last?).parse().ok()
}
