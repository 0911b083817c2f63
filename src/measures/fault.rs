//! What is wrong with a query, in the words of its author: line, sentence, nearest right name.

use std::fmt;

use crate::contract::nearest;

/// One mistake in a `.sql` file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Line of the file, from 1.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// A way out.
    pub hint: Option<String>,
}

/// Most names that a hint lists.
const MOST_NAMES: usize = 12;

impl Fault {
    /// A mistake at a line.
    pub fn at(line: Option<usize>, message: impl Into<String>) -> Self {
        Self { line, message: message.into(), hint: None }
    }

    /// The same with the nearest of the right names, or all of them when none is near.
    #[must_use]
    pub fn or_rather<'a>(
        mut self,
        found: &str,
        names: impl Iterator<Item = &'a str> + Clone,
    ) -> Self {
        self.hint = match nearest(found, names.clone()) {
            Some(near) => Some(format!("did you mean `{near}`?")),
            None => listed(names),
        };
        self
    }

    /// `queries/own.sql:12: there is no column …`, and the hint on a line of its own.
    pub fn of(&self, file: &str) -> String {
        let line = self.line.map(|line| format!(":{line}")).unwrap_or_default();
        format!("{file}{line}: {self}")
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)?;
        self.hint.as_ref().map_or(Ok(()), |hint| write!(out, "\nhint: {hint}"))
    }
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names.dedup();
    let more = names.len().saturating_sub(MOST_NAMES);
    names.truncate(MOST_NAMES);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    (!names.is_empty()).then(|| format!("there are: {}{more}", names.join(", ")))
}

/// The first line outside of comments that holds a word.
pub(super) fn line_of(sql: &str, word: &str) -> Option<usize> {
    let is_part = |letter: Option<char>| letter.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let stands = |line: &str| {
        let line = line.split("--").next().unwrap_or_default();
        line.match_indices(word).any(|(at, _)| {
            !is_part(line[..at].chars().next_back())
                && !is_part(line[at + word.len()..].chars().next())
        })
    };
    (!word.is_empty()).then(|| sql.lines().position(stands).map(|at| at + 1)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_outside_of_comments_and_other_words() {
        let sql = "-- value: x\nselect my_value,\n  value2, value -- here\nfrom t";
        assert_eq!(line_of(sql, "value"), Some(3));
        assert_eq!(line_of(sql, "x"), None);
        assert_eq!(line_of(sql, ""), None);
    }
}
