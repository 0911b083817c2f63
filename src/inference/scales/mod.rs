//! Several items that measure one thing: reliability.

pub(super) mod careless;
pub(super) mod extremes;
pub(super) mod omega;
pub(super) mod reliability;
