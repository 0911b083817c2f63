//! Canvas: the gradebook of a course, with rows of its own between the header and the students.

use super::error::Unreadable;
use super::format::{Form, Rows, SourceFormat};
use super::layout::{Arranged, Evidence, has_all, place, told_apart};
use super::row::Row;

/// The gradebook of Canvas.
pub(super) const CANVAS: SourceFormat = SourceFormat {
    name: "canvas",
    about: "the gradebook of a Canvas course: one row for each student",
    extensions: &[],
    evidence: "`Student`, `ID` and `Section` among the names, and a row `Points Possible`",
    limits: "the rows of possible points and the test student are left out and named",
    form: Form::Layout {
        recognises: |top| {
            let header = top.first()?;
            let is_gradebook = has_all(header, &["Student", "ID", "Section"])
                && place(header, &["Student"]) == Some(0);
            let has_points = top.iter().skip(1).take(4).any(is_own);
            (is_gradebook && has_points).then(|| {
                Evidence::new(96, "`Student`, `ID`, `Section`, and a row of possible points")
            })
        },
        arrange: |stream| {
            let arranged = stream.with_header(Vec::new(), told_apart)?;
            Ok(Arranged { rows: Box::new(Students(arranged.rows)), ..arranged })
        },
    },
};

/// True for a row that is about no student.
fn is_own(row: &Row) -> bool {
    let first = row.get(0).trim();
    first.eq_ignore_ascii_case("Points Possible") || first.eq_ignore_ascii_case("Student, Test")
}

/// Rows of students.
struct Students(Box<dyn Rows>);

impl Rows for Students {
    fn next_row(&mut self, row: &mut Row) -> Result<bool, Unreadable> {
        let mut notes = Row::default();
        loop {
            let is_row = self.0.next_row(row)?;
            // A row above the points says how each assignment is posted.
            let is_named = !row.get(0).trim().is_empty();
            if is_row && (!is_named || is_own(row)) {
                let found = "a row of the gradebook that is about no student".to_owned();
                notes.note("left_out_row", row.number, found, "");
                continue;
            }
            row.remarks.splice(0..0, notes.remarks);
            return Ok(is_row);
        }
    }
}
