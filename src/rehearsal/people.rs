//! Made-up people, what is known about them, and their matches.

use std::collections::BTreeSet;

use super::Fields;
use super::cells::{meaning, table_of, words, written};
use super::lot::later;
use super::records::{Record, fields, labels};
use super::world::{Match, Person, World, roles_of};
use crate::plan::{EvaluationDesign, Plan, Shape, Source};

/// Rows of a list of people.
pub(super) fn people(plan: &Plan, source: &Source, world: &mut World) -> Vec<Record> {
    let allowed = roles_of(source);
    let own: Vec<Person> = world
        .people
        .iter()
        .filter(|person| allowed.as_ref().is_none_or(|roles| roles.contains(&person.role)))
        .cloned()
        .collect();
    own.iter().map(|person| Record::of(told(plan, world, person))).collect()
}

/// What is made up about a person, the same in every file.
fn told(plan: &Plan, world: &mut World, person: &Person) -> Fields {
    let key = ("people", person.id.clone());
    if let Some(known) = world.told.get(&key) {
        return known.clone();
    }
    let days_left = (world.to - person.enrolled).get_days();
    let exited = world.lot.chance(12) && days_left > 40;
    let exited_on = world.lot.day(later(person.enrolled, 40), world.to);
    // Whoever has a match stays at least as long as it.
    let is_matched = world.matches.iter().any(|own| {
        (own.mentee == person.id || own.mentor == person.id)
            && own.ended.is_none_or(|end| end > exited_on)
    });
    let exits = exited && !is_matched;
    let mut label = |column: &str| {
        let labels = labels(plan, "people", column);
        world.lot.one_of(&labels).cloned().unwrap_or_default()
    };
    let (site, cohort, exit_reason) = (label("site"), label("cohort"), label("exit_reason"));
    let is_comparison = person.role == "comparison";
    let arm = match (&plan.analysis.reference_arm, is_comparison) {
        (Some(reference), true) => reference.clone(),
        (None, true) => "control".to_owned(),
        _ => label("arm"),
    };
    let assignment =
        if plan.program.design == EvaluationDesign::Randomised { "random" } else { "chosen" };
    let quoted = world.lot.chance(70);
    let known = fields(&[
        ("person_id", person.id.clone()),
        ("role", person.role.clone()),
        ("arm", arm),
        ("assignment", assignment.to_owned()),
        ("cohort", cohort),
        ("site", site),
        ("enrolled_on", person.enrolled.to_string()),
        ("exited_on", if exits { exited_on.to_string() } else { String::new() }),
        ("exit_reason", if exits { exit_reason } else { String::new() }),
        ("report_ok", "yes".to_owned()),
        ("share_ok", "yes".to_owned()),
        ("quote_ok", if quoted { "yes" } else { "no" }.to_owned()),
    ]);
    world.told.insert(key, known.clone());
    known
}

/// Rows of what else is known about people: those of the list that stands in the same file, else mentees.
pub(super) fn attributes(plan: &Plan, source: &Source, world: &mut World) -> Vec<Record> {
    let beside = plan.sources.iter().find(|other| {
        other.table == "people" && other.files == source.files && other.sheet == source.sheet
    });
    let roles = beside.map_or(Some(vec!["mentee".to_owned()]), roles_of);
    let own: Vec<Person> = world
        .people
        .iter()
        .filter(|person| roles.as_ref().is_none_or(|roles| roles.contains(&person.role)))
        .cloned()
        .collect();
    let as_of = world.from.to_string();
    let mut records = Vec::new();
    for person in own {
        let base = [("person_id", person.id.clone()), ("as_of_on", as_of.clone())];
        if source.shape == Shape::Wide {
            let mut record = Record::of(fields(&base));
            for (attribute, column) in &source.spread {
                let value = value_of(plan, source, world, attribute);
                let (text, value) = same_text(source, world, &person.id, column, &value);
                let said = [("attribute", attribute.clone()), ("value", value)];
                record.spread(column, text, "attributes", &said);
            }
            records.push(record);
            continue;
        }
        let attributes = words(source, table_of(source), "attribute");
        let attributes = if attributes.is_empty() { vec!["grade".to_owned()] } else { attributes };
        for attribute in attributes {
            let mut value = value_of(plan, source, world, &attribute);
            if let Some(column) = source.columns.get("value") {
                (_, value) = same_text(source, world, &person.id, column, &value);
            }
            let more = [("attribute", attribute), ("value", value)];
            records.push(Record::of(fields(&[&base[..], &more].concat())));
        }
    }
    records
}

/// How an attribute is written, and what that means: what another source reads in the same column was written already.
fn same_text(
    source: &Source,
    world: &mut World,
    person: &str,
    column: &str,
    value: &str,
) -> (String, String) {
    let place = [source.files.concat(), column.to_owned(), person.to_owned()].join("\u{1f}");
    let key = ("attributes", place);
    let known = world.told.get(&key).and_then(|fields| fields.get("text")).cloned();
    let text = known.unwrap_or_else(|| written(source, table_of(source), "value", value));
    world.told.insert(key, fields(&[("text", text.clone())]));
    let meant = meaning(source, "value", &text);
    (text, meant)
}

fn value_of(plan: &Plan, source: &Source, world: &mut World, attribute: &str) -> String {
    let own: BTreeSet<String> =
        source.values.get("value").into_iter().flat_map(|map| map.values().cloned()).collect();
    let own: Vec<String> = own.into_iter().collect();
    let own = if own.is_empty() { labels(plan, "attributes", attribute) } else { own };
    world.lot.one_of(&own).cloned().unwrap_or_default()
}

/// Rows of a list of matches.
pub(super) fn matches(plan: &Plan, source: &Source, world: &mut World) -> Vec<Record> {
    let own = world.matches.clone();
    own.iter().map(|pair| Record::of(told_of_match(plan, source, world, pair))).collect()
}

/// Further ids of people, as other systems give them; nothing else names anybody by them.
pub(super) fn further_ids(source: &Source, world: &World) -> Vec<Record> {
    let ids = world.people.iter().map(|person| {
        let mut record = Record::of(fields(&[("person_id", person.id.clone())]));
        if source.shape == Shape::Wide {
            let own = source.spread.iter();
            record.cells = own
                .map(|(system, column)| (column.clone(), format!("{system}-{}", person.id)))
                .collect();
        } else {
            record.fields.insert("alias".to_owned(), format!("further-{}", person.id));
        }
        record
    });
    ids.collect()
}

fn told_of_match(plan: &Plan, source: &Source, world: &mut World, pair: &Match) -> Fields {
    let key = ("matches", pair.id.clone());
    if let Some(known) = world.told.get(&key) {
        return known.clone();
    }
    let mut word = |column: &str| {
        let words = words(source, table_of(source), column);
        world.lot.one_of(&words).cloned().unwrap_or_default()
    };
    let (mode, setting, method) = (word("mode"), word("setting"), word("method"));
    let (cause, ended) = match pair.ended {
        Some(day) => (word("closure_cause"), day.to_string()),
        None => (String::new(), String::new()),
    };
    let reasons = labels(plan, "matches", "closure_reason");
    let reason = world.lot.one_of(&reasons).cloned().unwrap_or_default();
    let promised = |number: Option<f64>, usual: f64| number.unwrap_or(usual).to_string();
    let known = fields(&[
        ("match_id", pair.id.clone()),
        ("mentor_id", pair.mentor.clone()),
        ("mentee_id", pair.mentee.clone()),
        ("group_id", format!("G-{}", pair.mentor)),
        ("mode", mode),
        ("setting", setting),
        ("method", method),
        ("matched_on", pair.matched.to_string()),
        ("first_met_on", pair.first_met.to_string()),
        ("ended_on", ended),
        ("observed_on", world.to.to_string()),
        ("closure_reason", if cause.is_empty() { String::new() } else { reason }),
        ("closure_cause", cause),
        ("committed_months", promised(plan.commitment.months, 12.0)),
        ("committed_meetings", promised(plan.commitment.meetings_per_month, 4.0)),
        ("committed_minutes", promised(plan.commitment.minutes_per_month, 240.0)),
    ]);
    world.told.insert(key, known.clone());
    known
}
