//! One row of a file → typed cells of a contract table, with every breach noted.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::plan::{Plan, Source, TimeUnit};
use crate::sources::{RawBatch, minutes_in_words};

use super::builder::Cell;
use super::identity::IdBook;
use super::links::{self, Links};
use super::mapping::{Mapping, Origin, Place, ValueMap};
use super::pairs;
use super::parse::{self, Breach, described};
use super::table::{Column, Entity, Kind, Table};
use super::violation::{RowId, Rule, Severity, Violation};

/// No program's records begin earlier.
const EARLIEST: jiff::civil::Date = jiff::civil::date(1950, 1, 1);

/// One row of a batch, seen through its source's mapping.
pub(crate) struct RowReader<'r> {
    pub(crate) mapping: &'r Mapping<'r>,
    pub(crate) links: &'r Links,
    pub(crate) batch: &'r RawBatch,
    pub(crate) header: &'r [String],
    pub(crate) at: usize,
    pub(crate) row: RowId,
    /// Violations of this row so far.
    pub(crate) violations: Vec<Violation>,
    /// True once the row has to be set aside.
    pub(crate) set_aside: bool,
}

impl<'r> RowReader<'r> {
    /// The raw text of a contract column, after the plan's value map; empty when missing.
    pub(crate) fn text(&self, column: &str) -> &'r str {
        let raw = match self.mapping.columns.get(column) {
            Some(Origin::Column(at)) => self.batch.cell(self.at, *at),
            Some(Origin::Constant(text)) => text,
            Some(Origin::Code(_) | Origin::Pair(..)) | None => "",
        };
        self.meant(column, raw)
    }

    /// The same for the column at a place of the table.
    fn text_at(&self, place: usize) -> &'r str {
        let Place { origin, values, .. } = &self.mapping.in_order[place];
        let raw = match origin {
            Some(Origin::Column(at)) => self.batch.cell(self.at, *at),
            Some(Origin::Constant(text)) => text,
            Some(Origin::Code(_) | Origin::Pair(..)) | None => "",
        };
        self.meant_by(*values, raw)
    }

    /// The id that the person of a contract column is known by; empty when missing.
    pub(crate) fn person(&self, column: &str) -> Cow<'r, str> {
        let written = match self.mapping.columns.get(column) {
            Some(Origin::Code(parts)) => Cow::Owned(self.code(parts)),
            _ => self.prefixed(column, self.text(column)),
        };
        self.links.person(written)
    }

    /// An id with what the plan puts before those of its column.
    fn prefixed(&self, column: &str, id: &'r str) -> Cow<'r, str> {
        with_prefix(self.mapping.source.prefixes.get(column).map(String::as_str), id)
    }

    /// The same for the column at a place of the table.
    fn person_at(&self, place: usize) -> Cow<'r, str> {
        let Place { origin, prefix, .. } = &self.mapping.in_order[place];
        let written = match origin {
            Some(Origin::Code(parts)) => Cow::Owned(self.code(parts)),
            _ => with_prefix(*prefix, self.text_at(place)),
        };
        self.links.person(written)
    }

    /// The text by which the match of the row is known: its id, else the two persons of whom it is one; empty when missing.
    pub(crate) fn about(&self) -> Cow<'r, str> {
        match self.mapping.columns.get("match_id") {
            Some(Origin::Pair(..)) => {
                let (mentor, mentee) = self.pair();
                let is_whole = |at: Option<&Cow<'_, str>>| at.is_none_or(|own| !own.is_empty());
                let is_named = mentor.is_some() || mentee.is_some();
                if is_named && is_whole(mentor.as_ref()) && is_whole(mentee.as_ref()) {
                    Cow::Owned(pairs::text(mentor.as_deref(), mentee.as_deref()))
                } else {
                    Cow::Borrowed("")
                }
            }
            _ => Cow::Borrowed(self.text("match_id")),
        }
    }

    /// The persons by whom the match of the row is found.
    pub(crate) fn pair(&self) -> (Option<Cow<'r, str>>, Option<Cow<'r, str>>) {
        let Some(Origin::Pair(mentor, mentee)) = self.mapping.columns.get("match_id") else {
            return (None, None);
        };
        let person = |at: Option<usize>, side: &str| {
            let written = self.meant(side, self.batch.cell(self.at, at?));
            Some(self.links.person(self.prefixed(side, written)))
        };
        (person(*mentor, "mentor_id"), person(*mentee, "mentee_id"))
    }

    /// The code of the row. One that lacks a part is nobody else's, and so is its place a part of it.
    fn code(&self, parts: &[usize]) -> String {
        let cell = |at: &usize| self.meant("person_id", self.batch.cell(self.at, *at));
        match links::code(parts.iter().map(cell)) {
            Some(code) if code.contains('?') => {
                format!("{code} {}", self.batch.row_origin(self.at))
            }
            code => code.unwrap_or_default(),
        }
    }

    /// What a text means: nothing when it is a missing code, else what the value map says.
    pub(crate) fn meant(&self, column: &str, raw: &'r str) -> &'r str {
        self.meant_by(self.mapping.source.values.get(column), raw)
    }

    fn meant_by(&self, values: Option<&'r ValueMap>, raw: &'r str) -> &'r str {
        let raw = raw.trim();
        if raw.is_empty() || self.mapping.source.missing.iter().any(|code| code == raw) {
            return "";
        }
        let mapped = values.and_then(|map| {
            map.get(raw).or_else(|| {
                map.iter().find(|(from, _)| from.eq_ignore_ascii_case(raw)).map(|(_, to)| to)
            })
        });
        mapped.map_or(raw, String::as_str)
    }

    /// True when the plan leaves this row to other sources.
    pub(crate) fn is_skipped(&self) -> bool {
        self.mapping.keep.iter().any(|(at, texts)| {
            let cell = self.batch.cell(self.at, *at).trim();
            !texts.iter().any(|text| text == cell)
        })
    }

    /// The typed cells of all columns of the mapping's table, in order.
    pub(crate) fn cells(&mut self, ids: &mut IdBook) -> Vec<Cell> {
        let table = self.mapping.table;
        let columns = table.columns.iter().enumerate();
        let mut cells: Vec<Cell> =
            columns.map(|(place, column)| self.cell(place, column, ids)).collect();
        self.check_possible(table, &mut cells);
        self.check_order(table, &mut cells);
        cells
    }

    /// The typed cell of one column; what breaks a rule is noted and missing.
    fn cell(&mut self, place: usize, column: &'static Column, ids: &mut IdBook) -> Cell {
        let is_person =
            matches!(column.kind, Kind::Id(Entity::Person) | Kind::Reference(Entity::Person, _));
        if is_person {
            let person = self.person_at(place);
            return if person.is_empty() {
                Cell::Missing
            } else {
                Cell::Integer(ids.id(Entity::Person, &person))
            };
        }
        if column.name == "match_id" {
            let about = self.about();
            return if about.is_empty() {
                Cell::Missing
            } else {
                Cell::Integer(ids.id(Entity::Match, &about))
            };
        }
        let text = self.text_at(place);
        // What an answer may be depends on its item; the survey's own reading says so.
        let of_item = self.mapping.instrument.is_some() && column.name == "value";
        if text.is_empty() || of_item {
            return Cell::Missing;
        }
        let source = self.mapping.source;
        let value = match column.kind {
            Kind::Number(low, high) if column.name == "minutes" => {
                minutes(text, source, low, high).map(Cell::Number)
            }
            kind => typed(text, kind, source, ids),
        };
        if column.kind == Kind::Date
            && let (Ok(Cell::Day(day)), Some(_)) = (&value, parse::excel_day(text))
        {
            let found = format!("{}, a day as Excel counts it", described(text, column.personal));
            let rule = Rule::named("excel_day");
            let allowed = format!("a date such as {}", super::date_of(*day));
            self.note(rule, rule.severity, Some(column.name), found, allowed);
        }
        match value {
            Ok(cell) => cell,
            Err(breach) => {
                let is_needed = column.required || column.telling;
                self.breach(column.name, column.personal, is_needed, text, breach);
                Cell::Missing
            }
        }
    }

    /// Notes that a cell breaks a rule; a needed one sets the row aside.
    pub(crate) fn breach(
        &mut self,
        column: &str,
        personal: bool,
        required: bool,
        text: &str,
        breach: Breach,
    ) {
        let rule = Rule::named(breach.rule);
        let severity = if required { Severity::Error } else { rule.severity };
        self.note(rule, severity, Some(column), described(text, personal), breach.allowed);
    }

    /// Notes that a required column has no value.
    pub(crate) fn missing_key(&mut self, column: &str) {
        // A cell that broke another rule has been named already.
        if !self.violations.iter().any(|violation| violation.column.as_deref() == Some(column)) {
            self.note(
                Rule::named("missing_key"),
                Severity::Error,
                Some(column),
                "empty".to_owned(),
                "a value".to_owned(),
            );
        }
        self.set_aside = true;
    }

    /// Notes a violation of this row.
    pub(crate) fn note(
        &mut self,
        rule: &'static Rule,
        severity: Severity,
        column: Option<&str>,
        found: String,
        allowed: String,
    ) {
        self.set_aside |= severity == Severity::Error;
        let position = match column.and_then(|name| self.mapping.columns.get(name)) {
            Some(Origin::Column(at)) => self.batch.origin(self.at, *at).to_string(),
            _ => self.batch.row_origin(self.at).to_string(),
        };
        self.note_at(rule, severity, column, position, found, allowed);
    }

    /// Notes a violation at a position of its own (a column that is spread over several).
    pub(crate) fn note_at(
        &mut self,
        rule: &'static Rule,
        severity: Severity,
        column: Option<&str>,
        position: String,
        found: String,
        allowed: String,
    ) {
        self.set_aside |= severity == Severity::Error;
        self.violations.push(Violation {
            rule,
            severity,
            source: self.mapping.source.id.clone(),
            position,
            column: column.map(str::to_owned),
            found,
            allowed,
            row: Some(self.row),
            cells: None,
        });
    }

    /// Treats dates long before there were programs as missing: a year of two digits, or the first day that a spreadsheet knows.
    fn check_possible(&mut self, table: &'static Table, cells: &mut [Cell]) {
        let first = parse::days(EARLIEST);
        for (column, cell) in table.columns.iter().zip(&mut *cells) {
            if cell.day().is_some_and(|day| day < first) {
                let text = self.text(column.name);
                let breach = Breach::new("impossible_date", format!("a date from {EARLIEST} on"));
                self.breach(column.name, column.personal, column.required, text, breach);
                *cell = Cell::Missing;
            }
        }
    }

    fn check_order(&mut self, table: &'static Table, cells: &mut [Cell]) {
        for (earlier, later) in table.in_order {
            let place = |name: &str| table.columns.iter().position(|column| column.name == name);
            let (Some(first), Some(second)) = (place(earlier), place(later)) else { continue };
            if let (Some(from), Some(to)) = (cells[first].day(), cells[second].day())
                && to < from
            {
                let found = described(self.text(later), false);
                self.note(
                    Rule::named("date_order"),
                    Severity::Warning,
                    Some(later),
                    found,
                    format!("a date on or after `{earlier}`"),
                );
                cells[second] = Cell::Missing;
            }
        }
    }

    /// Treats dates after the cut-off as missing.
    pub(crate) fn check_cut_off(&mut self, table: &'static Table, plan: &Plan, cells: &mut [Cell]) {
        let Some(cut_off) = plan.analysis.as_of else { return };
        let last = parse::days(cut_off);
        for (column, cell) in table.columns.iter().zip(&mut *cells) {
            if !column.future && cell.day().is_some_and(|day| day > last) {
                let found = described(self.text(column.name), false);
                let severity = if column.required { Severity::Error } else { Severity::Warning };
                self.note(
                    Rule::named("after_cut_off"),
                    severity,
                    Some(column.name),
                    found,
                    format!("a date up to {cut_off}"),
                );
                *cell = Cell::Missing;
            }
        }
        self.reopen(table, last, cells);
    }

    /// A match that ended after the cut-off was open on it: its reasons are not known yet either.
    fn reopen(&self, table: &Table, last: i64, cells: &mut [Cell]) {
        if table.name != "matches" {
            return;
        }
        let source = self.mapping.source;
        let ended = parse::date(self.text("ended_on"), source.date_format.as_deref());
        if ended.is_ok_and(|date| parse::days(date) > last) {
            for (column, cell) in table.columns.iter().zip(cells) {
                if column.name.starts_with("closure_") {
                    *cell = Cell::Missing;
                }
            }
        }
    }

    /// The original cells that the plan reads, as JSON: header → text.
    pub(crate) fn original(&self) -> String {
        original(self.header, &self.mapping.read(), self.batch, self.at)
    }

    /// The person's name as the file writes it; none where the plan names no column of it, or it is empty.
    pub(crate) fn name(&self) -> Option<String> {
        let cells = self.mapping.name.iter().map(|column| self.batch.cell(self.at, *column));
        let words: Vec<&str> = cells.flat_map(str::split_whitespace).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }
}

/// An id with what is put before it; nothing stays nothing.
fn with_prefix<'i>(prefix: Option<&str>, id: &'i str) -> Cow<'i, str> {
    match prefix {
        Some(prefix) if !id.is_empty() => Cow::Owned(format!("{prefix}{id}")),
        _ => Cow::Borrowed(id),
    }
}

/// The original cells of a row as JSON, in the order of the header: those of some columns.
pub(crate) fn original(
    header: &[String],
    read: &BTreeSet<usize>,
    batch: &RawBatch,
    at: usize,
) -> String {
    let pairs: Vec<String> = header
        .iter()
        .enumerate()
        .filter(|(column, _)| read.contains(column))
        .map(|(column, name)| {
            let quoted = |text: &str| serde_json::Value::from(text).to_string();
            format!("{}:{}", quoted(name), quoted(batch.cell(at, column)))
        })
        .collect();
    format!("{{{}}}", pairs.join(","))
}

/// A length of time in minutes: a number in the source's unit, or words and clocks such as `1 hr 30 min` and `1:30`.
fn minutes(text: &str, source: &Source, low: f64, high: f64) -> Result<f64, Breach> {
    let unit = if source.minutes_in == TimeUnit::Hours { 60.0 } else { 1.0 };
    let number = parse::number(text, source.decimal).map(|number| number * unit);
    match number.or_else(|| minutes_in_words(text)) {
        Some(minutes) if (low..=high).contains(&minutes) => Ok(minutes),
        Some(_) => Err(Breach::new("out_of_range", format!("{} to {}", low / unit, high / unit))),
        None => Err(Breach::new("not_a_number", "a number")),
    }
}

/// A text as a value of a kind.
pub(crate) fn typed(
    text: &str,
    kind: Kind,
    source: &Source,
    ids: &mut IdBook,
) -> Result<Cell, Breach> {
    Ok(match kind {
        Kind::Id(entity) | Kind::Reference(entity, _) => Cell::Integer(ids.id(entity, text)),
        Kind::Category(words) => Cell::Text(parse::category(text, words)?.into()),
        Kind::Label => Cell::Text(parse::label(text)?.into()),
        Kind::Text => Cell::Text(text.into()),
        Kind::Number(low, high) => {
            Cell::Number(parse::number_within(text, source.decimal, low, high)?)
        }
        Kind::Integer(low, high) => {
            Cell::Integer(parse::integer_within(text, source.decimal, low, high)?)
        }
        Kind::Date => Cell::Day(parse::days(parse::date(text, source.date_format.as_deref())?)),
        Kind::Boolean => Cell::Boolean(parse::boolean(text)?),
    })
}
