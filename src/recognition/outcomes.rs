//! Measured outcomes: what they are called, and in what they are measured.

use super::inventory::Table;
use super::profile::Column;
use super::text::{holds, plain};

/// An outcome that is known by its name.
#[derive(Debug, PartialEq)]
pub(super) struct Known {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    pub(super) domain: &'static str,
    pub(super) unit: &'static str,
    /// Ends that its values never leave.
    pub(super) range: Option<(f64, f64)>,
    pub(super) better: &'static str,
    /// Words of its name.
    pub(super) words: &'static [&'static str],
}

const fn known_as(
    id: &'static str,
    title: &'static str,
    domain: &'static str,
    unit: &'static str,
    range: Option<(f64, f64)>,
    better: &'static str,
    words: &'static [&'static str],
) -> Known {
    Known { id, title, domain, unit, range, better, words }
}

const KNOWN: &[Known] = &[
    known_as(
        "gpa",
        "grade point average",
        "academic",
        "grade points",
        Some((0.0, 4.0)),
        "higher",
        &[
            "gpa",
            "grade point average",
            "cumulative gpa",
            "term gpa",
            "trmgpa",
            "promedio",
            "moyenne generale",
            "media geral",
        ],
    ),
    known_as(
        "grade_average",
        "average mark, 1 is the best",
        "academic",
        "marks",
        Some((1.0, 6.0)),
        "lower",
        &["notendurchschnitt", "durchschnittsnote", "notenschnitt"],
    ),
    known_as(
        "attendance",
        "school attendance",
        "academic",
        "share of school days attended",
        Some((0.0, 1.0)),
        "higher",
        &[
            "attendance rate",
            "attendance",
            "atndrte",
            "anwesenheit",
            "asistencia",
            "assiduite",
            "frequencia",
        ],
    ),
    known_as(
        "absences",
        "absences",
        "academic",
        "days",
        None,
        "lower",
        &["absences", "days absent", "absent days", "fehltage", "ausencias", "faltas"],
    ),
    known_as(
        "grade_mark",
        "mark",
        "academic",
        "points",
        None,
        "higher",
        &[
            "numeric grade earned",
            "final grade",
            "final score",
            "mark",
            "note",
            "calificacion",
            "g3",
            "course grade",
        ],
    ),
    known_as(
        "test_score",
        "test score",
        "academic",
        "points",
        None,
        "higher",
        &[
            "test score",
            "scale score",
            "test rit score",
            "math score",
            "reading score",
            "puntaje",
            "puntuacion",
        ],
    ),
    known_as(
        "suspensions",
        "suspensions",
        "behaviour",
        "times",
        None,
        "lower",
        &["suspensions", "suspended", "suspensiones", "exclusions"],
    ),
    known_as(
        "referrals",
        "referrals for behaviour",
        "behaviour",
        "times",
        None,
        "lower",
        &["referrals", "discipline referrals", "incidents"],
    ),
    known_as(
        "placement",
        "job, internship or training",
        "career",
        "1 when placed, else 0",
        Some((0.0, 1.0)),
        "higher",
        &[
            "job",
            "internship",
            "employed",
            "employment",
            "placement",
            "placed",
            "apprenticeship",
            "ausbildungsplatz",
            "praktikum",
            "empleo",
            "emploi",
            "emprego",
        ],
    ),
    known_as(
        "earnings",
        "earnings",
        "career",
        "in the currency of the file",
        None,
        "higher",
        &[
            "profit",
            "profits",
            "income",
            "earnings",
            "wage",
            "salary",
            "einkommen",
            "ingresos",
            "revenu",
            "renda",
        ],
    ),
];

/// An outcome of the plan: one that is known, of all subjects or of one.
#[derive(Debug)]
pub(super) struct Planned {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) known: &'static Known,
    pub(super) range: Option<(f64, f64)>,
}

/// An outcome by its short name.
pub(super) fn of_id(id: &str) -> Option<&'static Known> {
    KNOWN.iter().find(|known| known.id == id)
}

/// Marks as letters, in grade points.
const LETTERS: &[(&str, &str)] = &[
    ("A+", "4"),
    ("A", "4"),
    ("A-", "3.7"),
    ("B+", "3.3"),
    ("B", "3"),
    ("B-", "2.7"),
    ("C+", "2.3"),
    ("C", "2"),
    ("C-", "1.7"),
    ("D+", "1.3"),
    ("D", "1"),
    ("D-", "0.7"),
    ("F", "0"),
];

const COURSE_GRADE: Known = known_as(
    "course_grade",
    "course grade",
    "academic",
    "grade points",
    Some((0.0, 4.0)),
    "higher",
    &["grade", "mark", "letter", "letter grade", "final grade"],
);

/// The grade points of a letter.
pub(super) fn points(letter: &str) -> Option<&'static str> {
    LETTERS.iter().find(|(own, _)| *own == letter).map(|(_, points)| *points)
}

/// Marks as letters: the name says marks, and nearly all cells are letters from A to F, of more than one kind.
pub(super) fn in_letters(column: &Column) -> Option<&'static Known> {
    let name = plain(&column.name);
    let is_named = COURSE_GRADE.words.iter().any(|word| holds(&name, word));
    let are_letters = column.share(|text| points(text).is_some()) >= 0.9;
    (is_named && column.kinds() >= 3 && are_letters).then_some(&COURSE_GRADE)
}

/// The outcome that a column holds, by its name and by what is in it.
pub(super) fn known(column: &Column) -> Option<&'static Known> {
    let name = plain(&column.name);
    if is_worked_out(&name) {
        return None;
    }
    let is_named = |known: &&Known| {
        known.words.iter().any(|word| holds(&name, word))
            && !(known.id == "attendance" && counts_days(&name))
    };
    let known = KNOWN.iter().find(is_named)?;
    let is_yes_or_no = known.id == "placement" && column.is_yes_or_no();
    (is_yes_or_no || column.decimal().is_some() && column.kinds() > 1).then_some(known)
}

/// True for a name that says its values are differences, logarithms or standard scores of another column.
fn is_worked_out(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or_default();
    ["delta", "change", "diff", "difference", "z", "log", "ln", "lag"].contains(&first)
}

/// True for a name that says days are counted, or some of them: `attendance_late` is no share of days.
fn counts_days(name: &str) -> bool {
    let words = [
        "late",
        "tardy",
        "absent",
        "absences",
        "missed",
        "excused",
        "unexcused",
        "count",
        "total",
        "present",
        "days",
        "lessons",
        "classes",
    ];
    name.split(' ').any(|word| words.contains(&word))
}

/// An outcome whose name is part of a longer word, such as `tprofits`.
pub(super) fn hidden(column: &Column) -> Option<&'static Known> {
    let name = plain(&column.name);
    if is_worked_out(&name) {
        return None;
    }
    let is_within = |known: &&Known| {
        known.words.iter().any(|word| word.len() >= 6 && name.contains(word))
            && !(known.id == "attendance" && counts_days(&name))
    };
    KNOWN.iter().find(is_within).filter(|_| column.decimal().is_some() && column.kinds() > 2)
}

/// The range of an outcome in this file: its own, or as wide as a share or a percentage is.
pub(super) fn range(known: &Known, column: &Column) -> Option<(f64, f64)> {
    let own = known.range?;
    let numbers = column.numbers();
    let all: usize = numbers.iter().map(|(_, times)| times).sum();
    let within = |top: f64| {
        let fit: usize = numbers
            .iter()
            .filter(|(number, _)| *number >= own.0 && *number <= top)
            .map(|(_, times)| times)
            .sum();
        fit * 50 >= all * 49
    };
    let wider = [own.1, 5.0, 6.0, 10.0, 20.0, 100.0];
    wider.into_iter().filter(|top| *top >= own.1).find(|top| within(*top)).map(|top| (own.0, top))
}

/// True when a person has different values in it.
pub(super) fn varies(table: &Table, person: &Column, column: &Column) -> bool {
    let mut first: std::collections::BTreeMap<&str, &str> = std::collections::BTreeMap::new();
    (0..table.rows.min(person.rows.len())).any(|row| match (person.text(row), column.text(row)) {
        (Some(person), Some(value)) => *first.entry(person).or_insert(value) != value,
        _ => false,
    })
}
