//! Typed columns in the making, one builder per contract table.

use std::num::NonZeroU32;

use ahash::AHashMap;
use polars::prelude::*;

use super::table::{Kind, Table};
use super::violation::RowId;

/// Hidden column that says which row of which file a table row comes from.
pub(crate) const ROW: &str = "__row";

/// One typed cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) enum Cell {
    /// Missing.
    #[default]
    Missing,
    /// An id or a whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// A label, category or text; a short one takes no memory of its own.
    Text(PlSmallStr),
    /// Yes or no.
    Boolean(bool),
    /// Days since 1970-01-01.
    Day(i64),
}

impl Cell {
    /// Days since 1970-01-01, when the cell is a date.
    pub(crate) fn day(&self) -> Option<i64> {
        match self {
            Self::Day(day) => Some(*day),
            _ => None,
        }
    }

    /// The text, when there is one.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

#[derive(Debug)]
enum Builder {
    Integer(Vec<Option<i64>>),
    Number(Vec<Option<f64>>),
    Text(Words),
    Boolean(Vec<Option<bool>>),
    Day(Vec<Option<i64>>),
}

/// A column of texts, each of which is held once: most columns of texts have few that differ.
#[derive(Debug, Default)]
struct Words {
    texts: Vec<PlSmallStr>,
    places: AHashMap<PlSmallStr, u32>,
    /// Place of each row's text.
    rows: Vec<Option<NonZeroU32>>,
    /// Place of the last row's text, as rows that follow one another often say the same.
    last: Option<NonZeroU32>,
}

impl Words {
    fn push(&mut self, text: Option<&str>, times: usize) {
        let place = text.map(|text| self.place(text));
        self.rows.extend(std::iter::repeat_n(place, times));
    }

    fn place(&mut self, text: &str) -> NonZeroU32 {
        if let Some(last) = self.last.filter(|&last| self.text(last) == text) {
            return last;
        }
        let place = if let Some(&place) = self.places.get(text) {
            place
        } else {
            self.texts.push(text.into());
            let place = u32::try_from(self.texts.len()).expect("rows are counted in 32 bits");
            self.places.insert(text.into(), place);
            place
        };
        // Places are counted from 1.
        self.last = NonZeroU32::new(place);
        self.last.expect("a text was put in before")
    }

    fn text(&self, place: NonZeroU32) -> &str {
        &self.texts[place.get() as usize - 1]
    }

    fn finish(&self, name: PlSmallStr) -> Column {
        let texts = self.rows.iter().map(|row| row.map(|place| self.text(place)));
        texts.collect::<StringChunked>().with_name(name).into_column()
    }
}

impl Builder {
    fn of(kind: Kind) -> Self {
        match kind {
            Kind::Id(_) | Kind::Reference(..) | Kind::Integer(..) => Self::Integer(Vec::new()),
            Kind::Number(..) => Self::Number(Vec::new()),
            Kind::Category(_) | Kind::Label | Kind::Text => Self::Text(Words::default()),
            Kind::Boolean => Self::Boolean(Vec::new()),
            Kind::Date => Self::Day(Vec::new()),
        }
    }

    /// Adds a cell to so many rows.
    fn push(&mut self, cell: &Cell, times: usize) {
        match (self, cell) {
            (Self::Integer(values), Cell::Integer(value))
            | (Self::Day(values), Cell::Day(value)) => push(values, Some(*value), times),
            (Self::Number(values), Cell::Number(value)) => push(values, Some(*value), times),
            (Self::Text(words), Cell::Text(text)) => words.push(Some(text), times),
            (Self::Boolean(values), Cell::Boolean(value)) => push(values, Some(*value), times),
            (Self::Integer(values) | Self::Day(values), _) => push(values, None, times),
            (Self::Number(values), _) => push(values, None, times),
            (Self::Text(words), _) => words.push(None, times),
            (Self::Boolean(values), _) => push(values, None, times),
        }
    }

    fn finish(self, name: &str) -> PolarsResult<Column> {
        let name = name.into();
        Ok(match self {
            Self::Integer(values) => Column::new(name, values),
            Self::Number(values) => Column::new(name, values),
            Self::Text(words) => words.finish(name),
            Self::Boolean(values) => Column::new(name, values),
            Self::Day(values) => {
                let days: Vec<Option<i32>> =
                    values.into_iter().map(|day| day.and_then(|d| i32::try_from(d).ok())).collect();
                Column::new(name, days).cast(&DataType::Date)?
            }
        })
    }
}

fn push<T: Copy>(values: &mut Vec<Option<T>>, value: Option<T>, times: usize) {
    values.extend(std::iter::repeat_n(value, times));
}

/// An answer to one item of a form.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Answer<'p> {
    /// The item.
    pub(crate) item: &'p str,
    /// The answer as a number.
    pub(crate) value: Option<f64>,
    /// Why there is a value, or none.
    pub(crate) state: &'p str,
}

/// Rows of one table, typed, with the file row that each came from.
#[derive(Debug)]
pub(crate) struct TableBuilder {
    /// The table.
    pub(crate) table: &'static Table,
    columns: Vec<Builder>,
    terms: Words,
    rows: Vec<i64>,
}

impl TableBuilder {
    pub(crate) fn new(table: &'static Table) -> Self {
        let columns = table.columns.iter().map(|column| Builder::of(column.kind)).collect();
        Self { table, columns, terms: Words::default(), rows: Vec::new() }
    }

    /// Adds one row: a cell per column of the table, in its order.
    pub(crate) fn push(&mut self, cells: &[Cell], term: Option<&str>, row: RowId) {
        for (builder, cell) in self.columns.iter_mut().zip(cells) {
            builder.push(cell, 1);
        }
        self.terms.push(term, 1);
        self.rows.push(row.packed());
    }

    /// Adds the answers of one form: what they share is in `form`, and the rest is an answer's own.
    ///
    /// A large survey is most of a program's data, and nearly all of its rows come through here: column by column, so that
    /// nothing that the answers share is copied or looked up for each of them.
    pub(crate) fn push_answers(
        &mut self,
        form: &[Cell],
        answers: &[Answer<'_>],
        term: Option<&str>,
        row: RowId,
    ) {
        let times = answers.len();
        let columns = self.table.columns.iter().zip(&mut self.columns);
        for ((column, builder), shared) in columns.zip(form) {
            match (column.name, builder) {
                ("item", Builder::Text(words)) => {
                    for answer in answers {
                        words.push(Some(answer.item), 1);
                    }
                }
                ("state", Builder::Text(words)) => {
                    for answer in answers {
                        words.push(Some(answer.state), 1);
                    }
                }
                ("value", Builder::Number(values)) => {
                    values.extend(answers.iter().map(|answer| answer.value));
                }
                (_, builder) => builder.push(shared, times),
            }
        }
        self.terms.push(term, times);
        self.rows.extend(std::iter::repeat_n(row.packed(), times));
    }

    /// The frame: program, columns, twins of dates in days, term when the table is dated, hidden row.
    pub(crate) fn finish(self, program: &str) -> PolarsResult<DataFrame> {
        let height = self.rows.len();
        let mut columns = vec![Column::new_scalar(
            "program_id".into(),
            Scalar::from(PlSmallStr::from(program)),
            height,
        )];
        for (column, builder) in self.table.columns.iter().zip(self.columns) {
            let finished = builder.finish(column.name)?;
            let twin = column.day_twin();
            if let Some(twin) = twin {
                let days = finished
                    .cast(&DataType::Int32)?
                    .cast(&DataType::Int64)?
                    .with_name(twin.as_str().into());
                columns.push(finished);
                columns.push(days);
            } else {
                columns.push(finished);
            }
        }
        if self.table.dated_by.is_some() {
            columns.push(self.terms.finish("term_id".into()));
        }
        columns.push(Column::new(ROW.into(), self.rows));
        DataFrame::new(height, columns)
    }
}
