//! Means, shares, changes, agreement and curves.

use mentorlens::inference::{
    Clusters, Level, Paired, Ratings, Recommendations, Sample, clopper_pearson, clustered_mean,
    cronbach_alpha, difference_in_change, hedges_g, hedges_g_av, hedges_g_pre, hodges_lehmann,
    icc_agreement, kaplan_meier, mean_t, median, net_promoter, newcombe, paired_t, restricted_mean,
    robust_rate, share_change, smcr, welch_t, wilson,
};

use super::{Case, Chance, Found, sample};

pub(super) const CASES: &[Case] = &[
    Case { name: "mean, *t*", data: "answers around 3", answer: |c, n| mean(&c.likert(n, 0.0)) },
    Case {
        name: "mean, *t*",
        data: "70 % at the lowest answer",
        answer: |c, n| mean(&c.likert(n, -2.0)),
    },
    Case {
        name: "median, order statistics",
        data: "answers around 3",
        answer: |c, n| median(&sample(&c.likert(n, 0.1)), Level::P95),
    },
    Case { name: "share, Wilson", data: "50 %", answer: |c, n| share(c, n, 0.5, wilson) },
    Case { name: "share, Wilson", data: "5 %", answer: |c, n| share(c, n, 0.05, wilson) },
    Case {
        name: "share, Clopper–Pearson",
        data: "5 %",
        answer: |c, n| share(c, n, 0.05, clopper_pearson),
    },
    Case { name: "net promoter score, adjusted Wald", data: "50 / 30 / 20 %", answer: nps },
    Case {
        name: "mean change, paired *t*",
        data: "answers, r 0.5",
        answer: |c, n| Ok(paired_t(&c.waves(n, 0.0), Level::P95)?.estimate),
    },
    Case {
        name: "mean change, paired *t*",
        data: "floor, r 0.5",
        answer: |c, n| Ok(paired_t(&c.waves(n, -1.5), Level::P95)?.estimate),
    },
    Case {
        name: "typical change, Hodges–Lehmann",
        data: "scores of 4 items",
        answer: |c, n| hodges_lehmann(&c.scores(n).differences(), Level::P95),
    },
    Case {
        name: "Hedges’ g_av, Bonett",
        data: "scores of 4 items",
        answer: |c, n| hedges_g_av(&c.scores(n).moments()?, Level::P95),
    },
    Case {
        name: "mean, CR2 by mentor",
        data: "scores, 2 mentees a mentor, ICC 0.2",
        answer: clustered,
    },
    Case {
        name: "difference, Welch *t*",
        data: "answers, arms 1 to 3",
        answer: |c, n| welch(c, n),
    },
    Case { name: "Hedges’ g", data: "scores, arms 1 to 3", answer: |c, n| groups(c, n) },
    Case { name: "difference of shares, Newcombe", data: "30 and 50 %", answer: shares },
    Case { name: "difference in change, CR2", data: "scores, arms 1 to 3", answer: change_apart },
    Case {
        name: "ICC(A,1), McGraw–Wong",
        data: "mentor and mentee, 1 to 5",
        answer: |c, n| icc_agreement(&Ratings::of_pairs(&c.dyads(n)), Level::P95),
    },
    Case {
        name: "Cronbach’s alpha, Feldt",
        data: "4 items, 1 to 5",
        answer: |c, n| cronbach_alpha(&c.items(n), Level::P95),
    },
    Case {
        name: "share still meeting at 9 months, log-log",
        data: "a third still open",
        answer: |c, n| still(c, n),
    },
    Case {
        name: "months of the first 9, restricted mean",
        data: "a third still open",
        answer: |c, n| {
            Ok(restricted_mean(&kaplan_meier(&c.spells(n), &[], Level::P95)?, 270.0, Level::P95)?
                .estimate)
        },
    },
    Case {
        name: "meetings per month, robust rate",
        data: "matches differ",
        answer: |c, n| Ok(robust_rate(&c.meetings(n), Level::P95)?.estimate),
    },
    Case {
        name: "change by the first spread, SMCR",
        data: "scores of 4 items",
        answer: |c, n| smcr(&c.scores(n).moments()?, Level::P95),
    },
    Case {
        name: "change by the first spread, SMCR",
        data: "answers at a floor",
        answer: |c, n| smcr(&c.waves(n, -1.5).moments()?, Level::P95),
    },
    Case {
        name: "Hedges’ g by the first spread, Bonett",
        data: "scores of 4 items",
        answer: |c, n| hedges_g_pre(&c.scores(n).moments()?, Level::P95),
    },
    Case {
        name: "Hedges’ g by the first spread, Bonett",
        data: "answers at a floor",
        answer: |c, n| hedges_g_pre(&c.waves(n, -1.5).moments()?, Level::P95),
    },
    Case {
        name: "change of a share, Newcombe’s paired",
        data: "36 to 42 %",
        answer: |c, n| share_change(&c.yes(n, 0.0, 0.2), Level::P95),
    },
    Case {
        name: "change of a share, Newcombe’s paired",
        data: "4 to 6 %",
        answer: |c, n| share_change(&c.yes(n, -2.0, 0.3), Level::P95),
    },
];

fn mean(values: &[f64]) -> Found {
    Ok(mean_t(&sample(values), Level::P95)?.estimate)
}

fn share(c: &mut Chance, n: usize, yes: f64, interval: fn(u64, u64, Level) -> Found) -> Found {
    let yes = (0..n).filter(|_| c.uniform() < yes).count();
    interval(yes as u64, n as u64, Level::P95)
}

fn nps(c: &mut Chance, n: usize) -> Found {
    let mut answers = Recommendations { promoters: 0, passives: 0, detractors: 0 };
    for _ in 0..n {
        match c.uniform() {
            u if u < 0.5 => answers.promoters += 1,
            u if u < 0.8 => answers.passives += 1,
            _ => answers.detractors += 1,
        }
    }
    net_promoter(answers, Level::P95)
}

fn clustered(c: &mut Chance, n: usize) -> Found {
    let mut values = Vec::new();
    let mut names = Vec::new();
    for mentor in 0..n / 2 {
        let shared = 0.45 * c.normal();
        for _ in 0..2 {
            values.push(Some(c.score(shared)));
            names.push(Some(mentor.to_string()));
        }
    }
    let clusters = Clusters::weighted(&values, &names, &vec![1; values.len()]);
    Ok(clustered_mean(&clusters, Level::P95)?.estimate)
}

/// A quarter in the first arm.
fn arms(c: &mut Chance, n: usize, draw: fn(&mut Chance, usize, f64) -> Vec<f64>) -> [Sample; 2] {
    let first = n / 4;
    [sample(&draw(c, first, 0.4)), sample(&draw(c, n - first, 0.0))]
}

fn welch(c: &mut Chance, n: usize) -> Found {
    let [one, other] = arms(c, n, Chance::likert);
    Ok(welch_t(&one.moments("answers")?, &other.moments("answers")?, Level::P95)?.estimate)
}

fn groups(c: &mut Chance, n: usize) -> Found {
    let [one, other] = arms(c, n, Chance::scale);
    hedges_g(&one.moments("answers")?, &other.moments("answers")?, Level::P95)
}

fn shares(c: &mut Chance, n: usize) -> Found {
    let mut yes = |n: usize, share: f64| (0..n).filter(|_| c.uniform() < share).count() as u64;
    let half = n / 2;
    let (one, other) = (yes(half, 0.5), yes(half, 0.3));
    Ok(newcombe((one, half as u64), (other, half as u64), Level::P95)?.estimate)
}

fn change_apart(c: &mut Chance, n: usize) -> Found {
    let first = n / 4;
    let [one, other] = [c.scores(first), c.scores(n - first)];
    let moments = |pairs: &Paired| pairs.differences().moments("pairs");
    Ok(difference_in_change(&moments(&one)?, &moments(&other)?, Level::P95)?.estimate)
}

fn still(c: &mut Chance, n: usize) -> Found {
    Ok(kaplan_meier(&c.spells(n), &[], Level::P95)?.at(270.0)?.share)
}
