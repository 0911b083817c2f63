//! A file that is read in a thread of its own.
//!
//! Libraries for binary formats have two habits that do not fit a reader which is handed about: what reads the rows
//! borrows from what opened the file, and a file that is damaged enough ends in a panic. In a thread the first is no
//! matter, and the second ends the thread and not the program. Rows come some hundreds at a time, and the thread waits
//! when nobody takes them.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use super::error::Unreadable;
use super::format::{Opened, Rows};
use super::row::Row;

/// Rows that are handed on at once.
const ROWS: usize = 256;

/// Bytes of rows that are handed on before there are so many.
const BYTES: usize = 1 << 20;

/// What the thread says.
enum Told {
    /// The sheet that is read, if the format has sheets, the header, and what was asked in each column.
    Header(Option<String>, Row, Vec<String>),
    Rows(Vec<Row>),
}

type Answer = Result<Told, Unreadable>;

/// What a reader in its thread talks to.
pub(super) struct Listener {
    answers: SyncSender<Answer>,
    ready: Vec<Row>,
    bytes: usize,
}

impl Listener {
    /// Hands on the header; false when nobody listens any more.
    pub(super) fn header(&self, sheet: Option<&str>, header: Row) -> bool {
        self.answers.send(Ok(Told::Header(sheet.map(str::to_owned), header, Vec::new()))).is_ok()
    }

    /// Hands on the header with what was asked in each column; false when nobody listens any more.
    pub(super) fn labelled(&self, header: Row, labels: Vec<String>) -> bool {
        self.answers.send(Ok(Told::Header(None, header, labels))).is_ok()
    }

    /// Hands on a row; false when nobody listens any more.
    pub(super) fn row(&mut self, row: Row) -> bool {
        self.bytes += row.size();
        self.ready.push(row);
        self.ready.len() < ROWS && self.bytes < BYTES || self.flush()
    }

    fn flush(&mut self) -> bool {
        self.bytes = 0;
        let rows = std::mem::replace(&mut self.ready, Vec::with_capacity(ROWS));
        self.answers.send(Ok(Told::Rows(rows))).is_ok()
    }
}

/// Rows that come from a thread.
struct RowsApart {
    answers: Receiver<Answer>,
    thread: Option<JoinHandle<()>>,
    ready: std::vec::IntoIter<Row>,
}

/// Starts `read` in a thread and waits for the header.
pub(super) fn open(
    read: impl FnOnce(&mut Listener) -> Result<(), Unreadable> + Send + 'static,
) -> Result<Opened, Unreadable> {
    let (tell, answers) = sync_channel(2);
    let thread = thread::Builder::new().name("source".to_owned()).spawn(move || {
        let mut listener = Listener { answers: tell, ready: Vec::with_capacity(ROWS), bytes: 0 };
        // Where nobody listens any more there is nobody to tell that.
        let _ = match read(&mut listener) {
            Ok(()) => listener.flush(),
            Err(problem) => listener.answers.send(Err(problem)).is_ok(),
        };
    })?;
    let mut rows = RowsApart { answers, thread: Some(thread), ready: Vec::new().into_iter() };
    match rows.answer()? {
        Some(Told::Header(sheet, header, labels)) => {
            Ok(Opened { header, labels, sheet, rows: Box::new(rows) })
        }
        _ => Err(Unreadable::Empty),
    }
}

impl RowsApart {
    /// What the thread says next; nothing when it is done.
    fn answer(&mut self) -> Result<Option<Told>, Unreadable> {
        if let Ok(answer) = self.answers.recv() {
            return answer.map(Some);
        }
        match self.thread.take().map(JoinHandle::join) {
            Some(Err(_)) => {
                Err(Unreadable::Damaged { why: "its parts contradict each other".to_owned() })
            }
            _ => Ok(None),
        }
    }
}

impl Rows for RowsApart {
    fn next_row(&mut self, row: &mut Row) -> Result<bool, Unreadable> {
        loop {
            if let Some(next) = self.ready.next() {
                *row = next;
                return Ok(true);
            }
            match self.answer()? {
                Some(Told::Rows(rows)) => self.ready = rows.into_iter(),
                Some(Told::Header(..)) => {}
                None => return Ok(false),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Listener, open};
    use crate::sources::error::Unreadable;
    use crate::sources::row::Row;

    fn row(cell: &str) -> Row {
        let mut row = Row::default();
        row.cell(cell);
        row
    }

    fn two_rows(listener: &mut Listener) {
        listener.header(None, row("id"));
        listener.row(row("1"));
        listener.row(row("2"));
    }

    #[test]
    fn rows_come_in_order_and_then_the_end_again_and_again() {
        let mut opened = open(|listener| {
            two_rows(listener);
            Ok(())
        })
        .unwrap();
        let mut next = Row::default();
        for expected in ["1", "2"] {
            assert!(opened.rows.next_row(&mut next).unwrap());
            assert_eq!(next.get(0), expected);
        }
        assert!(!opened.rows.next_row(&mut next).unwrap());
        assert!(!opened.rows.next_row(&mut next).unwrap());
    }

    #[test]
    fn an_error_after_the_header_is_told() {
        let mut opened = open(|listener| {
            two_rows(listener);
            Err(Unreadable::Empty)
        })
        .unwrap();
        let told = opened.rows.next_row(&mut Row::default());
        assert!(matches!(told, Err(Unreadable::Empty)));
    }

    #[test]
    fn a_thread_that_ends_in_a_panic_is_a_damaged_file() {
        let opened = open(|_| panic!("a library gives up"));
        assert!(matches!(opened.err(), Some(Unreadable::Damaged { .. })));
    }
}
