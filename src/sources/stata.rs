//! Stata datasets (.dta), of every version.
//!
//! The file is read twice: once for what its codes mean and which of them occur, once for the rows.

mod bounds;
mod value;

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

use dta::stata::dta::dta_reader::DtaReader;
use dta::stata::dta::long_string_table::LongStringTable;
use dta::stata::dta::record_reader::RecordReader;
use dta::stata::dta::schema::Schema;
use dta::stata::dta::value::Value;
use dta::stata::dta::value_label_table::ValueLabelTable;
use dta::stata::dta::variable::Variable;
use dta::stata::dta::variable_type::VariableType;
use encoding_rs::Encoding;

use self::bounds::{Bounds, Part};
use self::value::{codes, note, write};
use super::apart::{self, Listener};
use super::coded::{Codes, Seen};
use super::error::Unreadable;
use super::format::{Form, SourceFormat};
use super::row::Row;

/// Stata datasets.
pub(super) const STATA: SourceFormat = SourceFormat {
    name: "stata",
    about: "a Stata dataset (.dta) of any version",
    extensions: &["dta"],
    evidence: "`<stata_dta>`, or the number of a version before 13 and the order of its bytes",
    limits: "a column is given in labels where every value of it has one, else in numbers; an empty number (`.`) is an empty cell, a marked one (`.a` to `.z`) its label or its mark; a label of the variable is its wording; long texts (`strL`) are held in memory, up to 256 MiB of them",
    form: Form::File {
        recognises,
        open: |path, _| {
            let path = path.to_owned();
            apart::open(move |listener| read(&path, listener))
        },
        parts: None,
    },
};

/// Most variables that Stata has.
const WIDEST: u32 = 120_000;

/// Most long texts.
const MOST_TEXT: u64 = 256 << 20;

fn recognises(head: &[u8]) -> bool {
    // Versions before 13 begin with their number, the order of their bytes, and a 1.
    let is_old = matches!(head, [102..=115, 1 | 2, 1, ..]);
    is_old || head.starts_with(b"<stata_dta>")
}

fn read(path: &Path, listener: &mut Listener) -> Result<(), Unreadable> {
    let meaning = Meaning::of(path)?;
    let Begun { mut records, .. } = begin(path)?;
    let schema = records.schema().clone();
    let names = schema.variables().iter().map(Variable::name);
    let labels = schema.variables().iter().map(|variable| variable.label().to_owned());
    if !listener.labelled(Row::of(0, names), labels.collect()) {
        return Ok(());
    }
    let mut number = 0;
    while let Some(record) = records.read_record().map_err(damaged)? {
        number += 1;
        let mut row = Row::default();
        row.clear(number);
        let cells = schema.variables().iter().zip(&meaning.columns).zip(record.values());
        for ((variable, codes), value) in cells {
            match value {
                Value::LongStringRef(text) => {
                    let found = meaning.texts.get(text);
                    let text = found.as_ref().and_then(|found| found.data_str(meaning.encoding));
                    row.cell(text.as_deref().unwrap_or_default().trim_end_matches('\0'));
                }
                value => write(value, variable.format(), codes.as_ref(), &mut row),
            }
        }
        if !listener.row(row) {
            return Ok(());
        }
    }
    Ok(())
}

/// What cells refer to.
struct Meaning {
    /// Labels of the codes, for the columns that are given in labels.
    columns: Vec<Option<Codes<i32>>>,
    texts: LongStringTable,
    encoding: &'static Encoding,
}

impl Meaning {
    fn of(path: &Path) -> Result<Self, Unreadable> {
        let Begun { mut records, at, bounds } = begin(path)?;
        let (schema, encoding) = (records.schema().clone(), records.encoding());
        let mut meaning = Self {
            columns: vec![None; schema.variables().len()],
            texts: LongStringTable::for_reading(),
            encoding,
        };
        if !refers(&schema) {
            return Ok(meaning);
        }
        let mut seen = vec![Seen::default(); meaning.columns.len()];
        while let Some(record) = records.read_record().map_err(damaged)? {
            for ((variable, seen), value) in
                schema.variables().iter().zip(&mut seen).zip(record.values())
            {
                if !variable.value_label_name().is_empty() {
                    note(value, seen);
                }
            }
        }
        let mut texts = records.into_long_string_reader().map_err(damaged)?;
        let held = bounds.part(Part::Texts, at.get())?;
        if held > MOST_TEXT {
            let why = format!("its long texts have more than {MOST_TEXT} bytes");
            return Err(Unreadable::Damaged { why });
        }
        texts.read_remaining_into(&mut meaning.texts).map_err(damaged)?;
        let mut sets = texts.into_value_label_reader().map_err(damaged)?;
        bounds.part(Part::Labels, at.get())?;
        let mut labels = ValueLabelTable::new();
        sets.read_remaining_into(&mut labels).map_err(damaged)?;
        for ((variable, seen), column) in
            schema.variables().iter().zip(&seen).zip(&mut meaning.columns)
        {
            *column = labels.get(variable.value_label_name()).map(|set| codes(set, seen));
        }
        Ok(meaning)
    }
}

/// True when cells mean what stands below the rows.
fn refers(schema: &Schema) -> bool {
    schema.variables().iter().any(|variable| {
        !variable.value_label_name().is_empty()
            || variable.variable_type() == VariableType::LongString
    })
}

/// A file whose rows are next.
struct Begun {
    records: RecordReader<Watched>,
    /// Bytes that were read.
    at: Rc<Cell<u64>>,
    bounds: Bounds,
}

fn begin(path: &Path) -> Result<Begun, Unreadable> {
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    let at = Rc::new(Cell::new(0));
    let watched = Watched { inner: BufReader::new(file), at: Rc::clone(&at) };
    let header = DtaReader::new().from_reader(watched).read_header().map_err(damaged)?;
    let bounds = Bounds::new(path, length, header.header());
    // Every variable takes some bytes of the file before the first row.
    let (variables, rows) = (header.header().variable_count(), header.header().observation_count());
    if variables > WIDEST || u64::from(variables) > length {
        return Err(too_long());
    }
    let mut notes = header.read_schema().map_err(damaged)?;
    let of_row = width(notes.schema());
    // Without a single row a file is whole, however wide its rows would be; rows that take no room never end it.
    if rows > 0 && (of_row > length || of_row == 0) {
        return Err(too_long());
    }
    bounds.part(Part::Notes, at.get())?;
    notes.skip_to_end().map_err(damaged)?;
    let records = notes.into_record_reader().map_err(damaged)?;
    Ok(Begun { records, at, bounds })
}

/// Bytes of a row, at least.
fn width(schema: &Schema) -> u64 {
    let of_variable = |variable: &Variable| match variable.variable_type() {
        VariableType::FixedString(width) => u64::from(width),
        _ => 1,
    };
    schema.variables().iter().map(of_variable).sum()
}

/// A file that says how much of it was read.
struct Watched {
    inner: BufReader<File>,
    at: Rc<Cell<u64>>,
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.at.set(self.at.get() + read as u64);
        Ok(read)
    }
}

fn too_long() -> Unreadable {
    Unreadable::Damaged { why: "a part of it is longer than the file".to_owned() }
}

fn damaged(error: impl std::fmt::Display) -> Unreadable {
    Unreadable::Damaged { why: error.to_string() }
}

#[cfg(test)]
mod tests;
