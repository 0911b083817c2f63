//! Variances, quantiles, net promoter scores and rates.

use mentorlens::inference::{
    Level, Paired, Recommendations, Resampling, bootstrap_rate, jeffreys, net_promoter_change,
    net_promoter_difference, quantile, rate_ratio, robust_rate, variance_bonett,
    variance_chi_square,
};

use super::{Case, Chance, Found, sample};

pub(super) const CASES: &[Case] = &[
    Case {
        name: "variance, chi-square",
        data: "answers around 3",
        answer: |c, n| normal_variance(&c.likert(n, 0.0)),
    },
    Case {
        name: "variance, chi-square",
        data: "70 % at the lowest answer",
        answer: |c, n| normal_variance(&c.likert(n, -2.0)),
    },
    Case {
        name: "variance, Bonett",
        data: "answers around 3",
        answer: |c, n| variance_bonett(&sample(&c.likert(n, 0.0)), Level::P95),
    },
    Case {
        name: "variance, Bonett",
        data: "70 % at the lowest answer",
        answer: |c, n| variance_bonett(&sample(&c.likert(n, -2.0)), Level::P95),
    },
    Case { name: "share, Jeffreys", data: "50 %", answer: |c, n| bayes(c.yes_of(n, 0.5)) },
    Case { name: "share, Jeffreys", data: "5 %", answer: |c, n| bayes(c.yes_of(n, 0.05)) },
    Case {
        name: "upper quartile, order statistics",
        data: "answers around 3",
        answer: |c, n| quantile(&sample(&c.likert(n, 0.0)), 0.75, Level::P95),
    },
    Case {
        name: "upper quartile, order statistics",
        data: "scores of 4 items",
        answer: |c, n| quantile(&sample(&c.scale(n, 0.0)), 0.75, Level::P95),
    },
    Case {
        name: "difference of net promoter scores",
        data: "30 and 0 of 100, arms 1 to 3",
        answer: promoters_apart,
    },
    Case {
        name: "change of the net promoter score",
        data: "answers 0 to 10, r 0.7",
        answer: |c, n| Ok(net_promoter_change(&c.recommending(n), Level::P95)?.estimate),
    },
    Case {
        name: "meetings per month, bootstrap",
        data: "matches differ",
        answer: |c, n| resampled(&c.meetings(n), n),
    },
    Case {
        name: "ratio of rates",
        data: "matches differ, arms 1 to 3",
        answer: |c, n| {
            let (one, other) = (c.meetings(n / 4), c.meetings(n - n / 4));
            Ok(rate_ratio(&one, &other, Level::P95)?.estimate)
        },
    },
];

fn normal_variance(values: &[f64]) -> Found {
    variance_chi_square(&sample(values).moments("answers")?, Level::P95)
}

fn bayes((yes, n): (u64, u64)) -> Found {
    jeffreys(yes, n, Level::P95)
}

fn promoters_apart(c: &mut Chance, n: usize) -> Found {
    let mut answers = |n: usize, shares: [f64; 2]| {
        let counts = c.categories(n, shares);
        Recommendations { promoters: counts[0], passives: counts[1], detractors: counts[2] }
    };
    let (one, other) = (answers(n / 4, [0.5, 0.3]), answers(n - n / 4, [0.35, 0.3]));
    Ok(net_promoter_difference(one, other, Level::P95)?.estimate)
}

/// The rate of a population needs no resamples.
fn resampled(units: &Paired, n: usize) -> Found {
    if n > 100_000 {
        return Ok(robust_rate(units, Level::P95)?.estimate);
    }
    bootstrap_rate(units, Level::P95, Resampling { seed: 1, times: 1_000 })
}
