//! The statistics by the names of their methods: what each one does, in a sentence or two.

/// A method in words.
pub(super) struct Statistic {
    method: &'static str,
    pub(super) name: &'static str,
    pub(super) about: &'static str,
}

const STATISTICS: &[Statistic] = &[
    Statistic {
        method: "count",
        name: "Counts",
        about: "everyone who took the step is counted once; a count has no interval.",
    },
    Statistic {
        method: "sum",
        name: "Totals",
        about: "everything recorded is added up; a total has no interval.",
    },
    Statistic {
        method: "ratio_of_totals",
        name: "Amount for one",
        about: "one total divided by another; both are counted, so there is no interval.",
    },
    Statistic {
        method: "profile_pearson",
        name: "Alike patterns",
        about: "Pearson’s correlation across the questions within each match, averaged over matches.",
    },
    Statistic {
        method: "wilson",
        name: "Shares",
        about: "the number of cases divided by all with an answer; the interval is Wilson’s, which stays between 0 and 100.",
    },
    Statistic {
        method: "adjusted_wald",
        name: "Net promoter score",
        about: "the share that answered 9 or 10 minus the share that answered 0 to 6; the interval is the adjusted Wald interval.",
    },
    Statistic {
        method: "mean_t",
        name: "Averages",
        about: "the sum of all values divided by their number; the interval comes from Student’s t distribution.",
    },
    Statistic {
        method: "order_statistics",
        name: "Medians",
        about: "the value in the middle; the interval is made of values from the data.",
    },
    Statistic {
        method: "paired_t",
        name: "Average change or gap",
        about: "each person’s second value minus the first, or the mentor’s answer minus the mentee’s, averaged over those who have both; the interval comes from Student’s t distribution.",
    },
    Statistic {
        method: "wilcoxon_signed_rank",
        name: "Typical change",
        about: "the Hodges–Lehmann estimate, the middle of all averages of two changes, with Wilcoxon’s signed-rank test; it depends less on extreme values.",
    },
    Statistic {
        method: "pearson",
        name: "Correlation",
        about: "Pearson’s correlation: 1 when both times rank people alike and evenly, 0 when they have nothing to do with each other.",
    },
    Statistic {
        method: "mcgraw_wong",
        name: "Intraclass correlation",
        about: "how much of the differences between answers is between pairs and not within them. ICC(A,1) asks for the same answer, ICC(C,1) for the same order only. Intervals by McGraw and Wong.",
    },
    Statistic {
        method: "fleiss_cohen_everitt",
        name: "Weighted kappa",
        about: "agreement beyond what chance would bring, where a large gap counts more than a small one (quadratic weights).",
    },
    Statistic {
        method: "bland_altman",
        name: "Limits of agreement",
        about: "between which gaps about 95 of 100 pairs lie (Bland and Altman).",
    },
    Statistic {
        method: "kaplan_meier",
        name: "Lasting matches",
        about: "the Kaplan–Meier estimate of the share still meeting, from the first meeting on. Matches that are still open count up to the last day known; a planned end is no failure.",
    },
    Statistic {
        method: "restricted_mean",
        name: "Average time together",
        about: "the area under the curve of lasting matches up to the horizon: how many of the first months a match lasted on average.",
    },
    Statistic {
        method: "aalen_johansen",
        name: "Reasons for ending",
        about: "the Aalen–Johansen estimate of the share that ended for each reason. The reasons compete, so they add up with the open matches to all matches.",
    },
    Statistic {
        method: "robust_ratio",
        name: "Rates",
        about: "everything that happened divided by all the time in which it could; the interval allows for pairs that differ from one another.",
    },
    Statistic {
        method: "poisson_exact",
        name: "Rates of single events",
        about: "the same rate with an exact Poisson interval, as if events came singly and at random.",
    },
    Statistic {
        method: "welch_t",
        name: "Difference of averages",
        about: "one group’s average minus the other’s; Welch’s interval allows for groups that spread differently.",
    },
    Statistic {
        method: "newcombe",
        name: "Difference of shares",
        about: "one group’s share minus the other’s, with Newcombe’s interval.",
    },
    Statistic {
        method: "welch_anova",
        name: "Any difference",
        about: "Welch’s test of whether any of several groups differs from the others.",
    },
    Statistic {
        method: "difference_in_differences",
        name: "Difference in change",
        about: "how much one group changed, minus how much the other did, among those with both values.",
    },
    Statistic {
        method: "ancova_hc3",
        name: "Adjusted difference",
        about: "the difference between the groups at the later time among people who started alike (analysis of covariance with robust HC3 standard errors).",
    },
    Statistic {
        method: "hedges_g",
        name: "Effect size",
        about: "Hedges’ g: a difference in units of the standard deviation, so that different scales can be compared.",
    },
    Statistic {
        method: "cronbach_feldt",
        name: "Reliability",
        about: "Cronbach’s alpha: how well the questions of a scale go together, from 0 to 1; from 0.70 on a scale is commonly thought good enough for groups. Interval by Feldt.",
    },
    Statistic {
        method: "item_rest_pearson",
        name: "Item and the others",
        about: "how one question goes along with the sum of the others of its scale.",
    },
];

/// True when the interval allows for clusters.
pub(super) fn is_clustered(method: &str) -> bool {
    method.ends_with("_cr2")
}

/// A method in words.
pub(super) fn statistic(method: &str) -> Option<&'static Statistic> {
    let plain = method.trim_end_matches("_cr2");
    STATISTICS.iter().find(|statistic| statistic.method == plain)
}

/// The methods among these, in our order.
pub(super) fn used(methods: &std::collections::BTreeSet<&str>) -> Vec<&'static Statistic> {
    let is_used = |one: &&Statistic| {
        methods.iter().any(|method| method.trim_end_matches("_cr2") == one.method)
    };
    STATISTICS.iter().filter(is_used).collect()
}
