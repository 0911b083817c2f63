//! Made-up answers to the plan's instruments.

use std::collections::BTreeMap;

use super::cells::number;
use super::records::{Record, day_of, fields, waves};
use super::world::{Person, World};
use super::{Fields, Said};
use crate::plan::{Instrument, Item, ItemKind, Plan, Shape, Source};

/// Of a hundred questions so many are left out, and of a hundred open ones so many are answered.
const SKIPPED: usize = 5;
const COMMENTED: usize = 40;

const COMMENTS: &[&str] = &[
    "A made-up comment: it was good to have someone to talk to.",
    "A made-up comment: more time together would help.",
    "A made-up comment; nothing to add.",
];

/// An answer: how it is written, and what comes of it.
struct Answer {
    text: String,
    said: Said,
}

/// Rows of a survey.
pub(super) fn responses(plan: &Plan, source: &Source, world: &mut World) -> Vec<Record> {
    let form = source.instrument.as_ref();
    let Some(form) = form.and_then(|id| plan.instruments.iter().find(|form| form.id == *id)) else {
        return Vec::new();
    };
    let about_match = source.columns.contains_key("match_id");
    let mut records = Vec::new();
    for person in world.of_role(&form.role) {
        let pairs: Vec<String> = world
            .matches
            .iter()
            .filter(|pair| pair.mentor == person.id || pair.mentee == person.id)
            .map(|pair| pair.id.clone())
            .collect();
        let about = if about_match { pairs } else { vec![String::new()] };
        for (place, wave) in waves(plan, source, &form.waves).iter().enumerate() {
            let answered_on = answered_on(plan, world, &person, wave, place);
            for pair in &about {
                let base = fields(&[
                    ("person_id", person.id.clone()),
                    ("match_id", pair.clone()),
                    ("wave", wave.clone()),
                    ("answered_on", answered_on.clone()),
                ]);
                records.extend(filled_in(source, world, form, &person, &base));
            }
        }
    }
    records
}

/// The day on which someone answers in a wave, the same for all forms of it.
fn answered_on(
    plan: &Plan,
    world: &mut World,
    person: &Person,
    wave: &str,
    place: usize,
) -> String {
    let key = ("responses", format!("{}\u{1f}{wave}", person.id));
    if let Some(known) = world.told.get(&key) {
        return known.get("answered_on").cloned().unwrap_or_default();
    }
    let day = day_of(plan, world, wave, place).to_string();
    world.told.insert(key, fields(&[("answered_on", day.clone())]));
    day
}

/// One form, as a row for each answer or as one row.
fn filled_in(
    source: &Source,
    world: &mut World,
    form: &Instrument,
    person: &Person,
    base: &Fields,
) -> Vec<Record> {
    let mut wide = Record::of(base.clone());
    wide.cells = moments(source, world, base);
    let mut long = Vec::new();
    let mut lists: Vec<(String, Vec<String>)> = Vec::new();
    // How each question was answered, as the file writes it.
    let mut told: BTreeMap<&str, String> = BTreeMap::new();
    let mut items: Vec<&Item> = form.items.iter().collect();
    // What is asked after certain answers waits for them.
    items.sort_by_key(|item| !item.asked_when.is_empty());
    for item in items {
        if source.shape == Shape::Wide {
            let column = source.spread.get(&item.id).map_or(item.id.as_str(), String::as_str);
            let is_left_out = source.not_asked.contains(&item.id);
            if is_left_out || !is_asked(item, &told) {
                if !is_left_out {
                    wide.cells.push((column.to_owned(), String::new()));
                    told.insert(&item.id, String::new());
                }
                if item.kind != ItemKind::Text {
                    wide.said.push(state_of(item, "not_asked", ""));
                }
                continue;
            }
            let is_listed = is_list(source, form, column);
            if item.kind == ItemKind::Checkbox && is_listed {
                let at = lists.iter().position(|(own, _)| own == column);
                let (is_ticked, said) = tick(world, item, at.is_none());
                if at.is_none() {
                    lists.push((column.to_owned(), Vec::new()));
                }
                let list = at.unwrap_or(lists.len() - 1);
                if is_ticked {
                    lists[list].1.push(item.ticked.clone().unwrap_or_else(|| item.id.clone()));
                }
                wide.said.push(said);
                continue;
            }
            let Answer { text, said } = answer(source, world, form, item, person);
            told.insert(&item.id, text.clone());
            wide.cells.push((column.to_owned(), text));
            if !said.fields.is_empty() {
                wide.said.push(said);
            }
            continue;
        }
        let Answer { text, said } = answer(source, world, form, item, person);
        let mut fields = base.clone();
        let own = source.values.get("item");
        let name =
            own.and_then(|map| map.iter().find(|(_, to)| **to == item.id)).map(|(from, _)| from);
        fields.insert("item".to_owned(), name.unwrap_or(&item.id).clone());
        fields.insert("value".to_owned(), text);
        let said = if said.fields.is_empty() { Vec::new() } else { vec![said] };
        long.push(Record { fields, cells: wide.cells.clone(), said });
    }
    if source.shape == Shape::Wide {
        for (question, choices) in lists {
            wide.cells.push((question, choices.join(", ")));
        }
        return vec![wide];
    }
    long
}

/// The moments at which a form was begun and sent off, where the file has them.
fn moments(source: &Source, world: &mut World, base: &Fields) -> Vec<(String, String)> {
    let Some((begin, end)) = &source.times else { return Vec::new() };
    let day = base.get("answered_on").map_or("2025-01-10", String::as_str);
    let (minutes, seconds) = (2 + world.lot.below(15), world.lot.below(60));
    vec![
        (begin.clone(), format!("{day}T15:00:00")),
        (end.clone(), format!("{day}T15:{minutes:02}:{seconds:02}")),
    ]
}

/// True unless another question was answered in a way after which this one is not asked.
fn is_asked(item: &Item, told: &BTreeMap<&str, String>) -> bool {
    item.asked_when.iter().all(|(other, answers)| {
        let text = told.get(other.as_str());
        text.is_none_or(|text| answers.iter().any(|answer| answer.eq_ignore_ascii_case(text)))
    })
}

/// True for a column that several boxes of a form are read from.
fn is_list(source: &Source, form: &Instrument, column: &str) -> bool {
    let boxes = form.items.iter().filter(|item| item.kind == ItemKind::Checkbox);
    let own = |item: &&Item| source.spread.get(&item.id).is_some_and(|own| own == column);
    boxes.filter(own).count() > 1
}

/// Ticks a box or not: the first of a list is always ticked, for a list of nothing says nothing.
fn tick(world: &mut World, item: &Item, is_first: bool) -> (bool, Said) {
    let is_ticked = is_first || world.lot.chance(40);
    let (state, value) = if is_ticked { ("answered", "1") } else { ("unchecked", "0") };
    (is_ticked, state_of(item, state, value))
}

fn answered(item: &Item, value: &str) -> Said {
    state_of(item, "answered", value)
}

fn state_of(item: &Item, state: &str, value: &str) -> Said {
    let own = [("item", item.id.clone()), ("state", state.to_owned()), ("value", value.to_owned())];
    Said { table: "responses".to_owned(), fields: fields(&own) }
}

fn answer(
    source: &Source,
    world: &mut World,
    form: &Instrument,
    item: &Item,
    person: &Person,
) -> Answer {
    if item.kind == ItemKind::Text {
        let nothing = Said { table: "comments".to_owned(), fields: Fields::new() };
        if !world.lot.chance(COMMENTED) {
            return Answer { text: String::new(), said: nothing };
        }
        let text = world.lot.one_of(COMMENTS).copied().unwrap_or_default().to_owned();
        let own = [("item", item.id.clone()), ("text", text.clone())];
        return Answer { text, said: Said { table: "comments".to_owned(), fields: fields(&own) } };
    }
    if item.kind == ItemKind::Checkbox {
        let (is_ticked, said) = tick(world, item, false);
        return Answer { text: if is_ticked { "1" } else { "0" }.to_owned(), said };
    }
    if world.lot.chance(SKIPPED) {
        // A reason that the source has words for, or none.
        let words = source.values.get("value");
        let reasons: Vec<(&String, &String)> = words
            .into_iter()
            .flatten()
            .filter(|(text, word)| {
                ["not_applicable", "refused", "not_asked"].contains(&word.as_str())
                    && !source.missing.contains(text)
            })
            .collect();
        let of_form = form.states.iter().filter(|(text, state)| {
            !text.is_empty() && *state != "unchecked" && !source.missing.contains(text)
        });
        let reasons: Vec<(&String, &String)> = reasons.into_iter().chain(of_form).collect();
        let reason = if world.lot.chance(50) { world.lot.one_of(&reasons).copied() } else { None };
        let unsaid = form.states.get("").map_or("skipped", String::as_str);
        let (text, state) =
            reason.map_or(("", unsaid), |(text, state)| (text.as_str(), state.as_str()));
        return Answer { text: text.to_owned(), said: state_of(item, state, "") };
    }
    // Whoever leans one way answers reversed questions the other way.
    let is_reversed = form.scales.iter().any(|scale| scale.reverse.contains(&item.id));
    let leaning = if is_reversed { -person.leaning } else { person.leaning };
    let (low, high) = (item.minimum, item.maximum);
    let middle = low + (high - low) * 0.6;
    let at = middle + (high - low) * (0.4 * leaning + 0.3 * world.lot.bell());
    let value = at.round().clamp(low, high);
    let text = written(source, item, value);
    Answer { text, said: answered(item, &value.to_string()) }
}

/// A point as the form writes it: by the source's own words, its label, else its number.
fn written(source: &Source, item: &Item, value: f64) -> String {
    let words = source.values.get("value");
    let own = words.and_then(|words| {
        words
            .iter()
            .find(|(_, to)| to.parse::<f64>().is_ok_and(|to| is_same(to, value)))
            .map(|(from, _)| from)
    });
    if let Some(text) = own {
        return text.clone();
    }
    let place = (0..item.labels.len()).find(|at| is_same(item.minimum + *at as f64, value));
    match place.and_then(|at| item.labels.get(at)) {
        Some(label) if !source.missing.contains(label) => label.clone(),
        _ => number(source, "value", &value.to_string()),
    }
}

/// Points are whole numbers apart.
fn is_same(one: f64, other: f64) -> bool {
    (one - other).abs() < 0.5
}
