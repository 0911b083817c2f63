//! One number per unit: mean, median, quantile, variance, share, net promoter score.

pub(super) mod mean;
pub(super) mod median;
pub(super) mod net_promoter;
pub(super) mod net_promoter_difference;
pub(super) mod proportion;
pub(super) mod quantile;
pub(super) mod variance;
