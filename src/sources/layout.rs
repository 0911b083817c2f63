//! Where the header of a table is, and how a known program lays out its rows.

use std::collections::{BTreeMap, VecDeque};

use super::error::Unreadable;
use super::footer::WithoutFooter;
use super::format::Rows;
use super::row::{Remark, Row};

/// Rows that are looked at to see what they are. A meeting's summary and the titles above a table are shorter.
const TOP: usize = 60;

/// Bytes of these rows beyond which no more are looked at, but for the first few.
const TOP_BYTES: usize = 16 << 20;
const FIRST_FEW: usize = 4;

/// Most titles above a table.
const MOST_TITLES: usize = 15;

/// How likely rows are of a layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Evidence {
    /// From 0 to 100; more than 50 is needed to be believed.
    pub(super) score: u8,
    /// Why, in words.
    pub(super) why: String,
}

impl Evidence {
    pub(super) fn new(score: u8, why: impl Into<String>) -> Self {
        Self { score, why: why.into() }
    }
}

/// A table: its header, what was asked in each column, and the rows below.
pub(super) struct Arranged {
    pub(super) header: Row,
    pub(super) labels: Vec<String>,
    pub(super) rows: Box<dyn Rows>,
}

/// All rows of a file, the first of which can be looked at before they are taken.
pub(super) struct Stream {
    ahead: VecDeque<Row>,
    /// What the names of file and sheet and the titles above the table say, and no column does.
    pub(super) about: String,
    rest: Box<dyn Rows>,
    is_done: bool,
}

impl Stream {
    pub(super) fn new(first: Row, rest: Box<dyn Rows>) -> Self {
        Self { ahead: VecDeque::from([first]), about: String::new(), rest, is_done: false }
    }

    /// The first rows, as many as are looked at.
    pub(super) fn top(&mut self) -> Result<&[Row], Unreadable> {
        let mut held: usize = self.ahead.iter().map(Row::size).sum();
        while self.ahead.len() < TOP
            && (held < TOP_BYTES || self.ahead.len() < FIRST_FEW)
            && !self.is_done
        {
            let mut row = Row::default();
            if self.rest.next_row(&mut row)? {
                held += row.size();
                self.ahead.push_back(row);
            } else {
                self.is_done = true;
            }
        }
        Ok(self.ahead.make_contiguous())
    }

    /// Takes the next row, if there is one.
    pub(super) fn take(&mut self) -> Result<Option<Row>, Unreadable> {
        let mut row = Row::default();
        Ok(self.next_row(&mut row)?.then_some(row))
    }

    /// Leaves out the titles above the header, and names them.
    pub(super) fn leave_titles(&mut self, titles: usize) -> Result<Vec<Remark>, Unreadable> {
        let mut notes = Row::default();
        for _ in 0..titles {
            if let Some(title) = self.take()? {
                self.about.extend(title.cells().flat_map(|cell| [cell, " "]));
                self.about.push('\n');
                let found = "a title above the table; it was not read as a row".to_owned();
                notes.note("title_row", title.number, found, "");
            }
        }
        Ok(notes.remarks)
    }

    /// The first row is the header, whatever it holds.
    pub(super) fn with_first_row_as_header(self) -> Result<Arranged, Unreadable> {
        self.with_header(Vec::new(), |names| names)
    }

    /// The first row is the header, with other names.
    pub(super) fn with_header(
        mut self,
        labels: Vec<String>,
        rename: impl FnOnce(Vec<String>) -> Vec<String>,
    ) -> Result<Arranged, Unreadable> {
        let first = self.take()?.ok_or(Unreadable::Empty)?;
        let names = rename(first.cells().map(|name| name.trim().to_owned()).collect());
        let mut header = Row::of(first.number, names.iter().map(String::as_str));
        header.remarks = first.remarks;
        Ok(Arranged { header, labels, rows: Box::new(self) })
    }
}

impl Rows for Stream {
    fn next_row(&mut self, row: &mut Row) -> Result<bool, Unreadable> {
        if let Some(next) = self.ahead.pop_front() {
            *row = next;
            return Ok(true);
        }
        if self.is_done {
            row.clear(row.number);
            return Ok(false);
        }
        self.rest.next_row(row)
    }
}

/// A plain table, without what stands below it; names that occur again are told apart by what stands above them.
pub(super) fn plain(mut stream: Stream, is_grouped: bool) -> Result<Arranged, Unreadable> {
    let arranged = match is_grouped.then(|| stream.take()).transpose()?.flatten() {
        Some(groups) => stream.with_header(Vec::new(), |names| grouped(&groups, names))?,
        None => stream.with_first_row_as_header()?,
    };
    let rows = Box::new(WithoutFooter::new(arranged.rows, arranged.header.filled()));
    Ok(Arranged { rows, ..arranged })
}

/// Names with the group that stands above them: `Fall` above `GPA` and `Absences` is `GPA Fall` and `Absences Fall`.
fn grouped(groups: &Row, names: Vec<String>) -> Vec<String> {
    let mut group = "";
    let named = names.into_iter().enumerate().map(|(at, name)| {
        let own = groups.get(at).trim();
        group = if own.is_empty() { group } else { own };
        if name.is_empty() || group.is_empty() { name } else { format!("{name} {group}") }
    });
    named.collect()
}

/// True when the row above a header says which of the names that occur again is which.
pub(super) fn has_groups(top: &[Row], titles: usize) -> bool {
    let (Some(header), Some(above)) = (top.get(titles), titles.checked_sub(1)) else {
        return false;
    };
    let names = |row: &Row| row.cells().map(|name| name.trim().to_owned()).collect::<Vec<_>>();
    let repeats = |mut names: Vec<String>| {
        names.retain(|name| !name.is_empty());
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        names.len() < all
    };
    let above = &top[above];
    above.filled() >= 2 && repeats(names(header)) && !repeats(grouped(above, names(header)))
}

/// Number of rows above the header.
///
/// A title fills less than half of the columns that the rows below fill; the row below it is a header only when it fills
/// most of them, with texts that differ. Where that is not so, the first row is the header, as it is in most exports.
pub(super) fn titles_above(top: &[Row]) -> usize {
    let mut widths: Vec<usize> = top.iter().map(Row::filled).collect();
    widths.sort_unstable();
    let usual = widths.get(widths.len() / 2).copied().unwrap_or_default();
    let is_title = |row: &Row| row.filled() * 2 <= usual && usual >= 2;
    let titles = top.iter().take_while(|row| is_title(row)).count();
    let fits = titles > 0
        && titles <= MOST_TITLES
        && top.len() > titles + 1
        && top.get(titles).is_some_and(|row| {
            let is_named =
                is_header(row, usual) || has_groups(top, titles) && is_filled(row, usual);
            // Nothing is called by an address: that is a row of values below a header with few names.
            is_named && !row.cells().any(is_address)
        });
    if fits { titles } else { 0 }
}

/// True for a cell that is an e-mail address.
fn is_address(cell: &str) -> bool {
    let cell = cell.trim();
    let is_host = |host: &str| host.contains('.') && !host.contains(['@', ' ', ',']);
    cell.split_once('@')
        .is_some_and(|(own, host)| !own.is_empty() && !own.contains(' ') && is_host(host))
}

/// True for a row of texts that fills most of the columns.
fn is_filled(row: &Row, usual: usize) -> bool {
    let mut names = row.cells().map(str::trim).filter(|name| !name.is_empty());
    row.filled() * 5 >= usual * 4 && names.all(|name| name.chars().any(char::is_alphabetic))
}

fn is_header(row: &Row, usual: usize) -> bool {
    let mut names: Vec<&str> = row.cells().map(str::trim).filter(|name| !name.is_empty()).collect();
    let filled = names.len();
    let is_text = |name: &&str| name.chars().any(char::is_alphabetic);
    let all_texts = names.iter().all(is_text);
    names.sort_unstable();
    names.dedup();
    // A name or two may occur again.
    all_texts && names.len() * 5 >= filled * 4 && filled * 5 >= usual * 4
}

/// Names that are told apart: the second `Q1` becomes `Q1 (2)`.
pub(super) fn told_apart(names: Vec<String>) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut told: Vec<String> = Vec::with_capacity(names.len());
    for name in names {
        let times = seen.entry(name.clone()).or_default();
        *times += 1;
        told.push(if *times > 1 && !name.is_empty() { format!("{name} ({times})") } else { name });
    }
    told
}

/// True when a row has cells of all these names, whatever their case.
pub(super) fn has_all(row: &Row, names: &[&str]) -> bool {
    names.iter().all(|name| place(row, &[name]).is_some())
}

/// Place of the first cell that has one of these names, whatever its case.
pub(super) fn place(row: &Row, names: &[&str]) -> Option<usize> {
    row.cells().position(|cell| names.iter().any(|name| is_called(cell.trim(), name)))
}

/// True for two names that differ in case alone; a file may have very many columns, most of whose names are plain.
fn is_called(cell: &str, name: &str) -> bool {
    // A letter has at most four bytes, in whatever case.
    let may_be = cell.len() <= 4 * name.len() && !(cell.is_ascii() && name.is_ascii());
    cell.eq_ignore_ascii_case(name) || may_be && cell.to_lowercase() == name.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{Row, grouped, has_groups, titles_above, told_apart};

    fn rows(texts: &[&str]) -> Vec<Row> {
        (1..).zip(texts).map(|(number, text)| Row::of(number, text.split(','))).collect()
    }

    #[test]
    fn a_title_stands_above_a_header_and_not_above_a_row_of_values() {
        assert_eq!(titles_above(&rows(&["Report,,", "id,name,n", "1,A,2", "2,B,3"])), 1);
        assert_eq!(titles_above(&rows(&["Report,,", "May,,", "id,name,n", "1,A,2", "2,B,3"])), 2);
        assert_eq!(titles_above(&rows(&["id,,", "1,A,2", "2,B,3"])), 0, "names are missing");
        assert_eq!(titles_above(&rows(&["id,name,n", "1,A,2"])), 0);
        assert_eq!(titles_above(&rows(&["one", "1", "2"])), 0, "one column has no titles");
        assert_eq!(titles_above(&[]), 0);
        let groups = rows(&[
            "Title,,,,",
            ",Fall,,Spring,",
            "id,GPA,Days,GPA,Days",
            "1,2,3,4,5",
            "2,3,4,5,6",
        ]);
        assert_eq!(titles_above(&groups), 2);
        assert!(has_groups(&groups, 2));
        let names = groups[2].cells().map(str::to_owned).collect();
        assert_eq!(
            grouped(&groups[1], names),
            ["id", "GPA Fall", "Days Fall", "GPA Spring", "Days Spring"]
        );
    }

    #[test]
    fn names_that_occur_again_are_numbered() {
        let names = ["Q1", "", "Q1", "", "Q1"].map(str::to_owned).to_vec();
        assert_eq!(told_apart(names), ["Q1", "", "Q1 (2)", "", "Q1 (3)"]);
    }
}
