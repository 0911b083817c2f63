//! Findings in plain words.

mod direction;
mod ladder;

pub use ladder::banned_words;
