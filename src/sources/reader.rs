//! A file's rows, batch by batch.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use super::batch::{Origin, Place, RawBatch};
use super::contacts::in_words;
use super::error::SourceError;
use super::format::{ReadOptions, Recognised, Rows, arranged};
use super::header::Header;
use super::row::{Remark, Row};
use crate::machine::{Phase, stopwatch};

/// A batch that holds this many bytes of text is handed on before it has all its rows.
const BATCH_BYTES: usize = 8 << 20;

/// Cells after which it is as well: a file may have very many columns, and nothing in them.
const BATCH_CELLS: usize = 1 << 21;

/// Most of what was wrong that is held until somebody asks for it; of what comes further the number is.
const MOST_PROBLEMS: usize = 50_000;

/// Something that is wrong with a cell or a row, and that does not keep the file from being read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellProblem {
    /// Short name of the rule.
    pub rule: &'static str,
    /// Where.
    pub origin: Origin,
    /// Name of the column, when it is about one cell.
    pub column: Option<String>,
    /// What was found; never the text of a cell, which may be personal.
    pub found: String,
    /// What is allowed.
    pub allowed: String,
}

/// Reads a file from its header to its last row.
pub struct Reader {
    header: Header,
    recognised: Recognised,
    place: Arc<Place>,
    rows: Box<dyn Rows>,
    row: Row,
    batch_rows: usize,
    /// Rows of the batch before, and bytes of their text: the next one is likely to need as much.
    room: (usize, usize),
    is_numbered: bool,
    /// The plan names the kind of file and no layout: every row below the first is one.
    is_as_it_stands: bool,
    problems: Vec<CellProblem>,
    /// The first of each rule that is no longer held, and how many there are of it.
    further: BTreeMap<&'static str, (CellProblem, u64)>,
    is_done: bool,
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader")
            .field("place", &self.place)
            .field("header", &self.header)
            .finish_non_exhaustive()
    }
}

/// Opens a file and reads its header.
///
/// `shown_as` is the file's name in messages and positions.
///
/// # Errors
///
/// [`SourceError`] when the file is missing, empty, or of a format, encoding or sheet that is not there.
pub fn open(path: &Path, shown_as: &str, options: &ReadOptions) -> Result<Reader, SourceError> {
    let (arranged, sheet, recognised) =
        arranged(path, options).map_err(|problem| problem.of(shown_as))?;
    let names = arranged.header.cells().chain(options.numbered.as_deref());
    let header = Header::new(names).with_labels(arranged.labels);
    let sheet = sheet.map(|name| in_words("a sheet", &name).into_owned());
    let place = Arc::new(Place { file: shown_as.to_owned(), sheet });
    let is_as_it_stands = options.format.is_some() && recognised.layout.is_none();
    let mut reader = Reader {
        header,
        recognised,
        place,
        rows: arranged.rows,
        row: arranged.header,
        batch_rows: options.batch_rows.max(1),
        room: (0, 0),
        is_numbered: options.numbered.is_some(),
        is_as_it_stands,
        problems: Vec::new(),
        further: BTreeMap::new(),
        is_done: false,
    };
    reader.note_remarks();
    Ok(reader)
}

impl Reader {
    /// The file's columns.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// What the file was taken for, and why.
    pub fn recognised(&self) -> &Recognised {
        &self.recognised
    }

    /// Sheet of the workbook or file of the archive that is read, where there are such.
    pub fn sheet(&self) -> Option<&str> {
        self.place.sheet.as_deref()
    }

    /// What was wrong with the rows that were read so far; a second call gives only what came since.
    pub fn take_problems(&mut self) -> Vec<CellProblem> {
        let mut problems = std::mem::take(&mut self.problems);
        let further = std::mem::take(&mut self.further).into_values();
        problems.extend(further.map(|(problem, times)| CellProblem {
            column: None,
            found: format!("{times} more that are not listed, the first of them here"),
            ..problem
        }));
        problems
    }

    fn hold(&mut self, problem: CellProblem) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(problem);
        } else {
            self.further.entry(problem.rule).or_insert((problem, 0)).1 += 1;
        }
    }

    /// Hands on what the format had to say about the current row.
    fn note_remarks(&mut self) {
        if self.row.remarks.is_empty() {
            return;
        }
        for remark in std::mem::take(&mut self.row.remarks) {
            let Remark { rule, number, column, found, allowed } = remark;
            let name = column.and_then(|at| self.header.names().get(at));
            let column_name = name.filter(|name| !name.is_empty()).cloned();
            let origin = Origin::new(&self.place, number, column);
            self.hold(CellProblem { rule, origin, column: column_name, found, allowed });
        }
    }

    /// Writes the row's place into the column that is added for it.
    fn number(&mut self) {
        if self.is_numbered {
            let place = Origin::new(&self.place, self.row.number, None).to_string();
            let own = self.header.names().len() - 1;
            let cells: Vec<String> = (0..own).map(|at| self.row.get(at).to_owned()).collect();
            let all = cells.iter().map(String::as_str).chain([place.as_str()]);
            let deletes = self.row.deletes;
            self.row = Row::of(self.row.number, all);
            self.row.deletes = deletes;
        }
    }

    /// Notes a row that is the header once more, as where files were put below one another; it is none of the table's.
    fn is_header_again(&mut self) -> bool {
        let (row, names) = (&self.row, self.header.names());
        let own = names.len() - usize::from(self.is_numbered);
        let is_again = own > 1
            && !self.is_as_it_stands
            && row.get(0).trim() == names[0]
            && !names[0].is_empty()
            && names[..own].iter().enumerate().all(|(at, name)| row.get(at).trim() == name);
        if is_again {
            self.hold(CellProblem {
                rule: "title_row",
                origin: Origin::new(&self.place, self.row.number, None),
                column: None,
                found: "the header once more; it was not read as a row".to_owned(),
                allowed: String::new(),
            });
        }
        is_again
    }

    /// Notes a row that lacks a cell under a name, or has text beyond the header.
    fn note_ragged(&mut self) {
        let (row, header) = (&self.row, &self.header);
        let added = usize::from(self.is_numbered);
        let width = header.names().len() - added;
        let is_narrow = row.len() + added < header.named();
        if !is_narrow && (row.len() <= width || row.used() <= width) {
            return;
        }
        let problem = CellProblem {
            rule: "ragged_row",
            origin: Origin::new(&self.place, row.number, None),
            column: None,
            found: format!("a row of {}", cells(row.len())),
            allowed: format!("{} as in the header", cells(width)),
        };
        self.hold(problem);
    }
}

fn cells(count: usize) -> String {
    if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") }
}

impl Iterator for Reader {
    type Item = Result<RawBatch, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        let _timed = stopwatch(Phase::Parse);
        let width = self.header.names().len();
        let mut batch = RawBatch::new(&self.place, width, self.room.0, self.room.1);
        while !self.is_done
            && batch.rows() < self.batch_rows
            && batch.bytes() < BATCH_BYTES
            && batch.rows() * width < BATCH_CELLS
        {
            match self.rows.next_row(&mut self.row) {
                Ok(true) => {
                    self.note_remarks();
                    if self.is_header_again() {
                        continue;
                    }
                    self.note_ragged();
                    self.number();
                    batch.push(&self.row);
                }
                Ok(false) => {
                    // Rows that were left out at the end are named on the way out.
                    self.note_remarks();
                    self.is_done = true;
                }
                Err(problem) => {
                    self.is_done = true;
                    return Some(Err(problem.of(&self.place.file)));
                }
            }
        }
        self.room = (batch.rows(), batch.bytes());
        (batch.rows() > 0).then_some(Ok(batch))
    }
}
