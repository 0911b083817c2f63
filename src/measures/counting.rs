//! Unit rows → frequency tables: all rows are looked at once, for everyone, every term and every level.
//!
//! First the rows that differ are numbered in the order of their values; then every table counts numbers. A measure of a
//! million people is read once for all its tables, and what differs is held once for all of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use ahash::AHashMap;
use arrow::array::{
    Array as _, ArrayRef, AsArray as _, Float64Array, RecordBatch, StringArray, UInt32Array,
};
use arrow::compute::{SortOptions, cast, take};
use arrow::datatypes::{DataType, Float64Type, Int64Type};
use arrow::row::{RowConverter, Rows, SortField};

use super::MeasureError;
use super::levels::Levels;
use super::slices::{Counted, Key, Shown};
use super::slicing::{ADJUSTED_BY, By, Part, Slicing};
use super::table::Slice;
use crate::machine::{Phase, stopwatch};

/// Every table of a measure: those of one part after those of another, sorted within.
pub(super) fn count(
    slicing: &Slicing<'_>,
    units: &RecordBatch,
    levels: &Levels,
) -> Result<Vec<Slice>, MeasureError> {
    let _timed = stopwatch(Phase::Group);
    let plain = Distinct::of(slicing, units, &[])?;
    let mut slices = Vec::new();
    for part in &slicing.parts {
        match part {
            Part::Adjusted(segment) => {
                let beside = beside(slicing, units, levels, &segment.adjust)?;
                let distinct = Distinct::of(slicing, units, &beside)?;
                slices.extend(distinct.tables(&Places::of(slicing, *part, units, levels)?));
            }
            _ => slices.extend(plain.tables(&Places::of(slicing, *part, units, levels)?)),
        }
    }
    Ok(slices)
}

/// What differs among rows, in order, and which of it each row is.
struct Distinct {
    shown: Shown,
    of_row: Vec<u32>,
}

impl Distinct {
    /// `beside` are levels of other segments, one list for each with one text for each row.
    fn of(
        slicing: &Slicing<'_>,
        units: &RecordBatch,
        beside: &[(String, ArrayRef)],
    ) -> Result<Self, MeasureError> {
        let column = |name: &str| {
            units.column_by_name(name).cloned().ok_or_else(|| MeasureError::missing(name))
        };
        let subjects = slicing.subject.then(|| text(&column("subject")?)).transpose()?;
        let mut names = slicing.columns.clone();
        let mut columns = Vec::new();
        for name in &slicing.columns {
            columns.push(plain(&column(name)?)?);
        }
        names.extend(beside.iter().map(|(segment, _)| format!("{ADJUSTED_BY}{segment}")));
        columns.extend(beside.iter().map(|(_, levels)| levels.clone()));
        let cluster = slicing.cluster.as_ref().map(|name| text(&column(name)?)).transpose()?;

        let keys: Vec<ArrayRef> =
            subjects.iter().chain(&columns).chain(&cluster).map(ArrayRef::clone).collect();
        let (of_row, first) = numbered(&keys)?;
        let kept = |column: &ArrayRef| take(column, &first, None);
        let shown = Shown::new(
            subjects.as_ref().map(kept).transpose()?.as_ref(),
            names,
            &columns.iter().map(kept).collect::<Result<Vec<_>, _>>()?,
            cluster.as_ref().map(kept).transpose()?.as_ref(),
        )?;
        Ok(Self { shown, of_row })
    }

    /// One table for each subject and place.
    fn tables(&self, places: &Places) -> Vec<Slice> {
        let number = |&(row, place): &(u32, u32)| {
            (u64::from(place) << 32) | u64::from(self.of_row[row as usize])
        };
        let mut all: Vec<u64> = places.rows.iter().map(number).collect();
        all.sort_unstable();
        let counted: Vec<(u32, Counted)> = all
            .chunk_by(|one, other| one == other)
            .map(|same| {
                let half = |bits: u64| u32::try_from(bits).expect("half of the bits");
                let row = half(same[0] & u64::from(u32::MAX));
                (half(same[0] >> 32), Counted { row, n: same.len() as u64 })
            })
            .collect();
        let mut tables: BTreeMap<Key, Vec<Counted>> = BTreeMap::new();
        // Rows are in the order of their subjects first.
        for table in counted.chunk_by(|(place, one), (next, other)| {
            place == next && self.shown.is_same_subject(one.row, other.row)
        }) {
            let (place, first) = table[0];
            let (term, dimension, level) = places.names[place as usize].clone();
            let key = (self.shown.subject(first.row).map(str::to_owned), term, dimension, level);
            tables.entry(key).or_default().extend(table.iter().map(|(_, one)| *one));
        }
        self.shown.slices(tables)
    }
}

/// Number of each row among those that differ, in the order of their values, and the first row with each number. Missing comes
/// last.
fn numbered(keys: &[ArrayRef]) -> Result<(Vec<u32>, UInt32Array), MeasureError> {
    let Numbered { rows, mut of_row, first } = Numbered::of(keys)?;
    let mut sorted: Vec<u32> = (0..).take(first.len()).collect();
    let of = |place: u32| rows.row(first[place as usize] as usize);
    sorted.sort_unstable_by(|&one, &other| of(one).cmp(&of(other)));
    let mut rank = vec![0_u32; first.len()];
    for (at, &place) in (0..).zip(&sorted) {
        rank[place as usize] = at;
    }
    for place in &mut of_row {
        *place = rank[*place as usize];
    }
    let first: Vec<u32> = sorted.iter().map(|&place| first[place as usize]).collect();
    Ok((of_row, UInt32Array::from(first)))
}

/// Rows by what differs among them, in the order in which it first occurs.
pub(super) struct Numbered {
    rows: Rows,
    /// Number of each row.
    pub(super) of_row: Vec<u32>,
    /// The first row with each number.
    pub(super) first: Vec<u32>,
}

impl Numbered {
    /// Numbers rows by the columns of a key.
    pub(super) fn of(keys: &[ArrayRef]) -> Result<Self, MeasureError> {
        let order = SortOptions { descending: false, nulls_first: false };
        let fields =
            keys.iter().map(|key| SortField::new_with_options(key.data_type().clone(), order));
        let rows = RowConverter::new(fields.collect())?.convert_columns(keys)?;
        let mut known: AHashMap<&[u8], u32> = AHashMap::new();
        let mut first: Vec<u32> = Vec::new();
        let mut of_row = Vec::with_capacity(rows.num_rows());
        for (at, row) in (0..).zip(rows.iter()) {
            let place = known.entry(row.data()).or_insert_with(|| {
                first.push(at);
                u32::try_from(first.len() - 1).expect("rows are counted in 32 bits")
            });
            of_row.push(*place);
        }
        drop(known);
        Ok(Self { rows, of_row, first })
    }
}

/// How many keys occur in more than one row.
pub(super) fn repeated(units: &RecordBatch, key: &[&str]) -> Result<usize, MeasureError> {
    let _timed = stopwatch(Phase::Group);
    let columns = key
        .iter()
        .map(|name| units.column_by_name(name).cloned().ok_or_else(|| MeasureError::missing(name)));
    let numbered = Numbered::of(&columns.collect::<Result<Vec<_>, _>>()?)?;
    let mut times = vec![0_u32; numbered.first.len()];
    for place in numbered.of_row {
        times[place as usize] += 1;
    }
    Ok(times.into_iter().filter(|times| *times > 1).count())
}

/// Which rows belong to which term, dimension and level.
struct Places {
    names: Vec<(String, String, String)>,
    /// Row and place.
    rows: Vec<(u32, u32)>,
}

const ALL: &str = "all";

impl Places {
    fn of(
        slicing: &Slicing<'_>,
        part: Part<'_>,
        units: &RecordBatch,
        levels: &Levels,
    ) -> Result<Self, MeasureError> {
        let terms = match units.column_by_name("term_id") {
            Some(terms) => Some(text(terms)?),
            None => None,
        };
        let term = |row: u32| {
            let terms = terms.as_ref()?.as_string::<i32>();
            terms.is_valid(row as usize).then(|| terms.value(row as usize))
        };
        let count = u32::try_from(units.num_rows()).expect("rows are counted in 32 bits");
        let overall = (0..count).filter(|row| !slicing.apart || term(*row) == Some(ALL));
        let name = |term: &str, dimension: &str, level: &str| {
            (term.to_owned(), dimension.to_owned(), level.to_owned())
        };
        match part {
            Part::Everyone => Ok(Self {
                names: vec![name(ALL, ALL, ALL)],
                rows: overall.map(|row| (row, 0)).collect(),
            }),
            Part::Terms => {
                let mut known: BTreeMap<&str, u32> = BTreeMap::new();
                let mut places = Self { names: Vec::new(), rows: Vec::new() };
                for row in 0..count {
                    let Some(term) = term(row).filter(|term| *term != ALL) else { continue };
                    let place = *known.entry(term).or_insert_with(|| {
                        places.names.push(name(term, ALL, ALL));
                        u32::try_from(places.names.len() - 1).expect("terms are few")
                    });
                    places.rows.push((row, place));
                }
                Ok(places)
            }
            Part::Segments(segments) => {
                let wanted = |dimension: &str| {
                    segments
                        .iter()
                        .any(|segment| segment.id == dimension && segment.adjust.is_empty())
                };
                Self::by_level(slicing, units, levels, overall, wanted)
            }
            Part::Adjusted(segment) => {
                let wanted = |dimension: &str| segment.id == dimension;
                Self::by_level(slicing, units, levels, overall, wanted)
            }
        }
    }

    fn by_level(
        slicing: &Slicing<'_>,
        units: &RecordBatch,
        levels: &Levels,
        overall: impl Iterator<Item = u32>,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<Self, MeasureError> {
        let names = levels
            .all()
            .iter()
            .map(|level| (ALL.to_owned(), level.dimension.clone(), level.name.clone()))
            .collect();
        let Some(by) = slicing.by else { return Ok(Self { names, rows: Vec::new() }) };
        let is_wanted: Vec<bool> = levels
            .all()
            .iter()
            .map(|level| wanted(&level.dimension) && !(by.of_people && level.origin == "matches"))
            .collect();
        let ids = Ids::of(by, units)?;
        let of_row = |row: u32| {
            let own = ids.get(row).map_or(&[][..], |id| levels.of(by.unit, id));
            own.iter().map(move |place| (row, *place))
        };
        let rows = overall.flat_map(of_row).filter(|(_, place)| is_wanted[*place as usize]);
        Ok(Self { names, rows: rows.collect() })
    }
}

/// Ids by which the segments of rows are found.
struct Ids(ArrayRef);

impl Ids {
    fn of(by: By, units: &RecordBatch) -> Result<Self, MeasureError> {
        let column = units.column_by_name(by.key).ok_or_else(|| MeasureError::missing(by.key))?;
        Ok(Self(cast(column, &DataType::Int64)?))
    }

    fn get(&self, row: u32) -> Option<i64> {
        let ids = self.0.as_primitive::<Int64Type>();
        ids.is_valid(row as usize).then(|| ids.value(row as usize))
    }
}

/// The level of each unit row in other segments, so that groups can be compared among those who are alike. A unit has one
/// level of a segment at most.
fn beside(
    slicing: &Slicing<'_>,
    units: &RecordBatch,
    levels: &Levels,
    others: &[String],
) -> Result<Vec<(String, ArrayRef)>, MeasureError> {
    let Some(by) = slicing.by else { return Ok(Vec::new()) };
    let ids = Ids::of(by, units)?;
    let count = u32::try_from(units.num_rows()).expect("rows are counted in 32 bits");
    let level = |row: u32, other: &str| {
        let mut own =
            levels.of(by.unit, ids.get(row)?).iter().map(|at| &levels.all()[*at as usize]);
        own.find(|level| level.dimension == other).map(|level| level.name.as_str())
    };
    let column = |other: &String| {
        let levels: StringArray = (0..count).map(|row| level(row, other)).collect();
        (other.clone(), Arc::new(levels) as ArrayRef)
    };
    Ok(others.iter().map(column).collect())
}

fn text(column: &ArrayRef) -> Result<ArrayRef, MeasureError> {
    Ok(cast(column, &DataType::Utf8)?)
}

/// A column as inference takes it: texts, or numbers of which those that are not finite are missing.
fn plain(column: &ArrayRef) -> Result<ArrayRef, MeasureError> {
    if matches!(column.data_type(), DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View) {
        return text(column);
    }
    let numbers = cast(column, &DataType::Float64)?;
    let numbers = numbers.as_primitive::<Float64Type>();
    // A nought has no sign.
    let finite =
        numbers.iter().map(|number| number.filter(|one| one.is_finite()).map(|one| one + 0.0));
    Ok(Arc::new(finite.collect::<Float64Array>()))
}
