//! Sources: files → batches of text cells.

mod find;

pub use find::{FindError, find};
