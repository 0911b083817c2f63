//! Sheets with a column for each day: a school's attendance, or the meetings of a program.

use std::collections::{BTreeMap, BTreeSet};

use super::classify::Fit;
use super::drafting::Drafting;
use super::inventory::Table;
use super::outcomes::{self, Known};
use super::pairing::Sides;
use super::profile::Column;
use super::sources::Source;
use super::text::{plain, slug};
use super::waves;
use super::whom::{Person, role_of_table};
use crate::contract;
use crate::sources::{Mark, mark};

/// Words that say that a sheet is about the meetings of a program, and not about school.
const OF_A_PROGRAM: &[&str] = &[
    "mentor",
    "mentors",
    "mentoring",
    "mentee",
    "mentees",
    "session",
    "sessions",
    "meeting",
    "meetings",
    "program",
    "club",
    "match",
    "matches",
    "hours",
    "log",
    "treffen",
    "mentorat",
    "sesiones",
    "reuniones",
    "rencontres",
    "encontros",
    "mentoria",
];

/// True for a title that says so.
pub(super) fn is_of_a_program(title: &str) -> bool {
    plain(title).split(' ').any(|word| OF_A_PROGRAM.contains(&word))
}

/// Longest meeting in hours that a sheet of hours has; a sheet of minutes has longer ones.
const MOST_HOURS: f64 = 12.0;

impl Drafting<'_> {
    /// Days of each person and month or term: the share attended, and the days away.
    pub(super) fn attended_by_term(&mut self, table: &Table) -> String {
        let who = self.known.person(table).map(|(who, _)| who);
        let Some(who) = who.or_else(|| first(table)) else {
            return self.leave(
                table,
                "an attendance sheet without a column that says whose days these are",
            );
        };
        let columns: Vec<(&'static Known, &Column)> =
            [("attendance_rate", "attendance"), ("days_absent", "absences")]
                .into_iter()
                .filter_map(|(name, id)| Some((outcomes::of_id(id)?, table.column(name)?)))
                .filter(|(_, column)| column.filled > 0)
                .collect();
        let is_whole = columns.iter().any(|(known, _)| known.id == "attendance");
        let (when, by) = wave_of(table);
        if !self.draft.sources.iter().any(|source| source.table == "people") {
            let mut source = Source::new(&mut self.taken, "people", "people", table);
            source.columns.push(("person_id".to_owned(), who.column.name.clone()));
            source.constants.push(("role".to_owned(), who.role.unwrap_or("mentee").to_owned()));
            source.reasons.push(format!(
                "there is no list of people: everybody in `{}` is taken for a mentee",
                who.column.name
            ));
            self.push(source);
        }
        let mut source = Source::new(&mut self.taken, &slug(&table.title()), "outcomes", table);
        source.is_wide = true;
        source.columns =
            [("person_id", who.column.name.as_str()), ("wave", when), ("observed_on", "last_day")]
                .map(|(name, column)| (name.to_owned(), column.to_owned()))
                .to_vec();
        source.reasons.push(format!("{by}: one row for each person and {when}; who was late was there, an excused absence is one in the share, and `days_absent` are those without an excuse: `days_excused` stands beside it"));
        if !is_whole {
            source.reasons.push("nobody is marked as present, so that the file lists absences alone: there is no share of days attended, and who was never away is not in it".to_owned());
        }
        for (known, column) in columns {
            source.spread.push((known.id.to_owned(), column.name.clone()));
            self.draft.measures(known, None, known.range);
        }
        self.push(source);
        format!("attendance by day: the days of each person and {when} are counted")
    }

    /// Marks or lengths of time of each day.
    pub(super) fn attended_by_day(&mut self, table: &Table) -> String {
        let known = self.known.person(table).map(|(who, _)| who);
        let sides = Sides::of(table, &self.known);
        let about = self.known.about(table).or_else(|| super::forms::match_column(table));
        let sides = match about {
            Some(_) => Sides::default(),
            None if sides.are_both() => sides,
            None => self.one_side(known.or_else(|| first(table))),
        };
        let (Some(day), Some(marks)) = (table.column("date"), table.column("mark")) else {
            return self.leave(table, "a column for each day, and none of them is filled");
        };
        if about.is_none() && sides.mentor.is_none() && sides.mentee.is_none() {
            return self.leave(table, "a column for each day, but no column says which match met: an id of the match, the mentor and the mentee, or somebody who has one match in a list of matches");
        }
        let mut columns = vec![("held_on", day)];
        columns.extend(about.map(|about| ("match_id", about)));
        let is_time =
            marks.decimal().is_some() && marks.numbers().iter().any(|(number, _)| *number > 1.0);
        let mut fit = Fit {
            table: "meetings",
            score: 0,
            columns,
            reasons: vec!["a column for each day".to_owned()],
        };
        if is_time {
            fit.columns.push(("minutes", marks));
        }
        let before = self.draft.sources.len();
        let took = self.records(table, &fit, known, sides);
        let source =
            self.draft.sources[before..].iter_mut().rev().find(|source| source.table == "meetings");
        let Some(source) = source else { return took };
        if is_time {
            let longest = marks.numbers().iter().map(|(number, _)| *number).fold(0.0, f64::max);
            source.note_decimal(marks);
            if longest <= MOST_HOURS {
                source.is_in_hours = true;
                source
                    .reasons
                    .push(format!("no cell is above {longest}: they are taken for hours"));
            }
            return took;
        }
        source.columns.push(("status".to_owned(), marks.name.clone()));
        let mut kept = Vec::new();
        let mut unknown = BTreeSet::new();
        for (text, _) in marks.meant() {
            let word = match mark(text) {
                Some(Mark::Present | Mark::Late) => "held",
                Some(Mark::Absent) => "no_show",
                Some(Mark::Excused) => "cancelled",
                Some(Mark::NoDay) => continue,
                None => {
                    unknown.insert(text.to_owned());
                    continue;
                }
            };
            kept.push(text.to_owned());
            source
                .values
                .entry("status".to_owned())
                .or_default()
                .push((text.to_owned(), word.to_owned()));
        }
        // Where all that a sheet has is one sign or nothing, the sign says that they met.
        if kept.is_empty() && unknown.len() == 1 {
            let sign = unknown.pop_first().unwrap_or_default();
            source
                .values
                .entry("status".to_owned())
                .or_default()
                .push((sign.clone(), "held".to_owned()));
            source.reasons.push(format!("all that the sheet has is \"{sign}\" or nothing: it is taken for a meeting, change it to \"no_show\" if it marks who was away"));
            kept.push(sign);
        }
        for text in unknown {
            source.candidates.push(format!(
                "values.status: nobody knows which word \"{text}\" is, and its days are left alone"
            ));
        }
        source.keep.push((marks.name.clone(), kept));
        took
    }

    /// Waves of attendance: the first month or term of all files of a layout is before, the last after.
    pub(super) fn settle_months(&mut self, tables: &[&Table]) {
        for layout in ["attendance", "daily_attendance"] {
            let own = tables.iter().filter(|table| table.recognised.layout == Some(layout));
            let own: Vec<&&Table> = own.collect();
            let Some(&&table) = own.first() else { continue };
            let (when, _) = wave_of(table);
            let times = in_order(&own, when);
            let (Some(&first), Some(&last)) = (times.first(), times.last()) else { continue };
            let words = [(first, waves::BEFORE), (last, waves::AFTER)];
            let words = &words[if first == last { 1.. } else { 0.. }];
            let is_own =
                |source: &&mut Source| source.format == Some(layout) && source.table == "outcomes";
            for source in self.draft.sources.iter_mut().filter(is_own) {
                let pairs =
                    words.iter().map(|(time, wave)| ((*time).to_owned(), (*wave).to_owned()));
                source.values.insert("wave".to_owned(), pairs.collect());
                source.reasons.push(if first == last {
                    format!("there is one {when}, {first}: it counts as after")
                } else {
                    format!(
                        "the first {when}, {first}, counts as before, the last, {last}, as after"
                    )
                });
            }
        }
    }
}

/// The column that says when the days of a row were, and how the file holds them.
fn wave_of(table: &Table) -> (&'static str, &'static str) {
    match table.recognised.layout {
        Some("daily_attendance") => ("term", "a row for each person and day"),
        _ => ("month", "a column for each day"),
    }
}

/// Months or terms in the order of their last days.
fn in_order<'t>(tables: &[&'t &Table], when: &str) -> Vec<&'t str> {
    let mut ends: BTreeMap<&str, &str> = BTreeMap::new();
    for table in tables {
        let (Some(times), Some(days)) = (table.column(when), table.column("last_day")) else {
            continue;
        };
        for row in 0..times.rows.len() {
            if let (Some(time), Some(day)) = (times.text(row), days.text(row)) {
                let end = ends.entry(time).or_insert(day);
                *end = (*end).max(day);
            }
        }
    }
    let mut times: Vec<(&str, &str)> = ends.into_iter().map(|(time, end)| (end, time)).collect();
    times.sort_unstable();
    times.into_iter().map(|(_, time)| time).collect()
}

/// The first column, when it has another text in nearly every row of a person: whoever a sheet is about stands first.
fn first(table: &Table) -> Option<Person<'_>> {
    let column = table.columns.first()?;
    let is_somebody = column.kinds() >= 2
        && contract::number(column.meant().first()?.0, '.').is_none_or(|n| n > 0.0);
    is_somebody.then_some(Person { column, role: role_of_table(table) })
}
