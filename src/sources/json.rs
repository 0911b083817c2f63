//! JSON: an array of records, one record a line, or records below a key of a document.
//!
//! The file is read twice: once for the names of all columns, once for the rows. A record is held, a file never.

mod record;

use std::cell::Cell;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

use serde::de::{DeserializeSeed as _, IgnoredAny};

use self::record::{Document, Each, Record};
use super::apart::{self, Listener};
use super::error::Unreadable;
use super::format::{Form, SourceFormat};
use super::row::Row;

/// JSON and NDJSON.
pub(super) const JSON: SourceFormat = SourceFormat {
    name: "json",
    about: "JSON: an array of objects, one object a line, or the first array of objects in a document",
    extensions: &["json", "ndjson", "jsonl"],
    evidence: "text that begins with `{\"` or `[{`",
    limits: "a record of up to 64 MiB and 16,384 columns; an object within an object is spread over columns `outer.inner`, a list of values is joined by `; `, a list of objects stays JSON",
    form: Form::File {
        recognises,
        open: |path, _| {
            let path = path.to_owned();
            apart::open(move |listener| read(&path, listener))
        },
        parts: None,
    },
};

/// Most columns: as many as a workbook has.
const WIDEST: usize = 16_384;

/// Longest record.
const LONGEST: usize = 64 << 20;

fn recognises(head: &[u8]) -> bool {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let after = |mark: u8| text.strip_prefix(&[mark]).map(<[u8]>::trim_ascii_start);
    after(b'{').is_some_and(|rest| rest.starts_with(b"\"") || rest.starts_with(b"}"))
        || after(b'[').is_some_and(|rest| rest.starts_with(b"{"))
}

/// How the records stand in the file.
#[derive(Clone)]
enum Shape {
    /// One after another, or all in one array.
    Sequence,
    /// In the array under this key of the only object.
    Below(String),
}

fn read(path: &Path, listener: &mut Listener) -> Result<(), Unreadable> {
    let shape = shape(path)?;
    let mut columns: Vec<String> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    each(path, &shape, &mut |record| {
        for (name, _) in record {
            if !places.contains_key(name) {
                places.insert(name.clone(), columns.len());
                columns.push(name.clone());
            }
        }
        columns.len() <= WIDEST
    })?;
    if columns.len() > WIDEST {
        let why = format!("its records have more than {WIDEST} columns");
        return Err(Unreadable::Damaged { why });
    }
    if columns.is_empty() {
        return Err(Unreadable::Empty);
    }
    if !listener.header(None, Row::of(1, columns.iter().map(String::as_str))) {
        return Ok(());
    }
    let mut number = 0;
    let mut cells: Vec<String> = vec![String::new(); columns.len()];
    each(path, &shape, &mut |record| {
        number += 1;
        cells.iter_mut().for_each(String::clear);
        for (name, text) in record {
            // A file that grew between the two readings has nothing to do with this one.
            if let Some(&at) = places.get(name) {
                cells[at].clone_from(text);
            }
        }
        listener.row(Row::of(number, cells.iter().map(String::as_str)))
    })
}

fn shape(path: &Path) -> Result<Shape, Unreadable> {
    let (input, budget) = bounded(path)?;
    let mut parser = serde_json::Deserializer::from_reader(input);
    let mut below = None;
    Document { below: &mut below, budget: &budget }
        .deserialize(&mut parser)
        .map_err(|error| damaged(&error))?;
    let is_alone = parser.end().is_ok();
    Ok(below.filter(|_| is_alone).map_or(Shape::Sequence, Shape::Below))
}

/// Calls for each record until it is told to stop.
fn each(
    path: &Path,
    shape: &Shape,
    take: &mut dyn FnMut(&[Record]) -> bool,
) -> Result<(), Unreadable> {
    let (input, budget) = bounded(path)?;
    let mut parser = serde_json::Deserializer::from_reader(input);
    let mut is_wanted = true;
    loop {
        budget.set(LONGEST);
        let key = match shape {
            Shape::Sequence => None,
            Shape::Below(key) => Some(key.as_str()),
        };
        let seed = Each { key, take, is_wanted: &mut is_wanted, budget: &budget, longest: LONGEST };
        match seed.deserialize(&mut parser) {
            Ok(()) => {}
            Err(_) if !is_wanted => return Ok(()),
            Err(error) => return Err(damaged(&error)),
        }
        if !is_wanted || parser.end().is_ok() {
            return Ok(());
        }
    }
}

/// Bytes left to the record that is being read.
type Budget = Rc<Cell<usize>>;

fn bounded(path: &Path) -> Result<(impl Read + use<>, Budget), Unreadable> {
    let budget = Rc::new(Cell::new(LONGEST));
    let mut file = BufReader::new(File::open(path)?);
    let mut mark = [0; 3];
    let read = io::Read::by_ref(&mut file).take(3).read(&mut mark)?;
    let begin = if mark == *b"\xef\xbb\xbf" { Vec::new() } else { mark[..read].to_vec() };
    let input = io::Cursor::new(begin).chain(file);
    Ok((BufReader::new(Bounded { input, budget: Rc::clone(&budget) }), budget))
}

struct Bounded<R> {
    input: R,
    budget: Budget,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        match self.budget.get().checked_sub(read) {
            Some(left) => self.budget.set(left),
            None => {
                return Err(io::Error::other(format!("a record is longer than {LONGEST} bytes")));
            }
        }
        Ok(read)
    }
}

fn damaged(error: &serde_json::Error) -> Unreadable {
    Unreadable::Damaged { why: error.to_string() }
}

/// Whether there is anything at all to read: used where a value is of no interest.
type Nothing = IgnoredAny;

#[cfg(test)]
mod tests;
