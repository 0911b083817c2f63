//! Events per exposure.

pub(super) mod bootstrap;
pub(super) mod event_rate;
pub(super) mod ratio;
