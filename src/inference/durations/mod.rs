//! Time to an event, cut off for some: how long matches last, and how they end.

pub(super) mod curve;
mod days;
pub(super) mod gray;
pub(super) mod incidence;
pub(super) mod log_rank;
pub(super) mod median_survival;
pub(super) mod restricted_mean;
pub(super) mod spells;
pub(super) mod survival;
