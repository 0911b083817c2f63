//! Problems as they are found: collected, put in order, with the nearest right spelling.

use std::cell::RefCell;
use std::ops::Range;

use super::error::PlanError;

/// Collects the problems of one plan.
pub(super) struct Problems<'a> {
    text: &'a str,
    found: RefCell<Vec<(usize, PlanError)>>,
    /// Lines that the TOML parser could not read. What is missing may have stood there.
    unread: Vec<usize>,
    /// One of those lines is a header: keys below it seem to belong to the section before.
    has_unread_header: bool,
}

impl<'a> Problems<'a> {
    /// Starts with what the TOML parser says about the text.
    pub(super) fn new(text: &'a str, syntax: &[toml::de::Error]) -> Self {
        let found = RefCell::default();
        let mut problems = Self { text, found, unread: Vec::new(), has_unread_header: false };
        for error in syntax {
            let span = error.span().unwrap_or(0..0);
            let message = match (error.message(), text.get(span.clone())) {
                ("duplicate key", Some(key)) => format!("key `{key}` stands here a second time"),
                (message, _) => format!("not TOML: {message}"),
            };
            let problem = PlanError::at(text, span.clone(), message, None);
            // One slip makes the parser stumble several times on the same line.
            if !problems.unread.contains(&problem.line) {
                let is_header = |line: &str| line.trim_start().starts_with('[');
                problems.has_unread_header |=
                    text.lines().nth(problem.line - 1).is_some_and(is_header);
                problems.unread.push(problem.line);
                problems.found.get_mut().push((span.start, problem));
            }
        }
        problems
    }

    /// Adds a problem at bytes `span`, unless the line could not be read in the first place.
    pub(super) fn add(&self, span: Range<usize>, message: String, help: Option<String>) {
        let start = span.start;
        let problem = PlanError::at(self.text, span, message, help);
        if !self.unread.contains(&problem.line) {
            self.found.borrow_mut().push((start, problem));
        }
    }

    /// Adds a problem that a line which could not be read would explain as well.
    pub(super) fn add_absence(&self, span: Range<usize>, message: String, help: Option<String>) {
        if self.unread.is_empty() {
            self.add(span, message, help);
        }
    }

    /// Adds a problem about a name that is at home in another section.
    pub(super) fn add_stranger(&self, span: Range<usize>, message: String, help: Option<String>) {
        if !self.has_unread_header {
            self.add(span, message, help);
        }
    }

    /// The problems in order of position.
    pub(super) fn into_errors(self) -> Vec<PlanError> {
        let mut found = self.found.into_inner();
        found.sort_by_key(|(start, _)| *start);
        found.into_iter().map(|(_, error)| error).collect()
    }
}

/// Hint with the word that was probably meant.
pub(super) fn did_you_mean<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    let lower = word.to_lowercase();
    known
        .into_iter()
        .map(|right| (strsim::damerau_levenshtein(&lower, &right.to_lowercase()), right))
        // A third of the letters: enough for two slips in `mentor`, too few to call `site` a
        // misspelt `unit` or, of two short ids, one a misspelt other.
        .filter(|(slips, right)| *slips <= right.chars().count() / 3)
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, right)| format!("did you mean `{right}`?"))
}

/// The words in backticks, with commas between; a long list is cut.
pub(super) fn in_words(words: &[&str]) -> String {
    // A dozen fits on a line or two of a terminal.
    const SHOWN: usize = 12;
    let mut shown: Vec<String> = words.iter().take(SHOWN).map(|word| format!("`{word}`")).collect();
    if words.len() > SHOWN {
        shown.push(format!("… and {} more", words.len() - SHOWN));
    }
    shown.join(", ")
}
