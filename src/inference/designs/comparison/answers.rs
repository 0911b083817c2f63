//! What is answered about arms, the headline first.

use crate::inference::AnswerSpec;

pub(super) const ANSWERS: &[AnswerSpec] = &[
    AnswerSpec { name: "difference_in_change", about: "difference in differences, CR2" },
    AnswerSpec { name: "adjusted_difference", about: "difference at follow-up, by ANCOVA, HC3" },
    AnswerSpec { name: "baseline_difference", about: "Hedges' g at baseline, and its WWC band" },
    AnswerSpec { name: "attrition", about: "share without follow-up, and the WWC boundary" },
    AnswerSpec { name: "mean_before", about: "each arm's mean at baseline, complete pairs" },
    AnswerSpec { name: "mean_after", about: "each arm's mean at follow-up, complete pairs" },
    AnswerSpec {
        name: "slopes_difference",
        about: "when asked for: how much the arm's slope on the baseline differs, HC3 (pre × group)",
    },
    AnswerSpec {
        name: "adjusted_mean",
        about: "when asked for: each arm's mean at follow-up, had all arms started alike",
    },
    AnswerSpec {
        name: "adjusted_odds_ratio",
        about: "when asked for, for a follow-up of 0 and 1: odds ratio by logistic regression",
    },
    AnswerSpec {
        name: "firth_odds_ratio",
        about: "when asked for: the same with Firth's correction, for few or separated answers",
    },
    AnswerSpec {
        name: "clustered_difference",
        about: "with `cluster`: adjusted difference, cluster-robust CR2",
    },
    AnswerSpec {
        name: "mixed_difference",
        about: "when asked for, with `cluster`: adjusted difference with a random intercept, REML",
    },
    AnswerSpec {
        name: "intraclass_correlation",
        about: "when asked for, with `cluster`: how alike units of one cluster are at follow-up, within arms",
    },
    AnswerSpec {
        name: "cluster_corrected_difference",
        about: "when asked for, without `cluster`: the adjusted difference corrected for clusters of `cluster_size` \
                with correlation `icc` (0.10 unless said); `clustered: program` when only the program has them",
    },
    AnswerSpec {
        name: "improvement_index",
        about: "when asked for: percentile points by which an average unit of the reference would rise",
    },
    AnswerSpec {
        name: "cohens_u3",
        about: "when asked for: share of the reference below the average of the arm",
    },
    AnswerSpec {
        name: "common_language",
        about: "when asked for: how often a unit of the arm is above one of the reference",
    },
    AnswerSpec {
        name: "minimum_detectable_effect",
        about: "when asked for: effect that these numbers would find with probability `power` (0.8 unless said)",
    },
    AnswerSpec {
        name: "attrition_bias",
        about: "when asked for: how far apart the arms would be by who was lost alone, in the WWC's model",
    },
    AnswerSpec {
        name: "imputed_difference",
        about: "when asked for: adjusted difference with missing values filled in `imputations` times (20 unless said) \
                from `seed`; `delta` shifts what is filled in for the arm by as many standard deviations",
    },
    AnswerSpec {
        name: "tipping_point",
        about: "when asked for: standard deviations that the arm's lost would have to do worse, for the difference to fall",
    },
    AnswerSpec {
        name: "lee_bounds",
        about: "when asked for, `lee_bounds_low` and `_high`: the difference among those who would stay in either arm",
    },
    AnswerSpec {
        name: "worst_case",
        about: "when asked for, `worst_case_low` and `_high`: the difference whatever the lost would have answered, \
                from `scale_low` to `scale_high`",
    },
];
