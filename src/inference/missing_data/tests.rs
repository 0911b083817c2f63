//! What holds for everything in the folder.

use approx::{assert_abs_diff_eq, assert_relative_eq};
use proptest::prelude::*;

use crate::inference::draws::Draws;
use crate::inference::{
    CompletedAnswer, ImputationPlan, Incomplete, InferenceError, Level, PartialMeasurement, Sample,
    imputed_difference, lee_bounds, multiple_imputation, pool, tipping_point,
    worst_case_difference, worst_case_mean,
};

fn units() -> impl Strategy<Value = Vec<PartialMeasurement>> {
    let cell = || proptest::option::weighted(0.8, (1..=5_u8).prop_map(f64::from));
    let unit = (any::<bool>(), cell(), cell(), 1..=3_u64);
    proptest::collection::vec(unit, 20..40).prop_map(|units| {
        let unit = |(is_treated, before, after, count)| PartialMeasurement {
            is_treated,
            before,
            after,
            covariates: vec![],
            count,
        };
        units.into_iter().map(unit).collect()
    })
}

fn one_by_one(units: &[PartialMeasurement]) -> Vec<PartialMeasurement> {
    let each = |unit: &PartialMeasurement| {
        (0..unit.count).map(|_| PartialMeasurement { count: 1, ..unit.clone() }).collect::<Vec<_>>()
    };
    units.iter().rev().flat_map(each).collect()
}

fn arm(units: &[PartialMeasurement], is_treated: bool) -> Sample {
    let own = units.iter().filter(|unit| unit.is_treated == is_treated);
    Sample::gather(own.map(|unit| (unit.after, unit.count)))
}

const FEW: ImputationPlan = ImputationPlan { imputations: 3, iterations: 3, donors: 5, seed: 4 };

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn counted_units_give_what_the_same_units_one_by_one_give(units in units()) {
        let single = one_by_one(&units);
        let everything = |units: &[PartialMeasurement]| {
            let imputed = imputed_difference(units, FEW, -0.2, Level::P95)
                .map(|found| vec![found.test.estimate.value, found.test.standard_error, found.between]);
            let tipping = tipping_point(units, FEW, Level::P95)
                .map(|found| vec![found.deviations.unwrap_or(-1.0)]);
            let (one, zero) = (arm(units, true), arm(units, false));
            let bounds = [
                lee_bounds(&one, &zero, Level::P95),
                worst_case_mean(&one, 1.0, 5.0, Level::P95),
                worst_case_difference(&one, &zero, 1.0, 5.0, Level::P95),
            ];
            let ends = bounds.map(|found| {
                found.map(|found| vec![found.low, found.high, found.interval_low, found.interval_high])
            });
            [vec![imputed, tipping], ends.to_vec()].concat()
        };
        for (one, other) in everything(&units).iter().zip(&everything(&single)) {
            match (one, other) {
                (Ok(one), Ok(other)) => {
                    for (a, b) in one.iter().zip(other) {
                        prop_assert!(a.is_finite());
                        assert_relative_eq!(a, b, max_relative = 1e-9, epsilon = 1e-9);
                    }
                }
                (one, other) => prop_assert_eq!(one, other),
            }
        }
    }

    #[test]
    fn only_values_that_were_seen_are_filled_in_and_nobody_is_lost(units in units()) {
        let rows = units.iter().map(|unit| (vec![unit.before, unit.after], unit.count));
        let incomplete = Incomplete::new(&["before", "after"], rows);
        let seen = |column: usize| -> Vec<f64> {
            units.iter().filter_map(|unit| [unit.before, unit.after][column]).collect()
        };
        let Ok(tables) = multiple_imputation(&incomplete, FEW) else { return Ok(()) };
        for table in &tables {
            prop_assert_eq!(table.iter().map(|row| row.count).sum::<u64>(), incomplete.n());
            for column in 0..2 {
                let seen = seen(column);
                let missing = incomplete.n_missing(column);
                let filled = table.iter().filter(|row| row.is_imputed[column]);
                prop_assert_eq!(filled.clone().map(|row| row.count).sum::<u64>(), missing);
                for row in filled {
                    prop_assert!(seen.iter().any(|value| value.total_cmp(&row.values[column]).is_eq()));
                }
            }
        }
        prop_assert_eq!(&tables, &multiple_imputation(&incomplete, FEW).unwrap());
    }

    #[test]
    fn swapping_the_arms_turns_the_bounds_round(units in units()) {
        let (one, zero) = (arm(&units, true), arm(&units, false));
        if let (Ok(there), Ok(back)) =
            (lee_bounds(&one, &zero, Level::P95), lee_bounds(&zero, &one, Level::P95))
        {
            assert_relative_eq!(there.low, -back.high, epsilon = 1e-9);
            assert_relative_eq!(there.interval_high, -back.interval_low, epsilon = 1e-9);
            let naive = one.mean().unwrap() - zero.mean().unwrap();
            prop_assert!(there.low <= naive + 1e-9 && naive <= there.high + 1e-9);
            let worst = worst_case_difference(&one, &zero, 1.0, 5.0, Level::P95).unwrap();
            prop_assert!(worst.low <= naive + 1e-9 && naive <= worst.high + 1e-9);
        }
    }
}

/// Arms with an effect of one deviation, whose lost depend on the baseline: the observed mean is wrong, the imputed one is not.
fn selective(seed: u64) -> (Vec<PartialMeasurement>, f64) {
    let mut draws = Draws::new(seed);
    let mut complete = 0.0;
    let unit = |at: u32, draws: &mut Draws, complete: &mut f64| {
        let is_treated = at.is_multiple_of(2);
        let before = (draws.normal() * 4.0).round();
        let after = before + if is_treated { 4.0 } else { 0.0 } + (draws.normal() * 2.0).round();
        *complete += if is_treated { after } else { -after };
        // Those who start low in the program are lost.
        let is_lost = is_treated && before < 0.0 && draws.uniform() < 0.8;
        PartialMeasurement {
            is_treated,
            before: Some(before),
            after: (!is_lost).then_some(after),
            covariates: vec![],
            count: 1,
        }
    };
    let units = (0..2000).map(|at| unit(at, &mut draws, &mut complete)).collect();
    (units, complete / 1000.0)
}

/// G-05: who leaves differs; the difference of those who stayed is not the difference.
#[test]
fn those_who_left_are_not_dropped_as_if_they_were_like_those_who_stayed() {
    let (units, complete) = selective(5);
    let (one, zero) = (arm(&units, true), arm(&units, false));
    let stayed = one.mean().unwrap() - zero.mean().unwrap();
    assert!(stayed - complete > 1.0, "{stayed} {complete}");
    let bounds = lee_bounds(&one, &zero, Level::P95).unwrap();
    assert!(bounds.high - bounds.low > 2.0);
    let imputed = imputed_difference(&units, ImputationPlan::default(), 0.0, Level::P95).unwrap();
    assert_abs_diff_eq!(imputed.test.estimate.value, 4.0, epsilon = 0.35);
    assert!(imputed.due_to_missing > 0.05);
}

/// G-31: a value that is filled in once, as its mean or its last value, is no more certain than one never seen.
#[test]
fn a_filled_in_value_is_never_counted_as_a_seen_one() {
    let (units, _) = selective(6);
    let rows = units.iter().map(|unit| (vec![unit.before, unit.after], unit.count));
    let incomplete = Incomplete::new(&["before", "after"], rows);
    let tables = multiple_imputation(&incomplete, ImputationPlan::default()).unwrap();
    let answer = |table: &Vec<crate::inference::CompletedRow>| {
        let sample = Sample::gather(table.iter().map(|row| (Some(row.values[1]), row.count)));
        let moments = sample.moments("units").unwrap();
        CompletedAnswer { value: moments.mean, variance: moments.variance / moments.n as f64 }
    };
    let answers: Vec<CompletedAnswer> = tables.iter().map(answer).collect();
    let pooled = pool(&answers, Some(1999.0), 2000, Level::P95).unwrap();
    assert!(pooled.between > 0.0 && pooled.test.standard_error > pooled.within.sqrt());
    assert!(pooled.test.df.unwrap() < 1999.0);
    // A single completed table is refused.
    let once = ImputationPlan { imputations: 1, ..ImputationPlan::default() };
    assert!(matches!(
        multiple_imputation(&incomplete, once),
        Err(InferenceError::TooFew { needed: 2, .. })
    ));
}

#[test]
fn a_weak_difference_tips_sooner_than_a_strong_one() {
    let shifted = |less: f64| -> Vec<PartialMeasurement> {
        let (units, _) = selective(7);
        let shift = |unit: PartialMeasurement| PartialMeasurement {
            after: unit.after.map(|after| if unit.is_treated { after - less } else { after }),
            ..unit
        };
        units.into_iter().map(shift).collect()
    };
    let tip = |less| tipping_point(&shifted(less), FEW, Level::P95).unwrap().deviations;
    let (strong, weak) = (tip(2.0).unwrap(), tip(3.0).unwrap());
    assert!(weak < strong, "{weak} {strong}");
    // What is not clear as it is needs no shift to fall.
    assert_eq!(tip(4.0), None);
    // At the tipping point the interval ends at 0.
    let at = imputed_difference(&shifted(3.0), FEW, -weak, Level::P95).unwrap();
    assert_abs_diff_eq!(at.test.estimate.low.unwrap(), 0.0, epsilon = 1e-6);
}

#[test]
fn what_cannot_be_filled_in_is_said() {
    let row = |before: Option<f64>, after: Option<f64>| (vec![before, after], 3);
    let nobody =
        Incomplete::new(&["before", "after"], [row(Some(1.0), None), row(Some(2.0), None)]);
    assert!(matches!(
        multiple_imputation(&nobody, FEW),
        Err(InferenceError::TooFew { needed: 3, found: 0, .. })
    ));
    let flat = [row(Some(1.0), Some(2.0)), row(Some(1.0), Some(3.0)), row(Some(1.0), None)];
    let found = multiple_imputation(&Incomplete::new(&["before", "after"], flat), FEW);
    assert!(found.unwrap_err().to_string().contains("`before` does not vary"));
    assert!(imputed_difference(&[], FEW, 0.0, Level::P95).is_err());
    let alone = Sample::new(&[Some(1.0), None]);
    assert!(lee_bounds(&alone, &alone, Level::P95).is_err());
}
