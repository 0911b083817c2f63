//! Typed columns in the making, one builder per contract table.

use std::num::NonZeroU32;

use ahash::AHashMap;
use polars::prelude::*;

use super::forms::{self, Answer, Folder};
use super::table::{self, Kind, Table};
use super::violation::RowId;
use crate::plan::Item;

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

enum Builder {
    Integer(PrimitiveChunkedBuilder<Int64Type>),
    Number(PrimitiveChunkedBuilder<Float64Type>),
    Text(Words),
    Boolean(BooleanChunkedBuilder),
    Day(PrimitiveChunkedBuilder<Int32Type>),
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
    fn push(&mut self, text: Option<&str>) {
        let place = text.map(|text| self.place(text));
        self.rows.push(place);
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
        // Columns that say the same in all rows, such as the wave of a file, take no room.
        if let Some(&first) =
            self.rows.first().filter(|first| self.rows.iter().all(|row| row == *first))
        {
            let text = first.map(|place| AnyValue::StringOwned(self.text(place).into()));
            let all = Scalar::new(DataType::String, text.unwrap_or(AnyValue::Null));
            return Column::new_scalar(name, all, self.rows.len());
        }
        let texts = self.rows.iter().map(|row| row.map(|place| self.text(place)));
        texts.collect::<StringChunked>().with_name(name).into_column()
    }
}

impl Builder {
    fn of(column: &table::Column) -> Self {
        let name = column.name.into();
        match column.kind {
            Kind::Id(_) | Kind::Reference(..) | Kind::Integer(..) => {
                Self::Integer(PrimitiveChunkedBuilder::new(name, 0))
            }
            Kind::Number(..) => Self::Number(PrimitiveChunkedBuilder::new(name, 0)),
            Kind::Category(_) | Kind::Label | Kind::Text => Self::Text(Words::default()),
            Kind::Boolean => Self::Boolean(BooleanChunkedBuilder::new(name, 0)),
            Kind::Date => Self::Day(PrimitiveChunkedBuilder::new(name, 0)),
        }
    }

    fn push(&mut self, cell: &Cell) {
        match (self, cell) {
            (Self::Integer(values), Cell::Integer(value)) => values.append_value(*value),
            (Self::Day(values), Cell::Day(value)) => {
                values.append_option(i32::try_from(*value).ok())
            }
            (Self::Number(values), Cell::Number(value)) => values.append_value(*value),
            (Self::Text(words), Cell::Text(text)) => words.push(Some(text)),
            (Self::Boolean(values), Cell::Boolean(value)) => values.append_value(*value),
            (Self::Integer(values), _) => values.append_null(),
            (Self::Day(values), _) => values.append_null(),
            (Self::Number(values), _) => values.append_null(),
            (Self::Text(words), _) => words.push(None),
            (Self::Boolean(values), _) => values.append_null(),
        }
    }

    fn finish(self, name: &str) -> PolarsResult<Column> {
        Ok(match self {
            Self::Integer(values) => values.finish().into_column(),
            Self::Number(values) => values.finish().into_column(),
            Self::Text(words) => words.finish(name.into()),
            Self::Boolean(values) => values.finish().into_column(),
            Self::Day(values) => values.finish().into_column().cast(&DataType::Date)?,
        })
    }
}

/// Rows of one table, typed, with the file row that each came from.
pub(crate) struct TableBuilder {
    /// The table.
    pub(crate) table: &'static Table,
    /// One for each column that a row has a cell for.
    columns: Vec<Option<Builder>>,
    /// The answers of each row, where they are folded.
    answers: Option<Folder>,
    terms: Words,
    rows: Vec<i64>,
}

impl TableBuilder {
    pub(crate) fn new(table: &'static Table) -> Self {
        let columns = table
            .columns
            .iter()
            .map(|column| (!forms::is_within(table, column.name)).then(|| Builder::of(column)));
        Self {
            table,
            columns: columns.collect(),
            answers: forms::is_folded(table).then(Folder::new),
            terms: Words::default(),
            rows: Vec::new(),
        }
    }

    /// Adds one row: a cell per column of the table, in its order.
    pub(crate) fn push(&mut self, cells: &[Cell], term: Option<&str>, row: RowId) {
        self.push_form(cells, (&[], &[]), term, row);
    }

    /// Adds a form with its answers to its items.
    pub(crate) fn push_form(
        &mut self,
        cells: &[Cell],
        (items, answers): (&[Item], &[Answer<'_>]),
        term: Option<&str>,
        row: RowId,
    ) {
        for (builder, cell) in self.columns.iter_mut().zip(cells) {
            if let Some(builder) = builder {
                builder.push(cell);
            }
        }
        if let Some(folder) = &mut self.answers {
            folder.push(items, answers);
        }
        self.terms.push(term);
        self.rows.push(row.packed());
    }

    /// The frame: program, columns, twins of dates in days, term when the table is dated, hidden columns.
    pub(crate) fn finish(self, program: &str) -> PolarsResult<DataFrame> {
        let height = self.rows.len();
        let mut columns = vec![Column::new_scalar(
            "program_id".into(),
            Scalar::from(PlSmallStr::from(program)),
            height,
        )];
        for (column, builder) in self.table.columns.iter().zip(self.columns) {
            let Some(builder) = builder else { continue };
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
        columns.extend(self.answers.map(Folder::finish));
        DataFrame::new(height, columns)
    }
}
