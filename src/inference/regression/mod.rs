//! Differences adjusted for what units started with, and for the clusters they share.

pub(super) mod clustered;
pub(super) mod covariance_analysis;
pub(super) mod difference_in_differences;
pub(super) mod morris;
