//! Two numbers per unit: change between two waves.

pub(super) mod correlation;
pub(super) mod effect_paired;
pub(super) mod hodges_lehmann;
pub(super) mod paired_t;
pub(super) mod pairs;
pub(super) mod wilcoxon;
