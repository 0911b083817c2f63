//! What may be said when some values are missing: fill them in many times over, say how wrong that may be, or bound it.
//!
//! Deliberately absent: the last value carried forward, the mean filled in, the middle of the scale. Each makes a missing value
//! a certain one.

mod continuous;

pub(super) mod bounds;
pub(super) mod imputation;
pub(super) mod incomplete;
pub(super) mod lee;
pub(super) mod pooling;
pub(super) mod sensitivity;

#[cfg(test)]
mod tests;
