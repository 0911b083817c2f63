//! Sentences at every level.
