//! Attendance with a row for each person and day, or for each of their lessons: counted up to a row for each term.

mod names;

use std::collections::{BTreeMap, HashMap};

use jiff::civil::{Date, DateTime};

use self::names::{ANY_MARK, DAY, LENGTH, MARK, PERSON, TERM};
use super::attendance::is_of_pairs;
use super::dates::{DateForm, DateForms, read, read_iso};
use super::days::likelier;
use super::error::Unreadable;
use super::format::{Form, SourceFormat};
use super::layout::{Arranged, Evidence, Stream, told_apart};
use super::marks::{Legend, Mark, mark};
use super::row::{Row, shortest};

/// A school's record of each day.
pub(super) const DAILY_ATTENDANCE: SourceFormat = SourceFormat {
    name: "daily_attendance",
    about: "attendance with a row for each person and day, or for each lesson of it: one row for each person and term, with the days of each kind and the share attended",
    extensions: &[],
    evidence: "a column that is called like a student's number or name, one of dates, and one of marks such as `P`, `A`, `T` and `E` that is called like attendance; no lengths of time, and no mentor",
    limits: "a term is what a column such as `Term` says, else a half-year from August or January, and within one half-year a month; who was late was there, and an excused absence is one; of a day with several lessons somebody who came to one of them was there, late when they missed another, and a day is excused when all that was missed of it is; where nobody is marked as present the file lists absences alone, so that days and share stay empty and who was never away is not in it; up to four million days of people, which are held in memory; an unknown mark or day is named and counts for nothing",
    form: Form::Layout {
        recognises: |top| {
            let columns = Columns::of(top)?;
            let names = top.first()?;
            let (day, mark) = (names.get(columns.day).trim(), names.get(columns.mark).trim());
            let why = format!("a row for each person and day: `{day}` and marks in `{mark}`");
            Some(Evidence::new(88, why))
        },
        arrange,
    },
};

/// Most days of people that are held.
const MOST: usize = 4_000_000;

/// Most rows that something is said about.
const MOST_NOTES: usize = 10_000;

/// Most different texts of a column of days or terms.
const MOST_TEXTS: usize = 100_000;

/// Where what matters stands.
struct Columns {
    person: usize,
    day: usize,
    mark: usize,
    term: Option<usize>,
    legend: Legend,
}

impl Columns {
    fn of(top: &[Row]) -> Option<Self> {
        let (header, rows) = top.split_first()?;
        let names: Vec<String> = header.cells().map(letters).collect();
        let named = |known: &[&str]| {
            let places = known.iter().filter_map(|known| names.iter().position(|own| own == known));
            places.collect::<Vec<usize>>()
        };
        if rows.is_empty() || is_of_pairs(header) || !named(LENGTH).is_empty() {
            return None;
        }
        let texts = |at: usize| {
            let cells = rows.iter().map(move |row| row.get(at).trim());
            cells.filter(|text| !text.is_empty()).collect::<Vec<_>>()
        };
        let person = named(PERSON).into_iter().find(|at| !texts(*at).is_empty())?;
        let day = named(DAY).into_iter().find(|at| are_days(&texts(*at)))?;
        let is_other = |at: &usize| *at != person && *at != day;
        let of_marks = |at: usize, says_so: bool| {
            let texts = texts(at);
            let marks = texts.iter().map(|text| short(text));
            if let Some(legend) = Legend::of(marks.clone()) {
                return Some((at, legend));
            }
            let known = marks.filter(|text| mark(text).is_some()).count();
            (says_so && known > 0 && known * 5 >= texts.len() * 4).then(|| (at, Legend::default()))
        };
        let own = named(MARK).into_iter().filter(is_other).find_map(|at| of_marks(at, true));
        let any =
            || named(ANY_MARK).into_iter().filter(is_other).find_map(|at| of_marks(at, false));
        let (mark, legend) = own.or_else(any)?;
        let is_term = |at: &usize| is_other(at) && *at != mark && !texts(*at).is_empty();
        let term = named(TERM).into_iter().find(is_term);
        Some(Self { person, day, mark, term, legend })
    }
}

/// A name in small letters and digits alone: `Student_ID` and `student id` are alike.
fn letters(name: &str) -> String {
    // `studentReference.studentUniqueId`
    let last = name.rsplit('.').next().unwrap_or(name);
    last.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A mark without the address before it, which Ed-Fi writes: `uri://ed-fi.org/…#Excused Absence`.
fn short(text: &str) -> &str {
    text.rsplit('#').next().unwrap_or(text).trim()
}

fn are_days(texts: &[&str]) -> bool {
    let mut forms = DateForms::default();
    !texts.is_empty() && texts.iter().all(|text| forms.add(text))
}

/// Texts that come again and again, each with its number.
#[derive(Default)]
struct Texts(HashMap<String, u32>, Vec<String>);

impl Texts {
    fn number(&mut self, text: &str, most: usize) -> Result<u32, Unreadable> {
        if let Some(number) = self.0.get(text) {
            return Ok(*number);
        }
        let number = u32::try_from(self.1.len()).ok().filter(|_| self.1.len() < most);
        let number = number.ok_or_else(|| Unreadable::Damaged {
            why: format!("a record of days with more than {most} different people, days or terms"),
        })?;
        self.0.insert(text.to_owned(), number);
        self.1.push(text.to_owned());
        Ok(number)
    }
}

/// What was marked on a day, one bit for each kind.
const PRESENT: u8 = 1;
const LATE: u8 = 2;
const ABSENT: u8 = 4;
const EXCUSED: u8 = 8;

/// All that a file says.
#[derive(Default)]
struct Record {
    people: Texts,
    days: Texts,
    terms: Texts,
    /// The first row of each person.
    first: Vec<Row>,
    /// Columns that have another text in a later row of somebody.
    changes: Vec<bool>,
    /// Person, term, day.
    marks: BTreeMap<(u32, u32, u32), u8>,
    notes: Row,
    /// Of each rule the first row that is not noted, and how many there are.
    untold: BTreeMap<&'static str, (u64, u64)>,
}

impl Record {
    fn add(&mut self, columns: &Columns, mut row: Row) -> Result<(), Unreadable> {
        self.notes.remarks.append(&mut row.remarks);
        let [who, day, text] =
            [columns.person, columns.day, columns.mark].map(|at| row.get(at).trim());
        if who.is_empty() || day.is_empty() {
            self.tell("left_out_row", row.number, "a row without a person or without a day", "");
            return Ok(());
        }
        if text.is_empty() {
            return Ok(());
        }
        let bit = match columns.legend.mark(short(text)) {
            Some(Mark::Present) => PRESENT,
            Some(Mark::Late) => LATE,
            Some(Mark::Absent) => ABSENT,
            Some(Mark::Excused) => EXCUSED,
            Some(Mark::NoDay) => return Ok(()),
            None => {
                let allowed = "P, A, T, E, or an empty cell";
                self.tell("unknown_mark", row.number, "a mark that is not known", allowed);
                return Ok(());
            }
        };
        let term = columns.term.map_or("", |at| row.get(at).trim());
        let person = self.people.number(who, MOST)?;
        let key =
            (person, self.terms.number(term, MOST_TEXTS)?, self.days.number(day, MOST_TEXTS)?);
        *self.marks.entry(key).or_default() |= bit;
        if self.marks.len() > MOST {
            let why = format!("a record of more than {MOST} days of people");
            return Err(Unreadable::Damaged { why });
        }
        match self.first.get(person as usize) {
            None => self.first.push(row),
            Some(first) => {
                for (at, changes) in self.changes.iter_mut().enumerate() {
                    *changes |= first.get(at) != row.get(at);
                }
            }
        }
        Ok(())
    }

    /// Notes something about a row; when there is very much to be said, the number of the rest is said at the end.
    fn tell(&mut self, rule: &'static str, number: u64, found: &str, allowed: &str) {
        if self.notes.remarks.len() < MOST_NOTES {
            self.notes.note(rule, number, found.to_owned(), allowed);
        } else {
            self.untold.entry(rule).or_insert((number, 0)).1 += 1;
        }
    }

    /// The day of each text; nothing for a text that is none.
    fn dates(&mut self) -> Result<Vec<Option<Date>>, Unreadable> {
        let mut forms = DateForms::default();
        for text in &self.days.1 {
            let mut tried = forms.clone();
            // A slip does not decide.
            if tried.add(text) {
                forms = tried;
            }
        }
        let all = |pattern: &str| -> Vec<Option<Date>> {
            let day = |text: &String| read(pattern, text.trim()).map(DateTime::date);
            self.days.1.iter().map(day).collect()
        };
        let dates = match forms.decide() {
            DateForm::Iso => {
                self.days.1.iter().map(|text| read_iso(text).map(DateTime::date)).collect()
            }
            DateForm::Pattern(pattern) => all(&pattern),
            DateForm::Undecided(one, other) => {
                let sorted =
                    |days: Vec<Option<Date>>| days.into_iter().flatten().collect::<Vec<_>>();
                match likelier(&sorted(all(&one)), &sorted(all(&other))) {
                    Some(first) => all(if first { &one } else { &other }),
                    None => {
                        return Err(Unreadable::Unclear {
                            why: "day or month may come first in all of its dates".to_owned(),
                            hint: "write the days as 2024-09-30",
                        });
                    }
                }
            }
            DateForm::None => vec![None; self.days.1.len()],
        };
        let unread = dates.iter().filter(|date| date.is_none()).count();
        if unread > 0 {
            let found = format!("{unread} days that are written in another form than the others");
            self.notes.note("left_out_row", 1, found, "");
        }
        Ok(dates)
    }
}

/// Days of each kind, and the last of them.
#[derive(Default)]
struct Counts {
    kinds: [u32; 4],
    last: Date,
}

const ADDED: &[&str] = &[
    "term",
    "last_day",
    "days",
    "days_present",
    "days_late",
    "days_absent",
    "days_excused",
    "attendance_rate",
];

fn arrange(mut stream: Stream) -> Result<Arranged, Unreadable> {
    let Some(columns) = Columns::of(stream.top()?) else {
        return Err(Unreadable::Unclear {
            why: "no columns that are called like a student, a day, and attendance".to_owned(),
            hint: "leave `format` out of the plan to have the file recognised",
        });
    };
    let Some(header) = stream.take()? else { return Err(Unreadable::Empty) };
    let mut record = Record { changes: vec![false; header.len()], ..Record::default() };
    record.notes.remarks.clone_from(&header.remarks);
    while let Some(row) = stream.take()? {
        record.add(&columns, row)?;
    }
    let dates = record.dates()?;
    for (rule, (number, times)) in std::mem::take(&mut record.untold) {
        let found = format!("{times} more such rows, the first of them here");
        record.notes.note(rule, number, found, "");
    }
    let is_half = halves(&dates) > 1;
    let has_present = record.marks.values().any(|bits| bits & PRESENT != 0);
    let mut counted: BTreeMap<(u32, String), Counts> = BTreeMap::new();
    for (&(person, term, day), &bits) in &record.marks {
        let Some(date) = dates[day as usize] else { continue };
        let term = match record.terms.1[term as usize].as_str() {
            "" if is_half => half(date),
            "" => date.strftime("%Y-%m").to_string(),
            term => term.to_owned(),
        };
        let counts = counted.entry((person, term)).or_default();
        counts.kinds[kind(bits)] += 1;
        counts.last = counts.last.max(date);
    }
    let own: Vec<usize> = (0..header.len())
        .filter(|at| !record.changes[*at] && ![columns.day, columns.mark].contains(at))
        .filter(|at| Some(*at) != columns.term && !header.get(*at).trim().is_empty())
        .collect();
    let names = own.iter().map(|&at| header.get(at).trim().to_owned());
    let names = told_apart(names.chain(ADDED.iter().map(|&name| name.to_owned())).collect());
    let mut named = Row::of(header.number, names.iter().map(String::as_str));
    named.remarks = std::mem::take(&mut record.notes.remarks);
    let rows: Vec<Row> = counted
        .into_iter()
        .map(|((person, term), counts)| {
            let first = &record.first[person as usize];
            let made = counts.cells(&term, has_present);
            let own = own.iter().map(|&at| first.get(at).trim());
            Row::of(first.number, own.chain(made.iter().map(String::as_str)))
        })
        .collect();
    Ok(Arranged { header: named, labels: Vec::new(), rows: Box::new(rows.into_iter()) })
}

/// Place among the counts: present, late, absent, excused.
fn kind(bits: u8) -> usize {
    let (came, away) = (bits & (PRESENT | LATE) != 0, bits & (ABSENT | EXCUSED) != 0);
    match (came, away) {
        (true, false) if bits & LATE == 0 => 0,
        (true, _) => 1,
        (false, _) if bits & ABSENT != 0 => 2,
        (false, _) => 3,
    }
}

impl Counts {
    fn cells(&self, term: &str, has_present: bool) -> Vec<String> {
        let [present, late, absent, excused] = self.kinds;
        let (came, all) = (present + late, self.kinds.iter().sum::<u32>());
        let rate = shortest((f64::from(came) / f64::from(all.max(1)) * 1e4).round() / 1e4);
        // Of a list of absences alone nobody knows how many days there were.
        let of_all = |text: String| if has_present { text } else { String::new() };
        vec![
            term.to_owned(),
            self.last.to_string(),
            of_all(all.to_string()),
            of_all(present.to_string()),
            late.to_string(),
            absent.to_string(),
            excused.to_string(),
            of_all(rate),
        ]
    }
}

/// The half-year of a day: years of schools begin in August or in January.
fn half(date: Date) -> String {
    format!("{:04}-H{}", date.year(), if date.month() < 8 { 1 } else { 2 })
}

/// Number of half-years in which days are.
fn halves(dates: &[Option<Date>]) -> usize {
    let mut halves: Vec<String> = dates.iter().flatten().map(|date| half(*date)).collect();
    halves.sort();
    halves.dedup();
    halves.len()
}

#[cfg(test)]
mod tests;
