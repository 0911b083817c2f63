//! A column of a query's rows, held in numbers.

use std::cmp::Ordering;

use ahash::AHashMap;
use arrow::array::{Array as _, ArrayRef, AsArray as _, StringArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Float64Type};

use super::MeasureError;
use super::table::Values;

/// Values of a column, one for each row.
#[derive(Debug)]
pub(super) enum Column {
    /// Numbers; what is not finite is missing.
    Numbers(Vec<Option<f64>>),
    /// Texts.
    Texts(Texts),
}

impl Default for Column {
    fn default() -> Self {
        Self::Numbers(Vec::new())
    }
}

impl Column {
    /// Adds the rows of a batch; all batches of a query have the same types.
    pub(super) fn add(&mut self, column: &ArrayRef) -> Result<(), MeasureError> {
        if matches!(column.data_type(), DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View) {
            if let Self::Numbers(_) = self {
                *self = Self::Texts(Texts::default());
            }
            if let Self::Texts(texts) = self {
                texts.add(cast(column, &DataType::Utf8)?.as_string::<i32>());
            }
        } else if let Self::Numbers(numbers) = self {
            let column = cast(column, &DataType::Float64)?;
            let column = column.as_primitive::<Float64Type>();
            numbers.extend(column.iter().map(|number| number.filter(|one| one.is_finite())));
        }
        Ok(())
    }

    /// Orders two rows; missing first.
    pub(super) fn compared(&self, one: u32, other: u32) -> Ordering {
        let (one, other) = (one as usize, other as usize);
        match self {
            Self::Numbers(numbers) => {
                numbers[one].partial_cmp(&numbers[other]).unwrap_or(Ordering::Equal)
            }
            Self::Texts(texts) => texts.get(one).cmp(&texts.get(other)),
        }
    }

    /// The values of some rows. Where no text is left, there are no texts.
    pub(super) fn values(&self, rows: &[u32]) -> Values {
        match self {
            Self::Numbers(numbers) => {
                Values::Numbers(rows.iter().map(|&row| numbers[row as usize]).collect())
            }
            Self::Texts(texts) => {
                let own = rows.iter().map(|&row| texts.get(row as usize));
                if own.clone().any(|text| text.is_some()) {
                    Values::Texts(own.map(|text| text.map(str::to_owned)).collect())
                } else {
                    Values::Numbers(vec![None; rows.len()])
                }
            }
        }
    }
}

/// A column of texts, each of which is held once.
#[derive(Debug, Default)]
pub(super) struct Texts {
    /// Each text that occurs.
    words: Vec<String>,
    known: AHashMap<String, u32>,
    rows: Vec<Option<u32>>,
}

impl Texts {
    /// Adds rows.
    pub(super) fn add(&mut self, column: &StringArray) {
        for text in column {
            let place = text.map(|text| self.place(text));
            self.rows.push(place);
        }
    }

    fn place(&mut self, text: &str) -> u32 {
        if let Some(&place) = self.known.get(text) {
            return place;
        }
        let place = u32::try_from(self.words.len()).expect("rows are counted in 32 bits");
        self.words.push(text.to_owned());
        self.known.insert(text.to_owned(), place);
        place
    }

    fn get(&self, row: usize) -> Option<&str> {
        self.rows[row].map(|place| self.words[place as usize].as_str())
    }

    /// Place of each row's text in the list of those that differ.
    pub(super) fn places(&self) -> &[Option<u32>] {
        &self.rows
    }
}
