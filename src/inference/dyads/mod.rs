//! Two raters of the same thing: agreement of mentor and mentee.

pub(super) mod codings;
pub(super) mod icc;
pub(super) mod kappa;
pub(super) mod krippendorff;
pub(super) mod limits;
pub(super) mod margin;
pub(super) mod partners;
pub(super) mod profiles;
pub(super) mod ratings;
pub(super) mod surface;
