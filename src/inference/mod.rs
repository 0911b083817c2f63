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
//! **Deliberately absent:** data frames, files, the clock, random numbers, text formatting, verbal labels of size.
//!
//! **To add** a design: one file in `designs/` and its line in [`DESIGNS`]. To add a statistic: one file here, with a
//! published number in its documentation, and an answer in the design that asks for it.

mod assemble;
mod claim;
mod design;
mod designs;
mod error;
mod finding;
mod pairs;
mod reply;
mod result;
mod sample;
mod settings;
mod tails;

mod attrition;
mod baseline;
mod clustered;
mod correlation;
mod covariance_analysis;
mod difference_in_differences;
mod effect_groups;
mod effect_paired;
mod hodges_lehmann;
mod mean;
mod median;
mod morris;
mod multiplicity;
mod net_promoter;
mod paired_t;
mod proportion;
mod rate;
mod welch;
mod wilcoxon;

mod curve;
mod durations;
mod icc;
mod incidence;
mod kappa;
mod limits;
mod median_survival;
mod ratings;
mod reliability;
mod restricted_mean;
mod survival;

pub use assemble::{Findings, Place, answer_all, finding};
pub use design::{AnswerSpec, ColumnKind, ColumnSpec, Design};
pub use error::InferenceError;
pub use finding::{Answer, Estimate, Finding, Point, SeriesPoint};
pub use pairs::{Pair, Paired};
pub use reply::Reply;
pub use result::TestResult;
pub use sample::{Moments, Sample};
pub use settings::{Level, Settings};

pub use attrition::{Attrition, Followed, attrition};
pub use baseline::Equivalence;
pub use clustered::{Clusters, clustered_mean};
pub use correlation::pearson;
pub use covariance_analysis::{Measurement, ancova_hc3};
pub use difference_in_differences::difference_in_change;
pub use effect_groups::hedges_g;
pub use effect_paired::{PairedMoments, hedges_g_av, hedges_g_z};
pub use hodges_lehmann::hodges_lehmann;
pub use mean::mean_t;
pub use median::median;
pub use morris::morris_d_ppc2;
pub use multiplicity::{benjamini_hochberg, holm};
pub use net_promoter::{Recommendations, net_promoter};
pub use paired_t::paired_t;
pub use proportion::{clopper_pearson, newcombe, wilson};
pub use rate::{poisson_rate, robust_rate};
pub use welch::{VarianceTest, welch_anova, welch_t};
pub use wilcoxon::{SignedRank, wilcoxon_signed_rank};

pub use curve::{Curve, Step};
pub use durations::{Durations, Moment, Spell};
pub use icc::{icc_agreement, icc_consistency};
pub use incidence::aalen_johansen;
pub use kappa::weighted_kappa;
pub use limits::{Limits, limits_of_agreement};
pub use median_survival::median_survival;
pub use ratings::{MeanSquares, Rating, Ratings};
pub use reliability::{alpha_without, cronbach_alpha, feldt, item_rest};
pub use restricted_mean::{RestrictedMean, restricted_mean};
pub use survival::kaplan_meier;

use crate::measures::Cells;

/// Every design, in the order of the documentation.
pub const DESIGNS: &[Design] = &[
    designs::one_group::DESIGN,
    designs::paired::DESIGN,
    designs::dyad::DESIGN,
    designs::duration::DESIGN,
    designs::rate::DESIGN,
    designs::groups::DESIGN,
    designs::comparison::DESIGN,
    designs::items::DESIGN,
    designs::flow::DESIGN,
    designs::amount::DESIGN,
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
