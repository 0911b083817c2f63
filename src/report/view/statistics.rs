//! The statistics by the names of their methods: what each one does, in a sentence or two.

use std::collections::BTreeSet;

use crate::report::language::Language;

/// A method in words.
pub(super) struct Statistic {
    pub(super) name: String,
    pub(super) about: String,
}

/// Methods that are told, in the order in which a report tells them.
const STATISTICS: &[&str] = &[
    "count",
    "sum",
    "ratio_of_totals",
    "profile_pearson",
    "wilson",
    "adjusted_wald",
    "mean_t",
    "order_statistics",
    "paired_t",
    "wilcoxon_signed_rank",
    "pearson",
    "mcgraw_wong",
    "fleiss_cohen_everitt",
    "bland_altman",
    "kaplan_meier",
    "restricted_mean",
    "aalen_johansen",
    "robust_ratio",
    "poisson_exact",
    "welch_t",
    "newcombe",
    "welch_anova",
    "difference_in_differences",
    "ancova_hc3",
    "hedges_g",
    "cronbach_feldt",
    "item_rest_pearson",
];

/// True when the interval allows for clusters.
pub(super) fn is_clustered(method: &str) -> bool {
    method.ends_with("_cr2")
}

/// A method in words.
pub(super) fn statistic(language: &Language, method: &str) -> Option<Statistic> {
    let plain = method.trim_end_matches("_cr2");
    let name = STATISTICS.contains(&plain).then(|| language.named("statistic", plain)).flatten()?;
    Some(Statistic { name, about: language.named("statistic-about", plain)? })
}

/// The methods among these, in our order.
pub(super) fn used(language: &Language, methods: &BTreeSet<&str>) -> Vec<Statistic> {
    let is_used =
        |one: &&&str| methods.iter().any(|method| method.trim_end_matches("_cr2") == **one);
    STATISTICS.iter().filter(is_used).filter_map(|method| statistic(language, method)).collect()
}
