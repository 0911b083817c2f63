//! Tests of groups reject what is true about as often as they say, and intervals hold the true value: with few answers from 1
//! to 5, ties, a floor and a small arm.

use mentorlens::inference::{
    CrossTable, InferenceError, Level, Sample, ZeroCells, brunner_munzel, chi_square_independence,
    fisher_exact, hodges_lehmann_shift, kruskal_wallis, mann_whitney, newcombe, odds_ratio,
    probability_of_superiority, risk_ratio,
};

use crate::chance::Chance;

const SAMPLES: usize = 400;

impl Chance {
    fn answers(&mut self, n: usize, lean: f64) -> Sample {
        let answer = |_| Some((3.0 + lean + self.normal()).round().clamp(1.0, 5.0));
        Sample::new(&(0..n).map(answer).collect::<Vec<_>>())
    }

    fn yes(&mut self, n: u64, share: f64) -> (u64, u64) {
        ((0..n).filter(|_| self.uniform() < share).count() as u64, n)
    }
}

/// p-values of groups that do not differ; a test without an answer rejects nothing.
fn p_values(chance: &mut Chance, n: usize, lean: f64) -> [Result<f64, InferenceError>; 5] {
    let sizes = [n / 4, n / 4, n / 2];
    let groups = sizes.map(|size| chance.answers(size, lean));
    let [one, _, other] = &groups;
    let table = CrossTable::new(
        &sizes[1..]
            .iter()
            .map(|size| {
                let (yes, n) = chance.yes(*size as u64, 0.3);
                vec![yes, n - yes]
            })
            .collect::<Vec<_>>(),
    );
    [
        mann_whitney(one, other).map(|test| test.p_values.two_sided),
        kruskal_wallis(&groups).map(|test| test.p_value),
        fisher_exact(&table).map(|test| test.p_value),
        chi_square_independence(&table).map(|test| test.p_value),
        brunner_munzel(one, other, Level::P95).map(|test| test.p_value),
    ]
}

#[test]
fn groups_that_do_not_differ_are_told_apart_no_more_often_than_the_level_says() {
    for (seed, n, lean) in [(1, 40, 0.0), (2, 60, -1.5)] {
        let mut chance = Chance::new(seed);
        let mut rejected = [0_u32; 5];
        for _ in 0..SAMPLES {
            for (rejected, found) in rejected.iter_mut().zip(p_values(&mut chance, n, lean)) {
                *rejected += u32::from(found.is_ok_and(|p_value| p_value <= 0.05));
            }
        }
        let shares = rejected.map(|rejected| f64::from(rejected) / SAMPLES as f64);
        // Four standard errors of a share of 400 are 4.4 points.
        assert!(shares.iter().all(|share| *share <= 0.095), "{n}: {shares:?}");
        assert!(shares[..2].iter().all(|share| *share >= 0.01), "{n}: {shares:?}");
        assert!(shares[2] <= shares[3] + 1e-12, "Fisher's is the careful one: {shares:?}");
    }
}

#[test]
fn intervals_of_differences_of_groups_hold_the_true_value() {
    let mut chance = Chance::new(3);
    let (one, other) = (chance.answers(100_000, 0.4), chance.answers(100_000, 0.0));
    let ahead = probability_of_superiority(&one, &other, Level::P95).unwrap().value;
    let typical = hodges_lehmann_shift(&one, &other, Level::P95).unwrap().value;
    let truths = [ahead, typical, 0.2, 5.0 / 3.0, 7.0 / 3.0];
    let (mut held, mut given) = ([0_u32; 5], 0_u32);
    for _ in 0..SAMPLES {
        let (one, other) = (chance.answers(15, 0.4), chance.answers(45, 0.0));
        let (yes, yes_of_other) = (chance.yes(15, 0.5), chance.yes(45, 0.3));
        let Ok(ratio) = risk_ratio(yes, yes_of_other, Level::P95) else { continue };
        given += 1;
        let found = [
            probability_of_superiority(&one, &other, Level::P95).unwrap(),
            hodges_lehmann_shift(&one, &other, Level::P95).unwrap(),
            newcombe(yes, yes_of_other, Level::P95).unwrap().estimate,
            ratio.ratio,
            odds_ratio(yes, yes_of_other, ZeroCells::AddHalf, Level::P95).unwrap().ratio,
        ];
        for ((held, found), truth) in held.iter_mut().zip(found).zip(truths) {
            let above = found.low.is_none_or(|low| low <= truth + 1e-9);
            *held += u32::from(above && found.high.is_none_or(|high| truth <= high + 1e-9));
        }
    }
    assert!(given > 390, "{given}");
    let shares = held.map(|held| f64::from(held) / f64::from(given));
    assert!(shares.iter().all(|share| *share >= 0.906), "{shares:?}");
    // The shift of answers with many ties is held more often than it needs to be.
    assert!(shares[0] < 0.995 && shares[2..].iter().all(|share| *share < 0.995), "{shares:?}");
}
