//! Sheets with a column for each day, whoever keeps them: a school's marks, or the hours of a mentoring program.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::days::Days;
use super::error::Unreadable;
use super::footer::WithoutFooter;
use super::format::{Form, Rows, SourceFormat};
use super::layout::{Arranged, Evidence, Stream, told_apart};
use super::marks::{Legend, Mark};
use super::row::{Row, shortest};

/// A school's sheet.
pub(super) const ATTENDANCE: SourceFormat = SourceFormat {
    name: "attendance",
    about: "an attendance sheet with a column for each day: one row for each person and month, with the days of each kind and the share attended",
    extensions: &[],
    evidence: "four columns or more that are named like days, or ten like days of a month, above marks such as `P`, `A`, `T` and `E`; of a sheet with `X` or nothing nobody can tell who was away",
    limits: "the year stands in the days, above the table, or in the name of sheet or file; who was late was there, and an excused absence is one; an unknown mark is named and counts for nothing; holidays and empty cells are no days",
    form: Form::Layout {
        recognises: |top| {
            Sheet::of(top).filter(|sheet| sheet.legend.is_some() && !sheet.is_of_pairs).map(
                |sheet| {
                    Evidence::new(
                        80,
                        format!(
                            "{} columns that are days, above marks of attendance",
                            sheet.days.len()
                        ),
                    )
                },
            )
        },
        arrange: |stream| arrange(stream, true),
    },
};

/// A program's log in the form of a sheet.
pub(super) const DAY_COLUMNS: SourceFormat = SourceFormat {
    name: "day_columns",
    about: "a log of hours, minutes or marks with a column for each day: one row for each cell that is not empty, with its `date` and `mark`",
    extensions: &[],
    evidence: "four columns or more that are named like days, above numbers or marks",
    limits: "the year as in `attendance`; an empty cell is no row",
    form: Form::Layout {
        recognises: |top| {
            let sheet = Sheet::of(top)?;
            let words = if sheet.is_counted { "lengths of time" } else { "marks" };
            Some(Evidence::new(
                75,
                format!("{} columns that are days, above {words}", sheet.days.len()),
            ))
        },
        arrange: |stream| arrange(stream, false),
    },
};

/// Rows in which the header may stand: one with days of the week or months may be above it.
const MOST_ABOVE: usize = 3;

/// So many marks say how a sheet writes them, however wide it is.
const MOST_MARKS: usize = 20_000;

/// Longest time that a cell may hold, in minutes: a day.
const LONGEST: f64 = 1440.0;

/// What the first rows of a sheet say.
struct Sheet {
    /// Place of the header among the rows.
    header: usize,
    days: Days,
    /// How its marks are written, when they say who came and who did not.
    legend: Option<Legend>,
    /// Its cells are lengths of time.
    is_counted: bool,
    /// Its rows name matches, or both persons of them.
    is_of_pairs: bool,
}

impl Sheet {
    fn of(top: &[Row]) -> Option<Self> {
        let header = (0..top.len().min(MOST_ABOVE)).find(|&at| {
            Days::among(top[at].cells()).is_some_and(|days| {
                // Somebody stands before the days, and days are what the sheet consists of.
                let first = days.places().next().unwrap_or_default();
                first > 0 && days.len() * 3 >= top[at].filled()
            })
        })?;
        let days = Days::among(top[header].cells())?;
        let rows = top[header + 1..].iter();
        let marks: Vec<&str> = rows
            .flat_map(|row| days.places().map(|at| row.get(at).trim()))
            .filter(|mark| !mark.is_empty())
            .take(days.len().max(MOST_MARKS))
            .collect();
        let all = marks.len();
        let number = |mark: &str| mark.replace(',', ".").parse::<f64>().ok();
        let numbers: Vec<f64> = marks.iter().copied().filter_map(number).collect();
        let are_times = numbers.iter().all(|number| (0.0..=LONGEST).contains(number));
        let is_counted = numbers.len() * 10 >= all * 9
            && are_times
            && numbers.iter().any(|number| *number > 1.0 || number.fract() > 0.0);
        let is_short = |mark: &str| mark.chars().count() <= 12 && number(mark).is_none();
        let are_marks = marks.iter().filter(|mark| is_short(mark)).count() * 5 >= all * 4;
        let legend = Legend::of(marks.iter().copied());
        // The numbers 1 to 31 name questions as well as days: only marks of attendance tell.
        let is_sheet = if days.are_numbers() {
            legend.is_some()
        } else {
            is_counted || are_marks || legend.is_some()
        };
        if all < days.len() || !is_sheet {
            return None;
        }
        let is_of_pairs = is_of_pairs(&top[header]);
        Some(Self { header, days, legend: legend.filter(|_| !is_counted), is_counted, is_of_pairs })
    }
}

/// True for a header that names a match, or both its sides.
pub(super) fn is_of_pairs(header: &Row) -> bool {
    let names: Vec<String> = header.cells().map(|name| name.trim().to_lowercase()).collect();
    let has = |words: &[&str]| {
        names.iter().any(|name| {
            name.split(|sign: char| !sign.is_alphanumeric()).any(|word| words.contains(&word))
        })
    };
    has(&["match", "pair", "dyad", "tandem", "pareja", "dupla", "binôme"])
        || has(&["mentor", "volunteer", "big", "coach", "tutor"])
            && has(&[
                "mentee", "student", "youth", "little", "child", "schüler", "alumno", "aluno",
                "élève",
            ])
}

fn arrange(mut stream: Stream, by_month: bool) -> Result<Arranged, Unreadable> {
    let top = stream.top()?;
    let Some(sheet) = Sheet::of(top) else {
        return Err(Unreadable::Unclear {
            why: "none of its columns are named like days above marks or numbers".to_owned(),
            hint: "leave `format` out of the plan to have the file recognised",
        });
    };
    // A name may stand above its column, beside the days of the week.
    let names: Vec<String> = (0..top[sheet.header].len())
        .map(|at| {
            let mut above = top[..=sheet.header].iter().rev().map(|row| row.get(at).trim());
            above.find(|name| !name.is_empty()).unwrap_or_default().to_owned()
        })
        .collect();
    let mut header = Row::default();
    let titles = top[..sheet.header].iter().map(|row| row.cells().collect::<Vec<_>>().join(" "));
    let titles = titles.collect::<Vec<_>>().join("\n");
    let about = format!("{}{titles}", stream.about);
    for _ in 0..=sheet.header {
        if let Some(row) = stream.take()? {
            header.number = row.number;
            header.remarks.extend(row.remarks.iter().cloned());
        }
    }
    let days = sheet
        .days
        .dates(&about)
        .map_err(|(why, hint)| Unreadable::Unclear { why: why.to_owned(), hint })?;
    let places: BTreeSet<usize> = days.iter().map(|(place, _)| *place).collect();
    let own: Vec<usize> =
        (0..names.len()).filter(|at| !places.contains(at) && !names[*at].is_empty()).collect();
    let added: &[&str] = if by_month { BY_MONTH } else { BY_DAY };
    let all =
        own.iter().map(|&at| names[at].clone()).chain(added.iter().map(|&name| name.to_owned()));
    let all = told_apart(all.collect());
    let mut named = Row::of(header.number, all.iter().map(String::as_str));
    named.remarks = header.remarks;
    let rows = Box::new(WithoutFooter::new(
        Box::new(stream),
        names.iter().filter(|name| !name.is_empty()).count(),
    ));
    let legend = sheet.legend.unwrap_or_default();
    let rows: Box<dyn Rows> = if by_month {
        Box::new(ByMonth {
            rows,
            own,
            months: months(&days),
            legend,
            person: Row::default(),
            next: usize::MAX,
        })
    } else {
        Box::new(ByDay { rows, own, days, person: Row::default(), next: usize::MAX })
    };
    Ok(Arranged { header: named, labels: Vec::new(), rows })
}

const BY_DAY: &[&str] = &["date", "mark"];

/// One row for each filled cell.
struct ByDay {
    rows: Box<WithoutFooter>,
    own: Vec<usize>,
    days: Vec<(usize, Date)>,
    person: Row,
    /// Place of the next day of this person.
    next: usize,
}

impl Rows for ByDay {
    fn next_row(&mut self, row: &mut Row) -> Result<bool, Unreadable> {
        loop {
            if let Some(&(at, day)) = self.days.get(self.next) {
                self.next += 1;
                let mark = self.person.get(at).trim();
                if mark.is_empty() {
                    continue;
                }
                let own = self.own.iter().map(|&at| self.person.get(at));
                let remarks = std::mem::take(&mut row.remarks);
                *row = Row::of(self.person.number, own.chain([day.to_string().as_str(), mark]));
                row.remarks = remarks;
                return Ok(true);
            }
            if !next_person(&mut self.rows, &mut self.person, row)? {
                return Ok(false);
            }
            self.next = 0;
        }
    }
}

/// Reads the next person; what there was to say about the row goes along with the row that is made of it.
fn next_person(
    rows: &mut WithoutFooter,
    person: &mut Row,
    row: &mut Row,
) -> Result<bool, Unreadable> {
    let mut remarks = std::mem::take(&mut row.remarks);
    let is_row = rows.next_row(person)?;
    remarks.append(&mut person.remarks);
    row.clear(person.number);
    row.remarks = remarks;
    Ok(is_row)
}

const BY_MONTH: &[&str] = &[
    "month",
    "last_day",
    "days",
    "days_present",
    "days_late",
    "days_absent",
    "days_excused",
    "attendance_rate",
];

/// One row for each person and month.
struct ByMonth {
    rows: Box<WithoutFooter>,
    own: Vec<usize>,
    months: Vec<Vec<(usize, Date)>>,
    legend: Legend,
    person: Row,
    /// Place of the next month of this person.
    next: usize,
}

/// Days by the month that they belong to, in their order.
fn months(days: &[(usize, Date)]) -> Vec<Vec<(usize, Date)>> {
    let mut months: Vec<Vec<(usize, Date)>> = Vec::new();
    let mut places: BTreeMap<Date, usize> = BTreeMap::new();
    for &(at, day) in days {
        let place = *places.entry(day.first_of_month()).or_insert(months.len());
        if place == months.len() {
            months.push(Vec::new());
        }
        months[place].push((at, day));
    }
    months
}

impl Rows for ByMonth {
    fn next_row(&mut self, row: &mut Row) -> Result<bool, Unreadable> {
        loop {
            if let Some(month) = self.months.get(self.next) {
                self.next += 1;
                let counted = self.count(month, row);
                let Some((last, counts)) = counted else { continue };
                let [present, late, absent, excused] = counts;
                let (came, all) = (present + late, counts.iter().sum::<u32>());
                let numbers =
                    [all, present, late, absent, excused].map(|number| number.to_string());
                let rate = shortest((f64::from(came) / f64::from(all) * 1e4).round() / 1e4);
                let (month, last) = (last.strftime("%Y-%m").to_string(), last.to_string());
                let own = self.own.iter().map(|&at| self.person.get(at));
                let made = [month.as_str(), last.as_str()].into_iter();
                let made = made.chain(numbers.iter().map(String::as_str)).chain([rate.as_str()]);
                let remarks = std::mem::take(&mut row.remarks);
                *row = Row::of(self.person.number, own.chain(made));
                row.remarks = remarks;
                return Ok(true);
            }
            if !next_person(&mut self.rows, &mut self.person, row)? {
                return Ok(false);
            }
            self.next = 0;
        }
    }
}

impl ByMonth {
    /// The last day of a month with a mark, and how many there are of each kind; nothing when there are none.
    fn count(&self, month: &[(usize, Date)], row: &mut Row) -> Option<(Date, [u32; 4])> {
        let mut counts = [0; 4];
        let mut last = None;
        for &(at, day) in month {
            let text = self.person.get(at).trim();
            let kind = match self.legend.mark(text) {
                _ if text.is_empty() => continue,
                Some(Mark::Present) => 0,
                Some(Mark::Late) => 1,
                Some(Mark::Absent) => 2,
                Some(Mark::Excused) => 3,
                Some(Mark::NoDay) => continue,
                None => {
                    let found = format!("a mark that is not known, on {day}");
                    row.note(
                        "unknown_mark",
                        self.person.number,
                        found,
                        "P, A, T, E, or an empty cell",
                    );
                    continue;
                }
            };
            counts[kind] += 1;
            last = Some(day);
        }
        Some((last?, counts))
    }
}
