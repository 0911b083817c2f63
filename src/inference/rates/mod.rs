//! Events per exposure.

pub(super) mod event_rate;
