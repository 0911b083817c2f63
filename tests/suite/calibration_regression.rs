//! Intervals of models hold the true value about as often as they say: answers from 1 to 5, few clusters, unequal arms.

use mentorlens::inference::{
    ClusterSpread, Estimate, Level, Observation, Observations, Spread, cluster_contrast,
    firth_logistic, icc_reml, least_squares, linear_contrast, random_intercept,
};

use crate::chance::Chance;

const SAMPLES: u32 = 300;

/// Schools of five to nine pupils, every second of which has a program without effect.
fn schools(chance: &mut Chance, n: u32, between: f64) -> Observations {
    let mut rows = Vec::new();
    for school in 0..n {
        let level = between * chance.normal();
        for _ in 0..5 + school % 5 {
            let before = 3.0 + chance.normal();
            let after = (3.0 + 0.4 * (before - 3.0) + level + chance.normal()).round();
            rows.push(Observation {
                outcome: Some(after.clamp(1.0, 5.0)),
                predictors: vec![Some(f64::from(school % 2)), Some(before.round())],
                cluster: Some(school.to_string()),
                count: 1,
            });
        }
    }
    Observations::new(&["arm", "before"], rows)
}

/// A quarter of the units in the program, their spread twice that of the others, without effect.
fn unequal(chance: &mut Chance, n: u32) -> Observations {
    let row = |at: u32| {
        let arm = f64::from(u8::from(at.is_multiple_of(4)));
        let before = (3.0 + chance.normal()).round();
        Observation {
            outcome: Some(before + (1.0 + arm) * chance.normal()),
            predictors: vec![Some(arm), Some(before)],
            cluster: None,
            count: 1,
        }
    };
    Observations::new(&["arm", "before"], (0..n).map(row))
}

/// One in five says yes, whatever the arm.
fn seldom(chance: &mut Chance, n: u32) -> Observations {
    let row = |at: u32| Observation {
        outcome: Some(f64::from(u8::from(chance.uniform() < 0.2))),
        predictors: vec![Some(f64::from(u8::from(at.is_multiple_of(2))))],
        cluster: None,
        count: 1,
    };
    Observations::new(&["arm"], (0..n).map(row))
}

/// Share of samples whose interval holds the true value, among those that have one.
fn coverage(truth: f64, mut interval: impl FnMut(&mut Chance) -> Option<Estimate>) -> f64 {
    let mut chance = Chance::new(21);
    let (mut held, mut all) = (0.0, 0.0);
    for _ in 0..SAMPLES {
        let Some(found) = interval(&mut chance) else { continue };
        all += 1.0;
        let is_held =
            found.low.is_none_or(|low| low <= truth) && found.high.is_none_or(|high| truth <= high);
        held += f64::from(u8::from(is_held));
    }
    assert!(all > 0.9 * f64::from(SAMPLES), "{all} of {SAMPLES} have an interval");
    held / all
}

const ARM: [f64; 3] = [0.0, 1.0, 0.0];

fn robust(units: &Observations, spread: ClusterSpread) -> Option<Estimate> {
    let model = least_squares(units).ok()?;
    Some(cluster_contrast(&model, &ARM, spread, Level::P95).ok()?.estimate)
}

fn plain(units: &Observations, spread: Spread) -> Option<Estimate> {
    let model = least_squares(units).ok()?;
    Some(linear_contrast(&model, &ARM, spread, Level::P95).ok()?.estimate)
}

#[test]
fn intervals_hold_the_true_value_as_often_as_they_say() {
    let cr2 = |n| coverage(0.0, |chance| robust(&schools(chance, n, 0.6), ClusterSpread::Cr2));
    let mixed = |n| {
        coverage(0.0, |chance| {
            let model = random_intercept(&schools(chance, n, 0.6)).ok()?;
            Some(model.contrast(&ARM, Level::P95).ok()?.estimate)
        })
    };
    let hc3 = |n| coverage(0.0, |chance| plain(&unequal(chance, n), Spread::Hc3));
    let firth = |n| {
        coverage(0.0, |chance| {
            let model = firth_logistic(&seldom(chance, n), Level::P95).ok()?;
            Some(model.odds_ratios[1].coefficient.estimate)
        })
    };
    let found = [
        ("CR2, 6 clusters", cr2(6)),
        ("CR2, 10 clusters", cr2(10)),
        ("CR2, 40 clusters", cr2(40)),
        ("random intercept, 6 clusters", mixed(6)),
        ("random intercept, 10 clusters", mixed(10)),
        ("HC3, 20 units", hc3(20)),
        ("HC3, 50 units", hc3(50)),
        ("Firth, 20 units", firth(20)),
        ("Firth, 50 units", firth(50)),
    ];
    // Three standard errors of a share of 300 are 3.8 points; the least is that of HC3 with five units in an arm.
    for (name, share) in found {
        assert!((0.89..=0.995).contains(&share), "{name}: {share}");
    }
}

/// G-03: what ignores the schools holds the truth far less often than it says; CR1 with few schools less often too.
#[test]
fn intervals_that_ignore_schools_hold_the_true_value_too_seldom() {
    let naive = coverage(0.0, |chance| plain(&schools(chance, 10, 0.6), Spread::Equal));
    let cr0 = coverage(0.0, |chance| robust(&schools(chance, 6, 0.6), ClusterSpread::Cr0));
    assert!(naive < 0.85, "{naive}");
    assert!(cr0 < 0.92, "{cr0}");
}

#[test]
fn resemblance_within_schools_is_held_by_its_interval() {
    // What rounding to five steps leaves of 0.36 / 1.36, from 4000 schools.
    let many = {
        let mut chance = Chance::new(22);
        icc_reml(&schools(&mut chance, 4000, 0.6), Level::P95).unwrap().value
    };
    let share = coverage(many, |chance| icc_reml(&schools(chance, 20, 0.6), Level::P95).ok());
    assert!((0.90..=0.98).contains(&share), "{share}");
}
