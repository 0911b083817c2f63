//! What is answered about groups, the headline first.

use crate::inference::AnswerSpec;

pub(super) const ANSWERS: &[AnswerSpec] = &[
    AnswerSpec { name: "difference", about: "difference of means from the reference, Welch" },
    AnswerSpec { name: "risk_difference", about: "difference of shares, when all have 0 or 1" },
    AnswerSpec {
        name: "nps_difference",
        about: "when asked for, of answers from 0 to 10: difference of net promoter scores",
    },
    AnswerSpec { name: "any_difference", about: "Welch's test of three groups or more at once" },
    AnswerSpec { name: "mean", about: "mean of each group" },
    AnswerSpec {
        name: "mann_whitney",
        about: "when asked for: rank-sum test against the reference, exact with ties for few units",
    },
    AnswerSpec {
        name: "brunner_munzel",
        about: "when asked for: how often a unit of the group is above one of the reference, however both spread",
    },
    AnswerSpec {
        name: "superiority",
        about: "when asked for: the same with an interval also for groups that are wholly apart",
    },
    AnswerSpec {
        name: "shift",
        about: "when asked for: median of the differences from units of the reference, Hodges–Lehmann",
    },
    AnswerSpec {
        name: "kruskal_wallis",
        about: "when asked for: rank test of all groups at once, with epsilon squared",
    },
    AnswerSpec {
        name: "dunn",
        about: "when asked for: mean ranks of every pair of groups, p-values by Holm",
    },
    AnswerSpec {
        name: "games_howell",
        about: "when asked for: means of every pair of groups, intervals and p-values for all pairs together",
    },
    AnswerSpec {
        name: "risk_ratio",
        about: "when asked for, for 0 and 1: share of the group by that of the reference, Koopman",
    },
    AnswerSpec {
        name: "odds_ratio",
        about: "when asked for, for 0 and 1: odds by those of the reference, Woolf; `zero_cells: half` adds a half where \
                nobody, or everybody, says yes",
    },
    AnswerSpec {
        name: "conditional_odds_ratio",
        about: "when asked for, for 0 and 1: the same with an exact interval, Fisher",
    },
    AnswerSpec {
        name: "cox_index",
        about: "when asked for, for 0 and 1: difference in standard deviations, WWC; heeds `zero_cells`",
    },
    AnswerSpec {
        name: "chi_square",
        about: "when asked for: do categories depend on the group, with Cramér's V",
    },
    AnswerSpec { name: "fisher", about: "when asked for: the same by Fisher's exact test" },
    AnswerSpec {
        name: "theil",
        about: "when asked for, of amounts: Theil's index of how unevenly units share the total",
    },
    AnswerSpec { name: "theil_between", about: "when asked for: the part of it between groups" },
];
