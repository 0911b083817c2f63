//! What holds for every model of the folder.

use approx::assert_relative_eq;
use proptest::prelude::*;

use crate::inference::{
    ClusterSpread, InferenceError, Level, Measurement, Observation, Observations, Spread,
    TestResult, adjusted_means, ancova_hc3, ancova_slopes, cluster_contrast, firth_logistic,
    icc_anova, icc_reml, joint_contrasts, least_squares, linear_contrast, logistic,
    random_intercept,
};

/// Answers on a scale of five, two predictors, some clusters, some units alone.
fn rows() -> impl Strategy<Value = Vec<Observation>> {
    let row = (1..=5_u8, 0..=1_u8, 1..=7_u8, 0..=6_usize, 1..=3_u64);
    proptest::collection::vec(row, 12..40).prop_map(|rows| {
        let row = |(outcome, arm, before, cluster, count): (u8, u8, u8, usize, u64)| Observation {
            outcome: Some(f64::from(outcome)),
            predictors: vec![Some(f64::from(arm)), Some(f64::from(before))],
            cluster: (cluster > 0).then(|| cluster.to_string()),
            count,
        };
        rows.into_iter().map(row).collect()
    })
}

fn expanded(rows: &[Observation]) -> Vec<Observation> {
    let each = |row: &Observation| {
        std::iter::repeat_n(
            Observation { count: 1, ..row.clone() },
            usize::try_from(row.count).unwrap(),
        )
        .collect::<Vec<_>>()
    };
    rows.iter().rev().flat_map(each).collect()
}

const NAMES: [&str; 2] = ["arm", "before"];

fn numbers(test: &TestResult) -> [f64; 4] {
    [test.estimate.value, test.standard_error, test.df.unwrap_or_default(), test.p_value]
}

/// Every number that the folder gives for some observations.
fn everything(rows: &[Observation]) -> Vec<Result<Vec<f64>, InferenceError>> {
    let observations = Observations::new(&NAMES, rows.iter().cloned());
    let yes = rows.iter().map(|row| Observation {
        outcome: row.outcome.map(|outcome| f64::from(u8::from(outcome > 3.0))),
        ..row.clone()
    });
    let yes = Observations::new(&NAMES, yes);
    let units: Vec<Measurement> = rows
        .iter()
        .map(|row| Measurement {
            arm: usize::from(row.predictors[0] == Some(1.0)),
            before: row.predictors[1].unwrap(),
            after: row.outcome.unwrap(),
            covariates: vec![],
            count: row.count,
        })
        .collect();
    let only = [0.0, 1.0, 0.0];
    let mut found = Vec::new();
    for spread in [Spread::Equal, Spread::Hc0, Spread::Hc1, Spread::Hc2, Spread::Hc3] {
        found.push(least_squares(&observations).and_then(|model| {
            let joint = joint_contrasts(&model, &[only.to_vec(), vec![0.0, 0.0, 1.0]], spread)?;
            let test = linear_contrast(&model, &only, spread, Level::P95)?;
            Ok([&numbers(&test)[..], &[joint.statistic, joint.p_value]].concat())
        }));
    }
    for spread in [ClusterSpread::Cr0, ClusterSpread::Cr1, ClusterSpread::Cr1s, ClusterSpread::Cr2]
    {
        found.push(least_squares(&observations).and_then(|model| {
            Ok(numbers(&cluster_contrast(&model, &only, spread, Level::P95)?).to_vec())
        }));
    }
    for model in [logistic, firth_logistic] {
        found.push(model(&yes, Level::P95).map(|model| {
            model.odds_ratios.iter().flat_map(|ratio| numbers(&ratio.coefficient)).collect()
        }));
    }
    found.push(random_intercept(&observations).and_then(|model| {
        let test = model.contrast(&only, Level::P95)?;
        Ok([&numbers(&test)[..], &[model.between, model.within, model.criterion]].concat())
    }));
    found.push(icc_anova(&observations, Level::P95).map(|icc| {
        let estimate = icc.estimate;
        vec![
            estimate.value,
            estimate.low.unwrap(),
            estimate.high.unwrap(),
            icc.p_value,
            icc.between,
        ]
    }));
    found.push(
        icc_reml(&observations, Level::P95)
            .map(|icc| vec![icc.value, icc.low.unwrap_or_default(), icc.high.unwrap_or_default()]),
    );
    for of in [ancova_hc3, adjusted_means] {
        found.push(of(&units, 2, Level::P95).map(|tests| tests.iter().flat_map(numbers).collect()));
    }
    found.push(ancova_slopes(&units, 2, Level::P95).map(|test| {
        [&numbers(&test.differences[0])[..], &[test.joint.statistic, test.joint.p_value]].concat()
    }));
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn counted_rows_give_what_the_same_rows_one_by_one_give(rows in rows()) {
        let (counted, single) = (everything(&rows), everything(&expanded(&rows)));
        for (one, other) in counted.iter().zip(&single) {
            match (one, other) {
                (Ok(one), Ok(other)) => {
                    for (a, b) in one.iter().zip(other) {
                        prop_assert!(a.is_finite());
                        assert_relative_eq!(a, b, max_relative = 1e-6, epsilon = 1e-9);
                    }
                }
                (one, other) => prop_assert_eq!(one.is_err(), other.is_err()),
            }
        }
    }

    #[test]
    fn swapping_the_arms_flips_the_sign_and_shifting_the_outcome_changes_nothing(rows in rows()) {
        let changed = |of: &dyn Fn(&Observation) -> Observation| {
            let observations = Observations::new(&NAMES, rows.iter().map(of));
            least_squares(&observations).and_then(|model| {
                linear_contrast(&model, &[0.0, 1.0, 0.0], Spread::Hc3, Level::P95)
            })
        };
        let plain = changed(&Observation::clone);
        let swapped = changed(&|row| {
            let mut row = row.clone();
            row.predictors[0] = row.predictors[0].map(|arm| 1.0 - arm);
            row
        });
        let shifted = changed(&|row| Observation {
            outcome: row.outcome.map(|outcome| outcome + 1000.0),
            ..row.clone()
        });
        if let (Ok(plain), Ok(swapped), Ok(shifted)) = (plain, swapped, shifted) {
            assert_relative_eq!(plain.estimate.value, -swapped.estimate.value, epsilon = 1e-9);
            assert_relative_eq!(plain.standard_error, swapped.standard_error, max_relative = 1e-9);
            assert_relative_eq!(plain.estimate.value, shifted.estimate.value, epsilon = 1e-9);
            assert_relative_eq!(plain.p_value, shifted.p_value, max_relative = 1e-6);
        }
    }
}

fn pupil(outcome: f64, arm: f64, cluster: &str) -> Observation {
    Observation {
        outcome: Some(outcome),
        predictors: vec![Some(arm), Some(outcome % 2.0)],
        cluster: Some(cluster.to_owned()),
        count: 1,
    }
}

/// G-03: pupils of few schools are not as many independent units as there are pupils.
#[test]
fn pupils_who_share_a_school_are_not_counted_as_independent() {
    let schools = ["a", "b", "c", "d", "e", "f"];
    let rows = schools.iter().enumerate().flat_map(|(at, school)| {
        let level = 10.0 * f64::from(u8::from(at % 3 == 0)) + at as f64;
        (0..20_u8).map(move |pupil_at| {
            pupil(level + f64::from(pupil_at % 5), f64::from(u8::from(at < 3)), school)
        })
    });
    let observations = Observations::new(&NAMES, rows);
    let model = least_squares(&observations).unwrap();
    let naive = linear_contrast(&model, &[0.0, 1.0, 0.0], Spread::Equal, Level::P95).unwrap();
    let clustered =
        cluster_contrast(&model, &[0.0, 1.0, 0.0], ClusterSpread::Cr2, Level::P95).unwrap();
    assert!(clustered.standard_error > 2.0 * naive.standard_error);
    assert!(clustered.df.unwrap() < 5.0 && naive.df.unwrap() > 100.0);
}

#[test]
fn an_effect_of_three_schools_is_refused_as_is_one_that_a_school_decides_alone() {
    let three = ["a", "b", "c"]
        .map(|school| [1.0, 2.0, 4.0, 7.0].map(|y| pupil(y, f64::from(u8::from(y > 3.0)), school)));
    let observations = Observations::new(&NAMES, three.into_iter().flatten());
    let found = least_squares(&observations).and_then(|model| {
        cluster_contrast(&model, &[0.0, 1.0, 0.0], ClusterSpread::Cr2, Level::P95)
    });
    assert_eq!(found, Err(InferenceError::TooFew { needed: 4, what: "clusters", found: 3 }));
    // One school alone has the program: how far it is from the others says nothing of the program.
    let rows = ["a", "b", "c", "d", "e"].iter().flat_map(|&school| {
        (0..6_u8).map(move |at| Observation {
            predictors: vec![Some(f64::from(u8::from(school == "a")))],
            ..pupil(f64::from(at * at % 7), 0.0, school)
        })
    });
    let observations = Observations::new(&["arm"], rows);
    let model = least_squares(&observations).unwrap();
    let found = cluster_contrast(&model, &[0.0, 1.0], ClusterSpread::Cr2, Level::P95);
    assert!(found.unwrap_err().to_string().contains("one cluster alone decides"));
}

#[test]
fn what_does_not_vary_is_named() {
    let rows = [1.0, 2.0, 4.0, 3.0, 5.0].map(|outcome| Observation {
        outcome: Some(outcome),
        predictors: vec![Some(3.0)],
        cluster: None,
        count: 2,
    });
    let observations = Observations::new(&["age"], rows);
    let error = least_squares(&observations).err().unwrap().to_string();
    assert_eq!(error, "not computed: `age` does not vary or follows from what is before it");
    let model = Observations::new(&[], []);
    assert!(matches!(least_squares(&model), Err(InferenceError::TooFew { needed: 2, .. })));
}
