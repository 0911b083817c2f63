//! Tables of measured outcomes, and their people where no list has them.

use std::collections::BTreeMap;

use super::classify::fit_to;
use super::drafting::Drafting;
use super::forms::{occasions, wave_column, wave_of};
use super::inventory::Table;
use super::outcomes::{self, Known};
use super::profile::Column;
use super::sources::Source;
use super::subjects::subjects;
use super::text::{plain, slug};
use super::waves;
use super::whom::Person;
use super::words::ANSWERED;
use crate::contract;
use crate::sources::DateForm;

impl Drafting<'_> {
    pub(super) fn outcomes(
        &mut self,
        table: &Table,
        who: Person<'_>,
        measured: &[(&'static Known, &Column)],
    ) -> String {
        let times = by_time(table, who, measured);
        if let Some(times) = times {
            return self.outcomes_by_time(table, who, &times);
        }
        let own = occasions(table, Some(who));
        let base = own.first();
        let wave =
            base.and_then(|base| wave_column(table, base)).or_else(|| wave_of(table, who.column));
        let mut source = Source::new(&mut self.taken, &slug(&table.title()), "outcomes", table);
        source.reasons.push("measured outcomes: a column for each".to_owned());
        source.is_wide = true;
        source.columns.push(("person_id".to_owned(), who.column.name.clone()));
        source.role = who.role;
        let is_once =
            who.column.is_key() || wave.is_some() || subjects(table, who.column, wave).is_some();
        self.waves(&mut source, wave);
        let day = table.columns.iter().find(|column| {
            ANSWERED.contains(&plain(&column.name).as_str()) && column.dates() != DateForm::None
        });
        if let Some(day) = day {
            source.map("observed_on", day);
        } else if !is_once
            && measured.iter().any(|(_, own)| outcomes::varies(table, who.column, own))
        {
            source.left_out = Some(format!(
                "several rows are about the same `{}` with different values, and nothing says when each was measured: of these only the last would count. Keep one row for each person and time",
                who.column.name
            ));
        }
        for (known, column) in measured {
            source.note_missing(column);
            source.note_decimal(column);
            source.spread.push((known.id.to_owned(), column.name.clone()));
            note_values(&mut source, known, column);
        }
        if !self.draft.sources.iter().any(|source| source.table == "people") {
            self.people_of(table, who, wave);
        }
        if let Some((of, kinds)) = subjects(table, who.column, wave) {
            self.by_subject(&source, measured, of, &kinds);
        } else {
            for (known, column) in measured {
                self.draft.measures(known, None, outcomes::range(known, column));
            }
            self.push(source);
        }
        took(measured)
    }

    /// Outcomes of two times in one row, a source for each time.
    fn outcomes_by_time(&mut self, table: &Table, who: Person<'_>, times: &ByTime<'_>) -> String {
        if !self.draft.sources.iter().any(|source| source.table == "people") {
            self.people_of(table, who, None);
        }
        for (wave, measured) in times {
            let id = format!("{}_{wave}", slug(&table.title()));
            let mut source = Source::new(&mut self.taken, &id, "outcomes", table);
            source.is_wide = true;
            source.columns.push(("person_id".to_owned(), who.column.name.clone()));
            source.role = who.role;
            source.constants.push(("wave".to_owned(), (*wave).to_owned()));
            let names: Vec<String> = measured.iter().map(|(_, own)| own.name.clone()).collect();
            source.reasons.push(format!(
                "the names say when it was measured: {} is {wave}",
                super::forms::quoted(&names)
            ));
            for (known, column) in measured {
                source.note_missing(column);
                source.note_decimal(column);
                source.spread.push((known.id.to_owned(), column.name.clone()));
                note_values(&mut source, known, column);
                self.draft.measures(known, None, outcomes::range(known, column));
            }
            self.push(source);
        }
        took(times.last().map_or(&[], |(_, measured)| measured.as_slice()))
    }

    /// The wave of measured outcomes: a column, else the usual one after.
    fn waves(&mut self, source: &mut Source, wave: Option<&Column>) {
        let Some(column) = wave else {
            let wave =
                source.files.first().and_then(|file| waves::named(file)).unwrap_or(waves::AFTER);
            source.constants.push(("wave".to_owned(), wave.to_owned()));
            source.reasons.push(format!("nothing says when it was measured: {wave} is assumed"));
            return;
        };
        source.columns.push(("wave".to_owned(), column.name.clone()));
        let words: Vec<(String, String)> = column
            .meant()
            .into_iter()
            .filter_map(|(text, _)| Some((text.to_owned(), waves::named(text)?.to_owned())))
            .collect();
        if words.is_empty() {
            let mut texts: Vec<&str> = column.meant().into_iter().map(|(text, _)| text).collect();
            let number = |text: &&str| contract::number(text, '.');
            texts.sort_by(|one, other| match (number(one), number(other)) {
                (Some(one), Some(other)) => one.total_cmp(&other),
                _ => one.cmp(other),
            });
            if let [first, .., last] = texts.as_slice() {
                source.reasons.push(format!("`{}` says when; its first value {first} counts as before, its last {last} as after", column.name));
                self.draft.waves = Some(((*first).to_owned(), (*last).to_owned()));
            }
        } else {
            source.reasons.push(format!("`{}` says when", column.name));
            source.values.insert("wave".to_owned(), words);
        }
    }

    /// People of a file that has a row for each person and time.
    fn people_of(&mut self, table: &Table, who: Person<'_>, wave: Option<&Column>) {
        let mut source = Source::new(&mut self.taken, "people", "people", table);
        source.columns.push(("person_id".to_owned(), who.column.name.clone()));
        let role = who.role.unwrap_or("mentee");
        source.constants.push(("role".to_owned(), role.to_owned()));
        source.reasons.push(format!(
            "there is no list of people: everybody in `{}` is taken for a {role}",
            who.column.name
        ));
        let fit = fit_to(table, "people", Some(who));
        // What changes from row to row is not about the person.
        let stays = |column: &Column| !outcomes::varies(table, who.column, column);
        for (name, column) in
            fit.columns.iter().filter(|(name, column)| *name != "arm" && stays(column))
        {
            source.map(name, column);
        }
        let arm = table.columns.iter().find(|column| {
            is_arm(&column.name) && stays(column) && (2..=6).contains(&column.kinds())
        });
        if let Some(arm) = arm {
            source.map("arm", arm);
            source.reasons.push(format!("`{}` stays the same for each person: the group they were put into. Say which is the one to compare with as `reference_arm`, and set `design`", arm.name));
        }
        if let Some((column, (first, _))) = wave.zip(self.draft.waves.as_ref()) {
            source.keep.push((column.name.clone(), vec![first.clone()]));
            source.reasons.push(format!(
                "one row for each person: the one in which `{}` is {first}",
                column.name
            ));
        }
        self.push(source);
    }
}

/// Says what letters and yes or no are in numbers, and which end of a scale is the good one where countries differ.
fn note_values(source: &mut Source, known: &Known, column: &Column) {
    if outcomes::in_letters(column).is_some() {
        let letters = column
            .meant()
            .into_iter()
            .filter_map(|(text, _)| Some((text.to_owned(), outcomes::points(text)?.to_owned())));
        source.values.entry("value".to_owned()).or_default().extend(letters);
        source
            .reasons
            .push(format!("`{}` holds letters: A is 4 grade points, F is 0", column.name));
    }
    if column.is_yes_or_no() {
        let words = column.meant().into_iter().filter_map(|(text, _)| {
            let said = text.to_lowercase();
            let yes = ["yes", "y", "true", "sí", "si", "ja", "oui", "sim"].contains(&said.as_str());
            let no = ["no", "n", "false", "nein", "non", "não"].contains(&said.as_str());
            (yes || no).then(|| (text.to_owned(), if yes { "1" } else { "0" }.to_owned()))
        });
        source.values.entry("value".to_owned()).or_default().extend(words);
    }
    if known.id == "grade_average" {
        source.reasons.push(format!(
            "`{}`: 1 is the best mark, as in Germany and Austria; in Switzerland it is 6: change `better` of the outcome",
            column.name
        ));
    }
}

/// Waves, and the outcomes that were measured then.
type ByTime<'t> = Vec<(&'static str, Vec<(&'static Known, &'t Column)>)>;

fn took(measured: &[(&'static Known, &Column)]) -> String {
    let names: Vec<&str> = measured.iter().map(|(known, _)| known.title).collect();
    format!("measured outcomes: {}", names.join(", "))
}

/// Columns of the same outcome before and after, such as `GPA Fall` and `GPA Spring`; what was measured once counts as
/// after.
fn by_time<'t>(
    table: &'t Table,
    who: Person<'_>,
    once: &[(&'static Known, &'t Column)],
) -> Option<ByTime<'t>> {
    let columns = table.columns.iter().filter(|column| column.name != who.column.name);
    let timed: Vec<(&'static str, &'static Known, &Column)> = columns
        .filter_map(|column| {
            let (_, wave) = waves::apart(&column.name)
                .or_else(|| Some((String::new(), waves::named(&column.name)?)))?;
            Some((wave, outcomes::known(column).or_else(|| outcomes::in_letters(column))?, column))
        })
        .collect();
    let timed = if timed.is_empty() { by_period(table, who) } else { timed };
    let of = |wave: &str| -> Vec<(&'static Known, &'t Column)> {
        let own = timed.iter().filter(|(when, ..)| *when == wave);
        let mut found: Vec<(&'static Known, &Column)> = Vec::new();
        for (_, known, column) in own {
            if !found.iter().any(|(other, _)| other.id == known.id) {
                found.push((known, column));
            }
        }
        found
    };
    let (before, mut after) = (of(waves::BEFORE), of(waves::AFTER));
    let is_twice = |known: &Known| {
        [&before, &after].iter().all(|all| all.iter().any(|(own, _)| own.id == known.id))
    };
    if !before.iter().any(|(known, _)| is_twice(known)) {
        return None;
    }
    let is_new = |known: &Known| !timed.iter().any(|(_, own, _)| own.id == known.id);
    after.extend(once.iter().filter(|(known, _)| is_new(known)).copied());
    Some(vec![(waves::BEFORE, before), (waves::AFTER, after)])
}

/// Outcomes of several periods of a year, such as `Q1 Grade` and `Q4 Grade`: the first is before, the last after.
fn by_period<'t>(
    table: &'t Table,
    who: Person<'_>,
) -> Vec<(&'static str, &'static Known, &'t Column)> {
    let mut periods: BTreeMap<&'static str, BTreeMap<u8, (&'static Known, &Column)>> =
        BTreeMap::new();
    for column in table.columns.iter().filter(|column| column.name != who.column.name) {
        let known = outcomes::known(column).or_else(|| outcomes::in_letters(column));
        if let (Some(known), Some(period)) = (known, waves::period(&column.name)) {
            periods.entry(known.id).or_default().entry(period).or_insert((known, column));
        }
    }
    let mut timed = Vec::new();
    for own in periods.values().filter(|own| own.len() >= 2) {
        let ends = [(waves::BEFORE, own.first_key_value()), (waves::AFTER, own.last_key_value())];
        timed.extend(ends.into_iter().filter_map(|(wave, end)| {
            let (_, (known, column)) = end?;
            Some((wave, *known, *column))
        }));
    }
    timed
}

/// Outcomes of a table, each once: by whole words of the names, else by parts of them.
pub(super) fn measured<'t>(table: &'t Table, who: Person<'_>) -> Vec<(&'static Known, &'t Column)> {
    let repeats = !who.column.is_key();
    let mut best: BTreeMap<&'static str, (usize, &'static Known, &Column)> = BTreeMap::new();
    for column in table.columns.iter().filter(|column| column.name != who.column.name) {
        let whole = outcomes::known(column).or_else(|| outcomes::in_letters(column));
        let Some(known) = whole.or_else(|| outcomes::hidden(column)) else { continue };
        // The shortest name is the thing itself; where people come again, one that never varies is a copy of its beginning.
        let is_copy = repeats && !outcomes::varies(table, who.column, column);
        let cost = column.name.chars().count()
            + if whole.is_some() { 0 } else { 20 }
            + if is_copy { 100 } else { 0 };
        let entry = best.entry(known.id).or_insert((cost, known, column));
        if cost < entry.0 {
            *entry = (cost, known, column);
        }
    }
    let mut found: Vec<(usize, &'static Known, &Column)> = best.into_values().collect();
    found.sort_by_key(|(_, _, column)| place(table, column));
    found.into_iter().map(|(_, known, column)| (known, column)).collect()
}

fn place(table: &Table, column: &Column) -> usize {
    table.columns.iter().position(|other| other.name == column.name).unwrap_or(usize::MAX)
}

/// True for a name of the group that someone was put into, such as `treat2`.
fn is_arm(name: &str) -> bool {
    let plain = plain(name);
    let name = plain.trim_end_matches(|letter: char| letter.is_ascii_digit());
    ["arm", "treat", "treatment", "condition", "treatment group", "study group", "assignment"]
        .contains(&name.trim())
}
