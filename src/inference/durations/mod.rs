//! Time to an event, cut off for some: how long matches last, and how they end.

pub(super) mod cox;
pub(super) mod curve;
mod days;
mod efron;
pub(super) mod follow_ups;
pub(super) mod gray;
pub(super) mod incidence;
pub(super) mod log_rank;
pub(super) mod median_survival;
pub(super) mod restricted_mean;
pub(super) mod spells;
pub(super) mod survival;
