//! Inference: frequency tables → answers with their uncertainty.
//!
//! **Takes** one frequency table per measure and slice, the measure's header and a confidence level. **Gives** answers: an
//! estimate with its interval first, then statistic, degrees of freedom, p-value and effect size, and sentences for what is
//! undefined.
//!
//! **Invariants.** No number leaves that is not finite. A unit without a value is left out and counted, never guessed. The
//! answer for counted rows is the answer for the same rows one by one, and the cost depends on distinct rows, not people. A
//! method never switches by itself to one that estimates something else: a header declares it.
//!
//! **Deliberately absent:** data frames, files, the clock, random numbers without a seed, text formatting, verbal labels of size.
//!
//! **To add** a design: one file in `designs/` and its line in [`DESIGNS`]. To add a statistic: one file in the folder of its question, with
//! a published number in its documentation, and an answer in the design that asks for it.

mod assemble;
mod claim;
mod counted;
mod design;
mod designs;
mod draws;
mod error;
mod finding;
mod funnel;
mod gaps;
mod multiplicity;
mod reply;
mod result;
mod sample;
mod settings;
mod special;
mod tails;
mod terms;

mod durations;
mod dyads;
mod groups;
mod missing_data;
mod one_sample;
mod paired;
mod rates;
mod regression;
mod scales;
mod standards;

pub use assemble::{Findings, Place, answer_all, answer_measure, correct_shown, finding, together};
pub use design::{AnswerSpec, ColumnKind, ColumnSpec, Design};
pub use draws::Resampling;
pub use error::InferenceError;
pub use finding::{Answer, Estimate, Finding, Point, SeriesPoint};
pub use gaps::{ADJUSTED_GAP_TO_OTHERS, CHANGE_FROM_TERM_BEFORE, GAP_TO_OTHERS};
pub use multiplicity::{benjamini_hochberg, benjamini_yekutieli, holm};
pub use reply::Reply;
pub use result::{PValues, TestResult};
pub use sample::{Moments, Sample};
pub use settings::{Alternative, Level, Settings};
pub use terms::control::{ControlChart, Signal, individuals_chart, p_chart};

pub use designs::paired::DIRECTIONS;
pub use durations::cox::{CoxModel, HazardRatio, Proportionality, cox_regression};
pub use durations::curve::{Curve, Step};
pub use durations::follow_ups::{FollowUp, FollowUps};
pub use durations::gray::gray_test;
pub use durations::incidence::aalen_johansen;
pub use durations::log_rank::{GroupTest, Observed, log_rank};
pub use durations::median_survival::median_survival;
pub use durations::restricted_mean::{RestrictedMean, restricted_mean, restricted_mean_difference};
pub use durations::spells::{Durations, Moment, Spell};
pub use durations::survival::kaplan_meier;

pub use dyads::codings::{Coding, Codings};
pub use dyads::icc::{icc_agreement, icc_consistency, icc_one_way};
pub use dyads::kappa::{Kappa, cohen_kappa, weighted_kappa};
pub use dyads::krippendorff::{Alpha, Metric, krippendorff_alpha};
pub use dyads::limits::{Limits, limits_of_agreement, proportional_bias};
pub use dyads::margin::Gap;
pub use dyads::partners::{PartnerCheck, partner_check};
pub use dyads::profiles::{Profile, ProfileSimilarity, Profiles, profile_similarity};
pub use dyads::ratings::{MeanSquares, Rating, Ratings};
pub use dyads::surface::{Congruence, ResponseSurface, Triple, Triples, response_surface};

pub use groups::brunner_munzel::{Superiority, brunner_munzel};
pub use groups::chi_square::{IndependenceTest, chi_square_independence};
pub use groups::cox_index::cox_index;
pub use groups::cramers_v::cramers_v;
pub use groups::cross_table::CrossTable;
pub use groups::dunn::{PairTest, dunn};
pub use groups::effect_groups::hedges_g;
pub use groups::fisher::{ExactTest, fisher_exact};
pub use groups::games_howell::games_howell;
pub use groups::kruskal_wallis::{RankTest, kruskal_wallis};
pub use groups::mann_whitney::{RankSum, mann_whitney};
pub use groups::odds_ratio::{ExactRatio, ZeroCells, conditional_odds_ratio, odds_ratio};
pub use groups::risk_ratio::{ShareRatio, risk_ratio};
pub use groups::shift::hodges_lehmann_shift;
pub use groups::superiority::probability_of_superiority;
pub use groups::theil::{Inequality, theil_index};
pub use groups::welch::{VarianceTest, welch_anova, welch_t};

pub use missing_data::bounds::{Bounds, worst_case_difference, worst_case_mean};
pub use missing_data::imputation::{ImputationPlan, multiple_imputation};
pub use missing_data::incomplete::{CompletedRow, Incomplete};
pub use missing_data::lee::lee_bounds;
pub use missing_data::pooling::{CompletedAnswer, Pooled, pool};
pub use missing_data::sensitivity::{
    PartialMeasurement, TippingPoint, imputed_difference, tipping_point,
};

pub use one_sample::mean::mean_t;
pub use one_sample::median::median;
pub use one_sample::net_promoter::{Recommendations, net_promoter};
pub use one_sample::net_promoter_difference::{net_promoter_change, net_promoter_difference};
pub use one_sample::proportion::{clopper_pearson, jeffreys, newcombe, wilson};
pub use one_sample::quantile::quantile;
pub use one_sample::variance::{variance_bonett, variance_chi_square};

pub use paired::correlation::pearson;
pub use paired::effect_paired::{PairedMoments, hedges_g_av, hedges_g_z};
pub use paired::effect_raw::{hedges_g_pre, smcr};
pub use paired::equivalence::{EquivalenceTest, equivalence_test};
pub use paired::hodges_lehmann::hodges_lehmann;
pub use paired::mcnemar::{McNemar, mcnemar};
pub use paired::paired_t::paired_t;
pub use paired::pairs::{Pair, Paired};
pub use paired::pratt::pratt_signed_rank;
pub use paired::regression_to_mean::{
    BeyondRegression, Population, Selected, beyond_regression, expected_regression,
};
pub use paired::reliable_change::{
    Precision, ReliableChange, clinical_cutoff, minimum_detectable_change, reliable_change,
};
pub use paired::share_change::share_change;
pub use paired::sign_test::{SignTest, sign_test};
pub use paired::transitions::Transitions;
pub use paired::wilcoxon::{SignedRank, wilcoxon_signed_rank};

pub use rates::bootstrap::bootstrap_rate;
pub use rates::event_rate::{poisson_rate, robust_rate};
pub use rates::ratio::{poisson_rate_ratio, rate_ratio};

pub use regression::cluster_robust::{ClusterSpread, cluster_contrast};
pub use regression::clustered::{Clusters, clustered_mean};
pub use regression::contrasts::{JointTest, Spread, joint_contrasts, linear_contrast};
pub use regression::covariance_analysis::{
    Measurement, SlopesTest, adjusted_means, ancova_hc3, ancova_slopes,
};
pub use regression::difference_in_differences::difference_in_change;
pub use regression::intraclass::{Intraclass, icc_anova, icc_reml};
pub use regression::least_squares::{LinearModel, least_squares};
pub use regression::logistic::{
    LogisticModel, OddsRatio, firth_logistic, logistic, marginal_share, marginal_share_difference,
};
pub use regression::morris::morris_d_ppc2;
pub use regression::observations::{Observation, Observations};
pub use regression::random_intercept::{RandomIntercept, random_intercept};

pub use scales::careless::{Careless, careless};
pub use scales::extremes::{Extremes, floor_and_ceiling};
pub use scales::omega::{Misfit, Omega, mcdonald_omega};
pub use scales::reliability::{alpha_without, cronbach_alpha, feldt, item_rest};

pub use standards::attrition::{Attrition, Followed, attrition};
pub use standards::attrition_model::{AttritionAssumption, attrition_bias, modelled_boundary};
pub use standards::baseline::Equivalence;
pub use standards::clustering::{
    ClusterCorrection, DesignEffect, OneArmClusters, OneArmCorrection, design_effect,
    one_arm_clustering, two_arm_clustering,
};
pub use standards::improvement::{cohens_u3, common_language, improvement_index};
pub use standards::power::events::{log_rank_power, minimum_detectable_hazard_ratio};
pub use standards::power::means::{MeansPlan, means_power, minimum_detectable, units_needed};
pub use standards::power::shares::{minimum_detectable_share, shares_power};

use crate::measures::Cells;

/// Every design, in the order of the documentation.
pub const DESIGNS: &[Design] = &[
    designs::one_group::DESIGN,
    designs::paired::DESIGN,
    designs::dyad::DESIGN,
    designs::profiles::DESIGN,
    designs::raters::DESIGN,
    designs::duration::DESIGN,
    designs::rate::DESIGN,
    designs::groups::DESIGN,
    designs::comparison::DESIGN,
    designs::items::DESIGN,
    designs::flow::DESIGN,
    designs::amount::DESIGN,
    designs::ratio::DESIGN,
];

/// Answers a design's question for one frequency table: what the header lists, the headline first.
///
/// # Errors
///
/// [`InferenceError::Setting`] for a design or header key that cannot be used, [`InferenceError::MissingColumn`] for a
/// table without a column of the design. What is undefined for the data is an answer with a note.
pub fn answer(design: &str, cells: &Cells, settings: &Settings) -> Result<Reply, InferenceError> {
    let Some(found) = DESIGNS.iter().find(|known| known.name == design) else {
        return Err(InferenceError::Setting {
            name: "design".to_owned(),
            found: design.to_owned(),
            allowed: DESIGNS.iter().map(|known| known.name).collect::<Vec<_>>().join(", "),
        });
    };
    found.check_answers(settings)?;
    Ok((found.answer)(cells, settings)?.ordered(found.answers, settings).finite())
}
