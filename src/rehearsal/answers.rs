//! Made-up answers to the plan's instruments.

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
    let mut long = Vec::new();
    let mut lists: Vec<(String, Vec<String>)> = Vec::new();
    for item in &form.items {
        if source.shape == Shape::Wide {
            let column = source.spread.get(&item.id).map_or(item.id.as_str(), String::as_str);
            if let Some((question, choice)) = box_of(source, column) {
                let said = tick(world, item, &choice, &mut lists, &question, source);
                wide.said.push(said);
                continue;
            }
            let Answer { text, said } = answer(source, world, form, item, person);
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
        long.push(Record { fields, cells: Vec::new(), said });
    }
    if source.shape == Shape::Wide {
        for (question, choices) in lists {
            wide.cells.push((question, choices.join(", ")));
        }
        return vec![wide];
    }
    long
}

/// Question and choice of a column of a list of ticked boxes.
fn box_of(source: &Source, column: &str) -> Option<(String, String)> {
    source.choices.iter().find_map(|(question, choices)| {
        let rest = column.strip_prefix(question.as_str())?.trim_start();
        let choice = rest.strip_prefix('[')?.strip_suffix(']')?;
        choices.iter().any(|own| own == choice).then(|| (question.clone(), choice.to_owned()))
    })
}

/// Ticks a box or not; the first of a question is always ticked, for a list of nothing says nothing.
fn tick(
    world: &mut World,
    item: &Item,
    choice: &str,
    lists: &mut Vec<(String, Vec<String>)>,
    question: &str,
    source: &Source,
) -> Said {
    let at = lists.iter().position(|(own, _)| own == question);
    let at = at.unwrap_or_else(|| {
        lists.push((question.to_owned(), Vec::new()));
        lists.len() - 1
    });
    let is_first = source
        .choices
        .get(question)
        .and_then(|all| all.first())
        .is_some_and(|first| first == choice);
    let is_ticked = is_first || world.lot.chance(40);
    if is_ticked {
        lists[at].1.push(choice.to_owned());
    }
    answered(item, if is_ticked { "1" } else { "0" })
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
        let text = world.lot.one_of(COMMENTS).map_or("", |text| *text).to_owned();
        let own = [("item", item.id.clone()), ("text", text.clone())];
        return Answer { text, said: Said { table: "comments".to_owned(), fields: fields(&own) } };
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
        let reason = if world.lot.chance(50) { world.lot.one_of(&reasons).copied() } else { None };
        return match reason {
            Some((text, state)) => Answer { text: text.clone(), said: state_of(item, state, "") },
            None => Answer { text: String::new(), said: state_of(item, "skipped", "") },
        };
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
            .find(|(_, to)| to.parse::<f64>().is_ok_and(|to| to == value))
            .map(|(from, _)| from)
    });
    if let Some(text) = own {
        return text.clone();
    }
    let place = (0..item.labels.len()).find(|at| item.minimum + *at as f64 == value);
    match place.and_then(|at| item.labels.get(at)) {
        Some(label) if !source.missing.contains(label) => label.clone(),
        _ => number(source, "value", &value.to_string()),
    }
}
