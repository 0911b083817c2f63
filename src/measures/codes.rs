//! Values of a column as numbers, so that rows are compared and held by numbers, whatever is in them.

use std::hash::Hash;
use std::sync::Arc;

use ahash::RandomState;
use arrow::array::{Array as _, ArrayRef, AsArray as _, Int64Array, StringArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Float64Type, Int64Type};
use hashbrown::HashTable;

use super::MeasureError;
use super::table::Values;

/// The code of a value that is missing: after those of all others.
pub(super) const MISSING: u32 = u32::MAX;

/// Values that differ, each held once; its code is its place, in the order in which they first occur.
#[derive(Debug, Default)]
pub(super) struct Differing<T> {
    values: Vec<T>,
    known: HashTable<u32>,
    hasher: RandomState,
}

impl<T> Differing<T> {
    fn find<Q: Hash + Eq + ToOwned<Owned = T> + ?Sized>(&self, value: &Q) -> Option<u32>
    where
        T: std::borrow::Borrow<Q>,
    {
        let is_it = |code: &u32| self.values[*code as usize].borrow() == value;
        self.known.find(self.hasher.hash_one(value), is_it).copied()
    }

    fn code<Q: Hash + Eq + ToOwned<Owned = T> + ?Sized>(&mut self, value: &Q) -> u32
    where
        T: std::borrow::Borrow<Q>,
    {
        let Self { values, known, hasher } = self;
        let hash = hasher.hash_one(value);
        if let Some(code) = known.find(hash, |code| values[*code as usize].borrow() == value) {
            return *code;
        }
        let code = u32::try_from(values.len()).expect("rows are counted in 32 bits");
        values.push(value.to_owned());
        known.insert_unique(hash, code, |code| hasher.hash_one(values[*code as usize].borrow()));
        code
    }

    /// The rank of each code when the values are put in order.
    fn ranks(&self, order: impl Fn(&T, &T) -> std::cmp::Ordering) -> Vec<u32> {
        let mut sorted: Vec<u32> = (0..).take(self.values.len()).collect();
        let value = |code: u32| &self.values[code as usize];
        sorted.sort_unstable_by(|&one, &other| order(value(one), value(other)));
        let mut ranks = vec![0; sorted.len()];
        for (rank, code) in (0..).zip(sorted) {
            ranks[code as usize] = rank;
        }
        ranks
    }
}

/// A column whose values are coded, batch by batch.
#[derive(Debug)]
pub(super) enum Codes {
    /// Numbers by their bits; what is not finite is missing.
    Numbers(Differing<u64>),
    /// Whole numbers too large for the others.
    Ids(Differing<i64>),
    /// Texts.
    Texts(Differing<String>),
}

impl Codes {
    /// For a column as inference takes it: texts, or numbers.
    pub(super) fn of_values(kind: &DataType) -> Self {
        match kind {
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => Self::texts(),
            _ => Self::Numbers(Differing::default()),
        }
    }

    /// For a column whose values are only told apart.
    pub(super) fn of_ids(kind: &DataType) -> Self {
        if kind.is_integer() { Self::Ids(Differing::default()) } else { Self::texts() }
    }

    /// For texts, and for what is to be one.
    pub(super) fn texts() -> Self {
        Self::Texts(Differing::default())
    }

    /// The code of each row of a batch; all batches of a column have the same type.
    pub(super) fn add(&mut self, column: &ArrayRef) -> Result<Vec<u32>, MeasureError> {
        Ok(match self {
            Self::Numbers(differing) => {
                let numbers = cast(column, &DataType::Float64)?;
                let numbers = numbers.as_primitive::<Float64Type>().iter();
                let finite = numbers.map(|number| number.filter(|one| one.is_finite()));
                // A nought has no sign.
                let bits = finite.map(|number| number.map(|one| (one + 0.0).to_bits()));
                bits.map(|bits| bits.map_or(MISSING, |bits| differing.code(&bits))).collect()
            }
            Self::Ids(differing) => {
                let ids = cast(column, &DataType::Int64)?;
                let ids = ids.as_primitive::<Int64Type>().iter();
                ids.map(|id| id.map_or(MISSING, |id| differing.code(&id))).collect()
            }
            Self::Texts(differing) if *column.data_type() == DataType::Utf8View => {
                codes_of_texts(differing, column.as_string_view().iter())
            }
            Self::Texts(differing) => {
                let texts = cast(column, &DataType::Utf8)?;
                codes_of_texts(differing, texts.as_string::<i32>().iter())
            }
        })
    }

    /// The code of one text.
    pub(super) fn add_text(&mut self, text: Option<&str>) -> u32 {
        match self {
            Self::Texts(differing) => text.map_or(MISSING, |text| differing.code(text)),
            Self::Numbers(_) | Self::Ids(_) => MISSING,
        }
    }

    /// The code of a text that occurs.
    pub(super) fn find(&self, text: &str) -> Option<u32> {
        match self {
            Self::Texts(differing) => differing.find(text),
            Self::Numbers(_) | Self::Ids(_) => None,
        }
    }

    /// The text behind a code.
    pub(super) fn text(&self, code: u32) -> Option<&str> {
        match self {
            Self::Texts(differing) => differing.values.get(code as usize).map(String::as_str),
            Self::Numbers(_) | Self::Ids(_) => None,
        }
    }

    /// The rank of each code in the order of the values.
    pub(super) fn ranks(&self) -> Vec<u32> {
        match self {
            Self::Numbers(differing) => differing
                .ranks(|one, other| f64::from_bits(*one).total_cmp(&f64::from_bits(*other))),
            Self::Ids(differing) => differing.ranks(Ord::cmp),
            Self::Texts(differing) => differing.ranks(Ord::cmp),
        }
    }

    /// The values of some rows, for inference. Where no text is left, there are no texts.
    pub(super) fn values(&self, codes: impl ExactSizeIterator<Item = u32> + Clone) -> Values {
        match self {
            Self::Numbers(differing) => {
                let number =
                    |code: u32| Some(f64::from_bits(*differing.values.get(code as usize)?));
                Values::Numbers(codes.map(number).collect())
            }
            Self::Texts(_) if codes.clone().any(|code| code != MISSING) => {
                Values::Texts(codes.map(|code| self.text(code).map(str::to_owned)).collect())
            }
            Self::Texts(_) | Self::Ids(_) => Values::Numbers(vec![None; codes.len()]),
        }
    }

    /// The values of some rows, as a column that is coded again.
    pub(super) fn column(&self, codes: impl Iterator<Item = u32>) -> ArrayRef {
        match self {
            Self::Numbers(differing) => {
                let number =
                    |code: u32| Some(f64::from_bits(*differing.values.get(code as usize)?));
                Arc::new(codes.map(number).collect::<arrow::array::Float64Array>())
            }
            Self::Ids(differing) => {
                let id = |code: u32| differing.values.get(code as usize).copied();
                Arc::new(codes.map(id).collect::<Int64Array>())
            }
            Self::Texts(_) => Arc::new(codes.map(|code| self.text(code)).collect::<StringArray>()),
        }
    }
}

/// Rows that follow one another often have one text: it is looked up once.
fn codes_of_texts<'t>(
    differing: &mut Differing<String>,
    texts: impl Iterator<Item = Option<&'t str>>,
) -> Vec<u32> {
    let mut last: Option<(&str, u32)> = None;
    let code = |text: Option<&'t str>| {
        let Some(text) = text else { return MISSING };
        match last {
            Some((same, code)) if same == text => code,
            _ => {
                let code = differing.code(text);
                last = Some((text, code));
                code
            }
        }
    };
    texts.map(code).collect()
}

#[cfg(test)]
mod tests {
    use arrow::array::Float64Array;

    use super::*;

    #[test]
    fn numbers_are_told_apart_and_what_is_not_finite_is_missing() {
        let mut codes = Codes::of_values(&DataType::Float64);
        let first = [Some(3.0), None, Some(-0.0), Some(f64::NAN)];
        let second = [Some(0.0), Some(3.0), Some(-1.0)];
        let add = |codes: &mut Codes, batch: &[Option<f64>]| {
            let column: ArrayRef = Arc::new(batch.iter().copied().collect::<Float64Array>());
            codes.add(&column).unwrap()
        };
        assert_eq!(add(&mut codes, &first), [0, MISSING, 1, MISSING]);
        assert_eq!(add(&mut codes, &second), [1, 0, 2]);
        assert_eq!(codes.ranks(), [2, 1, 0]);
        let values = codes.values([2, MISSING, 0].into_iter());
        assert_eq!(values, Values::Numbers(vec![Some(-1.0), None, Some(3.0)]));
    }

    #[test]
    fn texts_are_ordered_by_their_letters_and_a_column_without_any_has_none() {
        let mut codes = Codes::texts();
        let column: ArrayRef =
            Arc::new(StringArray::from(vec![Some("south"), Some("south"), None, Some("north")]));
        assert_eq!(codes.add(&column).unwrap(), [0, 0, MISSING, 1]);
        assert_eq!(
            (codes.ranks(), codes.find("north"), codes.find("west")),
            (vec![1, 0], Some(1), None)
        );
        assert_eq!(codes.values([MISSING].into_iter()), Values::Numbers(vec![None]));
    }
}
