//! Typed columns in the making, one builder per contract table.

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
    /// A label, category or text.
    Text(String),
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
    Text(Vec<Option<String>>),
    Boolean(Vec<Option<bool>>),
    Day(Vec<Option<i64>>),
}

impl Builder {
    fn of(kind: Kind) -> Self {
        match kind {
            Kind::Id(_) | Kind::Reference(..) | Kind::Integer(..) => Self::Integer(Vec::new()),
            Kind::Number(..) => Self::Number(Vec::new()),
            Kind::Category(_) | Kind::Label | Kind::Text => Self::Text(Vec::new()),
            Kind::Boolean => Self::Boolean(Vec::new()),
            Kind::Date => Self::Day(Vec::new()),
        }
    }

    fn push(&mut self, cell: Cell) {
        match (self, cell) {
            (Self::Integer(values), Cell::Integer(value))
            | (Self::Day(values), Cell::Day(value)) => values.push(Some(value)),
            (Self::Number(values), Cell::Number(value)) => values.push(Some(value)),
            (Self::Text(values), Cell::Text(value)) => values.push(Some(value)),
            (Self::Boolean(values), Cell::Boolean(value)) => values.push(Some(value)),
            (Self::Integer(values) | Self::Day(values), _) => values.push(None),
            (Self::Number(values), _) => values.push(None),
            (Self::Text(values), _) => values.push(None),
            (Self::Boolean(values), _) => values.push(None),
        }
    }

    fn finish(self, name: &str) -> PolarsResult<Column> {
        let name = name.into();
        Ok(match self {
            Self::Integer(values) => Column::new(name, values),
            Self::Number(values) => Column::new(name, values),
            Self::Text(values) => Column::new(name, values),
            Self::Boolean(values) => Column::new(name, values),
            Self::Day(values) => {
                let days: Vec<Option<i32>> =
                    values.into_iter().map(|day| day.and_then(|d| i32::try_from(d).ok())).collect();
                Column::new(name, days).cast(&DataType::Date)?
            }
        })
    }
}

/// Rows of one table, typed, with the file row that each came from.
#[derive(Debug)]
pub(crate) struct TableBuilder {
    /// The table.
    pub(crate) table: &'static Table,
    columns: Vec<Builder>,
    terms: Vec<Option<String>>,
    rows: Vec<i64>,
}

impl TableBuilder {
    pub(crate) fn new(table: &'static Table) -> Self {
        let columns = table.columns.iter().map(|column| Builder::of(column.kind)).collect();
        Self { table, columns, terms: Vec::new(), rows: Vec::new() }
    }

    /// Adds one row: a cell per column of the table, in its order.
    pub(crate) fn push(&mut self, cells: Vec<Cell>, term: Option<String>, row: RowId) {
        for (builder, cell) in self.columns.iter_mut().zip(cells) {
            builder.push(cell);
        }
        self.terms.push(term);
        self.rows.push(row.packed());
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
            columns.push(Column::new("term_id".into(), self.terms));
        }
        columns.push(Column::new(ROW.into(), self.rows));
        DataFrame::new(height, columns)
    }
}
