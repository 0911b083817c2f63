//! Unit rows → frequency tables: all rows are looked at once, for everyone, every term and every level.
//!
//! Batch by batch each row that differs gets a number, and every table counts numbers. What differs is held once for all
//! tables, in numbers; rows that do not differ are never held.

use ahash::AHashMap;
use arrow::array::{ArrayRef, AsArray as _, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Int64Type, SchemaRef};

use super::codes::{Codes, MISSING};
use super::columns::Columns;
use super::forms::{Forms, FoundForms};
use super::grain::Grain;
use super::levels::Levels;
use super::rows::Rows;
use super::slices::Shown;
use super::slicing::{ADJUSTED_BY, By, Part, Slicing};
use super::table::Slice;
use super::{Kpi, MeasureError};
use crate::machine::{Phase, stopwatch};
use crate::plan::Segment;

/// How many units have each row, by place: a term or a level.
type Counts = AHashMap<(u32, u32), u64>;

/// The tables of a measure, while its rows come.
pub(super) struct Counter<'c> {
    slicing: Slicing<'c>,
    levels: &'c Levels,
    columns: Columns,
    /// The columns that make a row: subject, the design's, cluster.
    row: Vec<usize>,
    terms: Option<usize>,
    rows: Rows,
    counts: Vec<Counts>,
    /// Beside the parts that are adjusted.
    beside: Vec<Option<Beside>>,
    grain: Option<Grain>,
    forms: Option<FoundForms>,
}

impl<'c> Counter<'c> {
    /// For the rows of a KPI's query, which have these columns.
    pub(super) fn new(
        kpi: &Kpi,
        schema: &SchemaRef,
        segments: &'c [Segment],
        levels: &'c Levels,
    ) -> Result<Self, MeasureError> {
        let names: Vec<String> = schema.fields().iter().map(|field| field.name().clone()).collect();
        let slicing = Slicing::new(kpi, &names, segments);
        let mut columns = Columns::new(schema);
        let mut row = Vec::new();
        if slicing.subject {
            row.push(columns.place("subject", |_| Codes::texts())?);
        }
        for name in &slicing.columns {
            row.push(columns.place(name, Codes::of_values)?);
        }
        if let Some(name) = &slicing.cluster {
            row.push(columns.place(name, Codes::of_ids)?);
        }
        let terms = columns.place("term_id", |_| Codes::texts()).ok();
        let grain = Grain::of(kpi, &mut columns)?;
        let forms = FoundForms::of(&mut columns);
        let beside = slicing.parts.iter().map(|part| match part {
            Part::Adjusted(segment) => Some(Beside::new(&segment.adjust, levels, row.len())),
            _ => None,
        });
        let beside = beside.collect();
        let counts = vec![Counts::new(); slicing.parts.len()];
        let rows = Rows::new(row.len());
        Ok(Self { slicing, levels, columns, row, terms, rows, counts, beside, grain, forms })
    }

    /// Counts the rows of a batch.
    pub(super) fn add(&mut self, units: &RecordBatch) -> Result<(), MeasureError> {
        let _timed = stopwatch(Phase::Group);
        let coded = self.columns.add(units)?;
        if let Some(grain) = &mut self.grain {
            grain.add(&coded);
        }
        if let Some(forms) = &mut self.forms {
            forms.add(&coded);
        }
        let Self { slicing, levels, columns, row: own, terms, rows, counts, beside, .. } = self;
        let terms = terms.map(|at| (coded.column(at), columns.codes[at].find(ALL)));
        let is_of_all = |row: usize| terms.is_some_and(|(terms, all)| Some(terms[row]) == all);
        let mut numbers = Vec::with_capacity(units.num_rows());
        coded.rows(own, |_, cells| numbers.push(rows.number(cells)));
        let overall: Vec<usize> =
            (0..numbers.len()).filter(|row| !slicing.apart || is_of_all(*row)).collect();
        let levels_of = levels_of_rows(slicing, units, levels)?;
        for ((part, counts), beside) in slicing.parts.iter().zip(counts).zip(beside) {
            let mut add =
                |place: u32, number: u32| *counts.entry((place, number)).or_default() += 1;
            match part {
                Part::Everyone => overall.iter().for_each(|row| add(0, numbers[*row])),
                Part::Terms => {
                    let Some((terms, all)) = terms else { continue };
                    for (term, number) in terms.iter().zip(&numbers) {
                        if *term != MISSING && Some(*term) != all {
                            add(*term, *number);
                        }
                    }
                }
                Part::Segments(_) | Part::Adjusted(_) => {
                    let is_shown = shown_levels(slicing, *part, levels);
                    for row in &overall {
                        let mut number = None;
                        let shown = levels_of[*row].iter().filter(|at| is_shown[**at as usize]);
                        for place in shown {
                            let number = *number.get_or_insert_with(|| match beside {
                                None => numbers[*row],
                                Some(beside) => {
                                    coded.cells(own, *row, &mut beside.cells);
                                    beside.number(slicing, levels_of[*row])
                                }
                            });
                            add(*place, number);
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// Every table, those of one part after those of another, sorted within, and the forms behind them.
    ///
    /// # Errors
    ///
    /// [`MeasureError::Grain`] when a unit has come twice.
    pub(super) fn finish(self, kpi: &Kpi) -> Result<(Vec<Slice>, Forms), MeasureError> {
        let _timed = stopwatch(Phase::Group);
        let Self { slicing, levels, columns, row, terms, rows, counts, beside, grain, forms } =
            self;
        if let Some(grain) = grain {
            grain.check(kpi)?;
        }
        let forms = forms.map(|forms| forms.named(&columns)).unwrap_or_default();
        let subject = slicing.subject.then_some(0);
        let has_cluster = slicing.cluster.is_some();
        let codes: Vec<&Codes> = row.iter().map(|at| &columns.codes[*at]).collect();
        let plain = Shown::new(slicing.columns.clone(), &codes, subject, has_cluster, &rows);
        let name = |part: Part<'_>, place: u32| {
            let all = || ALL.to_owned();
            match part {
                Part::Everyone => (all(), all(), all()),
                Part::Terms => {
                    let term = terms.and_then(|at| columns.codes[at].text(place));
                    (term.unwrap_or_default().to_owned(), all(), all())
                }
                Part::Segments(_) | Part::Adjusted(_) => {
                    let level = &levels.all()[place as usize];
                    (all(), level.dimension.clone(), level.name.clone())
                }
            }
        };
        let mut slices = Vec::new();
        for ((part, counts), beside) in slicing.parts.iter().zip(counts).zip(beside) {
            let name = |place: u32| name(*part, place);
            match beside {
                None => slices.extend(plain.slices(counts, name)),
                Some(beside) => {
                    let mut names = slicing.columns.clone();
                    names.extend(beside.names);
                    let mut codes = codes.clone();
                    let at = codes.len() - usize::from(has_cluster);
                    codes.splice(at..at, beside.codes.iter());
                    let shown = Shown::new(names, &codes, subject, has_cluster, &beside.rows);
                    slices.extend(shown.slices(counts, name));
                }
            }
        }
        Ok((slices, forms))
    }
}

const ALL: &str = "all";

/// Rows with the level of each unit in other segments beside them, so that groups can be compared among those who are alike.
struct Beside {
    names: Vec<String>,
    codes: Vec<Codes>,
    /// For each of these segments the code of every level, of those that are its own.
    of_level: Vec<Vec<u32>>,
    rows: Rows,
    cells: Vec<u32>,
}

impl Beside {
    fn new(others: &[String], levels: &Levels, width: usize) -> Self {
        let (mut codes, mut of_level) = (Vec::new(), Vec::new());
        for other in others {
            let mut own = Codes::texts();
            let code = |(dimension, name): (&str, &str)| {
                if dimension == other { own.add_text(Some(name)) } else { MISSING }
            };
            let levels = levels.all().iter().map(|one| (&*one.dimension, &*one.name));
            of_level.push(levels.map(code).collect());
            codes.push(own);
        }
        let names = others.iter().map(|other| format!("{ADJUSTED_BY}{other}")).collect();
        Self { names, codes, of_level, rows: Rows::new(width + others.len()), cells: Vec::new() }
    }

    /// The number of the row in `cells`, with the unit's levels put between its columns and its cluster. A unit has one level
    /// of a segment at most.
    fn number(&mut self, slicing: &Slicing<'_>, own: &[u32]) -> u32 {
        let cluster = slicing.cluster.as_ref().and_then(|_| self.cells.pop());
        for of_level in &self.of_level {
            let codes = own.iter().map(|place| of_level[*place as usize]);
            self.cells.push(codes.min().unwrap_or(MISSING));
        }
        self.cells.extend(cluster);
        self.rows.number(&self.cells)
    }
}

/// The levels of each row's unit.
fn levels_of_rows<'l>(
    slicing: &Slicing<'_>,
    units: &RecordBatch,
    levels: &'l Levels,
) -> Result<Vec<&'l [u32]>, MeasureError> {
    let Some(By { unit, key, .. }) = slicing.by else { return Ok(Vec::new()) };
    let column = units.column_by_name(key).ok_or_else(|| MeasureError::missing(key))?;
    let ids: ArrayRef = cast(column, &DataType::Int64)?;
    let ids = ids.as_primitive::<Int64Type>().iter();
    Ok(ids.map(|id| id.map_or(&[][..], |id| levels.of(unit, id))).collect())
}

/// Which levels have a table of their own in a part.
fn shown_levels(slicing: &Slicing<'_>, part: Part<'_>, levels: &Levels) -> Vec<bool> {
    let of_people = slicing.by.is_some_and(|by| by.of_people);
    let is_wanted = |dimension: &str| match part {
        Part::Everyone | Part::Terms => false,
        Part::Segments(segments) => {
            segments.iter().any(|segment| segment.id == dimension && segment.adjust.is_empty())
        }
        Part::Adjusted(segment) => segment.id == dimension,
    };
    let all = levels.all().iter();
    all.map(|level| is_wanted(&level.dimension) && !(of_people && level.origin == "matches"))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow::array::{Float64Array, Int64Array, StringArray};

    use super::*;

    /// Growth of four mentees in two scales; the first two share a mentor, and the last has none.
    fn growth() -> RecordBatch {
        let unit: Vec<i64> = vec![7, 3, 9, 5, 7, 3, 9, 5];
        let subject: Vec<&str> = [["b"; 4], ["a"; 4]].concat();
        let before = [1.0, 2.0, 1.0, 1.0, 4.0, 4.0, 4.0, 4.0].map(Some).to_vec();
        let after = [2.0, 2.0, 2.0, f64::NAN, 5.0, 5.0, 3.0, 5.0].map(Some).to_vec();
        let mentor = [[Some(70), Some(70), Some(20), None]; 2].concat();
        let columns: [(&str, ArrayRef); 5] = [
            ("unit_id", Arc::new(Int64Array::from(unit))),
            ("subject", Arc::new(StringArray::from(subject))),
            ("before", Arc::new(Float64Array::from(before))),
            ("after", Arc::new(Float64Array::from(after))),
            ("mentor_id", Arc::new(Int64Array::from(mentor))),
        ];
        RecordBatch::try_from_iter(columns).unwrap()
    }

    fn counted(batches: &[RecordBatch]) -> Result<Vec<Slice>, MeasureError> {
        let kpis = super::super::catalogue(None).unwrap();
        let kpi = kpis.iter().find(|kpi| kpi.id == "skill_growth").unwrap();
        let levels = Levels::default();
        let mut counter = Counter::new(kpi, &batches[0].schema(), &[], &levels)?;
        for batch in batches {
            counter.add(batch)?;
        }
        counter.finish(kpi).map(|(slices, _)| slices)
    }

    #[test]
    fn the_tables_are_the_same_however_the_rows_come() {
        let growth = growth();
        let at_once = counted(std::slice::from_ref(&growth)).unwrap();
        let one_by_one: Vec<RecordBatch> =
            (0..growth.num_rows()).rev().map(|at| growth.slice(at, 1)).collect();
        assert_eq!(counted(&one_by_one).unwrap(), at_once);

        let subjects: Vec<Option<&str>> =
            at_once.iter().map(|one| one.subject.as_deref()).collect();
        assert_eq!(subjects, [Some("a"), Some("b")]);
        let cells = &at_once[1].cells;
        // By mentor: with one mentee, with two, without.
        assert_eq!(cells.numbers("before").unwrap(), [1.0, 1.0, 2.0, 1.0].map(Some));
        assert_eq!(cells.numbers("after").unwrap(), [Some(2.0), Some(2.0), Some(2.0), None]);
        assert_eq!(cells.numbers("cluster").unwrap(), [Some(0.0), Some(1.0), Some(1.0), None]);
        // Two of one mentor's gave the same answers to the other scale.
        assert_eq!(at_once[0].cells.counts(), [1, 2, 1]);
    }

    #[test]
    fn a_unit_that_comes_twice_is_told_with_what_tells_units_apart() {
        let growth = growth();
        let error = counted(&[growth.clone(), growth.slice(2, 3)]).unwrap_err().to_string();
        assert!(error.contains('3') && error.contains("unit_id, subject"), "{error}");
    }
}
