//! One number or one category per unit, in groups: differences between groups.

mod dependence;
mod hypergeometric;
mod rank_sums;
mod ranks;
mod studentised_range;

pub(super) mod brunner_munzel;
pub(super) mod chi_square;
pub(super) mod cox_index;
pub(super) mod cramers_v;
pub(super) mod cross_table;
pub(super) mod dunn;
pub(super) mod effect_groups;
pub(super) mod fisher;
pub(super) mod games_howell;
pub(super) mod kruskal_wallis;
pub(super) mod mann_whitney;
pub(super) mod odds_ratio;
pub(super) mod risk_ratio;
pub(super) mod shift;
pub(super) mod superiority;
pub(super) mod theil;
pub(super) mod welch;

#[cfg(test)]
mod drawn;
