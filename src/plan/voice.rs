//! Open answers: what is looked for in them, and what may be quoted.

/// `[[themes]]`: something that people write about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// Short name, unique among all that a measure may be about.
    pub id: String,
    /// Name as the reader knows it.
    pub title: String,
    /// Open questions in whose answers it is looked for: instrument and item.
    pub items: Vec<(String, String)>,
    /// Words that name it, in whatever language.
    pub words: Vec<String>,
}

/// `[quotes]`: which answers are proposed to be quoted, and where they are printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotes {
    /// Most quotes of a theme.
    pub per_theme: u64,
    /// Seed of the lot.
    pub seed: u64,
    /// Most characters of a quote; a longer answer is not proposed.
    pub longest: u64,
    /// Editions that print quotes; all but public ones when empty.
    pub editions: Vec<String>,
}
