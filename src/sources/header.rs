//! The names of a file's columns.

use std::borrow::Cow;

use super::contacts;

/// The names of a file's columns, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    names: Vec<String>,
    /// What was asked, where the file says so beside the name; empty where it does not.
    labels: Vec<String>,
    duplicates: Vec<String>,
}

impl Header {
    /// A header of these names, without the blanks around them.
    pub(super) fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let names: Vec<String> = names.into_iter().map(|name| name.trim().to_owned()).collect();
        let mut sorted: Vec<&String> = names.iter().filter(|name| !name.is_empty()).collect();
        sorted.sort();
        let mut duplicates: Vec<String> = sorted
            .windows(2)
            .filter(|pair| pair[0] == pair[1])
            .map(|pair| pair[0].clone())
            .collect();
        duplicates.dedup();
        Self { labels: Vec::new(), names, duplicates }
    }

    /// The same with the wording of each column.
    pub(super) fn with_labels(mut self, labels: Vec<String>) -> Self {
        self.labels = labels;
        self
    }

    /// What was asked in a column, where the file says so beside its name; empty otherwise.
    pub fn label(&self, column: usize) -> &str {
        self.labels.get(column).map_or("", String::as_str)
    }

    /// The names in the order of the file; a column without a name has an empty one.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The names for a message; one that is an e-mail address or a phone number is not repeated.
    pub fn in_words(&self) -> Vec<Cow<'_, str>> {
        self.names.iter().map(|name| contacts::in_words("a column", name)).collect()
    }

    /// Names that occur more than once.
    pub fn duplicates(&self) -> &[String] {
        &self.duplicates
    }

    /// Place of a column: the one of exactly this name, else the only one that differs in case alone.
    ///
    /// Nothing when several columns fit: which one is meant is not guessed.
    pub fn position(&self, wanted: &str) -> Option<usize> {
        let wanted = wanted.trim();
        if wanted.is_empty() {
            return None;
        }
        if self.names.iter().any(|name| name == wanted) {
            return self.only(|name| name == wanted);
        }
        let wanted = wanted.to_lowercase();
        self.only(|name| name.to_lowercase() == wanted)
    }

    /// Number of columns up to the last one that has a name.
    pub(super) fn named(&self) -> usize {
        self.names.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1)
    }

    fn only(&self, fits: impl Fn(&str) -> bool) -> Option<usize> {
        let mut places =
            self.names.iter().enumerate().filter(|(_, name)| fits(name)).map(|(place, _)| place);
        let first = places.next();
        if places.next().is_some() { None } else { first }
    }
}

#[cfg(test)]
mod tests {
    use super::Header;

    #[test]
    fn a_column_is_found_by_its_name_without_blanks_and_case() {
        let header = Header::new([" Mentee ID ", "Score", "score "]);

        assert_eq!(header.names(), ["Mentee ID", "Score", "score"]);
        assert_eq!(header.position("mentee id"), Some(0));
        assert_eq!(header.position(" score"), Some(2));
        assert_eq!(header.position("SCORE"), None, "two columns fit");
        assert_eq!(header.position("points"), None);
    }

    #[test]
    fn columns_of_the_same_name_are_told_and_columns_without_a_name_are_not() {
        let header = Header::new(["b", "", "a", "b", "", "a", "a", ""]);

        assert_eq!(header.duplicates(), ["a", "b"]);
        assert_eq!(header.position("a"), None);
        assert_eq!(header.position(""), None);
        assert_eq!(header.named(), 7);
    }
}
