//! One number per unit: mean, median, share, net promoter score.

pub(super) mod mean;
pub(super) mod median;
pub(super) mod net_promoter;
pub(super) mod proportion;
