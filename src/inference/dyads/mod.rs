//! Two raters of the same thing: agreement of mentor and mentee.

pub(super) mod icc;
pub(super) mod kappa;
pub(super) mod limits;
pub(super) mod ratings;
