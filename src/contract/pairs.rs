//! Which match a row is about that names persons and no match: the one of these two, or the only one of this person.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use super::identity::IdBook;
use super::intake::Intake;
use super::table::{Column, Entity, Table};

/// What stands between the two persons of a match that has no id of its own; no id of an export has it.
const BETWEEN: char = '\u{1f}';

/// The raw id of a match that is known by its persons.
pub(crate) fn text(mentor: Option<&str>, mentee: Option<&str>) -> String {
    format!("{}{BETWEEN}{}", mentor.unwrap_or_default(), mentee.unwrap_or_default())
}

/// True for the raw id of a match that is known by its persons.
pub(crate) fn is_pair(raw: &str) -> bool {
    raw.contains(BETWEEN)
}

/// A match, and from when to when it ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Running {
    id: i64,
    from: Option<i64>,
    to: Option<i64>,
}

impl Running {
    fn on(&self, day: i64) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// Matches by their persons: mentor and mentee, and each of them alone.
#[derive(Debug, Default)]
struct Matches(BTreeMap<(Option<i64>, Option<i64>), BTreeSet<Running>>);

impl Matches {
    fn of(frame: &DataFrame) -> PolarsResult<Self> {
        let column = |name: &str| -> PolarsResult<Vec<Option<i64>>> {
            Ok(frame.column(name)?.i64()?.iter().collect())
        };
        let (ids, mentors, mentees) =
            (column("match_id")?, column("mentor_id")?, column("mentee_id")?);
        let (from, to) = (column("matched_day")?, column("ended_day")?);
        let mut matches = Self::default();
        for (at, id) in ids.iter().enumerate() {
            let Some(id) = *id else { continue };
            let running = Running { id, from: from[at], to: to[at] };
            let (mentor, mentee) = (mentors[at], mentees[at]);
            for key in [(mentor, mentee), (mentor, None), (None, mentee)] {
                if key != (None, None) {
                    matches.0.entry(key).or_default().insert(running);
                }
            }
        }
        Ok(matches)
    }

    /// The only match of these persons, else the only one that ran on the day.
    fn find(&self, persons: (Option<i64>, Option<i64>), day: Option<i64>) -> Option<i64> {
        let own = self.0.get(&persons)?;
        let on_the_day = own.iter().filter(|running| day.is_some_and(|day| running.on(day)));
        only(own.iter()).or_else(|| only(on_the_day))
    }
}

fn only<'m>(mut fits: impl Iterator<Item = &'m Running>) -> Option<i64> {
    let first = fits.next()?;
    fits.next().is_none().then_some(first.id)
}

impl Intake<'_> {
    /// A table whose rows name the match that their persons have; where these have none, or several, the row keeps what it
    /// says, which refers to nothing.
    pub(crate) fn matched(
        &self,
        table: &'static Table,
        mut frame: DataFrame,
        earlier: &[(&'static str, DataFrame)],
    ) -> PolarsResult<DataFrame> {
        let is_by_persons = |source: &crate::plan::Source| !source.match_by.is_empty();
        let known = earlier.iter().find(|(name, _)| *name == "matches");
        let Some((_, known)) = known.filter(|_| self.plan.sources.iter().any(is_by_persons)) else {
            return Ok(frame);
        };
        if table.column("match_id").is_none() || known.height() == 0 {
            return Ok(frame);
        }
        let matches = Matches::of(known)?;
        let dated = table.columns.iter().find(|column| Some(column.name) == table.dated_by);
        let days: Vec<Option<i64>> = match dated.and_then(Column::day_twin) {
            Some(twin) => frame.column(&twin)?.i64()?.iter().collect(),
            None => vec![None; frame.height()],
        };
        let found: Int64Chunked = frame
            .column("match_id")?
            .i64()?
            .iter()
            .zip(days)
            .map(|(id, day)| {
                let pair = id.and_then(|id| persons(&self.ids, id));
                pair.and_then(|pair| matches.find(pair, day)).or(id)
            })
            .collect();
        frame.with_column(found.into_column().with_name("match_id".into()))?;
        Ok(frame)
    }

    /// What is said of an id that refers to nothing.
    pub(crate) fn unknown(&self, target: &str, id: i64) -> String {
        if target == "matches" && persons(&self.ids, id).is_some() {
            return "persons who have no match on that day, or several".to_owned();
        }
        format!("an id that `{target}` does not have")
    }
}

/// The persons by whom a match is known that has no id of its own.
fn persons(ids: &IdBook, id: i64) -> Option<(Option<i64>, Option<i64>)> {
    let raw = ids.raw(Entity::Match, id).filter(|raw| is_pair(raw))?;
    let (mentor, mentee) = raw.split_once(BETWEEN)?;
    let person = |raw: &str| (!raw.is_empty()).then(|| ids.passing(Entity::Person, raw));
    Some((person(mentor), person(mentee)))
}

#[cfg(test)]
mod tests {
    use super::{Matches, Running};

    #[test]
    fn a_match_is_found_by_both_persons_or_by_one_who_has_no_other_on_that_day() {
        let mut matches = Matches::default();
        let mut add = |id, mentor, mentee, from, to| {
            let running = Running { id, from, to };
            for key in [(Some(mentor), Some(mentee)), (Some(mentor), None), (None, Some(mentee))] {
                matches.0.entry(key).or_default().insert(running);
            }
        };
        add(1, 10, 20, Some(0), Some(99));
        add(2, 10, 21, Some(0), None);
        add(3, 11, 20, Some(100), None);
        assert_eq!(matches.find((Some(10), Some(21)), None), Some(2));
        assert_eq!(matches.find((None, Some(21)), Some(5)), Some(2));
        assert_eq!(matches.find((None, Some(20)), Some(50)), Some(1), "the earlier of two");
        assert_eq!(matches.find((None, Some(20)), Some(150)), Some(3), "the later of two");
        assert_eq!(matches.find((None, Some(20)), None), None, "nobody says which of two");
        assert_eq!(matches.find((Some(10), None), Some(5)), None, "both ran on that day");
        assert_eq!(matches.find((Some(11), Some(21)), Some(5)), None);
    }
}
