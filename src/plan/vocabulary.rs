//! Words of the plan that belong to later rooms.

/// The words that later rooms own, handed in by the command: this room never imports them.
///
/// An empty list means that its words are not checked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Vocabulary {
    /// Tables that a source may fill.
    pub tables: Vec<TableWords>,
    /// Formats that a file may have.
    pub formats: Vec<String>,
    /// Measures, for targets and the list of primary ones.
    pub measures: Vec<String>,
    /// Families of measures, for editions.
    pub families: Vec<String>,
    /// Languages with messages, for the program and its editions.
    pub languages: Vec<String>,
}

/// One table and its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableWords {
    /// Name of the table.
    pub name: String,
    /// Columns that a source may fill.
    pub columns: Vec<String>,
}

impl Vocabulary {
    /// Names of the tables.
    pub(super) fn table_names(&self) -> Vec<&str> {
        self.tables.iter().map(|table| table.name.as_str()).collect()
    }

    /// Columns of a table; nothing for a table that is not listed.
    pub(super) fn columns_of(&self, name: &str) -> Vec<&str> {
        self.tables
            .iter()
            .filter(|table| table.name == name)
            .flat_map(|table| table.columns.iter().map(String::as_str))
            .collect()
    }
}

/// True for a language of the list, and for a region of one: `es-MX`, `es-419`.
pub fn is_language(tag: &str, languages: &[String]) -> bool {
    let is = |tag: &str| languages.iter().any(|known| known == tag);
    let has = |region: &str, long: usize, letter: fn(char) -> bool| {
        region.len() == long && region.chars().all(letter)
    };
    let is_region = |region: &str| {
        has(region, 2, |letter| letter.is_ascii_uppercase())
            || has(region, 3, |letter| letter.is_ascii_digit())
    };
    is(tag) || tag.split_once('-').is_some_and(|(base, region)| is(base) && is_region(region))
}
