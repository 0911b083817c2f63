//! Several items that measure one thing: reliability.

pub(super) mod omega;
pub(super) mod reliability;
