//! The catalogue of data problems, and a problem as data.

/// How much a problem costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The whole source is refused and nothing is published.
    Refusal,
    /// The row is set aside.
    Error,
    /// The cell is treated as missing.
    Warning,
    /// Nothing is lost, but somebody should know.
    Note,
}

impl Severity {
    /// All of them, the dearest first.
    pub const ALL: [Self; 4] = [Self::Refusal, Self::Error, Self::Warning, Self::Note];

    /// The word that is printed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Refusal => "refused",
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// One kind of problem.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Short name.
    pub id: &'static str,
    /// The rule in words.
    pub title: &'static str,
    /// What it costs, unless the column's own part in its row decides otherwise.
    pub severity: Severity,
    /// How to mend it.
    pub hint: &'static str,
}

/// All rules.
pub const RULES: &[Rule] = &[
    rule(
        "no_file",
        "the source has its files",
        Severity::Refusal,
        "check `files` in the plan, or put the export into the folder",
    ),
    rule(
        "unreadable",
        "the file can be read",
        Severity::Refusal,
        "open it in its own program and export it again as CSV or XLSX",
    ),
    rule(
        "changed_meanwhile",
        "a file stays as it is while it is read",
        Severity::Refusal,
        "run again when the export is complete",
    ),
    rule(
        "missing_column",
        "the file has every column that the plan names",
        Severity::Refusal,
        "correct the name under `columns` in the plan, or export the column",
    ),
    rule(
        "unmapped_column",
        "the plan names every column that the table needs",
        Severity::Refusal,
        "add it under `columns` or `constants` of the source",
    ),
    rule(
        "duplicate_column",
        "a column that the plan names occurs once",
        Severity::Refusal,
        "rename one of the two columns in the export",
    ),
    rule(
        "no_rows",
        "the file has rows below its header",
        Severity::Note,
        "nothing to do when there is nothing to report yet",
    ),
    rule(
        "not_a_number",
        "a number is a number",
        Severity::Warning,
        "correct the cell; for decimal commas set `decimal = \",\"` in the plan",
    ),
    rule(
        "not_a_whole_number",
        "a whole number has no decimals",
        Severity::Warning,
        "correct the cell",
    ),
    rule(
        "not_a_date",
        "a date is a date",
        Severity::Warning,
        "correct the cell, or set `date_format` in the plan",
    ),
    rule(
        "excel_day",
        "a date has the form of a date",
        Severity::Note,
        "give the column the form of a date in the spreadsheet; until then it is read as Excel for Windows counts days",
    ),
    rule(
        "unknown_mark",
        "a mark of attendance is a known one",
        Severity::Warning,
        "write P, A, T or E; the day counts for nothing until then",
    ),
    rule(
        "not_yes_or_no",
        "yes or no is said in a known word",
        Severity::Warning,
        "write yes or no, or map the word under `values`",
    ),
    rule(
        "out_of_range",
        "a number lies in its range",
        Severity::Warning,
        "correct the cell; if the form used another range, declare it in the plan",
    ),
    rule(
        "not_allowed",
        "a category is one of the known words",
        Severity::Warning,
        "map the word under `values` of the source",
    ),
    rule(
        "missing_key",
        "a row has all it takes to know what it is about",
        Severity::Error,
        "fill in the cell in the export",
    ),
    rule(
        "unknown_reference",
        "an id refers to a row that exists",
        Severity::Error,
        "add the missing row to its own export, or correct the id",
    ),
    rule(
        "unlinked_person",
        "who answers is somebody whom `people` knows",
        Severity::Note,
        "correct the id, or see whom `mentorlens link` proposes; until then the answers count where one wave is enough",
    ),
    rule(
        "ambiguous_id",
        "an id belongs to one person",
        Severity::Warning,
        "correct one of the two rows; until then the id is linked to nobody",
    ),
    rule(
        "unknown_item",
        "an answer belongs to an item of the instrument",
        Severity::Error,
        "declare the item in the plan, or correct its name",
    ),
    rule(
        "same_answer",
        "a filled-in form has more than one answer to its questions",
        Severity::Note,
        "ask whether the form was read; nothing is left out",
    ),
    rule(
        "date_order",
        "dates stand in the order in which things happen",
        Severity::Warning,
        "correct one of the two dates; the later one is treated as missing",
    ),
    rule(
        "after_cut_off",
        "nothing happens after the cut-off date",
        Severity::Warning,
        "correct the date, or move `as_of` in the plan",
    ),
    rule(
        "impossible_date",
        "a date lies in the lifetime of a program",
        Severity::Warning,
        "correct the year of the date",
    ),
    rule(
        "contact_data",
        "a group is not named by somebody's address or phone number",
        Severity::Warning,
        "name the column in the plan under the field that it holds, or correct the cell",
    ),
    rule(
        "duplicate_answers",
        "a person fills in a form once in a wave",
        Severity::Note,
        "ask which of the two counts; `duplicates` in [identity] of the plan says which one is kept",
    ),
    rule(
        "duplicate_row",
        "a row occurs once in a file",
        Severity::Note,
        "delete the outdated row; the later one was kept",
    ),
    rule(
        "same_day",
        "exports of the same day agree",
        Severity::Warning,
        "correct one of the two, or say with `exported_on` of the source which export is the later one",
    ),
    rule(
        "title_row",
        "a table begins with its header",
        Severity::Note,
        "nothing to do; say `format = \"csv\"` (or the file's own format) to read the first row as the header",
    ),
    rule(
        "left_out_row",
        "a row of a known program's export is a record",
        Severity::Note,
        "nothing to do; say `format = \"csv\"` (or the file's own format) to read every row as it stands",
    ),
    rule(
        "ragged_row",
        "a row has as many cells as the header",
        Severity::Note,
        "look for a missing or additional delimiter in the row",
    ),
    rule(
        "cell_too_long",
        "a cell holds at most 1 MiB of text",
        Severity::Warning,
        "look for an unclosed quotation mark above the row",
    ),
    rule(
        "error_cell",
        "a workbook's cell holds a value, not an error",
        Severity::Warning,
        "correct the formula in the workbook",
    ),
    rule(
        "unclosed_quote",
        "a quotation mark that opens a cell is closed",
        Severity::Warning,
        "close the quotation mark, or double it inside a text",
    ),
];

const fn rule(
    id: &'static str,
    title: &'static str,
    severity: Severity,
    hint: &'static str,
) -> Rule {
    Rule { id, title, severity, hint }
}

impl Rule {
    /// The rule with this id.
    ///
    /// # Panics
    ///
    /// When there is none: rule ids are written in our own code only.
    pub fn named(id: &str) -> &'static Self {
        RULES.iter().find(|rule| rule.id == id).expect("every rule id used in the code is in RULES")
    }
}

/// One problem in one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Violation {
    /// Which rule.
    pub rule: &'static Rule,
    /// What it costs here.
    pub severity: Severity,
    /// Source of the plan.
    pub source: String,
    /// `file:line` or `file.xlsx:Sheet!D14`.
    pub position: String,
    /// Column of the contract, or of the file when the contract has none.
    pub column: Option<String>,
    /// What was found; described when the column is personal.
    pub found: String,
    /// What is allowed.
    pub allowed: String,
    /// Row, for setting it aside and for finding its original cells.
    pub row: Option<RowId>,
    /// The row's original cells as JSON: header → text.
    pub cells: Option<String>,
}

impl Violation {
    /// A problem of a file as a whole.
    pub fn of_file(
        rule: &str,
        source: &str,
        position: &str,
        found: String,
        allowed: String,
    ) -> Self {
        let rule = Rule::named(rule);
        Self {
            rule,
            severity: rule.severity,
            source: source.to_owned(),
            position: position.to_owned(),
            column: None,
            found,
            allowed,
            row: None,
            cells: None,
        }
    }
}

/// A row of a file: its file's number and its place among the file's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowId {
    /// Number of the file in this run.
    pub file: u32,
    /// Place among the file's rows, from 0.
    pub ordinal: u32,
}

impl RowId {
    /// As one number, for a hidden column.
    pub fn packed(self) -> i64 {
        (i64::from(self.file) << 32) | i64::from(self.ordinal)
    }

    /// Back from one number.
    pub fn unpacked(packed: i64) -> Self {
        let file = u32::try_from(packed >> 32).expect("a packed row id is not negative");
        let ordinal = u32::try_from(packed & 0xffff_ffff).expect("the mask leaves 32 bits");
        Self { file, ordinal }
    }
}

impl std::fmt::Display for Violation {
    /// `position: found, allowed …`, and the hint on a line of its own.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}: ", self.severity.name(), self.position)?;
        match &self.column {
            Some(column) => write!(f, "`{column}` is {}", self.found)?,
            None => write!(f, "{}", self.found)?,
        }
        if !self.allowed.is_empty() {
            write!(f, ", allowed: {}", self.allowed)?;
        }
        write!(f, "\nhint: {}", self.rule.hint)
    }
}
