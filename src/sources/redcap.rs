//! REDCap: raw or labelled records, events and repeats in columns of their own; and the data dictionary.

use super::error::Unreadable;
use super::format::{Form, Rows, SourceFormat};
use super::layout::{Arranged, Evidence, Stream, has_all, place, told_apart};
use super::row::Row;

/// Records of REDCap.
pub(super) const REDCAP: SourceFormat = SourceFormat {
    name: "redcap",
    about: "a REDCap export of records, raw or with labels, also longitudinal and with repeating forms",
    extensions: &[],
    evidence: "`redcap_event_name` and its like, `…___1` for boxes, `…_complete` for forms; with labels `Event Name`, `… (choice=…)`, `Complete?`",
    limits: "REDCap writes 0 for every box of a form that nobody opened: where no box of a question is ticked and its form is not complete, the cells are `not_asked`",
    form: Form::Layout { recognises, arrange },
};

/// The data dictionary of a REDCap project.
pub(super) const REDCAP_DICTIONARY: SourceFormat = SourceFormat {
    name: "redcap_dictionary",
    about: "the data dictionary of a REDCap project: fields, their wording and their choices",
    extensions: &[],
    evidence: "`Variable / Field Name`, `Form Name` and `Field Type`",
    limits: "read for labels and choices; it fills no table",
    form: Form::Layout {
        recognises: |top| {
            let header = top.first()?;
            let shown = has_all(header, &["Variable / Field Name", "Form Name", "Field Type"]);
            let raw = has_all(header, &["field_name", "form_name", "field_type", "field_label"]);
            (shown || raw).then(|| Evidence::new(97, "the columns of a REDCap data dictionary"))
        },
        arrange: Stream::with_first_row_as_header,
    },
};

fn recognises(top: &[Row]) -> Option<Evidence> {
    let header = top.first()?;
    let own = header.cells().filter(|name| name.trim().starts_with("redcap_")).count();
    let boxes = header.cells().filter(|name| name.contains("___")).count();
    let forms: Vec<usize> =
        (0..header.len()).filter(|&at| header.get(at).trim().ends_with("_complete")).collect();
    let is_status = |text: &str| {
        matches!(text.trim(), "" | "0" | "1" | "2" | "Incomplete" | "Unverified" | "Complete")
    };
    let are_forms = !forms.is_empty()
        && top[1..].iter().all(|row| forms.iter().all(|&at| is_status(row.get(at))));
    if own > 0 {
        return Some(Evidence::new(97, format!("{own} columns that REDCap adds")));
    }
    if let Some(evidence) = with_labels(header) {
        return Some(evidence);
    }
    (are_forms && (boxes > 0 || header.get(0).trim().ends_with("_id"))).then(|| {
        Evidence::new(88, format!("{} forms with their state, {boxes} boxes", forms.len()))
    })
}

/// The headings of an export with labels.
fn with_labels(header: &Row) -> Option<Evidence> {
    let own = ["Event Name", "Repeat Instrument", "Data Access Group", "Survey Identifier"];
    let own = own.iter().filter(|name| place(header, &[name]).is_some()).count();
    let boxes = header.cells().filter(|name| name.contains(" (choice=")).count();
    let states = header.cells().filter(|name| name.trim() == "Complete?").count();
    (states > 0 && own + boxes > 0).then(|| {
        Evidence::new(
            92,
            format!(
                "{states} forms with `Complete?`, {own} columns that REDCap adds, {boxes} boxes"
            ),
        )
    })
}

fn arrange(mut stream: Stream) -> Result<Arranged, Unreadable> {
    let header = stream.top()?.first().cloned().unwrap_or_default();
    let groups = groups(&header);
    let arranged = stream.with_header(Vec::new(), told_apart)?;
    Ok(Arranged { rows: Box::new(Records { rows: arranged.rows, groups }), ..arranged })
}

/// The column that says whether a form is complete.
fn is_state(name: &str) -> bool {
    name.ends_with("_complete") || name == "Complete?"
}

/// The boxes of one question, and the column that says whether its form is complete.
struct Group {
    boxes: std::ops::Range<usize>,
    complete: usize,
}

fn groups(header: &Row) -> Vec<Group> {
    let names: Vec<&str> = header.cells().map(str::trim).collect();
    let question = |at: usize| {
        let parts = names[at].split_once("___").or_else(|| names[at].split_once(" (choice="));
        parts.map(|(question, _)| question)
    };
    // A form's state stands behind its last field.
    let states: Vec<usize> = (0..names.len()).filter(|&at| is_state(names[at])).collect();
    let mut groups = Vec::new();
    let mut at = 0;
    while at < names.len() {
        let Some(asked) = question(at) else {
            at += 1;
            continue;
        };
        let end =
            (at..names.len()).find(|&next| question(next) != Some(asked)).unwrap_or(names.len());
        let complete = states.get(states.partition_point(|state| *state < end));
        groups.extend(complete.map(|&complete| Group { boxes: at..end, complete }));
        at = end;
    }
    groups
}

struct Records {
    rows: Box<dyn Rows>,
    groups: Vec<Group>,
}

impl Rows for Records {
    fn next_row(&mut self, row: &mut Row) -> Result<bool, Unreadable> {
        if !self.rows.next_row(row)? {
            return Ok(false);
        }
        let is_open = |group: &&Group| {
            let is_unticked = |at: usize| matches!(row.get(at).trim(), "0" | "Unchecked");
            matches!(row.get(group.complete).trim(), "" | "0" | "Incomplete")
                && group.boxes.clone().all(is_unticked)
        };
        let open: Vec<&Group> = self.groups.iter().filter(is_open).collect();
        if open.is_empty() {
            return Ok(true);
        }
        let not_asked = |at: usize| {
            // They stand in the order of their boxes.
            let next = open.get(open.partition_point(|group| group.boxes.end <= at));
            next.is_some_and(|group| group.boxes.contains(&at))
        };
        let cells = (0..row.len()).map(|at| if not_asked(at) { "not_asked" } else { row.get(at) });
        let mut named = Row::of(row.number, cells);
        named.remarks = std::mem::take(&mut row.remarks);
        *row = named;
        Ok(true)
    }
}
