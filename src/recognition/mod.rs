//! Recognition: a folder of exports that nobody prepared → a plan that reads them.
//!
//! **Takes** a folder. **Gives** the text of a `mentorlens.toml` and, for each file, what it was taken for and why.
//!
//! **Invariants.** Every value is looked at, not a sample: in which order day and month stand, and which answers a question
//! has, is seen from all of them (of a column, up to 50,000 different ones). What cannot be decided is left as a comment with
//! its candidates; what is assumed says so beside its key. The same folder gives the same plan.
//!
//! **Deliberately absent:** reading the plan back and trying it out, which is the command's business; targets, terms and
//! commitments, which are in no export.
//!
//! **To add** a word of a language: its line in `words.rs`, `ladders.rs` or `waves.rs`. To add a column of the contract: its
//! line in `words.txt`.

mod added_words;
mod afterwards;
mod apart;
mod attended;
mod belonging;
mod boxes;
mod bundle;
mod categories;
mod category_words;
mod checklist;
mod classify;
mod codes;
mod crosswalks;
mod degrees;
mod dictionary;
mod draft;
mod drafting;
mod forms;
mod grouping;
mod headless;
mod inventory;
mod items;
mod known;
mod ladders;
mod likert;
mod linking;
mod match_words;
mod measured;
mod names;
mod outcomes;
mod pairing;
mod pairs;
mod personal;
mod points;
mod profile;
mod quantity;
mod questions;
mod scales;
mod sources;
mod subjects;
mod surveys;
mod text;
mod times;
mod waves;
mod whom;
mod words;
mod write;

#[cfg(test)]
mod lists;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod variants;

pub use draft::{Draft, draft};
pub use inventory::{Inventory, Unread, inventory};
pub use personal::is_called_by;
pub use questions::Asked;
