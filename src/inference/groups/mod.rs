//! One number per unit, in groups: differences between groups.

pub(super) mod effect_groups;
pub(super) mod welch;
