//! Two numbers per unit: change between two waves.

pub(super) mod correlation;
pub(super) mod effect_paired;
pub(super) mod effect_raw;
pub(super) mod equivalence;
pub(super) mod hodges_lehmann;
pub(super) mod mcnemar;
pub(super) mod paired_t;
pub(super) mod pairs;
pub(super) mod pratt;
pub(super) mod regression_to_mean;
pub(super) mod reliable_change;
pub(super) mod share_change;
pub(super) mod sign_test;
pub(super) mod transitions;
pub(super) mod wilcoxon;
