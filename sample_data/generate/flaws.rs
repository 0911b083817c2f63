//! What a flaw is, how one is planted, and the list of all of them.

use std::fmt::Write as _;

use super::sheet::{Row, Sheet};

/// What a flaw costs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cost {
    /// The row is set aside.
    Row,
    /// The cell becomes missing.
    Cell,
    /// Nothing that is still needed.
    Nothing,
}

impl Cost {
    fn severity(self) -> &'static str {
        match self {
            Self::Row => "error",
            Self::Cell => "warning",
            Self::Nothing => "note",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Row => "the row is set aside",
            Self::Cell => "the cell becomes missing",
            Self::Nothing => "nothing is lost",
        }
    }
}

/// One flaw.
pub(crate) struct Flaw {
    /// Column of the file; none when the row as a whole is flawed.
    pub(crate) column: Option<&'static str>,
    /// Column of the data dictionary, or item or outcome of the plan.
    pub(crate) contract: &'static str,
    pub(crate) rule: &'static str,
    pub(crate) cost: Cost,
    pub(crate) found: String,
}

impl Flaw {
    /// A flaw of a cell.
    pub(crate) fn cell(
        column: &'static str,
        contract: &'static str,
        rule: &'static str,
        cost: Cost,
        found: &str,
    ) -> Self {
        Self { column: Some(column), contract, rule, cost, found: found.to_owned() }
    }

    /// A flaw of a row as a whole.
    pub(crate) fn row(rule: &'static str, found: &str) -> Self {
        Self { column: None, contract: "", rule, cost: Cost::Nothing, found: found.to_owned() }
    }
}

impl Sheet {
    /// The first sound row at or after `from` that fits.
    pub(crate) fn find(&self, from: usize, fits: impl Fn(&[String]) -> bool) -> usize {
        let found = (from..self.rows.len()).find(|at| {
            let row = &self.rows[*at];
            row.flaws.is_empty() && fits(&row.cells)
        });
        found.unwrap_or_else(|| panic!("{}: no row fits", self.file))
    }

    /// Overwrites the flaw's cell.
    pub(crate) fn spoil(&mut self, row: usize, text: &str, flaw: Flaw) {
        let name = flaw.column.expect("a cell is spoilt in a column");
        let column = self.column(name);
        text.clone_into(&mut self.rows[row].cells[column]);
        self.rows[row].flaws.push(flaw);
    }

    /// Adds a row that is flawed from the start.
    pub(crate) fn add(&mut self, at: usize, cells: &[&str], flaw: Flaw) {
        let cells: Vec<String> = cells.iter().map(|text| (*text).to_owned()).collect();
        assert_eq!(cells.len(), self.header.len(), "{}: a cell for each column", self.file);
        self.rows.insert(at, Row { cells, flaws: vec![flaw] });
    }

    /// Repeats a row with one corrected cell some lines below; the first of the two is the flawed one.
    pub(crate) fn repeat(&mut self, row: usize, name: &str, corrected: &str, flaw: Flaw) {
        // Corrections are typed in later, a few lines down.
        const BELOW: usize = 3;
        let mut cells = self.rows[row].cells.clone();
        corrected.clone_into(&mut cells[self.column(name)]);
        self.rows[row].flaws.push(flaw);
        self.rows.insert(row + BELOW, Row { cells, flaws: Vec::new() });
    }
}

/// `FLAWS.md`: every flaw with its position, read off the finished files.
pub(crate) fn list(sheets: &[Sheet]) -> String {
    let mut lines = String::new();
    let mut counts = [0; 3];
    for sheet in sheets {
        for (at, row) in sheet.rows.iter().enumerate() {
            for flaw in &row.flaws {
                counts[flaw.cost as usize] += 1;
                let contract = if flaw.contract.is_empty() {
                    "–".to_owned()
                } else {
                    format!("`{}`", flaw.contract)
                };
                writeln!(
                    lines,
                    "| `{}` | {contract} | `{}` | {} | {} |",
                    sheet.position(at, flaw.column),
                    flaw.rule,
                    flaw.cost.severity(),
                    flaw.found
                )
                .expect("writing into a text cannot fail");
            }
        }
    }
    let [rows, cells, nothing] = counts;
    format!(
        "# Flaws on purpose\n\n\
         Real exports have slips. These are planted in the files of `inbox/`, by the program that makes the files, and \
         `mentorlens check` should find every one of them and nothing else.\n\n\
         | severity | flaws | what it costs |\n|---|---:|---|\n\
         | error | {rows} | {} |\n| warning | {cells} | {} |\n| note | {nothing} | {} |\n\n\
         | position | column | rule | severity | what was found |\n|---|---|---|---|---|\n{lines}",
        Cost::Row.words(),
        Cost::Cell.words(),
        Cost::Nothing.words(),
    )
}
