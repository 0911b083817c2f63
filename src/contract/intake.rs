//! All sources' rows, typed and checked one by one; what concerns several rows comes after.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use polars::prelude::DataFrame;

use crate::machine::{Phase, stopwatch};
use crate::plan::{Plan, Shape};
use crate::sources::{Header, RawBatch};

use super::age::export_day;
use super::builder::{Cell, TableBuilder};
use super::crosswalk;
use super::derived::{derive_meeting_id, named};
use super::described::Described;
use super::file_rows::FileRows;
use super::forgotten::Forgotten;
use super::identity::IdBook;
use super::links::{Claim, Links};
use super::mapping::{DERIVED, Mapping};
use super::parse;
use super::part::{Part, numbered};
use super::row::RowReader;
use super::spread;
use super::survey::{self, Form};
use super::table::{Column, Entity, Kind, Table};
use super::violation::{RowId, Rule, Violation};

/// What became of a row of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowState {
    /// The plan leaves it to other sources.
    Skipped,
    /// Read, and not (or no longer) in a table: a later export replaced it.
    Superseded,
    /// Says nothing else than a later row, which is kept.
    Duplicate,
    /// Says that a row is to be deleted, or is that row.
    Deleted,
    /// About somebody whose consent to be counted is withdrawn.
    Withdrawn,
    /// About somebody who is forgotten: read, and kept nowhere.
    Forgotten,
    /// Set aside.
    Quarantined,
    /// In a table.
    Kept,
}

/// Collects what all files of all sources gave.
#[derive(Debug)]
pub struct Intake<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) ids: IdBook,
    /// Names of persons by their keyed ids; of two files the later one's.
    pub(crate) names: BTreeMap<i64, Box<str>>,
    pub(crate) tables: BTreeMap<&'static str, Vec<DataFrame>>,
    pub(crate) violations: Vec<Violation>,
    pub(crate) files: Vec<FileRows>,
    /// Who is forgotten.
    pub forgotten: Forgotten,
    /// Keyed ids of rows that went with them, by table.
    pub(crate) gone: Gone,
    /// Layout that the next file was recognised by: its program has codes of its own.
    pub layout: Option<&'static str>,
    /// Who is who.
    pub(crate) links: Arc<Links>,
    /// What crosswalks say, until the first other file is read.
    pub(crate) claims: Vec<Claim>,
    /// What is known of persons besides their ids, when it is asked for.
    pub(crate) described: Option<Vec<Described>>,
}

/// Keyed ids of rows that went with a forgotten person, by table.
pub(crate) type Gone = BTreeSet<(&'static str, i64)>;

impl<'a> Intake<'a> {
    /// Nothing read yet.
    pub fn new(plan: &'a Plan, key: &[u8]) -> Self {
        Self {
            plan,
            ids: IdBook::new(key, &plan.program.id),
            names: BTreeMap::new(),
            tables: BTreeMap::new(),
            violations: Vec::new(),
            files: Vec::new(),
            forgotten: Forgotten::default(),
            gone: Gone::default(),
            layout: None,
            links: Arc::new(Links::new(&plan.identity.same_id)),
            claims: Vec::new(),
            described: None,
        }
    }

    /// Reads one file's batches through its source; crosswalks first, see [`super::reading_order`].
    ///
    /// # Errors
    ///
    /// The reader's own error, when the file turns out to be unreadable on the way.
    pub fn read<E>(
        &mut self,
        source: usize,
        name: &str,
        header: &Header,
        batches: impl Iterator<Item = Result<RawBatch, E>>,
    ) -> Result<(), E> {
        let (part, read) = self.part(source, name, header, batches);
        self.absorb(source, name, part);
        read
    }

    /// What one file's batches give through its source, by itself: up to the reader's own error, should the file turn out
    /// to be unreadable on the way.
    pub fn part<E>(
        &mut self,
        source: usize,
        name: &str,
        header: &Header,
        batches: impl Iterator<Item = Result<RawBatch, E>>,
    ) -> (Part, Result<(), E>) {
        if !crosswalk::is_crosswalk(&self.plan.sources[source]) {
            self.settle();
        }
        let layout = self.layout.take();
        self.as_known().part(source, (name, layout), header, batches)
    }

    /// What files other than crosswalks are read with, once all of these are read.
    pub fn reading(&mut self) -> Reading<'a> {
        self.settle();
        self.as_known()
    }

    fn as_known(&self) -> Reading<'a> {
        Reading {
            plan: self.plan,
            ids: self.ids.part(),
            forgotten: self.forgotten.clone(),
            links: Arc::clone(&self.links),
            describes: self.described.is_some(),
        }
    }

    /// Takes in what a file gave.
    pub fn absorb(&mut self, source: usize, name: &str, part: Part) {
        let file = u32::try_from(self.files.len()).expect("fewer than four billion files");
        let of_file = |row: Option<RowId>| row.map(|row| RowId { file, ..row });
        self.violations.extend(
            part.violations
                .into_iter()
                .map(|violation| Violation { row: of_file(violation.row), ..violation }),
        );
        for (table, frame) in part.tables {
            self.tables.entry(table).or_default().push(numbered(frame, file));
        }
        let claims = part.claims.into_iter();
        self.claims.extend(claims.map(|claim| Claim { row: of_file(claim.row), ..claim }));
        if let Some(described) = &mut self.described {
            described.extend(part.described);
        }
        self.ids.take(part.ids);
        self.names.extend(part.names);
        self.gone.extend(part.gone);
        self.files.push(FileRows {
            source,
            name: name.to_owned(),
            states: part.states,
            day: export_day(&self.plan.sources[source], name),
            given: part.given,
        });
    }

    /// Notes a problem of a file as a whole.
    pub fn refuse(
        &mut self,
        source: usize,
        rule: &str,
        position: &str,
        found: String,
        allowed: String,
    ) {
        let source = &self.plan.sources[source].id;
        self.violations.push(Violation::of_file(rule, source, position, found, allowed));
    }
}

/// What every file is read with, whatever the others hold: so that several can be read at a time.
#[derive(Debug)]
pub struct Reading<'a> {
    plan: &'a Plan,
    /// An empty book.
    ids: IdBook,
    forgotten: Forgotten,
    links: Arc<Links>,
    describes: bool,
}

impl Reading<'_> {
    /// What one file's batches give through its source, by itself: up to the reader's own error, should the file turn out
    /// to be unreadable on the way. Beside the file's name stands the layout that it was recognised by.
    pub fn part<E>(
        &self,
        source: usize,
        (name, layout): (&str, Option<&'static str>),
        header: &Header,
        batches: impl Iterator<Item = Result<RawBatch, E>>,
    ) -> (Part, Result<(), E>) {
        let _timed = stopwatch(Phase::Check);
        let mut taking = Taking::new(self, source);
        let read = taking.read(layout, name, header, batches);
        (taking.into_part(), read)
    }
}

/// The rows of one file on their way into its part.
pub(crate) struct Taking<'a> {
    plan: &'a Plan,
    source: usize,
    ids: IdBook,
    names: Vec<(i64, Box<str>)>,
    tables: BTreeMap<&'static str, TableBuilder>,
    pub(crate) violations: Vec<Violation>,
    states: Vec<RowState>,
    given: (&'static str, BTreeSet<&'static str>),
    pub(crate) forgotten: &'a Forgotten,
    gone: Gone,
    pub(crate) links: Arc<Links>,
    pub(crate) claims: Vec<Claim>,
    described: Option<Vec<Described>>,
}

impl<'a> Taking<'a> {
    fn new(reading: &'a Reading<'_>, source: usize) -> Self {
        Self {
            plan: reading.plan,
            source,
            ids: reading.ids.part(),
            names: Vec::new(),
            tables: BTreeMap::new(),
            violations: Vec::new(),
            states: Vec::new(),
            given: Default::default(),
            forgotten: &reading.forgotten,
            gone: Gone::default(),
            links: Arc::clone(&reading.links),
            claims: Vec::new(),
            described: reading.describes.then(Vec::new),
        }
    }

    fn read<E>(
        &mut self,
        layout: Option<&'static str>,
        name: &str,
        header: &Header,
        batches: impl Iterator<Item = Result<RawBatch, E>>,
    ) -> Result<(), E> {
        let source = &self.plan.sources[self.source];
        let mut mapping = match Mapping::new(self.plan, source, name, header) {
            Ok(mapping) => mapping,
            Err(violations) => {
                self.violations.extend(violations);
                return Ok(());
            }
        };
        mapping.layout = layout;
        let links = Arc::clone(&self.links);
        self.given = (mapping.table.name, mapping.columns.keys().copied().collect());
        let mut ordinal = 0_u32;
        for batch in batches {
            let batch = batch?;
            for at in 0..batch.rows() {
                let reader = RowReader {
                    mapping: &mapping,
                    links: &links,
                    batch: &batch,
                    header: header.names(),
                    at,
                    // The file gets its number when it is taken in.
                    row: RowId { file: 0, ordinal },
                    violations: Vec::new(),
                    set_aside: false,
                };
                let state = self.take(reader);
                self.states.push(state);
                ordinal += 1;
            }
        }
        if ordinal == 0 {
            let found = "a header without rows".to_owned();
            self.violations.push(Violation::of_file(
                "no_rows",
                &source.id,
                name,
                found,
                String::new(),
            ));
        }
        Ok(())
    }

    fn into_part(self) -> Part {
        let program = &self.plan.program.id;
        let finished = |(name, builder): (&'static str, TableBuilder)| {
            (name, builder.finish(program).expect("a builder's columns have one length"))
        };
        Part {
            tables: self.tables.into_iter().map(finished).collect(),
            violations: self.violations,
            states: self.states,
            given: self.given,
            ids: self.ids.into_entries(),
            names: self.names,
            gone: self.gone,
            claims: self.claims,
            described: self.described.unwrap_or_default(),
        }
    }

    fn take(&mut self, mut reader: RowReader<'_>) -> RowState {
        if reader.is_skipped() {
            return RowState::Skipped;
        }
        let mapping = reader.mapping;
        let table = mapping.table;
        if table.name == crosswalk::TABLE {
            return self.claim(reader);
        }
        if self.is_forgotten(&reader) {
            return RowState::Forgotten;
        }
        let deletes = reader.batch.deletes(reader.at);
        let mut cells = reader.cells(&mut self.ids);
        reader.check_cut_off(table, self.plan, &mut cells);
        let term = self.term(table, &cells, &mut reader);
        if let Some(instrument) = mapping.instrument {
            survey::fill(&mut reader, &mut cells, instrument, &mut self.ids);
        }
        derive_meeting_id(&reader, &mut cells, &mut self.ids);
        let wide = mapping.source.shape == Shape::Wide;
        let spread_over =
            |column: &Column| wide && matches!(column.name, "item" | "measure" | "attribute");
        // Filled in from the plan or from the answer itself; an id that is made from other columns lacks only when one of
        // them does, and that one is named.
        let made = |column: &Column| {
            DERIVED.contains(&(table.name, column.name))
                || matches!(
                    (table.name, column.name),
                    ("outcomes", "domain") | ("responses", "state")
                )
        };
        for (column, cell) in table.columns.iter().zip(&cells) {
            if column.required && *cell == Cell::Missing && !spread_over(column) && !made(column) {
                reader.missing_key(column.name);
            }
        }
        if deletes {
            return self.deletion(&reader, &cells, term);
        }
        let set_aside = reader.set_aside;
        let mut form = Form::default();
        let name = named(&reader, &cells);
        let rows = if set_aside {
            Vec::new()
        } else {
            match (mapping.instrument, table.name) {
                (Some(instrument), _) => {
                    form = survey::form(&mut reader, &cells, instrument, &mut self.ids);
                    std::mem::take(&mut form.open)
                }
                (None, "outcomes" | "attributes") => spread::rows(&mut reader, &cells, self.plan),
                _ => vec![(table.name, std::mem::take(&mut cells))],
            }
        };
        let set_aside = set_aside || reader.set_aside;
        if !reader.violations.is_empty() {
            let original = reader.original();
            for mut violation in std::mem::take(&mut reader.violations) {
                violation.cells = Some(self.forgotten.redacted(&original));
                self.violations.push(violation);
            }
        }
        if set_aside {
            return RowState::Quarantined;
        }
        if let Some(described) = &mut self.described {
            described.extend(Described::of(&reader, self.source));
        }
        self.names.extend(name);
        if rows.is_empty() && form.answers.is_empty() {
            // An open question without an answer: there was nothing to keep, and nothing is lost.
            return RowState::Kept;
        }
        if let (Some(instrument), false) = (mapping.instrument, form.answers.is_empty()) {
            let answers = (&*instrument.items, &*form.answers);
            self.builder(table).push_form(&cells, answers, term, reader.row);
        }
        for (name, mut cells) in rows {
            let table =
                super::tables::table(name).expect("rows are made for tables of the contract");
            for (column, cell) in table.columns.iter().zip(&mut cells) {
                if let (Kind::Text, Cell::Text(text)) = (column.kind, &mut *cell) {
                    *cell = Cell::Text(self.forgotten.redacted(text).into());
                }
            }
            self.builder(table).push(&cells, term, reader.row);
        }
        RowState::Superseded
    }

    /// Where the rows of a table go.
    fn builder(&mut self, table: &'static Table) -> &mut TableBuilder {
        self.tables.entry(table.name).or_insert_with(|| TableBuilder::new(table))
    }

    /// Takes a row that says that the one with its key is to be deleted: nothing but the key counts.
    fn deletion(&mut self, reader: &RowReader<'_>, cells: &[Cell], term: Option<&str>) -> RowState {
        let (mapping, row) = (reader.mapping, reader.row);
        if let Some(instrument) = mapping.instrument {
            let answers = survey::deleted(mapping, cells, instrument);
            let answers = (&*instrument.items, &*answers);
            self.builder(mapping.table).push_form(cells, answers, term, row);
            return RowState::Deleted;
        }
        for (table, cells) in spread::keys(mapping, cells) {
            self.builder(table).push(&cells, term, row);
        }
        RowState::Deleted
    }

    /// True when a row names somebody who is forgotten; what it is about is gone with them.
    fn is_forgotten(&mut self, reader: &RowReader<'_>) -> bool {
        if self.forgotten.marks().is_empty() {
            return false;
        }
        let table = reader.mapping.table;
        let names = table.columns.iter().any(|column| {
            let is_person = matches!(
                column.kind,
                Kind::Id(Entity::Person) | Kind::Reference(Entity::Person, _)
            );
            is_person
                && (self.forgotten.holds(reader.text(column.name))
                    || self.forgotten.holds(&reader.person(column.name)))
        });
        let (mentor, mentee) = reader.pair();
        let names =
            names || [mentor, mentee].iter().flatten().any(|person| self.forgotten.holds(person));
        let Some(Column { name, kind: Kind::Id(entity), .. }) = table.columns.first() else {
            return names;
        };
        let raw = match entity {
            Entity::Person => reader.person(name),
            Entity::Match => reader.about(),
            _ => reader.text(name).into(),
        };
        let id = self.ids.passing(*entity, &raw);
        if names && !raw.is_empty() {
            self.gone.insert((table.name, id));
        }
        names || self.gone.contains(&(table.name, id))
    }

    /// The row's term: its own word, else the term that holds its date.
    fn term(
        &self,
        table: &'static Table,
        cells: &[Cell],
        reader: &mut RowReader<'_>,
    ) -> Option<&'a str> {
        let plan = self.plan;
        let own = reader.text("term_id");
        if let Some(term) = plan.terms.iter().find(|term| term.id == own) {
            return Some(&term.id);
        }
        if !own.is_empty() {
            let terms: Vec<&str> = plan.terms.iter().map(|term| term.id.as_str()).collect();
            let allowed =
                if terms.is_empty() { "a term of the plan".to_owned() } else { terms.join(", ") };
            let found = parse::described(own, false);
            let rule = Rule::named("not_allowed");
            reader.note(rule, rule.severity, Some("term_id"), found, allowed);
        }
        let at = table.columns.iter().position(|column| Some(column.name) == table.dated_by)?;
        let day = cells[at].day()?;
        let holds = |term: &&crate::plan::Term| {
            parse::days(term.starts_on) <= day && day <= parse::days(term.ends_on)
        };
        plan.terms.iter().find(holds).map(|term| term.id.as_str())
    }
}
