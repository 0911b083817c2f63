//! Intervals hold the true value, and tests reject a true hypothesis, about as often as they say: in small samples of
//! answers from 1 to 5, and of durations in whole days with ties, competing causes and open ends.

use mentorlens::inference::{
    Codings, Durations, Estimate, FollowUp, FollowUps, Gap, Level, Metric, Paired, Ratings,
    Resampling, Spell, cohen_kappa, cox_regression, gray_test, icc_consistency, icc_one_way,
    krippendorff_alpha, limits_of_agreement, log_rank,
};

use crate::chance::Chance;

const SAMPLES: usize = 400;
const UNITS: usize = 20;

impl Chance {
    /// Mentor and mentee who see the same match, each in his own way; the mentor a little more kindly.
    fn dyads(&mut self, n: usize) -> Paired {
        let mut rows = Vec::new();
        for _ in 0..n {
            let seen = 2.0 + 2.6 * self.uniform();
            let mut answer = |seen: f64| Some((seen + 0.6 * self.normal()).round().clamp(1.0, 5.0));
            rows.push((answer(seen + 0.3), answer(seen)));
        }
        Paired::new(&rows)
    }

    /// Days until one of two causes, or until out of sight.
    fn ends(&mut self) -> Vec<(f64, &'static str)> {
        let mut end = || {
            let days = |mean: f64, chance: f64| (-chance.ln() * mean).ceil();
            let (moved, time) = (days(12.0, self.uniform()), days(25.0, self.uniform()));
            let open = (10.0 + 20.0 * self.uniform()).floor();
            let first = moved.min(time);
            (
                first.min(open),
                if open <= first {
                    ""
                } else if moved <= time {
                    "moved"
                } else {
                    "time"
                },
            )
        };
        (0..UNITS).map(|_| end()).collect()
    }
}

fn estimates(dyads: &Paired) -> [Estimate; 6] {
    let codings =
        dyads.pairs().iter().map(|pair| (vec![Some(pair.before), Some(pair.after)], pair.count));
    let alpha = krippendorff_alpha(
        &Codings::weighted(codings),
        Metric::Ordinal,
        Level::P95,
        Resampling { seed: 1, times: 200 },
    );
    let ratings = Ratings::of_pairs(dyads);
    [
        cohen_kappa(dyads, Gap::Different, Level::P95).unwrap().estimate,
        cohen_kappa(dyads, Gap::Square, Level::P95).unwrap().estimate,
        alpha.unwrap().estimate,
        icc_one_way(&ratings, Level::P95).unwrap(),
        icc_consistency(&ratings, Level::P95).unwrap(),
        limits_of_agreement(&dyads.differences(), Level::P95).unwrap().upper,
    ]
}

#[test]
fn intervals_of_agreement_hold_the_true_value_in_small_samples() {
    let mut chance = Chance::new(1);
    let truth = estimates(&chance.dyads(400_000)).map(|estimate| estimate.value);
    let mut held = [0_u32; 6];
    for _ in 0..SAMPLES {
        let found = estimates(&chance.dyads(UNITS));
        for ((held, found), truth) in held.iter_mut().zip(found).zip(truth) {
            *held += u32::from(found.low <= Some(truth) && Some(truth) <= found.high);
        }
    }
    // Four standard errors of a share of 400 are 4.4 points; the least is that of quadratic kappa.
    let shares = held.map(|held| f64::from(held) / SAMPLES as f64);
    assert!(shares.iter().all(|share| (0.89..=0.99).contains(share)), "{shares:?}");
}

#[test]
fn groups_that_last_alike_are_told_apart_about_as_often_as_the_level_says() {
    let mut chance = Chance::new(2);
    let mut rejected = [0_u32; 4];
    for _ in 0..SAMPLES {
        let groups = [chance.ends(), chance.ends()];
        let durations = |ends: &Vec<(f64, &str)>| {
            Durations::new(ends.iter().map(|(days, cause)| Spell {
                days: Some(*days),
                cause: Some((*cause).to_owned()),
                count: 1,
                ..Spell::default()
            }))
        };
        let strata = [groups.iter().map(durations).collect::<Vec<_>>()];
        // Five units of a group share a mentor in the last model.
        let model = |is_clustered: bool| {
            let units = groups.iter().enumerate().flat_map(|(group, ends)| {
                ends.iter().enumerate().map(move |(at, (days, cause))| FollowUp {
                    days: Some(*days),
                    has_failed: *cause == "moved",
                    covariates: vec![Some(group as f64)],
                    cluster: is_clustered.then(|| format!("{group} {}", at / 5)),
                    count: 1,
                    ..FollowUp::default()
                })
            });
            let model = cox_regression(&FollowUps::new(&["group"], units), Level::P95).unwrap();
            model.hazard_ratios[0].coefficient.p_value
        };
        let p_values = [
            log_rank(&strata, &["time"]).unwrap().p_value,
            gray_test(&strata, "moved").unwrap().p_value,
            model(false),
            model(true),
        ];
        for (rejected, p_value) in rejected.iter_mut().zip(p_values) {
            *rejected += u32::from(p_value < 0.05);
        }
    }
    let shares = rejected.map(|rejected| f64::from(rejected) / SAMPLES as f64);
    assert!(shares.iter().all(|share| (0.01..=0.09).contains(share)), "{shares:?}");
}
