//! Several items that measure one thing: reliability.

pub(super) mod reliability;
