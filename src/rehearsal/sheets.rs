//! Sheets with a column for each day, made of the rows that are read from them.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};

use super::dress::Lines;

/// School days of a made-up month.
pub(super) const SCHOOL_DAYS: usize = 20;

/// The first school days of a month such as `2024-09`.
pub(super) fn school_days(month: &str) -> Vec<Date> {
    let Ok(first) = format!("{month}-01").parse::<Date>() else { return Vec::new() };
    let is_of_school = |day: &Date| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let days = first.series(jiff::Span::new().days(1)).filter(is_of_school);
    days.take(SCHOOL_DAYS).collect()
}

/// The school days of a term: of a month or half-year by its name, of another one in the month of a day of it.
pub(super) fn days_of_term(term: &str, day: &str) -> Vec<Date> {
    let first = term.replace("-H1", "-02").replace("-H2", "-09");
    let named = school_days(&first);
    if named.is_empty() { school_days(day.get(..7).unwrap_or("2025-01")) } else { named }
}

/// Columns that are counted and not written.
const COUNTED: &[&str] = &[
    "term",
    "last_day",
    "days",
    "days_present",
    "days_late",
    "days_absent",
    "days_excused",
    "attendance_rate",
];

/// A row for each person and school day, with its mark.
pub(super) fn of_people_and_days(header: &[String], rows: &Lines) -> Lines {
    let at = |name: &str| header.iter().position(|own| own == name);
    let (term, last, rate, absent) =
        (at("term"), at("last_day"), at("attendance_rate"), at("days_absent"));
    let own: Vec<usize> =
        (0..header.len()).filter(|&at| !COUNTED.contains(&header[at].as_str())).collect();
    let names = own.iter().map(|&at| header[at].clone());
    let mut lines: Lines =
        vec![names.chain(["Term", "Date", "Status"].map(str::to_owned)).collect()];
    for row in rows {
        let text = |at: Option<usize>| at.map_or("", |at| row[at].as_str());
        let number = |at: Option<usize>| text(at).parse::<f64>().ok();
        let all = SCHOOL_DAYS as f64;
        let came = number(rate).map(|rate| rate * all).or(number(absent).map(|away| all - away));
        let Some(came) = came else { continue };
        for (place, day) in days_of_term(text(term), text(last)).into_iter().enumerate() {
            let mark = if (place as f64) + 0.5 < came { "P" } else { "A" };
            let own = own.iter().map(|&at| row[at].clone());
            let made = [text(term).to_owned(), day.to_string(), mark.to_owned()];
            lines.push(own.chain(made).collect());
        }
    }
    lines
}

/// Marks of the share of days attended in each month.
pub(super) fn of_months(header: &[String], rows: &Lines) -> Lines {
    const MADE: &[&str] = &["month", "last_day", "attendance_rate", "days_absent"];
    let at = |name: &str| header.iter().position(|own| own == name);
    let (Some(month), rate, absent) = (at("month"), at("attendance_rate"), at("days_absent"))
    else {
        return Lines::new();
    };
    let own: Vec<usize> =
        (0..header.len()).filter(|&at| !MADE.contains(&header[at].as_str())).collect();
    let mut cells = Vec::new();
    for row in rows {
        let number = |at: Option<usize>| at.and_then(|at| row[at].parse::<f64>().ok());
        let all = SCHOOL_DAYS as f64;
        let came = number(rate).map(|rate| rate * all).or(number(absent).map(|away| all - away));
        let Some(came) = came else { continue };
        for (place, day) in school_days(&row[month]).into_iter().enumerate() {
            let mark = if (place as f64) + 0.5 < came { "P" } else { "A" };
            cells.push((row, day.to_string(), mark.to_owned()));
        }
    }
    pivot(header, &own, &cells)
}

/// Cells of the day on which they are.
pub(super) fn of_days(header: &[String], rows: &Lines) -> Lines {
    let at = |name: &str| header.iter().position(|own| own == name);
    let (Some(day), Some(mark)) = (at("date"), at("mark")) else { return Lines::new() };
    let own: Vec<usize> = (0..header.len()).filter(|at| ![day, mark].contains(at)).collect();
    let cells: Vec<_> = rows.iter().map(|row| (row, row[day].clone(), row[mark].clone())).collect();
    pivot(header, &own, &cells)
}

/// One row for each combination of the own columns, one column for each day.
fn pivot(header: &[String], own: &[usize], cells: &[(&Vec<String>, String, String)]) -> Lines {
    let mut days: Vec<&String> = cells.iter().map(|(_, day, _)| day).collect();
    days.sort();
    days.dedup();
    let mut order: Vec<Vec<&String>> = Vec::new();
    let mut marks: BTreeMap<(Vec<&String>, &String), &String> = BTreeMap::new();
    for (row, day, mark) in cells {
        let who: Vec<&String> = own.iter().map(|&at| &row[at]).collect();
        if !order.contains(&who) {
            order.push(who.clone());
        }
        marks.insert((who, day), mark);
    }
    let names = own.iter().map(|&at| &header[at]).chain(days.iter().copied());
    let mut lines = vec![names.cloned().collect::<Vec<_>>()];
    for who in order {
        let of_day = |day: &&String| {
            marks.get(&(who.clone(), *day)).map(|mark| (*mark).clone()).unwrap_or_default()
        };
        lines.push(who.iter().copied().cloned().chain(days.iter().map(of_day)).collect());
    }
    lines
}
