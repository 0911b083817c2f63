//! Workbooks.
//!
//! The reader of a sheet borrows from its workbook, so the two live in a thread of their own, which hands on rows a few
//! hundred at a time and waits when nobody takes them. A workbook that is so damaged that the library gives up in
//! a panic ends that thread and not the program.

mod cell;
mod sheet;

use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use super::error::Unreadable;
use super::format::{Opened, ReadOptions, Rows, SourceFormat};
use super::row::Row;

/// Workbooks.
pub(super) const XLSX: SourceFormat = SourceFormat {
    name: "xlsx",
    about: "an Excel workbook since 2007; one sheet of it, the first unless `sheet` names another",
    extensions: &["xlsx", "xlsm"],
    recognises: |head| head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06"),
    open,
};

/// What the workbook's thread says.
enum Told {
    Sheet(String),
    Rows(Vec<Row>),
}

type Answer = Result<Told, Unreadable>;

/// Rows of a sheet, from the workbook's thread.
struct SheetRows {
    answers: Receiver<Answer>,
    thread: Option<JoinHandle<()>>,
    ready: std::vec::IntoIter<Row>,
    /// Number of columns of the header: a sheet does not store empty cells at the end of a row.
    width: usize,
}

fn open(path: &Path, options: &ReadOptions) -> Result<Opened, Unreadable> {
    let (tell, answers) = sync_channel(2);
    let (path, wanted) = (path.to_owned(), options.sheet.clone());
    let thread = thread::Builder::new().name("workbook".to_owned()).spawn(move || {
        if let Err(problem) = read(&path, wanted.as_deref(), &tell) {
            // Nobody listens any more when the file was given up.
            let _ = tell.send(Err(problem));
        }
    })?;
    let mut rows =
        SheetRows { answers, thread: Some(thread), ready: Vec::new().into_iter(), width: 0 };
    let Some(Told::Sheet(sheet)) = rows.answer()? else { return Err(Unreadable::Empty) };
    let mut header = Row::default();
    if !rows.next_row(&mut header)? {
        return Err(Unreadable::Empty);
    }
    rows.width = header.len();
    Ok(Opened { header, sheet: Some(sheet), rows: Box::new(rows) })
}

fn read(path: &Path, wanted: Option<&str>, tell: &SyncSender<Answer>) -> Result<(), Unreadable> {
    let mut workbook = sheet::workbook(path)?;
    let name = sheet::choose(&workbook, wanted)?;
    if tell.send(Ok(Told::Sheet(name.clone()))).is_err() {
        return Ok(());
    }
    sheet::read(&mut workbook, &name, |rows| tell.send(Ok(Told::Rows(rows))).is_ok())
}

impl SheetRows {
    /// What the thread says next; nothing when it is done.
    fn answer(&mut self) -> Result<Option<Told>, Unreadable> {
        match self.answers.recv() {
            Ok(answer) => answer.map(Some),
            Err(_) => match self.thread.take().map(JoinHandle::join) {
                Some(Err(_)) => {
                    Err(Unreadable::Damaged { why: "its parts contradict each other".to_owned() })
                }
                _ => Ok(None),
            },
        }
    }
}

impl Rows for SheetRows {
    fn next_row(&mut self, row: &mut Row) -> Result<bool, Unreadable> {
        loop {
            if let Some(next) = self.ready.next() {
                *row = next;
                while row.len() < self.width {
                    row.end_cell();
                }
                return Ok(true);
            }
            match self.answer()? {
                Some(Told::Rows(rows)) => self.ready = rows.into_iter(),
                Some(Told::Sheet(_)) => {}
                None => return Ok(false),
            }
        }
    }
}

#[cfg(test)]
mod tests;
