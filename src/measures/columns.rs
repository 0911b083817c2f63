//! The columns of a query's rows, coded batch by batch.

use arrow::array::RecordBatch;
use arrow::datatypes::{DataType, SchemaRef};

use super::MeasureError;
use super::codes::Codes;

/// The columns of a query that are coded, each once whoever asks for it.
pub(super) struct Columns {
    schema: SchemaRef,
    names: Vec<String>,
    pub(super) codes: Vec<Codes>,
}

impl Columns {
    pub(super) fn new(schema: &SchemaRef) -> Self {
        Self { schema: schema.clone(), names: Vec::new(), codes: Vec::new() }
    }

    /// What the column at a place is called.
    pub(super) fn name(&self, place: usize) -> &str {
        &self.names[place]
    }

    /// Where the codes of a column are found from now on.
    pub(super) fn place(
        &mut self,
        name: &str,
        codes: impl Fn(&DataType) -> Codes,
    ) -> Result<usize, MeasureError> {
        if let Some(at) = self.names.iter().position(|known| known == name) {
            return Ok(at);
        }
        let field = self.schema.field_with_name(name).map_err(|_| MeasureError::missing(name))?;
        self.codes.push(codes(field.data_type()));
        self.names.push(name.to_owned());
        Ok(self.names.len() - 1)
    }

    /// The codes of a batch.
    pub(super) fn add(&mut self, rows: &RecordBatch) -> Result<Coded, MeasureError> {
        let column =
            |name: &String| rows.column_by_name(name).ok_or_else(|| MeasureError::missing(name));
        let each = self.names.iter().zip(&mut self.codes);
        let columns =
            each.map(|(name, codes)| codes.add(column(name)?)).collect::<Result<_, _>>()?;
        Ok(Coded { columns, len: rows.num_rows() })
    }
}

/// The codes of a batch, column by column.
pub(super) struct Coded {
    columns: Vec<Vec<u32>>,
    len: usize,
}

impl Coded {
    /// The codes of the column at a place.
    pub(super) fn column(&self, place: usize) -> &[u32] {
        &self.columns[place]
    }

    /// Puts some cells of a row in the place of what was there.
    pub(super) fn cells(&self, places: &[usize], row: usize, cells: &mut Vec<u32>) {
        cells.clear();
        cells.extend(places.iter().map(|place| self.columns[*place][row]));
    }

    /// Takes some cells of each row.
    pub(super) fn rows(&self, places: &[usize], mut take: impl FnMut(usize, &[u32])) {
        let mut cells = Vec::with_capacity(places.len());
        for row in 0..self.len {
            self.cells(places, row, &mut cells);
            take(row, &cells);
        }
    }
}
