//! The times at which one form was filled in: by a column, by events, by numbers, or twice in a row.

use std::collections::BTreeMap;

use super::forms::{Item, Occasion, quoted, wave_column};
use super::inventory::Table;
use super::profile::Column;
use super::text::{plain, slug};
use super::waves;
use crate::contract;

/// A table's times: by the words of a column, else by the name of its file.
pub(super) fn times<'t>(table: &'t Table, base: &Occasion<'t>) -> Vec<Occasion<'t>> {
    if let Some(two) = first_and_last_event(table, base) {
        return two;
    }
    if let Some(column) = wave_column(table, base) {
        let mut by_wave: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
        for (text, _) in column.meant() {
            if let Some(wave) = waves::named(text) {
                by_wave.entry(wave).or_default().push(text.to_owned());
            }
        }
        if !by_wave.is_empty() {
            return by_wave
                .into_iter()
                .map(|(wave, texts)| {
                    let mut occasion = base.clone();
                    occasion.wave = Some(wave);
                    occasion.reasons.push(format!(
                        "`{}` says {}: {wave}",
                        column.name,
                        quoted(&texts)
                    ));
                    occasion.keep = Some((column, texts));
                    occasion
                })
                .collect();
        }
    }
    if let Some(two) = first_and_last(table, base) {
        return two;
    }
    let mut occasion = base.clone();
    occasion.wave = waves::named(&table.title());
    if let Some(wave) = occasion.wave {
        occasion.reasons.push(format!("the name of the file says when: {wave}"));
    }
    vec![occasion]
}

/// Events of a REDCap project, in the order in which people come by them, whatever arm they are in: of several that mean one
/// time, and of those without a known word, the first and the last.
fn first_and_last_event<'t>(table: &'t Table, base: &Occasion<'t>) -> Option<Vec<Occasion<'t>>> {
    let is_event =
        |column: &&Column| ["redcap event name", "event name"].contains(&&*plain(&column.name));
    let comes_again = base.person.is_some_and(|person| !person.is_key());
    if table.recognised.layout != Some("redcap") || !comes_again {
        return None;
    }
    let column = table.columns.iter().find(is_event)?;
    let without_arm = |text: &str| {
        let ends = ARM.iter().filter_map(|arm| text.find(arm));
        text[..ends.min().unwrap_or(text.len())].to_owned()
    };
    // Each event with the texts that it has in the arms.
    let mut events: Vec<(String, Vec<String>)> = Vec::new();
    for text in (0..column.rows.len()).filter_map(|row| column.text(row)) {
        let name = without_arm(text);
        match events.iter_mut().find(|(own, _)| *own == name) {
            Some((_, texts)) if texts.iter().any(|own| own == text) => {}
            Some((_, texts)) => texts.push(text.to_owned()),
            None => events.push((name, vec![text.to_owned()])),
        }
    }
    let is = |wave| move |event: &&(String, Vec<String>)| waves::named(&event.0) == Some(wave);
    let first = events.iter().find(is(waves::BEFORE)).or(events.first())?;
    let last = events.iter().rev().find(is(waves::AFTER)).or(events.last())?;
    let all: Vec<String> = events.iter().map(|(name, _)| name.clone()).collect();
    let of = |wave: &'static str, (event, texts): &(String, Vec<String>)| {
        let mut occasion = base.clone();
        occasion.wave = Some(wave);
        occasion.keep = Some((column, texts.clone()));
        occasion.reasons.push(format!(
            "`{}` says which event ({}): \"{event}\" is taken for {wave}, and what lies between is left alone",
            column.name,
            quoted(&all)
        ));
        occasion
    };
    (first.0 != last.0).then(|| vec![of(waves::BEFORE, first), of(waves::AFTER, last)])
}

/// What stands between an event and its arm, in codes and in labels.
const ARM: [&str; 2] = ["_arm_", " (Arm "];

/// Times without a name, such as numbers: the first and the last of them, when the same people come again.
fn first_and_last<'t>(table: &'t Table, base: &Occasion<'t>) -> Option<Vec<Occasion<'t>>> {
    let column = wave_column(table, base)?;
    let person = base.person?;
    let number = |text: &str| contract::number(text, '.');
    let mut texts: Vec<&str> = column.meant().into_iter().map(|(text, _)| text).collect();
    if person.is_key() || texts.iter().any(|text| number(text).is_none()) {
        return None;
    }
    texts.sort_by(|one, other| number(one).unwrap_or(0.0).total_cmp(&number(other).unwrap_or(0.0)));
    let (first, last) = (*texts.first()?, *texts.last()?);
    let of = |wave: &'static str, text: &str| {
        let mut occasion = base.clone();
        occasion.wave = Some(wave);
        occasion.keep = Some((column, vec![text.to_owned()]));
        let all = texts.join(", ");
        occasion.reasons.push(format!("`{}` says when ({all}): {text} is taken for {wave}, and what lies between is left alone", column.name));
        occasion
    };
    Some(vec![of(waves::BEFORE, first), of(waves::AFTER, last)])
}

/// Both times in one row: `q1_pre` and `q1_post`.
pub(super) fn before_and_after<'t>(
    base: &Occasion<'t>,
    items: &[Item],
) -> Option<Vec<Occasion<'t>>> {
    let mut by_wave: BTreeMap<&'static str, Vec<Item>> = BTreeMap::new();
    for item in items {
        if let Some((name, wave)) = waves::apart(&item.column) {
            by_wave.entry(wave).or_default().push(Item { id: slug(&name), ..item.clone() });
        }
    }
    let (before, after) = (by_wave.remove(waves::BEFORE)?, by_wave.remove(waves::AFTER)?);
    let pairs = before.iter().filter(|item| after.iter().any(|other| other.id == item.id)).count();
    if pairs < 2 {
        return None;
    }
    let of = |wave: &'static str, items: Vec<Item>| {
        let mut occasion = base.clone();
        occasion.wave = Some(wave);
        occasion.items = items;
        occasion.reasons.push(format!(
            "{pairs} questions stand twice in a row, before and after: these are {wave}"
        ));
        occasion
    };
    Some(vec![of(waves::BEFORE, before), of(waves::AFTER, after)])
}
