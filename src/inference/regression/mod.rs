//! Differences adjusted for what units started with, and for the clusters they share.

mod doubled;
pub(super) mod orthogonal;

pub(super) mod cluster_robust;
pub(super) mod clustered;
pub(super) mod contrasts;
pub(super) mod covariance_analysis;
pub(super) mod difference_in_differences;
pub(super) mod intraclass;
pub(super) mod least_squares;
pub(super) mod logistic;
pub(super) mod morris;
pub(super) mod observations;
pub(super) mod random_intercept;

#[cfg(test)]
mod tests;
