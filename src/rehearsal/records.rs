//! Made-up rows of every table that a source may fill.

use std::collections::BTreeSet;

use super::cells::{table_of, words};
use super::lot::later;
use super::sheets::{SCHOOL_DAYS, days_of_term, school_days};
use super::world::{Person, World};
use super::{Fields, RehearsalError, Said, answers, people};
use crate::plan::{Outcome, Plan, Shape, Source};

/// A row of a file before it is written.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// Columns of the contract.
    pub(super) fields: Fields,
    /// Columns of the file that hold one value each, and how it is written.
    pub(super) cells: Vec<(String, String)>,
    /// Rows that come of these columns, without what all of them share.
    pub(super) said: Vec<Said>,
}

impl Record {
    pub(super) fn of(fields: Fields) -> Self {
        Self { fields, ..Self::default() }
    }

    /// Adds a column of the file that holds a value of its own, and the row that comes of it.
    pub(super) fn spread(
        &mut self,
        column: &str,
        text: String,
        table: &str,
        said: &[(&str, String)],
    ) {
        self.cells.push((column.to_owned(), text));
        self.said.push(Said { table: table.to_owned(), fields: fields(said) });
    }
}

/// Fields from pairs; empty ones are none.
pub(super) fn fields(pairs: &[(&str, String)]) -> Fields {
    let own = pairs.iter().filter(|(_, value)| !value.is_empty());
    own.map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}

/// Labels of a column: those that the plan knows, else usual ones.
pub(super) fn labels(plan: &Plan, table: &str, column: &str) -> Vec<String> {
    let own = plan.sources.iter().filter(|source| source.table == table);
    let mut known: BTreeSet<String> = own
        .flat_map(|source| {
            source.values.get(column).into_iter().flat_map(|map| map.values().cloned())
        })
        .collect();
    let from = format!("{table}.{column}");
    for segment in plan.segments.iter().filter(|segment| segment.from == from) {
        let own = plan.populations.iter().filter(|group| group.segment == segment.id);
        known.extend(own.map(|group| group.level.clone()));
    }
    if !known.is_empty() {
        return known.into_iter().collect();
    }
    let usual: &[&str] = match column {
        "site" => &["North", "South"],
        "arm" => &["mentee"],
        "cohort" => &["Cohort 1", "Cohort 2"],
        "exit_reason" => &["Moved away", "No time"],
        "closure_reason" => &["Completed as planned", "Moved away", "No time"],
        "topic" => &["Homework", "Games", "Plans for the future"],
        "training" => &["First steps", "Safeguarding"],
        "name" => &["Certificate of completion", "Leadership badge"],
        "issuer" => &["Our program"],
        "period" => &["2024-Q3", "2024-Q4", "2025-Q1"],
        "category" => &["Staff", "Training", "Activities"],
        "currency" => &["USD"],
        "grade" => &["6", "7", "8", "9", "10"],
        "gender" => &["F", "M", "X"],
        _ => &["Group A", "Group B"],
    };
    usual.iter().map(|label| (*label).to_owned()).collect()
}

/// The rows that a source's file holds.
pub(super) fn records(
    plan: &Plan,
    source: &Source,
    world: &mut World,
) -> Result<Vec<Record>, RehearsalError> {
    let records = match source.table.as_str() {
        "people" => people::people(plan, source, world),
        "attributes" => people::attributes(plan, source, world),
        "matches" => people::matches(plan, source, world),
        "meetings" => meetings(plan, source, world),
        "contacts" => contacts(source, world),
        "trainings" => trainings(plan, source, world),
        "goals" => goals(source, world),
        "credentials" => credentials(plan, source, world),
        "costs" => costs(plan, source, world),
        "outcomes" => outcomes(plan, source, world),
        "responses" => answers::responses(plan, source, world),
        "crosswalk" => people::further_ids(source, world),
        table => {
            let why = format!("nothing is made up for the table `{table}`");
            return Err(RehearsalError::Source { source_id: source.id.clone(), why });
        }
    };
    Ok(records)
}

fn word(source: &Source, world: &mut World, column: &str) -> String {
    let words = words(source, table_of(source), column);
    world.lot.one_of(&words).cloned().unwrap_or_default()
}

fn label(plan: &Plan, world: &mut World, table: &str, column: &str) -> String {
    world.lot.one_of(&labels(plan, table, column)).cloned().unwrap_or_default()
}

/// Most meetings of a match: enough to see a rhythm, few enough to look at.
const MOST_MEETINGS: usize = 15;

fn meetings(plan: &Plan, source: &Source, world: &mut World) -> Vec<Record> {
    let mut records = Vec::new();
    for pair in world.matches.clone() {
        let until = pair.ended.unwrap_or(world.to);
        let mut held = pair.first_met;
        for _ in 0..MOST_MEETINGS {
            if held > until {
                break;
            }
            let status = if world.lot.chance(90) {
                "held".to_owned()
            } else {
                word(source, world, "status")
            };
            let known = words(source, table_of(source), "status");
            let status = if known.contains(&status) {
                status
            } else {
                known.first().cloned().unwrap_or_default()
            };
            let logged = world.lot.day(held, later(held, 3)).min(world.to);
            let minutes = 30 + 15 * world.lot.below(7);
            records.push(Record::of(fields(&[
                ("meeting_id", format!("T-{:04}", records.len() + 1)),
                ("match_id", pair.id.clone()),
                ("held_on", held.to_string()),
                ("logged_on", logged.to_string()),
                ("minutes", minutes.to_string()),
                ("channel", word(source, world, "channel")),
                ("status", status),
                ("topic", label(plan, world, "meetings", "topic")),
            ])));
            let days = 5 + world.lot.below(16);
            held = later(held, i32::try_from(days).unwrap_or(7));
        }
    }
    records
}

fn contacts(source: &Source, world: &mut World) -> Vec<Record> {
    let mut records = Vec::new();
    for pair in world.matches.clone() {
        for month in 1..=3 {
            let on = later(pair.matched, 30 * month);
            if on <= pair.ended.unwrap_or(world.to) {
                records.push(Record::of(fields(&[
                    ("match_id", pair.id.clone()),
                    ("person_id", pair.mentor.clone()),
                    ("contacted_on", on.to_string()),
                    ("kind", word(source, world, "kind")),
                ])));
            }
        }
    }
    records
}

fn trainings(plan: &Plan, source: &Source, world: &mut World) -> Vec<Record> {
    let mut records = Vec::new();
    for person in world.of_role("mentor") {
        let hours = 1 + world.lot.below(3);
        let on = world.lot.day(person.enrolled, later(person.enrolled, 20)).min(world.to);
        let named = words(source, table_of(source), "training");
        let training = match named.first() {
            Some(named) => named.clone(),
            None => label(plan, world, "trainings", "training"),
        };
        records.push(Record::of(fields(&[
            ("person_id", person.id),
            ("training", training),
            ("completed_on", on.to_string()),
            ("hours", hours.to_string()),
        ])));
    }
    records
}

fn goals(source: &Source, world: &mut World) -> Vec<Record> {
    let mut records = Vec::new();
    for pair in world.matches.clone() {
        let set_on = world.lot.day(pair.matched, later(pair.matched, 20)).min(world.to);
        let baseline = world.lot.below(2).to_string();
        let attained = i32::try_from(world.lot.below(5)).unwrap_or(2) - 2;
        records.push(Record::of(fields(&[
            ("goal_id", format!("Z-{:03}", records.len() + 1)),
            ("person_id", pair.mentee.clone()),
            ("match_id", pair.id.clone()),
            ("set_on", set_on.to_string()),
            ("weight", (1 + world.lot.below(3)).to_string()),
            ("baseline_level", format!("-{baseline}").replace("-0", "0")),
            ("attained_level", attained.to_string()),
            ("status", word(source, world, "status")),
        ])));
    }
    records
}

fn credentials(plan: &Plan, source: &Source, world: &mut World) -> Vec<Record> {
    let mut records = Vec::new();
    for person in world.people.clone() {
        if !matches!(person.role.as_str(), "mentee" | "mentor") || !world.lot.chance(30) {
            continue;
        }
        let on = world.lot.day(later(person.enrolled, 10), world.to);
        records.push(Record::of(fields(&[
            ("person_id", person.id),
            ("kind", word(source, world, "kind")),
            ("name", label(plan, world, "credentials", "name")),
            ("issuer", label(plan, world, "credentials", "issuer")),
            ("state", "awarded".to_owned()),
            ("eligible_on", on.to_string()),
            ("awarded_on", on.to_string()),
            ("expires_on", later(on, 730).to_string()),
        ])));
    }
    records
}

fn costs(plan: &Plan, source: &Source, world: &mut World) -> Vec<Record> {
    let _ = source;
    let mut records = Vec::new();
    for period in labels(plan, "costs", "period") {
        for category in labels(plan, "costs", "category") {
            let amount = 500 + 10 * world.lot.below(900);
            records.push(Record::of(fields(&[
                ("period", period.clone()),
                ("category", category),
                ("amount", amount.to_string()),
                ("currency", label(plan, world, "costs", "currency")),
                ("in_kind", "no".to_owned()),
            ])));
        }
    }
    records
}

/// The waves of a source: its constant, those its words can say, else before and after.
pub(super) fn waves(plan: &Plan, source: &Source, usual: &[String]) -> Vec<String> {
    let own = words(source, table_of(source), "wave");
    if !own.is_empty() || !source.columns.contains_key("wave") {
        return own;
    }
    if usual.is_empty() {
        vec![plan.analysis.baseline_wave.clone(), plan.analysis.followup_wave.clone()]
    } else {
        usual.to_vec()
    }
}

/// The day of a wave: before at the beginning, after at the end, others by their place between.
pub(super) fn day_of(
    plan: &Plan,
    world: &mut World,
    wave: &str,
    place: usize,
) -> jiff::civil::Date {
    let days = (world.to - world.from).get_days();
    let from = if wave == plan.analysis.baseline_wave {
        world.from
    } else if wave == plan.analysis.followup_wave {
        later(world.to, -days / 10)
    } else {
        let place = i32::try_from(place + 1).unwrap_or(1);
        later(world.from, days * place.min(8) / 10)
    };
    world.lot.day(from, later(from, days / 12)).min(world.to)
}

fn outcomes(plan: &Plan, source: &Source, world: &mut World) -> Vec<Record> {
    let who: Vec<Person> =
        ["mentee", "comparison"].iter().flat_map(|role| world.of_role(role)).collect();
    let waves = waves(plan, source, &[]);
    let waves = if waves.is_empty() { vec![String::new()] } else { waves };
    let mut records = Vec::new();
    for person in who {
        for (place, wave) in waves.iter().enumerate() {
            let mut wave = wave.clone();
            let mut observed = day_of(plan, world, &wave, place);
            let is_daily = source.format.as_deref() == Some("daily_attendance");
            let is_sheet = is_daily || source.format.as_deref() == Some("attendance");
            if is_daily {
                let term = super::cells::written(source, table_of(source), "wave", &wave);
                let days = days_of_term(&term, &observed.to_string());
                observed = days.last().copied().unwrap_or(observed);
            } else if is_sheet {
                let month = super::cells::written(source, table_of(source), "wave", &wave);
                let mut days = school_days(&month);
                if days.is_empty() {
                    wave = observed.strftime("%Y-%m").to_string();
                    days = school_days(&wave);
                }
                observed = days.last().copied().unwrap_or(observed);
            }
            let base = [
                ("person_id", person.id.clone()),
                ("wave", wave),
                ("observed_on", observed.to_string()),
            ];
            if source.shape == Shape::Wide {
                let mut record = Record::of(fields(&base));
                let away = if is_sheet { world.lot.below(SCHOOL_DAYS / 2) } else { 0 };
                for (id, column) in &source.spread {
                    let value = match column.as_str() {
                        "attendance_rate" if is_sheet => {
                            ((SCHOOL_DAYS - away) as f64 / SCHOOL_DAYS as f64).to_string()
                        }
                        "days_absent" if is_sheet => away.to_string(),
                        _ => measured(plan, source, world, &person, id),
                    };
                    let said = [("measure", id.clone()), ("value", value.clone())];
                    let text = super::cells::written(source, table_of(source), "value", &value);
                    record.spread(column, text, "outcomes", &said);
                }
                records.push(record);
                continue;
            }
            let named = words(source, table_of(source), "measure");
            let all = || plan.outcomes.iter().map(|outcome| outcome.id.clone()).collect();
            let measures: Vec<String> = if named.is_empty() { all() } else { named };
            for measure in measures {
                let value = measured(plan, source, world, &person, &measure);
                let more = [("measure", measure), ("value", value)];
                records.push(Record::of(fields(&[&base[..], &more].concat())));
            }
        }
    }
    records
}

/// A value of an outcome: one that the source's words can say, else a number in its range.
fn measured(plan: &Plan, source: &Source, world: &mut World, person: &Person, id: &str) -> String {
    if let Some(words) = source.values.get("value") {
        let mut numbers: Vec<&String> =
            words.values().filter(|word| word.parse::<f64>().is_ok()).collect();
        numbers.sort();
        numbers.dedup();
        if let Some(number) = world.lot.one_of(&numbers) {
            return (*number).clone();
        }
    }
    let Some(outcome) = plan.outcomes.iter().find(|outcome| outcome.id == id) else {
        return String::new();
    };
    let Outcome { minimum, maximum, .. } = outcome;
    let low = minimum.unwrap_or(0.0);
    let usual = if outcome.unit.contains("share") { 1.0 } else { low + 100.0 };
    let high = maximum.unwrap_or(usual);
    let middle = f64::midpoint(low, high);
    let at = middle + (high - low) * (0.25 * person.leaning + 0.2 * world.lot.bell());
    let digits = if outcome.unit.starts_with("1 when") || high - low > 20.0 { 0 } else { 2 };
    let text = format!("{:.digits$}", at.clamp(low, high));
    // A number as it is said, not as it is written: without zeros at its end.
    text.parse::<f64>().map_or(text, |number| number.to_string())
}
