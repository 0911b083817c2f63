//! What is wrong with a plan, and where.

use std::fmt;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode,
    SourceSpan,
};
use thiserror::Error;

/// One problem of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct PlanError {
    /// Line of the plan, from 1; 0 when the problem is the file as a whole.
    pub line: usize,
    /// One sentence: the key, what was found, what is allowed.
    pub message: String,
    /// How to put it right.
    pub help: Option<String>,
    span: Option<SourceSpan>,
}

impl PlanError {
    /// A problem at bytes `span` of the plan's `text`.
    pub(super) fn at(
        text: &str,
        span: std::ops::Range<usize>,
        message: String,
        help: Option<String>,
    ) -> Self {
        let before = &text.as_bytes()[..span.start.min(text.len())];
        let line = before.split(|byte| *byte == b'\n').count();
        Self { line, message, help, span: Some(span.into()) }
    }

    /// A problem of the file as a whole.
    pub(super) fn of_file(message: String, help: Option<String>) -> Self {
        Self { line: 0, message, help, span: None }
    }
}

impl Diagnostic for PlanError {
    fn help(&self) -> Option<Box<dyn fmt::Display + '_>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = LabeledSpan::new_with_span(Some("here".to_owned()), self.span?);
        Some(Box::new(std::iter::once(label)))
    }
}

/// Everything that is wrong with a plan, in order of position.
///
/// `Display` prints `file:line: message` for each problem, a hint on its own line below it; a
/// problem of the file as a whole names the file itself.
#[derive(Debug, Clone)]
pub struct PlanErrors {
    source: NamedSource<String>,
    errors: Vec<PlanError>,
}

impl PlanErrors {
    /// Problems of the plan `text`, already in order.
    pub(super) fn new(file_name: &str, text: &str, errors: Vec<PlanError>) -> Self {
        Self { source: NamedSource::new(file_name, text.to_owned()), errors }
    }

    /// The problems, at least one.
    pub fn errors(&self) -> &[PlanError] {
        &self.errors
    }

    /// Each problem with the lines of the plan around it, for a terminal.
    pub fn render(&self, color: bool) -> String {
        let theme =
            if color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        // Messages are one sentence; wrapping them at a terminal's width would break keys apart.
        let handler = GraphicalReportHandler::new_themed(theme).with_links(false);
        let mut page = String::new();
        for (place, error) in self.errors.iter().enumerate() {
            if place > 0 {
                page.push('\n');
            }
            let shown = WithSource { error, source: &self.source };
            handler.render_report(&mut page, &shown).expect("a String takes every character");
        }
        page
    }
}

impl fmt::Display for PlanErrors {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, error) in self.errors.iter().enumerate() {
            if place > 0 {
                writeln!(out)?;
            }
            if error.line > 0 {
                write!(out, "{}:{}: ", self.source.name(), error.line)?;
            }
            write!(out, "{}", error.message)?;
            if let Some(help) = &error.help {
                write!(out, "\nhint: {help}")?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for PlanErrors {}

/// A problem that knows the text it points into.
#[derive(Debug)]
struct WithSource<'a> {
    error: &'a PlanError,
    source: &'a NamedSource<String>,
}

impl fmt::Display for WithSource<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(out)
    }
}

impl std::error::Error for WithSource<'_> {}

impl Diagnostic for WithSource<'_> {
    fn help(&self) -> Option<Box<dyn fmt::Display + '_>> {
        self.error.help()
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.error.labels()
    }
}
