//! Open answers: what is looked for in them, and what may be quoted.

use super::edition::{Edition, EditionKind};
use super::model::Plan;

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

impl Plan {
    /// Editions that print quotes.
    pub fn quoting(&self) -> impl Iterator<Item = &Edition> {
        let named = self.quotes.as_ref().map(|quotes| quotes.editions.as_slice());
        self.editions.iter().filter(move |edition| match named {
            None => false,
            Some([]) => edition.kind != EditionKind::Public,
            Some(named) => named.contains(&edition.id),
        })
    }

    /// Fewest people of one part of the program who write about a theme of which one is quoted: what the strictest of the
    /// editions with quotes asks for.
    pub fn fewest_behind_a_quote(&self) -> u64 {
        let asked = self.quoting().map(|edition| self.rules_of(edition).min_cell);
        asked.max().unwrap_or(0).max(self.privacy.min_cell)
    }
}
