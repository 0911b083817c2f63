//! The page of `check`: what each file gave, and what is to be mended, so that a person can act on it.

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, HtmlEscape, UndefinedBehavior, Value};
use serde::Serialize;

use super::ReportError;
use super::format::{count, counted};
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
    style: &'static str,
    report: &'a CheckReport,
    verdict: String,
    rows: Vec<[String; 9]>,
}

/// Renders the page of a check: one file that needs nothing else.
///
/// # Errors
///
/// [`ReportError`], which no data should bring about.
pub fn render_check(report: &CheckReport) -> Result<String, ReportError> {
    let rows =
        report.files.iter().map(|file| {
            let CheckedFile {
                source,
                table,
                file,
                format,
                read,
                kept,
                quarantined,
                replaced,
                skipped,
            } = file;
            let [read, kept, quarantined, replaced, skipped] =
                [read, kept, quarantined, replaced, skipped].map(|number| count(*number));
            [
                file.clone(),
                source.clone(),
                table.clone(),
                format.clone(),
                read,
                kept,
                quarantined,
                replaced,
                skipped,
            ]
        });
    let page =
        Page { style: theme::STYLE_SHEET, report, verdict: verdict(report), rows: rows.collect() };
    fill(&page).map_err(ReportError::Template)
}

/// The whole in one sentence.
fn verdict(report: &CheckReport) -> String {
    let all = |severity: &str| {
        let own = report.problems.iter().filter(|problem| problem.severity == severity);
        own.map(|problem| problem.count).sum::<u64>()
    };
    let refused = all("refused");
    if refused > 0 {
        return format!(
            "Nothing can be published: {} to mend first.",
            counted(refused, "file or column is", "files or columns are")
        );
    }
    let (errors, warnings) = (all("error"), all("warning"));
    if errors + warnings == 0 {
        return "Every row is as the plan says.".to_owned();
    }
    format!(
        "It can be published as it is, without {} and {}.",
        counted(errors, "row that was set aside", "rows that were set aside"),
        counted(warnings, "cell that is treated as missing", "cells that are treated as missing")
    )
}

/// A message as HTML: what stands between backticks is code, and all of it stays text.
fn marked(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    // Without its partner a backtick is one.
    let last_open = parts.len().is_multiple_of(2).then(|| parts.len() - 1);
    let parts = parts.iter().enumerate().map(|(at, part)| {
        let part = HtmlEscape(part);
        match at {
            _ if Some(at) == last_open => format!("`{part}"),
            _ if at % 2 == 1 => format!("<code>{part}</code>"),
            _ => part.to_string(),
        }
    });
    parts.collect()
}

fn fill(page: &Page<'_>) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_filter("marked", |text: String| Value::from_safe_string(marked(&text)));
    environment.add_template("checked.html", TEMPLATE)?;
    environment.get_template("checked.html")?.render(Serde(page))
}

#[cfg(test)]
mod tests {
    use super::{CheckReport, CheckedFile, CheckedPlace, CheckedProblem, marked, render_check};

    #[test]
    fn what_stands_between_backticks_is_code_and_stays_text() {
        for (text, expected) in [
            ("map it under `values`", "map it under <code>values</code>"),
            ("`a` and `<b>`", "<code>a</code> and <code>&lt;b&gt;</code>"),
            ("one ` alone", "one ` alone"),
            ("`a` and one `", "<code>a</code> and one `"),
            ("plain", "plain"),
        ] {
            assert_eq!(marked(text), expected);
        }
    }

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
        let page = render_check(&report).unwrap().replace("&#x2f;", "/").replace('\u{a0}', " ");
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
    }

    #[test]
    fn a_clean_folder_has_one_sentence() {
        let page = render_check(&CheckReport::default()).unwrap();
        assert!(page.contains("Every row is as the plan says."), "{page}");
    }
}
