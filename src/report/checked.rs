//! The page of `check`: what each file gave, and what is to be mended, so that a person can act on it.

use serde::Serialize;

use super::ReportError;
use super::language::{Language, say};
use super::template::fill;
use super::theme;

const TEMPLATE: &str = include_str!("checked.html");

/// What a check found.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CheckReport {
    /// Name of the program.
    pub program: String,
    /// Files, in the order of the plan's sources.
    pub files: Vec<CheckedFile>,
    /// Problems, the dearest first.
    pub problems: Vec<CheckedProblem>,
}

/// What became of the rows of a file.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CheckedFile {
    /// Source of the plan.
    pub source: String,
    /// Table that it fills.
    pub table: String,
    /// File, relative to the plan's folder.
    pub file: String,
    /// Format that it was taken for.
    pub format: String,
    /// Rows read.
    pub read: u64,
    /// Rows kept.
    pub kept: u64,
    /// Rows set aside.
    pub quarantined: u64,
    /// Rows that a later export replaced.
    pub replaced: u64,
    /// Rows that say nothing else than a later one.
    pub equal: u64,
    /// Rows that an export deletes, and those of persons who withdrew their consent.
    pub gone: u64,
    /// Rows left to other sources.
    pub skipped: u64,
}

/// One rule that is broken in one column of one source.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CheckedProblem {
    /// Rule.
    pub rule: String,
    /// The rule in words.
    pub title: String,
    /// `refused`, `error`, `warning` or `note`.
    pub severity: String,
    /// What it costs.
    pub costs: String,
    /// Source of the plan.
    pub source: String,
    /// Column of the contract, when it is about one.
    pub column: Option<String>,
    /// How often.
    pub count: u64,
    /// The first places.
    pub places: Vec<CheckedPlace>,
    /// How to mend it.
    pub hint: String,
}

/// One place.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CheckedPlace {
    /// `file:line` or `file.xlsx:Sheet!D14`.
    pub position: String,
    /// What was found.
    pub found: String,
    /// What is allowed.
    pub allowed: String,
}

/// The page as the template places it: finished texts.
#[derive(Serialize)]
struct Page<'a> {
    language: &'a str,
    direction: &'a str,
    style: &'static str,
    program: &'a str,
    verdict: String,
    /// Names of the columns; those of text, then those of numbers.
    columns: [String; 11],
    rows: Vec<[String; 11]>,
    problems: Vec<Problem>,
}

/// A broken rule in the words of the page.
#[derive(Serialize)]
struct Problem {
    severity: String,
    heading: String,
    costs: String,
    places: Vec<CheckedPlace>,
    /// How many there are, where they are not all listed.
    all: Option<String>,
    hint: String,
}

/// Renders the page of a check: one file that needs nothing else.
///
/// # Errors
///
/// [`ReportError`], which no data should bring about.
pub fn render_check(language: &Language, report: &CheckReport) -> Result<String, ReportError> {
    let rows = report.files.iter().map(|file| {
        let CheckedFile {
            source,
            table,
            file,
            format,
            read,
            kept,
            quarantined,
            replaced,
            equal,
            gone,
            skipped,
        } = file;
        let [read, kept, quarantined, replaced, equal, gone, skipped] =
            [read, kept, quarantined, replaced, equal, gone, skipped]
                .map(|number| language.count(*number));
        [
            file.clone(),
            source.clone(),
            table.clone(),
            format.clone(),
            read,
            kept,
            quarantined,
            replaced,
            equal,
            gone,
            skipped,
        ]
    });
    let page = Page {
        language: language.tag(),
        direction: language.direction(),
        style: theme::STYLE_SHEET,
        program: &report.program,
        verdict: verdict(language, report),
        columns: columns(language),
        rows: rows.collect(),
        problems: report.problems.iter().map(|problem| told(language, problem)).collect(),
    };
    fill(language, "checked.html", TEMPLATE, &page)
}

fn columns(language: &Language) -> [String; 11] {
    [
        say!(language, "check-file"),
        say!(language, "check-source"),
        say!(language, "check-fills"),
        say!(language, "check-format"),
        say!(language, "check-read"),
        say!(language, "check-kept"),
        say!(language, "check-aside"),
        say!(language, "check-replaced"),
        say!(language, "check-equal"),
        say!(language, "check-gone"),
        say!(language, "check-skipped"),
    ]
}

/// A problem in a language; rule, place and hint come in English from the rooms that found it.
fn told(language: &Language, problem: &CheckedProblem) -> Problem {
    let (n, source) = (problem.count, problem.source.as_str());
    let rule = language.translated(&problem.title);
    let heading = match &problem.column {
        Some(column) => {
            say!(language, "check-in-column", n = n, column = column, source = source, rule = rule)
        }
        None => say!(language, "check-in-source", n = n, source = source, rule = rule),
    };
    let place = |place: &CheckedPlace| CheckedPlace {
        position: place.position.clone(),
        found: language.translated(&place.found),
        allowed: language.translated(&place.allowed),
    };
    let is_long = n > problem.places.len() as u64;
    Problem {
        severity: problem.severity.clone(),
        heading,
        costs: language.named("check-costs", &problem.severity).unwrap_or_default(),
        places: problem.places.iter().map(place).collect(),
        all: is_long.then(|| language.count(n)),
        hint: language.translated(&problem.hint),
    }
}

/// The whole in one sentence.
fn verdict(language: &Language, report: &CheckReport) -> String {
    let all = |severity: &str| {
        let own = report.problems.iter().filter(|problem| problem.severity == severity);
        own.map(|problem| problem.count).sum::<u64>()
    };
    let (refused, errors, warnings) = (all("refused"), all("error"), all("warning"));
    if refused > 0 {
        say!(language, "check-refused", n = refused)
    } else if errors + warnings == 0 {
        say!(language, "check-clean")
    } else {
        let rows = say!(language, "check-rows", n = errors);
        let cells = say!(language, "check-cells", n = warnings);
        say!(language, "check-without", rows = rows, cells = cells)
    }
}

#[cfg(test)]
mod tests {
    use super::{CheckReport, CheckedFile, CheckedPlace, CheckedProblem, Language, render_check};

    #[test]
    fn the_page_says_what_to_mend_and_text_of_files_stays_text() {
        let place = CheckedPlace {
            position: "inbox/a.csv:14".to_owned(),
            found: "\"<script>\"".to_owned(),
            allowed: "a number".to_owned(),
        };
        let problem = CheckedProblem {
            title: "a number is a number".to_owned(),
            severity: "warning".to_owned(),
            count: 1200,
            places: vec![place],
            hint: "correct the cell".to_owned(),
            ..CheckedProblem::default()
        };
        let file =
            CheckedFile { file: "inbox/a.csv".to_owned(), read: 12_000, ..CheckedFile::default() };
        let report = CheckReport {
            program: "Harbor".to_owned(),
            files: vec![file],
            problems: vec![problem],
        };
        // A slash is escaped as well.
        let english = Language::english();
        let page =
            render_check(&english, &report).unwrap().replace("&#x2f;", "/").replace('\u{a0}', " ");
        for text in [
            "inbox/a.csv:14",
            "correct the cell",
            "1,200 cells that are treated as missing",
            "12,000",
            "&lt;script&gt;",
        ] {
            assert!(page.contains(text), "no {text} in\n{page}");
        }
        assert!(!page.contains("<script>"));
        let spanish = Language::shipped("es").unwrap();
        let page = render_check(&spanish, &report).unwrap();
        for text in [
            "<html lang=\"es\">",
            "1200 celdas que se tratan como faltantes",
            "advertencia: la celda se trata como faltante",
            "contra la regla: un número es un número",
            "corrija la celda",
        ] {
            assert!(page.contains(text), "no {text} in\n{page}");
        }
    }

    #[test]
    fn a_clean_folder_has_one_sentence() {
        let page = render_check(&Language::english(), &CheckReport::default()).unwrap();
        assert!(page.contains("Every row is as the plan says."), "{page}");
    }
}
